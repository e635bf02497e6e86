/* A diary that stays on this device. Nothing is kept until the reader turns it on; nothing looks at what a note says. */

import { ID, NOTES, element, fill, inWords, isDay, isForgetful, mount, on, read, saveFile, today, write } from "../lib/lib.js";

/** @typedef {Record<string, number | string>} Day a number for each scale, and a note */
/** @typedef {{ v: 1, on?: number, days: Record<number, Day> }} Notes `on` is the day on which they were turned on */

const ENOUGH = 14;
const IN_CHART = 28;
const BAD_SHOWN = 20;
/** What stands beyond in a file is not looked at. */
const LARGEST_FILE = 1e6;

/* --- What is kept ------------------------------------------------------------------------------------------------- */

/** @param {number | string} day */
const isoOf = (day) => new Date(Number(day) * 864e5).toISOString().slice(0, 10);
/** @param {number} day */
const dayName = (day) => inWords(day, { weekday: "short", day: "numeric", month: "short", year: "numeric" });

/**
 * What is sound of a day's numbers and its note, or null.
 * @param {unknown} value
 * @returns {Day | null}
 */
function soundDay(value) {
  const sound = Object.entries(Object(value)).filter(([id, part]) =>
    id === "note" ? typeof part === "string" && part.trim() : ID.test(id) && Number.isInteger(part) && part >= 0 && part <= 10);
  return sound.length ? Object.fromEntries(sound) : null;
}

/** What is sound of all that is kept. */
function kept() {
  /** @type {Notes} */
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
/** @param {string} text */
const guard = (text) => text.replace(/^(?='*[=+\-@\t\n])/, "'");
/** @param {string} text */
const unguard = (text) => text.replace(/^'(?='*[=+\-@\t\n])/, "");
/** @param {unknown} value */
const cell = (value) => `"${guard(`${value ?? ""}`).replaceAll('"', '""')}"`;

/**
 * The cells of each record, and its first line. A quotation mark that is not closed is a letter like others.
 * @param {string} text
 * @returns {Generator<[cells: string[], line: number]>}
 */
function* records(text) {
  const mark = text.match(/[,;\t]/)?.[0] ?? ","; /* Spreadsheets part cells as their country does. */
  /** @type {string[]} */
  let cells = [];
  let [line, next] = [1, 1];
  for (const [all, quoted, plain, end] of text.matchAll(RegExp(`(?:"((?:[^"]|"")*)"|([^${mark}\n]*))(${mark}|\n|$)`, "g"))) {
    cells.push(unguard(quoted?.replaceAll('""', '"') ?? plain));
    next += all.split("\n").length - 1;
    if (end === mark) continue;
    yield [cells, line];
    cells = [];
    line = next;
  }
}

/* --- The page ----------------------------------------------------------------------------------------------------- */

class Diary {
  /**
   * @param {any} root
   * @param {import("../lib/lib.js").Words} words
   */
  constructor(root, words) {
    this.words = words;
    /** @type {Record<string, any>} */
    const parts = Object.fromEntries([...root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.report = parts.told;
    this.status = parts.said;
    this.taken = parts.read;
    this.end = parts.end;
    this.shown = parts.shown;
    this.rows = parts.rows;
    this.file = parts.file;
    this.sheet = parts.sheet;
    this.form = parts.form;
    this.plot = parts.plot;
    this.off = parts.off;
    this.keep = parts.keep;
    this.remove = parts.remove;
    /** Whether something is being written that is not kept yet. */
    this.touched = false;
    /** @type {string[]} */
    this.columns = [...this.shown.querySelectorAll("th")].map((th) => th.textContent);
    /** @type {any[]} */
    this.boxes = [...this.shown.querySelectorAll("input")];
    /** @type {string[]} the scales, and the note */
    this.ids = [...this.boxes.map((box) => box.value), "note"];
    this.fields = this.form.elements;
    this.fields.day.value = isoOf(today());
    /** @type {Record<string, (day: string) => void>} what the buttons do */
    const acts = {
      open: (day) => this.open(day),
      clear: () => this.clear(),
      start: () => this.start(),
      stop: () => this.stop(),
      deleteAll: () => this.deleteAll(),
      hand: () => this.hand(),
    };
    on(root, "click", (target) => {
      const { does, day } = target.closest("button")?.dataset ?? {};
      acts[does]?.(day);
    });
    on(this.form, "submit", (_, event) => {
      event.preventDefault();
      this.save();
    });
    on(this.form, "input", (target) => {
      if (target === this.fields.day) this.choose();
      else this.touched = true;
    });
    on(this.shown, "change", () => this.show());
    on(this.file, "change", (target) => this.take(target));
    addEventListener("storage", ({ key }) => key === NOTES && this.show());
    this.show();
    this.choose();
  }

  /**
   * Alter what is kept, read anew for the sake of other tabs.
   * @param {(notes: Notes) => void} alter
   */
  change(alter) {
    const notes = kept();
    alter(notes);
    const isKept = write(NOTES, notes);
    this.show();
    if (!isKept) this.report.textContent = this.words["not-saved"];
    return isKept;
  }

  show() {
    const { on, days } = kept();
    const all = Object.keys(days).map(Number);
    const isEnough = on && today() - on >= ENOUGH - 1;
    const state = on ? (isForgetful() ? "no-memory" : "on") : all.length ? "stopped" : "off";
    this.report.textContent = this.words[state] + (isEnough ? ` ${this.words.enough}` : "");
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
      return element("tr", "", head, ...this.ids.map((id) => element("td", "", String(days[day][id] ?? ""))));
    }));
    if (all.length) this.draw(days, all);
  }

  /**
   * @param {Notes["days"]} days
   * @param {number[]} all those days, in their order
   */
  draw(days, all) {
    const to = all[all.length - 1];
    const shown = all.filter((day) => day > to - IN_CHART);
    const ends = [shown[0], to].map(dayName);
    this.plot.setAttribute("aria-label", fill(this.words.chart, ...ends));
    [...this.plot.querySelectorAll(".pe-end")].forEach((text, n) => (text.textContent = ends[n]));
    [...this.plot.querySelectorAll(".pe-line")].forEach((line, n) => {
      let last = NaN;
      line.setAttribute("d", shown.filter((day) => this.boxes[n].checked && this.ids[n] in days[day]).map((day) => {
        const step = day - last < 4 ? "L" : "M"; /* Where three days are missing, so is the line. */
        last = day;
        return `${step}${32 + (276 * (day - shown[0])) / (to - shown[0] || 1)} ${170 - 16 * Number(days[day][this.ids[n]])}`;
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
    this.status.textContent = day ? this.words.known : "";
    this.remove.hidden = !day;
  }

  /**
   * A day from the texts that `text` gives; null where all are empty.
   * @param {(id: string) => string} text
   */
  made(text) {
    return soundDay(Object.fromEntries(this.ids.map((id) => [id, id === "note" ? text(id) : text(id) && +text(id)])));
  }

  /** @param {string} day */
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
    this.status.textContent = made ? fill(words.saved, dayName(day)) : words.nothing;
  }

  clear() {
    const { day } = this;
    this.change(({ days }) => delete days[day]);
    this.touched = true;
    this.choose();
    this.status.textContent = fill(this.words.deleted, dayName(day));
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
    const rows = Object.entries(days).map(([day, parts]) => [isoOf(day), ...this.ids.map((id) => parts[id])]);
    const lines = [this.columns, ...rows].map((row) => `${row.map(cell)}\r\n`);
    saveFile(`${this.words.name}-${isoOf(today())}.csv`, new Blob(["\uFEFF", ...lines], { type: "text/csv" }));
  }

  /** @param {any} input where a file was chosen */
  async take(input) {
    const { columns, ids, words } = this;
    const text = await input.files[0].slice(0, LARGEST_FILE).text();
    input.value = ""; /* So that the same file can be chosen again. */
    /** @type {Notes["days"]} */
    const found = {};
    /** @type {string[]} */
    const bad = [];
    /** @type {string[] | undefined} */
    let head;
    /** @type {number[]} the cell of each column */
    let places = [];
    for (const [cells, line] of records(text.replace(/\r\n?/g, "\n"))) {
      const fail = (/** @type {string} */ why, /** @type {(string | number)[]} */ ...what) => bad.push(fill(words.line, line, fill(words[why], ...what)));
      if (!head) {
        head = cells;
        places = columns.map((column) => cells.indexOf(column));
        if (head.includes(columns[0])) continue;
        fail("bad-head", columns.join(", "));
        break;
      }
      const given = (/** @type {number} */ n) => cells[places[n]] ?? "";
      if (cells.join("")) {
        const day = Date.parse(given(0)) / 864e5;
        const made = this.made((id) => given(ids.indexOf(id) + 1));
        const wrong = ids.findIndex((id, n) => given(n + 1).trim() && made?.[id] === undefined) + 1;
        if (cells.length > head.length) fail("bad-count", cells.length, head.length);
        else if (!isDay(day) || isoOf(day) !== given(0)) fail("bad-day", given(0));
        else if (wrong) fail("bad-number", columns[wrong], given(wrong));
        else if (made) found[day] ??= made;
      }
    }
    let added = 0;
    const isKept = this.change(({ days }) => {
      for (const day of Object.keys(found).map(Number)) {
        if (days[day]) continue;
        days[day] = found[day];
        added += 1;
      }
    });
    const message = isKept ? fill(words.taken, added, Object.keys(found).length - added, bad.length) : words["not-saved"];
    this.taken.replaceChildren(element("p", "", message), element("ul", "", ...bad.slice(0, BAD_SHOWN).map((line) => element("li", "", line))));
    this.choose();
  }
}

mount("notes", (root, words) => new Diary(root, words));
