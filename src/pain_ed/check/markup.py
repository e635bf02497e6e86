"""Rules on what pages are made of: headings, raw HTML, signs that nobody sees, and files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import unquote

from pain_ed.check.links import is_marked
from pain_ed.course.model import Course
from pain_ed.course.texts import everything, pages, texts
from pain_ed.diagnostics.problems import Code, Location, Problem
from pain_ed.formats.model import DOCS
from pain_ed.markdown import html, links, prose

ENOUGH = 100
"""Problems of one text; a file of a million brackets would have a million."""


def headings_in_order(course: Course) -> Iterator[Problem]:
    """Headings go down one level at a time, and a page has one title."""
    for page in pages(course):
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


# --- raw HTML ---------------------------------------------------------------------------------------------------------

_CLOSED = re.compile(r"<[^<>]*>|</?[A-Za-z][^\s<>=]*\s+[^<>]*=")
_BLOCK_ATTRIBUTES = re.compile(r"^[ >]*/{3,}[^\n]*(?:\n[ >]{4,}[^\n]*)*?\n[ >]{4,}[\"']?(attrs)\b", re.M)
_COMMENT_IN_DISGUISE = re.compile(r"<!--(?=-?>)|--!>")


def html_allowed(course: Course) -> Iterator[Problem]:
    """Raw HTML and attribute lists keep to html.TAGS and html.ATTRIBUTES."""
    for text in texts(course, lambda text: is_marked(text) or "--" in text or "attrs" in text):
        if text.markdown:
            for kind in (_in_visible(text.visible), _in_hidden(text.written)):
                for offset, message in islice(kind, ENOUGH):
                    yield Problem(Code.RAW_HTML, text.at(offset), message)


def _in_visible(text: str) -> Iterator[tuple[int, str]]:
    if "<" in text:
        yield from _tags(text)
    if "{" in text:
        for offset, attributes in html.attribute_lists(text):
            yield from _refused(offset, attributes)


def _in_hidden(text: str) -> Iterator[tuple[int, str]]:
    """What the rules read a text without: the first lines of code and of blocks, and the ends of comments."""
    if "{" in text:
        for offset, attributes in html.fence_attributes(text):
            yield from _refused(offset, attributes)
    for match in _BLOCK_ATTRIBUTES.finditer(text) if "attrs" in text else ():
        yield match.start(1), "the option 'attrs' of a block is not allowed"
    for match in _COMMENT_IN_DISGUISE.finditer(text) if "--" in text else ():
        yield match.start(), f"'{match[0]}' starts or ends a comment for a browser and for nobody else"


def _tags(text: str) -> Iterator[tuple[int, str]]:
    judged_as_links = links.angles(text)
    for offset, slash, tag, attributes in html.tags(text):
        if offset in judged_as_links:
            continue
        if attributes is None:
            before = text[max(0, offset - 40) : offset].rpartition("\n")
            starts_line = (before[1] or offset <= 40) and not before[2].strip(" >")
            if tag[:2] in ("", "<!", "<?", "</") or starts_line or _CLOSED.match(text, offset):
                yield offset, f"'{tag or '<!--'} …' is not allowed in a text"
        elif tag.lower() not in html.TAGS:
            yield offset, f"the HTML element '<{slash}{tag}>' is not allowed"
        else:
            yield from _refused(offset, attributes)


def _refused(offset: int, attributes: Iterable[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    for name, value in attributes:
        if html.refused(name, value):
            what = f"'{name}'" if name.lower() not in html.ATTRIBUTES else f"'{name}' with the value '{value}'"
            yield offset, f"the attribute {what} is not allowed"


def nothing_invisible(course: Course) -> Iterator[Problem]:
    """What a page holds can be seen by those who review it."""
    for page in pages(course):
        last = 0
        for match in html.INVISIBLE.finditer(page.body):
            location = prose.location(page, match.start())
            if location.line != last:  # one of each line
                message = f"the text holds the invisible character U+{ord(match[0]):04X}"
                yield Problem(Code.INVISIBLE_CHARACTER, location, message)
            last = location.line


# --- files ------------------------------------------------------------------------------------------------------------


def files_named_well(course: Course) -> Iterator[Problem]:
    """The names of files can be stored on every system, and mean nothing to a page."""
    files = {*course.files, *(page.file for page in pages(course)), *(quiz.location.file for quiz in course.quizzes)}
    for file in sorted(files):
        for part in file.split("/"):
            wrong = ""
            if found := _NOT_IN_NAMES.search(part):
                wrong = f"holds the sign {found[0]!r}"
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
    searched = unquote("\n".join([course.other_texts, everything(pages(course), course.quizzes)]))
    for file in sorted(course.files):
        name = posixpath.basename(file)
        if file.startswith(f"{DOCS}/assets/") and name not in searched:
            yield Problem(Code.UNUSED_FILE, Location(file), f"'{name}' is used on no page")


RULES = (headings_in_order, html_allowed, nothing_invisible, files_named_well)
ADVICE = (files_used,)
