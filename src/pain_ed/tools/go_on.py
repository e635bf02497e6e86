"""The way on through lessons, on a page that begins with them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element

from pain_ed.course.model import Course
from pain_ed.i18n.messages import Words
from pain_ed.page.inline import Inline
from pain_ed.tools.parts import words_for


def fill(element: Element, course: Course, options: dict[str, Any], words: Words, inline: Inline) -> None:
    """What stands in the block stays as its author wrote it: a button to begin with, and a list of links to lessons.

    Each item is told its lesson, by which go-on.js finds what this device remembers of it.
    """
    words_for(element, words, "go-on")
    lessons = {f"{lesson.id}.md": lesson for lesson in course.lessons}
    questions = {quiz.id: " ".join(question.id for question in quiz.questions) for quiz in course.quizzes}
    for item in element.iter("li"):
        for link in item.iter("a"):
            if lesson := lessons.get(PurePosixPath(link.get("href", "").partition("#")[0]).name):
                item.attrib |= {"data-lesson": lesson.id, "data-questions": questions.get(lesson.id, "")}
                break
