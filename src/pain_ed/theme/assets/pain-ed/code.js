/* What a code says. Nothing is kept. */

import { dayText, element, fill, mountAll } from "./store.js";
import { decode } from "./codec.js";

mountAll("code", (root, words) => {
  const part = (name) => root.querySelector(`[data-part="${name}"]`);
  const items = [...root.querySelectorAll("[data-lesson]")];
  const [form, field] = [root.querySelector("form"), part("code")];
  const show = () => {
    const told = decode(field.value, root.dataset.course);
    const unknown = new Set(told?.numbers);
    for (const item of items) {
      const isRead = unknown.delete(+item.dataset.number);
      item.toggleAttribute("data-read", isRead);
      item.lastChild.textContent = isRead ? words.read : "";
    }
    part("found").hidden = !told;
    field.setAttribute("aria-invalid", !told);
    part("said").textContent = told
      ? fill(words.summary, told.numbers.length - unknown.size, items.length, dayText(told.day)) + (unknown.size ? ` ${fill(words.unknown, unknown.size)}` : "")
      : words.wrong;
  };
  /* From a QR code: what follows the # was sent to nobody, and leaves the address. */
  const take = () => {
    const [, code] = location.hash.match(/^#c=(.+)/) ?? [];
    if (!code) return;
    history.replaceState(null, "", location.pathname + location.search);
    field.value = code;
    show();
  };
  for (const item of items) item.append(element("b", "pe-day"));
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  addEventListener("hashchange", take);
  take();
});
