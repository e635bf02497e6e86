"""The links and pictures of a text, as they are written. Nothing here judges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_INLINE = re.compile(
    r"(?P<sign>!?)\[(?P<text>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]"
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^\s()]|\([^\s()]*\))*))"
    r"(?:\s+(?:\"(?P<title>[^\n]{0,300}?)\"|'[^\n]{0,300}?'))?\s*\)"
)
_DEFINITION = re.compile(r"^[ >]*\[(?!\^)(?P<text>[^\]]+)\]:\s*<?(?P<bare>[^\s>]+)", re.M)
_AUTOLINK = re.compile(r"<(?P<bare>[A-Za-z][A-Za-z0-9+.-]*:[^>\s]*)>")
_ADDRESS = re.compile(r"<[^<>\s@:/]+@[^<>\s@]+>")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture."""

    target: str
    text: str
    """What is shown; for a picture, its alternative text."""
    picture: bool
    start: int
    """Where in the text its target stands."""
    title_ends_early: bool = False
    """Whether a quotation mark stands inside its title."""


def links(text: str, start: int = 0) -> Iterator[Link]:
    """The links and pictures of a text in every form that Markdown has; `start` is added to their places."""
    for match in _INLINE.finditer(text):
        target = "angled" if match["angled"] is not None else "bare"
        title_ends_early = '"' in (match["title"] or "")
        yield Link(match[target], match["text"], bool(match["sign"]), start + match.start(target), title_ends_early)
        if "](" in match["text"]:  # a picture that is a link
            yield from links(match["text"], start + match.start("text"))
    for pattern in (_DEFINITION, _AUTOLINK):
        for match in pattern.finditer(text):
            yield Link(match["bare"], "", False, start + match.start("bare"))


def angles(text: str) -> set[int]:
    """Where a `<` stands that opens an address, and not a tag."""
    found = {match.start("angled") - 1 for match in _INLINE.finditer(text)} if "(<" in text else set()
    return found.union(match.start() for pattern in (_AUTOLINK, _ADDRESS) for match in pattern.finditer(text))
