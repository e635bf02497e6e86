"""A course changes under its readers: what still stands is kept, at the right question, and what does not is said."""

from __future__ import annotations

from pathlib import Path

from conftest import Sites
from playwright.sync_api import Page, expect

from browser.conftest import edited
from browser.reader import RIGHT, TEA, WRONG, Question, answer_all

INSERTED = """questions:
  - id: cup
    type: true-false
    objective: brew
    reread: "#hot-water"
    prompt: Tea is drunk from a cup.
    answer: true
    feedback_true: Or from a bowl. [^jones-2015]
    feedback_false: From a bowl, then. [^jones-2015]
"""
LEAVES = '      - {text: Leaves, correct: true, feedback: "Without leaves it is hot water. [^smith-2010]"}\n'
SALT = '      - {text: Salt, feedback: "Some do, most do not."}\n'


def test_edit_then_reload(page: Page, sites: Sites, tmp_path: Path) -> None:
    course = tmp_path / "course"
    page.goto(sites.url(sites.build(edited(course), "edited")) + TEA)
    answer_all(page, RIGHT | {"helpers": WRONG["helpers"]})
    expect(Question(page, "boil").root.locator("legend").first).to_contain_text("1.")

    edited(
        course,
        ("quizzes/tea.yml", "questions:\n", INSERTED),
        ("docs/kitchen/tea.md", "[boil, leaf]", "[cup, boil, leaf]"),
        ("quizzes/tea.yml", "come from two plants", "come from one plant"),
        ("quizzes/tea.yml", "answer: false", "answer: true"),
        ("quizzes/tea.yml", LEAVES, ""),  # the options change places,
        ("quizzes/tea.yml", SALT, SALT + LEAVES),
        ("quizzes/tea.yml", "Some do, most do not.", "Try it once."),  # and a feedback is mended
    )
    sites.build(course / "mkdocs.yml", "edited")
    page.reload()

    cup, boil, leaf, helpers = (Question(page, id) for id in ("cup", "boil", "leaf", "helpers"))
    expect(cup.status).to_be_empty()
    expect(boil.root.locator("legend").first).to_contain_text("2.")
    expect(boil.verdict).to_have_text("Right.")
    assert boil.marked[1] == "Water that has cooled a little | x | Your choice: fits"
    expect(leaf.status).to_have_text("This question has changed since you answered it.")
    assert leaf.marked == ["True |  | ", "False |  | "]
    expect(helpers.verdict).to_contain_text("You found 0 of the 2 that fit.")
    expect(helpers.feedback.filter(has_text="Try it once.")).to_have_count(1)
    assert helpers.marked[1] == "Salt | x | Your choice: does not fit"
    for id in ("steps", "pairs"):
        expect(Question(page, id).verdict).to_have_text("Right.")
    expect(page.get_by_text("3 of 6 answers agree with the sources so far.")).to_be_visible()

    leaf.answer("True")
    expect(leaf.verdict).to_have_text("Right.")
    page.reload()
    expect(leaf.verdict).to_have_text("Right.")
