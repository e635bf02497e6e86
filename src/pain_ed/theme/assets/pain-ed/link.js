/* What a plan's link needs on both pages that open one: to be taken out of the address bar, judged, made anew, and copied. */

import { fragmentToPlan, planToFragment } from "./codec.js";
import { element, fill } from "./store.js";

/** Keep a plan's fragment with the page's entry in the history: a reload finds it there, and no request and no title holds it. */
export const holdPlan = (fragment, address) => history.replaceState({ ...history.state, plan: fragment }, "", address);

/** The fragment that this page was opened with. repair.js has taken most of them already; a place on the page stays. */
export function takeFragment() {
  const { hash, pathname, search } = location;
  if (hash.length > 1 && !document.getElementById(hash.slice(1))) holdPlan(hash, pathname + search);
  return history.state?.plan;
}

/** What the items of a list of lessons say of each, by its id. */
export const lessonsOf = (root) =>
  new Map([...root.querySelectorAll("li[data-lesson]")].map((item) => [item.dataset.lesson, { item, ...item.dataset, name: item.querySelector("a, .pe-title") }]));

/**
 * @param {string} [fragment] of the link; nothing where the page was opened without one
 * @returns {{plan: {l: string[], b?: number} | null, trouble: string}} the lessons that could be read, and what could not, in words
 */
export function readPlan(fragment, lessons, words) {
  if (typeof fragment !== "string") return { plan: null, trouble: "" };
  const all = [...lessons.values()];
  const read = fragmentToPlan(fragment, all.map((lesson) => lesson.short));
  const l = read.shorts.map((short) => all.find((lesson) => lesson.short === short).lesson);
  const trouble = read.isWhole ? [] : [words.damaged];
  if (read.isWhole && read.unknown.length) trouble.push(fill(words.unknown, read.unknown.join(", ").slice(0, 80)));
  if (trouble.length || !l.length) trouble.push(words[l.length ? "some-left" : "none-left"]);
  return { plan: l.length ? { l, ...(read.by && { b: read.by }) } : null, trouble: trouble.join(" ") };
}

export const fragmentOf = (plan, lessons) => planToFragment(plan.l.map((id) => lessons.get(id).short), plan.b);

/** Where a link of this page leads, without a fragment. A copy of the course on a stick gives the address that it has online. */
export function addressOf(href) {
  const online = location.protocol === "file:" && document.querySelector("link[rel=canonical]")?.href;
  return new URL(href, online || location.href).href.replace(/(index\.html)?([#?].*)?$/, "");
}

export function button(text, act, className = "") {
  const made = element("button", `pe-button ${className}`, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** A field to copy from. Where a browser refuses, the text stands selected, to be copied by hand; `status` says which. */
export function copyField(tag, label, copy, status, words) {
  const field = element(tag, "");
  field.readOnly = true;
  const act = async () => {
    field.select();
    let done = true;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      done = document.execCommand("copy"); // old, and what works on a page from a stick
    }
    status.textContent = words[done ? "copied" : "copy-by-hand"];
  };
  return { field, line: element("div", "pe-copy", element("label", "", element("span", "", label), field), button(copy, act)) };
}

export function live(className) {
  const made = element("p", className);
  made.setAttribute("role", "status");
  return made;
}

/** "4 December 2026", with `weekday` "Friday 4 December 2026" */
export const dayInWords = (day, locale, weekday) =>
  new Date(day * 86_400_000).toLocaleDateString(locale, { weekday, day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
