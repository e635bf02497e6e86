"""The tools of reader and clinician as elements, complete as far as they can be without JavaScript. No input or output.

Each function fills one element, which theme/assets/pain-ed/<name>.js then sets going. Links are relative to a folder of docs/.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import segno

from pain_ed import render
from pain_ed.model import Course, Lesson, Question
from pain_ed.parse import CITATION
from pain_ed.render import Inline, Words

Fill = Callable[[Element, Course, dict[str, Any], Words, Inline], None]
"""Fills a tool's element from the course, the block's options, the catalogue, and a function that sets inline Markdown."""


def words_for(element: Element, words: Words, prefix: str, attribute: str = "data-words") -> None:
    """Hand the words that begin with `<prefix>:` to the script, under what follows it."""
    own = {name.removeprefix(f"{prefix}:"): text for name, text in words.items() if name.startswith(f"{prefix}:")}
    element.set(attribute, json.dumps(own, ensure_ascii=False, separators=(",", ":")))


def lesson_list(parent: Element, course: Course, words: Words) -> Element:
    """Append the lessons as a list of links, with what the scripts need to know of each.

    Returns:
        An `ol` whose `li[data-lesson]` hold `data-short`, `data-number`, `data-minutes` and `data-module`.
    """
    list_ = SubElement(parent, "ol", {"class": "pe-lessons-list"})
    for lesson in course.lessons:
        item = SubElement(
            list_,
            "li",
            {
                "data-lesson": lesson.id,
                "data-short": lesson.short,
                "data-number": str(lesson.number),
                "data-minutes": str(lesson.minutes),
                "data-module": lesson.module,
            },
        )
        link = SubElement(item, "a", {"href": f"../{lesson.file.partition('/')[2]}"})
        link.text, link.tail = lesson.title, " "
        SubElement(item, "small").text = words["minutes"].format(lesson.minutes)
    return list_


def need_script(parent: Element, words: Words, key: str) -> None:
    """Say what the page needs JavaScript for, where there is none."""
    SubElement(SubElement(parent, "noscript"), "p", {"class": "pe-note"}).text = words[key]


# --- the link of a plan -----------------------------------------------------------------------------------------------

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def plan_fragment(shorts: list[str]) -> str:
    """What follows the # of the link to a plan, as codec.js makes it (planToFragment)."""
    text = ".".join(shorts)
    sum_ = 7
    for letter in text:
        sum_ = (sum_ * 31 + ord(letter)) % 1021
    return f"p={text}.{_LETTERS[sum_ >> 5]}{_LETTERS[sum_ & 31]}"


def qr_svg(text: str, label: str) -> Element:
    """A QR code at level M or better, with the four light modules around it that scanners need: as qr.js draws it."""
    code = segno.make(text, error="m", micro=False)
    path, size = "", 0
    for y, row in enumerate(code.matrix_iter(border=4)):
        x, size = 0, len(row)
        for dark, run in groupby(row):
            length = len(list(run))
            path += f"M{x} {y}h{length}v1h-{length}z" if dark else ""
            x += length
    width = f"{max(32 / (size - 8), 0.6) * size:.1f}mm"
    attributes = {"class": "pe-qr", "viewBox": f"0 0 {size} {size}", "width": width, "height": width}
    svg = Element("svg", attributes | {"role": "img", "aria-label": label, "shape-rendering": "crispEdges"})
    SubElement(svg, "rect", {"width": str(size), "height": str(size), "fill": "#fff"})
    SubElement(svg, "path", {"d": path, "fill": "#000"})
    return svg


def _modules(course: Course) -> list[tuple[str, list[Lesson]]]:
    """Each module's title with its lessons."""
    titles = {page.file.split("/")[-2]: page.title for page in course.pages if page.id == "index"}
    return [(titles.get(module, module), list(lessons)) for module, lessons in groupby(course.lessons, lambda lesson: lesson.module)]


def _size(lessons: list[Lesson], words: Words) -> str:
    """'3 lessons, about 19 minutes'"""
    lessons_ = words["lesson-1"] if len(lessons) == 1 else words["lesson-n"].format(len(lessons))
    return words["about"].format(lessons_, sum(lesson.minutes for lesson in lessons))


# --- assign -----------------------------------------------------------------------------------------------------------


def fill_assign(element: Element, course: Course, options: dict[str, str], words: Words, inline: Inline) -> None:
    """The builder of plans. What stands in the block is printed at the foot of each sheet: when to get help."""
    foot = list(element)
    for child in foot:
        element.remove(child)
    words_for(element, words, "assign")
    words_for(element, words, "link", "data-link-words")
    need_script(element, words, "assign-needs")
    plan = course.tool_page("plan")
    builder = SubElement(element, "div", {"class": "pe-builder"})
    for title, lessons in _modules(course):
        fieldset = SubElement(builder, "fieldset")
        label = SubElement(SubElement(fieldset, "legend"), "label", {"class": "pe-box"})
        SubElement(label, "input", {"type": "checkbox", "autocomplete": "off"})
        SubElement(label, "b").text = title
        list_ = SubElement(fieldset, "ul")
        for lesson in lessons:
            item = SubElement(list_, "li", {"data-lesson": lesson.id, "data-short": lesson.short, "data-minutes": str(lesson.minutes)})
            item.set("data-key", lesson.key_message)
            label = SubElement(item, "label", {"class": "pe-box"})
            SubElement(label, "input", {"type": "checkbox", "autocomplete": "off"})
            text = SubElement(label, "span")
            SubElement(text, "span", {"class": "pe-title"}).text = lesson.title
            text[0].tail = " "
            SubElement(text, "small").text = words["minutes"].format(lesson.minutes)
    by = SubElement(builder, "p", {"class": "pe-by"})
    label = SubElement(by, "label")
    label.text = words["by-label"] + " "
    # Two digits of the year stand in the link.
    SubElement(label, "input", {"type": "date", "min": "2000-01-01", "max": "2099-12-31", "autocomplete": "off"})
    # Filled by the script, and shown once something is ticked.
    sheet = SubElement(element, "section", {"class": "pe-sheet", "hidden": ""})
    SubElement(sheet, "div", {"class": "pe-sheet-foot"}).extend(foot)
    if plan:
        sheet.set("data-course", course.name)
        SubElement(sheet, "a", {"class": "pe-plan-page", "href": f"../{plan}", "hidden": ""}).text = words["assign:link"]
    if plan and course.address:
        _ready_made(element, course, plan, words)


def _ready_made(element: Element, course: Course, plan: str, words: Words) -> None:
    """The links of the whole course and of each module, with their codes: they work without JavaScript."""
    section = SubElement(element, "section", {"class": "pe-ready"})
    SubElement(section, "h2", {"id": "ready-made"}).text = words["ready-made"]
    SubElement(section, "p").text = words["ready-made-explained"]
    list_ = SubElement(section, "ul")
    for title, lessons in [(words["whole-course"], list(course.lessons)), *_modules(course)]:
        # The whole course is named lesson by lesson, too: without a plan in the link, the page shows what its device keeps.
        link = f"{course.url(plan)}#{plan_fragment([lesson.short for lesson in lessons])}"
        item = SubElement(list_, "li")
        item.append(qr_svg(link, words["assign:qr"].format(title)))
        text = SubElement(item, "div")
        SubElement(text, "b").text = title
        SubElement(text, "p").text = _size(lessons, words)
        SubElement(SubElement(text, "p"), "a", {"class": "pe-address", "href": link}).text = link


# --- plan -------------------------------------------------------------------------------------------------------------


def fill_plan(element: Element, course: Course, options: dict[str, str], words: Words, inline: Inline) -> None:
    """The lessons of a plan; without JavaScript, the whole course."""
    words_for(element, words, "plan")
    words_for(element, words, "link", "data-link-words")
    need_script(element, words, "plan-needs")
    SubElement(element, "div", {"class": "pe-told", "role": "status"})
    SubElement(element, "p", {"class": "pe-sum"}).text = f"{words['whole-course']}: {_size(list(course.lessons), words)}."
    questions = {quiz.id: [question.id for question in quiz.questions] for quiz in course.quizzes}
    for item in lesson_list(element, course, words):
        item.set("data-questions", " ".join(questions.get(item.get("data-lesson"), ())))
    if page := course.tool_page("assign"):
        change = SubElement(element, "p", {"class": "pe-change pe-screen", "hidden": ""})
        SubElement(change, "a", {"href": f"../{page}"}).text = words["change-plan"]


# --- record -----------------------------------------------------------------------------------------------------------
# --- code -------------------------------------------------------------------------------------------------------------
# --- again ------------------------------------------------------------------------------------------------------------

# With the space in front, so that none is left before a comma.
_CITED = re.compile(r"\s*" + CITATION.pattern)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.I)


def again(element: Element, course: Course, options: dict[str, Any], words: Words, inline: Inline) -> None:
    """Every question of the course, each asleep in a `template`: again.js wakes those that are to be asked today.

    They hold no sources, which stand beside the answer in the lesson.
    """
    words_for(element, words, "again")
    need_script(element, words, "again-script")
    form = SubElement(SubElement(element, "template", {"class": "pe-again-form"}), "form")
    render.fill_form(form, (), words, inline)
    form.set("data-fresh", "")
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    for lesson in course.lessons:
        for question in quizzes[lesson.id].questions if lesson.id in quizzes else ():
            element.append(_asleep(question, lesson, words, inline))


def _asleep(question: Question, lesson: Lesson, words: Words, inline: Inline) -> Element:
    def uncited(parent: Element, text: str) -> None:
        inline(parent, _CITED.sub("", text))

    template = Element("template", {"data-question": question.id, "data-hash": question.hash})
    # again.js puts the number in.
    asked, answer = render.fieldset(question, "{}", words, uncited), render.answer(question, "{}", words, uncited)
    template.extend((asked, answer))
    asked.set("data-reread", f"{lesson.id}-{question.reread}")  # unlike any of another lesson
    for link in answer.iter("a"):
        if link.get("class") == "pq-reread":
            link.text = lesson.anchors.get(question.reread) or lesson.title
    explanation = answer.find("p[@class='pq-explanation']")
    if explanation is None:
        explanation = Element("p", {"class": "pq-explanation"})
        answer.insert(len(answer) - 1, explanation)
    else:
        render.append_text(explanation, " ")
    SubElement(explanation, "a", {"href": f"#answer-{question.id}"}).text = words["answer-in-lesson"]
    for one in (*template.iter("a"), *template.iter("img")):
        name = "href" if one.tag == "a" else "src"
        if one.get("class") != "pq-to-answer":
            one.set(name, _from_lesson(one.get(name, ""), lesson))
    return template


def _from_lesson(address: str, lesson: Lesson) -> str:
    """An address in a lesson, as it reads in another folder of docs/."""
    if _ELSEWHERE.match(address):
        return address
    path, sign, anchor = address.partition("#")
    file = lesson.file.partition("/")[2]
    target = posixpath.join(posixpath.dirname(file), path) if path else file
    return posixpath.normpath(f"../{target}") + sign + anchor


# --- reflection -------------------------------------------------------------------------------------------------------
# --- notes ------------------------------------------------------------------------------------------------------------

_SHEET_DAYS = 14
# One a scale, around 0,0. Colours and dashes stand in tools.css.
_MARKS = ("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0", "M-4-4h8v8h-8z", "M0-5l5 9h-10z", "M0-6l5 6l-5 6l-5-6z", "M-4-4l8 8m0-8l-8 8")
# notes.js reckons in the same numbers.
_CHART = {"width": 320, "left": 28, "bottom": 170, "step": 16, "height": 200}


def notes(element: Element, course: Course, options: dict[str, Any], words: Words, inline: Inline) -> None:
    """A diary of the block's scales: all that notes.js sets going, by its `data-part`, and an empty sheet for paper."""
    scales = options["scales"]
    words_for(element, words, "notes")
    need_script(element, words, "notes-script")
    _part(element, "p", "told", {"class": "pe-note pe-screen", "role": "status"}, hidden=False)
    _button(element, words["notes-start"], "start", "off", main=True)
    end = _part(element, "details", "end", {"class": "pe-screen"})
    SubElement(end, "summary").text = words["notes-stop"]
    SubElement(end, "p").text = words["notes-stop-explained"]
    actions = SubElement(end, "p", {"class": "pe-actions"})
    _button(actions, words["notes-stop-keep"], "stop", "keep")
    _button(actions, words["notes-delete-all"], "deleteAll")
    _day_form(element, scales, words)
    shown = _part(element, "div", "shown", {})
    _chart(SubElement(shown, "figure", {"class": "pe-chart"}), scales, words)
    _table(shown, scales, words, words["notes-table"]).set("data-part", "rows")
    SubElement(shown, "p", {"class": "pe-screen"}).text = words["notes-press"]
    file = _part(element, "details", "file", {"class": "pe-screen"})
    SubElement(file, "summary").text = words["notes-file"]
    SubElement(file, "p").text = words["notes-file-explained"]
    _button(SubElement(file, "p"), words["notes-save-file"], "hand")
    label = SubElement(SubElement(file, "p"), "label")
    SubElement(label, "b").text = words["notes-open-file"]
    SubElement(label, "input", {"type": "file", "accept": ".csv,text/csv"})
    _part(file, "div", "read", {"role": "status"}, hidden=False)
    sheet = SubElement(element, "div", {"class": "pe-sheet", "data-part": "sheet"})
    rows = _table(sheet, scales, words, words["notes-sheet"])
    for _ in range(_SHEET_DAYS):
        row = SubElement(rows, "tr")
        for _ in range(len(scales) + 2):
            SubElement(row, "td")


def _part(parent: Element, tag: str, name: str, attributes: dict[str, str], *, hidden: bool = True) -> Element:
    """A part that notes.js fills or shows."""
    return SubElement(parent, tag, attributes | {"data-part": name} | ({"hidden": ""} if hidden else {}))


def _button(parent: Element, text: str, does: str, part: str = "", *, main: bool = False) -> Element:
    attributes = {"type": "button", "class": "pe-button pe-button-main" if main else "pe-button", "data-does": does}
    button = SubElement(parent, "button", attributes | ({"data-part": part, "hidden": ""} if part else {}))
    button.text = text
    return button


def _day_form(parent: Element, scales: list[dict[str, str]], words: Words) -> None:
    # No heading: the table of contents would lead to it while it is hidden.
    form = _part(parent, "form", "form", {"class": "pe-screen", "autocomplete": "off", "aria-label": words["notes-form"]})
    _field(form, "input", words["notes-day"], "", {"type": "date", "name": "day", "required": "", "min": "2000-01-01"})
    numbers = SubElement(form, "div", {"class": "pe-scales"})
    for scale in scales:
        ends = words["notes-scale"].format(scale["low"], scale["high"])
        attributes = {"type": "number", "name": scale["id"], "min": "0", "max": "10", "inputmode": "numeric"}
        _field(numbers, "input", scale["label"], ends, attributes)
    _field(form, "textarea", words["notes-note"], words["notes-note-hint"], {"name": "note", "rows": "3"})
    actions = SubElement(form, "p", {"class": "pe-actions"})
    SubElement(actions, "button", {"class": "pe-button pe-button-main"}).text = words["notes-save"]
    _button(actions, words["notes-delete"], "clear", "remove")
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
        marker = SubElement(plot, "marker", {"id": f"pe-mark-{n}", "class": f"pe-series-{n}", "markerUnits": "userSpaceOnUse"})
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
    table = SubElement(SubElement(parent, "div", {"class": "pe-scroll", "role": "region", "aria-label": caption, "tabindex": "0"}), "table")
    table.set("class", "pe-days")
    SubElement(table, "caption").text = caption
    head = SubElement(SubElement(table, "thead"), "tr")
    for name in (words["notes-day"], *(scale["label"] for scale in scales), words["notes-note"]):
        SubElement(head, "th", {"scope": "col"}).text = name
    return SubElement(table, "tbody")


# --- memory -----------------------------------------------------------------------------------------------------------
# --- at the end of a lesson -------------------------------------------------------------------------------------------


def lesson_end(lesson: str, words: Words) -> Element:
    """What stands after a lesson's text: a place for "I have read this lesson" (done.js), empty without JavaScript.

    Nothing of the whole course stands here: a lesson would have to be rendered anew whenever another changes.
    """
    element = Element("section", {"class": "pe-done", "data-tool": "done", "data-lesson": lesson})
    words_for(element, words, "done")
    words_for(element, words, "reader", "data-reader-words")  # reader.js stands above the lesson, where only the theme writes
    return element


FILL: dict[str, Fill] = {"assign": fill_assign, "plan": fill_plan, "again": again, "notes": notes}
"""The tools of model.TOOLS, by name."""
