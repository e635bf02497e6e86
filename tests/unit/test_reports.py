"""What other programs are told of a report, and what `--fix` does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import GOLDEN, TESTS, lay_out, sections
from jsonschema import Draft4Validator, FormatChecker
from markdown import Markdown

from pain_ed import __version__, cli
from pain_ed.diagnostics import examples as rules
from pain_ed.diagnostics import fixes as mend
from pain_ed.diagnostics import reports
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Fix, Location, Problem

LINES = {"docs/a, b.md": ["😀 It is 50 % stdy", "second"]}
PROBLEM = Problem(
    Code.UNKNOWN_SOURCE,
    Location("docs/a, b.md", 1, 14),
    "100 %: 'stdy'\nis new",
    Fix(Location("docs/a, b.md", 1, 14), "stdy", "study"),
)
ADVICE = Problem(Code.LONG_SENTENCE, Location("docs/a, b.md", 1, 1), "long")


def lines(file: str) -> list[str]:
    return LINES.get(file, [])


# --- GitHub -----------------------------------------------------------------------------------------------------------


def test_github_annotations_are_escaped_and_errors_come_first() -> None:
    advice = Code.UNKNOWN_SOURCE.__doc__
    assert reports.github([ADVICE, PROBLEM], lines, prefix="course/") == (
        "::error file=course/docs/a%2C b.md,line=1,col=15,title=pain-ed%3A unknown-source"
        f"::100 %25: 'stdy'%0Ais new%0AShould read: 😀 It is 50 %25 study%0A{advice}\n"
        "::warning file=course/docs/a%2C b.md,line=1,col=1,title=pain-ed%3A long-sentence"
        f"::long%0A{Code.LONG_SENTENCE.__doc__}\n"
    )


def test_github_finds_the_files_from_where_the_command_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out(tmp_path / "course", {"docs/module/lesson.md: - A point. [^study-2019]": "- A point. [^stdy-2019]"})
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check", "course", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith("::error file=course/docs/module/lesson.md,line=23,col=12,")


# --- SARIF ------------------------------------------------------------------------------------------------------------


SCHEMA = Draft4Validator(
    json.loads((TESTS / "schemas/sarif-2.1.0.json").read_text("utf-8")), format_checker=FormatChecker()
)
"""That of the standard, see tests/schemas/README.md."""


@pytest.mark.parametrize("rule_page", ["", "https://example.org/rules/"])
def test_sarif_is_that_of_the_standard(rule_page: str) -> None:
    log = json.loads(reports.sarif([PROBLEM, ADVICE], lines, version=__version__, rules=rule_page))
    assert "fixes" in log["runs"][0]["results"][1]
    SCHEMA.validate(log)
    (run,) = log["runs"]
    listed = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert listed == [code.value for code in Code]
    assert all(listed[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert {rule.get("helpUri") for rule in run["tool"]["driver"]["rules"]} == {
        f"{rule_page}#{id}" if rule_page else None for id in listed
    }


def test_sarif_counts_columns_in_utf_16() -> None:
    result = json.loads(reports.sarif([PROBLEM], lines, version="1", prefix="my course/"))["runs"][0]["results"][0]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "my%20course/docs/a%2C%20b.md"
    assert location["region"] == {"startLine": 1, "startColumn": 15}
    (replacement,) = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement == {
        "deletedRegion": {"startLine": 1, "startColumn": 15, "endColumn": 19},
        "insertedContent": {"text": "study"},
    }


def test_sarif_knows_a_problem_again_when_lines_above_it_change() -> None:
    def mark(problem: Problem) -> str:
        return json.loads(reports.sarif([problem], lines, version="1"))["runs"][0]["results"][0]["partialFingerprints"][
            "painEd/v1"
        ]

    assert mark(ADVICE) == mark(Problem(ADVICE.code, Location("docs/a, b.md", 2, 1), "long")) != mark(PROBLEM)


# --- JSON -------------------------------------------------------------------------------------------------------------


def test_json_holds_what_its_description_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = "site_url: https://example.org/course\n"
    root = lay_out(
        tmp_path,
        {
            "mkdocs.yml": config,
            "docs/rules.md": "# Rules\n\n/// rules\n///\n",
            "docs/module/lesson.md: - A point. [^study-2019]": "- A point. [^stdy-2019]",
        },
    )
    assert cli.main(["check", str(root), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "version": 1,
        "looked_at": {"lessons": 1, "questions": 5, "sources": 2},
        "errors": 1,
        "warnings": 0,
        "problems": [
            {
                "code": "unknown-source",
                "severity": "error",
                "file": "docs/module/lesson.md",
                "line": 23,
                "column": 12,
                "message": "'stdy-2019' is not in docs/sources.yml. Did you mean 'study-2019'?",
                "advice": Code.UNKNOWN_SOURCE.__doc__,
                "help": "https://example.org/course/rules/#unknown-source",
                "fix": {
                    "line": 23,
                    "column": 12,
                    "old": "[^stdy-2019]",
                    "new": "[^study-2019]",
                    "safe": False,
                    "corrected": "- A point. [^study-2019]",
                },
            }
        ],
    }


# --- --fix ------------------------------------------------------------------------------------------------------------

MENDABLE = {
    "docs/sources.yml: DOI: 10.1000/find.2019": "DOI: https://doi.org/10.1000/find.2019",
    'quizzes/lesson.yml: reread: "#key-points"\\n    prompt: Which is the **one**?': "reread: Key points\n    promt: Which is the **one**?",
    "quizzes/lesson.yml: text: The one": "text: 012",
    "docs/module/lesson.md:     questions: [one-or-other]": "  questions: [one-or-other]",
    "docs/index.md": "# A small course\n\nStart with [the lesson](lesson.md), then [go on](module/).\n",
}
MENDED = MENDABLE | {
    "docs/sources.yml: DOI: 10.1000/find.2019": "DOI: 10.1000/find.2019",
    'quizzes/lesson.yml: reread: "#key-points"\\n    prompt: Which is the **one**?': 'reread: "#key-points"\n    prompt: Which is the **one**?',
    "quizzes/lesson.yml: text: The one": 'text: "012"',
    "docs/module/lesson.md:     questions: [one-or-other]": "    questions: [one-or-other]",
    "docs/index.md": "# A small course\n\nStart with [the lesson](module/lesson.md), then [go on](module/index.md).\n",
}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_fix_mends_what_is_safe_and_touches_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    root, expected = lay_out(tmp_path / "bad", MENDABLE), lay_out(tmp_path / "good", MENDED)
    for file in [*root.rglob("*.*"), *expected.rglob("*.*")]:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", end.encode()))
    assert cli.main(["check", str(root), "--fix"]) == 0
    assert capsys.readouterr().out == (
        "docs/index.md:3:25: mended: 'lesson.md' is now 'module/lesson.md'\n"
        "docs/index.md:3:50: mended: 'module/' is now 'module/index.md'\n"
        "docs/module/lesson.md:18:1: mended: '  questions: [one-or-other]' is now '    questions: [one-or-other]'\n"
        "docs/sources.yml:24:10: mended: 'https://doi.org/10.1000/find.2019' is now '10.1000/find.2019'\n"
        "quizzes/lesson.yml:7:13: mended: 'Key points' is now '\"#key-points\"'\n"
        "quizzes/lesson.yml:8:5: mended: 'promt' is now 'prompt'\n"
        "quizzes/lesson.yml:12:15: mended: '012' is now '\"012\"'\n"
        "No problems.\nLooked at 1 lesson, 5 questions and 2 sources.\n"
    )
    for file in expected.rglob("*.*"):
        assert (root / file.relative_to(expected)).read_bytes() == file.read_bytes(), file.name


def test_fix_mends_an_indented_block_whole(tmp_path: Path) -> None:
    """Its first line alone would leave a block that is never closed."""
    indented = "## What comes next\n\n    /// tool | reflection\n        module: module\n        when: after\n    ///\n\n    /// model | gate\n    ///\n"
    parts = {**sections(GOLDEN / "check/model-fine.txt"), **sections(GOLDEN / "check/reflection-fine.txt")}
    names = "docs/models.yml", "docs/reflection.yml"
    root = lay_out(
        tmp_path, {name: parts[name] for name in names} | {"docs/module/lesson.md: ## What comes next": indented}
    )
    assert cli.main(["check", str(root), "--fix", "--today", "2026-11-21"]) == 0
    mended = "\n/// tool | reflection\n        module: module\n        when: after\n///\n\n/// model | gate\n///\n"
    text = (root / "docs/module/lesson.md").read_text(encoding="utf-8")
    assert mended in text
    md = Markdown(extensions=["pain_ed"], extension_configs={"pain_ed": {"root": str(root)}})
    html = md.convert(text.partition("clinical_review: pending\n---\n")[2])
    assert html.count('class="pain-model"') == html.count('data-tool="reflection"') == 1
    assert "///" not in html


def test_fix_does_not_guess_and_says_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = lay_out(tmp_path, {"docs/module/lesson.md: - A point. [^study-2019]": "- A point. [^stdy-2019]"})
    before = (root / "docs/module/lesson.md").read_bytes()
    assert cli.main(["check", str(root), "--fix"]) == 1
    assert "\n    should read: - A point. [^study-2019]\n" in capsys.readouterr().out
    assert (root / "docs/module/lesson.md").read_bytes() == before


def test_fix_fails_while_advice_is_left(tmp_path: Path) -> None:
    changes, _ = rules.variants(rules.sections((rules.FOLDER / "long-sentence.txt").read_text(encoding="utf-8")))
    root = lay_out(tmp_path, changes)
    assert cli.main(["check", str(root), "--today", "2026-11-21"]) == 0
    assert cli.main(["check", str(root), "--today", "2026-11-21", "--fix"]) == 1


@pytest.mark.parametrize("example", sorted(rules.FOLDER.glob("*.txt")), ids=lambda file: file.stem)
def test_fix_run_twice_changes_nothing_more(tmp_path: Path, example: Path) -> None:
    changes, _ = rules.variants(rules.sections(example.read_text(encoding="utf-8")))
    root = lay_out(tmp_path, changes)
    cli.main(["check", str(root), "--fix", "--today", "2026-11-21"])
    once = {file: file.read_bytes() for file in root.rglob("*.*")}
    cli.main(["check", str(root), "--fix", "--today", "2026-11-21"])
    assert {file: file.read_bytes() for file in root.rglob("*.*")} == once


def test_fixes_that_overlap_or_are_not_found_wait() -> None:
    def fix(column: int, old: str) -> Fix:
        return Fix(Location("f", 1, column), old, "x", safe=True)

    assert mend.mend(b"abc def", [fix(1, "abc"), fix(3, "c d"), fix(5, "nope")]) == (b"abxef", [fix(3, "c d")])


# --- stamp ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_stamp_notes_the_day_and_the_text(tmp_path: Path, capsys: pytest.CaptureFixture[str], end: str) -> None:
    root = lay_out(tmp_path, {})
    lesson = root / "docs/module/lesson.md"
    before = lesson.read_bytes().replace(b"\n", end.encode())
    lesson.write_bytes(before)
    assert cli.main(["stamp", "lesson", "--root", str(root), "--today", "2026-12-24"]) == 0
    said = capsys.readouterr().out
    digest = said.rpartition(" ")[2].strip()
    assert said == f"docs/module/lesson.md: reviewed on 2026-12-24, text {digest}\n"
    added = f'reviewed: 2026-12-24{end}reviewed_text: "{digest}"{end}'.encode()
    assert lesson.read_bytes() == before.replace(f"reviewed: 2026-11-21{end}".encode(), added)
    # Once more, on another day: the text is the same, and so is its digest.
    assert cli.main(["stamp", "lesson", "--root", str(root), "--today", "2026-12-25"]) == 0
    assert lesson.read_bytes() == before.replace(
        f"reviewed: 2026-11-21{end}".encode(), added.replace(b"12-24", b"12-25")
    )
    capsys.readouterr()
    assert cli.main(["check", str(root), "--today", "2026-12-25"]) == 0
    assert capsys.readouterr().out.startswith("No problems.\n")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("docs/module/lesson.md", "A point.", "Another point."),
        ("docs/module/lesson.md", "What it teaches.", "What it says."),
        ("quizzes/lesson.yml", "Opposites too.", "Opposites as well."),
        ("quizzes/lesson.yml", "answer: false", "answer: true"),
        ("docs/models.yml", "leaves_out: [Much.]", "leaves_out: [Little.]"),
    ],
)
def test_a_change_of_what_was_reviewed_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str
) -> None:
    root = lay_out(
        tmp_path, {name: text for name, text in sections(GOLDEN / "check/model-fine.txt").items() if name != "report"}
    )
    assert cli.main(["stamp", "lesson", "--root", str(root), "--today", "2026-11-21"]) == 0
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new), encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["check", str(root), "--today", "2026-11-21"]) == 0
    assert "docs/module/lesson.md:11:16: warning: the text has changed since its review" in capsys.readouterr().out


def test_only_a_sound_lesson_is_stamped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = lay_out(tmp_path, {"docs/module/lesson.md: - A point. [^study-2019]": "- A point. [^stdy-2019]"})
    before = (root / "docs/module/lesson.md").read_bytes()
    assert cli.main(["stamp", "lesson", "--root", str(root)]) == 1
    assert cli.main(["stamp", "lessn", "--root", str(root)]) == 2
    assert capsys.readouterr().err.endswith("pain-ed: there is no lesson 'lessn'. Did you mean 'lesson'?\n")
    assert (root / "docs/module/lesson.md").read_bytes() == before
