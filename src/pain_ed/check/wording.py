"""Rules on how questions are written, so that a reader answers from the lesson and not from the shape of the question.

They follow Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines for classroom
assessment, Applied Measurement in Education 2002;15(3):309-334.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pain_ed.check.lookup import questions
from pain_ed.course.model import Course
from pain_ed.diagnostics.problems import Code, Problem
from pain_ed.formats.quiz import Question
from pain_ed.markdown import prose

_THE_OTHERS = re.compile(
    r"(?:(?:all|none|both|neither|any|each)(?:\s+of)?\s+"
    r"(?:the\s+)?(?:above|below|these|them|those|others?|other\s+(?:options|answers))"
    r"|(?:all|both|none|neither|all\s+of\s+it)(?:\s+(?:is|are)\s+(?:right|correct|true|wrong))?)\W*",
    re.I,
)


def _choices(course: Course, most_correct: int | None = None) -> Iterator[Question]:
    """Questions that are written to their end, with options of their author's own."""
    for question in questions(course):
        if question.kind.offers and most_correct in (None, question.kind.most_correct) and not question.unwritten:
            yield question


def no_option_about_the_others(course: Course) -> Iterator[Problem]:
    """No 'all of the above': options can be shown in any order, and it gives the answer away to whoever knows two."""
    for question in _choices(course):
        for option in question.options:
            if _THE_OTHERS.fullmatch(prose.plain(option.text).strip()):
                message = f"the option '{option.text}' speaks about the other options"
                yield Problem(Code.OPTION_ABOUT_OTHERS, option.location, message)


def correct_not_longest(course: Course) -> Iterator[Problem]:
    """The right option is not by far the longest: half as long again as any other, and by more than 20 characters."""
    for question in _choices(course, most_correct=1):
        lengths = [len(prose.plain(option.text)) for option in question.options]
        correct = [option.correct for option in question.options]
        if correct.count(True) == 1 and False in correct:
            right = correct.index(True)
            longest = max(length for length, fits in zip(lengths, correct, strict=True) if not fits)
            if lengths[right] > max(1.5 * longest, longest + 20):
                message = f"the right option has {lengths[right]} characters, the longest other has {longest}"
                yield Problem(Code.LONGEST_IS_RIGHT, question.options[right].location, message)


def correct_in_varied_places(course: Course) -> Iterator[Problem]:
    """Over a quiz, the right option does not always stand in the same place."""
    for quiz in course.quizzes:
        offers = [question for question in quiz.questions if question.kind.offers and not question.unwritten]
        single = [question for question in offers if question.kind.most_correct == 1]
        correct = [[option.correct for option in question.options] for question in single]
        places = [flags.index(True) + 1 for flags in correct if flags.count(True) == 1]
        if len(places) >= 3 and len(set(places)) == 1:
            first = next(question for question, flags in zip(single, correct, strict=True) if flags.count(True) == 1)
            message = f"in all {len(places)} questions with one right option, it stands in place {places[0]}"
            yield Problem(Code.ALWAYS_SAME_PLACE, first.locations["options"], message)


_VERBS = "is|are|was|were|does|do|did|can|could|has|have|would|should|will"
_NEGATIVE = re.compile(
    # Few words between, and no other verb: 'Which of these is not …?', but not 'Which is true when it is not …?'
    rf"\b(?:which|what|who)\b(?:\s+(?!(?:{_VERBS}|when|if|that|who)\b)[\w’'-]+){{0,5}}"
    rf"\s+(?:(?:{_VERBS})\s+(not)\b|((?:{_VERBS})n[’']t)\b)"
    r"|\b(except|least likely|false|untrue|wrong)\b[^.!?]{0,20}\?",
    re.I,
)


def negative_is_marked(course: Course) -> Iterator[Problem]:
    """A question that asks for what is not so says it in bold, or in capitals."""
    for question in _choices(course):
        unstressed = re.sub(r"\*\*?.+?\*\*?", lambda match: "*" * len(match[0]), question.prompt)
        match = _NEGATIVE.search(prose.without_quotations(unstressed))
        if match and not (word := match[match.lastindex or 0]).isupper():
            message = f"the question asks for what is '{word}', and does not stress it"
            yield Problem(Code.NEGATIVE_QUESTION, question.locations["prompt"], message)


_ABSOLUTE = re.compile(
    r"\b(always|never|everyone|everybody|nobody|no one|completely|entirely|totally|impossible|certainly)\b", re.I
)


def no_absolute_giveaway(course: Course) -> Iterator[Problem]:
    """Over a quiz, sweeping words do not stand in wrong options alone: three or more, and in no right one."""
    for quiz in course.quizzes:
        choices = (question for question in quiz.questions if question.kind.offers)
        options = [option for question in choices for option in question.options]
        sweeping = [(option, match) for option in options if (match := _ABSOLUTE.search(prose.plain(option.text)))]
        if len(sweeping) >= 3 and not any(option.correct for option, _ in sweeping):
            words = ", ".join(dict.fromkeys(f"'{match[1].lower()}'" for _, match in sweeping))
            message = f"{len(sweeping)} wrong options say {words}, and no right one does"
            yield Problem(Code.ABSOLUTE_GIVEAWAY, sweeping[0][0].location, message)


_CLOSED = re.compile(r"[.!?…][\"”’')]*$")


def options_alike(course: Course) -> Iterator[Problem]:
    """Options are all sentences, or all parts of one: a full stop at the end of one and not of another gives a hint."""
    for question in _choices(course):
        texts = [prose.plain(option.text).strip() for option in question.options]
        closed = [bool(_CLOSED.search(text)) for text in texts]
        begun = {text[0].isupper() for text in texts if text[:1].isalpha()}
        if len(set(closed)) > 1:
            where = question.options[closed.index(not closed[0])].location
            message = "some options of the question end with a full stop, others do not"
            yield Problem(Code.OPTIONS_UNLIKE, where, message)
        elif len(begun) > 1:
            message = "some options of the question start with a capital letter, others do not"
            yield Problem(Code.OPTIONS_UNLIKE, question.locations["options"], message)


_VERDICT = frozenset("right correct wrong incorrect yes no true false exactly sorry good great well done".split())
_FILLER = frozenset(
    "that that's this it is it's not quite the answer option one a very you your are was job of course s".split()
)


def feedback_says_why(course: Course) -> Iterator[Problem]:
    """Feedback is more than a verdict, and is written for its own option."""
    for question in (question for question in questions(course) if not question.unwritten):
        seen: dict[str, str] = {}
        for option in question.options:
            feedback = option.feedback
            short = prose.plain(feedback) if len(feedback) < 100 else ""
            words = set(re.findall(r"[\w’']+", short.lower().replace("’", "'")))
            message = ""
            if words & _VERDICT and words <= _VERDICT | _FILLER:
                message = f"'{feedback}' gives a verdict and no reason"
            elif len(feedback) > 20 and question.kind.control != "select" and feedback in seen:
                message = f"the feedback is that of the option '{seen[feedback]}'"
            if message:
                yield Problem(Code.FEEDBACK_WITHOUT_REASON, option.feedback_location or option.location, message)
            seen.setdefault(feedback, option.text)


RULES = (no_option_about_the_others,)
ADVICE = (
    correct_not_longest,
    correct_in_varied_places,
    negative_is_marked,
    no_absolute_giveaway,
    options_alike,
    feedback_says_why,
)
