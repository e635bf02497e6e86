"""What the wings hand in. A wing is a folder that may be deleted; the core knows its name from a door, and nothing else of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from pain_ed.diagnostics.problems import Problem

if TYPE_CHECKING:
    from pain_ed.course.model import Course
    from pain_ed.course.texts import Text


def _no_texts(course: Course) -> Iterator[Text]:
    return iter(())


@dataclass(frozen=True, kw_only=True)
class Wing:
    """What one wing adds to the reading and judging of a course; each part may be left out."""

    rules: tuple[Callable[[Course], Iterator[Problem]], ...] = ()
    """Rules that a build runs."""
    advice: tuple[Callable[[Course], Iterator[Problem]], ...] = ()
    """Rules that `pain-ed check` alone runs."""
    texts: Callable[[Course], Iterator[Text]] = _no_texts
    """All texts of its registries."""


_wings: dict[str, Wing] = {}


def hand_in(*names: str) -> None:
    """Take in wings by the names of their folders, each of which has a `wing` in its module `wing`. One that is not there is passed over."""
    for name in names:
        if name not in _wings:
            try:
                _wings[name] = import_module(f"pain_ed.{name}.wing").wing
            except ModuleNotFoundError as error:
                if not (error.name or "").startswith(f"pain_ed.{name}"):
                    raise


def wings() -> tuple[Wing, ...]:
    """What was handed in."""
    return tuple(_wings.values())
