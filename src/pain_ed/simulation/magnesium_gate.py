"""NMDA receptors, which magnesium plugs until the voltage of the cell rises."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from pain_ed.i18n.messages import Words
from pain_ed.simulation.drawing import AddSeries, Drawing, Table, scale, with_minus
from pain_ed.simulation.shapes import line, path, shape

if TYPE_CHECKING:
    from pain_ed.simulation.pen import Pen


def open_fraction(voltage: float, magnesium: float = 1.0) -> float:
    """The fraction of NMDA receptors that magnesium does not block.

    A fit to recordings from hippocampal cells in culture: Jahr and Stevens 1990,
    doi:10.1523/JNEUROSCI.10-09-03178.1990.

    Args:
        voltage: of the cell's membrane, in mV.
        magnesium: its concentration outside the cell, in mM, 0 or more.

    Returns:
        From 0 (all blocked) to 1.
    """
    if magnesium < 0:
        raise ValueError(f"magnesium is {magnesium} mM, and cannot be below 0")
    return 1 / (1 + magnesium / 3.57 * exp(-0.062 * voltage))


# --- What can be set, and what then shows -----------------------------------------------------------------------------


VOLTAGES = range(-80, 21, 5)
MAGNESIUM = (0.5, 1.0, 1.2, 2.0)


def _add_series(add: AddSeries) -> None:
    fractions = [open_fraction(v) for v in VOLTAGES]
    add("fraction", lambda v: f"{fractions[v]:.4f}", "voltage")
    add("percent", lambda v: round(100 * fractions[v]), "voltage")
    add("how", lambda v: (fractions[v] >= 0.1) + (fractions[v] >= 0.5), "voltage")
    # Which of the hundred channels are open, all over the wall of the cell: 37 and 100 have no common divisor.
    add(
        "channels",
        lambda v: "".join("1" if number * 37 % 100 < round(100 * fractions[v]) else "0" for number in range(100)),
        "voltage",
    )


# --- The picture ------------------------------------------------------------------------------------------------------


def _draw(pen: Pen, svg: Element) -> None:
    wide, floor_, tall = 2.9, 186.0, 130.0

    def x(v: float) -> float:
        return 46 + wide * (v + 80)

    pen.text(svg, 16, 26, "title-y", "pm-h")
    for percent in (0, 50, 100):
        y = floor_ - tall * percent / 100
        line(svg, "pm-grid", 46, y, 342, y)
        pen.text(svg, 35, y + 5, str(percent), "pm-e")
    line(svg, "pm-mark", x(-65), 76, x(-65), floor_)
    pen.text(svg, x(-65) - 8, 70, "rest")
    pen.x_axis(svg, floor_, [(x(v), with_minus(v)) for v in range(-80, 21, 20)], 46, 342)
    pen.text(svg, 344, 230, "title-x", "pm-e")
    shape(svg, "path", "pm-a", d=path((x(v), floor_ - tall * open_fraction(v)) for v in VOLTAGES))
    dot = shape(svg, "circle", "pm-dot", r=8)
    pen.bind(dot, "cx", "voltage", x(-80), 5 * wide)
    pen.bind(dot, "cy", "fraction", floor_, -tall)
    pen.text(svg, 16, 262, "channels", "pm-h")
    channels = shape(svg, "g", "pm-channels")
    for index in range(100):
        shape(channels, "circle", cx=30 + index % 20 * 16, cy=282 + index // 20 * 16, r=5.5)
    pen.bind(channels, "class*", "channels")
    key = shape(svg, "g", "pm-channels")
    for y, look, label in ((376, "pm-0", "plugged"), (402, "pm-1", "open")):
        shape(key, "circle", look, cx=30, cy=y, r=5.5)
        pen.text(svg, 46, y + 5, label)


def _table(pen: Pen, words: Words) -> Table:
    labels = pen.simulation.labels
    heads = [f"{magnesium:g} {labels['magnesium']}" for magnesium in MAGNESIUM]
    return [labels["title-x"], *heads], [
        [
            with_minus(v),
            *(f"{open_fraction(v, magnesium):.4f}" for magnesium in MAGNESIUM),
        ]
        for v in VOLTAGES
    ]


DRAWING = Drawing(
    controls=(scale("voltage", VOLTAGES),),
    labels=("title-x", "title-y", "rest", "open", "plugged", "magnesium", "channels"),
    captions=(("how", ("plugged", "some", "most")),),
    names={"voltage": "voltage.value", "percent": "percent", "fraction": "fraction"},
    add_series=_add_series,
    height=418,
    draw=_draw,
    table=_table,
)
