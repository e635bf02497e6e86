"""The content-security policy: what a reader does is within it, and what is slipped into a page does not run. (That no page goes
against its own: test_real_course.py.)"""

from __future__ import annotations

import pytest
from conftest import Sites
from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor
from browser.reader import TEA, Question

# In the page before anything else, so that no violation is missed.
WATCH = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
});
"""


@pytest.fixture
def watched(visitor: Visitor) -> tuple[Page, list[str]]:
    """A page, and what its policy has stopped; the errors of a policy in the console as well."""
    page = visitor.page()
    page.add_init_script(WATCH)
    stopped: list[str] = []
    # Ours, and what each engine says itself, which names the policy or (Firefox) the page's settings.
    signs = ("policy", "Policy", "page’s settings")
    page.on(
        "console",
        lambda message: (
            stopped.append(f"{page.url} {message.text}") if any(sign in message.text for sign in signs) else None
        ),
    )
    return page, stopped


@BOTH_ENGINES
def test_what_a_reader_does_is_within_the_policy(watched: tuple[Page, list[str]], site: str) -> None:
    """Instant navigation, the search with its worker, another theme, a quiz, a file to keep, and the code as a picture."""
    page, stopped = watched
    page.goto(site + TEA)
    Question(page, "leaf").answer("False")
    page.locator("label[title='Switch to light']").click()
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("bread")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/kitchen/bread/**")
    page.locator(".md-footer__link--prev").click()
    page.wait_for_url("**/kitchen/tea/")
    expect(Question(page, "leaf").verdict).to_have_text("Right.")
    page.goto(site + "my/record/")
    page.get_by_role("button", name="Save to a file").click()
    assert stopped == []


@BOTH_ENGINES
def test_a_script_that_is_slipped_in_does_not_run(page: Page, visitor: Visitor, site: str) -> None:
    """Were the rendering to let one through."""

    def slip(route) -> None:
        response = route.fetch()
        body = '<script>document.title = "ran"</script><img src="x" onerror="document.title = \'ran\'"><base href="https://example.org/">'
        route.fulfill(response=response, body=response.text().replace("</article>", f"{body}</article>"))

    page.route(site + TEA, slip)
    page.add_init_script(
        "addEventListener('securitypolicyviolation', (event) => (window.stopped ??= []).push(event.effectiveDirective))"
    )
    page.goto(site + TEA)
    page.wait_for_function("new Set(window.stopped).size >= 3")
    assert {"base-uri", "script-src-attr", "script-src-elem"} <= set(page.evaluate("window.stopped"))
    assert page.title() != "ran"
    visitor.errors.clear()  # Firefox counts what it has stopped among them


def test_the_headers_hold_the_policy_of_every_page(sites: Sites, garden: str) -> None:
    headers = (sites.folder / "garden/_headers").read_text("utf-8")
    line = next(line for line in headers.splitlines() if "Content-Security-Policy: " in line)
    directives = dict(part.strip().split(" ", 1) for part in line.partition(": ")[2].split(";"))
    assert directives["frame-ancestors"] == "'self'"
    assert "'unsafe" not in line
    for file in (sites.folder / "garden").rglob("*.html"):
        text = file.read_text("utf-8")
        own = dict(
            part.strip().split(" ", 1) for part in text.partition('Policy" content="')[2].partition('"')[0].split(";")
        )
        assert set(own.pop("script-src").split()) <= set(directives["script-src"].split())
        assert own.items() <= directives.items()
