"""Quizzes: quizzes/<lesson>.yml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Fix, Location
from pain_ed.formats.definition import (
    ID,
    Always,
    Flag,
    Form,
    Format,
    Group,
    Keys,
    Kind,
    ListOf,
    Markdown,
    OneOf,
    Schema,
    Text,
    Values,
    keys_of,
    when,
)
from pain_ed.formats.fields import Fields, Parsed
from pain_ed.formats.paths import QUIZZES
from pain_ed.formats.question_types import TYPES, Options, QuestionType
from pain_ed.formats.text import UNWRITTEN, Ref, digest, refs, slug
from pain_ed.formats.yaml import Node


def _no_anchor(text: str, name: str, node: Node) -> tuple[Code, str, Fix | None]:
    anchor = f"#{slug(text)}"
    better = anchor if node.quoted else f'"{anchor}"'  # a bare # starts a comment
    fix = Fix(node.location, text, better, safe=True) if slug(text) else None
    return Code.BAD_VALUE, f"{name} is '{text}', and should be an anchor like '{anchor}'", fix


_ANCHOR = Form(
    r"^\s*#\S+\s*$",
    "This is '#' and a heading of the lesson in lower case with hyphens, in quotes: \"#key-points\".",
    _no_anchor,
    may_wait=True,
)


_TYPES_IN_WORDS = " ".join(f"{type.name}: {type.says}" for type in TYPES.values())


def _no_picture(text: str, name: str, node: Node) -> tuple[Code, str, Fix | None]:
    return (
        Code.BAD_VALUE,
        f"{name} is '{text}', and should lead from the lesson to a file, like '../assets/cup.svg'",
        None,
    )


_PICTURE = Form(
    r"^\s*[^\s/:()<>\"'\\][^\s:()<>\"'\\]*\s*$",
    "This leads from the lesson's folder to a file in docs/, like '../assets/cup.svg'.",
    _no_picture,
)


@dataclass(frozen=True)
class Image:
    """A picture that belongs to the question."""

    file: Annotated[str, Text("The picture, from the lesson's folder.", "../assets/cup.svg", form=_PICTURE)]
    alt: Annotated[str, Text("What it shows, for those who do not see it.", "A wide cup beside a narrow one")]
    location: Location


_IN_BRACKETS = str.maketrans({sign: f"\\{sign}" for sign in "\\[]`"})


@dataclass(frozen=True, slots=True)
class QuestionText:
    """One text of a question that readers see."""

    written: str
    """Inline Markdown; where its role is `match`, plain text."""
    role: str
    """`prompt`, `image`, `hint`, `option`, `match`, `feedback` or `explanation`."""
    location: Location
    refused: bool = False
    """Whether it is there for the reader to refuse: a statement that is false, an option that does not fit."""


@dataclass(frozen=True)
class Question:
    """One question of a quiz."""

    id: Annotated[
        str,
        Text(
            "A telling name in lower case with hyphens, unique in the whole course. "
            "It never changes: readers' answers are kept under it.",
            "why-tea-cools",
            form=ID,
        ),
    ]
    type: Annotated[str, OneOf(_TYPES_IN_WORDS, TYPES)]
    objective: Annotated[
        str,
        Text(
            "The objective of the lesson that this question tests: an id from its front matter.", "tell-apart", form=ID
        ),
    ]
    concept: Annotated[
        str, Text("The concept that it tests: one of those in the front matter of its lesson.", "C03").optional()
    ]
    reread: Annotated[
        str,
        Text(
            "The passage that answers it: '#' and the heading in lower case with hyphens, in quotes.",
            "#key-points",
            form=_ANCHOR,
        ),
    ]
    """Without the `#`."""
    prompt: Annotated[
        str, Markdown("The question, or for true-false the statement.", "Why does tea cool faster in a wide cup?")
    ]
    image: Annotated[Image | None, Group(Image, "'image' of {}").optional()]
    options: Options
    """As written; for an order in the right order, for a statement made from `answer` and the two feedbacks."""
    hints: Annotated[
        tuple[str, ...],
        ListOf(
            "Hints in the order in which they are offered, the vaguest first.",
            Markdown("A hint.", "Think of the surface."),
            ["Think of the surface."],
        ).optional(),
    ]
    explanation: Annotated[
        str, Markdown("Shown with every answer, whatever was chosen.", "Both cups lose heat; …").optional()
    ]
    confidence: Annotated[bool, Flag("true asks the reader how sure they are before the answer is shown.").optional()]
    citations: tuple[Ref, ...]
    """Every citation in it, in the order in which they are read."""
    location: Location
    """Where it starts."""
    locations: dict[str, Location] = field(repr=False, compare=False)
    """Where the value of each of its keys starts."""

    @property
    def kind(self) -> QuestionType:
        """Its type."""
        return TYPES[self.type]

    @property
    def picture(self) -> str:
        """Its image as inline Markdown; empty where it has none."""
        return f"![{self.image.alt.translate(_IN_BRACKETS)}]({self.image.file})" if self.image else ""

    @property
    def texts(self) -> Iterator[QuestionText]:
        """All that readers are told by it, but for the catalogue's words; some may be empty."""
        kind, where = self.kind, self.locations
        yield QuestionText(self.prompt, "prompt", where["prompt"], kind.is_refused(self.options))
        yield QuestionText(self.picture, "image", where.get("image", self.location))
        for hint in self.hints:
            yield QuestionText(hint, "hint", where["hints"])
        for option in self.options:
            if not kind.statement:
                yield QuestionText(option.text, "option", option.location, not option.correct)
                yield QuestionText(option.match, "match", option.location)
            yield QuestionText(option.feedback, "feedback", option.feedback_location or option.location)
        yield QuestionText(self.explanation, "explanation", where.get("explanation", self.location))

    @property
    def whole(self) -> str:
        """All its texts in one, as they are written. A lesson's digest hangs on it."""
        parts = [self.prompt, *self.hints, self.explanation]
        for option in self.options:
            parts += (option.text, option.match, option.feedback)
        parts += [self.picture] if self.image else []
        return "\n".join(parts)

    @cached_property
    def unwritten(self) -> bool:
        """Whether parts of it are still to be written, its sources among them."""
        return bool(UNWRITTEN.search(self.whole))

    @cached_property
    def hash(self) -> str:
        """Eight hex digits of what the reader answered: a stored answer is restored only while this stays the same.

        Feedback, hints, the explanation and an image's words are left out: mending them takes nothing from anybody.
        """
        options = [[option.text, option.correct, option.match] for option in self.options]
        if self.kind.offers:
            options.sort()
        image = [self.image.file] if self.image else []
        return digest([self.type, self.prompt, options, *image], 8)


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


def _made(values: Values, fields: Fields) -> Question | None:
    """A question; None when it cannot be shown as its author meant it."""
    kind = TYPES[values["type"]]
    options = () if fields.failed else kind.options(values, fields)
    if not options:
        return None
    common = {name: values[name] for name in _COMMON} | {"reread": values["reread"].removeprefix("#")}
    cited = refs(common["prompt"], fields.location("prompt"))
    cited += [ref for hint in common["hints"] for ref in refs(hint, fields.location("hints"))]
    for option in options:
        cited += refs(option.text, option.location) + refs(option.feedback, option.location)
    cited += refs(common["explanation"], fields.location("explanation"))
    return Question(
        **common, options=options, citations=tuple(cited), location=fields.node.location, locations=fields.locations
    )


_COMMON = keys_of(Question)
_OF_TYPE = {
    name: Group(
        _made, "a question", type.says, ref=name, keys={**_COMMON, "type": Always(type.says, name), **type.keys}
    )
    for name, type in TYPES.items()
}
_ANY = Group(_made, "a question", keys=_COMMON)


class _Question(Kind[Question | None]):
    """A question, whose keys depend on its type."""

    empty = None

    def read(self, fields: Fields, node: Node, name: str) -> Question | None:
        type = node.value.get("type") if isinstance(node.value, dict) else None
        known = isinstance(type, Node) and isinstance(type.value, str) and _OF_TYPE.get(type.value.strip())
        if known:
            return known.read(fields, node, name)
        own = Fields(node, _ANY.what, fields.problems)
        if own.sound:
            _ANY.values(own)  # which other keys are known depends on the type
        fields.failed = True
        return None

    def groups(self) -> Iterator[tuple[str, Keys]]:
        yield from Group(_made, "", "A question, whatever its type.", keys=_COMMON).groups()
        for type in TYPES.values():
            yield from Group(_made, "", f"{type.name}: {type.says}", keys=type.keys).groups()

    def schema(self, definitions: Schema) -> Schema:
        cases = [when("type", name, group.schema(definitions)) for name, group in _OF_TYPE.items()]
        properties = {"type": _COMMON["type"].schema(definitions)}
        return {"type": "object", "required": ["type"], "properties": properties, "allOf": cases}


def _quiz(values: Values, fields: Fields) -> Quiz:
    name = fields.node.file.rpartition("/")[2].rpartition(".")[0]
    return Quiz(name, values["lesson"], values["questions"], fields.node.location, fields.location("lesson"))


FORMAT: Format[Quiz] = Format(
    "Quiz",
    f"{QUIZZES}/quiz.schema.json",
    Group(
        _quiz,
        "a quiz file",
        "The questions of one lesson. 'pain-ed check' judges by the same rules and by some more.",
        keys={
            "lesson": Text(
                "The lesson this quiz belongs to: its file's name without '.md', and this file's without '.yml'.",
                "start-here",
                form=ID,
            ),
            "questions": ListOf("Each stands exactly once in the lesson.", _Question()),
        },
    ),
)


def read_quiz(text: str, file: str) -> Parsed[Quiz]:
    """Read a quiz file.

    Args:
        text: its content.
        file: its path from the root of the course; the name without ending is the quiz's id.

    Returns:
        The quiz with those of its questions that are sound; whole, when all are.
    """
    fields, problems = FORMAT.open(text, file)
    quiz = FORMAT.group.take(fields) if fields else None
    if fields is None or quiz is None:
        return Parsed(None, problems, whole=False)
    whole = bool(quiz.questions) and len(quiz.questions) == len(fields.node.value["questions"].value)
    return Parsed(quiz, problems, whole)
