"""The score sheets in docs/contributing/scores: every lesson has one, and reaches what was agreed.

PEMAT-P (Agency for Healthcare Research and Quality, 2014): 80 % in understandability and in actionability. Clear Communication
Index (Centers for Disease Control and Prevention): 90. DISCERN, for lessons on treatments: 63 of 80.
"""

from __future__ import annotations

import pytest
import yaml
from conftest import ROOT

from pain_ed.course.load import load

SHEETS = sorted((ROOT / "docs/contributing/scores").glob("*.yml"))
TREATMENTS = ("docs/treatments/", "docs/what-helps/")


def percent(items: dict) -> float:
    scored = [value for value in items.values() if value != "na"]
    assert set(scored) <= {0, 1}
    return 100 * sum(scored) / len(scored)


def test_every_lesson_home_and_help_have_a_sheet() -> None:
    course, _ = load(ROOT)
    pages = {lesson.file for lesson in course.lessons} | {"docs/index.md", "docs/help.md"}
    assert {yaml.safe_load(sheet.read_text(encoding="utf-8"))["page"] for sheet in SHEETS} == pages


@pytest.mark.parametrize("file", SHEETS, ids=lambda file: file.stem)
def test_sheet(file) -> None:
    sheet = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert percent(sheet["pemat_understandability"]) >= 80
    assert percent(sheet["pemat_actionability"]) >= 80
    assert percent(sheet["cdc"]) >= 90
    assert len(sheet["pemat_understandability"]) == 17
    assert len(sheet["pemat_actionability"]) == 7
    assert len(sheet["cdc"]) == 20
    assert ("discern" in sheet) == sheet["page"].startswith(TREATMENTS)
    if "discern" in sheet:
        assert sorted(sheet["discern"]) == list(range(1, 17))
        assert sum(sheet["discern"].values()) >= 63
    lost = [str(item) for part in ("pemat_understandability", "pemat_actionability", "cdc") for item, value in sheet[part].items() if value == 0]
    lost += [f"discern {item}" for item, value in sheet.get("discern", {}).items() if value < 4]
    assert set(lost) <= {str(item) for item in sheet.get("reasons") or {}}, "each point lost has its reason"
