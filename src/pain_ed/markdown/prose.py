"""The running text of a page in Markdown, passage by passage, each with its place. Nothing here judges.

Offsets count characters in the page's body. What is left out is replaced by as many spaces, so that they stay right.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pain_ed.diagnostics.problems import Location

if TYPE_CHECKING:
    from pain_ed.markdown.page import Page

FENCE = re.compile(r"\s*(`{3,}|~{3,})")
"""The first line of fenced code."""

ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s+")
"""How an item of a list starts."""

_HIDDEN = re.compile(
    r"""
    ^[ ]*(?P<fence>`{3,}|~{3,}).*?(?:^[ ]*(?P=fence)[`~]*[ ]*$|\Z)  # fenced code
    | (?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)          # code in the text
    """,
    re.S | re.M | re.X,
)
# What may stand inside a sign leaves out the sign itself: otherwise a page of '[' alone would be read for minutes.
_CITATION = re.compile(r"\[\^[^\[\]\s]+\]:?")
_TARGET = re.compile(r"!?\[([^\[\]]*)\](\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]]*\])?(\{[^{}]*\})?")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|\{[.#:][^{}]*\}|[*`]|(?<!\w)_|_(?!\w)")
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
    return re.sub(r"[^\n]", " ", match[0]) if "\n" in match[0] else " " * len(match[0])


def without_comments(text: str) -> str:
    """The text with spaces for its HTML comments."""
    parts: list[str] = []
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (close := text.find("-->", start + 4)) >= 0:
        parts += (text[end:start], re.sub(r"[^\n]", " ", text[start : close + 3]))
        end = close + 3
    return "".join([*parts, text[end:]])


def without_code(text: str) -> str:
    """The text with spaces for its code."""
    return _HIDDEN.sub(blank, text) if "`" in text or "~~~" in text else text


@lru_cache(maxsize=4096)
def visible(text: str) -> str:
    """The text with spaces for its comments and code."""
    return without_code(without_comments(text))


def without_quotations(plain: str) -> str:
    """The words of a passage that do not stand in quotation marks."""
    return _QUOTED.sub(blank, plain)


def plain(text: str) -> str:
    """Words in their places; markup, citations and addresses are spaces."""
    if "[" in text:
        text = _TARGET.sub(_shown, _CITATION.sub(blank, text))
    return _MARKUP.sub(blank, text)


def _shown(link: re.Match[str]) -> str:
    return " " * (link.start(1) - link.start()) + link[1] + " " * (link.end() - link.end(1))


def squeezed(text: str) -> str:
    """In lower case, without emphasis, with single spaces: a phrase stands in it however its lines were broken."""
    return " ".join(text.lower().translate(_NO_EMPHASIS).split())


_NO_EMPHASIS = dict.fromkeys(map(ord, "*_"))


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


_SPECIAL = ("///", "#", "!!!", "???", "|", "![", "{", "<", ">")
"""How lines start that end the passage before them."""


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
        if kind and (not stripped or stripped.startswith(_SPECIAL) or ITEM.match(line)):
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
        elif stripped.startswith(("![", "|", ">")):
            sort = {"!": "picture", "|": "row", ">": "text"}[stripped[0]]
            words = plain(stripped).replace("|", " ") if sort == "row" else plain(stripped)
            yield Passage(sort, indent, words, section, 0, folded, quotation or sort == "text")
        elif stripped.startswith(("{", "<")) and not stripped.startswith("<http"):
            continue
        elif match := ITEM.match(line):
            kind, start = "item", begin + match.end()
        elif not kind:
            kind, start = "text", indent
    if kind:
        yield passage(len(text))
