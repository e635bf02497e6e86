/* The link of a plan, for both pages that open one. */

import { fragmentToPlan, planToFragment } from "./codec.js";
import { fill, listed } from "./messages.js";

/** @import { Plan } from "./storage.js" */
/** @import { Words } from "./messages.js" */
/** @typedef {{ item: any, name: any, lesson: string, short: string, minutes: string, questions: string, key: string }} Lesson as its line says */

/**
 * Keep a fragment with the tab's entry in the history: a reload finds it there, and no request and no title holds it.
 * @param {string | undefined} fragment
 * @param {string} [address]
 */
export const holdPlan = (fragment, address) => history.replaceState({ ...history.state, plan: fragment }, "", address);

/** What boot/plan.js has taken out of the address bar, or has left as a place on the page where there is none. */
export function takeFragment() {
  const { hash, pathname, search } = location;
  if (hash.length > 1 && !document.getElementById(hash.slice(1))) holdPlan(hash, pathname + search);
  return history.state?.plan;
}

/**
 * @param {Element} root
 * @returns {Map<string, Lesson>}
 */
export const lessonsOf = (root) =>
  new Map([...root.querySelectorAll("li[data-lesson]")].map((item) => [item.dataset.lesson, { item, ...item.dataset, name: item.querySelector("a, .pe-title") }]));

/** @typedef {{ id: string, short: string, number: number, title: string, to: string, lesson: string }} Gone a lesson that is gone, and where its text stands: the title of the page, and the id if it is a lesson */

/**
 * @param {any} root
 * @returns {Gone[]}
 */
export const goneOf = (root) => JSON.parse(root.dataset.gone ?? "[]");

/**
 * Which lessons those of a plan are today; and in words what became of those that are gone.
 * @param {string[]} ids
 * @param {Map<string, Lesson>} lessons
 * @param {Gone[]} gone
 * @param {Words} words
 */
export function nowOf(ids, lessons, gone, words) {
  const l = new Set();
  const said = [];
  let unknown = 0;
  for (const id of ids) {
    const was = gone.find((one) => one.id === id);
    if (lessons.has(id)) l.add(id);
    else if (!was) unknown += 1;
    else said.push(fill(words.became, was.title, was.to));
    if (was?.lesson) l.add(was.lesson);
  }
  if (unknown) said.push(fill(words["no-longer"], unknown));
  return { l: [...l], said: said.join(" ") };
}

/**
 * The plan as far as it could be read, or null; and in words what could not be, and what became of lessons that are gone.
 * @param {unknown} fragment
 * @param {Map<string, Lesson>} lessons
 * @param {Words} words
 * @param {Gone[]} [gone]
 * @returns {{ plan: Plan | null, trouble: string }}
 */
export function readPlan(fragment, lessons, words, gone = []) {
  if (typeof fragment !== "string") return { plan: null, trouble: "" };
  const named = [...lessons.values(), ...gone.map(({ short, id }) => ({ short, lesson: id }))].filter(({ short }) => short);
  const read = fragmentToPlan(fragment, named.map(({ short }) => short));
  const ids = read.shorts.flatMap((short) => named.find((one) => one.short === short)?.lesson ?? []);
  const { l, said } = nowOf(ids, lessons, gone, words);
  const trouble = read.isWhole ? [] : [words.damaged];
  if (read.isWhole && read.unknown.length) trouble.push(fill(words.unknown, listed(read.unknown).slice(0, 80)));
  if (said) trouble.push(said);
  if (!l.length) trouble.push(words["none-left"]);
  else if (!read.isWhole) trouble.push(words["some-left"]);
  else if (read.unknown.length) trouble.push(words.others);
  return { plan: l.length ? { l, ...(read.by && { b: read.by }) } : null, trouble: trouble.join(" ") };
}

/**
 * @param {Plan} plan
 * @param {Map<string, Lesson>} lessons
 */
export const fragmentOf = (plan, lessons) => planToFragment(plan.l.flatMap((id) => lessons.get(id)?.short ?? []), plan.b);

/**
 * Where a link leads, without a fragment: from a USB stick, to the course online.
 * @param {string} href
 */
export function addressOf(href) {
  const online = location.protocol === "file:" && document.querySelector("link[rel=canonical]")?.href;
  const address = new URL(href, online || location.href).href.replace(/(index\.html)?([#?].*)?$/, "");
  return online ? address.replace(/\.html$/, "/") : address; /* there each page is a folder (MkDocs' own way) */
}
