"""Exports read again by programs that are not ours."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from conftest import GOLDEN, ROOT, TESTS, lay_out, run_node, sections

from pain_ed import cli
from pain_ed.course.load import load
from pain_ed.course.model import Course
from pain_ed.export.csv import table
from pain_ed.export.gift import gift
from pain_ed.export.questions import Omissions
from pain_ed.formats.paths import MODELS
from pain_ed.formats.quiz import Question
from pain_ed.i18n.en import ENGLISH
from pain_ed.page.references import short_name

SIGNS = {name: text for name, text in sections(GOLDEN / "gift/signs.txt").items() if name != "gift"}


def read_gift(text: str) -> list[dict]:
    """Categories and questions as gift-pegjs finds them."""
    return json.loads(run_node(TESTS / "node/gift.js", stdin=text))


def readable(text: str, course: Course) -> str:
    """A text of our own course as it is to come out: with names for citations, and with whole addresses."""
    sources = {source.id: source for source in course.sources}
    names = {id: short_name(source, ENGLISH) for id, source in sources.items()}
    names |= {
        id: f"{source.csl['title']} {names[id]}".strip() for id, source in sources.items() if "author" not in source.csl
    }
    text = re.sub(r"\[\^([\w-]+)\]", lambda match: f"\0{names[match[1]]}\0", text.strip()).replace("\0 \0", "; ")
    text = re.sub("\0(.*?)\0", r"(\1)", text)
    return text.replace("](../help.md", f"]({course.config.address}help/")


def test_gift_of_our_course_is_read_with_nothing_lost() -> None:
    course, _ = load(ROOT)
    text, left = gift(course)
    found = read_gift(text)
    lessons = {lesson.id: lesson for lesson in course.lessons}
    assert [one["title"] for one in found if one["type"] == "Category"] == [
        f"{course.config.name}/{course.module_titles[lesson.module]}/{lesson.title}" for lesson in course.lessons
    ]
    models = {model.anchor: model.title for model in course.registries[MODELS]}
    questions = {
        question.id: (lessons[quiz.lesson], question) for quiz in course.quizzes for question in quiz.questions
    }
    read = [one for one in found if one["type"] != "Category"]
    assert sorted(one["id"] for one in read) == sorted(questions)
    for one in read:
        lesson, question = questions[one["id"]]
        assert one["title"] == one["id"]
        assert one["tags"] == [question.objective, question.concept]
        prompt = readable(question.prompt, course) + (
            "\n\nGive each a number: 1 comes first." if question.type == "order" else ""
        )
        assert one["stem"] == {"format": "markdown", "text": prompt}
        assert answers(one) == written(question, course)
        whole = one["globalFeedback"]["text"]
        if question.type in ("order", "match"):
            for option in question.options:
                assert f": {readable(option.feedback, course)}\n" in whole
        passage = lesson.anchors[question.reread] or models[question.reread]
        assert (
            f"{readable(question.explanation, course)}\n\nRead again: [{passage}]({course.config.address}".lstrip()
            in whole
        )
        assert f"/{lesson.id}/#{question.reread})" in whole
        for citation in question.citations:
            source = next(source for source in course.sources if source.id == citation.id)
            link = source.csl.get("DOI") or source.csl.get("URL", "")
            assert (
                link.replace("(", "%28").replace(")", "%29") in whole
                and source.csl["title"][:20].replace("[", "\\[") in whole
            )
    assert {what: sum(found.values()) for what, found in left.noted.items()} == {
        "hints": sum(len(question.hints) for _, question in questions.values()),
        "asking how sure the reader is": sum(question.confidence for _, question in questions.values()),
        "putting in order (each item is to be matched with its number)": sum(
            question.type == "order" for _, question in questions.values()
        ),
    }


def answers(read: dict) -> object:
    """The answers of a question as gift-pegjs gives them: text, weight and feedback of each."""
    if read["type"] == "MC":
        return [
            (one["text"]["text"], 100 if one["isCorrect"] else one["weight"] or 0, one["feedback"]["text"])
            for one in read["choices"]
        ]
    if read["type"] == "Matching":
        return [(pair["subquestion"]["text"], pair["subanswer"]) for pair in read["matchPairs"]]
    # gift-pegjs calls the first feedback that of "true"; in GIFT it is that of the wrong answer.
    return read["isTrue"], read["trueFeedback"]["text"], read["falseFeedback"]["text"]


def written(question: Question, course: Course) -> object:
    """The same of the question as its author wrote it."""
    right = sum(option.correct for option in question.options)
    wrong = len(question.options) - right
    match question.type:
        case "single":
            return [
                (readable(option.text, course), 100 * option.correct, readable(option.feedback, course))
                for option in question.options
            ]
        case "multiple":
            weights = [100 / right if option.correct else -100 / wrong for option in question.options]
            return [
                (readable(option.text, course), pytest.approx(weight, abs=1e-5), readable(option.feedback, course))
                for option, weight in zip(question.options, weights, strict=True)
            ]
        case "true-false":
            true, false = question.options
            first, second = (false, true) if true.correct else (true, false)
            return true.correct, readable(first.feedback, course), readable(second.feedback, course)
        case _:
            return [
                (readable(option.text, course), option.match or str(n))
                for n, option in enumerate(question.options, start=1)
            ]


def test_gift_with_signs_that_mean_something_there(tmp_path: Path) -> None:
    """What stands in the file is in tests/golden/gift/signs.txt; this is what a reader makes of it."""
    course, _ = load(lay_out(tmp_path, SIGNS))
    text, left = gift(course)
    category, signs, all_fit, so, pairs = read_gift(text)
    assert category["title"] == "Signs//and slashes/A module/On {signs}: a//b"
    assert (
        signs["stem"]["text"]
        == "Which of {these} ~ is = 1: 100 %, \\# or `a\\\\b`?\n\nA second paragraph, in two lines. &amp;&058; && so on."
    )
    assert answers(signs) == [
        ("= 1 # not a comment", 100, "//no comment, C:\\new \\~ {x} ####"),
        ("~%50%weight", 0, "[html]<b>no format</b> (Doe and van den Berg 2019; An article for everyone 2020)"),
        ("%50%weight", 0, "[plain] text"),
        (
            "[a page](https://example.org/a_course/#top) and [another](https://example.org/x_%28y%29?a=b#c)",
            0,
            "See [this part](https://example.org/a_course/module/lesson/#key-points), a picture and `[not](a.link)`.",
        ),
        ("1\\. no list", 0, "\\# no heading"),
        ("\\- no list", 0, "\\> no quotation"),
        ("\\[no definition]: of a link", 0, "\\*[no]: definition of a word"),
    ]
    assert all_fit["stem"]["text"] == "::Which fit::"
    assert answers(all_fit) == [("A", 33.33333, "a"), ("TRUE", 33.33333, "b"), ("C", 33.33333, "c")]
    assert so["stem"]["text"] == "{}"
    assert answers(so) == (True, "=no", "\\#1 # 2")
    assert answers(pairs) == [("a -&gt; b = c", "c -> d: {e}"), ("[x] ~", "*plain*\\n # =")]
    assert "- [x] ~ – \\*plain\\*\\\\n # =: no-break\u00a0space\n" in pairs["globalFeedback"]["text"]
    assert left.lines() == ["pictures (what they show is told): 1 question (signs-in-texts)"]


def test_the_table_is_read_with_nothing_lost() -> None:
    course, _ = load(ROOT)
    text, left = table(course)
    assert not left.noted
    rows = list(csv.DictReader(io.StringIO(text.encode().decode("utf-8-sig"), newline=""), strict=True))
    options = [
        (question, option)
        for lesson in course.lessons
        for quiz in course.quizzes
        if quiz.id == lesson.id
        for question in quiz.questions
        for option in question.options
    ]
    assert len(rows) == len(options)
    for row, (question, option) in zip(rows, options, strict=True):
        assert (row["question"], row["type"]) == (question.id, question.type)
        assert row["prompt"] == readable(question.prompt, course)
        assert row["option"].casefold() == readable(option.text, course).casefold()
        assert row["feedback"] == readable(option.feedback, course)
        assert row["fits"] == ("yes" if option.correct else "no")
        assert row["hints"] == "\n".join(question.hints)
        assert row["explanation"] == readable(question.explanation, course)
        assert row["address"].endswith(f"/#{question.reread}") and row["address"].startswith(course.config.address)
        assert len(row["sources"].split("\n")) == len({citation.id for citation in question.citations})


def test_what_is_written_and_what_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    root = lay_out(tmp_path / "course", {})
    monkeypatch.chdir(tmp_path)
    left = [
        "Left out: hints: 2, of 1 question (one-or-other)",
        "Left out: asking how sure the reader is: 1 question (one-or-other)",
        "Left out: links to pages of the course (mkdocs.yml names no site_url): 1 question (is-it-so)",
        "Left out: putting in order (each item is to be matched with its number): 1 question (what-order)",
    ]
    assert cli.main(["export", "gift", "--root", str(root)]) == 0
    out, err = capfdbinary.readouterr()
    assert (out.decode().splitlines(), err.decode().splitlines()) == (
        [f"{Path('export/questions.gift')}: 5 questions"],
        left,
    )
    file = Path("export/questions.gift").read_bytes()
    assert cli.main(["export", "gift", "--root", str(root), "--out", "-"]) == 0
    assert capfdbinary.readouterr().out == file == sections(GOLDEN / "gift/every-type.txt")["gift"].encode()
    assert cli.main(["export", "csv", "--root", str(root), "--out", "a/b.csv", "--lesson", "lesson"]) == 0
    assert Path("a/b.csv").read_bytes().startswith(b"\xef\xbb\xbflesson,module,")
    assert Omissions().lines() == []


def test_names_of_many_questions() -> None:
    left = Omissions()
    for name in "abcdef":
        left.note("hints", name)
    left.note("pictures", "a", 0)
    assert left.lines(most=5) == ["hints: 6 questions (a, b, c, d, e, …)"]
    assert left.lines() == ["hints: 6 questions (a, b, c, d, e, f)"]
