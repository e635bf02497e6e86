"""Rules on what pages are made of: headings, raw HTML, signs that nobody sees, and files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from pain_ed.check.links import is_marked
from pain_ed.course.model import Course
from pain_ed.course.texts import everything, texts
from pain_ed.diagnostics.problems import Code, Location, Problem
from pain_ed.formats.paths import DOCS
from pain_ed.formats.text import INVISIBLE
from pain_ed.markdown import html, prose

ENOUGH = 100
"""Problems of one text; a file of a million brackets would have a million."""


def headings_in_order(course: Course) -> Iterator[Problem]:
    """Headings go down one level at a time, and a page has one title."""
    for page in course.all_pages:
        before = 0  # the title, which may stand in the front matter
        for passage in prose.passages(page.body):
            if not passage.level:
                continue
            written = f"{'#' * passage.level} {passage.plain.strip()}"
            message = ""
            if passage.level == 1 and before:
                message = f"'{written}' is a title in the midst of the page; a part of it starts with '##'"
            elif passage.level > max(before, 1) + 1:
                message = f"'{written}' leaves out a level; it should start with '{'#' * (max(before, 1) + 1)}'"
            if message:
                yield Problem(Code.HEADING_ORDER, prose.location(page, passage.start), message)
            before = passage.level


def html_allowed(course: Course) -> Iterator[Problem]:
    """Raw HTML and attribute lists keep to what html.py lets through."""
    for text in texts(course, lambda text: is_marked(text) or "--" in text or "attrs" in text):
        for offset, message in islice(html.refusals(text.written, text.visible), ENOUGH) if text.markdown else ():
            yield Problem(Code.RAW_HTML, text.at(offset), message)


def nothing_invisible(course: Course) -> Iterator[Problem]:
    """What a page holds can be seen by those who review it."""
    for page in course.all_pages:
        last = 0
        for match in INVISIBLE.finditer(page.body):
            location = prose.location(page, match.start())
            if location.line != last:  # one of each line
                message = f"the text holds the invisible character U+{ord(match[0]):04X}"
                yield Problem(Code.INVISIBLE_CHARACTER, location, message)
            last = location.line


# --- files ------------------------------------------------------------------------------------------------------------


def files_named_well(course: Course) -> Iterator[Problem]:
    """The names of files can be stored on every system, and mean nothing to a page."""
    files = {*course.files, *(page.file for page in course.all_pages), *(quiz.location.file for quiz in course.quizzes)}
    for file in sorted(files):
        for part in file.split("/"):
            wrong = ""
            if sign := _NOT_IN_NAMES.search(part):
                wrong = f"holds the sign {sign[0]!r}"
            elif part != part.rstrip(". "):
                wrong = "ends with a full stop or a space, which Windows cannot store"
            elif part.partition(".")[0].strip().upper() in _DEVICES:
                wrong = "is that of a device in Windows"
            if wrong:
                yield Problem(Code.BAD_FILE_NAME, Location(file), f"the name '{part}' {wrong}")


_NOT_IN_NAMES = re.compile(r"[<>:\"|?*\\\x00-\x1f\x7f]")
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file#naming-conventions
_PORTS = (f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))
_DEVICES = frozenset(["CON", "PRN", "AUX", "NUL", *_PORTS])


def files_used(course: Course) -> Iterator[Problem]:
    """Each file in docs/assets is named on a page, in a style sheet or in mkdocs.yml."""
    if course.unread:
        return  # what could not be read may name it
    searched = unquote("\n".join([course.other_texts, everything(course.all_pages, course.quizzes)]))
    for file in sorted(course.files):
        name = posixpath.basename(file)
        if file.startswith(f"{DOCS}/assets/") and name not in searched:
            yield Problem(Code.UNUSED_FILE, Location(file), f"'{name}' is used on no page")


RULES = (headings_in_order, html_allowed, nothing_invisible, files_named_well)
ADVICE = (files_used,)
