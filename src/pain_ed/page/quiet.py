"""Quiet sources: what a paragraph cites opens in place, from one mark at its end; the numbers wait until they are
asked for.

In folds, tables and captions, and on paper, each number stands behind its statement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from pain_ed.formats.sources import Source
from pain_ed.i18n.messages import Words, counted
from pain_ed.page.elements import append_text
from pain_ed.page.references import short_name

_LOUD = frozenset("details table figure figcaption form h1 h2 h3 h4 h5 h6 pre".split())
"""Elements in which the numbers stay."""


def gather(root: Element, sources: dict[str, Source], words: Words, ours: Collection[Element]) -> bool:
    """Give each paragraph and item of a page that cites sources its one mark.

    Args:
        root: the page, with the references of `footnotes` in it.
        sources: the registry, by ids.
        words: the catalogue.
        ours: elements that are left as they are: quizzes, tools and lists.

    Returns:
        Whether there is any.
    """
    found = False
    for parent, child in [*_texts(root, ours)]:
        cited = {id: mark for mark in child.iter("sup") if (id := _source(mark)) in sources}
        if not cited:
            continue
        found = True
        details = Element("details", {"class": "pe-cites", "data-search-exclude": ""})
        SubElement(details, "summary").text = counted(words, "cites", len(cited))
        list_ = SubElement(details, "ul")
        for id, mark in cited.items():
            link = SubElement(SubElement(list_, "li"), "a", {"href": f"#fn:{id}"})
            source = sources[id]
            # A year alone would name nothing.
            name = short_name(source, words) if source.csl.get("author") else source.csl["title"]
            link.text = f"{mark[0].text}. {name}"
        for before, after in pairwise(child):
            # A space between two marks is hidden with them, or the words around them would stand apart.
            if _source(before) and _source(after) and before.tail == "\N{NO-BREAK SPACE}":
                before.tail, after.text = None, "\N{NO-BREAK SPACE}"
        # The one mark follows as a word would: without a space, the last word would go to the next line with it.
        if child.tag == "li":
            append_text(child, " ")
            child.set("class", " ".join([*child.get("class", "").split(), "pe-cited"]))
            child.append(details)
        else:
            wrapper = Element("div", {"class": "pe-cited"})
            wrapper.tail, child.tail = child.tail, " "
            parent[list(parent).index(child)] = wrapper
            wrapper.extend((child, details))
    return found


def switch(words: Words) -> Element:
    """The way to have every number behind its statement; the script numbers.js sets it going, and remembers it."""
    attributes = {"class": "pe-numbers", "data-module": "numbers", "data-search-exclude": "", "hidden": ""}
    section = Element("p", attributes | {"data-words": "{}"})
    label = SubElement(section, "label")
    SubElement(label, "input", {"type": "checkbox", "autocomplete": "off"}).tail = f" {words['cites:numbers']}"
    return section


def _texts(parent: Element, ours: Collection[Element]) -> Iterator[tuple[Element, Element]]:
    """The paragraphs, and the items without paragraphs, in which numbers may be gathered; each with its parent."""
    for child in parent:
        if child in ours or child.tag in _LOUD or child.get("class") == "footnote":
            continue
        if child.tag == "p" or (child.tag in ("li", "dd") and child.find("p") is None):
            yield parent, child
        else:
            yield from _texts(child, ours)


def _source(mark: Element) -> str:
    """The source that a mark of `footnotes` leads to; empty for any other element."""
    link = mark.find("a")
    return link.get("href", "").removeprefix("#fn:") if link is not None and link.get("class") == "footnote-ref" else ""
