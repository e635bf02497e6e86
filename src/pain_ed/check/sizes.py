"""How much a lesson asks of its reader: the advice on what goes over its budget, and what `pain-ed measure` prints.

Phone screens are estimated, for a phone of 390 x 800: no browser comes with the package. The head of a page takes 500
pixels, a word 4.8 (lines and the gaps between paragraphs), a heading 110, a row of a table 62, a model 660, and a
picture its own height at a width of 358. After the first question follow 650 for each question in sight, 150 for each
answer at the end, 196 for each source, and 1,400 for the rest. Against Chromium 156, in which all 15 lessons of our own
course were measured on 2026-11-28, the estimate is off by 3.6 % in the worst of them and by 1.3 % in the median up to
the first question, and by 4.4 % and 1.4 % to the end of the page. They are also what the numbers were fitted to; the
lessons of another course, with other pictures, may lie further off. `test_real_course.py` measures again.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pain_ed.check.words import word_pattern
from pain_ed.course.budgets import Budget
from pain_ed.course.model import Course, Lesson
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Location, Problem, did_you_mean
from pain_ed.formats.quiz import Question
from pain_ed.formats.text import CITATION
from pain_ed.markdown import prose, readability
from pain_ed.markdown.prose import Passage
from pain_ed.markdown.svg import HEIGHT

SCREEN, WIDTH = 800, 358
"""Pixels: the height of a phone's screen, and the width of a picture on it."""
_HEAD, _WORD, _MODEL = 500, 4.8, 660
_MORE = {"heading": 110, "row": 62}
_QUESTION, _ANSWER, _SOURCE, _REST = 650, 150, 196, 1400

_SLACK = 1.05
"""Nobody is advised on less: the screens are an estimate, and ten words more in a lesson send no reader away."""

_WORDS = re.compile(r"\w\S*")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(([^()\s]+)")
_IN_CAPTION = re.compile(r"/{3,}\s*[\w-]*caption\b[^\n]*\n\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sizes:
    """What a lesson measures, as it is printed; the names are those of Budget. None where it has none of it."""

    words: int
    screens: float
    to_end: float
    """Phone screens to the end of the page."""
    marks: float
    negations: int
    before: int | None
    feedback: float | None
    longest: int | None
    grade: float | None

    def over(self, name: str, budget: Budget) -> bool:
        """Whether it is more than its budget."""
        value, limit = getattr(self, name), getattr(budget, name, None)
        return value is not None and limit is not None and value > limit


@dataclass(frozen=True, kw_only=True, slots=True)
class _Glance:
    """What meets the eye in a lesson, before anything is opened."""

    seen: tuple[Passage, ...]
    words: int
    pixels: float
    """Up to the first question."""
    marks: int

    @property
    def per_hundred(self) -> float:
        """Marks of sources in 100 words."""
        return round(100 * self.marks / self.words, 1) if self.words else 0.0

    @property
    def screens(self) -> float:
        """Of a phone, up to the first question."""
        return round(self.pixels / SCREEN, 1)


def sizes(course: Course) -> Iterator[tuple[Lesson, Sizes]]:
    """Measure the lessons of a course, in their order."""
    negation, begins = (_pattern(looked_for(course, name)) for name in ("negations", "thing-to-do"))
    for lesson, glance in _glances(course):
        paragraphs = [passage.plain for passage in glance.seen if passage.kind in ("text", "item")]
        sentences = readability.sentences(paragraphs)
        quiz = course.quiz(lesson)
        questions = quiz.questions if quiz else ()
        told = [length for question in questions for length in _feedback(question)]
        yield (
            lesson,
            Sizes(
                words=glance.words,
                screens=glance.screens,
                to_end=round((glance.pixels + _after(course, lesson, questions)) / SCREEN, 1),
                marks=glance.per_hundred,
                negations=_percent(sum(bool(negation.search(sentence)) for sentence in sentences), len(sentences)),
                before=_before(glance, begins),
                feedback=round(sum(told) / len(told), 1) if told else None,
                longest=max(told, default=None),
                grade=round(readability.grade(paragraphs), 1) if course.in_english else None,
            ),
        )


def within_budget(course: Course) -> Iterator[Problem]:
    """Advice on lessons that show more at a time than their budget allows: one for a lesson, whatever it is."""
    for lesson, glance in _glances(course):
        budget = course.config.budget(lesson.module)
        shown = (
            (glance.words, budget.words, f"{glance.words} words in sight"),
            (glance.screens, budget.screens, f"about {glance.screens} phone screens up to the first question"),
            (glance.per_hundred, budget.marks, f"{glance.per_hundred} marks of sources in 100 words"),
        )
        over = [
            f"{what} ({round(value - limit, 1):g} over {limit:g})"
            for value, limit, what in shown
            if limit is not None and value > limit * _SLACK
        ]
        if over:
            message = f"the lesson has {' and '.join(over)}"
            yield Problem(Code.OVER_BUDGET, Location(lesson.file, lesson.first), message)


def budgets_of_modules(course: Course) -> Iterator[Problem]:
    """Each budget is that of a module that there is."""
    modules = {lesson.module for lesson in course.lessons}
    for module, budget in course.config.budgets.items():
        if module not in modules and not course.unread:
            message = f"'{module}' has a budget, and no folder of docs/ of that name holds lessons."
            yield Problem(Code.BAD_VALUE, budget.at, f"{message}{did_you_mean(module, modules)}")


def looked_for(course: Course, name: str) -> tuple[str, ...]:
    """What is looked for in a lesson, in the course's language: `negations`, or how a `thing-to-do` begins."""
    return tuple(word.strip() for word in course.config.words[f"measure:{name}"].split(",") if word.strip())


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the words; nothing where a course has none."""
    return word_pattern(words) if words else re.compile(r"(?!)")


def _glances(course: Course) -> Iterator[tuple[Lesson, _Glance]]:
    known = {source.id for source in course.sources}
    heights = {picture.file: picture.height for picture in course.pictures}
    for lesson in course.lessons:
        first = min((block.location.line for block in lesson.placed("quiz")), default=0)
        models = [block for block in lesson.placed("model") if not first or block.location.line < first]
        seen = tuple(passage for passage in prose.passages(lesson.body) if not passage.folded)
        words, marks, pixels = 0, 0, float(_HEAD + _MODEL * len(models))
        for passage in seen:
            count, height = 0, 0.0
            written = lesson.body[passage.start : passage.start + len(passage.plain)]
            if passage.kind == "picture":
                height = WIDTH * heights.get(_file(lesson, written), HEIGHT)
            else:
                count = len(_WORDS.findall(passage.plain))
                height = count * _WORD + _MORE.get(passage.kind, 0)
            words += count
            if not first or prose.location(lesson, passage.start).line < first:
                pixels += height
            if "[^" in written:
                cited = [id for id in CITATION.findall(written) if id in known]
                # In tables and captions each number stands for itself (page/quiet.py).
                before = lesson.body, max(0, passage.start - 40), passage.start
                marks += len(cited) if passage.kind == "row" or _IN_CAPTION.search(*before) else min(1, len(cited))
        yield lesson, _Glance(seen=seen, words=words, pixels=pixels, marks=marks)


def _file(lesson: Lesson, written: str) -> str:
    """The file of a picture, from the course's root."""
    target = _PICTURE.match(written)
    return posixpath.normpath(posixpath.join(posixpath.dirname(lesson.file), target[1])) if target else ""


def _after(course: Course, lesson: Lesson, questions: Iterable[Question]) -> float:
    """Pixels from the first question to the end of the page."""
    folded = {
        ref.id
        for block in lesson.placed("quiz")
        if block.options.get("fold")
        for ref in block.options.get("questions", ())
    }
    asked = [question.id for question in questions]
    cited = {citation.id for citation in lesson.citations}
    cited |= {citation.id for question in questions for citation in question.citations}
    cited |= {citation.id for entry in course.entries(lesson) for citation in entry.citations}
    return _REST + _QUESTION * len({*asked} - folded) + _ANSWER * len(asked) + _SOURCE * len(cited)


def _before(glance: _Glance, begins: re.Pattern[str]) -> int | None:
    """The words before the heading of the thing to do, in 100; None without such a heading."""
    before = 0
    for passage in glance.seen:
        if passage.kind == "heading" and begins.match(passage.plain.strip()):
            return _percent(before, glance.words)
        before += len(_WORDS.findall(passage.plain)) if passage.kind != "picture" else 0
    return None


def _feedback(question: Question) -> Iterator[int]:
    """The words of each feedback of a question."""
    for text in question.texts:
        if text.role == "feedback" and text.written:
            yield len(_WORDS.findall(prose.plain(text.written)))


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


ADVICE = (within_budget, budgets_of_modules)
