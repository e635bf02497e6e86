/* What this device remembers, in words and as it is written; deleting it; and the switch for a shared computer (repair.js). */

import { KEY, NOTES, dropCopy, element, fill, forget, isForgetful, load, mountAll } from "./store.js";

const SWITCH = "pain-ed-shared";

const isShared = () => "shared" in document.documentElement.dataset;

/** The keys of this course and of the theme, as repair.js knows them. */
function ours() {
  const theme = `${globalThis.__md_scope?.pathname}.__`;
  return Object.keys(localStorage).filter((key) => [KEY, NOTES].includes(key) || key.startsWith(theme));
}

/** One line for each kind of thing, with its number. */
function told(words) {
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
  return Object.entries(counts).filter(([, count]) => count).map(([name, count]) => fill(words[name], count));
}

async function copied() {
  const name = `pain-ed ${globalThis.__md_scope?.href}`;
  try {
    return (await caches.has(name)) ? (await (await caches.open(name)).keys()).length : 0;
  } catch {
    return 0;
  }
}

mountAll("memory", (root, words) => {
  const live = root.querySelector(".pe-memory-live");
  const say = root.querySelector("[role=status]");
  const [remove, turn] = root.querySelectorAll("button");

  async function show() {
    const lines = told(words);
    const files = isShared() ? 0 : await copied();
    if (files) lines.push(fill(words.copy, files));
    const raw = ours().map((key) => element("div", "", element("dt", "", element("code", "", key)), element("dd", "", element("pre", "", localStorage.getItem(key)))));
    live.replaceChildren(
      ...(isForgetful() ? [element("p", "", words.blocked)] : []),
      lines.length ? element("ul", "", ...lines.map((line) => element("li", "", line))) : element("p", "", words.nothing),
      ...(raw.length ? [element("details", "", element("summary", "", words.raw), element("dl", "pe-memory-raw", ...raw))] : []),
    );
    for (const each of live.querySelectorAll("pre")) each.tabIndex = 0;
  }

  remove.addEventListener("click", async () => {
    await forget();
    await show();
    say.textContent = words.deleted;
  });
  turn.textContent = words[isShared() ? "turn-off" : "turn-on"];
  root.querySelector(".pe-memory-state").textContent = words[isShared() ? "is-on" : "is-off"];
  turn.addEventListener("click", async () => {
    try {
      sessionStorage.setItem(SWITCH, isShared() ? "off" : "on");
    } catch {
      return (say.textContent = words.blocked);
    }
    await dropCopy();
    location.reload();
  });
  for (const part of root.querySelectorAll(":scope > [hidden]")) part.hidden = false;
  show();
});
