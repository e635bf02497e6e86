"""What this wing hands in."""

from __future__ import annotations

from pain_ed.course.wings import Wing
from pain_ed.diagnostics.codes import Code
from pain_ed.formats.definition import ID, Group, Keys, ListOf, Named, OneOf, Text
from pain_ed.formats.paths import REFLECTION
from pain_ed.formats.reflection import read_reflection
from pain_ed.markdown.blocks import BlockFormat
from pain_ed.tools.rules import RULES, texts

TOOLS = ("assign", "plan", "record", "code", "again", "reflection", "notes", "memory", "go-on")
"""What `/// tool | name` can place on a page."""
WHENS = ("before", "after")
"""When a module's reflection is filled in: before its first lesson, and after its last."""

_SCALE: Group[None] = Group(
    lambda values, fields: None,  # what it holds is read anew where it is drawn
    "a scale",
    keys={"id": Text("", form=ID), **dict.fromkeys(("label", "low", "high"), Text(""))},
)
_OPTIONS: dict[str, Keys] = {
    "reflection": {"module": Named(""), "when": OneOf("", WHENS)},
    "notes": {"scales": ListOf("", _SCALE)},
}


wing = Wing(
    registries={REFLECTION: read_reflection},
    blocks=(
        BlockFormat(
            name="tool",
            code=Code.TOOL_BLOCK,
            example="plan",
            arguments=TOOLS,
            options=lambda tool: _OPTIONS.get(tool, {}),
            subject="the block '/// tool | {}'",
            holds_text=("assign", "go-on"),
        ),
    ),
    rules=RULES,
    texts=texts,
)
