"""The links and pictures of a text, as they are written. Nothing here judges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pain_ed.diagnostics.problems import Location

_INLINE = re.compile(
    r"(?P<sign>!?)\[(?P<text>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]"
    r"\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^\s()]|\([^\s()]*\))*))"
    r"(?:\s+(?:\"(?P<title>[^\n]{0,300}?)\"|'[^\n]{0,300}?'))?\s*\)"
)
_DEFINITION = re.compile(r"^[ >]*\[(?!\^)(?P<text>[^\[\]]+)\]:\s*<?(?P<bare>[^\s>]+)", re.M)
_AUTOLINK = re.compile(r"<(?P<bare>[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*)>")
_ADDRESS = re.compile(r"<[^<>\s@:/]+@[^<>\s@]+>")


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture."""

    target: str
    text: str
    """What is shown; for a picture, its alternative text."""
    picture: bool
    location: Location
    """Where its target stands; in YAML, where the text starts."""
    file: str
    """The page that it is relative to; empty in a quiz without a lesson."""
    title_ends_early: bool = False
    """Whether a quotation mark stands inside its title."""


def links(text: str, file: str, at: Callable[[int], Location], start: int = 0) -> Iterator[Link]:
    """The links and pictures of a text in every form that Markdown has.

    Args:
        text: without comments and code.
        file: the page that they are relative to.
        at: from an offset to its place.
        start: the offset of the text itself.
    """
    for match in _INLINE.finditer(text):
        target = "angled" if match["angled"] is not None else "bare"
        ends_early = '"' in (match["title"] or "")
        yield Link(match[target], match["text"], bool(match["sign"]), at(start + match.start(target)), file, ends_early)
        if "](" in match["text"]:  # a picture that is a link
            yield from links(match["text"], file, at, start + match.start("text"))
    for pattern in (_DEFINITION, _AUTOLINK):
        for match in pattern.finditer(text):
            yield Link(match["bare"], "", False, at(start + match.start("bare")), file)


def angles(text: str) -> set[int]:
    """Where a `<` stands that opens an address, and not a tag."""
    inline = {match.start("angled") - 1 for match in _INLINE.finditer(text)} if "(<" in text else set()
    return inline.union(match.start() for pattern in (_AUTOLINK, _ADDRESS) for match in pattern.finditer(text))
