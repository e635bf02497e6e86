"""What lessons must say when they come to speak of medicines or of despair: docs/safety.yml."""

from __future__ import annotations

from dataclasses import dataclass

from pain_ed.diagnostics.problems import Location
from pain_ed.formats.definition import Format, Group, ListOf, Text, Values
from pain_ed.formats.fields import Fields
from pain_ed.formats.language import phrases
from pain_ed.formats.paths import SCHEMAS


@dataclass(frozen=True)
class Safety:
    """What docs/safety.yml asks for. Words as in `Avoided`."""

    medicines: tuple[str, ...]
    """Names of medicines."""
    say: tuple[str, ...]
    """A lesson that names one says one of these."""
    crisis: tuple[str, ...]
    """Words of despair."""
    crisis_link: str
    """A lesson with one of them links to this page of docs/, or part of a page (`help.md#part`)."""
    checks: tuple[str, ...]
    """Words that send a reader for a check."""
    soon: tuple[str, ...]
    """Words for how soon, which nobody writes beside a sign by hand."""
    location: Location
    """Where the link stands."""


def _medicines(values: Values, fields: Fields) -> Values:
    return {"medicines": values["words"], "say": values["say"]}


def _crisis(values: Values, fields: Fields) -> Values:
    return {"crisis": values["words"], "crisis_link": values["link"], "location": fields.location("link")}


def _signs(values: Values, fields: Fields) -> Values:
    return {"checks": values["checks"], "soon": values["soon"]}


def _safety(values: Values, fields: Fields) -> Safety | None:
    signs = values["signs"] or {"checks": (), "soon": ()}
    return None if fields.failed else Safety(**values["medicines"], **values["crisis"], **signs)


FORMAT = Format(
    "Safety",
    f"{SCHEMAS}/safety.schema.json",
    Group(
        _safety,
        "the file",
        "What lessons must say when they come to speak of medicines or of despair.",
        keys={
            "medicines": Group(
                _medicines,
                "'medicines'",
                "The names of medicines, and what a lesson that names one must say.",
                keys={
                    "words": phrases(
                        "The names of medicines. A '*' at the end stands for any ending.", "aspirin", "antidepressant*"
                    ),
                    "say": ListOf(
                        "A lesson that names one of them says one of these.",
                        Text("Words that must stand in the lesson.", "start, stop or change"),
                        ["start, stop or change"],
                    ),
                },
            ),
            "crisis": Group(
                _crisis,
                "'crisis'",
                "Words after which a lesson must show the way to help.",
                keys={
                    "words": phrases("The words. A '*' at the end stands for any ending.", "despair", "hopeless*"),
                    "link": Text(
                        "The part of the help page to which the lesson then leads, from docs/.",
                        "help.md#someone-to-talk-to",
                    ),
                },
            ),
            "signs": Group(
                _signs,
                "'signs'",
                "How texts send a reader for a check, and what they leave to docs/signs.yml.",
                keys={
                    "checks": phrases(
                        "A paragraph with one of them has a link to a sign or to the help page. "
                        "A '*' at the end stands for any ending.",
                        "get it checked",
                        "health check*",
                    ),
                    "soon": phrases(
                        "Words for how soon, which stand in no sentence with a link to a sign.", "at once", "today"
                    ),
                },
            ).optional(),
        },
    ),
)
read_safety = FORMAT.read
