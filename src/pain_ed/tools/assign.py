"""The builder of plans, for those who hand lessons on."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from pain_ed.course.model import Course
from pain_ed.i18n.messages import Words, counted
from pain_ed.page.inline import Inline
from pain_ed.tools.link import plan_fragment, qr_svg
from pain_ed.tools.parts import modules, need_script, size, tell_gone, words_for


def fill(element: Element, course: Course, options: dict[str, Any], words: Words, inline: Inline) -> None:
    """The builder of plans. What stands in the block is printed at the foot of each sheet: when to get help."""
    foot = list(element)
    for child in foot:
        element.remove(child)
    words_for(element, words, "assign")
    words_for(element, words, "link", "data-link-words")
    tell_gone(element, course)
    need_script(element, words, "assign-needs")
    plan = course.tool_page("plan")
    builder = SubElement(element, "div", {"class": "pe-builder"})
    for title, lessons in modules(course):
        fieldset = SubElement(builder, "fieldset")
        label = SubElement(SubElement(fieldset, "legend"), "label", {"class": "pe-box"})
        SubElement(label, "input", {"type": "checkbox", "autocomplete": "off"})
        SubElement(label, "b").text = title
        list_ = SubElement(fieldset, "ul")
        for lesson in lessons:
            item = SubElement(
                list_, "li", {"data-lesson": lesson.id, "data-short": lesson.short, "data-minutes": str(lesson.minutes)}
            )
            item.set("data-key", lesson.key_message)
            label = SubElement(item, "label", {"class": "pe-box"})
            SubElement(label, "input", {"type": "checkbox", "autocomplete": "off"})
            text = SubElement(label, "span")
            SubElement(text, "span", {"class": "pe-title"}).text = lesson.title
            text[0].tail = " "
            SubElement(text, "small").text = counted(words, "minutes", lesson.minutes)
    by = SubElement(builder, "p", {"class": "pe-by"})
    label = SubElement(by, "label")
    label.text = words["by-label"] + " "
    # Two digits of the year stand in the link.
    SubElement(label, "input", {"type": "date", "min": "2000-01-01", "max": "2099-12-31", "autocomplete": "off"})
    # Filled by the script, and shown once something is ticked.
    sheet = SubElement(element, "section", {"class": "pe-sheet", "hidden": ""})
    SubElement(sheet, "div", {"class": "pe-sheet-foot"}).extend(foot)
    if plan:
        sheet.set("data-course", course.config.name)
        SubElement(sheet, "a", {"class": "pe-plan-page", "href": f"../{plan}", "hidden": ""}).text = words[
            "assign:link"
        ]
    if plan and course.config.address:
        _ready_made(element, course, plan, words)


def _ready_made(element: Element, course: Course, plan: str, words: Words) -> None:
    """The links of the whole course and of each module, with their codes: they work without JavaScript."""
    section = SubElement(element, "section", {"class": "pe-ready"})
    SubElement(section, "h2", {"id": "ready-made"}).text = words["ready-made"]
    SubElement(section, "p").text = words["ready-made-explained"]
    list_ = SubElement(section, "ul")
    for title, lessons in [(words["whole-course"], list(course.lessons)), *modules(course)]:
        # The whole course is named lesson by lesson, too: without a plan in the link, the page shows what its device
        # keeps.
        link = f"{course.url(plan)}#{plan_fragment([lesson.short for lesson in lessons])}"
        item = SubElement(list_, "li")
        item.append(qr_svg(link, words["assign:qr"].format(title)))
        text = SubElement(item, "div")
        SubElement(text, "b").text = title
        SubElement(text, "p").text = size(lessons, words)
        SubElement(SubElement(text, "p"), "a", {"class": "pe-address", "href": link}).text = link
