"""The questions as a table for reviewers. No input or output."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from pain_ed.course.model import Course
from pain_ed.export.questions import Omissions, Texts, placed_questions

COLUMNS = (
    "lesson", "module", "question", "number", "type", "prompt", "option", "belongs to", "fits", "feedback", "hints",
    "explanation", "asks how sure", "objective", "concept", "sources", "read again", "address", "comment",
)  # fmt: skip
"""Of the table for reviewers; `comment` is theirs to fill."""

# A spreadsheet computes what begins with one of these, also in their wide forms
# (https://owasp.org/www-community/attacks/CSV_Injection).
_COMPUTED = tuple("=+-@\t\r\n＝＋－＠'")


def table(course: Course, lessons: Iterable[str] = ()) -> tuple[str, Omissions]:
    """The questions as CSV (RFC 4180) for spreadsheets, with a line for each option, item or pair.

    An apostrophe stands before what a spreadsheet would compute, and before a text that begins with an apostrophe.

    Args:
        course: a course without errors.
        lessons: ids of lessons; none for all of them.

    Returns:
        The file's text, to be written as UTF-8 (it begins with a byte order mark, by which Excel knows that), and what
        it leaves out.
    """
    omissions = Omissions()
    text = Texts(course, omissions)
    titles = course.module_titles
    ideas = {concept.id: concept.idea for concept in course.concepts}
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for placed in placed_questions(course, lessons):
        lesson, question = placed.lesson, placed.question
        heading, address = text.passage(placed)
        objective = next(
            (objective.text for objective in lesson.objectives if objective.id == question.objective),
            question.objective,
        )
        concept = f"{question.concept}: {ideas[question.concept]}" if question.concept in ideas else question.concept
        hints, sources = (text(hint, placed) for hint in question.hints), text.references(question)
        before = (
            lesson.title,
            titles.get(lesson.module, lesson.module),
            question.id,
            str(placed.number),
            question.type,
            text.prompt(placed),
        )
        after = (
            "\n".join(hints), text(question.explanation, placed), "yes" if question.confidence else "no",
            objective, concept, "\n".join(sources), heading, address, "",
        )  # fmt: skip
        for index, option in enumerate(question.options, start=1):
            belongs = question.kind.belongs(option, index)
            own = course.config.words[option.text] if question.kind.statement else text(option.text, placed)
            row = *before, own, belongs, "yes" if option.correct else "no", text(option.feedback, placed), *after
            writer.writerow(f"'{cell}" if cell.startswith(_COMPUTED) else cell for cell in row)
    return f"\ufeff{file.getvalue()}", omissions
