/* What this device remembers of the course, for the quizzes and for every tool. All of it stands under two keys; whatever in
   them does not fit is dropped, one entry at a time, and nothing is written before the reader does something. */

import { KEY, isOurs } from "./keys.js";

/**
 * @typedef {object} Answer an answer to a question
 * @property {string[]} o what was chosen: ids of options, `option:value` where something is chosen for each
 * @property {string} h hash of the question, as it was then
 * @property {number} d day
 * @property {string} [c] how sure the reader was
 * @property {number} [r] 1: it agreed with the sources
 * @property {number} [f] likewise, the first time
 * @property {number} [s] how often it has agreed since it did not (schedule.js)
 * @property {number} [p] 1: the reader has seen why it does not fit, and not yet what does
 */
/** @typedef {{ l: string[], b?: number }} Plan ids of lessons, and the day until which */
/** @typedef {[day: number, ...ratings: number[]]} Rating */
/**
 * @typedef {object} State
 * @property {1} v
 * @property {Record<string, Answer>} answers by id of question
 * @property {Record<string, [day: number, number: number]>} done by id of lesson; with its number for the code, since a page knows its own alone
 * @property {Record<string, { b?: Rating, a?: Rating }>} feel by module: before and after
 * @property {Plan | null} plan
 * @property {{ short?: number, large?: number, numbers?: number, rate?: number }} prefs
 */
/** @typedef {"answers" | "done" | "feel"} Part */

export const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const OPTION = /^[0-9a-f]{6}(:([0-9a-f]{6}|\d{1,3}))?$/;
const HASH = /^[0-9a-f]{8}$/;
const LEVELS = ["sure", "fairly-sure", "guessing"];
const LAST_DAY = 100_000;
const MOST_LESSONS = 60;

/** @param {any} value */
export const isDay = (value) => Number.isInteger(value) && value > 0 && value < LAST_DAY;
/** @param {any} value */
const isBit = (value) => value === undefined || value === 0 || value === 1;
/** @param {any} value */
const isRating = (value) => Array.isArray(value) && value.length === 5 && isDay(value[0]) && value.slice(1).every((n) => [1, 2, 3, 4, 5].includes(n));

/** @type {Record<Part, (value: any) => boolean>} */
const FITS = {
  answers: (a) =>
    Array.isArray(a?.o) && a.o.every((/** @type {unknown} */ o) => typeof o === "string" && OPTION.test(o)) &&
    typeof a.h === "string" && HASH.test(a.h) && isDay(a.d) &&
    (a.c === undefined || LEVELS.includes(a.c)) &&
    isBit(a.r) && isBit(a.f) && isBit(a.p) && (a.s === undefined || [0, 1, 2, 3].includes(a.s)),
  done: (d) => Array.isArray(d) && d.length === 2 && isDay(d[0]) && Number.isInteger(d[1]) && d[1] >= 0 && d[1] <= MOST_LESSONS,
  feel: (f) => typeof f === "object" && f !== null && (f.b === undefined || isRating(f.b)) && (f.a === undefined || isRating(f.a)),
};
/** @type {Record<string, (value: any) => boolean>} */
const PREFS = { short: isBit, large: isBit, numbers: isBit, rate: (rate) => rate === undefined || (typeof rate === "number" && rate >= 0.5 && rate <= 1.5) };

/**
 * An object without a prototype: an id may be `constructor`.
 * @param {[string, any][]} entries
 */
const table = (entries) => Object.assign(Object.create(null), Object.fromEntries(entries));

/**
 * @param {any} entries
 * @param {(value: any) => boolean} fits
 */
function fitting(entries, fits) {
  const known = (/** @type {any} */ value) =>
    Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).filter(([name]) => name.length === 1 && "ohdcrfspba".includes(name)));
  return table(Object.entries(Object(entries)).filter(([id, value]) => ID.test(id) && fits(value)).map(([id, value]) => [id, known(value)]));
}

/**
 * Whatever is sound in a value from outside: from storage, or from a file.
 * @param {any} value
 * @returns {State}
 */
export function sound(value) {
  const from = value?.v === 1 ? value : {};
  /** @type {State} */
  const state = {
    v: 1,
    plan: null,
    prefs: table(Object.entries(Object(from.prefs)).filter(([name, pref]) => Object.hasOwn(PREFS, name) && PREFS[name](pref))),
    answers: fitting(from.answers, FITS.answers),
    done: fitting(from.done, FITS.done),
    feel: fitting(from.feel, FITS.feel),
  };
  /** @type {string[]} */
  const lessons = Array.isArray(from.plan?.l) ? [...new Set(from.plan.l.filter((/** @type {unknown} */ id) => typeof id === "string" && ID.test(id)))] : [];
  if (lessons.length) state.plan = isDay(from.plan.b) ? { l: lessons, b: from.plan.b } : { l: lessons };
  return state;
}

/**
 * What stands under a key; null where nothing does that can be read.
 * @param {string} key
 */
export function read(key) {
  try {
    return JSON.parse(/** @type {string} */ (localStorage.getItem(key)));
  } catch {
    return null;
  }
}

export const load = () => sound(read(KEY));

let refused = false;
/** Whether this page will be forgotten: storage is blocked, full, or refused to take something. */
export const isForgetful = () => refused || Boolean(document.documentElement.dataset.storage);

/**
 * Let `change` alter what is remembered. Another tab may have written since: it is read anew each time.
 * @param {(state: State) => void} change
 */
export function save(change) {
  const state = load();
  change(state);
  return write(KEY, state);
}

/**
 * @param {string} key
 * @param {unknown} value
 */
export function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    refused = true;
    return false;
  }
}

/**
 * Take what another device or a file remembers into what this one does; of two answers the later one stays.
 * @param {State} state
 * @param {State} other
 */
export function merge(state, other) {
  for (const [id, answer] of Object.entries(other.answers)) if (!(state.answers[id]?.d > answer.d)) state.answers[id] = answer;
  for (const [id, done] of Object.entries(other.done)) state.done[id] ??= done;
  for (const [id, feel] of Object.entries(other.feel)) state.feel[id] = { ...feel, ...state.feel[id] };
  state.plan ??= other.plan;
  Object.assign(state.prefs, { ...other.prefs, ...state.prefs });
  return state;
}

/** What the theme calls the site: its address. */
export const site = () => globalThis.__md_scope;

/** The names of all that this course keeps in a storage. */
export const ourKeys = (storage = localStorage) =>
  Array.from({ length: storage.length }, (_, n) => /** @type {string} */ (storage.key(n))).filter((key) => isOurs(key, site()?.pathname));

/** Remove this course's keys and the theme's, and the copy for reading without a network; leave alone what other sites under the
    same address keep. Returns a promise for the copy: the keys are gone at once. */
export function forget() {
  for (const name of /** @type {const} */ (["localStorage", "sessionStorage"])) {
    try {
      const storage = window[name];
      for (const key of ourKeys(storage)) storage.removeItem(key);
    } catch {
      /* Nothing can be read there, so nothing is kept there. */
    }
  }
  return dropCopy();
}

/** The copy for reading without a network (boot/worker.js). */
export const copyName = () => `pain-ed ${site()?.href}`;

/** Remove that copy, and the worker that keeps it. */
export async function dropCopy() {
  try {
    await (await navigator.serviceWorker.getRegistration(site()?.href))?.unregister();
    await caches.delete(copyName());
  } catch {
    /* There can be none where there are no workers. */
  }
}
