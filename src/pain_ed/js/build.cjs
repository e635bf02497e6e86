/* Makes what browsers load from the sources beside this file: `make scripts`. What it makes is committed, so that those who use the
   package need no Node; a test makes it anew and compares. */

const path = require("node:path");
const { build } = require("esbuild");

/** Each is loaded once, and by its name, so that all scripts of a page share what it holds. */
const SHARED = { lib: "lib/lib.js", qr: "tools/qr.js" };
const TOOLS = ["again", "assign", "code", "done", "go-on", "memory", "notes", "numbers", "plan", "reader", "record", "reflection"];
const STYLES = ["course", "cites", "quiz", "simulation", "tools"];

const SITE = "theme/assets/pain-ed"; /* the hosts copy it into every site */
const SERVED = "site/served"; /* Python copies from it what a site needs */
const USB = "site/served/usb";

const keepShared = {
  name: "keep-shared",
  setup({ onResolve }) {
    onResolve({ filter: /(^|\/)(lib|qr)\.js$/ }, (found) => (found.kind === "entry-point" ? null : { path: `./${path.basename(found.path)}`, external: true }));
  },
};

/** @param {string} root where the package's folders are, or a copy of them is to be */
async function make(root) {
  const common = {
    absWorkingDir: __dirname,
    alias: { "lean-qr": path.join(process.env.NODE_PATH, "lean-qr/index.mjs") }, /* its other form is not for bundles */
    bundle: true,
    minify: true,
    charset: "utf8",
    target: "esnext",
    legalComments: "inline",
    logLevel: "warning",
  };
  const into = (folder) => path.join(root, folder);
  const classic = (folder, entryPoints, more) => build({ ...common, format: "iife", entryPoints, outdir: into(folder), ...more });
  await Promise.all([
    build({
      ...common,
      format: "esm",
      entryPoints: { ...SHARED, quiz: "quiz/quiz.js", simulation: "simulation/simulation.js", ...Object.fromEntries(TOOLS.map((name) => [name, `tools/${name}.js`])) },
      outdir: into(SITE),
      plugins: [keepShared],
    }),
    classic(SITE, { boot: "boot/boot.js" }),
    classic(SERVED, { sw: "boot/worker.js", launch: "boot/launch.js" }),
    classic(USB, { usb: "boot/usb.js", keeper: "boot/keeper.js" }),
    classic(USB, { widgets: "boot/widgets.js" }, { banner: { js: "painEdUsb(()=>{" }, footer: { js: "});" } }),
    build({ ...common, entryPoints: STYLES.map((name) => `style/${name}.css`), outdir: into(SITE) }),
    build({ ...common, entryPoints: ["style/launch.css"], outdir: into(SERVED) }),
  ]);
}

make(path.resolve(process.argv[2] ?? path.dirname(__dirname))).catch(() => process.exit(1)); /* esbuild has said why */
