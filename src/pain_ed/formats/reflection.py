"""The statements that a reader can rate before and after a module: docs/reflection.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pain_ed.diagnostics.problems import Code, Location
from pain_ed.formats.definition import ID, Format, Group, ListOf, Text, Values
from pain_ed.formats.fields import Fields
from pain_ed.formats.paths import SCHEMAS

_HOW_MANY = 4


@dataclass(frozen=True)
class Statement:
    """A statement that a reader can rate."""

    id: Annotated[str, Text("Its name, in lower case with hyphens.", "explain", form=ID)]
    text: Annotated[str, Text("The statement, in the first person.", "I could tell a friend why tea cools.")]
    location: Location


def _four(values: Values, fields: Fields) -> tuple[Statement, ...]:
    """Nothing unless all four are sound: what a reader said of them is kept by their places."""
    statements: tuple[Statement, ...] = values["statements"]
    complete = not fields.failed
    taken: set[str] = set()
    for statement in statements:
        if statement.id in taken:
            message = f"the statement id '{statement.id}' is taken already"
            fields.fail(Code.DUPLICATE_ID, statement.location, message)
        taken.add(statement.id)
    if complete and len(statements) != _HOW_MANY:
        there = f"there {'is' if len(statements) == 1 else 'are'} {len(statements)}"
        message = f"there should be four statements, and {there}"
        fields.fail(Code.REFLECTION, Location(fields.node.file), message)
    return () if fields.problems else statements


FORMAT = Format(
    "Reflection",
    f"{SCHEMAS}/reflection.schema.json",
    Group(
        _four,
        "the file",
        "Four statements that a reader can rate before and after a module.",
        keys={
            "statements": ListOf(
                "Four. Readers' answers are kept by the place of a statement: mend its words, never swap two.",
                Group(Statement, "a statement"),
                exactly=_HOW_MANY,
            )
        },
    ),
    (),
)
read_reflection = FORMAT.read
