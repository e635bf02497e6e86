"""`/// tool | name` in a page."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

from pymdownx.blocks.block import type_string

from pain_ed.formats.text import KEBAB
from pain_ed.page.drawing import Drawing, PageBlock
from pain_ed.tools.done import lesson_end
from pain_ed.tools.table import TOOLS


def _scales(value: Any) -> list[dict[str, str]]:
    """A list of scales from 0 to 10: `{id, label, low, high}`."""
    keys = {"id", "label", "low", "high"}
    if not isinstance(value, list) or not all(isinstance(scale, dict) and scale.keys() == keys for scale in value):
        raise ValueError("not a list of scales")
    scales = [{key: type_string(text) for key, text in scale.items()} for scale in value]
    if not all(KEBAB.fullmatch(scale["id"]) for scale in scales):
        raise ValueError("an id is not like 'hours-of-sleep'")
    return scales


class ToolBlock(PageBlock):
    """`/// tool | name`: a tool of this wing. For a page in a folder of docs/."""

    NAME = "tool"
    ARGUMENT = True
    OPTIONS = {"module": ("", type_string), "when": ("", type_string), "scales": ([], _scales)}  # noqa: RUF012 - as pymdownx wants it

    def attributes(self) -> dict[str, str]:
        return {"class": "pe-tool", "data-tool": self.argument, "data-search-exclude": ""}

    def draw(self, element: Element, drawing: Drawing) -> None:
        if fill := TOOLS.get(self.argument):
            fill(element, drawing.course(), self.options, drawing.words, drawing.inline)


BLOCKS = (ToolBlock,)
ENDINGS = (lesson_end,)
