/* A diary that stays on this device. Nothing is kept until the reader turns it on; nobody and nothing looks at what a note says. */

import { ID, NOTES, element, fill, isForgetful, mountAll, today, write } from "./store.js";

const ENOUGH = 14;
const IN_CHART = 28;

/* --- What is kept ------------------------------------------------------------------------------------------------- */

const isoOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
const isDate = (day) => Number.isInteger(day) && day > 0 && day < 1e5;

/** What is sound of a day's notes, or null. */
function soundDay(value) {
  const entries = Object.entries(Object(value)).filter(([id, part]) =>
    id === "note" ? typeof part === "string" && part.trim() : ID.test(id) && Number.isInteger(part) && part >= 0 && part <= 10);
  return entries.length ? Object.fromEntries(entries) : null;
}

/** What is sound of all that is kept: `on`, the day on which it was turned on, and `days`. */
function kept() {
  const notes = { v: 1, days: {} };
  try {
    const from = JSON.parse(localStorage.getItem(NOTES));
    if (from.v !== 1) return notes;
    if (isDate(from.on)) notes.on = from.on;
    for (const [key, value] of Object.entries(Object(from.days))) {
      const day = soundDay(value);
      if (day && isDate(+key)) notes.days[+key] = day;
    }
  } catch {
    /* Nothing is kept, or nothing that could be read. */
  }
  return notes;
}

/* --- The file: CSV as in RFC 4180 --------------------------------------------------------------------------------- */

/* A spreadsheet would run a cell that starts so; an apostrophe stops it, and goes again when the file is opened here. */
const RUNS = /^'*[=+\-@\t\n]/;
const cell = (value = "") => `"${`${RUNS.test(value) ? "'" : ""}${value}`.replaceAll('"', '""')}"`;

/** The cells of every record, or null where a quotation mark is not closed; and the line on which it starts. */
function* records(text) {
  const mark = text.match(/[,;\t]/)?.[0] ?? ","; /* Spreadsheets part cells as their country does. */
  const part = new RegExp(`(?:"((?:[^"]|"")*)"|((?!")[^${mark}\n]*))(${mark}|\n|$)`, "y");
  for (let at = 0, line = 1, end; at < text.length; at = end) {
    const cells = [];
    let found;
    part.lastIndex = at;
    while ((found = part.exec(text))) {
      cells.push((found[1]?.replaceAll('""', '"') ?? found[2]).replace(RUNS, (start) => start.replace("'", "")));
      if (found[3] !== mark) break;
    }
    end = found ? part.lastIndex : text.indexOf("\n", at) + 1 || text.length;
    yield [found && cells, line];
    line += text.slice(at, end).split("\n").length - 1;
  }
}

/* --- The page ----------------------------------------------------------------------------------------------------- */

class Diary {
  constructor(root, words) {
    this.words = words;
    for (const part of root.querySelectorAll("[data-part]")) this[part.dataset.part] = part;
    this.columns = [...this.shown.querySelectorAll("th")].map((th) => th.textContent);
    this.boxes = [...this.shown.querySelectorAll("input")];
    this.scales = this.boxes.map((box) => box.value);
    this.fields = this.form.elements;
    this.fields.day.value = isoOf(today());
    root.addEventListener("click", ({ target }) => {
      const { does, day } = target.closest("button")?.dataset ?? {};
      if (does) this[does](day);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.form.addEventListener("input", ({ target }) => {
      if (target === this.fields.day) this.choose();
      else this.touched = true;
    });
    this.shown.addEventListener("change", () => this.show());
    this.file.addEventListener("change", ({ target }) => this.take(target));
    addEventListener("storage", ({ key }) => key === NOTES && this.show()); /* Another tab has written. */
    this.show();
    this.choose();
  }

  get day() {
    return this.fields.day.valueAsNumber / 864e5;
  }

  name(day) {
    const { lang } = document.documentElement;
    return new Intl.DateTimeFormat(lang, { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(day * 864e5);
  }

  /** Alter what is kept, read anew: another tab may have written since. */
  change(alter) {
    const notes = kept();
    alter(notes);
    const done = write(NOTES, notes);
    this.show();
    if (!done) this.told.textContent = this.words["not-saved"];
    return done;
  }

  show() {
    const { on, days } = kept();
    const all = Object.keys(days).map(Number);
    const isOff = !on;
    const isEnough = on && (today() - on >= ENOUGH || all.filter((day) => day >= on).length >= ENOUGH);
    const state = isOff ? (all.length ? "stopped" : "off") : isForgetful() ? "no-memory" : "on";
    this.told.textContent = this.words[state] + (isEnough ? ` ${this.words.enough}` : "");
    this.off.hidden = !isOff;
    this.keep.hidden = this.form.hidden = this.file.hidden = isOff;
    this.end.hidden = isOff && !all.length;
    this.end.open ||= isEnough;
    this.shown.hidden = !all.length;
    this.sheet.hidden = all.length;
    this.fields.day.max = isoOf(Math.max(today(), ...all));
    this.rows.replaceChildren(...all.map((day) => {
      const button = element("button", "", this.name(day));
      Object.assign(button.dataset, { does: "open", day });
      const head = element("th", "", button);
      head.scope = "row";
      return element("tr", "", head, ...[...this.scales, "note"].map((id) => element("td", "", days[day][id] ?? "")));
    }));
    this.draw(days, all);
  }

  draw(days, all) {
    const to = all.at(-1);
    const from = Math.max(all[0], to - IN_CHART + 1);
    const ends = [from, to].map((day) => (all.length ? this.name(day) : ""));
    this.plot.setAttribute("aria-label", fill(this.words.chart, ...ends));
    this.plot.querySelectorAll(".pe-end").forEach((text, n) => (text.textContent = ends[n]));
    this.plot.querySelectorAll(".pe-line").forEach((line, n) => {
      let last;
      const points = all.filter((day) => day >= from && this.boxes[n].checked && this.scales[n] in days[day]).map((day) => {
        const step = day - last < 4 ? "L" : "M"; /* Where three days are missing, so is the line. */
        last = day;
        return `${step}${32 + ((day - from) / (to - from || 1)) * 276} ${170 - 16 * days[day][this.scales[n]]}`;
      });
      line.setAttribute("d", points.join(""));
    });
  }

  /** A day was chosen: its notes come into the form, unless something is being written there. */
  choose() {
    const day = kept().days[this.day];
    if (!this.touched) for (const id of [...this.scales, "note"]) this.fields[id].value = day?.[id] ?? "";
    this.said.textContent = day ? this.words.known : "";
    this.remove.hidden = !day;
  }

  open(day) {
    this.touched = false;
    this.fields.day.value = isoOf(day);
    this.choose();
    this.fields[this.scales[0]].focus();
  }

  /** A day's notes from the texts that `text` gives by name and place; null where all are empty. */
  made(text) {
    const numbers = this.scales.map((id, n) => [id, text(id, n) ? +text(id, n) : null]);
    return soundDay({ ...Object.fromEntries(numbers), note: text("note", numbers.length) });
  }

  save() {
    const { day, words } = this;
    const made = this.made((id) => this.fields[id].value);
    if (made && !this.change(({ days }) => (days[day] = made))) return;
    this.touched &&= !made;
    this.choose();
    this.said.textContent = made ? fill(words.saved, this.name(day)) : words.nothing;
  }

  clear() {
    const { day } = this;
    this.change(({ days }) => delete days[day]);
    this.touched = true;
    this.choose();
    this.said.textContent = fill(this.words.deleted, this.name(day));
    this.fields.day.focus();
  }

  start() {
    this.change((notes) => (notes.on = today()));
    this.fields.day.focus();
  }

  stop() {
    this.change((notes) => delete notes.on);
    this.off.focus();
  }

  deleteAll() {
    localStorage.removeItem(NOTES);
    this.touched = this.end.open = false;
    this.show();
    this.choose();
    this.off.focus();
  }

  hand() {
    const { days } = kept();
    const rows = Object.keys(days).map((day) => [isoOf(day), ...this.scales.map((id) => days[day][id]), days[day].note]);
    const link = element("a");
    link.href = URL.createObjectURL(new Blob(["\uFEFF", ...[this.columns, ...rows].map((row) => `${row.map(cell)}\r\n`)], { type: "text/csv" }));
    link.download = `${this.words.name}-${isoOf(today())}.csv`;
    link.click();
  }

  async take(input) {
    const { columns, scales, words } = this;
    const text = await input.files[0].slice(0, 1e6).text();
    input.value = ""; /* So that the same file can be chosen again. */
    const found = {};
    const bad = [];
    let head;
    for (const [cells, line] of records(text.replace(/\r\n?/g, "\n"))) {
      const fail = (why, ...what) => bad.push(element("li", "", fill(words.line, line, fill(words[why], ...what))));
      if (!cells) fail("bad-quote");
      else if (!head) {
        head = cells;
        if (!head.includes(columns[0])) {
          fail("bad-head", columns);
          break;
        }
      } else if (cells.join("")) {
        const [date = "", ...values] = columns.map((name) => cells[head.indexOf(name)]);
        const day = Date.parse(date) / 864e5;
        const wrong = scales.findIndex((_, n) => !/^(\d|10)?$/.test(values[n] ?? ""));
        if (cells.length > head.length) fail("bad-count", cells.length, head.length);
        else if (!isDate(day) || isoOf(day) !== date) fail("bad-day", date);
        else if (wrong >= 0) fail("bad-number", columns[wrong + 1], values[wrong]);
        else found[day] ??= this.made((id, n) => values[n]);
      }
    }
    let count = 0;
    const done = this.change(({ days }) => {
      for (const day in found) if (found[day] && !days[day]) [days[day], count] = [found[day], count + 1];
    });
    this.read.replaceChildren(element("p", "", done ? fill(words.taken, count, Object.keys(found).length - count, bad.length) : words["not-saved"]), element("ul", "", ...bad));
    this.choose();
  }
}

const openAll = () => mountAll("notes", (root, words) => new Diary(root, words));
openAll();
globalThis.document$?.subscribe(openAll);
