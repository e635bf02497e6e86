"""`pain-ed export`: what is read from a course, and where what was made of it is written."""

from __future__ import annotations

import argparse
import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pain_ed.check.judge import judge
from pain_ed.course.files import line_reader
from pain_ed.course.load import load
from pain_ed.course.model import Course
from pain_ed.course.options import add_root
from pain_ed.diagnostics import reports
from pain_ed.diagnostics.problems import amount, did_you_mean
from pain_ed.export.csv import table
from pain_ed.export.gift import gift
from pain_ed.export.questions import count

if TYPE_CHECKING:
    from pain_ed.export.scorm import Package


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `export` to the command."""
    exporter = commands.add_parser("export", help="write the course in a form that other programs read")
    exporter.add_argument(
        "form",
        # A package is made of a folder that the site wing makes.
        choices=("gift", "csv", "scorm") if find_spec("pain_ed.site") else ("gift", "csv"),
        help="gift: the questions, for learning platforms; csv: the questions, for a spreadsheet; scorm: each module as"
        " a package for learning platforms",
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
    add_root(exporter)


def run(options: argparse.Namespace) -> int:
    """Carry out `export`; returns 1 when the course has errors, and 2 when nothing could be written."""
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
    except BrokenPipeError:
        raise
    except OSError as error:
        print(f"pain-ed: '{error.filename}' cannot be written or read: {error.strerror}.", file=sys.stderr)
    return 2


def _questions(course: Course, options: argparse.Namespace) -> int:
    """Write the questions into one file."""
    text, omissions = (gift if options.form == "gift" else table)(course, options.lesson)
    if options.out == "-":
        sys.stdout.buffer.write(text.encode())
    else:
        target = Path(options.out or f"export/questions.{options.form}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        print(f"{target}: {amount(count(course, options.lesson), 'question')}")
    for line in omissions.lines(most=5):
        print(f"Left out: {line}", file=sys.stderr)
    return 0


def _packages(course: Course, options: argparse.Namespace) -> int:
    """Write each module as a zip file."""
    from pain_ed.export import scorm

    seconds = os.environ.get("SOURCE_DATE_EPOCH", "0")
    if not re.fullmatch("[0-9]{1,10}", seconds):
        message = f"SOURCE_DATE_EPOCH is '{seconds}', and should be a whole number of seconds since 1970."
        print(f"pain-ed: {message}", file=sys.stderr)
        return 2
    try:
        for package in scorm.packages(course, options.site, options.lesson):
            _write_package(package, Path(options.out or "export"), int(seconds))
    except scorm.CannotPackage as error:
        print(f"pain-ed: {error}", file=sys.stderr)
        return 2
    return 0


def _write_package(package: Package, folder: Path, seconds: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{package.module}.zip"
    target.write_bytes(package.zipped(seconds))
    where = (
        f"they are read online, at {package.address}"
        if package.address
        else "links to them are taken out, as mkdocs.yml names no site_url"
    )
    print(f"{target}: {amount(len(package.files), 'file')}")
    pages = amount(len(package.online), "page")
    print(f"Left out of {package.module}: {pages} of the course ({where})", file=sys.stderr)
