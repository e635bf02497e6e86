"""The score sheets in docs/contributing/scores record what is so. A low score, an old one and none are no errors."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import yaml
from conftest import ROOT


@pytest.fixture(scope="module")
def scores():
    """.ci/scores.py, which is no module of a package."""
    spec = importlib.util.spec_from_file_location("scores", ROOT / ".ci/scores.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_sheet_says_what_was_scored_by_whom_and_when(scores) -> None:
    for file in scores.FOLDER.glob("*.yml"):
        sheet = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert scores.FIELDS - {*sheet} == set(), file.name
        assert (ROOT / sheet["page"]).is_file(), file.name


def test_a_sheet_is_stale_when_its_page_has_changed(scores, tmp_path: Path) -> None:
    page = tmp_path / "tea.md"
    page.write_bytes(b"Tea cools.\r\n")
    sheet = {"page": "tea.md", "scored": "2026-11-28"}
    sheet["hash"] = scores.digest(page)
    assert scores.state(sheet, tmp_path) == "tea.md: scored on 2026-11-28, up to date"
    page.write_bytes(b"Tea cools.\n")
    assert scores.state(sheet, tmp_path) == "tea.md: scored on 2026-11-28, up to date"
    page.write_bytes(b"Tea cools slowly.\n")
    now = scores.digest(page)
    assert (
        scores.state(sheet, tmp_path) == f"tea.md: scored on 2026-11-28, stale, the page has changed (it is {now} now)"
    )
