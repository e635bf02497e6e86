"""Questions: which became which, and whether another answer is right now."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pain_ed.compare.changes import Change
from pain_ed.compare.safety import Safety
from pain_ed.compare.sides import Side, cited, flat, if_changed, more_or_less
from pain_ed.course.model import Course
from pain_ed.formats.question_types import Option
from pain_ed.formats.quiz import Question


@dataclass(frozen=True)
class _Placed:
    """A question, and where it stands."""

    question: Question
    quiz: str
    file: str

    @property
    def about(self) -> str:
        return f"{self.question.id}: {self.question.prompt}"

    @property
    def words(self) -> frozenset[str]:
        question = self.question
        options = [f"{option.text} {option.match}" for option in question.options if not question.kind.statement]
        return frozenset(re.findall(r"\w+", " ".join((question.prompt, *options)).casefold()))


def _all_questions(side: Course) -> dict[str, _Placed]:
    placed: dict[str, _Placed] = {}
    for quiz in side.quizzes:
        for question in quiz.questions:
            name, again = question.id, 1
            while name in placed:  # what `pain-ed check` refuses is not lost here
                again += 1
                name = f"{question.id} ({again})"
            placed[name] = _Placed(question, quiz.id, quiz.location.file)
    return placed


def _likeness(old: _Placed, new: _Placed) -> float:
    """How many of the words of two questions are the same: 0 for none, 1 for all."""
    return len(old.words & new.words) / (len(old.words | new.words) or 1)


# Of all pairs of questions in our own course, 99 in 100 are less alike than 0.22, and none is more alike than 0.37.
_ANOTHER, _THE_SAME = 0.25, 0.6

_MOST_LOOKED_AT = 40_000
"""Pairs of questions that are gone and come."""


def questions(old: Side, new: Side, safety: Safety) -> Iterator[Change]:
    """Questions that are new, gone, moved, named anew or changed."""
    was, now = _all_questions(old.course), _all_questions(new.course)
    gone = {id: placed for id, placed in was.items() if id not in now}
    come = {id: placed for id, placed in now.items() if id not in was}
    if len(gone) * len(come) <= _MOST_LOOKED_AT:
        for id, placed in list(gone.items()):
            match = max(come, key=lambda other: _likeness(placed, come[other]), default=None)
            if match is not None and _likeness(placed, come[match]) >= _THE_SAME:
                here = come.pop(match)
                del gone[id]
                yield Change("id-renamed", here.file, here.about, id, match)
                yield from _question(placed, here, safety)
    for id, placed in was.items():
        if id in gone and not new.in_doubt(placed.file):
            yield Change("question-removed", placed.file, placed.about, _as_text(placed.question))
        elif id in now and _likeness(placed, now[id]) < _ANOTHER:
            yield Change(
                "id-reused", now[id].file, now[id].about, _as_text(placed.question), _as_text(now[id].question)
            )
        elif id in now:
            yield from _question(placed, now[id], safety)
    for placed in come.values():
        if not old.in_doubt(placed.file):
            yield Change("question-added", placed.file, placed.about, "", _as_text(placed.question))
    before = {
        quiz.id: [question.id for question in quiz.questions if question.id in now] for quiz in old.course.quizzes
    }
    for quiz in new.course.quizzes:
        order = [question.id for question in quiz.questions if question.id in was]
        earlier = before.get(quiz.id, [])
        if sorted(order) == sorted(earlier) and order != earlier:
            yield Change("question-order", quiz.location.file, "", "\n".join(earlier), "\n".join(order))


def _question(old: _Placed, new: _Placed, safety: Safety) -> Iterator[Change]:
    a, b, file, about = old.question, new.question, new.file, new.about
    if old.quiz != new.quiz:
        yield Change("question-moved", file, about, old.quiz, new.quiz)
    right = [question.kind.right(question.prompt, question.options) for question in (a, b)]
    if right[0] != right[1]:
        yield Change(
            "rekeyed" if _rekeyed(a, b) else "right-reworded", file, about, *("\n".join(texts) for texts in right)
        )
    if a.prompt != b.prompt and not (
        a.kind.statement and b.kind.statement
    ):  # there, the statement stands with the right answer
        asked = [f"{question.prompt}\nRight: {'; '.join(texts)}" for question, texts in zip((a, b), right, strict=True)]
        yield Change("prompt", file, about, *asked)
    yield from _offered(a, b, file, about, {*right[0], *right[1]})
    details = ("type", "objective", "concept", "reread", "confidence", "picture")
    differ = [key for key in details if getattr(a, key) != getattr(b, key)]
    before, after = (
        "\n".join(f"{key}: {flat(getattr(question, key)) or 'none'}" for key in differ) for question in (a, b)
    )
    yield from if_changed("question-details", file, about, before, after)
    changed = [
        (x, y) for x, y in _pairs(a.options, b.options) if (x.feedback if x else "") != (y.feedback if y else "")
    ]
    before, after = (
        "\n".join(f"{option.text}: {option.feedback}" for pair in changed if (option := pair[side])) for side in (0, 1)
    )
    hints = ["\n".join(question.hints) for question in (a, b)]
    for kind, was, now in (
        ("hints", *hints),
        ("feedback", before, after),
        ("explanation", a.explanation, b.explanation),
    ):
        yield from if_changed(safety.kind(file, f"{was}\n{now}", kind), file, about, was, now)
    yield from more_or_less("cited", file, about, cited(a.citations), cited(b.citations))


def _offered(old: Question, new: Question, file: str, about: str, right: set[str]) -> Iterator[Change]:
    """What is offered beside what is right."""
    if old.kind.offers and new.kind.offers:
        was, now = ([option.text for option in question.options] for question in (old, new))
        if was != now and sorted(was) == sorted(now):
            yield Change("options", file, about, "\n".join(was), "\n".join(now))
        yield from more_or_less(
            "options", file, about, *(Counter(text for text in texts if text not in right) for texts in (was, now))
        )


def _rekeyed(old: Question, new: Question) -> bool:
    """Whether something else is right now, and not the same in other words; where what is right differs at all."""
    if old.type != new.type:
        return True
    return new.kind.is_rekeyed(old.options, new.options, _pairs(old.options, new.options))


_MOST_OPTIONS = 40
_ALIKE = 0.4
"""From here on, one option may have become another: 0 for no common letters, 1 for all."""


def _pairs(old: tuple[Option, ...], new: tuple[Option, ...]) -> list[tuple[Option | None, Option | None]]:
    """Which option has become which: equal texts first, then the most alike; None for what is new or gone."""
    left, right = list(old), list(new)
    pairs: list[tuple[Option | None, Option | None]] = []
    for option in old:
        if same := next((other for other in right if other.text == option.text), None):
            pairs.append((option, same))
            left.remove(option)
            right.remove(same)
    if len(left) * len(right) <= _MOST_OPTIONS**2:
        alike = sorted(
            ((_alike(x.text, y.text), i, j) for i, x in enumerate(left) for j, y in enumerate(right)),
            key=lambda pair: (-pair[0], pair[1:]),
        )
        taken: tuple[set[int], set[int]] = set(), set()
        for likeness, i, j in alike:
            if likeness >= _ALIKE and i not in taken[0] and j not in taken[1]:
                pairs.append((left[i], right[j]))
                taken[0].add(i)
                taken[1].add(j)
        left, right = (
            [option for index, option in enumerate(side) if index not in done]
            for side, done in zip((left, right), taken, strict=True)
        )
    return [*pairs, *((option, None) for option in left), *((None, option) for option in right)]


def _alike(old: str, new: str) -> float:
    return difflib.SequenceMatcher(None, old[:300].casefold(), new[:300].casefold(), autojunk=False).ratio()


def _as_text(question: Question) -> str:
    """A question with its answers, feedback and explanation, as text."""
    lines = [question.prompt]
    for option in question.options:
        sign = "✓" if option.correct else "✗"
        pair = f" – {option.match}" if option.match else ""
        lines.append(f"{sign} {option.text}{pair}: {option.feedback}")
    return "\n".join([*lines, *question.hints, *([question.explanation] if question.explanation else [])])
