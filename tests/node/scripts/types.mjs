/* How each type of question is judged, and what is said of it. */

import assert from "node:assert/strict";
import test from "node:test";
import { TYPES, isRight } from "../../../src/pain_ed/js/quiz/types.js";

globalThis.document = { documentElement: { lang: "en" } };

const WORDS = { found: "{} of {} found.", extra: "{} more.", "extra|one": "One more.", "in-place": "{} of {} in place.", paired: "{} of {} paired." };
const [A, B, C] = ["aaaaaa", "bbbbbb", "cccccc"];

/** Options of which some fit. */
const choices = (...fitting) => [A, B, C].map((id, n) => ({ id, fits: fitting.includes(id), rank: n + 1 }));
const ordered = [{ id: B, fits: false, rank: 2 }, { id: A, fits: false, rank: 1 }, { id: C, fits: false, rank: 3 }];
const pairs = [{ id: A, fits: false, match: "111111", rank: 1 }, { id: B, fits: false, match: "222222", rank: 2 }];

/** [right?, what is said beside, ids with feedback, mark of each option], in the whole answer or after a first try */
function judge(type, stored, options, isWhole = true) {
  const { details, explains, judge: parts, mark } = TYPES[type];
  const judged = parts(stored, options);
  const right = isRight(judged);
  const explained = judged.filter((part) => explains(part, right, isWhole)).map((part) => part.id);
  return [right, right ? [] : details(judged, WORDS), explained, judged.map((part) => mark(part, isWhole))];
}
const firstTry = (type, stored, options) => judge(type, stored, options, false);

test("one entry a type", () => assert.deepEqual(Object.keys(TYPES), ["single", "true-false", "multiple", "order", "match"]));

for (const type of ["single", "true-false"]) {
  test(type, () => {
    assert.deepEqual(judge(type, [A], choices(A)), [true, [], [A], ["chosen-fits", "", ""]]);
    assert.deepEqual(judge(type, [B], choices(A)), [false, [], [A, B], ["missed", "chosen-misfit", ""]]);
    assert.deepEqual(firstTry(type, [B], choices(A)), [false, [], [B], ["", "chosen-misfit", ""]]);
  });
}

test("multiple", () => {
  assert.deepEqual(judge("multiple", [A, C], choices(A, C)), [true, [], [A, C], ["chosen-fits", "", "chosen-fits"]]);
  assert.deepEqual(judge("multiple", [A], choices(A, C)), [false, ["1 of 2 found."], [A, C], ["chosen-fits", "", "missed"]]);
  assert.deepEqual(judge("multiple", [A, B, C], choices(A, C)), [false, ["2 of 2 found.", "One more."], [A, B, C], ["chosen-fits", "chosen-misfit", "chosen-fits"]]);
  assert.deepEqual(judge("multiple", [B, C], choices(A)), [false, ["0 of 1 found.", "2 more."], [A, B, C], ["missed", "chosen-misfit", "chosen-misfit"]]);
  assert.deepEqual(firstTry("multiple", [A], choices(A, C)), [false, ["1 of 2 found."], [A], ["chosen-fits", "", ""]]);
  assert.deepEqual(firstTry("multiple", [A, B], choices(A, C)), [false, ["1 of 2 found.", "One more."], [A, B], ["chosen-fits", "chosen-misfit", ""]]);
});

test("order", () => {
  assert.deepEqual(judge("order", [`${A}:1`, `${B}:2`, `${C}:3`], ordered), [true, [], [B, A, C], ["in-place", "in-place", "in-place"]]);
  for (const judged of [judge, firstTry]) {
    assert.deepEqual(judged("order", [`${B}:1`, `${A}:2`, `${C}:3`], ordered), [false, ["1 of 3 in place."], [B, A], ["misplaced", "misplaced", "in-place"]]);
  }
});

test("match", () => {
  assert.deepEqual(judge("match", [`${A}:111111`, `${B}:222222`], pairs), [true, [], [A, B], ["paired", "paired"]]);
  for (const judged of [judge, firstTry]) {
    assert.deepEqual(judged("match", [`${A}:111111`, `${B}:111111`], pairs), [false, ["1 of 2 paired."], [B], ["paired", "unpaired"]]);
  }
});

test("what is asked for before there is something to check", () => {
  for (const type of ["single", "true-false", "multiple"]) {
    assert.equal(TYPES[type].unfinished, "nothing-chosen");
    assert.deepEqual([TYPES[type].isComplete([], 3), TYPES[type].isComplete([A], 3)], [false, true]);
  }
  for (const type of ["order", "match"]) {
    assert.equal(TYPES[type].unfinished, "unfinished");
    assert.deepEqual([TYPES[type].isComplete([`${A}:1`], 2), TYPES[type].isComplete([`${A}:1`, `${B}:2`], 2)], [false, true]);
  }
});

test("controls are read as they are stored, and set from it", () => {
  const box = { value: A, checked: false };
  TYPES.single.write(box, [A]);
  assert.deepEqual([box.checked, TYPES.single.read(box), TYPES.single.option(box)], [true, [A], A]);
  TYPES.single.write(box, []);
  assert.deepEqual([box.checked, TYPES.single.read(box)], [false, []]);
  const list = { value: "", dataset: { option: A } };
  TYPES.match.write(list, [`${B}:222222`, `${A}:111111`]);
  assert.deepEqual([list.value, TYPES.match.read(list), TYPES.match.option(list)], ["111111", [`${A}:111111`], A]);
  TYPES.match.write(list, []);
  assert.deepEqual([list.value, TYPES.match.read(list)], ["", []]);
});
