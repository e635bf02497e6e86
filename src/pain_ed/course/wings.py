"""What the wings hand in. A wing is a folder that may be deleted; the core knows its name from a door, and no more of
it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from pain_ed.diagnostics.problems import Problem
from pain_ed.formats.fields import Parsed
from pain_ed.formats.text import Ref
from pain_ed.markdown import blocks
from pain_ed.markdown.blocks import BlockFormat

if TYPE_CHECKING:
    from pain_ed.course.model import Course
    from pain_ed.course.texts import Text

Rule = Callable[["Course"], Iterator[Problem]]


class Entry(Protocol):
    """An entry of a wing's registry that a block places on a page."""

    @property
    def id(self) -> str:
        """By which the block names it."""

    @property
    def title(self) -> str:
        """The heading that it has in the page."""

    @property
    def anchor(self) -> str:
        """The id of that heading."""

    @property
    def citations(self) -> tuple[Ref, ...]:
        """Every citation in it, in the order in which they are read."""

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """All that a reader is told by it, each text with the key under which it stands."""


def _no_texts(course: Course) -> Iterator[Text]:
    return iter(())


@dataclass(frozen=True, kw_only=True)
class Wing:
    """What one wing adds to the reading and judging of a course; each part may be left out."""

    registries: Mapping[str, Callable[[str, str], Parsed[Any]]] = field(default_factory=dict)
    """Its files in docs/ (`docs/models.yml`), each with its reader."""
    blocks: tuple[BlockFormat, ...] = ()
    """How its blocks are written."""
    entries: Mapping[str, Callable[[Course], Mapping[str, Entry]]] = field(default_factory=dict)
    """For a block that places an entry of a registry: the entries, by their ids."""
    rules: tuple[Rule, ...] = ()
    """Rules that a build runs."""
    advice: tuple[Rule, ...] = ()
    """Rules that `pain-ed check` alone runs."""
    texts: Callable[[Course], Iterator[Text]] = _no_texts
    """All texts of its registries."""


_wings: dict[str, Wing] = {}


def hand_in(*names: str) -> tuple[str, ...]:
    """Take in wings by the names of their folders, each with a `wing` in its module `wing`.

    Returns:
        The names of those that are there; others are passed over.
    """
    for name in names:
        if name not in _wings:
            try:
                wing: Wing = import_module(f"pain_ed.{name}.wing").wing
            except ModuleNotFoundError as error:
                if error.name not in (f"pain_ed.{name}", f"pain_ed.{name}.wing"):
                    raise
                continue
            _wings[name] = wing
            blocks.FORMATS.update({form.name: form for form in wing.blocks})
    return tuple(name for name in names if name in _wings)


def wings() -> tuple[Wing, ...]:
    """What was handed in."""
    return tuple(_wings.values())
