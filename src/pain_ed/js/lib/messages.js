/* Texts of the page with values in them, as its language writes numbers, days and lists. */

/** @typedef {Record<string, string>} Words the texts of a tool, by name */

/** The page's language, as Intl takes it; its English is that of Britain. */
const language = () => document.documentElement.lang.replace(/^en$/, "en-GB") || undefined;

/**
 * `{}` by `{}` filled with the values, in their order; `{1}` with the second of them.
 * @param {string} text
 * @param {...(string | number)} values
 */
export function fill(text, ...values) {
  let next = 0;
  return text.replace(/\{(\d*)\}/g, (all, index) => String(values[index || next++] ?? all));
}

/**
 * A text in the form that a number asks for (words.py), filled with the values; without any, with the number.
 * @param {Words} words
 * @param {string} name
 * @param {number} number
 * @param {...(string | number)} values
 */
export const counted = (words, name, number, ...values) =>
  fill(words[`${name}|${new Intl.PluralRules(language()).select(number)}`] ?? words[name], ...(values.length ? values : [number]));

/**
 * Texts as the page's language lists them: "a, b and c".
 * @param {string[]} texts
 */
export const listed = (texts) => new Intl.ListFormat(language()).format(texts);

/** @param {string} text */
export const lowered = (text) => text.toLocaleLowerCase(language());

/**
 * A day as the page's language writes it.
 * @param {number} day
 * @param {Intl.DateTimeFormatOptions} options
 */
export const inWords = (day, options) => new Date(day * 864e5).toLocaleDateString(language(), { ...options, timeZone: "UTC" });

/**
 * "4 December 2026", with `weekday` "Friday 4 December 2026".
 * @param {number} day
 * @param {"long"} [weekday]
 */
export const dayText = (day, weekday) => inWords(day, { weekday, day: "numeric", month: "long", year: "numeric" });
