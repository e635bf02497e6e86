"""What a question costs, in calls: a profile counts the same in each run, on any machine, however busy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

LESSONS, FEW, MANY = 4, 5, 15

COUNT = """
import contextlib, cProfile, io, sys
sys.path[:0] = sys.argv[2:]
{prepare}
profile = cProfile.Profile()
with contextlib.redirect_stdout(io.StringIO()):
    profile.enable()
    {run}
    profile.disable()
print(sum(entry.callcount for entry in profile.getstats()))
"""


def calls(folder: Path, questions: int, *, prepare: str, run: str) -> int:
    """How many calls it takes to run a statement on a generated course; `sys.argv[1]` is its folder."""
    course = folder / str(questions)
    generate = (
        f"import generate, pathlib; generate.make(pathlib.Path(sys.argv[1]), lessons={LESSONS}, questions={questions})"
    )
    code = COUNT.format(prepare=f"{generate}\n{prepare}", run=run)
    environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONWARNINGS": "ignore", "NO_MKDOCS_2_WARNING": "1"}
    arguments = [sys.executable, "-c", code, str(course), str(ROOT / "benchmarks")]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def per_question(folder: Path, *, prepare: str, run: str) -> float:
    """What a question adds: two courses differ in nothing else."""
    few, many = (calls(folder, questions, prepare=prepare, run=run) for questions in (FEW, MANY))
    return (many - few) / (LESSONS * (MANY - FEW))


def test_check_calls(tmp_path: Path) -> None:
    """531 on 2026-11-28; a twentieth is room. Who needs more says in the commit what for."""
    prepare = "from pain_ed.cli import main"
    assert per_question(tmp_path, prepare=prepare, run='assert main(["check", sys.argv[1]]) == 0') <= 560


def test_build_calls(tmp_path: Path) -> None:
    """1,351 on 2026-11-28; a twentieth is room for other versions of what is beneath us."""
    prepare = """
from mkdocs.commands.build import build
from mkdocs.config import load_config
config = load_config(f"{sys.argv[1]}/mkdocs.yml")
config.plugins.on_startup(command="build", dirty=False)
"""
    assert per_question(tmp_path, prepare=prepare, run="build(config)") <= 1420
