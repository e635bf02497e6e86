"""Two browsers, two courses (a small one for the tests, and the real one), and pages that report what went wrong in them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from browsers import SYSTEM, launch
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, Response, expect, sync_playwright

from browser.reader import TEA

ROOT = Path(__file__).parents[2]
COURSE = Path(__file__).parent / "course"

expect.set_options(timeout=10_000)

ONE_ENGINE = pytest.mark.parametrize("browser", ["chromium"], indirect=True)
"""For what hangs on the page alone, as nearly all does that axe finds: the second engine would tell the same."""

_goto = Page.goto


def _go_to(page: Page, url: str, **options: Any) -> Response | None:
    try:
        return _goto(page, url, **options)
    except Error as error:
        # On a slow machine, Firefox tells of one navigation twice now and then, and Playwright takes the second for another one.
        if f'interrupted by another navigation to "{url}"' not in error.message:
            raise
        return _goto(page, url, **options)


Page.goto = _go_to


# --- Courses ----------------------------------------------------------------------------------------------------------


@dataclass
class Server:
    """A folder, and the address at which a browser finds it."""

    folder: Path
    address: str

    def build(self, config: Path, name: str) -> str:
        """Builds a site as an author would; returns its address."""
        environment = os.environ | {
            "PAIN_ED_THEME": str(ROOT / "src/pain_ed/theme"),
            "SITE_URL": f"{self.address}{name}/",
        }
        command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config), "--site-dir", str(self.folder / name)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        if done.returncode:
            pytest.fail(f"{config} cannot be built:\n{done.stdout}{done.stderr}", pytrace=False)
        return f"{self.address}{name}/"

    def build_small(self, course: Path, name: str, *edits: tuple[str, str, str]) -> str:
        """Copies the small course into a folder, or takes the copy that is there, edits it (file, old text, new text), and builds it."""
        if not course.exists():
            shutil.copytree(COURSE, course)
        for file, old, new in edits:
            text = (course / file).read_text("utf-8")
            assert old in text, f"{file} does not hold {old!r}"
            (course / file).write_text(text.replace(old, new), "utf-8")
        return self.build(course / "mkdocs.yml", name)


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("served")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as http:
        http.daemon_threads = True  # a browser keeps its connection open
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        yield Server(folder, f"http://127.0.0.1:{http.server_port}/")
        http.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def site(server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the small course."""
    return server.build_small(tmp_path_factory.mktemp("small") / "course", "small")


@pytest.fixture(scope="session")
def plain_site(server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of the small course without instant navigation."""
    return server.build_small(tmp_path_factory.mktemp("plain") / "course", "plain", ("mkdocs.yml", "    - navigation.instant\n", ""))


@pytest.fixture(scope="session")
def real(server: Server) -> str:
    """Address of the real course, in the folder that mkdocs.yml names: the page for a wrong address is written for it."""
    return server.build(ROOT / "mkdocs.yml", "how-pain-works")


@pytest.fixture(scope="session")
def real_pages(real: str, server: Server) -> list[str]:
    """Address of every page of the real course."""
    files = sorted((server.folder / "how-pain-works").rglob("*.html"))
    return [server.address + file.relative_to(server.folder).as_posix().removesuffix("index.html") for file in files]


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


@pytest.fixture(scope="session", params=SYSTEM)
def browser(playwright: Playwright, request: pytest.FixtureRequest) -> Iterator[Browser]:
    prefs = {
        # Playwright loses a page that the system's Firefox brings back from memory.
        "browser.sessionhistory.max_total_viewers": 0,
        # Nor need each reader of a test download the course for reading without a network (Visitor.page says so to Chromium).
        "dom.serviceWorkers.enabled": False,
        # A process for each site and one in reserve: a third of what it takes to open a new reader's first page.
        "fission.autostart": False,
        "dom.ipc.processCount": 1,
        "dom.ipc.processPrelaunch.enabled": False,
    }
    options = {"firefox_user_prefs": prefs} if request.param == "firefox" else {}
    browser = _launch(playwright, request.param, **options)
    yield browser
    browser.close()


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
        context.set_default_timeout(10_000)
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
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    visitor = Visitor(browser)
    yield visitor
    visitor.close()
    assert visitor.errors == []
    assert [url for url in visitor.requests if not url.startswith((server.address, "data:", "blob:", "about:"))] == []


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor.page()


@pytest.fixture
def tea(page: Page, site: str) -> Page:
    """The lesson with every type of question: boil and leaf in a first quiz; helpers, steps and pairs in a second."""
    page.goto(site + TEA)
    return page


def add_style(page: Page, css: str) -> None:
    """As Playwright's add_style_tag, which the pages' content-security policy does not let in."""
    page.evaluate("css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets.push(sheet); }", css)


# What Playwright cannot emulate in the system's Firefox, that Firefox can be set to; a setting holds for the whole browser.
_FIREFOX = {
    "dark": {"ui.systemUsesDarkTheme": 1},
    "still": {"ui.prefersReducedMotion": 1},
    "forced": {"browser.display.document_color_use": 2},
}
_EMULATED = {
    "dark": {"color_scheme": "dark"},
    "still": {"reduced_motion": "reduce"},
    "forced": {"forced_colors": "active"},
}


@pytest.fixture
def device(visitor: Visitor, playwright: Playwright) -> Iterator[Callable[[str], Page]]:
    """`device("dark")`: a page on a device that is set to dark colours, "still" to less motion, "forced" to colours of its own."""
    own = []

    def open_page(setting: str) -> Page:
        if visitor.is_firefox:
            own.append(_launch(playwright, "firefox", firefox_user_prefs=_FIREFOX[setting]))
            visitor.browser = own[-1]
        return visitor.page(**_EMULATED[setting])

    yield open_page
    for browser in own:
        browser.close()
