"""The tools of readers, and of those who hand lessons on, by the names under which a page asks for them.

Each fills one element, as far as it can be without JavaScript; the script <name>.js then sets it going.
"""

from __future__ import annotations

from pain_ed.tools import again, assign, code, go_on, memory, notes, plan, record, reflection
from pain_ed.tools.parts import Fill

TOOLS: dict[str, Fill] = {
    "assign": assign.fill,
    "plan": plan.fill,
    "record": record.fill,
    "code": code.fill,
    "again": again.fill,
    "reflection": reflection.fill,
    "memory": memory.fill,
    "notes": notes.fill,
    "go-on": go_on.fill,
}
