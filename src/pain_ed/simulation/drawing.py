"""What a drawing is: what can be set in it, which words it needs, its values for every setting, its picture and its
table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from xml.etree.ElementTree import Element

from pain_ed.i18n.messages import Words

if TYPE_CHECKING:
    from pain_ed.simulation.pen import Pen

State = tuple[int, ...]
"""The stop at which each control of a drawing stands."""

Single = int | float | str
Value = Single | tuple[Single, ...]

Table = tuple[list[str], list[list[str]]]
"""The heads of its columns, and its rows; a cell that starts with '=' is a series, and follows the reader's setting."""


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


def scale(name: str, stops: Iterable[float | str], **fields: Iterable[str]) -> Control:
    """A control whose stops lie on a scale."""
    keys = tuple(stop if isinstance(stop, str) else f"{stop:g}" for stop in stops)
    shown = {"value": tuple(map(with_minus, keys))}
    return Control(name, keys, shown | {field: tuple(texts) for field, texts in fields.items()}, slider=True)


def choice(name: str, *keys: str) -> Control:
    """A control whose stops have no order."""
    return Control(name, keys, {}, slider=False)


def with_minus(number: object) -> str:
    """A number with a minus sign that is read out, and is as wide as a plus."""
    return str(number).replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True)
class Series:
    """A value for each setting of some controls."""

    on: tuple[int, ...]
    """The indexes of those controls in the drawing's."""
    values: tuple[Value, ...]
    """Row by row: the last of the controls changes fastest."""
    sizes: tuple[int, ...]
    """How many stops each has."""

    def at(self, state: State) -> Value:
        """The value when each control of the drawing stands at its stop."""
        index = 0
        for control, size in zip(self.on, self.sizes, strict=True):
            index = index * size + state[control]
        return self.values[index]

    def parts(self, state: State) -> tuple[Single, ...]:
        """The same of a series whose values have parts."""
        value = self.at(state)
        assert isinstance(value, tuple)
        return value


class AddSeries(Protocol):
    """Takes in a series: its name, the value for the stops of some controls, and the names of these."""

    def __call__(self, name: str, value: Callable[..., Value], *on: str) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A simulation without words."""

    controls: tuple[Control, ...]
    labels: tuple[str, ...]
    """Names of the words in the picture."""
    captions: tuple[tuple[str, tuple[str, ...]], ...]
    """The sentences under it: for each index, a series whose values count into the names of its sentences; '' is no
    sentence."""
    names: dict[str, str]
    """What may stand in a sentence as `{name}`: a series, or with a number after a full stop a part of it."""
    add_series: Callable[[AddSeries], None]
    """Adds every value that it shows, for every setting."""
    height: int
    """Of the picture, which is 360 wide."""
    draw: Callable[[Pen, Element], None]
    """Draws the picture into an `svg`."""
    table: Callable[[Pen, Words], Table]
    """The numbers of the picture."""
