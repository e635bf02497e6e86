"""axe finds nothing on each type of question in each state. (On each real page: test_real_course.py.)"""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from browser.conftest import Visitor
from browser.reader import PARTIAL, RIGHT, TEA, WRONG, Question, answer_all

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# The reader's choice of colours, as the theme stores it.
COLOURS = """([site, scheme, index]) => localStorage[site + ".__palette"] = JSON.stringify(
    {index, color: {media: `(prefers-color-scheme: ${scheme === "slate" ? "dark" : "light"})`, scheme, primary: "custom", accent: "custom"}}
)"""


@pytest.fixture(params=["default", "slate"])
def coloured(visitor: Visitor, request: pytest.FixtureRequest):
    """Opens a page in one of the two schemes."""
    page = visitor.page(reduced_motion="reduce")
    scheme = request.param

    def goto(site: str, address: str) -> Page:
        page.goto(address)
        path = site.partition("//")[2].partition("/")
        page.evaluate(COLOURS, [f"/{path[2]}", scheme, 1 + (scheme == "slate")])
        page.reload()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        return page

    return goto


def violations(page: Page, state: str, where: str | dict[str, list[list[str]]] = "html", *rules: str) -> list[str]:
    """What axe finds, by all rules of TAGS or by some alone."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "([where, only]) => axe.run(where, {runOnly: only, resultTypes: ['violations'], preload: false})",
        [where, {"type": "rule", "values": rules} if rules else TAGS],
    )["violations"]
    return [
        f"{state}: {rule['id']}: {rule['help']}\n  {node['html']}\n  {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def test_every_question_in_every_state(coloured, site: str) -> None:
    page: Page = coloured(site, site + TEA)
    found = violations(page, "unanswered")
    page.locator(".pq-check").evaluate_all("buttons => buttons.forEach(button => button.click())")
    page.locator("details").evaluate_all("all => all.forEach(details => details.open = true)")
    found += violations(page, "asked to choose; hints, answers and deletion open")
    for state, answers in (("wrong", WRONG), ("partial", PARTIAL), ("right", RIGHT)):
        answer_all(page, answers)
        found += violations(page, state)
    page.reload()
    expect(Question(page, "pairs").verdict).to_have_text("Right.")
    found += violations(page, "restored")
    for id, answers in WRONG.items():
        Question(page, id).choose(*answers)
    found += violations(page, "changed")
    page.get_by_role("link", name="Answer to question 4").click()
    found += violations(page, "answer asked for")
    assert not found, "\n\n".join(found)
