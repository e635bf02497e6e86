"""What the link of a plan opens: for a new reader, for one who has read, for one who has another plan, and when it is damaged."""

from __future__ import annotations

import json
import random
import re

import pytest
from playwright.sync_api import Page, Request, expect

from browser.conftest import BOTH_ENGINES, Visitor, add_style
from browser.reader import stored
from browser.test_assign import ALL, PLAN
from browser.test_axe import violations
from browser.test_fit import TOO_WIDE
from browser.test_paper import pages
from browser.test_storage import spoil
from pain_ed.tools.link import plan_fragment

THREE = plan_fragment(["move", "begin", "fence", "by261204"])
TITLES = ["Moving plants: small roots that you keep", "Start here", "Fences: a gap is not a gate"]


def titles(page: Page) -> list[str]:
    return page.locator(".pe-lessons-list li:visible a").all_inner_texts()


def remember(page: Page, garden: str, **state: object) -> None:
    page.goto(garden + "assets/pain-ed/course.css")
    page.evaluate("text => localStorage.setItem('pain-ed', text)", json.dumps({"v": 1} | state))


def keys(page: Page) -> list[str]:
    return page.evaluate(
        "[...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(key => key.startsWith('pain-ed'))"
    )


@BOTH_ENGINES
def test_a_new_reader(page: Page, garden: str) -> None:
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.goto(f"{garden}{PLAN}#{THREE}")
    expect(page.locator(".pe-sum")).to_have_text(
        re.compile(
            r"^0 of 3 lessons read\. About 21 minutes left\. To read by Friday,? 4 December 2026\. If it takes longer, that is fine\.$"
        )
    )
    assert titles(page) == TITLES
    expect(page).to_have_url(garden + PLAN)
    assert page.title() == "My reading plan - A garden"
    page.reload()
    expect(page.locator(".pe-sum")).to_contain_text("0 of 3")
    assert keys(page) == []
    page.get_by_role("button", name="Copy link").focus()
    assert page.get_by_role("textbox", name="Link to this plan").input_value() == f"{garden}{PLAN}#{THREE}"
    # To open a lesson is something that the reader does.
    page.get_by_role("link", name="Begin: Moving plants").click()
    expect(page).to_have_url(garden + "harvest/moving-plants/")
    assert stored(page)["plan"] == {"l": ["moving-plants", "start-here", "fences"], "b": 20791}
    assert [request.url for request in requests if "p=" in request.url or "#" in request.url] == []
    assert [value for request in requests for value in request.headers.values() if "p=move" in value] == []
    page.goto(garden + PLAN)
    assert titles(page) == TITLES
    page.get_by_role("button", name="Remove this plan").click()
    expect(page.locator(".pe-told").first).to_contain_text("The plan is gone from this device.")
    expect(page.get_by_role("link", name="Begin: Start here")).to_be_focused()
    assert stored(page)["plan"] is None
    assert len(titles(page)) == len(ALL)


def test_how_far(page: Page, garden: str) -> None:
    page.goto(f"{garden}{PLAN}")
    questions = page.locator("li[data-lesson=fences]").get_attribute("data-questions").split()
    answer = {"o": ["abcdef"], "h": "01234567", "d": 20700, "r": 1, "f": 1, "s": 0}
    remember(page, garden, done={"start-here": [20700, 1]}, answers=dict.fromkeys(questions[:2], answer))
    page.goto(f"{garden}{PLAN}#{THREE}")
    expect(page.locator(".pe-sum")).to_contain_text("1 of 3 lessons read. About 15 minutes left.")
    assert page.locator(".pe-state:visible").all_inner_texts() == ["Read", f"2 of {len(questions)} questions answered"]
    page.get_by_role("link", name="Continue: Fences").click()
    expect(page).to_have_url(garden + "beginning/fences/")
    page.evaluate(
        "localStorage.setItem('pain-ed', JSON.stringify({v: 1, done: {'start-here': [1, 1], 'fences': [1, 2], 'moving-plants': [1, 11]}}))"
    )
    page.goto(f"{garden}{PLAN}#{THREE}")
    expect(page.locator(".pe-sum")).to_contain_text("You have read every lesson here.")


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("The new one", {"l": ["moving-plants", "start-here", "fences"], "b": 20791}),
        ("The one from before", {"l": ["soil", "start-here"]}),
        ("Both", {"l": ["soil", "start-here", "moving-plants", "fences"], "b": 20791}),
    ],
)
def test_another_plan(page: Page, garden: str, choice: str, left: dict) -> None:
    remember(page, garden, plan={"l": ["soil", "start-here", "gone-long-ago"]})
    page.goto(f"{garden}{PLAN}#{THREE}")
    expect(page.get_by_text("This device keeps another plan already.")).to_be_visible()
    page.get_by_role("link", name="Begin: Moving plants").click()
    expect(page).to_have_url(garden + "harvest/moving-plants/")
    assert stored(page)["plan"]["l"][0] == "soil"
    page.go_back()
    page.get_by_role("button", name=choice).click()
    expect(page.get_by_text("This device keeps this plan.")).to_be_visible()
    assert stored(page)["plan"] == left
    page.reload()
    expect(page.get_by_text("This device keeps this plan.")).to_be_visible()
    assert (
        page.locator(".pe-lessons-list li:visible").evaluate_all("items => items.map(item => item.dataset.lesson)")
        == left["l"]
    )


def damaged(random: random.Random) -> str:
    shorts = random.sample(ALL, random.randint(1, 14))
    letters = list(plan_fragment(shorts))
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(letters))
        match random.randrange(6):
            case 0:
                del letters[at:]
            case 1:
                del letters[: at // 4]
            case 2:
                letters[at : at + 2] = reversed(letters[at : at + 2])
            case 3:
                letters[at] = chr(random.randrange(1, 0x3000))
            case 4:
                letters.insert(at, random.choice(["%", "%E0%A4", "%00", "%2", "%2E", "%3D", "%ff"]))
            case 5:
                letters.insert(
                    at,
                    random.choice(
                        [".__proto__.", ".constructor.", ".tostring.", ".by999999.", "\\", '"]', "#", "\ud7ff"]
                    ),
                )
        letters = letters or ["p"]
    return "".join(letters)


def test_a_thousand_damaged_links(page: Page, garden: str) -> None:
    fragments = [damaged(random.Random(number)) for number in range(1000)]
    page.goto(garden + PLAN)
    read = page.evaluate(
        """async ([address, fragments]) => {
            const { lessonsOf, readPlan } = await import(address);
            const root = document.querySelector("[data-tool=plan]");
            const [lessons, words] = [lessonsOf(root), JSON.parse(root.dataset.linkWords)];
            return fragments.map(fragment => {
                const { plan, trouble } = readPlan(fragment, lessons, words);
                return [plan?.l.map(id => lessons.get(id).short) ?? [], Boolean(trouble)];
            });
        }""",
        [f"{garden}assets/pain-ed/lib.js", fragments],
    )
    whole = 0
    for fragment, (shown, trouble) in zip(fragments, read, strict=True):
        plain = re.sub(r"%([0-7][0-9a-fA-F])", lambda code: chr(int(code[1], 16)), fragment).lower()
        names = dict.fromkeys(name for name in re.split(r"[^a-z0-9-]+", plain) if name in ALL)
        assert shown == list(names), fragment
        parts = plain[2:-3].split(".")
        # One damage in a thousand leaves the check letters as they were; then a name is none that is known.
        is_whole = plan_fragment(parts) == plain and {*parts} <= {*ALL}
        whole += is_whole
        assert trouble is not is_whole, fragment
    assert whole < 50  # a swap of two like letters, or an encoded dot, is no damage


@BOTH_ENGINES
def test_links_that_no_browser_decodes(page: Page, garden: str) -> None:
    """And what stops the theme."""
    for fragment in [
        "p=\\",
        'p="].begin',
        "p=%E0%A4.begin",
        "p=__proto__.begin",
        "p%3Dbegin.x",
        "begin.fence",
        "begin",
        "p=",
        "=%",
    ]:
        page.goto("about:blank")  # a new page, and no other place on this one
        page.goto(f"{garden}{PLAN}#{fragment}")
        expect(page.locator(".pe-told .pe-note")).to_contain_text("A part of this link is missing or was mistyped.")
        expect(page).to_have_url(garden + PLAN)
        assert titles(page)[:1] == ["Start here"], fragment
    # A link that is opened where another is open already.
    page.evaluate("fragment => location.hash = fragment", THREE)
    expect(page.locator(".pe-sum")).to_contain_text("0 of 3")
    expect(page).to_have_url(garden + PLAN)


@pytest.mark.parametrize(
    ("browser", "mode"), [("chromium", "refused"), ("chromium", "full"), ("firefox", "full")], indirect=["browser"]
)
def test_where_nothing_can_be_kept(page: Page, garden: str, mode: str) -> None:
    spoil(page, garden, mode)
    page.goto(f"{garden}{PLAN}#{THREE}")
    expect(page.get_by_text("This browser does not let the page remember the plan.")).to_be_visible()
    assert titles(page) == TITLES
    page.reload()
    assert titles(page) == TITLES
    page.get_by_role("link", name="Begin: Moving plants").click()
    expect(page).to_have_url(garden + "harvest/moving-plants/")


def test_without_script(visitor: Visitor, garden: str) -> None:
    page = visitor.page(java_script_enabled=False)
    page.route("**/*.js", lambda route: route.abort())  # Firefox ran them all the same
    page.goto(f"{garden}{PLAN}#{THREE}")
    assert "Without JavaScript this page lists the whole course" in page.locator(".pe-tool noscript").text_content()
    expect(page.locator(".pe-sum")).to_have_text("The whole course: 14 lessons, about 104 minutes.")
    assert len(titles(page)) == len(ALL)
    expect(page.locator(".pe-change")).to_be_hidden()


@BOTH_ENGINES
def test_axe_and_a_phone_and_paper(page: Page, visitor: Visitor, garden: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    remember(page, garden, plan={"l": ["soil"]}, done={"start-here": [20700, 1]})
    page.goto(f"{garden}{PLAN}#{THREE[:-1]}")
    add_style(page, ".md-header { position: static !important }")
    expect(page.locator(".pe-told .pe-note")).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []
    for target in page.locator(".pe-tool :is(button, input, .pe-go)").all():
        assert target.bounding_box()["height"] >= 43.9
    if not visitor.is_firefox:
        found = violations(page, "light")
        page.emulate_media(color_scheme="dark")
        found += violations(page, "dark")
        assert not found, "\n\n".join(found)
    for sheet in pages(page, visitor):
        assert [title for title in TITLES if title not in sheet] == []
        assert [
            words for words in ("Begin", "Which one", "joined", "Copy", "Change this", "Good to know") if words in sheet
        ] == []
