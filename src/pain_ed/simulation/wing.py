"""What this wing hands in."""

from __future__ import annotations

from collections.abc import Mapping

from pain_ed.course.model import Course
from pain_ed.course.wings import Wing
from pain_ed.diagnostics.problems import Code
from pain_ed.formats.paths import MODELS
from pain_ed.markdown.blocks import BlockFormat
from pain_ed.simulation.rules import ADVICE, RULES, simulations, texts
from pain_ed.simulation.words import Simulation, read_simulations


def by_id(course: Course) -> Mapping[str, Simulation]:
    """The simulations of a course, by their ids."""
    return {simulation.id: simulation for simulation in simulations(course)}


wing = Wing(
    registries={MODELS: read_simulations},
    blocks=(BlockFormat(name="model", code=Code.MODEL_BLOCK, example="wind-up", once=True, anchor="model-{}"),),
    entries={"model": by_id},
    rules=RULES,
    advice=ADVICE,
    texts=texts,
)
