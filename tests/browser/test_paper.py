"""On paper: the questions with boxes to tick, and on pages of their own at the end the answers and the sources."""

from __future__ import annotations

import io
import re
import unicodedata

import pypdf
import pytest
from playwright.sync_api import Error, Page, expect

from browser.conftest import Visitor
from browser.reader import RIGHT, TEA, answer_all

QUESTIONS = [
    ("Which water does green tea want?", ["Boiling water", "Water that has cooled a little", "Ice", "Sure", "Fairly sure", "Guessing"]),
    ("Black and green tea come from two plants.", ["True", "False"]),
    ("What does a pot of tea need?", ["Leaves", "Water", "Salt", "Flour"]),
    ("Put the steps in order.", ["Pour it over the leaves.", "Drink.", "Boil the water."]),
    ("Which water for which tea?", ["Black tea", "Green tea", "Cold brew", "water from the fridge", "water that has cooled"]),
]
ANSWERS = ["Many do it so, and it turns bitter.", "Without water it is a herb.", "Mind your tongue.", "It takes a night."]
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
    return " ".join(unicodedata.normalize("NFKC", text).split())


def pages(page: Page, visitor: Visitor) -> list[str]:
    """The text of each printed page; none from Playwright's own Firefox, which cannot print."""
    # The system's Firefox takes Playwright's inches for centimetres.
    unit = 2.54 if visitor.is_firefox else 1
    try:
        pdf = page.pdf(width=f"{8.27 * unit}in", height=f"{11.69 * unit}in")
    except Error as error:
        assert visitor.is_firefox and "only supported" in error.message
        return []
    return [squeeze(sheet.extract_text()) for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages]


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


def test_a_real_lesson_on_paper(page: Page, visitor: Visitor, real: str) -> None:
    page.goto(real + "why-pain-happens/nociception/")
    questions = [
        (squeeze(prompt).partition(" ")[2], [squeeze(option) for option in options])
        for prompt, options in page.locator(".pq-question").evaluate_all(SHOWN)
    ]
    feedback = page.locator(".pq-answer li > b").evaluate_all("all => all.map(one => one.nextSibling.textContent)")
    assert len(questions) >= 6 and len(feedback) >= 12
    if sheets := pages(page, visitor):
        expect_apart(sheets, questions, [squeeze(text) for text in feedback])
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
    expect(page.locator("#answer-pairs, #answer-four-words").first).to_be_visible()
    box = page.locator(".pq-option > input").first
    expect(box).to_have_css("appearance", "none")
    expect(box).to_have_css("border-top-style", "solid")
    # The text of a drop-down list is made invisible, the box to write in is not.
    expect(page.locator(".pq-option > select").first).not_to_have_css("border-top-color", "rgba(0, 0, 0, 0)")


def test_print_styles(tea: Page, visitor: Visitor) -> None:
    answer_all(tea, RIGHT)
    tea.emulate_media(media="print")
    if tea.evaluate("matchMedia('print').matches"):  # the system's Firefox cannot: it printed above
        expect_print_styles(tea)
    else:
        assert visitor.is_firefox
