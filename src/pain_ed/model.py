"""The course as data. Nothing here reads, judges or renders."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from pain_ed.problems import Place

DOCS, QUIZZES, CONFIG = "docs", "quizzes", "mkdocs.yml"
SOURCES = f"{DOCS}/sources.yml"
CONCEPTS = f"{DOCS}/concepts.yml"
GLOSSARY = f"{DOCS}/glossary.yml"
LANGUAGE = f"{DOCS}/language.yml"
MODELS = f"{DOCS}/models.yml"
REFLECTION = f"{DOCS}/reflection.yml"
SAFETY = f"{DOCS}/safety.yml"
"""Where a course keeps its pages, its quizzes and its registries, from its root. It may do without all but SOURCES."""

TOOLS = ("assign", "plan", "record", "code", "again", "reflection", "notes", "memory")
"""What `/// tool | name` can place on a page."""
WHENS = ("before", "after")
"""When a module's reflection is filled in: before its first lesson, and after its last."""

QUESTION_TYPES = ("single", "multiple", "true-false", "order", "match")

UNWRITTEN = re.compile(r"TO WRITE\b")
UNCHOSEN = "to-write-"
"""What `pain-ed new` leaves in a text that a person has to write, and at the start of an id that a person has to choose."""


def slug(text: str) -> str:
    """The id that Python-Markdown's `toc` gives a heading (markdown.extensions.toc.slugify)."""
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def without_comments(text: str) -> str:
    """The text with spaces for its HTML comments, so that what follows keeps its place."""
    parts: list[str] = []
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (close := text.find("-->", start + 4)) >= 0:
        parts += (text[end:start], re.sub(r"[^\n]", " ", text[start : close + 3]))
        end = close + 3
    return "".join([*parts, text[end:]])


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _digest(value: object, length: int) -> str:
    return hashlib.sha256(_ENCODER.encode(value).encode()).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Citation:
    """A `[^id]` in a text."""

    source: str
    """Id of the cited source."""
    place: Place


@dataclass(frozen=True)
class Option:
    """An option of a choice, an item of an order, or a pair of a match."""

    text: str
    """Inline Markdown. For true-false: the word `true` or `false`."""
    feedback: str
    """Inline Markdown: why it fits or does not."""
    correct: bool
    """Whether it fits. Items and pairs are all correct, in their place."""
    match: str
    """For a pair: its right side, plain text. Otherwise empty."""
    place: Place
    feedback_place: Place | None = None

    @cached_property
    def id(self) -> str:
        """What is stored for it on a reader's device: six hex digits of its text, so that moving it changes nothing."""
        return _digest(self.text, 6)

    @cached_property
    def match_id(self) -> str:
        """The same for its right side."""
        return _digest(self.match, 6)


@dataclass(frozen=True)
class Question:
    """One question of a quiz."""

    id: str
    """Kebab-case, unique in the course: the key under which a reader's answer is stored."""
    type: str
    """One of QUESTION_TYPES."""
    objective: str
    """Id of the lesson's objective that it tests."""
    concept: str
    """Id of the concept that it tests; may be empty."""
    reread: str
    """Anchor in the lesson, without `#`, of the passage that answers it."""
    prompt: str
    """Inline Markdown."""
    options: tuple[Option, ...]
    """As written; for order in the right order, for true-false made from `answer` and the two feedbacks."""
    hints: tuple[str, ...]
    """Inline Markdown, from the vaguest to the clearest."""
    explanation: str
    """Inline Markdown, shown with every answer; may be empty."""
    confidence: bool
    """Whether the reader is asked how sure they are before the answer is shown."""
    citations: tuple[Citation, ...]
    """Every citation in it, in the order in which they are read."""
    place: Place
    """Where it starts."""
    places: dict[str, Place] = field(repr=False, compare=False)
    """Where the value of each of its keys starts."""

    @property
    def whole(self) -> str:
        """All its texts in one, as they are written."""
        parts = [self.prompt, *self.hints, self.explanation]
        for option in self.options:
            parts += (option.text, option.match, option.feedback)
        return "\n".join(parts)

    @cached_property
    def unwritten(self) -> bool:
        """Whether parts of it are still to be written, its sources among them."""
        return bool(UNWRITTEN.search(self.whole))

    @cached_property
    def hash(self) -> str:
        """Eight hex digits of what the reader answered: a stored answer is restored only while this stays the same.

        Feedback, hints and the explanation are left out: mending them takes nothing from anybody.
        """
        options = [[option.text, option.correct, option.match] for option in self.options]
        if self.type in ("single", "multiple"):
            options.sort()
        return _digest([self.type, self.prompt, options], 8)


@dataclass(frozen=True)
class Quiz:
    """A file of questions that belongs to one lesson."""

    id: str
    """The file's name without its ending."""
    lesson: str
    """What the file says its lesson is."""
    questions: tuple[Question, ...]
    place: Place
    lesson_place: Place


@dataclass(frozen=True)
class Objective:
    """What a reader can do after a lesson."""

    id: str
    text: str
    place: Place


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or list item of a lesson, or one text of a quiz: the unit in which evidence must stand beside a weak source."""

    place: Place
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class QuizBlock:
    """A `/// quiz | id` in a page."""

    quiz: str
    """Id of the quiz; empty when the block could not be read."""
    questions: tuple[Citation, ...] | None
    """The question ids named, with their places; None when the quiz stands whole."""
    place: Place


@dataclass(frozen=True)
class ToolBlock:
    """A `/// tool | name` in a page, with its options."""

    tool: str
    """One of TOOLS."""
    options: dict[str, Citation]
    """The value of each option, with its place. Only `reflection` has options: `module` and `when`."""
    place: Place


@dataclass(frozen=True)
class Page:
    """A page of docs/ as far as checks need it."""

    id: str
    """The file's name without its ending."""
    file: str
    """Path from the root of the course."""
    title: str
    anchors: dict[str, str]
    """Ids that a link can point at, each with its heading in plain text; empty where the id stands on something else."""
    paragraphs: tuple[Paragraph, ...]
    """Those that cite something, in order."""
    blocks: tuple[QuizBlock, ...]
    modules: tuple[Citation, ...]
    """The folders that its `/// module | folder` blocks name, with their places."""
    models: tuple[Citation, ...]
    """Ids of the interactive models that stand in it, with their places."""
    tools: tuple[ToolBlock, ...]
    body: str
    """Its Markdown, without the front matter."""
    first: int
    """Line of the file on which the body starts."""

    @property
    def link(self) -> str:
        """What leads to it from a page in another folder of docs/."""
        return f"../{self.file.partition('/')[2]}"

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation in its text, in order."""
        return tuple(citation for paragraph in self.paragraphs for citation in paragraph.citations)


@dataclass(frozen=True)
class Lesson(Page):
    """A page of a module that teaches, and says in its front matter what, from what, and who has looked at it."""

    module: str
    """Name of its folder."""
    summary: str
    minutes: int
    objectives: tuple[Objective, ...]
    concepts: tuple[Citation, ...]
    """Ids of the concepts it teaches, with their places."""
    source_documents: tuple[Citation, ...]
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
    place: Place
    """Where the front matter's source documents stand, or its start."""
    reviewed_text: str
    """Digest of the text as it was when it was reviewed; empty where it has no stamp."""
    places: dict[str, Place] = field(repr=False, compare=False)
    """Where the value of each key of the front matter starts."""

    def digest(self, quiz: Quiz | None, models: Iterable[Interactive] = ()) -> str:
        """Eight hex digits of all that a reviewer reads: what the lesson says of itself, its text, its questions, and its models.

        Spaces at the ends of lines, dates and names are left out.
        """
        text = [self.title, self.summary, *(objective.text for objective in self.objectives), self.key_message, self.handing_over, self.do_not_claim]
        text += [line.rstrip() for line in self.body.rstrip().split("\n")]
        text += [part for question in quiz.questions for part in (question.hash, question.whole)] if quiz else []  # also which answer is right
        text += [told for model in models for _, told in model.texts]
        return _digest(text, 8)


@dataclass(frozen=True)
class Source:
    """An entry of docs/sources.yml."""

    id: str
    csl: dict
    """The entry as CSL-JSON, without `custom`."""
    role: str
    """`source-document` or `evidence`."""
    kind: str
    reliability: str
    """`high`, `moderate` or `low`."""
    appraisal: str
    place: Place
    status: str = ""
    """`retracted`, `superseded`, or empty while it stands."""


@dataclass(frozen=True)
class Concept:
    """One idea that the course is to leave behind."""

    id: str
    idea: str
    """What a learner should be able to say."""
    instead_of: str
    """The misconception that it replaces."""
    place: Place


@dataclass(frozen=True)
class Term:
    """An entry of the glossary."""

    term: str
    forms: tuple[str, ...]
    """Other spellings that mean the same: plurals, abbreviations."""
    definition: str
    """Plain text."""
    place: Place


@dataclass(frozen=True)
class ControlText:
    """What is said of a control of an interactive model."""

    label: str
    stops: tuple[str, ...]
    """Each of its stops in words."""


@dataclass(frozen=True)
class Setting:
    """A telling setting of an interactive model."""

    title: str
    state: tuple[int, ...]
    """The stop at which each control of the drawing stands."""


@dataclass(frozen=True)
class Interactive:
    """The course's words about an interactive model. The numbers are those of models.py. Unless it says otherwise, a text is plain."""

    id: str
    draws: str
    """Which drawing it is about: a key of models.DRAWINGS."""
    title: str
    not_you: str
    """Inline Markdown: that this is a model, and not the reader."""
    question: str
    """What to predict first."""
    choices: tuple[str, ...]
    """Possible predictions."""
    answer: str
    """Inline Markdown: what the model does."""
    answer_at: tuple[int, ...]
    """The setting that the answer is about."""
    start: tuple[int, ...]
    """The setting in which it is first seen."""
    controls: dict[str, ControlText]
    """Those that a reader can set, by name, in the order in which they are written; the others stay as they are at the start."""
    labels: dict[str, str]
    """The words in the picture."""
    captions: dict[str, str]
    """The sentences under it, with `{names}` of models.Drawing.names."""
    settings: tuple[Setting, ...]
    """What is shown on paper and without JavaScript."""
    leaves_out: tuple[str, ...]
    """Inline Markdown."""
    sources: str
    """Inline Markdown: where the numbers come from."""
    citations: tuple[Citation, ...]
    """Every citation in it, in the order in which they are read."""
    place: Place
    places: dict[str, Place] = field(repr=False, compare=False)
    """Where the value of each of its keys starts; for an entry of `leaves_out`, `leaves_out.0` and so on."""

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """All that a reader is told by it, each text with the key of its entry under which it stands."""
        for key, told in (
            ("title", (self.title,)), ("not_you", (self.not_you,)), ("question", (self.question,)), ("choices", self.choices), ("answer", (self.answer,)),
            ("controls", (text for control in self.controls.values() for text in (control.label, *control.stops))),
            ("labels", self.labels.values()), ("captions", self.captions.values()), ("settings", (setting.title for setting in self.settings)),
            ("leaves_out", self.leaves_out), ("sources", (self.sources,)),
        ):  # fmt: skip
            for text in told:
                yield key, text

    @property
    def anchor(self) -> str:
        """Id of its title in a page."""
        return f"model-{self.id}"


@dataclass(frozen=True)
class Statement:
    """One of the statements that a reader rates before and after each module."""

    id: str
    text: str
    """Plain text."""
    place: Place


@dataclass(frozen=True)
class Avoided:
    """An entry of docs/language.yml."""

    words: tuple[str, ...]
    """Words and phrases; `*` at the end stands for any ending."""
    instead: str
    """What to say."""
    why: str
    unless: tuple[str, ...]
    """Phrases in which the words are fine."""
    place: Place


@dataclass(frozen=True)
class Safety:
    """What docs/safety.yml asks for. Words as in Avoided."""

    medicines: tuple[str, ...]
    """Names of medicines."""
    say: tuple[str, ...]
    """A lesson that names one says one of these."""
    crisis: tuple[str, ...]
    """Words of despair."""
    crisis_link: str
    """A lesson with one of them links to this page of docs/, or part of a page (`help.md#part`)."""
    place: Place
    """Where the link stands."""


@dataclass(frozen=True)
class Picture:
    """An SVG drawing of docs/."""

    file: str
    title: str
    desc: str
    threats: tuple[tuple[Place, str], ...]
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
    interactives: tuple[Interactive, ...]
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
        models = (model for placed in lesson.models for model in self.interactives if model.id == placed.source)
        return lesson.digest(quiz, models)

    def passage(self, lesson: Lesson, anchor: str) -> str:
        """What the passage of a lesson at an anchor is called: its heading, or the title of the model there; else the lesson's title."""
        models = (model.title for model in self.interactives if model.anchor == anchor)
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
        return next((page.file.partition("/")[2] for page in self.pages if any(block.tool == tool for block in page.tools)), "")

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
