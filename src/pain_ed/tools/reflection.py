"""Four statements about pain, to be rated before and after a module."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pain_ed.course.model import Course
from pain_ed.formats.paths import REFLECTION
from pain_ed.i18n.messages import Words
from pain_ed.page.inline import Inline
from pain_ed.tools.parts import button, need_script, words_for
from pain_ed.tools.wing import WHENS

STEPS = "12345"
"""From "disagree" to "agree"."""


def fill(element: Element, course: Course, options: dict[str, Any], words: Words, inline: Inline) -> None:
    """The course's four statements, to be rated before or after a module; on paper boxes to tick."""
    when = options["when"]
    statements = course.registries.get(REFLECTION, ())
    if not statements or when not in WHENS:
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
    for statement in statements:
        fieldset = SubElement(form, "fieldset", {"class": "pe-statement"})
        SubElement(fieldset, "legend").text = statement.text
        for step in STEPS:
            label = SubElement(fieldset, "label", {"class": "pe-tick"})
            name = f"{options['module']}-{when}-{statement.id}"
            SubElement(
                label, "input", {"type": "radio", "name": name, "value": step}
            ).tail = f" {words[f'reflection:{step}']}"
    keep = button(form, words["reflection:save"], {"data-part": "keep"})
    keep.set("hidden", "")
    SubElement(form, "p")
