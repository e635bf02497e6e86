"""The tools of reader and clinician as elements, complete as far as they can be without JavaScript. No input or output.

Each function fills one element, which theme/assets/pain-ed/<name>.js then sets going. Links are relative to a folder of docs/.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

import segno

from pain_ed.model import Course, Lesson
from pain_ed.render import Inline, Words

Fill = Callable[[Element, Course, dict[str, str], Words, Inline], None]
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
# --- reflection -------------------------------------------------------------------------------------------------------
# --- notes ------------------------------------------------------------------------------------------------------------
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


FILL: dict[str, Fill] = {"assign": fill_assign, "plan": fill_plan}
"""The tools of model.TOOLS, by name."""
