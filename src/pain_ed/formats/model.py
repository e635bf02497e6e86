"""What the files of a course hold, as data. Nothing here reads, judges or renders."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

from pain_ed.diagnostics.problems import Location

DOCS, QUIZZES, CONFIG = "docs", "quizzes", "mkdocs.yml"

SOURCES = f"{DOCS}/sources.yml"

CONCEPTS = f"{DOCS}/concepts.yml"

GLOSSARY = f"{DOCS}/glossary.yml"

LANGUAGE = f"{DOCS}/language.yml"

MODELS = f"{DOCS}/models.yml"

REFLECTION = f"{DOCS}/reflection.yml"

SAFETY = f"{DOCS}/safety.yml"
"""Where a course keeps its pages, its quizzes and its registries, from its root. It may do without all but SOURCES."""

QUESTION_TYPES = ("single", "multiple", "true-false", "order", "match")

UNWRITTEN = re.compile(r"TO WRITE\b")

UNCHOSEN = "to-write-"
"""What `pain-ed new` leaves in a text that a person has to write, and at the start of an id that a person has to choose."""


def slug(text: str) -> str:
    """The id that Python-Markdown's `toc` gives a heading (markdown.extensions.toc.slugify)."""
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def digest(value: object, length: int) -> str:
    return hashlib.sha256(_ENCODER.encode(value).encode()).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Ref:
    """An id that a text names (a source, a lesson, a question …), and where it stands."""

    id: str
    """What is named."""
    location: Location


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
    location: Location
    feedback_location: Location | None = None

    @cached_property
    def id(self) -> str:
        """What is stored for it on a reader's device: six hex digits of its text, so that moving it changes nothing."""
        return digest(self.text, 6)

    @cached_property
    def match_id(self) -> str:
        """The same for its right side."""
        return digest(self.match, 6)


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
    citations: tuple[Ref, ...]
    """Every citation in it, in the order in which they are read."""
    location: Location
    """Where it starts."""
    locations: dict[str, Location] = field(repr=False, compare=False)
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
        return digest([self.type, self.prompt, options], 8)


@dataclass(frozen=True)
class Quiz:
    """A file of questions that belongs to one lesson."""

    id: str
    """The file's name without its ending."""
    lesson: str
    """What the file says its lesson is."""
    questions: tuple[Question, ...]
    location: Location
    lesson_location: Location


@dataclass(frozen=True)
class Objective:
    """What a reader can do after a lesson."""

    id: str
    text: str
    location: Location


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
    location: Location
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
    location: Location


@dataclass(frozen=True)
class Term:
    """An entry of the glossary."""

    term: str
    forms: tuple[str, ...]
    """Other spellings that mean the same: plurals, abbreviations."""
    definition: str
    """Plain text."""
    location: Location


@dataclass(frozen=True)
class Statement:
    """One of the statements that a reader rates before and after each module."""

    id: str
    text: str
    """Plain text."""
    location: Location


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
    location: Location


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
    location: Location
    """Where the link stands."""
