"""tests/bread as its readers see it: in German, and from right to left."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from conftest import ROOT, Sites
from playwright.sync_api import Locator, Page, expect

from browser.conftest import BOTH_ENGINES

BREAD = ROOT / "tests/bread"
ARABIC = """
markdown_extensions:
  - pain_ed:
      words:
        check: "تحقّق"
        again: "حاول مرة أخرى"
        reread: "اقرأ مرة أخرى:"
        mark-missed: "هذا يناسب"
        "minutes|one": "دقيقة واحدة"
        "minutes|few": "{} دقائق"
        minutes: "{} دقيقة"
"""
LESSONS = ("sauerteig/was-im-teig-lebt/", "sauerteig/vom-ansatz-zum-brot/")
TOOLS = ("mein/plan/", "mein/verlauf/", "mein/notizen/", "mein/daten/", "weitergeben/auswahl/", "weitergeben/code/")
KEPT = """() => {
    localStorage.setItem("pain-ed", JSON.stringify({ v: 1, done: { "was-im-teig-lebt": [20778, 1] }, feel: { sauerteig: { b: [20778, 1, 2, 3, 4] } } }));
    localStorage.setItem("pain-ed-notes", JSON.stringify({ v: 1, on: 20770, days: { 20770: { hoehe: 3, note: "mild" }, 20778: { hoehe: 8 } } }));
}"""


@pytest.fixture(scope="module")
def german(sites: Sites) -> str:
    return sites.url(sites.once("german", lambda site: sites.build(BREAD / "mkdocs.yml", site.name)))


@pytest.fixture(scope="module")
def arabic(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same course in the theme's Arabic, with a few Arabic words; what the others fall back to is English, and the build says so."""
    course: Path = tmp_path_factory.mktemp("arabic") / "course"
    shutil.copytree(BREAD, course)
    config = course / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("language: de", "language: ar") + ARABIC, "utf-8")
    return sites.url(sites.once("arabic", lambda site: sites.build(config, site.name)))


def test_german(page: Page, german: str) -> None:
    page.goto(german + LESSONS[0])
    expect(page.locator(".pe-facts")).to_contain_text("1 Minute")
    quiz = page.locator("form.pain-quiz").first
    quiz.get_by_label("Gas aus Hefen und Bakterien.").check()
    quiz.get_by_label("Ziemlich sicher").check()
    quiz.get_by_role("button", name="Prüfen").first.click()
    expect(quiz.locator(".pq-verdict").first).to_have_text(
        "Richtig. So sicher waren Sie nach eigener Angabe: ziemlich sicher."
    )
    quiz.get_by_label("Milchsäurebakterien").check()
    quiz.get_by_label("Backpulver").check()
    quiz.get_by_role("button", name="Prüfen").nth(1).click()
    expect(quiz.locator(".pq-verdict").nth(1)).to_have_text(
        "Nicht ganz. Gefunden: 1 von 3, die passen. 1 Ihrer Antworten passt nicht."
    )
    expect(page.locator(".pq-summary").last).to_contain_text(
        "Mit den Quellen stimmen bisher überein: 1 von 3 Antworten."
    )
    page.get_by_label("Ich habe diese Lektion gelesen").check()
    page.goto(german + "mein/plan/")
    expect(page.locator(".pe-sum")).to_have_text("Der ganze Kurs. 1 von 2 Lektionen gelesen. Noch etwa 3 Minuten.")
    expect(page.locator(".pe-state").first).to_have_text("Gelesen. 2 von 3 Fragen beantwortet")
    page.goto(german + "mein/noch-einmal/")
    expect(page.get_by_text("Die nächste Frage kommt morgen. 1 Frage wartet auf einen anderen Tag.")).to_be_visible()
    page.goto(german + "mein/verlauf/")
    expect(page.locator("[data-part=self]")).to_have_text(
        re.compile(r"^Sauerteig, Stand vom \d{1,2}\. [A-ZÄÖÜ][a-zäöü]+ 20\d\d\. Das sage ich selbst")
    )
    for tool in TOOLS:
        page.goto(german + tool)
        assert not re.search(r"\{\d*\}|undefined", page.locator("article").inner_text()), tool


def _sides(outer: Locator, inner: Locator) -> tuple[float, float]:
    """How far an element stands from the left and from the right side of another."""
    out, in_ = outer.bounding_box(), inner.bounding_box()
    return in_["x"] - out["x"], out["x"] + out["width"] - in_["x"] - in_["width"]


def _is_right(outer: Locator, inner: Locator) -> bool:
    left, right = _sides(outer, inner)
    return 0 <= right < 30 < left


# Where the text of an element begins and ends: the middle of its first and of its last letter.
_READS = """element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const nodes = []; while (walker.nextNode()) if (walker.currentNode.data.trim()) nodes.push(walker.currentNode);
    const at = (node, place) => { const range = document.createRange(); range.setStart(node, place); range.setEnd(node, place + 1);
        const box = range.getBoundingClientRect(); return box.x + box.width / 2; };
    const last = nodes.at(-1);
    return [at(nodes[0], nodes[0].data.search(/\\S/)), at(last, last.data.trimEnd().length - 1)];
}"""


@BOTH_ENGINES
def test_right_to_left(page: Page, arabic: str) -> None:
    def fits() -> None:
        assert page.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth") == 0, (
            page.url
        )

    page.set_viewport_size({"width": 360, "height": 900})

    page.goto(arabic + LESSONS[0])
    page.evaluate(KEPT)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    expect(page.locator(".pe-facts")).to_contain_text("دقيقة واحدة")
    question = page.locator(".pq-question").nth(1)
    label = question.locator(".pq-option").first
    assert _is_right(label, label.locator("input"))
    text = label.evaluate(
        "element => { const range = document.createRange(); range.selectNode(element.lastChild); const box = range.getBoundingClientRect(); return box.right; }"
    )
    assert text < label.locator("input").bounding_box()["x"]
    question.get_by_label("Milchsäurebakterien").check()
    question.get_by_role("button", name="تحقّق").click()
    check, again = (question.get_by_role("button", name=name).bounding_box() for name in ("تحقّق", "حاول مرة أخرى"))
    assert again["x"] < check["x"] or again["y"] > check["y"]
    assert question.locator(".pq-result").evaluate(
        "element => [getComputedStyle(element).borderRightWidth, getComputedStyle(element).borderLeftWidth]"
    ) == ["4px", "0px"]
    question.locator(".pq-whole").click()
    mark = question.locator("[data-mark=missed] .pq-mark").first
    assert "←" in mark.evaluate("element => getComputedStyle(element, '::before').content")
    fits()
    summary = page.locator(".pq-answer > summary").first
    assert summary.evaluate(
        "element => parseFloat(getComputedStyle(element).paddingLeft) > 2 * parseFloat(getComputedStyle(element).paddingRight)"
    )
    # A reference is in a language of its own: "et al." does not become ".et al".
    begin, end = page.locator(".footnote li > p").first.evaluate(
        _READS.replace("nodes.at(-1)", "nodes[0]").replace("last.data.trimEnd().length - 1", "last.data.search(/[.,]/)")
    )
    assert begin < end

    page.emulate_media(media="print")
    page.goto(arabic + LESSONS[1])
    order = page.locator('[data-type="order"] > .pq-option').first
    assert _is_right(order, order.locator("select"))
    page.emulate_media(media="screen")

    page.goto(arabic + "mein/plan/")
    item = page.locator("li[data-lesson]").first
    assert item.evaluate("element => parseFloat(getComputedStyle(element).paddingRight) > 30")
    assert item.evaluate("element => getComputedStyle(element, '::before').right") == "0px"
    fits()
    page.goto(arabic + "mein/verlauf/")
    assert (
        page.locator("li[data-lesson]").first.evaluate("element => getComputedStyle(element, '::before').right")
        == "0px"
    )
    begin, end = page.locator("[data-part=shown]").evaluate(_READS)
    assert begin < end  # a code reads from left to right
    fits()
    # The diary's days go from left to right, as its table of numbers and its marks are drawn; no label leaves the picture.
    page.goto(arabic + "mein/notizen/")
    plot = page.locator("[data-part=plot]")
    first, last = page.locator(".pe-end").all()
    assert first.bounding_box()["x"] < last.bounding_box()["x"]
    for each in (first, last):
        left, right = _sides(plot, each)
        assert left >= -2 and right >= -2
    scale = page.locator(".pe-scales .pe-field").first
    assert scale.locator("input").bounding_box()["x"] < scale.locator("b").bounding_box()["x"]
    fits()
    page.goto(arabic + "weitergeben/auswahl/")
    page.locator("legend input").check()
    box = page.locator(".pe-builder li .pe-box").first
    assert _is_right(box, box.locator("input"))
    assert (
        page.locator(".pe-sheet li").first.evaluate("element => getComputedStyle(element, '::before').right") == "0px"
    )
    fits()
    for width, paths in (
        (360, ("sauerteig/print/", "mein/daten/", "weitergeben/code/", "quellen/")),
        (1280, (*LESSONS, "mein/notizen/", "weitergeben/auswahl/")),
    ):
        page.set_viewport_size({"width": width, "height": 900})
        for path in paths:
            page.goto(arabic + path)
            fits()
