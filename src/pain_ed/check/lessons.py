"""Rules on lessons: their names, what they promise and teach, and when they were reviewed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from pain_ed.check.lookup import unread
from pain_ed.course.model import Course, Lesson
from pain_ed.course.texts import everything
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Location, Problem, did_you_mean, still_to_write, unknown
from pain_ed.formats.paths import CONCEPTS, GLOSSARY
from pain_ed.formats.text import UNWRITTEN
from pain_ed.markdown import prose

YEARS_TO_REVIEW, YEARS_OF_A_NUMBER = 2, 1


def parts_written(course: Course) -> Iterator[Problem]:
    """No page holds what `pain-ed new` left to be written. Values in YAML are told where they are read."""
    for page in course.all_pages:
        for match in UNWRITTEN.finditer(prose.visible(page.body)) if UNWRITTEN.search(page.body) else ():
            rest, _, _ = page.body[match.start() :].partition("\n")
            yield Problem(Code.TO_WRITE, prose.location(page, match.start()), still_to_write(rest))


def lesson_outside_module(course: Course) -> Iterator[Problem]:
    """A page with a quiz stands in a module."""
    for page in course.pages:
        for block in page.placed("quiz")[:1]:
            message = f"'{page.file}' holds a quiz, and is not in a module"
            yield Problem(Code.LESSON_OUTSIDE_MODULE, block.location, message)


def lessons_named_apart(course: Course) -> Iterator[Problem]:
    """No two lessons share what links and codes know them by."""
    # Readers hold links and codes that name lessons that are gone, too.
    shorts = {gone.short: f"{gone.file} (gone)" for gone in course.gone if gone.short}
    numbers = {gone.number: f"{gone.file} (gone)" for gone in course.gone if gone.number}
    highest = max((*numbers, *(lesson.number for lesson in course.lessons)), default=0)
    next_number = f"The next free one is {highest + 1}"
    for lesson in sorted(course.lessons, key=lambda lesson: lesson.number):
        if (other := shorts.setdefault(lesson.short, lesson.file)) != lesson.file:
            message = f"the short name '{lesson.short}' is that of {other} already"
            yield Problem(Code.LESSON_NAME_TAKEN, lesson.location, message)
        if lesson.number and (other := numbers.setdefault(lesson.number, lesson.file)) != lesson.file:
            message = f"the number {lesson.number} is that of {other} already. {next_number}"
            yield Problem(Code.LESSON_NAME_TAKEN, lesson.location, message)
    if any(lesson.number for lesson in course.lessons):
        for lesson in course.lessons:
            if not lesson.number and not unread(course, "lesson", lesson.id):
                message = f"the lesson has no 'number'. {next_number}"
                yield Problem(Code.LESSON_NUMBER_MISSING, lesson.location, message)


def objectives_tested(course: Course) -> Iterator[Problem]:
    """Each objective is that of a question."""
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    for lesson in course.lessons:
        if lesson.id in quizzes and not unread(course, "quiz", lesson.id):
            tested = {question.objective for question in quizzes[lesson.id].questions}
            for objective in lesson.objectives:
                if objective.id not in tested:
                    message = f"no question of quizzes/{lesson.id}.yml tests the objective '{objective.id}'"
                    yield Problem(Code.OBJECTIVE_UNTESTED, objective.location, message)


def concepts_taught_and_tested(course: Course) -> Iterator[Problem]:
    """In a course with a registry of concepts: all are taught, and every lesson tests those that it teaches."""
    if not course.concepts:
        return
    known = [concept.id for concept in course.concepts]
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    for lesson in course.lessons:
        own = [concept.id for concept in lesson.concepts]
        questions = quizzes[lesson.id].questions if lesson.id in quizzes else ()
        for question in questions:
            if question.concept and question.concept not in own and not UNWRITTEN.search(question.concept):
                message = f"{lesson.file} does not teach '{question.concept}'. It teaches: {', '.join(own)}"
                yield Problem(Code.UNKNOWN_CONCEPT, question.locations["concept"], message)
        tested = {question.concept for question in questions}
        for named in lesson.concepts:
            if UNWRITTEN.search(named.id):
                continue
            if named.id not in known:
                message = f"'{named.id}' is not in {CONCEPTS}.{did_you_mean(named.id, known)}"
                yield Problem(Code.UNKNOWN_CONCEPT, named.location, message)
            elif named.id not in tested and not unread(course, "quiz", lesson.id):
                message = f"no question of quizzes/{lesson.id}.yml tests the concept '{named.id}'"
                yield Problem(Code.CONCEPT_UNTESTED, named.location, message)
    taught = {concept.id for lesson in course.lessons for concept in lesson.concepts}
    for concept in course.concepts if not unread(course, "lesson") else ():
        if concept.id not in taught:
            yield Problem(Code.CONCEPT_NOT_TAUGHT, concept.location, f"no lesson teaches '{concept.id}'")


def glossary_used(course: Course) -> Iterator[Problem]:
    """Each term is used, and no spelling stands for two."""
    search = course.terms and not course.unread
    searched = everything(course.lessons, course.quizzes).casefold() if search else ""
    seen: dict[str, Location] = {}
    for term in course.terms:
        forms = [form.casefold() for form in (term.term, *term.forms)]
        if search and not any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", searched) for form in forms):
            yield Problem(Code.TERM_NOT_USED, term.location, f"'{term.term}' is used in no lesson")
        for form, folded in zip((term.term, *term.forms), forms, strict=True):
            if folded in seen:
                message = f"'{form}' stands already on line {seen[folded].line}"
                yield Problem(Code.TERM_TWICE, term.location, message)
            seen.setdefault(folded, term.location)


# What an author marks as a technical term in so many words. Other bold words may stand out for any reason.
_INTRODUCED = re.compile(r"\*\*([^*\n]+)\*\*\s+\(say |\b[^\W\d]+[ *]+\(([A-Z][A-Z/-]*[A-Z])\)")


def terms_explained(course: Course) -> Iterator[Problem]:
    """Advice, in a course with a glossary: what a lesson introduces as a term stands there."""
    known = {form.casefold() for term in course.terms for form in (term.term, *term.forms)}
    for lesson in course.lessons if known else ():
        for match in _INTRODUCED.finditer(lesson.body):
            term = match[match.lastindex or 0]
            if term.casefold() not in known:
                message = f"the lesson introduces '{term}', which is not in {GLOSSARY}.{did_you_mean(term, known)}"
                yield Problem(Code.TERM_UNEXPLAINED, prose.location(lesson, match.start(match.lastindex or 0)), message)


def module_blocks_resolve(course: Course) -> Iterator[Problem]:
    """Each block names a module, from a page in a folder: its links start there."""
    modules = {lesson.module for lesson in course.lessons}
    for page in course.all_pages:
        for named in (block.argument for block in page.placed("module")):
            if named.id not in modules and not unread(course, "lesson"):
                message = f"no module 'docs/{named.id}' holds lessons."
                yield unknown(Code.MODULE_BLOCK, named.location, message, named.id, modules)
            elif page.file.count("/") != 2:
                message = f"'{page.file}' is not in a folder of docs/, so the links to the lessons would be broken"
                yield Problem(Code.MODULE_BLOCK, named.location, message)


def reviews_due(course: Course, today: datetime.date) -> Iterator[Problem]:
    """Lessons and signs at which nobody has looked for YEARS_TO_REVIEW years, and numbers for YEARS_OF_A_NUMBER."""
    looked_at = [
        ("the lesson", lesson.reviewed, YEARS_TO_REVIEW, lesson.locations.get("reviewed")) for lesson in course.lessons
    ]
    looked_at += [
        (f"the sign '{sign.id}'", sign.looked_up, YEARS_TO_REVIEW, sign.location) for sign in course.signs.signs
    ]
    looked_at += [
        (f"the country '{country.name}'", country.looked_up, YEARS_OF_A_NUMBER, country.location)
        for country in course.signs.countries
    ]
    for what, written, years, location in looked_at:
        try:
            day = datetime.date.fromisoformat(written)
        except ValueError:
            continue  # reported where it was read
        due = day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day)
        if today >= due and location:
            message = f"{what} was last looked at on {written}, and was due again on {due}"
            yield Problem(Code.REVIEW_OVERDUE, location, message)


def unchanged_since_review(course: Course) -> Iterator[Problem]:
    """The text is the one that was reviewed, by its stamp; what a clinician has reviewed has a stamp."""
    for lesson, now in changed_since_review(course):
        stamps = f"its stamp was '{lesson.reviewed_text}', and would now be '{now}'"
        message = f"the text has changed since its review: {stamps}"
        yield Problem(Code.TEXT_CHANGED, lesson.locations["reviewed_text"], message)
    for lesson in course.lessons:
        if lesson.clinical_review not in ("", "pending") and not lesson.reviewed_text:
            message = "the lesson was reviewed, and has no stamp of the text that was"
            yield Problem(Code.TEXT_CHANGED, lesson.locations["clinical_review"], message)


def changed_since_review(course: Course) -> Iterator[tuple[Lesson, str]]:
    """The lessons whose stamp is not that of their text, each with what it would be."""
    for lesson in course.lessons:
        whole = not unread(course, "quiz", lesson.id) and not (lesson.placed("model") and unread(course, "models"))
        if lesson.reviewed_text and whole and (now := course.digest(lesson)) != lesson.reviewed_text:
            yield lesson, now


RULES = (
    parts_written,
    lesson_outside_module,
    lessons_named_apart,
    objectives_tested,
    concepts_taught_and_tested,
    glossary_used,
    module_blocks_resolve,
)
ADVICE = (terms_explained, unchanged_since_review)
