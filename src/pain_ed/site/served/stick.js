/* Only in the folder for a USB stick, after repair.js. Browsers treat pages from files as strangers to each other: Firefox gives each
   file a storage of its own. So what is remembered also stands with one file that every page opens in a hidden frame (keeper.js),
   and our scripts start once this page has learnt what the others know. */
(() => {
  "use strict";
  if (location.protocol !== "file:") {
    // On a web server all pages share one storage, and the keeper does not answer.
    window.painEdStick = (run) => run();
    return;
  }
  const waiting = [];
  let known = false;
  window.painEdStick = (run) => {
    if (known) run();
    else waiting.push(run);
  };
  const start = () => {
    if (known) return;
    known = true;
    for (const run of waiting) run();
  };

  const site = new URL("../../", document.currentScript.src);
  const palette = `${site.pathname}.__palette`;
  const isOurs = (key) => key.startsWith("pain-ed") || key.startsWith(`${site.pathname}.__`);
  // In a shared computer's tab both names are one storage (repair.js).
  const real = { localStorage: window.localStorage === window.sessionStorage ? {} : window.localStorage, sessionStorage: window.sessionStorage };

  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = "";
  frame.src = new URL("keeper.html", document.currentScript.src);
  const told = [];
  const tell = (message) => {
    if (known) frame.contentWindow?.postMessage(message, "*");
    else told.push(message);
  };

  const { setItem, removeItem } = Storage.prototype;
  const nameOf = (storage) => Object.keys(real).find((name) => real[name] === storage);
  Storage.prototype.setItem = function (key, value) {
    setItem.call(this, key, value);
    if (isOurs(String(key)) && nameOf(this)) tell({ store: nameOf(this), key: String(key), value: this.getItem(key) }); // repair.js may have refused it
  };
  Storage.prototype.removeItem = function (key) {
    removeItem.call(this, key);
    if (isOurs(String(key)) && nameOf(this)) tell({ store: nameOf(this), key: String(key), value: null });
  };

  /** Make a storage of this page as the keeper's is. */
  const learn = (storage, kept) => {
    if (!(storage instanceof Storage)) return;
    for (const key of Object.keys(storage)) if (isOurs(key) && !Object.hasOwn(kept, key)) removeItem.call(storage, key);
    for (const [key, value] of Object.entries(kept)) if (isOurs(key)) storage[key] = value; // past repair.js, which waits for a choice
  };

  addEventListener("message", ({ data, source }) => {
    if (source !== frame.contentWindow || known) return;
    try {
      const was = [sessionStorage.getItem("pain-ed-shared"), localStorage.getItem(palette)];
      learn(real.localStorage, data.localStorage);
      learn(real.sessionStorage, data.sessionStorage);
      if (sessionStorage.getItem("pain-ed-shared") !== was[0]) return location.reload(); // repair.js has to see it first
      const { index } = JSON.parse(localStorage.getItem(palette)) ?? {};
      if (localStorage.getItem(palette) !== was[1]) document.getElementById(`__palette_${index}`)?.click();
    } catch {
      // Storage is blocked: this page goes on with what it has.
    }
    start();
    for (const message of told) tell(message);
  });
  frame.addEventListener("error", start);
  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(frame);
    setTimeout(start, 3000); // a frame that is blocked tells nothing
  });
})();
