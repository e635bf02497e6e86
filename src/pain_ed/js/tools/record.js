/* What I did: shown, handed over, kept, and brought back. */

import { NOTES, codeOf, dayText, decode, element, fill, goneOf, isForgetful, linkTo, load, merge, mount, on, read, save, saveFile, sound, today, write } from "../lib/lib.js";
import { qrSvg } from "./qr.js";

/** @import { State } from "../lib/lib.js" */

/** A file of this size holds no record. */
const LARGEST_FILE = 5e6;

mount("record", (root, words) => {
  const all = (/** @type {string} */ selector, from = root) => [...from.querySelectorAll(selector)];
  const part = (/** @type {string} */ name) => root.querySelector(`[data-part="${name}"]`);
  const { course } = root.dataset;
  const items = all("[data-lesson]");
  let state = load();

  for (const section of all("[data-title]")) section.prepend(element("h2", "", section.dataset.title));
  for (const item of items) item.append(element("div", "pe-did"));
  part("over").hidden = part("back").hidden = false;
  part("self").prepend(fill(words.head, course, dayText(today())));
  part("notes").hidden = !read(NOTES);

  function show() {
    const counts = [0, 0, 0];
    for (const item of items) {
      const did = item.lastChild;
      const day = state.done[item.dataset.lesson]?.[0];
      /** @type {Record<"again" | "changed", Record<string, string>>} */
      const passages = { again: {}, changed: {} };
      for (const { dataset, href, textContent } of all("[data-asked]", item)) {
        const answer = state.answers[dataset.asked];
        if (answer?.r === undefined) continue;
        const isSame = answer.h === dataset.hash;
        if (isSame) counts[answer.f ? 0 : answer.r ? 1 : 2]++;
        if (!isSame || !answer.r) passages[isSame ? "again" : "changed"][href] = textContent;
      }
      item.toggleAttribute("data-read", Boolean(day));
      did.replaceChildren(day ? element("p", "", fill(words.read, dayText(day))) : "");
      for (const [kind, found] of Object.entries(passages)) {
        const [first, ...links] = Object.entries(found).flatMap(([href, text]) => [" · ", linkTo(href, text)]);
        if (first) did.append(element("p", "", words[kind], ...links));
      }
    }
    const done = all("[data-read]").length;
    const known = new Set(items.map((item) => item.dataset.lesson));
    const gone = goneOf(root).filter(({ id }) => id in state.done);
    const lost = Object.keys(state.done).filter((id) => !known.has(id)).length - gone.length;
    part("gone").textContent = [
      ...gone.map(({ id, title, to }) => fill(words.gone, title, dayText(state.done[id][0]), to)),
      ...(lost ? [fill(words["no-longer"], lost)] : []),
    ].join(" ");
    part("gone").hidden = !gone.length && !lost;
    part("summary").textContent = fill(words.summary, done, items.length, ...counts);
    part("nothing").hidden = done;

    const ratings = all("[data-statement] > ul");
    for (const list of ratings) list.replaceChildren();
    for (const line of all("[data-feel]")) {
      const { b, a } = state.feel[line.dataset.feel] ?? {};
      const text = (/** @type {(rating: import("../lib/lib.js").Rating) => string} */ what) => `${line.dataset.module} – ${[b && fill(words.before, what(b)), a && fill(words.after, what(a))].filter(Boolean).join("; ")}`;
      line.hidden = !b && !a;
      if (line.hidden) continue;
      part("feel").hidden = false;
      line.textContent = text(([day]) => dayText(day));
      ratings.forEach((list, n) => list.append(element("li", "", text((rating) => words[rating[n + 1]]))));
    }

    const code = codeOf(state.done, course);
    const link = part("link");
    part("your-code").hidden = !code;
    part("shown").textContent = code;
    if (code && link) {
      link.hash = `c=${code}`;
      link.textContent = link.href;
      part("qr").hidden = link.protocol === "file:"; /* No phone can open it. */
      part("qr").replaceChildren(qrSvg(link.href, words.qr), link.parentNode);
    }

    /* As on the page, so that the two never differ. */
    const shown = all(".pe-told:not([hidden]), li:has(.pe-did > p)").map((one) => one.innerText);
    part("text").value = shown.join("\n").replace(/\n+/g, "\n");
  }

  on(part("print"), "click", () => print());
  on(part("copy"), "click", () => {
    part("text").select();
    /* navigator.clipboard is not there over http. */
    part("copied").textContent = words[document.execCommand("copy") ? "copied" : "selected"];
  });

  const report = (/** @type {string[]} */ ...texts) => (part("said").textContent = texts.concat(isForgetful() ? words.forgetful : "").join(" "));
  const take = (/** @type {(state: State) => void} */ change) => {
    save((now) => {
      change(now);
      state = now;
    });
    show();
  };

  on(part("restore"), "submit", (_, event) => {
    event.preventDefault();
    const code = decode(part("code").value, course);
    if (!code) return report(words["bad-code"]);
    const unknown = new Set(code.numbers);
    take(({ done }) => {
      for (const { dataset } of items) if (unknown.delete(+dataset.number)) done[dataset.lesson] ??= [code.day, +dataset.number];
      for (const { id, number } of goneOf(root)) if (unknown.delete(number)) done[id] ??= [code.day, number];
    });
    report(fill(words["taken-code"], code.numbers.length - unknown.size, dayText(code.day)), unknown.size ? fill(words.unknown, unknown.size) : "");
  });

  on(part("save"), "click", () => {
    const notes = part("notes").firstChild.checked ? read(NOTES) : undefined;
    saveFile(words.name, new Blob([JSON.stringify({ ...load(), notes })]));
  });

  on(part("file"), "change", async (target) => {
    const [file] = target.files;
    const value = file?.size < LARGEST_FILE ? await new Response(file).json().catch(() => null) : null;
    target.value = ""; /* The same file may come again. */
    if (value?.v !== 1) return report(words[value?.v > 1 ? "newer" : "bad-file"]);
    const taken = sound(value);
    const sizes = (/** @type {any} */ of) => ["done", "answers", "feel"].map((name) => Object.keys(Object(of[name])).length);
    const left = sizes(value).reduce((sum, n, index) => sum + n - sizes(taken)[index], 0);
    const own = read(NOTES);
    if (value.notes && !own) write(NOTES, value.notes);
    take((now) => merge(now, taken));
    report(fill(words["taken-file"], ...sizes(taken)), left ? fill(words.left, left) : "", value.notes ? words[own ? "notes-kept" : "notes-taken"] : "");
  });

  show();
  /* The browser may bring the page back as it was left. */
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) state = load();
    show();
  });
});
