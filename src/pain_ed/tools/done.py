"""What stands after the text of each lesson: "I have read this lesson"."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from pain_ed.i18n.messages import Words
from pain_ed.tools.parts import words_for


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
