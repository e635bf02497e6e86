/* When a question comes back. */

import assert from "node:assert/strict";
import test from "node:test";
import { STEPS, comesBack, dueOn, isDue, judged, today } from "../../../src/pain_ed/js/lib/schedule.js";

const CHOSEN = { o: ["0a1b2c"], h: "01234567" };
const DAY = 20_790;

test("after 1, 3 and 7 days, and then no more", () => {
  let answer = judged(undefined, CHOSEN, false, DAY);
  let day = DAY;
  for (const [step, wait] of STEPS.entries()) {
    assert.equal(answer.s, step);
    assert.equal(dueOn(answer, day), day + wait);
    assert.deepEqual([isDue(answer, day + wait - 1), isDue(answer, day + wait)], [false, true]);
    day += wait;
    answer = judged(answer, CHOSEN, true, day);
  }
  assert.deepEqual(answer, { ...CHOSEN, d: DAY + 11, r: 1, f: 0, s: 3 });
  assert.equal(comesBack(answer), false);
});

test("who is right at once is not asked again", () => {
  const answer = judged(undefined, CHOSEN, true, DAY);
  assert.deepEqual(answer, { ...CHOSEN, d: DAY, r: 1, f: 1, s: 0 });
  assert.equal(comesBack(answer), false);
});

test("a slip begins anew; an answer before its day is no step", () => {
  const wrong = judged(undefined, CHOSEN, false, DAY);
  const early = judged(wrong, CHOSEN, true, DAY);
  assert.deepEqual([early.r, early.f, early.s], [1, 0, 0]);
  const later = judged(wrong, CHOSEN, true, DAY + 1);
  assert.equal(later.s, 1);
  assert.equal(judged(later, CHOSEN, false, DAY + 2).s, 0);
});

test("a question that has changed is another one", () => {
  const wrong = judged(undefined, CHOSEN, false, DAY);
  assert.deepEqual(judged(wrong, { ...CHOSEN, h: "89abcdef" }, true, DAY + 1), { o: CHOSEN.o, h: "89abcdef", d: DAY + 1, r: 1, f: 1, s: 0 });
});

test("answers from before there was a schedule", () => {
  const old = { ...CHOSEN, d: DAY };
  assert.equal(comesBack(old), false);
  assert.deepEqual([comesBack({ ...old, r: 0 }), comesBack({ ...old, r: 1 })], [true, false]);
  assert.equal(judged({ ...old, r: 0 }, CHOSEN, true, DAY + 1).f, 0);
});

test("a clock that was wrong holds nothing back for years; a journey over the date line is none", () => {
  const wrong = { ...CHOSEN, r: 0, s: 0 };
  assert.equal(dueOn({ ...wrong, d: DAY + 1 }, DAY), DAY + 1);
  assert.equal(dueOn({ ...wrong, d: DAY + 2 }, DAY), DAY);
  assert.equal(isDue({ ...wrong, d: DAY + 900 }, DAY), true);
});

test("days follow the reader's calendar, where the clock changes, too", () => {
  const at = (text, offset) => today({ getTime: () => Date.parse(text), getTimezoneOffset: () => offset });
  assert.deepEqual(
    [
      at("2026-03-28T23:30Z", -60), at("2026-03-29T21:30Z", -120), at("2026-03-29T22:30Z", -120), /* Berlin, spring */
      at("2026-10-24T21:30Z", -120), at("2026-10-24T22:30Z", -120), at("2026-10-25T22:30Z", -60), at("2026-10-25T23:30Z", -60),
      at("2026-11-21T10:30Z", -840), at("2026-11-21T10:30Z", 720), /* the two ends of the day */
      at("2038-01-19T03:14:08Z", 0),
    ],
    [20541, 20541, 20542, 20750, 20751, 20751, 20752, 20779, 20777, 24855],
  );
});
