"""The running text of a page in Markdown, passage by passage, each with its place. Nothing here judges.

Offsets count characters in the page's body. What is left out is replaced by as many spaces, so that they stay those of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pain_ed.diagnostics.problems import Location
from pain_ed.markdown.page import Page, without_comments

_HIDDEN = re.compile(
    r"""
    ^[ ]*(?P<fence>`{3,}|~{3,}).*?(?:^[ ]*(?P=fence)[`~]*[ ]*$|\Z)  # fenced code
    | (?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)          # code in the text
    """,
    re.S | re.M | re.X,
)
# What may stand inside a sign leaves out the sign itself: otherwise a page of nothing but '[' would be read for minutes.
_CITATION = re.compile(r"\[\^[^\[\]\s]+\]:?")
_TARGET = re.compile(r"!?\[([^\[\]]*)\](\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]]*\])?(\{[^{}]*\})?")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|\{[.#:][^{}]*\}|[*`]|(?<!\w)_|_(?!\w)")
_ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s+")
_ADMONITION = re.compile(r"\s*(!!!|\?\?\?\+?)\s*([\w-]*)")
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an item of a list, a heading, a row of a table, or the description of a picture."""

    kind: str
    """`text`, `item`, `heading`, `row` or `picture`."""
    start: int
    """Where it starts in the page's body."""
    plain: str
    """Its words in their places; markup, citations and addresses are spaces."""
    section: str
    """The heading of the second level under which it stands."""
    level: int
    """Of a heading, 1 to 6."""
    folded: bool
    """Whether it stands in a block that opens on demand (`??? …`, as 'Go deeper')."""
    quotation: bool
    """Whether it stands in a block `!!! quote`, or behind `>`."""


def blank(match: re.Match[str]) -> str:
    """Spaces for all but the line breaks."""
    return re.sub(r"[^\n]", " ", match[0])


@lru_cache(maxsize=4096)
def visible(body: str) -> str:
    """A page's body without comments and code."""
    body = without_comments(body)
    return _HIDDEN.sub(blank, body) if "`" in body or "~~~" in body else body


def without_quotations(plain: str) -> str:
    """The words of a passage that do not stand in quotation marks."""
    return _QUOTED.sub(blank, plain)


def plain(text: str) -> str:
    """Words in their places; markup, citations and addresses are spaces."""
    text = _CITATION.sub(blank, text)
    if "[" in text:
        text = _TARGET.sub(
            lambda match: (
                match[0][: match.start(1) - match.start()].translate(_SPACES)
                + match[1]
                + " " * (match.end() - match.end(1))
            ),
            text,
        )
    return _MARKUP.sub(blank, text)


_SPACES = {ord(sign): " " for sign in "![("}


def location(page: Page, offset: int) -> Location:
    """Where an offset in a page's body stands in its file."""
    starts = _line_starts(page.body)
    line = bisect_right(starts, offset) - 1
    return Location(page.file, page.first + line, offset - starts[line] + 1)


@lru_cache(maxsize=64)
def _line_starts(body: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", body))]


@lru_cache(maxsize=4096)
def passages(body: str) -> tuple[Passage, ...]:
    """The passages of a page, in their order."""
    return tuple(_passages(visible(body)))


def _passages(text: str) -> Iterator[Passage]:
    section = ""
    folded = quotation = quiz = False
    kind, start, offset = "", 0, 0
    lines = text.split("\n")

    def passage(end: int, level: int = 0) -> Passage:
        return Passage(kind, start, plain(text[start:end]), section, level, folded, quotation)

    for line in lines:
        begin, offset = offset, offset + len(line) + 1
        stripped = line.strip()
        if quiz and line.startswith("    ") and stripped:
            continue
        quiz = False
        # What ends the passage before it.
        special = (
            not stripped
            or stripped.startswith(("///", "#", "!!!", "???", "|", "![", "{", "<", ">"))
            or _ITEM.match(line)
        )
        if special and kind:
            yield passage(begin - 1)
            kind = ""
        if not stripped:
            continue
        if not line.startswith("    ") and not kind:
            folded = quotation = False
        indent = begin + len(line) - len(line.lstrip())
        if stripped.startswith("///"):
            quiz = bool(re.match(r"/{3,}\s*(quiz|tool)\b", stripped))
        elif match := _ADMONITION.match(line):
            folded, quotation = match[1].startswith("?"), match[2] == "quote"
            if title := re.search(r'"([^"]*)"', line):
                yield Passage("heading", begin + title.start(1), plain(title[1]), section, 0, folded, quotation)
        elif stripped.startswith("#"):
            level = min(len(stripped) - len(stripped.lstrip("#")), 6)
            words = re.sub(r"\{[^{}]*\}$", "", stripped[level:].rstrip("#").rstrip())
            at = indent + level + len(words) - len(words.lstrip())
            words = plain(words.strip())
            if level <= 2:
                section = words.strip()
            yield Passage("heading", at, words, section, level, folded, quotation)
        elif stripped.startswith("!["):
            yield Passage("picture", indent, plain(stripped), section, 0, folded, quotation)
        elif stripped.startswith("|"):
            yield Passage("row", indent, plain(stripped).replace("|", " "), section, 0, folded, quotation)
        elif stripped.startswith(("{", "<")) and not stripped.startswith("<http"):
            continue
        elif stripped.startswith(">"):
            yield Passage("text", indent, plain(stripped), section, 0, folded, True)
        elif match := _ITEM.match(line):
            kind, start = "item", begin + match.end()
        elif not kind:
            kind, start = "text", indent
    if kind:
        yield passage(len(text))
