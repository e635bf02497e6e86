"""What a reader did, to be shown to somebody."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pain_ed.course.model import Course
from pain_ed.formats.paths import REFLECTION
from pain_ed.i18n.messages import Words
from pain_ed.page.inline import Inline
from pain_ed.tools.parts import CODE_FIELD, button, field, lesson_list, need_script, tell_gone, words_for
from pain_ed.tools.reflection import STEPS


def fill(element: Element, course: Course, options: dict[str, Any], words: Words, inline: Inline) -> None:
    """What the reader did. Without JavaScript: the lessons with boxes to tick on paper."""
    steps = {f"record:{step}": words[f"reflection:{step}"] for step in STEPS}
    words_for(element, Words({**words, **steps}), "record")
    element.set("data-course", course.config.name)
    tell_gone(element, course)
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
    SubElement(element, "p", {"class": "pe-told", "data-part": "gone", "hidden": ""})
    if statements := course.registries.get(REFLECTION, ()):
        feel = _part(element, "feel", words["record:before-after"], **{"class": "pe-told"})
        SubElement(feel, "p").text = words["record:feel"]
        titles = course.module_titles
        days = SubElement(feel, "ul")
        for module in dict.fromkeys(lesson.module for lesson in course.lessons):
            SubElement(days, "li", {"data-feel": module, "data-module": titles.get(module, module), "hidden": ""})
        for moved in course.gone:
            if moved.is_module:
                said = words["record:module-gone"].format(moved.title, course.title_of(moved.to))
                SubElement(days, "li", {"data-feel": moved.id, "data-module": said, "hidden": ""})
        for statement in statements:
            ratings = SubElement(feel, "div", {"data-statement": statement.id})
            SubElement(ratings, "p").text = statement.text
            SubElement(ratings, "ul")
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
    button(actions, words["record:copy"], {"data-part": "copy"}).tail = " "
    button(actions, words["record:print"], {"data-part": "print"})
    SubElement(over, "p", {"role": "status", "data-part": "copied"})
    back = _part(element, "back", words["record:bring-back"], **{"class": "pe-screen"})
    form = SubElement(back, "form", {"data-part": "restore"})
    field(form, words["record:code"], **CODE_FIELD)
    button(form, words["record:take"], {"type": "submit", "data-part": "take"})
    SubElement(back, "p").text = words["record:keep"]
    actions = SubElement(back, "p", {"class": "pe-actions"})
    button(actions, words["record:save"], {"data-part": "save"}).tail = " "
    notes = SubElement(actions, "label", {"class": "pe-tick", "data-part": "notes", "hidden": ""})
    SubElement(notes, "input", {"type": "checkbox"}).tail = words["record:with-notes"]
    field(back, words["record:file"], **{"type": "file", "accept": ".json,application/json", "data-part": "file"})
    SubElement(back, "p", {"role": "status", "data-part": "said"})


def _part(parent: Element, name: str, title: str, **attributes: str) -> Element:
    """A part that only the script can fill: it shows it, and makes its title a heading, which so stands in no table of
    contents."""
    return SubElement(parent, "section", {"data-part": name, "data-title": title, "hidden": ""} | attributes)
