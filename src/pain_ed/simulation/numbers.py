"""The mathematics of the interactive models, and what can be set in each. Nothing here is drawn, and no number is random.

The browser computes none of this: `series` holds every value for every setting, and figures.py puts them into the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import exp, floor
from statistics import NormalDist

# --- Threshold --------------------------------------------------------------------------------------------------------

SKIN_TEMPERATURE, CORE_TEMPERATURE = 33, 37
"""°C: the usual temperature of skin, and that inside the body."""
HEAT_THRESHOLD = 41.0
"""°C at which the ending sends its first spike. Nociceptors need heat above about 40 to 45 °C (Dubin and Patapoutian 2010,
doi:10.1172/JCI42843); most human C nociceptors that were recorded began at 41 °C (doi:10.1152/jn.1984.51.2.325)."""
SUNBURN_SHIFT = 6.5
"""°C less heat borne on skin 20 hours after ultraviolet light (Gustorff and others 2004, doi:10.1213/01.ANE.0000093224.77281.A5)."""


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
    """How far the voltage of the ending is on its way to the threshold: 0 at 25 °C or less, 1 at the threshold. A sketch."""
    return min(1.0, max(0.0, (temperature - 25) / (heat_threshold(sunburn) - 25)))


# --- First and second message -----------------------------------------------------------------------------------------


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


# --- The magnesium gate -----------------------------------------------------------------------------------------------


def open_fraction(voltage: float, magnesium: float = 1.0) -> float:
    """The fraction of NMDA receptors that magnesium does not block.

    A fit to recordings from hippocampal cells in culture: Jahr and Stevens 1990, doi:10.1523/JNEUROSCI.10-09-03178.1990.

    Args:
        voltage: of the cell's membrane, in mV.
        magnesium: its concentration outside the cell, in mM, 0 or more.

    Returns:
        From 0 (all blocked) to 1.
    """
    if magnesium < 0:
        raise ValueError(f"magnesium is {magnesium} mM, and cannot be below 0")
    return 1 / (1 + magnesium / 3.57 * exp(-0.062 * voltage))


# --- Wind-up ----------------------------------------------------------------------------------------------------------

MESSAGES = 15
PROBES = (2, 5, 10, 20)
"""Seconds after the last message of a train at which one more is sent."""
EARLY_SPIKES = 3
"""What the cell answers at once, to the fast nerves (the published simulation gives 2 to 3): the train does not change it."""
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
    (`open_fraction`): that makes the next answer bigger, and lets each message leave more behind. The model is ours; its
    few constants are chosen so that it does what a published simulation did (Aguiar and others 2010,
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


# --- Two-way control --------------------------------------------------------------------------------------------------

PEOPLE = 100
CONTEXTS = {
    "nothing": (16.7, 11.7),
    "more": (0.0, 11.7),
    "less": (21.7, 11.7),
    "after": (1.7, 9.2),
}
"""Mean and standard deviation, in points of 100 by which heat hurt less with the other hand in cold water (Gehling and others
2016, doi:10.1186/s12883-016-0650-z, 25 people): `nothing` and `after` are its early and late effect on the first day. `more`: people
who expected more pain showed no turning down (Goffaux and others 2007, doi:10.1016/j.pain.2006.11.011). `less`: expecting less
goes with more turning down (France and others 2016, doi:10.1007/s12160-016-9775-y); the 5 points are our guess."""


def people(context: str) -> tuple[float, ...]:
    """By how many points of 100 each of a hundred people would turn pain down; below 0: up.

    Args:
        context: a key of CONTEXTS.

    Returns:
        The middles of a hundred equal parts of a normal distribution, from the smallest: drawn from its shape, and not by chance.
    """
    mean, deviation = CONTEXTS[context]
    return tuple(NormalDist(mean, deviation).inv_cdf((number + 0.5) / PEOPLE) for number in range(PEOPLE))


# --- What can be set, and what then shows -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Control:
    """Something that a reader sets."""

    name: str
    keys: tuple[str, ...]
    """Its stops, as an author writes them."""
    fields: dict[str, tuple[str, ...]]
    """What may stand in the text of a stop as `{name}`, for each stop."""
    slider: bool
    """Whether its stops lie on a scale; otherwise it is a choice."""


Value = int | float | str | tuple[int | float | str, ...]


@dataclass(frozen=True)
class Series:
    """A value for each setting of some controls."""

    on: tuple[int, ...]
    """The places of those controls in the drawing's."""
    values: tuple[Value, ...]
    """Row by row: the last of the controls changes fastest."""
    sizes: tuple[int, ...]
    """How many stops each has."""

    def at(self, state: tuple[int, ...]) -> Value:
        """The value when each control of the drawing stands at its stop."""
        index = 0
        for control, size in zip(self.on, self.sizes, strict=True):
            index = index * size + state[control]
        return self.values[index]


@dataclass(frozen=True)
class Drawing:
    """What a text about a model has to bring, and may use."""

    controls: tuple[Control, ...]
    labels: tuple[str, ...]
    """Names of the words in the picture."""
    captions: tuple[tuple[str, tuple[str, ...]], ...]
    """The sentences under it: for each index, a series whose values count into the names of its sentences; '' is no sentence."""
    names: dict[str, str]
    """What may stand in a sentence as `{name}`: a series, or with a number after a full stop a part of it."""


def _scale(name: str, stops: Iterable[float | str], **fields: Iterable[str]) -> Control:
    keys = tuple(stop if isinstance(stop, str) else f"{stop:g}" for stop in stops)
    # A minus sign that is read out, and is as wide as a plus.
    shown = {"value": tuple(key.replace("-", "\N{MINUS SIGN}") for key in keys)}
    return Control(name, keys, shown | {field: tuple(texts) for field, texts in fields.items()}, True)


def _choice(name: str, *keys: str) -> Control:
    return Control(name, keys, {}, False)


def _feet(cm: int) -> str:
    feet, inches = divmod(round(cm / 2.54), 12)
    return f"{feet} ft {inches} in"


TEMPERATURES = range(30, 47)
SKIN = {"before": 0.0, "hours": 0.5, "day": 1.0, "settling": 0.5, "settled": 0.0}
"""How far each stop is on the way to a full sunburn. Only `day` was measured; halves stand for 'on the way'."""
HEIGHTS = range(120, 201, 10)
FAST, SLOW = (9, 13, 18), (0.5, 0.8, 1.2)
"""Metres a second. People: 13 and 0.8 on average (Plaghki and others 2010, doi:10.1371/journal.pone.0010269); rats: 9 to 18 (Zotova and
Arezzo 2013, doi:10.1155/2013/254789); human C fibres: 0.86 with a standard deviation of 0.17, so nearly all from 0.5 to 1.2 (van Hees
and Gybels 1981)."""
TIMES = tuple(tenth / 10 for tenth in range(25))
VOLTAGES = range(-80, 21, 5)
MAGNESIUM = (0.5, 1.0, 1.2, 2.0)
RATES = (0.1, 0.2, 0.3, 0.5, 1, 2)

DRAWINGS: dict[str, Drawing] = {
    "threshold": Drawing(
        (
            _scale("temperature", TEMPERATURES, fahrenheit=[f"{c * 1.8 + 32:.0f}" for c in TEMPERATURES]),
            _scale("skin", SKIN),
        ),
        ("title-x", "title-y", "skin", "core", "now", "usual", "second", "graded", "threshold"),
        (("fires", ("silent", "one", "more")), ("sore", ("", "sore"))),
        {
            "temperature": "temperature.value",
            "fahrenheit": "temperature.fahrenheit",
            "spikes": "spikes",
            "share": "share",
            "first": "first",
        },
    ),
    "first-and-second": Drawing(
        (
            _scale("height", HEIGHTS, feet=[_feet(cm) for cm in HEIGHTS]),
            _scale("fast", FAST),
            _scale("slow", SLOW),
            _scale("time", TIMES),
        ),
        ("toe", "cord", "fast", "slow", "axis", "arrives", "gap", "later"),
        (
            ("fast-there", ("fast-on-its-way", "fast-there")),
            ("slow-there", ("slow-on-its-way", "slow-there")),
            ("always", ("gap",)),
        ),
        {
            "time": "time.value",
            "height": "height.value",
            "length": "length",
            "fast": "t-fast",
            "slow": "t-slow",
            "gap": "gap",
        }
        | {"way-fast": "at-fast", "way-slow": "at-slow"},
    ),
    "magnesium-gate": Drawing(
        (_scale("voltage", VOLTAGES),),
        ("title-x", "title-y", "rest", "open", "plugged", "magnesium", "channels"),
        (("how", ("plugged", "some", "most")),),
        {"voltage": "voltage.value", "percent": "percent", "fraction": "fraction"},
    ),
    "wind-up": Drawing(
        (
            _scale("rate", RATES, every=[f"{1 / rate:.2g}" for rate in RATES]),
            _choice("inhibition", *INHIBITION),
            _choice("nmda", "on", "off"),
            _choice("sensitized", "no", "yes"),
        ),
        ("title-y", "messages", "after", "early", "message", "fading"),
        (
            ("growth", ("flat", "little", "grows", "steep")),
            ("inhibition", ("less-inhibition", "", "more-inhibition")),
            ("nmda", ("", "no-nmda")),
            ("sensitized", ("", "sensitized")),
            ("always", ("fade",)),
        ),
        {
            "rate": "rate.value",
            "every": "rate.every",
            "first": "answers.0",
            "last": f"answers.{MESSAGES - 1}",
            "lasts": "lasts",
        }
        | {f"after-{seconds}": f"answers.{MESSAGES + index}" for index, seconds in enumerate(PROBES)},
    ),
    "two-way-control": Drawing(
        (_choice("context", *CONTEXTS), _scale("person", range(1, PEOPLE + 1))),
        ("title-x", "more", "less", "down", "up", "points-less"),
        (("context", tuple(CONTEXTS)), ("way", ("person-up", "person-same", "person-down"))),
        {"down": "down", "up": "up", "average": "average", "number": "person.value", "points": "points"},
    ),
}
"""Each drawing by its name."""

BIN = 5
BINS = range(-35, 60, BIN)
"""Lower edges, in points, of the columns in which the hundred people stand."""


@cache
def series(drawing: str) -> dict[str, Series]:
    """Every value that a drawing shows, for every setting.

    Args:
        drawing: a key of DRAWINGS.

    Returns:
        The series by name: those that `Drawing.names` and `Drawing.captions` speak of, each control's fields and index, and what the
        picture needs besides.
    """
    controls = DRAWINGS[drawing].controls
    locations = {control.name: index for index, control in enumerate(controls)}
    made: dict[str, Series] = {"always": Series((), (0,), ())}

    def add(name: str, value: Callable[..., Value], *on: str) -> None:
        chosen = [controls[locations[control]] for control in on]
        settings = product(*(range(len(control.keys)) for control in chosen))
        made[name] = Series(
            tuple(locations[c] for c in on),
            tuple(value(*setting) for setting in settings),
            tuple(len(c.keys) for c in chosen),
        )

    for control in controls:
        add(control.name, lambda stop: stop, control.name)
        for field, texts in control.fields.items():
            add(f"{control.name}.{field}", texts.__getitem__, control.name)
    _SERIES[drawing](add)
    return made


def _threshold_series(add: Callable) -> None:
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


def _race_series(add: Callable) -> None:
    lengths = [path_length(cm) for cm in HEIGHTS]
    for name, speeds in (("fast", FAST), ("slow", SLOW)):

        def way(h: int, v: int, t: int, speeds: tuple = speeds) -> int:
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


def _gate_series(add: Callable) -> None:
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


def _wind_up_series(add: Callable) -> None:
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


def _control_series(add: Callable) -> None:
    crowds = [people(context) for context in CONTEXTS]

    def stands(context: int) -> list[tuple[int, int]]:
        """Column and row of each person."""
        filled = [0] * len(BINS)
        found = []
        for points in crowds[context]:
            column = floor((points - BINS[0]) / BIN)
            found.append((column, filled[column]))
            filled[column] += 1
        return found

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


_SERIES: dict[str, Callable[[Callable], None]] = {
    "threshold": _threshold_series,
    "first-and-second": _race_series,
    "magnesium-gate": _gate_series,
    "wind-up": _wind_up_series,
    "two-way-control": _control_series,
}
