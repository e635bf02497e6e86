"""A module as one document: its lessons as the host has rendered them, put together anew. HTML in, HTML out.

To render the lessons a second time would cost a build as much again as the first, and each lesson looks here as it does on its own page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from pain_ed.course.model import Lesson
from pain_ed.i18n.messages import Words, counted, date

# Resolved once every lesson has been read: a source's number, or a link that may lead inside the document.
_Piece = str | Callable[[], str]

_POINTS_AT_IDS = frozenset(("for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls"))
_HEADINGS = {f"h{level}": f"h{min(level + 1, 6)}" for level in range(1, 7)}


@dataclass(frozen=True)
class Part:
    """A lesson's place in the document."""

    lesson: Lesson
    url: str
    """Of its page, from the root of the site."""
    link: str
    """To its page, from the document."""
    address: str
    """Of its page in full, for paper; may be empty."""
    html: str
    """What its page holds."""


def assemble(parts: Iterable[Part], sources: Collection[str], words: Words) -> str:
    """Make one document of the lessons of a module.

    Every id is unique: it begins with the lesson's own. Links between the lessons lead inside the document where their target is in
    it, else to the lesson's page. The answers to all questions stand at the end, and after them one list of sources.

    Args:
        parts: the lessons in their order; their pages stand in the folder in which the document will.
        sources: ids of the registry; a footnote of any other name belongs to its lesson alone.
        words: the catalogue.

    Returns:
        HTML without the document's title.
    """
    parts = list(parts)
    document = _Document({part.url: part.lesson.id for part in parts}, sources)
    lessons = [_Copy(document, part) for part in parts]
    own = {name: text for name, text in words.items() if name.startswith("reader:")}
    spoken = json.dumps(
        {name.partition(":")[2]: text for name, text in own.items()}, ensure_ascii=False, separators=(",", ":")
    )
    out = [
        f'<div class="pe-handout" data-tool="print" data-reader-words="{escape(spoken)}">',
        f'<p class="pe-screen">{escape(words["handout"])}</p>',
        "<ol>",
        *(f'<li><a href="#{part.lesson.id}">{escape(part.lesson.title)}</a></li>' for part in parts),
        "</ol></div>",
    ]
    for part, copy in zip(parts, lessons, strict=True):
        out += [
            f'<section class="pe-part" id="{part.lesson.id}"><h2>{escape(part.lesson.title)}</h2>',
            _facts(part, words),
            *map(_text, copy.body),
            "</section>",
        ]
    if any(copy.answers for copy in lessons):
        out.append(f'<section class="pq-key"><h2>{escape(words["answers"])}</h2>')
        for part, copy in zip(parts, lessons, strict=True):
            out += [f"<h3>{escape(part.lesson.title)}</h3>", *map(_text, copy.answers)]
        out.append("</section>")
    if document.numbers:
        out.append(f'<div class="footnote"><h2>{escape(words["sources"])}</h2><ol>')
        for note in document.numbers:
            out += [f'<li id="fn:{note}">', *map(_text, document.notes.get(note, ())), "</li>"]
        out.append("</ol></div>")
    return "".join(out)


def _facts(part: Part, words: Words) -> str:
    facts = [escape(counted(words, "minutes", part.lesson.minutes))]
    if day := date(words, part.lesson.reviewed):
        facts.append(escape(words["looked-at"].format(day)))
    if part.lesson.clinical_review not in ("", "pending"):
        facts.append(escape(words["reviewed-by"].format(part.lesson.clinical_review)))
    if part.address:
        facts.append(
            f'<a class="pe-address" href="{escape(part.address)}">{escape(part.address.partition("://")[2])}</a>'
        )
    return f'<ul class="pe-facts">{"".join(f"<li>{fact}</li>" for fact in facts)}</ul>'


def _text(piece: _Piece) -> str:
    return piece if isinstance(piece, str) else piece()


class _Document:
    """What the lessons share."""

    def __init__(self, lessons: dict[str, str], sources: Collection[str]) -> None:
        self.lessons = lessons
        self.sources = sources
        self.ids: set[str] = set(lessons.values())
        # Each note's text, and its number in the order in which the notes are met on paper.
        self.notes: dict[str, list[_Piece]] = {}
        self.numbers: dict[str, int] = {}

    def number(self, note: str) -> str:
        return str(self.numbers.setdefault(note, len(self.numbers) + 1))


class _Copy(HTMLParser):
    """Copies a lesson tag by tag. Only headings, ids, what points at them and the numbers of sources become others."""

    def __init__(self, document: _Document, part: Part) -> None:
        super().__init__(convert_charrefs=False)
        self.document, self.part = document, part
        self.body: list[_Piece] = []
        self.answers: list[_Piece] = []
        self.out: list[_Piece] | None = self.body
        # Where to go on once an element ends: its tag, how many of its kind are open in it, where to, and what ends it there.
        self.open: list[tuple[str, list[_Piece] | None, str]] = []
        self.depth: list[int] = []
        self.feed(part.html)
        self.close()

    # --- What goes where ---

    def enter(self, tag: str, out: list[_Piece] | None, end: str = "") -> None:
        """Copy what is in the element to `out`, or leave it out; the element itself is left out."""
        self.open.append((tag, self.out, end))
        self.depth.append(0)
        self.out = out

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.open and tag == self.open[-1][0]:
            self.depth[-1] += 1
        given = dict(attrs)
        kind = given.get("class") or ""
        if tag == "section" and kind == "pe-done":
            return self.enter(tag, None)
        if tag == "section" and kind == "pq-key":
            return self.enter(tag, self.answers)
        if tag == "h2" and self.out is self.answers:
            return self.enter(tag, None)
        if tag == "div" and kind == "footnote":
            return self.enter(tag, None)
        if tag == "li" and (given.get("id") or "").startswith("fn:"):
            note = self.note(given["id"])
            known = note in self.document.notes
            self.document.ids.add(f"fn:{note}")
            return self.enter(tag, None if known else self.document.notes.setdefault(note, []))
        self.copy(tag, attrs)
        if tag == "a" and kind == "footnote-ref":
            note = self.note(given["href"][1:])
            self.put(lambda: self.document.number(note))
            self.enter(tag, None, "</a>")

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag == self.open[-1][0]:
            if not self.depth[-1]:
                self.depth.pop()
                _, self.out, end = self.open.pop()
                return self.put(end)
            self.depth[-1] -= 1
        self.put(f"</{_HEADINGS.get(tag, tag)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.copy(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.put(data)

    def handle_entityref(self, name: str) -> None:
        self.put(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.put(f"&#{name};")

    def put(self, piece: _Piece) -> None:
        if self.out is not None:
            self.out.append(piece)

    # --- What changes ---

    def copy(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.out is None:
            return None
        as_written = self.get_starttag_text()
        if tag not in _HEADINGS and not any(name in _CHANGED for name, _ in attrs):
            return self.put(as_written)
        self.put(f"<{_HEADINGS.get(tag, tag)}")
        for name, value in attrs:
            if value is None:
                self.put(f" {name}")
            elif name == "href":
                self.put(' href="')
                self.put(self.link(value))
                self.put('"')
            elif (changed := self.attribute(tag, name, value)) is not None:
                self.put(f' {name}="{escape(changed)}"')
        self.put(" />" if as_written.endswith("/>") else ">")

    def attribute(self, tag: str, name: str, value: str) -> str | None:
        if name in _POINTS_AT_IDS:
            return " ".join(self.scoped(id) for id in value.split())
        if name == "name" and tag == "input":
            return self.scoped(value)  # radio buttons of one name are one group
        if name != "id":
            return value
        id = self.scoped(value)
        if id in self.document.ids:
            return None  # a source is met first in one lesson only
        self.document.ids.add(id)
        return id

    def link(self, href: str) -> _Piece:
        url, fragment = urldefrag(urljoin(self.part.url, href))
        lesson = self.document.lessons.get(url)
        if lesson is None:
            return escape(href)
        target = self.scoped(fragment, lesson) if fragment else lesson
        elsewhere = self.part.link + href if href.startswith("#") else href
        return lambda: escape(f"#{target}" if target in self.document.ids else elsewhere)

    def scoped(self, id: str, lesson: str = "") -> str:
        kind, _, name = id.partition(":")
        if kind in ("fn", "fnref") and name:
            return f"{kind}:{self.note(id, lesson)}"
        return f"{lesson or self.part.lesson.id}--{id}"

    def note(self, id: str, lesson: str = "") -> str:
        name = id.partition(":")[2]
        return name if name in self.document.sources else f"{lesson or self.part.lesson.id}--{name}"


_CHANGED = _POINTS_AT_IDS | {"id", "href", "name"}
