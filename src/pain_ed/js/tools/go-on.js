/* The way on through the lessons that a page lists: its button leads to the next one, once this device remembers any. */

import { element, fill, lessonsOf, load, mount } from "../lib/lib.js";

mount("go-on", (root, words) => {
  const go = root.querySelector("a");
  const [href, text] = [go.href, go.textContent];
  const lessons = [...lessonsOf(root).values()];
  const report = element("p");
  root.prepend(report);
  for (const { item } of lessons) item.append(" ", element("span", "pe-state"));

  const draw = () => {
    const { answers, done } = load();
    let [next, newest, read] = [-1, 0, 0];
    lessons.forEach(({ item, lesson, questions }, n) => {
      const isDone = lesson in done;
      item.querySelector(".pe-state").textContent = isDone ? words.read : "";
      if (isDone) return (read += 1);
      /* As in a plan: where the latest answer stands, the reader was last; else the first that is left. */
      const last = Math.max(0, ...questions.split(" ").map((id) => answers[id]?.d ?? 0));
      if (next < 0 || last > newest) next = n;
      newest = Math.max(newest, last);
    });
    const isAll = read > 0 && next < 0;
    const at = isAll ? lessons.length - 1 : next;
    const isKnown = read > 0 || newest > 0;
    report.textContent = isAll ? fill(words.all, read) : "";
    go.href = isKnown ? lessons[at].name.href : href;
    go.textContent = isKnown ? fill(words[isAll ? "again" : "next"], at + 1, lessons[at].name.textContent) : text;
  };
  draw();
  /* Back from a lesson, the browser may show the page as it was. */
  addEventListener("pageshow", (event) => event.persisted && draw());
});
