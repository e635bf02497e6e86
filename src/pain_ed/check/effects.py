"""From an effect size to people: the sums, and the rule that a lesson gives what they give.

`d` is a standardized mean difference (Cohen's d, Hedges' g, SMD): how far the averages of two groups lie apart, in
standard deviations. With normal distributions of equal spread, two figures are made of it, which answer two questions:

- In how many pairs, one person of each group, does the one of the treated group do better? Φ(d/√2), the probability of
  superiority or common language effect size (McGraw and Wong 1992, doi:10.1037/0033-2909.111.2.361).
- How many of the treated group do better than the average of the other group? Φ(d), Cohen's U3 (Cohen 1988, Statistical
  Power Analysis for the Behavioral Sciences, doi:10.4324/9780203771587).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import sqrt
from statistics import NormalDist

from pain_ed.course.model import Course
from pain_ed.course.texts import holding, texts
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Problem
from pain_ed.formats.text import CITATION

_NORMAL = NormalDist()


def better_in_pairs(d: float) -> float:
    """The share of pairs in which the one of the treated group does better: Φ(d/√2)."""
    return _NORMAL.cdf(d / sqrt(2))


def above_average(d: float) -> float:
    """The share of the treated group that does better than the average of the other group: Φ(d), Cohen's U3."""
    return _NORMAL.cdf(d)


def more_in_100(number_needed: float) -> float:
    """How many more in 100 gain, or are harmed, by a number needed to treat or to harm (NNT, NNH): 100/NNT."""
    return 100 / number_needed


_PAIRS = re.compile(r"\d+\s+(?:of|in)\s+(?:10|100)\s+pairs\b")
_COUNT = re.compile(r"(?<![\d.,])(\d+)\s+(?:of|in)\s+(10|100)\b")


def pairs_computed(course: Course) -> Iterator[Problem]:
    """A count of pairs is what the formula makes of an effect size of a source that is cited beside it."""
    sizes = {source.id: source.effect_sizes for source in course.sources}
    for text in texts(course, holding(["pairs"])):
        for passage in text.passages:
            if not _PAIRS.search(passage.plain):
                continue
            raw = text.written[passage.start : passage.start + len(passage.plain)]
            cited = [size for id in CITATION.findall(raw) for size in sizes.get(id, ())]
            shares = [better_in_pairs(float(size)) for size in cited]
            made = "; ".join(
                f"{size} makes {100 * share:.1f} of 100" for size, share in zip(cited, shares, strict=True)
            )
            for match in _COUNT.finditer(passage.plain):
                count, of = int(match[1]), int(match[2])
                # The other way round is as good: 3 of 10 where 7 of 10 come first.
                if count not in {round(of * part) for share in shares for part in (share, 1 - share)}:
                    written = " ".join(match[0].split())
                    message = (
                        f"'{written}' is not what an effect size of a source beside it makes ({made or 'none given'})"
                    )
                    yield Problem(Code.PAIRS_NOT_COMPUTED, text.at(passage.start + match.start()), message)


ADVICE = (pairs_computed,)
