"""The blocks of the core: quizzes, and lists that are made from the whole course."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from pymdownx.blocks.block import type_boolean, type_string

from pain_ed.course.config import read_config
from pain_ed.diagnostics import examples
from pain_ed.diagnostics.problems import line
from pain_ed.formats.fields import Parsed
from pain_ed.formats.paths import CONFIG, QUIZZES, SAFETY
from pain_ed.formats.quiz import Quiz, read_quiz
from pain_ed.formats.signs import FOR_CLINICIANS
from pain_ed.formats.text import KEBAB
from pain_ed.markdown.blocks import Block
from pain_ed.page import lists
from pain_ed.page.drawing import Drawing, PageBlock
from pain_ed.page.elements import problem
from pain_ed.page.formats import fill_format
from pain_ed.page.glossary import fill_glossary
from pain_ed.page.questions import answer, fill_form
from pain_ed.page.signs import fill_signs


def _strings(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise ValueError("not a list")
    return [type_string(item) for item in value]


def _quiz(drawing: Drawing, name: str) -> Parsed[Quiz]:
    if not KEBAB.fullmatch(name):  # `../elsewhere`
        return Parsed(None, [], whole=False)
    return drawing.read(f"{QUIZZES}/{name}.yml", read_quiz)


class QuizBlock(PageBlock):
    """`/// quiz | name`, with the options `questions: [id, …]` and `fold: true`."""

    NAME = "quiz"
    ARGUMENT = True
    OPTIONS = {"questions": (None, _strings), "fold": (False, type_boolean)}  # noqa: RUF012 - as pymdownx wants it
    TAG = "form"

    def draw(self, element: Element, drawing: Drawing) -> None:
        """Fill the form, and leave the answers to its questions for the end of the page."""
        parsed = _quiz(drawing, self.argument)
        named = self.options["questions"]
        numbered = enumerate(parsed.value.questions if parsed.value else (), start=1)
        questions = [(number, question) for number, question in numbered if named is None or question.id in named]
        if not questions:
            where = line(parsed.problems[0]) if parsed.problems else f"{QUIZZES}/{self.argument}.yml"
            problem(element, drawing.words["problem"].format(where))
            return
        config = drawing.read(CONFIG, read_config).value
        report = partial(config.report.address, self.argument) if config and config.report else None
        fill_form(element, questions, drawing.words, drawing.inline, report, fold=self.options["fold"])
        drawing.lesson = self.argument
        drawing.answers += [answer(question, number, drawing.words, drawing.inline) for number, question in questions]

    @staticmethod
    def cited(block: Block, drawing: Drawing) -> Iterable[str]:
        """The sources that its questions cite."""
        quiz = _quiz(drawing, block.id).value
        named = {ref.id for ref in block.options["questions"]} if "questions" in block.options else None
        for question in quiz.questions if quiz else ():
            if named is None or question.id in named:
                yield from (citation.id for citation in question.citations)


class _ListBlock(PageBlock):
    def attributes(self) -> dict[str, str]:
        return {"class": f"pe-{self.NAME}", "data-search-exclude": ""}


class SourcesBlock(_ListBlock):
    """`/// sources`: every source, its appraisal, and where it is cited. For a page that stands directly in docs/."""

    NAME = "sources"

    def draw(self, element: Element, drawing: Drawing) -> None:
        lists.fill_sources(element, drawing.course(), drawing.words)


class LessonsBlock(_ListBlock):
    """`/// lessons`: an overview of every lesson, for those who hand them on. For a page in a folder of docs/."""

    NAME = "lessons"

    def draw(self, element: Element, drawing: Drawing) -> None:
        lists.fill_lessons(element, drawing.course(), drawing.words)


class ModuleBlock(_ListBlock):
    """`/// module | folder`: the lessons of a module with their times. For a page in a folder of docs/."""

    NAME = "module"
    ARGUMENT = True

    def draw(self, element: Element, drawing: Drawing) -> None:
        lessons = [lesson for lesson in drawing.course().lessons if lesson.module == self.argument]
        lists.fill_module(element, lessons, drawing.words)


class GlossaryBlock(_ListBlock):
    """`/// glossary`: every term and its meaning. For docs/glossary.md, to which the terms in lessons lead."""

    NAME = "glossary"

    def draw(self, element: Element, drawing: Drawing) -> None:
        fill_glossary(element, drawing.course().terms, drawing.words)


class SignsBlock(PageBlock):
    """`/// signs | now`: the signs of an urgency, of a place, `by-place` or `for-clinicians`; or `numbers` to ring."""

    NAME = "signs"
    ARGUMENT = True

    def attributes(self) -> dict[str, str]:
        """As for other lists; but readers search for signs."""
        return {"class": "pe-list", "data-list": self.argument}

    def draw(self, element: Element, drawing: Drawing) -> None:
        """Fill the list."""
        fill_signs(element, self.argument, drawing.signs(), drawing.words, drawing.inline)

    @staticmethod
    def cited(block: Block, drawing: Drawing) -> Iterable[str]:
        """The sources of the signs, where it shows them."""
        if block.id == FOR_CLINICIANS:
            yield from (source.id for sign in drawing.signs().signs for source in sign.sources)


class RulesBlock(_ListBlock):
    """`/// rules`: every rule of `pain-ed check`, with an example. For the contributors' guide."""

    NAME = "rules"

    def draw(self, element: Element, drawing: Drawing) -> None:
        lists.fill_rules(element, examples.groups(safety=(drawing.root / SAFETY).exists()))


class FormatBlock(_ListBlock):
    """`/// format | quiz`: the keys of a file that authors write. For the contributors' guide."""

    NAME = "format"
    ARGUMENT = True

    def draw(self, element: Element, drawing: Drawing) -> None:
        fill_format(element, self.argument)


BLOCKS = (QuizBlock, SourcesBlock, LessonsBlock, ModuleBlock, GlossaryBlock, SignsBlock, RulesBlock, FormatBlock)
