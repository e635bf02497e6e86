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
@pytest.mark.parametrize("deleted", [*zip((*WINGS, "theme")), (*WINGS, "theme")], ids=" ".join)
def test_the_rest_works_without(deleted: tuple[str, ...], tmp_path: Path) -> None:
    """In a copy: a check and a build of a small course without each; and without all of them the core's own tests as well, which need
    none of those that are left when one is deleted."""
    copy = tmp_path / "copy/pain_ed"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for wing in deleted:
        shutil.rmtree(copy / wing)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(copy.parent), str(TESTS)]), "PYTEST_ADDOPTS": ""}
    run(sys.executable, "-m", "pain_ed.cli", "check", "tests/bread", env=environment)
    site = tmp_path / "site"
    run(sys.executable, "-m", "mkdocs", "build", "-f", "tests/bread/mkdocs.yml", "-d", site, env=environment)
    assert (site / "index.html").exists()
    if len(deleted) > 1:
        core = ["tests/golden/test_golden.py", "tests/unit/test_reading.py"]
        own = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-o", "pythonpath=tests", *core]
        run(sys.executable, *own, env=environment)


def run(*command: str | Path, env: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
