/* The names under which this course keeps something on a device. Other sites may live under the same address: theirs are not ours. */

export const KEY = "pain-ed";
/** Notes can be the most private of all: they have a key of their own, so that nothing else reads them. */
export const NOTES = "pain-ed-notes";
/** In a tab that is on a shared computer: "on", or "off" until boot/shared.js has moved all back. */
export const SWITCH = "pain-ed-shared";

/**
 * The theme's keys begin with the site's path.
 * @param {string | undefined} path
 */
export const themePrefix = (path) => `${path}.__`;

/**
 * @param {string} key
 * @param {string | undefined} path the site's
 */
export const isOurs = (key, path) => key === KEY || key === NOTES || key.startsWith(themePrefix(path));
