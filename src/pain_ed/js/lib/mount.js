/* The one way in which a script finds its elements: it names what it sets going, and each element says in `data-tool` or
   `data-module` what it is. */

/** @typedef {(root: any, words: any) => void} Start sets one element going, with the texts that the page brings for it */

/** @type {[name: string, start: Start][]} */
const widgets = [];

/**
 * @param {string} name
 * @param {Start} start
 */
export function mount(name, start) {
  widgets.push([name, start]);
  mountAll();
}

/** Set going what has come since, too. One element that fails leaves its neighbours alone, and stays as it is without JavaScript. */
export function mountAll() {
  for (const [name, start] of widgets) {
    for (const root of document.querySelectorAll(`:is([data-tool="${name}"], [data-module="${name}"]):not([data-mounted])`)) {
      root.dataset.mounted = "";
      try {
        start(root, wordsOf(root, name));
      } catch (error) {
        console.error(error);
      }
    }
  }
}

/**
 * An element that the theme's templates write has its texts elsewhere on the page, where Python writes.
 * @param {HTMLElement} root
 * @param {string} name
 */
function wordsOf(root, name) {
  const elsewhere = `data-${name}-words`;
  return JSON.parse(root.dataset.words ?? document.querySelector(`[${elsewhere}]`)?.getAttribute(elsewhere) ?? "{}");
}
