"""The ideas that a course teaches: docs/concepts.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pain_ed.diagnostics.problems import Location
from pain_ed.formats.definition import Group, ListOf, OneOf, Text, registry
from pain_ed.formats.paths import SCHEMAS


@dataclass(frozen=True)
class Concept:
    """One idea."""

    id: Annotated[str, Text("By which lessons and questions name it.", "C01")]
    idea: Annotated[str, Text("What a learner should be able to say, in one sentence.", "A wide cup cools tea faster.")]
    instead_of: Annotated[str, Text("What they may have thought before.", "All cups cool tea alike.")]
    value: Annotated[
        int | str,
        OneOf(
            "Which of the three ideas that readers found worth learning it belongs to, where it does.", (1, 2, 3)
        ).optional(),
    ]
    location: Location


FORMAT = registry(
    "Concepts",
    f"{SCHEMAS}/concepts.schema.json",
    "The ideas that the course teaches.",
    "concepts",
    ListOf("Each is taught by some lesson.", Group(Concept, "a concept")),
)
read_concepts = FORMAT.read
