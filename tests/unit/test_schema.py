"""The JSON Schemas that editors use agree with the checker."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import COURSE, ROOT, cases, lay_out, sections
from jsonschema import Draft7Validator

from pain_ed.course.pages import is_module, read_lesson
from pain_ed.diagnostics import examples as rules
from pain_ed.diagnostics.codes import Code
from pain_ed.formats import yaml as located
from pain_ed.formats.files import FORMATS
from pain_ed.formats.quiz import read_quiz
from pain_ed.formats.sources import CSL_REQUIRED, TEXTS
from pain_ed.markdown.page import front_matter

SHAPE = {
    Code.UNKNOWN_KEY,
    Code.MISSING_KEY,
    Code.WRONG_TYPE,
    Code.BAD_ID,
    Code.BAD_VALUE,
    Code.BAD_DOI,
    Code.NOT_HTTPS,
    Code.NO_SOURCE_DOCUMENT,
    Code.REFLECTION,
}
"""What a schema can know. The other rules look beyond one value, or at the YAML itself."""
NOT_DATA = {code for code in Code if code.value.startswith("yaml-")} | {Code.DUPLICATE_KEY}

SCHEMAS = {format.schema_file: format.schema() for format in FORMATS.values()}
KINDS = {
    "quizzes/*.yml": ("quizzes/quiz.schema.json", read_quiz),
    "docs/*/*.md": ("docs/schemas/lesson.schema.json", read_lesson),
    **{
        f"docs/{name}.yml": (format.schema_file, format.read)
        for name, format in FORMATS.items()
        if name not in ("quiz", "lesson")
    },
}
"""For each kind of file: its schema, and what reads it."""
VALIDATORS = {file: Draft7Validator(schema) for file, schema in SCHEMAS.items()}


def files(root: Path) -> Iterator[tuple[str, str]]:
    """Each file that has a schema, and its kind."""
    for kind in KINDS:
        for path in sorted(root.glob(kind)):
            index = path.parent / "index.md"
            if path.suffix != ".md" or (
                path != index and index.exists() and is_module(index.read_text(encoding="utf-8"), "")
            ):
                yield kind, path.relative_to(root).as_posix()


def data(text: str, file: str) -> tuple[Any, set[Code]]:
    """What a schema sees of a file, and what is wrong with its YAML."""
    root, problems = front_matter(text, file)[::3] if file.endswith(".md") else located.load(text, file)
    return root.plain() if root else None, {problem.code for problem in problems} & NOT_DATA


@pytest.mark.parametrize("file", SCHEMAS)
def test_the_files_are_what_the_package_says(file: str, request: pytest.FixtureRequest) -> None:
    text = next(format.schema_text() for format in FORMATS.values() if format.schema_file == file)
    if request.config.getoption("--update-golden"):
        (ROOT / file).parent.mkdir(exist_ok=True)
        (ROOT / file).write_text(text, encoding="utf-8")
    Draft7Validator.check_schema(SCHEMAS[file])
    assert (ROOT / file).read_text(encoding="utf-8") == text


@cases("check")
def test_schemas_agree_with_the_checker(golden: Path, tmp_path: Path) -> None:
    root = lay_out(tmp_path, rules.variants(sections(golden))[0])
    for kind, file in files(root):
        schema, parser = KINDS[kind]
        text = (root / file).read_text(encoding="utf-8")
        value, broken = data(text, file)
        codes = {problem.code for problem in parser(text, file).problems}
        if broken or (file.endswith(".md") and value is None) or is_beyond(golden.stem, file):
            continue  # there is no data to hold against the schema, or more than it can know
        errors = [error.message for error in VALIDATORS[schema].iter_errors(value)]
        assert bool(errors) is bool(codes & SHAPE) or Code.TO_WRITE in codes, (file, errors)


def is_beyond(case: str, file: str) -> bool:
    """Where a golden case shows what a schema cannot say."""
    return (case, file) in {("model-words", "docs/models.yml")}  # which names in braces have a value


# --- each key of each file --------------------------------------------------------------------------------------------

WRONG = (None, True, 0, 3, 61, "", " ", "x", "X y", [], {}, [None], [3], {"x": "y"}, "https://example.org/", [["x"]])


def altered(value: Any, wrongs: tuple = WRONG) -> Iterator[tuple[str, Any]]:
    """The value with one thing changed at one place: a key missing, a key too many, an entry less or more, another value."""
    for wrong in wrongs:
        yield f"is {wrong!r}", wrong
    if isinstance(value, dict):
        yield "x: y", value | {"x": "y"}
        for key in value:
            yield f"no {key}", {other: value[other] for other in value if other != key}
            for how, part in altered(value[key], wrongs):
                yield f"{key} {how}", value | {key: part}
    elif isinstance(value, list):
        yield "one less", value[:-1]
        yield "one more", [*value, value[-1]]
        for how, part in altered(value[0], wrongs):
            yield f"0 {how}", [part, *value[1:]]


def whole(kind: str) -> Iterator[tuple[str, Any]]:
    """Sound content of each kind, small, with every key that there is."""
    quiz = located.load((COURSE / "quizzes/lesson.yml").read_text(encoding="utf-8"), "q")[0].plain()
    sources = located.load((COURSE / "docs/sources.yml").read_text(encoding="utf-8"), "s")[0].plain()
    if kind == "quizzes/*.yml":
        for question in quiz["questions"]:
            yield (
                question["type"],
                quiz
                | {
                    "questions": [
                        question
                        | {
                            "concept": "C01",
                            "hints": ["A"],
                            "explanation": "B",
                            "confidence": True,
                            "image": {"file": "../a.svg", "alt": "A cup"},
                        }
                    ]
                },
            )
    elif kind == "docs/*/*.md":
        front = data((COURSE / "docs/module/lesson.md").read_text(encoding="utf-8"), "l.md")[0]
        more = {
            "short": "tea",
            "number": 1,
            "key_message": "A",
            "handing_over": "B",
            "do_not_claim": "C",
            "reviewed_text": "0a1b2c3d",
        }
        yield "lesson", front | more | {"objectives": {"tell-apart": "Tell."}}
    elif kind == "docs/sources.yml":
        for type in CSL_REQUIRED:
            source = (
                sources["references"][1]
                | {key: "x" for key in TEXTS if key not in ("DOI", "URL")}
                | {"type": type, "URL": "https://example.org/"}
            )
            source |= {
                "editor": [{"literal": "A group"}],
                "author": [{"family": "Doe", "given": "J.", "suffix": "Jr"}],
                "accessed": {"date-parts": [[2020, 1, 2]]},
            }
            yield type, {"references": [source | {"custom": source["custom"] | {"status": "superseded"}}]}
    else:
        value = located.load((ROOT / kind).read_text(encoding="utf-8"), kind)[0].plain()
        ((key, entries), *rest) = value.items()
        if kind == "docs/models.yml":
            for entry in {entry["draws"]: entry for entry in entries}.values():
                yield entry["draws"], {key: [entry]}
        elif kind in ("docs/safety.yml", "docs/reflection.yml"):
            yield kind, value
        elif kind == "docs/signs.yml":
            yield (
                kind,
                {
                    "places": value["places"][:1],
                    "signs": [max(value["signs"], key=len)],
                    "countries": value["countries"][:1],
                },
            )
        else:
            yield kind, {key: [max(entries, key=len)]}


@pytest.mark.parametrize("kind", KINDS)
def test_each_key_is_judged_alike(kind: str) -> None:
    schema, parser = KINDS[kind]
    file = kind.replace("*/*", "module/lesson").replace("*", "lesson")
    differ: list[tuple] = []
    seen = 0
    for name, sound in whole(kind):
        # All values in all places for one of the kinds; the others have other keys.
        for how, value in [("whole", sound), *altered(sound, WRONG if not seen or kind == "quizzes/*.yml" else ())]:
            text = json.dumps(value)
            text = f"---\n{text}\n---\n" if file.endswith(".md") else text
            said = {problem.code for problem in parser(text, file).problems} & SHAPE
            errors = [error.message for error in VALIDATORS[schema].iter_errors(value)]
            seen += 1
            assert how != "whole" or (not said and not errors), (name, said, errors)
            if bool(said) is not bool(errors):
                differ.append((name, how, said, errors[:1]))
    assert differ == []
    assert seen > 50


# --- what authors see -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "file"), list(files(ROOT)), ids=lambda value: value)
def test_our_files_name_their_schema_and_fit_it(kind: str, file: str) -> None:
    schema = KINDS[kind][0]
    text = (ROOT / file).read_text(encoding="utf-8")
    if not file.endswith(".md"):
        name = schema.removeprefix("quizzes/").removeprefix("docs/")
        assert text.startswith(f"# yaml-language-server: $schema={name}\n")
    assert list(VALIDATORS[schema].iter_errors(data(text, file)[0])) == []


def keys(schema: Any) -> Iterator[tuple[str, dict]]:
    if isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items():
            if "const" not in value and "$ref" not in value and set(value) != {"items"}:
                yield name, value
        for part in schema.values():
            yield from keys(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from keys(part)


@pytest.mark.parametrize("file", SCHEMAS)
def test_every_key_is_described_with_an_example(file: str) -> None:
    found = list(keys(SCHEMAS[file] | {"allOf": []}))
    assert found
    for name, key in found:
        if set(key) == {"const"} or key == {}:
            continue
        assert key["description"].endswith((".", ".)")), name
        assert (
            key.keys() & {"examples", "enum"}
            or key.get("type") in ("boolean", "object", "array")
            or "depends" in key["description"]
        ), name
