/* Above each lesson: its key points alone, paper, reading aloud. */

import { button, element, load, mount, on, save } from "../lib/lib.js";

const SILENT = "form, .footnote-ref, .headerlink, .pe-reader, .pe-facts, .pe-foot, .pe-done, .pe-done ~ *, details:not([open])";
const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, dt, dd, th, td, figcaption, summary, div";
const ASKING = "form, .pe-tool";

/** @typedef {{ range: Range, text: string }} Sentence what is to be read, and where it stands */

/**
 * @param {Element} article
 * @param {string} lang
 * @returns {Sentence[]}
 */
function sentences(article, lang) {
  /** @type {{ block: any, text: string, places: [Text, number][] }[]} each letter with its node and its index there */
  const blocks = [];
  /* 5: elements and texts. 1: take; 2: pass over with all in it; 3: look into. */
  const walker = document.createTreeWalker(article, 5, (/** @type {any} */ node) =>
    node.data ? 1 : node.matches?.(SILENT) || node.checkVisibility?.() === false ? 2 : 3);
  for (let node; (node = /** @type {Text | null} */ (walker.nextNode())); ) {
    const block = node.parentElement?.closest(BLOCKS);
    let last = blocks[blocks.length - 1];
    if (last?.block !== block) blocks.push((last = { block, text: "", places: [] }));
    last.text += node.data;
    for (let at = 0; at < node.length; at += 1) last.places.push([node, at]);
  }
  return blocks.flatMap(({ block, text, places }) => {
    /* The head of a column is said with each of its cells. */
    const head = block?.closest("table")?.tHead?.rows[0];
    if (head && block.parentElement === head) return [];
    const before = head ? `${head.cells[block.cellIndex].textContent}: ` : "";
    const parts = Intl.Segmenter
      ? [...new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text)].map((part) => part.segment)
      : text.split(/(?<=[.!?]\s)/);
    let next = 0;
    return parts.flatMap((part) => {
      const sentence = part.trim();
      const start = next + part.indexOf(sentence);
      next += part.length;
      if (!/[\p{L}\d]/u.test(sentence)) return [];
      const range = new Range();
      range.setStart(...places[start]);
      const [node, at] = places[start + sentence.length - 1];
      range.setEnd(node, at + 1);
      return { range, text: before + sentence.replace(/\s+/g, " ") };
    });
  });
}

mount("reader", (root, words) => {
  const article = root.parentElement;
  const { prefs } = load();
  const prefer = (/** @type {"short" | "large" | "rate"} */ name, /** @type {number | undefined} */ value) => {
    prefs[name] = value;
    save((state) => (state.prefs[name] = value));
  };
  const add = (/** @type {HTMLElement} */ parent, /** @type {() => void} */ press, text = "") => {
    const made = button("pe-button", text, press);
    parent.append(made);
    return made;
  };
  let stop = () => {};

  /* --- Short version --- */

  /** @type {any[][]} */
  const sections = [];
  for (const part of article.querySelectorAll(":scope > :is(h2, h2 ~ *):has(~ .pe-done)")) {
    if (part.matches("h2")) sections.push([]);
    sections[sections.length - 1].push(part);
  }
  const key = sections.find(([{ id }]) => id === "key-points") ?? sections[0];
  /* What says when to get help stays, and so do the questions with their heading. */
  const help = `p:has([href^="${article.querySelector(".pe-help")?.getAttribute("href")}"])`;
  for (const section of sections) {
    const has = (/** @type {string} */ what) => section.some((part) => part.matches(what));
    const kept = section === key ? "*" : has(help) ? ":not(details)" : has(ASKING) ? `h2, ${ASKING}` : "_";
    /* An attribute, and no class: the theme styles and wraps only tables that have none. */
    for (const part of section) part.toggleAttribute("data-long", !part.matches(kept));
  }
  if (key) {
    const toggle = add(root, () => {
      show(!article.matches(".pe-short"));
      prefer("short", article.matches(".pe-short") ? 1 : undefined);
    });
    const show = (/** @type {boolean} */ short) => {
      stop();
      article.classList.toggle("pe-short", short);
      toggle.textContent = short ? words.whole : words.short;
    };
    /* A link into what is hidden opens the whole lesson. */
    const open = (target = article.querySelector(":target")) => {
      if (!target?.matches(".pe-short > :is([data-long], [data-long] *, :has(+ [data-long]))")) return;
      show(false);
      target.scrollIntoView();
    };
    show(!!prefs.short);
    open();
    /* Not "hashchange": pressed a second time, a link changes no address. */
    on(window, "click", (target) => {
      const hash = target.closest?.("a")?.hash;
      if (hash) setTimeout(() => open(document.getElementById(hash.slice(1))));
    });
  }

  /* --- Print --- */

  const large = element("input");
  large.type = "checkbox";
  large.checked = Boolean(prefs.large);
  const enlarge = () => document.documentElement.classList.toggle("pe-large", large.checked);
  enlarge();
  large.addEventListener("change", () => {
    enlarge();
    prefer("large", large.checked ? 1 : undefined);
  });
  const panel = element("div", "", element("label", "", large, words.large), element("p", "", key ? words.fewer : ""));
  add(panel, () => print(), words["print-now"]);
  root.append(element("details", "pe-print", element("summary", "pe-button", words.print), panel));

  /* --- Read aloud --- */

  const synthesis = globalThis.speechSynthesis;
  if (!key || !synthesis) return;
  const { lang } = document.documentElement;
  /** @type {SpeechSynthesisVoice | undefined} */
  let voice;
  /** @type {any} */
  let play;
  /** @type {any} */
  let slower;
  /** @type {Sentence[] | null} */
  let read = null;
  /** @type {SpeechSynthesisUtterance | null} what is being said */
  let spoken = null;
  let at = 0;
  let watch = 0;
  let isAway = false;

  const label = () => {
    root.classList.toggle("pe-reading", !!read);
    play.textContent = spoken ? words.pause : read ? words["go-on"] : words.listen;
    slower.textContent = prefs.rate ? words.normal : words.slower;
  };
  /* Not the browser's own pause, after which some voices never go on: the sentence is begun anew. */
  const pause = () => {
    spoken = null;
    clearInterval(watch);
    synthesis.cancel();
    label();
  };
  stop = () => {
    if (!read) return;
    read = null;
    CSS.highlights?.delete("pe-reading");
    pause();
  };
  /* Sentence by sentence: some voices fall silent after 15 seconds. */
  const speak = () => {
    pause();
    const sentence = read?.[at];
    if (!sentence || !voice) return stop();
    const { range, text } = sentence;
    const mine = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, rate: prefs.rate ?? 1 });
    spoken = mine;
    label();
    CSS.highlights?.set("pe-reading", new Highlight(range));
    const { top, bottom } = range.getBoundingClientRect();
    const edge = parseFloat(getComputedStyle(root).top) + root.offsetHeight;
    if (top > edge && bottom < innerHeight) isAway = false;
    else if (!isAway) scrollBy(0, top - edge - 30);
    const next = () => {
      if (spoken !== mine) return;
      at += 1;
      speak();
    };
    mine.addEventListener("end", next);
    mine.addEventListener("error", () => spoken === mine && pause());
    synthesis.speak(mine);
    /* Some voices never tell that they have ended. */
    let quiet = 0;
    watch = setInterval(() => {
      if (synthesis.speaking) quiet = 0;
      else if (++quiet > 3) next();
    }, 1000);
  };
  const find = () => {
    /* Others than the device's own send what they read to a server. */
    const own = synthesis.getVoices().filter((one) => one.localService && one.lang.startsWith(lang));
    voice = own.find((one) => one.default) ?? own[0];
    if (!voice || play) return;
    const group = element("div");
    root.append(group);
    slower = add(group, () => {
      prefer("rate", prefs.rate ? undefined : 0.8);
      if (spoken) speak();
      else label();
    });
    add(group, () => {
      stop();
      play.focus();
    }, words.stop);
    play = add(group, () => {
      if (spoken) return pause();
      if (!read) at = 0;
      isAway = false;
      read ??= sentences(article, lang);
      speak();
    });
    label();
  };
  find();
  synthesis.addEventListener?.("voiceschanged", find); /* Safari's cannot */
  addEventListener("pagehide", () => stop());
  /* Whoever scrolls away is not fetched back. */
  for (const type of ["wheel", "touchmove", "keydown"]) addEventListener(type, () => (isAway = true));
});
