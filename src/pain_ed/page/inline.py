"""Inline Markdown of quizzes and simulations, set by the page's own patterns; as text of HTML wherever that will do.

An element costs a build some forty calls of Python: every processor of the host looks at it, and a serialiser writes
it. A question would be about forty elements, and nearly all of them need nobody's eye. So it is written as HTML at
once, which is kept aside until the page is text; in the page's tree stand only those parts that others must see:
links, pictures, emphasis and ids.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from html import escape
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown

from pain_ed.formats.text import CITATION
from pain_ed.markdown import html
from pain_ed.page.elements import append_text

_STOCK_PATTERNS = frozenset(
    "backtick escape reference link image_link image_reference short_reference short_image_ref autolink automail "
    "linebreak html entity not_strong em_strong em_strong2 footnote".split()
)
"""Text is set without Markdown's two dozen patterns when none of them could match. That is certain only while these
are all."""
_MARKED_UP = re.compile(r"[\\`*_\[\]<>&\x02\x03]|  \n")

# With the space in front, so that none is left before a comma.
_CITED = re.compile(r"\s*" + CITATION.pattern)

# No text of an author holds the first and the last of these signs: Markdown takes them out of a page, and `formats`
# refuses them in all else.
_IN_TREE = re.compile("\x02pain-ed-element:(\\d+)\x03")
_KEPT = re.compile("\x02pain-ed-kept:(\\d+)\x03")
_HEADING = re.compile("\x02pain-ed-heading:([^\x03]*)\x03")


def keep_together(text: str) -> str:
    """Neighbouring citations on one line of the page: a number alone at the start of the next one looks like a slip."""
    return text.replace("] [^", "]\N{NO-BREAK SPACE}[^")


class Inline:
    """Sets the texts of one page."""

    def __init__(self, md: Markdown, sources: Mapping[str, str], met: set[str]) -> None:
        """
        Args:
            md: the page's Markdown.
            sources: the number of each source that the page cites, by ids.
            met: the ids of the citations in the page so far, as `footnotes` keeps them.
        """
        self.md, self.met = md, met
        self.headings: Mapping[str, str] = {}
        """The page's headings by their ids, once they are known."""
        self._marks = {
            id: (number, f'<sup><a class="footnote-ref" href="#fn:{escape(id)}">{number}</a></sup>')
            for id, number in sources.items()
        }
        self._stock = all(name in _STOCK_PATTERNS for name in _names(md))
        self._cites = True
        self._elements: list[Element] = []
        self._kept: list[str] = []

    def __call__(self, parent: Element, text: str) -> None:
        """Append a text to an element."""
        self.place(parent, self.html(text))

    def html(self, text: str, *, sources_last: bool = False) -> str:
        """A text as HTML, for `place`.

        Args:
            text: inline Markdown.
            sources_last: whether its citations stand together at its end, each once.
        """
        if "[^" not in text:
            return self._piece(text)
        if not self._cites:
            return self._piece(_CITED.sub("", text))
        # Right after its word: in a file the space reads better, on the page it would send a number to the next line.
        text, *cited = CITATION.split((text if sources_last else keep_together(text)).replace(" [^", "[^"))
        out = ""
        marks: dict[str, str] = {}
        for id, after in zip(cited[::2], cited[1::2], strict=True):
            if id not in self._marks:
                text += f"[^{id}]{after}"
            elif sources_last:
                text += after
                marks[id] = marks.get(id) or self._mark(id)
            else:
                out += self._piece(text) + self._mark(id)
                text = after
        return out + self._piece(text) + "\N{NO-BREAK SPACE}".join(marks.values())  # 2 and 1, not 21

    def uncited(self) -> Inline:
        """The same for the same page, without citations."""
        other = copy(self)
        other._cites = False
        return other

    def embed(self, holder: Element) -> str:
        """What an element holds, as HTML for `place`: there it stands in the tree again, before the eyes of all."""
        self._elements.append(holder)
        return f"\x02pain-ed-element:{len(self._elements) - 1}\x03"

    def place(self, parent: Element, html: str) -> None:
        """Append HTML that was made here, or of texts that were escaped, to an element."""
        for index, part in enumerate(_IN_TREE.split(html)):
            if index % 2:
                holder = self._elements[int(part)]
                append_text(parent, holder.text or "")
                parent.extend(holder)
            elif part:
                self._kept.append(part)
                append_text(parent, f"\x02pain-ed-kept:{len(self._kept) - 1}\x03")

    def heading(self, id: str) -> str:
        """The words of a heading, as HTML for `place`; they are known only later."""
        return f"\x02pain-ed-heading:{id}\x03"

    def restore(self, page: str) -> str:
        """The page as text, with all that was kept aside."""
        if not self._kept:
            return page
        page = _KEPT.sub(lambda match: self._kept[int(match[1])], page)
        return _HEADING.sub(lambda match: escape(self.headings.get(match[1], match[1]), quote=False), page)

    def _piece(self, text: str) -> str:
        if not text or (self._stock and not _MARKED_UP.search(text)):
            return text
        wrapper = Element("div")
        holder = SubElement(wrapper, "span")
        holder.text = text
        self.md.treeprocessors["inline"].run(wrapper)
        html.tree(wrapper)
        return self.embed(holder)

    def _mark(self, id: str) -> str:
        """As `footnotes` makes it; only where the source is first met does it need an id, for the way back."""
        number, mark = self._marks[id]
        if (target := f"fnref:{id}") in self.met:
            return mark
        self.met.add(target)
        holder = Element("span")
        link = SubElement(
            SubElement(holder, "sup", {"id": target}), "a", {"class": "footnote-ref", "href": f"#fn:{id}"}
        )
        link.text = number
        return self.embed(holder)


def _names(md: Markdown) -> list[str]:
    """The names of Markdown's inline patterns, for which it has no public list."""
    return [item.name for item in md.inlinePatterns._priority]  # type: ignore[attr-defined]
