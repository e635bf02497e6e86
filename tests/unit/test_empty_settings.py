"""A setting of mkdocs.yml without a value is one that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import lay_out
from unit.test_builds import CONFIG, run

COURSE = "description help_page help_label help_question medicine_line record_page report review_pending".split()
OPTIONS = "root site_url language words".split()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "extra: {course: }\n"),
        ("", f"extra: {{course: {{{', '.join(f'{name}: ' for name in COURSE)}}}}}\n"),
        ("[search, pain-ed]", "[search, {pain-ed: {usb: }}]\nnav:\nextra_css:\nsite_url:"),
        ("footnotes, pain_ed]", f"footnotes, {{pain_ed: {{{', '.join(f'{name}: ' for name in OPTIONS)}}}}}]"),
    ],
    ids=["course", "words-of-the-course", "plugin", "extension"],
)
def test_a_setting_without_a_value(tmp_path: Path, old: str, new: str) -> None:
    config = CONFIG.replace(old, new) if old else CONFIG + new
    root = lay_out(tmp_path, {"mkdocs.yml": config})
    built = run("mkdocs", "build", folder=root)
    assert built.returncode == 0, built.stderr
    assert 'data-question="is-it-so"' in (root / "site/module/lesson/index.html").read_text(encoding="utf-8")
