/* Only in the folder for a USB stick, after boot.js. Browsers treat pages from files as strangers to each other: Firefox gives each
   file a storage of its own. So what is remembered also stands with one file that every page opens in a hidden frame (keeper.js),
   and our scripts start once this page has learnt what the others know. */

import { SWITCH, themePrefix } from "../lib/keys.js";
import { site } from "./site.js";

/** A frame that is blocked tells nothing: after so many milliseconds the page goes on with what it has. */
const PATIENCE = 3000;

const palette = `${themePrefix(site.pathname)}palette`;
/** Here the switch for a shared computer belongs to all pages, too. */
const isOurs = (/** @type {string} */ key) => key.startsWith("pain-ed") || key.startsWith(themePrefix(site.pathname));

/** @type {(() => void)[]} */
const waiting = [];
let isKnown = false;

function start() {
  if (isKnown) return;
  isKnown = true;
  for (const run of waiting) run();
}

window.painEdUsb = (run) => {
  if (isKnown) run();
  else waiting.push(run);
};

// On a web server all pages share one storage, and the keeper does not answer.
if (location.protocol === "file:") followKeeper();
else start();

function followKeeper() {
  /** In a shared computer's tab both names are one storage (shared.js). @type {Record<string, unknown>} */
  const real = { localStorage: window.localStorage === window.sessionStorage ? {} : window.localStorage, sessionStorage: window.sessionStorage };
  const nameOf = (/** @type {Storage} */ storage) => Object.keys(real).find((name) => real[name] === storage);

  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = "";
  frame.src = new URL("assets/pain-ed/keeper.html", site).href;

  /** @typedef {{ store: string | undefined, key: string, value: string | null }} Message */
  /** @type {Message[]} */
  const messages = [];
  const tell = (/** @type {Message} */ message) => {
    if (isKnown) frame.contentWindow?.postMessage(message, "*");
    else messages.push(message);
  };

  const { setItem, removeItem } = Storage.prototype;
  Storage.prototype.setItem = function (key, value) {
    setItem.call(this, key, value);
    const store = nameOf(this);
    if (isOurs(String(key)) && store) tell({ store, key: String(key), value: this.getItem(key) }); // boot/storage.js may have refused it
  };
  Storage.prototype.removeItem = function (key) {
    removeItem.call(this, key);
    const store = nameOf(this);
    if (isOurs(String(key)) && store) tell({ store, key: String(key), value: null });
  };

  /**
   * Make a storage of this page as the keeper's is.
   * @param {unknown} storage
   * @param {Record<string, string>} kept
   */
  const learn = (storage, kept) => {
    if (!(storage instanceof Storage)) return;
    for (const key of Object.keys(storage)) if (isOurs(key) && !Object.hasOwn(kept, key)) removeItem.call(storage, key);
    for (const [key, value] of Object.entries(kept)) if (isOurs(key)) storage[key] = value; // past boot/storage.js, which waits for a choice
  };

  addEventListener("message", ({ data, source }) => {
    if (source !== frame.contentWindow || isKnown) return;
    try {
      const [wasShared, wasPalette] = [sessionStorage.getItem(SWITCH), localStorage.getItem(palette)];
      learn(real.localStorage, data.localStorage);
      learn(real.sessionStorage, data.sessionStorage);
      if (sessionStorage.getItem(SWITCH) !== wasShared) return location.reload(); // boot/shared.js has to see it first
      const { index } = JSON.parse(localStorage.getItem(palette) ?? "null") ?? {};
      if (localStorage.getItem(palette) !== wasPalette) document.getElementById(`__palette_${index}`)?.click();
    } catch {
      // Storage is blocked: this page goes on with what it has.
    }
    start();
    for (const message of messages) tell(message);
  });
  frame.addEventListener("error", start);
  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(frame);
    setTimeout(start, PATIENCE);
  });
}
