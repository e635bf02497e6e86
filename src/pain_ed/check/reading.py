"""Advice on how hard lessons are to read, by formulas that were made for English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from pain_ed.course.model import Course, Lesson
from pain_ed.diagnostics.problems import Code, Location, Problem
from pain_ed.formats.text import UNWRITTEN
from pain_ed.markdown import prose, readability
from pain_ed.markdown.prose import Passage

MAX_GRADE, MAX_SMOG = 7, 9
"""Of a lesson, by Flesch-Kincaid and by SMOG."""
MAX_SECTION = 9
"""Of a section, by Flesch-Kincaid."""
MAX_PASSIVE = 0.1
"""Of the sentences of a lesson."""
MAX_WORDS = 25
"""Of a sentence."""
_SECTION_WORDS, _PASSIVE_SENTENCES = 40, 10  # below, one word or sentence sways the figure


def _written(lesson: Lesson) -> Iterator[Passage]:
    """The passages that are not still to be written."""
    return (passage for passage in prose.passages(lesson.body) if not UNWRITTEN.search(passage.plain))


def readable(course: Course) -> Iterator[Problem]:
    """Advice on lessons that are hard to read."""
    for lesson in course.lessons if course.in_english else ():
        passages = [passage for passage in _written(lesson) if passage.kind in ("text", "item") and not passage.folded]
        paragraphs = [passage.plain for passage in passages]
        start = Location(lesson.file, lesson.first)
        yield from grade_problems(paragraphs, start, "the lesson")
        if (smog := readability.smog(paragraphs)) > MAX_SMOG:
            yield Problem(Code.READING_GRADE, start, f"the lesson reads at grade {smog:.1f} (SMOG)")
        sections = [list(group) for _, group in groupby(passages, key=lambda passage: passage.section)]
        for section in sections if len(sections) > 1 else ():
            texts = [passage.plain for passage in section]
            enough = sum(len(text.split()) for text in texts) >= _SECTION_WORDS
            if enough and (grade := readability.grade(texts)) > MAX_SECTION:
                message = f"the section '{section[0].section}' reads at grade {grade:.1f} (Flesch-Kincaid)"
                yield Problem(Code.SECTION_GRADE, prose.location(lesson, section[0].start), message)
        share = round(readability.passive_share(paragraphs), 2)  # a rough figure
        if share > MAX_PASSIVE and len(readability.sentences(paragraphs)) >= _PASSIVE_SENTENCES:
            yield Problem(Code.PASSIVE_VOICE, start, f"about {share:.0%} of the sentences are in the passive voice")
        for passage in passages:
            for offset, message in long_sentences(passage.plain):
                yield Problem(Code.LONG_SENTENCE, prose.location(lesson, passage.start + offset), message)


def grade_problems(paragraphs: Iterable[str], location: Location, what: str) -> Iterator[Problem]:
    """A problem where paragraphs together are too hard to read."""
    if (grade := readability.grade(paragraphs)) > MAX_GRADE:
        yield Problem(Code.READING_GRADE, location, f"{what} reads at grade {grade:.1f} (Flesch-Kincaid)")


def long_sentences(paragraph: str) -> Iterator[tuple[int, str]]:
    """Each sentence that is too long: where it starts, and the message."""
    for offset, sentence in readability.located_sentences(paragraph):
        if len(words := sentence.split()) > MAX_WORDS:
            yield offset, f"a sentence has {len(words)} words: '{' '.join(words[:6])} …'"


_SHORT_FORM = re.compile(r"(?<![\w/-])[A-Z][A-Z0-9]+(?:[-/][A-Z0-9]+)*(?![\w/-])")
_KNOWN_TO_ALL = frozenset("EU OK TV UK UN US USA".split())


def short_forms_explained(course: Course) -> Iterator[Problem]:
    """An abbreviation is in the glossary, or stands once beside its full name."""
    known = _KNOWN_TO_ALL.union(form for term in course.terms for form in (term.term, *term.forms))
    for lesson in course.lessons if course.terms else ():
        met = set(known)
        for passage in _written(lesson):
            if passage.folded or passage.quotation or passage.kind == "heading":
                continue
            for match in _SHORT_FORM.finditer(passage.plain):
                if (form := match[0]) in met:
                    continue
                met.add(form)
                explained = rf"\(\W*{re.escape(form)}\W*\)|{re.escape(form)}\W*\s*\("
                # In lower case it is a word, in capitals elsewhere for its weight.
                if not re.search(rf"\b{re.escape(form.lower())}\b|{explained}", lesson.body):
                    where = prose.location(lesson, passage.start + match.start())
                    message = f"'{form}' is explained neither here nor in the glossary"
                    yield Problem(Code.UNEXPLAINED_SHORT_FORM, where, message)


ADVICE = (readable, short_forms_explained)
