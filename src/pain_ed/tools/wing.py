"""What this wing hands in."""

from __future__ import annotations

from pain_ed.course.wings import Wing
from pain_ed.diagnostics.problems import Code
from pain_ed.formats import parse
from pain_ed.formats.fields import Fields
from pain_ed.formats.model import REFLECTION, Ref
from pain_ed.markdown.blocks import BlockFormat, Options

TOOLS = ("assign", "plan", "record", "code", "again", "reflection", "notes", "memory")
"""What `/// tool | name` can place on a page."""
WHENS = ("before", "after")
"""When a module's reflection is filled in: before its first lesson, and after its last."""
_KEYS = {"reflection": ("module", "when"), "notes": ("scales",)}


def _options(tool: str, fields: Fields) -> Options:
    if tool == "reflection":
        return {
            "module": (Ref(fields.text("module"), fields.location("module")),),
            "when": (Ref(fields.one_of("when", WHENS), fields.location("when")),),
        }
    for node in fields.items("scales") if tool == "notes" else ():
        scale = Fields(node, "a scale", fields.problems)
        scale.identifier("id")
        for key in ("label", "low", "high"):
            scale.text(key)
        scale.close()
    return {}


wing = Wing(
    registries={REFLECTION: parse.reflection},
    blocks=(
        BlockFormat(
            name="tool",
            code=Code.TOOL_BLOCK,
            example="plan",
            arguments=TOOLS,
            options=_options,
            keys=lambda tool: _KEYS.get(tool, ()),
            subject=lambda tool: f"the block '/// tool | {tool}'",
            holds_text=("assign",),
        ),
    ),
)
