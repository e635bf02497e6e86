"""Slips and tricks, one change to a sound file each: told with the rules named in malformed.txt, at a place in that file.

A section of malformed.txt names the file and the text that is replaced; each of its lines, the rules and the text instead.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import COURSE, TESTS, lay_out

import pain_ed
from pain_ed.check.judge import judge
from pain_ed.course.files import line_reader
from pain_ed.course.load import load
from pain_ed.diagnostics import examples as rules
from pain_ed.diagnostics import reports

_SIGNS = {"\\n": "\n", "\\t": "\t", "\\a": "\a", "\\0": "\0", "\\\\": "\\"}


def _plain(text: str) -> str:
    return re.sub(r"\\.", lambda match: _SIGNS[match[0]], text)


SECTIONS = rules.sections((TESTS / "hostile/malformed.txt").read_text("utf-8"))
CASES = [
    (*name.split(": ", 1), *line.split(": ", 1))
    for name, lines in SECTIONS.items()
    for line in lines.splitlines()
    if line
]


def test_there_are_enough() -> None:
    assert len({(file, old, new) for file, old, _, new in CASES}) == len(CASES) >= 200


@pytest.mark.parametrize("name", SECTIONS)
def test_each_is_told(name: str, tmp_path: Path) -> None:
    root = lay_out(tmp_path, {})
    for file, old, codes, new in CASES:
        if f"{file}: {old}" != name:
            continue
        sound = (COURSE / file).read_text("utf-8")
        assert _plain(old) in sound
        (root / file).write_text(sound.replace(_plain(old), _plain(new), 1), "utf-8")
        course, problems = load(root)
        problems += judge(course)
        errors = [problem for problem in problems if problem.location.file == file and problem.code.severity == "error"]
        assert ", ".join(sorted({problem.code.value for problem in errors})) == codes, new
        lines = (root / file).read_text("utf-8").count("\n") + 2
        assert all(1 <= problem.location.line <= lines and problem.location.column >= 1 for problem in errors), new
        assert reports.text(problems, line_reader(root))


@pytest.mark.slow
@pytest.mark.parametrize("quarter", range(4))  # for several processes at once
def test_no_file_takes_long_or_over_200_megabytes(tmp_path: Path, quarter: int) -> None:
    """The system ends a process that does (large.py)."""
    root = lay_out(tmp_path, {})
    ours = os.environ | {
        "PYTHONPATH": str(Path(pain_ed.__file__).resolve().parents[1])
    }  # whatever way this test imports it
    done = subprocess.run(
        [sys.executable, TESTS / "hostile/large.py", root, str(quarter), "4"], env=ours, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
