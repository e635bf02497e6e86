"""Four statements before and after a module: kept here, shown in words, and never a score."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor, add_style
from browser.reader import stored
from browser.test_axe import violations
from browser.test_record import without_script

BEFORE, AFTER = "kitchen/", "kitchen/bread/"
STEPS = ["disagree", "disagree a little", "not sure", "agree a little", "agree"]
UNFINISHED = "Please choose one answer for each statement. Or leave them all out."


def rate(page: Page, *ratings: int) -> None:
    page.locator("[data-tool=reflection] summary").click()
    sets = page.locator(".pe-statement")
    expect(sets).to_have_count(4)
    for location, rating in enumerate(ratings):
        sets.nth(location).get_by_label(STEPS[rating - 1], exact=True).check()
    page.get_by_role("button", name="Keep what I chose").click()


@BOTH_ENGINES
def test_before_and_after(page: Page, site: str) -> None:
    page.goto(site + BEFORE)
    expect(page.locator(".pe-statement").first).to_be_hidden()  # it can be passed over
    rate(page, 1, 2)
    status = page.locator("[data-tool=reflection] [role=status]")
    expect(status).to_have_text(UNFINISHED)
    assert page.evaluate("localStorage.getItem('pain-ed')") is None
    assert page.evaluate("document.activeElement.name") == "kitchen-before-weather"
    for location, rating in ((2, 3), (3, 4)):
        page.locator(".pe-statement").nth(location).get_by_label(STEPS[rating - 1], exact=True).check()
    page.get_by_role("button", name="Keep what I chose").click()
    expect(status).to_have_text("Kept on this device, and nowhere else. “What I did” shows it in words.")
    day = page.evaluate("Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / 86400000)")
    assert stored(page)["feel"] == {"kitchen": {"b": [day, 1, 2, 3, 4]}}
    page.goto(site + AFTER)
    rate(page, 5, 5, 5, 5)
    assert stored(page)["feel"] == {"kitchen": {"b": [day, 1, 2, 3, 4], "a": [day, 5, 5, 5, 5]}}
    page.goto(site + BEFORE)
    page.locator("[data-tool=reflection] summary").click()
    expect(status).to_contain_text("You chose these on ")
    assert page.locator(".pe-statement input:checked").evaluate_all("all => all.map(one => one.value)") == [
        "1",
        "2",
        "3",
        "4",
    ]
    page.goto(site + "my/record/")
    shown = page.locator("[data-part=feel]").inner_text()
    for words in ("before: disagree; after: agree", "before: not sure; after: agree", "a reflection, not a test"):
        assert words in shown
    assert not any(number in shown for number in ("10", "/5", "score", "%"))


@BOTH_ENGINES
def test_keyboard_axe_and_narrow(visitor: Visitor, site: str) -> None:
    page = visitor.page(viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    page.goto(site + BEFORE)
    page.locator("[data-tool=reflection] summary").focus()
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-tool=reflection] [role=status]")).to_contain_text("Kept on this device")
    # From none chosen, the first arrow lands on the second step.
    assert stored(page)["feel"]["kitchen"]["b"][1:] == [2, 2, 2, 2]
    add_style(page, ".md-header { position: static !important }")
    assert violations(page, "kept") == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    assert min(label.bounding_box()["height"] for label in page.locator(".pe-statement label").all()) >= 44


def test_without_script_it_is_for_paper(visitor: Visitor, site: str) -> None:
    page = without_script(visitor, site + AFTER)
    page.locator("[data-tool=reflection] summary").click()
    needs = "You can print it, and fill it in on paper."
    assert visitor.is_firefox or needs in page.locator("[data-tool=reflection]").inner_text()
    expect(page.locator(".pe-statement input")).to_have_count(20)
    expect(page.locator("[data-tool=reflection] button:visible")).to_have_count(0)
