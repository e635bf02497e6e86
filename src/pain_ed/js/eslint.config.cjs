/* What eslint looks at: what it recommends, and the walls of this folder. Types and names are tsc's (tsconfig.json). */

const js = require("@eslint/js");

/** Texts are put into the page as texts. */
const PARSES_HTML = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"];

/**
 * @param {string[]} files
 * @param {string[]} patterns what they may not import
 * @param {string} message
 */
const wall = (files, patterns, message) => ({
  files: files.map((name) => `src/pain_ed/js/${name}`),
  rules: { "no-restricted-imports": ["error", { patterns: [{ group: patterns, message }] }] },
});

module.exports = [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off", /* tsc knows what a browser has */
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-properties": ["error", ...PARSES_HTML.map((property) => ({ property, message: "Make elements: nothing is ever parsed as HTML." })),
        { object: "document", property: "write", message: "Make elements: nothing is ever parsed as HTML." }],
    },
  },
  { files: ["**/*.cjs", "tests/node/*.js"], languageOptions: { sourceType: "commonjs" } },
  wall(["lib/*.js"], ["../*"], "lib/ is what all others use: it uses none of them."),
  wall(["{quiz,tools,simulation}/*.js"], ["../lib/*", "!../lib/lib.js", "../quiz/*", "../tools/*", "../simulation/*", "../boot/*"], "Take what is shared from lib/lib.js, and nothing from another wing."),
  wall(["boot/!(widgets).js"], ["../*/*", "!../lib/keys.js"], "boot/ runs before all else, on every page: keep it small."),
];
