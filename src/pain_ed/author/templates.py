"""What `pain-ed new lesson` and `pain-ed new question` write. Each part that a person has to write says 'TO WRITE'."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import Any

from pain_ed.course.model import Course, Lesson
from pain_ed.formats import yaml
from pain_ed.formats.lesson import MAX_NUMBER
from pain_ed.formats.paths import DOCS, QUIZZES
from pain_ed.formats.question_types import TYPES
from pain_ed.formats.text import UNCHOSEN

TEMPLATE = f"{DOCS}/new-lesson.txt"
"""Where a course keeps the text with which its new lessons start; one without it takes BODY."""

BODY = """\
TO WRITE – what the lesson is about, in one or two sentences

## Key points

- TO WRITE – the main idea, in one sentence, with its source

## TO WRITE – a heading that says the first idea

TO WRITE – one idea, in short sentences, with its source

**Still open:** TO WRITE – what nobody knows yet, in one line
"""


def lesson(course: Course, folder: str, name: str, template: str, today: str) -> str:
    """A lesson that is sound but for the parts to write.

    Args:
        course: the course in which it will stand: its front matter has the keys that the others have.
        folder: the module's, from docs/.
        name: the lesson's id.
        template: the text after the front matter; `{lesson}` in it stands for the name.
        today: the day, as YYYY-MM-DD.

    Raises:
        ValueError: when no number is left for it.
    """
    others = course.lessons
    lines = [
        "---",
        "title: TO WRITE – the title",
        "summary: TO WRITE – what it is about, in one sentence",
        "minutes: 5",
        f"short: {_short(name, {other.short for other in others})}",
    ]
    if not others or any(other.number for other in others):
        # The next after all that were ever given: a number that was taken away may stand in a reader's code.
        number = max((other.number for other in others), default=0) + 1
        if number > MAX_NUMBER:
            raise ValueError(f"all numbers up to {MAX_NUMBER} are given to lessons, and no code can hold a higher one")
        lines.append(f"number: {number}")
    lines += ["objectives:", "  first-idea: TO WRITE – what the reader can do afterwards"]
    if course.concepts:
        lines.append("concepts: [TO WRITE – the id of what it teaches in docs/concepts.yml]")
    lines.append("source_documents: [TO WRITE – the id in docs/sources.yml of what it grew from]")
    optional = {
        "key_message": "the one sentence to take home",
        "handing_over": "what a clinician can say when giving it to someone",
        "do_not_claim": "what not to say with it",
    }
    lines += [
        f"{key}: TO WRITE – {what}" for key, what in optional.items() if any(getattr(other, key) for other in others)
    ]
    lines += [f"reviewed: {today}", "clinical_review: pending", "---", ""]
    body = template.replace("{lesson}", name)
    if course.config.help_page and posixpath.basename(course.config.help_page) not in body:
        page = next((page for page in course.pages if page.file == f"{DOCS}/{course.config.help_page}"), None)
        way = posixpath.relpath(course.config.help_page, folder)
        body += f"\n[{page.title if page else course.config.help_page}]({way})\n"
    if "/// quiz" not in body:
        body += f"\n## Questions\n\n/// quiz | {name}\n///\n"
    return "\n".join(lines) + body


def _short(name: str, taken: set[str]) -> str:
    """A short name that is free: the first words of the name, as few as will do."""
    words = name.split("-")
    shorts = ("-".join(words[:count]) for count in range(1, len(words) + 1))
    return next((short for short in shorts if short not in taken), f"{name}-lesson")


def quiz(lesson: Lesson, *, schema: bool) -> str:
    """A file with one question, for a lesson that has none.

    Args:
        lesson: the one that it belongs to.
        schema: whether quiz.schema.json stands beside it, for editors.
    """
    return "\n".join(
        [
            *(["# yaml-language-server: $schema=quiz.schema.json"] if schema else []),
            f"lesson: {lesson.id}",
            "questions:",
            *_indented(question(lesson, next(iter(TYPES)), f"{UNCHOSEN}{lesson.id}-1", ()), "  "),
            "",
        ]
    )


def question(lesson: Lesson, type: str, id: str, others: Iterable[Any]) -> list[str]:
    """The lines of a question that is sound but for the parts to write.

    Args:
        lesson: whose objectives and concepts it names; what no question tests yet comes first.
        type: a key of TYPES.
        id: its id.
        others: the questions that the lesson has, as YAML gives them.
    """
    others = [other for other in others if isinstance(other, dict)]
    objectives = _untested_first(
        [objective.id for objective in lesson.objectives], [other.get("objective") for other in others]
    )
    concepts = _untested_first([concept.id for concept in lesson.concepts], [other.get("concept") for other in others])
    return [
        f"- id: {id} # choose a telling name; it never changes again",
        f"  type: {type}",
        *([f"  objective: {_chosen(objectives)}"] if objectives else []),
        *([f"  concept: {_chosen(concepts)}"] if concepts else []),
        '  reread: "TO WRITE – # and the heading that answers it, in lower case with hyphens, like #key-points"',
        f"  prompt: TO WRITE – {TYPES[type].todo}",
        *_indented(TYPES[type].template.split("\n"), "  "),
    ]


def _untested_first(ids: list[str], tested: list[Any]) -> list[str]:
    return sorted(ids, key=lambda id: id in tested)


def _chosen(ids: list[str]) -> str:
    return f"{ids[0]} # or {', '.join(ids[1:])}" if len(ids) > 1 else ids[0]


def _indented(lines: Iterable[str], by: str) -> list[str]:
    return [f"{by}{line}" for line in lines]


def append_question(text: str, lesson: Lesson, type: str, taken: Iterable[str]) -> str | None:
    """A quiz file with one more question at the end of its list; all that stands there stays as it is.

    Args:
        text: the file.
        lesson: the one that it belongs to.
        type: a key of TYPES.
        taken: the ids of all questions of the course.

    Returns:
        The new text; None when the file is written in a way to which nothing can be added safely.
    """
    before = _plain(text)
    if not isinstance(before, dict) or not isinstance(before.get("questions"), list) or not before["questions"]:
        return None
    root = yaml.load(text, QUIZZES)[0]
    assert root and root.keys  # it holds questions
    last = root.value["questions"].value[-1]
    lines, line_end = text.split("\n"), _line_end(text)
    start = lines[last.line - 1][: last.column - 1]
    if not re.fullmatch(r" *- +", start):
        return None
    taken = set(taken)
    count = len(before["questions"])
    id = next(
        id
        for number in range(count + 1, count + len(taken) + 2)
        if (id := f"{UNCHOSEN}{lesson.id}-{number}") not in taken
    )
    new = question(lesson, type, id, before["questions"])
    end = min((line for line, _ in root.keys.values() if line > last.line), default=len(lines) + 1) - 1
    head, tail = "\n".join(lines[:end]), "\n".join(lines[end:])
    if tail:
        head += "\n"
    elif not head.endswith("\n"):
        head += line_end
    apart = "" if lines[last.line - 2].strip() else line_end  # as the questions before
    block = line_end.join([*_indented(new, start[: start.index("-")]), ""])
    after = f"{head}{apart}{block}{tail}"
    return after if _plain(after) == before | {"questions": [*before["questions"], *_plain("\n".join(new))]} else None


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _plain(text: str) -> Any:
    """The data of a YAML text; None when anything is wrong with it."""
    root, problems = yaml.load(text, "")
    return root.plain() if root and not problems else None


def add_to_navigation(text: str, folder: str, page: str) -> str | None:
    """mkdocs.yml with one more page at the end of a module; comments and all else stay as they are.

    Args:
        text: the file.
        folder: the module's, from docs/.
        page: the page's file, from docs/.

    Returns:
        The new text; None when the navigation is written in a way to which nothing can be added safely.
    """
    before = yaml.plain_yaml(text)
    if not isinstance(before, dict):
        return None
    entries = re.finditer(
        rf"^([ ]*- +)(?:[^#\n]*: +)?([\"']?){re.escape(folder)}/[^\s\"'#/]+\.md\2[ \t]*(?:#[^\r\n]*)?(?=\r?$)",
        text,
        re.M,
    )
    for entry in reversed(list(entries)):
        after = f"{text[: entry.end()]}{_line_end(text)}{entry[1]}{page}{text[entry.end() :]}"
        config = yaml.plain_yaml(after)
        if (
            isinstance(config, dict)
            and config.get("nav") != before.get("nav")
            and config | {"nav": _without(config.get("nav"), page)} == before
        ):
            return after
    return None


def _without(entry: Any, page: str) -> Any:
    """A navigation without one page."""
    if isinstance(entry, list):
        return [_without(part, page) for part in entry if part != page]
    return {title: _without(part, page) for title, part in entry.items()} if isinstance(entry, dict) else entry
