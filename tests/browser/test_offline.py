"""Without a network, for real: the server is stopped. And never two versions on one page."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from browsers import SYSTEM
from conftest import Sites
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import SOON, edited
from browser.reader import TEA, Question
from pain_ed.site.worker import make_worker

pytestmark = pytest.mark.parametrize("reader", SYSTEM, indirect=True)


class Location:
    """A server of its own that can be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.refuses: Callable[[str], bool] = lambda path: False
        self.asked: list[str] = []
        self.port = 0
        self.clock = 1_700_000_000
        self.start()

    def start(self) -> None:
        location = self

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, *args: object) -> None:
                pass

            def do_GET(self) -> None:
                location.asked.append(self.path)
                if location.refuses(self.path):
                    self.connection.close()
                else:
                    super().do_GET()

        self.http = ThreadingHTTPServer(("127.0.0.1", self.port), partial(Handler, directory=str(self.folder)))
        self.http.daemon_threads = True
        self.port = self.http.server_port
        self.thread = threading.Thread(target=self.http.serve_forever, args=[0.01])
        self.thread.start()

    def stop(self) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()

    def put(self, site: Path, name: str) -> str:
        """Publish a built site under a name, in place of what was there."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(site, self.folder / name)
        # Two builds may fall into one second, and a server tells versions apart by the second.
        self.clock += 10
        for file in (self.folder / name).rglob("*"):
            os.utime(file, (self.clock, self.clock))
        return f"http://127.0.0.1:{self.port}/{name}/"


@pytest.fixture
def location(tmp_path: Path) -> Iterator[Location]:
    (tmp_path / "served").mkdir()
    location = Location(tmp_path / "served")
    yield location
    location.stop()


@pytest.fixture
def reader(browsers: Callable[..., Browser], request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """A reader whose browser keeps copies."""
    context = browsers(request.param, {"dom.serviceWorkers.enabled": True}).new_context()
    context.set_default_timeout(SOON)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(error.error.message))
    yield context
    context.close()
    # The theme says so where its search index cannot be fetched; the page is whole without.
    assert [
        error for error in errors if not re.search("Network error|search_index|Failed to load|NetworkError", error)
    ] == []


@pytest.fixture(scope="module")
def versions(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two versions of the small course; each bears its number in its pages, in its scripts and in its styles."""
    folder = tmp_path_factory.mktemp("versions")
    return [
        sites.once(f"version-{number}", lambda site: _build_version(sites, folder / f"course-{number}", number))
        for number in (1, 2)
    ]


def _build_version(sites: Sites, course: Path, number: int) -> None:
    config = edited(course, ("mkdocs.yml", "extra:\n", "extra_css: [assets/version.css]\nextra:\n"))
    (course / "docs/assets").mkdir()
    (course / "docs/assets/version.css").write_text(f"html {{ --version: {number}; }}\n", "utf-8")
    site = sites.build(config, f"version-{number}", SITE_URL=f"{sites.address}course/")
    for page in site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace("<html", f'<html data-page="{number}"', 1), "utf-8")
    script = site / "assets/pain-ed/quiz.js"
    script.write_text(f"{script.read_text('utf-8')}\ndocument.documentElement.dataset.script = {number};\n", "utf-8")
    make_worker(site, "help/index.html")


def files(site: Path) -> dict[str, str]:
    """The files of a version, as its worker lists them."""
    return json.loads(re.search(r"const FILES = (\{.*\});", (site / "sw.js").read_text("utf-8"))[1])


def first(site: Path) -> list[str]:
    return json.loads(re.search(r"const FIRST = (\[.*\]);", (site / "sw.js").read_text("utf-8"))[1])


KEPT = """async (base) => (await (await caches.open(`pain-ed ${base}`)).keys()).map(one => one.url).sort()"""


def kept(page: Page, address: str) -> list[str]:
    return page.evaluate(KEPT, address)


def until(page: Page, condition: str, arg: object = None) -> None:
    """Wait until an asynchronous function of the page gives true; page.wait_for_function takes its promise for true."""
    page.evaluate(
        f"""async (arg) => {{
            for (const end = Date.now() + 30_000; !(await ({condition})(arg)); ) {{
                if (Date.now() > end) throw new Error("waited in vain");
                await new Promise((done) => setTimeout(done, 20));
            }}
        }}""",
        arg,
    )


WAITING = "async () => (await navigator.serviceWorker.getRegistration())?.waiting"


def wait_for_copy(page: Page, address: str, site: Path) -> None:
    """Until exactly the files of a version are kept."""
    urls = sorted(f"{address}{path}?{hash}" for path, hash in files(site).items())
    until(
        page, f"async ([base, urls]) => JSON.stringify(await ({KEPT})(base)) === JSON.stringify(urls)", [address, urls]
    )


def leave(location: Location, address: str, *pages: Page) -> bool:
    """Leave the course on every page, and wait until the new version has taken over: False in Firefox, which lets the old worker
    go only when it has been idle for half a minute."""
    for page in pages:
        page.goto(f"http://127.0.0.1:{location.port}/")
    if pages[0].context.browser.browser_type.name == "firefox":
        return False
    until(
        pages[0],
        "async (scope) => { const one = await navigator.serviceWorker.getRegistration(scope); return !one.waiting && one.active.state === 'activated'; }",
        address,
    )
    return True


def marks(page: Page) -> list[str]:
    """The version of the page, of its style and of its script."""
    page.wait_for_function("document.documentElement.dataset.script")
    return page.evaluate(
        "[document.documentElement.dataset.page, getComputedStyle(document.documentElement).getPropertyValue('--version').trim(), document.documentElement.dataset.script]"
    )


def test_the_whole_course_after_one_visit(
    reader: BrowserContext, location: Location, garden: str, sites: Sites
) -> None:
    address = location.put(sites.folder / "garden", "garden")
    page = reader.new_page()
    page.goto(address)
    wait_for_copy(page, address, location.folder / "garden")
    location.stop()

    for path in (
        "",
        "help/",
        "privacy/",
        "my/plan/",
        "my/record/",
        "harvest/",
        "sources/#source-smith-2010",
        "help/index.html",
        "give/?from=a-link",
    ):
        page.goto(address + path)
        expect(page.locator("h1")).to_be_visible()
    page.goto(address + "beginning/soil")  # where a server would lead on to the folder
    expect(page).to_have_url(address + "beginning/soil/")
    assert page.locator("article img").evaluate_all(
        "all => all.length && all.every(one => one.complete && one.naturalWidth)"
    )

    first = page.locator(".pq-question").first
    question = Question(page, first.get_attribute("id").removeprefix("q-"))
    question.controls.first.check()
    question.answer(question.marked[0].split(" | ")[0])
    said = question.verdict.text_content()
    page.reload()
    expect(question.verdict).to_have_text(said)

    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("moving")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    location.start()


def test_help_first_when_a_visit_is_cut_short(reader: BrowserContext, location: Location, versions: list[Path]) -> None:
    address = location.put(versions[0], "course")
    needed = {f"/course/{path}" for path in first(versions[0])} | {"/course/help/", "/course/sw.js"}
    page = reader.new_page()
    location.refuses = lambda path: path not in needed and page.url != "about:blank"
    page.goto(address)
    until(page, "async () => (await navigator.serviceWorker.ready).active.state === 'activated'")
    location.stop()
    urls = kept(page, address)
    assert set(urls) >= {f"{address}{path}?{files(versions[0])[path]}" for path in first(versions[0])}

    page.goto(address + "help/")
    expect(page.get_by_role("heading", name="Help", level=1)).to_be_visible()
    expect(page.locator("html")).to_have_class(re.compile(r"\bjs\b"))
    page.goto(address + TEA)
    expect(page.get_by_role("heading", name="This page is not on your device yet")).to_be_visible()
    page.locator("article").get_by_role("link", name="When to get help").click()
    expect(page).to_have_url(address + "help/")
    location.start()


def test_a_new_version_waits_and_is_never_mixed(
    reader: BrowserContext, location: Location, versions: list[Path]
) -> None:
    address = location.put(versions[0], "course")
    page, other = reader.new_page(), reader.new_page()
    page.goto(address + TEA)
    wait_for_copy(page, address, versions[0])
    page.goto(address + TEA)
    other.goto(address + TEA)
    assert marks(page) == marks(other) == ["1", "1", "1"]

    location.put(versions[1], "course")
    page.goto(address)
    until(page, WAITING)
    page.goto(address + TEA)
    assert marks(page) == ["1", "1", "1"]  # the other page is still open
    if not leave(location, address, page, other):
        return
    page.goto(address + TEA)
    assert marks(page) == ["2", "2", "2"]
    wait_for_copy(page, address, versions[1])  # and nothing of the first


def test_a_page_of_the_old_version_goes_on_with_it(
    reader: BrowserContext, location: Location, versions: list[Path]
) -> None:
    """As long as an old page is open, it and every other page are of the old version, also in what they load later."""
    address = location.put(versions[0], "course")
    page = reader.new_page()
    page.goto(address + TEA)
    wait_for_copy(page, address, versions[0])
    page.goto(address + TEA)
    location.put(versions[1], "course")
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => {})")
    until(page, WAITING)
    new = reader.new_page()
    new.goto(address + TEA)
    assert marks(new) == ["1", "1", "1"]
    assert "--version: 1" in page.evaluate(
        "fetch(document.querySelector('[href*=\"version.css\"]').href).then((got) => got.text())"
    )
    if not leave(location, address, page, new):
        return
    new.goto(address + TEA)
    assert marks(new) == ["2", "2", "2"]
    wait_for_copy(new, address, versions[1])


def test_half_a_new_version_is_refused(reader: BrowserContext, location: Location, versions: list[Path]) -> None:
    address = location.put(versions[0], "course")
    page = reader.new_page()
    page.goto(address + TEA)
    wait_for_copy(page, address, versions[0])

    location.put(versions[1], "course")
    shutil.copy(versions[0] / "assets/version.css", location.folder / "course/assets/version.css")
    page.goto(address + TEA)
    failed = """async () => { const one = await navigator.serviceWorker.getRegistration();
        const state = await new Promise(done => {
            const see = () => { const worker = one.installing; if (worker) worker.onstatechange = () => worker.state === "installing" || done(worker.state); };
            one.onupdatefound = see; see(); one.update().catch(() => {}); });
        return state; }"""
    assert page.evaluate(failed) == "redundant"
    page.goto(address + TEA)
    assert marks(page) == ["1", "1", "1"]

    location.put(versions[1], "course")
    location.asked.clear()
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => {})")
    until(page, WAITING)
    unchanged = [path for path, hash in files(versions[1]).items() if files(versions[0]).get(path) == hash]
    assert [
        path for path in unchanged if f"/course/{path}" in location.asked
    ] == []  # what did not change is not fetched again
    if not leave(location, address, page):
        return
    page.goto(address + TEA)
    assert marks(page) == ["2", "2", "2"]


def test_a_site_under_the_same_address_is_left_alone(
    reader: BrowserContext, location: Location, versions: list[Path]
) -> None:
    one, other = location.put(versions[0], "one"), location.put(versions[1], "one-more")
    page = reader.new_page()
    page.goto(other)
    wait_for_copy(page, other, versions[1])
    page.evaluate("caches.open('foreign').then((cache) => cache.put('/foreign', new Response('kept'))).then(() => {})")
    page.goto(one + TEA)
    wait_for_copy(page, one, versions[0])
    page.goto(one + TEA)
    page.locator(".pq-delete summary").last.click()
    page.get_by_role("button", name="Delete now").last.click()
    until(page, "async (own) => !(await caches.keys()).includes(own)", f"pain-ed {one}")
    assert sorted(page.evaluate("caches.keys()")) == ["foreign", f"pain-ed {other}"]
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => one.scope))") == [
        other
    ]
    location.stop()
    page.goto(other + TEA)
    assert marks(page) == ["2", "2", "2"]
    location.start()


def test_what_is_no_page_of_the_course_goes_to_the_server(
    reader: BrowserContext, location: Location, versions: list[Path]
) -> None:
    address = location.put(versions[0], "course")
    page = reader.new_page()
    page.goto(address)
    wait_for_copy(page, address, versions[0])
    page.goto(address + TEA)
    assert page.goto(address + "no-such-page/").status == 404
    location.asked.clear()
    ask = """async (url) => [(await fetch(url, { method: "HEAD" })).status, (await fetch(url, { method: "POST" })).status,
        (await (await fetch(url, { cache: "reload", headers: { Range: "bytes=0-3" } })).text()).length > 0]"""
    page.goto(address + TEA)
    assert page.evaluate(ask, address + "help/") == [200, 501, True]
    assert "/course/help/" in location.asked


FULL = "CacheStorage.prototype.open = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));\n"


@pytest.mark.parametrize("missing", ["workers", "space"])
def test_a_browser_that_keeps_no_copy(
    reader: BrowserContext, location: Location, versions: list[Path], missing: str
) -> None:
    address = location.put(versions[0], "course")
    page = reader.new_page()
    if missing == "workers":
        page.add_init_script("delete Navigator.prototype.serviceWorker")
    else:
        worker = location.folder / "course/sw.js"
        worker.write_text(FULL + worker.read_text("utf-8"), "utf-8")
    page.goto(address + TEA)
    page.goto(address + TEA)
    leaf = Question(page, "leaf")
    leaf.answer("False")
    expect(leaf.verdict).to_have_text("Right.")
