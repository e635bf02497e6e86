"""Applies the safe fixes of a report to the text of a file. No input or output."""

from __future__ import annotations

from collections.abc import Iterable

from pain_ed.problems import Fix


def mend(data: bytes, fixes: Iterable[Fix]) -> tuple[bytes, list[Fix]]:
    """Apply the safe ones among the fixes of one file.

    Nothing but the old text of a fix is touched: line ends, a byte order mark and all else stay as they are. A fix whose old text is
    not found, and one that overlaps another, is left for the next run.

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
    for fix in sorted({fix for fix in fixes if fix.safe}, key=lambda fix: fix.place, reverse=True):
        number = fix.place.line - 1
        at = fix.position(lines[number]) if number < len(lines) else None
        if at is None or at + len(fix.old) > taken.get(number, len(lines[number])):
            continue
        lines[number] = lines[number][:at] + fix.new + lines[number][at + len(fix.old) :]
        taken[number] = at
        applied.append(fix)
    return (mark + "\n".join(lines)).encode("utf-8"), applied[::-1]
