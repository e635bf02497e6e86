/* Above each lesson: its key points alone, paper, reading aloud. */

import { element, load, mountAll, save } from "./store.js";

const SILENT = "form, .footnote-ref, .headerlink, .pe-reader, .pe-facts, .pe-done, .pe-done ~ *, details:not([open])";
const ASKING = "form, .pe-tool";
const BLOCKS = "p, li, h1, h2, h3, h4, h5, h6, dt, dd, th, td, figcaption, summary, div";

/** What is to be read, sentence by sentence: its text and its range. */
function sentences(article, lang) {
  const blocks = [];
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (!node.matches) return NodeFilter.FILTER_ACCEPT;
    return node.matches(SILENT) || node.checkVisibility?.() === false ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const block = node.parentElement.closest(BLOCKS);
    if (blocks.at(-1)?.block !== block) blocks.push({ block, text: "", places: [] });
    blocks.at(-1).text += node.data;
    for (let at = 0; at < node.length; at += 1) blocks.at(-1).places.push([node, at]);
  }
  return blocks.flatMap(({ block, text, places }) => {
    /* The head of a column is said with each of its cells. */
    const head = block.closest("table")?.tHead?.rows[0];
    if (block.parentElement === head) return [];
    const before = head ? `${head.cells[block.cellIndex].textContent}: ` : "";
    const parts = Intl.Segmenter
      ? Array.from(new Intl.Segmenter(lang, { granularity: "sentence" }).segment(text), (part) => part.segment)
      : text.split(/(?<=[.!?]\s)/);
    let end = 0;
    return parts.flatMap((part) => {
      const start = end + part.search(/\S|$/);
      end += part.length;
      if (!/[\p{L}\d]/u.test(part)) return [];
      const range = new Range();
      range.setStart(...places[start]);
      const [last, at] = places[start + part.trim().length - 1];
      range.setEnd(last, at + 1);
      return { range, text: before + part.trim().replace(/\s+/g, " ") };
    });
  });
}

function mount(root) {
  const words = JSON.parse(document.querySelector("[data-reader-words]").dataset.readerWords);
  const article = root.parentElement;
  const { prefs } = load();
  const prefer = (name, value) => {
    prefs[name] = value;
    save((state) => (state.prefs[name] = value));
  };
  const button = (text, press, parent = root) => {
    const made = element("button", "pe-button", text);
    made.type = "button";
    made.addEventListener("click", press);
    parent.append(made);
    return made;
  };
  let stop = () => {};

  /* --- Short version ---------------------------------------------------------------------------------------------- */

  const heads = [...article.querySelectorAll(":scope > h2:has(~ .pe-done)")];
  const key = heads.find(({ id }) => id === "key-points") ?? heads[0];
  /* What says when to get help stays; and so do the questions, with their heading. */
  const help = `p:has([href^="${article.querySelector(".pe-help")?.getAttribute("href")}"])`;
  for (const head of heads) {
    const section = [head];
    for (let part = head.nextElementSibling; !part.matches("h2, .pe-done"); part = part.nextElementSibling) section.push(part);
    const kept = head === key || section.some((part) => part.matches(help)) ? "*" : section.some((part) => part.matches(ASKING)) ? `h2, ${ASKING}` : "_";
    for (const part of section) part.classList.toggle("pe-long", !part.matches(kept));
  }
  if (key) {
    const toggle = button("", () => {
      const short = article.classList.contains("pe-short") ? undefined : 1;
      prefer("short", short);
      show(short);
    });
    const show = (short) => {
      stop();
      article.classList.toggle("pe-short", Boolean(short));
      toggle.textContent = short ? words.whole : words.short;
    };
    /* A link into what is hidden opens the whole lesson. */
    const open = () => {
      const target = article.querySelector(".pe-long:target, .pe-long :target");
      if (target?.checkVisibility() !== false) return;
      show();
      target.scrollIntoView();
    };
    show(prefs.short);
    open();
    addEventListener("hashchange", open);
    /* Pressed again, it changes no address. */
    addEventListener("click", ({ target }) => target.closest?.("a")?.hash === location.hash && open());
  }

  /* --- Print ------------------------------------------------------------------------------------------------------ */

  const large = element("input");
  large.type = "checkbox";
  large.checked = prefs.large;
  const enlarge = () => document.documentElement.classList.toggle("pe-large", large.checked);
  enlarge();
  large.addEventListener("change", () => {
    enlarge();
    prefer("large", large.checked ? 1 : undefined);
  });
  const panel = element("div", "", element("label", "", large, words.large), element("p", "", key ? words.fewer : ""));
  button(words["print-now"], () => print(), panel);
  root.append(element("details", "pe-print", element("summary", "pe-button", words.print), panel));

  /* --- Read aloud ------------------------------------------------------------------------------------------------- */

  const synthesis = globalThis.speechSynthesis;
  if (!key || !synthesis) return;
  const { lang } = document.documentElement;
  let voice, play, end, slower, read, at, spoken, watch, away;

  const tell = () => {
    root.classList.toggle("pe-reading", Boolean(read));
    play.textContent = spoken ? words.pause : read ? words["go-on"] : words.listen;
    slower.textContent = prefs.rate ? words.normal : words.slower;
    slower.hidden = end.hidden = !read;
  };
  const hush = () => {
    spoken = null;
    clearInterval(watch);
    synthesis.cancel();
  };
  /* Not the browser's own pause, after which some voices never go on: the sentence is begun anew. */
  const pause = () => {
    hush();
    tell();
  };
  stop = () => {
    if (!read) return;
    read = null;
    CSS.highlights?.delete("pe-reading");
    pause();
  };
  const isOut = ({ top, bottom }) => bottom > innerHeight || (at && top < root.getBoundingClientRect().bottom);
  /* Sentence by sentence: some voices fall silent after 15 seconds. */
  const say = () => {
    hush();
    if (!read[at] || !root.isConnected) return stop();
    const { range, text } = read[at];
    const box = range.getBoundingClientRect();
    if (!isOut(box)) away = false;
    else if (!away) scrollBy({ top: box.top - 150, behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    CSS.highlights?.set("pe-reading", new Highlight(range));
    const mine = Object.assign(new SpeechSynthesisUtterance(text), { voice, lang: voice.lang, rate: prefs.rate ?? 1 });
    const next = () => {
      if (spoken !== mine) return;
      at += 1;
      say();
    };
    mine.addEventListener("end", next);
    mine.addEventListener("error", () => spoken === mine && pause());
    spoken = mine;
    synthesis.speak(mine);
    /* Some voices never tell that they have ended. */
    let quiet = 0;
    watch = setInterval(() => {
      quiet = synthesis.speaking ? 0 : quiet + 1;
      if (quiet > 3) next();
    }, 1000);
    tell();
  };
  const find = () => {
    /* Other voices send what they read to a server. */
    const own = synthesis.getVoices().filter((voice) => voice.localService && voice.lang.startsWith(lang));
    voice = own.find((voice) => voice.default) ?? own[0];
    if (!voice || play) return;
    const group = element("div", "");
    root.append(group);
    slower = button("", () => {
      prefer("rate", prefs.rate ? undefined : 0.8);
      if (spoken) say();
      tell();
    }, group);
    end = button(words.stop, () => {
      stop();
      play.focus();
    }, group);
    play = button("", () => {
      if (spoken) return pause();
      if (!read) at = 0;
      away = false;
      read ??= sentences(article, lang);
      say();
    }, group);
    tell();
  };
  find();
  synthesis.addEventListener?.("voiceschanged", find);
  addEventListener("pagehide", () => stop());
  /* Whoever scrolls away is not fetched back. */
  for (const type of ["wheel", "touchmove", "keydown"]) addEventListener(type, () => (away = true), { passive: true });
}

mountAll("reader", mount);
