"""What several tools are made of. Links are relative to a folder of docs/."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pain_ed.course.model import Course, Lesson
from pain_ed.i18n.messages import Words, counted, plain
from pain_ed.page.inline import Inline

Fill = Callable[[Element, Course, dict[str, Any], Words, Inline], None]
"""Fills a tool's element from the course, the block's options, the catalogue, and what sets inline Markdown."""


_COUNTING = ("assign", "plan")
"""The tools whose scripts say a number of minutes or lessons."""


def words_for(element: Element, words: Words, prefix: str, attribute: str = "data-words") -> None:
    """Hand the words that begin with `<prefix>:` to the script, under what follows it."""
    element.set(attribute, _handed(words, prefix))


@lru_cache(maxsize=64)
def _handed(words: Words, prefix: str) -> str:
    own = {name.removeprefix(f"{prefix}:"): text for name, text in words.items() if name.startswith(f"{prefix}:")}
    if prefix in _COUNTING:
        own |= {name: text for name, text in words.items() if plain(name) in ("minutes", "lessons")}
    return json.dumps(own, ensure_ascii=False, separators=(",", ":"))


def tell_gone(element: Element, course: Course) -> None:
    """Hand the script what became of each lesson that is gone: where its text stands now, by title, and by the id if it
    is a lesson."""
    lessons = {lesson.file: lesson.id for lesson in course.lessons}
    gone = [
        {
            "id": moved.id,
            "short": moved.short,
            "number": moved.number,
            "title": moved.title,
            "to": course.title_of(moved.to),
            "lesson": lessons.get(f"docs/{moved.to}", ""),
        }
        for moved in course.gone
        if not moved.is_module
    ]
    if gone:
        element.set("data-gone", json.dumps(gone, ensure_ascii=False, separators=(",", ":")))


def need_script(parent: Element, words: Words, key: str) -> None:
    """Say what the page needs JavaScript for, where there is none."""
    SubElement(SubElement(parent, "noscript"), "p", {"class": "pe-note"}).text = words[key]


def modules(course: Course) -> list[tuple[str, list[Lesson]]]:
    """Each module's title with its lessons."""
    titles = course.module_titles
    return [
        (titles.get(module, module), list(lessons))
        for module, lessons in groupby(course.lessons, lambda lesson: lesson.module)
    ]


def size(lessons: list[Lesson], words: Words) -> str:
    """'3 lessons, about 19 minutes'"""
    minutes = sum(lesson.minutes for lesson in lessons)
    return words["about"].format(counted(words, "lessons", len(lessons)), counted(words, "minutes", minutes))


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


def button(parent: Element, text: str, attributes: dict[str, str]) -> Element:
    """Append a button."""
    element = SubElement(parent, "button", {"class": "pe-button", "type": "button"} | attributes)
    element.text = text
    return element


def field(parent: Element, label: str, **attributes: str) -> Element:
    """An input under its label."""
    outer = SubElement(parent, "label", {"class": "pe-field"})
    SubElement(outer, "span").text = label
    return SubElement(outer, "input", attributes)


CODE_FIELD = {
    "type": "text",
    "data-part": "code",
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "maxlength": "60",
}
"""The field for a code."""
