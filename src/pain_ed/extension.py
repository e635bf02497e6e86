"""The door for Python-Markdown: `/// quiz | name` and other blocks, and citations `[^id]`.

Everything that a reader sees is made through it, and not in the MkDocs plugin, because Zensical runs Markdown
extensions and ignores foreign plugins without a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor

from pain_ed.course.wings import hand_in
from pain_ed.markdown.blocks import Block
from pain_ed.page.blocks import BLOCKS
from pain_ed.page.citations import Citations, OneWayBack
from pain_ed.page.drawing import Drawing, Fill, Headings, Restore
from pain_ed.page.glossary import Terms
from pain_ed.page.safe import SafeStash, SafeTree, guard

WINGS = hand_in("simulation", "tools")
"""The wings that are there. Each has in its module `blocks` what it draws: `BLOCKS`, and `ENDINGS` of a lesson."""


class PainEdExtension(BlocksExtension):
    """Configuration: `root`, the folder that holds docs/ and quizzes/ (default: the current one), and `site_url`, the
    course's address (default: what mkdocs.yml says in plain words).

    `language` is the tag of the course's language (default: that of the theme), and `words` holds texts of i18n/en.py
    in the course's own words, by their names."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "root": [".", "The folder that holds docs/ and quizzes/."],
            "site_url": ["", "The course's address, for the links that are made at build time."],
            "language": ["", "The language of the words that the package brings."],
            "words": [{}, "Words of the course's own in place of the package's."],
        }
        super().__init__(**kwargs)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        """Register everything (the interface of pymdownx)."""
        md.registerExtension(self)
        if "footnote" not in md.inlinePatterns:
            md.registerExtensions(["footnotes"], {})
        drawing = Drawing(
            root=Path(self.getConfig("root") or "."),
            site_url=self.getConfig("site_url") or "",
            language=self.getConfig("language") or "",
            words=self.getConfig("words") or {},
        )
        wings = [import_module(f"pain_ed.{name}.blocks") for name in WINGS]
        blocks = [*BLOCKS, *(block for wing in wings for block in wing.BLOCKS)]
        drawing.endings = [ending for wing in wings for ending in wing.ENDINGS]
        for block in blocks:
            block_mgr.register(block, {"drawing": drawing})
        cites = {block.NAME: block.cited for block in blocks if hasattr(block, "cited")}

        def cited(block: Block) -> Iterable[str]:
            return cites[block.name](block, drawing) if block.name in cites else ()

        # After fenced code has been taken out (25), before raw HTML is (20).
        md.preprocessors.register(Citations(md, drawing.sources, cited), "pain-ed-citations", 22)
        # After inline (20), so that only words are found and no markup; before the quizzes come (6), which carry no
        # tooltips.
        md.treeprocessors.register(Terms(md, drawing.terms), "pain-ed-terms", 7)
        # Before footnotes count how often each was met (15).
        md.treeprocessors.register(OneWayBack(md), "pain-ed-one-way-back", 16)
        # After the lesson's own text (inline, 20), so that each source leads back to it and not to a quiz; after
        # whatever looks at
        # every element for something that is not in ours (prettify, 10; attr_list, 8; abbr, 7); before headings get
        # their ids (5).
        md.treeprocessors.register(Fill(md, drawing), "pain-ed-fill", 6)
        # After what an author can give attributes with (attr_list, 8; md_in_html and blocks before) or hide them in
        # (abbr, 7), and before our own elements come.
        ours = SafeTree(md, lambda: {element for element, _ in drawing.placed})
        md.treeprocessors.register(ours, "pain-ed-sanitise", 6.5)
        # Before what is kept aside comes back (30).
        md.postprocessors.register(SafeStash(md), "pain-ed-sanitise", 31)
        # After `toc` has given headings their ids (5), and escaped signs have become themselves (0).
        md.treeprocessors.register(Headings(md, drawing), "pain-ed-headings", -5)
        # After what others keep aside has been cleaned (31), which need not be done to what we have written; before
        # it comes back (30), into our headings too.
        md.postprocessors.register(Restore(md, drawing), "pain-ed-restore", 30.5)
        self.md, self.drawing = md, drawing

    def reset(self) -> None:
        """Begin a page (the interface of Markdown)."""
        guard(self.md)
        self.drawing.begin(self.md)


def makeExtension(**kwargs: Any) -> PainEdExtension:
    """For `extensions=["pain_ed.extension"]`."""
    return PainEdExtension(**kwargs)
