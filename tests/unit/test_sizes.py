"""What a lesson measures, and the table of `pain-ed measure`. The advice on it stands in tests/golden/check."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import lay_out

from pain_ed.check.sizes import Sizes, sizes
from pain_ed.cli import main
from pain_ed.course.load import load

POINTS = "docs/module/lesson.md: The one is not the other. [^doc-2020] [^study-2019]"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 {}"><title>A</title><desc>A dot.</desc></svg>'
BUDGETS = """\
site_name: A small course
theme: {{name: material, language: {}}}
extra:
  course:
    budgets:
      module: {{words: 20, screens: null, before: 40, negations: 40}}
"""


def measured(folder: Path, changes: dict[str, str]) -> Sizes:
    """What the one lesson of the small course measures, changed."""
    return next(size for _, size in sizes(load(lay_out(folder, changes))[0]))


def test_what_is_in_sight_counts(tmp_path: Path) -> None:
    text = """\
Two words.[^doc-2020] [^study-2019]

| One | [^study-2019] [^own] [^doc-2020] |
| --- | --- |

![A picture has none](../assets/dot.svg)

/// caption
Three more words.[^doc-2020] [^study-2019]
///

??? note "Not these"

    Nor these, they are in a fold.[^study-2019]

- One-two, three – 4. [A link](lesson.md).[^study-2019]

[^own]: Own.
"""
    size = measured(tmp_path, {POINTS: text, "docs/assets/dot.svg": PICTURE.format(50)})
    # Headings 5, two words, one, three, five, the point 2, and the footnote of the lesson's own 1.
    assert size.words == 19
    # One a paragraph and an item (3), each number in the row (2) and in the caption (2): 7 of 19 words.
    assert size.marks == 36.8


def test_screens_are_those_of_the_formula(tmp_path: Path) -> None:
    """500 for the head, 110 a heading, 4.8 a word, a picture 358 wide: all before the first question."""
    before = measured(tmp_path / "a", {})
    assert before.screens == round((500 + 110 + 8 * 4.8) / 800, 1)
    text = "Seven words stand here on the page.\n\n![A picture](../assets/dot.svg)\n"
    after = measured(tmp_path / "b", {POINTS: text, "docs/assets/dot.svg": PICTURE.format(150)})
    assert after.screens == round((500 + 110 + 9 * 4.8 + 358 * 1.5) / 800, 1)
    # The questions, the answers, the sources and the rest of the page.
    assert before.to_end == round((500 + 110 + 8 * 4.8 + 5 * 650 + 5 * 150 + 2 * 196 + 1400) / 800, 1)


def test_what_is_folded_is_no_screen(tmp_path: Path) -> None:
    fold = {"docs/module/lesson.md: what-order, what-pairs]": "what-order, what-pairs]\n    fold: true"}
    assert measured(tmp_path / "a", {}).to_end - measured(tmp_path / "b", fold).to_end == pytest.approx(
        4 * 650 / 800, abs=0.1
    )


@pytest.mark.parametrize(
    ("language", "text", "nots", "before"),
    [
        ("en", "It is so. It is not. Nobody knows it.\n\n## Today: a walk\n\nGo.", 40, 55),
        ("de", "Es ist so. Es ist nicht so. Keiner weiß es.\n\n## Heute: gehen\n\nGeh.", 40, 60),
        ("en", "## What to do\n\nIt is a knot.", 0, None),
    ],
)
def test_words_of_the_language(tmp_path: Path, language: str, text: str, nots: int, before: int | None) -> None:
    size = measured(tmp_path, {"mkdocs.yml": BUDGETS.format(language), POINTS: text})
    assert (size.negations, size.before) == (nots, before)
    assert (size.grade is None) is (language == "de")


def test_a_course_says_what_is_looked_for(tmp_path: Path) -> None:
    own = 'plugins: [search]\nmarkdown_extensions:\n  - pain_ed:\n      words:\n        "measure:negations": ""\n        "measure:thing-to-do": "What comes"\n'
    size = measured(tmp_path, {"mkdocs.yml": own})
    assert (size.negations, size.before) == (0, 62)


def test_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = lay_out(
        tmp_path, {"mkdocs.yml": BUDGETS.format("en"), POINTS: "It is not so. It is.\n\n## Today\n\nGo on. No.\n"}
    )
    assert main(["measure", "--root", str(root)]) == 0
    assert capsys.readouterr() == (
        """\
                        words  screens  to end  marks  negations  before  feedback  longest  grade

module
  at most                  20        -       -      -         40      40        15       25      -
  lesson                   17      1.0     8.2    5.9         40      47*      2.4        4   -2.9

*          over its budget
words      in sight: outside folds, questions and models
screens    of a phone (390 x 800) up to the first question, estimated
to end     the same to the end of the page, with all folds closed
marks      of sources, in 100 words in sight
negations  sentences in sight, in 100, with one of: not, cannot, no, never, nobody
before     words in 100 before the thing to do; its heading begins with: today, try this
feedback   words in the feedback of a question, on average
longest    words in the longest feedback
grade      US school grade (Flesch-Kincaid), for English alone
""",
        "",
    )


def test_what_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = lay_out(tmp_path, {"quizzes/lesson.yml": "lesson: [\n"})
    assert main(["measure", "--root", str(root)]) == 1
    out, error = capsys.readouterr()
    assert "\n  lesson " in out
    assert error == "pain-ed: 1 error in the course. 'pain-ed check' says how to mend each.\n"
