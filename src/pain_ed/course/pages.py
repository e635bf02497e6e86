"""Pages and lessons: their front matter and their text."""

from __future__ import annotations

from pain_ed.course.model import Lesson
from pain_ed.diagnostics.problems import Code, Location, Problem
from pain_ed.formats.fields import Fields, Parsed
from pain_ed.formats.lesson import FORMAT
from pain_ed.formats.text import KEBAB, slug, unfit
from pain_ed.formats.yaml import Node
from pain_ed.markdown.page import Page, front_matter, read_body

_TITLE = FORMAT.group.keys["title"].optional()


def read_page(text: str, file: str) -> Parsed[Page]:
    """Read a page of docs/ that is no lesson: what its front matter says besides its title is for the host."""
    root, body, line, problems = front_matter(text, file)
    whole = not problems
    title = ""
    if root is not None:
        fields = Fields(root, "the front matter", problems)
        title = fields.read("title", _TITLE)
        _only_words(fields, root)
    content = read_body(body, file, line, problems)
    name = _name(file)
    page = Page(id=name, file=file, title=title or content.headline or name, text=content, body=body, first=line)
    return Parsed(page, problems, whole)


def _only_words(fields: Fields, node: Node) -> None:
    """Nothing in the front matter of a page is more than words, whatever its keys are for; it chooses no template."""
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
    if root is None and not problems:
        message = "the lesson does not start with front matter between two lines of '---'"
        problems.append(Problem(Code.FRONT_MATTER_MISSING, Location(file), message))
    # Where there is none, not each of its keys is missed.
    fields = Fields(root or Node({}, "", file, 1, 1, {}), "the front matter", problems if root else [])
    values = FORMAT.group.values(fields)
    if "short" not in fields.locations and not KEBAB.fullmatch(_name(file)):
        message = f"the lesson's name '{_name(file)}' stands in links, and should read like '{slug(_name(file))}'"
        fields.fail(Code.BAD_ID, fields.node.location, message)
    values["short"] = values["short"] or _name(file)
    fields.close()
    lesson = Lesson(
        id=_name(file),
        file=file,
        text=read_body(body, file, line, problems),
        body=body,
        first=line,
        module=file.split("/")[-2],
        location=fields.location("source_documents"),
        locations=fields.locations,
        **values,
    )
    return Parsed(lesson, problems, whole=root is not None and not fields.failed)


def _name(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".md")
