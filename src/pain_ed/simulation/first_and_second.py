"""The race of the fast and the slow message from a toe to the spinal cord."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from pain_ed.i18n.messages import Words
from pain_ed.simulation.drawing import AddSeries, Drawing, Table, scale
from pain_ed.simulation.shapes import line, shape

if TYPE_CHECKING:
    from pain_ed.simulation.pen import Pen


def path_length(height: float) -> float:
    """Metres from a toe to the spinal cord: six tenths of the body's height, a round figure of ours.

    Args:
        height: in cm, above 0.
    """
    if height <= 0:
        raise ValueError(f"the height is {height} cm, and should be above 0")
    return height / 100 * 0.6


def travel_time(length: float, speed: float) -> float:
    """Seconds that a message takes.

    Args:
        length: metres.
        speed: metres a second, above 0.
    """
    if speed <= 0:
        raise ValueError(f"the speed is {speed} m/s, and should be above 0")
    return length / speed


# --- What can be set, and what then shows -----------------------------------------------------------------------------


HEIGHTS = range(120, 201, 10)
FAST, SLOW = (9, 13, 18), (0.5, 0.8, 1.2)
"""Metres a second. People: 13 and 0.8 on average (Plaghki and others 2010, doi:10.1371/journal.pone.0010269); rats: 9
to 18 (Zotova and Arezzo 2013, doi:10.1155/2013/254789); human C fibres: 0.86 with a standard deviation of 0.17, so
nearly all from 0.5 to 1.2 (van Hees and Gybels 1981)."""
TIMES = tuple(tenth / 10 for tenth in range(25))


def _add_series(add: AddSeries) -> None:
    lengths = [path_length(cm) for cm in HEIGHTS]
    speeds: tuple[float, ...]
    for name, speeds in (("fast", FAST), ("slow", SLOW)):

        def way(h: int, v: int, t: int, speeds: tuple[float, ...] = speeds) -> int:
            return min(100, floor(100 * TIMES[t] / travel_time(lengths[h], speeds[v]) + 1e-9))

        add(f"at-{name}", way, "height", name, "time")
        add(f"{name}-there", lambda h, v, t, way=way: int(way(h, v, t) == 100), "height", name, "time")
        add(f"t-{name}", lambda h, v, speeds=speeds: f"{travel_time(lengths[h], speeds[v]):.2f}", "height", name)
    add(
        "gap",
        lambda h, f, s: f"{travel_time(lengths[h], SLOW[s]) - travel_time(lengths[h], FAST[f]):.1f}",
        "height",
        "fast",
        "slow",
    )
    add("length", lambda h: f"{lengths[h]:.2f}", "height")


def _feet(cm: int) -> str:
    feet, inches = divmod(round(cm / 2.54), 12)
    return f"{feet} ft {inches} in"


# --- The picture ------------------------------------------------------------------------------------------------------


def _draw(pen: Pen, svg: Element) -> None:
    second = 120.0
    pen.text(svg, 16, 26, "toe", "pm-h")
    pen.text(svg, 344, 26, "cord", "pm-h pm-e")
    for index in range(7):
        shape(svg, "rect", "pm-bone", x=324, y=40 + 18 * index, width=20, height=14, rx=5)
    for y, name in ((82, "fast"), (142, "slow")):
        pen.text(svg, 30, y - 18, name)
        line(svg, "pm-track", 34, y, 318, y)
        if name == "fast":
            pen.bind(shape(svg, "circle", "pm-dot", cy=y, r=10), "cx", f"at-{name}", 36, 2.8)
        else:
            pen.bind(shape(svg, "rect", "pm-square", y=y - 9, width=18, height=18, rx=3), "x", f"at-{name}", 27, 2.8)
    pen.text(svg, 16, 202, "arrives", "pm-h")
    now = line(svg, "pm-mark", 0, 214, 0, 258)
    for end in ("x1", "x2"):
        pen.bind(now, end, "time", 36, second / 10)
    pen.x_axis(svg, 258, [(36 + second * half / 2, f"{half / 2:g}") for half in range(5)], 30, 342)
    gap = line(svg, "pm-gap", 0, 238, 0, 238)
    pen.bind(gap, "x1", "t-fast", 36, second)
    pen.bind(gap, "x2", "t-slow", 36, second)
    pen.bind(shape(svg, "circle", "pm-dot", cy=238, r=8), "cx", "t-fast", 36, second)
    pen.bind(shape(svg, "rect", "pm-square", y=231, width=14, height=14, rx=3), "x", "t-slow", 29, second)
    pen.text(svg, 344, 302, "axis", "pm-e")
    pen.text(svg, 16, 330, "gap", "pm-h")


def _table(pen: Pen, words: Words) -> Table:
    labels = pen.simulation.labels
    return pen.by_setting(
        words,
        labels["arrives"],
        ((labels["fast"], "t-fast"), (labels["slow"], "t-slow"), (labels["later"], "gap")),
    )


DRAWING = Drawing(
    controls=(
        scale("height", HEIGHTS, feet=[_feet(cm) for cm in HEIGHTS]),
        scale("fast", FAST),
        scale("slow", SLOW),
        scale("time", TIMES),
    ),
    labels=("toe", "cord", "fast", "slow", "axis", "arrives", "gap", "later"),
    captions=(
        ("fast-there", ("fast-on-its-way", "fast-there")),
        ("slow-there", ("slow-on-its-way", "slow-there")),
        ("always", ("gap",)),
    ),
    names={
        "time": "time.value",
        "height": "height.value",
        "length": "length",
        "fast": "t-fast",
        "slow": "t-slow",
        "gap": "gap",
        "way-fast": "at-fast",
        "way-slow": "at-slow",
    },
    add_series=_add_series,
    height=342,
    draw=_draw,
    table=_table,
)
