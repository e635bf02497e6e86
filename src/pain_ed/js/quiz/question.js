/* One question: what is chosen in it, whether that agrees with the sources, and what is said of it. Every text comes from the page's
   own elements and attributes. */

import { button, element, fill, judged, lowered, save } from "../lib/lib.js";
import { TYPES, isRight } from "./types.js";

/** @import { Answer, Words } from "../lib/lib.js" */
/** @import { Part } from "./types.js" */

/**
 * A copy that can stand beside the original: ids stay unique.
 * @param {any} original
 */
export function copy(original) {
  const made = original.cloneNode(true);
  for (const marked of [made, ...made.querySelectorAll("[id]")]) marked.removeAttribute("id");
  return made;
}

export class Question {
  /**
   * @param {any} root
   * @param {Words} words
   */
  constructor(root, words) {
    this.words = words;
    const { question, type, hash, reread } = root.dataset;
    this.id = question;
    this.type = TYPES[type];
    this.hash = hash;
    this.reread = reread;
    this.labels = [...root.querySelectorAll(":scope > .pq-option")];
    this.controls = this.labels.map((label) => label.querySelector("input, select"));
    this.levels = [...root.querySelectorAll(".pq-confidence input")];
    this.result = element("div", "pq-result");
    this.again = button("pq-button pq-again", words.again);
    this.whole = button("pq-button pq-whole", words["show-me"]);
    this.again.hidden = this.whole.hidden = true;
    const actions = root.querySelector(".pq-actions");
    actions.before(this.result);
    actions.prepend(button("pq-button pq-check", words.check), this.again, this.whole);
    this.answer = document.querySelector(`[data-answer="${this.id}"]`);
    /** @type {any[]} what the key says of each option, in the order of the sources */
    this.items = [...this.answer.querySelectorAll("li[data-option]")];
    /** Whether it was asked how sure the reader is. */
    this.hasAsked = false;
    /** @type {boolean | null} whether the answer agreed with the sources; null until it is checked */
    this.isRight = null;
    /** Whether an answer has not agreed, or the whole answer was seen: the next that does not agree is shown the whole. */
    this.hasTried = false;
  }

  /** What was chosen, as it is stored. */
  get chosen() {
    return this.controls.flatMap((control) => this.type.read(control));
  }

  set chosen(stored) {
    for (const control of this.controls) this.type.write(control, stored);
  }

  get isComplete() {
    return this.type.isComplete(this.chosen, this.controls.length);
  }

  get confidence() {
    return this.levels.find((level) => level.checked);
  }

  /** @param {string} id of an option */
  item(id) {
    return this.items.find((item) => item.dataset.option === id);
  }

  /** For each control: was its option chosen, and does that fit? */
  judge() {
    const options = this.controls.map((control) => {
      const id = this.type.option(control);
      const item = this.item(id);
      return { id, fits: "fits" in item.dataset, match: item.dataset.match, rank: this.items.indexOf(item) + 1 };
    });
    return this.type.judge(this.chosen, options);
  }

  check() {
    const { words } = this;
    if (!this.isComplete) return this.report(words[this.type.unfinished]);
    /* Asked once, before the answer is shown; who does not want to say goes on by checking again. */
    if (this.levels.length && !this.confidence && !this.hasAsked) {
      this.hasAsked = true;
      return this.report(words["ask-confidence"]);
    }
    /* What is checked again as it stands is no second try. */
    const right = this.show(this.again.hidden ? this.hasTried : !!this.whole.hidden);
    /** @type {Pick<Answer, "o" | "h" | "c" | "p">} */
    const answer = { o: this.chosen, h: this.hash };
    if (!this.whole.hidden) answer.p = 1;
    if (this.confidence) answer.c = this.confidence.value;
    save((state) => (state.answers[this.id] = judged(state.answers[this.id], answer, right)));
  }

  /** @param {string} message */
  report(message) {
    this.result.replaceChildren(element("p", "pq-verdict", message));
  }

  /**
   * What is said of the answer. One that fits is always shown the whole.
   * @param {boolean} isWhole with what was missed, or with no more than helps to try again
   */
  show(isWhole) {
    const { type, words } = this;
    const parts = this.judge();
    const right = (this.isRight = isRight(parts));
    isWhole ||= right;
    this.hasTried ||= !right;
    const messages = right ? [] : type.details(parts, words);
    if (this.confidence) messages.push(fill(words.said, lowered(this.confidence.closest("label").textContent.trim())));
    const verdict = element("strong", "", words[right ? "right" : "not-quite"]);
    this.result.replaceChildren(element("p", "pq-verdict", verdict, ...messages.flatMap((text) => [" ", text])));

    /* Numbers, their order, and what belongs to what would say what fits. */
    const list = element(isWhole ? type.list : "ul", "pq-feedback");
    const explained = parts.filter((part) => type.explains(part, right, isWhole));
    if (isWhole) explained.sort((a, b) => a.rank - b.rank);
    for (const { id, rank } of explained) {
      const made = copy(this.item(id));
      if (!isWhole) made.querySelector(".pq-match")?.remove();
      if (list.localName === "ol") made.value = rank;
      list.append(made);
    }
    this.result.append(list);
    const explanation = isWhole && this.answer.querySelector(".pq-explanation");
    if (explanation) this.result.append(copy(explanation));
    if (!right) this.result.append(element("p", "", `${words.reread} `, copy(this.answer.querySelector(".pq-reread"))));

    parts.forEach((part, index) => this.mark(this.labels[index], part, isWhole));
    this.again.hidden = false;
    this.whole.hidden = isWhole;
    return right;
  }

  /** The whole answer, for a reader who would rather see than try again. */
  tell() {
    this.show(true);
    this.again.focus(); // the button that was pressed is gone
    save(({ answers }) => delete answers[this.id]?.p);
  }

  /** The whole answer in its place, for a reader who would rather look than try. */
  reveal() {
    this.clear();
    this.hasTried = true;
    this.result.replaceChildren(...[...this.answer.children].slice(1).map(copy));
  }

  /**
   * @param {any} label
   * @param {Part} part
   * @param {boolean} isWhole
   */
  mark(label, part, isWhole) {
    this.unmark(label);
    const name = this.type.mark(part, isWhole);
    if (!name) return;
    label.dataset.mark = part.fits ? (part.isChosen ? "fits" : "missed") : "misfit";
    label.append(element("span", "pq-mark", this.words[`mark-${name}`]));
  }

  /** @param {any} label */
  unmark(label) {
    delete label.dataset.mark;
    label.querySelector(".pq-mark")?.remove();
  }

  /** Take the result away, and keep what is chosen. */
  clear() {
    this.result.replaceChildren();
    this.again.hidden = this.whole.hidden = true;
    for (const label of this.labels) this.unmark(label);
  }

  /** Nothing is chosen any more. */
  restart() {
    this.clear();
    this.isRight = null;
    this.hasAsked = false;
    this.chosen = [];
    for (const level of this.levels) level.checked = false;
  }

  /** @param {Answer | undefined} stored */
  restore(stored) {
    if (!stored) return;
    if (stored.h !== this.hash) return this.report(this.words.changed);
    this.chosen = stored.o;
    for (const level of this.levels) level.checked = level.value === stored.c;
    if (this.isComplete && this.chosen.length === stored.o.length) this.show(!stored.p);
    else this.restart();
  }
}
