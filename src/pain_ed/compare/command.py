"""`pain-ed compare`: two folders in, a report of what is different for readers out."""

from __future__ import annotations

import argparse
import sys
from io import TextIOWrapper
from pathlib import Path

from pain_ed.compare import changes as reports
from pain_ed.compare.compare import compare, read
from pain_ed.formats.paths import DOCS


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `compare` to the command."""
    parser = commands.add_parser("compare", help="say what is different for readers between two states of a course")
    parser.add_argument("old", type=Path, metavar="OLD", help="the folder of the course as it was")
    parser.add_argument("new", type=Path, metavar="NEW", help="the folder of the course as it is now")
    parser.add_argument(
        "--format",
        choices=("markdown", "html", "json"),
        default="markdown",
        help="markdown for a comment, html for a page with before and after side by side, json for programs"
        " (default: markdown)",
    )


def run(options: argparse.Namespace) -> int:
    """Carry out `compare`; returns 2 when one of the folders holds no course."""
    for root in (options.old, options.new):
        if not (root / DOCS).is_dir():
            print(
                f"pain-ed: there is no folder 'docs' in '{root}'. Name two folders that hold mkdocs.yml.",
                file=sys.stderr,
            )
            return 2
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # it goes into a file, which on Windows would be written otherwise
    old, new = read(options.old), read(options.new)
    changes = compare(old, new)
    if options.format == "json":
        print(reports.as_json(changes), end="")
    elif options.format == "html":
        print(reports.html(changes, new.course.config.name), end="")
    else:
        print(reports.markdown(changes), end="")
    return 0
