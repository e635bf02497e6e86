"""The real course: nothing from elsewhere, nothing broken, no quiz where there is none."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Server, Visitor, add_style
from browser.reader import Question
from browser.test_axe import violations
from browser.test_fit import TOO_WIDE, open_all
from browser.test_policy import WATCH


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
            if (value := given.get(name)) and not value.startswith(("data:", "mailto:")):
                self.links.append(value)


@pytest.fixture(scope="module")
def parsed(real_pages: list[str], server: Server) -> dict[str, Parsed]:
    """Each page by its address."""
    files = {address: server.folder / address.removeprefix(server.address) for address in real_pages}
    return {address: Parsed(file / "index.html" if file.is_dir() else file) for address, file in files.items()}


def test_every_link_leads_somewhere(parsed: dict[str, Parsed], real: str, server: Server) -> None:
    """Pages, files and anchors; links to other sites are looked at only for their form."""
    example = "https://example.org/how-pain-works/"  # mkdocs.yml
    broken = []
    for address, page in parsed.items():
        for link in page.links:
            target, fragment = urldefrag(urljoin(address, link.replace(example, real)))
            if not target.startswith(server.address):
                if not target.startswith("https://"):
                    broken.append((address, link))
                continue
            file = server.folder / unquote(target.removeprefix(server.address).partition("?")[0])
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


def test_ids_stay_unique_after_answers(page: Page, real: str) -> None:
    page.goto(real + "how-it-works/nociception/")
    for input in page.locator(".pq-question > .pq-option:first-of-type > input").all():
        input.check()
    for _ in range(2):
        for check in page.get_by_role("button", name="Check", exact=True).all():
            check.click()
    expect(page.get_by_role("status").filter(has_text="Not quite.")).not_to_have_count(0)
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("half", [0, 1])  # for two processes at once
def test_every_page(visitor: Visitor, server: Server, real_pages: list[str], parsed: dict[str, Parsed], half: int) -> None:
    """Nothing from elsewhere, nothing missing, no error, nothing against the page's own policy, no byte of a quiz or model where there is
    none, quizzes that work, nothing wider than a phone, and nothing that axe finds: in light, in dark and on a phone. Each page is opened
    once for all."""
    page = visitor.page(viewport={"width": 1280, "height": 800})
    is_chromium = not visitor.is_firefox
    page.add_init_script(WATCH)
    missing, console, found, lessons = [], [], [], 0
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: console.append(message.text) if message.type == "error" else None)
    for number, address in enumerate(real_pages[half::2]):
        visitor.requests.clear()
        page.goto(address)
        assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1, address
        modules = parsed[address].modules
        assert [url for url in visitor.requests if not url.startswith((server.address, "data:", "blob:"))] == []
        for name in ("quiz", "model"):
            asked = {url.rpartition("/")[2].partition("?")[0] for url in visitor.requests if f"pain-ed/{name}." in url}
            assert asked == ({f"{name}.js", f"{name}.css"} if f"pain-{name}" in modules else set()), address

        if "pain-quiz" in modules and not address.endswith(("/print/", "/again/")):
            lessons += 1
            questions = page.locator(".pq-question")
            expect(questions.get_by_role("button", name="Check", exact=True)).to_have_count(questions.count())
            first = Question(page, questions.first.get_attribute("id").removeprefix("q-"))
            first.check.click()
            selects = first.root.get_attribute("data-type") in ("order", "match")
            expect(first.status).to_have_text("Fill in every one first, then check." if selects else "Choose an answer first, then check.")

        # What axe finds hangs on the engine far less than on the page. A module as one document is made of pages that are looked at.
        looked_at = (is_chromium or number % 5 == 0) and (not address.endswith("/print/") or "/how-" in address)
        if looked_at:
            # axe scrolls, and takes a target that comes to lie under the header for one that cannot be hit.
            add_style(page, ".md-header { position: static !important } * { transition: none !important }")
            found += violations(page, address)
            if number % 3 == 0:  # the dark colours are the same few properties on each page
                page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
                found += violations(page, f"{address} in dark")
        page.set_viewport_size({"width": 320, "height": 640})
        if looked_at and number % 3 == 1:
            found += violations(page, f"{address} on a phone")
        open_all(page)
        assert (address, page.evaluate(TOO_WIDE)) == (address, [])
        page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_load_state("networkidle")  # what the search loads comes late; `visitor` looks at all requests in the end
    assert lessons >= 2
    assert missing == []
    assert console == []
    assert not found, "\n\n".join(found)
