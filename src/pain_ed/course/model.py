"""The course as data. Nothing here reads, judges or renders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from pain_ed.diagnostics.problems import Location
from pain_ed.formats.concepts import Concept
from pain_ed.formats.glossary import Term
from pain_ed.formats.language import Avoided
from pain_ed.formats.lesson import Objective
from pain_ed.formats.quiz import Quiz
from pain_ed.formats.reflection import Statement
from pain_ed.formats.safety import Safety
from pain_ed.formats.sources import Source
from pain_ed.formats.text import Ref, digest
from pain_ed.markdown.page import Page
from pain_ed.simulation.words import Simulation


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

    def digest(self, quiz: Quiz | None, models: Iterable[Simulation] = ()) -> str:
        """Eight hex digits of all that a reviewer reads: what the lesson says of itself, its text, its questions, and its models.

        Spaces at the ends of lines, dates and names are left out.
        """
        text = [
            self.title,
            self.summary,
            *(objective.text for objective in self.objectives),
            self.key_message,
            self.handing_over,
            self.do_not_claim,
        ]
        text += [line.rstrip() for line in self.body.rstrip().split("\n")]
        text += (
            [part for question in quiz.questions for part in (question.hash, question.whole)] if quiz else []
        )  # also which answer is right
        text += [told for model in models for _, told in model.texts]
        return digest(text, 8)


@dataclass(frozen=True)
class Picture:
    """An SVG drawing of docs/."""

    file: str
    title: str
    desc: str
    threats: tuple[tuple[Location, str], ...]
    """What in it runs, or is fetched from elsewhere: where, and what."""


@dataclass(frozen=True, slots=True)
class ReportForm:
    """`extra.course.report` of mkdocs.yml: the address of a form that is filled in already as far as can be."""

    template: str
    """With `{page}` and `{question}` in it."""

    def address(self, lesson: str, question: str) -> str:
        """The form for a question of a lesson, by their ids."""
        return self.template.replace("{page}", quote(lesson, safe="")).replace("{question}", quote(question, safe=""))


@dataclass(frozen=True)
class Course:
    """Everything that the checks look at."""

    name: str
    """What mkdocs.yml calls the site: the codes of two courses are kept apart by it."""
    address: str
    """Where the course is served, with a slash at its end; empty where nobody has said."""
    directory_urls: bool
    """Whether a page is a folder there, as MkDocs makes it unless it is told otherwise."""

    lessons: tuple[Lesson, ...]
    """In the order of the navigation."""
    pages: tuple[Page, ...]
    """Pages that are not lessons."""
    quizzes: tuple[Quiz, ...]
    sources: tuple[Source, ...]
    concepts: tuple[Concept, ...]
    terms: tuple[Term, ...]
    simulations: tuple[Simulation, ...]
    reflection: tuple[Statement, ...]
    """Four; none in a course that does without."""
    unread: frozenset[str]
    """Ids of lessons, quizzes and registries whose file could not be read whole: nothing is concluded from their absence."""
    language: tuple[Avoided, ...] = ()
    safety: Safety | None = None
    files: frozenset[str] = frozenset()
    """Everything in docs/ but pages, as paths from the course's root."""
    pictures: tuple[Picture, ...] = ()
    other_texts: str = ""
    """What mkdocs.yml and the style sheets and scripts in docs/ say: they may name files, too."""
    help_page: str = ""
    """The page of docs/ that mkdocs.yml names under `extra.course.help_page`; empty where it does not."""
    report: ReportForm | None = None
    """Where readers can say that something is wrong."""
    spoken: str = "en"
    """The language of its pages, as a tag."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What the package shows to its readers, by name: the catalogue of that language, with the course's own texts."""

    @property
    def in_english(self) -> bool:
        """Whether formulas that are made for English say anything about its texts."""
        return self.spoken.partition("-")[0] == "en"

    def digest(self, lesson: Lesson) -> str:
        """As Lesson.digest, with the lesson's quiz and the models that stand in it."""
        quiz = next((quiz for quiz in self.quizzes if quiz.id == lesson.id), None)
        models = (model for placed in lesson.models for model in self.simulations if model.id == placed.id)
        return lesson.digest(quiz, models)

    def passage(self, lesson: Lesson, anchor: str) -> str:
        """What the passage of a lesson at an anchor is called: its heading, or the title of the model there; else the lesson's title."""
        models = (model.title for model in self.simulations if model.anchor == anchor)
        return lesson.anchors.get(anchor) or next(models, lesson.title)

    @property
    def rules_address(self) -> str:
        """Address of the page that explains the rules (it holds `/// rules`); empty where there is none, or no `address`."""
        page = next((page for page in self.pages if "\n/// rules\n" in page.body), None)
        return self.url(page.file.partition("/")[2]) if page and self.address else ""

    @property
    def module_titles(self) -> dict[str, str]:
        """The title of each folder's own page, by folder."""
        return {page.file.split("/")[-2]: page.title for page in self.pages if page.id == "index"}

    def tool_page(self, tool: str) -> str:
        """The file of the page that holds `/// tool | name`, from docs/; empty where there is none."""
        return next(
            (page.file.partition("/")[2] for page in self.pages if any(block.tool == tool for block in page.tools)), ""
        )

    def url(self, file: str) -> str:
        """The address of a page.

        Args:
            file: path from docs/, as `my/plan.md`.
        """
        path = file.removesuffix(".md")
        if not self.directory_urls:
            return f"{self.address}{path}.html"
        path = path.removesuffix("index")
        return f"{self.address}{path}" + ("/" if path and not path.endswith("/") else "")
