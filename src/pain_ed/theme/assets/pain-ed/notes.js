/* A diary that stays on this device. Nothing is kept until the reader turns it on; nothing looks at what a note says. */

import { ID, NOTES, element, fill, inWords, isDay, isForgetful, mountAll, read, saveFile, today, write } from "./store.js";

const ENOUGH = 14;
const IN_CHART = 28;
const BAD_SHOWN = 20;

/* --- What is kept ------------------------------------------------------------------------------------------------- */

const isoOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
const dayName = (day) => inWords(day, { weekday: "short", day: "numeric", month: "short", year: "numeric" });

/** What is sound of a day's numbers and its note, or null. */
function soundDay(value) {
  const sound = Object.entries(Object(value)).filter(([id, part]) =>
    id === "note" ? typeof part === "string" && part.trim() : ID.test(id) && Number.isInteger(part) && part >= 0 && part <= 10);
  return sound.length ? Object.fromEntries(sound) : null;
}

/** What is sound of all that is kept; `on` is the day on which it was turned on. */
function kept() {
  const notes = { v: 1, days: {} };
  const from = read(NOTES);
  if (from?.v !== 1) return notes;
  if (isDay(from.on)) notes.on = from.on;
  for (const [key, value] of Object.entries(Object(from.days))) {
    const day = soundDay(value);
    if (day && isDay(+key)) notes.days[+key] = day;
  }
  return notes;
}

/* --- The file: CSV as in RFC 4180 --------------------------------------------------------------------------------- */

/* A spreadsheet would run a cell that starts so; an apostrophe stops it, and goes again when the file is opened here. */
const guard = (text) => text.replace(/^(?='*[=+\-@\t\n])/, "'");
const unguard = (text) => text.replace(/^'(?='*[=+\-@\t\n])/, "");
const cell = (value) => `"${guard(`${value ?? ""}`).replaceAll('"', '""')}"`;

/** The cells of each record, and its first line. A quotation mark that is not closed is a letter like others. */
function* records(text) {
  const mark = text.match(/[,;\t]/)?.[0] ?? ","; /* Spreadsheets part cells as their country does. */
  let [cells, line, next] = [[], 1, 1];
  for (const [all, quoted, plain, end] of text.matchAll(RegExp(`(?:"((?:[^"]|"")*)"|([^${mark}\n]*))(${mark}|\n|$)`, "g"))) {
    cells.push(unguard(quoted?.replaceAll('""', '"') ?? plain));
    next += all.split("\n").length - 1;
    if (end === mark) continue;
    yield [cells, line];
    [cells, line] = [[], next];
  }
}

/* --- The page ----------------------------------------------------------------------------------------------------- */

class Diary {
  constructor(root, words) {
    this.words = words;
    for (const part of root.querySelectorAll("[data-part]")) this[part.dataset.part] = part;
    this.columns = [...this.shown.querySelectorAll("th")].map((th) => th.textContent);
    this.boxes = [...this.shown.querySelectorAll("input")];
    this.ids = [...this.boxes.map((box) => box.value), "note"];
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
    addEventListener("storage", ({ key }) => key === NOTES && this.show());
    this.show();
    this.choose();
  }

  /** Alter what is kept, read anew for the sake of other tabs. */
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
    const isEnough = on && today() - on >= ENOUGH - 1;
    const state = on ? (isForgetful() ? "no-memory" : "on") : all.length ? "stopped" : "off";
    this.told.textContent = this.words[state] + (isEnough ? ` ${this.words.enough}` : "");
    this.off.hidden = on;
    this.keep.hidden = this.form.hidden = this.file.hidden = !on;
    this.end.hidden = !on && !all.length;
    this.end.open ||= isEnough;
    this.shown.hidden = !all.length;
    this.sheet.hidden = all.length;
    this.fields.day.max = isoOf(Math.max(today(), ...all));
    this.rows.replaceChildren(...all.map((day) => {
      const button = element("button", "", dayName(day));
      Object.assign(button.dataset, { does: "open", day });
      const head = element("th", "", button);
      head.scope = "row";
      return element("tr", "", head, ...this.ids.map((id) => element("td", "", days[day][id] ?? "")));
    }));
    if (all.length) this.draw(days, all);
  }

  draw(days, all) {
    const to = all.at(-1);
    const shown = all.filter((day) => day > to - IN_CHART);
    const ends = [shown[0], to].map(dayName);
    this.plot.setAttribute("aria-label", fill(this.words.chart, ...ends));
    this.plot.querySelectorAll(".pe-end").forEach((text, n) => (text.textContent = ends[n]));
    this.plot.querySelectorAll(".pe-line").forEach((line, n) => {
      let last;
      line.setAttribute("d", shown.filter((day) => this.boxes[n].checked && this.ids[n] in days[day]).map((day) => {
        const step = day - last < 4 ? "L" : "M"; /* Where three days are missing, so is the line. */
        last = day;
        return `${step}${32 + (276 * (day - shown[0])) / (to - shown[0] || 1)} ${170 - 16 * days[day][this.ids[n]]}`;
      }).join(""));
    });
  }

  get day() {
    return this.fields.day.valueAsNumber / 864e5;
  }

  /** A day was chosen: its notes come into the form, unless something is being written there. */
  choose() {
    const day = kept().days[this.day];
    if (!this.touched) for (const id of this.ids) this.fields[id].value = day?.[id] ?? "";
    this.said.textContent = day ? this.words.known : "";
    this.remove.hidden = !day;
  }

  /** A day from the texts that `text` gives; null where all are empty. */
  made(text) {
    return soundDay(Object.fromEntries(this.ids.map((id) => [id, id === "note" ? text(id) : text(id) && +text(id)])));
  }

  open(day) {
    this.touched = false;
    this.fields.day.value = isoOf(day);
    this.choose();
    this.fields[this.ids[0]].focus();
  }

  save() {
    const { day, words } = this;
    const made = this.made((id) => this.fields[id].value);
    if (made && !this.change(({ days }) => (days[day] = made))) return;
    this.touched &&= !made;
    this.choose();
    this.said.textContent = made ? fill(words.saved, dayName(day)) : words.nothing;
  }

  clear() {
    const { day } = this;
    this.change(({ days }) => delete days[day]);
    this.touched = true;
    this.choose();
    this.said.textContent = fill(this.words.deleted, dayName(day));
    this.fields.day.focus();
  }

  start() {
    this.change((notes) => (notes.on = today()));
    this.fields.day.focus();
  }

  stop() {
    this.change((notes) => delete notes.on);
    this.leave();
  }

  deleteAll() {
    localStorage.removeItem(NOTES);
    this.leave();
  }

  leave() {
    this.touched = this.end.open = false;
    this.show();
    this.choose();
    this.off.focus();
  }

  hand() {
    const { days } = kept();
    const rows = Object.keys(days).map((day) => [isoOf(day), ...this.ids.map((id) => days[day][id])]);
    const lines = [this.columns, ...rows].map((row) => `${row.map(cell)}\r\n`);
    saveFile(`${this.words.name}-${isoOf(today())}.csv`, new Blob(["\uFEFF", ...lines], { type: "text/csv" }));
  }

  async take(input) {
    const { columns, ids, words } = this;
    const text = await input.files[0].slice(0, 1e6).text();
    input.value = ""; /* So that the same file can be chosen again. */
    const found = {};
    const bad = [];
    let head;
    for (const [cells, line] of records(text.replace(/\r\n?/g, "\n"))) {
      const fail = (why, ...what) => bad.push(fill(words.line, line, fill(words[why], ...what)));
      const given = (n) => cells[head.indexOf(columns[n])] ?? "";
      if (!head) {
        head = cells;
        if (head.includes(columns[0])) continue;
        fail("bad-head", columns.join(", "));
        break;
      } else if (cells.join("")) {
        const day = Date.parse(given(0)) / 864e5;
        const made = this.made((id) => given(ids.indexOf(id) + 1));
        const wrong = ids.findIndex((id, n) => given(n + 1).trim() && made?.[id] === undefined) + 1;
        if (cells.length > head.length) fail("bad-count", cells.length, head.length);
        else if (!isDay(day) || isoOf(day) !== given(0)) fail("bad-day", given(0));
        else if (wrong) fail("bad-number", columns[wrong], given(wrong));
        else if (made) found[day] ??= made;
      }
    }
    let added;
    const done = this.change(({ days }) => {
      added = Object.keys(found).filter((day) => !days[day]);
      for (const day of added) days[day] = found[day];
    });
    const said = done ? fill(words.taken, added.length, Object.keys(found).length - added.length, bad.length) : words["not-saved"];
    this.read.replaceChildren(element("p", "", said), element("ul", "", ...bad.slice(0, BAD_SHOWN).map((each) => element("li", "", each))));
    this.choose();
  }
}

mountAll("notes", (root, words) => new Diary(root, words));
