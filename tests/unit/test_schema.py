"""The JSON Schema that editors use agrees with the checker."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import GOLDEN, ROOT, cases, lay_out, sections
from jsonschema import Draft7Validator

from pain_ed import located, parse, rules
from pain_ed.problems import Code

SCHEMA = Draft7Validator(json.loads((ROOT / "quizzes/quiz.schema.json").read_text(encoding="utf-8")))

SHAPE = {Code.UNKNOWN_KEY, Code.MISSING_KEY, Code.WRONG_TYPE, Code.BAD_ID, Code.BAD_VALUE}
"""What a schema can know. The other rules look beyond one value, or at the YAML itself."""
NOT_DATA = {code for code in Code if code.value.startswith("yaml-")} | {Code.DUPLICATE_KEY}


def test_schema_is_valid() -> None:
    Draft7Validator.check_schema(SCHEMA.schema)


@cases("check")
def test_schema_agrees_with_the_checker(golden: Path, tmp_path: Path) -> None:
    root = lay_out(tmp_path, rules.variants(sections(golden))[0])
    for file in sorted((root / "quizzes").glob("*.yml")):
        text = file.read_text(encoding="utf-8")
        codes = {problem.code for problem in parse.quiz(text, f"quizzes/{file.name}").problems}
        node, _ = located.load(text, file.name)
        if codes & NOT_DATA:
            continue  # there is no data to hold against the schema
        errors = list(SCHEMA.iter_errors(node.plain() if node else None))
        assert bool(errors) is bool(codes & SHAPE), [error.message for error in errors]


@pytest.mark.parametrize("file", sorted((ROOT / "quizzes").glob("*.yml")), ids=lambda file: file.stem)
def test_our_quizzes_name_the_schema_and_fit_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=quiz.schema.json\n")
    assert list(SCHEMA.iter_errors(located.load(text, file.name)[0].plain())) == []


def test_every_key_is_described() -> None:
    def undescribed(schema: dict, path: str):
        for name, value in schema.get("properties", {}).items():
            if "description" not in value:
                yield f"{path}.{name}"
            yield from undescribed(value, f"{path}.{name}")

    definitions = SCHEMA.schema["definitions"]
    assert [path for name, value in definitions.items() for path in undescribed(value, name)] == []
    assert list(undescribed(SCHEMA.schema, "quiz")) == []
