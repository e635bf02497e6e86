"""The signs that send a reader for help, each with one urgency, and the numbers to ring: docs/signs.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pain_ed.diagnostics.problems import Location
from pain_ed.formats.definition import ID, Format, Group, ListOf, Markdown, Named, OneOf, Text, Values
from pain_ed.formats.fields import Fields
from pain_ed.formats.lesson import DAY
from pain_ed.formats.paths import SCHEMAS
from pain_ed.formats.sources import ADDRESS
from pain_ed.formats.text import Ref

URGENCIES = ("now", "today", "days")
"""How soon a sign needs help, the most urgent first: an emergency, today, in the next days."""

BY_PLACE, FOR_CLINICIANS, NUMBERS = LISTS = ("by-place", "for-clinicians", "numbers")
"""What `/// signs` lists other than the signs of one urgency, or of one place."""

ANCHOR = "sign-"
"""What stands before a sign's id where a page lists it."""


@dataclass(frozen=True)
class Place:
    """Where signs are looked for: a part of the body, or a group such as 'After surgery'."""

    id: Annotated[str, Text("By which signs name it.", "hands", form=ID)]
    title: Annotated[str, Text("The heading that readers see.", "Hands and arms")]
    location: Location


@dataclass(frozen=True)
class Sign:
    """A sign that sends a reader for help."""

    id: Annotated[str, Text("By which links name it: '[hot skin](../help.md#sign-its-id)'.", "hot-skin", form=ID)]
    words: Annotated[
        str,
        Text("The sign in plain words, as an item of a list reads: no capital, no full stop.", "skin that stays hot"),
    ]
    urgency: Annotated[
        str, OneOf("How soon it needs help. now: an emergency; today; days: in the next days.", URGENCIES)
    ]
    places: Annotated[
        tuple[Ref, ...],
        ListOf(
            "Places of this file. The list by urgency has the sign at the first, the list by place at all.",
            Named("A place of this file.", "hands"),
            ["hands", "after-a-burn"],
        ),
    ]
    suspect: Annotated[
        str, Text("What a clinician thinks of. It stands in the list for clinicians alone.", "deep burn").optional()
    ]
    sources: Annotated[
        tuple[Ref, ...],
        ListOf("Where it was looked up.", Named("An id of docs/sources.yml.", "okafor-2021"), ["okafor-2021"]),
    ]
    looked_up: Annotated[
        str, Text("The day on which someone last compared it with its sources.", "2026-11-28", form=DAY)
    ]
    location: Location

    @property
    def anchor(self) -> str:
        """Its id in the page that lists it."""
        return f"{ANCHOR}{self.id}"


@dataclass(frozen=True)
class Country:
    """The numbers that help in a country."""

    name: Annotated[str, Text("As readers there write it.", "Ireland")]
    emergency: Annotated[str, Markdown("How to reach help in an emergency.", "[112](tel:112)")]
    crisis: Annotated[str, Markdown("Who listens when life feels too hard.", "Open Line, [555](tel:555)")]
    read_at: Annotated[
        tuple[str, ...],
        ListOf(
            "The pages on which the numbers were looked up. What was found on none is not written.",
            Text("An address.", "https://example.org/help-lines", form=ADDRESS),
            ["https://example.org/help-lines"],
        ),
    ]
    looked_up: Annotated[str, Text("The day on which someone last looked them up.", "2026-11-28", form=DAY)]
    location: Location


@dataclass(frozen=True)
class Signs:
    """What docs/signs.yml holds."""

    places: tuple[Place, ...] = ()
    signs: tuple[Sign, ...] = ()
    countries: tuple[Country, ...] = ()


def _signs(values: Values, fields: Fields) -> Signs:
    return Signs(**values)


FORMAT = Format(
    "Signs",
    f"{SCHEMAS}/signs.schema.json",
    Group(
        _signs,
        "the file",
        "The signs that send a reader for help. The help page and the list for clinicians are made from it.",
        keys={
            "places": ListOf("In the order in which they are listed.", Group(Place, "a place")),
            "signs": ListOf("In the order in which they are listed.", Group(Sign, "a sign")),
            "countries": ListOf("In the order in which they are listed.", Group(Country, "a country")).optional(),
        },
    ),
    Signs(),
)
read_signs = FORMAT.read
