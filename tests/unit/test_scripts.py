"""The scripts of pages: their logic, and that what is served is made from the sources."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from conftest import ROOT, TESTS, run_node

PACKAGE = ROOT / "src/pain_ed"
FOLDERS = ("theme/assets/pain-ed", "site/served")
LIMITS = {"quiz.js": 3030, "quiz.css": 1720, "simulation.js": 1275, "simulation.css": 2510}
"""Bytes, compressed: a twentieth more than on 2026-11-28. Readers were promised 6, 2, 6 and 3 KB (benchmarks/builds.py)."""


@pytest.mark.parametrize("file", sorted((TESTS / "node/scripts").glob("*.mjs")), ids=lambda file: file.stem)
def test_logic(file: Path) -> None:
    run_node(file)


def made(package: Path) -> dict[str, bytes]:
    files = [file for folder in FOLDERS for file in (package / folder).rglob("*") if file.suffix in (".js", ".css")]
    return {file.relative_to(package).as_posix(): file.read_bytes() for file in files}


def test_what_is_served_is_made_from_the_sources(tmp_path: Path) -> None:
    run_node(PACKAGE / "js/build.cjs", tmp_path)
    committed = made(PACKAGE)
    del committed["site/served/usb/iframe-worker.js"]  # another project's, as it is published
    made_now = made(tmp_path)
    assert sorted(made_now) == sorted(committed)
    assert [name for name, text in made_now.items() if committed[name] != text] == [], "Type: make scripts"


def test_weights() -> None:
    sizes = {name: len(gzip.compress((PACKAGE / FOLDERS[0] / name).read_bytes(), 9, mtime=0)) for name in LIMITS}
    assert {name: size for name, size in sizes.items() if size > LIMITS[name]} == {}
