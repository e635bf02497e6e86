/* Four statements, rated before and after a module. */

import { dayText, fill, isForgetful, load, mount, save, today } from "../lib/lib.js";

mount("reflection", (root, words) => {
  const { folder, when } = root.dataset;
  const sets = [...root.querySelectorAll("fieldset")];
  const status = root.querySelector("form > p");
  const keep = status.previousElementSibling;
  const kept = load().feel[folder]?.[/** @type {"a" | "b"} */ (when)];
  if (kept) {
    sets.forEach((set, n) => (set.querySelector(`[value="${kept[n + 1]}"]`).checked = true));
    status.textContent = fill(words.since, dayText(kept[0]));
  }
  status.setAttribute("role", "status");
  keep.hidden = false;
  keep.addEventListener("click", () => {
    const open = sets.find((set) => !set.querySelector(":checked"));
    open?.querySelector("input").focus();
    if (open) return (status.textContent = words.unfinished);
    save(({ feel }) => (feel[folder] = { ...feel[folder], [when]: [today(), ...sets.map((set) => +set.querySelector(":checked").value)] }));
    status.textContent = words[isForgetful() ? "forgetful" : "saved"];
  });
});
