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

/**
 * The plan as far as it could be read, or null; and in words what could not be.
 * @param {unknown} fragment
 * @param {Map<string, Lesson>} lessons
 * @param {Words} words
 * @returns {{ plan: Plan | null, trouble: string }}
 */
export function readPlan(fragment, lessons, words) {
  if (typeof fragment !== "string") return { plan: null, trouble: "" };
  const all = [...lessons.values()];
  const read = fragmentToPlan(fragment, all.map((lesson) => lesson.short));
  const l = read.shorts.flatMap((short) => all.find((lesson) => lesson.short === short)?.lesson ?? []);
  const trouble = read.isWhole ? [] : [words.damaged];
  if (read.isWhole && read.unknown.length) trouble.push(fill(words.unknown, listed(read.unknown).slice(0, 80)));
  if (trouble.length || !l.length) trouble.push(words[l.length ? "some-left" : "none-left"]);
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
