/* The spoken code, and plans in links. */

import assert from "node:assert/strict";
import test from "node:test";
import { codeOf, decode, encode, fragmentToPlan, planToFragment } from "../../../src/pain_ed/js/lib/codec.js";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ALL = Array.from({ length: 60 }, (_, n) => n + 1);

/** The same numbers in each run. */
function chances(seed) {
  return (below) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 4294967296) * below);
  };
}

test("codes that readers hold keep working", () => {
  assert.equal(encode([1, 2, 7, 30], 20_790, "Kitchen"), "0AG3-2000-G09");
  assert.equal(encode([], 20_454, "How pain works"), "0000-FQ");
  assert.deepEqual(decode("0AG3-2000-G09", "Kitchen"), { numbers: [1, 2, 7, 30], day: 20_790 });
});

test("what is encoded comes back, as it is typed and as it is read aloud", () => {
  const random = chances(4);
  for (let trial = 0; trial < 500; trial++) {
    const numbers = ALL.filter(() => random(3) === 0);
    const day = 20_454 + random(32_768);
    const code = encode(numbers, day, "Schmerz verstehen");
    assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-)+[0-9A-HJKMNP-TV-Z]{1,4}$/);
    const typed = code.toLowerCase().replaceAll("0", "o").replaceAll("1", "l").replaceAll("-", " ");
    assert.deepEqual(decode(code, "Schmerz verstehen"), { numbers, day });
    assert.deepEqual(decode(` ${typed}.`, "Schmerz verstehen"), { numbers, day });
  }
});

test("no wrong letter and no swap of two passes", () => {
  const random = chances(9);
  for (let trial = 0; trial < 300; trial++) {
    const letters = [...encode(ALL.filter(() => random(2)), 20_454 + random(32_768), "Kitchen").replaceAll("-", "")];
    for (let at = 0; at < letters.length; at++) {
      const other = LETTERS[(LETTERS.indexOf(letters[at]) + 1 + random(31)) % 32];
      assert.equal(decode(letters.with(at, other).join(""), "Kitchen"), null);
      for (let to = 0; to < at; to++) {
        const swapped = letters.with(at, letters[to]).with(to, letters[at]);
        if (letters[at] !== letters[to]) assert.equal(decode(swapped.join(""), "Kitchen"), null);
      }
    }
  }
});

test("what is no code is none", () => {
  for (const text of ["", "0", "0000", "hello world", "0AG3-2000-0GB", "0AG3-2000-G095", "0AG3-2000-0GBU", "痛み", "0".repeat(40)]) {
    assert.equal(decode(text, "Kitchen"), null, text);
  }
  assert.equal(decode("0AG3-2000-G09", "Another course"), null);
});

test("the code of what is done names the last day, and lessons with a number alone", () => {
  assert.equal(codeOf({}, "Kitchen"), "");
  assert.equal(codeOf({ tea: [20_790, 0] }, "Kitchen"), "");
  assert.deepEqual(decode(codeOf({ tea: [20_780, 2], bread: [20_790, 1], jam: [20_799, 0] }, "Kitchen"), "Kitchen"), { numbers: [1, 2], day: 20_790 });
});

test("a day before the first and after the last that a code can name", () => {
  assert.equal(decode(encode([1], 0, "Kitchen"), "Kitchen").day, 20_454);
  assert.equal(decode(encode([1], 99_999, "Kitchen"), "Kitchen").day, 20_454 + 32_767);
});

const KNOWN = ["start", "protect", "tea-time"];

test("links that are out there keep working", () => {
  assert.equal(planToFragment(["start", "protect"], 20_808), "p=start.protect.by261221.nr");
  assert.equal(planToFragment(["tea-time"]), "p=tea-time.vq");
});

test("a plan comes back from its link, whatever a program does to letters", () => {
  const plan = { shorts: ["protect", "start"], by: 20_808, unknown: [], isWhole: true };
  const fragment = planToFragment(["protect", "start"], 20_808);
  for (const link of [fragment, `#${fragment}`, fragment.toUpperCase(), fragment.replaceAll(".", "%2E").replace("=", "%3D")]) {
    assert.deepEqual(fragmentToPlan(link, KNOWN), plan, link);
  }
});

test("of a damaged link the lessons are left, and no date", () => {
  const left = (link) => fragmentToPlan(link, KNOWN);
  assert.deepEqual(left("p=start.protect.by261221.zz"), { shorts: ["start", "protect"], unknown: ["p", "by261221", "zz"], isWhole: false });
  assert.deepEqual(left("p=start.prot").shorts, ["start"]);
  assert.deepEqual(left("start,protect%E0%A4,start").shorts, ["start", "protect"]);
  assert.deepEqual(left("p=__proto__.constructor").shorts, []);
  assert.deepEqual(left(""), { shorts: [], unknown: [], isWhole: false });
});

test("a lesson that is gone is named, and one that comes twice stands once", () => {
  assert.deepEqual(fragmentToPlan(planToFragment(["start", "gone", "start"]), KNOWN), { shorts: ["start"], unknown: ["gone"], isWhole: true });
});
