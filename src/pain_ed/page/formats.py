"""The keys of the files that authors write, for the contributors' guide."""

from __future__ import annotations

import json
import re
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from pain_ed.formats.definition import Keys, Kind, OneOf
from pain_ed.formats.files import FORMATS
from pain_ed.i18n.en import FOR_AUTHORS


def fill_format(parent: Element, name: str) -> None:
    """Append a table for each group of keys that a file holds: what each is for, and whether it may be left out.

    As all that the checker says, this is in English, whatever the course's language.

    Args:
        parent: the element to fill.
        name: which file, a key of FORMATS: `quiz`, `lesson` …

    Raises:
        KeyError: when no file is called so.
    """
    parent.attrib |= {"lang": "en", "dir": "ltr"}
    filled: set[str] = set()
    for says, keys in FORMATS[name].group.groups():
        if says not in filled:  # two types of questions have options
            filled.add(says)
            _fill_table(SubElement(parent, "table"), says, keys)


def _fill_table(table: Element, says: str, keys: Keys) -> None:
    SubElement(table, "caption").text = AtomicString(says)
    head = SubElement(SubElement(table, "thead"), "tr")
    for label in ("format-key", "format-says"):
        SubElement(head, "th", {"scope": "col"}).text = FOR_AUTHORS[label]
    body = SubElement(table, "tbody")
    for name, kind in keys.items():
        row = SubElement(body, "tr")
        SubElement(SubElement(row, "th", {"scope": "row"}), "code").text = AtomicString(name)
        cell = SubElement(row, "td")
        cell.text = AtomicString(f"{kind.says} ")
        if not kind.required:
            cell.text = AtomicString(f"{kind.says} {FOR_AUTHORS['format-optional']} ")
        if examples := _examples(kind):
            label = "format-one-of" if isinstance(kind, OneOf) else "format-example"
            SubElement(cell, "br").tail = AtomicString(f"{FOR_AUTHORS[label]} ")
            for example in examples:
                SubElement(cell, "code").text = AtomicString(example)
                cell[-1].tail = " "


def _examples(kind: Kind[object]) -> list[str]:
    """Values that may stand there, as an author writes them: all of them, where they can be counted."""
    return [_as_yaml(value) for value in (kind.values if isinstance(kind, OneOf) else kind.examples)]


def _as_yaml(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_as_yaml(part)}" for key, part in value.items())
    if isinstance(value, list):
        return f"[{', '.join(_as_yaml(part) for part in value)}]"
    # In quotes, what YAML would not read as a text.
    plain = isinstance(value, str) and not re.match(r"[^\w…]|[\d.]+$", value) and ": " not in value
    return str(value) if plain else json.dumps(value, ensure_ascii=False)
