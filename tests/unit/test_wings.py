"""Each wing may be deleted, and the rest still works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, TESTS
from test_architecture import PACKAGE, WINGS


@pytest.mark.slow
@pytest.mark.parametrize("wing", (*WINGS, "theme"))
def test_the_rest_works_without(wing: str, tmp_path: Path) -> None:
    """In a copy: the core's own tests, and a build of a small course."""
    copy = tmp_path / "copy/pain_ed"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(copy / wing)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(copy.parent), str(TESTS)]), "PYTEST_ADDOPTS": ""}
    core = ["tests/golden/test_golden.py", "tests/unit/test_reading.py"]
    run(
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "pythonpath=tests", *core, env=environment
    )
    run(sys.executable, "-m", "pain_ed.cli", "check", "tests/bread", env=environment)
    site = tmp_path / "site"
    run(sys.executable, "-m", "mkdocs", "build", "-f", "tests/bread/mkdocs.yml", "-d", site, env=environment)
    assert (site / "index.html").exists()


def run(*command: str | Path, env: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
