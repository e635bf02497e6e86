"""The attacks of tests/hostile in a real browser, with the content-security policy and without: none runs, none leads away."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import Sites
from hostile.course import ATTACKS, build, hostile
from playwright.sync_api import Page

from browser.conftest import BOTH_ENGINES, Visitor

# Reading HIT is what each attack does.
TRAP = """
Object.defineProperty(window, "HIT", { get() { console.error(`ran: ${new Error().stack}`); return ""; }, set() {} });
"""

# What no page of ours holds; found by the browser's own parser, in pages that it has not opened.
FIND = r"""
async (pages) => {
  const found = [];
  for (const page of pages) {
    const seen = new DOMParser().parseFromString(await (await fetch(page)).text(), "text/html");
    const say = (what, element) => found.push(`${page}: ${what}: ${element.outerHTML.slice(0, 200)}`);
    const place = seen.querySelector("article");
    const marks = place?.textContent ?? "";
    for (let mark = 1; mark <= 9 && page.includes("/module/a"); mark++) if (!marks.includes(`MARK${mark}`)) found.push(`${page}: MARK${mark} is swallowed`);
    for (const element of seen.querySelectorAll("*")) {
      const name = element.localName;
      const inside = place && place !== element && place.contains(element);
      if (["iframe", "object", "embed", "applet", "base", "style", "frame", "frameset", "portal", "marquee", "math", "audio", "video", "foreignobject", "animate", "set", "use", "plaintext", "xmp", "noscript"].includes(name)) say(name, element);
      if (name === "meta" && element.httpEquiv && element.httpEquiv !== "Content-Security-Policy") say("meta", element);
      if (name === "script" && inside && !/\/assets\/pain-ed\/\w+\.js$/.test(element.src)) say("script", element);
      if (name === "form" && inside && !(element.className === "pain-quiz" && !element.getAttribute("action"))) say("form", element);
      if (["link", "body", "html"].includes(name) && inside) say(name, element);
      for (const { name: attribute, value } of element.attributes) {
        if (/^on|^(style|srcset|srcdoc|formaction|action|ping|target|background|usemap|xlink:href)$/.test(attribute)) say(attribute, element);
        if (/^(href|src)$/.test(attribute)) {
          const url = new URL(value, "https://hostile.example/");
          if (!["https:", "mailto:"].includes(url.protocol)) say(attribute, element);
          if (url.hostname.startsWith("evil") || url.href.includes("etc/passwd") && name !== "img") say(attribute, element);
        }
        if (inside) {
          if (attribute === "name" && name !== "input" && name !== "select") say(attribute, element);
          if (attribute === "id" && value.startsWith("__")) say(attribute, element);
          if (attribute === "data-module" && value !== "pain-quiz" && !(value === "numbers" && element.className === "pe-numbers")) say(attribute, element);
          if (attribute === "data-tool" && !["reader", "done", "print"].includes(value)) say(attribute, element);
          if (/^data-md-|^data-toc/.test(attribute)) say(attribute, element);
          if (attribute === "class" && /(^| )(md-(?!button|path)|mermaid)/.test(value) && !element.closest(".pe-never, .md-typeset__table, .md-typeset__scrollwrap, .md-content__button, .md-source-file")) say(attribute, element);
        }
      }
    }
  }
  return found;
}
"""

# What a reader does to an element, and a click on whatever leads to something else than a page. Of those that are alike, to the first.
PROVOKE = """
() => {
  const events = ["mouseover", "mouseenter", "mousedown", "auxclick"].map((name) => new MouseEvent(name));
  events.push(new PointerEvent("pointerenter"), ...["toggle", "animationstart", "begin", "start"].map((name) => new Event(name)));
  const alike = new Set();
  for (const element of document.querySelectorAll("article *")) {
    const looks = [element.localName, ...Array.from(element.attributes, ({ name, value }) => `${name}=${value}`)].join(" ");
    if (alike.has(looks)) continue;
    alike.add(looks);
    for (const event of events) element.dispatchEvent(event);
    if (element.tabIndex >= 0) element.focus({ preventScroll: true });
    if (element.localName === "a" && !/^(https?|mailto):/.test(element.href)) element.click();
  }
}
"""


@pytest.fixture(scope="session")
def hostile_pages(sites: Sites, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Paths of the pages of the hostile course, below `attacked` with the policy and below `open` without; and, in `all-N.html`, what
    stands in many of them together, to be opened."""
    site = sites.once("attacked", lambda site: _build_hostile(tmp_path_factory.mktemp("hostile") / "course", site))
    together = {*site.glob("all/*/index.html")}
    return [page.relative_to(site).as_posix() for page in sorted(site.rglob("*.html")) if page not in together]


def _build_hostile(course: Path, site: Path) -> None:
    hostile(course)
    build(course, site)
    # Nobody searches here, and each page would read some megabytes.
    index = site / "search/search_index.json"
    index.write_text(json.dumps(json.loads(index.read_text("utf-8")) | {"docs": []}), "utf-8")
    pages = sorted(site.rglob("*.html"))
    texts = {page: page.read_text("utf-8") for page in pages}
    article = re.compile(r"(<article[^>]*>)(.*)(</article>)", re.S)
    bodies = [article.search(texts[site / f"module/a{number:03}/index.html"])[2] for number in range(len(ATTACKS))]
    frame = texts[site / "module/a000/index.html"]
    for number in range(0, len(bodies), 60):
        file = site / f"all/{number}/index.html"
        file.parent.mkdir(parents=True)
        # As deep in the site as the lessons are.
        text = article.sub(lambda match: match[1] + "<hr>".join(bodies[number : number + 60]) + match[3], frame)
        file.write_text(text, "utf-8")
    for page in (*pages, *site.glob("all/*/index.html")):
        bare = site.parent / "open" / page.relative_to(site)
        bare.parent.mkdir(parents=True, exist_ok=True)
        bare.write_text(
            re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text("utf-8")), "utf-8"
        )
    for folder in ("assets", "search"):
        (site.parent / "open" / folder).symlink_to(site / folder)


def test_no_attack_is_in_the_page(page: Page, sites: Sites, hostile_pages: list[str]) -> None:
    page.goto(sites.address)
    assert page.evaluate(FIND, [f"{sites.address}attacked/{path}" for path in hostile_pages]) == []


@BOTH_ENGINES
@pytest.mark.slow
@pytest.mark.parametrize("folder", ["attacked", "open"])
def test_no_attack_runs_or_leads_away(
    page: Page, visitor: Visitor, sites: Sites, hostile_pages: list[str], folder: str
) -> None:
    ran: list[str] = []
    page.on(
        "console",
        lambda message: ran.append(message.text) if "ran: " in message.text or "olicy" in message.text else None,
    )
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    page.add_init_script(TRAP)
    together = sorted(path.parent.name for path in (sites.folder / folder).glob("all/*/index.html"))
    for path in ("all/index.html", "page-0/", "lists/", *(f"all/{name}/" for name in together)):
        address = f"{sites.address}{folder}/{path}"
        page.goto(address)
        page.evaluate(PROVOKE)
        assert page.url.partition("#")[0] == address
    assert ran == []
    assert [url for url in visitor.requests if not url.startswith(sites.address)] == []
