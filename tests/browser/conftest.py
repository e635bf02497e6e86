"""Two browsers, courses that are built once, and pages that report what went wrong in them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsers import SYSTEM, launch
from conftest import Sites
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, Response, expect, sync_playwright

from browser.garden import write
from browser.reader import TEA

COURSE = Path(__file__).parent / "course"

SOON = 30_000
"""Milliseconds after which nobody waits any more. A test that passes never waits so long, on a busy machine either."""

expect.set_options(timeout=SOON)

BOTH_ENGINES = pytest.mark.parametrize("browser", SYSTEM, indirect=True)
"""For what engines do each in its own way (layout, storage, keys, focus, print, service workers, history), and for each journey once.
What hangs on the page's own logic is tried in Chromium alone: the second engine would tell the same."""

_goto = Page.goto


def _go_to(page: Page, url: str, **options: Any) -> Response | None:
    try:
        return _goto(page, url, **options)
    except Error as error:
        # On a slow machine, Firefox tells of one navigation twice now and then, and Playwright takes the second for another one.
        if f'interrupted by another navigation to "{url}"' not in error.message:
            raise
        page.wait_for_url(url)
        return None


Page.goto = _go_to


# --- Courses ----------------------------------------------------------------------------------------------------------


def edited(course: Path, *edits: tuple[str, str, str], of: Path = COURSE) -> Path:
    """Copies a course into a folder, or takes the copy that is there, and edits it (file, old text, new text)."""
    if not course.exists():
        shutil.copytree(of, course)
    for file, old, new in edits:
        text = (course / file).read_text("utf-8")
        assert old in text, f"{file} does not hold {old!r}"
        (course / file).write_text(text.replace(old, new), "utf-8")
    return course / "mkdocs.yml"


@pytest.fixture(scope="session")
def site(sites: Sites) -> str:
    """Address of the small course."""
    return sites.url(sites.once("small", lambda site: sites.build(COURSE / "mkdocs.yml", site.name)))


@pytest.fixture(scope="session")
def plain_site(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the small course without instant navigation."""
    config = edited(tmp_path_factory.mktemp("plain") / "course", ("mkdocs.yml", "    - navigation.instant\n", ""))
    return sites.url(sites.once("plain", lambda site: sites.build(config, site.name)))


@pytest.fixture(scope="session")
def garden(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the long course."""
    config = write(tmp_path_factory.mktemp("garden") / "course")
    return sites.url(sites.once("garden", lambda site: sites.build(config, site.name)))


@pytest.fixture(scope="session")
def real(sites: Sites, real_site: Path) -> str:
    """Address of the real course, for test_real_course.py alone: its words are its authors'."""
    return sites.url(real_site)


@pytest.fixture(scope="session")
def real_pages(sites: Sites, real_site: Path) -> list[str]:
    """Address of every page of the real course."""
    files = sorted(real_site.rglob("*.html"))
    return [sites.address + file.relative_to(sites.folder).as_posix().removesuffix("index.html") for file in files]


# --- Browsers ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


def _launch(playwright: Playwright, name: str, **options: object) -> Browser:
    try:
        return launch(playwright, name, **options)
    except Error as error:
        reason = error.message.splitlines()[0]
    pytest.fail(f"{name} cannot be used: {reason}", pytrace=False)


@pytest.fixture(scope="session")
def browsers(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    """Starts a browser, or gives the one that runs already with the same settings of Firefox: `browsers("firefox", {"a.setting": 1})`."""
    running: dict[str, Browser] = {}

    def browser(name: str, settings: dict[str, object] | None = None) -> Browser:
        options = {"firefox_user_prefs": _FASTER | (settings or {})} if name == "firefox" else {}
        key = f"{name} {options}"
        if key not in running:
            running[key] = _launch(playwright, name, **options)
        return running[key]

    yield browser
    for each in running.values():
        each.close()


_FASTER = {
    # Playwright loses a page that the system's Firefox brings back from memory.
    "browser.sessionhistory.max_total_viewers": 0,
    # Nor need each reader of a test download the course for reading without a network (Visitor.page says so to Chromium).
    "dom.serviceWorkers.enabled": False,
    # A process for each site and one in reserve: a third of what it takes to open a new reader's first page.
    "fission.autostart": False,
    "dom.ipc.processCount": 1,
    "dom.ipc.processPrelaunch.enabled": False,
    # Playwright lets files share; nobody who opens one from a stick does.
    "security.fileuri.strict_origin_policy": True,
    # Playwright cannot tell it that less motion is asked for, and where a scroll is on its way nobody can look at its end.
    "general.smoothScroll": False,
}


@pytest.fixture
def browser(browsers: Callable[..., Browser], request: pytest.FixtureRequest) -> Browser:
    """Chromium; in a test for BOTH_ENGINES, each of the two in turn. It stays open for the next test."""
    return browsers(getattr(request, "param", "chromium"))


# What Firefox counts among the errors of a page.
_NOT_OURS = (
    "executing a cancelled action",  # RxJS, in the theme: a timer that is fired although it has just been taken back, on a slow machine
    "sha256-YjaKGiklmzC6wjXA513HAMmzus8VE61XCOT+SmwNZWA=",  # a style that Playwright puts in for a picture, and the policy keeps out
)


class Visitor:
    """Opens pages, and notes what no test may cause by the way: errors of scripts, and requests to other places."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.requests: list[str] = []
        self.errors: list[str] = []

    @property
    def is_firefox(self) -> bool:
        return self.browser.browser_type.name == "firefox"

    def page(self, **options: object) -> Page:
        """A page of a new reader, who has nothing stored; `options` go to Playwright's new_context."""
        if not self.is_firefox:
            options.setdefault("service_workers", "block")
        context = self.browser.new_context(**options)
        context.set_default_timeout(SOON)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda error: self.note(error.error.message))
        self.contexts.append(context)
        return context.new_page()

    def note(self, error: str) -> None:
        if not any(known in error for known in _NOT_OURS):
            self.errors.append(error)

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def visitor(browser: Browser, sites: Sites) -> Iterator[Visitor]:
    visitor = Visitor(browser)
    yield visitor
    visitor.close()
    assert visitor.errors == []
    assert [url for url in visitor.requests if not url.startswith((sites.address, "data:", "blob:", "about:"))] == []


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor.page()


@pytest.fixture
def tea(page: Page, site: str) -> Page:
    """The lesson with every type of question: boil and leaf in a first quiz; helpers, steps and pairs in a second."""
    page.goto(site + TEA)
    return page


def resize(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_function("([width, height]) => innerWidth === width && innerHeight === height", arg=[width, height])


def add_style(page: Page, css: str) -> None:
    """As Playwright's add_style_tag, which the pages' content-security policy does not let in."""
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets.push(sheet); }",
        css,
    )


# What Playwright cannot emulate in the system's Firefox, that Firefox can be set to; a setting holds for the whole browser.
_FIREFOX = {"forced": {"browser.display.document_color_use": 2}}
_EMULATED = {
    "dark": {"color_scheme": "dark"},
    "still": {"reduced_motion": "reduce"},
    "forced": {"forced_colors": "active"},
}


@pytest.fixture
def device(visitor: Visitor, browsers: Callable[..., Browser]) -> Callable[[str], Page]:
    """`device("dark")`: a page on a device that is set to dark colours, "still" to less motion, "forced" to colours of its own."""

    def open_page(setting: str) -> Page:
        if visitor.is_firefox:
            visitor.browser = browsers("firefox", _FIREFOX[setting])
        return visitor.page(**_EMULATED[setting])

    return open_page
