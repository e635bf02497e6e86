"""Words that a course does not use: docs/language.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pain_ed.diagnostics.problems import Location
from pain_ed.formats.definition import PHRASE, Group, ListOf, Text, registry
from pain_ed.formats.paths import SCHEMAS


def phrases(says: str, *examples: str) -> ListOf[str]:
    """A list of words and phrases, each of which may end with a `*`, for any ending."""
    one = Text("A word or phrase; a '*' may stand at its end, for any ending.", *examples, form=PHRASE)
    return ListOf(says, one, list(examples))


@dataclass(frozen=True)
class Avoided:
    """Words to avoid."""

    words: Annotated[
        tuple[str, ...],
        phrases(
            "The words or phrases that are looked for. A '*' at the end stands for any ending.", "foolproof", "idiot*"
        ),
    ]
    instead: Annotated[str, Text("What to say instead.", "easy to follow")]
    why: Annotated[
        str, Text("Why, in a sentence or two that an author is shown.", "It calls those who get it wrong fools.")
    ]
    unless: Annotated[
        tuple[str, ...],
        ListOf(
            "Phrases in which the words are fine.", Text("A phrase.", "foolproof lock"), ["foolproof lock"]
        ).optional(),
    ]
    location: Location


FORMAT = registry(
    "Words to avoid",
    f"{SCHEMAS}/language.schema.json",
    "Words and phrases that the course does not use.",
    "avoid",
    ListOf("Copy an entry to add one.", Group(Avoided, "an entry")),
)
read_language = FORMAT.read
