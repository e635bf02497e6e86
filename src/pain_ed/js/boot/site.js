/* Where the site is, and what the template says beside the script. Both are known only while the script itself runs, first of all. */

const script = /** @type {HTMLScriptElement} */ (document.currentScript);

/** The site's address: the script lies two folders below it. */
export const site = new URL("../../", script.src);

/** Texts, the worker's address, and whether the page opens plans. */
export const given = script.dataset;
