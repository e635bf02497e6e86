"""Rules on quizzes: their place in lessons, their ids, and what each question needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pain_ed.check.lookup import questions, quizzes_of_lessons, repeated, unread
from pain_ed.course.model import Course
from pain_ed.diagnostics.problems import Code, Fix, Location, Problem, closest_fix, did_you_mean, unknown
from pain_ed.formats.text import UNCHOSEN, UNWRITTEN, Ref


def blocks_resolve(course: Course) -> Iterator[Problem]:
    """Each block names the lesson's own quiz, and questions that are in it."""
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    for lesson in course.lessons:
        for block in lesson.placed("quiz"):
            missing = not block.id or unread(course, "quiz", block.id)
            if block.id not in quizzes:
                if not missing:
                    message = f"there is no quizzes/{block.id}.yml."
                    form = "/// quiz | {}"
                    yield unknown(Code.UNKNOWN_QUIZ, block.location, message, block.id, quizzes, form=form)
            elif block.id != lesson.id:
                belongs = f"belongs to '{quizzes[block.id].lesson}'"
                message = f"the quiz '{block.id}' stands in the lesson '{lesson.id}', and {belongs}"
                yield Problem(Code.LESSON_MISMATCH, block.location, message)
            elif not missing:
                ids = [question.id for question in quizzes[block.id].questions]
                for named in block.options.get("questions", ()):
                    if named.id not in ids:
                        message = f"quizzes/{block.id}.yml has no question '{named.id}'."
                        yield unknown(Code.UNKNOWN_QUIZ, named.location, message, named.id, ids)


def questions_placed_once(course: Course) -> Iterator[Problem]:
    """Each question stands in its lesson, and stands there once."""
    for quiz, lesson in quizzes_of_lessons(course):
        if quiz.lesson != quiz.id or unread(course, "lesson", quiz.id):
            continue
        ids = {question.id for question in quiz.questions}
        named = [name.id for block in lesson.placed("quiz") for name in block.options.get("questions", ())]
        if any(block.id != quiz.id for block in lesson.placed("quiz")) or not ids.issuperset(named):
            continue  # reported already; what it was to place is not known
        placed: Counter[str] = Counter()
        for block in lesson.placed("quiz"):
            whole = (Ref(question.id, block.location) for question in quiz.questions)
            for name in block.options.get("questions", whole):
                placed[name.id] += 1
                if placed[name.id] == 2:
                    message = f"the question '{name.id}' stands in the lesson already"
                    yield Problem(Code.QUESTION_PLACED_TWICE, name.location, message)
        for question in quiz.questions:
            if not placed[question.id] and not question.id.startswith(UNCHOSEN):
                message = f"the question '{question.id}' stands nowhere in {lesson.file}"
                yield Problem(Code.QUESTION_NOT_PLACED, question.location, message)


def quiz_and_lesson_match(course: Course) -> Iterator[Problem]:
    """Each quiz has its lesson, and each lesson its quiz."""
    lessons = {lesson.id for lesson in course.lessons}
    outside = {page.id for page in course.pages if page.placed("quiz")}  # reported by lesson_outside_module
    for quiz in course.quizzes:
        if quiz.lesson and quiz.lesson != quiz.id:
            message = f"'lesson' is '{quiz.lesson}', and the file is called '{quiz.id}'"
            fix = Fix(quiz.lesson_location, quiz.lesson, quiz.id)
            yield Problem(Code.LESSON_MISMATCH, quiz.lesson_location, message, fix)
        elif quiz.lesson and quiz.lesson not in lessons | outside:
            message = f"there is no lesson '{quiz.lesson}' in a module of docs/."
            yield unknown(Code.LESSON_MISMATCH, quiz.lesson_location, message, quiz.lesson, lessons)
    quizzes = {quiz.id for quiz in course.quizzes}
    for lesson in course.lessons:
        if lesson.id not in quizzes and not lesson.placed("quiz") and not unread(course, "quiz", lesson.id):
            message = f"the lesson has no quiz: there is no quizzes/{lesson.id}.yml"
            yield Problem(Code.LESSON_MISMATCH, Location(lesson.file), message)


def ids_unique(course: Course) -> Iterator[Problem]:
    """Ids of questions, of lessons and of sources are each unique in the whole course."""
    yield from repeated("question", ((question.id, question.locations["id"]) for question in questions(course)))
    yield from repeated("lesson", ((lesson.id, Location(lesson.file)) for lesson in course.lessons))
    yield from repeated("source", ((source.id, source.location) for source in course.sources))


def objectives_exist(course: Course) -> Iterator[Problem]:
    """Each question tests an objective of its lesson."""
    for quiz, lesson in quizzes_of_lessons(course):
        ids = [objective.id for objective in lesson.objectives]
        for question in quiz.questions if not unread(course, "lesson", quiz.id) else ():
            if question.objective not in ids:
                guess = did_you_mean(question.objective, ids) or f" It has: {', '.join(ids)}."
                message = f"{lesson.file} has no objective '{question.objective}'.{guess}"
                location = question.locations["objective"]
                fix = closest_fix(location, question.objective, ids)
                yield Problem(Code.UNKNOWN_OBJECTIVE, location, message, fix)


def anchors_exist(course: Course) -> Iterator[Problem]:
    """Each question leads back to a passage of its lesson."""
    for quiz, lesson in quizzes_of_lessons(course):
        for question in quiz.questions:
            if question.reread not in lesson.anchors and not UNWRITTEN.search(question.reread):
                guess = did_you_mean(question.reread, lesson.anchors).replace("'", "'#", 1)
                message = f"{lesson.file} has no heading for '#{question.reread}'.{guess}"
                location = question.locations["reread"]
                fix = closest_fix(location, question.reread, lesson.anchors, form="#{}")
                yield Problem(Code.UNKNOWN_ANCHOR, location, message, fix)


def correct_options(course: Course) -> Iterator[Problem]:
    """A choice of one has one right option, a choice of many at least one."""
    for question in questions(course):
        correct, most = sum(option.correct for option in question.options), question.kind.most_correct
        if question.kind.offers and (not correct or (most and correct > most)):
            has = f"{correct} correct options" if correct else "no correct option"
            message = f"the question '{question.id}' is '{question.type}' and has {has}"
            yield Problem(Code.CORRECT_COUNT, question.locations["options"], message)


def options_distinct(course: Course) -> Iterator[Problem]:
    """There is something to choose, and nothing stands there twice."""
    for question in questions(course):
        if len(question.options) < 2:
            yield Problem(Code.TOO_FEW, question.location, f"the question '{question.id}' has only one thing to choose")
        for side in ("text", "match") if any(option.match for option in question.options) else ("text",):
            seen: set[str] = set()
            for option in question.options:
                text = getattr(option, side)
                if (folded := " ".join(text.split()).casefold()) in seen:
                    message = f"'{text}' stands twice in the question '{question.id}'"
                    yield Problem(Code.DUPLICATE_OPTION, option.location, message)
                seen.add(folded)


_MARKUP = re.compile(r"\[\^?|[*`<]|(?<!\w)_|_(?!\w)")


def match_is_plain(course: Course) -> Iterator[Problem]:
    """The right side of a pair stands in a list to choose from, which shows no markup."""
    for question in questions(course):
        for option in question.options:
            if sign := _MARKUP.search(option.match):
                message = f"'match' is '{option.match}', and holds the sign '{sign[0]}'"
                yield Problem(Code.PLAIN_TEXT_ONLY, option.location, message)


RULES = (
    blocks_resolve,
    questions_placed_once,
    quiz_and_lesson_match,
    ids_unique,
    objectives_exist,
    anchors_exist,
    correct_options,
    options_distinct,
    match_is_plain,
)
