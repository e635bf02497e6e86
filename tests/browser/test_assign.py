"""A plan is built by keys, printed, and read from the paper; its link leads back to it."""

from __future__ import annotations

import io
from datetime import date

import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Error, Locator, Page, expect

from browser.conftest import BOTH_ENGINES, Visitor, add_style
from browser.garden import LESSONS
from browser.test_axe import violations
from browser.test_fit import TOO_WIDE
from browser.test_paper import squeeze
from pain_ed.tools.link import plan_fragment

ASSIGN = "give/assign/"
PLAN = "my/plan/"
ALL = [lesson.short for lesson in LESSONS]


# A screen has fewer points than paper.
LARGE = "@media screen { .md-typeset svg.pe-qr { width: 456px; height: auto } }"


def link(page: Page) -> str:
    return page.get_by_role("textbox", name="Link to this plan").input_value()


def expect_link(page: Page, address: str) -> None:
    expect(page.get_by_role("textbox", name="Link to this plan")).to_have_value(address)


def tick_all(page: Page) -> None:
    for box in page.locator("legend input").all():
        box.check()


def shot(code: Locator) -> Image.Image:
    return Image.open(io.BytesIO(code.screenshot(caret="initial")))


def decoded(picture: Image.Image) -> tuple[list[str], float]:
    """What a decoder reads, and the width of the code, without its border, in parts of the picture's width."""
    found = zxingcpp.read_barcodes(picture)
    corners = found[0].position
    return [code.text for code in found], (corners.top_right.x - corners.top_left.x + 1) / picture.width


@BOTH_ENGINES
def test_a_plan_by_keys(page: Page, garden: str) -> None:
    page.goto(garden + ASSIGN)
    page.get_by_title("Link to this part").first.focus()
    said = page.locator(".pe-told").first
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="The plot")).to_be_focused()
    page.keyboard.press("Space")
    expect(said).to_have_text("3 lessons, about 19 minutes.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(said).to_have_text("2 lessons, about 13 minutes.")
    assert page.get_by_role("checkbox", name="The plot").evaluate("box => box.indeterminate")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="Soil")).not_to_be_checked()
    page.get_by_role("checkbox", name="Moving plants").press("Space")
    expect_link(page, f"{garden}{PLAN}#p=fence.move.{plan_fragment(['fence', 'move'])[-2:]}")

    up = page.get_by_role("button", name="Up: Moving plants")
    up.press("Enter")
    expect(said).to_have_text("Moving plants: small roots that you keep is now number 1 of 2.")
    expect(up).to_be_disabled()
    expect(page.get_by_role("button", name="Down: Moving plants")).to_be_focused()
    # Another order than the course's stays when a lesson is added.
    page.get_by_role("checkbox", name="Start here").press("Space")
    expect_link(page, f"{garden}{PLAN}#{plan_fragment(['move', 'fence', 'begin'])}")

    page.get_by_label("To read by").fill("2026-12-04")
    expect_link(page, f"{garden}{PLAN}#{plan_fragment(['move', 'fence', 'begin', 'by261204'])}")
    page.get_by_role("checkbox", name="Start here").press("Space")
    day = date.today()
    expect(page.get_by_label("Line for the record")).to_have_value(
        f"Assigned {day.day} {day:%B %Y}: Moving plants: small roots that you keep; Fences: a gap is not a gate. "
        f"To read by 4 December 2026. Link: {link(page)}"
    )
    page.reload()
    expect(page.get_by_role("button", name="Down: Moving plants")).to_be_visible()
    assert link(page).endswith("#" + plan_fragment(["move", "fence", "by261204"]))
    page.get_by_role("button", name="Untick all").press("Enter")
    expect(page.get_by_role("textbox", name="Link to this plan")).to_have_count(0)
    page.reload()
    expect(said).to_have_text("Tick a lesson or a whole module. The link, the code and the sheet then appear here.")


@pytest.mark.parametrize(
    ("browser", "lessons"),
    [("chromium", ["Start here"]), ("chromium", []), ("firefox", [])],
    indirect=["browser"],
    ids=["chromium-one-lesson", "chromium-whole-course", "firefox-whole-course"],
)
def test_the_sheet_on_paper(page: Page, visitor: Visitor, garden: str, lessons: list[str]) -> None:
    page.goto(garden + ASSIGN)
    for name in lessons:
        page.get_by_role("checkbox", name=name).check()
    if not lessons:
        tick_all(page)
    page.get_by_label("To read by").fill("2026-12-04")
    wanted = link(page)
    count = len(lessons) or len(ALL)
    add_style(page, LARGE)
    seen, _ = decoded(shot(page.locator(".pe-sheet .pe-qr")))
    page.evaluate("document.adoptedStyleSheets.pop()")
    assert seen == [wanted]
    for width, height in ((210, 297), (215.9, 279.4)):
        # The system's Firefox takes Playwright's inches for centimetres; Playwright's own cannot print.
        unit = 2.54 if visitor.is_firefox else 1
        try:
            pdf = page.pdf(width=f"{width / 25.4 * unit}in", height=f"{height / 25.4 * unit}in")
        except Error as error:
            assert visitor.is_firefox and "only supported" in error.message
            return
        (sheet,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
        text = squeeze(sheet.extract_text())
        for words in ("Your lessons", "4 December 2026", "When to get help", f"{garden}help/", "Never eat a berry"):
            assert words.replace(" ", "") in text.replace(" ", "")  # a long address is broken between two lines
        assert [
            word for word in ("Print the sheet", "Ready-made", "Assign lessons", "In this order") if word in text
        ] == []
        assert text.replace(" ", "").count(wanted.replace(" ", "")) == 1
        titles = page.locator(".pe-sheet li b").all_inner_texts()
        keys = page.locator(".pe-sheet li p").all_inner_texts()
        assert len(titles) == len([key for key in keys if len(key) > 20]) == count
        assert [line for line in titles + keys if line not in text] == []
        seen, part = decoded(pypdfium2.PdfDocument(pdf)[0].render(scale=300 / 72, grayscale=True).to_pil())
        assert seen == [wanted]
        assert part * width >= 30


def test_the_ready_made_codes(visitor: Visitor, garden: str) -> None:
    page = visitor.page(java_script_enabled=False)
    page.goto(garden + ASSIGN)
    # Text, not an element, where Firefox is told by Playwright to run no script.
    assert "Making a link of your own choice needs JavaScript" in page.locator(".pe-tool noscript").text_content()
    modules = page.locator(".pe-ready li")
    assert [text.split("\n")[0] for text in modules.locator("div").all_inner_texts()] == [
        "The whole course",
        "The plot",
        "Growing",
        "Weather",
        "Harvest",
    ]
    links = []
    page = visitor.page()
    page.goto(garden + ASSIGN)
    add_style(page, LARGE)  # which Playwright cannot do without JavaScript
    for module in page.locator(".pe-ready li").all():
        code = module.get_by_role("img")
        seen, _ = decoded(shot(code))
        address = module.get_by_role("link").get_attribute("href")
        assert seen == [address]
        assert module.get_by_role("link").inner_text() == address
        size = int(code.get_attribute("viewBox").split()[-1])
        assert float(code.get_attribute("width").removesuffix("mm")) * (size - 8) / size >= 30
        links.append(address)
    # What mkdocs.yml says, wherever this copy is served.
    online = "https://example.org/garden/"
    assert links[0] == f"{online}{PLAN}#{plan_fragment(ALL)}"
    assert links[1] == f"{online}{PLAN}#{plan_fragment(ALL[:3])}"
    reader = visitor.page()
    reader.goto(links[2].replace(online, garden))
    expect(reader.locator(".pe-sum")).to_have_text("0 of 3 lessons read. About 20 minutes left.")
    expect(reader.locator(".pe-told").first).to_be_empty()


def test_the_longest_link(page: Page, garden: str) -> None:
    page.goto(garden + ASSIGN)
    fragment = page.evaluate(
        """async ([address, shorts]) => (await import(address)).planToFragment(shorts, 20791)""",
        [f"{garden}assets/pain-ed/lib.js", ALL],
    )
    assert fragment == plan_fragment([*ALL, "by261204"])
    assert len(f"https://example.org/garden/{PLAN}#{fragment}") < 150
    too_long = page.evaluate(
        "async address => (await import(address)).qrSvg('x'.repeat(3000), '')", f"{garden}assets/pain-ed/qr.js"
    )
    assert too_long is None


def test_a_link_restores_the_plan(page: Page, garden: str) -> None:
    page.goto(f"{garden}{PLAN}#{plan_fragment(['move', 'begin', 'by261204'])}")
    page.get_by_role("link", name="Change this plan").click()
    expect(page.get_by_role("checkbox", name="Moving plants")).to_be_checked()
    expect(page.get_by_label("To read by")).to_have_value("2026-12-04")
    expect(page).to_have_url(garden + ASSIGN)
    assert page.locator(".pe-made li > span").all_inner_texts() == [
        "Moving plants: small roots that you keep",
        "Start here",
    ]
    page.goto(f"{garden}{ASSIGN}#p=move.begn.by261204.zz")
    expect(page.locator(".pe-told").first).to_have_text(
        "A part of this link is missing or was mistyped. "
        "The lessons below are those that could be read from it. If one is missing, ask for the link again."
    )
    expect_link(page, f"{garden}{PLAN}#{plan_fragment(['move'])}")
    # A place on the page is no plan.
    page.goto("about:blank")
    page.goto(f"{garden}{ASSIGN}#ready-made")
    expect(page.locator(".pe-told").first).to_contain_text("Tick a lesson")
    expect(page).to_have_url(f"{garden}{ASSIGN}#ready-made")


def test_copying(page: Page, garden: str) -> None:
    page.add_init_script("""window.copied = []; window.refuse = 0;
        Object.defineProperty(navigator, "clipboard", { value: { async writeText(text) { if (refuse) throw new Error(); copied.push(text); } } });
        document.execCommand = () => { copied.push(String(document.activeElement.value)); return refuse < 2; };""")
    page.goto(garden + ASSIGN)
    page.get_by_role("checkbox", name="Start here").check()
    said = page.locator(".pe-made").get_by_role("status")
    page.get_by_role("button", name="Copy link").click()
    expect(said).to_have_text("Copied.")
    page.evaluate("refuse = 1")
    page.get_by_role("button", name="Copy line").click()
    expect(said).to_have_text("Copied.")
    page.evaluate("refuse = 2")
    page.get_by_role("button", name="Copy link").click()
    expect(said).to_have_text("This browser does not let the page copy. The text is selected: copy it by hand.")
    wanted = link(page)
    assert page.evaluate("copied[0]") == wanted
    assert page.evaluate("copied[1]") == page.get_by_label("Line for the record").input_value()
    assert (
        page.evaluate(
            "(({value, selectionStart, selectionEnd}) => value.slice(selectionStart, selectionEnd))(document.activeElement)"
        )
        == wanted
    )


@BOTH_ENGINES
def test_axe_and_a_phone(page: Page, visitor: Visitor, garden: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(garden + ASSIGN)
    add_style(page, ".md-header { position: static !important }")
    tick_all(page)
    page.get_by_label("To read by").fill("2026-12-04")
    assert page.evaluate(TOO_WIDE) == []
    for target in page.locator(".pe-tool :is(button, label.pe-box, .pe-copy input, [type=date])").all():
        assert target.bounding_box()["height"] >= 43.9
    if not visitor.is_firefox:
        found = violations(page, "light")
        page.emulate_media(color_scheme="dark")
        found += violations(page, "dark")
        assert not found, "\n\n".join(found)
