"""Pages and lessons: their front matter and their text."""

from __future__ import annotations

import datetime
import re

from pain_ed.course.model import Lesson
from pain_ed.diagnostics.problems import Code, Location, Problem
from pain_ed.formats.fields import KEBAB, Fields, Parsed, shown, unfit
from pain_ed.formats.model import Objective, Ref, slug
from pain_ed.formats.yaml import Node
from pain_ed.markdown.page import Page, front_matter, read_body


def read_page(text: str, file: str) -> Parsed[Page]:
    """Read a page of docs/: a Lesson when its module says so is for `lesson`; this is for any other page."""
    root, body, line, problems = front_matter(text, file)
    whole = not problems
    title = ""
    if root is not None:
        fields = Fields(root, "the front matter", problems)
        title = fields.text("title", required=False)
        _only_words(fields, root)
    content = read_body(body, file, line, problems)
    page = Page(
        id=_name(file), file=file, title=title or content.headline or _name(file), text=content, body=body, first=line
    )
    return Parsed(page, problems, whole)


def _only_words(fields: Fields, node: Node) -> None:
    """Nothing in the front matter of a page, whatever its keys are for, is more than words; and it chooses no other template."""
    if isinstance(node.value, dict):
        if "template" in node.value:
            fields.fail(
                Code.BAD_VALUE,
                node.location_of_key("template"),
                "'template' cannot be set for a page; take the line out",
            )
        children = [child for key, child in node.value.items() if key != "title"]
    else:
        children = node.value if isinstance(node.value, list) else []
    for child in children:
        if isinstance(child.value, str):
            for code, message in unfit(child.value, "the front matter", marked_up=False):
                fields.fail(code, child.location, message)
        _only_words(fields, child)


def is_module(text: str, file: str) -> bool:
    """Whether an index page says `kind: module` in its front matter."""
    root = front_matter(text, file)[0]
    node = root.value.get("kind") if root and isinstance(root.value, dict) else None
    return node is not None and node.value == "module"


def read_lesson(text: str, file: str) -> Parsed[Lesson]:
    """Read a lesson: a page of a module with its front matter."""
    root, body, line, problems = front_matter(text, file)
    if root is None:
        if not problems:
            problems.append(
                Problem(
                    Code.FRONT_MATTER_MISSING,
                    Location(file),
                    "the lesson does not start with front matter between two lines of '---'",
                )
            )
        root, whole = Node({}, "", file, 1, 1, {}), False
        fields = Fields(root, "the front matter", [])
    else:
        fields = Fields(root, "the front matter", problems)
        whole = True
    title, summary = fields.text("title"), fields.text("summary")
    minutes = fields.get("minutes")
    if minutes is not None and (
        not isinstance(minutes.value, int) or isinstance(minutes.value, bool) or not 1 <= minutes.value <= 60
    ):
        fields.fail(
            Code.WRONG_TYPE,
            minutes.location,
            f"'minutes' is {shown(minutes.value)}, and should be a whole number from 1 to 60",
        )
        minutes = None
    objectives = _objectives(fields)
    concepts = tuple(Ref(id, location) for id, location in fields.texts("concepts", required=False))
    source_documents = tuple(Ref(id, location) for id, location in _source_documents(fields))
    reviewed = fields.text("reviewed")
    if reviewed and not _is_date(reviewed):
        fields.fail(
            Code.BAD_VALUE,
            fields.location("reviewed"),
            f"'reviewed' is '{reviewed}', and should be a date like 2026-11-21",
        )
    clinical_review = fields.text("clinical_review")
    key_message, handing_over, do_not_claim = (
        fields.text(key, required=False) for key in ("key_message", "handing_over", "do_not_claim")
    )
    short = fields.text("short", required=False) or _name(file)
    if not KEBAB.fullmatch(short):
        fields.fail(
            Code.BAD_ID, fields.location("short"), f"'short' is '{short}', and should be written like '{slug(short)}'"
        )
    reviewed_text = fields.text("reviewed_text", required=False)
    if reviewed_text and not re.fullmatch(r"[0-9a-f]{8}", reviewed_text):
        fields.fail(
            Code.BAD_VALUE,
            fields.location("reviewed_text"),
            f"'reviewed_text' is '{reviewed_text}', and is set by 'pain-ed stamp {_name(file)}'",
        )
        reviewed_text = ""
    number = fields.get("number", required=False)
    if number is not None and (
        not isinstance(number.value, int) or isinstance(number.value, bool) or not 1 <= number.value <= 60
    ):
        fields.fail(
            Code.WRONG_TYPE,
            number.location,
            f"'number' is {shown(number.value)}, and should be a whole number from 1 to 60",
        )
        number = None
    fields.close()
    return Parsed(
        Lesson(
            id=_name(file),
            file=file,
            title=title,
            text=read_body(body, file, line, problems),
            body=body,
            first=line,
            module=file.split("/")[-2],
            summary=summary,
            minutes=minutes.value if minutes else 0,
            objectives=objectives,
            concepts=concepts,
            source_documents=source_documents,
            reviewed=reviewed,
            clinical_review=clinical_review,
            key_message=key_message,
            handing_over=handing_over,
            do_not_claim=do_not_claim,
            short=short,
            number=number.value if number else 0,
            location=fields.location("source_documents"),
            reviewed_text=reviewed_text,
            locations={key: node.location for key, node in root.value.items()} if isinstance(root.value, dict) else {},
        ),
        problems,
        whole and not fields.failed,
    )


def _name(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".md")


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _objectives(fields: Fields) -> tuple[Objective, ...]:
    node = fields.get("objectives")
    if node is None:
        return ()
    if not isinstance(node.value, dict) or not node.value:
        fields.fail(
            Code.WRONG_TYPE,
            node.location,
            f"'objectives' should hold lines of 'short-id: what the reader can do', and is {shown(node.value) if node.value != {} else 'empty'}",
        )
        return ()
    objectives = []
    for id, value in node.value.items():
        if not KEBAB.fullmatch(id):
            fields.fail(
                Code.BAD_ID,
                node.location_of_key(id),
                f"the objective's id is '{id}', and should read like '{slug(id).replace('_', '-') or 'tell-apart'}'",
            )
        elif text := fields.as_text(value, f"the objective '{id}'"):
            objectives.append(Objective(id, text, node.location_of_key(id)))
    return tuple(objectives)


def _source_documents(fields: Fields) -> list[tuple[str, Location]]:
    node = fields.node.value.get("source_documents") if fields.sound else None
    if node is not None and node.value == []:
        fields.get("source_documents")
        fields.fail(Code.NO_SOURCE_DOCUMENT, node.location, "'source_documents' is empty")
        return []
    return fields.texts("source_documents")
