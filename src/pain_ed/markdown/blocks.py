"""Blocks (`/// name | argument`, options, `///`) as an author writes them.

pymdownx.blocks takes a block that is not written as it should be for text, and says nothing. So each is read here,
strictly.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Fix, Location, Problem, closest, closest_fix, did_you_mean
from pain_ed.formats import yaml
from pain_ed.formats.definition import Flag, Keys, ListOf, Named
from pain_ed.formats.fields import Fields
from pain_ed.formats.text import KEBAB, Ref, slug
from pain_ed.formats.yaml import Node

START = re.compile(r"([ ]*)(/{3,})[ ]*([\w-]+)[ ]*(?:\|[ ]*(.*?)[ ]*)?$")
_END = re.compile(r"[ ]{0,3}(/{3,})[ ]*$")
LONGEST = 300
"""Lines of a block: a page of nothing but blocks that are not closed would be read for minutes."""

Options = dict[str, Any]
"""What the options of a block say, by their names: Refs, tuples of them, and what is true or false."""


@dataclass(frozen=True, kw_only=True)
class BlockFormat:
    """How a kind of block is written. One without an `example` may stand anywhere, and is not looked into."""

    name: str
    code: Code
    """Of all that can be wrong with its form."""
    example: str = ""
    """An argument that it may have."""
    arguments: tuple[str, ...] = ()
    """The arguments that there are; any kebab-case id where they are not listed."""
    unknown: Code = Code.UNKNOWN_TOOL
    """The code for an argument that is none of `arguments`."""
    options: Callable[[str], Keys] | None = None
    """The options of a block with an argument. None where the block ends on its second line."""
    subject: str = ""
    """What a message about an option calls the block, with `{}` for its argument."""
    holds_text: tuple[str, ...] = ()
    """Arguments of blocks that hold text of the page; that is read like the rest of the page."""
    once: bool = False
    """Whether an argument may stand in one block of a page only."""
    anchor: str = ""
    """The id that the block makes in the page, with `{}` for its argument."""


@dataclass(frozen=True)
class Block:
    """A block in a page."""

    name: str
    argument: Ref
    """What it names; an empty id when the block could not be read."""
    location: Location
    options: Options = field(default_factory=dict)
    """What its options name. An option that is not given is not there."""

    @property
    def id(self) -> str:
        """What it names."""
        return self.argument.id


FORMATS = {
    form.name: form
    for form in (
        BlockFormat(
            name="quiz",
            code=Code.QUIZ_BLOCK,
            example="nociception",
            options=lambda _: {"questions": ListOf("", Named("")).optional(), "fold": Flag("").optional()},
            subject="a quiz block",
        ),
        BlockFormat(name="signs", code=Code.SIGNS, example="now", once=True),
        BlockFormat(name="module", code=Code.MODULE_BLOCK, example="folder"),
        BlockFormat(name="format", code=Code.QUIZ_BLOCK, example="quiz", arguments=("quiz", "lesson")),
        *(BlockFormat(name=name, code=Code.QUIZ_BLOCK) for name in ("sources", "lessons", "glossary", "rules")),
    )
}
"""The blocks by their names; wings add theirs."""


class BlockReader:
    """Reads the blocks of one page, and collects the problems."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file, self.problems = file, problems
        self.blocks: list[Block] = []
        self.placed: set[tuple[str, str]] = (
            set()
        )  # to look through all blocks at each takes minutes on a page of nothing else

    def read(self, header: re.Match[str], lines: list[str], number: int) -> int:
        """Read one block.

        Args:
            header: the match of START on its first line.
            lines: the lines that follow it.
            number: the first line's number in the file.

        Returns:
            How many of `lines` belong to the block.
        """
        name, argument = header[3].lower(), header[4] or ""
        location = Location(self.file, number, 1)
        form = FORMATS.get(name)
        if form is None:
            self._unknown(name, header[0].strip(), location)
            return 0
        at = Location(self.file, number, header.start(4) + 1 if header[4] else 1)
        if not form.example:
            self.blocks.append(Block(name, Ref(argument, at), location))
            return 0
        before = len(self.problems)
        if form.arguments and argument not in form.arguments:
            guess = did_you_mean(argument, form.arguments) or f" The {name}s are {', '.join(form.arguments)}."
            fix = closest_fix(at, argument, form.arguments)
            message = f"'{header[0].strip()}' names no {name}.{guess}"
            self.problems.append(Problem(form.unknown, location, message, fix))
            return 0
        if argument in form.holds_text:
            self.blocks.append(Block(name, Ref(argument, at), location))
            return 0
        if not KEBAB.fullmatch(argument):
            example = slug(argument) or form.example
            message = f"'{header[0].strip()}' should name a {name}, like '/// {name} | {example}'"
            self._fail(form, location, message)
        node, length = self._inside(form, header, lines, number)
        options: Options = {}
        if form.options and (node or len(self.problems) == before):
            found: list[Problem] = []
            fields = Fields(node or Node({}, "", self.file, number, 1, {}), form.subject.format(argument), found)
            values = {key: fields.read(key, kind) for key, kind in form.options(argument).items()}
            options = {key: value for key, value in values.items() if key in fields.locations}
            fields.close()
            self.problems += [replace(problem, code=form.code) for problem in found]
        sound = len(self.problems) == before
        if sound and form.once and (name, argument) in self.placed:
            self._fail(form, location, f"the {name} '{argument}' stands on this page already")
            return length
        if sound:
            self.placed.add((name, argument))
        if sound or name == "quiz":  # what a broken one was to place is not known, and nothing is concluded from that
            self.blocks.append(Block(name, Ref(argument if sound else "", at), location, options))
        return length

    def _unknown(self, name: str, written: str, location: Location) -> None:
        """Other blocks may be anybody's, but for what looks like a slip in the name of one of ours."""
        if known := closest(name, FORMATS):
            message = f"'{written}' is not a block that is known here. Did you mean '{known}'?"
            self._fail(FORMATS[known], location, message)
            if known == "quiz":
                self.blocks.append(Block("quiz", Ref("", location), location))

    def _fail(self, form: BlockFormat, location: Location, message: str, fix: Fix | None = None) -> None:
        self.problems.append(Problem(form.code, location, message, fix))

    def _inside(
        self, form: BlockFormat, header: re.Match[str], lines: list[str], number: int
    ) -> tuple[Node | None, int]:
        """The options of a block, where it has sound ones, and how many lines belong to it: none when it is not
        closed."""
        rest = lines if form.options else lines[:1]
        self._at_margin(form, header[0], number, f"the {form.name} block")
        matches = (_END.match(text.strip(" ")) for text in rest)
        ends = (offset for offset, match in enumerate(matches) if match and match[1] == header[2])
        end = next(ends, None)
        if end is None:
            where = "a line of its own after it" if form.options else "the line after it"
            self._fail(form, Location(self.file, number), f"the {form.name} block is not closed; put '///' on {where}")
            return None, 0
        self._at_margin(form, rest[end], number + 1 + end, f"the end of the {form.name} block")
        keys = form.options(header[4] or "") if form.options else {}
        named = (
            " and ".join(f"'{key}: …'" for key in keys)
            if form.name != "quiz"
            else "'    questions: [...]' and '    fold: true'"
        )
        holds = f"holds only {named}, indented by four spaces, right under its first line" if keys else "holds nothing"
        options: list[str] = []
        for offset, text in enumerate(rest[:end]):
            if text.startswith("    ") and len(options) == offset:
                options.append(text)
            elif stripped := text.strip():
                location = Location(self.file, number + 1 + offset)
                key, _, value = stripped.partition(":")
                # A list below it would have to move as well.
                misplaced = len(options) == offset and key in keys and value.strip()
                fix = Fix(location, text, f"    {stripped}", safe=True) if misplaced else None
                self._fail(form, location, f"'{stripped}' stands inside a {form.name} block, which {holds}", fix)
        if not any(text.strip() for text in options):
            return None, end + 1
        root, found = yaml.load("\n".join(text[4:] for text in options), self.file, line=number + 1, column=5)
        self.problems += [replace(problem, code=form.code) for problem in found]
        return root, end + 1

    def _at_margin(self, form: BlockFormat, text: str, line: int, what: str) -> None:
        indent = text[: len(text) - len(text.lstrip(" "))]
        if len(indent) > 3:
            message = f"{what} is indented, and would be shown as text; start the line with '///'"
            fix = Fix(Location(self.file, line), indent, "", safe=True)
            self._fail(form, Location(self.file, line, len(indent) + 1), message, fix)
