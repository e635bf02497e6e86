"""`pain-ed export`: what is read from a course, and where what was made of it is written."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

from pain_ed.check.judge import judge
from pain_ed.course.files import line_reader
from pain_ed.course.load import load
from pain_ed.course.model import Course
from pain_ed.diagnostics import reports
from pain_ed.diagnostics.problems import amount, did_you_mean
from pain_ed.export import questions as exports
from pain_ed.export import scorm


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `export` to the command."""
    exporter = commands.add_parser("export", help="write the course in a form that other programs read")
    exporter.add_argument(
        "form",
        choices=("gift", "csv", "scorm"),
        help="gift: the questions, for learning platforms; csv: the questions, for a spreadsheet; scorm: each module as a package for learning platforms",
    )
    exporter.add_argument(
        "--lesson",
        nargs="+",
        default=[],
        metavar="lesson",
        help="only of these lessons; for scorm, only their modules (default: all)",
    )
    exporter.add_argument(
        "--out",
        default="",
        metavar="PLACE",
        help="the file to write, or - to print it; for scorm, the folder (default: in the folder 'export')",
    )
    exporter.add_argument(
        "--site",
        default="site-usb",
        type=Path,
        metavar="FOLDER",
        help="for scorm: the folder that 'make usb' has written (default: site-usb)",
    )
    exporter.add_argument(
        "--root", default=".", type=Path, help="the folder that holds docs/ and quizzes/ (default: this one)"
    )


def run(options: argparse.Namespace) -> int:
    course, problems = load(options.root)
    lessons = {lesson.id for lesson in course.lessons}
    if unknown := [name for name in options.lesson if name not in lessons]:
        print(f"pain-ed: there is no lesson '{unknown[0]}'.{did_you_mean(unknown[0], lessons)}", file=sys.stderr)
        return 2
    if left := [problem for problem in problems + judge(course, advice=False) if problem.code.severity == "error"]:
        print(reports.text(left, line_reader(options.root)), end="", file=sys.stderr)
        print("Nothing was exported: mend this first.", file=sys.stderr)
        return 1
    try:
        return _packages(course, options) if options.form == "scorm" else _questions(course, options)
    except scorm.CannotPackage as error:
        print(f"pain-ed: {error}", file=sys.stderr)
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"pain-ed: '{error.filename}' cannot be written or read: {error.strerror}.", file=sys.stderr)
    return 2


def _questions(course: Course, options: argparse.Namespace) -> int:
    """Write the questions into one file."""
    text, left = (exports.gift if options.form == "gift" else exports.table)(course, options.lesson)
    if options.out == "-":
        sys.stdout.buffer.write(text.encode())
    else:
        target = Path(options.out or f"export/questions.{options.form}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        print(f"{target}: {amount(exports.count(course, options.lesson), 'question')}")
    for line in left.lines(most=5):
        print(f"Left out: {line}", file=sys.stderr)
    return 0


def _packages(course: Course, options: argparse.Namespace) -> int:
    """Write each module as a zip file."""
    folder = Path(options.out or "export")
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "0")
    if not re.fullmatch("[0-9]{1,10}", seconds):
        raise scorm.CannotPackage(
            f"SOURCE_DATE_EPOCH is '{seconds}', and should be a whole number of seconds since 1970."
        )
    for package in scorm.packages(course, options.site, options.lesson):
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{package.module}.zip"
        target.write_bytes(package.zipped(int(seconds)))
        where = (
            f"they are read online, at {package.address}"
            if package.address
            else "links to them are taken out, as mkdocs.yml names no site_url"
        )
        print(f"{target}: {amount(len(package.files), 'file')}")
        print(
            f"Left out of {package.module}: {amount(len(package.online), 'page')} of the course ({where})",
            file=sys.stderr,
        )
    return 0
