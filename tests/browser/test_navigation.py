"""From page to page, where the theme's instant navigation is switched on and where it is not: each is loaded as a whole."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor
from browser.reader import BREAD, TEA, Question


def travel(page: Page, steps: int) -> None:
    """Back and forward. Playwright's own waits for a load, and a page may come from memory."""
    page.evaluate("steps => { setTimeout(() => history.go(steps)) }", steps)


def expect_alive(page: Page, id: str) -> Question:
    """The quiz is dressed by its style sheet and has one set of buttons."""
    question = Question(page, id)
    expect(question.check).to_have_count(1)
    expect(question.check).to_have_css("min-height", "44px")
    expect(question.root.get_by_role("status")).to_have_count(1)
    return question


@BOTH_ENGINES
@pytest.mark.parametrize("kind", ["site", "plain_site"], ids=["instant", "plain"])
def test_there_and_back(page: Page, visitor: Visitor, request: pytest.FixtureRequest, kind: str) -> None:
    site = request.getfixturevalue(kind)
    page.goto(site)
    page.evaluate("window.stays = true")
    assert not [url for url in visitor.requests if "quiz." in url]

    page.get_by_role("article").get_by_role("link", name="Tea", exact=True).click()
    expect(page).to_have_url(site + TEA)
    boil = expect_alive(page, "boil")
    assert not page.evaluate("window.stays")
    # With two handlers, the second would take the first one's question for its own, and answer at once.
    boil.choose("Ice").check.click()
    expect(boil.status).to_have_text("How sure are you? Choose one, then check again.")

    page.get_by_role("link", name="Next: Bread").click()
    expect(page).to_have_url(site + BREAD)
    expect_alive(page, "rise").answer("Yeast")
    expect(page.get_by_text("1 of 2 answers agree with the sources so far.")).to_be_visible()

    travel(page, -1)
    expect(page).to_have_url(site + TEA)
    leaf = expect_alive(page, "leaf")
    boil = Question(page, "boil")
    boil.again.click() if boil.again.is_visible() else None
    leaf.answer("False")
    expect(leaf.verdict).to_have_text("Right.")

    travel(page, 1)
    expect(page).to_have_url(site + BREAD)
    expect(expect_alive(page, "rise").verdict).to_have_text("Right.")
    expect(page.get_by_text("1 of 2 answers agree with the sources so far.")).to_be_visible()

    page.get_by_role("link", name="Previous: Tea").click()
    expect(page).to_have_url(site + TEA)
    expect(expect_alive(page, "leaf").verdict).to_have_text("Right.")
    boil = expect_alive(page, "boil").choose("Ice")
    boil.check.click()
    expect(boil.status).to_have_text("How sure are you? Choose one, then check again.")
    assert not page.evaluate("window.stays")
    expect(page.locator("link[href*='quiz.css']")).to_have_count(1)


@BOTH_ENGINES
@pytest.mark.parametrize("kind", ["site", "plain_site"], ids=["instant", "plain"])
def test_a_link_within_the_page_takes_nothing_away(page: Page, request: pytest.FixtureRequest, kind: str) -> None:
    """What is chosen and not yet checked stays."""
    site = request.getfixturevalue(kind)

    def follow_links(first: str, last: str) -> None:
        leaf = Question(page, "leaf").choose("True")
        boil = Question(page, "boil")
        page.locator("#hot-water + .pe-cited summary").click()
        for link, target in [
            ("#hot-water + .pe-cited li a", "fn:smith-2010"),
            (first, "fnref:smith-2010"),
            (last, "hot-water"),
        ]:
            page.locator(link).first.click()
            expect(page).to_have_url(f"{site}{TEA}#{target}")
            expect(page.locator(f"[id='{target}']")).to_be_in_viewport()
        travel(page, -2)
        expect(page).to_have_url(f"{site}{TEA}#fn:smith-2010")
        boil.root.get_by_role("link", name="Answer to question 1").click()
        expect(boil.feedback).to_have_count(3)
        expect(page).to_have_url(f"{site}{TEA}#fn:smith-2010")
        expect(leaf.controls.first).to_be_checked()
        expect(boil.feedback.first).to_be_in_viewport()

    links = (".footnote li:nth-child(2) .footnote-backref", "#hot-water .headerlink")
    page.goto(site + TEA)
    follow_links(*links)
    page.get_by_role("link", name="Next: Bread").click()
    expect(page).to_have_url(site + BREAD)
    page.get_by_role("link", name="Previous: Tea").click()
    expect(page).to_have_url(site + TEA)
    expect(Question(page, "leaf").check).to_be_visible()
    follow_links(*links)


def test_a_page_without_a_quiz_loads_nothing_of_it(page: Page, visitor: Visitor, site: str) -> None:
    for address in ("", "help/", "kitchen/"):
        page.goto(site + address)
        assert page.locator("[src*='quiz.'], [href*='quiz.']").count() == 0
    assert not [url for url in visitor.requests if "quiz." in url]
