"""The way on through lessons that a page lists: from what this device remembers, and as a plain link where it remembers nothing."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor
from browser.reader import TEA
from browser.test_axe import violations
from browser.test_fit import TOO_WIDE
from browser.test_record import without_script

WAY = "way/"
ANSWER = {"o": ["abcdef"], "h": "01234567", "r": 1, "f": 1, "s": 0}


def remember(page: Page, site: str, **state: object) -> None:
    page.goto(site + WAY)
    page.evaluate("text => localStorage.setItem('pain-ed', text)", json.dumps({"v": 1} | state))
    page.reload()


def expect_way(page: Page, said: str, button: str, leads_to: str, *read: int) -> None:
    """The words above the button, the button, the page behind it, and which lessons are read."""
    way = page.locator("[data-tool=go-on]")
    expect(way).to_have_attribute("data-mounted", "")
    expect(way.locator("> p").first).to_have_text(said)
    expect(way.locator(".md-button")).to_have_text(button)
    assert way.locator(".md-button").evaluate("link => link.href").endswith(leads_to)
    expect(way.locator("li[data-lesson]")).to_have_count(2)
    assert way.locator(".pe-state").all_inner_texts() == ["Read" if number in read else "" for number in (1, 2)]


@BOTH_ENGINES
def test_from_the_first_to_the_last(page: Page, site: str) -> None:
    page.goto(site + WAY)
    expect_way(page, "", "Begin", "/kitchen/tea/")
    assert page.evaluate("localStorage.getItem('pain-ed')") is None
    page.get_by_role("link", name="Begin").click()
    page.get_by_label("I have read this lesson").check()
    page.goto(site + WAY)
    expect_way(page, "", "Go on with step 2: Bread", "/kitchen/bread/#key-points", 1)
    page.get_by_role("link", name="Go on with step 2").click()
    page.get_by_label("I have read this lesson").check()
    page.go_back()
    said = "You have read all 2 steps. Come back to any of them whenever it helps."
    expect_way(page, said, "Look again at step 2: Bread", "/kitchen/bread/#key-points", 1, 2)
    page.get_by_role("link", name="Look again").click()
    page.get_by_label("I have read this lesson").uncheck()
    page.go_back()
    expect_way(page, "", "Go on with step 2: Bread", "/kitchen/bread/#key-points", 1)


def test_what_was_left_out_comes_last(page: Page, site: str) -> None:
    remember(page, site, done={"bread": [20700, 2], "gone": [20700, 9]})
    expect_way(page, "", "Go on with step 1: All about tea", "/kitchen/tea/", 2)
    # Back from a lesson, the page comes as it was from the browser's memory, and the tick has been taken back.
    page.evaluate("localStorage.clear(); dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect_way(page, "", "Begin", "/kitchen/tea/")


def test_an_answer_says_where_the_reader_was(page: Page, site: str) -> None:
    remember(page, site, answers={"boil": ANSWER | {"d": 20700}})
    expect_way(page, "", "Go on with step 1: All about tea", "/kitchen/tea/")
    bread = page.locator("li[data-lesson=bread]").get_attribute("data-questions").split()
    remember(page, site, answers={"boil": ANSWER | {"d": 20700}, bread[0]: ANSWER | {"d": 20701}})
    expect_way(page, "", "Go on with step 2: Bread", "/kitchen/bread/#key-points")
    remember(page, site, answers={"elsewhere": ANSWER | {"d": 20701}}, prefs={"large": 1})
    expect_way(page, "", "Begin", "/kitchen/tea/")


def test_a_plain_link_without_script(visitor: Visitor, site: str) -> None:
    page = without_script(visitor, site + WAY)
    expect(page.locator("[data-tool=go-on] .pe-state")).to_have_count(0)
    page.get_by_role("link", name="Begin").click()
    expect(page).to_have_url(site + TEA)


def test_no_other_page_loads_its_script(page: Page, visitor: Visitor, site: str) -> None:
    for address in (site, site + TEA):
        page.goto(address)
    assert [url for url in visitor.requests if "go-on" in url] == []
    page.goto(site + WAY)
    assert len([url for url in visitor.requests if url.endswith("/go-on.js")]) == 1


def test_axe_and_narrow(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 320, "height": 480})
    for done in ({"tea": [20700, 1]}, {"tea": [20700, 1], "bread": [20700, 2]}):
        remember(page, site, done=done)
        assert page.evaluate(TOO_WIDE) == []
        assert violations(page, "go-on") == []
