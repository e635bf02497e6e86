/* What a device remembers: what is sound of it, and how two devices' become one. */

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import { KEY, NOTES, isOurs } from "../../../src/pain_ed/js/lib/keys.js";
import { forget, isForgetful, load, merge, read, save, sound, write } from "../../../src/pain_ed/js/lib/storage.js";

const ANSWER = { o: ["0a1b2c"], h: "01234567", d: 20_790 };
const EMPTY = { v: 1, plan: null, prefs: {}, answers: {}, done: {}, feel: {} };
/** Objects here have no prototype: an id may be `constructor`. */
const plain = (value) => JSON.parse(JSON.stringify(value));

class Memory {
  items = new Map();
  get length() { return this.items.size; }
  key(n) { return [...this.items.keys()][n] ?? null; }
  getItem(key) { return this.items.get(key) ?? null; }
  setItem(key, value) { this.items.set(key, value); }
  removeItem(key) { this.items.delete(key); }
}

beforeEach(() => {
  for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, { value: new Memory(), configurable: true });
  globalThis.window = globalThis;
  globalThis.document = { documentElement: { dataset: {} } };
  globalThis.__md_scope = new URL("https://example.org/course/");
});

test("nothing of what is no state is taken", () => {
  for (const value of [null, undefined, 1, "x", [], {}, { v: 2, answers: { boil: ANSWER } }, { v: 1, answers: [], done: 3, feel: "x", plan: [], prefs: null }]) {
    assert.deepEqual(plain(sound(value)), EMPTY);
  }
});

test("corrupt entries are dropped one at a time", () => {
  const bad = {
    "no-object": 1, "no-options": { ...ANSWER, o: "0a1b2c" }, option: { ...ANSWER, o: ["<b>"] }, hash: { ...ANSWER, h: "0123456" },
    day: { ...ANSWER, d: 0 }, "far-day": { ...ANSWER, d: 100_000 }, half: { ...ANSWER, d: 1.5 }, level: { ...ANSWER, c: "certain" },
    bit: { ...ANSWER, r: 2 }, step: { ...ANSWER, s: 4 }, nothing: null, "No Id": ANSWER, "-x": ANSWER,
  };
  const good = { boil: ANSWER, constructor: { ...ANSWER, c: "sure", r: 1, f: 0, s: 3 }, pairs: { ...ANSWER, o: ["0a1b2c:0a1b2d", "0a1b2c:12"] } };
  assert.deepEqual(plain(sound({ v: 1, answers: { ...bad, ...good } }).answers), good);
  assert.deepEqual(plain(sound({ v: 1, done: { tea: [20_790, 1], jam: [20_790, 61], oil: [20_790], egg: ["20790", 1] } }).done), { tea: [20_790, 1] });
  const rating = [20_790, 1, 2, 3, 5];
  assert.deepEqual(plain(sound({ v: 1, feel: { a: { b: rating }, b: { b: [20_790, 1, 2, 3, 6] }, c: { a: [1, 2] }, d: null } }).feel), { a: { b: rating } });
  assert.deepEqual(plain(sound({ v: 1, prefs: { short: 1, large: 2, rate: 9, colour: "red" } }).prefs), { short: 1 });
});

test("what nobody knows of a sound entry goes", () => {
  assert.deepEqual(plain(sound({ v: 1, answers: { boil: { ...ANSWER, name: "Ann", x: 1 } } }).answers), { boil: ANSWER });
});

test("of a plan, what is sound is left", () => {
  assert.deepEqual(sound({ v: 1, plan: { l: ["tea", "tea", 3, "<b>", "jam"], b: 20_800 } }).plan, { l: ["tea", "jam"], b: 20_800 });
  assert.deepEqual(sound({ v: 1, plan: { l: ["tea"], b: "soon" } }).plan, { l: ["tea"] });
  assert.equal(sound({ v: 1, plan: { l: [3] } }).plan, null);
});

test("of two answers the later one stays; of what is done the own", () => {
  const own = sound({ v: 1, answers: { boil: ANSWER, leaf: ANSWER }, done: { tea: [20_790, 1] }, feel: { kitchen: { b: [20_790, 1, 1, 1, 1] } }, prefs: { short: 1 } });
  const other = sound({
    v: 1, plan: { l: ["jam"] }, prefs: { short: 0, large: 1 },
    answers: { boil: { ...ANSWER, d: 20_789, c: "sure" }, leaf: { ...ANSWER, d: 20_791, c: "sure" }, rise: ANSWER },
    done: { tea: [20_700, 1], jam: [20_700, 2] }, feel: { kitchen: { b: [20_700, 5, 5, 5, 5], a: [20_791, 2, 2, 2, 2] } },
  });
  assert.deepEqual(plain(merge(own, other)), {
    v: 1, plan: { l: ["jam"] }, prefs: { short: 1, large: 1 },
    answers: { boil: ANSWER, leaf: { ...ANSWER, d: 20_791, c: "sure" }, rise: ANSWER },
    done: { tea: [20_790, 1], jam: [20_700, 2] }, feel: { kitchen: { b: [20_790, 1, 1, 1, 1], a: [20_791, 2, 2, 2, 2] } },
  });
});

test("a change sees what another tab has written", () => {
  save((state) => (state.done.tea = [20_790, 1]));
  localStorage.setItem(KEY, JSON.stringify({ v: 1, done: { jam: [20_791, 2] } }));
  save((state) => (state.done.egg = [20_792, 3]));
  assert.deepEqual(Object.keys(load().done), ["jam", "egg"]);
});

test("what cannot be read is nothing", () => {
  for (const text of ["{", "", "undefined"]) {
    localStorage.setItem(KEY, text);
    assert.equal(read(KEY), null);
    assert.deepEqual(plain(load()), EMPTY);
  }
  localStorage.getItem = () => { throw new Error("SecurityError"); };
  assert.equal(read(KEY), null);
});

test("forgetting leaves alone what is not ours", async () => {
  for (const key of [KEY, NOTES, "/course/.__palette", "/other/.__palette", "pain-ed-other", "theirs"]) localStorage.setItem(key, "1");
  await forget();
  assert.deepEqual([...localStorage.items.keys()], ["/other/.__palette", "pain-ed-other", "theirs"]);
  assert.equal(isOurs("/course/.__search", "/course/"), true);
  assert.equal(isOurs("/course/sub/.__search", "/course/"), false);
});

/* Last: what a page has found out it does not forget. */
test("a storage that refuses costs the memory alone", () => {
  assert.equal(isForgetful(), false);
  document.documentElement.dataset.storage = "memory";
  assert.equal(isForgetful(), true);
  delete document.documentElement.dataset.storage;
  localStorage.setItem = () => { throw new Error("QuotaExceededError"); };
  assert.equal(write(KEY, {}), false);
  assert.equal(save(() => {}), false);
  assert.equal(isForgetful(), true);
});
