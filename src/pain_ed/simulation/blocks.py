"""`/// model | name` in a page."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from pain_ed.diagnostics.problems import line
from pain_ed.formats.paths import MODELS
from pain_ed.markdown.blocks import Block
from pain_ed.page.drawing import Drawing, PageBlock
from pain_ed.page.elements import problem
from pain_ed.simulation.draw import fill_simulation
from pain_ed.simulation.words import read_simulations


class ModelBlock(PageBlock):
    """`/// model | name`: a simulation, with the words of docs/models.yml."""

    NAME = "model"
    ARGUMENT = True

    def draw(self, element: Element, drawing: Drawing) -> None:
        parsed = drawing.read(MODELS, read_simulations)
        model = next((model for model in parsed.value or () if model.id == self.argument), None)
        if model is None:
            # What is wrong with this entry is not told from what is wrong with another.
            where = line(parsed.problems[0]) if parsed.problems else f"{MODELS}: {self.argument}"
            problem(element, drawing.words["model-problem"].format(where))
            return
        fill_simulation(element, model, drawing.words, drawing.inline)

    @staticmethod
    def cited(block: Block, drawing: Drawing) -> Iterable[str]:
        """The sources that it cites."""
        models = drawing.read(MODELS, read_simulations).value or ()
        return [citation.id for model in models if model.id == block.id for citation in model.citations]


BLOCKS = (ModelBlock,)
ENDINGS = ()
