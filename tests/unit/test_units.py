"""Single promises of the package that no golden file shows."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import COURSE, ROOT, lay_out
from markdown import Markdown
from markdown.extensions.toc import slugify

from pain_ed import cli
from pain_ed.check.judge import judge
from pain_ed.course.load import load
from pain_ed.course.pages import read_page
from pain_ed.diagnostics import reports
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Location, Problem
from pain_ed.formats import yaml as located
from pain_ed.formats.question_types import TYPES, Option
from pain_ed.formats.quiz import read_quiz
from pain_ed.formats.text import slug
from pain_ed.markdown.page import front_matter
from pain_ed.page.references import fill_reference


def question(text: str):
    """The first question of a quiz text."""
    return read_quiz(text, "quizzes/q.yml").value.questions[0]


LESSON_QUIZ = (COURSE / "quizzes/lesson.yml").read_text(encoding="utf-8")


# --- files ------------------------------------------------------------------------------------------------------------


def test_our_own_course_has_no_problems() -> None:
    course, problems = load(ROOT)
    assert reports.text(problems + judge(course)) == "No problems.\n"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        (
            "quizzes/lesson.yml",
            b"lesson: lesson\nquestions: caf\xe9\n",
            "quizzes/lesson.yml:2:15: the byte 0xe9 is not valid UTF-8 [not-utf8]",
        ),
        ("docs/module/lesson.md", b"a\xff", "docs/module/lesson.md:1:2: the byte 0xff is not valid UTF-8 [not-utf8]"),
        (
            "quizzes/lesson.yml",
            b"#" * 300_001,
            "quizzes/lesson.yml:1:1: the file has 300,001 bytes, over the limit of 300,000 for a quiz [too-large]",
        ),
        (
            "docs/module/lesson.md",
            b"#" * 200_001,
            "docs/module/lesson.md:1:1: the file has 200,001 bytes, over the limit of 200,000 for a page [too-large]",
        ),
        (
            "mkdocs.yml",
            b"#" * 100_001,
            "mkdocs.yml:1:1: the file has 100,001 bytes, over the limit of 100,000 for mkdocs.yml [too-large]",
        ),
        (
            "docs/sources.yml",
            b"- a\n" * 200_000,
            "docs/sources.yml:200000:3: the file holds more than 200,000 keys and values [too-large]",
        ),
        (
            "docs/concepts.yml",
            b"#" * 1_000_001,
            "docs/concepts.yml:1:1: the file has 1,000,001 bytes, over the limit of 1,000,000 for such a file [too-large]",
        ),
    ],
)
def test_bytes_that_are_refused(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    root = lay_out(tmp_path, {})
    (root / name).write_bytes(data)
    assert expected in reports.text(load(root)[1]).splitlines()


def test_bom_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {})
    for file in [*root.glob("docs/**/*.md"), *root.glob("**/*.yml")]:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    course, problems = load(root)
    assert reports.text(problems + judge(course)) == "No problems.\n"


def test_links_are_reported_and_not_followed(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "course", {})
    outside = tmp_path / "outside.md"
    outside.write_text("/// quiz | nowhere\n///\n")
    (root / "docs/leak.md").symlink_to(outside)
    (root / "docs/folder").symlink_to(tmp_path)
    (root / "quizzes/gone.yml").symlink_to(root / "nothing")
    course, problems = load(root)
    assert [str(problem.location) for problem in problems if problem.code is Code.SYMLINK] == [
        "docs/folder:1:1",
        "docs/leak.md:1:1",
        "quizzes/gone.yml:1:1",
    ]
    assert {page.file for page in course.pages} == {"docs/index.md", "docs/module/index.md"}


def test_docs_itself_may_not_be_a_link(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "course", {})
    (root / "docs").rename(tmp_path / "elsewhere")
    (root / "docs").symlink_to(tmp_path / "elsewhere")
    course, problems = load(root)
    assert [str(problem.location) for problem in problems if problem.code is Code.SYMLINK] == ["docs:1:1"]
    assert course.lessons == course.pages == ()


# --- YAML -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("1:30", "1:30"), ("012", 12), ("0o14", 12), ("0x1F", 31), ("1_000", "1_000"),
        ("1e3", 1000.0), (".5", 0.5), ("-1", -1), ("~", None), ("null", None), ("Null", None), ("nULL", "nULL"), ("TRUE", True), ("tRUE", "tRUE"),
        ("2026-11-21", "2026-11-21"), (".inf", ".inf"), ("'true'", "true"), ('"1"', "1"), ("=", "="), ("1" * 30, float("1" * 30)),
    ],
)  # fmt: skip
def test_scalars_follow_the_core_schema(written: str, value: object) -> None:
    node, problems = located.load(f"key: {written}", "f.yml")
    assert problems == []
    assert node.plain() == {"key": value}
    assert type(node.plain()["key"]) is type(value)


def test_alias_bomb_ends_at_its_first_anchor() -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )
    assert located.load(bomb, "f.yml") == (
        None,
        [Problem(Code.YAML_FORBIDDEN, Location("f.yml", 1, 4), "'&a' is not allowed here")],
    )


def test_deep_nesting_is_refused_without_recursion() -> None:
    node, problems = located.load("[" * 5000, "f.yml")
    assert node is None
    assert [problem.code for problem in problems] == [Code.YAML_DEPTH]


def test_pure_python_loader_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = located.load(LESSON_QUIZ, "f.yml")
    monkeypatch.setattr(located, "_Loader", yaml.SafeLoader)
    assert located.load(LESSON_QUIZ, "f.yml") == fast


# --- model ------------------------------------------------------------------------------------------------------------


def test_hash_stays_when_feedback_or_the_order_of_options_changes() -> None:
    before = question(LESSON_QUIZ).hash
    assert before == question(LESSON_QUIZ.replace("It is. [^study-2019]", "It is so. [^study-2019]")).hash
    assert (
        before
        == question(
            LESSON_QUIZ.replace("hints: [Look at the first point., It is not the other.]", "hints: [Look.]")
        ).hash
    )
    first, second = (
        "      - text: The one\n        correct: true\n        feedback: It is. [^study-2019]\n",
        "      - text: The other\n        feedback: That is the other.\n",
    )
    assert first + second in LESSON_QUIZ
    assert before == question(LESSON_QUIZ.replace(first + second, second + first)).hash


@pytest.mark.parametrize(
    ("old", "new"), [("Which is the **one**?", "Which is it?"), ("text: The other", "text: Another")]
)
def test_hash_changes_with_what_the_reader_answered(old: str, new: str) -> None:
    assert question(LESSON_QUIZ).hash != question(LESSON_QUIZ.replace(old, new)).hash


def test_hashes_are_pinned() -> None:
    """They are on readers' devices: a change of how they are made loses every stored answer."""
    assert [q.hash for q in read_quiz(LESSON_QUIZ, "quizzes/lesson.yml").value.questions] == PINNED
    assert question(LESSON_QUIZ).options[0].id == hashlib.sha256(b'"The one"').hexdigest()[:6]


PINNED = ["4fa07136", "0c97645e", "7abd58bb", "0e407b8e", "8253c1cd"]


@pytest.mark.parametrize("size", [2, 3, 4, 5, 6])
def test_items_are_never_shown_in_the_right_order(size: int) -> None:
    template = question(LESSON_QUIZ)
    for trial in range(200):
        options = tuple(Option(f"{trial}-{n}", "", True, "", template.location) for n in range(size))
        mixed, _ = TYPES["order"].selects(template.id, options)
        assert tuple(mixed) != options
        assert sorted(mixed, key=options.index) == list(options)


# --- anchors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "Danger messages",
        "What’s known, and what is *not*",
        "A-delta & C fibres: 5–30 m/s",
        "Über Größe",
        "  spaced   out  ",
        "1. First_thing",
        "日本",
    ],
)
def test_slug_is_that_of_markdown(heading: str) -> None:
    assert slug(heading.replace("*", "")) == slugify(heading.replace("*", ""), "-")


@pytest.mark.parametrize("file", sorted((ROOT / "docs").glob("*/*.md")), ids=lambda file: file.stem)
def test_anchors_are_those_that_markdown_makes(file: Path) -> None:
    text = front_matter(file.read_text(encoding="utf-8"), "")[1]
    md = Markdown(
        extensions=[
            "toc",
            "attr_list",
            "md_in_html",
            "admonition",
            "pymdownx.details",
            "pymdownx.superfences",
            "footnotes",
        ]
    )
    md.convert(text)

    def ids(tokens: list[dict]) -> set[str]:
        return {token["id"] for token in tokens} | {id for token in tokens for id in ids(token["children"])}

    assert ids(md.toc_tokens) <= read_page(text, "").value.anchors.keys()


# --- references -------------------------------------------------------------------------------------------------------


def reference(**csl) -> str:
    from xml.etree.ElementTree import Element

    from pain_ed.formats.sources import Source
    from pain_ed.i18n.messages import catalogue

    parent = Element("p")
    base = {
        "id": "x",
        "type": "article-journal",
        "title": "A title",
        "container-title": "Journal of Things",
        "issued": {"date-parts": [[2020]]},
    }
    fill_reference(parent, Source("x", base | csl, "evidence", "guideline", "high", "", Location("")), catalogue())
    return "".join(parent.itertext())


DOE = {"family": "Doe", "given": "Jane Q."}


@pytest.mark.parametrize(
    ("csl", "expected"),
    [
        (
            {"author": [DOE], "volume": "12", "issue": "3", "page": "45-50", "DOI": "10.1000/x"},
            "Doe JQ. A title. Journal of Things. 2020;12(3):45-50. doi:10.1000/x guideline",
        ),
        (
            {"author": [DOE] * 7, "container-title-short": "J Things."},
            "Doe JQ, Doe JQ, Doe JQ, Doe JQ, Doe JQ, Doe JQ, Doe JQ. A title. J Things. 2020. guideline",
        ),
        (
            {"author": [DOE] * 8},
            "Doe JQ, Doe JQ, Doe JQ, Doe JQ, Doe JQ, Doe JQ, et al. A title. Journal of Things. 2020. guideline",
        ),
        (
            {
                "author": [
                    {"family": "Berg", "given": "Jan-Piet", "non-dropping-particle": "van den"},
                    {"literal": "et al."},
                ],
                "title": "Why?",
            },
            "van den Berg JP, et al. Why? Journal of Things. 2020. guideline",
        ),
        (
            {
                "type": "book",
                "author": [{"literal": "A group"}],
                "publisher": "A house",
                "URL": "https://www.example.org/b/",
                "note": "Second printing.",
            },
            "A group. A title. Journal of Things. A house; 2020. example.org/b Second printing. guideline",
        ),
    ],
)
def test_vancouver(csl: dict, expected: str) -> None:
    assert reference(**csl) == expected


# --- the command ------------------------------------------------------------------------------------------------------


def test_a_hundred_of_a_kind_are_told_and_the_rest_counted() -> None:
    told = [Problem(Code.BAD_VALUE, Location("a.yml", line), "x") for line in range(1, 1500)] + [
        Problem(Code.BAD_ID, Location("a.yml", 1500), "y")
    ]
    report = reports.text(reversed(told)).splitlines()
    assert report[99:103] == [
        "a.yml:100:1: x [bad-value]",
        "a.yml:101:1: from here on there are 1,399 more of this kind in the file; mend those above first [bad-value]",
        "a.yml:1500:1: y [bad-id]",
        "",
    ]
    assert report[-1] == "1500 errors."
    assert reports.github(told, lambda file: []).count("\n") == 102
    assert len(json.loads(reports.sarif(told, lambda file: [], version="1"))["runs"][0]["results"]) == 1500
    assert reports.text(told[:101]).splitlines()[100] == "a.yml:101:1: x [bad-value]"


def test_check_says_what_it_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(COURSE)]) == 0
    assert capsys.readouterr().out == "No problems.\nLooked at 1 lesson, 5 questions and 2 sources.\n"


def test_check_fails_on_errors_and_not_on_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = lay_out(tmp_path, {"docs/module/lesson.md: - A point. [^study-2019]": "- A point. [^stdy-2019]"})
    assert cli.main(["check", str(root)]) == 1
    out = capsys.readouterr().out
    assert out.startswith(
        "docs/module/lesson.md:23:12: 'stdy-2019' is not in docs/sources.yml. Did you mean 'study-2019'? [unknown-source]\n"
    )
    assert "\n1 error.\n" in out


def test_check_elsewhere_says_where_to_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(tmp_path)]) == 2
    assert capsys.readouterr().err == (
        f"pain-ed: there is no folder 'docs' in '{tmp_path}'. Run it where mkdocs.yml is, or name that folder.\n"
    )


@pytest.mark.parametrize(
    "command",
    [("check", ROOT, "--format", "sarif"), ("compare", COURSE, ROOT), ("export", "csv", "--out", "-", "--root", ROOT)],
)
def test_a_reader_who_leaves_ends_the_command_quietly(command: tuple[str | Path, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        done = subprocess.run(
            [sys.executable, "-c", "import sys; from pain_ed import cli; sys.exit(cli.main())", *command],
            stdout=pipe,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (done.returncode, done.stderr) == (141, "")


def test_unreadable_file_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {})
    (root / "docs/sources.yml").unlink()
    os.mkdir(root / "docs/sources.yml")
    assert [problem.code for problem in load(root)[1]] == [Code.UNREADABLE]
