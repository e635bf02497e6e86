"""Lessons and modules that are gone: what became of them is told wherever a link, a code, a plan or a record still names them."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser.test_assign import ASSIGN, PLAN
from browser.test_plan import remember, titles
from browser.test_record import DAY, RECORD, bring_back
from pain_ed.tools.link import plan_fragment

HAIL = "“Hail” is no longer a lesson of its own. What it said is in “Frost” now."
TOOLS = "“Tools” is no longer a lesson of its own. What it said is in “To hand over” now."


def told(page: Page, tool: str):
    return page.locator(f"[data-tool={tool}] .pe-told").first


def test_a_link_that_names_them(page: Page, garden: str) -> None:
    """Where its text is a lesson now, that one stands in its place, once."""
    page.goto(f"{garden}{PLAN}#{plan_fragment(['hail', 'begin', 'frost', 'tools', 'by261204'])}")
    expect(told(page, "plan")).to_have_text(f"{HAIL} {TOOLS}")
    assert titles(page) == ["Frost", "Start here"]
    expect(page.locator(".pe-sum")).to_contain_text("To read by Friday")
    page.goto("about:blank")
    page.goto(f"{garden}{ASSIGN}#{plan_fragment(['begin', 'hail'])}")
    expect(told(page, "assign")).to_have_text(HAIL)
    expect(page.get_by_role("textbox", name="Link to this plan")).to_have_value(
        f"{garden}{PLAN}#{plan_fragment(['begin', 'frost'])}"
    )


def test_a_link_that_names_what_never_was(page: Page, garden: str) -> None:
    """It is whole: to ask for it again would bring the same."""
    page.goto(f"{garden}{PLAN}#{plan_fragment(['begin', 'unheard'])}")
    expect(told(page, "plan")).to_have_text(
        "This link names something that this course does not have: unheard. The other lessons that it names are below."
    )
    assert titles(page) == ["Start here"]


def test_a_plan_that_is_kept(page: Page, garden: str) -> None:
    remember(page, garden, plan={"l": ["hail", "start-here", "unheard"]})
    page.goto(garden + PLAN)
    expect(told(page, "plan")).to_have_text(f"{HAIL} Lessons of your plan that are no longer in this course: 1.")
    assert titles(page) == ["Frost", "Start here"]
    remember(page, garden, plan={"l": ["start-here"]})
    page.goto(garden + PLAN)
    expect(told(page, "plan")).to_be_empty()


def test_a_record(page: Page, garden: str) -> None:
    """Its code still holds them; and the code brings them back elsewhere."""
    remember(page, garden, done={"start-here": [DAY, 1], "hail": [DAY, 20], "unheard": [DAY, 33]})
    page.goto(garden + RECORD)
    gone = "Also read: “Hail”, on 21 November 2026. What it said is in “Frost” now."
    lost = "Lessons read that are no longer in this course: 1."
    expect(page.locator("[data-part=gone]")).to_have_text(f"{gone} {lost}")
    assert f"{gone} {lost}" in page.locator("[data-part=text]").input_value()
    code = page.locator("[data-part=shown]").inner_text()
    remember(page, garden)
    page.goto(garden + RECORD)
    expect(page.locator("[data-part=gone]")).to_be_hidden()
    bring_back(page, code)
    expect(page.locator("[data-part=said]")).to_have_text(
        "Your ticks are back. Lessons: 2, read by 21 November 2026. Lessons of the code that are no longer in this course: 1."
    )
    expect(page.locator("[data-part=gone]")).to_have_text(gone)
    page.goto(f"{garden}give/code/#c={code}")
    expect(page.locator("[data-part=said]")).to_have_text(
        "Lessons read: 1 of 14, the last by 21 November 2026. Also read: “Hail”. What it said is in “Frost” now. "
        "Lessons of the code that are no longer in this course: 1."
    )


def test_the_address_of_a_page_leads_to_the_same_place(page: Page, garden: str) -> None:
    page.goto(f"{garden}weather/hail/#key-points")
    page.get_by_role("link", name="Frost").last.click()
    expect(page).to_have_url(f"{garden}weather/frost/#key-points")
    page.goto(f"{garden}old/print/")
    page.locator("article").get_by_role("link").first.click()
    expect(page).to_have_url(f"{garden}beginning/print/")
