/* "I have read this lesson". */

import { codeOf, element, isForgetful, linkTo, load, mount, save, today } from "../lib/lib.js";

mount("done", (root, words) => {
  const { number, course, record } = document.querySelector(".pe-reader").dataset;
  const { lesson } = root.dataset;
  const box = element("input");
  const report = element("div");
  let state = load();

  /* A lesson's page knows no other; the menu knows them all. */
  const find = (/** @type {string} */ id) => [...document.querySelectorAll(".md-nav a")].find((link) => RegExp(`/${id}(/|/index)?(\\.html)?$`).test(link.pathname));

  const show = () => {
    report.replaceChildren();
    if (!box.checked) return;
    const add = (/** @type {(Node | string)[]} */ ...parts) => report.append(element("p", "", ...parts));
    const open = state.plan?.l.filter((id) => !(id in state.done));
    const next = open?.map(find).find(Boolean);
    const code = codeOf(state.done, course);
    if (isForgetful()) add(words.forgetful);
    if (next) add(words.next, linkTo(next.href, next.textContent.trim()));
    else if (open && !open.length) add(words["plan-done"]);
    if (code) add(words.code, element("b", "pe-code", code));
    if (code) add(words.why);
    if (record) add(linkTo(record, words.record));
  };

  box.type = "checkbox";
  box.checked = lesson in state.done;
  show();
  report.setAttribute("role", "status"); /* Only now: what was done before is not read out. */
  root.append(element("label", "pe-tick", box, words.read), report);
  box.addEventListener("change", () => {
    save((now) => {
      if (box.checked) now.done[lesson] = [today(), +number];
      else delete now.done[lesson];
      state = now;
    });
    show();
  });
});
