"""Applies the safe fixes of a report, and the stamp of a review, to the text of a file. No input or output."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pain_ed.diagnostics.problems import Fix


def mend(data: bytes, fixes: Iterable[Fix]) -> tuple[bytes, list[Fix]]:
    """Apply the safe ones among the fixes of one file.

    Nothing but the old text of a fix is touched: line ends, a byte order mark and all else stay as they are. A fix
    whose old text is not found, and one that overlaps another, is left for the next run.

    Args:
        data: the file, in UTF-8.
        fixes: those of this file; the others among them, which are not safe, are passed over.

    Returns:
        The mended file, and the fixes that were applied, in its order.
    """
    lines = data.decode("utf-8").split("\n")
    mark = "\ufeff" if lines[0].startswith("\ufeff") else ""
    lines[0] = lines[0].removeprefix(mark)
    applied: list[Fix] = []
    taken: dict[int, int] = {}
    # From the end, so that the columns before stay those that were found.
    for fix in sorted({fix for fix in fixes if fix.safe}, key=lambda fix: fix.location, reverse=True):
        number = fix.location.line - 1
        at = fix.position(lines[number]) if number < len(lines) else None
        if at is None or at + len(fix.old) > taken.get(number, len(lines[number])):
            continue
        lines[number] = lines[number][:at] + fix.new + lines[number][at + len(fix.old) :]
        taken[number] = at
        applied.append(fix)
    return (mark + "\n".join(lines)).encode("utf-8"), applied[::-1]


def stamp(data: bytes, day: str, digest: str) -> bytes:
    """Write the day and the text of a review into a lesson's front matter.

    Args:
        data: the lesson's file, in UTF-8, with a sound front matter.
        day: as YYYY-MM-DD.
        digest: `Lesson.digest`.
    """
    text = data.decode("utf-8")
    end_of_head = next(re.compile(r"^(?:-{3}|\.{3})[ \t]*\r?$", re.M).finditer(text, 3)).start()
    head, rest = text[:end_of_head], text[end_of_head:]
    head = re.sub(r"^reviewed_text:.*\n", "", head, flags=re.M)
    end = "\r\n" if "\r\n" in head else "\n"
    # In quotes: eight digits, or digits around an 'e', would be a number.
    head = re.sub(r"^reviewed:.*\n", f'reviewed: {day}{end}reviewed_text: "{digest}"{end}', head, count=1, flags=re.M)
    return (head + rest).encode("utf-8")
