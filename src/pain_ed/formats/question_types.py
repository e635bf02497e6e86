"""The types of questions, an object each. Everything else asks what an object says of itself, and never for its name.

To add a type, add its object to TYPES, and the script that judges its answers on the page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pain_ed.diagnostics.problems import Location
from pain_ed.formats.definition import Flag, Group, Keys, ListOf, Markdown, Text, Values
from pain_ed.formats.fields import Fields
from pain_ed.formats.text import digest


@dataclass(frozen=True)
class Option:
    """An option of a choice, an item of an order, or a pair of a match."""

    text: str
    """Inline Markdown. For a statement: the word `true` or `false`."""
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


Options = tuple[Option, ...]
Pairs = Sequence[tuple[Option | None, Option | None]]
"""Which option of an older state of a question became which; None for what is new or gone."""


def _option(values: Values, fields: Fields) -> Option | None:
    if fields.failed:
        return None
    return Option(
        text=values["text"],
        feedback=values["feedback"],
        correct=values.get("correct", True),
        match=values.get("match", ""),
        location=fields.node.location,
        feedback_location=fields.location("feedback"),
    )


_OPTION = Group(
    _option,
    "an option",
    "One thing to choose.",
    ref="option",
    keys={
        "text": Markdown("What the reader can choose.", "It cools in a few minutes"),
        "feedback": Markdown(
            "Why it fits, or why many people think that it does, and what is so instead. Never a reproach.",
            "A fair guess, since … But …",
        ),
        "correct": Flag("true where this fits; leave it out elsewhere.").optional(),
    },
)
_ITEM = Group(
    _option,
    "an item",
    "One step; write the steps in the right order.",
    ref="item",
    keys={
        "text": Markdown("What happens in this step.", "The water boils"),
        "feedback": Markdown("Why it comes here.", "This comes first, because …"),
    },
)
_PAIR = Group(
    _option,
    "a pair",
    "Two things that belong together.",
    ref="pair",
    keys={
        "text": Markdown("The left side, which is always shown.", "Kettle"),
        "match": Text(
            "The right side, to be found in a list. Plain words: no citation, no emphasis, no link.", "boils water"
        ),
        "feedback": Markdown("Why they belong together.", "It does so, because …"),
    },
)


def _listed(key: str) -> Callable[[Values, Fields], Options]:
    return lambda values, fields: values[key]


@dataclass(frozen=True, kw_only=True)
class QuestionType:
    """A type of question: one in which options are offered to choose from, unless a subclass says otherwise."""

    name: str
    says: str
    """What an editor says of it."""
    keys: Keys
    """Its own keys, beside those that every question has."""
    options: Callable[[Values, Fields], Options]
    """From what its keys hold to its options."""
    control: Literal["radio", "checkbox", "select"] = "radio"
    """With what a reader answers."""
    instruction: str = ""
    """The name of the words that say what to do; none where the prompt does."""
    gift: Literal["choice", "true-false", "matching"] = "choice"
    """What GIFT has for it."""
    todo: str
    """What `pain-ed new question` asks for in the prompt."""
    template: str
    """What it writes for the type's own keys."""

    statement = False
    """Whether the prompt is a statement, which is right or wrong; its two options are then words of the catalogue."""
    ordered = False
    """Whether what is right is the order of its options."""

    @property
    def offers(self) -> bool:
        """Whether it offers options of the author's own, of which some do not fit. They can be shown in any order."""
        return self.control != "select" and not self.statement

    @property
    def most_correct(self) -> int | None:
        """How many of the options that it offers may be correct, where there is a limit."""
        return 1 if self.control == "radio" else None

    def is_refused(self, options: Options) -> bool:
        """Whether the prompt is a statement for the reader to refuse."""
        return False

    def belongs(self, option: Option, number: int) -> str:
        """What belongs to an option: its right side, or its number in the order. Empty where options are chosen."""
        return ""

    def selects(self, id: str, options: Options) -> tuple[list[Option], list[tuple[str, str]]]:
        """For selects: the options as they are shown, and what can be picked for each, by value and text."""
        raise NotImplementedError

    def right(self, prompt: str, options: Options) -> list[str]:
        """What counts as right, in words."""
        return sorted(option.text for option in options if option.correct)

    def is_rekeyed(self, old: Options, new: Options, pairs: Pairs) -> bool:
        """Whether something else is right in a new state, and not the same in other words."""
        return any((was is not None and was.correct) != (now is not None and now.correct) for was, now in pairs)


class _Statement(QuestionType):
    statement = True

    def is_refused(self, options: Options) -> bool:
        return not options[0].correct

    def right(self, prompt: str, options: Options) -> list[str]:
        return [f"{prompt} – {option.text}" for option in options if option.correct]

    def is_rekeyed(self, old: Options, new: Options, pairs: Pairs) -> bool:
        return [option.correct for option in old] != [option.correct for option in new]


class _Order(QuestionType):
    ordered = True

    def belongs(self, option: Option, number: int) -> str:
        return str(number)

    def selects(self, id: str, options: Options) -> tuple[list[Option], list[tuple[str, str]]]:
        return _mixed(id, options), [(str(number), str(number)) for number in range(1, len(options) + 1)]

    def right(self, prompt: str, options: Options) -> list[str]:
        return [f"{number}. {option.text}" for number, option in enumerate(options, start=1)]

    def is_rekeyed(self, old: Options, new: Options, pairs: Pairs) -> bool:
        places = [old.index(was) for now in new for was, here in pairs if here is now and was]
        return places != sorted(places)


class _Match(QuestionType):
    def belongs(self, option: Option, number: int) -> str:
        return option.match

    def selects(self, id: str, options: Options) -> tuple[list[Option], list[tuple[str, str]]]:
        return list(options), [(option.match_id, option.match) for option in _mixed(id, options)]

    def right(self, prompt: str, options: Options) -> list[str]:
        return sorted(f"{option.text} – {option.match}" for option in options)

    def is_rekeyed(self, old: Options, new: Options, pairs: Pairs) -> bool:
        rights = {option.match for option in old}
        return any(was and now and was.match != now.match and now.match in rights for was, now in pairs)


def _mixed(id: str, options: Options) -> list[Option]:
    """Another order than the right one, the same at every build."""
    mixed = sorted(options, key=lambda option: hashlib.sha256(f"{id}{option.text}".encode()).digest())
    return mixed if tuple(mixed) != options else mixed[1:] + mixed[:1]


def _judgements(values: Values, fields: Fields) -> Options:
    words = {"true": values["answer"], "false": not values["answer"]}
    places = {word: fields.location(f"feedback_{word}") for word in words}
    return tuple(Option(word, values[f"feedback_{word}"], correct, "", places[word]) for word, correct in words.items())


_TYPES = (
    QuestionType(
        name="single",
        says="One option fits.",
        keys={"options": ListOf("What there is to choose; exactly one is 'correct: true'.", _OPTION)},
        options=_listed("options"),
        todo="the question",
        template="""\
options:
  - text: TO WRITE – what fits
    correct: true
    feedback: TO WRITE – why it fits, with its source
  - text: TO WRITE – what many people think
    feedback: TO WRITE – why one may think so, and what is so instead
  - text: TO WRITE – another answer that tempts
    feedback: TO WRITE – why one may choose it, and what is so instead""",
    ),
    QuestionType(
        name="multiple",
        says="One or more options fit.",
        keys={"options": ListOf("What there is to choose; at least one is 'correct: true'.", _OPTION)},
        options=_listed("options"),
        control="checkbox",
        instruction="choose-all",
        todo="the question, which several answers fit",
        template="""\
options:
  - text: TO WRITE – what fits
    correct: true
    feedback: TO WRITE – why it fits, with its source
  - text: TO WRITE – what many people think
    feedback: TO WRITE – why one may think so, and what is so instead
  - text: TO WRITE – what fits as well
    correct: true
    feedback: TO WRITE – why this fits too""",
    ),
    _Statement(
        name="true-false",
        says="A statement that is true or false.",
        keys={
            "answer": Flag("Whether the statement is true."),
            "feedback_true": Markdown("For the reader who says 'true'.", "Many people think so. But …"),
            "feedback_false": Markdown("For the reader who says 'false'.", "It is not so, because …"),
        },
        options=_judgements,
        gift="true-false",
        todo="the statement, as someone may say it",
        template="""\
answer: true
feedback_true: TO WRITE – why it is true, with its source
feedback_false: TO WRITE – why one may doubt it, and what is so instead""",
    ),
    _Order(
        name="order",
        says="Steps to be put in order.",
        keys={"items": ListOf("The steps in the right order; the page shows them in another.", _ITEM)},
        options=_listed("items"),
        control="select",
        instruction="put-in-order",
        gift="matching",
        todo="what to put in order",
        template="""\
items:
  - text: TO WRITE – the first step
    feedback: TO WRITE – why it comes first, with its source
  - text: TO WRITE – the second step
    feedback: TO WRITE – why it comes next
  - text: TO WRITE – the third step
    feedback: TO WRITE – why it comes last""",
    ),
    _Match(
        name="match",
        says="Pairs to be found.",
        keys={"pairs": ListOf("What belongs together.", _PAIR)},
        options=_listed("pairs"),
        control="select",
        instruction="find-pairs",
        gift="matching",
        todo="what to put together",
        template="""\
pairs:
  - text: TO WRITE – a word
    match: TO WRITE – what belongs to it
    feedback: TO WRITE – why they belong together, with a source
  - text: TO WRITE – a second word
    match: TO WRITE – what belongs to the second
    feedback: TO WRITE – why these belong together""",
    ),
)
TYPES = {type.name: type for type in _TYPES}
"""Each type by its name."""
