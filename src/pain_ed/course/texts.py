"""The one visitor of all texts of a course: of its pages, its lessons' front matter, its quizzes and its registries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from pain_ed.course.model import Course, Lesson
from pain_ed.course.wings import wings
from pain_ed.diagnostics.problems import Location
from pain_ed.formats.quiz import Question, Quiz
from pain_ed.markdown import prose
from pain_ed.markdown.page import Page
from pain_ed.markdown.prose import Passage


@dataclass(frozen=True, slots=True)
class Text:
    """Something that a reader is told."""

    written: str
    """As it stands in its file."""
    role: str
    """`page`, or what it is in its file: title, summary, objective, prompt, hint, option, match, feedback …"""
    at: Callable[[int], Location]
    """From an offset in it to its place. A text in YAML is known by its start alone."""
    file: str = ""
    """The page that a link in it is relative to; empty for a text that holds none, or stands on no page."""
    markdown: bool = False
    """Whether it may hold Markdown; otherwise it is shown letter by letter."""
    refused: bool = False
    """Whether it is there to be refused, such as an option that does not fit."""

    @property
    def visible(self) -> str:
        """With spaces for its comments and code."""
        return prose.visible(self.written)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Its words, with spaces for all that is not. A page has many passages, any other text is one."""
        if self.role == "page":
            return prose.passages(self.written)
        return (Passage("text", 0, prose.plain(self.written), "", 0, folded=False, quotation=self.refused),)


Wanted = Callable[[str], bool]
"""Whether a text holds what is looked for. It is asked of many texts, joined by line ends, before it is asked of each:
a large course has a hundred thousand, and most rules look for something that few of them hold."""


def holding(parts: Collection[str]) -> Wanted:
    """Wants the texts that hold one of some parts, which are `prose.squeezed`."""

    def wanted(text: str) -> bool:
        text = prose.squeezed(text)
        return any(part in text for part in parts)

    return wanted


def texts(course: Course, wanted: Wanted = bool) -> Iterator[Text]:
    """All texts of a course that are wanted: without a second argument, all that are not empty."""
    for page in course.all_pages:
        if wanted(page.body):
            yield Text(page.body, "page", _in_page(page), page.file, markdown=True)
    files = {lesson.id: lesson.file for lesson in course.lessons}
    for text in _front_matter(course.lessons):
        if wanted(text.written):
            yield text
    for quiz in course.quizzes:
        wholes = [question.whole for question in quiz.questions]
        if wanted("\n".join(wholes)):
            for question, whole in zip(quiz.questions, wholes, strict=True):
                if wanted(whole):
                    for text in question_texts(question, files.get(quiz.id, "")):
                        if wanted(text.written):
                            yield text
    for term in course.terms:
        if wanted(term.definition):
            yield Text(term.definition, "definition", always(term.location))
    for sign in course.signs.signs:
        for role, written in (("sign", sign.words), ("suspect", sign.suspect)):
            if written and wanted(written):
                yield Text(written, role, always(sign.location))
    for country in course.signs.countries:
        for written in (country.emergency, country.crisis):
            if wanted(written):
                yield Text(written, "numbers", always(country.location))
    for wing in wings():
        for text in wing.texts(course):
            if wanted(text.written):
                yield text


def everything(pages: Iterable[Page], quizzes: Iterable[Quiz]) -> str:
    """What pages and quizzes say, in one string to search."""
    questions = (question.whole for quiz in quizzes for question in quiz.questions)
    return "\n".join([*(page.body for page in pages), *questions])


def question_texts(question: Question, file: str = "") -> Iterator[Text]:
    """The texts of a question that stands in the page `file`."""
    for text in question.texts:
        yield Text(text.written, text.role, always(text.location), file, markdown=True, refused=text.refused)


def _front_matter(lessons: Iterable[Lesson]) -> Iterator[Text]:
    for lesson in lessons:
        for key in ("title", "summary", "key_message", "handing_over"):
            yield Text(getattr(lesson, key), key, always(lesson.locations.get(key, lesson.location)))
        for objective in lesson.objectives:
            yield Text(objective.text, "objective", always(objective.location))


def always(location: Location) -> Callable[[int], Location]:
    """The `at` of a text that is known by its start."""
    return lambda offset: location


def _in_page(page: Page) -> Callable[[int], Location]:
    return lambda offset: prose.location(page, offset)
