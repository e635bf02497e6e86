"""The course's words about the simulations: docs/models.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Location, closest_fix, did_you_mean
from pain_ed.formats.definition import (
    ID,
    SOME,
    Group,
    Kind,
    ListOf,
    Markdown,
    OneOf,
    Schema,
    Text,
    Values,
    keys_of,
    registry,
    when,
)
from pain_ed.formats.fields import Fields
from pain_ed.formats.files import FORMATS
from pain_ed.formats.paths import SCHEMAS
from pain_ed.formats.text import Ref, refs
from pain_ed.formats.yaml import Node
from pain_ed.simulation.drawing import Control, Drawing, State
from pain_ed.simulation.drawings import DRAWINGS


@dataclass(frozen=True)
class ControlText:
    """What is said of a control of a simulation."""

    label: str
    stops: tuple[str, ...]
    """Each of its stops in words."""


@dataclass(frozen=True)
class Setting:
    """A telling setting of a simulation."""

    title: str
    state: State


class _Depends(Kind[None]):
    """What stands there depends on the drawing: `_of_drawing` says on what, and how."""

    empty = None
    says = "What stands here depends on 'draws'."

    def read(self, fields: Fields, node: Node, name: str) -> None:
        """Nothing: it is read when the drawing is known."""

    def shape(self, definitions: Schema) -> Schema:
        return {}


class _Settings(_Depends):
    says = "The settings that stand on paper, and where there is no JavaScript."

    def shape(self, definitions: Schema) -> Schema:
        return {"type": "array", "minItems": 1}


@dataclass(frozen=True)
class Simulation:
    """The words about one interactive model.

    The numbers are those of its drawing.
    """

    id: Annotated[str, Text("Its name, in lower case with hyphens.", "wind-up", form=ID)]
    draws: Annotated[str, OneOf("What it draws.", DRAWINGS)]
    """A key of DRAWINGS."""
    title: Annotated[str, Text("Its title.", "Try it: one step after the other")]
    not_you: Annotated[str, Markdown("That it is a model, and not the reader.", "This is not you. It is a model of …")]
    question: Annotated[str, Text("What to guess first.", "What do you think happens?")]
    choices: Annotated[
        tuple[str, ...], ListOf("The guesses.", Text("A guess.", "Nothing at all"), ["Nothing at all", "More and more"])
    ]
    answer: Annotated[str, Markdown("What happens, told when the reader has guessed.", "It grows …")]
    answer_at: Annotated[State, _Depends()]
    """The setting that the answer is about."""
    start: Annotated[State, _Depends()]
    """The setting in which it is first seen."""
    controls: Annotated[dict[str, ControlText], _Depends()]
    """Those that a reader can set, by name, in the order in which they are written; others stay as at the start."""
    labels: Annotated[dict[str, str], _Depends()]
    """The words in the picture."""
    captions: Annotated[dict[str, str], _Depends()]
    """The sentences under it, with `{names}` of `Drawing.names`."""
    in_sight: Annotated[Setting | None, _Depends().optional()]
    """What is seen of it before a reader opens it; its title may hold `{names}`, too."""
    settings: Annotated[tuple[Setting, ...], _Settings()]
    """What is shown on paper and without JavaScript."""
    leaves_out: Annotated[
        tuple[str, ...],
        ListOf(
            "What the model leaves out, one sentence each.",
            Markdown("A sentence.", "Real cells tire."),
            ["Real cells tire."],
        ),
    ]
    sources: Annotated[str, Markdown("Where its numbers come from.", "The numbers are those of … [^okafor-2021]")]
    citations: tuple[Ref, ...]
    """Every citation in it, in the order in which they are read."""
    location: Location
    locations: dict[str, Location] = field(repr=False, compare=False)
    """Where the value of each of its keys starts; for an entry of `leaves_out`, `leaves_out.0` and so on."""

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """All that a reader is told by it, each text with the key of its entry under which it stands."""
        for name in _KEYS:
            if name not in ("id", "draws"):
                for text in _texts_in(getattr(self, name)):
                    yield name, text

    @property
    def anchor(self) -> str:
        """Id of its title in a page."""
        return f"model-{self.id}"


_KEYS = keys_of(Simulation)


def _texts_in(value: object) -> Iterator[str]:
    """The texts among the values of a simulation."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, ControlText):
        yield from (value.label, *value.stops)
    elif isinstance(value, Setting):
        yield value.title
    elif isinstance(value, (tuple, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(part)


# --- what depends on the drawing --------------------------------------------------------------------------------------

_NAME = re.compile(r"\{([\w.-]*)\}")


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Put values where a text says `{name}`; a name without a value stays."""
    return _NAME.sub(lambda match: str(values.get(match[1], match[0])), template)


class _Template(Text):
    """A plain text, in which names in braces stand for values."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        super().__init__("A plain text. Names in braces stand for values.", "At {temperature} °C it is silent.")
        self.known = list(known)

    def read(self, fields: Fields, node: Node, name: str) -> str:
        text = super().read(fields, node, name)
        for used in _NAME.findall(text):
            if used not in self.known:
                guess = did_you_mean(used, self.known) or f" Known: {', '.join(self.known) or 'none'}."
                message = f"{name} says '{{{used}}}', which has no value here.{guess}"
                fields.fail(Code.BAD_VALUE, node.location, message)
        if match := re.search(r"\[\^?|[*`<]", text):
            fields.fail(Code.PLAIN_TEXT_ONLY, node.location, f"{name} holds the sign '{match[0]}'")
        return text

    def schema(self, definitions: Schema) -> Schema:
        definitions["said"] = super().schema(definitions)
        return {"$ref": "#/definitions/said"}


class _Stop(Kind[int | None]):
    """At which stop one control stands."""

    empty = None

    def __init__(self, drawing: str, control: Control) -> None:
        self.name, self.keys, self.ref = control.name, control.keys, f"{drawing}-{control.name}"
        self.says = f"At which stop '{control.name}' stands."

    def read(self, fields: Fields, node: Node, name: str) -> int | None:
        # As it is written: 0.50 is no other stop than 0.5, and `on` is a word.
        is_number = isinstance(node.value, (int, float)) and not isinstance(node.value, bool)
        written = f"{node.value:g}" if is_number else node.raw
        if written in self.keys:
            return self.keys.index(written)
        guess = did_you_mean(written, self.keys)
        message = f"{name} is '{written}', and should be one of: {', '.join(self.keys)}.{guess}"
        fields.fail(Code.BAD_VALUE, node.location, message, closest_fix(node.location, written, self.keys))
        return None

    def schema(self, definitions: Schema) -> Schema:
        numbers = [number for stop in self.keys if (number := _number(stop)) is not None]
        definitions[self.ref] = {"enum": [*self.keys, *numbers], "description": self.says}
        return {"$ref": f"#/definitions/{self.ref}"}


def _number(stop: str) -> int | float | None:
    """What YAML makes of a stop that is written as a number."""
    try:
        return int(stop) if stop.lstrip("-").isdigit() else float(stop)
    except ValueError:
        return None


class _Stops(Kind[tuple[str, ...]]):
    """The stops of a control in words: a text for each, or one for all with names in braces."""

    empty = ()
    says = "A text for all stops, with '{value}' in it, or a list with a text for each."

    def __init__(self, control: Control) -> None:
        self.control = control
        self.each, self.all = ListOf("", Text("")), _Template(control.fields)

    def read(self, fields: Fields, node: Node, name: str) -> tuple[str, ...]:
        stops, known = self.control.keys, self.control.fields
        if not isinstance(node.value, list):
            text = self.all.read(fields, node, name)
            return tuple(
                fill(text, {field: values[index] for field, values in known.items()}) for index in range(len(stops))
            )
        if len(node.value) != len(stops):
            should = f"and should have one for each of: {', '.join(stops)}"
            fields.fail(Code.WRONG_TYPE, node.location, f"{name} has {len(node.value)} entries, {should}")
        return self.each.read(fields, node, name) if node.value else ()

    def schema(self, definitions: Schema) -> Schema:
        text, count = {"type": "string", "pattern": SOME.pattern}, len(self.control.keys)
        each = {"type": "array", "minItems": count, "maxItems": count, "items": text}
        return {"description": self.says, "examples": ["{value} °C"], "anyOf": [text, each]}


def _values(values: Values, fields: Fields) -> Values:
    return values


def _control_text(values: Values, fields: Fields) -> ControlText:
    return ControlText(values["label"], values["stops"])


def _controls(values: Values, fields: Fields) -> dict[str, ControlText]:
    return {name: values[name] for name in fields.node.keys or () if values.get(name)}


def _of_drawing(name: str, drawing: Drawing) -> dict[str, Kind[Any]]:
    """What the keys hold that depend on the drawing. A state holds the stops of the controls that it names."""
    every = {control.name: _Stop(name, control) for control in drawing.controls}
    some = {name: stop.optional() for name, stop in every.items()}
    some_says = "At which stop controls stand; one that is left out stands as at the start."
    setting = {"title": Text("What it is called.", "At the start"), "at": Group(_values, "'at'", some_says, keys=some)}
    controls = {
        control.name: Group(
            _control_text,
            f"the control '{control.name}'",
            f"What is said of '{control.name}'.",
            keys={"label": Text("Its name, as readers see it.", "Warmth"), "stops": _Stops(control)},
        ).optional()
        for control in drawing.controls
    }
    said = _Template(drawing.names)
    seen = {"text": said, "at": setting["at"]}
    captions = [sentence for _, names in drawing.captions for sentence in names if sentence]
    return {
        "start": Group(_values, "'start'", "At which stop each control stands.", keys=every),
        "answer_at": Group(_values, "'answer_at'", some_says, keys=some),
        "controls": Group(
            _controls,
            "'controls'",
            "What can be set. A control that is left out stays as it is at the start.",
            keys=controls,
        ),
        "labels": Group(_values, "'labels'", "The words in the picture.", keys=dict.fromkeys(drawing.labels, said)),
        "captions": Group(
            _values, "'captions'", "The sentences under the picture.", keys=dict.fromkeys(captions, said)
        ),
        "in_sight": Group(
            _values,
            "'in_sight'",
            "The picture that is seen until a reader opens the model, and one line on it. Left out: the first setting.",
            keys=seen,
        ),
        "settings": ListOf(
            _Settings.says, Group(_values, "a setting", "A setting that stands on paper.", keys=setting)
        ),
    }


_DRAWN = {name: _of_drawing(name, drawing) for name, drawing in DRAWINGS.items()}


# --- simulations ------------------------------------------------------------------------------------------------------


def _simulation(values: Values, fields: Fields) -> Simulation | None:
    if not values["draws"]:
        return None  # what the rest should hold depends on the drawing
    for name, kind in _DRAWN[values["draws"]].items():
        if node := fields.node.value.get(name):
            values[name] = kind.read(fields, node, f"'{name}'")
    if fields.failed:
        return None
    start: Mapping[str, int] = values["start"]

    def state(named: Mapping[str, int | None]) -> State:
        stops = ((named[name], start[name]) for name in start)
        return tuple(first if stop is None else stop for stop, first in stops)

    values["settings"] = tuple(Setting(each["title"], state(each["at"])) for each in values["settings"])
    values |= {"start": state(start), "answer_at": state(values["answer_at"])}
    if seen := values["in_sight"]:
        values["in_sight"] = Setting(seen["text"], state(seen["at"]))
    node = fields.node.value["leaves_out"]
    locations = fields.locations | {f"leaves_out.{number}": each.location for number, each in enumerate(node.value)}
    cited = [(values[name], locations[name]) for name in ("not_you", "answer")]
    cited += [(text, locations[f"leaves_out.{number}"]) for number, text in enumerate(values["leaves_out"])]
    cited += [(values["sources"], locations["sources"])]
    return Simulation(
        **values,
        citations=tuple(ref for text, location in cited for ref in refs(text, location)),
        location=fields.node.location,
        locations=locations,
    )


class _Simulation(Group[Simulation]):
    """What the drawings ask for is said once all keys are."""

    def shape(self, definitions: Schema) -> Schema:
        shape = super().shape(definitions)
        cases = []
        for name, kinds in _DRAWN.items():
            parts = {key: kind.schema(definitions) for key, kind in kinds.items()}
            parts["settings"] = {"items": parts["settings"]["items"]}
            cases.append(when("draws", name, {"properties": parts}))
        return shape | {"allOf": cases}


FORMAT = registry(
    "Interactive models",
    f"{SCHEMAS}/models.schema.json",
    "The words about the interactive models.",
    "models",
    ListOf(
        "Each stands on some page.",
        _Simulation(_simulation, "a model", "The words about one interactive model.", keys=_KEYS),
    ),
)
FORMATS["models"] = FORMAT
read_simulations = FORMAT.read
