"""What stands at the head of a lesson, and of a page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Fix, Location
from pain_ed.formats.definition import ID, Form, Format, Group, Kind, ListOf, Named, Schema, Text, Values, Whole
from pain_ed.formats.fields import Fields, shown
from pain_ed.formats.paths import SCHEMAS
from pain_ed.formats.text import KEBAB, Ref, slug
from pain_ed.formats.yaml import Node

MAX_NUMBER = 60
"""The highest number of a lesson that a reader's code can hold."""


@dataclass(frozen=True)
class Objective:
    """What a reader can do after a lesson."""

    id: str
    text: str
    location: Location


class _Objectives(Kind[tuple[Objective, ...]]):
    empty = ()
    says = "What the reader can do afterwards: lines of 'short-id: what'. Each is tested by a question."
    examples = ({"tell-apart": "Tell steam and smoke apart."},)
    line = Text("What the reader can do afterwards, starting with a verb.", "Tell steam and smoke apart.")

    def read(self, fields: Fields, node: Node, name: str) -> tuple[Objective, ...]:
        if not isinstance(node.value, dict) or not node.value:
            should = "should hold lines of 'short-id: what the reader can do'"
            fields.fail(Code.WRONG_TYPE, node.location, f"{name} {should}, and is {shown(node.value)}")
            return ()
        objectives = []
        for id, value in node.value.items():
            location = node.location_of_key(id)
            if not KEBAB.fullmatch(id):
                better = slug(id).replace("_", "-") or "tell-apart"
                message = f"the objective's id is '{id}', and should read like '{better}'"
                fields.fail(Code.BAD_ID, location, message)
            elif text := self.line.read(fields, value, f"the objective '{id}'"):
                objectives.append(Objective(id, text, location))
        return tuple(objectives)

    def shape(self, definitions: Schema) -> Schema:
        names = {"pattern": ID.pattern, "patternErrorMessage": ID.says}
        return {
            "type": "object",
            "minProperties": 1,
            "propertyNames": names,
            "additionalProperties": self.line.schema(definitions),
        }


class _SourceDocuments(ListOf[Ref]):
    """An empty list has a rule of its own: a lesson without a source document."""

    def read(self, fields: Fields, node: Node, name: str) -> tuple[Ref, ...]:
        if node.value == []:
            fields.fail(Code.NO_SOURCE_DOCUMENT, node.location, f"{name} is empty")
            return ()
        return super().read(fields, node, name)


def _no_day(text: str, name: str, node: Node) -> tuple[Code, str, Fix | None]:
    return Code.BAD_VALUE, f"{name} is '{text}', and should be a date like 2026-11-21", None


def _no_stamp(text: str, name: str, node: Node) -> tuple[Code, str, Fix | None]:
    lesson = node.file.rpartition("/")[2].removesuffix(".md")
    return Code.BAD_VALUE, f"{name} is '{text}', and is set by 'pain-ed stamp {lesson}'", None


def _is_day(text: str) -> bool:
    """Whether a calendar has it."""
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


DAY = Form(
    r"^\s*\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\s*$", "This is a date, like 2026-11-21.", _no_day, also=_is_day
)
"""The form of a day."""
_STAMP = Form(r"^\s*[0-9a-f]{8}\s*$", "This is set by 'pain-ed stamp'.", _no_stamp)


def _values(values: Values, fields: Fields) -> Values:
    return values


FORMAT: Format[Values] = Format(
    "Front matter of a lesson",
    f"{SCHEMAS}/lesson.schema.json",
    Group(
        _values,
        "the front matter",
        "What stands at the head of a lesson, between two lines of three hyphens.",
        keys={
            "title": Text("The title, as readers see it. Put it in quotes when it has a colon.", "How tea cools"),
            "summary": Text(
                "What the lesson is about, in one sentence. It stands in lists of lessons.",
                "Why some cups stay warm for longer.",
            ),
            "minutes": Whole("How long it takes to read, in minutes.", 6, least=1, most=60),
            "objectives": _Objectives(),
            "source_documents": _SourceDocuments(
                "Ids of docs/sources.yml: what the lesson grew from. Each is cited in the text.",
                Named("An id of docs/sources.yml.", "okafor-2021"),
                ["okafor-2021"],
            ),
            "reviewed": Text("The day on which its authors last looked at the whole text.", "2026-11-21", form=DAY),
            "clinical_review": Text(
                "'pending', until a clinician has gone through it; then who, and when.",
                "pending",
                "Ada Okafor, physiotherapist, 2026-11-21",
            ),
            "short": Text("A short name for links that readers hold. It never changes.", "tea", form=ID).optional(),
            "number": Whole(
                "The lesson's own number, by which a reader's code names it. "
                "It never changes, whatever the order of the lessons.",
                3,
                least=1,
                most=MAX_NUMBER,
            ).optional(),
            "concepts": ListOf(
                "Ids of docs/concepts.yml: the ideas that the lesson teaches. Each is tested by a question.",
                Named("An id of docs/concepts.yml.", "C03"),
                ["C03", "C04"],
            ).optional(),
            "key_message": Text("The one sentence to take home.", "A wide cup cools tea faster.").optional(),
            "handing_over": Text(
                "What a clinician can say when giving the lesson to someone.",
                "This explains what you asked me last time.",
            ).optional(),
            "do_not_claim": Text("What not to say with it.", "Do not say that cold tea is bad for anyone.").optional(),
            "reviewed_text": Text(
                "Set by 'pain-ed stamp'; do not write it by hand.", "0a1b2c3d", form=_STAMP
            ).optional(),
        },
    ),
)
"""Read by `pain_ed.course.pages`, which joins it with the text below it."""
