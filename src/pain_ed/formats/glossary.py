"""The technical words of a course: docs/glossary.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pain_ed.diagnostics.problems import Location
from pain_ed.formats.definition import Group, ListOf, Text, registry
from pain_ed.formats.paths import SCHEMAS


@dataclass(frozen=True)
class Term:
    """A technical word."""

    term: Annotated[str, Text("The word, as the lessons use it.", "infusion")]
    forms: Annotated[
        tuple[str, ...],
        ListOf(
            "Other spellings of the same sense: the plural, an abbreviation.",
            Text("Another form.", "infusions"),
            ["infusions"],
        ).optional(),
    ]
    definition: Annotated[
        str, Text("What it means, in one or two plain sentences.", "What hot water draws out of leaves.")
    ]
    location: Location


FORMAT = registry(
    "Glossary",
    f"{SCHEMAS}/glossary.schema.json",
    "The technical words of the course.",
    "terms",
    ListOf("In the order of the alphabet. Each is used somewhere.", Group(Term, "a term")),
)
read_glossary = FORMAT.read
