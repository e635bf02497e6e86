"""Sources, and the other registries of a course."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pain_ed.compare.changes import Change
from pain_ed.compare.sides import Side, entries, flat, if_changed
from pain_ed.course.model import Course
from pain_ed.formats.paths import CONCEPTS, GLOSSARY, MODELS, REFLECTION, SOURCES
from pain_ed.formats.sources import Source


def sources(old: Side, new: Side) -> Iterator[Change]:
    """Sources that are new, gone, or described otherwise, and whether they still stand."""
    was, now = ({source.id: source for source in side.course.sources} for side in (old, new))
    for id, source in now.items():
        if id in was:
            yield from if_changed(
                "source-status", SOURCES, _titled(source), *(state.status or "it stands" for state in (was[id], source))
            )
    names = {id: _titled(source) for id, source in (was | now).items()}
    described = [
        {names[id]: _source(source, other.get(id)) for id, source in mine.items()}
        for mine, other in ((was, now), (now, was))
    ]
    yield from entries(
        "source", SOURCES, *described, may_be_gone=not new.in_doubt(SOURCES), may_be_new=not old.in_doubt(SOURCES)
    )


def _titled(source: Source) -> str:
    return f"{source.id}: {source.csl['title']}"


def _source(source: Source, other: Source | None) -> str:
    """What is said of a source; of one that is there on both sides, what differs."""
    lines = _description(source)
    if other is None:
        lines |= {"status": source.status} if source.status else {}
    else:
        lines = {key: text for key, text in lines.items() if _description(other).get(key) != text}
    return "\n".join(f"{key}: {text}" for key, text in lines.items())


def _description(source: Source) -> dict[str, str]:
    own = {key: getattr(source, key) for key in ("role", "kind", "reliability", "appraisal")}
    return own | {key: flat(value) for key, value in source.csl.items()}


def registries(old: Side, new: Side) -> Iterator[Change]:
    """Entries of the other registries that are new, gone or changed."""

    def compared(file: str, read: Callable[[Course], Iterable[tuple[str, str]]]) -> Iterator[Change]:
        sides = dict(read(old.course)), dict(read(new.course))
        return entries("entry", file, *sides, may_be_gone=not new.in_doubt(file), may_be_new=not old.in_doubt(file))

    yield from compared(
        GLOSSARY, lambda side: ((term.term, "\n".join([term.definition, *term.forms])) for term in side.terms)
    )
    yield from compared(
        CONCEPTS, lambda side: ((concept.id, f"{concept.idea}\n{concept.instead_of}") for concept in side.concepts)
    )
    yield from compared(
        REFLECTION, lambda side: ((statement.id, statement.text) for statement in side.registries.get(REFLECTION, ()))
    )
    yield from compared(MODELS, _simulations)


def _simulations(course: Course) -> Iterator[tuple[str, str]]:
    for simulation in course.registries.get(MODELS, ()):
        lines = (
            f"draws: {simulation.draws}",
            *(f"{key}: {text}" for key, text in simulation.texts),
            f"start: {simulation.start}",
            f"answer_at: {simulation.answer_at}",
            *(f"{setting.title}: {setting.state}" for setting in simulation.settings),
        )
        yield simulation.id, "\n".join(lines)
