/* Makes the quizzes of a page answer back. Without it they are complete: answers and sources stand at the end of the page. */

import { button, counted, element, forget, isForgetful, live, load, mount, on } from "../lib/lib.js";
import { Question, copy } from "./question.js";

/** On a page with more questions, what is far from the window is neither laid out nor painted (quiz.css). */
const MANY = 30;

/** @type {Quiz[]} those of the page, in its order */
const quizzes = [];
/** @type {Quiz | null} the one that says that nothing is remembered, until the next answer */
let emptied = null;

class Quiz {
  /**
   * @param {any} form
   * @param {import("../lib/lib.js").Words} words
   */
  constructor(form, words) {
    const { answers } = load();
    this.words = words;
    /** @type {Map<any, Question>} */
    this.questions = new Map();
    for (const root of form.querySelectorAll(".pq-question")) {
      const question = new Question(root, words);
      /* Where a question is asked again, the answer that it was given is not shown. */
      if (!("fresh" in form.dataset)) question.restore(answers[question.id]);
      /* Only now, so that a restored result is not read out when the page opens. */
      question.result.setAttribute("role", "status");
      this.questions.set(root, question);
    }
    this.summary = element("div", "pq-summary");
    this.notice = live("pq-notice");
    this.deletion = element("details", "pq-delete", element("summary", "", words.delete));
    this.deletion.append(element("p", "", words["delete-explained"]), element("p", "", button("pq-button ", words["delete-now"])));
    form.append(this.summary, this.deletion, this.notice);
    form.classList.toggle("pq-many", this.questions.size > MANY);
    on(form, "submit", (_, event) => event.preventDefault());
    on(form, "click", (target, event) => {
      this.press(target.closest("button"));
      const link = target.closest(".pq-to-answer");
      if (!link) return;
      event.preventDefault();
      this.question(link)?.reveal();
    });
    on(form, "change", (control) => this.change(control));
  }

  /** @param {any} inside an element */
  question(inside) {
    return this.questions.get(inside.closest(".pq-question"));
  }

  /** @param {any} button */
  press(button) {
    if (!button) return;
    const question = this.question(button);
    if (question && button.matches(".pq-check")) {
      question.check();
      if (emptied) emptied.notice.textContent = "";
      emptied = null;
    } else if (question && button.matches(".pq-again")) {
      question.restart();
      question.controls[0].focus();
    } else if (question && button.matches(".pq-whole")) {
      question.tell();
    } else if (button.closest(".pq-delete")) {
      forget();
      for (const question of quizzes.flatMap((quiz) => [...quiz.questions.values()])) {
        question.restart();
        question.hasTried = false;
      }
      button.closest("details").open = false;
      button.closest("details").querySelector("summary").focus();
      this.notice.textContent = this.words.deleted;
      emptied = this;
    }
    summarise();
  }

  /**
   * Choosing never submits; it only takes away a result that no longer belongs to what is chosen.
   * @param {any} control
   */
  change(control) {
    if (!control.closest(".pq-confidence")) this.question(control)?.clear();
  }

  /** @param {Question[]} all the page's questions */
  sumUp(all) {
    const { summary, words } = this;
    const agreeing = all.filter((question) => question.isRight).length;
    if (all.every((question) => question.isRight === null)) {
      return summary.replaceChildren(element("p", "", counted(words, "summary-none", all.length)));
    }
    const text = agreeing === all.length ? counted(words, "summary-all", all.length) : counted(words, "summary", all.length, agreeing, all.length);
    summary.replaceChildren(element("p", "", text));
    const passages = new Map();
    for (const question of all) {
      if (question.isRight === false) passages.set(question.reread, copy(question.answer.querySelector(".pq-reread")));
    }
    if (passages.size) {
      const list = element("ul", "", ...[...passages.values()].map((link) => element("li", "", link)));
      summary.append(element("p", "", words["summary-reread"]), list);
    }
  }
}

/** The last quiz of a page sums up all of them, and can delete; the first says when nothing can be remembered. */
function summarise() {
  const last = quizzes[quizzes.length - 1];
  if (!last) return;
  for (const quiz of quizzes) quiz.deletion.hidden = quiz !== last;
  last.sumUp(quizzes.flatMap((quiz) => [...quiz.questions.values()]));
  if (isForgetful()) quizzes[0].notice.textContent ||= quizzes[0].words["no-memory"];
}

mount("pain-quiz", (form, words) => quizzes.push(new Quiz(form, words)), summarise);
/* Where the style cannot (an older Firefox knows no ::details-content), so that paper has all the questions. */
addEventListener("beforeprint", () => {
  for (const more of document.querySelectorAll(".pq-more")) more.open = true;
});
