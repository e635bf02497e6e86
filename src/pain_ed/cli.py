"""The `pain-ed` command."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from pain_ed import __version__, exports, mend, reports, scorm
from pain_ed.checks import judge
from pain_ed.course import line_reader, load
from pain_ed.model import DOCS, MODELS, Course
from pain_ed.problems import Fix, Problem, did_you_mean, has_errors, text_report
from pain_ed.words import ENGLISH


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a sub-command.

    Returns:
        0 when nothing is wrong (warnings are allowed), 1 when there are errors, 2 when the command itself cannot be carried out.
        After `check --fix`, 1 when anything is left to mend.
    """
    parser = argparse.ArgumentParser(prog="pain-ed", description="Checks a course with quizzes and cited sources.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    checker = commands.add_parser("check", help="report everything that is wrong with the lessons, quizzes and sources")
    checker.add_argument("root", nargs="?", default=".", type=Path, help="the folder that holds docs/ and quizzes/ (default: this one)")
    checker.add_argument("--format", choices=("text", "github", "sarif", "json"), default="text", help="who reads the report (default: text, for people)")
    checker.add_argument("--fix", action="store_true", help="mend what can be mended safely, say what was done, and report the rest")
    checker.add_argument("--today", type=datetime.date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the day by which reviews are due (default: today)")
    stamper = commands.add_parser("stamp", help="note that the text of lessons, as it is now, has been reviewed")
    stamper.add_argument("lessons", nargs="+", metavar="lesson", help="the lesson's name, as in quizzes/<lesson>.yml")
    stamper.add_argument("--root", default=".", type=Path, help="the folder that holds docs/ and quizzes/ (default: this one)")
    stamper.add_argument("--today", type=datetime.date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="the day of the review (default: today)")
    exporter = commands.add_parser("export", help="write the course in a form that other programs read")
    exporter.add_argument("form", choices=("gift", "csv", "scorm"), help="gift: the questions, for learning platforms; csv: the questions, for a spreadsheet; scorm: each module as a package for learning platforms")
    exporter.add_argument("--lesson", nargs="+", default=[], metavar="lesson", help="only of these lessons; for scorm, only their modules (default: all)")
    exporter.add_argument("--out", default="", metavar="PLACE", help="the file to write, or - to print it; for scorm, the folder (default: in the folder 'export')")
    exporter.add_argument("--site", default="site-usb", type=Path, metavar="FOLDER", help="for scorm: the folder that 'make usb' has written (default: site-usb)")
    exporter.add_argument("--root", default=".", type=Path, help="the folder that holds docs/ and quizzes/ (default: this one)")
    options = parser.parse_args(arguments)

    if not (options.root / DOCS).is_dir():
        print(f"pain-ed: there is no folder 'docs' in '{options.root}'. Run it where mkdocs.yml is, or name that folder.", file=sys.stderr)
        return 2
    return {"check": _check, "stamp": _stamp, "export": _export}[options.command](options)


def _check(options: argparse.Namespace) -> int:
    today = options.today or datetime.date.today()
    course, problems = _judged(options.root, today)
    if options.fix:
        out = sys.stdout if options.format == "text" else sys.stderr
        while mended := _mend(options.root, problems):
            for fix in mended:
                print(f"{fix.place}: mended: '{fix.old}' is now '{fix.new}'", file=out)
            course, problems = _judged(options.root, today)
    lines = line_reader(options.root)
    questions = sum(len(quiz.questions) for quiz in course.quizzes)
    if options.format == "text":
        print(text_report(problems, lines), end="")
        print(f"Looked at {_count(len(course.lessons), 'lesson')}, {_count(questions, 'question')} and {_count(len(course.sources), 'source')}.")
    elif options.format == "github":
        print(reports.github(problems, lines, prefix=_prefix(options.root)), end="")
    elif options.format == "sarif":
        print(reports.sarif(problems, lines, version=__version__, rules=course.rules_address, prefix=_prefix(options.root)), end="")
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
    files = {lessons[name].file for name in options.lessons} | {quizzes[name].place.file for name in options.lessons if name in quizzes}
    files |= {MODELS for name in options.lessons if lessons[name].models}
    if left := [problem for problem in problems + judge(course, advice=False) if problem.code.severity == "error" and problem.place.file in files]:
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


def _export(options: argparse.Namespace) -> int:
    course, problems = load(options.root)
    lessons = {lesson.id for lesson in course.lessons}
    if unknown := [name for name in options.lesson if name not in lessons]:
        print(f"pain-ed: there is no lesson '{unknown[0]}'.{did_you_mean(unknown[0], lessons)}", file=sys.stderr)
        return 2
    if left := [problem for problem in problems + judge(course, advice=False) if problem.code.severity == "error"]:
        print(text_report(left, line_reader(options.root)), end="", file=sys.stderr)
        print("Nothing was exported: mend this first.", file=sys.stderr)
        return 1
    try:
        return _export_packages(course, options) if options.form == "scorm" else _export_questions(course, options)
    except scorm.CannotPackage as error:
        print(f"pain-ed: {error}", file=sys.stderr)
    except OSError as error:
        print(f"pain-ed: '{error.filename}' cannot be written or read: {error.strerror}.", file=sys.stderr)
    return 2


def _export_questions(course: Course, options: argparse.Namespace) -> int:
    """Write the questions into one file."""
    text, left = (exports.gift if options.form == "gift" else exports.table)(course, ENGLISH, options.lesson)
    if options.out == "-":
        sys.stdout.buffer.write(text.encode())
    else:
        target = Path(options.out or f"export/questions.{options.form}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        print(f"{target}: {_count(exports.count(course, options.lesson), 'question')}")
    for line in left.lines(most=5):
        print(f"Left out: {line}", file=sys.stderr)
    return 0


def _export_packages(course: Course, options: argparse.Namespace) -> int:
    """Write each module as a zip file."""
    folder = Path(options.out or "export")
    for package in scorm.packages(course, options.site, ENGLISH, options.lesson):
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{package.module}.zip"
        target.write_bytes(package.zipped(int(os.environ.get("SOURCE_DATE_EPOCH", "0"))))
        where = f"they are read online, at {package.address}" if package.address else "links to them are taken out, as mkdocs.yml names no site_url"
        print(f"{target}: {_count(len(package.files), 'file')}")
        print(f"Left out of {package.module}: {_count(len(package.online), 'page')} of the course ({where})", file=sys.stderr)
    return 0


def _judged(root: Path, today: datetime.date) -> tuple[Course, list[Problem]]:
    course, problems = load(root)
    return course, problems + judge(course, today=today)


def _mend(root: Path, problems: list[Problem]) -> list[Fix]:
    """Apply the safe fixes; returns those that were applied."""
    by_file: dict[str, list[Fix]] = defaultdict(list)
    for problem in problems:
        if problem.fix and problem.fix.safe:
            by_file[problem.fix.place.file].append(problem.fix)
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


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
