"""What tools add to the reading and judging of a course."""

from __future__ import annotations

from pain_ed.course.wings import Wing
from pain_ed.tools.rules import RULES, texts

wing = Wing(rules=RULES, texts=texts)
