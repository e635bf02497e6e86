"""A hundred people who turn pain down, or up, by what they expect."""

from __future__ import annotations

from math import floor
from statistics import NormalDist
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from pain_ed.i18n.messages import Words
from pain_ed.simulation.drawing import AddSeries, Drawing, Single, Table, choice, scale, with_minus
from pain_ed.simulation.shapes import line, number, shape

if TYPE_CHECKING:
    from pain_ed.simulation.pen import Pen

PEOPLE = 100
CONTEXTS = {
    "nothing": (16.7, 11.7),
    "more": (0.0, 11.7),
    "less": (21.7, 11.7),
    "after": (1.7, 9.2),
}
"""Mean and standard deviation, in points of 100 by which heat hurt less with the other hand in cold water (Gehling and
others 2016, doi:10.1186/s12883-016-0650-z, 25 people): `nothing` and `after` are its early and late effect on the first
day. `more`: people who expected more pain showed no turning down (Goffaux and others 2007,
doi:10.1016/j.pain.2006.11.011). `less`: expecting less goes with more turning down (France and others 2016,
doi:10.1007/s12160-016-9775-y); the 5 points are our guess."""


def people(context: str) -> tuple[float, ...]:
    """By how many points of 100 each of a hundred people would turn pain down; below 0: up.

    Args:
        context: a key of CONTEXTS.

    Returns:
        The middles of a hundred equal parts of a normal distribution, from the smallest: drawn from its shape, and not
        by chance.
    """
    mean, deviation = CONTEXTS[context]
    return tuple(NormalDist(mean, deviation).inv_cdf((person + 0.5) / PEOPLE) for person in range(PEOPLE))


# --- What can be set, and what then shows -----------------------------------------------------------------------------


BIN = 5
BINS = range(-35, 60, BIN)
"""Lower edges, in points, of the columns in which the hundred people stand."""


def _add_series(add: AddSeries) -> None:
    crowds = [people(context) for context in CONTEXTS]

    def stands(context: int) -> list[tuple[int, int]]:
        """Column and row of each person."""
        filled = [0] * len(BINS)
        standing = []
        for points in crowds[context]:
            column = floor((points - BINS[0]) / BIN)
            standing.append((column, filled[column]))
            filled[column] += 1
        return standing

    add("crowd", lambda c: tuple(f"{column},{row}" for column, row in stands(c)), "context")
    add(
        "columns",
        lambda c: tuple(sum(column == index for column, _ in stands(c)) for index in range(len(BINS))),
        "context",
    )
    add("down", lambda c: sum(points > 0 for points in crowds[c]), "context")
    add("up", lambda c: sum(points < 0 for points in crowds[c]), "context")
    add("average", lambda c: f"{abs(list(CONTEXTS.values())[c][0]):.0f}", "context")
    add("column", lambda c, p: stands(c)[p][0], "context", "person")
    add("rank", lambda c, p: stands(c)[p][1], "context", "person")
    add("points", lambda c, p: abs(round(crowds[c][p])), "context", "person")
    add("way", lambda c, p: 1 + (round(crowds[c][p]) > 0) - (round(crowds[c][p]) < 0), "context", "person")


# --- The picture ------------------------------------------------------------------------------------------------------


def _draw(pen: Pen, svg: Element) -> None:
    wide, floor_, tall = 17.0, 258.0, 9.0
    zero = 27 - wide / 2 - wide * BINS[0] / BIN

    def crowd(stands: tuple[Single, ...], *, up: bool) -> str:
        stand = [map(int, str(person).split(",")) for person in stands]
        return "".join(
            f"M{number(27 + wide * column)} {number(floor_ - 7 - tall * row)}h0"
            for column, row in stand
            if (BINS[column] < 0) is up
        )

    pen.text(svg, 16, 26, "title-x", "pm-h")
    shape(svg, "rect", "pm-up-side", x=18, y=40, width=zero - 18, height=floor_ - 40)
    shape(svg, "rect", "pm-down-side", x=zero, y=40, width=342 - zero, height=floor_ - 40)
    line(svg, "pm-mark", zero, 40, zero, floor_)
    pen.x_axis(
        svg,
        floor_,
        [(zero + wide / BIN * points, str(abs(points))) for points in (-20, 0, 20, 40)],
        18,
        342,
    )
    pen.text(svg, 18, floor_ + 46, "more", "pm-h")
    pen.text(svg, 342, floor_ + 46, "less", "pm-h pm-e")
    pen.bind(
        shape(svg, "path", "pm-crowd"), "d", pen.derive("path-down", "crowd", lambda value: crowd(value, up=False))
    )
    ups = pen.derive("path-up", "crowd", lambda value: crowd(value, up=True))
    for look in ("pm-crowd pm-turns-up", "pm-crowd-hole"):
        pen.bind(shape(svg, "path", look), "d", ups)
    ring = shape(svg, "circle", "pm-ring", r=8)
    pen.bind(ring, "cx", "column", 27, wide)
    pen.bind(ring, "cy", "rank", floor_ - 7, -tall)
    pen.text(svg, 18, floor_ + 72, "up")
    pen.text(svg, 342, floor_ + 72, "down", "pm-e")


def _table(pen: Pen, words: Words) -> Table:
    heads = pen.simulation.controls["context"].stops if "context" in pen.simulation.controls else tuple(CONTEXTS)
    columns = [pen.series["columns"].parts((context, 0)) for context in range(len(heads))]
    names = [with_minus(f"{low} … {low + BIN}") for low in BINS]
    return [pen.simulation.labels["points-less"], *heads], [
        [name, *(str(column[index]) for column in columns)] for index, name in enumerate(names)
    ]


DRAWING = Drawing(
    controls=(choice("context", *CONTEXTS), scale("person", range(1, PEOPLE + 1))),
    labels=("title-x", "more", "less", "down", "up", "points-less"),
    captions=(("context", tuple(CONTEXTS)), ("way", ("person-up", "person-same", "person-down"))),
    names={"down": "down", "up": "up", "average": "average", "number": "person.value", "points": "points"},
    add_series=_add_series,
    height=342,
    draw=_draw,
    table=_table,
)
