/* The link of a plan, for both pages that open one. */

import { fragmentToPlan, planToFragment } from "./codec.js";
import { element, fill, listed } from "./store.js";

/** Keep a fragment with the tab's entry in the history: a reload finds it there, and no request and no title holds it. */
export const holdPlan = (fragment, address) => history.replaceState({ ...history.state, plan: fragment }, "", address);

/** What repair.js has taken out of the address bar, or has left as a place on the page where there is none. */
export function takeFragment() {
  const { hash, pathname, search } = location;
  if (hash.length > 1 && !document.getElementById(hash.slice(1))) holdPlan(hash, pathname + search);
  return history.state?.plan;
}

export const lessonsOf = (root) =>
  new Map([...root.querySelectorAll("li[data-lesson]")].map((item) => [item.dataset.lesson, { item, ...item.dataset, name: item.querySelector("a, .pe-title") }]));

/** The plan as far as it could be read, or null; and in words what could not be. */
export function readPlan(fragment, lessons, words) {
  if (typeof fragment !== "string") return { plan: null, trouble: "" };
  const all = [...lessons.values()];
  const read = fragmentToPlan(fragment, all.map((lesson) => lesson.short));
  const l = read.shorts.map((short) => all.find((lesson) => lesson.short === short).lesson);
  const trouble = read.isWhole ? [] : [words.damaged];
  if (read.isWhole && read.unknown.length) trouble.push(fill(words.unknown, listed(read.unknown).slice(0, 80)));
  if (trouble.length || !l.length) trouble.push(words[l.length ? "some-left" : "none-left"]);
  return { plan: l.length ? { l, ...(read.by && { b: read.by }) } : null, trouble: trouble.join(" ") };
}

export const fragmentOf = (plan, lessons) => planToFragment(plan.l.map((id) => lessons.get(id).short), plan.b);

/** Where a link leads, without a fragment: from a stick, to the course online. */
export function addressOf(href) {
  const online = location.protocol === "file:" && document.querySelector("link[rel=canonical]")?.href;
  const address = new URL(href, online || location.href).href.replace(/(index\.html)?([#?].*)?$/, "");
  return online ? address.replace(/\.html$/, "/") : address; /* there each page is a folder (MkDocs' own way) */
}

export function button(text, act, className = "") {
  const made = element("button", `pe-button ${className}`, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** A field to copy from, and what `status` says of it. */
export function copyField(tag, label, copy, status, words) {
  const field = element(tag, "");
  field.readOnly = true;
  const act = async () => {
    field.select();
    let done = true;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      done = document.execCommand("copy"); // works from a stick, too
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
