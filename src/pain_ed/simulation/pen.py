"""Draws one simulation in a setting, or live.

In the live picture an element says in `data-bind` which series moves which of its attributes, and simulation.js does no
more than follow
that: `attribute series offset factor`, parted by semicolons; with `*` after the attribute it is meant for the children,
each with its own part of the value; `text` is the content. `data-say` holds the sentences among which a series chooses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from pain_ed.i18n.messages import Words
from pain_ed.simulation.drawing import Series, Single, State, Table, Value
from pain_ed.simulation.drawings import DRAWINGS, series
from pain_ed.simulation.shapes import line, number
from pain_ed.simulation.words import Simulation, fill

_DECIMAL = re.compile(r"^([^A-Za-z]*\d)\.(\d)")  # of a number, and of one with its unit


class Pen:
    """Draws one simulation, and remembers which series its live picture needs."""

    def __init__(self, simulation: Simulation, decimal_mark: str = ".") -> None:
        self.simulation = simulation
        self.drawing = DRAWINGS[simulation.draws]
        self.mark = decimal_mark
        self.series = dict(series(simulation.draws))
        self.needed: set[str] = set()
        self.state = simulation.start
        self.live = True

    def picture(self, state: State, *, live: bool) -> Element:
        """The picture in a setting."""
        self.state, self.live = state, live
        attributes = {"class": "pm-picture", "viewBox": f"0 0 360 {self.drawing.height}", "role": "img"}
        svg = Element("svg", attributes | {"aria-label": self.simulation.title})
        self.drawing.draw(self, svg)
        self.state, self.live = self.simulation.start, True
        return svg

    # --- Values ---

    def part(self, ref: str) -> tuple[str, int | None]:
        """A reference to a series, or to a part of its values."""
        if ref in self.series:
            return ref, None
        name, _, index = ref.rpartition(".")
        return name, int(index)

    def at(self, ref: str, state: State) -> Value:
        """What a reference stands for in a setting."""
        name, index = self.part(ref)
        return self.series[name].at(state) if index is None else self.series[name].parts(state)[index]

    def index(self, ref: str, state: State) -> int:
        """The same of what counts into sentences."""
        value = self.at(ref, state)
        assert isinstance(value, int)
        return value

    def localized(self, value: object) -> str:
        """A value as readers of the course's language write it."""
        return _DECIMAL.sub(rf"\1{self.mark}\2", str(value))

    def filled(self, text: str, state: State) -> str:
        """A text with what its names stand for in a setting."""
        return fill(text, {name: self.localized(self.at(ref, state)) for name, ref in self.drawing.names.items()})

    def derive(self, name: str, ref: str, make: Callable[[tuple[Single, ...]], str]) -> str:
        """A series made from one whose values have parts; returns its name."""
        base = self.series[ref]
        self.series[name] = replace(
            base, values=tuple(make(value) for value in base.values if isinstance(value, tuple))
        )
        return name

    def embedded(self) -> dict[str, object]:
        """The needed series, as simulation.js reads them: on which controls, how many stops each has, the values."""
        return {name: _packed(self.series[name]) for name in sorted(self.needed)}

    # --- Elements ---

    def bind(self, element: Element, attribute: str, ref: str, offset: float = 0, factor: float = 1) -> Element:
        """Let a series move an attribute: offset + factor x value."""
        is_scaled = (offset, factor) != (0, 1)
        self._follow(element, attribute, ref, *([number(offset), number(factor)] if is_scaled else []))
        value = self.at(ref, self.state)
        name = attribute.rstrip("*")
        if attribute.endswith("*"):
            assert isinstance(value, (str, tuple))
            targets, values = list(element), tuple(value)
        else:
            assert not isinstance(value, tuple)
            targets, values = [element], (value,)
        for target, each in zip(targets, values, strict=True):
            shown = number(offset + factor * float(each)) if is_scaled else str(each)
            if name == "text":
                target.text = self.localized(shown)
            else:
                target.set(name, f"pm-{shown}" if name == "class" else shown)
        return element

    def choose(self, element: Element, ref: str, sentences: list[str]) -> Element:
        """Let a series choose the text of an element."""
        self._follow(element, "text", ref)
        if self.live:
            element.set("data-say", json.dumps(sentences, ensure_ascii=False))
        sentence = sentences[self.index(ref, self.state)]
        refs = {ref for ref in self.drawing.names.values() if f"{{{ref}}}" in sentence}
        element.text = fill(sentence, {ref: self.localized(self.at(ref, self.state)) for ref in refs})
        return element

    def _follow(self, element: Element, *rule: str) -> None:
        if self.live:
            self.needed.add(self.part(rule[1])[0])
            rules = [element.get("data-bind"), " ".join(rule)]
            element.set("data-bind", ";".join(rule for rule in rules if rule))

    def template(self, text: str) -> str:
        """A text with the names of series instead of those that authors use."""
        for name, ref in self.drawing.names.items():
            if f"{{{name}}}" in text:
                self.needed.add(self.part(ref)[0])
        return fill(text, {name: f"{{{ref}}}" for name, ref in self.drawing.names.items()})

    def text(self, parent: Element, x: float, y: float, label: str, look: str = "") -> Element:
        """A label of the course, or a text as it is."""
        element = SubElement(parent, "text", {"x": number(x), "y": number(y)} | ({"class": look} if look else {}))
        labels = self.simulation.labels
        words = self.template(labels[label]) if label in labels else self.localized(label)
        if "{" in words:
            return self.choose(element, "always", [words])
        element.text = words
        return element

    def x_axis(self, svg: Element, y: float, ticks: Iterable[tuple[float, str]], left: float, right: float) -> None:
        """A line with marks, and under each its text."""
        line(svg, "pm-axis", left, y, right, y)
        for x, text in ticks:
            line(svg, "pm-axis", x, y, x, y + 5)
            self.text(svg, x, y + 21, text, "pm-m")

    def by_setting(self, words: Words, first: str, rows: Iterable[tuple[str, str]]) -> Table:
        """A table with a column for the reader's setting and one for each telling setting, and a row for each
        series."""
        settings = self.simulation.settings
        heads = [first, words["your-setting"], *(setting.title for setting in settings)]
        return heads, [
            [name, f"={ref}", *(str(self.at(ref, setting.state)) for setting in settings)] for name, ref in rows
        ]


def _packed(series: Series) -> list[object]:
    # Single digits fit into one text, of which a part is a letter.
    digits = all(isinstance(value, int) and 0 <= value <= 9 for value in series.values)
    packed = "".join(map(str, series.values)) if digits and len(series.values) > 9 else series.values
    return [series.on, series.sizes, packed]
