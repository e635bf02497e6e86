"""What simulations add to the reading and judging of a course."""

from __future__ import annotations

from pain_ed.course.wings import Wing
from pain_ed.simulation.rules import ADVICE, RULES, texts

wing = Wing(rules=RULES, advice=ADVICE, texts=texts)
