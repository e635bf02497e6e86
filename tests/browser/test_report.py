"""A reader says that something is wrong with a question: the form knows which, and no other site knew of the reader before."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor
from browser.reader import Question
from browser.test_again import again, asked, on_day

# That nothing is asked of another site meanwhile, the fixture `visitor` sees to.


@BOTH_ENGINES
def test_a_question_is_reported_by_its_id(page: Page, visitor: Visitor, garden: str) -> None:
    on_day(page, 0).goto(f"{garden}beginning/soil/")
    question = Question(page, "soil-leaves")
    question.choose("False")
    question.check.click()
    # The last thing in a question: behind the feedback, and behind the answer.
    page.get_by_role("link", name="Answer to question 2").focus()
    page.keyboard.press("Tab")
    report = question.root.locator(".pq-report")
    expect(report).to_be_focused()
    expect(report).to_have_accessible_name("Report question 2 (opens another site)")
    assert report.bounding_box()["height"] >= 44
    assert parse_qs(urlsplit(report.get_attribute("href")).query) == {
        "template": ["report.yml"], "page": ["soil"], "question": ["soil-leaves"],
    }  # fmt: skip
    page.keyboard.press("Tab")
    expect(report).not_to_be_focused()
    assert not question.root.evaluate("root => root.contains(document.activeElement)")

    # The page itself, under all that it says.
    links = page.locator(".pe-report a")
    expect(links).to_have_text(["Report something on this page", "Edit this page"])
    assert [link.bounding_box()["height"] >= 44 for link in links.all()] == [True, True]
    assert parse_qs(urlsplit(links.first.get_attribute("href")).query)["page"] == [
        "Soil: what your plants stand in beginning/soil/"
    ]
    assert links.last.get_attribute("href").endswith("/edit/main/docs/beginning/soil.md")
    assert page.locator("a[href^='https://code.example.org/']:not([rel=noreferrer])").count() == 0

    if not visitor.is_firefox:  # which cannot be told to show a page as on paper
        page.emulate_media(media="print")
        expect(report).to_be_hidden()
        expect(links.first).to_be_hidden()
        page.emulate_media(media="screen")

    # Asked again on another day, it has the number that it has there.
    page.goto(f"{garden}my/again/")
    assert asked(again(page, 1)) == ["soil-leaves"]
    expect(page.locator(".pq-report")).to_have_text("Report question 1 (opens another site)")
