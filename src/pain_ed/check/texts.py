"""Rules on what the texts say and how: words, safety, reading, numbers. As in checks.py, functions from a Course to problems."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from pain_ed.course.model import Course, Lesson
from pain_ed.diagnostics.problems import Code, Location, Problem
from pain_ed.formats.paths import DOCS, LANGUAGE, MODELS, REFLECTION
from pain_ed.formats.quiz import Question
from pain_ed.formats.text import UNWRITTEN
from pain_ed.markdown import prose, readability
from pain_ed.markdown.page import Page


@dataclass(frozen=True, slots=True)
class Text:
    """Something that a reader is told."""

    written: str
    at: Callable[[int], Location]
    """From an offset in it to its place. A text of a quiz or of the front matter is known by its start alone."""
    quotation: bool = False
    """Whether it stands in a block `!!! quote`, or is an answer that a quiz calls wrong."""

    @property
    def plain(self) -> str:
        """Its words in their places; markup is spaces."""
        return prose.plain(self.written)


def texts(course: Course, parts: frozenset[str]) -> Iterator[Text]:
    """The texts of the pages, the lessons' front matter, the quizzes and the registries that hold one of some parts (see `_parts`).

    A large course has a hundred thousand texts; to look for plain parts first, in many texts at once, takes a tenth of the time that
    patterns take.
    """

    def holds(text: str) -> bool:
        text = _squeezed(text)
        return any(part in text for part in parts)

    return (text for text in _texts(course, holds) if holds(text.written))


def _texts(course: Course, holds: Callable[[str], bool]) -> Iterator[Text]:
    for page in (*course.lessons, *course.pages):
        for passage in prose.passages(page.body) if holds(page.body) else ():
            yield Text(passage.plain, _at(page, passage.start), passage.quotation)
    for lesson in course.lessons:
        for key, text in (
            ("title", lesson.title), ("summary", lesson.summary), ("key_message", lesson.key_message), ("handing_over", lesson.handing_over)
        ):  # fmt: skip
            yield _fixed(text, lesson.locations.get(key, lesson.location))
        for objective in lesson.objectives:
            yield _fixed(objective.text, objective.location)
    for quiz in course.quizzes:
        for question in quiz.questions if holds("\n".join(question.whole for question in quiz.questions)) else ():
            yield from question_texts(question)
    for term in course.terms:
        yield _fixed(term.definition, term.location)
    for statement in course.registries.get(REFLECTION, ()):  # for the reader to agree with, or not
        yield _fixed(statement.text, statement.location, quotation=True)
    for model in course.registries.get(MODELS, ()):
        for key, text in model.texts:
            yield _fixed(
                text, model.locations[key], quotation=key == "choices"
            )  # choices are there to be guessed among


def question_texts(question: Question) -> Iterator[Text]:
    """What a reader is told by a question. A statement that is false, and an option that does not fit, are there to be refused."""
    for text in question.texts:
        yield _fixed(text.text, text.location, text.refused)


def _fixed(text: str, location: Location, quotation: bool = False) -> Text:
    return Text(text, lambda offset: location, quotation)


def _at(page: Page, start: int) -> Callable[[int], Location]:
    return lambda offset: prose.location(page, start + offset)


@lru_cache(maxsize=64)
def word_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds words and phrases, also across a line break or with emphasis in them."""
    patterns = [
        r"[\s*_]+".join(map(re.escape, word.removesuffix("*").split())) + (r"\w*" if word.endswith("*") else "")
        for word in words
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(patterns, key=len, reverse=True))})(?![\w-])", re.I)


def _parts(words: tuple[str, ...]) -> frozenset[str]:
    """Words and phrases as `_squeezed` leaves them, without the ones that begin with another."""
    parts: list[str] = []
    for part in sorted({_squeezed(word.removesuffix("*")) for word in words}):
        if not parts or not part.startswith(parts[-1]):  # in this order, what begins with another follows it
            parts.append(part)
    return frozenset(parts)


def _squeezed(text: str) -> str:
    """In lower case, without emphasis, with single spaces: a phrase stands in it however its lines were broken."""
    return " ".join(text.lower().translate(_NO_EMPHASIS).split())


_NO_EMPHASIS = dict.fromkeys(map(ord, "*_"))


# --- language ---------------------------------------------------------------------------------------------------------


def words_avoided(course: Course) -> Iterator[Problem]:
    """No word of docs/language.yml, but where the text speaks about it."""
    if not course.language:
        return
    words = tuple(word for entry in course.language for word in entry.words)
    entries = [
        (_parts(entry.words), word_pattern(entry.words), word_pattern(entry.unless) if entry.unless else None, entry)
        for entry in course.language
    ]
    for text in texts(course, _parts(words)):
        if text.quotation:
            continue
        squeezed = _squeezed(text.written)
        likely = [rest for parts, *rest in entries if any(part in squeezed for part in parts)]
        plain = prose.without_quotations(text.plain)
        for pattern, unless, entry in likely:
            fine = [match.span() for match in unless.finditer(plain)] if unless else []
            for match in pattern.finditer(plain):
                if not any(start <= match.start() < end for start, end in fine):
                    found = " ".join(match[0].split())
                    yield Problem(
                        Code.AVOIDED_WORD,
                        text.at(match.start()),
                        f"'{found}' is a phrase to avoid ({LANGUAGE}). {entry.why} Say: {entry.instead}",
                    )


# --- safety -----------------------------------------------------------------------------------------------------------


def help_linked(course: Course) -> Iterator[Problem]:
    """Each lesson leads, in its text, to the page that says when to get help, in a course that has a docs/safety.yml.

    The theme sets that link above each lesson, too; an export, a print and another theme know the text alone.
    """
    if not course.config.help_page or not course.safety:
        return
    for lesson in course.lessons:
        if not links_to(lesson, course.config.help_page):
            yield Problem(
                Code.NO_HELP_LINK,
                Location(lesson.file, lesson.first),
                f"the lesson has no link to {course.config.help_page}",
            )


def links_to(lesson: Lesson, page: str) -> bool:
    """Whether a lesson's text leads to a page of docs/, or to a part of it (`help.md#part`)."""
    way = posixpath.relpath(f"{DOCS}/{page.partition('#')[0]}", posixpath.dirname(lesson.file))
    anchor = page.partition("#")[2]
    end = rf"#{re.escape(anchor)}" if anchor else r"(?:#[^)\s]*)?"
    return bool(re.search(rf"\]\({re.escape(way)}{end}[\s)]", prose.visible(lesson.body)))


def medicines_with_their_line(course: Course) -> Iterator[Problem]:
    """A lesson that names a medicine says that nobody should start, stop or change one alone."""
    if not course.safety:
        return
    named, said = word_pattern(course.safety.medicines), word_pattern(course.safety.say)
    for lesson in course.lessons:
        passages = prose.passages(lesson.body)
        first = next(((passage, match) for passage in passages if (match := named.search(passage.plain))), None)
        if first and not any(said.search(passage.plain) for passage in passages if not passage.folded):
            location = prose.location(lesson, first[0].start + first[1].start())
            yield Problem(
                Code.NO_MEDICINE_LINE,
                location,
                f"the lesson names '{first[1][0]}', and says nowhere '{course.safety.say[0]}'",
            )


def crisis_help(course: Course) -> Iterator[Problem]:
    """A lesson that speaks of despair shows the way to help with it."""
    if not course.safety:
        return
    words = word_pattern(course.safety.crisis)
    for lesson in course.lessons:
        told = (passage for passage in prose.passages(lesson.body) if not passage.folded)
        first = next(((passage, match) for passage in told if (match := words.search(passage.plain))), None)
        if first and not links_to(lesson, course.safety.crisis_link):
            location = prose.location(lesson, first[0].start + first[1].start())
            yield Problem(
                Code.NO_CRISIS_LINK,
                location,
                f"the lesson speaks of '{first[1][0].lower()}', and has no link to {course.safety.crisis_link}",
            )


_AMOUNT = re.compile(
    r"\b\d+(?:[.,]\d+)?(?:\s*(?:-|–|to)\s*\d+(?:[.,]\d+)?)?\s*(?:mg|mcg|µg|μg|micrograms?|milligrams?|(?<=\s)IU)\b"
    r"|\btake\s+(?:one|two|three|four|half|\d+)\s+(?:tablets?|capsules?|pills?|puffs?|drops|patches|patch)\b",
    re.I,
)
_OFTEN = re.compile(
    r"\b(?:once|twice|(?:two|three|four|\d+)\s+times)\s+(?:a|per|every|each)\s+(?:day|week)\b|\b(?:once|twice)\s+daily\b|\bevery\s+\d+\s+hours\b",
    re.I,
)


_AMOUNT_PARTS = frozenset(
    ["mg", "mcg", "µg", "μg", "microgram", "milligram", "tablet", "capsule", "pill", "puff", "drops", "patch"]
) | {" iu"}


def doses(course: Course) -> Iterator[Problem]:
    """No amount of a medicine, and no schedule beside the name of one, in a course that has a docs/safety.yml.

    Elsewhere, drops are of lemon and tablets are of slate.
    """
    if not course.safety:
        return
    named = word_pattern(course.safety.medicines)
    for text in texts(course, _AMOUNT_PARTS | _parts(course.safety.medicines)):
        match = _AMOUNT.search(text.plain) or (named.search(text.plain) and _OFTEN.search(text.plain))
        if match:
            yield Problem(Code.DOSAGE, text.at(match.start()), f"'{' '.join(match[0].split())}' reads like a dose")


# --- reading ----------------------------------------------------------------------------------------------------------

MAX_GRADE, MAX_SMOG, MAX_SECTION, MAX_PASSIVE, MAX_WORDS = 7, 9, 9, 0.1, 25
"""For a lesson: Flesch-Kincaid, SMOG; for a section: Flesch-Kincaid; the share of sentences in the passive; words in a sentence."""
_SECTION_WORDS, _PASSIVE_SENTENCES = 40, 10  # below, one word or sentence sways the figure


def _written(lesson: Lesson) -> Iterator[prose.Passage]:
    """The passages that are not still to be written."""
    return (passage for passage in prose.passages(lesson.body) if not UNWRITTEN.search(passage.plain))


def readable(course: Course) -> Iterator[Problem]:
    """Advice on lessons and models that are hard to read, by formulas that were made for English."""
    if not course.in_english:
        return
    for model in course.registries.get(MODELS, ()):
        said = (
            model.not_you,
            model.question,
            *model.choices,
            model.answer,
            *model.captions.values(),
            *model.leaves_out,
            model.sources,
        )
        paragraphs = [prose.plain(text) for text in said]
        if (grade := readability.grade(paragraphs)) > MAX_GRADE:
            yield Problem(
                Code.READING_GRADE,
                model.location,
                f"the model '{model.id}' reads at grade {grade:.1f} (Flesch-Kincaid)",
            )
        for sentence in readability.sentences(paragraphs):
            if len(words := sentence.split()) > MAX_WORDS:
                yield Problem(
                    Code.LONG_SENTENCE, model.location, f"a sentence has {len(words)} words: '{' '.join(words[:6])} …'"
                )
    for lesson in course.lessons:
        told = [passage for passage in _written(lesson) if passage.kind in ("text", "item") and not passage.folded]
        paragraphs = [passage.plain for passage in told]
        start = Location(lesson.file, lesson.first)
        if (grade := readability.grade(paragraphs)) > MAX_GRADE:
            yield Problem(Code.READING_GRADE, start, f"the lesson reads at grade {grade:.1f} (Flesch-Kincaid)")
        if (smog := readability.smog(paragraphs)) > MAX_SMOG:
            yield Problem(Code.READING_GRADE, start, f"the lesson reads at grade {smog:.1f} (SMOG)")
        sections = [list(group) for _, group in groupby(told, key=lambda passage: passage.section)]
        for section in sections if len(sections) > 1 else ():
            words = [passage.plain for passage in section]
            if (
                sum(len(text.split()) for text in words) >= _SECTION_WORDS
                and (grade := readability.grade(words)) > MAX_SECTION
            ):
                where = prose.location(lesson, section[0].start)
                yield Problem(
                    Code.SECTION_GRADE,
                    where,
                    f"the section '{section[0].section}' reads at grade {grade:.1f} (Flesch-Kincaid)",
                )
        share = round(readability.passive_share(paragraphs), 2)  # a rough figure
        if share > MAX_PASSIVE and len(readability.sentences(paragraphs)) >= _PASSIVE_SENTENCES:
            yield Problem(Code.PASSIVE_VOICE, start, f"about {share:.0%} of the sentences are in the passive voice")
        for passage in told:
            for offset, sentence in readability.located_sentences(passage.plain):
                if len(words := sentence.split()) > MAX_WORDS:
                    where = prose.location(lesson, passage.start + offset)
                    yield Problem(
                        Code.LONG_SENTENCE, where, f"a sentence has {len(words)} words: '{' '.join(words[:6])} …'"
                    )


_SHORT_FORM = re.compile(r"(?<![\w/-])[A-Z][A-Z0-9]+(?:[-/][A-Z0-9]+)*(?![\w/-])")
_KNOWN_TO_ALL = frozenset(["EU", "OK", "TV", "UK", "UN", "US", "USA"])


def short_forms_explained(course: Course) -> Iterator[Problem]:
    """An abbreviation is in the glossary, or stands once beside its full name."""
    known = {form for term in course.terms for form in (term.term, *term.forms)}
    for lesson in course.lessons if course.terms else ():
        met: set[str] = set()
        whole = lesson.body
        for passage in _written(lesson):
            if passage.folded or passage.quotation or passage.kind == "heading":
                continue
            for match in _SHORT_FORM.finditer(passage.plain):
                form = match[0]
                if form in known or form in met or form in _KNOWN_TO_ALL:
                    continue
                met.add(form)
                if re.search(rf"\b{re.escape(form.lower())}\b", whole):
                    continue  # a word, in capitals for its weight
                if not re.search(rf"\(\W*{re.escape(form)}\W*\)|{re.escape(form)}\W*\s*\(", whole):
                    where = prose.location(lesson, passage.start + match.start())
                    yield Problem(
                        Code.UNEXPLAINED_SHORT_FORM, where, f"'{form}' is explained neither here nor in the glossary"
                    )


# --- evidence ---------------------------------------------------------------------------------------------------------

_PEOPLE = "people|persons|adults|women|men|children|patients|participants|volunteers|nurses|students|trials|studies|reviews|surveys|articles"
_FINDING = re.compile(
    rf"(?<![\d.,])(?:\d+(?:[.,]\d+)*\s?%|\d[\d,]*(?:\s+to\s+\d[\d,]*)?(?:\s+more|\s+fewer)?(?:\s+(?:{_PEOPLE}))?\s+(?:in|of|out\s+of)\s+(?:every\s+)?\d[\d,]*\b|\d[\d,]*\d\s+(?:{_PEOPLE})\b)"
)


def numbers_cited(course: Course) -> Iterator[Problem]:
    """A finding in numbers has evidence beside it: a share, a count of people, a count of studies.

    In a question, the feedback is shown with the explanation: either may cite.
    """
    for quiz in course.quizzes:
        for question in quiz.questions:
            for option in question.options if "[^" not in question.explanation else ():
                if "[^" not in option.feedback and (match := _FINDING.search(prose.plain(option.feedback))):
                    where = option.feedback_location or option.location
                    yield Problem(
                        Code.NUMBER_NOT_CITED,
                        where,
                        f"'{' '.join(match[0].split())}' is a finding, and neither the feedback nor the explanation cites evidence",
                    )
    known = {source.id: source for source in course.sources}
    for lesson in course.lessons:
        for passage in prose.passages(lesson.body):
            if passage.kind not in ("text", "item"):
                continue
            match = _FINDING.search(passage.plain)
            if not match:
                continue
            raw = lesson.body[passage.start : passage.start + len(passage.plain)]
            sources = [known[id] for id in re.findall(r"\[\^([^\[\]\s]+)\]", raw) if id in known]
            where = prose.location(lesson, passage.start + match.start())
            found = " ".join(match[0].split())
            evidence = [source for source in sources if source.role == "evidence"]
            if not evidence and len(sources) == len(re.findall(r"\[\^", raw)):
                yield Problem(
                    Code.NUMBER_NOT_CITED, where, f"'{found}' is a finding, and its paragraph cites no evidence"
                )
            elif evidence and all(source.kind == "narrative-review" for source in evidence):
                yield Problem(
                    Code.NARRATIVE_REVIEW_ALONE,
                    where,
                    f"'{found}' rests on '{evidence[0].id}' alone, which is a review by experts",
                )


def sources_still_stand(course: Course) -> Iterator[Problem]:
    """No retracted source is cited; one that a newer has taken the place of is told."""
    standing = {source.id: source for source in course.sources if source.status}
    pages = (*course.lessons, *course.pages)
    citations = [citation for page in pages for citation in page.citations]
    citations += [citation for quiz in course.quizzes for question in quiz.questions for citation in question.citations]
    citations += [citation for model in course.registries.get(MODELS, ()) for citation in model.citations]
    for citation in citations:
        if source := standing.get(citation.id):
            code = Code.RETRACTED_SOURCE if source.status == "retracted" else Code.SUPERSEDED_SOURCE
            said = "has been retracted" if source.status == "retracted" else "has been superseded"
            yield Problem(code, citation.location, f"'{citation.id}' {said}")


ALL = (sources_still_stand, words_avoided, help_linked, medicines_with_their_line, crisis_help, doses)
ADVICE = (readable, short_forms_explained, numbers_cited)
