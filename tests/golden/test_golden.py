"""What authors and readers see, letter by letter. The cases stand beside this file; `--update-golden` writes them anew."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, indent, tostring

import pytest
from conftest import WITHOUT, cases, lay_out, sections
from markdown import Markdown

from pain_ed.check.judge import judge
from pain_ed.course.files import line_reader
from pain_ed.course.load import load
from pain_ed.course.pages import read_lesson, read_page
from pain_ed.diagnostics import examples as rules
from pain_ed.diagnostics import reports
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Problem, has_errors
from pain_ed.formats.files import FORMATS
from pain_ed.formats.quiz import read_quiz
from pain_ed.i18n.messages import catalogue
from pain_ed.page.inline import Inline
from pain_ed.page.questions import answer, fill_form

TODAY = datetime.date(2026, 11, 21)


@cases("check")
def test_check(golden: Path, tmp_path: Path, compare) -> None:
    """A change to the small course, and the exact report. A case that is sound is called `…-fine`, one with advice only `…-warning`."""
    changes, _ = rules.variants(sections(golden))
    root = lay_out(tmp_path, changes)
    problems = judged(root)
    compare(golden, "report", reports.text(problems, line_reader(root)))
    if golden.parent == rules.FOLDER:
        assert {problem.code.value for problem in problems} == {golden.stem}, (
            "an example breaks its own rule, and no other"
        )
    else:
        assert has_errors(problems) is not golden.stem.endswith(("-fine", "-warning"))


def judged(root: Path) -> list[Problem]:
    course, problems = load(root)
    return problems + judge(course, today=TODAY)


@pytest.mark.parametrize("code", Code, ids=lambda code: code.value)
def test_the_mended_example_is_sound(code: Code, tmp_path: Path) -> None:
    """Each rule has an example, but for those that no text can break (tests/unit shows them); as it should read, nothing is wrong."""
    file = rules.FOLDER / f"{code.value}.txt"
    if file.exists() and any(sign in file.read_text("utf-8") for sign in WITHOUT):
        return  # of a wing that is not there
    shown = rules.example(code)
    assert (shown is None) is (code in (Code.NOT_UTF8, Code.TOO_LARGE, Code.SYMLINK))
    if shown:
        _, good = rules.variants(rules.sections((rules.FOLDER / f"{code.value}.txt").read_text(encoding="utf-8")))
        root = lay_out(tmp_path, good)
        assert reports.text(judged(root), line_reader(root)) == "No problems.\n"


@cases("parse")
def test_parse(golden: Path, compare) -> None:
    """One file's text, and the model and problems it gives."""
    ((name, text), *_) = sections(golden).items()
    readers = {f"docs/{kind}.yml": format.read for kind, format in FORMATS.items()} | {"docs/page.md": read_page}
    parser = readers.get(name, read_lesson if name.startswith("docs/") else read_quiz)
    parsed = parser(text, name)
    model = (
        dataclasses.asdict(parsed)["value"]
        if not isinstance(parsed.value, tuple)
        else [dataclasses.asdict(v) for v in parsed.value]
    )
    out = json.dumps(_compact(model), indent=1, ensure_ascii=False) + "\n"
    compare(golden, "model", out + "".join(f"{p.location}: {p.message} [{p.code.value}]\n" for p in parsed.problems))


def _compact(value: object) -> object:
    """Places as line:column, so that a golden file can be read."""
    if isinstance(value, dict):
        if value.keys() == {"file", "line", "column"}:
            return f"{value['line']}:{value['column']}"
        return {key: _compact(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, frozenset)):
        return [_compact(item) for item in (sorted(value) if isinstance(value, frozenset) else value)]
    return value


@cases("render")
def test_render(golden: Path, compare) -> None:
    """A quiz file, and its form and answers; inline Markdown is shown as it was written."""

    class Written(Inline):
        def html(self, text: str, *, sources_last: bool = False) -> str:
            return f"<i>{escape(text)}</i>" if text else ""

    quiz = read_quiz(sections(golden)["quizzes/q.yml"], "quizzes/q.yml").value
    inline, page, form = Written(Markdown(), {}, set()), Element("page"), Element("form")
    page.append(form)
    fill_form(form, enumerate(quiz.questions, start=1), catalogue(), inline)
    form.set("data-words", "…")  # the catalogue
    for number, question in enumerate(quiz.questions, start=1):
        inline.place(page, answer(question, number, catalogue(), inline))
    elements = fromstring(inline.restore(tostring(page, encoding="unicode")))
    for element in elements:
        element.tail = None
        indent(element)
    compare(
        golden, "html", "".join(tostring(element, encoding="unicode", method="html") + "\n" for element in elements)
    )


@cases("extension")
def test_extension(golden: Path, tmp_path: Path, compare) -> None:
    """A page over the small course, and its HTML."""
    changes = sections(golden)
    changes.pop("html", None)
    page = changes.pop("page")
    root = lay_out(tmp_path, changes)
    md = Markdown(
        extensions=["toc", "attr_list", "md_in_html", "pymdownx.superfences", "pain_ed"],
        extension_configs={"pain_ed": {"root": str(root)}},
    )
    # What is handed to scripts is the catalogue of words.py, and numbers that have tests of their own.
    html = re.sub(r'(data-(?:\w+-)?words|data-series)="[^"]+"', r'\1="…"', md.convert(page))
    compare(golden, "html", html + "\n")
