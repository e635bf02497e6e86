"""`pain-ed check`: reads a course, judges it, mends what can be mended safely, and reports the rest."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pain_ed import __version__
from pain_ed.check.judge import judge
from pain_ed.course.files import line_reader
from pain_ed.course.load import load
from pain_ed.course.model import Course
from pain_ed.course.options import add_today
from pain_ed.diagnostics import reports
from pain_ed.diagnostics.fixes import mend
from pain_ed.diagnostics.problems import Fix, Problem, amount, has_errors


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `check` to the command."""
    parser = commands.add_parser("check", help="report everything that is wrong with the lessons, quizzes and sources")
    parser.add_argument(
        "root", nargs="?", default=".", type=Path, help="the folder that holds docs/ and quizzes/ (default: this one)"
    )
    parser.add_argument(
        "--format",
        choices=("text", "github", "sarif", "json"),
        default="text",
        help="who reads the report (default: text, for people)",
    )
    parser.add_argument(
        "--fix", action="store_true", help="mend what can be mended safely, say what was done, and report the rest"
    )
    add_today(parser, "the day by which reviews are due")


def run(options: argparse.Namespace) -> int:
    """Carry out `check`; returns 1 when there are errors, or with `--fix` anything that is left to mend."""
    today = options.today or datetime.date.today()
    course, problems = _judged(options.root, today)
    if options.fix:
        out = sys.stdout if options.format == "text" else sys.stderr
        while mended := _mend(options.root, problems):
            for fix in mended:
                print(f"{fix.location}: mended: '{fix.old}' is now '{fix.new}'", file=out)
            course, problems = _judged(options.root, today)
    print(_report(course, problems, options), end="")
    return 1 if has_errors(problems) or (options.fix and problems) else 0


def _judged(root: Path, today: datetime.date) -> tuple[Course, list[Problem]]:
    course, problems = load(root)
    return course, problems + judge(course, today=today)


def _mend(root: Path, problems: Iterable[Problem]) -> list[Fix]:
    """Apply the safe fixes; returns those that were applied."""
    by_file: dict[str, list[Fix]] = defaultdict(list)
    for problem in problems:
        if problem.fix and problem.fix.safe:
            by_file[problem.fix.location.file].append(problem.fix)
    applied: list[Fix] = []
    for file, fixes in sorted(by_file.items()):
        mended, done = mend((root / file).read_bytes(), fixes)
        if done:
            (root / file).write_bytes(mended)
            applied += done
    return applied


def _report(course: Course, problems: list[Problem], options: argparse.Namespace) -> str:
    lines, prefix, rules = line_reader(options.root), _prefix(options.root), course.rules_address
    looked_at = {
        "lessons": len(course.lessons),
        "questions": sum(len(quiz.questions) for quiz in course.quizzes),
        "sources": len(course.sources),
    }
    if options.format == "github":
        return reports.github(problems, lines, prefix=prefix)
    if options.format == "sarif":
        return reports.sarif(problems, lines, version=__version__, rules=rules, prefix=prefix)
    if options.format == "json":
        return reports.as_json(problems, lines, looked_at=looked_at, rules=rules)
    lessons, questions, sources = (amount(number, name.removesuffix("s")) for name, number in looked_at.items())
    return f"{reports.text(problems, lines)}Looked at {lessons}, {questions} and {sources}.\n"


def _prefix(root: Path) -> str:
    """The way from the current folder to the course, by which GitHub finds the files."""
    try:
        way = Path(os.path.relpath(root)).as_posix()
    except ValueError:  # another drive
        return ""
    return "" if way == "." or way.startswith("..") else f"{way}/"
