"""How much a lesson may hold: `extra.course.budgets` in mkdocs.yml, for the lessons of a module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields

from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Location, Problem, did_you_mean
from pain_ed.formats.fields import shown
from pain_ed.formats.paths import CONFIG


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """The most that a lesson holds of each; None where there is no limit."""

    words: float | None = 600
    """In sight: in no fold, no question and no model."""
    screens: float | None = 12
    """Of a phone, up to the first question."""
    marks: float | None = None
    """Of sources, in 100 of the words."""
    negations: float | None = None
    """Sentences that say what is not so, in 100."""
    before: float | None = None
    """Words that stand before the thing to do, in 100."""
    feedback: float | None = 15
    """Words of a feedback, on average."""
    longest: float | None = 25
    """Words of the longest feedback."""
    grade: float | None = None
    """US school grade."""
    at: Location = field(default=Location(CONFIG), compare=False)
    """Where it stands in mkdocs.yml."""


_NAMES = tuple(each.name for each in fields(Budget) if each.name != "at")
DEFAULT = Budget()
"""That of a module for which mkdocs.yml says nothing."""


def read_budgets(written: object, where: Callable[[str], Location]) -> tuple[dict[str, Budget], list[Problem]]:
    """Read the budgets of modules.

    Args:
        written: for each folder of lessons, the limits that are not those of DEFAULT; None takes one away.
        where: from a key of mkdocs.yml to its place.

    Returns:
        The budgets by the names of the folders, and what is wrong with them.
    """
    budgets: dict[str, Budget] = {}
    if written is None:
        return budgets, []
    if not isinstance(written, Mapping):
        message = (
            f"'budgets' should hold a line for each module, like 'folder: {{words: 450}}', and is {shown(written)}"
        )
        return budgets, [Problem(Code.WRONG_TYPE, where("budgets"), message)]
    problems: list[Problem] = []
    for module, limits in written.items():
        at, sound = where(str(module)), {}
        if not isinstance(limits, Mapping):
            message = f"the budget of '{module}' should read like '{{words: 450}}', and is {shown(limits)}"
            problems.append(Problem(Code.WRONG_TYPE, at, message))
            continue
        for name, limit in limits.items():
            if name not in _NAMES:
                guess = did_you_mean(str(name), _NAMES) or f" There are: {', '.join(_NAMES)}."
                message = f"'{name}' in the budget of '{module}' is nothing that is measured.{guess}"
                problems.append(Problem(Code.UNKNOWN_KEY, at, message))
            elif limit is not None and (isinstance(limit, bool) or not isinstance(limit, (int, float)) or limit < 0):
                message = f"'{name}' in the budget of '{module}' should be a number like 12, and is {shown(limit)}"
                problems.append(Problem(Code.BAD_VALUE, at, message))
            else:
                sound[name] = limit
        budgets[str(module)] = Budget(**sound, at=at)
    return budgets, problems
