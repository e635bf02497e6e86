/* What a code says. Nothing is kept. */

import { dayText, decode, element, fill, goneOf, mount, on } from "../lib/lib.js";

mount("code", (root, words) => {
  const part = (/** @type {string} */ name) => root.querySelector(`[data-part="${name}"]`);
  const items = [...root.querySelectorAll("[data-lesson]")];
  const [form, field] = [root.querySelector("form"), part("code")];
  const show = () => {
    const code = decode(field.value, root.dataset.course);
    const unknown = new Set(code?.numbers);
    for (const item of items) {
      const isRead = unknown.delete(+item.dataset.number);
      item.toggleAttribute("data-read", isRead);
      item.lastChild.textContent = isRead ? words.read : "";
    }
    const known = (code?.numbers.length ?? 0) - unknown.size;
    const gone = goneOf(root).filter((one) => unknown.delete(one.number)).map((one) => fill(words.gone, one.title, one.to));
    part("found").hidden = !code;
    field.setAttribute("aria-invalid", !code);
    part("said").textContent = code
      ? [fill(words.summary, known, items.length, dayText(code.day)), ...gone, ...(unknown.size ? [fill(words.unknown, unknown.size)] : [])].join(" ")
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
  on(form, "submit", (_, event) => {
    event.preventDefault();
    show();
  });
  addEventListener("hashchange", take);
  take();
});
