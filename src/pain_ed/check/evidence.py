"""Rules on sources: which are declared, which are cited, and whether they bear what rests on them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from pain_ed.check.lookup import questions, unread
from pain_ed.course.model import Course
from pain_ed.course.wings import wings
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Location, Problem, unknown
from pain_ed.formats.paths import SOURCES
from pain_ed.formats.sources import Source
from pain_ed.formats.text import CITATION, UNWRITTEN, Ref, refs
from pain_ed.markdown import prose


def source_documents(course: Course) -> Iterator[Problem]:
    """Each declared source document is in the registry as one, and is cited in the body."""
    known = _known(course)
    for lesson in course.lessons:
        cited = {citation.id for citation in lesson.citations}
        for declared in lesson.source_documents:
            source = known.get(declared.id)
            if UNWRITTEN.search(declared.id):
                continue
            if source is None:
                yield from _unknown_sources(course, [declared], known)
            elif source.role != "source-document":
                message = f"'{declared.id}' is evidence, not a source document"
                yield Problem(Code.NOT_A_SOURCE_DOCUMENT, declared.location, message)
            elif declared.id not in cited and not UNWRITTEN.search(prose.visible(lesson.body)):
                message = f"'{declared.id}' is declared, and cited nowhere in the lesson's text"
                yield Problem(Code.SOURCE_DOCUMENT_NOT_CITED, declared.location, message)


def citations_known(course: Course) -> Iterator[Problem]:
    """Each citation names an entry of the registry."""
    known = _known(course)
    return _unknown_sources(course, (citation for citation in _citations(course) if citation.id not in known), known)


def _unknown_sources(course: Course, citations: Iterable[Ref], known: dict[str, Source]) -> Iterator[Problem]:
    if not unread(course, "sources"):
        for citation in citations:
            message = f"'{citation.id}' is not in {SOURCES}."
            yield unknown(Code.UNKNOWN_SOURCE, citation.location, message, citation.id, known, form="[^{}]")


def low_reliability_alone(course: Course) -> Iterator[Problem]:
    """A paragraph, list item or text of a quiz that cites a source of low reliability also cites evidence."""
    weak = {source.id for source in course.sources if source.reliability == "low"}
    strong = {source.id for source in course.sources if source.role == "evidence"} - weak
    known = _known(course)
    paragraphs = (paragraph.citations for page in course.all_pages for paragraph in page.paragraphs)
    for citations in chain(paragraphs, _cited_with(course, weak)):
        alone = next((citation.id for citation in citations if citation.id in weak), None)
        # What is not known is reported, and perhaps evidence.
        if alone and all(citation.id in known and citation.id not in strong for citation in citations):
            message = f"this rests on '{alone}' alone, a source of low reliability"
            yield Problem(Code.LOW_RELIABILITY_ALONE, citations[0].location, message)


def _cited_with(course: Course, weak: set[str]) -> Iterator[list[Ref]]:
    """The citations of each option, explanation and text of a wing that cites a weak source: read as one."""
    citations = [*_in_questions(course), *_in_wings(course)]
    together: dict[Location, list[Ref]] = {citation.location: [] for citation in citations if citation.id in weak}
    for citation in citations if together else ():
        if citation.location in together:
            together[citation.location].append(citation)
    yield from together.values()


def questions_cited(course: Course) -> Iterator[Problem]:
    """Each question cites a source."""
    for question in questions(course):
        if not question.citations and not question.unwritten:
            yield Problem(Code.NOT_CITED, question.location, f"the question '{question.id}' cites no source")


def sources_cited(course: Course) -> Iterator[Problem]:
    """Each source is cited, unless what could not be read may cite it."""
    cited = {citation.id for citation in _citations(course)}
    for source in course.sources if not course.unread else ():
        if source.id not in cited:
            yield Problem(Code.SOURCE_NOT_CITED, source.location, f"'{source.id}' is cited nowhere")


def sources_still_stand(course: Course) -> Iterator[Problem]:
    """No retracted source is cited, and none that a newer one has taken the place of."""
    standing = {source.id: source.status for source in course.sources if source.status}
    for citation in _citations(course) if standing else ():
        if status := standing.get(citation.id):
            code = Code.RETRACTED_SOURCE if status == "retracted" else Code.SUPERSEDED_SOURCE
            yield Problem(code, citation.location, f"'{citation.id}' has been {status}")


def _known(course: Course) -> dict[str, Source]:
    return {source.id: source for source in course.sources}


def _citations(course: Course) -> Iterator[Ref]:
    """All citations of a course."""
    in_pages = (ref for page in course.all_pages for ref in page.citations)
    in_signs = (ref for sign in course.signs.signs for ref in sign.sources)
    return chain(in_pages, in_signs, _in_questions(course), _in_wings(course))


def _in_questions(course: Course) -> Iterator[Ref]:
    return (citation for question in questions(course) for citation in question.citations)


def _in_wings(course: Course) -> Iterator[Ref]:
    texts = (text for wing in wings() for text in wing.texts(course) if text.markdown)
    return (citation for text in texts for citation in refs(text.written, text.at(0)))


_PEOPLE = (
    "people|persons|adults|women|men|children|patients|participants|volunteers|nurses|students"
    "|trials|studies|reviews|surveys|articles"
)
_FINDING = re.compile(
    rf"(?<![\d.,])(?:\d+(?:[.,]\d+)*\s?%"
    rf"|\d[\d,]*(?:\s+to\s+\d[\d,]*)?(?:\s+more|\s+fewer)?(?:\s+(?:{_PEOPLE}))?\s+(?:in|of|out\s+of)\s+(?:every\s+)?\d[\d,]*\b"
    rf"|\d[\d,]*\d\s+(?:{_PEOPLE})\b)"
)


def numbers_cited(course: Course) -> Iterator[Problem]:
    """A finding in numbers has evidence beside it: a share, a count of people, a count of studies.

    In a question, the feedback is shown with the explanation: either may cite.
    """
    for question in questions(course):
        for option in question.options if "[^" not in question.explanation else ():
            if "[^" not in option.feedback and (match := _FINDING.search(prose.plain(option.feedback))):
                message = f"{_quoted(match)} is a finding, and neither the feedback nor the explanation cites evidence"
                yield Problem(Code.NUMBER_NOT_CITED, option.feedback_location or option.location, message)
    known = _known(course)
    for lesson in course.lessons:
        for passage in prose.passages(lesson.body):
            if passage.kind not in ("text", "item") or not (match := _FINDING.search(passage.plain)):
                continue
            raw = lesson.body[passage.start : passage.start + len(passage.plain)]
            sources = [known[id] for id in CITATION.findall(raw) if id in known]
            where = prose.location(lesson, passage.start + match.start())
            evidence = [source for source in sources if source.role == "evidence"]
            if not evidence and len(sources) == raw.count("[^"):
                message = f"{_quoted(match)} is a finding, and its paragraph cites no evidence"
                yield Problem(Code.NUMBER_NOT_CITED, where, message)
            elif evidence and all(source.kind == "narrative-review" for source in evidence):
                message = f"{_quoted(match)} rests on '{evidence[0].id}' alone, which is a review by experts"
                yield Problem(Code.NARRATIVE_REVIEW_ALONE, where, message)


def _quoted(match: re.Match[str]) -> str:
    return f"'{' '.join(match[0].split())}'"


RULES = (source_documents, citations_known, low_reliability_alone, questions_cited, sources_cited, sources_still_stand)
ADVICE = (numbers_cited,)
