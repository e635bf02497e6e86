"""The questions in the GIFT format, which learning platforms import. No input or output.

https://docs.moodle.org/en/GIFT_format, and as Moodle reads it: question/format/gift/format.php.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from pain_ed.course.model import Course
from pain_ed.export.questions import IN_ADDRESS, Omissions, Placed, Texts, one_line, placed_questions
from pain_ed.formats.question_types import Option

_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\:#={}~"} | {"\n": "\\n"})
# A reader stands such names in for escaped signs while it works, and would take ours for its own.
_PLACEHOLDER = re.compile(r"&&(?=0\d\d;)")
# What begins a heading, a list, a quotation, a definition or a line across at the start of a text in Markdown; in a
# quiz it is none of them.
_BLOCK = re.compile(r"^(\d*)(?=[#>]|[-+*](?:\s|$|[-*]+$)|~~~|\*?\[[^\[\]]*\]:|(?<=\d)[.)]\s)")
_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def gift(course: Course, lessons: Iterable[str] = ()) -> tuple[str, Omissions]:
    """The questions in the GIFT format, with texts in Markdown; a category for each lesson.

    Args:
        course: a course without errors.
        lessons: ids of lessons; none for all of them.

    Returns:
        The file's text, and what it leaves out, which its first lines name as well.
    """
    omissions = Omissions()
    text = Texts(course, omissions)
    titles = course.module_titles
    parts = []
    for lesson, group in groupby(placed_questions(course, lessons), lambda placed: placed.lesson):
        names = (course.config.name, titles.get(lesson.module, lesson.module), lesson.title)
        # A slash parts the names of categories, and two are one that is meant.
        parts.append("$CATEGORY: " + "/".join(one_line(name).replace("/", "//") for name in names if name))
        parts += (_question(placed, text, omissions) for placed in group)
    head = ["// Questions in the GIFT format, made by pain-ed."]
    head += (f"// Left out: {line}" for line in omissions.lines())
    return "\n\n".join(["\n".join(head), *parts]) + "\n", omissions


def _question(placed: Placed, text: Texts, omissions: Omissions) -> str:
    question = placed.question
    omissions.note("hints", question.id, len(question.hints))
    omissions.note("asking how sure the reader is", question.id, question.confidence)
    prompt = _paragraphs(text.prompt(placed))
    if question.kind.ordered:
        omissions.note("putting in order (each item is to be matched with its number)", question.id)
        prompt += f"\n\n{text.words['put-in-order']}"
    tags = [question.objective, *([question.concept] if question.concept else [])]
    lines = [
        f"// [id:{question.id}] " + " ".join(f"[tag:{tag}]" for tag in tags),
        f"::{question.id}::[markdown]{_escape(prompt)}{{",
        *(f"\t{line}" for line in _ANSWERS[question.kind.gift](placed, text)),
        f"\t####{_field(_general_feedback(placed, text))}",
        "}",
    ]
    return "\n".join(lines)


def _choices(placed: Placed, text: Texts) -> Iterator[str]:
    question = placed.question
    right = sum(option.correct for option in question.options)
    wrong = len(question.options) - right
    for option in question.options:
        if question.kind.control == "radio":
            sign = "=" if option.correct else "~"
        else:
            # Ticking all that fit gives everything, and ticking all there is gives nothing.
            sign = f"~%{_percent(100 / right if option.correct else -100 / wrong)}%"
        yield sign + _field(_paragraphs(text(option.text, placed))) + _comment(option, placed, text)


def _percent(number: float) -> str:
    # From five decimals on Moodle takes a third for a third (question_bank::fraction_options).
    return f"{number:.5f}".rstrip("0").rstrip(".")


def _true_false(placed: Placed, text: Texts) -> Iterator[str]:
    right, wrong = sorted(placed.question.options, key=lambda option: not option.correct)
    # What those are told who are wrong comes first.
    yield right.text.upper() + _comment(wrong, placed, text) + _comment(right, placed, text)


def _comment(option: Option, placed: Placed, text: Texts) -> str:
    return f"#{_field(_paragraphs(text(option.feedback, placed)))}"


def _pairs(placed: Placed, text: Texts) -> Iterator[str]:
    for item, side, _ in _sides(placed, text):
        # The left side ends at the first arrow; the right side is plain text.
        yield f"={_field(_paragraphs(item)).replace('->', '-&gt;')} -> {_escape(side)}"


def _sides(placed: Placed, text: Texts) -> Iterator[tuple[str, str, Option]]:
    """The items of an order or a match, each with what belongs to it."""
    for index, option in enumerate(placed.question.options, start=1):
        yield text(option.text, placed), one_line(placed.question.kind.belongs(option, index)), option


_ANSWERS = {"choice": _choices, "true-false": _true_false, "matching": _pairs}


def _general_feedback(placed: Placed, text: Texts) -> str:
    """What is told after every answer, in Markdown; among it what GIFT has no other place for."""
    question = placed.question
    blocks = []
    if question.kind.gift == "matching":
        items = _sides(placed, text)
        blocks.append(
            _list(
                f"{one_line(item)} – {_markdown(side)}: {one_line(text(option.feedback, placed))}"
                for item, side, option in items
            )
        )
    if question.explanation:
        blocks.append(_paragraphs(text(question.explanation, placed)))
    heading, address = text.passage(placed)
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
    return "\n\n".join(_BLOCK.sub(r"\1\\", one_line(part)) for part in re.split(r"\n[ \t]*\n", text.strip()))


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _link(label: str, address: str) -> str:
    return f"[{_markdown(label)}]({address.translate(IN_ADDRESS)})"


def _markdown(text: str) -> str:
    """Plain text as Markdown."""
    return _MARKUP.sub(r"\\\1", text)
