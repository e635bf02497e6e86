"""How hard a lesson is to read, by two published formulas: the Flesch-Kincaid grade level (Kincaid and others, 1975, US
Naval Technical Training Command), which counts words and syllables, and SMOG (McLaughlin, Journal of Reading
1969;12(8):639-646), which counts long words. Both give a US school grade.

Syllables are those between which pyphen would break a word, or groups of vowels where there are more: pyphen alone
misses breaks that would leave one letter, and so makes a text look easier than it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import pyphen  # type: ignore[import-untyped]  # it has no types

from pain_ed.markdown.prose import passages

_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*|\d[\d.,]*")
_SILENT = re.compile(r"(?<![aeiouyl])e$|(?<![td])ed$|(?<=[^aeiouysxzc])es$")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”')]*\s+(?=[\"“'(]?[A-Z0-9À-Þ])")


def prose(body: str) -> list[str]:
    """The paragraphs and list items of a lesson's Markdown that every reader meets.

    Headings, tables, pictures, quiz blocks, code, and collapsed blocks (`??? …`, as 'Go deeper') are left out.
    """
    return [passage.plain for passage in passages(body) if passage.kind in ("text", "item") and not passage.folded]


def sentences(paragraphs: Iterable[str]) -> list[str]:
    """Sentences; an item of a list that ends without a full stop is one, too."""
    return [sentence for paragraph in paragraphs for _, sentence in located_sentences(paragraph)]


@lru_cache(maxsize=1024)  # a lesson is looked at whole, by section and by sentence
def located_sentences(paragraph: str) -> tuple[tuple[int, str], ...]:
    """The sentences of a paragraph, each with where it starts."""
    return tuple(_located_sentences(paragraph))


def _located_sentences(paragraph: str) -> Iterator[tuple[int, str]]:
    start = len(paragraph) - len(paragraph.lstrip())
    for match in [*_SENTENCE_END.finditer(paragraph), None]:
        sentence = paragraph[start : match.start() if match else None]
        if _WORD.search(sentence):
            yield start, sentence
        start = match.end() if match else start


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


@cache
def syllables(word: str) -> int:
    """Syllables of an English word, at least one."""
    word = word.lower().strip("'’")
    vowels = len(re.findall(r"[aeiouyà-ÿ]+", _SILENT.sub("", word)))
    breaks = _dictionary().inserted(word).count("-") if len(word) < 100 else 0  # no word, and slow
    return max(vowels, breaks + 1, 1)


SMOG_SENTENCES = 30
"""SMOG was made for samples of 30 sentences; with fewer it says nothing."""


def smog(paragraphs: list[str]) -> float:
    """US school grade: 1.0430 times the root of the words of three or more syllables in 30 sentences + 3.1291; 0 for a
    text of fewer than 30 sentences."""
    count, _, _, long = _counts(paragraphs)
    return 1.0430 * math.sqrt(long * 30 / count) + 3.1291 if count >= SMOG_SENTENCES else 0.0


def _counts(paragraphs: Iterable[str]) -> list[int]:
    """Sentences, words, syllables, and words of three or more syllables."""
    return [sum(counts) for counts in zip((0, 0, 0, 0), *map(_count, paragraphs), strict=True)]


@lru_cache(maxsize=1024)
def _count(paragraph: str) -> tuple[int, int, int, int]:
    words = _WORD.findall(paragraph)
    lengths = [syllables(word) for word in words]
    return len(located_sentences(paragraph)), len(words), sum(lengths), sum(length >= 3 for length in lengths)


_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|am|get|gets|got|isn't|aren't|wasn't|weren't)\s+"
    r"(?:(?:not|also|often|then|still|now|always|never|only|\w+ly)\s+){0,2}"
    r"(\w+(?<!e)ed|"
    r"born|brought|built|caught|chosen|done|drawn|driven|felt|found|given|held|kept|known|laid|led|left|lost|made|meant|met|paid|put|read|"
    r"said|seen|sent|set|shown|spent|spoken|taken|taught|thought|told|understood|woken|worn|written)\b",
    re.I,
)
# Words in -ed that say how something or somebody is, and hide nobody who acts.
_STATES = frozenset(
    "tired afraid scared frightened worried interested bored pleased relaxed exhausted need indeed linked related "
    "limited mixed".split()
)


def passive_share(paragraphs: list[str]) -> float:
    """Roughly what part of the sentences is in the passive voice: a form of 'be' or 'get' and a participle after it."""
    every = sentences(paragraphs)
    passive = sum(any(match[1].lower() not in _STATES for match in _PASSIVE.finditer(sentence)) for sentence in every)
    return passive / len(every) if every else 0.0


def grade(paragraphs: Iterable[str]) -> float:
    """US school grade: 0.39 words a sentence + 11.8 syllables a word - 15.59; 0 for an empty text."""
    sentences, words, syllables, _ = _counts(paragraphs)
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59 if words else 0.0
