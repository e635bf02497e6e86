"""Markup that would run, lead away or dress up as a part of the page: each is told with its place, in every field."""

from __future__ import annotations

from pathlib import Path

from hostile.course import ATTACKS, hostile

from pain_ed import checks
from pain_ed.course import load

# On one line these are words: a definition, a block and a fence start a line.
WORDS_ON_A_LINE = {"link-by-reference", "attributes-of-a-block", "attributes-of-a-fence"}


def test_each_attack_is_told_in_each_field(tmp_path: Path) -> None:
    planted = hostile(tmp_path / "course")
    course, problems = load(tmp_path / "course")
    told = {(problem.place.file, problem.place.line) for problem in problems + checks.judge(course) if problem.code.severity == "error"}
    untold = [
        each
        for each in planted
        if not any((each.file, line) in told for line in each.lines) and not (each.field == "line" and each.attack in WORDS_ON_A_LINE)
    ]
    assert untold == []
    assert len(ATTACKS) >= 100
