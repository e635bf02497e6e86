"""Real keys. Nothing is submitted on a change, and nothing but Check answers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES
from browser.reader import Question, stored


@pytest.fixture
def stays(tea: Page):
    """The page is never loaded anew."""
    tea.evaluate("window.stays = true")
    address = tea.url
    yield
    assert tea.evaluate("window.stays"), "the page was loaded anew"
    assert tea.url == address


@BOTH_ENGINES
def test_radio_buttons(tea: Page, stays: None) -> None:
    boil = Question(tea, "boil")
    radios = boil.controls
    press = tea.keyboard.press

    tea.locator("#hot-water + .pe-cited summary").focus()
    press("Tab")
    expect(radios.nth(0)).to_be_focused()
    expect(radios.nth(0)).not_to_be_checked()
    press("ArrowDown")
    expect(radios.nth(1)).to_be_focused()
    expect(radios.nth(1)).to_be_checked()
    press("ArrowDown")
    press("ArrowUp")
    press("Enter")
    expect(radios.nth(1)).to_be_checked()
    expect(boil.status).to_be_empty()

    press("Tab")  # the hint
    press("Tab")
    expect(boil.confidence.get_by_label("Sure", exact=True)).to_be_focused()
    press("ArrowDown")
    press("Enter")
    expect(boil.status).to_be_empty()
    press("Tab")
    expect(boil.check).to_be_focused()
    press("Enter")
    expect(boil.verdict).to_have_text("Right. You said how sure you were: fairly sure.")

    press("Tab")
    expect(boil.again).to_be_focused()
    press("Space")
    expect(radios.nth(0)).to_be_focused()
    expect(boil.root.locator("input:checked")).to_have_count(0)
    expect(boil.status).to_be_empty()
    expect(boil.again).to_be_hidden()


@BOTH_ENGINES
def test_checkboxes(tea: Page, stays: None) -> None:
    helpers = Question(tea, "helpers")
    helpers.controls.nth(0).focus()
    tea.keyboard.press("Space")
    expect(helpers.controls.nth(0)).to_be_checked()
    tea.keyboard.press("Tab")
    expect(helpers.controls.nth(1)).to_be_focused()
    tea.keyboard.press("Space")
    tea.keyboard.press("Enter")
    expect(helpers.status).to_be_empty()
    for _ in range(3):
        tea.keyboard.press("Tab")
    expect(helpers.check).to_be_focused()
    tea.keyboard.press("Space")
    expect(helpers.verdict).to_have_text("Right.")


@BOTH_ENGINES
def test_lists(tea: Page, stays: None) -> None:
    """Each list takes the number typed in it."""
    steps = Question(tea, "steps")
    steps.controls.nth(0).focus()
    for location, number in enumerate("231"):
        expect(steps.controls.nth(location)).to_be_focused()
        tea.keyboard.press(number)
        expect(steps.controls.nth(location)).to_have_value(number)
        tea.keyboard.press("Tab")
    expect(steps.status).to_be_empty()
    expect(steps.check).to_be_focused()
    tea.keyboard.press("Enter")
    expect(steps.verdict).to_have_text("Right.")


@BOTH_ENGINES
def test_show_me(tea: Page, stays: None) -> None:
    """The button goes when it is pressed; the reader stays with its neighbour, and goes on from there."""
    leaf = Question(tea, "leaf").choose("True")
    leaf.check.focus()
    tea.keyboard.press("Enter")
    expect(leaf.check).to_be_focused()
    for button in (leaf.again, leaf.whole):
        tea.keyboard.press("Tab")
        expect(button).to_be_focused()
    tea.keyboard.press("Space")
    expect(leaf.labels.get_by_text("This one fits")).to_be_visible()
    expect(leaf.whole).to_be_hidden()
    expect(leaf.again).to_be_focused()
    tea.keyboard.press("Enter")
    expect(leaf.controls.first).to_be_focused()
    expect(leaf.status).to_be_empty()


@BOTH_ENGINES
def test_hints_come_in_order(tea: Page, stays: None) -> None:
    first, second = (Question(tea, "boil").root.locator(f"details:has-text('Hint {number} of 2')") for number in (1, 2))
    expect(second).to_be_hidden()
    first.locator("summary").focus()
    tea.keyboard.press("Enter")
    expect(first.get_by_text("It burns easily.")).to_be_visible()
    expect(second.get_by_text("Think of less than 100 °C.")).to_be_hidden()
    tea.keyboard.press("Tab")
    expect(second.locator("summary")).to_be_focused()
    tea.keyboard.press("Space")
    expect(second.get_by_text("Think of less than 100 °C.")).to_be_visible()
    expect(Question(tea, "boil").status).to_be_empty()


def test_confidence_is_asked_first_and_is_no_lock(tea: Page, stays: None) -> None:
    boil = Question(tea, "boil").choose("Ice")
    boil.check.click()
    expect(boil.status).to_have_text("How sure are you? Choose one, then check again.")
    assert boil.marked[2] == "Ice | x | "
    boil.check.click()
    expect(boil.verdict).to_have_text("Not quite.")

    # Asked anew after Try again; an answer is then part of the result.
    boil.again.click()
    boil.choose("Ice").check.click()
    expect(boil.status).to_have_text("How sure are you? Choose one, then check again.")
    boil.confidence.get_by_label("Guessing").check()
    expect(boil.status).to_have_text("How sure are you? Choose one, then check again.")
    boil.check.click()
    expect(boil.verdict).to_have_text("Not quite. You said how sure you were: guessing.")


def test_too_little_is_no_answer(tea: Page, stays: None) -> None:
    for id, answers, said in [
        ("boil", [], "Choose an answer first, then check."),
        ("leaf", [], "Choose an answer first, then check."),
        ("helpers", [], "Choose an answer first, then check."),
        ("steps", ["1", "2", "–"], "Fill in every one first, then check."),
        ("pairs", ["Choose …", "water that has cooled", "Choose …"], "Fill in every one first, then check."),
    ]:
        question = Question(tea, id)
        question.choose(*answers).check.click()
        expect(question.status).to_have_text(said)
        assert not any(label.split(" | ")[2] for label in question.marked)
    assert stored(tea) is None


def test_a_change_only_takes_the_result_away(tea: Page, stays: None) -> None:
    for id, first, second in [
        ("leaf", ["True"], ["False"]),
        ("helpers", ["Leaves"], ["Water"]),
        ("steps", ["1", "2", "3"], ["1", "2", "1"]),
        ("pairs", ["water that has cooled"] * 3, ["water that has just boiled"] * 3),
    ]:
        question = Question(tea, id).answer(*first)
        expect(question.verdict).to_contain_text("Not quite.")
        question.choose(*second)
        expect(question.status).to_be_empty()
        expect(question.again).to_be_hidden()
        expect(question.root.locator(".pq-mark, [data-mark]")).to_have_count(0)
