"""The lessons that somebody was handed."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pain_ed.course.model import Course
from pain_ed.i18n.messages import Words
from pain_ed.page.inline import Inline
from pain_ed.tools.parts import lesson_list, need_script, size, tell_gone, words_for


def fill(element: Element, course: Course, options: dict[str, Any], words: Words, inline: Inline) -> None:
    """The lessons of a plan; without JavaScript, the whole course."""
    words_for(element, words, "plan")
    words_for(element, words, "link", "data-link-words")
    tell_gone(element, course)
    need_script(element, words, "plan-needs")
    SubElement(element, "div", {"class": "pe-told", "role": "status"})
    SubElement(
        element, "p", {"class": "pe-sum"}
    ).text = f"{words['whole-course']}: {size(list(course.lessons), words)}."
    questions = {quiz.id: [question.id for question in quiz.questions] for quiz in course.quizzes}
    for item in lesson_list(element, course, words):
        item.set("data-questions", " ".join(questions.get(item.attrib["data-lesson"], ())))
    if page := course.tool_page("assign"):
        change = SubElement(element, "p", {"class": "pe-change pe-screen", "hidden": ""})
        SubElement(change, "a", {"href": f"../{page}"}).text = words["change-plan"]
