/* Four statements, rated before and after a module. */

import { dayText, element, fill, isForgetful, load, mountAll, save, today } from "./store.js";

mountAll("reflection", (root, words) => {
  const { folder, when } = root.dataset;
  const sets = [...root.querySelectorAll("fieldset")];
  const said = root.querySelector("form > p");
  const keep = said.previousElementSibling;
  const kept = load().feel[folder]?.[when];
  if (kept) {
    sets.forEach((set, n) => (set.querySelector(`[value="${kept[n + 1]}"]`).checked = true));
    said.textContent = fill(words.since, dayText(kept[0]));
  }
  said.setAttribute("role", "status");
  keep.hidden = false;
  keep.addEventListener("click", () => {
    const open = sets.find((set) => !set.querySelector(":checked"));
    open?.querySelector("input").focus();
    if (open) return (said.textContent = words.unfinished);
    save(({ feel }) => (feel[folder] = { ...feel[folder], [when]: [today(), ...sets.map((set) => +set.querySelector(":checked").value)] }));
    said.textContent = words[isForgetful() ? "forgetful" : "saved"];
  });
});
