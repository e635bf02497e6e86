"""Reads an SVG drawing as far as checks need it: does it describe itself, and does it run or fetch anything?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.parsers import expat

from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Location, Problem
from pain_ed.formats.fields import Parsed

_RUNS = frozenset("script handler listener foreignobject iframe embed object audio video meta link base".split())
_MOVES = frozenset(["animate", "set", "animatetransform", "animatemotion"])
_HANDLER = re.compile(r"on|.*href$", re.I | re.S)
_BOX = re.compile(r"\sviewBox\s*=\s*[\"'](?:\s*[-+\d.e]+[\s,]+){2}(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)\s*[\"']")
_FOREIGN = re.compile(r"url\(\s*[\"']?(?!\s*#)|@import|expression\(|javascript:|-moz-binding", re.I)

HEIGHT = 0.75
"""Of a picture that does not say how high it is, for a width of 1."""


@dataclass(frozen=True)
class Picture:
    """An SVG drawing of docs/."""

    file: str
    title: str
    desc: str
    threats: tuple[tuple[Location, str], ...]
    """What in it runs, or is fetched from elsewhere: where, and what."""
    height: float
    """For a width of 1."""


class _Refused(Exception):
    pass


def picture(text: str, file: str) -> Parsed[Picture]:
    """Read a drawing.

    Args:
        text: its content.
        file: its path from the root of the course.
    """
    parser = expat.ParserCreate()
    words = {"title": "", "desc": ""}
    threats: list[tuple[Location, str]] = []
    open_elements: list[str] = []

    def threat(message: str) -> None:
        threats.append((Location(file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1), message))

    def start(name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2].lower()
        open_elements.append(name)
        if name in _RUNS:
            threat(f"the element <{name}> is not allowed in a drawing")
        for key, value in attributes.items():
            bare = key.rpartition(":")[2].lower()
            squeezed = re.sub(r"\s", "", value)
            if bare.startswith("on"):
                threat(f"the attribute '{key}' is not allowed in a drawing")
            elif bare in ("href", "src") and not squeezed.startswith("#"):
                threat(f"'{key}' leads out of the drawing, to '{value[:40]}'")
            elif name in _MOVES and bare == "attributename" and _HANDLER.match(squeezed):
                threat(f"an animation of '{squeezed}' is not allowed in a drawing")
            elif _FOREIGN.search(squeezed):
                threat(f"'{key}' fetches or runs something: '{value[:40]}'")

    def end(name: str) -> None:
        open_elements.pop()

    def text_in(data: str) -> None:
        if open_elements and open_elements[-1] in words and len(open_elements) == 2:
            words[open_elements[-1]] += data
        elif open_elements and open_elements[-1] == "style" and _FOREIGN.search(data):
            threat(f"the style sheet fetches something: '{data.strip()[:40]}'")

    def refuse(*_: object) -> None:
        threat("a DOCTYPE is not allowed in a drawing")
        raise _Refused

    def instruct(target: str, data: str) -> None:
        threat(f"'<?{target} …?>' is not allowed in a drawing")

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text_in
    parser.StartDoctypeDeclHandler, parser.ProcessingInstructionHandler = refuse, instruct
    try:
        parser.Parse(text, True)
    except _Refused:
        words = {"title": "-", "desc": "-"}
    except expat.ExpatError as error:
        message = f"the drawing is not well-formed XML: {expat.ErrorString(error.code)}"
        problem = Problem(Code.SVG_BROKEN, Location(file, error.lineno, error.offset + 1), message)
        return Parsed(None, [problem], whole=False)
    drawing = Picture(file, words["title"].strip(), words["desc"].strip(), tuple(threats), _height(text))
    return Parsed(drawing, [], whole=True)


def _height(text: str) -> float:
    """The height of a drawing for a width of 1, by its `viewBox`; that of most pictures where it has none."""
    start = text.find("<svg")
    box = _BOX.search(text[start : text.find(">", start)])
    return float(box[2]) / float(box[1]) if box and float(box[1]) else HEIGHT
