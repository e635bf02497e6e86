/* When a question comes back: one that did not agree with the sources does so after 1, 3 and 7 days. */

/** @import { Answer } from "./storage.js" */

/** Days after which a question that did not agree with the sources comes back. */
export const STEPS = [1, 3, 7];

/** Days since 1970 by the reader's own calendar. */
export const today = (now = new Date()) => Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / 86_400_000);

/**
 * The answer as it is to be remembered: with whether it agreed (`r`), whether it did so the first time (`f`), and how many of
 * STEPS it has stood since (`s`).
 * @param {Answer | undefined} before
 * @param {Pick<Answer, "o" | "h" | "c" | "p">} answer
 * @param {boolean} isRight
 * @returns {Answer}
 */
export function judged(before, answer, isRight, day = today()) {
  const known = before?.h === answer.h ? before : null;
  const first = known ? (known.f ?? known.r ?? 0) : Number(isRight);
  const step = known?.s ?? 0;
  const next = !isRight ? 0 : known && isDue(known, day) ? Math.min(step + 1, STEPS.length) : step;
  return { ...answer, d: day, r: Number(isRight), f: first, s: next };
}

/**
 * Whether a question comes back some day: it did not agree, at first or later, and has not stood all STEPS since.
 * @param {Answer} answer
 */
export const comesBack = ({ f, r, s = 0 }) => (f === 0 || r === 0 || s > 0) && s < STEPS.length;

/**
 * Whether it is to be asked again now.
 * @param {Answer} answer
 */
export const isDue = (answer, day = today()) => comesBack(answer) && day >= dueOn(answer, day);

/**
 * The day on which it comes back. Tomorrow's date may be that of a journey across the date line, and counts as today; a later one
 * is that of a clock that was wrong: nobody knows how long ago it was, and the question would wait for years.
 * @param {Answer} answer
 */
export const dueOn = (answer, day = today()) => (answer.d > day + 1 ? day : Math.min(answer.d, day) + STEPS[answer.s ?? 0]);
