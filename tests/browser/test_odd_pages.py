"""Pages that somebody else meddles with: translators, broken scripts, a quiz that is damaged."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser.conftest import Visitor
from browser.reader import BREAD, RIGHT, TEA, WRONG, Question, answer_all

# As Google Translate does: every text node is replaced by one in <font><font>.
REWRITE = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
        if (!text.data.trim() || text.parentNode.closest("script, style, option, font")) continue;
        const outer = document.createElement("font"), inner = document.createElement("font");
        inner.append(text.data);
        outer.append(inner);
        text.replaceWith(outer);
    }
}"""


def test_text_is_rewritten(tea: Page) -> None:
    tea.evaluate(REWRITE)
    expect(tea.locator("#q-boil font").first).to_be_attached()
    answer_all(tea, WRONG)
    tea.evaluate(REWRITE)
    expect(tea.locator("#q-helpers .pq-mark font font")).to_have_count(2)
    leaf, steps, helpers = (Question(tea, id) for id in ("leaf", "steps", "helpers"))
    leaf.again.click()
    expect(leaf.status).to_be_empty()
    answer_all(tea, RIGHT)
    for id in RIGHT:
        expect(Question(tea, id).verdict).to_have_text("Right.")
    assert helpers.marked == [
        "Leaves | x | Your choice: fits",
        "Water | x | Your choice: fits",
        "Salt |  | ",
        "Flour |  | ",
    ]
    assert [label.split(" | ")[2] for label in steps.marked] == ["In its place"] * 3
    expect(tea.get_by_text("All 5 answers agree with the sources.")).to_be_visible()


def test_another_script_throws(visitor: Visitor, site: str) -> None:
    page = visitor.page()
    page.add_init_script(
        """addEventListener("click", () => { throw new Error("click"); }, true);
        addEventListener("change", () => { throw new Error("change"); }, true);
        throw new Error("load");"""
    )
    page.goto(site + TEA)
    answer_all(page, RIGHT)
    expect(page.get_by_text("All 5 answers agree with the sources.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("All 5 answers agree with the sources.")).to_be_visible()
    assert {"load", "click", "change"} == {error.removeprefix("Error: ") for error in visitor.errors}
    visitor.errors.clear()


def test_the_theme_does_not_load(page: Page, site: str) -> None:
    page.route("**/bundle*.js", lambda route: route.abort())
    page.goto(site + TEA)
    Question(page, "leaf").answer("False")
    expect(Question(page, "leaf").verdict).to_have_text("Right.")


def test_a_broken_quiz_does_not_stop_its_neighbour(page: Page, site: str) -> None:
    def break_first(route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace('data-words="{', 'data-words="{broken', 1))

    page.route(site + TEA, break_first)
    with page.expect_console_message(lambda message: message.type == "error"):
        page.goto(site + TEA)
    broken = Question(page, "boil")
    expect(broken.labels.first).to_be_visible()
    expect(broken.root.get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="Answer to question 1").click()
    expect(page.locator("#answer-boil")).to_be_visible()

    Question(page, "helpers").answer(*RIGHT["helpers"])
    expect(page.get_by_text("1 of 3 answers agree with the sources so far.")).to_be_visible()


def test_two_lessons_do_not_share_answers(tea: Page, site: str) -> None:
    Question(tea, "leaf").answer("False")
    tea.goto(site + BREAD)
    expect(Question(tea, "flour").status).to_be_empty()
    expect(tea.get_by_text("You have not checked any of the 2 questions on this page yet.")).to_be_visible()
