"""What a reader's code says."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pain_ed.course.model import Course
from pain_ed.i18n.messages import Words
from pain_ed.page.inline import Inline
from pain_ed.tools.parts import CODE_FIELD, button, field, lesson_list, need_script, tell_gone, words_for


def fill(element: Element, course: Course, options: dict[str, Any], words: Words, inline: Inline) -> None:
    """What a code says."""
    words_for(element, words, "code")
    element.set("data-course", course.config.name)
    tell_gone(element, course)
    need_script(element, words, "code:script")
    form = SubElement(element, "form", {"hidden": ""})
    field(form, words["code:label"], **CODE_FIELD, **{"aria-describedby": "code-hint"})
    SubElement(form, "p", {"id": "code-hint"}).text = words["code:hint"]
    button(form, words["code:show"], {"type": "submit", "data-part": "show"})
    SubElement(element, "p", {"role": "status", "data-part": "said"})
    result = SubElement(element, "div", {"data-part": "found", "hidden": ""})
    lesson_list(result, course, words)
    SubElement(result, "p").text = words["code:self-report"]
