"""The `pain-ed` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pain_ed import __version__
from pain_ed.checks import judge
from pain_ed.course import load
from pain_ed.model import DOCS
from pain_ed.problems import has_errors, text_report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a sub-command.

    Returns:
        0 when nothing is wrong (warnings are allowed), 1 when there are errors, 2 when the command itself cannot be carried out.
    """
    parser = argparse.ArgumentParser(prog="pain-ed", description="Checks a course with quizzes and cited sources.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    checker = commands.add_parser("check", help="report everything that is wrong with the lessons, quizzes and sources")
    checker.add_argument("root", nargs="?", default=".", type=Path, help="the folder that holds docs/ and quizzes/ (default: this one)")
    options = parser.parse_args(arguments)

    if not (options.root / DOCS).is_dir():
        print(f"pain-ed: there is no folder 'docs' in '{options.root}'. Run it where mkdocs.yml is, or name that folder.", file=sys.stderr)
        return 2
    course, problems = load(options.root)
    problems += judge(course)
    print(text_report(problems), end="")
    questions = sum(len(quiz.questions) for quiz in course.quizzes)
    print(f"Looked at {_count(len(course.lessons), 'lesson')}, {_count(questions, 'question')} and {_count(len(course.sources), 'source')}.")
    return 1 if has_errors(problems) else 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
