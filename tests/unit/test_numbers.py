"""The numbers in the README are written by `make bench`, and each says when it was taken and of which commit."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from conftest import ROOT

ROW = re.compile(
    r"\| (\w+) \| [^|]+ \| [^|]+ \| [^|]+ \| (?:yes|\*\*MISSED\*\*|–) \| \d{4}-\d\d-\d\d, (?:[0-9a-f]{7,}(?: \+ changes)?|unknown) \|"
)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    """The benchmark, as a module."""
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    import run

    yield run
    for name in ("run", "builds", "pages", "common", "generate"):
        sys.modules.pop(name, None)


def table(readme: str, run) -> list[str]:
    inside = readme.partition(run.START)[2].partition(run.END)[0]
    return [line for line in inside.splitlines() if line.startswith("| ")][2:]


def test_every_number_has_a_day_and_a_commit(run) -> None:
    rows = table((ROOT / "README.md").read_text("utf-8"), run)
    assert [row for row in rows if not ROW.fullmatch(row)] == []
    parts = [ROW.fullmatch(row)[1] for row in rows]
    assert list(dict.fromkeys(parts)) == [part for part in run.PARTS if part in parts]


def test_a_part_that_is_measured_again_takes_the_place_of_its_rows(run, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{run.START}\n{run.END}\nafter\n", "utf-8")
    run.write(
        ["| check | a | 1 | – | – | 2026-01-01, 0123456 |", "| build | b | 1 | – | – | 2026-01-01, 0123456 |"], readme
    )
    run.write(["| check | a | 2 | ≤ 1 | **MISSED** | 2026-01-02, 0123456 + changes |"], readme)
    text = readme.read_text("utf-8")
    assert [(row.split(" ")[1], row.split(" ")[5]) for row in table(text, run)] == [("build", "1"), ("check", "2")]
    assert all(ROW.fullmatch(row) for row in table(text, run))
    assert text.startswith("before\n") and text.endswith("\nafter\n")
