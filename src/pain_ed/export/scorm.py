"""Modules of a built site as packages for learning platforms: SCORM 1.2, one package a module.

A package is a launch page that alone talks to the platform, and the module's pages in a frame of it.
https://scorm.com/scorm-explained/technical-scorm/content-packaging/ and
https://scorm.com/scorm-explained/technical-scorm/run-time/
"""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pain_ed.course.model import Course, Lesson
from pain_ed.formats.paths import DOCS
from pain_ed.formats.text import slug
from pain_ed.site.worker import LEFT_OUT, SERVED, needs

LAUNCH = "launch.html"

# The memory of a USB stick's pages hands all that its address remembers to whoever frames it. That is right for files,
# and would be a leak on a platform's server. There, every page has the same memory anyway.
_KEEPER = re.compile(r"/keeper\.(html|js)$")
_USB = "assets/pain-ed/usb.js"
_WITHOUT_KEEPER = "window.painEdUsb = (run) => run();\n"

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_EARLIEST = 315_532_800
"""1980-01-01 in seconds: a zip file knows no earlier time."""

# IMS Content Packaging 1.1.2 and ADL's extension for SCORM 1.2.
_IMSCP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_TITLE = 200
"""Characters of a title there."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'none'"
)
"""What the launch page may load."""

SUSPEND_DATA = 4096
"""Characters that a platform keeps for us between two visits (SCORM 1.2, CMIString4096)."""


class CannotPackage(Exception):
    """What has to be done first, in words for the author."""


@dataclass(frozen=True)
class Package:
    """A module for a learning platform."""

    module: str
    """Name of its folder."""
    files: dict[str, bytes]
    """What it holds, by path."""
    online: tuple[str, ...]
    """Pages of the site that it does not hold and links to, as paths in the site."""
    address: str
    """Where the course is online, to which these links lead; empty where nobody has said, and then they lead
    nowhere."""

    def zipped(self, seconds: int = _EARLIEST) -> bytes:
        """The package as a zip file: the same bytes for the same files.

        Args:
            seconds: the time that all its files bear, in seconds since 1970 (SOURCE_DATE_EPOCH).
        """
        when = time.gmtime(max(seconds, _EARLIEST))[:6]
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for path, content in sorted(self.files.items()):
                entry = zipfile.ZipInfo(path, when)
                entry.create_system = 3  # Unix: the bytes are to be the same wherever it is made
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)
        return target.getvalue()


def packages(course: Course, site: Path, lessons: Iterable[str] = ()) -> Iterator[Package]:
    """Every module as a package.

    Args:
        course: a course without errors.
        site: the folder that `mkdocs build` has written with the plugin's option `usb`: it names every page with its
        file. lessons: ids of lessons, whose modules are wanted; none for all of them.

    Raises:
        CannotPackage: when the site is not such a folder, or misses a lesson.
    """
    if not (site / _USB).is_file():
        raise CannotPackage(
            f"'{site}' does not hold the course built for it. Type 'make usb' first. In another course, set the option "
            "'usb' of the plugin pain-ed, and type 'mkdocs build --site-dir site-usb'."
        )
    chosen = set(lessons)
    modules = dict.fromkeys(lesson.module for lesson in course.lessons if not chosen or lesson.id in chosen)
    for module in modules:
        yield _package(course, site, [lesson for lesson in course.lessons if lesson.module == module])


def _package(course: Course, site: Path, lessons: list[Lesson]) -> Package:
    if missing := [lesson for lesson in lessons if not (site / _page(lesson.file)).is_file()]:
        raise CannotPackage(
            f"'{site}' holds no page for the lesson '{missing[0].id}'. Build the course anew, then type this again."
        )
    if len(" ".join(lesson.id for lesson in lessons)) > SUSPEND_DATA:
        raise CannotPackage(
            f"The module '{lessons[0].module}' has too many lessons: a learning platform cannot remember all their"
            " names."
        )
    # The site knows its address also where mkdocs.yml says `!ENV`, which MkDocs alone can read.
    page = _page(lessons[0].file)
    canonical = _Canonical((site / page).read_text(encoding="utf-8")).address
    address = canonical.removesuffix(page) if canonical.endswith(page) else ""
    course = replace(course, config=replace(course.config, address=address))
    folder = dirname(page)
    home = f"{folder}/index.html" if (site / folder / "index.html").is_file() else _page(lessons[0].file)
    pages = sorted(
        {path.relative_to(site).as_posix() for path in (site / folder).rglob("*.html")} | set(_around(course, site))
    )
    rewritten = {page: _Page(course, site, page, pages, home) for page in pages}
    language = rewritten[home].language
    paths = {path for page in pages for path in (*needs(site, page), *rewritten[page].files)}
    paths |= {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()}
    files = {path: (site / path).read_bytes() for path in paths if _is_wanted(path, language)}
    files |= {page: one.text.encode() for page, one in rewritten.items()}
    files |= {_USB: _WITHOUT_KEEPER.encode()} | _search(site, pages)
    title = course.module_titles.get(lessons[0].module, lessons[0].module)
    files[LAUNCH] = _launch_page(course, lessons, title, home, rewritten[home])
    files |= {name: (SERVED / name).read_bytes() for name in ("launch.css", "launch.js")}
    files["imsmanifest.xml"] = _manifest(course, lessons[0].module, title, sorted(files))
    online = dict.fromkeys(path for page in rewritten.values() for path in page.online)
    return Package(lessons[0].module, files, tuple(sorted(online)), course.config.address)


def _page(file: str) -> str:
    """The page of the site that a file of docs/ becomes."""
    return file.removeprefix(f"{DOCS}/").removesuffix(".md") + ".html"


def _around(course: Course, site: Path) -> Iterator[str]:
    """The pages that belong to every module: help, words, sources, and what this device remembers."""
    named = {f"{DOCS}/{course.config.help_page}", f"{DOCS}/{course.tool_page('memory')}"}
    for page in course.pages:
        wanted = page.file in named or "\n/// glossary\n" in page.body or "\n/// sources\n" in page.body
        if wanted and (site / _page(page.file)).is_file():
            yield _page(page.file)


def _is_wanted(path: str, language: str) -> bool:
    if path.startswith("../"):
        return False
    if "/lunr/" in path:  # the search of other languages than English
        return not language.startswith("en") and not path.endswith(".map")
    return not LEFT_OUT.search(path) and not _KEEPER.search(path)


def _search(site: Path, pages: list[str]) -> dict[str, bytes]:
    """The index of the search, for what is in the package."""
    index = site / "search/search_index.json"
    if not index.is_file():
        return {}
    content = json.loads(index.read_text(encoding="utf-8"))
    content["docs"] = [entry for entry in content["docs"] if entry["location"].partition("#")[0] in pages]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return {"search/search_index.json": text.encode(), "search/search_index.js": f"var __index = {text}".encode()}


class _Canonical(HTMLParser):
    """The address that a page says it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.address = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") == "canonical":
            self.address = given.get("href") or ""


class _Page(HTMLParser):
    """A page with links that lead somewhere from within a package; everything else stays as it is."""

    def __init__(self, course: Course, site: Path, page: str, pages: list[str], home: str) -> None:
        super().__init__(convert_charrefs=False)
        self.course, self.site, self.page, self.pages, self.home = course, site, page, pages, home
        self.language, self.direction = "en", ""
        self.online: list[str] = []
        """Pages to which a link leads that are not in the package."""
        self.files: list[str] = []
        """Other files to which one leads."""
        self._edits: list[tuple[int, int, str]] = []
        self._words_end: int | None = None
        """In a link that leads out of the package: where its words end, so far."""
        html = (site / page).read_text(encoding="utf-8")
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self.feed(html)
        parts: list[str] = []
        end = 0
        for start, stop, text in sorted(self._edits):
            parts += (html[end:start], text)
            end = stop
        self.text = "".join([*parts, html[end:]])

    @property
    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language, self.direction = given.get("lang") or "en", given.get("dir") or ""
        changed = given
        if tag == "a" and (target := given.get("href")):
            changed = self._link(given, target)
        if (record := given.get("data-record")) and self._path(record) not in self.pages:
            changed = changed | {"data-record": ""}
        if changed != given:
            written = "".join(
                f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in changed.items()
            )
            self._edits.append((self._offset, self._offset + len(self.get_starttag_text() or ""), f"<{tag}{written}>"))

    def handle_data(self, data: str) -> None:
        if self._words_end is not None and data.strip():
            self._words_end = self._offset + len(data.rstrip())

    def handle_entityref(self, name: str) -> None:
        if self._words_end is not None:
            self._words_end = self._offset + len(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_entityref(f"#{name}")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._words_end is not None:
            if self._words_end:
                self._edits.append((self._words_end, self._words_end, escape(self._mark)))
            self._words_end = None

    @property
    def _mark(self) -> str:
        return self.course.config.words["scorm-online" if self.course.config.address else "scorm-absent"]

    def _path(self, target: str) -> str:
        path = unquote(re.split("[?#]", target, maxsplit=1)[0])
        return normpath(join(dirname(self.page), path)) if path else self.page

    def _link(self, given: dict[str, str | None], target: str) -> dict[str, str | None]:
        """The attributes of a link as they are to be."""
        if _ELSEWHERE.match(target):
            # Most sites refuse to be shown in a frame.
            return given | (
                {"target": "_blank", "rel": "noopener noreferrer"}
                if target.lower().startswith(("http:", "https:"))
                else {}
            )
        path = self._path(target)
        if path in self.pages:
            return given
        if path == "index.html":
            return given | {"href": relpath(self.home, dirname(self.page) or ".")}
        if not path.endswith(".html"):
            self.files += [path] if (self.site / path).is_file() else []
            return given
        self.online.append(path)
        self._words_end = 0
        changed = given | {
            name: f"{label}{self._mark}" for name in ("aria-label", "title") if (label := given.get(name))
        }
        if not self.course.config.address:
            return {name: value for name, value in changed.items() if name != "href"}
        anchor = "".join(target.partition("#")[1:])
        return changed | {
            "href": self.course.url(path.removesuffix(".html") + ".md") + anchor,
            "target": "_blank",
            "rel": "noopener",
        }


# --- the launch page --------------------------------------------------------------------------------------------------


def _launch_page(course: Course, lessons: list[Lesson], title: str, home: str, page: _Page) -> bytes:
    """The page that the platform opens: the module's lessons, what the platform is told, and a frame for the
    lessons."""
    html = Element("html", {"lang": page.language} | ({"dir": page.direction} if page.direction else {}))
    head = SubElement(html, "head")
    SubElement(head, "meta", {"charset": "utf-8"})
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    SubElement(head, "title").text = f"{title} – {course.config.name}" if course.config.name else title
    SubElement(head, "link", {"rel": "stylesheet", "href": "launch.css"})
    SubElement(head, "script", {"src": "launch.js", "defer": ""})
    words = course.config.words
    spoken = {name: words[f"scorm:{name}"] for name in ("count", "started", "finished", "none", "refused")}
    body = SubElement(html, "body", {"data-words": json.dumps(spoken, ensure_ascii=False, separators=(",", ":"))})
    header = SubElement(body, "header")
    SubElement(header, "h1").text = title
    list_ = SubElement(header, "details", {"class": "lessons"})
    summary = SubElement(list_, "summary")
    summary.text = words["scorm-lessons"] + " "
    SubElement(summary, "span", {"class": "count"})
    items = SubElement(list_, "ol")
    for lesson in lessons:
        item = SubElement(items, "li", {"data-lesson": lesson.id})
        SubElement(item, "a", {"href": quote(_page(lesson.file)), "target": "lesson"}).text = lesson.title
        SubElement(item, "span", {"class": "read", "hidden": ""}).text = words["scorm-read"]
    report = SubElement(header, "details", {"class": "told"})
    SubElement(report, "summary").text = words["scorm-told"]
    for text in ("scorm-told-what", "scorm-told-not"):
        SubElement(report, "p").text = words[text]
    if course.config.address:
        online = SubElement(report, "p")
        online.text = words["scorm-told-online"] + " "
        SubElement(
            online,
            "a",
            {"href": course.url(lessons[0].file.removeprefix(f"{DOCS}/")), "target": "_blank", "rel": "noopener"},
        ).text = course.config.name or course.config.address
    SubElement(header, "p", {"class": "said", "role": "status"})
    SubElement(SubElement(header, "noscript"), "p").text = words["scorm-script"]
    SubElement(body, "iframe", {"name": "lesson", "title": title, "src": quote(home)})
    page_text: bytes = tostring(html, encoding="utf-8", method="html")
    return b"<!doctype html>\n" + page_text + b"\n"


def _manifest(course: Course, module: str, title: str, files: list[str]) -> bytes:
    """imsmanifest.xml: one organization with one item, the launch page, and all files in its resource."""
    title = title[:_TITLE]
    identifier = slug(f"pain-ed {course.config.name} {module}")
    manifest = Element("manifest", {"identifier": identifier, "version": "1.0", "xmlns": _IMSCP, "xmlns:adlcp": _ADLCP})
    metadata = SubElement(manifest, "metadata")
    SubElement(metadata, "schema").text = "ADL SCORM"
    SubElement(metadata, "schemaversion").text = "1.2"
    organizations = SubElement(manifest, "organizations", {"default": "course"})
    organization = SubElement(organizations, "organization", {"identifier": "course"})
    SubElement(organization, "title").text = course.config.name[:_TITLE] or title
    item = SubElement(organization, "item", {"identifier": "module", "identifierref": "launch"})
    SubElement(item, "title").text = title
    resources = SubElement(manifest, "resources")
    resource = SubElement(
        resources, "resource", {"identifier": "launch", "type": "webcontent", "adlcp:scormtype": "sco", "href": LAUNCH}
    )
    for file in files:
        SubElement(resource, "file", {"href": quote(file)})
    indent(manifest)
    text: bytes = tostring(manifest, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
