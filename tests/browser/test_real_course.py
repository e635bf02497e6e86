"""The real course, of which no test here quotes a word: nothing from elsewhere, nothing broken, no quiz where there is none, and what is
printed fits on its sheets."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from conftest import ROOT, Sites
from playwright.sync_api import Page, expect

from browser import held
from browser.conftest import BOTH_ENGINES, Visitor, add_style
from browser.reader import Question
from browser.test_axe import violations
from browser.test_fit import SPACING, TOO_WIDE, open_all
from browser.test_paper import A4, LETTER, SHOWN, expect_apart, pages, squeeze
from browser.test_policy import WATCH
from browser.test_record import ANSWER, DAY, RECORD, bring_back, hashes, open_file, remember
from pain_ed.check.sizes import SCREEN, sizes
from pain_ed.course.load import load
from pain_ed.course.model import Course


class Parsed(HTMLParser):
    """Ids and addresses of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []
        self.modules: set[str] = set()
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if given.get("id"):
            self.ids.append(given["id"])
        if module := given.get("data-module"):
            self.modules.add(module)
        for name in ("href", "src", "action", "data"):
            if (value := given.get(name)) and not value.startswith(("data:", "mailto:", "tel:", "sms:")):
                self.links.append(value)


@pytest.fixture(scope="module")
def course() -> Course:
    return load(ROOT)[0]


@pytest.fixture(scope="module")
def lessons(course: Course) -> list[str]:
    """The path of each lesson."""
    return [f"{lesson.module}/{lesson.id}/" for lesson in course.lessons]


@pytest.fixture(scope="module")
def parsed(real_pages: list[str], sites: Sites) -> dict[str, Parsed]:
    """Each page by its address."""
    files = {address: sites.folder / address.removeprefix(sites.address) for address in real_pages}
    return {address: Parsed(file / "index.html" if file.is_dir() else file) for address, file in files.items()}


def test_every_link_leads_somewhere(parsed: dict[str, Parsed], real: str, sites: Sites) -> None:
    """Pages, files and anchors; links to other sites are looked at only for their form."""
    example = "https://example.org/how-pain-works/"  # mkdocs.yml
    broken = []
    for address, page in parsed.items():
        for link in page.links:
            target, fragment = urldefrag(urljoin(address, link.replace(example, real)))
            if not target.startswith(sites.address):
                if not target.startswith("https://"):
                    broken.append((address, link))
                continue
            file = sites.folder / unquote(target.removeprefix(sites.address).partition("?")[0])
            if file.is_dir():
                file /= "index.html"
            anchors = parsed[target].ids if target in parsed else []
            if fragment.startswith("p="):  # a plan, and no place on the page
                fragment = ""
            if not file.is_file() or (fragment and unquote(fragment) not in [*anchors, "__tabbed"]):
                broken.append((address, link))
    assert broken == []


def test_ids_are_unique(parsed: dict[str, Parsed]) -> None:
    repeated = {address: sorted({id for id in page.ids if page.ids.count(id) > 1}) for address, page in parsed.items()}
    assert {address: ids for address, ids in repeated.items() if ids} == {}


def open_more(page: Page) -> None:
    """Open the folded questions of a page."""
    page.locator(".pq-more").evaluate_all("all => all.forEach(one => one.open = true)")


def test_ids_stay_unique_after_answers(page: Page, real: str, lessons: list[str]) -> None:
    page.goto(real + lessons[0])
    open_more(page)
    for input in page.locator(".pq-question > .pq-option:first-of-type > input").all():
        input.check()
    for _ in range(2):
        for check in page.get_by_role("button", name="Check", exact=True).all():
            check.click()
    expect(page.get_by_role("status").filter(has_text="Not quite.")).not_to_have_count(0)
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("browser", "part"),
    # For several processes at once. What hangs on the engine is tried on each fourth page in Firefox.
    [*(("chromium", slice(part, None, 4)) for part in range(4)), ("firefox", slice(0, None, 4))],
    indirect=["browser"],
    ids=lambda value: value if isinstance(value, str) else str(value.start),
)
def test_every_page(
    visitor: Visitor, sites: Sites, real_pages: list[str], parsed: dict[str, Parsed], part: slice
) -> None:
    """Nothing from elsewhere, nothing missing, no error, nothing against the page's own policy, no byte of a quiz or model where there is
    none, quizzes that work, nothing wider than a phone, and nothing that axe finds: in light, and what dark colours or a phone may change.
    Each page is opened once for all."""
    page = visitor.page(viewport={"width": 1280, "height": 800})
    page.add_init_script(WATCH)
    missing, console, found, lessons = [], [], [], 0
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: console.append(message.text) if message.type == "error" else None)
    for number, address in enumerate(real_pages[part]):
        visitor.requests.clear()
        page.goto(address)
        assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1, address
        modules = parsed[address].modules
        assert [url for url in visitor.requests if not url.startswith((sites.address, "data:", "blob:"))] == []
        for name, module in (("quiz", "pain-quiz"), ("simulation", "pain-model")):
            asked = {url.rpartition("/")[2].partition("?")[0] for url in visitor.requests if f"pain-ed/{name}." in url}
            assert asked == ({f"{name}.js", f"{name}.css"} if module in modules else set()), address

        if "pain-quiz" in modules and not address.endswith(("/print/", "/again/")):
            lessons += 1
            open_more(page)
            questions = page.locator(".pq-question")
            expect(questions.get_by_role("button", name="Check", exact=True)).to_have_count(questions.count())
            first = Question(page, questions.first.get_attribute("id").removeprefix("q-"))
            first.check.click()
            selects = first.root.get_attribute("data-type") in ("order", "match")
            expect(first.status).to_have_text(
                "Fill in every one first, then check." if selects else "Choose an answer first, then check."
            )

        # axe finds the same in both engines; and a module as one document is made of pages that are looked at.
        looked_at = not visitor.is_firefox and not address.endswith("/print/")
        if looked_at:
            # axe scrolls, and takes a target that comes to lie under the header for one that cannot be hit.
            add_style(page, ".md-header { position: static !important } * { transition: none !important }")
            # The entries of the longest page, the rules, are made alike.
            found += violations(page, address, {"include": [["html"]], "exclude": [[".pe-rules > :nth-child(n + 60)"]]})
            if number % 3 == 0:  # the dark colours are the same few properties on each page
                page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
                found += violations(page, f"{address} in dark", "main", "color-contrast")
        page.set_viewport_size({"width": 320, "height": 640})
        if looked_at and number % 3 == 1:
            found += violations(page, f"{address} on a phone", "html", "target-size", "scrollable-region-focusable")
        open_all(page)
        assert (address, page.evaluate(TOO_WIDE)) == (address, [])
        if "pain-quiz" in modules:
            add_style(page, SPACING)
            assert (address, page.evaluate(TOO_WIDE)) == (address, [])
        page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_load_state(
        "networkidle"
    )  # what the search loads comes late; `visitor` looks at all requests in the end
    assert lessons >= 2, "no question was tried"
    assert missing == []
    assert console == []
    assert not found, "\n\n".join(found)


WITHOUT_QUIZZES = """article => {
    const rest = article.cloneNode(true);
    for (const quiz of rest.querySelectorAll(".pain-quiz, .pq-key")) quiz.remove();
    return rest.textContent;
}"""


def test_lessons_on_paper(page: Page, visitor: Visitor, real: str, lessons: list[str]) -> None:
    """Every question whole before the answers, every answer after them, and no sheet with next to nothing on it."""
    for lesson in lessons[::12]:  # one of the first and one of the last
        page.goto(real + lesson)
        questions = [
            (squeeze(prompt).partition(" ")[2], [squeeze(option) for option in options])
            for prompt, options in page.locator(".pq-question").evaluate_all(SHOWN)
        ]
        feedback = page.locator(".pq-answer li > b").evaluate_all("all => all.map(one => one.nextSibling.textContent)")
        assert len(questions) >= 3 and len(feedback) >= 6
        said = squeeze(page.locator("article").evaluate(WITHOUT_QUIZZES))  # an answer may say what its lesson says
        sheets = pages(page, visitor)
        expect_apart(sheets, questions, [text for text in map(squeeze, feedback) if text not in said])
        assert [sheet for sheet in sheets if len(sheet.split()) < 20] == []


@BOTH_ENGINES
def test_the_whole_course_on_one_sheet(page: Page, visitor: Visitor, real: str, course: Course) -> None:
    """All read, no answer that agreed, and every reflection: the longest record that there can be."""
    ratings = {"b": [DAY, 2, 2, 4, 4], "a": [DAY + 9, 4, 2, 2, 4]}
    page.goto(real + RECORD)
    answers = {id: ANSWER | {"h": hash, "r": 0, "f": 0} for id, hash in hashes(page).items()}
    assert len(answers) == sum(len(quiz.questions) for quiz in course.quizzes)
    done = {lesson.id: [DAY + lesson.number, lesson.number] for lesson in course.lessons}
    remember(page, real, answers=answers, done=done, feel={lesson.module: ratings for lesson in course.lessons})
    code = page.locator("[data-part=shown]").text_content()
    for size in (A4, LETTER):
        if not (printed := pages(page, visitor, size)):
            return
        assert len(printed) == 1, printed[1:]
        for text in (
            course.lessons[0].title,
            course.lessons[-1].title,
            "Nobody has checked it",
            code,
            "after: disagree a little",
        ):
            assert squeeze(text) in printed[0]
        for text in ("Copy the text", "Save to a file", "A code that you noted down"):
            assert text not in printed[0]


def test_a_plan_of_the_whole_course_on_one_sheet(page: Page, visitor: Visitor, real: str, course: Course) -> None:
    page.goto(f"{real}for-clinicians/assign/")
    for box in page.locator("legend input").all():
        box.check()
    page.get_by_label("To read by").fill("2026-12-04")
    for size in (A4, LETTER):
        (sheet,) = pages(page, visitor, size)
        assert [lesson.title for lesson in course.lessons if squeeze(lesson.title) not in sheet] == []


def test_screens_are_estimated_well(page: Page, real: str, course: Course) -> None:
    """`pain-ed measure` has no browser; what it says of a phone is no more than a tenth off."""
    page.set_viewport_size({"width": 390, "height": SCREEN})
    off = {}
    for lesson, size in sizes(course):
        page.goto(f"{real}{lesson.module}/{lesson.id}/")
        for script in (".pe-reader", ".pain-quiz", ".pe-done"):
            expect(page.locator(f"{script}[data-mounted]").first).to_be_attached()
        page.evaluate("for (const image of document.images) image.loading = 'eager'")
        page.wait_for_function("[...document.images].every(image => image.complete)")
        question = page.locator(".pain-quiz fieldset").first.evaluate("it => it.getBoundingClientRect().top + scrollY")
        end = page.evaluate("document.documentElement.scrollHeight")
        off[lesson.id] = (size.screens * SCREEN / question - 1, size.to_end * SCREEN / end - 1)
    assert {id: each for id, each in off.items() if max(map(abs, each)) > 0.1} == {}


# --- What readers hold of the course as it was ------------------------------------------------------------------------


def titles_of(course: Course, ids: str) -> list[str]:
    titles = {lesson.id: lesson.title for lesson in course.lessons}
    return [titles[id] for id in ids.split()]


def test_links_of_old_plans(page: Page, real: str, course: Course) -> None:
    """Each opens, names its lessons in its order, under their titles of today, and has nothing to say of them."""
    for link, ids in held.LINKS.items():
        page.goto("about:blank")
        page.goto(real + link)
        assert page.locator(".pe-lessons-list li:visible a").all_inner_texts() == titles_of(course, ids), link
        expect(page.locator(".pe-told").first).to_be_empty()
    first, ids = next(iter(held.LINKS.items()))
    page.goto("about:blank")
    page.goto(real + first.replace("my/plan/", "for-clinicians/assign/"))
    assert page.locator(".pe-made li > span").all_inner_texts() == titles_of(course, ids)
    expect(page.get_by_label("To read by")).to_have_value("2027-01-15")
    expect(page.get_by_role("textbox", name="Link to this plan", exact=True)).to_have_value(real + first)


def test_an_old_code(page: Page, real: str) -> None:
    """For the clinician, and back in the reader's record."""
    seven = "start-here pain-protects nmda-wind-up central-sensitization kinds-of-pain moving-again my-plan".split()
    read = page.locator("[data-read]")
    page.goto(f"{real}for-clinicians/code/#c={held.CODE}")
    assert sorted(one.get_attribute("data-lesson") for one in read.all()) == sorted(seven)
    page.goto(real + RECORD)
    bring_back(page, held.CODE)
    assert sorted(one.get_attribute("data-lesson") for one in read.all()) == sorted(seven)
    expect(page.locator("[data-part=shown]")).to_have_text(held.CODE)
    expect(page.locator("[data-part=gone]")).to_be_hidden()


def test_an_old_file(page: Page, real: str, course: Course) -> None:
    """Lessons, answers, plan, notes, and what was said of modules that are gone; questions that are gone are passed over."""
    page.goto(real + RECORD)
    open_file(page, held.FILE)
    expect(page.locator("[data-part=said]")).to_have_text(
        "Taken from the file: lessons: 7, answers: 9, reflections: 2.  Your notes are back, too."
    )
    expect(page.locator("[data-part=shown]")).to_have_text(held.CODE)
    # The answer did not agree; its question belongs to another lesson now.
    expect(page.locator("[data-lesson=louder-and-softer] .pe-did a")).to_have_count(1)
    titles = course.module_titles
    expect(page.locator("[data-feel]:visible")).to_have_text(
        [
            f"Why pain happens (now “{titles['five-steps']}”) – before: 28 November 2026",
            f"How sensitivity turns up (now “{titles['how-it-works']}”) – before: 28 November 2026",
        ]
    )
    page.goto(f"{real}my/plan/")
    plan = next(iter(held.LINKS.values()))
    assert page.locator(".pe-lessons-list li:visible a").all_inner_texts() == titles_of(course, plan)
    expect(page.locator(".pe-go")).to_contain_text(titles_of(course, "talking-therapies")[0])
    page.goto(f"{real}my/notes/")
    expect(page.get_by_role("cell", name="Walked to the shop. Slept badly.")).to_be_visible()


def test_old_addresses(page: Page, real: str) -> None:
    """Each says where its text stands now, and its link leads to the same place there."""
    moved = {}
    for old in held.ADDRESSES:
        if "#" in old:
            page.goto(real + old)
            link = page.locator("a[data-moved]").get_attribute("href")
        else:
            (link,) = re.findall(r'<a href="([^"]+)" data-moved>', page.request.get(real + old).text())
        moved[old] = urljoin(real + old, link).removeprefix(real)
    assert moved == held.ADDRESSES


def test_an_old_address_without_script(visitor: Visitor, real: str) -> None:
    page = visitor.page(java_script_enabled=False)
    page.goto(f"{real}what-helps/my-plan/#a-place")
    page.locator("a[data-moved]").click()
    expect(page).to_have_url(f"{real}five-steps/my-plan/")
    page.goto(real + next(iter(held.LINKS)))
    expect(page.locator(".pe-lessons-list li a").first).to_be_visible()
