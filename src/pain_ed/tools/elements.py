"""The tools of readers, and of those who hand lessons on, as elements, complete as far as they can be without JavaScript. No input or output.

Each function fills one element, which theme/assets/pain-ed/<name>.js then sets going. Links are relative to a folder of docs/.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable
from functools import partial
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import segno

from pain_ed.course.model import Course, Lesson
from pain_ed.formats.fields import CITATION
from pain_ed.formats.model import REFLECTION, Question
from pain_ed.i18n.messages import Words, counted, plain
from pain_ed.page.elements import Inline, append_text
from pain_ed.page.questions import Report, answer, fieldset, fill_form
from pain_ed.tools.wing import WHENS

Fill = Callable[[Element, Course, dict[str, Any], Words, Inline], None]
"""Fills a tool's element from the course, the block's options, the catalogue, and a function that sets inline Markdown."""


_COUNTING = ("assign", "plan")
"""The tools whose scripts say a number of minutes or lessons."""


def words_for(element: Element, words: Words, prefix: str, attribute: str = "data-words") -> None:
    """Hand the words that begin with `<prefix>:` to the script, under what follows it."""
    own = {name.removeprefix(f"{prefix}:"): text for name, text in words.items() if name.startswith(f"{prefix}:")}
    if prefix in _COUNTING:
        own |= {name: text for name, text in words.items() if plain(name) in ("minutes", "lessons")}
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
        link = SubElement(item, "a", {"href": lesson.link})
        link.text, link.tail = lesson.title, " "
        SubElement(item, "small").text = counted(words, "minutes", lesson.minutes)
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
    titles = course.module_titles
    return [
        (titles.get(module, module), list(lessons))
        for module, lessons in groupby(course.lessons, lambda lesson: lesson.module)
    ]


def _size(lessons: list[Lesson], words: Words) -> str:
    """'3 lessons, about 19 minutes'"""
    minutes = sum(lesson.minutes for lesson in lessons)
    return words["about"].format(counted(words, "lessons", len(lessons)), counted(words, "minutes", minutes))


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
            item = SubElement(
                list_, "li", {"data-lesson": lesson.id, "data-short": lesson.short, "data-minutes": str(lesson.minutes)}
            )
            item.set("data-key", lesson.key_message)
            label = SubElement(item, "label", {"class": "pe-box"})
            SubElement(label, "input", {"type": "checkbox", "autocomplete": "off"})
            text = SubElement(label, "span")
            SubElement(text, "span", {"class": "pe-title"}).text = lesson.title
            text[0].tail = " "
            SubElement(text, "small").text = counted(words, "minutes", lesson.minutes)
    by = SubElement(builder, "p", {"class": "pe-by"})
    label = SubElement(by, "label")
    label.text = words["by-label"] + " "
    # Two digits of the year stand in the link.
    SubElement(label, "input", {"type": "date", "min": "2000-01-01", "max": "2099-12-31", "autocomplete": "off"})
    # Filled by the script, and shown once something is ticked.
    sheet = SubElement(element, "section", {"class": "pe-sheet", "hidden": ""})
    SubElement(sheet, "div", {"class": "pe-sheet-foot"}).extend(foot)
    if plan:
        sheet.set("data-course", course.config.name)
        SubElement(sheet, "a", {"class": "pe-plan-page", "href": f"../{plan}", "hidden": ""}).text = words[
            "assign:link"
        ]
    if plan and course.config.address:
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
    SubElement(
        element, "p", {"class": "pe-sum"}
    ).text = f"{words['whole-course']}: {_size(list(course.lessons), words)}."
    questions = {quiz.id: [question.id for question in quiz.questions] for quiz in course.quizzes}
    for item in lesson_list(element, course, words):
        item.set("data-questions", " ".join(questions.get(item.get("data-lesson"), ())))
    if page := course.tool_page("assign"):
        change = SubElement(element, "p", {"class": "pe-change pe-screen", "hidden": ""})
        SubElement(change, "a", {"href": f"../{page}"}).text = words["change-plan"]


# --- record -----------------------------------------------------------------------------------------------------------


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


_CODE_FIELD = {
    "type": "text",
    "data-part": "code",
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "maxlength": "60",
}


def _record(element: Element, course: Course, options: dict[str, str], words: Words, inline: Inline) -> None:
    """What the reader did. Without JavaScript: the lessons with boxes to tick on paper."""
    words_for(element, words | {f"record:{step}": words[f"reflection:{step}"] for step in _STEPS}, "record")
    element.set("data-course", course.config.name)
    need_script(element, words, "record:script")
    SubElement(element, "p", {"class": "pe-told", "data-part": "self"}).text = words["record:self-report"]
    SubElement(element, "p", {"class": "pe-told", "data-part": "summary"})
    SubElement(element, "p", {"data-part": "nothing", "hidden": ""}).text = words["record:nothing"]
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    for item, lesson in zip(lesson_list(element, course, words), course.lessons, strict=True):
        asked = SubElement(item, "span", {"hidden": ""})
        for question in quizzes[lesson.id].questions if lesson.id in quizzes else ():
            link = {"data-asked": question.id, "data-hash": question.hash, "href": f"{lesson.link}#{question.reread}"}
            SubElement(asked, "a", link).text = course.passage(lesson, question.reread)
    if course.registries.get(REFLECTION, ()):
        feel = _part(element, "feel", words["record:before-after"], **{"class": "pe-told"})
        SubElement(feel, "p").text = words["record:feel"]
        titles = course.module_titles
        days = SubElement(feel, "ul")
        for module in dict.fromkeys(lesson.module for lesson in course.lessons):
            SubElement(days, "li", {"data-feel": module, "data-module": titles.get(module, module), "hidden": ""})
        for statement in course.registries.get(REFLECTION, ()):
            said = SubElement(feel, "div", {"data-statement": statement.id})
            SubElement(said, "p").text = statement.text
            SubElement(said, "ul")
    code = _part(element, "your-code", words["record:your-code"])
    line = SubElement(code, "p", {"class": "pe-code"})
    SubElement(line, "b", {"class": "pe-told", "data-part": "shown"})
    SubElement(code, "p").text = words["record:spelt"]
    SubElement(code, "p", {"class": "pe-screen"}).text = words["record:why"]
    if page := course.tool_page("code"):
        figure = SubElement(code, "figure", {"class": "pe-scan", "data-part": "qr"})
        caption = SubElement(figure, "figcaption")
        caption.text = words["record:scan"]
        SubElement(caption, "a", {"href": f"../{page}", "data-part": "link"})
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
    element.set("data-course", course.config.name)
    need_script(element, words, "code:script")
    form = SubElement(element, "form", {"hidden": ""})
    _field(form, words["code:label"], **_CODE_FIELD, **{"aria-describedby": "code-hint"})
    SubElement(form, "p", {"id": "code-hint"}).text = words["code:hint"]
    _button(form, "show", words["code:show"], "submit")
    SubElement(element, "p", {"role": "status", "data-part": "said"})
    found = SubElement(element, "div", {"data-part": "found", "hidden": ""})
    lesson_list(found, course, words)
    SubElement(found, "p").text = words["code:self-report"]


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
    fill_form(form, (), words, inline)
    form.set("data-fresh", "")
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    for lesson in course.lessons:
        for question in quizzes[lesson.id].questions if lesson.id in quizzes else ():
            report = partial(course.config.report.address, lesson.id) if course.config.report else None
            element.append(_asleep(question, lesson, course.passage(lesson, question.reread), words, inline, report))


def _asleep(
    question: Question, lesson: Lesson, passage: str, words: Words, inline: Inline, report: Report | None
) -> Element:
    def uncited(parent: Element, text: str) -> None:
        inline(parent, _CITED.sub("", text))

    template = Element("template", {"data-question": question.id, "data-hash": question.hash})
    # again.js puts the number in.
    asked = fieldset(question, "{}", words, uncited, report)
    told = answer(question, "{}", words, uncited)
    template.extend((asked, told))
    asked.set("data-reread", f"{lesson.id}-{question.reread}")  # unlike any of another lesson
    for link in told.iter("a"):
        if link.get("class") == "pq-reread":
            link.text = passage
    explanation = told.find("p[@class='pq-explanation']")
    if explanation is None:
        explanation = Element("p", {"class": "pq-explanation"})
        told.insert(len(told) - 1, explanation)
    else:
        append_text(explanation, " ")
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


_STEPS = "12345"
"""From "disagree" to "agree"."""


def _reflection(element: Element, course: Course, options: dict[str, str], words: Words, inline: Inline) -> None:
    """The course's four statements, to be rated before or after a module; on paper boxes to tick."""
    when = options["when"]
    if not course.registries.get(REFLECTION, ()) or when not in WHENS:
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
    for statement in course.registries.get(REFLECTION, ()):
        fieldset = SubElement(form, "fieldset", {"class": "pe-statement"})
        SubElement(fieldset, "legend").text = statement.text
        for step in _STEPS:
            label = SubElement(fieldset, "label", {"class": "pe-tick"})
            name = f"{options['module']}-{when}-{statement.id}"
            SubElement(
                label, "input", {"type": "radio", "name": name, "value": step}
            ).tail = f" {words[f'reflection:{step}']}"
    keep = _button(form, "keep", words["reflection:save"])
    keep.set("hidden", "")
    SubElement(form, "p")


# --- memory -----------------------------------------------------------------------------------------------------------


def _memory(element: Element, course: Course, options: dict[str, str], words: Words, inline: Inline) -> None:
    """What this device remembers, and the switch for a shared computer; which of the two states it is in, memory.js says."""
    words_for(element, words, "memory")
    SubElement(element, "h2").text = words["memory:now"]
    need_script(element, words, "memory:need-script")
    live = SubElement(element, "div", {"hidden": ""})
    SubElement(live, "div", {"class": "pe-memory-live"})
    SubElement(live, "p").text = words["memory:delete-explained"]
    SubElement(SubElement(live, "p"), "button", {"class": "pe-button", "type": "button"}).text = words["memory:delete"]
    SubElement(live, "p", {"role": "status"})
    SubElement(element, "h2").text = words["memory:shared"]
    SubElement(element, "p").text = words["memory:shared-explained"]
    switch = SubElement(element, "div", {"hidden": ""})
    SubElement(switch, "p", {"class": "pe-memory-state"})
    SubElement(SubElement(switch, "p"), "button", {"class": "pe-button", "type": "button"}).text = words[
        "memory:turn-on"
    ]


# --- at the end of a lesson -------------------------------------------------------------------------------------------


def lesson_end(lesson: str, words: Words) -> Element:
    """What stands after a lesson's text: a place for "I have read this lesson" (done.js), empty without JavaScript.

    Nothing of the whole course stands here: a lesson would have to be rendered anew whenever another changes.
    """
    element = Element("section", {"class": "pe-done", "data-tool": "done", "data-lesson": lesson})
    words_for(element, words, "done")
    words_for(
        element, words, "reader", "data-reader-words"
    )  # reader.js stands above the lesson, where only the theme writes
    return element


FILL: dict[str, Fill] = {
    "assign": fill_assign,
    "plan": fill_plan,
    "record": _record,
    "code": _code,
    "again": again,
    "reflection": _reflection,
    "memory": _memory,
}
"""The tools of model.TOOLS, by name; that of the diary is in diary.py."""
