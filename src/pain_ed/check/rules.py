"""The rules: one small function each, from a Course to the problems it finds. Nothing here reads, logs or prints.

What could not be read is reported where it was read. Here nothing is concluded from its absence (`Course.unread`), so that
one slip gives one message.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import chain

from pain_ed.check import items as item_checks
from pain_ed.check import pages as page_checks
from pain_ed.check import texts as text_checks
from pain_ed.course.model import Course, Lesson
from pain_ed.diagnostics.problems import Code, Fix, Location, Problem, closest_fix, did_you_mean, still_to_write
from pain_ed.formats.paths import CONCEPTS, GLOSSARY, MODELS, REFLECTION, SOURCES
from pain_ed.formats.quiz import Question
from pain_ed.formats.text import UNCHOSEN, UNWRITTEN, Ref
from pain_ed.markdown import prose
from pain_ed.markdown.page import Paragraph

Check = Callable[[Course], Iterator[Problem]]


def judge(course: Course, *, advice: bool = True, today: datetime.date | None = None) -> list[Problem]:
    """The problems that the rules of ALL find in a course, and those of ADVICE.

    A build leaves the advice to `pain-ed check`: counting the syllables of every lesson would cost it more than all quizzes do.

    Args:
        course: what is judged.
        advice: whether the rules of ADVICE run as well.
        today: the day by which reviews are due. Without it none is: what a build says does not depend on the day.
    """
    found = chain.from_iterable(rule(course) for rule in (*ALL, *(ADVICE if advice else ())))
    return [*found, *(reviews_due(course, today) if today else ())]


# --- lessons ----------------------------------------------------------------------------------------------------------


def lessons_named_apart(course: Course) -> Iterator[Problem]:
    """No two lessons share what links and codes know them by."""
    shorts: dict[str, str] = {}
    numbers: dict[int, str] = {}
    for lesson in sorted(course.lessons, key=lambda lesson: lesson.number):
        if (other := shorts.setdefault(lesson.short, lesson.file)) != lesson.file:
            yield Problem(
                Code.LESSON_NAME_TAKEN, lesson.location, f"the short name '{lesson.short}' is that of {other} already"
            )
        if lesson.number and (other := numbers.setdefault(lesson.number, lesson.file)) != lesson.file:
            yield Problem(
                Code.LESSON_NAME_TAKEN,
                lesson.location,
                f"the number {lesson.number} is that of {other} already. The next free one is {max(numbers) + 1}",
            )
        if (
            not lesson.number
            and any(each.number for each in course.lessons)
            and f"lesson:{lesson.id}" not in course.unread
        ):
            free = max(each.number for each in course.lessons) + 1
            yield Problem(
                Code.LESSON_NUMBER_MISSING, lesson.location, f"the lesson has no 'number'. The next free one is {free}"
            )


def parts_written(course: Course) -> Iterator[Problem]:
    """No page holds what `pain-ed new` left to be written. Values in YAML are told where they are read."""
    for page in (*course.lessons, *course.pages):
        for match in UNWRITTEN.finditer(prose.visible(page.body)) if UNWRITTEN.search(page.body) else ():
            rest, _, _ = page.body[match.start() :].partition("\n")
            yield Problem(Code.TO_WRITE, prose.location(page, match.start()), still_to_write(rest))


def lesson_outside_module(course: Course) -> Iterator[Problem]:
    for page in course.pages:
        for block in page.placed("quiz")[:1]:
            yield Problem(
                Code.LESSON_OUTSIDE_MODULE, block.location, f"'{page.file}' holds a quiz, and is not in a module"
            )


def source_documents(course: Course) -> Iterator[Problem]:
    """Each declared source document is in the registry as one, and is cited in the body."""
    known = {source.id: source for source in course.sources}
    for lesson in course.lessons:
        cited = {citation.id for citation in lesson.citations}
        for declared in lesson.source_documents:
            source = known.get(declared.id)
            if UNWRITTEN.search(declared.id):
                continue
            if source is None:
                yield from _unknown_source(course, declared)
            elif source.role != "source-document":
                yield Problem(
                    Code.NOT_A_SOURCE_DOCUMENT, declared.location, f"'{declared.id}' is evidence, not a source document"
                )
            elif declared.id not in cited and not UNWRITTEN.search(prose.visible(lesson.body)):
                yield Problem(
                    Code.SOURCE_DOCUMENT_NOT_CITED,
                    declared.location,
                    f"'{declared.id}' is declared, and cited nowhere in the lesson's text",
                )


def citations_known(course: Course) -> Iterator[Problem]:
    known = {source.id for source in course.sources}
    for citation in _all_citations(course):
        if citation.id not in known:
            yield from _unknown_source(course, citation)


def _unknown_source(course: Course, citation: Ref) -> Iterator[Problem]:
    if "sources:sources" not in course.unread:
        known = [source.id for source in course.sources]
        message = f"'{citation.id}' is not in {SOURCES}.{did_you_mean(citation.id, known)}"
        yield Problem(
            Code.UNKNOWN_SOURCE,
            citation.location,
            message,
            closest_fix(citation.location, citation.id, known, form="[^{}]"),
        )


def low_reliability_alone(course: Course) -> Iterator[Problem]:
    """A paragraph, list item or text of a quiz that cites a source of low reliability also cites evidence."""
    known = {source.id: source for source in course.sources}
    texts = chain.from_iterable(page.paragraphs for page in (*course.lessons, *course.pages))
    for paragraph in chain(texts, _quiz_texts(course)):
        cited = [known[citation.id] for citation in paragraph.citations if citation.id in known]
        weak = next((source for source in cited if source.reliability == "low"), None)
        unknown = len(cited) < len(paragraph.citations)  # reported already, and perhaps evidence
        if (
            weak
            and not unknown
            and not any(source.role == "evidence" and source.reliability != "low" for source in cited)
        ):
            yield Problem(
                Code.LOW_RELIABILITY_ALONE,
                paragraph.citations[0].location,
                f"this rests on '{weak.id}' alone, a source of low reliability",
            )


def _quiz_texts(course: Course) -> Iterator[Paragraph]:
    # All citations of one option, of the explanation, or of a model's answer share a place: together they are what one reader is told.
    for part in (*_questions(course), *course.registries.get(MODELS, ())):
        together: dict[Location, list[Ref]] = defaultdict(list)
        for citation in part.citations:
            together[citation.location].append(citation)
        for location, citations in together.items():
            yield Paragraph(location, tuple(citations))


def objectives_tested(course: Course) -> Iterator[Problem]:
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    for lesson in course.lessons:
        if lesson.id not in quizzes or f"quiz:{lesson.id}" in course.unread:
            continue
        tested = {question.objective for question in quizzes[lesson.id].questions}
        for objective in lesson.objectives:
            if objective.id not in tested:
                yield Problem(
                    Code.OBJECTIVE_UNTESTED,
                    objective.location,
                    f"no question of quizzes/{lesson.id}.yml tests the objective '{objective.id}'",
                )


def concepts_taught_and_tested(course: Course) -> Iterator[Problem]:
    """In a course with a registry of concepts: all are taught, and every lesson tests those that it teaches."""
    if not course.concepts:
        return
    known = [concept.id for concept in course.concepts]
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    taught: set[str] = set()
    for lesson in course.lessons:
        own = [concept.id for concept in lesson.concepts]
        taught |= set(own)
        questions = quizzes[lesson.id].questions if lesson.id in quizzes else ()
        for question in questions:
            if question.concept and question.concept not in own and not UNWRITTEN.search(question.concept):
                where = question.locations["concept"]
                yield Problem(
                    Code.UNKNOWN_CONCEPT,
                    where,
                    f"{lesson.file} does not teach '{question.concept}'. It teaches: {', '.join(own)}",
                )
        for concept in lesson.concepts:
            if UNWRITTEN.search(concept.id):
                continue
            if concept.id not in known:
                yield Problem(
                    Code.UNKNOWN_CONCEPT,
                    concept.location,
                    f"'{concept.id}' is not in {CONCEPTS}.{did_you_mean(concept.id, known)}",
                )
            elif f"quiz:{lesson.id}" not in course.unread and all(
                question.concept != concept.id for question in questions
            ):
                yield Problem(
                    Code.CONCEPT_UNTESTED,
                    concept.location,
                    f"no question of quizzes/{lesson.id}.yml tests the concept '{concept.id}'",
                )
    if not any(unread.startswith("lesson:") for unread in course.unread):
        for concept in course.concepts:
            if concept.id not in taught:
                yield Problem(Code.CONCEPT_NOT_TAUGHT, concept.location, f"no lesson teaches '{concept.id}'")


def glossary_used(course: Course) -> Iterator[Problem]:
    """Each term is used, and no spelling stands for two."""
    texts = [lesson.body for lesson in course.lessons]
    texts += [
        text
        for question in _questions(course)
        for option in question.options
        for text in (question.prompt, option.text, option.feedback)
    ]
    everything = "\n".join(texts).casefold()
    seen: dict[str, Location] = {}
    for term in course.terms:
        forms = (term.term, *term.forms)
        if not course.unread and not any(
            re.search(rf"(?<!\w){re.escape(form.casefold())}(?!\w)", everything) for form in forms
        ):
            yield Problem(Code.TERM_NOT_USED, term.location, f"'{term.term}' is used in no lesson")
        for form in forms:
            if form.casefold() in seen:
                yield Problem(
                    Code.TERM_TWICE, term.location, f"'{form}' stands already on line {seen[form.casefold()].line}"
                )
            seen.setdefault(form.casefold(), term.location)


# What an author marks as a technical term in so many words. Other bold words may stand out for any reason.
_INTRODUCED = re.compile(r"\*\*([^*\n]+)\*\*\s+\(say |\b[^\W\d]+[ *]+\(([A-Z][A-Z/-]*[A-Z])\)")


def terms_explained(course: Course) -> Iterator[Problem]:
    """Advice, in a course with a glossary: what a lesson introduces as a term stands there."""
    if not course.terms:
        return
    known = {form.casefold() for term in course.terms for form in (term.term, *term.forms)}
    for lesson in course.lessons:
        for match in _INTRODUCED.finditer(lesson.body):
            term = match[1] or match[2]
            if term.casefold() not in known:
                location = prose.location(lesson, match.start(1) if match[1] else match.start(2))
                yield Problem(
                    Code.TERM_UNEXPLAINED,
                    location,
                    f"the lesson introduces '{term}', which is not in {GLOSSARY}.{did_you_mean(term, known)}",
                )


# --- quiz blocks ------------------------------------------------------------------------------------------------------


def blocks_resolve(course: Course) -> Iterator[Problem]:
    """Each block names the lesson's own quiz, and questions that are in it."""
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    for lesson in course.lessons:
        for block in lesson.placed("quiz"):
            unread = not block.id or f"quiz:{block.id}" in course.unread
            if block.id not in quizzes:
                if not unread:
                    guess = did_you_mean(block.id, quizzes)
                    fix = closest_fix(block.location, block.id, quizzes, form="/// quiz | {}")
                    yield Problem(Code.UNKNOWN_QUIZ, block.location, f"there is no quizzes/{block.id}.yml.{guess}", fix)
            elif block.id != lesson.id:
                yield Problem(
                    Code.LESSON_MISMATCH,
                    block.location,
                    f"the quiz '{block.id}' stands in the lesson '{lesson.id}', and belongs to '{quizzes[block.id].lesson}'",
                )
            elif not unread:
                ids = [question.id for question in quizzes[block.id].questions]
                for named in block.options.get("questions") or ():
                    if named.id not in ids:
                        yield Problem(
                            Code.UNKNOWN_QUIZ,
                            named.location,
                            f"quizzes/{block.id}.yml has no question '{named.id}'.{did_you_mean(named.id, ids)}",
                            closest_fix(named.location, named.id, ids),
                        )


def module_blocks_resolve(course: Course) -> Iterator[Problem]:
    """Each block names a module, from a page in a folder: its links start there."""
    modules = {lesson.module for lesson in course.lessons}
    complete = not any(unread.startswith("lesson:") for unread in course.unread)
    for page in (*course.lessons, *course.pages):
        for named in (block.argument for block in page.placed("module")):
            if named.id not in modules and complete:
                message = f"no module 'docs/{named.id}' holds lessons.{did_you_mean(named.id, modules)}"
                yield Problem(
                    Code.MODULE_BLOCK, named.location, message, closest_fix(named.location, named.id, modules)
                )
            elif page.file.count("/") != 2:
                yield Problem(
                    Code.MODULE_BLOCK,
                    named.location,
                    f"'{page.file}' is not in a folder of docs/, so the links to the lessons would be broken",
                )


def questions_placed_once(course: Course) -> Iterator[Problem]:
    lessons = {lesson.id: lesson for lesson in course.lessons}
    for quiz in course.quizzes:
        lesson = lessons.get(quiz.id)
        if lesson is None or quiz.lesson != quiz.id or f"lesson:{quiz.id}" in course.unread:
            continue
        ids = [question.id for question in quiz.questions]
        if any(
            block.id != quiz.id or any(named.id not in ids for named in block.options.get("questions") or ())
            for block in lesson.placed("quiz")
        ):
            continue  # reported already; what it was to place is not known
        placed: Counter[str] = Counter()
        for block in lesson.placed("quiz"):
            named = (
                block.options.get("questions")
                if block.options.get("questions") is not None
                else [Ref(id, block.location) for id in ids]
            )
            for name in named:
                placed[name.id] += 1
                if placed[name.id] == 2:
                    yield Problem(
                        Code.QUESTION_PLACED_TWICE,
                        name.location,
                        f"the question '{name.id}' stands in the lesson already",
                    )
        for question in quiz.questions:
            if not placed[question.id] and not question.id.startswith(UNCHOSEN):
                yield Problem(
                    Code.QUESTION_NOT_PLACED,
                    question.location,
                    f"the question '{question.id}' stands nowhere in {lesson.file}",
                )


# --- interactive models -----------------------------------------------------------------------------------------------


def models_placed(course: Course) -> Iterator[Problem]:
    """Each model block names an entry that there is, and each entry stands somewhere."""
    known = [simulation.id for simulation in course.registries.get(MODELS, ())]
    placed = [model for page in (*course.lessons, *course.pages) for model in page.placed("model")]
    if "models:models" not in course.unread:
        for model in placed:
            if model.id not in known:
                fix = closest_fix(model.location, model.id, known, form="/// model | {}")
                yield Problem(
                    Code.UNKNOWN_MODEL,
                    model.location,
                    f"'{model.id}' is not in {MODELS}.{did_you_mean(model.id, known)}",
                    fix,
                )
    if not course.unread:
        for simulation in course.registries.get(MODELS, ()):
            if all(model.id != simulation.id for model in placed):
                yield Problem(
                    Code.MODEL_NOT_PLACED, simulation.locations["id"], f"the model '{simulation.id}' stands on no page"
                )


def models_cited(course: Course) -> Iterator[Problem]:
    for simulation in course.registries.get(MODELS, ()):
        if not simulation.citations:
            yield Problem(Code.NOT_CITED, simulation.location, f"the model '{simulation.id}' cites no source")


def predictions_distinct(course: Course) -> Iterator[Problem]:
    for simulation in course.registries.get(MODELS, ()):
        if len(set(simulation.choices)) < max(2, len(simulation.choices)):
            yield Problem(
                Code.TOO_FEW,
                simulation.locations["choices"],
                f"the model '{simulation.id}' has fewer than two choices, or one of them twice",
            )


# --- tools ------------------------------------------------------------------------------------------------------------


def reflections_resolve(course: Course) -> Iterator[Problem]:
    """Each reflection has statements to show, and belongs to the module in which it stands."""
    modules = {lesson.module for lesson in course.lessons}
    for page in (*course.pages, *course.lessons):
        own = page.file.split("/")[-2]
        for block in page.placed("tool"):
            if block.id != "reflection":
                continue
            if not course.registries.get(REFLECTION, ()) and "reflection:reflection" not in course.unread:
                yield Problem(
                    Code.REFLECTION, block.location, f"there is no {REFLECTION}, whose statements would stand here"
                )
            named = block.options["module"]
            if named.id not in modules:
                message = f"there is no module '{named.id}' in docs/.{did_you_mean(named.id, modules)}"
                yield Problem(Code.REFLECTION, named.location, message, closest_fix(named.location, named.id, modules))
            elif own in modules and named.id != own:
                message = f"the block names the module '{named.id}', and stands in '{own}'"
                yield Problem(Code.REFLECTION, named.location, message, Fix(named.location, named.id, own))


# --- quizzes ----------------------------------------------------------------------------------------------------------


def quiz_and_lesson_match(course: Course) -> Iterator[Problem]:
    lessons = {lesson.id for lesson in course.lessons}
    outside = {page.id for page in course.pages if page.placed("quiz")}  # reported by lesson_outside_module
    for quiz in course.quizzes:
        if quiz.lesson and quiz.lesson != quiz.id:
            fix = Fix(quiz.lesson_location, quiz.lesson, quiz.id)
            yield Problem(
                Code.LESSON_MISMATCH,
                quiz.lesson_location,
                f"'lesson' is '{quiz.lesson}', and the file is called '{quiz.id}'",
                fix,
            )
        elif quiz.lesson and quiz.lesson not in lessons | outside:
            yield Problem(
                Code.LESSON_MISMATCH,
                quiz.lesson_location,
                f"there is no lesson '{quiz.lesson}' in a module of docs/.{did_you_mean(quiz.lesson, lessons)}",
                closest_fix(quiz.lesson_location, quiz.lesson, lessons),
            )
    quizzes = {quiz.id for quiz in course.quizzes}
    for lesson in course.lessons:
        if lesson.id not in quizzes and not lesson.placed("quiz") and f"quiz:{lesson.id}" not in course.unread:
            yield Problem(
                Code.LESSON_MISMATCH,
                Location(lesson.file),
                f"the lesson has no quiz: there is no quizzes/{lesson.id}.yml",
            )


def ids_unique(course: Course) -> Iterator[Problem]:
    """Ids of questions, of lessons, of sources and of models are each unique in the whole course."""
    yield from _repeated("question", [(question.id, question.locations["id"]) for question in _questions(course)])
    yield from _repeated("lesson", [(lesson.id, Location(lesson.file)) for lesson in course.lessons])
    yield from _repeated("source", [(source.id, source.location) for source in course.sources])
    yield from _repeated(
        "model", [(simulation.id, simulation.locations["id"]) for simulation in course.registries.get(MODELS, ())]
    )


def _repeated(what: str, ids: list[tuple[str, Location]]) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for id, location in ids:
        if id in first:
            yield Problem(Code.DUPLICATE_ID, location, f"the {what} id '{id}' is taken already, at {first[id]}")
        first.setdefault(id, location)


def objectives_exist(course: Course) -> Iterator[Problem]:
    lessons = {lesson.id: lesson for lesson in course.lessons}
    for quiz in course.quizzes:
        lesson = lessons.get(quiz.id)
        if lesson is None or f"lesson:{quiz.id}" in course.unread:
            continue
        ids = [objective.id for objective in lesson.objectives]
        for question in quiz.questions:
            if question.objective not in ids:
                guess = did_you_mean(question.objective, ids) or f" It has: {', '.join(ids)}."
                location = question.locations["objective"]
                fix = closest_fix(location, question.objective, ids)
                yield Problem(
                    Code.UNKNOWN_OBJECTIVE,
                    location,
                    f"{lesson.file} has no objective '{question.objective}'.{guess}",
                    fix,
                )


def anchors_exist(course: Course) -> Iterator[Problem]:
    lessons = {lesson.id: lesson for lesson in course.lessons}
    for quiz in course.quizzes:
        lesson = lessons.get(quiz.id)
        if lesson is None:
            continue
        for question in quiz.questions:
            if question.reread not in lesson.anchors and not UNWRITTEN.search(question.reread):
                guess = did_you_mean(question.reread, lesson.anchors)
                location = question.locations["reread"]
                message = (
                    f"{lesson.file} has no heading for '#{question.reread}'.{guess.replace(chr(39), chr(39) + '#', 1)}"
                )
                yield Problem(
                    Code.UNKNOWN_ANCHOR,
                    location,
                    message,
                    closest_fix(location, question.reread, lesson.anchors, form="#{}"),
                )


def correct_options(course: Course) -> Iterator[Problem]:
    for question in _questions(course):
        correct, most = sum(option.correct for option in question.options), question.kind.most_correct
        if question.kind.offers and (not correct or (most and correct > most)):
            has = f"{correct} correct options" if correct else "no correct option"
            message = f"the question '{question.id}' is '{question.type}' and has {has}"
            yield Problem(Code.CORRECT_COUNT, question.locations["options"], message)


def options_distinct(course: Course) -> Iterator[Problem]:
    for question in _questions(course):
        if len(question.options) < 2:
            yield Problem(Code.TOO_FEW, question.location, f"the question '{question.id}' has only one thing to choose")
        sides = [[(option.text, option.location) for option in question.options]]
        if any(option.match for option in question.options):
            sides.append([(option.match, option.location) for option in question.options])
        for side in sides:
            seen: set[str] = set()
            for text, location in side:
                folded = " ".join(text.split()).casefold()
                if folded in seen:
                    yield Problem(
                        Code.DUPLICATE_OPTION, location, f"'{text}' stands twice in the question '{question.id}'"
                    )
                seen.add(folded)


def questions_cited(course: Course) -> Iterator[Problem]:
    for question in _questions(course):
        if not question.citations and not question.unwritten:
            yield Problem(Code.NOT_CITED, question.location, f"the question '{question.id}' cites no source")


def match_is_plain(course: Course) -> Iterator[Problem]:
    for question in _questions(course):
        for option in question.options:
            if found := re.search(r"\[\^?|[*`<]|(?<!\w)_|_(?!\w)", option.match):
                yield Problem(
                    Code.PLAIN_TEXT_ONLY,
                    option.location,
                    f"'match' is '{option.match}', and holds the sign '{found[0]}'",
                )


# --- sources ----------------------------------------------------------------------------------------------------------


def sources_cited(course: Course) -> Iterator[Problem]:
    if course.unread:
        return  # what could not be read may cite it
    cited = {citation.id for citation in _all_citations(course)}
    for source in course.sources:
        if source.id not in cited:
            yield Problem(Code.SOURCE_NOT_CITED, source.location, f"'{source.id}' is cited nowhere")


# --- reviews ----------------------------------------------------------------------------------------------------------


def reviews_due(course: Course, today: datetime.date) -> Iterator[Problem]:
    """Lessons at which nobody has looked for two years."""
    for lesson in course.lessons:
        try:
            day = datetime.date.fromisoformat(lesson.reviewed)
        except ValueError:
            continue  # reported where it was read
        due = day.replace(year=day.year + 2, day=min(day.day, 28) if day.month == 2 else day.day)
        if today >= due:
            yield Problem(
                Code.REVIEW_OVERDUE,
                lesson.locations["reviewed"],
                f"the lesson was last looked at on {lesson.reviewed}, and was due again on {due}",
            )


def unchanged_since_review(course: Course) -> Iterator[Problem]:
    """The text is the one that was reviewed, where a stamp says which that was; what a clinician has reviewed has a stamp."""
    for lesson, now in changed_since_review(course):
        location = lesson.locations["reviewed_text"]
        yield Problem(
            Code.TEXT_CHANGED,
            location,
            f"the text has changed since its review: its stamp was '{lesson.reviewed_text}', and would now be '{now}'",
        )
    for lesson in course.lessons:
        if lesson.clinical_review and lesson.clinical_review != "pending" and not lesson.reviewed_text:
            yield Problem(
                Code.TEXT_CHANGED,
                lesson.locations["clinical_review"],
                "the lesson was reviewed, and has no stamp of the text that was",
            )


def changed_since_review(course: Course) -> Iterator[tuple[Lesson, str]]:
    """The lessons whose stamp is not that of their text, each with what it would be."""
    for lesson in course.lessons:
        whole = f"quiz:{lesson.id}" not in course.unread and not (
            lesson.placed("model") and "models:models" in course.unread
        )
        if lesson.reviewed_text and whole and (now := course.digest(lesson)) != lesson.reviewed_text:
            yield lesson, now


def _questions(course: Course) -> Iterator[Question]:
    for quiz in course.quizzes:
        yield from quiz.questions


def _all_citations(course: Course) -> Iterator[Ref]:
    pages: tuple = (*course.lessons, *course.pages)
    return chain(
        chain.from_iterable(page.citations for page in pages),
        chain.from_iterable(question.citations for question in _questions(course)),
        chain.from_iterable(simulation.citations for simulation in course.registries.get(MODELS, ())),
    )


ALL: tuple[Check, ...] = (
    parts_written,
    lesson_outside_module,
    lessons_named_apart,
    source_documents,
    citations_known,
    low_reliability_alone,
    objectives_tested,
    concepts_taught_and_tested,
    glossary_used,
    blocks_resolve,
    module_blocks_resolve,
    questions_placed_once,
    models_placed,
    models_cited,
    predictions_distinct,
    quiz_and_lesson_match,
    ids_unique,
    objectives_exist,
    anchors_exist,
    correct_options,
    options_distinct,
    questions_cited,
    match_is_plain,
    reflections_resolve,
    sources_cited,
    *page_checks.ALL,
    *item_checks.ALL,
    *text_checks.ALL,
)
"""Every rule that a build runs, in this order."""

ADVICE: tuple[Check, ...] = (
    terms_explained,
    unchanged_since_review,
    *page_checks.ADVICE,
    *item_checks.ADVICE,
    *text_checks.ADVICE,
)
"""Rules that never stop a build, and that `pain-ed check` alone runs."""
