/* Asks again, from what this device remembers, what did not agree with the sources. */

import { comesBack, counted, dueOn, element, fill, inWords, isDue, isForgetful, load, mount, mountAll, today } from "../lib/lib.js";

const AT_ONCE = 10;

mount("again", (root, words) => {
  const now = today();
  const { answers } = load();
  const known = (/** @type {any} */ template) => answers[template.dataset.question];
  const wake = (/** @type {any} */ template) => document.importNode(template.content, true).children;
  /* A question that has changed since is another question. */
  const waiting = [...root.querySelectorAll("[data-question]")]
    .filter((template) => known(template)?.h === template.dataset.hash && comesBack(known(template)))
    .sort((a, b) => dueOn(known(a), now) - dueOn(known(b), now));
  const due = waiting.filter((template) => isDue(known(template), now));
  const report = element("p");
  root.append(report);
  if (!due.length) {
    report.textContent = words[isForgetful() ? "no-memory" : "empty"];
    if (!waiting.length) return;
    const next = dueOn(known(waiting[0]), now);
    const day = next - now < 2 ? words.tomorrow : fill(words.on, inWords(next, { weekday: "long", day: "numeric", month: "long" }));
    report.textContent = `${fill(words.nothing, day)} ${counted(words, "waiting", waiting.length)}`;
    return;
  }
  const [form] = wake(root.querySelector(".pe-again-form"));
  const key = element("section", "pq-key", element("h2", "", words.answers));
  const asked = due.slice(0, AT_ONCE);
  asked.forEach((template, n) => {
    const [question, answer] = wake(template);
    for (const part of [question.querySelector("legend"), ...question.querySelectorAll(".pq-actions a"), answer.firstChild]) {
      part.firstChild.data = fill(part.firstChild.data, n + 1);
    }
    form.append(question);
    key.append(answer);
  });
  report.textContent = counted(words, "asked", asked.length);
  const end = element("p");
  end.setAttribute("role", "status");
  root.append(form, end, key);
  mountAll();
  /* After quiz.js, which has listened first. */
  form.addEventListener("click", () => {
    const left = form.querySelectorAll(".pq-again[hidden]").length;
    const rest = due.length - asked.length;
    end.textContent = left ? "" : words.end + (rest ? ` ${counted(words, "more", rest)}` : "");
  });
});
