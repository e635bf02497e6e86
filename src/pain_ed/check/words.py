"""Rules on words: those to avoid, and what is said of help, medicines and despair."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from pain_ed.check.links import links_to
from pain_ed.course.model import Course, Lesson
from pain_ed.course.texts import Text, holding, texts
from pain_ed.diagnostics.problems import Code, Location, Problem
from pain_ed.formats.paths import LANGUAGE
from pain_ed.markdown import prose
from pain_ed.markdown.prose import Passage


@lru_cache(maxsize=64)
def word_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds words and phrases, also across a line break or with emphasis in them."""
    patterns = [
        r"[\s*_]+".join(map(re.escape, word.removesuffix("*").split())) + (r"\w*" if word.endswith("*") else "")
        for word in words
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(patterns, key=len, reverse=True))})(?![\w-])", re.I)


def _parts(words: Collection[str]) -> frozenset[str]:
    """Words and phrases, squeezed, without the ones that begin with another."""
    parts: list[str] = []
    for part in sorted({prose.squeezed(word.removesuffix("*")) for word in words}):
        if not parts or not part.startswith(parts[-1]):  # in this order, what begins with another follows it
            parts.append(part)
    return frozenset(parts)


def _passages(course: Course, parts: Collection[str]) -> Iterator[tuple[Text, Passage]]:
    """The passages that hold one of some parts: to look for these takes a tenth of the time that patterns take."""
    wanted = holding(parts)
    for text in texts(course, wanted):
        for passage in text.passages:
            if wanted(passage.plain):
                yield text, passage


def words_avoided(course: Course) -> Iterator[Problem]:
    """No word of docs/language.yml, but where the text speaks about it."""
    if not course.language:
        return
    entries = [
        (_parts(entry.words), word_pattern(entry.words), word_pattern(entry.unless) if entry.unless else None, entry)
        for entry in course.language
    ]
    for text, passage in _passages(course, _parts([word for entry in course.language for word in entry.words])):
        if passage.quotation:
            continue
        squeezed, plain = prose.squeezed(passage.plain), prose.without_quotations(passage.plain)
        for parts, pattern, unless, entry in entries:
            if not any(part in squeezed for part in parts):
                continue
            fine = [match.span() for match in unless.finditer(plain)] if unless else []
            for match in pattern.finditer(plain):
                if not any(start <= match.start() < end for start, end in fine):
                    phrase = " ".join(match[0].split())
                    message = f"'{phrase}' is a phrase to avoid ({LANGUAGE}). {entry.why} Say: {entry.instead}"
                    yield Problem(Code.AVOIDED_WORD, text.at(passage.start + match.start()), message)


# --- safety: in a course that has a docs/safety.yml -------------------------------------------------------------------


def help_linked(course: Course) -> Iterator[Problem]:
    """Each lesson leads, in its text, to the page that says when to get help.

    The theme sets that link above each lesson, too; an export, a print and another theme know the text alone.
    """
    for lesson in course.lessons if course.config.help_page and course.safety else ():
        if not links_to(lesson, course.config.help_page):
            message = f"the lesson has no link to {course.config.help_page}"
            yield Problem(Code.NO_HELP_LINK, Location(lesson.file, lesson.first), message)


def medicines_with_their_line(course: Course) -> Iterator[Problem]:
    """A lesson that names a medicine says that nobody should start, stop or change one alone."""
    if not course.safety:
        return
    medicines, line = word_pattern(course.safety.medicines), word_pattern(course.safety.say)
    for lesson in course.lessons:
        passages = prose.passages(lesson.body)
        if (first := _first(lesson, passages, medicines)) and not _first(lesson, _open(passages), line):
            message = f"the lesson names '{first[1]}', and says nowhere '{course.safety.say[0]}'"
            yield Problem(Code.NO_MEDICINE_LINE, first[0], message)


def crisis_help(course: Course) -> Iterator[Problem]:
    """A lesson that speaks of despair shows the way to help with it."""
    if not course.safety:
        return
    despair = word_pattern(course.safety.crisis)
    for lesson in course.lessons:
        first = _first(lesson, _open(prose.passages(lesson.body)), despair)
        if first and not links_to(lesson, course.safety.crisis_link):
            message = f"the lesson speaks of '{first[1].lower()}', and has no link to {course.safety.crisis_link}"
            yield Problem(Code.NO_CRISIS_LINK, first[0], message)


def _open(passages: Collection[Passage]) -> list[Passage]:
    """Those that every reader meets."""
    return [passage for passage in passages if not passage.folded]


def _first(lesson: Lesson, passages: Collection[Passage], pattern: re.Pattern[str]) -> tuple[Location, str] | None:
    """Where a pattern is first found, and what it finds."""
    for passage in passages:
        if match := pattern.search(passage.plain):
            return prose.location(lesson, passage.start + match.start()), match[0]
    return None


_AMOUNT = re.compile(
    r"\b\d+(?:[.,]\d+)?(?:\s*(?:-|–|to)\s*\d+(?:[.,]\d+)?)?\s*(?:mg|mcg|µg|μg|micrograms?|milligrams?|(?<=\s)IU)\b"
    r"|\btake\s+(?:one|two|three|four|half|\d+)\s+(?:tablets?|capsules?|pills?|puffs?|drops|patches|patch)\b",
    re.I,
)
_OFTEN = re.compile(
    r"\b(?:once|twice|(?:two|three|four|\d+)\s+times)\s+(?:a|per|every|each)\s+(?:day|week)\b"
    r"|\b(?:once|twice)\s+daily\b|\bevery\s+\d+\s+hours\b",
    re.I,
)
_AMOUNT_PARTS = {*"mg mcg µg μg microgram milligram tablet capsule pill puff drops patch".split(), " iu"}


def doses(course: Course) -> Iterator[Problem]:
    """No amount of a medicine, and no schedule beside the name of one."""
    if not course.safety:
        return
    medicines = word_pattern(course.safety.medicines)
    for text, passage in _passages(course, _AMOUNT_PARTS | _parts(course.safety.medicines)):
        plain = passage.plain
        if match := _AMOUNT.search(plain) or (medicines.search(plain) and _OFTEN.search(plain)):
            message = f"'{' '.join(match[0].split())}' reads like a dose"
            yield Problem(Code.DOSAGE, text.at(passage.start + match.start()), message)


RULES = (words_avoided, help_linked, medicines_with_their_line, crisis_help, doses)
