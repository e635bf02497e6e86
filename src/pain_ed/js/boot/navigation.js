/* Each page is loaded as a whole. A course may have switched on the theme's instant navigation, which swaps a page's parts instead:
   our scripts would set going the first page alone, what is chosen and not yet checked would be lost on the way to a footnote, and no
   screen reader would be told of a new page. */

const isInstant = () => document.getElementById("__config")?.textContent.includes('"navigation.instant"');

// The theme passes over a link that names a target.
addEventListener("click", ({ target }) => {
  const link = target instanceof Element && target.closest("a[href]");
  if (link && isInstant()) link.target ||= "_self";
}, true);
// "Back" to another place on the page is taken for one to another page.
addEventListener("popstate", (event) => { if (isInstant()) event.stopImmediatePropagation(); });
