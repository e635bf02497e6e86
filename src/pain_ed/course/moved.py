"""What became of pages that are gone: `extra.course.moved` in mkdocs.yml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Moved:
    """A page that is gone, and where its text stands now; both as paths from docs/."""

    file: str
    to: str
    title: str = ""
    """What it was called; of a module, and of a lesson that is none any more."""
    short: str = ""
    """Its name in the links of plans, likewise."""
    number: int = 0
    """Its place in codes, likewise."""

    @property
    def id(self) -> str:
        """By which devices remember it: the name of a lesson, or the folder of a module."""
        *folders, name = self.file.removesuffix(".md").split("/")
        return folders[-1] if name == "index" and folders else name

    @property
    def is_module(self) -> bool:
        """Whether it was a module's own page."""
        return self.file.endswith("/index.md")


def read_moved(extra: Mapping[str, Any]) -> Iterator[Moved]:
    """Each line: `old.md: new.md`, or `old.md: {to: new.md, title: …, short: …, number: …}`."""
    moved = extra.get("moved")
    for file, says in moved.items() if isinstance(moved, dict) else ():
        more = says if isinstance(says, dict) else {"to": says}
        number = more.get("number")
        yield Moved(
            file=str(file),
            to=str(more.get("to", "")),
            title=str(more.get("title", "")),
            short=str(more.get("short", "")),
            number=number if isinstance(number, int) else 0,
        )
