"""On paper: the questions with boxes to tick, and on pages of their own at the end the answers and the sources."""

from __future__ import annotations

import io
import re
import unicodedata

import pypdf
import pytest
from playwright.sync_api import Error, Page, expect

from browser.conftest import BOTH_ENGINES, Visitor
from browser.reader import RIGHT, TEA, answer_all

QUESTIONS = [
    (
        "Which water does green tea want?",
        ["Boiling water", "Water that has cooled a little", "Ice", "Sure", "Fairly sure", "Guessing"],
    ),
    ("Black and green tea come from two plants.", ["True", "False"]),
    ("What does a pot of tea need?", ["Leaves", "Water", "Salt", "Flour"]),
    ("Put the steps in order.", ["Pour it over the leaves.", "Drink.", "Boil the water."]),
    (
        "Which water for which tea?",
        ["Black tea", "Green tea", "Cold brew", "water from the fridge", "water that has cooled"],
    ),
]
ANSWERS = [
    "Many do it so, and it turns bitter.",
    "Without water it is a herb.",
    "Mind your tongue.",
    "It takes a night.",
]
SCREEN_ONLY = [
    "Hint",
    "It burns easily.",
    "Check",
    "Try again",
    "Answer to question",
    "Delete",
    "Your choice",
    "Right.",
    "have not checked",
    "agree with",
]

SHOWN = """questions => questions.map(question => {
    const printed = (node) => !["SELECT", "SMALL"].includes(node.nodeName);
    const text = (one) => [...one.childNodes].filter(printed).map(node => node.textContent).join("");
    return [text(question.querySelector("legend")), [...question.querySelectorAll(":scope > .pq-option")].map(text)];
})"""


def squeeze(text: str) -> str:
    # A line may end after a hyphen.
    return " ".join(unicodedata.normalize("NFKC", text).split()).replace("- ", "-")


A4, LETTER = (8.27, 11.69), (8.5, 11)


def sheets_of(page: Page, visitor: Visitor, size: tuple[float, float] = A4) -> list[pypdf.PageObject]:
    """The printed pages; none from Playwright's own Firefox, which cannot print."""
    # The system's Firefox takes Playwright's inches for centimetres.
    unit = 2.54 if visitor.is_firefox else 1
    try:
        pdf = page.pdf(width=f"{size[0] * unit}in", height=f"{size[1] * unit}in")
    except Error as error:
        assert visitor.is_firefox and "only supported" in error.message
        return []
    return list(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def pages(page: Page, visitor: Visitor, size: tuple[float, float] = A4) -> list[str]:
    """The text of each printed page."""
    return [squeeze(sheet.extract_text()) for sheet in sheets_of(page, visitor, size)]


def expect_apart(sheets: list[str], questions: list[tuple[str, list[str]]], answers: list[str]) -> None:
    """Every question whole on one page; every answer on a later one."""
    first = next(number for number, sheet in enumerate(sheets) if re.search(r"\bAnswers\b", sheet))
    before, after = sheets[:first], " ".join(sheets[first:])
    for prompt, options in questions:
        sheet = next((sheet for sheet in before if prompt in sheet), None)
        assert sheet, f"not before the answers: {prompt}"
        assert [option for option in options if option not in sheet] == [], f"not on one page: {prompt}"
        assert prompt in after
    assert [answer for answer in answers if answer in " ".join(before) or answer not in after] == []


@BOTH_ENGINES
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_answers_have_pages_of_their_own(visitor: Visitor, site: str, script: bool) -> None:
    page = visitor.page(java_script_enabled=script)
    page.goto(site + TEA)
    if script:
        answer_all(page, RIGHT)
    if sheets := pages(page, visitor):
        expect_apart(sheets, QUESTIONS, ANSWERS)
        text = " ".join(sheets)
        assert [words for words in SCREEN_ONLY if words in text] == []
        assert "Jones B. One plant. Leaf Press; 2015." in sheets[-1]
    else:
        expect_print_styles(page)


def expect_print_styles(page: Page) -> None:
    page.emulate_media(media="print")
    for hidden in (".pq-actions", ".pq-result", ".pq-hint", ".pq-delete", ".pq-summary"):
        for one in page.locator(hidden).all():
            expect(one).to_be_hidden()
    for one in page.locator(".pq-question").all():
        expect(one).to_have_css("break-inside", "avoid")
    expect(page.locator(".pq-key")).to_have_css("break-before", "page")
    expect(page.locator("#answer-pairs, #answer-soil-what").first).to_be_visible()
    box = page.locator(".pq-option > input").first
    expect(box).to_have_css("appearance", "none")
    expect(box).to_have_css("border-top-style", "solid")
    # The text of a drop-down list is made invisible, the box to write in is not.
    expect(page.locator(".pq-option > select").first).not_to_have_css("border-top-color", "rgba(0, 0, 0, 0)")


def test_print_styles(tea: Page) -> None:
    answer_all(tea, RIGHT)
    expect_print_styles(tea)


def in_order(text: str, *parts: str) -> None:
    """Each part stands in the text, after the one before it."""
    at = 0
    for part in parts:
        found = text.find(part, at)
        assert found >= 0, f"{part!r} does not follow {text[max(at - 60, 0) : at]!r}"
        at = found + len(part)


HEADINGS = """() => [...document.querySelectorAll("article :is(h2, h3, h4)")]
    .map(one => [...one.childNodes].filter(node => node.className !== "headerlink").map(node => node.textContent).join("").trim())"""


@BOTH_ENGINES
def test_a_lesson_is_a_handout(page: Page, visitor: Visitor, garden: str) -> None:
    page.goto(garden + "beginning/soil/")
    headings = page.evaluate(HEADINGS)
    for size in (A4, LETTER):
        if sheets := pages(page, visitor, size):
            expect_handout(sheets, headings, visitor)
        else:
            expect_print_styles(page)


def expect_handout(sheets: list[str], headings: list[str], visitor: Visitor) -> None:
    text = " ".join(sheets)
    in_order(
        sheets[0],
        "Soil: what your plants stand in",
        "A garden · ",
        "beginning/soil/",
        "Stung?",
        "When to get help",
        "6 minutes",
    )
    in_order(
        text,
        "Answers",
        "Never eat a berry that you do not know.",
        "Last looked at 21 November 2026",
        "No gardener has reviewed this page yet.",
        "Sources",
    )
    in_order(text, *(squeeze(heading) for heading in headings))
    assert "Roots hold the soil." in text  # what is folded on the screen
    for interface in ("Short version", "Read aloud", "Print now", "Edit this page", "Next"):
        assert interface not in text
    if not visitor.is_firefox:  # which cannot write into the margin
        assert [f"{number} / {len(sheets)}" in sheet for number, sheet in enumerate(sheets, 1)] == [True] * len(sheets)


def test_the_short_version_prints_its_key_points_and_questions(page: Page, visitor: Visitor, garden: str) -> None:
    page.goto(garden + "beginning/soil/")
    whole = len(sheets_of(page, visitor))
    page.get_by_role("button", name="Short version").click()
    text = " ".join(sheets := pages(page, visitor))
    in_order(
        text,
        "Key points",
        "A garden takes its time.",
        "Answers",
        "Sources",
    )
    for prompt in ("What does a garden take?", "What does a plant need?"):  # drawn before the rest of their sheet
        assert prompt in sheets[0]
    assert "It helps the leaves, as in" not in text and "Roots hold the soil." not in text
    assert len(sheets) < whole


@pytest.mark.parametrize("address", ["beginning/soil/", "harvest/print/"])
def test_large_print(page: Page, garden: str, address: str) -> None:
    """18 points, and nothing under 16 but the numbers of sources and those on the pictures."""
    page.goto(garden + address)
    page.locator(".pe-print summary").click()
    page.get_by_label("Large print").check()
    page.reload()  # it is remembered
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    page.emulate_media(media="print")
    sizes = page.evaluate(
        """() => {
            const sizes = {};
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const parent = walker.currentNode.parentElement;
                if (!walker.currentNode.data.trim() || !parent.checkVisibility() || parent.closest("sup, svg, script, style, select")) continue;
                const size = Math.round(parseFloat(getComputedStyle(parent).fontSize) * .75 * 10) / 10;
                sizes[size] ??= parent.outerHTML.slice(0, 100);
            }
            return sizes;
        }"""
    )
    assert {size: html for size, html in sizes.items() if float(size) < 16} == {}
    expect(page.locator(".pe-cited > p").first).to_have_css("font-size", "24px")


@BOTH_ENGINES
def test_a_module_on_paper(page: Page, visitor: Visitor, garden: str) -> None:
    page.goto(garden + "beginning/")
    page.get_by_role("link", name="Print this module").click()
    page.wait_for_url("**/print/")
    headings = page.evaluate(HEADINGS)
    pictures = page.locator(".pe-part img").count()
    questions = [
        (squeeze(prompt).partition(" ")[2], [squeeze(option) for option in options])
        for prompt, options in page.locator(".pq-question").evaluate_all(SHOWN)
    ]
    feedback = page.locator(".pq-answer li > b").evaluate_all("all => all.map(one => one.nextSibling.textContent)")
    assert len(questions) == 9 and pictures == 6
    sheets = sheets_of(page, visitor)
    if not sheets:
        return expect_print_styles(page)
    texts = [squeeze(sheet.extract_text()) for sheet in sheets]
    said = squeeze(" ".join(page.locator(".pe-part").all_text_contents()))  # an answer may say what its lesson says
    expect_apart(texts, questions, [text for text in map(squeeze, feedback) if text not in said])
    in_order(" ".join(texts), *(squeeze(heading) for heading in headings))
    assert re.search(r"The plot A garden · .*beginning/ Stung\? When to get help 19 minutes", texts[0])
    for title in ("Fences: a gap is not a gate", "Soil: what your plants stand in"):
        assert any(re.match(rf"(\d+ / \d+ )?{title} ", text) for text in texts)  # a lesson begins on a new page


def test_no_picture_is_cut_and_no_caption_parted(page: Page, garden: str) -> None:
    page.goto(garden + "harvest/print/")
    page.emulate_media(media="print")
    tall = page.locator("figure").evaluate_all(
        "all => all.map(one => [one.getBoundingClientRect().height, getComputedStyle(one).breakInside])"
    )
    # 297 mm less the margins of 38 mm, in CSS pixels: what is less high is not cut.
    assert len(tall) >= 5 and [figure for figure in tall if figure[0] > 259 * 96 / 25.4 or figure[1] != "avoid"] == []


def test_nothing_for_a_screen_is_printed(page: Page, visitor: Visitor, garden: str) -> None:
    for address, words in (
        ("beginning/", "Print this module"),
        ("give/", "Print a whole module"),
        ("give/assign/", "To read by"),
        ("my/plan/", "You did not get a link?"),
    ):
        page.goto(garden + address)
        assert words in page.locator("article").inner_text()
        assert words not in " ".join(pages(page, visitor))
