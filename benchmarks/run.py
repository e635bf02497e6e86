"""Measures what the course and its quizzes cost, and prints it beside the limits: `make bench`.

    python benchmarks/run.py [build] [growth] [check] [weights] [models] [browser] [lighthouse] [--rounds N]

All parts without an argument. What is compared is run in turn (A B C A B C ...), and the median is taken; it is CPU time (user and
system) of a child process wherever that is possible, so that what else runs on the machine matters less. A limit that is missed is
said to be missed, and does not make this command fail.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import browser
import builds
from common import Missing, Row, say

PARTS: dict[str, Callable[[Path, int], Iterator[Row]]] = {
    "build": builds.build,
    "growth": builds.growth,
    "check": builds.check,
    "weights": builds.weights,
    "models": builds.simulation,
    "browser": browser.feedback,
    "lighthouse": browser.lighthouse,
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
    rows: list[Row] = []
    for name in options.parts or PARTS:
        for row in measure(name, options.rounds):
            say(str(row))
            rows.append(row)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"\n{datetime.date.today()}, Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load}\n")
    print("| What | Measured | Limit | Met |\n| --- | --- | --- | --- |")
    print("\n".join(map(str, rows)))


if __name__ == "__main__":
    main()
