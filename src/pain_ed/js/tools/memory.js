/* What this device remembers, in words and as it is written; deleting it; and the switch for a shared computer (boot/shared.js). */

import { KEY, NOTES, SWITCH, copyName, dropCopy, element, fill, forget, isForgetful, isOurs, load, mount, site } from "../lib/lib.js";

const isShared = () => "shared" in document.documentElement.dataset;

/** The keys that are really kept: what stands in for a storage that is blocked has none. */
const ours = () => Object.keys(localStorage).filter((key) => isOurs(key, site()?.pathname));

/**
 * One line for each kind of thing, with its number.
 * @param {import("../lib/lib.js").Words} words
 */
function report(words) {
  const state = load();
  const counts = {
    answers: Object.keys(state.answers).length,
    done: Object.keys(state.done).length,
    plan: state.plan?.l.length,
    feel: Object.keys(state.feel).length,
    prefs: Object.keys(state.prefs).length,
    notes: localStorage.getItem(NOTES)?.length,
    theme: ours().filter((key) => ![KEY, NOTES].includes(key)).length,
  };
  return Object.entries(counts).flatMap(([name, count]) => (count ? fill(words[name], count) : []));
}

/** How many files of the course are here for reading without a network. */
async function copied() {
  try {
    return (await caches.has(copyName())) ? (await (await caches.open(copyName())).keys()).length : 0;
  } catch {
    return 0;
  }
}

mount("memory", (root, words) => {
  const list = root.querySelector(".pe-memory-live");
  const status = root.querySelector("[role=status]");
  const [remove, turn] = root.querySelectorAll("button");

  async function show() {
    const lines = report(words);
    const files = isShared() ? 0 : await copied();
    if (files) lines.push(fill(words.copy, files));
    const raw = ours().map((key) => {
      const value = element("pre", "", localStorage.getItem(key) ?? "");
      value.tabIndex = 0;
      return element("div", "", element("dt", "", element("code", "", key)), element("dd", "", value));
    });
    list.replaceChildren(
      ...(isForgetful() ? [element("p", "", words.blocked)] : []),
      lines.length ? element("ul", "", ...lines.map((line) => element("li", "", line))) : element("p", "", words.nothing),
      ...(raw.length ? [element("details", "", element("summary", "", words.raw), element("dl", "pe-memory-raw", ...raw))] : []),
    );
  }

  remove.addEventListener("click", async () => {
    await forget();
    await show();
    status.textContent = words.deleted;
  });
  turn.textContent = words[isShared() ? "turn-off" : "turn-on"];
  root.querySelector(".pe-memory-state").textContent = words[isShared() ? "is-on" : "is-off"];
  turn.addEventListener("click", async () => {
    try {
      sessionStorage.setItem(SWITCH, isShared() ? "off" : "on");
    } catch {
      return (status.textContent = words.blocked);
    }
    await dropCopy();
    location.reload();
  });
  for (const part of root.querySelectorAll(":scope > [hidden]")) part.hidden = false;
  show();
});
