"""Rules on how questions are written, so that a reader answers from the lesson and not from the shape of the question.

They follow Haladyna, Downing and Rodriguez, A review of multiple-choice item-writing guidelines for classroom assessment, Applied
Measurement in Education 2002;15(3):309-334. As in checks.py, functions from a Course to problems.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pain_ed.course.model import Course
from pain_ed.diagnostics.problems import Code, Problem
from pain_ed.formats.quiz import Question
from pain_ed.markdown import prose


def _questions(course: Course) -> Iterator[Question]:
    """Those that offer options of their author's own."""
    for quiz in course.quizzes:
        for question in quiz.questions:
            if question.kind.offers and not question.unwritten:
                yield question


_THE_OTHERS = re.compile(
    r"(?:(?:all|none|both|neither|any|each)(?:\s+of)?\s+(?:the\s+)?(?:above|below|these|them|those|others?|other\s+(?:options|answers))"
    r"|(?:all|both|none|neither|all\s+of\s+it)(?:\s+(?:is|are)\s+(?:right|correct|true|wrong))?)\W*",
    re.I,
)


def no_option_about_the_others(course: Course) -> Iterator[Problem]:
    """No 'all of the above': options can be shown in any order, and it gives the answer away to whoever knows two."""
    for question in _questions(course):
        for option in question.options:
            if _THE_OTHERS.fullmatch(prose.plain(option.text).strip()):
                yield Problem(
                    Code.OPTION_ABOUT_OTHERS,
                    option.location,
                    f"the option '{option.text}' speaks about the other options",
                )


def correct_not_longest(course: Course) -> Iterator[Problem]:
    """The right option is not by far the longest: half as long again as any other, and by more than 20 characters."""
    for question in _questions(course):
        if question.kind.most_correct != 1:
            continue
        lengths = {option: len(prose.plain(option.text)) for option in question.options}
        correct = [option for option in question.options if option.correct]
        wrong = [length for option, length in lengths.items() if not option.correct]
        if len(correct) == 1 and wrong and lengths[correct[0]] > max(1.5 * max(wrong), max(wrong) + 20):
            message = f"the right option has {lengths[correct[0]]} characters, the longest other has {max(wrong)}"
            yield Problem(Code.LONGEST_IS_RIGHT, correct[0].location, message)


def correct_in_varied_places(course: Course) -> Iterator[Problem]:
    """Over a quiz, the right option does not always stand in the same place."""
    for quiz in course.quizzes:
        questions = [
            question
            for question in quiz.questions
            if question.kind.offers
            and question.kind.most_correct == 1
            and not question.unwritten
            and sum(option.correct for option in question.options) == 1
        ]
        locations = {
            next(n for n, option in enumerate(question.options, start=1) if option.correct) for question in questions
        }
        if len(questions) >= 3 and len(locations) == 1:
            message = f"in all {len(questions)} questions with one right option, it stands in place {locations.pop()}"
            yield Problem(Code.ALWAYS_SAME_PLACE, questions[0].locations["options"], message)


_VERBS = "is|are|was|were|does|do|did|can|could|has|have|would|should|will"
_NEGATIVE = re.compile(
    # Few words between, and no other verb: 'Which of these is not …?', but not 'Which is true when it is not …?'
    rf"\b(?:which|what|who)\b(?:\s+(?!(?:{_VERBS}|when|if|that|who)\b)[\w’'-]+){{0,5}}\s+(?:(?:{_VERBS})\s+(not)\b|((?:{_VERBS})n[’']t)\b)"
    r"|\b(except|least likely|false|untrue|wrong)\b[^.!?]{0,20}\?",
    re.I,
)


def negative_is_marked(course: Course) -> Iterator[Problem]:
    """A question that asks for what is not so says it in bold, or in capitals."""
    for question in _questions(course):
        text = question.prompt
        bare = prose.without_quotations(re.sub(r"\*\*?.+?\*\*?", lambda match: "*" * len(match[0]), text))
        match = _NEGATIVE.search(bare)
        if match and not (word := next(group for group in match.groups() if group)).isupper():
            yield Problem(
                Code.NEGATIVE_QUESTION,
                question.locations["prompt"],
                f"the question asks for what is '{word}', and does not stress it",
            )


_ABSOLUTE = re.compile(
    r"\b(always|never|everyone|everybody|nobody|no one|completely|entirely|totally|impossible|certainly)\b", re.I
)


def no_absolute_giveaway(course: Course) -> Iterator[Problem]:
    """Over a quiz, sweeping words do not stand in wrong options alone: three or more, and in no right one."""
    for quiz in course.quizzes:
        options = [option for question in quiz.questions if question.kind.offers for option in question.options]
        wrong = [
            (option, match)
            for option in options
            if not option.correct and (match := _ABSOLUTE.search(prose.plain(option.text)))
        ]
        if len(wrong) >= 3 and not any(
            _ABSOLUTE.search(prose.plain(option.text)) for option in options if option.correct
        ):
            words = ", ".join(dict.fromkeys(f"'{match[1].lower()}'" for _, match in wrong))
            yield Problem(
                Code.ABSOLUTE_GIVEAWAY,
                wrong[0][0].location,
                f"{len(wrong)} wrong options say {words}, and no right one does",
            )


def options_alike(course: Course) -> Iterator[Problem]:
    """Options of a question are all sentences, or all parts of one: a full stop at the end of one and not of another gives a hint."""
    for question in _questions(course):
        texts = [prose.plain(option.text).strip() for option in question.options]
        closed = [bool(re.search(r"[.!?…][\"”’')]*$", text)) for text in texts]
        begun = [text[0].isupper() for text in texts if text[:1].isalpha()]
        if any(closed) and not all(closed):
            yield Problem(
                Code.OPTIONS_UNLIKE,
                question.options[closed.index(not closed[0])].location,
                "some options of the question end with a full stop, others do not",
            )
        elif any(begun) and not all(begun):
            yield Problem(
                Code.OPTIONS_UNLIKE,
                question.locations["options"],
                "some options of the question start with a capital letter, others do not",
            )


_VERDICT = frozenset(
    [
        "right",
        "correct",
        "wrong",
        "incorrect",
        "yes",
        "no",
        "true",
        "false",
        "exactly",
        "sorry",
        "good",
        "great",
        "well",
        "done",
    ]
)
_FILLER = frozenset(
    [
        "that",
        "that's",
        "this",
        "it",
        "is",
        "it's",
        "not",
        "quite",
        "the",
        "answer",
        "option",
        "one",
        "a",
        "very",
        "you",
        "your",
        "are",
        "was",
        "job",
        "of",
        "course",
        "s",
    ]
)


def feedback_says_why(course: Course) -> Iterator[Problem]:
    """Feedback is more than a verdict, and is written for its own option."""
    for question in (question for quiz in course.quizzes for question in quiz.questions if not question.unwritten):
        seen: dict[str, str] = {}
        for option in question.options:
            short = prose.plain(option.feedback) if len(option.feedback) < 100 else ""
            words = re.findall(r"[\w’']+", short.lower().replace("’", "'"))
            where = option.feedback_location or option.location
            if words and set(words) <= _VERDICT | _FILLER and set(words) & _VERDICT:
                yield Problem(Code.FEEDBACK_WITHOUT_REASON, where, f"'{option.feedback}' gives a verdict and no reason")
            elif len(option.feedback) > 20 and question.kind.control != "select" and option.feedback in seen:
                yield Problem(
                    Code.FEEDBACK_WITHOUT_REASON, where, f"the feedback is that of the option '{seen[option.feedback]}'"
                )
            seen.setdefault(option.feedback, option.text)


ALL = (no_option_about_the_others,)
ADVICE = (
    correct_not_longest,
    correct_in_varied_places,
    negative_is_marked,
    no_absolute_giveaway,
    options_alike,
    feedback_says_why,
)
