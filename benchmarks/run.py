"""Measures what the course and its quizzes cost, and writes it beside the limits into the README: `make bench`.

    python benchmarks/run.py [build] [growth] [check] [weights] [models] [browser] [lighthouse] [--rounds N]

All parts without an argument. The rows of the others stay in the README as they are. What is compared is run in turn (A B C A B C ...), and the median is taken; it is CPU time (user and
system) of a child process wherever that is possible, so that what else runs on the machine matters less. A limit that is missed is
said to be missed, and does not make this command fail.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import builds
import pages
from common import ROOT, Missing, Row, say

START, END = "<!-- written by make bench -->", "<!-- to here -->"
"""Between these stands the table in the README."""

PARTS: dict[str, Callable[[Path, int], Iterator[Row]]] = {
    "build": builds.build,
    "growth": builds.growth,
    "check": builds.check,
    "weights": builds.weights,
    "models": builds.simulation,
    "browser": pages.feedback,
    "lighthouse": pages.lighthouse,
}


def measure(name: str, rounds: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="pain-ed-bench-") as work:
        try:
            yield from PARTS[name](Path(work), rounds)
        except Missing as missing:
            yield Row(name, f"not measured: {missing}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often each is measured (default: 5)")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part '{min(unknown)}'; there are: {', '.join(PARTS)}")
    parts = [name for name in PARTS if name in (options.parts or PARTS)]
    when = f"{datetime.date.today()}, {commit()}"
    rows = []
    for name in parts:
        for row in measure(name, options.rounds):
            say(str(row))
            rows.append(f"| {name} {row} {when} |")
    write(rows)


def commit() -> str:
    """The commit that is measured, and whether files differ from it."""

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    try:
        return git("rev-parse", "--short", "HEAD") + (" + changes" if git("status", "--porcelain") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"  # a copy of the files alone


def write(rows: list[str], readme: Path = ROOT / "README.md") -> None:
    """Put rows into the table between its marks, in the place of those of the same parts."""
    before, start, rest = readme.read_text("utf-8").partition(START)
    old, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{readme.name} does not hold the marks {START} and {END}")
    measured = {row.split(" ")[1] for row in rows}
    kept = [line for line in old.splitlines() if line.startswith("| ") and line.split(" ")[1] in {*PARTS} - measured]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load}"
    table = [
        f"The last run was on {machine}.",
        "",
        "| Part | What | Measured | Limit | Met | On, at commit |",
        "| --- | --- | --- | --- | --- | --- |",
        *sorted([*kept, *rows], key=lambda row: list(PARTS).index(row.split(" ")[1])),
    ]
    readme.write_text("\n".join([before + start, *table, end + after]), "utf-8")


if __name__ == "__main__":
    main()
