/* The one way in which a script finds its elements: it names what it sets going, and each element says in `data-tool` or
   `data-module` what it is. */

/** @typedef {(root: any, words: any) => void} Start sets one element going, with the texts that the page brings for it */

/** @type {{ name: string, start: Start, settle: () => void }[]} */
const widgets = [];

/**
 * @param {string} name
 * @param {Start} start
 * @param {() => void} [settle] what is to be done once for all that were set going together
 */
export function mount(name, start, settle = () => {}) {
  widgets.push({ name, start, settle });
  mountAll();
}

/** Set going what has come since, too. One element that fails leaves its neighbours alone, and stays as it is without JavaScript. */
export function mountAll() {
  for (const { name, start, settle } of widgets) {
    const found = document.querySelectorAll(`:is([data-tool="${name}"], [data-module="${name}"]):not([data-mounted])`);
    for (const root of found) {
      root.dataset.mounted = "";
      attempt(() => start(root, wordsOf(root, name)));
    }
    if (found.length) attempt(settle);
  }
}

/** @param {() => void} act */
function attempt(act) {
  try {
    act();
  } catch (error) {
    console.error(error);
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
