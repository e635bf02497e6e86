"""The contributors' guide shows every key of every file that authors write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from pain_ed.formats.files import FORMATS
from pain_ed.page.formats import fill_format


def properties(schema: Any) -> Iterator[str]:
    """The names of all keys of a JSON Schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for part in schema.values():
            yield from properties(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from properties(part)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "models"])
def test_the_table_has_every_key(name: str) -> None:
    """Those of a drawing are too many: `pain-ed check` names them."""
    section = Element("section")
    fill_format(section, name)
    told = [code.text for code in section.iterfind(".//th/code")]
    assert set(properties(FORMATS[name].schema())) - {"date-parts"} == set(told)


def test_what_may_be_left_out_is_said_and_examples_are_as_one_writes_them() -> None:
    section = Element("section")
    fill_format(section, "quiz")
    rows = {
        row.findtext("th/code"): " ".join("".join(row.find("td").itertext()).split())
        for row in section.iterfind(".//tbody/tr")
    }
    assert (
        rows["reread"]
        == "The passage that answers it: '#' and the heading in lower case with hyphens, in quotes. Like this: \"#key-points\""
    )
    assert (
        rows["hints"]
        == "Hints in the order in which they are offered, the vaguest first. You can leave this out. Like this: [Think of the surface.]"
    )
    assert rows["type"].endswith("One of: single multiple true-false order match")
