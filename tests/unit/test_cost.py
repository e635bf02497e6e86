"""What a question costs, in calls of Python: the same at each run, on any machine, whatever else runs there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

LESSONS = 4
BUILD = 3100
"""Calls that a question may add to a build: 2,924 in November 2026, and some room for other versions of what is beneath us."""

COUNT = """\
import sys

sys.path.insert(0, sys.argv[1])
from mkdocs.commands.build import build
from mkdocs.config import load_config

calls = 0

def count(frame, event, argument):
    global calls
    calls += event in ("call", "c_call")

config = load_config(sys.argv[2])
config.plugins.on_startup(command="build", dirty=False)
sys.setprofile(count)
build(config)
sys.setprofile(None)
print(calls)
"""


def calls(folder: Path, questions: int) -> int:
    """How many calls a build of a small course takes."""
    env = os.environ | {"PYTHONHASHSEED": "0", "PYTHONWARNINGS": "ignore", "NO_MKDOCS_2_WARNING": "1"}
    make = f"import generate, pathlib; generate.make(pathlib.Path({str(folder)!r}), lessons={LESSONS}, questions={questions})"
    subprocess.run([sys.executable, "-c", make], cwd=ROOT / "benchmarks", env=env, check=True)
    command = [sys.executable, "-c", COUNT, str(ROOT / "src"), str(folder / "mkdocs.yml")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return int(done.stdout.splitlines()[-1])


def test_build_calls(tmp_path: Path) -> None:
    """All five types in turn, twice and four times in each lesson; what a page costs is in both."""
    few, many = calls(tmp_path / "few", 10), calls(tmp_path / "many", 20)
    assert (many - few) / (LESSONS * 10) <= BUILD
