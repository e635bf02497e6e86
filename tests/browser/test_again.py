"""Questions that did not agree come back: after a day, after three, after seven."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor
from browser.reader import BREAD, RIGHT, TEA, WRONG, Question, answer_all, stored
from browser.test_axe import coloured, violations  # noqa: F401 (a fixture)
from browser.test_fit import TOO_WIDE, open_all
from browser.test_paper import pages
from browser.test_storage import NULL, REFUSED

AGAIN = "my/again/"
START = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
EMPTY = "No question is waiting. One comes here when your answer in a lesson did not agree with the sources."
END = "That is all for now. You can close this page."


def on_day(page: Page, day: int) -> Page:
    """Sets the clock to so many days after the start."""
    page.clock.set_fixed_time(START + timedelta(days=day))
    return page


def asked(page: Page) -> list[str]:
    return page.locator(".pq-question").evaluate_all("all => all.map(one => one.dataset.question)")


def said(page: Page) -> str:
    return page.locator("[data-tool=again] > p").first.text_content()


@pytest.fixture
def wrong(page: Page, site: str) -> Page:
    """The page, on the day on which one question was answered otherwise than the sources do."""
    on_day(page, 0).goto(site + TEA)
    Question(page, "boil").answer("Ice")
    page.goto(site + AGAIN)
    return page


def again(page: Page, day: int) -> Page:
    on_day(page, day).reload()
    return page


@BOTH_ENGINES
def test_after_one_three_and_seven_days(wrong: Page) -> None:
    assert asked(wrong) == []
    assert said(wrong) == "Nothing to ask today. The next one comes back tomorrow. 1 question waits for another day."
    for day, after in ((1, "on Friday 27 November"), (4, "on Friday 4 December"), (11, None)):
        assert asked(again(wrong, day - 1)) == []
        assert asked(again(wrong, day)) == ["boil"]
        assert said(wrong) == "1 question for today. Take your time."
        boil = Question(wrong, "boil")
        assert [mark for mark in boil.marked if not mark.endswith(" |  | ")] == []  # it starts afresh
        boil.answer(*RIGHT["boil"])
        expect(boil.verdict).to_have_text("Right.")
        expect(wrong.get_by_text(END, exact=True)).to_be_visible()
        again(wrong, day)
        assert asked(wrong) == []
        expected = (
            f"Nothing to ask today. The next one comes back {after}. 1 question waits for another day."
            if after
            else EMPTY
        )
        assert said(wrong).replace(",", "") == expected
    assert asked(again(wrong, 400)) == []


def test_what_does_not_agree_again_starts_anew(wrong: Page) -> None:
    Question(again(wrong, 1), "boil").answer(*RIGHT["boil"])
    Question(again(wrong, 4), "boil").answer("Ice")
    assert asked(again(wrong, 4)) == []
    Question(again(wrong, 5), "boil").answer(*RIGHT["boil"])
    assert asked(again(wrong, 7)) == []
    assert asked(again(wrong, 8)) == ["boil"]


def test_trying_again_at_once_does_not_make_it_right(wrong: Page, site: str) -> None:
    wrong.goto(site + TEA)
    Question(wrong, "boil").answer(*RIGHT["boil"])
    wrong.goto(site + AGAIN)
    assert asked(again(wrong, 1)) == ["boil"]


def test_what_agreed_and_later_did_not_comes_back(page: Page, site: str) -> None:
    on_day(page, 0).goto(site + TEA)
    answer_all(page, RIGHT)
    page.goto(site + AGAIN)
    assert said(page) == EMPTY
    assert asked(again(page, 30)) == []
    page.goto(site + TEA)
    Question(page, "leaf").answer("True")
    page.goto(site + AGAIN)
    assert asked(again(page, 31)) == ["leaf"]


@BOTH_ENGINES
def test_answered_in_its_lesson_or_in_another_tab_meanwhile(wrong: Page, site: str) -> None:
    other = wrong.context.new_page()
    on_day(other, 1).goto(site + AGAIN)
    again(wrong, 1)
    for page in (wrong, other):
        Question(page, "boil").answer(*RIGHT["boil"])
    assert stored(wrong)["answers"]["boil"]["s"] == 1  # once for the day, whichever tab it was
    assert asked(again(wrong, 3)) == []
    wrong.goto(site + TEA)
    on_day(wrong, 5)
    Question(wrong, "boil").answer(*RIGHT["boil"])
    wrong.goto(site + AGAIN)
    assert asked(wrong) == []
    assert (
        said(wrong).replace(",", "")
        == "Nothing to ask today. The next one comes back on Saturday 5 December. 1 question waits for another day."
    )


def test_a_clock_that_goes_wrong(wrong: Page) -> None:
    assert asked(again(wrong, -1)) == []  # a journey across the date line
    assert asked(again(wrong, 0)) == []
    assert asked(again(wrong, -400)) == ["boil"]  # answered in days to come: nobody knows how long ago
    Question(wrong, "boil").answer(*RIGHT["boil"])
    assert asked(again(wrong, -398)) == []
    assert asked(again(wrong, -397)) == ["boil"]


def test_summer_time_ends(visitor: Visitor, site: str) -> None:
    """New York puts its clocks back on 1 November 2026: that day has 25 hours, and is one day."""
    page = visitor.page(timezone_id="America/New_York")
    page.clock.set_fixed_time(datetime(2026, 11, 1, 4, 30, tzinfo=UTC))  # half past midnight
    page.goto(site + TEA)
    Question(page, "boil").answer("Ice")
    page.goto(site + AGAIN)
    page.clock.set_fixed_time(
        datetime(2026, 11, 2, 4, 30, tzinfo=UTC)
    )  # half past eleven in the evening of the same day
    page.reload()
    assert asked(page) == []
    for hour in (0, 23):
        page.clock.set_fixed_time(datetime(2026, 11, 2, 5, 30, tzinfo=UTC) + timedelta(hours=hour))
        page.reload()
        assert asked(page) == ["boil"]


def test_a_question_that_has_changed_is_not_asked(wrong: Page) -> None:
    wrong.evaluate(
        'localStorage.setItem(\'pain-ed\', localStorage.getItem(\'pain-ed\').replace(/"h":"\\w+"/, \'"h":"00000000"\'))'
    )
    assert asked(again(wrong, 1)) == []
    assert said(wrong) == EMPTY


def test_it_answers_as_in_the_lesson_and_leads_there(wrong: Page, site: str) -> None:
    boil = Question(again(wrong, 1), "boil").answer("Ice")
    expect(boil.feedback).to_have_text(["Does not fit: Ice. Ice tea is brewed hot first."])
    boil.whole.click()
    expect(boil.feedback).to_have_text(
        [
            "Fits: Water that has cooled a little. It keeps the tea mild.",
            "Does not fit: Ice. Ice tea is brewed hot first.",
        ]
    )
    expect(boil.status.get_by_role("link", name="Hot water")).to_have_attribute("href", "../../kitchen/tea/#hot-water")
    assert wrong.locator("[data-tool=again] .footnote-ref").count() == 0
    expect(wrong.get_by_role("group").filter(has_text="1. Which water does green tea want?").first).to_be_visible()
    wrong.get_by_role("link", name="Answer to question 1").click()
    boil.status.get_by_role("link", name="Answer and sources in the lesson").click()
    expect(wrong).to_have_url(f"{site}{TEA}#answer-boil")
    expect(wrong.locator("#answer-boil")).to_be_visible()


def test_no_more_than_ten_the_oldest_first(page: Page, garden: str) -> None:
    on_day(page, 0).goto(garden + AGAIN)
    page.evaluate(
        """() => {
            const day = Math.floor(Date.now() / 864e5);
            const all = [...document.querySelectorAll("template[data-question]")].slice(0, 12).map(
                ({dataset: {question, hash}}, n) => [question, {o: ["000000"], h: hash, d: day - 1 - n, r: 0, f: 0, s: 0}]);
            localStorage.setItem("pain-ed", JSON.stringify({v: 1, answers: Object.fromEntries(all)}));
        }"""
    )
    page.reload()
    known = list(stored(page)["answers"])
    assert asked(page) == known[:1:-1]
    assert said(page) == "10 questions for today. Take your time. You can stop after any of them."
    assert page.locator("legend").evaluate_all(
        "all => all.map(one => parseInt(one.textContent)).filter(Boolean)"
    ) == list(range(1, 11))
    page.locator(".pq-question").evaluate_all(
        """all => all.forEach(question => {
            for (const list of question.querySelectorAll("select")) list.selectedIndex = 1;
            question.querySelector(".pq-option input")?.click();
            question.querySelector(".pq-check").click();
            if (question.querySelector(".pq-again").hidden) question.querySelector(".pq-check").click();
        })"""
    )
    expect(page.get_by_text(f"{END} 2 more wait for your next visit to this page.")).to_be_visible()
    page.reload()
    assert asked(page) == known[1::-1]


@pytest.mark.parametrize("storage", [REFUSED, NULL], ids=["refused", "null"])
def test_where_nothing_is_remembered(page: Page, site: str, storage: str) -> None:
    page.add_init_script(storage)
    page.goto(site + AGAIN)
    assert (
        said(page)
        == "This browser does not keep your answers, so no question can come back. You can try any question again in its lesson."
    )


def test_without_script(page: Page, site: str) -> None:
    """What stands in `noscript` shows only where a browser has none; Playwright's browsers read it as if they had."""
    html = page.request.get(site + AGAIN).text()
    assert '<noscript><p class="pe-note">This page needs JavaScript to know which questions to ask.' in html


@BOTH_ENGINES
def test_by_keys_and_from_page_to_page(wrong: Page, site: str) -> None:
    """Instant navigation, and the quiz of a lesson before and after: each question has one set of buttons."""
    again(wrong, 1)
    for name in ("Water that has cooled a little", "Sure"):
        wrong.get_by_role("radio", name=name, exact=True).press("Space")
    expect(Question(wrong, "boil").check).to_have_count(1)
    wrong.get_by_role("button", name="Check").press("Enter")
    expect(Question(wrong, "boil").verdict).to_have_text("Right. You said how sure you were: sure.")
    wrong.get_by_role("link", name="Previous: Bread").click()
    expect(wrong).to_have_url(site + BREAD)
    expect(Question(wrong, "rise").check).to_have_count(1)
    wrong.go_back()
    expect(wrong).to_have_url(site + AGAIN)
    expect(wrong.get_by_text("Nothing to ask today.")).to_be_visible()


def test_looks(coloured, site: str, visitor: Visitor) -> None:  # noqa: F811
    page: Page = on_day(coloured(site, site + TEA), 0)
    answer_all(page, WRONG)
    page.goto(site + AGAIN)
    found = violations(page, "nothing to ask")
    again(page, 1)
    assert len(asked(page)) == 5
    found += violations(page, "asked")
    answer_all(page, RIGHT | {"leaf": WRONG["leaf"]})
    page.set_viewport_size({"width": 320, "height": 640})
    open_all(page)
    found += violations(page, "answered")
    assert not found, "\n\n".join(found)
    assert page.evaluate(TOO_WIDE) == []
    again(page, 2)
    sheets = pages(page, visitor)
    if sheets:
        assert "1. Black and green tea come from two plants." in sheets[0]
        assert "1. Black and green tea" in sheets[-1] and "One plant gives both." in sheets[-1]
