"""The questions of a course with texts that can be read where there are no pages around them: what GIFT and CSV
share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

from pain_ed.course.model import Course, Lesson
from pain_ed.formats.quiz import Question
from pain_ed.formats.sources import Source
from pain_ed.formats.text import CITATION
from pain_ed.page.references import fill_reference, short_name

_CITATIONS = re.compile(r"\[\^[^\[\]\s]+\](?:\s*\[\^[^\[\]\s]+\])*")
_TARGET = re.compile(r"(!?)\[([^\[\]]*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*)>?[^()]*\)(?:\{[^{}]*\})?")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
# In Markdown, these end an address.
IN_ADDRESS = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20"})
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


class Omissions:
    """What an export leaves out or turns into something else, each with the questions that it concerns."""

    def __init__(self) -> None:
        self.noted: dict[str, dict[str, int]] = {}

    def note(self, what: str, question: str, count: int = 1) -> None:
        """Count something of a question that is left out."""
        if count:
            questions = self.noted.setdefault(what, {})
            questions[question] = questions.get(question, 0) + count

    def lines(self, most: int | None = None) -> list[str]:
        """'hints: 3, of 2 questions (tea-boil, tea-leaf)'; where `most` is given, no more names than that."""
        lines = []
        for what, questions in self.noted.items():
            names = [*questions][:most] + (["…"] if most and len(questions) > most else [])
            of = f"{len(questions)} question{'' if len(questions) == 1 else 's'} ({', '.join(names)})"
            total = sum(questions.values())
            lines.append(f"{what}: {of}" if total == len(questions) else f"{what}: {total}, of {of}")
        return lines


@dataclass(frozen=True)
class Placed:
    """A question where it stands."""

    lesson: Lesson
    number: int
    question: Question


def placed_questions(course: Course, lessons: Iterable[str] = ()) -> Iterator[Placed]:
    """The questions of the lessons (all of them, where none is named), in the order of the course."""
    chosen = set(lessons)
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    for lesson in course.lessons:
        if lesson.id in quizzes and (not chosen or lesson.id in chosen):
            for number, question in enumerate(quizzes[lesson.id].questions, start=1):
                yield Placed(lesson, number, question)


def count(course: Course, lessons: Iterable[str] = ()) -> int:
    """How many questions an export of these lessons holds."""
    return len(list(placed_questions(course, lessons)))


_PICTURES = "pictures (what they show is told)"


class Texts:
    """Makes the texts of a question readable where there are no pages around it."""

    def __init__(self, course: Course, omissions: Omissions) -> None:
        self.course, self.words, self.omissions = course, course.config.words, omissions
        self.sources = {source.id: source for source in course.sources}

    def __call__(self, text: str, placed: Placed) -> str:
        """Inline Markdown with names for citations, and with links that lead somewhere from anywhere."""
        text = _outside_code(text, lambda part: _TARGET.sub(lambda match: self._target(match, placed), part))
        return _CITATIONS.sub(self._names, text)

    def prompt(self, placed: Placed) -> str:
        """The prompt, and below it what its picture shows."""
        prompt, image = self(placed.question.prompt, placed), placed.question.image
        if image is None:
            return prompt
        self.omissions.note(_PICTURES, placed.question.id)
        return f"{prompt}\n\n{image.alt}"

    def _names(self, match: re.Match[str]) -> str:
        cited = (self.sources[id] for id in CITATION.findall(match[0]))
        return f"({'; '.join(map(self._name, cited))})"

    def _name(self, source: Source) -> str:
        name = short_name(source, self.words)
        return name if source.csl.get("author") else f"{source.csl['title']} {name}".rstrip()

    def _target(self, match: re.Match[str], placed: Placed) -> str:
        picture, label, target = match.groups()
        if picture:
            self.omissions.note(_PICTURES, placed.question.id)
            return label
        if _ELSEWHERE.match(target):
            return f"[{label}]({target.translate(IN_ADDRESS)})"
        if not self.course.config.address:
            self.omissions.note("links to pages of the course (mkdocs.yml names no site_url)", placed.question.id)
            return label
        return f"[{label}]({self.address(target, placed.lesson).translate(IN_ADDRESS)})"

    def address(self, target: str, lesson: Lesson) -> str:
        """The address of what a link in a lesson's quiz leads to."""
        path, mark, anchor = target.partition("#")
        here = lesson.file.partition("/")[2]
        return self.course.url(normpath(join(dirname(here), path)) if path else here) + mark + anchor

    def passage(self, placed: Placed) -> tuple[str, str]:
        """Heading and address of the passage that answers a question; the file, where the course has no address."""
        lesson, anchor = placed.lesson, placed.question.reread
        return self.course.passage(lesson, anchor), self.address(
            f"#{anchor}", lesson
        ) if self.course.config.address else f"{lesson.file}#{anchor}"

    def references(
        self,
        question: Question,
        as_text: Callable[[str], str] = str,
        link: Callable[[str, str], str] = lambda label, _: label,
    ) -> list[str]:
        """The sources of a question as a list of references, each with what kind of source it is.

        Args:
            question: whose sources.
            as_text: what to make of words.
            link: what to make of the words of a link, and of its address.
        """
        references = []
        for id in dict.fromkeys(citation.id for citation in question.citations):
            element = Element("p")
            fill_reference(element, self.sources[id], self.words)
            parts = [as_text(element.text or "")]
            for child in element:
                label = child.text or ""
                parts += [
                    link(label, child.attrib["href"]) if child.tag == "a" else as_text(f"[{label}]"),
                    as_text(child.tail or ""),
                ]
            references.append("".join(parts).strip())
        return references


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts: list[str] = []
    end = 0
    for match in _CODE.finditer(text):
        parts += (change(text[end : match.start()]), match[0])
        end = match.end()
    return "".join([*parts, change(text[end:])])


def one_line(text: str) -> str:
    """A text without line breaks."""
    # Not str.split: a no-break space is there to stay.
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
