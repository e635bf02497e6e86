"""How hard a lesson is to read, by the Flesch-Kincaid grade level (Kincaid and others, 1975, US Naval Technical Training Command).

Syllables are those between which pyphen would break a word, or groups of vowels where there are more: pyphen alone misses breaks
that would leave one letter, and so makes a text look easier than it is.
"""

from __future__ import annotations

import re
from functools import cache

import pyphen

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*|\d[\d.,]*")
_SILENT = re.compile(r"(?<![aeiouyl])e$|(?<![td])ed$|(?<=[^aeiouysxzc])es$")
_CITATION = re.compile(r"\[\^[^\]]+\]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)(\{[^}]*\})?")


def prose(body: str) -> list[str]:
    """The paragraphs and list items of a lesson's Markdown that every reader meets.

    Headings, pictures, blocks, code, and collapsed blocks (`??? …`, as 'Go deeper') are left out.
    """
    paragraphs: list[str] = []
    current: list[str] = []
    collapsed = fenced = block = False

    def flush() -> None:
        if current:
            paragraphs.append(" ".join(current))
            current.clear()

    for line in body.split("\n"):
        text = line.strip()
        if collapsed and (not text or line.startswith("    ")):
            continue
        collapsed = text.startswith("???")
        if text.startswith(("```", "~~~")):
            fenced = not fenced
        if text.startswith("///"):
            block = text.startswith(("/// quiz", "/// tool"))
        if collapsed or fenced or not text or text.startswith(("#", "///", "![", "|", "{", "<", "```", "~~~", "!!!")) or (block and line.startswith("    ")):
            flush()
            continue
        if re.match(r"([-*+]|\d+[.)])\s", text):
            flush()
            text = text.partition(" ")[2]
        current.append(re.sub(r"[*`_]", "", _LINK.sub(r"\1", _CITATION.sub("", text))))
    flush()
    return paragraphs


def sentences(paragraphs: list[str]) -> list[str]:
    """Sentences; an item of a list that ends without a full stop is one, too."""
    return [
        sentence
        for paragraph in paragraphs
        for sentence in re.split(r"(?<=[.!?…])[\"”')]*\s+(?=[\"“'(]?[A-Z0-9À-Þ])", paragraph)
        if _WORD.search(sentence)
    ]


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


@cache
def syllables(word: str) -> int:
    """Syllables of an English word, at least one."""
    word = word.lower().strip("'’")
    vowels = len(re.findall(r"[aeiouyà-ÿ]+", _SILENT.sub("", word)))
    return max(vowels, _dictionary().inserted(word).count("-") + 1, 1)


def grade(paragraphs: list[str]) -> float:
    """US school grade: 0.39 words a sentence + 11.8 syllables a word - 15.59; 0 for an empty text."""
    words = [word for paragraph in paragraphs for word in _WORD.findall(paragraph)]
    count = len(sentences(paragraphs))
    if not words:
        return 0.0
    return 0.39 * len(words) / count + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
