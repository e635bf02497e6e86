"""The text of a page, sentence by sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pain_ed.compare.changes import Change, different
from pain_ed.compare.safety import Safety
from pain_ed.markdown import prose
from pain_ed.markdown.page import Page
from pain_ed.markdown.readability import located_sentences


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a line that is none."""

    section: str
    plain: str
    """What a reader reads; empty for what is not text."""
    raw: str
    """As it is written, with single spaces."""
    folded: bool

    @property
    def key(self) -> tuple[str, bool]:
        return self.raw, self.folded

    @property
    def whole(self) -> str:
        return f"(opens on demand) {self.raw}" if self.folded else self.raw


_MOST_PAIRS = 4_000_000
"""Of units of two pages that are looked at."""


@lru_cache(maxsize=256)
def units(body: str) -> tuple[Unit, ...]:
    """All of a page's text, nothing left out."""
    starts = [0]
    for text in body.split("\n"):
        starts.append(starts[-1] + len(text) + 1)
    units: list[Unit] = []
    done, row, section = 0, 0, ""
    for passage in prose.passages(body):
        while starts[row + 1] <= passage.start:
            row += 1
        units += _between(body[done : starts[row]], section)
        begin, section = max(starts[row], done), passage.section
        while starts[row + 1] < passage.start + len(passage.plain):
            row += 1
        done = max(starts[row + 1], begin)
        cuts = [start for start, _ in located_sentences(passage.plain)][1:]
        ends = [*(passage.start + cut for cut in cuts), done]
        for start, end in zip([begin, *ends[:-1]], ends, strict=True):
            raw = re.sub(
                r"^\d+([.)]) ", r"1\1 ", " ".join(body[start:end].split())
            )  # a number moves when an item comes before it
            plain = " ".join(passage.plain[max(start - passage.start, 0) : end - passage.start].split())
            plain = re.sub(r" (?=[,.;:!?)])", "", plain)  # where a link or a citation ended
            units.append(Unit(section, plain, raw, passage.folded))
    units += _between(body[done:], section)
    return tuple(units)


def _between(text: str, section: str) -> Iterator[Unit]:
    for block in re.split(r"\n\s*\n", text):
        raw = " ".join(block.split())
        if raw.strip("/"):  # the end of a block says nothing
            yield Unit(section, "", raw, False)


def whole(page: Page) -> str:
    """All that a page says."""
    return "\n".join(unit.plain or unit.raw for unit in units(page.body))


def sentences(old: Page, new: Page, safety: Safety) -> Iterator[Change]:
    """Changes of what a page says."""
    was, now = units(old.body), units(new.body)
    chunks = [
        (list(was[a:b]), list(now[c:d]))
        for a, b, c, d in different([unit.key for unit in was], [unit.key for unit in now], most=_MOST_PAIRS)
    ]
    gone, come = (Counter(unit.key for chunk in chunks for unit in chunk[side] if unit.plain) for side in (0, 1))
    moved = {key for key in gone & come if len(key[0].split()) > 3}  # a word or two are met anywhere
    yield from _moves(new, chunks, moved)
    for before, after in chunks:
        before, after = ([unit for unit in side if unit.key not in moved] for side in (before, after))
        if not before and not after:
            continue
        texts = [[unit.plain for unit in side if unit.plain] for side in (before, after)]
        if texts[0] == texts[1]:
            kind = "markup"
            shown = ["\n".join(unit.whole for unit in side) for side in (before, after)]
        else:
            kind = "sentences"
            # The words; but for what differs in something else alone, how it is written.
            shown = [
                "\n".join(unit.plain if unit.plain and unit.plain not in others else unit.whole for unit in side)
                for side, others in ((before, texts[1]), (after, texts[0]))
            ]
        written = "\n".join(unit.raw for unit in (*before, *after))
        section = next(unit.section for unit in (*after, *before))
        about = f"{new.title} › {section}" if section else new.title
        yield Change(safety.kind(new.file, written, kind), new.file, about, *shown)


def _moves(page: Page, chunks: list[tuple[list[Unit], list[Unit]]], moved: set[tuple[str, bool]]) -> Iterator[Change]:
    if moved:
        before, after = (
            "\n".join(f"{unit.section}: {unit.plain}" for chunk in chunks for unit in chunk[side] if unit.key in moved)
            for side in (0, 1)
        )
        yield Change("moved", page.file, page.title, before, after)
