"""Strict YAML: plain data in which every value knows its place, and every refusal says where and why.

PyYAML alone reads `No` as false and `1:30` as 90, lets the last of two equal keys win, and expands a bomb of aliases.
Here scalars follow the core schema of YAML 1.2, and anchors, aliases, tags, merge keys, duplicate keys and deep nesting
are refused. The events of libyaml are read in one pass with a stack of our own, so that no input can exhaust Python's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from pain_ed.diagnostics.problems import Code, Location, Problem
from pain_ed.formats.paths import limit

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where libyaml is built in

MAX_DEPTH = 20
MAX_VALUES = 200_000
"""Of one YAML file, keys among them: some five thousand sources; more would be read for seconds."""


@dataclass(slots=True)
class Node:
    """A value and its place."""

    value: Any
    """A str, int, float, bool or None; a list of nodes; or a dict from key to node."""
    raw: str
    """For a scalar: what is written, before it became a number or a word."""
    file: str
    line: int
    column: int
    keys: dict[str, tuple[int, int]] | None = None
    """For a dict: line and column of each key."""
    quoted: bool = False
    """For a scalar: whether it stands in quotes; its place is then that of the first."""

    @property
    def location(self) -> Location:
        """Where the value starts."""
        return Location(self.file, self.line, self.column)

    def location_of_key(self, key: str) -> Location:
        """Where a key of a dict stands."""
        assert self.keys is not None, "only a dict has keys"
        return Location(self.file, *self.keys[key])

    def plain(self) -> Any:
        """The same without places, as json.load would give it."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


_INT = re.compile(r"[-+]?[0-9]+")
_HEX_OR_OCTAL = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)


def _scalar(text: str) -> Any:
    """A plain scalar by the core schema (https://yaml.org/spec/1.2.2/#103-core-schema)."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-+.0123456789":
        if _INT.fullmatch(text) and len(text) < 20:
            return int(text)
        if _HEX_OR_OCTAL.fullmatch(text):
            return int(text, 0)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text


# What libyaml and PyYAML say, and what has most often happened then.
_IN_PLAIN_WORDS = {
    "mapping values are not allowed": "a ': ' stands inside text that is not in quotes; "
    "put the whole text in double quotes",
    "did not find expected key": "this line does not fit the lines above: look at its indentation, "
    "and at quotes inside quoted text",
    "did not find expected '-' indicator": "this line does not fit the list above: look at its indentation",
    "expected <block end>": "this line does not fit the lines above: look at its indentation",
    "cannot start any token": "a tab, or one of the signs @ ` % starts the text here; indent with spaces, "
    "and put such text in double quotes",
    "unexpected end of stream": "a quote is opened here and not closed",
    "did not find expected ',' or": "a list in [ ] or a group in { } is not closed, or lacks a comma",
    "expected ',' or": "a list in [ ] or a group in { } is not closed, or lacks a comma",
    "could not find expected ':'": "a key stands here without a ':' and a space after it",
    "found unknown escape character": "in double quotes a \\ has a special meaning; "
    "write \\\\ for one, or use single quotes",
    "special characters are not allowed": "an invisible control character stands here; delete it",
    "control characters are not allowed": "an invisible control character stands here; delete it",
}


class _Refused(Exception):
    """Carries the problem that ends the reading of a file."""

    def __init__(self, code: Code, location: Location, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, location, message)


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """The text of a file, and what is wrong with its bytes (then the text is empty)."""
    if problem := too_large(len(data), file):
        return "", [problem]
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = data[: error.start]
        location = Location(file, before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1)
        return "", [Problem(Code.NOT_UTF8, location, f"the byte 0x{data[error.start]:02x} is not valid UTF-8")]


def too_large(size: int, file: str) -> Problem | None:
    """What is said of a file that is over its limit."""
    most, what = limit(file)
    return (
        Problem(Code.TOO_LARGE, Location(file), f"the file has {size:,} bytes, over the limit of {most:,} for {what}")
        if size > most
        else None
    )


def load(text: str, file: str, *, line: int = 1, column: int = 1) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document.

    Args:
        text: the document.
        file: its path, for places.
        line: the line of the file on which the text starts.
        column: the column at which each of its lines starts.

    Returns:
        The root node, or None for an empty or refused document; and the problems found.
    """
    problems: list[Problem] = []
    try:
        return _build(text, file, line, column, problems), problems
    except _Refused as refused:
        return None, [*problems, refused.problem]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        location = Location(file, mark.line + line, mark.column + column) if mark else Location(file, line)
        said = getattr(error, "problem", None) or getattr(error, "reason", None) or "this is not valid YAML"
        plain = next(
            (ours for theirs, ours in _IN_PLAIN_WORDS.items() if theirs in said),
            f"the YAML cannot be read here: {said}",
        )
        return None, [*problems, Problem(Code.YAML_SYNTAX, location, plain)]


def _build(text: str, file: str, line: int, column: int, problems: list[Problem]) -> Node | None:
    root: Node | None = None
    documents = values = 0
    # Each open collection; for a mapping, `keys` holds the key that waits for its value, its line and its column.
    stack: list[Node] = []
    keys: list[tuple[str, int, int] | None] = []
    next_event = _Loader(text).get_event

    while True:
        event = next_event()
        kind = type(event)
        if kind is yaml.ScalarEvent:
            pass  # by far the most frequent
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
            keys.pop()
            continue
        elif kind is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1:
                location = Location(file, event.start_mark.line + line)
                raise _Refused(Code.YAML_SYNTAX, location, "a second document starts here; a file holds one")
            continue
        elif kind is yaml.StreamEndEvent:
            return root
        elif kind is yaml.StreamStartEvent or kind is yaml.DocumentEndEvent:
            continue

        values += 1
        mark = event.start_mark
        at = (mark.line + line, mark.column + column)
        if values > MAX_VALUES:
            raise _Refused(
                Code.TOO_LARGE, Location(file, *at), f"the file holds more than {MAX_VALUES:,} keys and values"
            )
        if event.anchor is not None:
            sign = "*" if kind is yaml.AliasEvent else "&"
            raise _Refused(Code.YAML_FORBIDDEN, Location(file, *at), f"'{sign}{event.anchor}' is not allowed here")
        if event.tag is not None and event.tag != "!":
            written = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise _Refused(Code.YAML_FORBIDDEN, Location(file, *at), f"the tag '{written}' is not allowed here")

        is_key = stack and stack[-1].keys is not None and keys[-1] is None
        if is_key:
            # The key as written: `true:` and `1:` are the words "true" and "1".
            if kind is not yaml.ScalarEvent:
                raise _Refused(
                    Code.YAML_SYNTAX,
                    Location(file, *at),
                    "a key must be a word, not a list or a mapping; put text that starts with [ or { in quotes",
                )
            if event.value == "<<" and event.implicit[0]:
                raise _Refused(Code.YAML_FORBIDDEN, Location(file, *at), "the merge key '<<' is not allowed here")
            keys[-1] = (event.value, *at)
            continue

        if kind is yaml.ScalarEvent:
            node = Node(
                _scalar(event.value) if event.implicit[0] else event.value,
                event.value,
                file,
                *at,
                None,
                event.style in ("'", '"'),
            )
        elif kind is yaml.MappingStartEvent:
            node = Node({}, "", file, *at, {})
        else:
            node = Node([], "", file, *at)

        if not stack:
            root = node
        elif (parent := stack[-1]).keys is None:
            parent.value.append(node)
        else:
            key, *where = keys[-1]
            keys[-1] = None
            if key in parent.value:
                message = f"'{key}' stands here a second time; the first is on line {parent.keys[key][0]}"
                problems.append(Problem(Code.DUPLICATE_KEY, Location(file, *where), message))
            else:
                parent.value[key] = node
                parent.keys[key] = tuple(where)
        if kind is not yaml.ScalarEvent:
            stack.append(node)
            keys.append(None)
            if len(stack) > MAX_DEPTH:
                raise _Refused(
                    Code.YAML_DEPTH, Location(file, *at), f"this is nested more than {MAX_DEPTH} levels deep"
                )


class _Tolerant(_Loader):  # type: ignore[misc, valid-type]  # which of the two is known at run time
    """Takes what MkDocs takes: a tag that is not known here stands for nothing."""


_Tolerant.add_multi_constructor("", lambda loader, suffix, node: None)

MAX_ALIASES = 20
"""A few lines of aliases of aliases stand for millions; this many stand for thousands at most."""


def plain_yaml(text: str) -> Any:
    """The data of a file that others judge (mkdocs.yml), or None when it cannot be read, or only at a price."""
    try:
        depth = aliases = 0
        for event in yaml.parse(text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            aliases += isinstance(event, yaml.AliasEvent)
            if depth > MAX_DEPTH or aliases > MAX_ALIASES:
                return None
        return yaml.load(text, Loader=_Tolerant)
    except (yaml.YAMLError, ValueError):  # such as the date 2026-99-99
        return None
