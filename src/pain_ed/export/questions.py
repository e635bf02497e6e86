"""The questions for other programs: GIFT, which learning platforms import, and a table for reviewers. No input or output."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

from pain_ed.course.model import Course, Lesson
from pain_ed.formats.question_types import Option
from pain_ed.formats.quiz import Question
from pain_ed.formats.sources import Source
from pain_ed.formats.text import CITATION
from pain_ed.page.references import fill_reference, short_name

_CITATIONS = re.compile(r"\[\^[^\[\]\s]+\](?:\s*\[\^[^\[\]\s]+\])*")
_TARGET = re.compile(r"(!?)\[([^\[\]]*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*)>?[^()]*\)(?:\{[^{}]*\})?")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.S)
# In Markdown, these end an address.
_IN_ADDRESS = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20"})
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


class Left:
    """What an export leaves out or turns into something else, each with the questions that it concerns."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, int]] = {}

    def note(self, what: str, question: str, count: int = 1) -> None:
        """Count something of a question that is left out."""
        if count:
            questions = self.found.setdefault(what, {})
            questions[question] = questions.get(question, 0) + count

    def lines(self, most: int | None = None) -> list[str]:
        """'hints: 3, of 2 questions (tea-boil, tea-leaf)'; where `most` is given, no more names than that."""
        lines = []
        for what, questions in self.found.items():
            names = [*questions][:most] + (["…"] if most and len(questions) > most else [])
            of = f"{len(questions)} question{'' if len(questions) == 1 else 's'} ({', '.join(names)})"
            total = sum(questions.values())
            lines.append(f"{what}: {of}" if total == len(questions) else f"{what}: {total}, of {of}")
        return lines


@dataclass(frozen=True)
class _Asked:
    """A question where it stands."""

    lesson: Lesson
    number: int
    question: Question


def _asked(course: Course, lessons: Iterable[str]) -> Iterator[_Asked]:
    """The questions of the lessons (all of them, where none is named), in the order of the course."""
    chosen = set(lessons)
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    for lesson in course.lessons:
        if lesson.id in quizzes and (not chosen or lesson.id in chosen):
            for number, question in enumerate(quizzes[lesson.id].questions, start=1):
                yield _Asked(lesson, number, question)


def count(course: Course, lessons: Iterable[str] = ()) -> int:
    """How many questions an export of these lessons holds."""
    return sum(1 for _ in _asked(course, lessons))


class _Text:
    """Makes the texts of a question readable where there are no pages around it."""

    def __init__(self, course: Course, left: Left) -> None:
        self.course, self.words, self.left = course, course.config.words, left
        self.sources = {source.id: source for source in course.sources}

    def __call__(self, text: str, asked: _Asked) -> str:
        """Inline Markdown with names for citations, and with links that lead somewhere from anywhere."""
        text = _outside_code(text, lambda part: _TARGET.sub(lambda match: self._target(match, asked), part))
        return _CITATIONS.sub(self._names, text)

    def _names(self, match: re.Match[str]) -> str:
        cited = (self.sources[id] for id in CITATION.findall(match[0]))
        return f"({'; '.join(map(self._name, cited))})"

    def _name(self, source: Source) -> str:
        name = short_name(source, self.words)
        return name if source.csl.get("author") else f"{source.csl['title']} {name}".rstrip()

    def _target(self, match: re.Match[str], asked: _Asked) -> str:
        picture, label, target = match.groups()
        if picture:
            self.left.note("pictures (what they show is told)", asked.question.id)
            return label
        if _ELSEWHERE.match(target):
            return f"[{label}]({target.translate(_IN_ADDRESS)})"
        if not self.course.config.address:
            self.left.note("links to pages of the course (mkdocs.yml names no site_url)", asked.question.id)
            return label
        return f"[{label}]({self.address(target, asked.lesson).translate(_IN_ADDRESS)})"

    def address(self, target: str, lesson: Lesson) -> str:
        """The address of what a link in a lesson's quiz leads to."""
        path, mark, anchor = target.partition("#")
        here = lesson.file.partition("/")[2]
        return self.course.url(normpath(join(dirname(here), path)) if path else here) + mark + anchor

    def passage(self, asked: _Asked) -> tuple[str, str]:
        """Heading and address of the passage that answers a question; the file, where the course has no address."""
        lesson, anchor = asked.lesson, asked.question.reread
        return self.course.passage(lesson, anchor), self.address(
            f"#{anchor}", lesson
        ) if self.course.config.address else f"{lesson.file}#{anchor}"

    def references(
        self,
        question: Question,
        plain: Callable[[str], str] = str,
        link: Callable[[str, str], str] = lambda label, _: label,
    ) -> list[str]:
        """The sources of a question as a list of references, each with what kind of source it is.

        Args:
            question: whose sources.
            plain: what to make of words.
            link: what to make of the words of a link, and of its address.
        """
        references = []
        for id in dict.fromkeys(citation.id for citation in question.citations):
            element = Element("p")
            fill_reference(element, self.sources[id], self.words)
            parts = [plain(element.text or "")]
            for child in element:
                label = child.text or ""
                parts += [
                    link(label, child.attrib["href"]) if child.tag == "a" else plain(f"[{label}]"),
                    plain(child.tail or ""),
                ]
            references.append("".join(parts).strip())
        return references


def _outside_code(text: str, change: Callable[[str], str]) -> str:
    parts, end = [], 0
    for match in _CODE.finditer(text):
        parts += (change(text[end : match.start()]), match[0])
        end = match.end()
    return "".join([*parts, change(text[end:])])


# --- GIFT -------------------------------------------------------------------------------------------------------------
# https://docs.moodle.org/en/GIFT_format, and as Moodle reads it: question/format/gift/format.php.

_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\:#={}~"} | {"\n": "\\n"})
# A reader stands such names in for escaped signs while it works, and would take ours for its own.
_PLACEHOLDER = re.compile(r"&&(?=0\d\d;)")
# What begins a heading, a list, a quotation, a definition or a line across at the start of a text in Markdown; in a quiz it is none of them.
_BLOCK = re.compile(r"^(\d*)(?=[#>]|[-+*](?:\s|$|[-*]+$)|~~~|\*?\[[^\[\]]*\]:|(?<=\d)[.)]\s)")
_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def gift(course: Course, lessons: Iterable[str] = ()) -> tuple[str, Left]:
    """The questions in the GIFT format, with texts in Markdown; a category for each lesson.

    Args:
        course: a course without errors.
        lessons: ids of lessons; none for all of them.

    Returns:
        The file's text, and what it leaves out, which its first lines name as well.
    """
    left = Left()
    text = _Text(course, left)
    titles = course.module_titles
    parts = []
    for lesson, asked in groupby(_asked(course, lessons), lambda one: one.lesson):
        names = (course.config.name, titles.get(lesson.module, lesson.module), lesson.title)
        # A slash parts the names of categories, and two are one that is meant.
        parts.append("$CATEGORY: " + "/".join(_one_line(name).replace("/", "//") for name in names if name))
        parts += (_gift_question(one, text, left) for one in asked)
    head = ["// Questions in the GIFT format, made by pain-ed."]
    head += (f"// Left out: {line}" for line in left.lines())
    return "\n\n".join(["\n".join(head), *parts]) + "\n", left


def _gift_question(asked: _Asked, text: _Text, left: Left) -> str:
    question = asked.question
    left.note("hints", question.id, len(question.hints))
    left.note("asking how sure the reader is", question.id, question.confidence)
    prompt = _paragraphs(text(question.prompt, asked))
    if question.kind.ordered:
        left.note("putting in order (each item is to be matched with its number)", question.id)
        prompt += f"\n\n{text.words['put-in-order']}"
    tags = [question.objective, *([question.concept] if question.concept else [])]
    lines = [
        f"// [id:{question.id}] " + " ".join(f"[tag:{tag}]" for tag in tags),
        f"::{question.id}::[markdown]{_escape(prompt)}{{",
        *(f"\t{line}" for line in _ANSWERS[question.kind.gift](asked, text)),
        f"\t####{_field(_general_feedback(asked, text))}",
        "}",
    ]
    return "\n".join(lines)


def _choices(asked: _Asked, text: _Text) -> Iterator[str]:
    question = asked.question
    right = sum(option.correct for option in question.options)
    wrong = len(question.options) - right
    for option in question.options:
        if question.kind.control == "radio":
            sign = "=" if option.correct else "~"
        else:
            # Ticking all that fit gives everything, and ticking all there is gives nothing.
            sign = f"~%{_percent(100 / right if option.correct else -100 / wrong)}%"
        yield sign + _field(_paragraphs(text(option.text, asked))) + _comment(option, asked, text)


def _percent(number: float) -> str:
    # From five decimals on Moodle takes a third for a third (question_bank::fraction_options).
    return f"{number:.5f}".rstrip("0").rstrip(".")


def _true_false(asked: _Asked, text: _Text) -> Iterator[str]:
    right, wrong = sorted(asked.question.options, key=lambda option: not option.correct)
    # What those are told who are wrong comes first.
    yield right.text.upper() + _comment(wrong, asked, text) + _comment(right, asked, text)


def _comment(option: Option, asked: _Asked, text: _Text) -> str:
    return f"#{_field(_paragraphs(text(option.feedback, asked)))}"


def _pairs(asked: _Asked, text: _Text) -> Iterator[str]:
    for item, side, _ in _sides(asked, text):
        # The left side ends at the first arrow; the right side is plain text.
        yield f"={_field(_paragraphs(item)).replace('->', '-&gt;')} -> {_escape(side)}"


def _sides(asked: _Asked, text: _Text) -> Iterator[tuple[str, str, Option]]:
    """The items of an order or a match, each with what belongs to it."""
    for index, option in enumerate(asked.question.options, start=1):
        yield text(option.text, asked), _one_line(asked.question.kind.belongs(option, index)), option


_ANSWERS = {"choice": _choices, "true-false": _true_false, "matching": _pairs}


def _general_feedback(asked: _Asked, text: _Text) -> str:
    """What is told after every answer, in Markdown; among it what GIFT has no other index for."""
    question = asked.question
    blocks = []
    if question.kind.gift == "matching":
        items = _sides(asked, text)
        blocks.append(
            _list(
                f"{_one_line(item)} – {_markdown(side)}: {_one_line(text(option.feedback, asked))}"
                for item, side, option in items
            )
        )
    if question.explanation:
        blocks.append(_paragraphs(text(question.explanation, asked)))
    heading, address = text.passage(asked)
    blocks.append(
        f"{text.words['reread']} {_link(heading, address) if text.course.config.address else _markdown(heading)}"
    )
    if references := text.references(question, _markdown, _link):
        blocks += [f"{text.words['sources']}:", _list(references)]
    return "\n\n".join(blocks)


def _field(markdown: str) -> str:
    """Markdown as it stands in the file where it takes the format of the question."""
    text = _escape(markdown)
    # These would be read as a format and as a weight.
    return f"[markdown]{text}" if text.startswith(("[", "%")) else text


def _escape(text: str) -> str:
    return _PLACEHOLDER.sub("&amp;&", text).translate(_ESCAPED)


def _paragraphs(text: str) -> str:
    """Inline Markdown of a quiz as Markdown of its own, in which it is still nothing but running text."""
    return "\n\n".join(_BLOCK.sub(r"\1\\", _one_line(part)) for part in re.split(r"\n[ \t]*\n", text.strip()))


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _link(label: str, address: str) -> str:
    return f"[{_markdown(label)}]({address.translate(_IN_ADDRESS)})"


def _markdown(plain: str) -> str:
    """Plain text as Markdown."""
    return _MARKUP.sub(r"\\\1", plain)


def _one_line(text: str) -> str:
    # Not str.split: a no-break space is there to stay.
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


# --- CSV --------------------------------------------------------------------------------------------------------------

COLUMNS = (
    "lesson", "module", "question", "number", "type", "prompt", "option", "belongs to", "fits", "feedback", "hints", "explanation",
    "asks how sure", "objective", "concept", "sources", "read again", "address", "comment",
)  # fmt: skip
"""Of the table for reviewers; `comment` is theirs to fill."""

# A spreadsheet computes what begins with one of these, also in their wide forms (https://owasp.org/www-community/attacks/CSV_Injection).
_COMPUTED = tuple("=+-@\t\r\n＝＋－＠'")


def table(course: Course, lessons: Iterable[str] = ()) -> tuple[str, Left]:
    """The questions as CSV (RFC 4180) for spreadsheets, with a line for each option, item or pair.

    An apostrophe stands before what a spreadsheet would compute, and before a text that begins with an apostrophe.

    Args:
        course: a course without errors.
        lessons: ids of lessons; none for all of them.

    Returns:
        The file's text, to be written as UTF-8 (it begins with a byte order mark, by which Excel knows that), and what it leaves
        out.
    """
    left = Left()
    text = _Text(course, left)
    titles = course.module_titles
    ideas = {concept.id: concept.idea for concept in course.concepts}
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for asked in _asked(course, lessons):
        lesson, question = asked.lesson, asked.question
        heading, address = text.passage(asked)
        objective = next(
            (objective.text for objective in lesson.objectives if objective.id == question.objective),
            question.objective,
        )
        concept = f"{question.concept}: {ideas[question.concept]}" if question.concept in ideas else question.concept
        hints, sources = (text(hint, asked) for hint in question.hints), text.references(question)
        before = (
            lesson.title,
            titles.get(lesson.module, lesson.module),
            question.id,
            str(asked.number),
            question.type,
            text(question.prompt, asked),
        )
        after = (
            "\n".join(hints), text(question.explanation, asked), "yes" if question.confidence else "no",
            objective, concept, "\n".join(sources), heading, address, "",
        )  # fmt: skip
        for index, option in enumerate(question.options, start=1):
            belongs = question.kind.belongs(option, index)
            own = course.config.words[option.text] if question.kind.statement else text(option.text, asked)
            row = *before, own, belongs, "yes" if option.correct else "no", text(option.feedback, asked), *after
            writer.writerow(f"'{cell}" if cell.startswith(_COMPUTED) else cell for cell in row)
    return f"\ufeff{file.getvalue()}", left
