/* Ticks and their order become a link, its QR code, a sheet to print and a line for the record. */

import { addressOf, button, copyField, fragmentOf, holdPlan, lessonsOf, live, readPlan, takeFragment } from "./link.js";
import { qrSvg } from "./qr.js";
import { counted, dayText, element, fill, mountAll, today } from "./store.js";

class Builder {
  constructor(root, words) {
    Object.assign(this, { root, words, ids: [], lessons: lessonsOf(root), linkWords: JSON.parse(root.dataset.linkWords) });
    this.date = root.querySelector("[type=date]");
    this.sheet = root.querySelector(".pe-sheet");
    this.foot = root.querySelector(".pe-sheet-foot");
    this.page = addressOf(root.querySelector(".pe-plan-page").getAttribute("href"));
    for (const link of this.foot.querySelectorAll("a")) link.after(` (${addressOf(link.getAttribute("href"))})`);

    this.told = live("pe-told");
    this.order = element("ol", "");
    this.rows = new Map([...this.lessons.values()].map((lesson) => [lesson.lesson, this.row(lesson)]));
    const copied = live("pe-told");
    this.link = copyField("input", words.link, words["copy-link"], copied, this.linkWords);
    this.entry = copyField("textarea", words.record, words["copy-record"], copied, this.linkWords);
    this.made = element("div", "pe-made pe-screen", element("h2", "", words.order), this.order, this.link.line, this.entry.line, copied);
    this.made.append(element("p", "pe-actions", button(words.print, () => print(), "pe-button-main"), button(words.clear, () => this.clear())));
    this.sheet.before(this.told, this.made);

    root.addEventListener("change", ({ target }) => this.change(target));
    addEventListener("hashchange", () => root.isConnected && this.open());
    this.open();
  }

  open() {
    const { plan, trouble } = readPlan(takeFragment(), this.lessons, this.linkWords);
    if (plan || trouble) {
      this.ids = plan?.l ?? [];
      this.date.value = plan?.b ? new Date(plan.b * 86_400_000).toISOString().slice(0, 10) : "";
    }
    this.draw(trouble);
  }

  row(lesson) {
    const title = lesson.name.textContent;
    const move = (by) => {
      const at = this.ids.indexOf(lesson.lesson);
      this.ids.splice(at + by, 0, ...this.ids.splice(at, 1));
      this.draw(fill(this.words.moved, title, at + by + 1, this.ids.length));
      const wanted = by < 0 ? up : down;
      (wanted.disabled ? (by < 0 ? down : up) : wanted).focus();
    };
    const [up, down] = [button(this.words.up, () => move(-1)), button(this.words.down, () => move(1))];
    for (const each of [up, down]) each.setAttribute("aria-label", `${each.textContent}: ${title}`);
    return { item: element("li", "", element("span", "", title), up, down), up, down };
  }

  change(target) {
    const inside = target.closest("legend") ? target.closest("fieldset") : target.closest("li");
    if (inside) {
      const ids = inside.dataset.lesson ? [inside.dataset.lesson] : [...inside.querySelectorAll("li")].map((item) => item.dataset.lesson);
      const place = [...this.lessons.keys()];
      const isSorted = this.ids.every((id, n) => !n || place.indexOf(this.ids[n - 1]) < place.indexOf(id));
      this.ids = target.checked ? [...new Set([...this.ids, ...ids])] : this.ids.filter((id) => !ids.includes(id));
      /* As long as nobody has chosen another order, it is the course's. */
      if (isSorted) this.ids.sort((a, b) => place.indexOf(a) - place.indexOf(b));
    } else if (target !== this.date) return;
    this.draw();
  }

  clear() {
    this.ids = [];
    this.date.value = "";
    this.draw();
    this.root.querySelector("input").focus();
  }

  draw(said) {
    const { ids, words, lessons } = this;
    for (const [id, { item }] of lessons) item.querySelector("input").checked = ids.includes(id);
    for (const box of this.root.querySelectorAll("legend input")) {
      const all = [...box.closest("fieldset").querySelectorAll("li input")];
      box.checked = all.every((one) => one.checked);
      box.indeterminate = !box.checked && all.some((one) => one.checked);
    }
    const minutes = ids.reduce((sum, id) => sum + Number(lessons.get(id).minutes), 0);
    this.told.textContent = said || (ids.length ? fill(words.chosen, counted(words, "lessons", ids.length), counted(words, "minutes", minutes)) : words.nothing);
    this.made.hidden = this.sheet.hidden = !ids.length;
    this.order.replaceChildren(...ids.map((id, n) => {
      const { item, up, down } = this.rows.get(id);
      [up.disabled, down.disabled] = [n === 0, n === ids.length - 1];
      return item;
    }));
    if (!ids.length) return holdPlan(undefined);

    const by = this.date.validity.valid && this.date.value ? this.date.valueAsNumber / 86_400_000 : undefined;
    const fragment = fragmentOf({ l: ids, b: by }, lessons);
    const link = `${this.page}#${fragment}`;
    const titles = ids.map((id) => lessons.get(id).name.textContent);
    this.link.field.value = link;
    const entry = [fill(words.entry, dayText(today()), titles.join("; "))];
    if (by) entry.push(fill(words["entry-by"], dayText(by)));
    this.entry.field.value = [...entry, fill(words["entry-link"], link)].join(" ");
    this.drawSheet(link, by && dayText(by, "long"));
    /* For a reload. Last: a browser refuses after a hundred in half a minute. */
    holdPlan(`#${fragment}`);
  }

  drawSheet(link, by) {
    const { ids, words, lessons, sheet } = this;
    const anchor = element("a", "pe-address", link);
    anchor.href = link;
    const code = qrSvg(link, fill(words.qr, words.link)) ?? element("p", "", words["too-long"]);
    const list = element("ol", "", ...ids.map((id) => {
      const { name, minutes, key } = lessons.get(id);
      return element("li", "", element("b", "", name.textContent), " ", element("small", "", counted(words, "minutes", minutes)), element("p", "", key));
    }));
    sheet.classList.toggle("pe-many", ids.length > 7);
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

mountAll("assign", (root, words) => new Builder(root, words));
