"""Questions of earlier lessons, asked again."""

from __future__ import annotations

import posixpath
import re
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pain_ed.course.model import Course, Lesson
from pain_ed.formats.quiz import Question
from pain_ed.i18n.messages import Words
from pain_ed.page.inline import Inline
from pain_ed.page.questions import Report, answer, fieldset, fill_form
from pain_ed.tools.parts import need_script, words_for

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.I)


def fill(element: Element, course: Course, options: dict[str, Any], words: Words, inline: Inline) -> None:
    """Every question of the course, each asleep in a `template`: again.js wakes those that are to be asked today.

    They hold no sources, which stand beside the answer in the lesson.
    """
    words_for(element, words, "again")
    need_script(element, words, "again-script")
    form = SubElement(SubElement(element, "template", {"class": "pe-again-form"}), "form")
    fill_form(form, (), words, inline)
    form.set("data-fresh", "")
    quizzes, uncited = {quiz.id: quiz for quiz in course.quizzes}, inline.uncited()
    for lesson in course.lessons:
        for question in quizzes[lesson.id].questions if lesson.id in quizzes else ():
            report = partial(course.config.report.address, lesson.id) if course.config.report else None
            element.append(_asleep(question, lesson, course.passage(lesson, question.reread), words, uncited, report))


def _asleep(
    question: Question, lesson: Lesson, passage: str, words: Words, inline: Inline, report: Report | None
) -> Element:
    def link(href: str, text: str, **attributes: str) -> str:
        holder = Element("span")
        SubElement(holder, "a", attributes | {"href": href}).text = text
        return inline.embed(holder)

    template = Element("template", {"data-question": question.id, "data-hash": question.hash})
    # again.js puts the number in. The passage is unlike any of another lesson.
    asked = fieldset(question, "{}", words, inline, report, passage=f"{lesson.id}-{question.reread}")
    reread = link(f"#{question.reread}", passage, **{"class": "pq-reread"})
    explained_in = link(f"#answer-{question.id}", words["answer-in-lesson"])
    inline.place(template, asked + answer(question, "{}", words, inline, reread, explained_in))
    for one in (*template.iter("a"), *template.iter("img")):
        name = "href" if one.tag == "a" else "src"
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
