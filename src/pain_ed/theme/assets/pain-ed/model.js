/* Lets a reader set the models of a page. Nothing is computed here: every value for every setting stands in the page
   (src/pain_ed/models.py), and each element says in `data-bind` which of them it follows (src/pain_ed/figures.py). */

class Model {
  constructor(root) {
    this.root = root;
    this.series = JSON.parse(root.dataset.series);
    this.state = JSON.parse(root.dataset.start);
    this.controls = [...root.querySelectorAll("[data-control]")];
    this.bound = [...root.querySelectorAll("[data-bind]")].map((element) => [
      element,
      element.dataset.bind.split(";").map((rule) => rule.split(" ")),
      element.dataset.say && JSON.parse(element.dataset.say),
    ]);
    this.caption = root.querySelector(".pm-caption");
    /* Read out after a pause, so that a dragged slider does not talk without end. */
    this.told = document.createElement("p");
    this.told.className = "pm-told";
    this.told.setAttribute("role", "status");
    root.append(this.told);
    this.answer = root.querySelector(".pm-answer");
    root.addEventListener("input", (event) => this.turn(event.target));
    root.addEventListener("click", (event) => this.press(event.target.closest("button")));
    this.answer.addEventListener("toggle", () => this.show());
    this.set(this.state);
    root.querySelector(".pm-live").hidden = false;
    root.classList.add("pm-set");
  }

  /** The value of a series, or of its part `name.number`, in the present setting. */
  at(ref) {
    let name = ref;
    let part;
    if (!(name in this.series)) [, name, part] = ref.match(/^(.*)\.(\d+)$/);
    const [on, sizes, values] = this.series[name];
    const value = values[on.reduce((index, control, place) => index * sizes[place] + this.state[control], 0)];
    return part === undefined ? value : value[part];
  }

  /** A value as readers of the course's language write it. */
  said(value) {
    return String(value).replace(/^(\D*\d+)\.(?=\d)/, `$1${this.root.dataset.decimalMark ?? "."}`);
  }

  follow(element, [attribute, ref, offset, factor], say) {
    const value = this.at(ref);
    const each = attribute.endsWith("*");
    const name = each ? attribute.slice(0, -1) : attribute;
    [...(each ? element.children : [element])].forEach((target, place) => {
      let shown = each ? value[place] : value;
      if (say) shown = say[shown].replace(/\{([^}]*)\}/g, (_, other) => this.said(this.at(other)));
      if (offset) shown = Math.round((Number(offset) + factor * shown) * 100) / 100;
      if (name === "text") target.textContent = say ? shown : this.said(shown);
      else target.setAttribute(name, name === "class" ? `pm-${shown}` : shown);
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
    for (const [element, rules, say] of this.bound) for (const rule of rules) this.follow(element, rule, say);
  }

  set(state) {
    this.state = [...state];
    this.render();
  }

  tell() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.told.textContent = this.caption.textContent.replace(/\s+/g, " ").trim();
    }, 700);
  }

  turn(control) {
    if (!control.dataset.control) return;
    this.state[control.dataset.control] = Number(control.value);
    this.render();
    this.tell();
  }

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

  /** What the model does with the question, beside what the reader thought. Nobody scores it. */
  show() {
    this.root.querySelector(".pm-guessed")?.remove();
    if (!this.answer.open) return;
    const chosen = this.root.querySelector(".pm-guess input:checked");
    if (chosen) {
      const guessed = document.createElement("p");
      guessed.className = "pm-guessed";
      guessed.textContent = this.answer.dataset.guess.replace("{}", chosen.parentElement.textContent.trim());
      this.answer.querySelector("summary").after(guessed);
    }
    this.set(JSON.parse(this.answer.dataset.state));
    this.tell();
  }
}

const seen = new WeakSet();

function mountModels() {
  for (const root of document.querySelectorAll('[data-module="pain-model"]')) {
    if (seen.has(root)) continue;
    seen.add(root);
    try {
      new Model(root);
    } catch (error) {
      console.error(error); /* The model stays as it is without JavaScript; its neighbours go on. */
    }
  }
}

mountModels();
/* Material's instant navigation swaps the page under a module that runs only once. */
globalThis.document$?.subscribe(mountModels);
