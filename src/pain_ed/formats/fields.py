"""Reading the keys of a YAML file one by one. Every problem is collected, and what is sound is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Generic, TypeVar

from pain_ed.diagnostics.problems import (
    Code,
    Fix,
    Location,
    Problem,
    closest,
    closest_fix,
    did_you_mean,
    still_to_write,
)
from pain_ed.formats import yaml
from pain_ed.formats.model import UNCHOSEN, UNWRITTEN, Ref, slug
from pain_ed.formats.yaml import Node
from pain_ed.markdown import html

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

CITATION = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")

_TYPE_NAMES = {
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "empty",
    list: "a list",
    dict: "a group of keys",
}


def shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"the word {str(value).lower()}"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text '{value}'"
    return _TYPE_NAMES[type(value)]


_T = TypeVar("_T")

ENOUGH = 2000


def until_enough(nodes: Iterable[Node], problems: list[Problem]) -> Iterator[Node]:
    """The nodes, as long as `problems` has no more than a person would mend at once: a file can hold a million."""
    return takewhile(lambda _: len(problems) < ENOUGH, nodes)


@dataclass(frozen=True)
class Parsed(Generic[_T]):
    """What a text gave."""

    value: _T | None
    """The model, as far as it is sound."""
    problems: list[Problem]
    whole: bool
    """False when something of the text was left out of the value."""


class Fields:
    """Reads the keys of a mapping one by one, and reports what is missing, of the wrong kind, or left over."""

    def __init__(self, node: Node, what: str, problems: list[Problem]) -> None:
        self.node, self.what, self.problems = node, what, problems
        self.marked_up: tuple[str, ...] = ()
        """The keys that may hold Markdown; the other texts are shown letter by letter."""
        self.asked: list[str] = []
        self.missing: dict[str, Problem] = {}
        self.failed = False
        self.sound = isinstance(node.value, dict)
        if not self.sound:
            self.fail(
                Code.WRONG_TYPE,
                node.location,
                f"{what} should be a group of 'key: value' lines, and is {shown(node.value)}",
            )

    def fail(self, code: Code, location: Location, message: str, fix: Fix | None = None) -> Problem:
        self.failed = True
        self.problems.append(problem := Problem(code, location, message, fix))
        return problem

    def location(self, key: str) -> Location:
        return self.node.value[key].location if self.sound and key in self.node.value else self.node.location

    def get(self, key: str, *, required: bool = True) -> Node | None:
        self.asked.append(key)
        if not self.sound:
            return None
        node = self.node.value.get(key)
        if node is None and required:
            self.missing[key] = self.fail(Code.MISSING_KEY, self.node.location, f"{self.what} has no '{key}'")
        return node

    def text(self, key: str, *, required: bool = True) -> str:
        node = self.get(key, required=required)
        return self.as_text(node, f"'{key}'", marked_up=key in self.marked_up) if node else ""

    def as_text(self, node: Node, name: str, *, marked_up: bool = False) -> str:
        if isinstance(node.value, str) and node.value.strip():
            for code, message in unfit(node.value, name, marked_up=marked_up):
                self.fail(code, node.location, message)
            return node.value.strip()
        if isinstance(node.value, (bool, int, float)):
            fix = Fix(node.location, node.raw, f'"{node.raw}"', safe=True)
            self.fail(
                Code.WRONG_TYPE,
                node.location,
                f'{name} is {shown(node.value)}; to be text it needs quotes: "{node.raw}"',
                fix,
            )
        elif node.value is None or node.value == "" or isinstance(node.value, str):
            self.fail(Code.WRONG_TYPE, node.location, f"{name} is empty, and should be text")
        else:
            self.fail(Code.WRONG_TYPE, node.location, f"{name} is {shown(node.value)}, and should be text")
        return ""

    def flag(self, key: str, *, required: bool = False) -> bool:
        node = self.get(key, required=required)
        if node is not None and not isinstance(node.value, bool):
            self.fail(Code.WRONG_TYPE, node.location, f"'{key}' is {shown(node.value)}, and should be true or false")
            return False
        return bool(node and node.value)

    def items(self, key: str, *, required: bool = True) -> list[Node]:
        node = self.get(key, required=required)
        if node is None:
            return []
        if not isinstance(node.value, list) or not node.value:
            self.fail(
                Code.WRONG_TYPE,
                node.location,
                f"'{key}' should be a list with at least one entry, and is {shown(node.value) if node.value != [] else 'empty'}",
            )
            return []
        return node.value

    def texts(self, key: str, *, required: bool = True) -> list[tuple[str, Location]]:
        nodes, marked_up = self.items(key, required=required), key in self.marked_up
        return [
            (text, node.location)
            for node in nodes
            if (text := self.as_text(node, f"an entry of '{key}'", marked_up=marked_up))
        ]

    def one_of(self, key: str, known: Iterable[str], *, required: bool = True) -> str:
        value = self.text(key, required=required)
        known = list(known)
        if UNWRITTEN.search(value):
            self.failed = True  # told by `_load`
            return ""
        if value and value not in known:
            message = f"'{key}' is '{value}', and should be one of: {', '.join(known)}.{did_you_mean(value, known)}"
            self.fail(Code.BAD_VALUE, self.location(key), message, closest_fix(self.location(key), value, known))
            return ""
        return value

    def identifier(self, key: str) -> str:
        value = self.text(key)
        if value and not KEBAB.fullmatch(value):
            better = slug(value).replace("_", "-")
            fix = Fix(self.location(key), value, better) if better else None
            self.fail(
                Code.BAD_ID,
                self.location(key),
                f"'{key}' is '{value}', and should read like '{better or 'first-steps'}'",
                fix,
            )
            return ""
        return value

    def close(self) -> None:
        for key in self.node.keys or ():
            if key not in self.asked:
                if len(self.problems) > ENOUGH:
                    return  # nobody reads on, and guessing what was meant takes its time
                guess = did_you_mean(key, self.missing) or did_you_mean(key, self.asked)
                location = self.node.location_of_key(key)
                # A required key that is missing, and something close to it that is none: it can mean nothing else.
                meant = closest(key, self.missing)
                fix = (
                    Fix(location, key, meant, safe=True)
                    if meant
                    else closest_fix(location, key, [known for known in self.asked if known not in self.node.value])
                )
                self.fail(Code.UNKNOWN_KEY, location, f"'{key}' is not a key of {self.what}.{guess}", fix)
                for name in [name for name in self.missing if f"'{name}'" in guess]:
                    self.problems.remove(self.missing.pop(name))  # one slip, one message


def load(text: str, file: str, *, line: int = 1) -> tuple[Node | None, list[Problem]]:
    """As yaml.load, with a problem for each value that is still to be written."""
    root, problems = yaml.load(text, file, line=line)
    left = [root] if root and (UNWRITTEN.search(text) or UNCHOSEN in text) else []
    while left:
        node = left.pop()
        if isinstance(node.value, str) and (UNWRITTEN.search(node.value) or node.value.startswith(UNCHOSEN)):
            problems.append(Problem(Code.TO_WRITE, node.location, still_to_write(node.value)))
        elif isinstance(node.value, (dict, list)):
            left += node.value.values() if isinstance(node.value, dict) else node.value
    return root, problems


_MARKED_UP = re.compile(
    r"<[A-Za-z/!?][^\s>]*>?|\]\(|\]:|\{ ?[:.#%{]|&(?:#\w+|\w+);|\[\^|^ {0,3}(?:`{3}|~{3}|/{3})", re.M
)


def unfit(text: str, name: str, *, marked_up: bool) -> Iterator[tuple[Code, str]]:
    """What a text may not hold: signs that nobody sees; and markup, where it is shown letter by letter."""
    if found := html.INVISIBLE.search(text):
        yield Code.INVISIBLE_CHARACTER, f"{name} holds the invisible character U+{ord(found[0]):04X}"
    if not marked_up and (found := _MARKED_UP.search(text)):
        yield Code.PLAIN_TEXT_ONLY, f"{name} holds the sign '{found[0]}'"


def refs(text: str, location: Location) -> list[Ref]:
    return [Ref(source, location) for source in CITATION.findall(text)] if "[^" in text else []


def phrases(fields: Fields, key: str) -> tuple[str, ...]:
    """Words and phrases; a `*` stands at their end only."""
    words = fields.texts(key)
    for word, location in words:
        if "*" in word[:-1] or not re.match(r"\w", word):
            fields.fail(
                Code.BAD_VALUE,
                location,
                f"'{word}' should be a word or phrase; a '*' may stand at its end, for any ending",
            )
    return tuple(" ".join(word.split()) for word, _ in words)


def registry(text: str, file: str, key: str, what: str, entry: Callable[[Fields], _T | None]) -> Parsed[tuple[_T, ...]]:
    root, problems = load(text, file)
    if root is None:
        if not problems:
            problems.append(Problem(Code.MISSING_KEY, Location(file), f"the file is empty; it should hold '{key}:'"))
        return Parsed((), problems, whole=False)
    fields = Fields(root, "the file", problems)
    entries = []
    nodes = fields.items(key)
    for node in until_enough(nodes, problems):
        each = Fields(node, what, problems)
        value = entry(each)
        each.close()
        fields.failed |= each.failed
        if not each.failed and value is not None:
            entries.append(value)
    fields.close()
    return Parsed(tuple(entries), problems, whole=not fields.failed and len(entries) == len(nodes))
