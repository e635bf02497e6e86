"""What is wrong with a course, where, and how it should read: the data of every report."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from pain_ed.diagnostics.codes import Code as Code  # who makes a problem needs both

MOST_OF_A_KIND = 100
"""Problems of one rule that are told of a file: more than a person mends at once."""

MOST_TO_COMPARE = 10_000
"""Names that a guess looks through; a large course has a tenth. To compare each with each would take minutes."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where something is written."""

    file: str
    """Path from the root of the course, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters (Unicode code points)."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fix:
    """How a place should read: part of one line, and what should stand there."""

    location: Location
    """Where the old text starts; for a YAML value also where its opening quote stands."""
    old: str
    """What is written. A fix is applied only where this is found."""
    new: str
    """What should stand there."""
    safe: bool = False
    """Whether `pain-ed check --fix` may apply it: it can mean nothing else, and changes no word that a reader sees."""

    def position(self, line: str) -> int | None:
        """Where in its line (counted from 0) the old text stands; None when it is not there."""
        start = self.location.column - 1
        for at in (start, start + 1) if line[start : start + 1] in ('"', "'") else (start,):
            if line.startswith(self.old, at):
                return at
        return None


Lines = Callable[[str], list[str]]
"""From a file of the course to its lines, without their ends; no lines when it cannot be read."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    code: Code
    """The rule that was broken."""
    location: Location
    """Where."""
    message: str
    """What is written and what is wrong with it, for its author."""
    fix: Fix | None = None
    """How it should read, where that is known."""


def still_to_write(text: str) -> str:
    """The message about a text that a person has still to write."""
    words = " ".join(text.split())
    return f"'{words[:60]}{' …' if len(words) > 60 else ''}' is still to be written"


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A guess at what was meant: " Did you mean 'x'?", or nothing when no known word is close to `written`."""
    close = closest(written, known)
    return f" Did you mean '{close}'?" if close else ""


def closest(written: str, known: Iterable[str]) -> str | None:
    """The known word that is closest to what is written, or None when none is close."""
    return _closest(written[:100], tuple(known))


@lru_cache(maxsize=4096)
def _closest(written: str, known: tuple[str, ...]) -> str | None:
    close = difflib.get_close_matches(written, known, n=1, cutoff=0.6) if len(known) < MOST_TO_COMPARE else []
    return close[0] if close else None


def closest_fix(location: Location, written: str, known: Iterable[str], *, form: str = "{}") -> Fix | None:
    """The closest known word as a fix, to be shown and not applied; `form` is how both stand in the text."""
    close = closest(written, known)
    return Fix(location, form.format(written), form.format(close)) if close else None


def unknown(
    code: Code, location: Location, message: str, written: str, known: Iterable[str], *, form: str = "{}"
) -> Problem:
    """The problem of a name that nothing has: `message`, with a guess at what was meant, also as a fix."""
    if (close := closest(written, known)) is None:
        return Problem(code, location, message)
    guess = f"{message} Did you mean '{close}'?"
    return Problem(code, location, guess, Fix(location, form.format(written), form.format(close)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of the problems must stop a build."""
    return any(problem.code.severity == "error" for problem in problems)


def line(problem: Problem, *, label: bool = True) -> str:
    """One problem as `file:line:col: message [code]`; a warning says that it is one, unless `label` is false."""
    kind = "warning: " if label and problem.code.severity == "warning" else ""
    return f"{problem.location}: {kind}{problem.message} [{problem.code.value}]"


def amount(number: int, what: str) -> str:
    """A number with its noun: '1 error', '2 errors'."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def count(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, in words: '2 errors, 1 warning'."""
    numbers = Counter(problem.code.severity for problem in problems)
    return ", ".join(amount(numbers[kind], kind) for kind in ("error", "warning") if numbers[kind]) or "no problems"


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """In the order of the files, without repetitions."""
    return sorted(dict.fromkeys(problems), key=lambda problem: (problem.location, problem.code.value, problem.message))


def foremost(problems: Iterable[Problem]) -> list[Problem]:
    """Keep at most MOST_OF_A_KIND of the `ordered` problems of each file and rule; the last tells how many are left."""
    numbers: Counter[tuple[str, Code]] = Counter()
    kept: list[Problem] = []
    last: dict[tuple[str, Code], int] = {}  # where the first one over the limit stands among those kept
    for problem in problems:
        key = problem.location.file, problem.code
        numbers[key] += 1
        if numbers[key] > MOST_OF_A_KIND and last.setdefault(key, len(kept)) < len(kept):
            continue
        kept.append(problem)
    for key, index in last.items():
        if (more := numbers[key] - MOST_OF_A_KIND) > 1:
            message = f"from here on there are {more:,} more of this kind in the file; mend those above first"
            kept[index] = replace(kept[index], message=message, fix=None)
    return kept
