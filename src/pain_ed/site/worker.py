"""The built site without a network: the service worker that keeps a copy."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath

SERVED = Path(__file__).parent / "served"

OFFLINE_PAGE = "503.html"
"""A number for a name: MkDocs then writes links that hold at any address, as in 404.html."""

WORKER = "sw.js"

# Nobody asks for these without a network: maps are for developers, the others for search engines, servers and other
# languages than the search's (_languages).
LEFT_OUT = re.compile(
    r"\.map$|\.gz$|^sitemap\.xml|^404\.html$|^robots\.txt$|^\.|/\.|^assets/javascripts/lunr/|^sw\.js$|^_headers$"
)


def make_worker(site: Path, help_page: str | None) -> None:
    """Write the service worker of a built site.

    Args:
        site: The folder, in which nothing changes any more: the worker tells versions apart by what the files hold.
        help_page: The file in it that a reader must be able to open first of all.
    """
    languages = _languages(site)
    files = {
        path: _hash(file)
        for file in sorted(site.rglob("*"))
        if file.is_file() and (not LEFT_OUT.search(path := file.relative_to(site).as_posix()) or path in languages)
    }
    first = [path for page in (help_page, OFFLINE_PAGE) if page in files for path in (page, *needs(site, page))]
    lists = {"FILES": files, "FIRST": [path for path in dict.fromkeys(first) if path in files]}
    above = (
        f"const {name} = {json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"
        for name, value in lists.items()
    )
    (site / WORKER).write_text("".join(above) + (SERVED / WORKER).read_text(encoding="utf-8"), encoding="utf-8")


def _languages(site: Path) -> set[str]:
    """What the theme's search loads for languages beyond English (setupSearchLanguages in its search worker)."""
    try:
        languages = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))["config"]["lang"]
    except (OSError, KeyError):
        return set()
    needed = {f"min/lunr.{language}.min.js" for language in languages if language != "en"}
    needed |= {f"{name}.js" for name, ones in (("tinyseg", {"ja"}), ("wordcut", {"hi", "th"})) if ones & set(languages)}
    needed |= {"min/lunr.multi.min.js"} if len(languages) > 1 else set()
    return (
        {f"assets/javascripts/lunr/{name}" for name in needed | {"min/lunr.stemmer.support.min.js"}}
        if needed
        else set()
    )


def stamp(files: list[Path]) -> str:
    """A query that changes with any of the files, to follow their addresses; one not there is an address elsewhere."""
    there = [file.read_bytes() for file in sorted(files, key=lambda file: file.name) if file.is_file()]
    return f"?{hashlib.sha256(b''.join(there)).hexdigest()[:8]}"


def _hash(file: Path) -> str:
    """72 bits of SHA-256, as sw.js computes them: enough to tell versions apart, which is all that they are for."""
    return base64.b64encode(hashlib.sha256(file.read_bytes()).digest()).decode()[:12]


class _Needs(HTMLParser):
    """The files that a page loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and {"stylesheet", "icon", "modulepreload"} & set((given.get("rel") or "").split()):
            self.found.append(given.get("href") or "")
        elif tag in ("script", "img"):
            self.found.append(given.get("src") or "")


def needs(site: Path, page: str) -> list[str]:
    """The files of a site that a page of it loads. What its modules import it names as well, to have it early."""
    found = []
    for address in _Needs((site / page).read_text(encoding="utf-8")).found:
        address = address.partition("?")[0]
        path = address.lstrip("/") if address.startswith("/") else normpath(join(dirname(page), address))
        # A page that stands for any address (404.html) names files from the server's root, where the site may be in a
        # folder.
        while path and not (site / path).is_file():
            path = path.partition("/")[2]
        if path:
            found.append(path)
    return list(dict.fromkeys(found))
