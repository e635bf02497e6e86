/* At the address of a page that has moved, the link leads to the same place on the new one, if it still is there. */

export function followPlace() {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-moved]"));
  if (link) link.hash = location.hash;
}
