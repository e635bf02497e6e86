"""The two states of a course, and how a value, how often something is met, and entries with names are compared."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pain_ed.compare.changes import Change
from pain_ed.course.load import load
from pain_ed.course.model import Course
from pain_ed.diagnostics.problems import Problem
from pain_ed.formats.paths import CONFIG
from pain_ed.formats.text import Ref


@dataclass(frozen=True)
class Side:
    """One of the two states."""

    course: Course
    problems: list[Problem]
    """Of reading it."""
    around: Mapping[str, Any]
    """`extra.course` of mkdocs.yml."""
    digests: dict[str, str]
    """Of each file, by its path from the root."""

    def in_doubt(self, file: str) -> bool:
        """Whether what is not there may still stand in the file, which could not be read whole."""
        return any(problem.location.file == file and problem.code.severity == "error" for problem in self.problems)


def read(root: Path) -> Side:
    """One of the two states.

    Args:
        root: the folder that holds docs/ and quizzes/.
    """
    course, problems = load(root)
    files = [
        *course.files,
        *(page.file for page in (*course.lessons, *course.pages)),
        *(quiz.location.file for quiz in course.quizzes),
        CONFIG,
    ]
    digests = {
        file: hashlib.sha256((root / file).read_bytes()).hexdigest() for file in files if (root / file).is_file()
    }
    return Side(course, problems, course.config.extra, digests)


def flat(value: Any) -> str:
    """A value as a text: texts as they are, nothing as an empty one, all else as JSON."""
    return (
        value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False, default=str)
    )


def cited(citations: Iterable[Ref]) -> Counter[str]:
    """How often each source is cited."""
    return Counter(citation.id for citation in citations)


def if_changed(kind: str, file: str, about: str, before: str, after: str) -> Iterator[Change]:
    """A change, where the two texts differ."""
    if before != after:
        yield Change(kind, file, about, before, after)


def more_or_less(kind: str, file: str, about: str, was: Counter[str], now: Counter[str]) -> Iterator[Change]:
    """What stands there more or less often than before, with how often."""
    before, after = (
        [f"{name} ({side[name]}×)" if was[name] and now[name] else name for name in side if was[name] != now[name]]
        for side in (was, now)
    )
    yield from if_changed(kind, file, about, "\n".join(before), "\n".join(after))


def entries(
    kind: str, file: str, was: dict[str, str], now: dict[str, str], *, may_be_gone: bool = True, may_be_new: bool = True
) -> Iterator[Change]:
    for id in dict.fromkeys((*was, *now)):
        if id not in now:
            if may_be_gone:
                yield Change(f"{kind}-removed", file, id, was[id])
        elif id not in was:
            if may_be_new:
                yield Change(f"{kind}-added", file, id, "", now[id])
        else:
            yield from if_changed(f"{kind}-changed", file, id, was[id], now[id])
