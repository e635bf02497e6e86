"""Reading the keys of a YAML mapping one by one. Every problem is collected, and what is sound is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

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
from pain_ed.formats.text import UNCHOSEN, UNWRITTEN, unfit
from pain_ed.formats.yaml import Node

if TYPE_CHECKING:
    from pain_ed.formats.definition import Kind

_T = TypeVar("_T")

ENOUGH = 2000
"""More problems than a person would mend at once: a file can hold a million."""


@dataclass(frozen=True)
class Parsed(Generic[_T]):
    """What a text gave."""

    value: _T | None
    """The model, as far as it is sound."""
    problems: list[Problem]
    whole: bool
    """False when something of the text was left out of the value."""


def shown(value: Any) -> str:
    """A value of YAML in words, for messages."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"the word {str(value).lower()}"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text '{value}'"
    if not value:
        return "empty"
    return "a list" if isinstance(value, list) else "a group of keys"


class Fields:
    """The keys of one mapping: gives those that are asked for, and reports what is missing, wrong, or left over."""

    def __init__(self, node: Node, what: str, problems: list[Problem]) -> None:
        self.node, self.what, self.problems = node, what, problems
        self.asked: list[str] = []
        self.missing: dict[str, Problem] = {}
        self.failed = False
        self.sound = isinstance(node.value, dict)
        if not self.sound:
            message = f"{what} should be a group of 'key: value' lines, and is {shown(node.value)}"
            self.fail(Code.WRONG_TYPE, node.location, message)

    def fail(self, code: Code, location: Location, message: str, fix: Fix | None = None) -> None:
        """Report a problem: what is made of these keys is then no longer whole."""
        self.failed = True
        self.problems.append(Problem(code, location, message, fix))

    def location(self, key: str) -> Location:
        """Where the value of a key stands; where there is none, where the mapping starts."""
        return self.node.value[key].location if self.sound and key in self.node.value else self.node.location

    @property
    def locations(self) -> dict[str, Location]:
        """Where the value of each key stands."""
        return {key: node.location for key, node in self.node.value.items()} if self.sound else {}

    def get(self, key: str, *, required: bool) -> Node | None:
        """The value of a key; None, with a problem where it is required, when there is none."""
        self.asked.append(key)
        if not self.sound:
            return None
        node: Node | None = self.node.value.get(key)
        if node is None and required:
            self.fail(Code.MISSING_KEY, self.node.location, f"{self.what} has no '{key}'")
            self.missing[key] = self.problems[-1]
        return node

    def read(self, key: str, kind: Kind[_T]) -> _T:
        """The value of a key; `kind.empty`, with a problem where that is one, when it is missing or does not fit."""
        node = self.get(key, required=kind.required)
        return kind.empty if node is None else kind.read(self, node, f"'{key}'")

    def as_text(self, node: Node, name: str, *, marked_up: bool = False) -> str:
        """A value as text, without the spaces around it; empty, with a problem, when it is none."""
        value = node.value
        if isinstance(value, str) and (text := value.strip()):
            for code, message in unfit(value, name, marked_up=marked_up):
                self.fail(code, node.location, message)
            return text
        message, fix = f"{name} is {shown(value)}, and should be text", None
        if isinstance(value, (bool, int, float)):
            message = f'{name} is {shown(value)}; to be text it needs quotes: "{node.raw}"'
            fix = Fix(node.location, node.raw, f'"{node.raw}"', safe=True)
        elif isinstance(value, str):
            message = f"{name} is empty, and should be text"
        self.fail(Code.WRONG_TYPE, node.location, message, fix)
        return ""

    def close(self) -> None:
        """Report the keys that nobody asked for."""
        for key in self.node.keys or ():
            if key not in self.asked:
                if len(self.problems) > ENOUGH:
                    return  # nobody reads on, and guessing what was meant takes its time
                guess = did_you_mean(key, self.missing) or did_you_mean(key, self.asked)
                location = self.node.location_of_key(key)
                # A required key that is missing, and something close to it that is none: it can mean nothing else.
                meant = closest(key, self.missing)
                free = [known for known in self.asked if known not in self.node.value]
                fix = Fix(location, key, meant, safe=True) if meant else closest_fix(location, key, free)
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
