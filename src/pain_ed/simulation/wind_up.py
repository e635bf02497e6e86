"""A cell of the spinal cord that answers more and more to equal messages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from pain_ed.i18n.messages import Words
from pain_ed.simulation.drawing import AddSeries, Drawing, Table, choice, scale
from pain_ed.simulation.magnesium_gate import open_fraction
from pain_ed.simulation.shapes import line, shape

if TYPE_CHECKING:
    from pain_ed.simulation.pen import Pen

MESSAGES = 15
PROBES = (2, 5, 10, 20)
"""Seconds after the last message of a train at which one more is sent."""
EARLY_SPIKES = 3
"""What the cell answers at once, to the fast nerves (the published simulation gives 2 to 3): the train does not change
it."""
INHIBITION = {"less": 3.0, "usual": 1.0, "more": 0.25}
"""By what inhibition multiplies the drive of a late answer: the published simulation begins with 12, 4 and 1 spikes."""

_REST = -65.0  # mV
_DECAY = 3.5  # s; the published simulation fades with 3 to 4 s
_SHIFT = 5.0  # mV by which one unit of what is left behind depolarizes the cell
_FEEDBACK = 0.4  # units that a message leaves behind for each doubling of the open NMDA receptors, besides its own one
_GAIN = 1.4  # by how much of a first answer such a doubling raises the next
_FIRST = 4.0  # spikes
_CEILING = 60.0  # spikes that no answer reaches


@dataclass(frozen=True)
class Train:
    """Answers of the cell, in spikes."""

    late: tuple[int, ...]
    """To each of the messages, from the slow nerves."""
    fade: tuple[int, ...]
    """To one message at each of PROBES after the train."""


def wind_up(rate: float, inhibition: str = "usual", *, nmda: bool = True, sensitized: bool = False) -> Train:
    """Late answers of one cell of the spinal cord to equal messages.

    Each message leaves something behind, which decays. It shifts the voltage, which frees NMDA receptors of magnesium
    (`open_fraction`): that makes the next answer bigger, and lets each message leave more behind. The model is ours;
    its few constants are chosen so that it does what a published simulation did (Aguiar and others 2010,
    doi:10.1152/jn.00834.2009).

    Args:
        rate: messages a second, above 0.
        inhibition: a key of INHIBITION.
        nmda: whether NMDA receptors take part.
        sensitized: whether the cell answers twice as strongly to begin with and to the end, as after central
            sensitization; how that comes about is no part of the model.
    """
    if rate <= 0:
        raise ValueError(f"the rate is {rate} messages a second, and should be above 0")
    weight, baseline = INHIBITION[inhibition], 2 if sensitized else 1

    def freed(left: float) -> float:
        return open_fraction(_REST + _SHIFT * left) / open_fraction(_REST) - 1 if nmda else 0.0

    def answer(left: float) -> int:
        drive = weight * _FIRST * (baseline + _GAIN * freed(left))
        return round(drive / (1 + drive / _CEILING))

    late, left, after = [], 0.0, 0.0
    for _ in range(MESSAGES):
        late.append(answer(left))
        after = left + 1 + _FEEDBACK * freed(left)
        left = after * exp(-1 / rate / _DECAY)
    return Train(tuple(late), tuple(answer(after * exp(-seconds / _DECAY)) for seconds in PROBES))


# --- What can be set, and what then shows -----------------------------------------------------------------------------


RATES = (0.1, 0.2, 0.3, 0.5, 1, 2)


def _add_series(add: AddSeries) -> None:
    @cache
    def answers(r: int, i: int, n: int, s: int) -> tuple[int, ...]:
        train = wind_up(RATES[r], list(INHIBITION)[i], nmda=n == 0, sensitized=s == 1)
        return train.late + train.fade

    def growth(*setting: int) -> int:
        first, last = answers(*setting)[0], answers(*setting)[MESSAGES - 1]
        return (last > first) + (last >= 2 * first) + (last >= 2 * first and last - first >= 24)

    everything = ("rate", "inhibition", "nmda", "sensitized")
    add("answers", answers, *everything)
    add("growth", growth, *everything)
    add("lasts", lambda r: round((MESSAGES - 1) / RATES[r]), "rate")


# --- The picture ------------------------------------------------------------------------------------------------------


def _draw(pen: Pen, svg: Element) -> None:
    floor_, tall = 236.0, 3.4

    pen.text(svg, 16, 26, "title-y", "pm-h")
    for spikes in (10, 20, 30, 40, 50):
        line(svg, "pm-grid", 36, floor_ - tall * spikes, 344, floor_ - tall * spikes)
        pen.text(svg, 30, floor_ - tall * spikes + 5, str(spikes), "pm-e")
    line(svg, "pm-axis", 36, floor_, 344, floor_)
    line(svg, "pm-mark", 253, 52, 253, floor_ + 12)
    columns = [46 + 14 * message for message in range(MESSAGES)] + [266 + 25 * probe for probe in range(len(PROBES))]
    for number, x in enumerate(columns):
        look = "pm-bar" if number < MESSAGES else "pm-bar pm-later"
        pen.bind(line(svg, look, x, floor_, x, 0), "y2", f"answers.{number}", floor_, -tall)
        if number in (0, MESSAGES - 1) or number >= MESSAGES:
            value = shape(svg, "text", "pm-m", x=x)
            pen.bind(value, "y", f"answers.{number}", floor_ - 7, -tall)
            pen.bind(value, "text", f"answers.{number}")
        shape(svg, "circle", "pm-sent" if number < MESSAGES else "pm-sent pm-later", cx=x, cy=floor_ + 11, r=3)
    pen.text(svg, 36, floor_ + 34, "messages")
    for probe, seconds in enumerate(PROBES):
        pen.text(svg, columns[MESSAGES + probe], floor_ + 34, str(seconds), "pm-m")
    pen.text(svg, 344, floor_ + 58, "after", "pm-e")
    pen.text(svg, 16, floor_ + 86, "early")


def _table(pen: Pen, words: Words) -> Table:
    labels = pen.simulation.labels
    names = [str(message + 1) for message in range(MESSAGES)] + [f"{labels['fading']} {seconds}" for seconds in PROBES]
    return pen.by_setting(words, labels["message"], ((name, f"answers.{number}") for number, name in enumerate(names)))


DRAWING = Drawing(
    controls=(
        scale("rate", RATES, every=[f"{1 / rate:.2g}" for rate in RATES]),
        choice("inhibition", *INHIBITION),
        choice("nmda", "on", "off"),
        choice("sensitized", "no", "yes"),
    ),
    labels=("title-y", "messages", "after", "early", "message", "fading"),
    captions=(
        ("growth", ("flat", "little", "grows", "steep")),
        ("inhibition", ("less-inhibition", "", "more-inhibition")),
        ("nmda", ("", "no-nmda")),
        ("sensitized", ("", "sensitized")),
        ("always", ("fade",)),
    ),
    names={
        "rate": "rate.value",
        "every": "rate.every",
        "first": "answers.0",
        "last": f"answers.{MESSAGES - 1}",
        "lasts": "lasts",
    }
    | {f"after-{seconds}": f"answers.{MESSAGES + index}" for index, seconds in enumerate(PROBES)},
    add_series=_add_series,
    height=334,
    draw=_draw,
    table=_table,
)
