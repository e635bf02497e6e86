"""Every drawing by the name that an author writes, and its values.

The browser computes none of these: `series` holds every value for every setting, and draw.py puts them into the page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import product

from pain_ed.simulation import first_and_second, magnesium_gate, threshold, two_way_control, wind_up
from pain_ed.simulation.drawing import Drawing, Series, Value

DRAWINGS: dict[str, Drawing] = {
    "threshold": threshold.DRAWING,
    "first-and-second": first_and_second.DRAWING,
    "magnesium-gate": magnesium_gate.DRAWING,
    "wind-up": wind_up.DRAWING,
    "two-way-control": two_way_control.DRAWING,
}


@cache
def series(name: str) -> dict[str, Series]:
    """Every value that a drawing shows, for every setting.

    Args:
        name: a key of DRAWINGS.

    Returns:
        The series by name: those that `Drawing.names` and `Drawing.captions` speak of, each control's fields and index,
        and what the picture needs besides.
    """
    controls = DRAWINGS[name].controls
    indexes = {control.name: index for index, control in enumerate(controls)}
    made: dict[str, Series] = {"always": Series((), (0,), ())}

    def add(name: str, value: Callable[..., Value], *on: str) -> None:
        sizes = tuple(len(controls[indexes[control]].keys) for control in on)
        values = tuple(value(*setting) for setting in product(*map(range, sizes)))
        made[name] = Series(tuple(indexes[control] for control in on), values, sizes)

    for control in controls:
        add(control.name, lambda stop: stop, control.name)
        for field, texts in control.fields.items():
            add(f"{control.name}.{field}", texts.__getitem__, control.name)
    DRAWINGS[name].add_series(add)
    return made
