"""The ending of a nerve in the skin, its threshold, and what a sunburn does to it."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from pain_ed.i18n.messages import Words
from pain_ed.simulation.drawing import AddSeries, Drawing, Single, Table, scale
from pain_ed.simulation.shapes import line, path, shape

if TYPE_CHECKING:
    from pain_ed.simulation.pen import Pen

SKIN_TEMPERATURE, CORE_TEMPERATURE = 33, 37
"""°C: the usual temperature of skin, and that inside the body."""
HEAT_THRESHOLD = 41.0
"""°C at which the ending sends its first spike. Nociceptors need heat above about 40 to 45 °C (Dubin and Patapoutian
2010, doi:10.1172/JCI42843); most human C nociceptors that were recorded began at 41 °C
(doi:10.1152/jn.1984.51.2.325)."""
SUNBURN_SHIFT = 6.5
"""°C less heat borne on skin 20 hours after ultraviolet light (Gustorff and others 2004,
doi:10.1213/01.ANE.0000093224.77281.A5)."""


def heat_threshold(sunburn: float) -> float:
    """The temperature at which the first spike is sent.

    Args:
        sunburn: from 0 (usual skin) to 1 (a day after the light).

    Returns:
        °C.

    Raises:
        ValueError: when `sunburn` is not between 0 and 1.
    """
    if not 0 <= sunburn <= 1:
        raise ValueError(f"sunburn is {sunburn}, and should be from 0 to 1")
    return HEAT_THRESHOLD - SUNBURN_SHIFT * sunburn


def heat_spikes(temperature: float, sunburn: float) -> int:
    """Spikes in one second: none below the threshold, one at it, and one more with each degree above.

    That the count rises along a straight line is our choice; the averages of 14 recordings in people were nearly on one
    (doi:10.1152/jn.1984.51.2.325).

    Args:
        temperature: of the nerve ending, in °C.
        sunburn: see `heat_threshold`.
    """
    above = temperature - heat_threshold(sunburn)
    return 1 + floor(above) if above >= 0 else 0


def graded_shift(temperature: float, sunburn: float) -> float:
    """How far the voltage of the ending is on its way to the threshold: 0 at 25 °C or less, 1 at the threshold. A
    sketch."""
    return min(1.0, max(0.0, (temperature - 25) / (heat_threshold(sunburn) - 25)))


# --- What can be set, and what then shows -----------------------------------------------------------------------------


TEMPERATURES = range(30, 47)
SKIN = {"before": 0.0, "hours": 0.5, "day": 1.0, "settling": 0.5, "settled": 0.0}
"""How far each stop is on the way to a full sunburn. Only `day` was measured; halves stand for 'on the way'."""


def _add_series(add: AddSeries) -> None:
    temperatures, skins = list(TEMPERATURES), list(SKIN.values())

    def spikes(t: int, s: int) -> int:
        return heat_spikes(temperatures[t], skins[s])

    add("spikes", spikes, "temperature", "skin")
    add("row", lambda t, s: "1" * spikes(t, s) + "0" * (12 - spikes(t, s)), "temperature", "skin")
    add("fires", lambda t, s: min(spikes(t, s), 2), "temperature", "skin")
    add("share", lambda t, s: floor(100 * graded_shift(temperatures[t], skins[s])), "temperature", "skin")
    add("first", lambda s: next(t for t in temperatures if heat_spikes(t, skins[s])), "skin")
    add("sore", lambda s: int(skins[s] > 0), "skin")
    add("curve", lambda s: tuple(heat_spikes(t, skins[s]) for t in temperatures), "skin")


# --- The picture ------------------------------------------------------------------------------------------------------


def _draw(pen: Pen, svg: Element) -> None:
    wide, floor_, tall = 18.75, 196.0, 11.0

    def x(t: float) -> float:
        return 36 + wide * (t - 30)

    def curve(counts: tuple[Single, ...]) -> str:
        """Nothing below the threshold, and a jump to the first spike: a spike is all or none."""
        points: list[tuple[float, float]] = []
        for t, count in zip(TEMPERATURES, counts, strict=True):
            count = int(count)
            if count and points and points[-1][1] == floor_:
                points.append((x(t), floor_))
            points.append((x(t), floor_ - tall * count))
        return path(points)

    pen.text(svg, 16, 26, "title-y", "pm-h")
    for spikes in (4, 8, 12):
        line(svg, "pm-grid", 36, floor_ - tall * spikes, 342, floor_ - tall * spikes)
        pen.text(svg, 28, floor_ - tall * spikes + 5, str(spikes), "pm-e")
    for t, label in ((SKIN_TEMPERATURE, "skin"), (CORE_TEMPERATURE, "core")):
        line(svg, "pm-mark", x(t), 62, x(t), floor_)
        pen.text(svg, x(t), 54, label, "pm-m")
    pen.x_axis(svg, floor_, [(x(t), str(t)) for t in range(30, 47, 4)], 30, 342)
    pen.text(svg, 344, 240, "title-x", "pm-e")
    paths = pen.derive("path", "curve", curve)
    shape(svg, "path", "pm-ghost", d=curve(pen.series["curve"].parts((0, 0))))
    pen.bind(shape(svg, "path", "pm-a"), "d", paths)
    marker = line(svg, "pm-drop", 0, floor_, 0, 0)
    for end in ("x1", "x2"):
        pen.bind(marker, end, "temperature", x(30), wide)
    pen.bind(marker, "y2", "spikes", floor_, -tall)
    dot = shape(svg, "circle", "pm-dot", r=7)
    pen.bind(dot, "cx", "temperature", x(30), wide)
    pen.bind(dot, "cy", "spikes", floor_, -tall)
    line(svg, "pm-a", 18, 262, 48, 262)
    pen.text(svg, 58, 267, "now")
    if "skin" in pen.simulation.controls:
        line(svg, "pm-ghost", 186, 262, 216, 262)
        pen.text(svg, 226, 267, "usual")
    pen.text(svg, 16, 304, "second", "pm-h")
    line(svg, "pm-axis", 36, 346, 336, 346)
    row = shape(svg, "g", "pm-spikes")
    for index in range(12):
        line(row, "", 48.5 + 25 * index, 346, 48.5 + 25 * index, 318)
    pen.bind(row, "class*", "row")
    pen.text(svg, 16, 378, "graded", "pm-h")
    shape(svg, "rect", "pm-frame", x=36, y=390, width=300, height=16, rx=4)
    pen.bind(shape(svg, "rect", "pm-fill", x=36, y=390, height=16, rx=4), "width", "share", 0, 3)
    line(svg, "pm-mark", 336, 384, 336, 412)
    pen.text(svg, 344, 428, "threshold", "pm-e")


def _table(pen: Pen, words: Words) -> Table:
    labels, control, stops = pen.simulation.labels, pen.simulation.controls.get("skin"), list(SKIN.values())
    skins = list(dict.fromkeys(stops)) if control else [stops[pen.simulation.start[1]]]
    heads = [control.stops[stops.index(skin)] for skin in skins] if control else [labels["title-y"]]
    return [labels["title-x"], *heads], [[str(t), *(str(heat_spikes(t, skin)) for skin in skins)] for t in TEMPERATURES]


DRAWING = Drawing(
    controls=(
        scale("temperature", TEMPERATURES, fahrenheit=[f"{c * 1.8 + 32:.0f}" for c in TEMPERATURES]),
        scale("skin", SKIN),
    ),
    labels=("title-x", "title-y", "skin", "core", "now", "usual", "second", "graded", "threshold"),
    captions=(("fires", ("silent", "one", "more")), ("sore", ("", "sore"))),
    names={
        "temperature": "temperature.value",
        "fahrenheit": "temperature.fahrenheit",
        "spikes": "spikes",
        "share": "share",
        "first": "first",
    },
    add_series=_add_series,
    height=440,
    draw=_draw,
    table=_table,
)
