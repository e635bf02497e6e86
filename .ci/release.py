"""Prepare a release (`python3 .ci/release.py 0.2.0`), or check that one is whole and print its notes (`… --check v0.2.0`).

Only the standard library is used, as in dev.py: the release workflow runs it before anything is installed.
"""

import argparse
import datetime
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = r"\d+\.\d+\.\d+"
# Where the version stands, and how.
PLACES = {
    "pyproject.toml": rf'^version = "({VERSION})"$',
    "src/pain_ed/__init__.py": rf'^__version__ = "({VERSION})"$',
    "CITATION.cff": rf"^version: ({VERSION})$",
}
CHANGELOG = "CHANGELOG.md"


class Failed(Exception):
    """One plain line: what failed, and what to do."""


def read(name):
    return (ROOT / name).read_text("utf-8")


def write(name, text):
    (ROOT / name).write_text(text, "utf-8")


def version_in(name):
    found = re.search(PLACES[name], read(name), re.M)
    if not found:
        raise Failed(f"{name} names no version like 1.2.3.")
    return found[1]


def section(heading):
    """What CHANGELOG.md says under a heading of the second level; None when it is not there."""
    found = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", read(CHANGELOG), re.M | re.S)
    return found[1].strip() if found else None


def prepare(version, day):
    if not re.fullmatch(VERSION, version):
        raise Failed(f"'{version}' should read like 1.2.3.")
    if section(rf"{re.escape(version)} - .*") is not None:
        raise Failed(f"{CHANGELOG} says that {version} is out already: take the next number.")
    as_numbers = [tuple(map(int, text.split("."))) for text in (version, version_in("pyproject.toml"))]
    if as_numbers[0] < as_numbers[1]:
        raise Failed(
            f"{version} is lower than {version_in('pyproject.toml')}, which pyproject.toml names: take a higher number."
        )
    if not section("Unreleased"):
        raise Failed(f"{CHANGELOG} has nothing under 'Unreleased': say there what is new.")
    for name, pattern in PLACES.items():
        write(name, re.sub(pattern, lambda found: found[0].replace(found[1], version), read(name), count=1, flags=re.M))
    citation = re.sub(r"^date-released:.*\n", "", read("CITATION.cff"), flags=re.M)
    write("CITATION.cff", re.sub(r"^version:.*\n", rf'\g<0>date-released: "{day}"\n', citation, count=1, flags=re.M))
    write(CHANGELOG, read(CHANGELOG).replace("## Unreleased\n", f"## Unreleased\n\n## {version} - {day}\n", 1))
    print(f"The files say {version}, of {day}. Look at the changes, then send them as a pull request.")


def check(tag):
    version = tag.removeprefix("v")
    for name in PLACES:
        if version_in(name) != version:
            raise Failed(f"The tag is {tag}, and {name} says {version_in(name)}.")
    notes = section(rf"{re.escape(version)} - \d{{4}}-\d\d-\d\d")
    if not notes:
        raise Failed(f"{CHANGELOG} has no entry '## {version} - <day>', or nothing in it.")
    print(notes)


def main(arguments):
    parser = argparse.ArgumentParser(description="Prepare a release, or check that one is whole and print its notes.")
    parser.add_argument("version", help="like 0.2.0")
    parser.add_argument("--check", action="store_true", help="change nothing: do all files name this version?")
    parser.add_argument(
        "--day",
        type=datetime.date.fromisoformat,
        default=datetime.date.today(),
        metavar="YYYY-MM-DD",
        help="the day of the release (default: today)",
    )
    options = parser.parse_args(arguments)
    check(options.version) if options.check else prepare(options.version, options.day)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Failed as failure:
        sys.exit(str(failure))
