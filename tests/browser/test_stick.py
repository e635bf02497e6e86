"""The folder for a USB stick: opened from files, where every page is a stranger to the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browsers import SYSTEM
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from browser.conftest import ROOT, Server, _launch
from browser.reader import Question


@pytest.fixture(scope="module")
def stick(server: Server) -> str:
    """Address of the first page, as a double-click opens it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAIN_ED_STICK", "true")
        server.build(ROOT / "mkdocs.yml", "E: my stick")
    return (server.folder / "E: my stick/index.html").as_uri()


@pytest.fixture(scope="module", params=SYSTEM)
def from_files(playwright: Playwright, request: pytest.FixtureRequest) -> Iterator[Browser]:
    # Playwright lets files share in Firefox; nobody who opens one does.
    options = {"firefox_user_prefs": {"security.fileuri.strict_origin_policy": True}} if request.param == "firefox" else {}
    browser = _launch(playwright, request.param, **options)
    yield browser
    browser.close()


@pytest.fixture
def reader(from_files: Browser) -> Iterator[BrowserContext]:
    context = from_files.new_context()
    context.set_default_timeout(20_000)
    errors: list[str] = []
    requests: list[str] = []
    context.on("weberror", lambda error: errors.append(error.error.message))
    context.on("request", lambda request: requests.append(request.url))
    yield context
    context.close()
    assert errors == []
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:", "about:"))] == []


def answer_first(page: Page) -> Question:
    question = Question(page, page.locator(".pq-question").first.get_attribute("id").removeprefix("q-"))
    expect(question.check).to_be_visible()
    question.answer(question.marked[0].split(" | ")[0])
    return question


def test_the_course_from_a_stick(reader: BrowserContext, stick: str) -> None:
    page = reader.new_page()
    page.goto(stick)
    page.locator("article").get_by_role("link", name="Start here").first.click()
    expect(page).to_have_url(stick.replace("index.html", "five-steps/start-here.html"))
    said = answer_first(page).verdict.text_content()
    for number in (1, 2):  # by their place: a tooltip takes the name away
        page.locator(f"label[for=__palette_{number}]").click()

    # Two pages on, each with links of its own.
    page.locator(".md-footer__link--next").click()
    expect(page).to_have_url(stick.replace("index.html", "five-steps/pain-protects.html"))
    page.locator(".md-footer__link--next").click()
    expect(page).to_have_url(stick.replace("index.html", "why-pain-happens/nociception.html"))
    # What is printed leads to the course online.
    assert page.locator(".pe-paper .pe-address").text_content() == "example.org/how-pain-works/why-pain-happens/nociception/"
    pictures = page.locator("article img")
    expect(pictures).not_to_have_count(0)
    assert pictures.evaluate_all("all => all.every(one => one.complete && one.naturalWidth)")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    answer_first(page)

    # What one page wrote, another knows, also in a window that was opened later.
    page.close()
    page = reader.new_page()
    page.goto(stick.replace("index.html", "privacy.html"))
    tool = page.locator(".pe-tool")
    expect(tool.get_by_text("Answers to 2 questions")).to_be_visible()
    page.goto(stick.replace("index.html", "five-steps/start-here.html"))
    question = Question(page, page.locator(".pq-question").first.get_attribute("id").removeprefix("q-"))
    expect(question.verdict).to_have_text(said)

    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("magnesium")
    page.locator(".md-search-result__link").first.click()
    expect(page).to_have_url(re.compile(r"/how-sensitivity-turns-up/nmda-wind-up\.html"))

    # A plan, its link to the course online, and the record.
    page.goto(stick.replace("index.html", "for-clinicians/assign.html"))
    page.get_by_label("Pain protects").first.check()
    link = page.get_by_role("textbox", name="Link to this plan").input_value()
    assert re.search(r"^https?://.*/my/plan/#p=protect\.\w\w$", link)
    page.goto(stick.replace("index.html", f"my/plan.html#{link.partition('#')[2]}"))
    page.get_by_role("button", name="Keep this plan").click()
    page.locator(".pe-go").click()
    page.get_by_role("checkbox", name="I have read this lesson").check()
    page.goto(stick.replace("index.html", "my/plan.html"))
    expect(page.locator("li[data-done]")).to_have_count(1)
    page.goto(stick.replace("index.html", "my/record.html"))
    expect(page.locator("[data-part=summary]")).to_contain_text("Lessons read: 1 of 14.")
    page.goto(stick.replace("index.html", "privacy.html"))
    tool.get_by_role("button", name="Delete what this device remembers").click()
    expect(tool.get_by_text("Nothing.", exact=True)).to_be_visible()
    page.goto(stick.replace("index.html", "five-steps/start-here.html"))
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
