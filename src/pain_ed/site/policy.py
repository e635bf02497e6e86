"""The content-security policy of a built site: what a page may load and run, and nothing else (https://www.w3.org/TR/CSP3/)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser

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

_CHARSET = '<meta charset="utf-8">'


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


def hashes(reference: str) -> list[str]:
    """The sources by which a policy lets the inline scripts of a page run.

    Args:
        reference: a page of the theme that holds nothing of the course: what stands in a content page must not bless itself.
    """
    digests = (hashlib.sha256(script.encode()).digest() for script in _Inline(reference).found)
    return list(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


def _policy(scripts: Iterable[str], more: dict[str, str] | None = None) -> str:
    directives = _DIRECTIVES | {"script-src": " ".join([_DIRECTIVES["script-src"], *scripts])} | (more or {})
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def with_policy(html: str, scripts: Iterable[str]) -> str:
    """A page with its policy, which has to stand before all that it holds for; what is no page of the theme stays as it is."""
    head, charset, rest = html.partition(_CHARSET)
    if not charset:
        return html
    return f'{head}{charset}\n      <meta http-equiv="Content-Security-Policy" content="{_policy(scripts)}">{rest}'


def headers(scripts: Iterable[str]) -> str:
    """The text of the file `_headers`.

    Args:
        scripts: the hashes of all pages.
    """
    lines = (
        f"Content-Security-Policy: {_policy(scripts, _IN_HEADERS)}",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: same-origin",
    )
    return "/*\n" + "".join(f"  {line}\n" for line in lines)
