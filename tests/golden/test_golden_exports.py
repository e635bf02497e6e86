"""What other programs and reviewers get: one golden file a case, as GIFT and as CSV."""

from __future__ import annotations

from pathlib import Path

from conftest import cases, lay_out, sections

from pain_ed.course.load import load
from pain_ed.export import questions as exports


@cases("gift")
def test_gift(tmp_path: Path, golden: Path, compare) -> None:
    course, _ = load(lay_out(tmp_path, _changes(golden, "gift")))
    compare(golden, "gift", exports.gift(course)[0])


@cases("csv")
def test_csv(tmp_path: Path, golden: Path, compare) -> None:
    course, _ = load(lay_out(tmp_path, _changes(golden, "csv")))
    text, _ = exports.table(course)
    assert text.startswith("\ufeff") and text.count("\r\n") == text.count("\r")
    compare(golden, "csv", text.removeprefix("\ufeff").replace("\r\n", "\n"))


def _changes(golden: Path, last: str) -> dict[str, str]:
    return {name: text for name, text in sections(golden).items() if name != last}
