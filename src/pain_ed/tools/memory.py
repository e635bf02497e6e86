"""What this device remembers."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pain_ed.course.model import Course
from pain_ed.i18n.messages import Words
from pain_ed.page.inline import Inline
from pain_ed.tools.parts import need_script, words_for


def fill(element: Element, course: Course, options: dict[str, Any], words: Words, inline: Inline) -> None:
    """What this device remembers, and the switch for a shared computer; which of the two states it is in, memory.js
    says."""
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
