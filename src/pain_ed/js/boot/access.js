/* What the theme leaves out for keyboards and screen readers. */

import { given } from "./site.js";

/** A table wider than the page scrolls inside a wrapper that the theme adds: only a focusable one scrolls by keyboard. */
function nameTables() {
  document.querySelectorAll(".md-typeset__scrollwrap").forEach((wrap, n) => {
    if (wrap.scrollWidth <= wrap.clientWidth) {
      for (const name of ["role", "tabindex", "aria-label"]) wrap.removeAttribute(name);
    } else if (!wrap.hasAttribute("role")) {
      wrap.setAttribute("role", "region");
      wrap.setAttribute("tabindex", "0");
      wrap.setAttribute("aria-label", (given.table ?? "").replace("{}", String(n + 1)));
    }
  });
}

/** Now, and whenever it may have become another: the theme wraps tables late, and one in a closed <details> has no width. */
export function watchTables() {
  let waiting = 0;
  const later = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(nameTables);
  };
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", later);
  document.addEventListener("toggle", later, true);
  later();
}

export function nameSearch() {
  const dialog = document.querySelector(".md-search[role=dialog]:not([aria-label])");
  const field = dialog?.querySelector("input[aria-label]");
  if (field) dialog.setAttribute("aria-label", field.getAttribute("aria-label"));
}

/** The menu is a <label> for a hidden checkbox: no key reaches it on a narrow page, and a zoomed page is narrow. A label may not have
    the role of a button, so a real one takes its place. */
export function makeMenuButton() {
  const label = document.querySelector(".md-header label[for=__drawer]");
  const drawer = document.querySelector("#__drawer");
  if (!label || !drawer || !document.querySelector(".md-sidebar--primary")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} pe-menu`;
  button.append(...label.childNodes);
  if (!button.textContent.trim()) button.setAttribute("aria-label", given.menu ?? "");
  label.replaceWith(button);
  const tell = () => button.setAttribute("aria-expanded", drawer.checked);
  tell();
  drawer.addEventListener("change", tell);
  button.addEventListener("click", (event) => {
    drawer.click(); // not .checked: the theme waits for the change event
    const isByKey = event.detail === 0;
    if (isByKey && drawer.checked) document.querySelector(".md-sidebar--primary .md-nav__list a[href]")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
  // Tab past the last link closes the menu, so that the focus is never behind it.
  document.addEventListener("focusin", ({ target }) => {
    if (drawer.checked && target !== button && !(target instanceof Element && target.closest(".md-sidebar--primary"))) drawer.click();
  });
}

// The theme turns the page on "n" and "p" and opens the search on "f", "s" and "/": someone who talks to the computer, or brushes a
// key, would lose the page (WCAG 2.1.4). Letters stay in the fields that they are typed in.
addEventListener("keydown", (event) => {
  const isPlain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  const isField = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  if (isPlain && !isField) event.stopImmediatePropagation();
}, true);
