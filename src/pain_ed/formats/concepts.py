"""The ideas that a course teaches: docs/concepts.yml."""

from __future__ import annotations

from dataclasses import dataclass

from pain_ed.diagnostics.problems import Location
from pain_ed.formats.definition import Group, ListOf, OneOf, Text, key, registry
from pain_ed.formats.paths import SCHEMAS


@dataclass(frozen=True)
class Concept:
    """One idea."""

    id: str = key(Text("By which lessons and questions name it.", "C01"))
    idea: str = key(Text("What a learner should be able to say, in one sentence.", "A wide cup cools tea faster."))
    instead_of: str = key(Text("What they may have thought before.", "All cups cool tea alike."))
    value: int | str = key(
        OneOf("Which of the three ideas that readers found worth learning it belongs to, where it does.", (1, 2, 3)),
        required=False,
    )
    location: Location


FORMAT = registry(
    "Concepts",
    f"{SCHEMAS}/concepts.schema.json",
    "The ideas that the course teaches.",
    "concepts",
    ListOf("Each is taught by some lesson.", Group(Concept, "a concept")),
)
read_concepts = FORMAT.read
