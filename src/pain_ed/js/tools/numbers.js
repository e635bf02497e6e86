/* "Show the number of each source": behind each statement, in place of one mark a paragraph. */

import { load, mount, save } from "../lib/lib.js";

mount("numbers", (root) => {
  const box = root.querySelector("input");
  const show = () => document.documentElement.classList.toggle("pe-loud", box.checked);
  box.checked = Boolean(load().prefs.numbers);
  show();
  root.hidden = false;
  box.addEventListener("change", () => {
    show();
    save((state) => (state.prefs.numbers = box.checked ? 1 : undefined));
  });
});
