"""Small things that all drawing needs."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement


def append_text(parent: Element, text: str) -> None:
    """Append text to what an element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def problem(empty: Element, message: str) -> None:
    """Make an empty element into a note to the author, where there is nothing sound to show."""
    empty.tag = "div"
    empty.set("class", "admonition warning")
    SubElement(empty, "p").text = message
