"""The example of each rule: what is wrong, and how it should read. The tests run the same files.

A file `examples/<code>.txt` holds changes to the small course of the tests, in sections that start with `=== `:

    === file: old text   part of a file, replaced by the section's text; `\\n` stands for a line break in the old text.
                         Both start with the line's spaces where more lines follow, to show what stands under what
    === file             a whole file
    === - file           a file that is taken away
    === report           what the checker says to it

What a section `=== good …` holds is how it should read; without one, the old text is. `=== both …` belongs to both, and
is not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pain_ed.diagnostics.codes import HEADINGS, Code

FOLDER = Path(__file__).parent / "cases"

_CHANGE = re.compile(r"(\S+): (.+)")


@dataclass(frozen=True, slots=True)
class Example:
    """A rule at work."""

    bad: tuple[tuple[str, str], ...]
    """Files, each with the text that breaks the rule."""
    good: tuple[tuple[str, str], ...]
    """Files, each with the text that keeps it."""
    report: str
    """What the checker says to the first."""


def sections(text: str) -> dict[str, str]:
    """The sections of an example. A `\\` at the end of the last line stands for 'no line break here'."""
    parts = re.split(r"^=== (.+)\n", text, flags=re.M)
    return {
        name: text.removesuffix("\\\n") if text.endswith("\\\n") else text
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def change(name: str) -> tuple[str, str | None]:
    """The file that a section changes, and the old text that it replaces; None for a whole file."""
    match = _CHANGE.fullmatch(name)
    return (match[1], match[2].replace("\\n", "\n")) if match else (name, None)


def variants(parts: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The changes that make the bad course, and those that make the good one."""
    both = {name.removeprefix("both "): text for name, text in parts.items() if name.startswith("both ")}
    good = {name.removeprefix("good "): text for name, text in parts.items() if name.startswith("good ")}
    bad = {name: text for name, text in parts.items() if not name.startswith(("both ", "good ")) and name != "report"}
    return both | bad, both | good


def example(code: Code) -> Example | None:
    """The example of a rule; None for the few that no text can break (a link, bytes that are no text)."""
    file = FOLDER / f"{code.value}.txt"
    if not file.exists():
        return None
    parts = sections(file.read_text(encoding="utf-8"))
    shown = {name: text for name, text in parts.items() if name != "report" and not name.startswith(("both ", "- "))}
    bad = [(*change(name), text) for name, text in shown.items() if not name.startswith("good ")]
    good = [(change(name.removeprefix("good "))[0], text) for name, text in shown.items() if name.startswith("good ")]
    good = good or [(file, f"{old}\n") for file, old, _ in bad if old is not None]
    wrong = [(file, text) for file, _, text in bad]
    return Example(_to_the_margin(wrong, good), _to_the_margin(good, wrong), parts["report"].partition("\n\n")[0])


def _to_the_margin(shown: list[tuple[str, str]], beside: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Each text without the spaces that every line has, in it and in the texts of the same file beside it."""

    def margin(file: str) -> int:
        lines = [line for name, text in (*shown, *beside) if name == file for line in text.splitlines() if line.strip()]
        return min((len(line) - len(line.lstrip()) for line in lines), default=0)

    return tuple((file, re.sub(rf"^ {{{margin(file)}}}", "", text, flags=re.M)) for file, text in shown)


def groups(*, safety: bool = True) -> list[tuple[str, list[tuple[Code, Example | None]]]]:
    """The rules with their examples, under the headings of the guide; with or without those of docs/safety.yml."""
    groups: dict[str, list[tuple[Code, Example | None]]] = {}
    heading = ""
    for code in Code:
        heading = HEADINGS.get(code, heading)
        groups.setdefault(heading, []).append((code, example(code)))
    if not safety:
        del groups[HEADINGS[Code.NO_HELP_LINK]]
    return list(groups.items())
