"""Questions that are folded under "More questions"."""

from __future__ import annotations

import pytest
from conftest import Sites
from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor, edited
from browser.reader import RIGHT, TEA, Question


@pytest.fixture(scope="session")
def folded(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the small course, where the second quiz of the lesson on tea is folded."""
    questions = "    questions: [helpers, steps, pairs]\n"
    edit = ("docs/kitchen/tea.md", questions, f"{questions}    fold: true\n")
    config = edited(tmp_path_factory.mktemp("folded") / "course", edit)
    return sites.url(sites.once("folded", lambda site: sites.build(config, site.name)))


@BOTH_ENGINES
def test_folded_questions_are_opened_and_counted(page: Page, folded: str) -> None:
    page.goto(folded + TEA)
    summary = page.locator("summary", has_text="More questions")
    helpers = Question(page, "helpers")
    expect(helpers.root).to_be_hidden()
    expect(Question(page, "boil").root).to_be_visible()
    # What is said of all questions stands below the fold.
    expect(page.get_by_text("You have not checked any of the 5 questions on this page yet.")).to_be_visible()
    expect(page.get_by_text("Delete what this device remembers").last).to_be_visible()
    assert summary.bounding_box()["height"] >= 44
    summary.focus()
    page.keyboard.press("Enter")
    expect(helpers.root).to_be_visible()
    helpers.answer(*RIGHT["helpers"])
    expect(helpers.verdict).to_have_text("Right.")
    expect(page.get_by_text("1 of 5 answers agree with the sources so far.")).to_be_visible()
    page.reload()
    expect(helpers.root).to_be_hidden()
    expect(page.get_by_text("1 of 5 answers agree with the sources so far.")).to_be_visible()


@BOTH_ENGINES
def test_a_link_to_a_folded_question_opens_it(page: Page, folded: str) -> None:
    page.goto(f"{folded}{TEA}#q-pairs")
    expect(Question(page, "pairs").root).to_be_in_viewport()
    page.locator(".pq-more").evaluate("details => details.open = false")
    page.evaluate("location.hash = 'q-steps'")
    expect(Question(page, "steps").root).to_be_visible()


def test_without_script(visitor: Visitor, folded: str) -> None:
    page = visitor.page(java_script_enabled=False)
    page.goto(folded + TEA)
    expect(page.locator("#q-helpers")).to_be_hidden()
    page.locator("summary", has_text="More questions").click()
    expect(page.locator("#q-helpers")).to_be_visible()


def test_on_paper_they_stand_open(page: Page, folded: str) -> None:
    page.goto(folded + TEA)
    page.emulate_media(media="print")
    expect(page.locator("#q-helpers")).to_be_visible()
    expect(page.locator("[data-answer=helpers]")).to_be_visible()


@BOTH_ENGINES
def test_they_are_opened_before_printing(page: Page, folded: str) -> None:
    page.goto(folded + TEA)
    expect(Question(page, "boil").check).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#q-helpers")).to_be_visible()
