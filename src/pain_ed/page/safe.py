"""The wall of a page: nothing that an author wrote runs in it, styles it or leads a reader astray, whoever builds it.

`check` refuses what this takes out, with its place; a build by another host, or `mkdocs serve`, has this alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from pain_ed.markdown import html


class RawHtml(Preprocessor):
    """Markdown's own reading of blocks of HTML, and what is allowed of them."""

    def __init__(self, md: Markdown, stock: Preprocessor) -> None:
        super().__init__(md)
        self.stock = stock

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.rawHtmlBlocks
        start = len(stash)
        lines = self.stock.run(lines)
        for index, kept in enumerate(stash[start:], start):
            if isinstance(kept, str):
                stash[index] = html.raw(kept)
            else:  # `<div markdown>`
                html.tree(kept)
        return lines


class InlineHtml(HtmlInlineProcessor):
    """The same for HTML within a line."""

    def handleMatch(  # type: ignore[override]  # as in HtmlInlineProcessor
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        match = super().handleMatch(m, data)
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[-1] = html.raw(str(stash[-1]))
        return match


class SafeTree(Treeprocessor):
    """Leaves nothing in the page that Markdown does not make of text; before quizzes and tools come into it."""

    def __init__(self, md: Markdown, ours: Callable[[], set[Element]]) -> None:
        super().__init__(md)
        self.ours = ours

    def run(self, root: Element) -> None:
        html.tree(root, self.ours())


class SafeStash(Postprocessor):
    """What other extensions have kept aside as text, with what an author could give it."""

    def run(self, text: str) -> str:
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [html.made(kept) if isinstance(kept, str) else kept for kept in stash]
        return text


def guard(md: Markdown) -> None:
    """Put the reading of raw HTML behind the wall: before each page, as md_in_html may put a preprocessor in its
    place."""
    if not isinstance(block := md.preprocessors["html_block"], RawHtml):
        md.preprocessors.register(RawHtml(md, block), "html_block", 20)
        md.inlinePatterns.register(InlineHtml(HTML_RE, md), "html", 90)
