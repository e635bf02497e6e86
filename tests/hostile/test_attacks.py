"""Markup that would run, lead away or dress up as a part of the page: each is told with its place, in every field."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import yaml
from conftest import COURSE, ROOT

from hostile.course import ATTACKS, hostile
from pain_ed.check.judge import judge
from pain_ed.course.load import load

# On one line these are words: a definition, a block and a fence start a line.
WORDS_ON_A_LINE = {"link-by-reference", "attributes-of-a-block", "attributes-of-a-fence"}


def test_each_attack_is_told_in_each_field(tmp_path: Path) -> None:
    planted = hostile(tmp_path / "course")
    course, problems = load(tmp_path / "course")
    told = {
        (problem.location.file, problem.location.line)
        for problem in problems + judge(course)
        if problem.code.severity == "error"
    }
    untold = [
        each
        for each in planted
        if not any((each.file, line) in told for line in each.lines)
        and not (each.field == "line" and each.attack in WORDS_ON_A_LINE)
    ]
    assert not untold, "\n".join(map(str, untold[:20]))
    assert len(ATTACKS) >= 100


_MARKED_UP = ("not_you", "answer", "leaves_out", "sources")
"""The texts of a model that may hold Markdown. They are judged once all others are sound."""


def _spoilt(value: Any, attack: str, left: tuple[str, ...]) -> Any:
    """A copy in which the attack stands for every text, but where a key says that it is left."""
    if isinstance(value, dict):
        return {key: each if key in left else _spoilt(each, attack, left) for key, each in value.items()}
    if isinstance(value, list):
        return [_spoilt(each, attack, left) for each in value]
    return attack if isinstance(value, str) else value


def test_each_attack_is_told_in_models_and_lists(tmp_path: Path) -> None:
    shutil.copytree(COURSE, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "docs/module/lesson.md").open("a", encoding="utf-8") as lesson:
        lesson.write("\n/// model | wind-up\n///\n")  # its links are relative to that page
    lists = {
        file: yaml.load((ROOT / file).read_text("utf-8"), yaml.BaseLoader)
        for file in ("docs/language.yml", "docs/safety.yml")
    }
    lists["docs/language.yml"]["avoid"] = lists["docs/language.yml"]["avoid"][:1]
    models = yaml.load((ROOT / "docs/models.yml").read_text("utf-8"), yaml.BaseLoader)["models"]
    model = next(model for model in models if model["id"] == "wind-up")
    settings = ("id", "draws", "start", "answer_at", "at")
    untold = []
    for name, attack in ATTACKS.items():
        spoilt = {file: _spoilt(content, attack, ()) for file, content in lists.items()}
        for left in ((*settings, *_MARKED_UP), tuple(model.keys() - set(_MARKED_UP))):
            spoilt["docs/models.yml"] = {"models": [_spoilt(model, attack, left)]}
            planted: set[tuple[str, int]] = set()
            for file, content in spoilt.items():
                text = json.dumps(content, indent=1)  # JSON is YAML, and here each text has a line of its own
                (tmp_path / file).write_text(text, "utf-8")
                planted |= {
                    (file, number)
                    for number, line in enumerate(text.split("\n"), start=1)
                    if json.dumps(attack) in line
                }
            course, problems = load(tmp_path)
            errors = (problem for problem in problems + judge(course, advice=False) if problem.code.severity == "error")
            untold += [
                (name, *location)
                for location in sorted(planted - {(problem.location.file, problem.location.line) for problem in errors})
            ]
    assert not untold, "\n".join(map(str, untold[:20]))
