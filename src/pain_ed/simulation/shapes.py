"""Shapes of SVG that the drawings are made of."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement


def number(value: float) -> str:
    """A number as short as it can be written: 12, 0.25."""
    return f"{round(value, 2):g}"


def shape(parent: Element, tag: str, look: str = "", **attributes: float | str) -> Element:
    """Append an element with a class and attributes (`stroke_width` for `stroke-width`)."""
    written = {
        name.replace("_", "-"): value if isinstance(value, str) else number(value) for name, value in attributes.items()
    }
    return SubElement(parent, tag, written | ({"class": look} if look else {}))


def line(parent: Element, look: str, x1: float, y1: float, x2: float, y2: float) -> Element:
    """Append a line from one point to another."""
    return shape(parent, "line", look, x1=x1, y1=y1, x2=x2, y2=y2)


def path(points: Iterable[tuple[float, float]]) -> str:
    """The attribute `d` of a line through all the points."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
