"""The glossary: its page, and the links to it in lessons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from pain_ed.formats.glossary import Term
from pain_ed.formats.text import slug
from pain_ed.i18n.messages import Words

_NO_TERMS_IN = frozenset(
    [
        "a",
        "abbr",
        "button",
        "code",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "script",
        "style",
        "sup",
        "summary",
    ]
)


class Terms(Treeprocessor):
    """Makes the first use of each term of the glossary in a lesson a link to its meaning, which a tooltip shows.

    A link, and not `abbr`: it works by touch, by keyboard and without JavaScript.
    """

    def __init__(self, md: Markdown, terms: Callable[[], tuple[Term, ...]]) -> None:
        super().__init__(md)
        self.terms = terms

    def run(self, root: Element) -> None:
        if not (terms := self.terms()):
            return
        self.pattern, self.by_form = _term_pattern(terms)
        self.met: set[str] = set()
        self.walk(root)

    def walk(self, parent: Element) -> None:
        self.pieces(parent, None, parent.text)
        for child in list(parent):
            if child.tag not in _NO_TERMS_IN and isinstance(child.tag, str):
                self.walk(child)
            self.pieces(parent, child, child.tail)

    def pieces(self, parent: Element, after: Element | None, text: str | None) -> None:
        """Link the terms in the text that follows `after` in `parent`, or that `parent` starts with."""
        text = text or ""
        for match in self.pattern.finditer(text):
            term = self.by_form[match[0].casefold()]
            if term.term in self.met:
                continue
            self.met.add(term.term)
            link = Element(
                "a", {"class": "pe-term", "href": f"../glossary.md#{slug(term.term)}", "title": term.definition}
            )
            link.text = match[0]
            before, rest = text[: match.start()], text[match.end() :]
            if after is None:
                parent.text, index = before, 0
            else:
                after.tail, index = before, list(parent).index(after) + 1
            link.tail = rest
            parent.insert(index, link)
            self.pieces(parent, link, rest)
            return


@lru_cache(maxsize=2)
def _term_pattern(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, Term]]:
    by_form = {form.casefold(): term for term in terms for form in (term.term, *term.forms)}
    forms = sorted((form for term in terms for form in (term.term, *term.forms)), key=len, reverse=True)
    # An abbreviation is met in its own letters only; any other form also at the start of a sentence.
    patterns = [
        re.escape(form) if form.isupper() else f"[{form[0].upper()}{form[0].lower()}]{re.escape(form[1:])}"
        for form in forms
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])"), by_form


def fill_glossary(parent: Element, terms: Iterable[Term], words: Words) -> None:
    """Append every term with its meaning, in the order of the alphabet."""
    list_ = SubElement(parent, "dl", {"class": "pe-glossary"})
    for term in sorted(terms, key=lambda term: term.term.casefold()):
        SubElement(list_, "dt", {"id": slug(term.term)}).text = words["comma"].join(
            [term.term, *(form for form in term.forms if is_name(form, term))]
        )
        SubElement(list_, "dd").text = term.definition


def is_name(form: str, term: Term) -> bool:
    """Whether a form is another name, and not just a plural of the term or of a part of it."""
    return not form.casefold().startswith(term.term.casefold()[:4])
