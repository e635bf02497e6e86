"""A page's Markdown as far as checks need it: headings, citations by paragraph, and blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pain_ed.diagnostics.problems import Location, Problem
from pain_ed.formats.fields import ENOUGH, load
from pain_ed.formats.text import CITATION, Ref, slug
from pain_ed.formats.yaml import Node
from pain_ed.markdown.blocks import FORMATS, LONGEST, START, Block, BlockReader
from pain_ed.markdown.prose import FENCE, ITEM, without_code, without_comments


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or list item of a lesson, or one text of a quiz: the unit in which evidence must stand beside a
    weak source."""

    location: Location
    citations: tuple[Ref, ...]


@dataclass(frozen=True)
class Body:
    """What the Markdown of a page holds, as far as checks need it."""

    anchors: dict[str, str]
    """Ids that a link can point at, each with its heading in plain text; empty where the id stands on something
    else."""
    paragraphs: tuple[Paragraph, ...]
    """Those that cite something, in order."""
    blocks: tuple[Block, ...]
    """In order."""
    headline: str
    """The first heading of the first level."""


@dataclass(frozen=True)
class Page:
    """A page of docs/ as far as checks need it."""

    id: str
    """The file's name without its ending."""
    file: str
    """Path from the root of the course."""
    title: str
    text: Body
    body: str
    """Its Markdown, without the front matter."""
    first: int
    """Line of the file on which the body starts."""

    @property
    def anchors(self) -> dict[str, str]:
        """As in Body."""
        return self.text.anchors

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """As in Body."""
        return self.text.paragraphs

    @property
    def blocks(self) -> tuple[Block, ...]:
        """As in Body."""
        return self.text.blocks

    def placed(self, name: str) -> tuple[Block, ...]:
        """Its blocks of one kind, in order."""
        return tuple(block for block in self.text.blocks if block.name == name)

    @property
    def link(self) -> str:
        """What leads to it from a page in another folder of docs/."""
        return f"../{self.file.partition('/')[2]}"

    @property
    def citations(self) -> tuple[Ref, ...]:
        """Every citation in its text, in order."""
        return tuple(citation for paragraph in self.paragraphs for citation in paragraph.citations)


_FRONT_MATTER = re.compile(r"-{3}[ \t]*\n(.*?)^(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.S | re.M)
_HEADING = re.compile(r"\s*(#{1,6})(.*?)#*\s*$")
_SETEXT = re.compile(r"(=+|-+)\s*$")
_EXPLICIT_ID = re.compile(r"\{[^{}#]*#([\w:.-]+)[^{}]*\}|\bid=[\"']([^\"']+)[\"']")
_DEFINITION = re.compile(r"[ ]{0,3}\[\^([^\]]+)\]:")


def front_matter(text: str, file: str) -> tuple[Node | None, str, int, list[Problem]]:
    """Split a page.

    Returns:
        The front matter's root (None when there is none, or it cannot be read), the body, the line on which the body
        starts, and the problems found.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return None, text, 1, []
    root, problems = load(match[1], file, line=2)
    return root, text[match.end() :], text.count("\n", 0, match.end()) + 1, problems


def read_body(body: str, file: str, first: int, problems: list[Problem]) -> Body:
    """Read the Markdown of a page.

    Args:
        body: its text, without the front matter.
        file: its path from the root of the course.
        first: the line of the file on which the body starts.
        problems: takes what is wrong with its blocks.
    """
    anchors: dict[str, str] = {}
    repeated: dict[str, int] = {}
    paragraphs: list[Paragraph] = []
    current: list[Ref] = []
    start, headline, fence, index = first, "", "", 0
    lines = without_comments(body).split("\n")
    # An author's own footnotes are not citations.
    footnotes = {definition[1] for text in lines if (definition := _DEFINITION.match(text))}
    blocks = BlockReader(file, problems)

    def begin(line: int) -> None:
        nonlocal start
        if current:
            paragraphs.append(Paragraph(Location(file, start, 1), tuple(current)))
            current.clear()
        start = line

    while index < len(lines) and len(problems) < ENOUGH:
        text, number = lines[index], first + index
        index += 1
        if fence:
            if text.strip().startswith(fence) and not text.strip().strip(fence[0]):
                fence = ""
            continue
        if match := FENCE.match(text):
            begin(start)
            fence = match[1]
            continue
        if not text.strip():
            begin(number + 1)
            continue
        if match := START.match(text):
            begin(number + 1)
            index += blocks.read(match, lines[index : index + LONGEST], number)
            continue
        level, heading = 0, ""
        if match := _HEADING.match(text):
            level, heading = len(match[1]), match[2]
        elif index < len(lines) and (match := _SETEXT.match(lines[index])) and not ITEM.match(text):
            level, heading = (1 if match[1][0] == "=" else 2), text
        if level:
            begin(number + 1)
            explicit = _EXPLICIT_ID.search(heading)
            heading = CITATION.sub("", re.sub(r"\{[^{}]*\}\s*$", "", heading))
            heading = re.sub(r"!?\[([^\]^]*)\]\([^)]*\)", r"\1", heading).replace("*", "").replace("`", "").strip()
            if not explicit:
                anchors[_unique(slug(heading), anchors, repeated)] = heading
            if level == 1 and not headline:
                headline = heading
        elif ITEM.match(text):
            begin(number)
        for match in _EXPLICIT_ID.finditer(text):
            anchors[match[1] or match[2]] = heading
        if "[^" in text:
            cited = (match for match in CITATION.finditer(without_code(text)) if match[1] not in footnotes)
            current += [Ref(match[1], Location(file, number, match.start() + 1)) for match in cited]
    begin(first)
    for block in blocks.blocks:
        if block.id and (anchor := FORMATS[block.name].anchor):
            anchors[anchor.format(block.id)] = ""
    return Body(anchors, tuple(paragraphs), tuple(blocks.blocks), headline)


def _unique(id: str, taken: dict[str, str], repeated: dict[str, int]) -> str:
    """As markdown.extensions.toc.unique: a repeated id gets `_1`, `_2` and so on. `repeated` keeps how far that has
    gone."""
    if id and id not in taken:
        return id
    count = repeated.get(id, 0) + 1
    while f"{id}_{count}" in taken:
        count += 1
    repeated[id] = count
    return f"{id}_{count}"
