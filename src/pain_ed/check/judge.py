"""The rules, one function each, from a Course to the problems it finds. Nothing here reads, logs or prints.

What could not be read is reported where it was read. Here nothing is concluded from its absence (`Course.unread`), so
that one slip gives one message.
"""

from __future__ import annotations

import datetime
from itertools import chain

from pain_ed.check import effects, evidence, lessons, links, markup, quizzes, reading, signs, sizes, wording, words
from pain_ed.course.model import Course
from pain_ed.course.wings import Rule, wings
from pain_ed.diagnostics.problems import Problem

RULES: tuple[Rule, ...] = (
    *lessons.RULES,
    *evidence.RULES,
    *quizzes.RULES,
    *links.RULES,
    *markup.RULES,
    *wording.RULES,
    *words.RULES,
    *signs.RULES,
)
"""The rules that a build runs, in this order; those of the wings follow."""

ADVICE: tuple[Rule, ...] = (
    *lessons.ADVICE,
    *markup.ADVICE,
    *wording.ADVICE,
    *reading.ADVICE,
    *sizes.ADVICE,
    *evidence.ADVICE,
    *effects.ADVICE,
    *signs.ADVICE,
)
"""Rules that never stop a build, and that `pain-ed check` alone runs."""


def judge(course: Course, *, advice: bool = True, today: datetime.date | None = None) -> list[Problem]:
    """The problems that the rules find in a course.

    A build leaves the advice to `pain-ed check`: to count the syllables of all lessons costs more than all quizzes do.

    Args:
        course: what is judged.
        advice: whether the rules of ADVICE run as well.
        today: the day by which reviews are due. Without it none is: what a build says does not depend on the day.
    """
    rules = [*RULES, *(rule for wing in wings() for rule in wing.rules)]
    if advice:
        rules += [*ADVICE, *(rule for wing in wings() for rule in wing.advice)]
    problems = list(chain.from_iterable(rule(course) for rule in rules))
    return [*problems, *(lessons.reviews_due(course, today) if today else ())]
