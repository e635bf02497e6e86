/* What I did: shown, handed over, kept, and brought back. */

import { NOTES, dayText, element, fill, isForgetful, linkTo, load, merge, mountAll, read, save, saveFile, sound, today, write } from "./store.js";
import { codeOf, decode } from "./codec.js";
import { qrSvg } from "./qr.js";

mountAll("record", (root, words) => {
  const all = (selector, from = root) => [...from.querySelectorAll(selector)];
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const on = (name, kind, act) => part(name).addEventListener(kind, act);
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
      for (const kind in passages) {
        const [first, ...links] = Object.entries(passages[kind]).flatMap(([href, text]) => [" · ", linkTo(href, text)]);
        if (first) did.append(element("p", "", words[kind], ...links));
      }
    }
    const done = all("[data-read]").length;
    part("summary").textContent = fill(words.summary, done, items.length, ...counts);
    part("nothing").hidden = done;

    const ratings = all("[data-statement] > ul");
    for (const list of ratings) list.replaceChildren();
    for (const line of all("[data-feel]")) {
      const { b, a } = state.feel[line.dataset.feel] ?? {};
      const say = (what) => `${line.dataset.module} – ${[b && fill(words.before, what(b)), a && fill(words.after, what(a))].filter(Boolean).join("; ")}`;
      line.hidden = !b && !a;
      if (line.hidden) continue;
      part("feel").hidden = false;
      line.textContent = say(([day]) => dayText(day));
      ratings.forEach((list, n) => list.append(element("li", "", say((rating) => words[rating[n + 1]]))));
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
    const told = all(".pe-told:not([hidden]), li:has(.pe-did > p)").map((one) => one.innerText);
    part("text").value = told.join("\n").replace(/\n+/g, "\n");
  }

  on("print", "click", () => print());
  on("copy", "click", () => {
    part("text").select();
    /* navigator.clipboard is not there over http. */
    part("copied").textContent = words[document.execCommand("copy") ? "copied" : "selected"];
  });

  const say = (...texts) => (part("said").textContent = texts.concat(isForgetful() ? words.forgetful : "").join(" "));
  const take = (change) => {
    save((now) => {
      change(now);
      state = now;
    });
    show();
  };

  on("restore", "submit", (event) => {
    event.preventDefault();
    const told = decode(part("code").value, course);
    if (!told) return say(words["bad-code"]);
    const unknown = new Set(told.numbers);
    take(({ done }) => {
      for (const { dataset } of items) if (unknown.delete(+dataset.number)) done[dataset.lesson] ??= [told.day, +dataset.number];
    });
    say(fill(words["taken-code"], told.numbers.length - unknown.size, dayText(told.day)), unknown.size ? fill(words.unknown, unknown.size) : "");
  });

  on("save", "click", () => {
    const notes = part("notes").firstChild.checked ? read(NOTES) : undefined;
    saveFile(words.name, new Blob([JSON.stringify({ ...load(), notes })]));
  });

  on("file", "change", async ({ target }) => {
    const [file] = target.files;
    const value = file?.size < 5e6 ? await new Response(file).json().catch(() => null) : null;
    target.value = ""; /* The same file may come again. */
    if (value?.v !== 1) return say(words[value?.v > 1 ? "newer" : "bad-file"]);
    const taken = sound(value);
    const sizes = (of) => ["done", "answers", "feel"].map((name) => Object.keys(Object(of[name])).length);
    const left = sizes(value).reduce((sum, n, index) => sum + n - sizes(taken)[index], 0);
    const own = read(NOTES);
    if (value.notes && !own) write(NOTES, value.notes);
    take((now) => merge(now, taken));
    say(fill(words["taken-file"], ...sizes(taken)), left ? fill(words.left, left) : "", value.notes ? words[own ? "notes-kept" : "notes-taken"] : "");
  });

  show();
  /* The browser may bring the page back as it was left. */
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) state = load();
    show();
  });
});
