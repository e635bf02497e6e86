/* Repairs what the theme does not survive: storage that is blocked, null or corrupt. Sets <html data-storage="memory|full"> when it is
   not sound. */

import { themePrefix } from "../lib/keys.js";
import { site } from "./site.js";

const PROBE = "pain-ed-probe";

function inMemory() {
  /** @type {Map<string, string>} */
  const items = new Map();
  return {
    get length() { return items.size; },
    key: (/** @type {number} */ n) => [...items.keys()][n] ?? null,
    getItem: (/** @type {string} */ key) => items.get(String(key)) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => { items.set(String(key), String(value)); },
    removeItem: (/** @type {string} */ key) => { items.delete(String(key)); },
    clear: () => { items.clear(); },
  };
}

/**
 * "full" keeps the real storage: what it holds can still be read, and each writer (the theme's __md_set, the quiz) catches its own
 * errors. An empty storage that refuses a few bytes is not full but switched off.
 * @param {"localStorage" | "sessionStorage"} name
 */
function stateOf(name) {
  try {
    const storage = window[name];
    try {
      storage.setItem(PROBE, "");
      storage.removeItem(PROBE);
      return "sound";
    } catch {
      return storage.length ? "full" : "memory";
    }
  } catch {
    return "memory"; // the access itself throws, or gives null
  }
}

/**
 * The theme keeps its settings as JSON under "<path of the site>.__<name>" and stops on a value of another form.
 * @param {string} name
 * @param {string} text
 */
function isSound(name, text) {
  try {
    const value = JSON.parse(text);
    if (value === null) return true;
    if (name === "__tabs") return Array.isArray(value);
    if (name !== "__palette") return true;
    return Number.isInteger(value.index) && typeof value.color === "object" &&
      Object.entries(value.color).every(([key, entry]) => ["media", "scheme", "primary", "accent"].includes(key) && typeof entry === "string");
  } catch {
    return false;
  }
}

/** @param {Storage} storage */
function dropCorrupt(storage) {
  for (const key of Object.keys(storage)) {
    const [, path, name] = key.match(/^(.*\/)\.(__\w+)$/) ?? [];
    // Another site on the same host (example.org/other/) has keys of the same form: they are not ours to judge.
    if (name && location.pathname.startsWith(path) && !isSound(name, storage.getItem(key) ?? "")) storage.removeItem(key);
  }
}

// The theme writes down its colours on every page, also when nobody has chosen any. Nothing is kept before a reader acts.
const { setItem } = Storage.prototype;
const palette = `${themePrefix(site.pathname)}palette`;
let isChosen = false;
addEventListener("change", ({ target }) => { isChosen ||= /** @type {HTMLInputElement} */ (target).name === "__palette"; }, true);
Storage.prototype.setItem = function (key, value) {
  if (isChosen || key !== palette || this.getItem(key) !== null) setItem.call(this, key, value);
};

for (const name of /** @type {const} */ (["localStorage", "sessionStorage"])) {
  const state = stateOf(name);
  if (state === "memory") Object.defineProperty(window, name, { value: inMemory(), configurable: true });
  else dropCorrupt(window[name]);
  if (name === "localStorage" && state !== "sound") document.documentElement.dataset.storage = state;
}
