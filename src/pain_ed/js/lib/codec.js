/* Two short ways to say something without a server: a plan in a link, and a record in a few letters that can be read aloud. */

/* Crockford's base32: no I, L, O or U, so that nothing is mistaken or spelt by accident. https://www.crockford.com/base32.html */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/* --- The spoken code ---------------------------------------------------------------------------------------------- */

/* Each letter is an element of the field of 32. Two check letters make both the sum of all letters and the sum of all letters
   weighted by their place come out as the course's own number: any single wrong letter changes the first sum, and any swap of
   two different letters changes the second (a Reed-Solomon code of distance 3; x^5 + x^2 + 1 is primitive). */
const POWER = [1];
for (let n = 1; n < 31; n++) POWER[n] = POWER[n - 1] & 16 ? (POWER[n - 1] << 1) ^ 37 : POWER[n - 1] << 1;
/** @type {number[]} */
const LOG = [];
POWER.forEach((value, n) => (LOG[value] = n));
/**
 * @param {number} a
 * @param {number} b
 */
const times = (a, b) => (a && b ? POWER[(LOG[a] + LOG[b]) % 31] : 0);

/**
 * The two sums; places are counted from the right, so that the check letters stand at 0 and 1.
 * @param {number[]} values
 */
function sums(values) {
  let plain = 0;
  let weighted = 0;
  [...values].reverse().forEach((value, n) => {
    plain ^= value;
    weighted ^= times(value, POWER[n % 31]);
  });
  return [plain, weighted];
}

/**
 * A number below 1024 from a text: what keeps the codes and links of two courses apart.
 * @param {string} text
 */
export const number = (text) => [...text].reduce((sum, letter) => (sum * 31 + /** @type {number} */ (letter.codePointAt(0))) % 1021, 7);

/* The first day that a code can name: 1 January 2026. Three letters reach 89 years further. */
const FIRST_DAY = 20_454;

/**
 * @param {number[]} numbers the numbers of the lessons that are done, from 1
 * @param {number} day days since 1970
 * @param {string} course what tells this course from others
 * @returns {string} groups of four letters
 */
export function encode(numbers, day, course) {
  const since = Math.min(Math.max(day - FIRST_DAY, 0), 32_767);
  const values = [since >> 10, (since >> 5) & 31, since & 31];
  for (let from = 1; from <= Math.max(...numbers, 1); from += 5) {
    values.push([0, 1, 2, 3, 4].reduce((bits, n) => bits | (Number(numbers.includes(from + n)) << n), 0));
  }
  const seed = number(course);
  const [plain, weighted] = sums([...values, 0, 0]);
  const [p, w] = [plain ^ (seed & 31), weighted ^ (seed >> 5)];
  /* a + b = p and a·x + b = w, so a·(x + 1) = p + w. */
  const a = times(p ^ w, POWER[31 - LOG[3]]);
  const letters = [...values, a, a ^ p].map((value) => LETTERS[value]).join("");
  return letters.replace(/.{4}(?=.)/g, "$&-");
}

/**
 * The code of all that is done, by the day of the last of it; empty where no lesson has a number.
 * @param {import("./storage.js").State["done"]} done
 * @param {string} course
 */
export function codeOf(done, course) {
  const entries = Object.values(done).filter(([, n]) => n);
  return entries.length ? encode(entries.map(([, n]) => n), Math.max(...entries.map(([day]) => day)), course) : "";
}

/**
 * @param {string} text as it was typed
 * @param {string} course
 * @returns {{numbers: number[], day: number} | null} null when a letter is wrong, missing or swapped
 */
export function decode(text, course) {
  const letters = text.toUpperCase().replace(/[OIL]/g, (letter) => (letter === "O" ? "0" : "1")).replace(/[\s\-\u2010-\u2015.]/g, "");
  const values = [...letters].map((letter) => LETTERS.indexOf(letter));
  if (values.length < 6 || values.length > 31 || values.includes(-1)) return null;
  const seed = number(course);
  const [plain, weighted] = sums(values);
  if (plain !== (seed & 31) || weighted !== seed >> 5) return null;
  const numbers = values.slice(3, -2).flatMap((bits, index) => [0, 1, 2, 3, 4].filter((n) => (bits >> n) & 1).map((n) => 5 * index + n + 1));
  return { numbers, day: FIRST_DAY + (values[0] << 10) + (values[1] << 5) + values[2] };
}

/* --- The plan in a link ------------------------------------------------------------------------------------------- */

/** @param {string} text */
const check = (text) => {
  const sum = number(text);
  return (LETTERS[sum >> 5] + LETTERS[sum & 31]).toLowerCase();
};
/** @param {number} n */
const pad = (n) => String(n).padStart(2, "0");

/**
 * @param {string[]} shorts the lessons' short names, in the order of the plan
 * @param {number} [by] the day until which, since 1970
 * @returns {string} what follows the # of the link: `p=start.protect.by261221.k7`
 */
export function planToFragment(shorts, by) {
  const parts = [...shorts];
  if (by) {
    const date = new Date(by * 86_400_000);
    parts.push(`by${pad(date.getUTCFullYear() % 100)}${pad(date.getUTCMonth() + 1)}${pad(date.getUTCDate())}`);
  }
  return `p=${[...parts, check(parts.join("."))].join(".")}`;
}

/**
 * Read what can be read: a link that was cut off or mistyped still shows the lessons that it names. Its date is left out then: a wrong
 * one is worse than none.
 * @param {string} fragment with or without #
 * @param {string[]} known the short names that there are
 * @returns {{shorts: string[], by?: number, unknown: string[], isWhole: boolean}}
 */
export function fragmentToPlan(fragment, known) {
  /* Letter by letter, and not decodeURIComponent: one % that encodes nothing would hide all that is sound. */
  const text = fragment.replace(/%[0-7][0-9a-f]/gi, (code) => String.fromCharCode(parseInt(code.slice(1), 16))).toLowerCase();
  const [, inside, sum] = text.match(/^#?p=(.*)\.(..)\s*$/) ?? [];
  const isWhole = Boolean(inside) && check(inside) === sum;
  /** @type {{shorts: string[], by?: number, unknown: string[], isWhole: boolean}} */
  const plan = { shorts: [], unknown: [], isWhole };
  for (const part of isWhole ? inside.split(".") : text.split(/[^a-z0-9-]+/)) {
    const [, year, month, date] = part.match(/^by(\d\d)(\d\d)(\d\d)$/)?.map(Number) ?? [];
    const day = isWhole && date ? Date.UTC(2000 + year, month - 1, date) / 86_400_000 : 0;
    if (plan.shorts.includes(part)) continue;
    if (known.includes(part)) plan.shorts.push(part);
    else if (day) plan.by = day;
    else if (part) plan.unknown.push(part);
  }
  return plan;
}
