"""A diary that is off until it is turned on, stays on the device, and comes and goes as a file."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor
from browser.test_axe import coloured, violations  # noqa: F401 (a fixture)
from browser.test_fit import TOO_WIDE, open_all
from browser.test_paper import pages
from browser.test_storage import FILL, spoil

DIARY = "my/diary/"
START = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = (START.date() - date(1970, 1, 1)).days
KEPT = "JSON.parse(localStorage.getItem('pain-ed-notes'))"
ON = "Notes are on. What you write stays on this device."
ENOUGH = "It has been two weeks. If there is a pattern, you may see it by now. This is a good time to stop."

# What a spreadsheet would run, what parts and quotes cells, what looks like our own guard, and letters from elsewhere.
ODD_NOTES = [
    "plain",
    "with, a comma",
    'with "quotes"',
    "two\nlines",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1+1",
    "''-1",
    "'tis fine",
    '"',
    "semi;colon",
    "Zürich ☕ 茶",
    " spaces ",
    "\n=2",
    "a\ttab",
    "\t=3",
]

# Opens one file after another in an empty diary; returns the days that each gave.
OPEN_ALL = """async texts => {
    const input = document.querySelector("[data-part=file] input");
    const read = document.querySelector("[data-part=read]");
    const all = [];
    for (const text of texts) {
        localStorage.setItem("pain-ed-notes", '{"v":1,"on":20780,"days":{}}');
        const files = new DataTransfer();
        files.items.add(new File([text], "n.csv"));
        input.files = files.files;
        const done = new Promise(resolve => new MutationObserver(resolve).observe(read, {childList: true}));
        input.dispatchEvent(new Event("change", {bubbles: true}));
        await done;
        all.push(JSON.parse(localStorage.getItem("pain-ed-notes")).days);
    }
    return all;
}"""

CAUGHT = """async () => {
    const caught = {};
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => { caught.blob = blob; return createObjectURL(blob); };
    HTMLAnchorElement.prototype.click = function () { caught.name = this.download; };
    document.querySelector("[data-does=hand]").click();
    return [caught.name, new TextDecoder("utf-8", { ignoreBOM: true }).decode(await caught.blob.arrayBuffer())];
}"""


class Notes:
    """The diary on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("[data-tool=notes]")
        self.start = self.root.get_by_role("button", name="Turn notes on")
        self.day = self.root.get_by_label("Day", exact=True)
        self.note = self.root.get_by_role("textbox", name="Note")
        self.save = self.root.get_by_role("button", name="Save this day")
        self.told = self.root.locator("[data-part=told]")
        self.said = self.root.locator("[data-part=said]")
        self.read = self.root.locator("[data-part=read]")

    def scale(self, name: str):
        return self.root.get_by_role("spinbutton", name=name)

    def put_number(self, name: str, number: object) -> None:
        self.scale(name).fill("")  # Playwright's Firefox would add to a number that stands there
        self.scale(name).fill(str(number))

    def write(self, day: str = "", note: str = "", **numbers: int) -> None:
        if day:
            self.day.fill(day)
        for name in ("Cups", "Taste", "Heat"):
            self.put_number(name, numbers.get(name.lower(), ""))
        self.note.fill(note)
        self.save.click()

    @property
    def rows(self) -> list[list[str]]:
        return self.root.locator("[data-part=rows] tr").evaluate_all(
            "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
        )

    @property
    def kept(self) -> dict | None:
        return self.page.evaluate(KEPT)

    def put(self, kept: object) -> None:
        """Puts something into storage, and opens the page anew."""
        text = kept if isinstance(kept, str) else json.dumps(kept)
        self.page.evaluate("text => localStorage.setItem('pain-ed-notes', text)", text)
        self.page.reload()

    def open_file(self, text: str | bytes) -> None:
        self.root.locator("[data-part=file]").evaluate("details => details.open = true")
        buffer = text if isinstance(text, bytes) else text.encode()
        self.read.evaluate("read => read.replaceChildren()")
        self.root.get_by_label("Open a file:").set_input_files(
            {"name": "n.csv", "mimeType": "text/csv", "buffer": buffer}
        )
        expect(self.read).not_to_be_empty()

    def save_file(self) -> str:
        self.root.locator("[data-part=file]").evaluate("details => details.open = true")
        # Playwright's Firefox has no word of downloads, so the page itself says what it hands over.
        name, text = self.page.evaluate(CAUGHT)
        assert name == "notes-2026-11-23.csv"
        return text


@pytest.fixture
def notes(page: Page, site: str) -> Notes:
    page.clock.set_fixed_time(START)
    page.goto(site + DIARY)
    return Notes(page)


@pytest.fixture
def on(notes: Notes) -> Notes:
    notes.start.click()
    return notes


def days(count: int, first: int = TODAY) -> dict:
    return {
        "v": 1,
        "on": first,
        "days": {str(first + n): {"cups": n % 11, "taste": (n * 3) % 11, "note": f"Day {n}"} for n in range(count)},
    }


@BOTH_ENGINES
def test_from_off_to_off(notes: Notes) -> None:
    expect(notes.told).to_have_text("Notes are off. Nothing is kept until you turn them on.")
    expect(notes.day).to_be_hidden()
    assert notes.kept is None
    notes.start.press("Enter")
    expect(notes.day).to_be_focused()
    expect(notes.told).to_have_text(ON)
    assert notes.kept == {"v": 1, "on": TODAY, "days": {}}

    notes.save.click()
    expect(notes.said).to_have_text("Write a number or a note first, then save.")
    notes.write(cups=4, taste=0, note="Green")
    expect(notes.said).to_have_text(re.compile("Saved: Mon,? 23 Nov 2026."))  # the comma is the browser's choice
    notes.write("2026-11-21", heat=10)
    assert notes.kept["days"] == {str(TODAY): {"cups": 4, "taste": 0, "note": "Green"}, str(TODAY - 2): {"heat": 10}}
    assert [row[1:] for row in notes.rows] == [["", "", "10", ""], ["4", "0", "", "Green"]]
    notes.page.reload()
    assert [row[1:] for row in notes.rows] == [["", "", "10", ""], ["4", "0", "", "Green"]]

    notes.root.get_by_role("button", name="21 Nov").click()
    expect(notes.day).to_have_value("2026-11-21")
    expect(notes.scale("Cups")).to_be_focused()
    expect(notes.said).to_have_text("There are notes for this day. Saving puts what stands here in their place.")
    notes.write(cups=1)
    assert notes.kept["days"][str(TODAY - 2)] == {"cups": 1}
    delete = notes.root.get_by_role("button", name="Delete this day")
    delete.click()
    expect(notes.said).to_contain_text("It still stands in the form. To keep it after all, save it again.")
    expect(delete).to_be_hidden()
    assert list(notes.kept["days"]) == [str(TODAY)]
    notes.save.click()
    assert notes.kept["days"][str(TODAY - 2)] == {"cups": 1}

    notes.root.get_by_text("Stop, or delete my notes").click()
    notes.root.get_by_role("button", name="Stop, and keep what I wrote").click()
    expect(notes.told).to_have_text("Notes are off. What you wrote before is still here, on this device.")
    expect(notes.start).to_be_focused()
    assert len(notes.rows) == 2 and "on" not in notes.kept
    notes.start.click()
    notes.root.get_by_text("Stop, or delete my notes").click()
    notes.root.get_by_role("button", name="Delete all my notes").click()
    expect(notes.told).to_have_text("Notes are off. Nothing is kept until you turn them on.")
    assert notes.kept is None
    assert notes.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('pain'))") == []


@BOTH_ENGINES
def test_a_number_is_from_0_to_10(on: Notes) -> None:
    for wrong in ("11", "-1", "2.5"):
        on.put_number("Cups", wrong)
        on.save.click()
        assert on.scale("Cups").evaluate("input => !input.checkValidity()")
    on.scale("Cups").fill("")
    on.day.fill("2026-11-24")
    on.note.fill("Tomorrow")
    on.save.click()
    assert on.kept["days"] == {}


def test_what_is_being_written_is_not_lost(on: Notes) -> None:
    on.write(cups=1)
    on.write("2026-11-20", cups=2)
    on.put_number("Cups", 9)
    on.day.fill("2026-11-23")
    expect(on.scale("Cups")).to_have_value("9")
    expect(on.said).to_have_text("There are notes for this day. Saving puts what stands here in their place.")
    on.page.reload()
    on.day.fill("2026-11-20")
    expect(on.scale("Cups")).to_have_value("2")
    on.day.fill("2026-11-19")
    expect(on.scale("Cups")).to_have_value("")


@BOTH_ENGINES
def test_two_tabs(on: Notes, site: str) -> None:
    other = Notes(on.page.context.new_page())
    other.page.clock.set_fixed_time(START)
    other.page.goto(site + DIARY)
    on.write("2026-11-22", cups=1)
    # What one tab writes, the other learns a moment later.
    expect(other.root.locator("[data-part=rows] tr")).to_have_count(1)
    other.write("2026-11-23", cups=2)
    expect(on.root.locator("[data-part=rows] tr")).to_have_count(2)
    assert set(on.kept["days"]) == {str(TODAY - 1), str(TODAY)}


def test_two_weeks_are_enough(notes: Notes) -> None:
    kept = days(3, TODAY - 12)
    notes.put(kept)
    expect(notes.told).to_have_text(ON)
    notes.put(kept | {"on": TODAY - 13})
    expect(notes.told).to_have_text(f"{ON} {ENOUGH}")
    notes.root.get_by_role("button", name="Stop, and keep what I wrote").click()
    assert notes.kept == {"v": 1, "days": kept["days"]}
    notes.start.click()
    expect(notes.told).to_have_text(ON)


def test_the_chart(notes: Notes) -> None:
    notes.put(
        {
            "v": 1,
            "on": TODAY,
            "days": {str(TODAY - 40): {"cups": 9}, **{str(TODAY - n): {"cups": n, "taste": 10} for n in (9, 8, 3, 0)}},
        }
    )
    chart = notes.root.get_by_role("img")
    expect(chart).to_have_attribute(
        "aria-label",
        re.compile("Chart from Sat,? 14 Nov 2026 to Mon,? 23 Nov 2026. The same numbers stand in the table."),
    )
    line = chart.locator(".pe-line").first
    # Four weeks at most; where three days are missing, so is the line.
    shape = line.get_attribute("d")
    assert [step[0] for step in shape.replace("M", " M").replace("L", " L").split(" ") if step[:1] in ("M", "L")] == [
        "M",
        "L",
        "M",
        "L",
    ]
    assert shape.startswith("M32 26L") and shape.endswith("L308 170")
    assert len(notes.rows) == 5
    marks = chart.locator(".pe-line").evaluate_all(
        "lines => lines.map(line => [getComputedStyle(line).strokeDasharray, document.querySelector(line.getAttribute('marker-mid').slice(4, -1)).innerHTML])"
    )
    assert len({dash for dash, _ in marks}) == len({mark for _, mark in marks}) == 3
    notes.root.get_by_role("checkbox", name="Cups").uncheck()
    assert line.get_attribute("d") == ""
    assert chart.locator(".pe-line").nth(1).get_attribute("d")


def test_there_and_back_as_a_file(notes: Notes) -> None:
    kept = days(len(ODD_NOTES))
    for day, note in zip(kept["days"].values(), ODD_NOTES, strict=True):
        day["note"] = note
    notes.put(kept)
    text = notes.save_file()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert text.startswith("\ufeff") and text.count("\r\n") == len(ODD_NOTES) + 1
    assert rows[0] == ["Day", "Cups", "Taste", "Heat", "Note"]
    assert rows[1] == ["2026-11-23", "0", "0", "", "plain"]
    for row, note in zip(rows[1:], ODD_NOTES, strict=True):
        assert row[-1].removeprefix("'") == note or row[-1] == note
        assert not row[-1].startswith(("=", "+", "-", "@", "\t", "\n"))
    notes.put({"v": 1, "on": TODAY, "days": {}})
    notes.open_file(text)
    assert notes.kept == kept
    expect(notes.read).to_contain_text(
        f"Days added: {len(ODD_NOTES)}. Days that were here already, and stay as they were: 0. Lines that could not be read: 0."
    )
    # What is here stays; only what is missing comes in.
    changed = kept["days"] | {str(TODAY): {"heat": 3}}
    del changed[str(TODAY + 1)]
    notes.put(kept | {"days": changed})
    notes.open_file(text)
    assert notes.kept["days"] == kept["days"] | {str(TODAY): {"heat": 3}}
    # As a spreadsheet in another country, and with its columns in another order, would save it.
    other = io.StringIO(newline="")
    csv.writer(other, delimiter=";", lineterminator="\n").writerows([row[::-1] for row in rows])
    notes.put({"v": 1, "on": TODAY, "days": {}})
    notes.open_file(other.getvalue())
    assert notes.kept == kept


def test_what_is_wrong_in_a_file_is_said(on: Notes) -> None:
    on.open_file(
        "Day,Cups,Taste,Heat,Note\r\n"
        "2026-11-01,1,2,3,sound\r\n"
        "2026-02-30,1,2,3,no such day\r\n"
        "21/11/2026,1,2,3,another form\r\n"
        "2026-11-02,11,2,3,too much\r\n"
        "2026-11-03,1,two,3,a word\r\n"
        "2026-11-04,1,2,3,a comma, without quotes\r\n"
        "\r\n"
        '2026-11-05,1,2,3,"two\nlines"\r\n'
        '2026-11-06,1,2,3,"never closed\r\n'
        '2026-11-10,1,2,3,"never closed, in two\r\n'
        "lines\r\n"
        "2026-11-07,,,,still read\r\n"
        "2026-11-08\r\n"
    )
    assert on.kept["days"] == {
        "20758": {"cups": 1, "taste": 2, "heat": 3, "note": "sound"},
        "20762": {"cups": 1, "taste": 2, "heat": 3, "note": "two\nlines"},
        "20763": {"cups": 1, "taste": 2, "heat": 3, "note": '"never closed'},
        "20764": {"note": "still read"},
    }
    expect(on.read.get_by_role("listitem")).to_have_text(
        [
            "Line 3: the day is '2026-02-30', and should read like 2026-11-21.",
            "Line 4: the day is '21/11/2026', and should read like 2026-11-21.",
            "Line 5: Cups is '11', and should be a whole number from 0 to 10.",
            "Line 6: Taste is 'two', and should be a whole number from 0 to 10.",
            "Line 7: it has 6 parts, and the first line has 5. A part with a comma in it needs quotation marks.",
            "Line 12: it has 6 parts, and the first line has 5. A part with a comma in it needs quotation marks.",
            "Line 13: the day is 'lines', and should read like 2026-11-21.",
        ]
    )
    expect(on.read.locator("p")).to_have_text(
        "Days added: 4. Days that were here already, and stay as they were: 0. Lines that could not be read: 7."
    )
    on.open_file("When,Cups\n2026-11-01,1\n")
    expect(on.read.get_by_role("listitem")).to_have_text(
        "Line 1: the first line should name the columns: Day, Cups, Taste, Heat, Note."
    )


def test_damaged_files(on: Notes) -> None:
    """150 files with a letter or a piece changed: no error, and every line that is as it was is read."""
    chance = random.Random(4)
    lines = [f'2026-10-{day:02},{day % 11},{day % 7},,"Note {day}, ""quoted"""' for day in range(1, 32)]
    letters = '",\n\r;=\t\x00\ufeffé0-'
    files = []
    for _ in range(150):
        which = chance.randrange(len(lines))
        at = chance.randrange(len(lines[which]))
        kind = chance.randrange(3)
        broken = lines[which][:at] + (chance.choice(letters) if kind else "") + lines[which][at + (kind != 2) :]
        files.append(
            [which, broken, "\n".join(["Day,Cups,Taste,Heat,Note", *lines[:which], broken, *lines[which + 1 :]])]
        )
    kept = on.page.evaluate(OPEN_ALL, [text for *_, text in files])
    for (which, broken, _), days in zip(files, kept, strict=True):
        # A quotation mark may swallow the line that follows it, and no more.
        missing = [n for n in range(31) if days.get(str(20727 + n), {}).get("note") != f'Note {n + 1}, "quoted"']
        assert set(missing) <= {which, which + 1}, (broken, missing)
    for junk in (b"", b"\xff\xfe\x00", b"\x89PNG\r\n", b"{}", b"Day", b'"', b"Day,Cups\n" * 3):
        on.open_file(junk)


def test_damaged_memory(notes: Notes) -> None:
    """150 states that no version wrote: no error, and every day that is sound stays."""
    chance = random.Random(5)
    junk = [None, 0, -1, 11, 2.5, "x", "", [], {}, [1], {"a": 1}, True, 1e99]
    sound = {str(TODAY - 1): {"cups": 3}, str(TODAY): {"taste": 10, "note": "Fine"}}
    for _ in range(150):
        kept = {"v": 1, "on": TODAY, "days": dict(sound)}
        kind = chance.randrange(4)
        if kind == 0:
            kept["days"][chance.choice(["__proto__", "constructor", "0", "-5", "1e3", "x", "20000.5", "100000"])] = {
                "cups": 1
            }
        elif kind == 1:
            kept["days"]["20000"] = chance.choice(junk)
        elif kind == 2:
            kept["days"]["20000"] = {
                chance.choice(["cups", "note", "__proto__", "X"]): chance.choice(junk[:4] + junk[6:])
            }
        else:
            kept[chance.choice(["on", "more"])] = chance.choice(junk)
        shown = notes.page.evaluate(
            """text => {
                localStorage.setItem("pain-ed-notes", text);
                dispatchEvent(new StorageEvent("storage", {key: "pain-ed-notes"}));
                return [...document.querySelectorAll("[data-part=rows] tr")].map(row => row.textContent);
            }""",
            json.dumps(kept),
        )
        assert any(row.endswith("Nov 20263") for row in shown) and any(row.endswith("10Fine") for row in shown), kept
    for whole in ("{corrupt", "null", "[]", "3", '{"v":2,"days":{}}', '{"v":1}', '{"v":1,"days":[1]}', ""):
        notes.put(whole)
        expect(notes.told).to_have_text("Notes are off. Nothing is kept until you turn them on.")


@pytest.mark.parametrize(
    ("browser", "mode"),
    [("chromium", "refused"), ("chromium", "null"), ("chromium", "full"), ("firefox", "full")],
    indirect=["browser"],
)
def test_where_nothing_can_be_kept(page: Page, site: str, mode: str) -> None:
    notes = Notes(page)
    spoil(page, site, mode)
    page.goto(site + DIARY)
    notes.start.click()
    if mode == "full":
        expect(notes.told).to_have_text(
            "This could not be saved: the browser's memory for this site is full or blocked. You can use paper instead."
        )
        return
    expect(notes.told).to_have_text(
        "This browser does not keep notes: they are gone when you leave this page. You can save them as a file, or use paper."
    )
    notes.write(cups=4)
    assert [row[1:] for row in notes.rows] == [["4", "", "", ""]]


@BOTH_ENGINES
def test_full_after_it_was_turned_on(on: Notes) -> None:
    on.page.evaluate(FILL)
    on.scale("Cups").fill("4")
    on.note.fill("A long story. " * 50)
    on.save.click()
    expect(on.told).to_have_text(
        "This could not be saved: the browser's memory for this site is full or blocked. You can use paper instead."
    )
    expect(on.scale("Cups")).to_have_value("4")


def test_without_script(page: Page, site: str) -> None:
    page.route("**/notes.js", lambda route: route.abort())
    page.goto(site + DIARY)
    expect(page.get_by_role("table", name="A sheet for two weeks")).to_be_visible()
    for control in page.locator("[data-tool=notes] :is(button, input, textarea, details)").all():
        expect(control).to_be_hidden()
    assert (
        '<noscript><p class="pe-note">To keep notes on this device, the page needs JavaScript.'
        in page.request.get(site + DIARY).text()
    )


@BOTH_ENGINES
def test_on_paper(notes: Notes, visitor: Visitor) -> None:
    for kept, shown, hidden in (
        (None, "A sheet for two weeks", "My notes"),
        (days(5, TODAY - 5), "My notes", "A sheet for two weeks"),
    ):
        if kept:
            notes.put(kept)
        text = " ".join(pages(notes.page, visitor))
        if text:
            assert shown in text and hidden not in text
            assert ("Day 4" in text) is bool(kept)
            for screen in ("Save this day", "Turn notes on", "Delete", "Notes are", "Press a day", "Lines to show"):
                assert screen not in text


def test_looks(coloured, site: str) -> None:  # noqa: F811
    page: Page = coloured(site, site + DIARY)
    notes = Notes(page)
    found = violations(page, "off")
    notes.start.click()
    found += violations(page, "on")
    notes.put(days(14, int(page.evaluate("Math.floor(Date.now() / 864e5)")) - 14))
    notes.open_file("Day,Cups\nx,1\n")
    open_all(page)
    notes.root.get_by_role("button").filter(visible=True).first.focus()
    found += violations(page, "two weeks, and a file with a mistake")
    page.set_viewport_size({"width": 320, "height": 640})
    found += violations(page, "on a phone")
    assert not found, "\n\n".join(found)
    assert [line for line in page.evaluate(TOO_WIDE)] == []
    small = page.locator("[data-tool=notes] :is(button, input, summary, .pe-lines label)").evaluate_all(
        "all => all.filter(one => one.checkVisibility() && one.type !== 'checkbox' && one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    )
    assert small == []


@BOTH_ENGINES
def test_its_own_colours(device, site: str) -> None:
    """In forced colours the lines are still there, told apart by dashes and marks."""
    page = device("forced")
    page.goto(site + DIARY)
    Notes(page).put(days(5, int(page.evaluate("Math.floor(Date.now() / 864e5)")) - 5))
    ink = page.locator(".pe-line").evaluate_all("lines => lines.map(line => getComputedStyle(line).stroke)")
    assert set(ink) == {page.locator("[data-tool=notes]").evaluate("root => getComputedStyle(root).color")}
