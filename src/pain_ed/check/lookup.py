"""What many rules ask of a course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pain_ed.course.model import Course, Lesson
from pain_ed.diagnostics.problems import Code, Location, Problem
from pain_ed.formats.quiz import Question, Quiz


def unread(course: Course, kind: str, name: str = "") -> bool:
    """Whether a file of a kind (`quiz`, `lesson`, a registry) could not be read whole; without a name, any of it."""
    return f"{kind}:{name}" in course.unread if name else any(file.startswith(f"{kind}:") for file in course.unread)


def questions(course: Course) -> Iterator[Question]:
    """All questions."""
    for quiz in course.quizzes:
        yield from quiz.questions


def quizzes_of_lessons(course: Course) -> Iterator[tuple[Quiz, Lesson]]:
    """Each quiz with its lesson, where there is one."""
    lessons = {lesson.id: lesson for lesson in course.lessons}
    return ((quiz, lessons[quiz.id]) for quiz in course.quizzes if quiz.id in lessons)


def repeated(what: str, ids: Iterable[tuple[str, Location]]) -> Iterator[Problem]:
    """A problem for each id that is taken already."""
    first: dict[str, Location] = {}
    for id, location in ids:
        if first.setdefault(id, location) is not location:
            yield Problem(Code.DUPLICATE_ID, location, f"the {what} id '{id}' is taken already, at {first[id]}")
