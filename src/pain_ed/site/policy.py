"""The content-security policy of a built site: what a page may load and run, and nothing else (https://www.w3.org/TR/CSP3/)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from os.path import relpath
from pathlib import Path

FILE = "_headers"
"""Read by hosts such as Netlify and Cloudflare Pages; others serve it as a file that nobody asks for."""

_DIRECTIVES = {
    "default-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons stand in its style sheet
    "object-src": "'none'",
    "frame-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
}

# A policy in the page cannot say who may frame it.
_IN_HEADERS = {"frame-ancestors": "'self'"}

# What every page of the theme begins with. The policy has to stand before all that it holds for.
_CHARSET = '<meta charset="utf-8">'
_META = '<meta http-equiv="Content-Security-Policy"'

_AT_ANY_ADDRESS = re.compile(r"\d{3}\.html")
"""Pages such as 404.html, which name the site's root by its path on the server."""


class _Inline(HTMLParser):
    """The scripts that stand in a page itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.open = tag == "script" and "src" not in given and given.get("type") != "application/json"
        if self.open:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.open = False


def protect(site: Path, *, reference: Callable[[str], str], root: str) -> None:
    """Put the policy into every page of a built site that the theme has made, and into a file for hosts that read it.

    Args:
        site: the folder.
        reference: makes a page of the theme that holds nothing of the course, for what stands in a content page must
            not bless itself. One of the theme's scripts names the way to the site's root, which is handed in: a page
            of each depth is looked at.
        root: the path at which the site will stand on its server.
    """
    scripts: dict[str, list[str]] = {}
    for page in sorted(site.rglob("*.html")):
        head, charset, rest = page.read_text(encoding="utf-8").partition(_CHARSET)
        if not charset or rest.lstrip().startswith(_META):  # a dirty build leaves most pages as they are
            continue
        to_root = root if _AT_ANY_ADDRESS.fullmatch(page.relative_to(site).as_posix()) else relpath(site, page.parent)
        to_root = to_root.replace("\\", "/")
        if to_root not in scripts:
            scripts[to_root] = hashes(reference(to_root))
        meta = f'{_META} content="{_policy(scripts[to_root])}">'
        page.write_text(f"{head}{charset}\n      {meta}{rest}", encoding="utf-8")
    file = site / FILE
    if scripts and not file.exists():  # a course may have its own
        file.write_text(_headers(dict.fromkeys(each for found in scripts.values() for each in found)), encoding="utf-8")


def hashes(reference: str) -> list[str]:
    """The sources by which a policy lets the inline scripts of a page run."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _Inline(reference).found)
    return list(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


def _policy(scripts: Iterable[str], more: dict[str, str] | None = None) -> str:
    directives = _DIRECTIVES | {"script-src": " ".join([_DIRECTIVES["script-src"], *scripts])} | (more or {})
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _headers(scripts: Iterable[str]) -> str:
    lines = (
        f"Content-Security-Policy: {_policy(scripts, _IN_HEADERS)}",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: same-origin",
    )
    return "/*\n" + "".join(f"  {line}\n" for line in lines)
