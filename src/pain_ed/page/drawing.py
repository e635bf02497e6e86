"""What is drawn into a page once its own text has been rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.postprocessors import Postprocessor
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
from pain_ed.i18n.messages import Words, catalogue
from pain_ed.page import quiet
from pain_ed.page.citations import fill_references, footnotes_of
from pain_ed.page.inline import Inline
from pain_ed.page.signs import mark

_T = TypeVar("_T")


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
        self.answers: list[str] = []
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
        numbers = {id: str(number) for number, id in enumerate(footnotes.footnotes, start=1)}
        self.inline = Inline(self.md, numbers, footnotes.used_refs)
        for element, block in self.placed:
            block.draw(element, self)
        notes = next((div for div in root if div.tag == "div" and div.get("class") == "footnote"), None)
        if self.answers:
            section = Element("section", {"class": "pq-key", "data-search-exclude": ""})
            SubElement(section, "h2").text = self.words["answers"]
            self.inline.place(section, "".join(self.answers))
            at = len(root) if notes is None else list(root).index(notes)
            root[at:at] = [*(ending(self.lesson, self.words) for ending in self.endings), section]
        if notes is not None:
            fill_references(notes, self.sources(), self.words)
            if quiet.gather(root, self.sources(), self.words, {element for element, _ in self.placed}):
                root.insert(list(root).index(notes), quiet.switch(self.words))
        if (signs := self.signs()).signs:
            mark(root, signs, self.words)


class Fill(Treeprocessor):
    """Fills the blocks of the page."""

    def __init__(self, md: Markdown, drawing: Drawing) -> None:
        super().__init__(md)
        self.drawing = drawing

    def run(self, root: Element) -> None:
        self.drawing.fill(root)


class Headings(Treeprocessor):
    """Reads the headings of the page, which links back to a passage are named after."""

    def __init__(self, md: Markdown, drawing: Drawing) -> None:
        super().__init__(md)
        self.drawing = drawing

    def run(self, root: Element) -> None:
        if self.drawing.answers:
            self.drawing.inline.headings = {
                element.get("id", ""): "".join(_visible_text(element)).strip()
                for element in root.iter()
                if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
            }


class Restore(Postprocessor):
    """Puts what was written as HTML at once into the page."""

    def __init__(self, md: Markdown, drawing: Drawing) -> None:
        super().__init__(md)
        self.drawing = drawing

    def run(self, text: str) -> str:
        return self.drawing.inline.restore(text)


def _visible_text(element: Element) -> list[str]:
    """Text of a heading without its permalink and its citations."""
    parts = [element.text or ""]
    for child in element:
        if child.tag != "sup" and child.get("class") != "headerlink":
            parts += _visible_text(child)
        parts.append(child.tail or "")
    return parts
