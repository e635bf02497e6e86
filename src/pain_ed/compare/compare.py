"""What is different for readers between two states of a course, as a list of changes. changes.py reports them.

Whatever can be read on both sides is compared, also where something else cannot. Nothing is told to be gone that merely
cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from pain_ed.compare.changes import Change
from pain_ed.compare.pages import pages
from pain_ed.compare.questions import questions
from pain_ed.compare.registries import registries, sources
from pain_ed.compare.safety import Safety, around
from pain_ed.compare.sides import Side
from pain_ed.diagnostics.problems import Problem, line


def compare(old: Side, new: Side) -> list[Change]:
    """Every change, in the order in which the course is read."""
    safety = Safety(old.course, new.course)
    changes = [
        *_unread(old, new),
        *around(old, new),
        *pages(old, new, safety),
        *questions(old, new, safety),
        *sources(old, new),
        *registries(old, new),
    ]
    named = {change.file for change in changes} | {change.before for change in changes if change.kind == "page-moved"}
    return [*changes, *_files(old, new, named)]


def _unread(old: Side, new: Side) -> Iterator[Change]:
    for side, kind in ((old, "unread-before"), (new, "unread-now")):
        other = {_identity(problem) for problem in (new if side is old else old).problems}
        by_file: dict[str, list[str]] = {}
        for problem in side.problems:
            if problem.code.severity == "error":
                by_file.setdefault(problem.location.file, []).append(line(problem))
        for file, messages in by_file.items():
            # What is as wrong on both sides is no difference, and still a reason why something is missing here.
            known = all(_identity(problem) in other for problem in side.problems if problem.location.file == file)
            if side is new or not known:
                text = "\n".join(messages)
                yield Change(kind, file, "", text if side is old else "", text if side is new else "")


def _identity(problem: Problem) -> tuple[str, str, str]:
    return problem.location.file, problem.code.value, problem.message


def _files(old: Side, new: Side, named: set[str]) -> Iterator[Change]:
    """Every other file that is not the same: whatever changes, something is said of it."""
    for file in sorted((old.digests.keys() | new.digests.keys()) - named):
        if file not in new.digests:
            yield Change("file-removed", file)
        elif file not in old.digests:
            yield Change("file-added", file)
        elif old.digests[file] != new.digests[file]:
            yield Change("file-changed", file)
