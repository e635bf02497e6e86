/* Loaded before every other script. Repairs what the theme does not survive (storage that is blocked, null or corrupt) and
   what it leaves out for keyboards and screen readers. Sets <html data-storage="memory|full"> when storage is not sound. */
(() => {
  "use strict";
  const root = document.documentElement;

  /* --- Storage ------------------------------------------------------------------------------------------------- */

  const inMemory = () => {
    const items = new Map();
    return {
      get length() { return items.size; },
      key: (n) => [...items.keys()][n] ?? null,
      getItem: (key) => items.get(String(key)) ?? null,
      setItem: (key, value) => { items.set(String(key), String(value)); },
      removeItem: (key) => { items.delete(String(key)); },
      clear: () => { items.clear(); },
    };
  };

  // "full" keeps the real storage: what it holds can still be read, and each writer (the theme's __md_set, the quiz)
  // catches its own errors. An empty storage that refuses a few bytes is not full but switched off.
  const stateOf = (name) => {
    try {
      const storage = window[name];
      try {
        storage.setItem("pain-ed-probe", "");
        storage.removeItem("pain-ed-probe");
        return "sound";
      } catch {
        return storage.length ? "full" : "memory";
      }
    } catch {
      return "memory"; // the access itself throws, or gives null
    }
  };

  // The theme keeps its settings as JSON under "<path of the site>.__<name>" and stops on a value of another form.
  const isSound = (name, text) => {
    try {
      const value = JSON.parse(text);
      if (value === null) return true;
      if (name === "__tabs") return Array.isArray(value);
      if (name !== "__palette") return true;
      return Number.isInteger(value.index) && typeof value.color === "object" &&
        Object.entries(value.color).every(([key, entry]) =>
          ["media", "scheme", "primary", "accent"].includes(key) && typeof entry === "string");
    } catch {
      return false;
    }
  };

  const dropCorrupt = (storage) => {
    for (const key of Object.keys(storage)) {
      const [, site, name] = key.match(/^(.*\/)\.(__\w+)$/) ?? [];
      // Another site on the same host (example.org/other/) has keys of the same form: they are not ours to judge.
      if (name && location.pathname.startsWith(site) && !isSound(name, storage.getItem(key))) storage.removeItem(key);
    }
  };

  const script = document.currentScript;
  const site = new URL("../../", script.src);

  // The theme writes down its colours on every page, also when nobody has chosen any. Nothing is kept before a reader acts.
  const { setItem } = Storage.prototype;
  let chosen = false;
  addEventListener("change", ({ target }) => { chosen ||= target.name === "__palette"; }, true);
  Storage.prototype.setItem = function (key, value) {
    if (chosen || key !== `${site.pathname}.__palette` || this.getItem(key) !== null) setItem.call(this, key, value);
  };

  // A shared computer: all is kept in this tab alone, and nothing on the device. What this course kept before moves along, both ways
  // (memory.js sets the switch to "on" or "off"). Only our own keys: other sites may live under the same address.
  const SWITCH = "pain-ed-shared";
  const isOurs = (key) => ["pain-ed", "pain-ed-notes"].includes(key) || key.startsWith(`${site.pathname}.__`);
  const move = (from, to) => {
    for (const key of Object.keys(from).filter(isOurs)) {
      to?.setItem(key, from.getItem(key));
      from.removeItem(key);
    }
  };
  const share = () => {
    const state = sessionStorage.getItem(SWITCH);
    if (state === "on") {
      move(localStorage, sessionStorage);
      Object.defineProperty(window, "localStorage", { value: sessionStorage, configurable: true });
      root.dataset.shared = "";
    } else if (state) {
      sessionStorage.removeItem(SWITCH);
      move(sessionStorage, localStorage);
    }
  };

  for (const name of ["localStorage", "sessionStorage"]) {
    const state = stateOf(name);
    if (state === "memory") Object.defineProperty(window, name, { value: inMemory(), configurable: true });
    else dropCorrupt(window[name]);
    if (name === "localStorage" && state !== "sound") root.dataset.storage = state;
  }
  try {
    share();
  } catch {
    // Full: what did not fit stays where it was, and the switch as it is.
  }
  const isShared = () => "shared" in root.dataset;

  const showShared = () => {
    const line = document.querySelector(".pe-shared");
    if (!line || !isShared()) return;
    line.hidden = false;
    line.querySelector("button").addEventListener("click", () => {
      move(sessionStorage);
      location.replace(`${site}${location.protocol === "file:" ? "index.html" : ""}`); // away from what the page still shows
    });
  };
  // "Back" brings a page with its answers from the browser's own memory.
  addEventListener("pageshow", (event) => { if (event.persisted && isShared()) location.reload(); });

  /* --- Without a network ------------------------------------------------------------------------------------------ */

  // The template names the worker where there is one: `mkdocs serve` and a USB stick have none.
  const keepCopy = async () => {
    try {
      if (!script.dataset.worker || isShared() || !isSecureContext) return;
      const { serviceWorker } = navigator;
      await serviceWorker.register(script.dataset.worker, { updateViaCache: "none" });
      (await serviceWorker.ready).active.postMessage("fetch");
    } catch {
      // A private window, blocked storage: the course is then read with a network.
    }
  };

  /* --- The link of a plan ------------------------------------------------------------------------------------------ */

  // On the pages that open one, it leaves the address bar before any other script looks there: it belongs in no title and no
  // request, and the theme stops on a fragment that is no selector. link.js finds it in the history's state.
  if ("plan" in document.currentScript.dataset) {
    const take = () => {
      if (!/[^#\w:-]/.test(location.hash)) return; // empty, or a place on the page
      history.replaceState({ ...history.state, plan: location.hash }, "", location.pathname + location.search);
    };
    take();
    addEventListener("hashchange", take); // a link that is opened on the page itself
  }

  /* --- Links within a page ---------------------------------------------------------------------------------------- */

  // Instant navigation takes the first link to a place on the same page for one to another page: it fetches the page anew, and
  // what was chosen and not yet checked is lost. The browser follows such links by itself; the theme passes over a link that
  // names a target.
  const loaded = location.pathname;
  let leaves = false;
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link?.hash && link.href.split("#")[0] === location.href.split("#")[0]) link.target ||= "_self";
    else if (link) leaves = true;
  }, true);
  // The event that follows is taken for the same, until the theme has changed the page once.
  addEventListener("popstate", (event) => {
    leaves ||= location.pathname !== loaded;
    if (!leaves) event.stopImmediatePropagation();
  });

  /* --- Keyboards and screen readers ------------------------------------------------------------------------------- */

  // A table wider than the page scrolls inside a wrapper that the theme adds: only a focusable one scrolls by keyboard.
  const nameTables = () => {
    document.querySelectorAll(".md-typeset__scrollwrap").forEach((wrap, n) => {
      if (wrap.scrollWidth <= wrap.clientWidth) {
        ["role", "tabindex", "aria-label"].forEach((name) => wrap.removeAttribute(name));
      } else if (!wrap.hasAttribute("role")) {
        wrap.setAttribute("role", "region");
        wrap.setAttribute("tabindex", "0");
        wrap.setAttribute("aria-label", script.dataset.table.replace("{}", n + 1));
      }
    });
  };

  const nameSearch = () => {
    const dialog = document.querySelector(".md-search[role=dialog]:not([aria-label])");
    const field = dialog?.querySelector("input[aria-label]");
    if (field) dialog.setAttribute("aria-label", field.getAttribute("aria-label"));
  };

  // The menu is a <label> for a hidden checkbox: no key reaches it on a narrow page, and a zoomed page is narrow. A label may
  // not have the role of a button, so a real one takes its place.
  const makeMenuButton = () => {
    const label = document.querySelector(".md-header label[for=__drawer]");
    const drawer = document.getElementById("__drawer");
    if (!label || !drawer || !document.querySelector(".md-sidebar--primary")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = `${label.className} pe-menu`;
    button.append(...label.childNodes);
    if (!button.textContent.trim()) button.setAttribute("aria-label", script.dataset.menu);
    label.replaceWith(button);
    const tell = () => button.setAttribute("aria-expanded", drawer.checked);
    tell();
    drawer.addEventListener("change", tell);
    button.addEventListener("click", (event) => {
      drawer.click(); // not .checked: the theme waits for the change event
      const byKey = event.detail === 0;
      if (byKey && drawer.checked) document.querySelector(".md-sidebar--primary .md-nav__list a[href]")?.focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !drawer.checked) return;
      drawer.click();
      button.focus();
    });
    // Tab past the last link closes the menu, so that the focus is never behind it.
    document.addEventListener("focusin", (event) => {
      if (drawer.checked && event.target !== button && !event.target.closest?.(".md-sidebar--primary")) drawer.click();
    });
  };

  // The theme turns the page on "n" and "p" and opens the search on "f", "s" and "/": someone who talks to the computer, or
  // brushes a key, would lose the page (WCAG 2.1.4). Letters stay in the fields that they are typed in.
  addEventListener("keydown", (event) => {
    const plain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && !event.target.closest?.("input, textarea, select, [contenteditable]")) event.stopImmediatePropagation();
  }, true);

  // Instant navigation swaps the page's parts and tells nobody: the focus stays on <body>, and a screen reader is silent.
  let page = location.pathname;
  const tellNewPage = () => {
    if (location.pathname === page) return;
    page = location.pathname;
    const title = location.hash ? null : document.querySelector("article h1");
    title?.setAttribute("tabindex", "-1");
    title?.focus({ preventScroll: true });
  };

  document.addEventListener("DOMContentLoaded", () => {
    nameSearch();
    makeMenuButton();
    showShared();
    keepCopy();
    // The theme wraps tables late, and again after each instant navigation.
    let waiting = 0;
    const later = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => { nameTables(); tellNewPage(); });
    };
    new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
    addEventListener("resize", later);
    document.addEventListener("toggle", later, true); // a table in a closed <details> has no width
    later();
  });
})();
