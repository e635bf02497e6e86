"""What is drawn into a page once its own text has been rendered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks.block import Block

from pain_ed.course.config import read_config, with_slash
from pain_ed.course.files import Reader, read_file
from pain_ed.course.load import load
from pain_ed.course.model import Course
from pain_ed.formats.fields import Parsed
from pain_ed.formats.glossary import Term, read_glossary
from pain_ed.formats.paths import CONFIG, GLOSSARY, SIGNS, SOURCES
from pain_ed.formats.signs import Signs, read_signs
from pain_ed.formats.sources import Source, read_sources
from pain_ed.formats.text import CITATION
from pain_ed.i18n.messages import Words, catalogue
from pain_ed.markdown import html
from pain_ed.page import quiet
from pain_ed.page.citations import fill_references, footnotes_of, keep_together
from pain_ed.page.elements import append_text
from pain_ed.page.signs import mark

_T = TypeVar("_T")

_STOCK_PATTERNS = frozenset(
    "backtick escape reference link image_link image_reference short_reference short_image_ref autolink automail "
    "linebreak html entity not_strong em_strong em_strong2 footnote".split()
)
"""Text is set without Markdown's two dozen patterns when none of them could match. That is certain only while these
are all."""
_MARKED_UP = re.compile(r"[\\`*_\[\]<>&\x02\x03]|  \n")


class PageBlock(Block):
    """A block of ours: an element that is filled once the page's own text has been rendered."""

    TAG = "section"

    def attributes(self) -> dict[str, str]:
        """What the empty element has."""
        return {}

    def on_create(self, parent: Element) -> Element:
        """Make the element (the interface of pymdownx)."""
        element = SubElement(parent, self.TAG, self.attributes())
        self.config["drawing"].placed.append((element, self))
        return element

    def draw(self, element: Element, drawing: Drawing) -> None:
        """Fill the element."""
        raise NotImplementedError


class Drawing:
    """The page that is being rendered, and what its blocks need to be drawn."""

    def __init__(self, root: Path, site_url: str, language: str, words: Mapping[str, str]) -> None:
        """
        Args:
            root: the folder that holds docs/ and quizzes/.
            site_url: the course's address, where the host knows it.
            language: the tag of the course's language, where the host knows it.
            words: words of the course's own.
        """
        self.root, self.site_url, self.language, self.own = root, site_url, language, words
        self.endings: list[Callable[[str, Words], Element]] = []
        """What stands at the end of each lesson, made of its id and the catalogue."""
        self.placed: list[tuple[Element, PageBlock]] = []
        self.answers: list[Element] = []
        self.lesson = ""
        """The name of the quiz in the page, which is that of the lesson."""
        # The registry as it was last read, and its sources by id: two look-ups a page, a thousand sources in some.
        self._registry: tuple[Parsed[tuple[Source, ...]] | None, dict[str, Source]] = None, {}

    def begin(self, md: Markdown) -> None:
        """Start a new page."""
        self.md = md
        self.placed.clear()
        self.answers.clear()
        self.lesson = ""

    def read(self, file: str, reader: Reader[_T]) -> Parsed[_T]:
        """Read a file of the course."""
        return read_file(self.root, file, reader)

    def course(self) -> Course:
        """The whole course, at the address that the host knows."""
        course, _ = load(self.root)
        address = with_slash(self.site_url)
        return replace(course, config=replace(course.config, address=address)) if address else course

    def sources(self) -> dict[str, Source]:
        """The registry of sources, by ids."""
        parsed = self.read(SOURCES, read_sources)
        if parsed is not self._registry[0]:
            self._registry = parsed, {source.id: source for source in parsed.value or ()}
        return self._registry[1]

    def terms(self) -> tuple[Term, ...]:
        """The terms that are explained in the page: those of the glossary, in a lesson."""
        is_lesson = any(block.NAME == "quiz" for _, block in self.placed)
        return self.read(GLOSSARY, read_glossary).value or () if is_lesson and (self.root / GLOSSARY).exists() else ()

    def signs(self) -> Signs:
        """The signs that send a reader for help."""
        return (self.read(SIGNS, read_signs).value if (self.root / SIGNS).exists() else None) or Signs()

    def catalogue(self) -> Words:
        """The words of the course."""
        language = self.language
        if not language and (config := self.read(CONFIG, read_config).value):
            language = config.language
        return catalogue(language or "en", self.own)

    def fill(self, root: Element) -> None:
        """Fill the page's blocks, its answers and its references."""
        self.words = self.catalogue()
        footnotes = footnotes_of(self.md)
        self.numbers = {id: str(number) for number, id in enumerate(footnotes.footnotes, start=1)}
        self.met = footnotes.used_refs
        self.stock = all(name in _STOCK_PATTERNS for name in _names(self.md))
        for element, block in self.placed:
            block.draw(element, self)
        notes = next((div for div in root if div.tag == "div" and div.get("class") == "footnote"), None)
        if self.answers:
            section = Element("section", {"class": "pq-key", "data-search-exclude": ""})
            SubElement(section, "h2").text = self.words["answers"]
            section.extend(self.answers)
            at = len(root) if notes is None else list(root).index(notes)
            root[at:at] = [*(ending(self.lesson, self.words) for ending in self.endings), section]
        if notes is not None:
            fill_references(notes, self.sources(), self.words)
            if quiet.gather(root, self.sources(), self.words, {element for element, _ in self.placed}):
                root.insert(list(root).index(notes), quiet.switch(self.words))
        if (signs := self.signs()).signs:
            mark(root, signs, self.words)

    def inline(self, parent: Element, text: str) -> None:
        """Append inline Markdown to an element, by the page's own patterns."""
        # Right after its word: in a file the space reads better, on the page it would send a number to the next line.
        text = keep_together(text).replace(" [^", "[^")
        if not self.stock:
            self._through_markdown(parent, text)
            return
        # Prose with nothing but citations, as most of a quiz is, needs none of those patterns.
        end = 0
        for match in CITATION.finditer(text) if "[^" in text else ():
            if match[1] in self.numbers:
                self._piece(parent, text[end : match.start()])
                parent.append(self._reference(match[1]))
                end = match.end()
        self._piece(parent, text[end:])

    def _piece(self, parent: Element, text: str) -> None:
        if _MARKED_UP.search(text):
            self._through_markdown(parent, text)
        elif text:
            append_text(parent, text)

    def _reference(self, id: str) -> Element:
        """As `footnotes` makes it; only where the source is first met does it need an id, for the way back."""
        reference = Element("sup")
        if (target := f"fnref:{id}") not in self.met:
            self.met.add(target)
            reference.set("id", target)
        SubElement(reference, "a", {"class": "footnote-ref", "href": f"#fn:{id}"}).text = self.numbers[id]
        return reference

    def _through_markdown(self, parent: Element, text: str) -> None:
        wrapper, holder = Element("div"), Element("span")
        wrapper.append(holder)
        holder.text = text
        self.md.treeprocessors["inline"].run(wrapper)
        html.tree(wrapper)
        append_text(parent, holder.text or "")
        parent.extend(holder)


class Fill(Treeprocessor):
    """Fills the blocks of the page."""

    def __init__(self, md: Markdown, drawing: Drawing) -> None:
        super().__init__(md)
        self.drawing = drawing

    def run(self, root: Element) -> None:
        self.drawing.fill(root)


class Reread(Treeprocessor):
    """Names each link back to a passage after its heading."""

    def run(self, root: Element) -> None:
        # "Ask me again" links to other pages, and has named its links itself.
        rereads = [link for link in root.iter("a") if link.get("class") == "pq-reread"]
        links = [link for link in rereads if (link.get("href") or "").startswith("#")]
        if not links:
            return
        headings = {
            element.get("id"): "".join(_visible_text(element)).strip()
            for element in root.iter()
            if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6") and element.get("id")
        }
        for link in links:
            anchor = (link.get("href") or "")[1:]
            link.text = headings.get(anchor, anchor)


def _names(md: Markdown) -> list[str]:
    """The names of Markdown's inline patterns, for which it has no public list."""
    return [item.name for item in md.inlinePatterns._priority]  # type: ignore[attr-defined]


def _visible_text(element: Element) -> list[str]:
    """Text of a heading without its permalink and its citations."""
    parts = [element.text or ""]
    for child in element:
        if child.tag != "sup" and child.get("class") != "headerlink":
            parts += _visible_text(child)
        parts.append(child.tail or "")
    return parts
