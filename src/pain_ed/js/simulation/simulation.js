/* Lets a reader set the simulations of a page. Nothing is computed here: every value for every setting stands in the page, and each
   element says in `data-bind` which of them it follows. Python writes both. */

import { element, live, mount, on } from "../lib/lib.js";

class Simulation {
  /** @param {any} root */
  constructor(root) {
    this.root = root;
    this.series = JSON.parse(root.dataset.series);
    this.state = JSON.parse(root.dataset.start);
    this.controls = [...root.querySelectorAll("[data-control]")];
    this.bound = [...root.querySelectorAll("[data-bind]")].map(({ dataset }, index, all) => ({
      target: all[index],
      rules: dataset.bind.split(";").map((/** @type {string} */ rule) => rule.split(" ")),
      sentences: dataset.say && JSON.parse(dataset.say),
    }));
    this.caption = root.querySelector(".pm-caption");
    /* Read out after a pause, so that a dragged slider does not talk without end. */
    this.report = live("pm-told");
    root.append(this.report);
    this.pause = 0;
    this.answer = root.querySelector(".pm-answer");
    on(root, "input", (control) => this.turn(control));
    on(root, "click", (target) => this.press(target.closest("button")));
    this.answer.addEventListener("toggle", () => this.show());
    /* Whom a link sends here is sent to what is inside. */
    const open = (/** @type {string | undefined} */ hash) => hash === `#${root.firstElementChild.id}` && (root.querySelector(".pm-more").open = true);
    open(location.hash);
    on(window, "click", (target) => open(target.closest?.("a")?.hash));
    this.set(this.state);
    root.querySelector(".pm-live").hidden = false;
    root.classList.add("pm-set");
  }

  /**
   * The value of a series, or of its part `name.number`, in the present setting.
   * @param {string} ref
   */
  at(ref) {
    const [, name, part] = (!(ref in this.series) && ref.match(/^(.*)\.(\d+)$/)) || [ref, ref];
    const [controls, sizes, values] = this.series[name];
    const value = values[controls.reduce((/** @type {number} */ sum, /** @type {number} */ control, /** @type {number} */ n) => sum * sizes[n] + this.state[control], 0)];
    return part === undefined ? value : value[part];
  }

  /**
   * A value as readers of the course's language write it.
   * @param {unknown} value
   */
  inWords(value) {
    return String(value).replace(/^(\D*\d+)\.(?=\d)/, `$1${this.root.dataset.decimalMark ?? "."}`);
  }

  /**
   * Let an element do what one of its rules says.
   * @param {any} target
   * @param {string[]} rule
   * @param {Record<string, string>} [sentences]
   */
  follow(target, [attribute, ref, offset, factor], sentences) {
    const value = this.at(ref);
    const isEach = attribute.endsWith("*");
    const name = isEach ? attribute.slice(0, -1) : attribute;
    (isEach ? [...target.children] : [target]).forEach((one, index) => {
      let shown = isEach ? value[index] : value;
      if (sentences) shown = sentences[shown].replace(/\{([^}]*)\}/g, (_, other) => this.inWords(this.at(other)));
      if (offset) shown = Math.round((Number(offset) + Number(factor) * shown) * 100) / 100;
      if (name === "text") one.textContent = sentences ? shown : this.inWords(shown);
      else one.setAttribute(name, name === "class" ? `pm-${shown}` : shown);
    });
  }

  render() {
    for (const control of this.controls) {
      const stop = this.state[control.dataset.control];
      if (control.type === "range") {
        const text = JSON.parse(control.dataset.stops)[stop];
        control.value = stop;
        control.setAttribute("aria-valuetext", text);
        control.parentElement.querySelector(".pm-value").textContent = text;
      } else control.checked = Number(control.value) === stop;
    }
    for (const { target, rules, sentences } of this.bound) for (const rule of rules) this.follow(target, rule, sentences);
  }

  /** @param {number[]} state the stop of each control */
  set(state) {
    this.state = [...state];
    this.render();
  }

  tell() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.report.textContent = this.caption.textContent.replace(/\s+/g, " ").trim();
    }, 700);
  }

  /** @param {any} control */
  turn(control) {
    if (!control.dataset.control) return;
    this.state[control.dataset.control] = Number(control.value);
    this.render();
    this.tell();
  }

  /** @param {any} button */
  press(button) {
    if (!button) return;
    if (button.dataset.state) {
      this.set(JSON.parse(button.dataset.state));
      this.tell();
    } else if (button.dataset.step) {
      const slider = button.parentElement.querySelector("input");
      slider.value = Number(slider.value) + Number(button.dataset.step);
      this.turn(slider);
    }
  }

  /** What the simulation does with the question, beside what the reader thought. Nobody scores it. */
  show() {
    this.root.querySelector(".pm-guessed")?.remove();
    if (!this.answer.open) return;
    const chosen = this.root.querySelector(".pm-guess input:checked");
    if (chosen) {
      const guess = this.answer.dataset.guess.replace("{}", chosen.parentElement.textContent.trim());
      this.answer.querySelector("summary").after(element("p", "pm-guessed", guess));
    }
    this.set(JSON.parse(this.answer.dataset.state));
    this.tell();
  }
}

mount("pain-model", (root) => new Simulation(root));
