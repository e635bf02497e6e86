"""The folder for a USB stick: opened from files, where every page is a stranger to the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from conftest import Sites
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import BOTH_ENGINES, SOON
from browser.garden import LESSONS, write
from browser.reader import Question

pytestmark = [BOTH_ENGINES, pytest.mark.slow]


@pytest.fixture(scope="module")
def stick(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the first page, as a double-click opens it."""
    config = write(tmp_path_factory.mktemp("stick") / "course")
    site = sites.once("E: my stick", lambda site: sites.build(config, site.name, PAIN_ED_USB="true"))
    return (site / "index.html").as_uri()


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(SOON)
    errors: list[str] = []
    requests: list[str] = []
    context.on("weberror", lambda error: errors.append(error.error.message))
    context.on("request", lambda request: requests.append(request.url))
    yield context
    context.close()
    assert errors == []
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:", "about:"))] == []


def answer_first(page: Page) -> Question:
    """Answers the first question, and waits until the file that all pages share knows of it."""
    question = Question(page, page.locator(".pq-question").first.get_attribute("id").removeprefix("q-"))
    expect(question.check).to_be_visible()
    question.answer(question.marked[0].split(" | ")[0])
    shared(page)
    return question


OURS = """storages => JSON.stringify(storages.map(
    storage => Object.entries(storage).filter(([key]) => key.startsWith("pain-ed") || key.includes(".__")).sort()))"""


def shared(page: Page) -> None:
    """Waits until what this page has written stands with the file that all pages share."""
    (keeper,) = [frame for frame in page.frames if "keeper.html" in frame.url]
    # In the tab of a shared computer, both names are one storage.
    count, kept = page.evaluate(f"""() => {{
        const storages = localStorage === sessionStorage ? [sessionStorage] : [sessionStorage, localStorage];
        return [storages.length, ({OURS})(storages)];
    }}""")
    keeper.wait_for_function(
        f"([count, kept]) => ({OURS})([sessionStorage, localStorage].slice(0, count)) === kept",
        arg=[count, kept],
        polling=20,
    )


def test_the_course_from_a_stick(reader: BrowserContext, stick: str) -> None:
    page = reader.new_page()
    page.goto(stick)
    page.locator("article").get_by_role("link", name="Start here").first.click()
    expect(page).to_have_url(stick.replace("index.html", "beginning/start-here.html"))
    said = answer_first(page).verdict.text_content()
    for number in (1, 2):  # by their place: a tooltip takes the name away
        page.locator(f"label[for=__palette_{number}]").click()

    # Two pages on, each with links of its own.
    page.locator(".md-footer__link--next").click()
    expect(page).to_have_url(stick.replace("index.html", "beginning/fences.html"))
    page.locator(".md-footer__link--next").click()
    expect(page).to_have_url(stick.replace("index.html", "beginning/soil.html"))
    # What is printed leads to the course online.
    assert page.locator(".pe-paper .pe-address").text_content() == "example.org/garden/beginning/soil/"
    pictures = page.locator("article img")
    expect(pictures).not_to_have_count(0)
    page.wait_for_function(
        "[...document.querySelectorAll('article img')].every(one => one.complete && one.naturalWidth)"
    )
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    answer_first(page)

    # What one page wrote, another knows, also in a window that was opened later.
    page.close()
    page = reader.new_page()
    page.goto(stick.replace("index.html", "privacy.html"))
    tool = page.locator(".pe-tool")
    expect(tool.get_by_text("Answers to 2 questions")).to_be_visible()
    page.goto(stick.replace("index.html", "beginning/start-here.html"))
    question = Question(page, page.locator(".pq-question").first.get_attribute("id").removeprefix("q-"))
    expect(question.verdict).to_have_text(said)

    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("moving")
    page.locator(".md-search-result__link").first.click()
    expect(page).to_have_url(re.compile(r"/harvest/moving-plants\.html"))

    # A plan, its link to the course online, and the record.
    page.goto(stick.replace("index.html", "give/assign.html"))
    page.get_by_label("Fences").first.check()
    link = page.get_by_role("textbox", name="Link to this plan").input_value()
    assert re.search(r"^https?://.*/my/plan/#p=fence\.\w\w$", link)
    page.goto(stick.replace("index.html", f"my/plan.html#{link.partition('#')[2]}"))
    page.get_by_role("button", name="Keep this plan").click()
    page.locator(".pe-go").click()
    page.get_by_role("checkbox", name="I have read this lesson").check()
    page.goto(stick.replace("index.html", "my/plan.html"))
    expect(page.locator("li[data-done]")).to_have_count(1)
    page.goto(stick.replace("index.html", "my/record.html"))
    expect(page.locator("[data-part=summary]")).to_contain_text(f"Lessons read: 1 of {len(LESSONS)}.")
    page.goto(stick.replace("index.html", "privacy.html"))
    tool.get_by_role("button", name="Delete what this device remembers").click()
    expect(tool.get_by_text("Nothing.", exact=True)).to_be_visible()
    page.goto(stick.replace("index.html", "beginning/start-here.html"))
    expect(question.check).to_be_visible()
    expect(question.status).to_be_empty()


def test_a_shared_computer(reader: BrowserContext, stick: str) -> None:
    page = reader.new_page()
    page.goto(stick.replace("index.html", "privacy.html"))
    page.get_by_role("button", name="This is a shared computer").click()
    expect(page.get_by_text("It is on:")).to_be_visible()
    page.locator(".md-header__button.md-logo").click()
    expect(page).to_have_url(stick)
    page.locator("article").get_by_role("link", name="Start here").first.click()
    expect(page.locator(".pe-shared")).to_be_visible()
    answer_first(page)
    page.goto(stick.replace("index.html", "privacy.html"))
    expect(page.get_by_text("Answers to 1 questions")).to_be_visible()
    other = reader.new_page()
    other.goto(stick.replace("index.html", "privacy.html"))
    expect(other.locator(".pe-tool").get_by_text("Nothing.", exact=True)).to_be_visible()
