"""What is known of single texts: ids, citations, markup, and what is still to be written."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pain_ed.diagnostics.problems import Code, Location

UNWRITTEN = re.compile(r"TO WRITE\b")
UNCHOSEN = "to-write-"
"""What `pain-ed new` leaves where a person has to write, and at the start of an id that a person has to choose."""

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CITATION = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")

INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]")
"""Controls, marks that turn the direction of what follows, and halves of a sign. A line break and a tab are seen."""

_MARKED_UP = re.compile(
    r"<[A-Za-z/!?][^\s>]*>?|\]\(|\]:|\{ ?[:.#%{]|&(?:#\w+|\w+);|\[\^|^ {0,3}(?:`{3}|~{3}|/{3})", re.M
)


@dataclass(frozen=True, slots=True)
class Ref:
    """An id that a text names (a source, a lesson, a question …), and where it stands."""

    id: str
    location: Location


def slug(text: str) -> str:
    """The id that Python-Markdown's `toc` gives a heading (markdown.extensions.toc.slugify)."""
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def digest(value: object, length: int) -> str:
    """The first hex digits of a hash of what JSON can say."""
    return hashlib.sha256(_ENCODER.encode(value).encode()).hexdigest()[:length]


def refs(text: str, location: Location) -> list[Ref]:
    """The sources that a text cites, all at the place of the text."""
    return [Ref(source, location) for source in CITATION.findall(text)] if "[^" in text else []


def unfit(text: str, name: str, *, marked_up: bool) -> Iterator[tuple[Code, str]]:
    """What a text may not hold: signs that nobody sees; and markup, where it is shown letter by letter."""
    if match := INVISIBLE.search(text):
        yield Code.INVISIBLE_CHARACTER, f"{name} holds the invisible character U+{ord(match[0]):04X}"
    if not marked_up and (match := _MARKED_UP.search(text)):
        yield Code.PLAIN_TEXT_ONLY, f"{name} holds the sign '{match[0]}'"
