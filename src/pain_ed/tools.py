"""The tools of reader and clinician as elements, complete as far as they can be without JavaScript. No input or output.

Each function fills one element, which theme/assets/pain-ed/<name>.js then sets going. Links are relative to a folder of docs/.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from pain_ed.model import WHENS, Course, Page
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


# --- assign -----------------------------------------------------------------------------------------------------------
# --- plan -------------------------------------------------------------------------------------------------------------
# --- record -----------------------------------------------------------------------------------------------------------


def _page_with(course: Course, tool: str) -> str | None:
    """A link to the page on which a tool stands, from a folder of docs/."""
    return next((_link(page) for page in course.pages if any(block.tool == tool for block in page.tools)), None)


def _link(page: Page) -> str:
    return f"../{page.file.partition('/')[2]}"


def _part(parent: Element, name: str, title: str, **attributes: str) -> Element:
    """A part that only the script can fill: it shows it, and makes its title a heading, which so stands in no table of contents."""
    return SubElement(parent, "section", {"data-part": name, "data-title": title, "hidden": ""} | attributes)


def _button(parent: Element, name: str, text: str, kind: str = "button") -> Element:
    button = SubElement(parent, "button", {"class": "pe-button", "type": kind, "data-part": name})
    button.text = text
    return button


def _field(parent: Element, label: str, **attributes: str) -> Element:
    """An input under its label."""
    outer = SubElement(parent, "label", {"class": "pe-field"})
    SubElement(outer, "span").text = label
    return SubElement(outer, "input", attributes)


_CODE_FIELD = {"type": "text", "data-part": "code", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": "60"}


def _record(element: Element, course: Course, options: dict[str, str], words: Words, inline: Inline) -> None:
    """What the reader did. Without JavaScript: the lessons with boxes to tick on paper."""
    words_for(element, words | {f"record:{step}": words[f"reflection:{step}"] for step in _STEPS}, "record")
    element.set("data-course", course.name)
    need_script(element, words, "record:script")
    SubElement(element, "p", {"class": "pe-told", "data-part": "self"}).text = words["record:self-report"]
    SubElement(element, "p", {"class": "pe-told", "data-part": "summary"})
    SubElement(element, "p", {"data-part": "nothing", "hidden": ""}).text = words["record:nothing"]
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    for item, lesson in zip(lesson_list(element, course, words), course.lessons, strict=True):
        asked = SubElement(item, "span", {"hidden": ""})
        for question in quizzes[lesson.id].questions if lesson.id in quizzes else ():
            link = {"data-asked": question.id, "data-hash": question.hash, "href": f"{_link(lesson)}#{question.reread}"}
            SubElement(asked, "a", link).text = lesson.anchors.get(question.reread) or question.reread
    if course.reflection:
        feel = _part(element, "feel", words["record:before-after"], **{"class": "pe-told"})
        SubElement(feel, "p").text = words["record:feel"]
        titles = {page.file.split("/")[-2]: page.title for page in course.pages if page.id == "index"}
        days = SubElement(feel, "ul")
        for module in dict.fromkeys(lesson.module for lesson in course.lessons):
            SubElement(days, "li", {"data-feel": module, "data-module": titles.get(module, module), "hidden": ""})
        for statement in course.reflection:
            said = SubElement(feel, "div", {"data-statement": statement.id})
            SubElement(said, "p").text = statement.text
            SubElement(said, "ul")
    code = _part(element, "your-code", words["record:your-code"])
    line = SubElement(code, "p", {"class": "pe-code"})
    SubElement(line, "b", {"class": "pe-told", "data-part": "shown"})
    SubElement(code, "p").text = words["record:spelt"]
    SubElement(code, "p", {"class": "pe-screen"}).text = words["record:why"]
    if href := _page_with(course, "code"):
        figure = SubElement(code, "figure", {"class": "pe-scan", "data-part": "qr"})
        caption = SubElement(figure, "figcaption")
        caption.text = words["record:scan"]
        SubElement(caption, "a", {"href": href, "data-part": "link"})
    over = _part(element, "over", words["record:hand-over"], **{"class": "pe-screen"})
    label = SubElement(over, "label", {"class": "pe-field"})
    SubElement(label, "span").text = words["record:text"]
    SubElement(label, "textarea", {"readonly": "", "rows": "8", "data-part": "text"})
    actions = SubElement(over, "p", {"class": "pe-actions"})
    _button(actions, "copy", words["record:copy"]).tail = " "
    _button(actions, "print", words["record:print"])
    SubElement(over, "p", {"role": "status", "data-part": "copied"})
    back = _part(element, "back", words["record:bring-back"], **{"class": "pe-screen"})
    form = SubElement(back, "form", {"data-part": "restore"})
    _field(form, words["record:code"], **_CODE_FIELD)
    _button(form, "take", words["record:take"], "submit")
    SubElement(back, "p").text = words["record:keep"]
    actions = SubElement(back, "p", {"class": "pe-actions"})
    _button(actions, "save", words["record:save"]).tail = " "
    notes = SubElement(actions, "label", {"class": "pe-tick", "data-part": "notes", "hidden": ""})
    SubElement(notes, "input", {"type": "checkbox"}).tail = words["record:with-notes"]
    _field(back, words["record:file"], **{"type": "file", "accept": ".json,application/json", "data-part": "file"})
    SubElement(back, "p", {"role": "status", "data-part": "said"})


# --- code -------------------------------------------------------------------------------------------------------------


def _code(element: Element, course: Course, options: dict[str, str], words: Words, inline: Inline) -> None:
    """What a code says."""
    words_for(element, words, "code")
    element.set("data-course", course.name)
    need_script(element, words, "code:script")
    form = SubElement(element, "form", {"hidden": ""})
    field = _field(form, words["code:label"], **_CODE_FIELD, **{"aria-describedby": "code-hint"})
    SubElement(form, "p", {"id": "code-hint"}).text = words["code:hint"]
    _button(form, "show", words["code:show"], "submit")
    SubElement(element, "p", {"role": "status", "data-part": "said"})
    found = SubElement(element, "div", {"data-part": "found", "hidden": ""})
    lesson_list(found, course, words)
    SubElement(found, "p").text = words["code:self-report"]


# --- again ------------------------------------------------------------------------------------------------------------
# --- reflection -------------------------------------------------------------------------------------------------------


_STEPS = "12345"
"""From "disagree" to "agree"."""


def _reflection(element: Element, course: Course, options: dict[str, str], words: Words, inline: Inline) -> None:
    """The course's four statements, to be rated before or after a module; on paper boxes to tick."""
    when = options["when"]
    if not course.reflection or when not in WHENS:
        return  # `check` has said so
    words_for(element, words, "reflection")
    element.attrib |= {"data-folder": options["module"], "data-when": when[0]}
    details = SubElement(element, "details")
    SubElement(details, "summary").text = words[f"reflection:{when}"]
    SubElement(details, "p").text = words["reflection:what"]
    need_script(details, words, "reflection:script")
    # As in a quiz: Enter submits nothing, and a reload brings nothing back that was not kept.
    form = SubElement(details, "form", {"autocomplete": "off"})
    SubElement(form, "button", {"type": "submit", "disabled": "", "hidden": ""})
    for statement in course.reflection:
        fieldset = SubElement(form, "fieldset", {"class": "pe-statement"})
        SubElement(fieldset, "legend").text = statement.text
        for step in _STEPS:
            label = SubElement(fieldset, "label", {"class": "pe-tick"})
            name = f"{options['module']}-{when}-{statement.id}"
            SubElement(label, "input", {"type": "radio", "name": name, "value": step}).tail = f" {words[f'reflection:{step}']}"
    keep = _button(form, "keep", words["reflection:save"])
    keep.set("hidden", "")
    SubElement(form, "p")


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


FILL: dict[str, Fill] = {
    "record": _record,
    "code": _code,
    "reflection": _reflection,
}
"""The tools of model.TOOLS, by name."""
