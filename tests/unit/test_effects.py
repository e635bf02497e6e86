"""From an effect size to people: against values that were computed by hand, from a printed table of Φ."""

from __future__ import annotations

import pytest

from pain_ed.check.effects import above_average, better_in_pairs, more_in_100


# d, d/√2 and Φ of both to four places, from a table of the standard normal distribution.
@pytest.mark.parametrize(
    ("d", "pairs", "above"),
    [
        (0.0, 0.5000, 0.5000),
        (0.20, 0.5562, 0.5793),  # Φ(0.1414), Φ(0.20)
        (0.50, 0.6382, 0.6915),  # Φ(0.3536), Φ(0.50)
        (0.78, 0.7094, 0.7823),  # Φ(0.5515), Φ(0.78)
        (0.89, 0.7354, 0.8133),  # Φ(0.6293), Φ(0.89)
        (-0.89, 0.2646, 0.1867),
    ],
)
def test_of_an_effect_size(d: float, pairs: float, above: float) -> None:
    assert better_in_pairs(d) == pytest.approx(pairs, abs=0.0001)
    assert above_average(d) == pytest.approx(above, abs=0.0001)


@pytest.mark.parametrize(("needed", "more"), [(4.6, 21.7), (8.9, 11.2), (13.9, 7.2), (26.2, 3.8)])
def test_of_a_number_needed(needed: float, more: float) -> None:
    assert more_in_100(needed) == pytest.approx(more, abs=0.05)
