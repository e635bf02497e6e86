"""At the end of a lesson: "I have read this lesson", what comes next, and the code so far."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor
from browser.reader import TEA, stored
from browser.test_axe import violations
from browser.test_code import encode
from browser.test_record import without_script


def remember_plan(page: Page, *lessons: str) -> None:
    page.evaluate("plan => localStorage.setItem('pain-ed', JSON.stringify({v: 1, plan: {l: plan}}))", list(lessons))
    page.reload()


@BOTH_ENGINES
def test_a_tick_is_kept_and_taken_back(tea: Page) -> None:
    box = tea.get_by_label("I have read this lesson")
    status = tea.locator(".pe-done [role=status]")
    expect(box).not_to_be_checked()
    expect(status).to_be_empty()
    assert tea.evaluate("localStorage.getItem('pain-ed')") is None
    box.focus()
    tea.keyboard.press("Space")
    day = tea.evaluate("Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / 86400000)")
    expect(status.locator(".pe-code")).to_have_text(encode([1], day, "Kitchen"))
    assert stored(tea)["done"] == {"tea": [day, 1]}
    expect(status).to_contain_text("Safari does after 7 days without a visit.")
    tea.reload()
    expect(box).to_be_checked()
    expect(status.locator(".pe-code")).to_have_text(encode([1], day, "Kitchen"))
    box.uncheck()
    expect(status).to_be_empty()
    assert stored(tea)["done"] == {}


def test_what_comes_next_in_the_plan(tea: Page, site: str) -> None:
    remember_plan(tea, "tea", "not-there", "bread")
    tea.get_by_label("I have read this lesson").check()
    tea.locator(".pe-done").get_by_role("link", name="Bread").click()
    expect(tea).to_have_url(site + "kitchen/bread/")
    remember_plan(tea, "tea")
    tea.goto(site + TEA)
    tea.get_by_label("I have read this lesson").check()
    expect(tea.get_by_text("That was the last lesson of your plan.")).to_be_visible()
    tea.locator(".pe-done").get_by_role("link", name="What I did").click()
    expect(tea).to_have_url(site + "my/record/")
    expect(tea.locator("[data-lesson=tea]")).to_contain_text("Read on")


def test_axe_and_paper(tea: Page, visitor: Visitor) -> None:
    tea.get_by_label("I have read this lesson").check()
    assert violations(tea, "ticked") == []
    assert tea.locator(".pe-done .pe-tick").bounding_box()["height"] >= 44
    if not visitor.is_firefox:  # which cannot be told to show a page as on paper
        tea.emulate_media(media="print")
        expect(tea.locator(".pe-done [role=status]")).to_be_hidden()
        expect(tea.get_by_label("I have read this lesson")).to_be_visible()


def test_nothing_dead_without_script(visitor: Visitor, site: str) -> None:
    page = without_script(visitor, site + TEA)
    expect(page.locator(".pe-done")).to_be_empty()
    assert page.locator(".pe-done").bounding_box()["height"] == 0
