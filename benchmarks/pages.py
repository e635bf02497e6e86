"""The parts that need a browser: how fast an answer is shown, and Lighthouse's scores."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import generate
from common import ROOT, TOOLS, Missing, Row, say, spread, tools_folder, usage

from pain_ed.formats.yaml import plain_yaml

LIGHTHOUSE = "12.8.2"  # runs on Node 20
SLOW_DOWN = 4


class _Handler(http.server.SimpleHTTPRequestHandler):
    """As a web host serves it: compressed, under the path that `site_url` names."""

    prefix = "/"

    def do_GET(self) -> None:
        path = Path(self.translate_path("/" + self.path.removeprefix(self.prefix)))
        if path.is_dir():
            path /= "index.html"
        if not self.path.startswith(self.prefix) or not path.is_file():
            return self.send_error(404)
        data = path.read_bytes()
        self.send_response(200)
        self.send_header(
            "Content-Type",
            self.guess_type(path) + ("; charset=utf-8" if path.suffix in (".html", ".js", ".css") else ""),
        )
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in (".html", ".js", ".css", ".json", ".svg", ".xml") and "gzip" in self.headers.get(
            "Accept-Encoding", ""
        ):
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder; gives the address."""
    kind = type("Handler", (_Handler,), {"prefix": prefix, "protocol_version": "HTTP/1.1"})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(kind, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()


# --- From press to feedback -------------------------------------------------------------------------------------------

# Answers a question without a press, so that the press on Check is the only thing to be timed.
_ANSWER = """fieldset => {
  const pick = control => {
    if (control.tagName === "SELECT") control.selectedIndex = 1;
    else control.checked = true;
  };
  fieldset.querySelectorAll("select").forEach(pick);
  const inputs = fieldset.querySelectorAll(".pq-option input");
  if (inputs.length) pick(inputs[0]);
  const level = fieldset.querySelector(".pq-confidence input");
  if (level) pick(level);
}"""

# From the moment of the press (as the browser dates it) until the frame that shows the feedback has been laid out and painted: a
# message posted in requestAnimationFrame is handled after that. The second listener comes after those of the page; the layout that it
# asks for would be due anyway.
_WATCH = """() => {
  window.timed = [];
  addEventListener("click", event => {
    const start = performance.now(), one = { shown: false };
    addEventListener("click", () => {
      one.script = performance.now() - start;
      document.body.getBoundingClientRect();
      one.layout = performance.now() - start;
    }, { once: true });
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      one.all = performance.now() - event.timeStamp;
      one.shown = event.target.closest(".pq-question").querySelector(".pq-result .pq-feedback")?.getBoundingClientRect().height > 0;
      timed.push(one);
    };
    requestAnimationFrame(() => port2.postMessage(0));
  }, { capture: true });
}"""


def feedback(work: Path, rounds: int) -> Iterator[Row]:
    sys.path.insert(0, str(ROOT / "tests"))
    try:
        from browsers import launch
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise Missing(f"{error.name} is not installed: run this by `make bench`") from None

    say("browser: building a page with 200 questions")
    generate.make(work, lessons=1, questions=200)
    usage(sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", work / "mkdocs.yml")
    with sync_playwright() as playwright, served(work / "site") as address:
        try:
            browser = launch(playwright, "chromium")
        except Error as error:
            raise Missing(f"Chromium cannot be started ({error.message.splitlines()[0]})") from None
        page = browser.new_page()
        page.goto(address + "module-0/lesson-0/", wait_until="networkidle")
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW_DOWN})
        page.evaluate(_WATCH)
        questions = page.locator(".pq-question")
        count = questions.count()
        # Spread over the page and over the types, which come in turn; the first press, not counted, warms up.
        for number, index in enumerate([5, *range(0, count, 9)], start=1):
            question = questions.nth(index)
            question.evaluate(_ANSWER)
            check = question.locator(".pq-check")
            check.scroll_into_view_if_needed()
            page.wait_for_timeout(300)
            check.click()
            page.wait_for_function("count => timed.length === count", arg=number)
        timed = page.evaluate("timed")
        version = browser.version
        browser.close()
    if not all(one["shown"] for one in timed):
        raise Missing("the feedback was not there when the frame was painted")
    times, layouts, scripts = ([one[name] for one in timed[1:]] for name in ("all", "layout", "script"))
    yield Row(
        f"from the press on Check until the feedback is painted, {count} questions on the page, CPU slowed {SLOW_DOWN} times, Chromium {version.partition('.')[0]}",
        f"{spread(times, ' ms', 0)}, {len(times)} presses",
        "< 50 ms",
        median(times) < 50,
    )
    yield Row("of these until it is laid out", spread(layouts, " ms", 1))
    yield Row("of these our script", spread(scripts, " ms", 1))


# --- Lighthouse -------------------------------------------------------------------------------------------------------


def lighthouse(work: Path, rounds: int) -> Iterator[Row]:
    command = _lighthouse_command()
    say("lighthouse: building the course")
    site = work / "site"
    usage(sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site)
    found: list[dict] = []
    path = urlsplit(plain_yaml((ROOT / "mkdocs.yml").read_text("utf-8"))["site_url"]).path
    with served(site, path) as address:
        for count in range(rounds):
            report = work / f"{count}.json"
            flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
            done = subprocess.run(
                [*command, address + "how-it-works/nociception/", "--output=json", f"--output-path={report}", "--quiet", f"--chrome-flags={flags}"],
                capture_output=True, text=True, env=dict(os.environ, CHROME_PATH=_chrome()),
            )  # fmt: skip
            if not report.exists():
                raise Missing(
                    f"Lighthouse gave no report ({(done.stderr.strip().splitlines() or ['no reason given'])[-1]})"
                )
            found.append(json.loads(report.read_text("utf-8")))
            say(
                f"  round {count + 1} of {rounds}: "
                + str({name: category["score"] for name, category in found[-1]["categories"].items()})
            )
    for name, limit in (("accessibility", 100), ("best-practices", 100), ("seo", 100), ("performance", 98)):
        scores = [round(report["categories"][name]["score"] * 100) for report in found]
        failed = [] if name == "performance" else _failed(found[-1], name)
        measured = f"{median(scores):.0f} ({min(scores)} to {max(scores)})" + "".join(f"; {what}" for what in failed)
        yield Row(
            f"Lighthouse {LIGHTHOUSE}, mobile, the lesson on nociception: {name}",
            measured,
            f"≥ {limit}",
            median(scores) >= limit,
        )
    # Lighthouse's own measure of the machine; what it says about blocking time holds for a machine that is not busy.
    yield Row(
        "likewise: speed of this machine as Lighthouse saw it",
        spread([report["environment"]["benchmarkIndex"] for report in found], "", 0),
    )
    for audit, digits in (
        ("first-contentful-paint", 0),
        ("largest-contentful-paint", 0),
        ("total-blocking-time", 0),
        ("cumulative-layout-shift", 3),
    ):
        yield Row(
            f"likewise: {audit.replace('-', ' ')}",
            spread([report["audits"][audit]["numericValue"] for report in found], " ms" if not digits else "", digits),
        )


def _failed(report: dict, category: str) -> list[str]:
    """The audits that cost points, and what they say."""
    references = report["categories"][category]["auditRefs"]
    audits = [report["audits"][reference["id"]] for reference in references if reference["weight"]]
    return [f"{audit['id']}: {audit['title']}" for audit in audits if audit["score"] is not None and audit["score"] < 1]


def _lighthouse_command() -> list[str]:
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        raise Missing("Lighthouse needs Node 18.20 or newer with npm")
    folder = TOOLS / f"lighthouse-{LIGHTHOUSE}"
    script = folder / "node_modules/lighthouse/cli/index.js"
    stamp = folder / "installed"
    if not stamp.exists():
        say(f"Installing Lighthouse {LIGHTHOUSE} into {folder.relative_to(ROOT)} (only the first time) ...")
        tools_folder()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "package.json").write_text("{}", "utf-8")
        done = subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--loglevel=error", f"lighthouse@{LIGHTHOUSE}"],
            cwd=folder,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise Missing(
                f"Lighthouse {LIGHTHOUSE} could not be installed ({(done.stderr.strip().splitlines() or ['no reason given'])[-1]})"
            )
        stamp.touch()
    return [node, str(script)]


def _chrome() -> str:
    """The browser of the tests."""
    from browsers import command

    if path := os.environ.get("CHROME_PATH") or command("chromium"):
        return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path
