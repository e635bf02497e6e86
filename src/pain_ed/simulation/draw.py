"""An interactive model as elements: its guess, its controls, its picture, its numbers. Input comes from models.py, words from the course.

A picture is drawn for one setting. In the live one, an element says in `data-bind` which series moves which of its attributes, and
model.js does no more than follow that: `attribute series offset factor`, parted by semicolons; with `*` after the attribute it is
meant for the children, each with its own part of the value; `text` is the content. `data-say` holds the sentences among which a
series chooses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from pain_ed.i18n.messages import Words
from pain_ed.simulation import numbers as models
from pain_ed.simulation.numbers import DRAWINGS, MESSAGES, PROBES, Series, Value
from pain_ed.simulation.words import Simulation, fill

Inline = Callable[[Element, str], None]
State = tuple[int, ...]


def fill_model(section: Element, model: Simulation, words: Words, inline: Inline) -> None:
    """Make an empty `section` element into a model that is complete without JavaScript.

    Args:
        section: the element to fill.
        model: the words.
        words: the catalogue.
        inline: sets inline Markdown.
    """
    pen = _Pen(model, words["decimal-mark"])
    section.attrib |= {
        "class": "pain-model",
        "data-module": "pain-model",
        "data-search-exclude": "",
        "aria-labelledby": model.anchor,
    }
    SubElement(section, "h3", {"id": model.anchor}).text = model.title
    inline(SubElement(section, "p", {"class": "pm-not-you"}), model.not_you)
    _guess(section, model, words, inline)
    live = SubElement(section, "div", {"class": "pm-live", "hidden": ""})
    figure = SubElement(live, "figure", {"class": "pm-figure"})
    picture = pen.picture(model.start, live=True)
    picture.set("aria-describedby", f"{model.anchor}-caption")
    figure.append(picture)
    _caption(SubElement(figure, "figcaption", {"class": "pm-caption", "id": f"{model.anchor}-caption"}), pen)
    _controls(live, model, words)
    telling = SubElement(section, "div", {"class": "pm-telling"})
    for setting in model.settings:
        figure = SubElement(telling, "figure", {"class": "pm-figure"})
        figure.append(pen.picture(setting.state, live=False))
        caption = SubElement(figure, "figcaption")
        SubElement(caption, "b").text = setting.title
        caption[0].tail = ". " + " ".join(sentences(model, setting.state, pen.mark))
    SubElement(section, "p", {"class": "pm-needs-script"}).text = words["needs-script"]
    _table(section, pen, words)
    left_out = SubElement(section, "div", {"class": "pm-left-out"})
    SubElement(SubElement(left_out, "p"), "b").text = words["leaves-out"]
    list_ = SubElement(left_out, "ul")
    for text in model.leaves_out:
        inline(SubElement(list_, "li"), text)
    sources = SubElement(section, "p", {"class": "pm-sources"})
    sources.text = words["rests-on-sources"]
    inline(sources, model.sources)
    section.set("data-series", json.dumps(pen.embedded(), ensure_ascii=False, separators=(",", ":")))
    section.set("data-start", json.dumps(model.start))
    if pen.mark != ".":
        section.set("data-decimal-mark", pen.mark)


def sentences(model: Simulation, state: State, decimal_mark: str = ".") -> list[str]:
    """What the caption says in a setting."""
    pen = _Pen(model, decimal_mark)
    found = []
    for name, names in DRAWINGS[model.draws].captions:
        if key := names[pen.at(name, state)]:
            found.append(
                fill(
                    model.captions[key],
                    {said: pen.said(pen.at(ref, state)) for said, ref in DRAWINGS[model.draws].names.items()},
                )
            )
    return found


def _guess(section: Element, model: Simulation, words: Words, inline: Inline) -> None:
    guess = SubElement(section, "fieldset", {"class": "pm-guess"})
    legend = SubElement(guess, "legend")
    legend.text = model.question
    SubElement(legend, "small").text = words["guess"]
    for index, choice in enumerate(model.choices):
        label = SubElement(guess, "label", {"class": "pm-option"})
        SubElement(
            label,
            "input",
            {"type": "radio", "name": f"{model.anchor}-guess", "value": str(index), "autocomplete": "off"},
        )
        SubElement(label, "span").text = choice
    details = SubElement(
        section,
        "details",
        {"class": "pm-answer", "data-state": json.dumps(model.answer_at), "data-guess": words["your-guess"]},
    )
    SubElement(details, "summary").text = words["show-model"]
    inline(SubElement(details, "p"), model.answer)


def _controls(live: Element, model: Simulation, words: Words) -> None:
    panel = SubElement(
        live, "div", {"class": "pm-controls", "role": "group", "aria-label": f"{words['settings']}: {model.title}"}
    )
    drawn = {control.name: (index, control) for index, control in enumerate(DRAWINGS[model.draws].controls)}
    for control_name, said in model.controls.items():
        index, control = drawn[control_name]
        start = model.start[index]
        name = f"{model.anchor}-{control_name}"
        if control.slider:
            slider = SubElement(panel, "div", {"class": "pm-slider"})
            head = SubElement(slider, "p")
            SubElement(head, "label", {"for": name}).text = said.label
            # Read out as the slider's own value.
            SubElement(head, "span", {"class": "pm-value", "aria-hidden": "true"}).text = said.stops[start]
            scale = {
                "type": "range",
                "id": name,
                "min": "0",
                "max": str(len(control.keys) - 1),
                "step": "1",
                "value": str(start),
            }
            extra = {"autocomplete": "off", "data-control": str(index), "aria-valuetext": said.stops[start]}
            _step(slider, -1, "\N{MINUS SIGN}", words["step-down"].format(said.label))
            SubElement(slider, "input", scale | extra | {"data-stops": json.dumps(said.stops, ensure_ascii=False)})
            _step(slider, 1, "+", words["step-up"].format(said.label))
        else:
            choices = SubElement(panel, "fieldset", {"class": "pm-choice"})
            SubElement(choices, "legend").text = said.label
            for stop, text in enumerate(said.stops):
                label = SubElement(choices, "label", {"class": "pm-option"})
                radio = {
                    "type": "radio",
                    "name": name,
                    "value": str(stop),
                    "autocomplete": "off",
                    "data-control": str(index),
                }
                SubElement(label, "input", radio | ({"checked": "checked"} if stop == start else {}))
                SubElement(label, "span").text = text
    jumps = SubElement(panel, "div", {"class": "pm-jumps", "role": "group", "aria-label": words["jump"].rstrip(":")})
    # A choice that is one press away needs no second button.
    choices = [index for name, (index, control) in drawn.items() if not control.slider and name in model.controls]
    telling = [
        (setting.title, setting.state)
        for setting in model.settings
        if any(setting.state[index] != stop for index, stop in enumerate(model.start) if index not in choices)
    ]
    if telling:
        SubElement(jumps, "p").text = words["jump"]
    for title, state in [*telling, (words["start-again"], model.start)]:
        SubElement(
            jumps, "button", {"type": "button", "class": "pm-jump", "data-state": json.dumps(state)}
        ).text = title


def _step(slider: Element, step: int, sign: str, name: str) -> None:
    SubElement(
        slider, "button", {"type": "button", "class": "pm-step", "data-step": str(step), "aria-label": name}
    ).text = sign


def _caption(caption: Element, pen: _Pen) -> None:
    drawing = DRAWINGS[pen.model.draws]
    for name, names in drawing.captions:
        span = SubElement(caption, "span")
        pen.bind(span, "text", name, say=["" if not key else pen.template(pen.model.captions[key]) for key in names])
        span.tail = " "


def _table(section: Element, pen: _Pen, words: Words) -> None:
    details = SubElement(section, "details", {"class": "pm-numbers"})
    SubElement(details, "summary").text = words["same-numbers"]
    # Wide tables scroll, also by keyboard.
    frame = SubElement(
        details,
        "div",
        {
            "class": "pm-scroll",
            "tabindex": "0",
            "role": "region",
            "aria-label": f"{words['same-numbers']}: {pen.model.title}",
        },
    )
    table = SubElement(frame, "table", {"class": "pm-table"})
    head, rows = _TABLES[pen.model.draws](pen, words)
    line = SubElement(SubElement(table, "thead"), "tr")
    live = words["your-setting"]
    for text in map(pen.said, head):
        SubElement(line, "th", {"scope": "col"} | ({"class": "pm-own"} if text == live else {})).text = text
    body = SubElement(table, "tbody")
    for first, *cells in rows:
        line = SubElement(body, "tr")
        SubElement(line, "th", {"scope": "row"}).text = first
        for cell in cells:
            if cell.startswith("="):
                pen.bind(SubElement(line, "td", {"class": "pm-own"}), "text", cell[1:])
            else:
                SubElement(line, "td").text = pen.said(cell)


# --- Pictures ---------------------------------------------------------------------------------------------------------


_DECIMAL = re.compile(r"^([^A-Za-z]*\d)\.(\d)")  # of a number, and of one with its unit


class _Pen:
    """Draws one model, and remembers which series its live picture needs."""

    def __init__(self, model: Simulation, decimal_mark: str = ".") -> None:
        self.model = model
        self.mark = decimal_mark
        self.series = dict(models.series(model.draws))
        self.needed: dict[str, None] = {}
        self.state = model.start
        self.live = True

    def picture(self, state: State, *, live: bool) -> Element:
        """The picture in a setting."""
        self.state, self.live = state, live
        height, draw = _PICTURES[self.model.draws]
        svg = Element(
            "svg",
            {"class": "pm-picture", "viewBox": f"0 0 360 {height}", "role": "img", "aria-label": self.model.title},
        )
        draw(self, svg)
        self.state, self.live = self.model.start, True
        return svg

    def part(self, ref: str) -> tuple[str, int | None]:
        """A reference to a series, or to a part of its values."""
        if ref in self.series:
            return ref, None
        name, _, number = ref.rpartition(".")
        return name, int(number)

    def at(self, ref: str, state: State) -> Value:
        name, number = self.part(ref)
        value = self.series[name].at(state)
        return value if number is None else value[number]

    def said(self, value: object) -> str:
        """A value as readers of the course's language write it."""
        return _DECIMAL.sub(rf"\1{self.mark}\2", str(value))

    def derive(self, name: str, ref: str, make: Callable[[Value], Value]) -> str:
        """A series made from another; returns its name."""
        base = self.series[ref]
        self.series[name] = replace(base, values=tuple(make(value) for value in base.values))
        return name

    def embedded(self) -> dict[str, object]:
        """The needed series, as model.js reads them: on which controls, how many stops each has, the values."""

        def plain(series: Series) -> list[object]:
            # Single digits fit into one text, of which a part is a letter.
            digits = all(isinstance(value, int) and 0 <= value <= 9 for value in series.values)
            return [
                series.on,
                series.sizes,
                "".join(map(str, series.values)) if digits and len(series.values) > 9 else series.values,
            ]

        return {name: plain(self.series[name]) for name in sorted(self.needed)}

    def template(self, text: str) -> str:
        """A text with the names of series instead of those that authors use."""
        names = DRAWINGS[self.model.draws].names
        for name, ref in names.items():
            if f"{{{name}}}" in text:
                self.needed[self.part(ref)[0]] = None
        return fill(text, {name: f"{{{ref}}}" for name, ref in names.items()})

    def bind(
        self,
        element: Element,
        attribute: str,
        ref: str,
        offset: float = 0,
        factor: float = 1,
        *,
        say: list[str] | None = None,
    ) -> Element:
        """Let a series move an attribute: offset + factor x value; or let it choose a text."""
        value = self.at(ref, self.state)
        if self.live:
            self.needed[self.part(ref)[0]] = None
            rule = " ".join(
                [attribute, ref, *([_number(offset), _number(factor)] if (offset, factor) != (0, 1) else [])]
            )
            element.set("data-bind", f"{element.get('data-bind')};{rule}" if element.get("data-bind") else rule)
            if say is not None:
                element.set("data-say", json.dumps(say, ensure_ascii=False))
        targets = list(element) if attribute.endswith("*") else [element]
        for index, target in enumerate(targets):
            each = value[index] if attribute.endswith("*") else value
            if say is not None:
                shown = fill(say[each], {ref: self.said(self.at(ref, self.state)) for ref in self._said(say[each])})
            elif (offset, factor) != (0, 1):
                shown = _number(offset + factor * float(each))
            else:
                shown = str(each)
            name = attribute.rstrip("*")
            if name == "text":
                target.text = shown if say is not None else self.said(shown)
            else:
                target.set(name, f"pm-{shown}" if name == "class" else shown)
        return element

    def _said(self, text: str) -> Iterable[str]:
        return (ref for ref in {*DRAWINGS[self.model.draws].names.values()} if f"{{{ref}}}" in text)

    def text(self, parent: Element, x: float, y: float, label: str, look: str = "") -> Element:
        """A label of the course, or a text as it is."""
        element = SubElement(parent, "text", {"x": _number(x), "y": _number(y)} | ({"class": look} if look else {}))
        words = self.template(self.model.labels[label]) if label in self.model.labels else self.said(label)
        if "{" in words:
            return self.bind(element, "text", "always", say=[words])
        element.text = words
        return element


def _number(value: float) -> str:
    return f"{round(value, 2):g}"


def _add(parent: Element, tag: str, look: str = "", **numbers: float | str) -> Element:
    attributes = {
        name.replace("_", "-"): value if isinstance(value, str) else _number(value) for name, value in numbers.items()
    }
    return SubElement(parent, tag, attributes | ({"class": look} if look else {}))


def _line(parent: Element, look: str, x1: float, y1: float, x2: float, y2: float) -> Element:
    return _add(parent, "line", look, x1=x1, y1=y1, x2=x2, y2=y2)


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _x_axis(pen: _Pen, svg: Element, y: float, ticks: Iterable[tuple[float, str]], left: float, right: float) -> None:
    _line(svg, "pm-axis", left, y, right, y)
    for x, text in ticks:
        _line(svg, "pm-axis", x, y, x, y + 5)
        pen.text(svg, x, y + 21, text, "pm-m")


def _draw_threshold(pen: _Pen, svg: Element) -> None:
    wide, floor_, tall = 18.75, 196.0, 11.0

    def x(t: float) -> float:
        return 36 + wide * (t - 30)

    def curve(counts: Value) -> str:
        """Nothing below the threshold, and a jump to the first spike: a spike is all or none."""
        points = []
        for t, count in zip(models.TEMPERATURES, counts, strict=True):
            if count and points and points[-1][1] == floor_:
                points.append((x(t), floor_))
            points.append((x(t), floor_ - tall * count))
        return _path(points)

    pen.text(svg, 16, 26, "title-y", "pm-h")
    for spikes in (4, 8, 12):
        _line(svg, "pm-grid", 36, floor_ - tall * spikes, 342, floor_ - tall * spikes)
        pen.text(svg, 28, floor_ - tall * spikes + 5, str(spikes), "pm-e")
    for t, label in ((models.SKIN_TEMPERATURE, "skin"), (models.CORE_TEMPERATURE, "core")):
        _line(svg, "pm-mark", x(t), 62, x(t), floor_)
        pen.text(svg, x(t), 54, label, "pm-m")
    _x_axis(pen, svg, floor_, [(x(t), str(t)) for t in range(30, 47, 4)], 30, 342)
    pen.text(svg, 344, 240, "title-x", "pm-e")
    paths = pen.derive("path", "curve", curve)
    usual = pen.series["curve"].at((0, 0))
    _add(svg, "path", "pm-ghost", d=curve(usual))
    pen.bind(_add(svg, "path", "pm-a"), "d", paths)
    marker = _line(svg, "pm-drop", 0, floor_, 0, 0)
    for end in ("x1", "x2"):
        pen.bind(marker, end, "temperature", x(30), wide)
    pen.bind(marker, "y2", "spikes", floor_, -tall)
    dot = _add(svg, "circle", "pm-dot", r=7)
    pen.bind(dot, "cx", "temperature", x(30), wide)
    pen.bind(dot, "cy", "spikes", floor_, -tall)
    _line(svg, "pm-a", 18, 262, 48, 262)
    pen.text(svg, 58, 267, "now")
    if "skin" in pen.model.controls:
        _line(svg, "pm-ghost", 186, 262, 216, 262)
        pen.text(svg, 226, 267, "usual")
    pen.text(svg, 16, 304, "second", "pm-h")
    _line(svg, "pm-axis", 36, 346, 336, 346)
    spikes = _add(svg, "g", "pm-spikes")
    for index in range(12):
        _line(spikes, "", 48.5 + 25 * index, 346, 48.5 + 25 * index, 318)
    pen.bind(spikes, "class*", "row")
    pen.text(svg, 16, 378, "graded", "pm-h")
    _add(svg, "rect", "pm-frame", x=36, y=390, width=300, height=16, rx=4)
    pen.bind(_add(svg, "rect", "pm-fill", x=36, y=390, height=16, rx=4), "width", "share", 0, 3)
    _line(svg, "pm-mark", 336, 384, 336, 412)
    pen.text(svg, 344, 428, "threshold", "pm-e")


def _draw_race(pen: _Pen, svg: Element) -> None:
    second = 120.0
    pen.text(svg, 16, 26, "toe", "pm-h")
    pen.text(svg, 344, 26, "cord", "pm-h pm-e")
    for index in range(7):
        _add(svg, "rect", "pm-bone", x=324, y=40 + 18 * index, width=20, height=14, rx=5)
    for y, name, shape in ((82, "fast", "circle"), (142, "slow", "rect")):
        pen.text(svg, 30, y - 18, name)
        _line(svg, "pm-track", 34, y, 318, y)
        if shape == "circle":
            pen.bind(_add(svg, "circle", "pm-dot", cy=y, r=10), "cx", f"at-{name}", 36, 2.8)
        else:
            pen.bind(_add(svg, "rect", "pm-square", y=y - 9, width=18, height=18, rx=3), "x", f"at-{name}", 27, 2.8)
    pen.text(svg, 16, 202, "arrives", "pm-h")
    now = _line(svg, "pm-mark", 0, 214, 0, 258)
    for end in ("x1", "x2"):
        pen.bind(now, end, "time", 36, second / 10)
    _x_axis(pen, svg, 258, [(36 + second * half / 2, f"{half / 2:g}") for half in range(5)], 30, 342)
    gap = _line(svg, "pm-gap", 0, 238, 0, 238)
    pen.bind(gap, "x1", "t-fast", 36, second)
    pen.bind(gap, "x2", "t-slow", 36, second)
    pen.bind(_add(svg, "circle", "pm-dot", cy=238, r=8), "cx", "t-fast", 36, second)
    pen.bind(_add(svg, "rect", "pm-square", y=231, width=14, height=14, rx=3), "x", "t-slow", 29, second)
    pen.text(svg, 344, 302, "axis", "pm-e")
    pen.text(svg, 16, 330, "gap", "pm-h")


def _draw_gate(pen: _Pen, svg: Element) -> None:
    wide, floor_, tall = 2.9, 186.0, 130.0

    def x(v: float) -> float:
        return 46 + wide * (v + 80)

    pen.text(svg, 16, 26, "title-y", "pm-h")
    for percent in (0, 50, 100):
        y = floor_ - tall * percent / 100
        _line(svg, "pm-grid", 46, y, 342, y)
        pen.text(svg, 35, y + 5, str(percent), "pm-e")
    _line(svg, "pm-mark", x(-65), 76, x(-65), floor_)
    pen.text(svg, x(-65) - 8, 70, "rest")
    _x_axis(pen, svg, floor_, [(x(v), str(v).replace("-", "\N{MINUS SIGN}")) for v in range(-80, 21, 20)], 46, 342)
    pen.text(svg, 344, 230, "title-x", "pm-e")
    _add(svg, "path", "pm-a", d=_path((x(v), floor_ - tall * models.open_fraction(v)) for v in models.VOLTAGES))
    dot = _add(svg, "circle", "pm-dot", r=8)
    pen.bind(dot, "cx", "voltage", x(-80), 5 * wide)
    pen.bind(dot, "cy", "fraction", floor_, -tall)
    pen.text(svg, 16, 262, "channels", "pm-h")
    channels = _add(svg, "g", "pm-channels")
    for index in range(100):
        _add(channels, "circle", cx=30 + index % 20 * 16, cy=282 + index // 20 * 16, r=5.5)
    pen.bind(channels, "class*", "channels")
    key = _add(svg, "g", "pm-channels")
    for y, look, label in ((376, "pm-0", "plugged"), (402, "pm-1", "open")):
        _add(key, "circle", look, cx=30, cy=y, r=5.5)
        pen.text(svg, 46, y + 5, label)


def _draw_wind_up(pen: _Pen, svg: Element) -> None:
    floor_, tall = 236.0, 3.4

    pen.text(svg, 16, 26, "title-y", "pm-h")
    for spikes in (10, 20, 30, 40, 50):
        _line(svg, "pm-grid", 36, floor_ - tall * spikes, 344, floor_ - tall * spikes)
        pen.text(svg, 30, floor_ - tall * spikes + 5, str(spikes), "pm-e")
    _line(svg, "pm-axis", 36, floor_, 344, floor_)
    _line(svg, "pm-mark", 253, 52, 253, floor_ + 12)
    locations = [46 + 14 * message for message in range(MESSAGES)] + [266 + 25 * probe for probe in range(len(PROBES))]
    for number, x in enumerate(locations):
        look = "pm-bar" if number < MESSAGES else "pm-bar pm-later"
        pen.bind(_line(svg, look, x, floor_, x, 0), "y2", f"answers.{number}", floor_, -tall)
        if number in (0, MESSAGES - 1) or number >= MESSAGES:
            value = _add(svg, "text", "pm-m", x=x)
            pen.bind(value, "y", f"answers.{number}", floor_ - 7, -tall)
            pen.bind(value, "text", f"answers.{number}")
        _add(svg, "circle", "pm-sent" if number < MESSAGES else "pm-sent pm-later", cx=x, cy=floor_ + 11, r=3)
    pen.text(svg, 36, floor_ + 34, "messages")
    for probe, seconds in enumerate(PROBES):
        pen.text(svg, locations[MESSAGES + probe], floor_ + 34, str(seconds), "pm-m")
    pen.text(svg, 344, floor_ + 58, "after", "pm-e")
    pen.text(svg, 16, floor_ + 86, "early")


def _draw_control(pen: _Pen, svg: Element) -> None:
    wide, floor_, tall = 17.0, 258.0, 9.0
    zero = 27 - wide / 2 - wide * models.BINS[0] / models.BIN

    def crowd(locations: Value, *, up: bool) -> str:
        stand = [tuple(map(int, index.split(","))) for index in locations]
        return "".join(
            f"M{_number(27 + wide * column)} {_number(floor_ - 7 - tall * row)}h0"
            for column, row in stand
            if (models.BINS[column] < 0) is up
        )

    pen.text(svg, 16, 26, "title-x", "pm-h")
    _add(svg, "rect", "pm-up-side", x=18, y=40, width=zero - 18, height=floor_ - 40)
    _add(svg, "rect", "pm-down-side", x=zero, y=40, width=342 - zero, height=floor_ - 40)
    _line(svg, "pm-mark", zero, 40, zero, floor_)
    _x_axis(
        pen,
        svg,
        floor_,
        [(zero + wide / models.BIN * points, str(abs(points))) for points in (-20, 0, 20, 40)],
        18,
        342,
    )
    pen.text(svg, 18, floor_ + 46, "more", "pm-h")
    pen.text(svg, 342, floor_ + 46, "less", "pm-h pm-e")
    pen.bind(_add(svg, "path", "pm-crowd"), "d", pen.derive("path-down", "crowd", lambda value: crowd(value, up=False)))
    ups = pen.derive("path-up", "crowd", lambda value: crowd(value, up=True))
    for look in ("pm-crowd pm-turns-up", "pm-crowd-hole"):
        pen.bind(_add(svg, "path", look), "d", ups)
    ring = _add(svg, "circle", "pm-ring", r=8)
    pen.bind(ring, "cx", "column", 27, wide)
    pen.bind(ring, "cy", "rank", floor_ - 7, -tall)
    pen.text(svg, 18, floor_ + 72, "up")
    pen.text(svg, 342, floor_ + 72, "down", "pm-e")


_PICTURES: dict[str, tuple[int, Callable[[_Pen, Element], None]]] = {
    "threshold": (440, _draw_threshold),
    "first-and-second": (342, _draw_race),
    "magnesium-gate": (418, _draw_gate),
    "wind-up": (334, _draw_wind_up),
    "two-way-control": (342, _draw_control),
}
"""The height of each picture, whose width is 360, and what draws it."""


# --- Tables -----------------------------------------------------------------------------------------------------------

Table = tuple[list[str], list[list[str]]]
"""The heads of its columns, and its rows; a cell that starts with '=' is a series, and follows the reader's setting."""


def _threshold_table(pen: _Pen, words: Words) -> Table:
    labels, said = pen.model.labels, pen.model.controls.get("skin")
    skins = list(dict.fromkeys(models.SKIN.values())) if said else [list(models.SKIN.values())[pen.model.start[1]]]
    heads = [said.stops[list(models.SKIN.values()).index(skin)] for skin in skins] if said else [labels["title-y"]]
    return [labels["title-x"], *heads], [
        [str(t), *(str(models.heat_spikes(t, skin)) for skin in skins)] for t in models.TEMPERATURES
    ]


def _by_setting(pen: _Pen, words: Words, first: str, rows: Iterable[tuple[str, str]]) -> Table:
    heads = [first, words["your-setting"], *(setting.title for setting in pen.model.settings)]
    return heads, [
        [name, f"={ref}", *(str(pen.at(ref, setting.state)) for setting in pen.model.settings)] for name, ref in rows
    ]


def _race_table(pen: _Pen, words: Words) -> Table:
    labels = pen.model.labels
    return _by_setting(
        pen,
        words,
        labels["arrives"],
        ((labels["fast"], "t-fast"), (labels["slow"], "t-slow"), (labels["later"], "gap")),
    )


def _gate_table(pen: _Pen, words: Words) -> Table:
    labels = pen.model.labels
    heads = [f"{magnesium:g} {labels['magnesium']}" for magnesium in models.MAGNESIUM]
    return [labels["title-x"], *heads], [
        [
            str(v).replace("-", "\N{MINUS SIGN}"),
            *(f"{models.open_fraction(v, magnesium):.4f}" for magnesium in models.MAGNESIUM),
        ]
        for v in models.VOLTAGES
    ]


def _wind_up_table(pen: _Pen, words: Words) -> Table:
    labels = pen.model.labels
    names = [str(message + 1) for message in range(MESSAGES)] + [f"{labels['fading']} {seconds}" for seconds in PROBES]
    return _by_setting(
        pen, words, labels["message"], ((name, f"answers.{number}") for number, name in enumerate(names))
    )


def _control_table(pen: _Pen, words: Words) -> Table:
    heads = pen.model.controls["context"].stops if "context" in pen.model.controls else tuple(models.CONTEXTS)
    columns = [pen.series["columns"].at((context, 0)) for context in range(len(heads))]
    names = [f"{low} … {low + models.BIN}".replace("-", "\N{MINUS SIGN}") for low in models.BINS]
    return [pen.model.labels["points-less"], *heads], [
        [name, *(str(column[index]) for column in columns)] for index, name in enumerate(names)
    ]


_TABLES: dict[str, Callable[[_Pen, Words], Table]] = {
    "threshold": _threshold_table,
    "first-and-second": _race_table,
    "magnesium-gate": _gate_table,
    "wind-up": _wind_up_table,
    "two-way-control": _control_table,
}
