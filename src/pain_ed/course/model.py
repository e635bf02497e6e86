"""The course as data. Nothing here reads, judges or renders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pain_ed.course.config import Config
from pain_ed.course.moved import Moved, read_moved
from pain_ed.course.wings import Entry, wings
from pain_ed.diagnostics.problems import Location
from pain_ed.formats.concepts import Concept
from pain_ed.formats.glossary import Term
from pain_ed.formats.language import Avoided
from pain_ed.formats.lesson import Objective
from pain_ed.formats.quiz import Quiz
from pain_ed.formats.safety import Safety
from pain_ed.formats.signs import Signs
from pain_ed.formats.sources import Source
from pain_ed.formats.text import Ref, digest
from pain_ed.markdown.page import Page
from pain_ed.markdown.svg import Picture


@dataclass(frozen=True)
class Lesson(Page):
    """A page of a module that teaches, and says in its front matter what, from what, and who has looked at it."""

    module: str
    """Name of its folder."""
    summary: str
    minutes: int
    objectives: tuple[Objective, ...]
    concepts: tuple[Ref, ...]
    """Ids of the concepts it teaches, with their places."""
    source_documents: tuple[Ref, ...]
    """Ids of the source documents it grew from, with their places."""
    reviewed: str
    """Date on which its authors last looked at the whole text, as YYYY-MM-DD."""
    clinical_review: str
    """`pending`, or who reviewed it and when."""
    key_message: str
    """The one sentence to take home."""
    handing_over: str
    """What a clinician can say when giving this lesson."""
    do_not_claim: str
    """What a clinician should not say with it."""
    short: str
    """Its name in the link of a plan; its id where the front matter gives none."""
    number: int
    """Its place in the short code of a record, which never changes; 0 where the front matter gives none."""
    location: Location
    """Where the front matter's source documents stand, or its start."""
    reviewed_text: str
    """Digest of the text as it was when it was reviewed; empty where it has no stamp."""
    locations: dict[str, Location] = field(repr=False, compare=False)
    """Where the value of each key of the front matter starts."""

    def digest(self, quiz: Quiz | None, others: Iterable[str] = ()) -> str:
        """Eight hex digits of all that a reviewer reads: what the lesson says of itself, its text, its questions, and
        other texts in it.

        Spaces at the ends of lines, dates and names are left out.
        """
        objectives = (objective.text for objective in self.objectives)
        text = [self.title, self.summary, *objectives, self.key_message, self.handing_over, self.do_not_claim]
        text += [line.rstrip() for line in self.body.rstrip().split("\n")]
        for question in quiz.questions if quiz else ():
            text += (question.hash, question.whole)  # also which answer is right
        return digest([*text, *others], 8)


@dataclass(frozen=True, kw_only=True)
class Course:
    """Everything that the checks look at."""

    config: Config
    lessons: tuple[Lesson, ...]
    """In the order of the navigation."""
    pages: tuple[Page, ...]
    """Pages that are not lessons."""
    quizzes: tuple[Quiz, ...]
    sources: tuple[Source, ...]
    concepts: tuple[Concept, ...]
    terms: tuple[Term, ...]
    language: tuple[Avoided, ...]
    safety: Safety | None
    signs: Signs
    registries: Mapping[str, tuple[Any, ...]]
    """What the wings have read, by their files (`docs/models.yml`); no entries where there is no such file."""
    unread: frozenset[str]
    """Ids of lessons, quizzes and registries whose file could not be read whole: nothing is concluded from their
    absence."""
    files: frozenset[str]
    """Everything in docs/ but pages, as paths from the course's root."""
    pictures: tuple[Picture, ...]
    other_texts: str
    """What mkdocs.yml and the style sheets and scripts in docs/ say: they may name files, too."""

    @property
    def in_english(self) -> bool:
        """Whether formulas that are made for English say anything about its texts."""
        return self.config.language.partition("-")[0] == "en"

    @property
    def all_pages(self) -> tuple[Page, ...]:
        """The lessons, then the other pages."""
        return (*self.lessons, *self.pages)

    @cached_property
    def _entries(self) -> dict[str, Mapping[str, Entry]]:
        return {block: entries(self) for wing in wings() for block, entries in wing.entries.items()}

    def entries(self, page: Page) -> Iterator[Entry]:
        """The entries of wings' registries that stand in a page, in their order."""
        for block in page.blocks:
            if entry := self._entries.get(block.name, {}).get(block.id):
                yield entry

    def quiz(self, lesson: Page) -> Quiz | None:
        """The quiz of a lesson."""
        return next((quiz for quiz in self.quizzes if quiz.id == lesson.id), None)

    def digest(self, lesson: Lesson) -> str:
        """Eight hex digits of all that a reviewer reads: the lesson, its questions, and the entries that stand in
        it."""
        return lesson.digest(self.quiz(lesson), (text for entry in self.entries(lesson) for _, text in entry.texts))

    def passage(self, lesson: Lesson, anchor: str) -> str:
        """What the passage of a lesson at an anchor is called: the heading there; else the lesson's title."""
        titles = (entry.title for entry in self.entries(lesson) if entry.anchor == anchor)
        return lesson.anchors.get(anchor) or next(titles, lesson.title)

    @property
    def rules_address(self) -> str:
        """Address of the page that explains the rules; empty where there is none, or the course has no address."""
        page = next((page for page in self.pages if page.placed("rules")), None)
        return self.url(page.file.partition("/")[2]) if page and self.config.address else ""

    @property
    def module_titles(self) -> dict[str, str]:
        """The title of each folder's own page, by folder."""
        return {page.file.split("/")[-2]: page.title for page in self.pages if page.id == "index"}

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """Pages that are gone, and where their text stands now."""
        return tuple(read_moved(self.config.extra))

    @property
    def gone(self) -> tuple[Moved, ...]:
        """The lessons and modules among them of which nothing bears the name any more."""
        names = {*self.module_titles, *(lesson.id for lesson in self.lessons)}
        return tuple(moved for moved in self.moved if moved.title and moved.id not in names)

    def title_of(self, file: str) -> str:
        """The title of a page, by its path from docs/; empty where there is none."""
        return next((page.title for page in self.all_pages if page.file == f"docs/{file}"), "")

    def tool_page(self, tool: str) -> str:
        """The file of the page that holds `/// tool | name`, from docs/; empty where there is none."""
        holding = (page for page in self.pages if any(block.id == tool for block in page.placed("tool")))
        return next((page.file.partition("/")[2] for page in holding), "")

    def url(self, file: str) -> str:
        """The address of a page.

        Args:
            file: path from docs/, as `my/plan.md`.
        """
        path = file.removesuffix(".md")
        if not self.config.directory_urls:
            return f"{self.config.address}{path}.html"
        path = path.removesuffix("index")
        return f"{self.config.address}{path}" + ("/" if path and not path.endswith("/") else "")
