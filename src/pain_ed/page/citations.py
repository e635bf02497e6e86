"""Citations `[^id]`: footnotes of the page's own Markdown, whose texts come from the registry of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from pain_ed.course.pages import read_page
from pain_ed.formats.sources import Source
from pain_ed.i18n.messages import Words
from pain_ed.markdown.blocks import Block
from pain_ed.page.inline import keep_together
from pain_ed.page.references import fill_reference

_PLACEHOLDER = "pain-ed-source"
"""Stands in a footnote's place until the reference itself is put there; Markdown finds nothing in it to work on."""


class Citations(Preprocessor):
    """Appends a footnote definition for each source, in the order in which the reader meets them."""

    def __init__(
        self, md: Markdown, sources: Callable[[], dict[str, Source]], cited: Callable[[Block], Iterable[str]]
    ) -> None:
        """
        Args:
            md: the page's Markdown.
            sources: the registry, by ids.
            cited: the ids that a block of the page cites.
        """
        super().__init__(md)
        self.sources, self.cited = sources, cited

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "[^" not in text and "///" not in text:
            return lines
        lines = [keep_together(line) for line in lines]
        page = read_page(text, "").value
        assert page
        met = [(citation.location.line, [citation.id]) for citation in page.citations]
        met += [(block.location.line, [*self.cited(block)]) for block in page.blocks]
        known = self.sources()
        ids = (id for _, ids in sorted(met, key=lambda item: item[0]) for id in ids)
        ordered = dict.fromkeys(id for id in ids if id in known)
        return [*lines, "", *(f"[^{id}]: {_PLACEHOLDER}" for id in ordered)] if ordered else lines


def footnotes_of(md: Markdown) -> FootnoteExtension:
    """The extension that keeps the footnotes of a page."""
    footnotes: FootnoteExtension = md.inlinePatterns["footnote"].footnotes  # type: ignore[attr-defined]
    return footnotes


class OneWayBack(Treeprocessor):
    """Leaves each source one arrow, to where it is first met; a dozen in a row lead nobody anywhere."""

    def run(self, root: Element) -> None:
        footnotes_of(self.md).found_refs.clear()


def fill_references(notes: Element, sources: dict[str, Source], words: Words) -> None:
    """Put the references into the footnotes of a page.

    Args:
        notes: the `div` that `footnotes` has made.
        sources: the registry, by ids.
        words: the catalogue.
    """
    ours = False
    for number, item in enumerate(notes.findall("ol/li"), start=1):
        for link in item.iter("a"):
            if link.get("class") == "footnote-backref":
                link.set("title", words["back-to-text"].format(number))
        paragraph = item.find("p")
        if paragraph is None or not (paragraph.text or "").startswith(_PLACEHOLDER):
            continue
        ours = True
        after = (paragraph.text or "").removeprefix(_PLACEHOLDER)
        backlinks = list(paragraph)
        paragraph[:] = []
        paragraph.text = ""
        fill_reference(paragraph, sources[item.get("id", "").partition(":")[2]], words)
        paragraph[-1].tail = after
        paragraph.extend(backlinks)
    if ours and (rule := notes.find("hr")) is not None:
        notes.remove(rule)
        heading = Element("h2")
        heading.text = words["sources"]
        notes.insert(0, heading)
