"""The example of each rule: what is wrong, and how it should read. The tests run the same files.

A file `examples/<code>.txt` holds changes to the small course of the tests, in sections that start with `=== `:

    === file: old text          part of a file, replaced by the section's text; `\\n` stands for a line break in the old text. Both start
                                with the line's spaces where more lines follow, so that the example shows what stands under what
    === file                    a whole file
    === - file                  a file that is taken away
    === report                  what the checker says to it

What a section `=== good …` holds is how it should read; without one, the old text is. `=== both …` belongs to both, and is not shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pain_ed.diagnostics.problems import Code

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
    bad: list[tuple[str, str]] = []
    good: list[tuple[str, str]] = []
    for name, text in parts.items():
        if name.startswith("good "):
            good.append((change(name.removeprefix("good "))[0], text))
        elif not name.startswith(("both ", "- ")) and name != "report":
            bad.append((change(name)[0], text))
    if not good:
        good = [
            (file, f"{old}\n")
            for file, old in map(change, parts)
            if old is not None and not file.startswith(("both ", "- "))
        ]
    return Example(_to_the_margin(bad, good), _to_the_margin(good, bad), parts["report"].partition("\n\n")[0])


def _to_the_margin(shown: list[tuple[str, str]], beside: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Each text without the spaces that every line has, in it and in the texts of the same file beside it."""

    def margin(file: str) -> int:
        lines = [line for name, text in (*shown, *beside) if name == file for line in text.splitlines() if line.strip()]
        return min((len(line) - len(line.lstrip()) for line in lines), default=0)

    return tuple((file, re.sub(rf"^ {{{margin(file)}}}", "", text, flags=re.M)) for file, text in shown)


def groups(*, safety: bool = True) -> list[tuple[str, list[tuple[Code, Example | None]]]]:
    """The rules with their examples, under the headings of the guide; those on safety only for a course that has a docs/safety.yml."""
    found: list[tuple[str, list[tuple[Code, Example | None]]]] = []
    for code in Code:
        if code in _STARTS:
            found.append((_STARTS[code], []))
        found[-1][1].append((code, example(code)))
    return [group for group in found if safety or group[0] != _STARTS[Code.NO_HELP_LINK]]


# The first rule of each group, in the order of Code.
_STARTS = {
    Code.NOT_UTF8: "Files",
    Code.YAML_SYNTAX: "YAML",
    Code.UNKNOWN_KEY: "Keys and values",
    Code.TO_WRITE: "Parts to write",
    Code.FRONT_MATTER_MISSING: "Lessons",
    Code.UNKNOWN_CONCEPT: "Concepts and terms",
    Code.READING_GRADE: "Reading",
    Code.REVIEW_OVERDUE: "Reviews",
    Code.BROKEN_LINK: "Links, headings and pictures",
    Code.AVOIDED_WORD: "Words",
    Code.NO_HELP_LINK: "Safety",
    Code.NUMBER_NOT_CITED: "Evidence",
    Code.UNKNOWN_QUIZ: "Quizzes in a lesson",
    Code.MODULE_BLOCK: "Modules, tools and names",
    Code.UNKNOWN_MODEL: "Interactive models",
    Code.LESSON_MISMATCH: "Quizzes",
    Code.OPTION_ABOUT_OTHERS: "How questions are written",
    Code.BAD_DOI: "Sources",
}
