"""Small screens, zoom, wide text, less motion, colours of the device's own, targets that a tired hand can hit."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor, add_style, resize
from browser.reader import TEA, WRONG, Question, answer_all

# WCAG 1.4.12
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }"""

# What stands out of the page, and what in a quiz is cut off.
TOO_WIDE = """() => [
    ...(document.scrollingElement.scrollWidth > innerWidth ? [`the page is ${document.scrollingElement.scrollWidth} px wide`] : []),
    ...[...document.querySelectorAll(".pain-quiz *, .pq-key *")]
        .filter(one => one.checkVisibility() && one.localName !== "select" && one.localName !== "option")
        .filter(one => one.getBoundingClientRect().right > innerWidth + 1 ||
            (getComputedStyle(one).overflow !== "visible" && one.scrollHeight > one.clientHeight + 1))
        .map(one => one.outerHTML.slice(0, 200))
]"""


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


@BOTH_ENGINES
def test_nothing_scrolls_sideways(visitor: Visitor, site: str) -> None:
    page = visitor.page(viewport={"width": 320, "height": 640})
    page.goto(site + TEA)
    answer_all(page, WRONG)
    open_all(page)
    assert page.evaluate(TOO_WIDE) == []
    resize(page, 320, 256)  # a zoom of 400 %
    assert page.evaluate(TOO_WIDE) == []


@BOTH_ENGINES
def test_text_can_be_spaced(visitor: Visitor, site: str) -> None:
    page = visitor.page(viewport={"width": 320, "height": 640})
    page.goto(site + TEA)
    add_style(page, SPACING)
    answer_all(page, WRONG)
    open_all(page)
    assert page.evaluate(TOO_WIDE) == []


@BOTH_ENGINES
def test_targets_are_large(visitor: Visitor, site: str) -> None:
    page = visitor.page(viewport={"width": 320, "height": 800})
    page.goto(site + TEA)
    answer_all(page, WRONG)
    open_all(page)
    for width in (320, 1280):
        resize(page, width, 800)
        small = page.locator(".pain-quiz :is(label, button, summary, select), .pq-key summary").evaluate_all(
            """targets => targets.filter(target => target.checkVisibility())
                .map(target => [target.getBoundingClientRect(), target.outerHTML])
                .filter(([box]) => box.height < 44 || box.width < 44)
                .map(([box, html]) => `${box.width} x ${box.height}: ${html}`)"""
        )
        assert small == []


def test_nothing_moves_where_less_motion_is_asked_for(device, site: str) -> None:
    page: Page = device("still")
    page.goto(site + TEA)
    assert page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
    moving = page.evaluate(
        """async () => {
            const found = [];
            for (const target of document.querySelectorAll("#q-leaf input, #q-leaf .pq-check, #q-boil .pq-hint summary")) {
                target.click();
                found.push(...document.getAnimations().map(animation => animation.effect.target.outerHTML));
            }
            return found;
        }"""
    )
    assert moving == []


def test_a_result_itself_never_moves(tea: Page) -> None:
    """Not even where motion is welcome: no celebration."""
    moving = tea.evaluate(
        """() => {
            document.querySelectorAll("#q-leaf input")[1].click();
            document.querySelector("#q-leaf .pq-check").click();
            return document.getAnimations().filter(one => one.effect.target.closest(".pq-question")).length;
        }"""
    )
    expect(Question(tea, "leaf").verdict).to_have_text("Right.")
    assert moving == 0


def test_dark_follows_the_device(device, site: str) -> None:
    page: Page = device("dark")
    page.goto(site + TEA)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(page.locator("body")).to_have_css("background-color", "rgb(27, 35, 34)")


@BOTH_ENGINES
def test_state_is_told_without_colours(device, site: str) -> None:
    """A device with colours of its own drops every background: words, borders and the mark of choice stay."""
    page: Page = device("forced")
    page.goto(site + TEA)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    helpers = Question(page, "helpers").answer("Leaves", "Salt")
    expect(helpers.verdict).to_be_visible()
    assert helpers.whole.evaluate("button => parseFloat(getComputedStyle(button).borderTopWidth)") >= 1
    helpers.whole.click()
    for mark in ("Your choice: fits", "This one fits", "Your choice: does not fit"):
        expect(helpers.labels.get_by_text(mark, exact=True)).to_be_visible()
    assert (
        helpers.labels.evaluate_all("labels => new Set(labels.map(label => getComputedStyle(label).border)).size") == 3
    )
    for button in (helpers.check, helpers.again):
        assert button.evaluate("button => parseFloat(getComputedStyle(button).borderTopWidth)") >= 1
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(helpers.again).to_be_focused()
    assert helpers.again.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"


def test_the_mark_of_sources_follows_as_a_word_would(page: Page, site: str) -> None:
    """One space after the last word, and on a line of its own when that is full; the last word stays where it is."""
    page.goto(site + TEA)
    # Left and right edges and line of "black", of "tea." and of the mark; the paragraph as wide as its own words.
    edges = """narrow => {
        const [text, mark] = ["p", "summary"].map(name => document.querySelector(`#hot-water + .pe-cited ${name}`).firstChild);
        const box = (node, word) => {
            const range = document.createRange(), start = node.data.indexOf(word);
            range.setStart(node, start);
            range.setEnd(node, start + word.length);
            return range.getBoundingClientRect();
        };
        const block = text.parentNode.parentNode;
        if (narrow) block.style.inlineSize = `${box(text, "tea.").right - block.getBoundingClientRect().left + 2}px`;
        const [black, tea, sources] = [box(text, "black"), box(text, "tea."), box(mark, "1 source")];
        return { space: tea.left - black.right, gap: sources.left - tea.right, together: tea.top === black.top, below: sources.top > tea.bottom };
    }"""
    wide = page.evaluate(edges, False)
    assert wide["together"] and not wide["below"]
    assert abs(wide["gap"] - wide["space"]) < 1.5
    narrow = page.evaluate(edges, True)
    assert narrow["together"] and narrow["below"]
