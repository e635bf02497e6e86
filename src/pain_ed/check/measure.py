"""`pain-ed measure`: prints what each lesson asks of its reader, beside its budget."""

from __future__ import annotations

import argparse
import sys
from itertools import groupby

from pain_ed.check.sizes import Sizes, looked_for, sizes
from pain_ed.course.budgets import Budget
from pain_ed.course.load import load
from pain_ed.course.model import Course
from pain_ed.course.options import add_root
from pain_ed.diagnostics.problems import count, has_errors

COLUMNS = {
    "words": "in sight: outside folds, questions and models",
    "screens": "of a phone (390 x 800) up to the first question, estimated",
    "to_end": "the same to the end of the page, with all folds closed",
    "marks": "of sources, in 100 words in sight",
    "negations": "sentences in sight, in 100, with one of: {negations}",
    "before": "words in 100 before the thing to do; its heading begins with: {thing-to-do}",
    "feedback": "words in the feedback of a question, on average",
    "longest": "words in the longest feedback",
    "grade": "US school grade (Flesch-Kincaid), for English alone",
}
"""What is printed of each lesson, and what it means; all but `to_end` can have a budget under the same name."""
_NAMES = 24
"""Signs of the names before the columns: with these, a line has 100, unless a name is longer."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `measure` to the command."""
    parser = commands.add_parser("measure", help="print how long, how busy and how hard each lesson is, and its budget")
    add_root(parser)


def run(options: argparse.Namespace) -> int:
    """Carry out `measure`; returns 1 when the course has errors for which some of it could not be read."""
    course, problems = load(options.root)
    print(_report(course), end="")
    if has_errors(problems):
        print(f"pain-ed: {count(problems)} in the course. 'pain-ed check' says how to mend each.", file=sys.stderr)
        return 1
    return 0


def _report(course: Course) -> str:
    measured = list(sizes(course))
    names = max([_NAMES, *(len(lesson.id) + 3 for lesson, _ in measured)])
    heads = {column: column.replace("_", " ") for column in COLUMNS}

    def line(name: str, what: Sizes | Budget, budget: Budget | None = None) -> str:
        cells = []
        for column, head in heads.items():
            over = isinstance(what, Sizes) and budget and what.over(column, budget)
            cells.append(f"{_shown(what, column):>{max(5, len(head))}}{'*' if over else ' '}")
        return f"{name:<{names}}{' '.join(cells)}"

    lines = [" " * names + "  ".join(f"{head:>5}" for head in heads.values())]
    for module, group in groupby(measured, lambda pair: pair[0].module):
        budget = course.config.budget(module)
        lines += ["", module, line("  at most", budget)]
        lines += [line(f"  {lesson.id}", size, budget) for lesson, size in group]
    words = {name: ", ".join(looked_for(course, name)) for name in ("negations", "thing-to-do")}
    lines += ["", f"{'*':<9}  over its budget"]
    lines += [f"{head:<9}  {COLUMNS[column].format(**words)}" for column, head in heads.items()]
    return "".join(f"{text.rstrip()}\n" for text in lines)


def _shown(what: Sizes | Budget, column: str) -> str:
    value = getattr(what, column, None)
    return "-" if value is None else f"{value:g}" if isinstance(what, Budget) else str(value)
