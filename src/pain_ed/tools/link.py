"""The link to a plan, and its QR code."""

from __future__ import annotations

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

import segno

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def plan_fragment(shorts: list[str]) -> str:
    """What follows the # of the link to a plan, as codec.js makes it (planToFragment)."""
    text = ".".join(shorts)
    sum_ = 7
    for letter in text:
        sum_ = (sum_ * 31 + ord(letter)) % 1021
    return f"p={text}.{_LETTERS[sum_ >> 5]}{_LETTERS[sum_ & 31]}"


def qr_svg(text: str, label: str) -> Element:
    """A QR code at level M or better, with the four light modules around it that scanners need: as qr.js draws it."""
    code = segno.make(text, error="m", micro=False)
    path, size = "", 0
    for y, row in enumerate(code.matrix_iter(border=4)):
        x, size = 0, len(row)
        for dark, run in groupby(row):
            length = len(list(run))
            path += f"M{x} {y}h{length}v1h-{length}z" if dark else ""
            x += length
    width = f"{max(32 / (size - 8), 0.6) * size:.1f}mm"
    attributes = {"class": "pe-qr", "viewBox": f"0 0 {size} {size}", "width": width, "height": width}
    svg = Element("svg", attributes | {"role": "img", "aria-label": label, "shape-rendering": "crispEdges"})
    SubElement(svg, "rect", {"width": str(size), "height": str(size), "fill": "#fff"})
    SubElement(svg, "path", {"d": path, "fill": "#000"})
    return svg
