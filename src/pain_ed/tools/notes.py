"""The diary as elements: a day's form, a table, a chart, and a sheet for paper. No input or output.

`/// tool | notes` brings its scales, so that a course on anything can use it; js/tools/notes.js sets it
going.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pain_ed.course.model import Course
from pain_ed.i18n.messages import Words
from pain_ed.page.inline import Inline
from pain_ed.tools.parts import button, need_script, words_for

_SHEET_DAYS = 14
# One a scale, around 0,0. Colours and dashes stand in tools.css.
_MARKS = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0",
    "M-4-4h8v8h-8z",
    "M0-5l5 9h-10z",
    "M0-6l5 6l-5 6l-5-6z",
    "M-4-4l8 8m0-8l-8 8",
)
# notes.js reckons in the same numbers.
_CHART = {"width": 320, "left": 28, "bottom": 170, "step": 16, "height": 200}


def fill(element: Element, course: Course, options: dict[str, Any], words: Words, inline: Inline) -> None:
    """A diary of the block's scales: all that notes.js sets going, by its `data-part`, and an empty sheet for paper."""
    scales = options["scales"]
    words_for(element, words, "notes")
    need_script(element, words, "notes-script")
    _part(element, "p", "told", {"class": "pe-note pe-screen", "role": "status"}, hidden=False)
    _action(element, words["notes-start"], "start", "off", main=True)
    end = _part(element, "details", "end", {"class": "pe-screen"})
    SubElement(end, "summary").text = words["notes-stop"]
    SubElement(end, "p").text = words["notes-stop-explained"]
    actions = SubElement(end, "p", {"class": "pe-actions"})
    _action(actions, words["notes-stop-keep"], "stop", "keep")
    _action(actions, words["notes-delete-all"], "deleteAll")
    _day_form(element, scales, words)
    shown = _part(element, "div", "shown", {})
    _chart(SubElement(shown, "figure", {"class": "pe-chart"}), scales, words)
    _table(shown, scales, words, words["notes-table"]).set("data-part", "rows")
    SubElement(shown, "p", {"class": "pe-screen"}).text = words["notes-press"]
    file = _part(element, "details", "file", {"class": "pe-screen"})
    SubElement(file, "summary").text = words["notes-file"]
    SubElement(file, "p").text = words["notes-file-explained"]
    _action(SubElement(file, "p"), words["notes-save-file"], "hand")
    label = SubElement(SubElement(file, "p"), "label")
    SubElement(label, "b").text = words["notes-open-file"]
    SubElement(label, "input", {"type": "file", "accept": ".csv,text/csv"})
    _part(file, "div", "read", {"role": "status"}, hidden=False)
    sheet = SubElement(element, "div", {"class": "pe-diary-sheet", "data-part": "sheet"})
    rows = _table(sheet, scales, words, words["notes-sheet"])
    for _ in range(_SHEET_DAYS):
        row = SubElement(rows, "tr")
        for _ in range(len(scales) + 2):
            SubElement(row, "td")


def _part(parent: Element, tag: str, name: str, attributes: dict[str, str], *, hidden: bool = True) -> Element:
    """A part that notes.js fills or shows."""
    return SubElement(parent, tag, attributes | {"data-part": name} | ({"hidden": ""} if hidden else {}))


def _action(parent: Element, text: str, does: str, part: str = "", *, main: bool = False) -> None:
    """A button that notes.js hears by `data-does`; with a part, hidden until notes.js shows it."""
    look = {"class": "pe-button pe-button-main"} if main else {}
    button(parent, text, look | {"data-does": does} | ({"data-part": part, "hidden": ""} if part else {}))


def _day_form(parent: Element, scales: list[dict[str, str]], words: Words) -> None:
    # No heading: the table of contents would lead to it while it is hidden.
    form = _part(
        parent, "form", "form", {"class": "pe-screen", "autocomplete": "off", "aria-label": words["notes-form"]}
    )
    _field(form, "input", words["notes-day"], "", {"type": "date", "name": "day", "required": "", "min": "2000-01-01"})
    numbers = SubElement(form, "div", {"class": "pe-scales"})
    for scale in scales:
        ends = words["notes-scale"].format(scale["low"], scale["high"])
        attributes = {"type": "number", "name": scale["id"], "min": "0", "max": "10", "inputmode": "numeric"}
        _field(numbers, "input", scale["label"], ends, attributes)
    _field(form, "textarea", words["notes-note"], words["notes-note-hint"], {"name": "note", "rows": "3"})
    actions = SubElement(form, "p", {"class": "pe-actions"})
    SubElement(actions, "button", {"class": "pe-button pe-button-main"}).text = words["notes-save"]
    _action(actions, words["notes-delete"], "clear", "remove")
    _part(form, "p", "said", {"role": "status"}, hidden=False)


def _field(parent: Element, tag: str, name: str, hint: str, attributes: dict[str, str]) -> None:
    label = SubElement(parent, "label", {"class": "pe-field"})
    SubElement(label, "b").text = name
    if hint:
        SubElement(label, "small").text = hint
    SubElement(label, tag, attributes).text = "" if tag == "textarea" else None  # an empty textarea must be closed, too


def _chart(figure: Element, scales: list[dict[str, str]], words: Words) -> None:
    """Lines without points, and a box for each that shows or hides it."""
    choice = SubElement(figure, "fieldset", {"class": "pe-lines"})
    SubElement(choice, "legend").text = words["notes-lines"]
    for n, scale in enumerate(scales):
        label = SubElement(choice, "label")
        SubElement(label, "input", {"type": "checkbox", "value": scale["id"], "checked": ""})
        key = SubElement(label, "svg", {"viewBox": "0 0 44 14", "width": "44", "height": "14", "aria-hidden": "true"})
        _line(key, n, "M2 7H22H42")
        key.tail = scale["label"]
    width, left, bottom, step = (_CHART[name] for name in ("width", "left", "bottom", "step"))
    plot = SubElement(figure, "svg", {"viewBox": f"0 0 {width} {_CHART['height']}", "role": "img", "data-part": "plot"})
    for n, mark in enumerate(_MARKS):
        marker = SubElement(
            plot, "marker", {"id": f"pe-mark-{n}", "class": f"pe-series-{n}", "markerUnits": "userSpaceOnUse"}
        )
        marker.attrib |= {"markerWidth": "14", "markerHeight": "14", "viewBox": "-7 -7 14 14"}
        SubElement(marker, "path", {"d": mark})
    for value in (0, 5, 10):
        y = bottom - step * value
        SubElement(plot, "path", {"class": "pe-grid", "d": f"M{left - 4} {y}H{width}"})
        SubElement(plot, "text", {"x": str(left - 10), "y": str(y + 4), "text-anchor": "end"}).text = str(value)
    for n in range(len(scales)):
        _line(plot, n, "").set("class", f"pe-line pe-series-{n % len(_MARKS)}")
    for x, anchor in ((left, "start"), (width, "end")):
        SubElement(plot, "text", {"class": "pe-end", "x": str(x), "y": str(bottom + 24), "text-anchor": anchor})


def _line(parent: Element, n: int, points: str) -> Element:
    n %= len(_MARKS)
    mark = f"url(#pe-mark-{n})"
    attributes = {"class": f"pe-series-{n}", "d": points, "marker-start": mark, "marker-mid": mark, "marker-end": mark}
    return SubElement(parent, "path", attributes)


def _table(parent: Element, scales: list[dict[str, str]], words: Words, caption: str) -> Element:
    """A table of days with a head, from which notes.js reads the names of the columns; returns its empty body."""
    table = SubElement(
        SubElement(parent, "div", {"class": "pe-scroll", "role": "region", "aria-label": caption, "tabindex": "0"}),
        "table",
    )
    table.set("class", "pe-days")
    SubElement(table, "caption").text = caption
    head = SubElement(SubElement(table, "thead"), "tr")
    for name in (words["notes-day"], *(scale["label"] for scale in scales), words["notes-note"]):
        SubElement(head, "th", {"scope": "col"}).text = name
    return SubElement(table, "tbody")
