"""What a screen reader is told."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser.reader import RIGHT, Question, answer_all, snapshot

BEFORE = """\
- group "3. What does a pot of tea need? Choose all that fit.":
  - text: 3. What does a pot of tea need? Choose all that fit.
  - checkbox "Leaves"
  - text: Leaves
  - checkbox "Water"
  - text: Water
  - checkbox "Salt"
  - text: Salt
  - checkbox "Flour"
  - text: Flour
  - status
  - paragraph:
    - button "Check"
    - link "Answer to question 3":
      - /url: #answer-helpers"""

AFTER = """\
- group "3. What does a pot of tea need? Choose all that fit.":
  - text: 3. What does a pot of tea need? Choose all that fit.
  - 'checkbox "Leaves Your choice: fits" [checked]'
  - text: "Leaves Your choice: fits"
  - checkbox "Water"
  - text: Water
  - 'checkbox "Salt Your choice: does not fit" [checked]'
  - text: "Salt Your choice: does not fit"
  - checkbox "Flour"
  - text: Flour
  - status:
    - paragraph:
      - strong: Not quite.
      - text: You found 1 of the 2 that fit. 1 of your choices does not fit.
    - list:
      - listitem:
        - text: "Fits: Leaves. Without leaves it is hot water."
        - superscript:
          - link "2":
            - /url: #fn:smith-2010
      - listitem: "Does not fit: Salt. Some do, most do not."
    - paragraph:
      - text: "Read again:"
      - link "From leaf to cup":
        - /url: #from-leaf-to-cup
  - paragraph:
    - button "Check"
    - button "Try again"
    - button "Show me"
    - link "Answer to question 3":
      - /url: #answer-helpers"""

WHOLE = (
    AFTER.replace(
        '  - checkbox "Water"\n  - text: Water\n', '  - checkbox "Water This one fits"\n  - text: Water This one fits\n'
    )
    .replace(
        '      - listitem: "Does not',
        '      - listitem: "Fits: Water. Without water it is a herb."\n      - listitem: "Does not',
    )
    .replace('    - button "Show me"\n', "")
)

# Notes in which order results get their content and their role.
WATCH = """
    window.told = [];
    new MutationObserver((records) => {
        for (const { target, type, oldValue } of records) {
            const id = target.closest?.(".pq-question")?.id;
            if (id && target.matches(".pq-result")) told.push(`${id} ${type} ${oldValue}`);
        }
    }).observe(document, { subtree: true, childList: true, attributeOldValue: true, attributeFilter: ["role", "aria-live"] });
"""


def test_a_question_before_and_after(tea: Page) -> None:
    helpers = Question(tea, "helpers")
    assert snapshot(helpers.root) == BEFORE
    helpers.answer("Leaves", "Salt")
    assert snapshot(helpers.root) == AFTER
    helpers.whole.click()
    assert snapshot(helpers.root) == WHOLE


def test_lists_and_confidence_have_names(tea: Page) -> None:
    expect(Question(tea, "steps").root).to_have_accessible_name(
        "4. Put the steps in order. Give each a number: 1 comes first."
    )
    expect(Question(tea, "steps").root.get_by_role("combobox", name="Drink.")).to_have_count(1)
    expect(Question(tea, "pairs").root.get_by_role("combobox", name="Green tea")).to_have_count(1)
    boil = Question(tea, "boil")
    expect(boil.confidence.get_by_role("radio")).to_have_count(3)
    expect(boil.root.get_by_role("radio", name="Fairly sure")).to_have_count(1)
    boil.choose("Ice")
    boil.confidence.get_by_label("Guessing").check()
    boil.check.click()
    expect(boil.root.get_by_role("radio", name="Ice Your choice: does not fit")).to_be_checked()


def test_each_question_has_one_polite_status(tea: Page) -> None:
    questions = tea.locator(".pq-question")
    for question in questions.all():
        expect(question.get_by_role("status")).to_have_count(1)
    assert tea.locator("[aria-live=assertive], [role=alert]").count() == 0


def test_a_restored_result_is_not_announced(tea: Page) -> None:
    answer_all(tea, RIGHT)
    tea.add_init_script(WATCH)
    tea.reload()
    expect(Question(tea, "pairs").verdict).to_have_text("Right.")
    told = tea.evaluate("told")
    for id in RIGHT:
        of_this = [entry for entry in told if entry.startswith(f"q-{id} ")]
        assert of_this[-1] == f"q-{id} attributes null", f"{id}: content was set in a live region: {of_this}"
