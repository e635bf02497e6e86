"""What a reader would throw away: sheets with next to nothing on them, and words that are for a screen."""

from __future__ import annotations

from playwright.sync_api import Page

from browser.conftest import Visitor
from browser.test_paper import pages


def test_no_sheet_is_wasted(page: Page, visitor: Visitor, real: str) -> None:
    # Both once ended with a sheet that held one line to tick, or the frame of it.
    for lesson in ("five-steps/start-here/", "what-helps/medicines-and-devices/"):
        page.goto(real + lesson)
        assert [sheet for sheet in pages(page, visitor) if len(sheet.split()) < 20] == []


def test_nothing_for_a_screen_is_printed(page: Page, visitor: Visitor, real: str) -> None:
    for address, words in (
        ("why-pain-happens/", "Print this module"),
        ("for-clinicians/", "Print a whole module"),
        ("for-clinicians/assign/", "To read by"),
        ("my/plan/", "You did not get a link?"),
    ):
        page.goto(real + address)
        assert words in page.locator("article").inner_text()
        assert words not in " ".join(pages(page, visitor))
