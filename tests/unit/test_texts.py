"""The visitor of all texts of a course."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import COURSE, TESTS, lay_out

from pain_ed.course.files import line_reader
from pain_ed.course.load import load
from pain_ed.course.texts import holding, question_texts, texts

FILES = {
    "docs/reflection.yml": """statements:
  - {id: one, text: I know what bread is.}
  - {id: two, text: I can bake it.}
  - {id: three, text: I like it.}
  - {id: four, text: I eat it.}
""",
    "docs/glossary.yml": """terms:
  - {term: point, definition: What stands in a list.}
""",
}


@pytest.mark.parametrize("course", [COURSE, TESTS / "bread"], ids=["small", "bread"])
def test_each_text_stands_where_it_says(course: Path) -> None:
    """Any text but a page's is known by the start of its entry, a few lines above at most."""
    read = load(course)[0]
    lines = line_reader(course)
    for text in texts(read):
        where = text.at(0)
        first = text.written.split("\n")[0]
        assert first[:20] in "\n".join(lines(where.file)[where.line - 1 :][:4]), text
        assert text.markdown <= bool(text.file), "what may hold a link knows its page"


def test_the_texts_of_a_wing_are_visited_too(tmp_path: Path) -> None:
    course = load(lay_out(tmp_path, FILES))[0]
    roles = [text.role for text in texts(course)]
    assert roles.count("definition") == 1
    assert roles.count("statement") == 4
    assert [text.refused for text in texts(course) if text.role == "statement"] == [True] * 4


def test_a_part_is_found_however_it_is_broken_and_stressed(tmp_path: Path) -> None:
    course = load(lay_out(tmp_path, FILES | {"docs/index.md": "# Home\n\nWhat *Bread\nIs* made of.\n"}))[0]
    assert [text.role for text in texts(course, holding(["bread is made"]))] == ["page"]
    assert [text.role for text in texts(course, holding(["bread is"]))] == ["page", "statement"]


@pytest.mark.parametrize("course", [COURSE, TESTS / "bread"], ids=["small", "bread"])
def test_a_question_is_looked_for_in_all_its_texts(course: Path) -> None:
    """`Question.whole` decides whether a question is visited at all."""
    for quiz in load(course)[0].quizzes:
        for question in quiz.questions:
            whole = question.whole.split("\n")
            assert all(line in whole for text in question_texts(question) for line in text.written.split("\n"))
