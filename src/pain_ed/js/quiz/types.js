/* The types of question. To add one, add an entry to TYPES, and one object in Python, which writes its question into the page. */

import { counted, fill } from "../lib/lib.js";

/** @import { Words } from "../lib/lib.js" */
/** @typedef {{ id: string, fits: boolean, match?: string, rank: number }} Option what the key says of an option; `rank` counts from 1 */
/** @typedef {Option & { isChosen: boolean }} Part an option, with whether it was chosen and whether that fits */
/**
 * @typedef {object} Type
 * @property {string} unfinished what is said while there is nothing to check
 * @property {(control: any) => string} option id of the option that a control is for
 * @property {(control: any) => string[]} read what is chosen there, as it is stored
 * @property {(control: any, stored: string[]) => void} write
 * @property {(stored: string[], count: number) => boolean} isComplete
 * @property {(stored: string[], options: Option[]) => Part[]} judge
 * @property {(parts: Part[], words: Words) => string[]} details what is said beside "Not quite."
 * @property {(part: Part, isRight: boolean, isWhole: boolean) => boolean} explains whether the feedback of an option is shown; with the
 *   whole answer, or with no more than what is wrong with this one
 * @property {(part: Part, isWhole: boolean) => string} mark name of its mark, or empty
 * @property {"ol" | "ul"} list of the feedback in the whole answer
 */

/** Options to tick. @type {Type} */
const choice = {
  unfinished: "nothing-chosen",
  option: (control) => control.value,
  read: (control) => (control.checked ? [control.value] : []),
  write: (control, stored) => (control.checked = stored.includes(control.value)),
  isComplete: (stored) => stored.length > 0,
  judge: (stored, options) => options.map((option) => ({ ...option, isChosen: stored.includes(option.id) })),
  details: () => [],
  /* What was chosen; in the whole answer also what was missed. */
  explains: ({ isChosen, fits }, _, isWhole) => isChosen || (isWhole && fits),
  mark: ({ isChosen, fits }, isWhole) => (isChosen ? (fits ? "chosen-fits" : "chosen-misfit") : isWhole && fits ? "missed" : ""),
  list: "ul",
};

/** @param {Part[]} parts */
const fitting = (parts) => parts.filter((part) => part.fits).length;

/**
 * Something to choose for each option: stored as `option:value`.
 * @param {(option: Option) => string | undefined} wanted the value that fits
 * @param {string} message how many fit
 * @param {[fits: string, misfit: string]} marks
 * @returns {Type}
 */
const selects = (wanted, message, [fits, misfit]) => ({
  unfinished: "unfinished",
  option: (control) => control.dataset.option,
  read: (control) => (control.value ? [`${control.dataset.option}:${control.value}`] : []),
  write: (control, stored) => (control.value = valueOf(stored, control.dataset.option) ?? ""),
  isComplete: (stored, count) => stored.length >= count,
  judge: (stored, options) => options.map((option) => ({ ...option, isChosen: true, fits: valueOf(stored, option.id) === wanted(option) })),
  details: (parts, words) => [fill(words[message], fitting(parts), parts.length)],
  /* What does not fit; where all of it does, all. */
  explains: (part, isRight) => isRight || !part.fits,
  mark: (part) => (part.fits ? fits : misfit),
  list: "ul",
});

/**
 * @param {string[]} stored
 * @param {string} id
 */
const valueOf = (stored, id) => stored.find((one) => one.startsWith(`${id}:`))?.slice(id.length + 1);

/** @type {Record<string, Type>} */
export const TYPES = {
  single: choice,
  "true-false": choice,
  multiple: {
    ...choice,
    details(parts, words) {
      const found = parts.filter((part) => part.fits && part.isChosen).length;
      const extra = parts.filter((part) => part.isChosen && !part.fits).length;
      return [fill(words.found, found, fitting(parts)), ...(extra ? [counted(words, "extra", extra)] : [])];
    },
  },
  order: { ...selects(({ rank }) => String(rank), "in-place", ["in-place", "misplaced"]), list: "ol" },
  match: selects(({ match }) => match, "paired", ["paired", "unpaired"]),
};

/**
 * Whether an answer agrees with the sources: all that fits was chosen, and nothing else.
 * @param {Part[]} parts
 */
export const isRight = (parts) => parts.every((part) => part.isChosen === part.fits);
