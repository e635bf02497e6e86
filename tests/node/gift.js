// Reads GIFT from the standard input with gift-pegjs and prints what it found as JSON.
const { parse } = require("gift-pegjs");

const SIGNS = { "010": "\n", "035": "#", "058": ":", "061": "=", "092": "\\", 123: "{", 125: "}", 126: "~" };
// gift-pegjs 1.0.2 leaves its own stand-ins for escaped signs in the right side of a pair.
const decoded = (text) => text.replace(/&&(\d{3});/g, (_, number) => SIGNS[number]);

const found = parse(require("fs").readFileSync(0, "utf8"));
for (const { matchPairs = [] } of found) for (const pair of matchPairs) pair.subanswer = decoded(pair.subanswer);
console.log(JSON.stringify(found));
