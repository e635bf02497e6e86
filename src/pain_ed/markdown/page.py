"""A page's Markdown as far as checks need it: headings, citations by paragraph, and blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pain_ed.diagnostics.problems import Code, Fix, Location, Problem, closest_fix, did_you_mean
from pain_ed.formats import yaml
from pain_ed.formats.definition import ID, Group, ListOf, Named, OneOf, Text
from pain_ed.formats.fields import ENOUGH, Fields, load
from pain_ed.formats.text import CITATION, KEBAB, Ref, slug
from pain_ed.formats.yaml import Node

TOOLS = ("assign", "plan", "record", "code", "again", "reflection", "notes", "memory")
"""What `/// tool | name` can place on a page."""

WHENS = ("before", "after")
"""When a module's reflection is filled in: before its first lesson, and after its last."""


def without_comments(text: str) -> str:
    """The text with spaces for its HTML comments, so that what follows keeps its place."""
    parts: list[str] = []
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (close := text.find("-->", start + 4)) >= 0:
        parts += (text[end:start], re.sub(r"[^\n]", " ", text[start : close + 3]))
        end = close + 3
    return "".join([*parts, text[end:]])


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or list item of a lesson, or one text of a quiz: the unit in which evidence must stand beside a weak source."""

    location: Location
    citations: tuple[Ref, ...]


@dataclass(frozen=True)
class QuizBlock:
    """A `/// quiz | id` in a page."""

    quiz: str
    """Id of the quiz; empty when the block could not be read."""
    questions: tuple[Ref, ...] | None
    """The question ids named, with their places; None when the quiz stands whole."""
    location: Location


@dataclass(frozen=True)
class ToolBlock:
    """A `/// tool | name` in a page, with its options."""

    tool: str
    """One of TOOLS."""
    options: dict[str, Ref]
    """The value of each option, with its place. Only `reflection` has options: `module` and `when`."""
    location: Location


@dataclass(frozen=True)
class Page:
    """A page of docs/ as far as checks need it."""

    id: str
    """The file's name without its ending."""
    file: str
    """Path from the root of the course."""
    title: str
    anchors: dict[str, str]
    """Ids that a link can point at, each with its heading in plain text; empty where the id stands on something else."""
    paragraphs: tuple[Paragraph, ...]
    """Those that cite something, in order."""
    blocks: tuple[QuizBlock, ...]
    modules: tuple[Ref, ...]
    """The folders that its `/// module | folder` blocks name, with their places."""
    models: tuple[Ref, ...]
    """Ids of the interactive models that stand in it, with their places."""
    tools: tuple[ToolBlock, ...]
    body: str
    """Its Markdown, without the front matter."""
    first: int
    """Line of the file on which the body starts."""

    @property
    def link(self) -> str:
        """What leads to it from a page in another folder of docs/."""
        return f"../{self.file.partition('/')[2]}"

    @property
    def citations(self) -> tuple[Ref, ...]:
        """Every citation in its text, in order."""
        return tuple(citation for paragraph in self.paragraphs for citation in paragraph.citations)


_FRONT_MATTER = re.compile(r"-{3}[ \t]*\n(.*?)^(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.S | re.M)

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")

_HEADING = re.compile(r"\s*(#{1,6})(.*?)#*\s*$")

_SETEXT = re.compile(r"(=+|-+)\s*$")

_ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s")

_EXPLICIT_ID = re.compile(r"\{[^{}#]*#([\w:.-]+)[^{}]*\}|\bid=[\"']([^\"']+)[\"']")

_BLOCK = re.compile(r"([ ]*)(/{3,})[ ]*([\w-]+)[ ]*(?:\|[ ]*(.*?)[ ]*)?$")

_BLOCK_END = re.compile(r"[ ]{0,3}(/{3,})[ ]*$")

_BLOCKS = ("quiz", "model", "tool", "sources", "lessons", "module", "glossary", "rules")

_LONGEST_BLOCK = 300  # lines: a page of nothing but blocks that are not closed would be read for minutes

_DEFINITION = re.compile(r"[ ]{0,3}\[\^([^\]]+)\]:")


def front_matter(text: str, file: str) -> tuple[Node | None, str, int, list[Problem]]:
    """Split a page.

    Returns:
        The front matter's root (None when there is none, or it cannot be read), the body, the line on which the body starts,
        and the problems found.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return None, text, 1, []
    root, problems = load(match[1], file, line=2)
    return root, text[match.end() :], text.count("\n", 0, match.end()) + 1, problems


def read_body(
    body: str, file: str, first: int, problems: list[Problem]
) -> tuple[
    dict[str, str],
    tuple[Paragraph, ...],
    tuple[QuizBlock, ...],
    tuple[Ref, ...],
    tuple[Ref, ...],
    tuple[ToolBlock, ...],
    str,
]:
    """Read Markdown as far as checks need it: headings, citations by paragraph, blocks of each kind, and the first top heading."""
    body = without_comments(body)
    anchors: dict[str, str] = {}
    repeated: dict[str, int] = {}
    paragraphs: list[Paragraph] = []
    current: list[Ref] = []
    start = first
    blocks: list[QuizBlock] = []
    modules: list[Ref] = []
    models: list[Ref] = []
    tools: list[ToolBlock] = []
    headline = ""
    fence = ""
    lines = body.split("\n")
    own = {
        match[1] for text in lines if (match := _DEFINITION.match(text))
    }  # an author's own footnotes are not citations

    def flush() -> None:
        if current:
            paragraphs.append(Paragraph(Location(file, start, 1), tuple(current)))
            current.clear()

    index = 0
    while index < len(lines) and len(problems) < ENOUGH:
        text, number = lines[index], first + index
        index += 1
        if fence:
            if text.strip().startswith(fence) and not text.strip().strip(fence[0]):
                fence = ""
            continue
        if match := _FENCE.match(text):
            flush()
            fence = match[1]
            continue
        if not text.strip():
            flush()
            start = number + 1
            continue
        if match := _BLOCK.match(text):
            flush()
            start = number + 1
            if match[3].lower() == "quiz":
                index += _quiz_block(match, lines[index : index + _LONGEST_BLOCK], file, number, blocks, problems)
            elif match[3].lower() == "model":
                index += _model_block(match, lines[index : index + _LONGEST_BLOCK], file, number, models, problems)
                anchors |= {f"model-{model.id}": "" for model in models[-1:]}
            elif match[3].lower() == "tool":
                index += _tool_block(match, lines[index : index + _LONGEST_BLOCK], file, number, tools, problems)
            elif match[3].lower() == "module":
                location = Location(file, number, match.start(4) + 1 if match[4] else 1)
                if not match[4] or len(match[1]) > 3 or not (index < len(lines) and _BLOCK_END.match(lines[index])):
                    problems.append(
                        Problem(
                            Code.MODULE_BLOCK,
                            location,
                            f"'{text.strip()}' should read '/// module | folder', with '///' alone on the next line",
                        )
                    )
                else:
                    modules.append(Ref(match[4], location))
            elif guess := did_you_mean(match[3].lower(), _BLOCKS) if match[3].lower() not in _BLOCKS else "":
                code = (
                    Code.MODULE_BLOCK
                    if "'module'" in guess
                    else Code.MODEL_BLOCK
                    if "'model'" in guess
                    else Code.QUIZ_BLOCK
                )
                problems.append(
                    Problem(
                        code, Location(file, number, 1), f"'{text.strip()}' is not a block that is known here.{guess}"
                    )
                )
                if "'quiz'" in guess:
                    blocks.append(QuizBlock("", None, Location(file, number, 1)))
            continue
        level, heading = 0, ""
        if match := _HEADING.match(text):
            level, heading = len(match[1]), match[2]
        elif index < len(lines) and (match := _SETEXT.match(lines[index])) and not _ITEM.match(text):
            level, heading = (1 if match[1][0] == "=" else 2), text
        if level:
            flush()
            start = number + 1
            explicit = _EXPLICIT_ID.search(heading)
            heading = re.sub(r"\{[^{}]*\}\s*$", "", heading)
            heading = (
                re.sub(r"!?\[([^\]^]*)\]\([^)]*\)", r"\1", CITATION.sub("", heading)).replace("*", "").replace("`", "")
            )
            if not explicit:
                anchors[_unique(slug(heading), anchors, repeated)] = heading.strip()
            if level == 1 and not headline:
                headline = heading.strip()
        elif _ITEM.match(text):
            flush()
            start = number
        for match in _EXPLICIT_ID.finditer(text):
            anchors[match[1] or match[2]] = heading.strip()
        if "[^" in text:
            visible = re.sub(r"`[^`]*`", lambda match: " " * len(match[0]), text)
            current += [
                Ref(match[1], Location(file, number, match.start() + 1))
                for match in CITATION.finditer(visible)
                if match[1] not in own
            ]
    flush()
    return anchors, tuple(paragraphs), tuple(blocks), tuple(modules), tuple(models), tuple(tools), headline


def _unique(id: str, taken: dict[str, str], repeated: dict[str, int]) -> str:
    """As markdown.extensions.toc.unique: a repeated id gets `_1`, `_2` and so on. `repeated` keeps how far that has gone."""
    if id and id not in taken:
        return id
    count = repeated.get(id, 0) + 1
    while f"{id}_{count}" in taken:
        count += 1
    repeated[id] = count
    return f"{id}_{count}"


_SCALE: Group[None] = Group(
    lambda values, fields: None,  # what it holds is read anew where it is drawn
    "a scale",
    keys={"id": Text("", form=ID), **dict.fromkeys(("label", "low", "high"), Text(""))},
)


def _quiz_block(
    header: re.Match[str], rest: list[str], file: str, number: int, blocks: list[QuizBlock], problems: list[Problem]
) -> int:
    """Read one quiz block; returns how many lines of `rest` belong to it."""

    found: list[Problem] = []
    name = header[4] or ""
    if not KEBAB.fullmatch(name):
        found.append(
            Problem(
                Code.QUIZ_BLOCK,
                Location(file, number, 1),
                f"'{header[0].strip()}' should name a quiz, like '/// quiz | {slug(name) or 'nociception'}'",
            )
        )
    has = "holds only '    questions: [...]', indented by four spaces, right under its first line"
    options, length = _block_options(header, rest, file, number, "quiz", has, ("questions",), found)
    questions = None
    if options:
        fields = Fields(options, "a quiz block", found)
        questions = fields.read("questions", ListOf("", Named("")))
        fields.close()
    problems += [replace(problem, code=Code.QUIZ_BLOCK) for problem in found]
    blocks.append(QuizBlock("" if found or not length else name, questions, Location(file, number, 1)))
    return length


def _tool_block(
    header: re.Match[str], rest: list[str], file: str, number: int, tools: list[ToolBlock], problems: list[Problem]
) -> int:
    """Read one tool block; returns how many lines of `rest` belong to it."""
    name, location = header[4] or "", Location(file, number, 1)
    if name not in TOOLS:
        guess = did_you_mean(name, TOOLS) or f" The tools are {', '.join(TOOLS)}."
        fix = closest_fix(Location(file, number, header.start(4) + 1), name, TOOLS)
        problems.append(Problem(Code.UNKNOWN_TOOL, location, f"'{header[0].strip()}' names no tool.{guess}", fix))
        return 0
    if name == "assign":  # holds text of the course, which is read like the rest of the page
        tools.append(ToolBlock(name, {}, location))
        return 0
    found: list[Problem] = []
    keys = {"reflection": ("module", "when"), "notes": ("scales",)}.get(name, ())
    named = " and ".join(f"'{key}: …'" for key in keys)
    has = f"holds only {named}, indented by four spaces, right under its first line" if keys else "holds nothing"
    options, length = _block_options(header, rest, file, number, "tool", has, keys, found)
    values: dict[str, Ref] = {}
    if not found:
        fields = Fields(options or Node({}, "", file, number, 1, {}), f"the block '/// tool | {name}'", found)
        if name == "reflection":
            values = {
                "module": Ref(fields.read("module", Text("")), fields.location("module")),
                "when": Ref(fields.read("when", OneOf("", WHENS)), fields.location("when")),
            }
        elif name == "notes":
            fields.read("scales", ListOf("", _SCALE))
        fields.close()
    problems += [replace(problem, code=Code.TOOL_BLOCK) for problem in found]
    if not found:
        tools.append(ToolBlock(name, values, location))
    return length


def _block_options(
    header: re.Match[str],
    rest: list[str],
    file: str,
    number: int,
    what: str,
    holds: str,
    keys: tuple[str, ...],
    found: list[Problem],
) -> tuple[Node | None, int]:
    """The options of a block, where it has sound ones, and how many lines of `rest` belong to it: none when it is not closed.

    pymdownx.blocks takes a block that is not written so for text, and says nothing.
    """

    def fail(line: int, message: str, column: int = 1, fix: Fix | None = None) -> None:
        found.append(Problem(Code.TOOL_BLOCK, Location(file, line, column), message, fix))

    end = next(
        (
            i
            for i, text in enumerate(rest)
            if (match := _BLOCK_END.match(text.strip(" "))) and len(match[1]) == len(header[2])
        ),
        None,
    )
    if len(header[1]) > 3:
        fix = Fix(Location(file, number), header[1], "", safe=True)
        fail(
            number,
            f"the {what} block is indented, and would be shown as text; start the line with '///'",
            len(header[1]) + 1,
            fix,
        )
    if end is None:
        fail(number, f"the {what} block is not closed; put '///' on a line of its own after it")
        return None, 0
    if late := _indented_end(rest[end], Location(file, number + 1 + end)):
        fail(
            late.location.line,
            f"the end of the {what} block is indented, and would be shown as text; start the line with '///'",
            len(late.old) + 1,
            late,
        )
    options: list[str] = []
    for offset, text in enumerate(rest[:end]):
        if text.startswith("    ") and len(options) == offset:
            options.append(text)
        elif text.strip():
            location = Location(file, number + 1 + offset)
            key, _, value = text.strip().partition(":")
            misplaced = (
                len(options) == offset and key in keys and value.strip()
            )  # a list below it would have to move as well
            fix = Fix(location, text, f"    {text.strip()}", safe=True) if misplaced else None
            fail(location.line, f"'{text.strip()}' stands inside a {what} block, which {holds}", fix=fix)
    if not any(text.strip() for text in options):
        return None, end + 1
    root, problems = yaml.load("\n".join(text[4:] for text in options), file, line=number + 1, column=5)
    found += problems
    return root, end + 1


def _indented_end(text: str, location: Location) -> Fix | None:
    """How the last line of a block should read where pymdownx.blocks would not take it for that."""
    indent = text[: len(text) - len(text.lstrip(" "))]
    return Fix(location, indent, "", safe=True) if len(indent) > 3 else None


def _model_block(
    header: re.Match[str], rest: list[str], file: str, number: int, models: list[Ref], problems: list[Problem]
) -> int:
    """Read one model block, which holds nothing; returns how many lines of `rest` belong to it."""
    name, message, fix = header[4] or "", "", None
    if len(header[1]) > 3:
        message = "the model block is indented, and would be shown as text; start the line with '///'"
        fix = Fix(Location(file, number), header[1], "", safe=True)
    elif not KEBAB.fullmatch(name):
        message = f"'{header[0].strip()}' should name a model, like '/// model | {slug(name) or 'wind-up'}'"
    elif not rest or rest[0].strip() != header[2]:
        message = f"the model block is not closed; put '{header[2]}' on the line after it"
    elif name in [model.id for model in models]:
        message = f"the model '{name}' stands on this page already"
    closed = bool(rest) and rest[0].strip() == header[2]
    late = _indented_end(rest[0], Location(file, number + 1)) if closed else None
    if message:
        problems.append(Problem(Code.MODEL_BLOCK, Location(file, number, len(header[1]) + 1), message, fix))
    if late:
        location = Location(file, number + 1, len(late.old) + 1)
        problems.append(
            Problem(
                Code.MODEL_BLOCK,
                location,
                "the end of the model block is indented, and would be shown as text; start the line with '///'",
                late,
            )
        )
    if not message and not late:
        models.append(Ref(name, Location(file, number, 1)))
    return int(closed)
