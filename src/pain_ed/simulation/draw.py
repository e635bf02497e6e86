"""A simulation as elements: one picture of it; and, to be opened, its guess, its controls, its numbers. Values come
from drawings.py, words from the course."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from pain_ed.i18n.messages import Words
from pain_ed.simulation.drawing import Control, State
from pain_ed.simulation.drawings import DRAWINGS
from pain_ed.simulation.pen import Pen
from pain_ed.simulation.words import ControlText, Simulation

Inline = Callable[[Element, str], None]


def fill_simulation(section: Element, simulation: Simulation, words: Words, inline: Inline) -> None:
    """Make an empty `section` element into a simulation that is complete without JavaScript.

    Args:
        section: the element to fill.
        simulation: its words.
        words: the catalogue.
        inline: sets inline Markdown.
    """
    pen = Pen(simulation, words["decimal-mark"])
    section.attrib |= {
        "class": "pain-model",
        "data-module": "pain-model",
        "data-search-exclude": "",
        "aria-labelledby": simulation.anchor,
    }
    SubElement(section, "h3", {"id": simulation.anchor}).text = simulation.title
    _in_sight(section, simulation, pen)
    opened = SubElement(section, "details", {"class": "pm-more"})
    SubElement(opened, "summary").text = words["open-model"]
    inline(SubElement(opened, "p", {"class": "pm-not-you"}), simulation.not_you)
    _guess(opened, simulation, words, inline)
    live = SubElement(opened, "div", {"class": "pm-live", "hidden": ""})
    figure = SubElement(live, "figure", {"class": "pm-figure"})
    picture = pen.picture(simulation.start, live=True)
    picture.set("aria-describedby", f"{simulation.anchor}-caption")
    figure.append(picture)
    _caption(SubElement(figure, "figcaption", {"class": "pm-caption", "id": f"{simulation.anchor}-caption"}), pen)
    _controls(live, simulation, words)
    telling = SubElement(opened, "div", {"class": "pm-telling"})
    for setting in simulation.settings:
        figure = SubElement(telling, "figure", {"class": "pm-figure"})
        figure.append(pen.picture(setting.state, live=False))
        caption = SubElement(figure, "figcaption")
        SubElement(caption, "b").text = setting.title
        caption[0].tail = ". " + " ".join(sentences(simulation, setting.state, pen.mark))
    SubElement(opened, "p", {"class": "pm-needs-script"}).text = words["needs-script"]
    _table(opened, pen, words)
    left_out = SubElement(opened, "div", {"class": "pm-left-out"})
    SubElement(SubElement(left_out, "p"), "b").text = words["leaves-out"]
    list_ = SubElement(left_out, "ul")
    for text in simulation.leaves_out:
        inline(SubElement(list_, "li"), text)
    sources = SubElement(opened, "p", {"class": "pm-sources"})
    sources.text = words["rests-on-sources"]
    inline(sources, simulation.sources)
    section.set("data-series", json.dumps(pen.embedded(), ensure_ascii=False, separators=(",", ":")))
    section.set("data-start", json.dumps(simulation.start))
    if pen.mark != ".":
        section.set("data-decimal-mark", pen.mark)


def sentences(simulation: Simulation, state: State, decimal_mark: str = ".") -> list[str]:
    """What the caption says in a setting."""
    pen = Pen(simulation, decimal_mark)
    keys = (names[pen.index(ref, state)] for ref, names in pen.drawing.captions)
    return [pen.filled(simulation.captions[key], state) for key in keys if key]


def _in_sight(section: Element, simulation: Simulation, pen: Pen) -> None:
    """What a reader sees who opens nothing: one picture, and one line on it."""
    seen = simulation.in_sight or simulation.settings[0]
    figure = SubElement(section, "figure", {"class": "pm-figure pm-seen"})
    figure.append(pen.picture(seen.state, live=False))
    SubElement(figure, "figcaption").text = pen.filled(seen.title, seen.state)


def _guess(section: Element, simulation: Simulation, words: Words, inline: Inline) -> None:
    guess = SubElement(section, "fieldset", {"class": "pm-guess"})
    legend = SubElement(guess, "legend")
    legend.text = simulation.question
    SubElement(legend, "small").text = words["guess"]
    for index, choice in enumerate(simulation.choices):
        label = SubElement(guess, "label", {"class": "pm-option"})
        SubElement(
            label,
            "input",
            {"type": "radio", "name": f"{simulation.anchor}-guess", "value": str(index), "autocomplete": "off"},
        )
        SubElement(label, "span").text = choice
    details = SubElement(
        section,
        "details",
        {"class": "pm-answer", "data-state": json.dumps(simulation.answer_at), "data-guess": words["your-guess"]},
    )
    SubElement(details, "summary").text = words["show-model"]
    inline(SubElement(details, "p"), simulation.answer)


def _controls(live: Element, simulation: Simulation, words: Words) -> None:
    panel = SubElement(
        live, "div", {"class": "pm-controls", "role": "group", "aria-label": f"{words['settings']}: {simulation.title}"}
    )
    controls = {control.name: (index, control) for index, control in enumerate(DRAWINGS[simulation.draws].controls)}
    for name, text in simulation.controls.items():
        index, control = controls[name]
        start, id = simulation.start[index], f"{simulation.anchor}-{name}"
        common = {"autocomplete": "off", "data-control": str(index)}
        if control.slider:
            _slider(panel, control, text, words, id=id, start=start, common=common)
        else:
            choices = SubElement(panel, "fieldset", {"class": "pm-choice"})
            SubElement(choices, "legend").text = text.label
            for stop, stop_text in enumerate(text.stops):
                label = SubElement(choices, "label", {"class": "pm-option"})
                radio = {"type": "radio", "name": id, "value": str(stop)} | common
                SubElement(label, "input", radio | ({"checked": "checked"} if stop == start else {}))
                SubElement(label, "span").text = stop_text
    jumps = SubElement(panel, "div", {"class": "pm-jumps", "role": "group", "aria-label": words["jump"].rstrip(":")})
    # A choice that is one press away needs no second button.
    choices_at = [
        index for name, (index, control) in controls.items() if not control.slider and name in simulation.controls
    ]
    telling = [
        (setting.title, setting.state)
        for setting in simulation.settings
        if any(setting.state[index] != stop for index, stop in enumerate(simulation.start) if index not in choices_at)
    ]
    if telling:
        SubElement(jumps, "p").text = words["jump"]
    for title, state in [*telling, (words["start-again"], simulation.start)]:
        button = SubElement(jumps, "button", {"type": "button", "class": "pm-jump", "data-state": json.dumps(state)})
        button.text = title


def _slider(
    panel: Element, control: Control, text: ControlText, words: Words, *, id: str, start: int, common: dict[str, str]
) -> None:
    slider = SubElement(panel, "div", {"class": "pm-slider"})
    head = SubElement(slider, "p")
    SubElement(head, "label", {"for": id}).text = text.label
    # Read out as the slider's own value.
    SubElement(head, "span", {"class": "pm-value", "aria-hidden": "true"}).text = text.stops[start]
    scale = {"type": "range", "id": id, "min": "0", "max": str(len(control.keys) - 1), "step": "1", "value": str(start)}
    stops = {"aria-valuetext": text.stops[start], "data-stops": json.dumps(text.stops, ensure_ascii=False)}
    _step(slider, -1, "\N{MINUS SIGN}", words["step-down"].format(text.label))
    SubElement(slider, "input", scale | common | stops)
    _step(slider, 1, "+", words["step-up"].format(text.label))


def _step(slider: Element, step: int, sign: str, name: str) -> None:
    attributes = {"type": "button", "class": "pm-step", "data-step": str(step), "aria-label": name}
    SubElement(slider, "button", attributes).text = sign


def _caption(caption: Element, pen: Pen) -> None:
    for ref, names in pen.drawing.captions:
        span = SubElement(caption, "span")
        pen.choose(span, ref, [pen.template(pen.simulation.captions[key]) if key else "" for key in names])
        span.tail = " "


def _table(section: Element, pen: Pen, words: Words) -> None:
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
            "aria-label": f"{words['same-numbers']}: {pen.simulation.title}",
        },
    )
    table = SubElement(frame, "table", {"class": "pm-table"})
    head, rows = pen.drawing.table(pen, words)
    line = SubElement(SubElement(table, "thead"), "tr")
    live = words["your-setting"]
    for text in map(pen.localized, head):
        SubElement(line, "th", {"scope": "col"} | ({"class": "pm-own"} if text == live else {})).text = text
    body = SubElement(table, "tbody")
    for first, *cells in rows:
        line = SubElement(body, "tr")
        SubElement(line, "th", {"scope": "row"}).text = first
        for cell in cells:
            if cell.startswith("="):
                pen.bind(SubElement(line, "td", {"class": "pm-own"}), "text", cell[1:])
            else:
                SubElement(line, "td").text = pen.localized(cell)
