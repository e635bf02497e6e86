"""The course's words about the simulations: docs/models.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pain_ed.diagnostics.problems import Code, Location, closest_fix, did_you_mean
from pain_ed.formats.fields import Fields, Parsed, refs, registry
from pain_ed.formats.model import Ref
from pain_ed.formats.yaml import Node
from pain_ed.simulation.numbers import DRAWINGS, Drawing


@dataclass(frozen=True)
class ControlText:
    """What is said of a control of an interactive model."""

    label: str
    stops: tuple[str, ...]
    """Each of its stops in words."""


@dataclass(frozen=True)
class Setting:
    """A telling setting of an interactive model."""

    title: str
    state: tuple[int, ...]
    """The stop at which each control of the drawing stands."""


@dataclass(frozen=True)
class Simulation:
    """The course's words about an interactive model. The numbers are those of models.py. Unless it says otherwise, a text is plain."""

    id: str
    draws: str
    """Which drawing it is about: a key of models.DRAWINGS."""
    title: str
    not_you: str
    """Inline Markdown: that this is a model, and not the reader."""
    question: str
    """What to predict first."""
    choices: tuple[str, ...]
    """Possible predictions."""
    answer: str
    """Inline Markdown: what the model does."""
    answer_at: tuple[int, ...]
    """The setting that the answer is about."""
    start: tuple[int, ...]
    """The setting in which it is first seen."""
    controls: dict[str, ControlText]
    """Those that a reader can set, by name, in the order in which they are written; the others stay as they are at the start."""
    labels: dict[str, str]
    """The words in the picture."""
    captions: dict[str, str]
    """The sentences under it, with `{names}` of models.Drawing.names."""
    settings: tuple[Setting, ...]
    """What is shown on paper and without JavaScript."""
    leaves_out: tuple[str, ...]
    """Inline Markdown."""
    sources: str
    """Inline Markdown: where the numbers come from."""
    citations: tuple[Ref, ...]
    """Every citation in it, in the order in which they are read."""
    location: Location
    locations: dict[str, Location] = field(repr=False, compare=False)
    """Where the value of each of its keys starts; for an entry of `leaves_out`, `leaves_out.0` and so on."""

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """All that a reader is told by it, each text with the key of its entry under which it stands."""
        for key, told in (
            ("title", (self.title,)), ("not_you", (self.not_you,)), ("question", (self.question,)), ("choices", self.choices), ("answer", (self.answer,)),
            ("controls", (text for control in self.controls.values() for text in (control.label, *control.stops))),
            ("labels", self.labels.values()), ("captions", self.captions.values()), ("settings", (setting.title for setting in self.settings)),
            ("leaves_out", self.leaves_out), ("sources", (self.sources,)),
        ):  # fmt: skip
            for text in told:
                yield key, text

    @property
    def anchor(self) -> str:
        """Id of its title in a page."""
        return f"model-{self.id}"


def read_simulations(text: str, file: str) -> Parsed[tuple[Simulation, ...]]:
    """Read the words about the interactive models: `models:`, a list of entries as in the contributors' guide."""
    return registry(text, file, "models", "a model", _simulation)


def _simulation(fields: Fields) -> Simulation | None:
    fields.marked_up = ("not_you", "answer", "sources", "leaves_out")
    id, draws = fields.identifier("id"), fields.one_of("draws", DRAWINGS)
    if id:
        fields.what = f"the model '{id}'"
    title, question = fields.text("title"), fields.text("question")
    choices = fields.texts("choices")
    marked_up = {key: fields.text(key) for key in ("not_you", "answer", "sources")}
    leaves_out = fields.texts("leaves_out")
    nodes = {key: fields.get(key) for key in ("start", "answer_at", "controls", "labels", "captions")}
    settings = fields.items("settings")
    if not draws or not fields.sound or None in nodes.values():
        return None  # what the rest should hold depends on the drawing
    drawing = DRAWINGS[draws]
    start = _state(fields, nodes["start"], "'start'", drawing, None)
    words = Fields(nodes["controls"], "'controls'", fields.problems)
    said = {control.name: _control(words, control.name, control.keys, control.fields) for control in drawing.controls}
    controls = {name: said[name] for name in nodes["controls"].keys or () if said.get(name)}
    words.close()
    labels = _said(fields, nodes["labels"], "'labels'", drawing.labels, drawing.names)
    sentences = [name for _, names in drawing.captions for name in names if name]
    captions = _said(fields, nodes["captions"], "'captions'", sentences, drawing.names)
    answer_at = _state(fields, nodes["answer_at"], "'answer_at'", drawing, start)
    telling = []
    for node in settings:
        each = Fields(node, "a setting", fields.problems)
        name, at = each.text("title"), each.get("at")
        if at:
            telling.append(Setting(name, _state(each, at, "'at'", drawing, start)))
        each.close()
        fields.failed |= each.failed
    fields.failed |= words.failed
    locations = {key: node.location for key, node in fields.node.value.items()}
    locations |= {f"leaves_out.{number}": location for number, (_, location) in enumerate(leaves_out)}
    citations = [citation for key in ("not_you", "answer") for citation in refs(marked_up[key], fields.location(key))]
    citations += [citation for text, location in leaves_out for citation in refs(text, location)]
    citations += refs(marked_up["sources"], fields.location("sources"))
    return Simulation(
        id, draws, title, marked_up["not_you"], question, tuple(text for text, _ in choices), marked_up["answer"], answer_at, start, controls,
        labels, captions, tuple(telling), tuple(text for text, _ in leaves_out), marked_up["sources"], tuple(citations), fields.node.location, locations,
    )  # fmt: skip


def _control(parent: Fields, name: str, keys: tuple[str, ...], known: dict[str, tuple[str, ...]]) -> ControlText | None:
    """What is said of one control; None when nothing is."""
    node = parent.get(name, required=False)
    if node is None:
        return None
    fields = Fields(node, f"the control '{name}'", parent.problems)
    label, stops = fields.text("label"), fields.get("stops")
    texts: tuple[str, ...] = ()
    if stops is not None and isinstance(stops.value, list):
        texts = tuple(text for text, _ in fields.texts("stops"))
        if len(stops.value) != len(keys):
            fields.fail(
                Code.WRONG_TYPE,
                stops.location,
                f"'stops' has {len(stops.value)} entries, and should have one for each of: {', '.join(keys)}",
            )
    elif stops is not None:
        template = _template(fields, stops, "'stops'", known)
        texts = tuple(
            fill(template, {field: values[index] for field, values in known.items()}) for index in range(len(keys))
        )
    fields.close()
    parent.failed |= fields.failed
    return ControlText(label, texts)


_NAME = re.compile(r"\{([\w.-]*)\}")


def fill(template: str, values: dict[str, Any]) -> str:
    """Put values where a text says `{name}`; a name without a value stays."""
    return _NAME.sub(lambda match: str(values.get(match[1], match[0])), template)


def _template(fields: Fields, node: Node, name: str, known: Iterable[str]) -> str:
    """A plain text with names of `known` in braces."""
    text = fields.as_text(node, name)
    known = list(known)
    for used in _NAME.findall(text):
        if used not in known:
            guess = did_you_mean(used, known) or f" Known: {', '.join(known) or 'none'}."
            fields.fail(Code.BAD_VALUE, node.location, f"{name} says '{{{used}}}', which has no value here.{guess}")
    if found := re.search(r"\[\^?|[*`<]", text):
        fields.fail(Code.PLAIN_TEXT_ONLY, node.location, f"{name} holds the sign '{found[0]}'")
    return text


def _said(parent: Fields, node: Node, what: str, names: Iterable[str], known: Iterable[str] = ()) -> dict[str, str]:
    """A text for each name."""
    fields = Fields(node, what, parent.problems)
    texts = {
        name: _template(fields, each, f"'{name}'", known) for name in names if (each := fields.get(name)) is not None
    }
    fields.close()
    parent.failed |= fields.failed
    return texts


def _state(parent: Fields, node: Node, what: str, drawing: Drawing, start: tuple[int, ...] | None) -> tuple[int, ...]:
    """At which stop each control stands; where nothing is said, as at the start, for which every control has to be named."""
    fields = Fields(node, what, parent.problems)
    state = []
    for index, control in enumerate(drawing.controls):
        each = fields.get(control.name, required=start is None)
        stop = start[index] if start else 0
        if each is not None:
            # As it is written: 0.50 is no other stop than 0.5, and `on` is a word.
            written = (
                f"{each.value:g}"
                if isinstance(each.value, (int, float)) and not isinstance(each.value, bool)
                else each.raw
            )
            if written in control.keys:
                stop = control.keys.index(written)
            else:
                guess = did_you_mean(written, control.keys)
                message = f"'{control.name}' is '{written}', and should be one of: {', '.join(control.keys)}.{guess}"
                fields.fail(Code.BAD_VALUE, each.location, message, closest_fix(each.location, written, control.keys))
        state.append(stop)
    fields.close()
    parent.failed |= fields.failed
    return tuple(state)
