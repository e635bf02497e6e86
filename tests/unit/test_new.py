"""`pain-ed new`: what it writes passes the gate but for the parts to write, and leaves everything else as it was."""

from __future__ import annotations

import datetime
import io
import json
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from conftest import ROOT, lay_out
from hypothesis import given
from hypothesis import strategies as st

from pain_ed.author import command as new_command
from pain_ed.author import reference
from pain_ed.author import templates as new
from pain_ed.check.judge import judge
from pain_ed.cli import main
from pain_ed.course.load import load
from pain_ed.diagnostics.codes import Code
from pain_ed.formats import yaml as located
from pain_ed.formats.files import FORMATS
from pain_ed.formats.question_types import TYPES

DAY = "2026-11-21"
WORK = {
    "DOI": "10.1000/new.2021",
    "type": "journal-article",
    "title": ["What was <i>found</i> next"],
    "author": [{"family": "Okafor", "given": "Ada"}],
    "container-title": ["Journal of Findings"],
    "issued": {"date-parts": [[2021, 3]]},
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small course of the tests, with a navigation."""
    root = lay_out(tmp_path / "course", {})
    (root / "mkdocs.yml").write_text(
        "site_name: Small\nnav:\n  - index.md\n  - A module: # kept\n      - module/index.md\n      - module/lesson.md # last\n",
        encoding="utf-8",
    )
    return root


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A copy of our own course."""
    for folder in ("docs", "quizzes"):
        shutil.copytree(ROOT / folder, tmp_path / "real" / folder)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "real")
    return tmp_path / "real"


def codes(root: Path) -> dict[Code, int]:
    course, problems = load(root)
    found = [problem.code for problem in problems + judge(course, today=datetime.date.fromisoformat(DAY))]
    return {code: found.count(code) for code in found}


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refused(root: Path, *arguments: str, capsys) -> str:
    """What a command says that refuses, having changed nothing."""
    before = files(root)
    assert main(["new", *arguments, "--root", str(root)]) == 2
    assert files(root) == before
    said = capsys.readouterr()
    assert said.out == ""
    head, end = said.err.rsplit("\n", 2)[0], said.err.rsplit("\n", 2)[1]
    assert end == "Nothing was written."
    return head.removeprefix("pain-ed: ")


# --- lessons ----------------------------------------------------------------------------------------------------------


def test_a_new_lesson_lacks_nothing_but_the_parts_to_write(small: Path, capsys) -> None:
    before = files(small)
    assert main(["new", "lesson", "module/second-one", "--root", str(small), "--today", DAY]) == 0
    assert capsys.readouterr().out == (
        "docs/module/second-one.md: the lesson\n"
        "quizzes/second-one.yml: its quiz, with one question\n"
        "mkdocs.yml: the lesson is at the end of its module\n"
        "\n"
        "The parts to write say TO WRITE. 'pain-ed check' lists what is left of them.\n"
    )
    after = files(small)
    assert after.pop("docs/module/second-one.md").decode() == (
        "---\n"
        "title: TO WRITE – the title\n"
        "summary: TO WRITE – what it is about, in one sentence\n"
        "minutes: 5\n"
        "short: second\n"
        "objectives:\n"
        "  first-idea: TO WRITE – what the reader can do afterwards\n"
        "source_documents: [TO WRITE – the id in docs/sources.yml of what it grew from]\n"
        "reviewed: 2026-11-21\n"
        "clinical_review: pending\n"
        "---\n"
        f"{new.BODY}\n"
        "## Questions\n"
        "\n"
        "/// quiz | second-one\n"
        "///\n"
    )
    assert (
        after.pop("quizzes/second-one.yml")
        .decode()
        .startswith("lesson: second-one\nquestions:\n  - id: to-write-second-one-1 ")
    )
    assert after.pop("mkdocs.yml") == before.pop("mkdocs.yml") + b"      - module/second-one.md\n"
    assert after == before
    assert codes(small) == {Code.TO_WRITE: 18}
    course, problems = load(small)
    assert sum(problem.code.severity == "error" for problem in problems + judge(course, advice=False)) == 18, (
        "no build takes it"
    )


def test_in_our_course_it_has_what_our_lessons_have(real: Path) -> None:
    assert codes(real) == {}
    assert main(["new", "lesson", "docs/treatments/start-small.md", "--root", str(real), "--today", DAY]) == 0
    course, problems = load(real)
    lesson = course.lessons[-1]
    assert (
        (real / "quizzes/start-small.yml")
        .read_text(encoding="utf-8")
        .startswith("# yaml-language-server: $schema=quiz.schema.json\n")
    )
    assert (lesson.id, lesson.short, lesson.number) == ("start-small", "start-small", 16), "'start' is taken"
    assert [heading for heading in lesson.anchors.values() if "TO WRITE" not in heading] == [
        "Key points", "What this means for you", "Three questions", "Where this comes from"
    ]  # fmt: skip
    assert set(codes(real)) == {Code.TO_WRITE}
    lines = (real / "mkdocs.yml").read_text(encoding="utf-8").replace("      - treatments/start-small.md\n", "", 1)
    assert lines == (ROOT / "mkdocs.yml").read_text(encoding="utf-8")


def test_once_it_is_written_nothing_is_left_over(small: Path) -> None:
    """Only what says TO WRITE has to be changed."""
    main(["new", "lesson", "module/second-one", "--root", str(small), "--today", DAY])
    page, quiz = small / "docs/module/second-one.md", small / "quizzes/second-one.yml"
    page.write_text(
        page.read_text(encoding="utf-8")
        .replace("[TO WRITE – the id in docs/sources.yml of what it grew from]", "[doc-2020]")
        .replace("TO WRITE – the main idea, in one sentence, with its source", "Tea cools. [^doc-2020] [^study-2019]")
        .replace("TO WRITE – ", ""),
        encoding="utf-8",
    )
    quiz.write_text(
        quiz.read_text(encoding="utf-8")
        .replace(
            "TO WRITE – # and the heading that answers it, in lower case with hyphens, like #key-points", "#key-points"
        )
        .replace("TO WRITE – why it fits, with its source", "It cools in air. [^study-2019]")
        .replace("TO WRITE – ", "")
        .replace("to-write-second-one-1", "why-tea-cools"),
        encoding="utf-8",
    )
    assert codes(small) == {}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "lesson-two",
            "'lesson-two' names no module. Write the module and the name, like 'module/lesson-two'. The modules are: module.",
        ),
        (
            "modul/x",
            "there is no module 'modul' in docs/. Did you mean 'module'? Write the module and the name, like 'module/x'. The modules are: module.",
        ),
        (
            "../course/x",
            "there is no module '../course' in docs/. Write the module and the name, like 'module/x'. The modules are: module.",
        ),
        (
            "/etc/passwd",
            "there is no module '/etc' in docs/. Write the module and the name, like 'module/passwd'. The modules are: module.",
        ),
        (
            "module/My Lesson!",
            "'My Lesson!' cannot be the name of a lesson. A name has lower-case letters, digits and single hyphens, like 'my-lesson'.",
        ),
        (
            "module/",
            "'' cannot be the name of a lesson. A name has lower-case letters, digits and single hyphens, like 'first-steps'.",
        ),
        (
            "module/..",
            "'..' cannot be the name of a lesson. A name has lower-case letters, digits and single hyphens, like 'first-steps'.",
        ),
        (
            "module/print",
            "'print' cannot be the name of a lesson. A name has lower-case letters, digits and single hyphens, like 'print-lesson'.",
        ),
        ("module/lesson", "the name 'lesson' is that of docs/module/lesson.md already. Choose another."),
        ("module/other", "quizzes/other.yml is there already. Choose another name, or move that file away."),
    ],
)
def test_a_name_that_will_not_do_is_told(small: Path, capsys, name: str, said: str) -> None:
    (small / "quizzes/other.yml").write_text("mine", encoding="utf-8")
    assert refused(small, "lesson", name, capsys=capsys) == said


def test_a_navigation_that_cannot_be_changed_is_left_and_told(small: Path, capsys) -> None:
    flow = b"site_name: Small\nnav: [index.md, {A module: [module/index.md, module/lesson.md]}]\n"
    (small / "mkdocs.yml").write_bytes(flow)
    assert main(["new", "lesson", "module/second-one", "--root", str(small), "--today", DAY]) == 0
    assert (
        "mkdocs.yml: could not be changed safely. Add this line to 'nav', at the end of the module:\n  - module/second-one.md\n"
        in capsys.readouterr().out
    )
    assert (small / "mkdocs.yml").read_bytes() == flow


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("nav:\n  - m/a.md\nother: [m/a.md]\n", "nav:\n  - m/a.md\n  - m/new.md\nother: [m/a.md]\n"),
        (
            "nav:\r\n  - 'Title: x': 'm/a.md'\r\n  - b.md\r\n",
            "nav:\r\n  - 'Title: x': 'm/a.md'\r\n  - m/new.md\r\n  - b.md\r\n",
        ),
        (
            "nav:\n  - M:\n    - m/index.md\nnot_in_nav: |\n  - m/x.md\n",
            "nav:\n  - M:\n    - m/index.md\n    - m/new.md\nnot_in_nav: |\n  - m/x.md\n",
        ),
        ("nav:\n  - other/m/a.md\n", None),
        ("nav: [\n", None),
    ],
)
def test_the_navigation_keeps_its_form(before: str, after: str | None) -> None:
    assert new.add_to_navigation(before, "m", "m/new.md") == after


def test_nothing_is_left_half_written(small: Path, capsys, monkeypatch) -> None:
    """The last of three files cannot be put in its place: the first two go again."""
    replace, before = new_command.os.replace, files(small)

    def fail(source: str, target: Path) -> None:
        if target.name == "mkdocs.yml":
            raise OSError(28, "No space left on device", str(target))
        replace(source, target)

    monkeypatch.setattr(new_command.os, "replace", fail)
    assert main(["new", "lesson", "module/second-one", "--root", str(small)]) == 2
    assert files(small) == before
    assert capsys.readouterr().err.endswith("cannot be written: No space left on device.\nNothing was written.\n")


def test_no_link_is_followed_out_of_the_course(small: Path, tmp_path: Path, capsys) -> None:
    shutil.move(small / "quizzes", tmp_path / "elsewhere")
    (small / "quizzes").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    before = files(tmp_path)
    assert (
        refused(small, "lesson", "module/x", capsys=capsys)
        == "'quizzes/x.yml' is a link to another place, or lies behind one."
    )
    assert files(tmp_path) == before


def test_numbers_end_where_codes_do(small: Path, capsys) -> None:
    page = small / "docs/module/lesson.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("minutes: 5\n", "minutes: 5\nnumber: 60\n"), encoding="utf-8"
    )
    assert (
        refused(small, "lesson", "module/x", capsys=capsys)
        == "all numbers up to 60 are given to lessons, and no code can hold a higher one."
    )


# --- questions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("type", TYPES)
def test_a_new_question_lacks_nothing_but_the_parts_to_write(small: Path, capsys, type: str) -> None:
    before = files(small)
    assert main(["new", "question", "lesson", "--type", type, "--root", str(small)]) == 0
    assert (
        "quizzes/lesson.yml: one more question, the last\ndocs/module/lesson.md: names its questions one by one."
        in capsys.readouterr().out
    )
    after = files(small)
    assert after["quizzes/lesson.yml"].startswith(before["quizzes/lesson.yml"] + b"  - id: to-write-lesson-6 ")
    assert set(codes(small)) == {Code.TO_WRITE}
    assert load(small)[0].quizzes[0].questions[-1].type == type
    assert after | {"quizzes/lesson.yml": b""} == before | {"quizzes/lesson.yml": b""}


def test_questions_in_every_lesson_of_ours(real: Path) -> None:
    for file in sorted((real / "quizzes").glob("*.yml")):
        for type in ("single", "single", "match"):
            assert main(["new", "question", file.stem, "--type", type, "--root", str(real)]) == 0
        assert file.read_bytes().startswith((ROOT / "quizzes" / file.name).read_bytes())
    assert set(codes(real)) == {Code.TO_WRITE}


def test_it_asks_for_what_no_question_tests(small: Path) -> None:
    quiz = small / "quizzes/lesson.yml"
    quiz.write_text(
        quiz.read_text(encoding="utf-8").replace("objective: know-when", "objective: tell-apart"), encoding="utf-8"
    )
    main(["new", "question", "lesson", "--root", str(small)])
    assert "    objective: know-when # or tell-apart\n    concept: C01\n" in quiz.read_text(encoding="utf-8")


def test_no_advice_on_how_it_is_written_before_it_is_written(small: Path) -> None:
    """Neither that the right option always stands first, nor that it is the longest."""
    quiz = small / "quizzes/lesson.yml"
    for _ in range(2):
        main(["new", "question", "lesson", "--root", str(small)])
    quiz.write_text(
        quiz.read_text(encoding="utf-8").replace("TO WRITE – what fits", "Tea cools fast in a wide cup. " * 9, 1),
        encoding="utf-8",
    )
    assert set(codes(small)) == {Code.TO_WRITE}


LESSON = load(ROOT)[0].lessons[0]


@pytest.mark.parametrize(
    "before",
    [
        "lesson: x\nquestions:\n- id: a\n  note: b",
        "lesson: x\r\nquestions:\r\n    -   id: a\r\n        note: b\r\n",
        "questions:\n  - id: a\n  - id: b # c\n# the end\nlesson: x\n",
        "questions:\n  - id: a\n\n  - id: b\n\n\n",
    ],
)
def test_what_stands_in_a_quiz_stays_letter_by_letter(before: str) -> None:
    after = new.append_question(before, LESSON, "single", ())
    kept = after.splitlines(keepends=True)
    start = next(n for n, line in enumerate(kept) if "to-write-" in line)
    end = next((n for n, line in enumerate(kept) if n > start and not line.startswith(" ")), len(kept))
    rest = "".join(kept[:start] + kept[end:])
    assert rest in (before, before + "\n", before + "\r\n", before + "\n\n")
    assert ("\r\n" in before) is all(line.endswith("\r\n") for line in kept)
    old, questions = (located.load(text, "q.yml")[0].plain()["questions"] for text in (before, after))
    assert questions[:-1] == old


@pytest.mark.parametrize(
    "before",
    [
        "",
        "questions: []\n",
        "questions: [{id: a}]\n",
        "- questions\n",
        "questions:\n  -\n    id: a\n",
        "questions:\n  - id: a\n    id: b\n",
    ],
)
def test_what_cannot_be_added_to_is_left(before: str) -> None:
    assert new.append_question(before, LESSON, "single", ()) is None


def test_a_lesson_or_quiz_that_is_not_there_is_told(small: Path, capsys) -> None:
    assert (
        refused(small, "question", "leson", capsys=capsys)
        == "there is no lesson 'leson'. Did you mean 'lesson'? The lessons are: lesson."
    )
    (small / "quizzes/lesson.yml").write_text("questions: []\n", encoding="utf-8")
    assert refused(small, "question", "quizzes/lesson.yml", capsys=capsys).startswith(
        "quizzes/lesson.yml is written in a way to which no question can be added safely."
    )
    (small / "quizzes/lesson.yml").write_bytes(b"\xff")
    assert refused(small, "question", "lesson", capsys=capsys).startswith(
        "quizzes/lesson.yml cannot be read: the byte 0xff is not valid UTF-8."
    )
    (small / "quizzes/lesson.yml").unlink()
    assert (
        refused(small, "question", "lesson", capsys=capsys)
        == "there is no quizzes/lesson.yml to which a question could be added."
    )


# --- sources ----------------------------------------------------------------------------------------------------------


def described(tmp_path: Path, *works: dict, message: bool = False) -> str:
    file = tmp_path / "work.json"
    file.write_text(json.dumps({"status": "ok", "message": works[0]} if message else list(works)), encoding="utf-8")
    return str(file)


def test_a_new_source_lacks_nothing_but_what_a_person_judges(small: Path, tmp_path: Path, capsys) -> None:
    before = files(small)["docs/sources.yml"].decode()
    assert main(["new", "source", described(tmp_path, WORK, message=True), "--root", str(small)]) == 0
    assert capsys.readouterr().out.startswith(
        "docs/sources.yml: 'okafor-2021', What was found next\n  Cite it as [^okafor-2021].\n"
    )
    assert (small / "docs/sources.yml").read_text(encoding="utf-8") == before + (
        "  - id: okafor-2021\n"
        "    type: article-journal\n"
        "    title: What was found next\n"
        "    author:\n"
        "      - {family: Okafor, given: Ada}\n"
        "    container-title: Journal of Findings\n"
        "    issued: {date-parts: [[2021, 3]]}\n"
        "    DOI: 10.1000/new.2021\n"
        "    custom:\n"
        "      role: evidence # or source-document, for what a lesson grew from\n"
        "      kind: TO WRITE – guideline, systematic-review, randomised-trial, observational-study, laboratory-study, computational-model, "
        "consensus-statement, narrative-review, lay-article, commercial-article\n"
        "      reliability: TO WRITE – high, moderate, low\n"
        "      appraisal: TO WRITE – in one sentence, what it is good for, and where it falls short\n"
    )
    assert codes(small) == {Code.TO_WRITE: 3}


@pytest.mark.parametrize(
    "type",
    [
        "article-journal",
        "journal-article",
        "book",
        "book-chapter",
        "report",
        "webpage",
        "dataset",
        "nonsense",
        "article-newspaper",
    ],
)
def test_what_is_not_told_is_left_to_write(small: Path, tmp_path: Path, type: str) -> None:
    assert (
        main(["new", "source", described(tmp_path, {"type": type, "title": "Bare: all #1"}), "--root", str(small)]) == 0
    )
    assert set(codes(small)) == {Code.TO_WRITE}
    source = located.load((small / "docs/sources.yml").read_text(encoding="utf-8"), "s")[0].plain()["references"][-1]
    assert (source["id"], source["title"]) == ("bare-all-1", "Bare: all #1")


@pytest.mark.parametrize(
    ("part", "line"),
    [
        (
            {
                "title": [
                    "<i>In vivo</i> &amp;amp; H<sub>2</sub>O: p &lt; 0.05 <mml:math><mml:mi>x</mml:mi></mml:math>\n  two"
                ]
            },
            '  title: "In vivo & H2O: p < 0.05 x two"',
        ),
        ({"title": ["Main"], "subtitle": ["and more"]}, '  title: "Main: and more"'),
        ({"title": ["Main: and more"], "subtitle": ["And more"]}, '  title: "Main: and more"'),
        (
            {"author": [{"family": "Berg", "non-dropping-particle": "van den", "given": "J."}]},
            "    - {family: Berg, non-dropping-particle: van den, given: J.}",
        ),
        ({"author": [{"name": "A, B & C: group"}]}, '    - {literal: "A, B & C: group"}'),
        ({"author": [{"given": "Cher"}, None, {"family": 3, "x": []}]}, "    - {literal: Cher}"),
        ({"author": []}, "    - {literal: TO WRITE – who wrote it}"),
        ({"issued": {"date-parts": [["2016", "12", "1"]]}}, "  issued: {date-parts: [[2016, 12, 1]]}"),
        ({"issued": {"raw": "2019-04"}}, "  issued: {date-parts: [[2019, 4]]}"),
        ({"issued": {"date-parts": [[2020, 13]]}}, "  issued: {date-parts: [[2020]]}"),
        (
            {"issued": {"date-parts": [[None]]}, "published-online": {"date-parts": [[2018]]}},
            "  issued: {date-parts: [[2018]]}",
        ),
        ({"issued": {"date-parts": []}}, '  issued: "TO WRITE – the year, like {date-parts: [[2021]]}"'),
        ({"volume": 12}, '  volume: "12"'),
        ({"article-number": "e123"}, "  page: e123"),
        ({"short-container-title": ["J Find"]}, "  container-title-short: J Find"),
        ({"container-title": ["No"]}, "  container-title: No"),
        ({"container-title": ["null"]}, '  container-title: "null"'),
        ({"type": "book", "publisher": "WHO", "publisher-place": "Geneva"}, "  publisher-place: Geneva"),
    ],
)
def test_each_part_becomes_plain_text(part: dict, line: str) -> None:
    _, lines = reference.entry(WORK | part, set())
    assert line in lines


@given(st.fixed_dictionaries({key: st.text(max_size=30) for key in ("title", "family", "literal", "journal")}))
def test_no_text_breaks_the_registry(said: dict[str, str]) -> None:
    """Whatever a description holds, the entry says just that, in plain words."""
    described = {
        "type": "article-journal",
        "title": f"A{said['title']}",
        "container-title": said["journal"],
        "author": [{"family": said["family"]}, {"literal": said["literal"]}],
    }
    (work,) = reference.works(json.dumps(described))
    id, lines = reference.entry(work, set())
    text = reference.insert("references:\n  - id: first\n", id, lines)
    source = located.load(text, "s")[0].plain()["references"][1]
    assert source["title"] == reference.title(work)
    assert source.get("container-title", "") in (reference.without_markup(said["journal"]), "TO WRITE – it is not told")


@pytest.mark.parametrize(
    ("author", "year", "taken", "id"),
    [
        ({"family": "van Hees"}, 1981, (), "van-hees-1981"),
        ({"family": "Hees", "non-dropping-particle": "van"}, 1981, (), "van-hees-1981"),
        ({"family": "O’Neill-Łuczak"}, 2020, (), "oneill-luczak-2020"),
        ({"family": "Ødegård"}, 2020, ("odegard-2020", "odegard-2020-b"), "odegard-2020-c"),
        ({"literal": "World Health Organization"}, 2023, (), "who-2023"),
        ({"literal": "Some group"}, 2023, (), "some-group-2023"),
        ({"family": "王"}, 2023, (), "what-was-found-2023"),
    ],
)
def test_ids_are_name_and_year(author: dict, year: int, taken: tuple[str, ...], id: str) -> None:
    assert reference.entry(WORK | {"author": [author], "issued": {"date-parts": [[year]]}}, set(taken))[0] == id


@pytest.mark.parametrize(
    "written",
    [
        "10.1000/x.(1)",
        "doi:10.1000/x.(1)",
        "DOI: 10.1000/x.(1)",
        "https://doi.org/10.1000/x.(1)",
        "http://dx.doi.org/10.1000/x.%281%29",
        " 10.1000/x.(1) ",
    ],
)
def test_a_doi_is_known_in_any_writing(written: str) -> None:
    assert reference.doi_in(written) == "10.1000/x.(1)"
    assert reference.doi_in(f"see {written}") is None


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (
            {"updated-by": [{"type": "correction", "DOI": "10.1/c"}, {"type": "retraction", "DOI": "10.1000/notice"}]},
            "has been retracted (10.1000/notice)",
        ),
        ({"update-to": [{"type": "withdrawal"}]}, "is the notice that retracts another work"),
        ({"title": ["RETRACTED: What was found"]}, "has been retracted, as its title says"),
        ({"title": ["[Retracted] What was found"]}, "has been retracted, as its title says"),
        ({"title": ["Retraction notice: What was found"]}, "is a notice that retracts another work, as its title says"),
    ],
)
def test_what_was_retracted_is_not_taken(small: Path, tmp_path: Path, capsys, part: dict, said: str) -> None:
    work = WORK | part
    assert refused(small, "source", described(tmp_path, work), capsys=capsys) == (
        f"'{reference.title(work)}' {said}. What rests on it would not stand; look for what still supports it."
    )


@pytest.mark.parametrize(
    "part",
    [
        {"updated-by": [{"type": "correction"}]},
        {"updated-by": "x"},
        {"title": ["Retracted papers in pain research"]},
        {"title": ["Retraction of the limb after a touch"]},
    ],
)
def test_what_was_not_retracted_is_taken(part: dict) -> None:
    assert reference.withdrawn(WORK | part) == ""


def test_a_source_that_is_there_is_told(small: Path, tmp_path: Path, capsys) -> None:
    assert (
        refused(small, "source", "https://doi.org/10.1000/FIND.2019", capsys=capsys)
        == "10.1000/FIND.2019 is in docs/sources.yml already, as 'study-2019'."
    )
    again = described(tmp_path, WORK | {"DOI": "10.1000/Find.2019"})
    assert (
        refused(small, "source", again, capsys=capsys)
        == "'What was found next' is in docs/sources.yml already, as 'study-2019'."
    )


def test_several_works_are_taken_together_or_not_at_all(small: Path, tmp_path: Path, capsys) -> None:
    both = described(tmp_path, WORK, WORK | {"DOI": "10.1000/other"})
    assert main(["new", "source", both, "--root", str(small)]) == 0
    assert [
        source.get("id")
        for source in located.load((small / "docs/sources.yml").read_text(encoding="utf-8"), "s")[0].plain()[
            "references"
        ]
    ][2:] == ["okafor-2021", "okafor-2021-b"]
    capsys.readouterr()
    one_known = described(tmp_path, WORK | {"DOI": "10.1000/third"}, WORK)
    assert refused(small, "source", one_known, capsys=capsys).endswith("already, as 'okafor-2021'.")


def test_it_goes_into_its_place(real: Path, tmp_path: Path) -> None:
    assert main(["new", "source", described(tmp_path, WORK), "--root", str(real)]) == 0
    before, after = ((root / "docs/sources.yml").read_text(encoding="utf-8").splitlines() for root in (ROOT, real))
    start = next(n for n, line in enumerate(after) if "okafor-2021" in line)
    assert after[:start] + after[start + 13 :] == before
    ids = [line[8:] for line in after if line.startswith("  - id: ")]
    assert ids[5:] == sorted(ids[5:])
    assert set(codes(real)) == {Code.TO_WRITE}


HEAD, REST = "references:\n  - id: z-1\n", "  - id: b-1\n  - id: c-1\n  - id: d-1\n"
SOURCES = "references:\n  - id: b-1\n  # about c\n  - id: c-1\n  - id: d-1\n"


@pytest.mark.parametrize(
    ("before", "id", "after"),
    [
        (SOURCES, "b-2", "references:\n  - id: b-1\n  - id: b-2\n  # about c\n  - id: c-1\n  - id: d-1\n"),
        (SOURCES, "a-1", "references:\n  - id: a-1\n  - id: b-1\n  # about c\n  - id: c-1\n  - id: d-1\n"),
        (f"{HEAD}  # the others\n{REST}", "a-1", f"{HEAD}  # the others\n  - id: a-1\n{REST}"),
        (SOURCES, "e-1", f"{SOURCES}  - id: e-1\n"),
        ("references:\r\n- id: z-1\r\n- id: y-1", "a-1", "references:\r\n- id: z-1\r\n- id: y-1\r\n- id: a-1\r\n"),
        ("references: []\n", "a-1", None),
        ("references: [{id: a}]\n", "a-1", None),
        ("references:\n  - id: a\nother: b\n", "a-1", None),
        ("references:\n  - [\n", "a-1", None),
    ],
)
def test_what_stands_in_the_registry_stays(before: str, id: str, after: str | None) -> None:
    assert reference.insert(before, id, [f"- id: {id}"]) == after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!DOCTYPE html><p>Not here</p>",
        "[]",
        "3",
        '{"message": {"title": []}}',
        '[{"title": "A"}, {}]',
        "[" * 100_000,
    ],
)
def test_what_describes_no_work_is_told(small: Path, tmp_path: Path, capsys, monkeypatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert refused(small, "source", "-", capsys=capsys) == (
        "what was piped in does not describe a work in JSON. You can also open https://api.crossref.org/works/<the DOI> in a browser, "
        "save the page as a file, and run 'pain-ed new source' with the name of that file."
    )


def test_neither_doi_nor_file_is_told(small: Path, tmp_path: Path, capsys) -> None:
    (tmp_path / "latin.json").write_bytes(b'{"title": "\xe9"}')
    assert (
        refused(small, "source", str(tmp_path / "latin.json"), capsys=capsys)
        == f"'{tmp_path / 'latin.json'}' is no text in UTF-8."
    )
    said = refused(small, "source", "Okafor 2021", capsys=capsys)
    assert (
        said
        == "'Okafor 2021' is no DOI, no address that starts with https://, and no file that can be read (No such file or directory)."
    )
    assert refused(small, "source", "file:///etc/hostname", capsys=capsys).startswith(
        "'file:///etc/hostname' is no DOI"
    )


# --- schemas ----------------------------------------------------------------------------------------------------------


def test_a_course_gets_the_schemas_and_has_them_brought_up_to_date(small: Path, capsys) -> None:
    before = files(small)
    assert main(["new", "schemas", "--root", str(small)]) == 0
    assert capsys.readouterr().out == "".join(f"{format.schema_file}: written\n" for format in FORMATS.values()) + (
        "They are no part of the site: in mkdocs.yml, '/schemas/' belongs under 'exclude_docs'.\n"
    )
    assert files(small) == before | {
        format.schema_file: (ROOT / format.schema_file).read_bytes() for format in FORMATS.values()
    }
    (small / "quizzes/quiz.schema.json").write_text("{}", encoding="utf-8")
    main(["new", "schemas", "--root", str(small)])
    main(["new", "schemas", "--root", str(small)])
    assert capsys.readouterr().out == "quizzes/quiz.schema.json: written\nAll schemas are up to date.\n"
    assert codes(small) == {}


# --- over a network ---------------------------------------------------------------------------------------------------


class _Answers(BaseHTTPRequestHandler):
    """A server that knows one DOI, and has all the faults of others."""

    asked: list[tuple[str, str, str]] = []
    hold = threading.Event()

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Accept"], self.headers["User-Agent"]))
        if self.path == "/10.1000/new.(2021)":
            self._say(302, b"", Location="/described")
        elif self.path == "/described":
            self._say(200, json.dumps(WORK).encode())
        elif self.path == "/10.1000/page":
            self._say(200, b"<!DOCTYPE html><title>Please sign in</title>")
        elif self.path == "/10.1000/broken":
            self._say(503, b"")
        elif self.path == "/10.1000/refused":
            self._say(406, b"")
        elif self.path == "/10.1000/slow":
            self.hold.wait(30)
        elif self.path == "/10.1000/cut":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"{")
        elif self.path == "/10.1000/drips":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):  # two seconds, for a test that fails
                if self.hold.wait(0.02):
                    break
                self.wfile.write(b" ")
        else:
            self._say(404, b"not found")

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def resolver(monkeypatch) -> Iterator[str]:
    """Its address, in the place of that of doi.org."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    _Answers.asked.clear()
    _Answers.hold.clear()
    address = f"http://127.0.0.1:{server.server_port}/"
    monkeypatch.setattr(new_command, "RESOLVER", address)
    monkeypatch.setenv("no_proxy", "*")
    yield address
    _Answers.hold.set()
    server.shutdown()
    server.server_close()
    thread.join()


def instead(doi: str) -> str:
    return f"You can also open https://api.crossref.org/works/{doi} in a browser, save the page as a file, and run 'pain-ed new source' with the name of that file."


def test_a_doi_is_asked_for_once_and_politely(small: Path, resolver: str, monkeypatch) -> None:
    assert main(["new", "source", "doi:10.1000/new.(2021)", "--root", str(small)]) == 0
    paths, accepted, agents = zip(*_Answers.asked, strict=True)
    assert paths == ("/10.1000/new.(2021)", "/described")
    assert set(accepted) == {"application/vnd.citationstyles.csl+json, application/json;q=0.9"}
    assert all(agent.startswith("pain-ed/") for agent in agents)
    assert main(["new", "source", f"{resolver}described", "--root", str(small)]) == 2, "it is there already"
    assert codes(small) == {Code.TO_WRITE: 3}


@pytest.mark.parametrize(
    ("doi", "said"),
    [
        (
            "10.1000/none",
            "{host} does not know the DOI 10.1000/none. Compare it with the one on the first page of the article, letter by letter.",
        ),
        ("10.1000/page", "{host} does not describe a work in JSON. {instead}"),
        ("10.1000/broken", "{host} answered with an error (503 Service Unavailable). Try again later. {instead}"),
        ("10.1000/refused", "{host} answered with an error (406 Not Acceptable). {instead}"),
        ("10.1000/slow", "{host} did not answer within 0.3 seconds. Try again later. {instead}"),
        ("10.1000/drips", "{host} did not answer within 0.3 seconds. Try again later. {instead}"),
        ("10.1000/cut", "{host} does not describe a work in JSON. {instead}"),
    ],
)
def test_each_fault_of_a_network_is_told(small: Path, resolver: str, capsys, monkeypatch, doi: str, said: str) -> None:
    if "did not answer" in said:  # any other answer may take its time on a busy machine
        monkeypatch.setattr(new_command, "SECONDS", 0.3)
    host = resolver.removeprefix("http://").removesuffix("/")
    assert refused(small, "source", doi, capsys=capsys) == said.format(host=host, instead=instead(doi))


def test_without_a_network_it_says_what_to_do(small: Path, resolver: str, capsys, monkeypatch) -> None:
    closed = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    closed.server_close()
    monkeypatch.setattr(new_command, "RESOLVER", f"http://127.0.0.1:{closed.server_port}/")
    said = refused(small, "source", "10.1000/x", capsys=capsys)
    assert said == f"127.0.0.1:{closed.server_port} could not be reached: is there a network? {instead('10.1000/x')}"
    assert refused(small, "source", f"{resolver}nothing", capsys=capsys).endswith(
        "has nothing at this address. Compare it, letter by letter."
    )


def test_only_doi_org_is_asked_by_itself() -> None:
    assert new_command.RESOLVER == "https://doi.org/"
