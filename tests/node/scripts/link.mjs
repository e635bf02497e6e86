/* Plans in links, as the pages open them. */

import assert from "node:assert/strict";
import test from "node:test";
import { planToFragment } from "../../../src/pain_ed/js/lib/codec.js";
import { addressOf, fragmentOf, holdPlan, nowOf, readPlan, takeFragment } from "../../../src/pain_ed/js/lib/link.js";

const WORDS = {
  damaged: "Damaged.", unknown: "Unknown: {}.", others: "The others.", became: "{} is in {}.", "no-longer": "Lost: {}.", "some-left": "Some are left.", "none-left": "None is left.",
};
const LESSONS = new Map([["start-here", "start"], ["pain-protects", "protect"]].map(([lesson, short]) => [lesson, { lesson, short }]));

function openPage(href, state = null, ids = []) {
  globalThis.location = new URL(href);
  globalThis.document = {
    documentElement: { lang: "en" },
    getElementById: (id) => (ids.includes(id) ? {} : null),
    querySelector: () => ({ href: "https://example.org/course/my/plan.html" }),
  };
  globalThis.history = { state, replaceState: (next, _, address) => Object.assign(globalThis.history, { state: next, address }) };
}

test("a plan, and what could not be read of it in words", () => {
  openPage("https://example.org/");
  const read = (fragment) => readPlan(fragment, LESSONS, WORDS);
  assert.deepEqual(read(undefined), { plan: null, trouble: "" });
  assert.deepEqual(read(planToFragment(["protect", "start"], 20_808)), { plan: { l: ["pain-protects", "start-here"], b: 20_808 }, trouble: "" });
  assert.deepEqual(read(planToFragment(["protect", "gone"])), { plan: { l: ["pain-protects"] }, trouble: "Unknown: gone. The others." });
  assert.deepEqual(read("p=start.by261221.zz"), { plan: { l: ["start-here"] }, trouble: "Damaged. Some are left." });
  assert.deepEqual(read("p=%E0%A4"), { plan: null, trouble: "Damaged. None is left." });
});

test("a lesson that is gone is in the one that has taken it over, if one has", () => {
  const gone = [
    { id: "old", short: "old", title: "Old", to: "Start", lesson: "start-here" },
    { id: "tools", short: "tools", title: "Tools", to: "Help", lesson: "" },
    { id: "nameless", short: "", title: "Nameless", to: "Help", lesson: "" },
  ];
  const read = (...shorts) => readPlan(planToFragment(shorts, 20_808), LESSONS, WORDS, gone);
  assert.deepEqual(read("old", "protect", "start"), { plan: { l: ["start-here", "pain-protects"], b: 20_808 }, trouble: "Old is in Start." });
  assert.deepEqual(read("tools"), { plan: null, trouble: "Tools is in Help. None is left." });
  assert.deepEqual(readPlan("p=old.by261221.zz", LESSONS, WORDS, gone), { plan: { l: ["start-here"] }, trouble: "Damaged. Old is in Start. Some are left." });
  assert.deepEqual(nowOf(["old", "x", "pain-protects", "y"], LESSONS, gone, WORDS), { l: ["start-here", "pain-protects"], said: "Old is in Start. Lost: 2." });
});

test("a plan becomes its link", () => {
  const plan = { l: ["pain-protects", "start-here"], b: 20_808 };
  assert.equal(fragmentOf(plan, LESSONS), planToFragment(["protect", "start"], 20_808));
});

test("the fragment leaves the address, and stays with the tab", () => {
  openPage("https://example.org/course/my/plan/?q=1#p=start.x", { other: 1 });
  assert.equal(takeFragment(), "#p=start.x");
  assert.deepEqual([history.state, history.address], [{ other: 1, plan: "#p=start.x" }, "/course/my/plan/?q=1"]);
  holdPlan(undefined);
  assert.equal(history.state.plan, undefined);
});

test("a place on the page is no plan", () => {
  openPage("https://example.org/course/my/plan/#steps", { plan: "#p=start.x" }, ["steps"]);
  assert.equal(takeFragment(), "#p=start.x");
  assert.equal(history.address, undefined);
});

test("a link leads to the course online, from a USB stick, too", () => {
  openPage("https://example.org/course/my/assign/?x#y");
  assert.equal(addressOf("../plan/"), "https://example.org/course/my/plan/");
  assert.equal(addressOf(""), "https://example.org/course/my/assign/");
  openPage("file:///media/usb/my/assign.html");
  assert.equal(addressOf("record.html#top"), "https://example.org/course/my/record/");
  assert.equal(addressOf("../index.html"), "https://example.org/course/");
});
