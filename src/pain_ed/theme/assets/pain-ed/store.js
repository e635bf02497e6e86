/* What this device remembers of the course, for the quizzes and for every tool. All of it stands under two keys; whatever in
   them does not fit is dropped, one entry at a time, and nothing is written before the reader does something. */

export const KEY = "pain-ed";
/** Notes can be the most private of all: they have a key of their own, so that nothing else reads them. */
export const NOTES = "pain-ed-notes";

export const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const OPTION = /^[0-9a-f]{6}(:([0-9a-f]{6}|\d{1,3}))?$/;
const HASH = /^[0-9a-f]{8}$/;
const LEVELS = ["sure", "fairly-sure", "guessing"];
/** Days after which a question that did not agree with the sources comes back. */
export const STEPS = [1, 3, 7];

/** Days since 1970 by the reader's own calendar. */
export const today = (now = new Date()) => Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / 86_400_000);

export const isDay = (value) => Number.isInteger(value) && value > 0 && value < 100_000;
const isBit = (value) => value === undefined || value === 0 || value === 1;
const isRating = (value) => Array.isArray(value) && value.length === 5 && isDay(value[0]) && value.slice(1).every((n) => [1, 2, 3, 4, 5].includes(n));

const FITS = {
  answers: (a) =>
    Array.isArray(a?.o) && a.o.every((o) => typeof o === "string" && OPTION.test(o)) &&
    typeof a.h === "string" && HASH.test(a.h) && isDay(a.d) &&
    (a.c === undefined || LEVELS.includes(a.c)) &&
    isBit(a.r) && isBit(a.f) && (a.s === undefined || [0, 1, 2, 3].includes(a.s)),
  /* The day, and the lesson's number for the code: a lesson's page knows its own alone. */
  done: (d) => Array.isArray(d) && d.length === 2 && isDay(d[0]) && Number.isInteger(d[1]) && d[1] >= 0 && d[1] <= 60,
  feel: (f) => typeof f === "object" && f !== null && (f.b === undefined || isRating(f.b)) && (f.a === undefined || isRating(f.a)),
};
const PREFS = { short: isBit, large: isBit, rate: (rate) => rate === undefined || (typeof rate === "number" && rate >= 0.5 && rate <= 1.5) };

/** An object without a prototype: an id may be `constructor`. */
const table = (entries) => Object.assign(Object.create(null), Object.fromEntries(entries));

function fitting(entries, fits) {
  const known = (value) => (Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).filter(([name]) => name.length === 1 && "ohdcrfsba".includes(name))));
  return table(Object.entries(Object(entries)).filter(([id, value]) => ID.test(id) && fits(value)).map(([id, value]) => [id, known(value)]));
}

/** Whatever is sound in a value from outside: from storage, or from a file. */
export function sound(value) {
  const from = value?.v === 1 ? value : {};
  const state = { v: 1, plan: null, prefs: table(Object.entries(Object(from.prefs)).filter(([name, pref]) => Object.hasOwn(PREFS, name) && PREFS[name](pref))) };
  for (const [part, fits] of Object.entries(FITS)) state[part] = fitting(from[part], fits);
  const lessons = Array.isArray(from.plan?.l) ? [...new Set(from.plan.l.filter((id) => typeof id === "string" && ID.test(id)))] : [];
  if (lessons.length) state.plan = isDay(from.plan.b) ? { l: lessons, b: from.plan.b } : { l: lessons };
  return state;
}

/** What stands under a key; null where nothing does that can be read. */
export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export const load = () => sound(read(KEY));

let refused = false;
/** Whether this page will be forgotten: storage is blocked, full, or refused to take something. */
export const isForgetful = () => refused || Boolean(document.documentElement.dataset.storage);

/** Let `change` alter what is remembered. Another tab may have written since: it is read anew each time. */
export function save(change) {
  const state = load();
  change(state);
  return write(KEY, state);
}

export function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    refused = true;
    return false;
  }
}

/** The answer as it is to be remembered: with whether it agreed (`r`), whether it did so the first time (`f`), and how many of
    STEPS it has stood since (`s`). */
export function judged(before, answer, right, day = today()) {
  const known = before?.h === answer.h ? before : null;
  const first = known ? (known.f ?? known.r ?? 0) : Number(right);
  const step = known?.s ?? 0;
  const next = !right ? 0 : known && isDue(known, day) ? Math.min(step + 1, STEPS.length) : step;
  return { ...answer, d: day, r: Number(right), f: first, s: next };
}

/** Whether a question comes back some day: it did not agree, at first or later, and has not stood all STEPS since. */
export const comesBack = ({ f, r, s = 0 }) => (f === 0 || r === 0 || s > 0) && s < STEPS.length;

/** Whether it is to be asked again now. */
export const isDue = (answer, day = today()) => comesBack(answer) && day >= dueOn(answer, day);

/** The day on which it comes back. Tomorrow's date may be that of a journey across the date line, and counts as today; a later
    one is that of a clock that was wrong: nobody knows how long ago it was, and the question would wait for years. */
export const dueOn = (answer, day = today()) => (answer.d > day + 1 ? day : Math.min(answer.d, day) + STEPS[answer.s ?? 0]);

/** The page's language, as Intl takes it; its English is that of Britain. */
const language = () => document.documentElement.lang.replace(/^en$/, "en-GB") || undefined;

/** A day as the page's language writes it. */
export const inWords = (day, options) => new Date(day * 864e5).toLocaleDateString(language(), { ...options, timeZone: "UTC" });
/** "4 December 2026", with `weekday` "Friday 4 December 2026". */
export const dayText = (day, weekday) => inWords(day, { weekday, day: "numeric", month: "long", year: "numeric" });

/** Take what another device or a file remembers into what this one does; of two answers the later one stays. */
export function merge(state, other) {
  for (const [id, answer] of Object.entries(other.answers)) if (!(state.answers[id]?.d > answer.d)) state.answers[id] = answer;
  for (const [id, done] of Object.entries(other.done)) state.done[id] ??= done;
  for (const [id, feel] of Object.entries(other.feel)) state.feel[id] = { ...feel, ...state.feel[id] };
  state.plan ??= other.plan;
  Object.assign(state.prefs, { ...other.prefs, ...state.prefs });
  return state;
}

/** Remove this course's keys and the theme's, and the copy for reading without a network; leave alone what other sites under the
    same address keep. Returns a promise for the copy: the keys are gone at once. */
export function forget() {
  const scope = `${globalThis.__md_scope?.pathname}.__`;
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      const storage = window[name];
      const keys = Array.from({ length: storage.length }, (_, n) => storage.key(n));
      for (const key of keys) if ([KEY, NOTES].includes(key) || key.startsWith(scope)) storage.removeItem(key);
    } catch {
      /* Nothing can be read there, so nothing is kept there. */
    }
  }
  return dropCopy();
}

/** Remove the copy for reading without a network, and the worker that keeps it (sw.js). */
export async function dropCopy() {
  const { href } = globalThis.__md_scope ?? {};
  try {
    await (await navigator.serviceWorker.getRegistration(href))?.unregister();
    await caches.delete(`pain-ed ${href}`);
  } catch {
    /* There can be none where there are no workers. */
  }
}

/* --- Small helpers that every tool needs -------------------------------------------------------------------------- */

/** `{}` by `{}` filled with the values, in their order; `{1}` with the second of them. */
export function fill(text, ...values) {
  let next = 0;
  return text.replace(/\{(\d*)\}/g, (all, place) => values[place || next++] ?? all);
}

/** A text in the form that a number asks for (words.py), filled with the values; without any, with the number. */
export const counted = (words, name, number, ...values) =>
  fill(words[`${name}|${new Intl.PluralRules(language()).select(number)}`] ?? words[name], ...(values.length ? values : [number]));

/** Texts as the page's language lists them: "a, b and c". */
export const listed = (texts) => new Intl.ListFormat(language()).format(texts.map(String));

export const lowered = (text) => text.toLocaleLowerCase(language());

export function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function linkTo(href, text) {
  const made = element("a", "", text);
  made.href = href;
  return made;
}

/** Let the reader keep something as a file. */
export function saveFile(name, blob) {
  const link = linkTo(URL.createObjectURL(blob), "");
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Set every part of a page going; one that fails leaves its neighbours alone, and stays as it is without JavaScript. */
export function mountAll(tool, mount) {
  const all = () => {
    for (const root of document.querySelectorAll(`[data-tool="${tool}"]:not([data-mounted])`)) {
      root.dataset.mounted = "";
      try {
        mount(root, JSON.parse(root.dataset.words ?? "{}"));
      } catch (error) {
        console.error(error);
      }
    }
  };
  all();
  /* Material's instant navigation swaps the page under a module that runs only once. */
  globalThis.document$?.subscribe(all);
}
