"""The tools of reader and clinician as elements, complete as far as they can be without JavaScript. No input or output.

Each function fills one element, which theme/assets/pain-ed/<name>.js then sets going. Links are relative to a folder of docs/.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from pain_ed.model import Course
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
# --- code -------------------------------------------------------------------------------------------------------------
# --- again ------------------------------------------------------------------------------------------------------------
# --- reflection -------------------------------------------------------------------------------------------------------
# --- notes ------------------------------------------------------------------------------------------------------------
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
    SubElement(SubElement(switch, "p"), "button", {"class": "pe-button", "type": "button"}).text = words["memory:turn-on"]


# --- at the end of a lesson -------------------------------------------------------------------------------------------


def lesson_end(lesson: str, words: Words) -> Element:
    """What stands after a lesson's text: a place for "I have read this lesson" (done.js), empty without JavaScript.

    Nothing of the whole course stands here: a lesson would have to be rendered anew whenever another changes.
    """
    element = Element("section", {"class": "pe-done", "data-tool": "done", "data-lesson": lesson})
    words_for(element, words, "done")
    words_for(element, words, "reader", "data-reader-words")  # reader.js stands above the lesson, where only the theme writes
    return element


FILL: dict[str, Fill] = {"memory": _memory}
"""The tools of model.TOOLS, by name."""
