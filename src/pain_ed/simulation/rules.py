"""The texts of docs/models.yml, and the rules on simulations."""

from __future__ import annotations

from collections.abc import Iterator

from pain_ed.check.lookup import repeated, unread
from pain_ed.check.reading import grade_problems, long_sentences
from pain_ed.course.model import Course
from pain_ed.course.texts import Text, always
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Problem, unknown
from pain_ed.formats.paths import MODELS
from pain_ed.markdown import prose
from pain_ed.simulation.words import Simulation

MARKED_UP = ("not_you", "answer", "leaves_out", "sources")
"""The keys whose texts may hold Markdown."""


def simulations(course: Course) -> tuple[Simulation, ...]:
    """The simulations of a course, as they are written."""
    return course.registries.get(MODELS, ())


def texts(course: Course) -> Iterator[Text]:
    """All texts of the simulations. Choices are there to be guessed among."""
    stands = {placed.id: page.file for page in course.all_pages for placed in page.placed("model")}
    for simulation in simulations(course):
        entries = 0
        for key, text in simulation.texts:
            where = key
            if key == "leaves_out":
                where, entries = f"{key}.{entries}", entries + 1
            at = always(simulation.locations[where])
            file = stands.get(simulation.id, "")
            yield Text(text, key, at, file, markdown=key in MARKED_UP, refused=key == "choices")


def placed(course: Course) -> Iterator[Problem]:
    """Each model block names an entry that there is, and each entry stands somewhere."""
    known = [simulation.id for simulation in simulations(course)]
    placed = [model for page in course.all_pages for model in page.placed("model")]
    for model in placed if not unread(course, "models") else ():
        if model.id not in known:
            message = f"'{model.id}' is not in {MODELS}."
            yield unknown(Code.UNKNOWN_MODEL, model.location, message, model.id, known, form="/// model | {}")
    standing = {model.id for model in placed}
    for simulation in simulations(course) if not course.unread else ():
        if simulation.id not in standing:
            message = f"the model '{simulation.id}' stands on no page"
            yield Problem(Code.MODEL_NOT_PLACED, simulation.locations["id"], message)


def cited(course: Course) -> Iterator[Problem]:
    """Each simulation cites a source."""
    for simulation in simulations(course):
        if not simulation.citations:
            yield Problem(Code.NOT_CITED, simulation.location, f"the model '{simulation.id}' cites no source")


def predictions_distinct(course: Course) -> Iterator[Problem]:
    """There is something to guess among."""
    for simulation in simulations(course):
        if len(set(simulation.choices)) < max(2, len(simulation.choices)):
            message = f"the model '{simulation.id}' has fewer than two choices, or one of them twice"
            yield Problem(Code.TOO_FEW, simulation.locations["choices"], message)


def ids_unique(course: Course) -> Iterator[Problem]:
    """No two simulations share an id."""
    return repeated("model", ((simulation.id, simulation.locations["id"]) for simulation in simulations(course)))


def readable(course: Course) -> Iterator[Problem]:
    """Advice on simulations that are hard to read, by formulas that were made for English. Labels are no sentences."""
    for simulation in simulations(course) if course.in_english else ():
        read = ("not_you", "in_sight", "question", "choices", "answer", "captions", "leaves_out", "sources")
        paragraphs = [prose.plain(text) for key, text in simulation.texts if key in read]
        yield from grade_problems(paragraphs, simulation.location, f"the model '{simulation.id}'")
        for paragraph in paragraphs:
            for _, message in long_sentences(paragraph):
                yield Problem(Code.LONG_SENTENCE, simulation.location, message)


RULES = (placed, cited, predictions_distinct, ids_unique)
ADVICE = (readable,)
