"""Without JavaScript, switched off or never loaded, a quiz is complete: nothing is dead, and the answers are one click away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Visitor
from browser.reader import TEA, Question

# The system's Firefox cannot be told to switch scripts off.
pytestmark = pytest.mark.parametrize(
    ("browser", "bare"), [("chromium", "off"), ("chromium", "not-loaded"), ("firefox", "not-loaded")], indirect=True
)


@pytest.fixture
def bare(visitor: Visitor, site: str, request: pytest.FixtureRequest) -> Page:
    page = visitor.page(java_script_enabled=request.param != "off")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(site + TEA)
    return page


def test_everything_can_be_read(bare: Page) -> None:
    for text in ("Which water does green tea want?", "Water that has cooled a little", "Pour it over the leaves."):
        expect(bare.locator(".pain-quiz").get_by_text(text).first).to_be_visible()
    expect(bare.locator(".pq-question legend")).to_have_count(6)  # one is that of the confidence
    expect(bare.locator(".pain-quiz button:visible, .pain-quiz [role=status]:visible")).to_have_count(0)
    expect(bare.get_by_text("Delete what this device remembers").locator("visible=true")).to_have_count(0)
    expect(bare.locator(".footnote").get_by_text("Heat and leaf.")).to_be_visible()


def test_the_link_opens_the_answer(bare: Page) -> None:
    for number, id, text in [(1, "boil", "It keeps the tea mild."), (5, "pairs", "It takes a night.")]:
        answer = bare.locator(f"#answer-{id}")
        expect(answer).to_be_hidden()
        bare.get_by_role("link", name=f"Answer to question {number}").click()
        expect(answer.get_by_text(text)).to_be_visible()
        expect(answer).to_be_in_viewport()


def test_hints_open_in_order(bare: Page) -> None:
    expect(bare.get_by_text("Hint 2 of 2")).to_be_hidden()
    bare.get_by_text("Hint 1 of 2").click()
    expect(bare.get_by_text("It burns easily.")).to_be_visible()
    bare.get_by_text("Hint 2 of 2").click()
    expect(bare.get_by_text("Think of less than 100 °C.")).to_be_visible()


def test_enter_does_not_load_the_page_anew(bare: Page, visitor: Visitor, site: str) -> None:
    boil = Question(bare, "boil")
    helpers = Question(bare, "helpers")
    boil.controls.nth(1).focus()
    bare.keyboard.press("Space")
    bare.keyboard.press("Enter")
    helpers.controls.nth(0).focus()
    bare.keyboard.press("Space")
    bare.keyboard.press("Enter")
    expect(helpers.controls.nth(0)).to_be_checked()
    expect(boil.controls.nth(1)).to_be_checked()
    assert visitor.requests.count(site + TEA) == 1
