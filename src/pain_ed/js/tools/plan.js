/* The lessons of a plan, from the link or else as kept here, with what this device remembers of them. */

import {
  addressOf, button, copyField, counted, dayText, element, fill, fragmentOf, goneOf, holdPlan, isForgetful, lessonsOf, live, load, mount, nowOf, on, readPlan, save, takeFragment,
} from "../lib/lib.js";

/** @typedef {import("../lib/lib.js").Plan} PlanData */

class Plan {
  /**
   * @param {any} root
   * @param {import("../lib/lib.js").Words} words
   */
  constructor(root, words) {
    this.words = words;
    this.lessons = lessonsOf(root);
    this.gone = goneOf(root);
    /** What became of lessons of the plan that is kept. */
    this.became = "";
    this.linkWords = JSON.parse(root.dataset.linkWords);
    /** @type {PlanData | null} that of the link, as long as it is not kept */
    this.linked = null;
    this.list = root.querySelector("ol");
    this.report = root.querySelector(".pe-told");
    this.sum = root.querySelector(".pe-sum");
    this.change = root.querySelector(".pe-change");
    for (const { item } of this.lessons.values()) item.append(element("span", "pe-state"));
    this.go = element("a", "pe-go md-button md-button--primary");
    this.keeping = element("div", "pe-keeping pe-screen");
    const copied = live("pe-told");
    this.link = copyField("input", words.link, words["copy-link"], copied, this.linkWords);
    this.link.line.append(copied);
    this.link.line.classList.add("pe-screen");
    this.sum.after(element("p", "pe-screen", this.go), this.keeping);
    this.list.after(this.link.line);
    /* The page says so. */
    for (const press of ["click", "auxclick"]) {
      on(root, press, (target) => target.closest("ol a, .pe-go") && this.linked && !this.kept() && this.store(this.linked));
    }
    addEventListener("hashchange", () => this.open());
    /* Back from a lesson, the browser may show the page as it was. */
    addEventListener("pageshow", (event) => event.persisted && this.draw());
    this.open();
  }

  /** @param {string} id */
  lesson(id) {
    return /** @type {import("../lib/lib.js").Lesson} */ (this.lessons.get(id));
  }

  open() {
    const { plan, trouble } = readPlan(takeFragment(), this.lessons, this.linkWords, this.gone);
    this.linked = plan;
    this.draw(trouble);
  }

  /** As far as the course still has its lessons. */
  kept() {
    const plan = load().plan;
    const { l, said } = nowOf(plan?.l ?? [], this.lessons, this.gone, this.linkWords);
    this.became = said;
    return l.length ? { ...plan, l } : null;
  }

  /** @param {PlanData | null} plan */
  store(plan) {
    save((state) => (state.plan = plan));
  }

  /**
   * @param {PlanData | null} plan
   * @param {string} [message]
   */
  keep(plan, message) {
    this.store(plan);
    this.linked = plan;
    if (!isForgetful()) {
      holdPlan(undefined);
      this.linked = null;
    }
    this.draw(message);
    this.go.focus();
  }

  /** @param {string} [message] */
  draw(message) {
    const { words, lessons } = this;
    const [kept, state] = [this.kept(), load()];
    /** @type {PlanData} */
    const shown = this.linked ?? kept ?? { l: [...lessons.keys()] };
    const isWhole = shown.l.length === lessons.size && !shown.b;
    const told = message || (this.linked ? "" : this.became);
    this.report.replaceChildren(...(told ? [element("p", "pe-note", told)] : []));

    for (const { item } of lessons.values()) item.hidden = true;
    /** @type {any} the lesson to go on with */
    let next = null;
    let [newest, left, read] = [0, 0, 0];
    for (const id of shown.l) {
      const { item, minutes, questions } = this.lesson(id);
      const all = questions ? questions.split(" ") : [];
      const days = all.flatMap((question) => state.answers[question]?.d ?? []);
      const isDone = id in state.done;
      const parts = isDone ? [words.done] : [];
      if (days.length) parts.push(counted(words, "answered", all.length, days.length, all.length));
      item.querySelector(".pe-state").textContent = parts.join(". ");
      item.toggleAttribute("data-done", isDone);
      item.hidden = false;
      this.list.append(item);
      if (isDone) read += 1;
      else {
        left += Number(minutes);
        /* Where the latest answer stands, the reader was last; else the first that is left. */
        if (!next || Math.max(0, ...days) > newest) next = this.lesson(id);
        newest = Math.max(newest, ...days);
      }
    }
    const sum = read === shown.l.length ? [words["sum-done"]] : [counted(words, "sum", shown.l.length, read, shown.l.length, counted(words, "minutes", left))];
    if (isWhole) sum.unshift(`${words.whole}.`);
    if (shown.b) sum.push(fill(words.by, dayText(shown.b, "long")));
    this.sum.textContent = sum.join(" ");
    const goal = next ?? this.lesson(shown.l[0]);
    this.go.textContent = fill(words[next && (read || newest) ? "continue" : "begin"], goal.name.textContent);
    this.go.href = goal.name.href;

    const fragment = fragmentOf(shown, lessons);
    const link = `${addressOf("")}#${fragment}`;
    this.link.field.value = link;
    this.change.hidden = false;
    this.change.firstChild.hash = fragment;
    this.keeping.replaceChildren(...this.ask(kept, fragment));
  }

  /**
   * What can be done with the plan that is shown.
   * @param {PlanData | null} kept
   * @param {string} fragment
   */
  ask(kept, fragment) {
    const { words, linked } = this;
    if (isForgetful()) return linked ? [element("p", "", words["no-memory"])] : [];
    if (linked && !kept) {
      return [button("pe-button", words.keep, () => this.keep(linked)), element("p", "", words["keep-explained"])];
    }
    if (linked && kept && fragmentOf(kept, this.lessons) !== fragment) {
      const both = { ...kept, ...linked, l: [...new Set([...kept.l, ...linked.l])] };
      /** @type {[string, PlanData][]} */
      const choices = [["keep-new", linked], ["keep-old", kept], ["keep-both", both]];
      const buttons = choices.map(([word, plan]) => button("pe-button", words[word], () => this.keep(plan)));
      return [element("p", "", words.another), element("p", "pe-actions", ...buttons)];
    }
    return kept ? [element("p", "", words.kept), button("pe-button", words.remove, () => this.keep(null, words.removed))] : [];
  }
}

mount("plan", (root, words) => new Plan(root, words));
