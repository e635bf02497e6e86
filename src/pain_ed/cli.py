"""The `pain-ed` command."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from pain_ed import __version__
from pain_ed.author import command as new_command
from pain_ed.check.rules import judge
from pain_ed.compare import changes as differences
from pain_ed.compare import compare
from pain_ed.course.files import line_reader
from pain_ed.course.load import load
from pain_ed.course.model import Course
from pain_ed.course.wings import hand_in
from pain_ed.diagnostics import fixes as mend
from pain_ed.diagnostics import reports
from pain_ed.diagnostics.problems import Fix, Problem, counted, did_you_mean, has_errors, text_report
from pain_ed.export import command as export_command
from pain_ed.formats.model import DOCS, MODELS

hand_in("simulation", "tools")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a sub-command.

    Returns:
        0 when nothing is wrong (warnings are allowed), 1 when there are errors, 2 when the command itself cannot be carried out.
        After `check --fix`, 1 when anything is left to mend. 141 when nobody reads on (`| head`), as the shell says of other programs.
    """
    try:
        status = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more as it ends (https://docs.python.org/3/library/signal.html#note-on-sigpipe).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return status


def _run(arguments: Sequence[str] | None) -> int:
    parser = argparse.ArgumentParser(prog="pain-ed", description="Checks a course with quizzes and cited sources.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    checker = commands.add_parser("check", help="report everything that is wrong with the lessons, quizzes and sources")
    checker.add_argument(
        "root", nargs="?", default=".", type=Path, help="the folder that holds docs/ and quizzes/ (default: this one)"
    )
    checker.add_argument(
        "--format",
        choices=("text", "github", "sarif", "json"),
        default="text",
        help="who reads the report (default: text, for people)",
    )
    checker.add_argument(
        "--fix", action="store_true", help="mend what can be mended safely, say what was done, and report the rest"
    )
    checker.add_argument(
        "--today",
        type=datetime.date.fromisoformat,
        default=None,
        metavar="YYYY-MM-DD",
        help="the day by which reviews are due (default: today)",
    )
    stamper = commands.add_parser("stamp", help="note that the text of lessons, as it is now, has been reviewed")
    stamper.add_argument("lessons", nargs="+", metavar="lesson", help="the lesson's name, as in quizzes/<lesson>.yml")
    stamper.add_argument(
        "--root", default=".", type=Path, help="the folder that holds docs/ and quizzes/ (default: this one)"
    )
    stamper.add_argument(
        "--today",
        type=datetime.date.fromisoformat,
        default=None,
        metavar="YYYY-MM-DD",
        help="the day of the review (default: today)",
    )
    new_command.add_parser(commands)
    comparer = commands.add_parser("compare", help="say what is different for readers between two states of a course")
    comparer.add_argument("old", type=Path, metavar="OLD", help="the folder of the course as it was")
    comparer.add_argument("new", type=Path, metavar="NEW", help="the folder of the course as it is now")
    comparer.add_argument(
        "--format",
        choices=("markdown", "html", "json"),
        default="markdown",
        help="markdown for a comment, html for a page with before and after side by side, json for programs (default: markdown)",
    )
    export_command.add_parser(commands)
    options = parser.parse_args(arguments)

    if options.command == "compare":
        return _compare(options)
    if not (options.root / DOCS).is_dir():
        print(
            f"pain-ed: there is no folder 'docs' in '{options.root}'. Run it where mkdocs.yml is, or name that folder.",
            file=sys.stderr,
        )
        return 2
    return {"check": _check, "stamp": _stamp, "new": new_command.run, "export": export_command.run}[options.command](
        options
    )


def _check(options: argparse.Namespace) -> int:
    today = options.today or datetime.date.today()
    course, problems = _judged(options.root, today)
    if options.fix:
        out = sys.stdout if options.format == "text" else sys.stderr
        while mended := _mend(options.root, problems):
            for fix in mended:
                print(f"{fix.location}: mended: '{fix.old}' is now '{fix.new}'", file=out)
            course, problems = _judged(options.root, today)
    lines = line_reader(options.root)
    questions = sum(len(quiz.questions) for quiz in course.quizzes)
    if options.format == "text":
        print(text_report(problems, lines), end="")
        print(
            f"Looked at {counted(len(course.lessons), 'lesson')}, {counted(questions, 'question')} and {counted(len(course.sources), 'source')}."
        )
    elif options.format == "github":
        print(reports.github(problems, lines, prefix=_prefix(options.root)), end="")
    elif options.format == "sarif":
        print(
            reports.sarif(
                problems, lines, version=__version__, rules=course.rules_address, prefix=_prefix(options.root)
            ),
            end="",
        )
    else:
        looked_at = {"lessons": len(course.lessons), "questions": questions, "sources": len(course.sources)}
        print(reports.as_json(problems, lines, looked_at=looked_at, rules=course.rules_address), end="")
    return 1 if has_errors(problems) or (options.fix and problems) else 0


def _stamp(options: argparse.Namespace) -> int:
    course, problems = load(options.root)
    lessons = {lesson.id: lesson for lesson in course.lessons}
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    if unknown := [name for name in options.lessons if name not in lessons]:
        print(f"pain-ed: there is no lesson '{unknown[0]}'.{did_you_mean(unknown[0], lessons)}", file=sys.stderr)
        return 2
    files = {lessons[name].file for name in options.lessons} | {
        quizzes[name].location.file for name in options.lessons if name in quizzes
    }
    files |= {MODELS for name in options.lessons if lessons[name].placed("model")}
    if left := [
        problem
        for problem in problems + judge(course, advice=False)
        if problem.code.severity == "error" and problem.location.file in files
    ]:
        print(text_report(left, line_reader(options.root)), end="")
        print("Nothing was stamped: mend this first.", file=sys.stderr)
        return 1
    day = (options.today or datetime.date.today()).isoformat()
    for name in options.lessons:
        lesson = lessons[name]
        digest = course.digest(lesson)
        path = options.root / lesson.file
        path.write_bytes(mend.stamp(path.read_bytes(), day, digest))
        print(f"{lesson.file}: reviewed on {day}, text {digest}")
    return 0


def _compare(options: argparse.Namespace) -> int:
    for root in (options.old, options.new):
        if not (root / DOCS).is_dir():
            print(
                f"pain-ed: there is no folder 'docs' in '{root}'. Name two folders that hold mkdocs.yml.",
                file=sys.stderr,
            )
            return 2
    sys.stdout.reconfigure(encoding="utf-8")  # it goes into a file, which on Windows would be written otherwise
    old, new = compare.read(options.old), compare.read(options.new)
    changes = compare.compare(old, new)
    if options.format == "json":
        print(differences.as_json(changes), end="")
    elif options.format == "html":
        print(differences.html(changes, new.course.config.name), end="")
    else:
        print(differences.markdown(changes), end="")
    return 0


def _judged(root: Path, today: datetime.date) -> tuple[Course, list[Problem]]:
    course, problems = load(root)
    return course, problems + judge(course, today=today)


def _mend(root: Path, problems: list[Problem]) -> list[Fix]:
    """Apply the safe fixes; returns those that were applied."""
    by_file: dict[str, list[Fix]] = defaultdict(list)
    for problem in problems:
        if problem.fix and problem.fix.safe:
            by_file[problem.fix.location.file].append(problem.fix)
    applied: list[Fix] = []
    for file, fixes in sorted(by_file.items()):
        mended, done = mend.mend((root / file).read_bytes(), fixes)
        if done:
            (root / file).write_bytes(mended)
            applied += done
    return applied


def _prefix(root: Path) -> str:
    """The way from the current folder to the course, by which GitHub finds the files."""
    try:
        way = Path(os.path.relpath(root)).as_posix()
    except ValueError:  # another drive
        return ""
    return "" if way == "." or way.startswith("..") else f"{way}/"
