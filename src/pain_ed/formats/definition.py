"""What a file may hold, said once: from these definitions come its reader, its JSON Schema and its table in the guide.

A file is a `Format` around a `Group` of keys, each of which holds a value of some `Kind`. The keys are those fields of a
dataclass whose type is annotated with a kind, or a dict from names to kinds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar, get_type_hints

from pain_ed.diagnostics.problems import Code, Fix, Location, Problem, closest_fix, did_you_mean
from pain_ed.formats.fields import ENOUGH, Fields, Parsed, load, shown
from pain_ed.formats.text import KEBAB, UNWRITTEN, Ref, slug
from pain_ed.formats.yaml import Node

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Schema = dict[str, Any]
Values = dict[str, Any]
"""What the keys of a group hold, by their names."""


class Kind(Generic[T_co]):
    """What a value may be."""

    says: str
    """What an editor says of the value."""
    examples: tuple[Any, ...] = ()
    empty: T_co
    """What stands for a value that is missing or wrong."""
    required = True
    """Whether the key that holds it must be there."""

    def optional(self) -> Self:
        """The same for a key that may be left out."""
        other = copy(self)
        other.required = False
        return other

    def read(self, fields: Fields, node: Node, name: str) -> T_co:
        """The value; `empty`, with a problem, when it does not fit.

        Args:
            fields: those to which it belongs, which collect the problems.
            node: what is written.
            name: what messages call it.
        """
        raise NotImplementedError

    def shape(self, definitions: Schema) -> Schema:
        """Its JSON Schema without words; what that refers to is put into `definitions`."""
        raise NotImplementedError

    def schema(self, definitions: Schema) -> Schema:
        """Its JSON Schema."""
        words = {"description": self.says} | ({"examples": list(self.examples)} if self.examples else {})
        return self.shape(definitions) | words


# --- texts ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """How a text has to be written."""

    pattern: str
    """A regular expression, for Python and for JSON Schema."""
    says: str
    """What an editor says of a text that does not fit: by itself it would show the pattern."""
    wrong: Callable[[str, str, Node], tuple[Code, str, Fix | None]]
    """From the text, what messages call it, and its node: what is wrong with a text that does not fit."""
    bare: bool = True
    """Whether spaces around the text are passed over."""
    may_wait: bool = False
    """Whether what is still to be written may stand there."""
    also: Callable[[str], bool] | None = None
    """Whether a text that fits the pattern is sound, where a pattern cannot say all."""


def _not_kebab(text: str, name: str, node: Node) -> tuple[Code, str, Fix | None]:
    better = slug(text).replace("_", "-")
    fix = Fix(node.location, text, better) if better else None
    return Code.BAD_ID, f"{name} is '{text}', and should read like '{better or 'first-steps'}'", fix


def _not_a_phrase(text: str, name: str, node: Node) -> tuple[Code, str, Fix | None]:
    return Code.BAD_VALUE, f"'{text}' should be a word or phrase; a '*' may stand at its end, for any ending", None


SOME = Form(r"\S", "This is empty. Write a text.", _not_kebab)
"""Any text: what is empty is reported before its form is looked at."""
ID = Form(
    f"^{KEBAB.pattern}$",
    "This is written in lower case, with digits and single hyphens, like 'why-tea-cools'.",
    _not_kebab,
)
PHRASE = Form(
    # The first sign is a letter or a digit.
    r"^\s*[^\s!-/:-@\[-^`{-~][^*]*\*?\s*$",
    "This is a word or a phrase. A '*' may stand at its end, for any ending.",
    _not_a_phrase,
)


class Text(Kind[str]):
    """A plain text, shown letter by letter."""

    marked_up = False
    empty = ""

    def __init__(self, says: str, *examples: str, form: Form = SOME) -> None:
        self.says, self.examples, self.form = says, examples, form
        self.fits = re.compile(form.pattern).search

    def read(self, fields: Fields, node: Node, name: str) -> str:
        text, form = fields.as_text(node, name, marked_up=self.marked_up), self.form
        if not text or form is SOME:
            return text
        written = text if form.bare else node.value
        if self.fits(written) and (form.also is None or form.also(written)):
            return text
        if form.may_wait and UNWRITTEN.search(written):
            return text
        code, message, fix = form.wrong(written, name, node)
        fields.fail(code, node.location, message, fix)
        return ""

    def shape(self, definitions: Schema) -> Schema:
        return {"type": "string", "pattern": self.form.pattern, "patternErrorMessage": self.form.says}


class Markdown(Text):
    """A text with inline Markdown, and citations in it."""

    marked_up = True

    def __init__(self, says: str, *examples: str) -> None:
        super().__init__(f"{says} Cite a source as [^its-id]; links and *emphasis* are allowed.", *examples)


class Named(Kind[Ref | None]):
    """A text that names an entry of a registry."""

    empty = None

    def __init__(self, says: str, *examples: str) -> None:
        self.says, self.examples, self.text = says, examples, Text(says)

    def read(self, fields: Fields, node: Node, name: str) -> Ref | None:
        text = self.text.read(fields, node, name)
        return Ref(text, node.location) if text else None

    def shape(self, definitions: Schema) -> Schema:
        return self.text.shape(definitions)


# --- other single values ----------------------------------------------------------------------------------------------


class OneOf(Kind[Any]):
    """One of some words, or one of some numbers."""

    empty: Any = ""

    def __init__(self, says: str, values: Iterable[str] | Iterable[int]) -> None:
        self.says, self.values = says, list(values)

    def read(self, fields: Fields, node: Node, name: str) -> Any:
        written = node.value
        if isinstance(self.values[0], str):
            written = fields.as_text(node, name)
            if UNWRITTEN.search(written):
                fields.failed = True  # reported by `load`
                return ""
            if not written:
                return ""
        if written in self.values and not isinstance(written, bool):
            return written
        known, raw = [str(value) for value in self.values], node.raw.strip()
        is_now = f"'{written}'" if isinstance(written, str) else shown(written)
        message = f"{name} is {is_now}, and should be one of: {', '.join(known)}.{did_you_mean(raw, known)}"
        fields.fail(Code.BAD_VALUE, node.location, message, closest_fix(node.location, raw, known))
        return ""

    def shape(self, definitions: Schema) -> Schema:
        return {"enum": self.values}


class Always(Kind[str]):
    """One word, which has been read before."""

    def __init__(self, says: str, word: str) -> None:
        self.says, self.empty = says, word

    def read(self, fields: Fields, node: Node, name: str) -> str:
        return self.empty

    def shape(self, definitions: Schema) -> Schema:
        return {"const": self.empty}


class Whole(Kind[int]):
    """A whole number."""

    empty = 0

    def __init__(self, says: str, example: int, *, least: int, most: int) -> None:
        self.says, self.examples, self.least, self.most = says, (example,), least, most

    def read(self, fields: Fields, node: Node, name: str) -> int:
        if type(node.value) is int and self.least <= node.value <= self.most:
            return node.value
        message = f"{name} is {shown(node.value)}, and should be a whole number from {self.least} to {self.most}"
        fields.fail(Code.WRONG_TYPE, node.location, message)
        return 0

    def shape(self, definitions: Schema) -> Schema:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class Flag(Kind[bool]):
    """True or false."""

    empty = False

    def __init__(self, says: str) -> None:
        self.says = says

    def read(self, fields: Fields, node: Node, name: str) -> bool:
        if isinstance(node.value, bool):
            return node.value
        fields.fail(Code.WRONG_TYPE, node.location, f"{name} is {shown(node.value)}, and should be true or false")
        return False

    def shape(self, definitions: Schema) -> Schema:
        return {"type": "boolean"}


# --- lists and groups -------------------------------------------------------------------------------------------------


class ListOf(Kind[tuple[T_co, ...]]):
    """A list with at least one entry; those that are sound are kept."""

    empty: tuple[T_co, ...] = ()

    def __init__(self, says: str, entry: Kind[T_co | None], *examples: Any, exactly: int = 0) -> None:
        self.says, self.entry, self.examples, self.exactly = says, entry, examples, exactly

    def read(self, fields: Fields, node: Node, name: str) -> tuple[T_co, ...]:
        if not isinstance(node.value, list) or not node.value:
            message = f"{name} should be a list with at least one entry, and is {shown(node.value)}"
            fields.fail(Code.WRONG_TYPE, node.location, message)
            return ()
        entries: list[T_co] = []
        for child in node.value:
            if len(fields.problems) >= ENOUGH:
                fields.failed = True
                break
            value = self.entry.read(fields, child, f"an entry of {name}")
            if value is not None and value != "":
                entries.append(value)
        return tuple(entries)

    def shape(self, definitions: Schema) -> Schema:
        limits = {"minItems": self.exactly, "maxItems": self.exactly} if self.exactly else {"minItems": 1}
        return {"type": "array", **limits, "items": self.entry.schema(definitions)}


Keys = Mapping[str, Kind[Any]]


def keys_of(made: type) -> dict[str, Kind[Any]]:
    """The keys that a dataclass has annotated fields for, by their names; the other fields are made by the reader."""
    hints = get_type_hints(made, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items() if hasattr(hint, "__metadata__")}


class Group(Kind[T_co | None]):
    """A mapping with known keys, some of them required.

    Args:
        made: a dataclass with a field for each key and a `location`; or a function from the values, and the `Fields` that
            they were read from, to what is made of them (None: nothing). It may report more problems.
        what: what messages call it: 'a question'; `{}` stands for that in which it lies. One with an `id` is called by
            that: "the question 'why-tea-cools'".
        says: what an editor says of it; as a rule the first paragraph of the dataclass's docstring.
        keys: where it is not made of a dataclass.
        ref: its name in `definitions`, where several keys hold such groups.
        more: what else its JSON Schema says.
    """

    empty = None

    def __init__(
        self,
        made: type[T_co] | Callable[[Values, Fields], T_co | None],
        what: str,
        says: str = "",
        *,
        keys: Keys | None = None,
        ref: str = "",
        more: Schema | None = None,
    ) -> None:
        self.made, self.what, self.ref, self.more = made, what, ref, more or {}
        self.says = says or " ".join((made.__doc__ or "").partition("\n\n")[0].split())
        self.keys = keys_of(made) if isinstance(made, type) else keys or {}

    def read(self, fields: Fields, node: Node, name: str) -> T_co | None:
        own = Fields(node, self.what.replace("{}", fields.what), fields.problems)
        value = self.take(own)
        fields.failed |= own.failed
        return value

    def take(self, fields: Fields) -> T_co | None:
        """What is made of a mapping."""
        if not fields.sound:
            return None
        values = self.values(fields)
        fields.close()
        if not isinstance(self.made, type):
            return self.made(values, fields)
        return None if fields.failed else self.made(**values, location=fields.node.location)

    def values(self, fields: Fields) -> Values:
        """What its keys hold."""
        values: Values = {}
        for name, kind in self.keys.items():
            values[name] = fields.read(name, kind)
            if name == "id" and values[name]:
                fields.what = f"the {self.what.partition(' ')[2]} '{values[name]}'"
        return values

    def shape(self, definitions: Schema) -> Schema:
        parts = {name: kind.schema(definitions) for name, kind in self.keys.items()}
        required = [name for name, kind in self.keys.items() if kind.required]
        properties = {name: parts[name] for name in required} | parts
        words = {"type": "object", "description": self.says, "additionalProperties": False}
        return words | {"required": required, "properties": properties} | self.more

    def schema(self, definitions: Schema) -> Schema:
        if not self.ref:
            return super().schema(definitions)
        if self.ref not in definitions:
            definitions[self.ref] = super().schema(definitions)
        return {"$ref": f"#/definitions/{self.ref}"}


def when(key: str, value: str, then: Schema) -> Schema:
    """What the JSON Schema of a group says where a key holds a value."""
    return {"if": {"properties": {key: {"const": value}}, "required": [key]}, "then": then}


# --- files ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Format(Generic[T]):
    """A file that authors write."""

    title: str
    schema_file: str
    """Where its JSON Schema stands, from the course's root."""
    group: Group[T]
    empty: T | None = None
    """What is made of a file that cannot be read."""

    def open(self, text: str, file: str) -> tuple[Fields | None, list[Problem]]:
        """The keys of a file, and the problems so far; None when there is nothing to read."""
        root, problems = load(text, file)
        if root is None and not problems:
            should = " and ".join(f"'{name}:'" for name, kind in self.group.keys.items() if kind.required)
            problems.append(Problem(Code.MISSING_KEY, Location(file), f"the file is empty; it should hold {should}"))
        return (Fields(root, self.group.what, problems) if root else None), problems

    def read(self, text: str, file: str) -> Parsed[T]:
        """Read a file.

        Args:
            text: its content.
            file: its path from the root of the course, for places.
        """
        fields, problems = self.open(text, file)
        value = self.group.take(fields) if fields else None
        return Parsed(self.empty if value is None else value, problems, whole=bool(fields and not fields.failed))

    def schema(self) -> Schema:
        """Its JSON Schema, for editors."""
        definitions: Schema = {}
        schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": self.title}
        schema |= self.group.schema(definitions)
        return schema | ({"definitions": definitions} if definitions else {})

    def schema_text(self) -> str:
        """The same as its file holds it."""
        return json.dumps(self.schema(), indent=1, ensure_ascii=False) + "\n"


def registry(title: str, schema_file: str, says: str, name: str, entries: ListOf[T]) -> Format[tuple[T, ...]]:
    """A file with one list.

    Args:
        title: what the file is called.
        schema_file: where its JSON Schema stands.
        says: what an editor says of the file.
        name: the key of the list.
        entries: the list.
    """

    def listed(values: Values, fields: Fields) -> tuple[T, ...]:
        return tuple(values[name])

    return Format(title, schema_file, Group(listed, "the file", says, keys={name: entries}), ())
