/* Makes the quizzes of a page answer back. Without it they are complete: answers and sources stand at the end of the page.
   Every text comes from the page's own elements and attributes; nothing is ever parsed as HTML. */

import { counted, element, fill, forget, isForgetful, judged, load, lowered, save } from "./store.js";

/* --- Small helpers ---------------------------------------------------------------------------------------------- */

function button(className, text) {
  const made = element("button", `pq-button ${className}`, text);
  made.type = "button";
  return made;
}

/** A copy that can stand beside the original: ids stay unique. */
function copy(original) {
  const made = original.cloneNode(true);
  for (const marked of [made, ...made.querySelectorAll("[id]")]) marked.removeAttribute("id");
  return made;
}

/* --- A question ------------------------------------------------------------------------------------------------- */

class Question {
  constructor(root, words) {
    this.root = root;
    this.words = words;
    ({ question: this.id, type: this.type, hash: this.hash, reread: this.reread } = root.dataset);
    this.labels = [...root.querySelectorAll(":scope > .pq-option")];
    this.controls = this.labels.map((label) => label.querySelector("input, select"));
    this.levels = [...root.querySelectorAll(".pq-confidence input")];
    this.result = element("div", "pq-result");
    this.again = button("pq-again", words.again);
    this.again.hidden = true;
    const actions = root.querySelector(".pq-actions");
    actions.before(this.result);
    actions.prepend(button("pq-check", words.check), this.again);
    this.answer = document.querySelector(`[data-answer="${this.id}"]`);
    this.items = [...this.answer.querySelectorAll("li[data-option]")];
    /* null: not checked; otherwise whether it agreed with the sources. */
    this.right = null;
  }

  get isChoice() {
    return this.type !== "order" && this.type !== "match";
  }

  /** What was chosen, as it is stored. */
  get chosen() {
    return this.controls
      .filter((control) => (this.isChoice ? control.checked : control.value))
      .map((control) => (this.isChoice ? control.value : `${control.dataset.option}:${control.value}`));
  }

  set chosen(options) {
    for (const control of this.controls) {
      if (this.isChoice) control.checked = options.includes(control.value);
      else control.value = options.find((o) => o.startsWith(`${control.dataset.option}:`))?.slice(7) ?? "";
    }
  }

  get isComplete() {
    return this.chosen.length >= (this.isChoice ? 1 : this.controls.length);
  }

  get confidence() {
    return this.levels.find((level) => level.checked);
  }

  /** For each control: was it chosen, and does that fit? */
  judge() {
    return this.controls.map((control) => {
      const id = this.isChoice ? control.value : control.dataset.option;
      const item = this.items.find((li) => li.dataset.option === id);
      if (this.isChoice) return { item, chosen: control.checked, fits: "fits" in item.dataset };
      const wanted = this.type === "match" ? item.dataset.match : String(this.items.indexOf(item) + 1);
      return { item, chosen: true, fits: control.value === wanted };
    });
  }

  check() {
    const { words } = this;
    if (!this.isComplete) return this.say(words[this.isChoice ? "nothing-chosen" : "unfinished"]);
    /* Asked once, before the answer is shown; who does not want to say goes on by checking again. */
    if (this.levels.length && !this.confidence && !this.asked) {
      this.asked = true;
      return this.say(words["ask-confidence"]);
    }
    this.show();
    const answer = { o: this.chosen, h: this.hash };
    if (this.confidence) answer.c = this.confidence.value;
    save((state) => (state.answers[this.id] = judged(state.answers[this.id], answer, this.right)));
  }

  say(text) {
    this.result.replaceChildren(element("p", "pq-verdict", text));
  }

  show() {
    const { words } = this;
    const parts = this.judge();
    const fitting = parts.filter((part) => part.fits);
    const found = fitting.filter((part) => part.chosen).length;
    const extra = parts.filter((part) => part.chosen && !part.fits).length;
    this.right = this.isChoice ? found === fitting.length && !extra : fitting.length === parts.length;

    const said = [words[this.right ? "right" : "not-quite"]];
    if (!this.right) {
      if (this.type === "multiple") {
        said.push(fill(words.found, found, fitting.length));
        if (extra) said.push(counted(words, "extra", extra));
      } else if (this.type === "order") said.push(fill(words["in-place"], fitting.length, parts.length));
      else if (this.type === "match") said.push(fill(words.paired, fitting.length, parts.length));
    }
    if (this.confidence) said.push(fill(words.said, lowered(this.confidence.closest("label").textContent.trim())));
    this.say(said[0]);
    this.result.firstChild.replaceChildren(element("strong", "", said[0]), ...said.slice(1).flatMap((text) => [" ", text]));

    /* What was chosen, and what was missed; where all stands right, all of it. */
    const shown = parts.filter((part) => (this.isChoice ? part.chosen || part.fits : this.right || !part.fits));
    const list = element(this.type === "order" ? "ol" : "ul", "pq-feedback");
    for (const { item } of shown.sort((a, b) => this.items.indexOf(a.item) - this.items.indexOf(b.item))) {
      const made = copy(item);
      if (this.type === "order") made.value = this.items.indexOf(item) + 1;
      list.append(made);
    }
    this.result.append(list);
    const explanation = this.answer.querySelector(".pq-explanation");
    if (explanation) this.result.append(copy(explanation));
    if (!this.right) this.result.append(element("p", "", `${words.reread} `, copy(this.answer.querySelector(".pq-reread"))));

    parts.forEach((part, index) => this.mark(this.labels[index], part));
    this.again.hidden = false;
  }

  /** The whole answer in its place, for a reader who would rather look than try. */
  reveal() {
    this.clear();
    this.result.replaceChildren(...[...this.answer.children].slice(1).map(copy));
  }

  mark(label, { chosen, fits }) {
    label.querySelector(".pq-mark")?.remove();
    delete label.dataset.mark;
    let name;
    if (this.type === "order") name = fits ? "in-place" : "misplaced";
    else if (this.type === "match") name = fits ? "paired" : "unpaired";
    else if (chosen) name = fits ? "chosen-fits" : "chosen-misfit";
    else if (fits) name = "missed";
    else return;
    label.dataset.mark = fits ? (chosen ? "fits" : "missed") : "misfit";
    label.append(element("span", "pq-mark", this.words[`mark-${name}`]));
  }

  /** Take the result away, and keep what is chosen. */
  clear() {
    this.result.replaceChildren();
    this.again.hidden = true;
    for (const label of this.labels) {
      delete label.dataset.mark;
      label.querySelector(".pq-mark")?.remove();
    }
  }

  restart() {
    this.clear();
    this.right = null;
    this.asked = false;
    this.chosen = [];
    for (const level of this.levels) level.checked = false;
  }

  restore(stored) {
    if (!stored) return;
    if (stored.h !== this.hash) return this.say(this.words.changed);
    this.chosen = stored.o;
    for (const level of this.levels) level.checked = level.value === stored.c;
    if (this.isComplete && this.chosen.length === stored.o.length) this.show();
    else this.restart();
  }
}

/* --- A quiz ----------------------------------------------------------------------------------------------------- */

class Quiz {
  constructor(form, stored) {
    this.form = form;
    this.words = JSON.parse(form.dataset.words);
    this.questions = new Map();
    for (const root of form.querySelectorAll(".pq-question")) {
      const question = new Question(root, this.words);
      /* Where a question is asked again, the answer that it was given is not shown. */
      if (!("fresh" in form.dataset)) question.restore(stored[question.id]);
      /* Only now, so that a restored result is not read out when the page opens. */
      question.result.setAttribute("role", "status");
      this.questions.set(root, question);
    }
    this.summary = element("div", "pq-summary");
    this.notice = element("p", "pq-notice");
    this.notice.setAttribute("role", "status");
    const { words } = this;
    this.deletion = element("details", "pq-delete", element("summary", "", words.delete));
    this.deletion.append(element("p", "", words["delete-explained"]), element("p", "", button("", words["delete-now"])));
    form.append(this.summary, this.deletion, this.notice);
    form.classList.toggle("pq-many", this.questions.size > 30);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("click", (event) => {
      this.press(event.target.closest("button"));
      const link = event.target.closest(".pq-to-answer");
      if (!link) return;
      event.preventDefault();
      this.questions.get(link.closest(".pq-question")).reveal();
    });
    form.addEventListener("change", (event) => this.change(event.target));
  }

  press(button) {
    if (!button) return;
    const question = this.questions.get(button.closest(".pq-question"));
    if (button.matches(".pq-check")) {
      question.check();
      if (emptied) emptied.notice.textContent = "";
      emptied = null;
    } else if (button.matches(".pq-again")) {
      question.restart();
      question.controls[0].focus();
    } else if (button.closest(".pq-delete")) {
      forget();
      for (const quiz of mounted) for (const each of quiz.questions.values()) each.restart();
      button.closest("details").open = false;
      button.closest("details").querySelector("summary").focus();
      this.notice.textContent = this.words.deleted;
      emptied = this;
    }
    summarise();
  }

  /** Choosing never submits; it only takes away a result that no longer belongs to what is chosen. */
  change(control) {
    const question = this.questions.get(control.closest(".pq-question"));
    if (question && !control.closest(".pq-confidence")) question.clear();
  }

  tell(all) {
    const { summary, words } = this;
    const agreeing = all.filter((question) => question.right).length;
    if (all.every((question) => question.right === null)) {
      return summary.replaceChildren(element("p", "", counted(words, "summary-none", all.length)));
    }
    const text = agreeing === all.length ? counted(words, "summary-all", all.length) : counted(words, "summary", all.length, agreeing, all.length);
    summary.replaceChildren(element("p", "", text));
    const passages = new Map();
    for (const question of all) {
      if (question.right === false) passages.set(question.reread, copy(question.answer.querySelector(".pq-reread")));
    }
    if (passages.size) {
      const list = element("ul", "", ...[...passages.values()].map((link) => element("li", "", link)));
      summary.append(element("p", "", words["summary-reread"]), list);
    }
  }
}

/* --- The page --------------------------------------------------------------------------------------------------- */

let mounted = [];
/* The quiz that says that nothing is remembered; true until the next answer. */
let emptied = null;

/** The last quiz of a page sums up all of them, and can delete; the first says when nothing can be remembered. */
function summarise() {
  if (!mounted.length) return;
  for (const quiz of mounted) quiz.deletion.hidden = quiz !== mounted.at(-1);
  mounted.at(-1).tell(mounted.flatMap((quiz) => [...quiz.questions.values()]));
  if (isForgetful()) mounted[0].notice.textContent ||= mounted[0].words["no-memory"];
}

/** Set going what forms there are; again.js calls it once it has put one on the page. */
export function mountQuizzes() {
  mounted = mounted.filter((quiz) => quiz.form.isConnected);
  const known = new Set(mounted.map((quiz) => quiz.form));
  const stored = load().answers;
  for (const form of document.querySelectorAll('[data-module="pain-quiz"]')) {
    if (known.has(form)) continue;
    try {
      mounted.push(new Quiz(form, stored));
    } catch (error) {
      console.error(error); /* The quiz stays as it is without JavaScript; its neighbours go on. */
    }
  }
  mounted.sort((a, b) => (a.form.compareDocumentPosition(b.form) & 4 ? -1 : 1));
  summarise();
}

mountQuizzes();
/* Material's instant navigation swaps the page under a module that runs only once. */
globalThis.document$?.subscribe(mountQuizzes);
