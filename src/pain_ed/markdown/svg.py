"""Reads an SVG drawing as far as checks need it: does it describe itself, and does it hold anything that runs or is fetched?"""

from __future__ import annotations

import re
from xml.parsers import expat

from pain_ed.course.model import Picture
from pain_ed.diagnostics.problems import Code, Location, Problem
from pain_ed.formats.fields import Parsed

_RUNS = frozenset(
    [
        "script",
        "handler",
        "listener",
        "foreignobject",
        "iframe",
        "embed",
        "object",
        "audio",
        "video",
        "meta",
        "link",
        "base",
    ]
)
_MOVES = frozenset(["animate", "set", "animatetransform", "animatemotion"])
_FOREIGN = re.compile(r"url\(\s*[\"']?(?!\s*#)|@import|expression\(|javascript:|-moz-binding", re.I)


class _Refused(Exception):
    pass


def picture(text: str, file: str) -> Parsed[Picture]:
    """Read a drawing.

    Args:
        text: its content.
        file: its path from the root of the course.
    """
    parser = expat.ParserCreate()
    told = {"title": "", "desc": ""}
    threats: list[tuple[Location, str]] = []
    open_: list[str] = []

    def here() -> Location:
        return Location(file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2].lower()
        open_.append(name)
        if name in _RUNS:
            threats.append((here(), f"the element <{name}> is not allowed in a drawing"))
        for key, value in attributes.items():
            bare = key.rpartition(":")[2].lower()
            squeezed = re.sub(r"\s", "", value)
            if bare.startswith("on"):
                threats.append((here(), f"the attribute '{key}' is not allowed in a drawing"))
            elif bare in ("href", "src") and not squeezed.startswith("#"):
                threats.append((here(), f"'{key}' leads out of the drawing, to '{value[:40]}'"))
            elif (
                name in _MOVES
                and bare == "attributename"
                and (squeezed.lower().startswith("on") or squeezed.lower().endswith("href"))
            ):
                threats.append((here(), f"an animation of '{squeezed}' is not allowed in a drawing"))
            elif _FOREIGN.search(squeezed):
                threats.append((here(), f"'{key}' fetches or runs something: '{value[:40]}'"))

    def end(name: str) -> None:
        open_.pop()

    def words(data: str) -> None:
        if open_ and open_[-1] in told and len(open_) == 2:
            told[open_[-1]] += data
        elif open_ and open_[-1] == "style" and _FOREIGN.search(data):
            threats.append((here(), f"the style sheet fetches something: '{data.strip()[:40]}'"))

    def refuse(*_: object) -> None:
        threats.append((here(), "a DOCTYPE is not allowed in a drawing"))
        raise _Refused

    def instruct(target: str, data: str) -> None:
        threats.append((here(), f"'<?{target} …?>' is not allowed in a drawing"))

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, words
    parser.StartDoctypeDeclHandler, parser.ProcessingInstructionHandler = refuse, instruct
    try:
        parser.Parse(text, True)
    except _Refused:
        return Parsed(Picture(file, "-", "-", tuple(threats)), [], whole=True)
    except expat.ExpatError as error:
        message = f"the drawing is not well-formed XML: {expat.ErrorString(error.code)}"
        return Parsed(
            None, [Problem(Code.SVG_BROKEN, Location(file, error.lineno, error.offset + 1), message)], whole=False
        )
    return Parsed(Picture(file, told["title"].strip(), told["desc"].strip(), tuple(threats)), [], whole=True)
