/* Ticks and their order become a link, its QR code, a sheet to print and a line for the record. */

import {
  addressOf, button, copyField, counted, dayText, element, fill, fragmentOf, goneOf, holdPlan, lessonsOf, live, mount, on, readPlan, takeFragment, today,
} from "../lib/lib.js";
import { qrSvg } from "./qr.js";

/** @import { Lesson } from "../lib/lib.js" */

/** On the sheet, more lessons stand in two columns. */
const MANY = 7;

class Builder {
  /**
   * @param {any} root
   * @param {import("../lib/lib.js").Words} words
   */
  constructor(root, words) {
    this.root = root;
    this.words = words;
    this.lessons = lessonsOf(root);
    this.linkWords = JSON.parse(root.dataset.linkWords);
    /** @type {string[]} the lessons that are chosen, in their order */
    this.ids = [];
    this.date = root.querySelector("[type=date]");
    this.sheet = root.querySelector(".pe-sheet");
    this.foot = root.querySelector(".pe-sheet-foot");
    this.page = addressOf(root.querySelector(".pe-plan-page").getAttribute("href"));
    for (const link of this.foot.querySelectorAll("a")) link.after(` (${addressOf(link.getAttribute("href"))})`);

    this.report = live("pe-told");
    this.order = element("ol", "");
    this.rows = new Map([...this.lessons.values()].map((lesson) => [lesson.lesson, this.row(lesson)]));
    const copied = live("pe-told");
    this.link = copyField("input", words.link, words["copy-link"], copied, this.linkWords);
    this.entry = copyField("textarea", words.record, words["copy-record"], copied, this.linkWords);
    this.made = element("div", "pe-made pe-screen", element("h2", "", words.order), this.order, this.link.line, this.entry.line, copied);
    this.made.append(element("p", "pe-actions", button("pe-button pe-button-main", words.print, () => print()), button("pe-button", words.clear, () => this.clear())));
    this.sheet.before(this.report, this.made);

    on(root, "change", (target) => this.change(target));
    addEventListener("hashchange", () => this.open());
    this.open();
  }

  open() {
    const { plan, trouble } = readPlan(takeFragment(), this.lessons, this.linkWords, goneOf(this.root));
    if (plan || trouble) {
      this.ids = plan?.l ?? [];
      this.date.value = plan?.b ? new Date(plan.b * 86_400_000).toISOString().slice(0, 10) : "";
    }
    this.draw(trouble);
  }

  /** @param {Lesson} lesson */
  row(lesson) {
    const title = lesson.name.textContent;
    const move = (/** @type {number} */ by) => {
      const at = this.ids.indexOf(lesson.lesson);
      this.ids.splice(at + by, 0, ...this.ids.splice(at, 1));
      this.draw(fill(this.words.moved, title, at + by + 1, this.ids.length));
      const wanted = by < 0 ? up : down;
      (wanted.disabled ? (by < 0 ? down : up) : wanted).focus();
    };
    const [up, down] = [button("pe-button", this.words.up, () => move(-1)), button("pe-button", this.words.down, () => move(1))];
    for (const one of [up, down]) one.setAttribute("aria-label", `${one.textContent}: ${title}`);
    return { item: element("li", "", element("span", "", title), up, down), up, down };
  }

  /** @param {any} target */
  change(target) {
    const inside = target.closest("legend") ? target.closest("fieldset") : target.closest("li");
    if (inside) {
      /** @type {string[]} */
      const ids = inside.dataset.lesson ? [inside.dataset.lesson] : [...inside.querySelectorAll("li")].map((item) => item.dataset.lesson);
      const all = [...this.lessons.keys()];
      const isSorted = this.ids.every((id, n) => !n || all.indexOf(this.ids[n - 1]) < all.indexOf(id));
      this.ids = target.checked ? [...new Set([...this.ids, ...ids])] : this.ids.filter((id) => !ids.includes(id));
      /* As long as nobody has chosen another order, it is the course's. */
      if (isSorted) this.ids.sort((a, b) => all.indexOf(a) - all.indexOf(b));
    } else if (target !== this.date) return;
    this.draw();
  }

  clear() {
    this.ids = [];
    this.date.value = "";
    this.draw();
    this.root.querySelector("input").focus();
  }

  /** @param {string} [message] */
  draw(message) {
    const { ids, words, lessons } = this;
    for (const [id, { item }] of lessons) item.querySelector("input").checked = ids.includes(id);
    for (const box of this.root.querySelectorAll("legend input")) {
      const all = [...box.closest("fieldset").querySelectorAll("li input")];
      box.checked = all.every((one) => one.checked);
      box.indeterminate = !box.checked && all.some((one) => one.checked);
    }
    const chosen = ids.map((id) => /** @type {Lesson} */ (lessons.get(id)));
    const minutes = chosen.reduce((sum, lesson) => sum + Number(lesson.minutes), 0);
    this.report.textContent = message || (ids.length ? fill(words.chosen, counted(words, "lessons", ids.length), counted(words, "minutes", minutes)) : words.nothing);
    this.made.hidden = this.sheet.hidden = !ids.length;
    this.order.replaceChildren(...ids.map((id, n) => {
      const { item, up, down } = /** @type {ReturnType<Builder["row"]>} */ (this.rows.get(id));
      [up.disabled, down.disabled] = [n === 0, n === ids.length - 1];
      return item;
    }));
    if (!ids.length) return holdPlan(undefined);

    const by = this.date.validity.valid && this.date.value ? this.date.valueAsNumber / 86_400_000 : undefined;
    const fragment = fragmentOf({ l: ids, b: by }, lessons);
    const link = `${this.page}#${fragment}`;
    const titles = chosen.map(({ name }) => name.textContent);
    this.link.field.value = link;
    const entry = [fill(words.entry, dayText(today()), titles.join("; "))];
    if (by) entry.push(fill(words["entry-by"], dayText(by)));
    this.entry.field.value = [...entry, fill(words["entry-link"], link)].join(" ");
    this.drawSheet(chosen, link, by && dayText(by, "long"));
    /* For a reload. Last: a browser refuses after a hundred in half a minute. */
    holdPlan(`#${fragment}`);
  }

  /**
   * @param {Lesson[]} chosen
   * @param {string} link
   * @param {string | 0 | undefined} by the day, in words
   */
  drawSheet(chosen, link, by) {
    const { words, sheet } = this;
    const anchor = element("a", "pe-address", link);
    anchor.href = link;
    const code = qrSvg(link, fill(words.qr, words.link)) ?? element("p", "", words["too-long"]);
    const list = element("ol", "", ...chosen.map(({ name, minutes, key }) => {
      return element("li", "", element("b", "", name.textContent), " ", element("small", "", counted(words, "minutes", Number(minutes))), element("p", "", key));
    }));
    sheet.classList.toggle("pe-many", chosen.length > MANY);
    sheet.replaceChildren(
      element("p", "pe-sheet-course", sheet.dataset.course),
      element("h2", "", words.sheet),
      element("p", "", words["sheet-lead"], ...(by ? [" ", element("b", "", `${fill(words.by, by)}.`)] : [])),
      element("div", "pe-sheet-link", code, element("div", "", element("p", "", words.open), anchor)),
      list,
      this.foot,
    );
  }
}

mount("assign", (root, words) => new Builder(root, words));
