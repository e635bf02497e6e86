"""What is said about an answer: in words, about what was chosen and what was missed, with the way back to the passage."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browser.reader import RIGHT, WRONG, Question, answer_all, stored

MILD = "Fits: Water that has cooled a little. It keeps the tea mild.2"
LEAVES, WATER, SALT, FLOUR = (
    "Fits: Leaves. Without leaves it is hot water.2",
    "Fits: Water. Without water it is a herb.",
    "Does not fit: Salt. Some do, most do not.",
    "Does not fit: Flour. That makes a sauce.",
)
ICE, TWO = (
    "Does not fit: Ice. Ice tea is brewed hot first.",
    "Does not fit: True. They look so different that many think so.3",
)
DRINK = "Drink. Mind your tongue."
BLACK, GREEN, COLD = (
    "Black tea – water that has just boiled: It can take the heat.2",
    "Green tea – water that has cooled: It stays mild.",
    "Cold brew – water from the fridge: It takes a night.",
)


RESULTS = {
    "boil": [
        (
            RIGHT["boil"],
            "Right.",
            [MILD],
            ["Boiling water |  | ", "Water that has cooled a little | x | Your choice: fits", "Ice |  | "],
        ),
        (
            *(
                ["Ice"],
                "Not quite.",
                [MILD, ICE],
                [
                    "Boiling water |  | ",
                    "Water that has cooled a little |  | This one fits",
                    "Ice | x | Your choice: does not fit",
                ],
            ),
            *(
                [ICE],
                ["Boiling water |  | ", "Water that has cooled a little |  | ", "Ice | x | Your choice: does not fit"],
            ),
        ),
    ],
    "leaf": [
        (["False"], "Right.", ["Fits: False. One plant gives both.3"], ["True |  | ", "False | x | Your choice: fits"]),
        (
            *(["True"], "Not quite.", [TWO, "Fits: False. One plant gives both.3"]),
            ["True | x | Your choice: does not fit", "False |  | This one fits"],
            *([TWO], ["True | x | Your choice: does not fit", "False |  | "]),
        ),
    ],
    "helpers": [
        (
            *(["Leaves", "Water"], "Right.", [LEAVES, WATER]),
            ["Leaves | x | Your choice: fits", "Water | x | Your choice: fits", "Salt |  | ", "Flour |  | "],
        ),
        (
            *(["Leaves"], "Not quite. You found 1 of the 2 that fit.", [LEAVES, WATER]),
            ["Leaves | x | Your choice: fits", "Water |  | This one fits", "Salt |  | ", "Flour |  | "],
            *([LEAVES], ["Leaves | x | Your choice: fits", "Water |  | ", "Salt |  | ", "Flour |  | "]),
        ),
        (
            *(
                ["Leaves", "Salt"],
                "Not quite. You found 1 of the 2 that fit. 1 of your choices does not fit.",
                [LEAVES, WATER, SALT],
            ),
            [
                "Leaves | x | Your choice: fits",
                "Water |  | This one fits",
                "Salt | x | Your choice: does not fit",
                "Flour |  | ",
            ],
            *(
                [LEAVES, SALT],
                [
                    "Leaves | x | Your choice: fits",
                    "Water |  | ",
                    "Salt | x | Your choice: does not fit",
                    "Flour |  | ",
                ],
            ),
        ),
        (
            *(
                ["Salt", "Flour"],
                "Not quite. You found 0 of the 2 that fit. 2 of your choices do not fit.",
                [LEAVES, WATER, SALT, FLOUR],
            ),
            ["Leaves |  | This one fits", "Water |  | This one fits"]
            + ["Salt | x | Your choice: does not fit", "Flour | x | Your choice: does not fit"],
            *(
                [SALT, FLOUR],
                [
                    "Leaves |  | ",
                    "Water |  | ",
                    "Salt | x | Your choice: does not fit",
                    "Flour | x | Your choice: does not fit",
                ],
            ),
        ),
    ],
    "steps": [
        (
            *(["2", "3", "1"], "Right."),
            ["Boil the water. All else needs it.2", "Pour it over the leaves. Now the tea draws.", DRINK],
            [
                "Pour it over the leaves. | 2 | In its place",
                "Drink. | 3 | In its place",
                "Boil the water. | 1 | In its place",
            ],
        ),
        (
            *(["2", "1", "1"], "Not quite. 2 of 3 stand in their place.", [DRINK]),
            [
                "Pour it over the leaves. | 2 | In its place",
                "Drink. | 1 | Belongs in another place",
                "Boil the water. | 1 | In its place",
            ],
            *([DRINK], None),
        ),
    ],
    "pairs": [
        (
            *(RIGHT["pairs"], "Right."),
            [BLACK, GREEN, COLD],
            ["Black tea | water that has just boiled | Fits", "Green tea | water that has cooled | Fits"]
            + ["Cold brew | water from the fridge | Fits"],
        ),
        (
            *(["water that has just boiled"] * 3, "Not quite. 1 of 3 pairs fit."),
            [GREEN, COLD],
            ["Black tea | water that has just boiled | Fits", "Green tea | water that has just boiled | Does not fit"]
            + ["Cold brew | water that has just boiled | Does not fit"],
            *(["Green tea: It stays mild.", "Cold brew: It takes a night."], None),
        ),
    ],
}
"""For each question: answers, and what is then said: the verdict, the feedback, and each label with what is chosen and its mark. Of what does
not agree also the feedback and the labels after the first try, which give nothing away (None: the same labels)."""


WRONG_RESULTS = [(id, *result) for id, results in RESULTS.items() for result in results if len(result) > 4]


@pytest.mark.parametrize("result", WRONG_RESULTS, ids=lambda result: f"{result[0]}: {', '.join(result[1])}")
def test_an_answer_that_does_not_agree(tea: Page, result: tuple) -> None:
    """At first it is said why it does not fit, with the way back, and nothing of what fits; then the whole answer, when it is asked for."""
    id, answers, verdict, feedback, labels, first, first_labels = result
    question = Question(tea, id).answer(*answers)
    for shown, marked, whole in ((first, first_labels or labels, False), (feedback, labels, True)):
        expect(question.verdict).to_have_text(verdict)
        expect(question.feedback).to_have_text(shown)
        assert question.marked == marked
        expect(question.status.get_by_text("Hot water draws out what tastes bitter.2")).to_have_count(
            int(id == "boil" and whole)
        )
        expect_way_back(tea, question)
        expect(question.again).to_be_visible()
        if not whole:
            question.whole.click()
            expect(question.again).to_be_focused()
    expect(question.whole).to_be_hidden()


@pytest.mark.parametrize("id", RESULTS)
def test_an_answer_that_agrees(tea: Page, id: str) -> None:
    answers, verdict, feedback, labels = RESULTS[id][0]
    question = Question(tea, id).answer(*answers)
    expect(question.verdict).to_have_text(verdict)
    expect(question.feedback).to_have_text(feedback)
    assert question.marked == labels
    expect(question.status.get_by_text("Hot water draws out what tastes bitter.2")).to_have_count(int(id == "boil"))
    expect(question.status.locator("p", has_text="Read again:")).to_have_count(0)
    expect(question.whole).to_be_hidden()


def expect_way_back(tea: Page, question: Question) -> None:
    anchor, heading = (
        ("from-leaf-to-cup", "From leaf to cup") if question.id in ("leaf", "helpers") else ("hot-water", "Hot water")
    )
    reread = question.status.locator("p", has_text="Read again:")
    expect(reread).to_have_text(f"Read again: {heading}")
    reread.get_by_role("link", name=heading, exact=True).click()
    expect(tea).to_have_url(re.compile(f"#{anchor}$"))
    expect(tea.locator(f"#{anchor}")).to_be_in_viewport()


@pytest.mark.parametrize("id", WRONG)
def test_a_second_try_that_does_not_agree_is_shown_the_whole_answer(tea: Page, id: str) -> None:
    question = Question(tea, id).answer(*WRONG[id])
    question.check.click()  # as it stands, this is no second try
    expect(question.whole).to_be_visible()
    question.again.click()
    expect(question.status).to_be_empty()
    expect(question.whole).to_be_hidden()
    question.answer(*WRONG[id])
    expect(question.verdict).to_contain_text("Not quite.")
    expect(question.whole).to_be_hidden()
    expect(question.again).to_be_visible()
    if id in ("boil", "leaf", "helpers"):
        expect(question.labels.get_by_text("This one fits")).to_have_count(2 if id == "helpers" else 1)


def test_another_choice_is_a_second_try(tea: Page) -> None:
    boil = Question(tea, "boil").answer("Ice")
    boil.answer("Boiling water")
    expect(boil.feedback).to_have_text(["Does not fit: Boiling water. Many do it so, and it turns bitter.3", MILD])
    expect(boil.whole).to_be_hidden()


def test_the_first_try_at_an_order_does_not_number_what_it_says(tea: Page) -> None:
    steps = Question(tea, "steps").answer("3", "2", "1")
    expect(steps.feedback).to_have_text(["Pour it over the leaves. Now the tea draws.", "Drink. Mind your tongue."])
    expect(steps.status.locator("ol")).to_have_count(0)
    assert steps.feedback.evaluate_all("items => items.map(item => item.value)") == [0, 0]


def test_feedback_is_numbered_as_the_steps_are(tea: Page) -> None:
    steps = Question(tea, "steps").answer("3", "2", "1")
    steps.whole.click()
    expect(steps.feedback).to_have_text(["Pour it over the leaves. Now the tea draws.", "Drink. Mind your tongue."])
    assert steps.feedback.evaluate_all("items => items.map(item => item.value)") == [2, 3]


def test_a_citation_in_feedback_leads_to_its_source(tea: Page) -> None:
    Question(tea, "leaf").answer("False").status.get_by_role("link", name="3").click()
    expect(tea).to_have_url(re.compile("#fn:jones-2015$"))
    expect(tea.locator("[id='fn:jones-2015']")).to_contain_text("Jones B. One plant. Leaf Press; 2015.")


def test_summary_counts_and_names_passages(tea: Page) -> None:
    """It stands once, after the last quiz, and speaks of the whole page."""
    first, last = tea.locator(".pq-summary").all()
    expect(last).to_have_text("You have not checked any of the 5 questions on this page yet.")

    Question(tea, "leaf").answer("True")
    Question(tea, "helpers").answer(*WRONG["helpers"])
    Question(tea, "steps").answer(*RIGHT["steps"])
    expect(last.locator("p")).to_have_text(["1 of 5 answers agree with the sources so far.", "Passages to read again:"])
    expect(last.get_by_role("link")).to_have_text(["From leaf to cup"])

    answer_all(tea, RIGHT)
    expect(last).to_have_text("All 5 answers agree with the sources.")
    expect(first).to_be_empty()


def test_never_a_percentage_and_never_shame(tea: Page) -> None:
    for answers in (WRONG, RIGHT):
        answer_all(tea, answers)
        shown = " ".join(tea.locator(".pain-quiz").all_inner_texts()).lower()
        for word in (
            "%",
            "percent",
            "score",
            "points",
            "wrong",
            "incorrect",
            "fail",
            "mistake",
            "well done",
            "congratulations",
        ):
            assert word not in shown


def test_try_again_is_always_there_and_costs_nothing(tea: Page) -> None:
    leaf = Question(tea, "leaf")
    for _ in range(3):
        leaf.answer("True")
        expect(leaf.verdict).to_have_text("Not quite.")
        leaf.again.click()
        expect(leaf.again).to_be_hidden()
    leaf.answer("False")
    expect(leaf.verdict).to_have_text("Right.")
    expect(leaf.root.locator(":disabled")).to_have_count(0)


def test_the_answer_can_be_read_without_answering(tea: Page) -> None:
    """In its place, with everything that is known about it; choosing is then still open."""
    boil = Question(tea, "boil")
    boil.root.get_by_role("link", name="Answer to question 1").click()
    expect(boil.feedback).to_have_text(
        [
            "Does not fit: Boiling water. Many do it so, and it turns bitter.3",
            MILD,
            "Does not fit: Ice. Ice tea is brewed hot first.",
        ]
    )
    expect(boil.status.get_by_text("Hot water draws out what tastes bitter.2")).to_be_visible()
    expect(boil.status.get_by_role("link", name="Hot water")).to_be_visible()
    assert tea.url.partition("#")[2] == ""
    assert stored(tea) is None
    boil.answer("Ice")
    expect(boil.verdict).to_have_text("Not quite.")
    expect(boil.feedback).to_have_text([MILD, ICE])  # nothing is left to give away


def test_the_offer_to_delete_stands_once_at_the_end(tea: Page) -> None:
    expect(tea.locator(".pain-quiz")).to_have_count(2)
    expect(tea.locator(".pq-delete >> visible=true")).to_have_count(1)
    expect(tea.locator(".pain-quiz").last.locator(".pq-delete")).to_be_visible()
