"""What this device remembers: the allow-list, deleting it, and a shared computer that remembers nothing."""

from __future__ import annotations

import json
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor
from browser.reader import RIGHT, TEA, Question, answer_all

PRIVACY = "privacy/"

DAY = r"\d{5}"
ANSWER = rf'"[a-z0-9-]+":\{{"o":\["[0-9a-f:,"]+"\],"h":"[0-9a-f]{{8}}",("p":1,)?("c":"(sure|fairly-sure|guessing)",)?"d":{DAY},"r":[01],"f":[01],"s":[0-3]\}}'
RATED = rf"\[{DAY}(,[1-5])+\]"
ALLOWED = {
    r"pain-ed": (
        rf'\{{"v":1,"plan":(null|\{{"l":\[("[a-z0-9-]+",?)+\](,"b":{DAY})?\}}),"prefs":\{{("(short|large|rate|numbers)":[\d.]+,?)*\}},'
        rf'"answers":\{{({ANSWER},?)*\}},"done":\{{("[a-z0-9-]+":\[{DAY},\d+\],?)*\}},'
        rf'"feel":\{{("[a-z0-9-]+":\{{("[ba]":{RATED},?)*\}},?)*\}}\}}'
    ),
    r"/small/\.__palette": r'\{"index":\d,"color":\{("(media|scheme|primary|accent)":"[\w():\s-]*",?)+\}\}',
    r"pain-ed-notes": r".*",  # what the reader has written (test_notes.py)
}
"""Every key that may stand in this device's storage, and all that may stand under it."""

DUMP = """async () => ({
    local: {...localStorage},
    session: {...sessionStorage},
    databases: (await indexedDB.databases?.() ?? []).map(one => one.name),
    caches: await caches.keys(),
    cookies: document.cookie,
})"""
NOTHING = {"local": {}, "session": {}, "databases": [], "caches": [], "cookies": ""}

# What tools of other pages write, each through lib.js.
WRITE = """async (address) => {
    const store = await import(address);
    store.save((state) => {
        state.done.tea = [store.today(), 0];
        state.plan = { l: ["tea", "bread"], b: store.today() + 7 };
        state.feel.kitchen = { b: [store.today(), 1, 2, 3, 4], a: [store.today(), 5, 4, 3, 2] };
        Object.assign(state.prefs, { short: 1, large: 0, rate: 0.8 });
    });
    store.write(store.NOTES, [{ d: store.today(), t: "slept badly" }]);
}"""


def do_everything(page: Page, site: str) -> None:
    page.goto(site + TEA)
    boil = Question(page, "boil").choose("Ice")
    boil.confidence.get_by_label("Guessing").check()
    boil.check.click()
    answer_all(page, {id: RIGHT[id] for id in ("leaf", "helpers", "steps", "pairs")})
    page.evaluate(WRITE, site + "assets/pain-ed/lib.js")
    page.get_by_title("Switch to light").click()
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("yeast")
    expect(page.locator(".md-search-result__link", has_text="Bread").first).to_be_visible()


@BOTH_ENGINES
def test_what_may_be_stored(page: Page, site: str) -> None:
    page.goto(site)
    page.goto(site + TEA)
    page.goto(site + PRIVACY)
    assert page.evaluate(DUMP) == NOTHING  # before the reader does something

    do_everything(page, site)
    dump = page.evaluate(DUMP)
    assert {name: held for name, held in dump.items() if name != "local"} == {
        name: held for name, held in NOTHING.items() if name != "local"
    }
    assert set(dump["local"]) == {"pain-ed", "pain-ed-notes", "/small/.__palette"}
    for key, value in dump["local"].items():
        (pattern,) = [pattern for allowed, pattern in ALLOWED.items() if re.fullmatch(allowed, key)]
        assert re.fullmatch(pattern, value), (key, value)

    page.goto(site + PRIVACY)
    tool = page.locator(".pe-tool")
    expect(tool.get_by_role("listitem")).to_have_text(
        [
            "Answers to 5 questions",
            "Lessons marked as read: 1",
            "A plan. Lessons in it: 2",
            "Parts of the course with your reflection: 1",
            "Choices of how to read, such as the short version: 3",
            re.compile("Your notes. Letters and signs: \\d+"),
            "Choices of how pages look, such as the colours: 1",
        ]
    )
    tool.get_by_text("Show it just as it is written").click()
    shown = dict(zip(tool.locator("dt").all_text_contents(), tool.locator("dd").all_text_contents(), strict=True))
    assert shown == dump["local"]
    results = Axe().run(
        page, context=".md-content", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    )
    assert results.response["violations"] == []

    tool.get_by_role("button", name="Delete what this device remembers").press("Enter")
    expect(tool.get_by_role("status")).to_contain_text("Done.")
    expect(tool.get_by_text("Nothing.", exact=True)).to_be_visible()
    assert page.evaluate(DUMP) == NOTHING
    page.reload()
    assert page.evaluate(DUMP) == NOTHING


@BOTH_ENGINES
def test_a_shared_computer(page: Page, site: str) -> None:
    page.goto(site + TEA)
    Question(page, "leaf").answer("False")
    page.goto(site + PRIVACY)
    tool = page.locator(".pe-tool")
    line = page.locator(".pe-shared")
    expect(line).to_be_hidden()
    tool.get_by_role("button", name="This is a shared computer").press("Enter")
    expect(line).to_be_visible()
    expect(tool.get_by_text("It is on:")).to_be_visible()

    # The storage of the device, which the page itself no longer sees, as another tab does.
    other = page.context.new_page()
    other.goto(site + "assets/pain-ed/course.css")
    local = "({...localStorage})"
    assert other.evaluate(local) == {}
    page.bring_to_front()
    page.goto(site + TEA)
    expect(Question(page, "leaf").verdict).to_have_text("Right.")  # it has moved into the tab
    do_everything(page, site)
    assert other.evaluate(local) == {}
    page.reload()
    expect(Question(page, "leaf").verdict).to_have_text("Right.")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert other.evaluate(local) == {}

    line.get_by_role("button", name="Clear now").click()
    expect(page).to_have_url(site)
    assert page.evaluate("({...sessionStorage})") == {"pain-ed-shared": "on"}
    page.go_back()
    expect(tool.get_by_text("Nothing.", exact=True)).to_be_visible()
    page.goto(site + TEA)
    expect(Question(page, "leaf").check).to_be_visible()
    expect(Question(page, "leaf").status).to_be_empty()
    assert other.evaluate(local) == {}


def test_not_a_shared_computer_after_all(page: Page, site: str) -> None:
    page.goto(site + PRIVACY)
    tool = page.locator(".pe-tool")
    tool.get_by_role("button", name="This is a shared computer").click()
    expect(page.locator(".pe-shared")).to_be_visible()
    page.goto(site + TEA)
    Question(page, "leaf").answer("False")
    page.goto(site + PRIVACY)
    tool.get_by_role("button", name="This is my own device").click()
    expect(page.locator(".pe-shared")).to_be_hidden()
    assert page.evaluate("({...sessionStorage})") == {}
    assert set(json.loads(page.evaluate("localStorage.getItem('pain-ed')"))["answers"]) == {"leaf"}


def test_where_nothing_can_be_stored(page: Page, site: str) -> None:
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"])
            Object.defineProperty(window, name, {configurable: true, get() { throw new DOMException("denied", "SecurityError"); }});"""
    )
    page.goto(site + PRIVACY)
    expect(
        page.locator(".pe-tool").get_by_text("This browser does not let the page remember anything.")
    ).to_be_visible()


def test_without_javascript(visitor: Visitor, site: str) -> None:
    page = visitor.page(java_script_enabled=False)
    page.route("**/*.js", lambda route: route.abort())  # the system's Firefox runs them all the same
    page.goto(site + PRIVACY)
    # Not asked whether it is visible: Playwright's Chromium switches scripts off without telling its parser.
    assert "this page needs JavaScript" in page.locator(".pe-tool noscript").inner_html()
    expect(page.locator(".pe-tool button")).to_have_count(2)
    expect(page.locator(".pe-tool button").first).to_be_hidden()
