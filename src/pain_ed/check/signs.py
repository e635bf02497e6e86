"""Rules on signs that send a reader for help: what docs/signs.yml holds, and who speaks of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from pain_ed.check.links import leading
from pain_ed.check.lookup import quizzes_of_lessons, repeated, unread
from pain_ed.check.words import word_pattern
from pain_ed.course.model import Course, Lesson
from pain_ed.course.texts import question_texts
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Location, Problem, unknown
from pain_ed.formats.paths import SIGNS
from pain_ed.formats.signs import ANCHOR, LISTS, URGENCIES
from pain_ed.markdown import prose


def signs_resolve(course: Course) -> Iterator[Problem]:
    """Ids are unique, signs name places of the file, blocks name what can be listed, and every sign is listed."""
    places = [place.id for place in course.signs.places]
    yield from repeated("place", ((place.id, place.location) for place in course.signs.places))
    yield from repeated("sign", ((sign.id, sign.location) for sign in course.signs.signs))
    yield from repeated("country", ((country.name, country.location) for country in course.signs.countries))
    sound = not unread(course, "signs")
    for sign in course.signs.signs:
        for place in sign.places if sound else ():
            if place.id not in places:
                message = f"the sign '{sign.id}' names the place '{place.id}', which {SIGNS} does not list."
                yield unknown(Code.SIGNS, place.location, message, place.id, places)
    listed: set[str] = set()
    for page in course.all_pages:
        for block in page.placed("signs"):
            listed.add(block.id)
            if sound and block.id not in (known := (*URGENCIES, *LISTS, *places)):
                message = f"'/// signs | {block.id}' names no urgency and no place of {SIGNS}."
                yield unknown(Code.SIGNS, block.argument.location, message, block.id, known)
    for urgency in URGENCIES:
        first = next((sign for sign in course.signs.signs if sign.urgency == urgency), None)
        if first and urgency not in listed and not (unread(course, "page") or unread(course, "lesson")):
            message = f"no page lists '{first.id}': none has '/// signs | {urgency}'"
            yield Problem(Code.SIGNS, first.location, message)


@dataclass(frozen=True)
class _Told:
    """A paragraph of a lesson, or a text that is shown when a question has been answered."""

    file: str
    """The page that its links are relative to."""
    at: Callable[[int], Location]
    plain: str
    """Its words in their places."""
    written: str
    shown: str
    """All that a reader sees with it."""


def _told(course: Course) -> Iterator[_Told]:
    for lesson in course.lessons:
        for passage in prose.passages(lesson.body):
            if passage.kind in ("text", "item") and not passage.quotation:
                written = lesson.body[passage.start : passage.start + len(passage.plain)]
                at = partial(_in_lesson, lesson, passage.start)
                yield _Told(lesson.file, at, passage.plain, written, written)
    for quiz, lesson in quizzes_of_lessons(course):
        for question in quiz.questions:
            for text in question_texts(question, lesson.file):
                if text.role in ("feedback", "explanation"):
                    shown = "\n".join((question.prompt, text.written, question.explanation))
                    yield _Told(lesson.file, text.at, prose.plain(text.written), text.written, shown)


def _in_lesson(lesson: Lesson, start: int, offset: int) -> Location:
    return prose.location(lesson, start + offset)


_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


def checks_lead_somewhere(course: Course) -> Iterator[Problem]:
    """Advice: what sends a reader for a check leads to a sign or to the help page; and no author says how soon."""
    if not (course.safety and course.safety.checks and course.config.help_page):
        return
    checks, soon = word_pattern(course.safety.checks), word_pattern(course.safety.soon)
    help_page, to_sign = course.config.help_page, f"#{ANCHOR}"
    for told in _told(course):
        if (match := checks.search(told.plain)) and not leading(told.file, help_page).search(told.shown):
            message = f"'{_squeezed(match)}' sends a reader for a check, and leads to no sign and not to {help_page}"
            yield Problem(Code.CHECK_WITHOUT_SIGN, told.at(match.start()), message)
        for sentence in _SENTENCE.finditer(told.plain) if to_sign in told.written else ():
            if to_sign in told.written[slice(*sentence.span())] and (match := soon.search(sentence[0])):
                message = f"'{_squeezed(match)}' stands beside a sign; the page says how urgent it is, from {SIGNS}"
                yield Problem(Code.URGENCY_BY_HAND, told.at(sentence.start() + match.start()), message)


def _squeezed(match: re.Match[str]) -> str:
    return " ".join(match[0].split())


RULES = (signs_resolve,)
ADVICE = (checks_lead_somewhere,)
