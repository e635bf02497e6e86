"""The `pain-ed` command: what people type. Each command stands in a room; this door knows only where."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from types import ModuleType

from pain_ed import __version__
from pain_ed.course.wings import hand_in
from pain_ed.formats.paths import DOCS

COMMANDS = {
    "check": "pain_ed.check.command",
    "measure": "pain_ed.check.measure",
    "stamp": "pain_ed.check.stamp",
    "new": "pain_ed.author.command",
    "compare": "pain_ed.compare.command",
    "export": "pain_ed.export.command",
}
"""The module of each command, in the order of the help: `add_parser(commands)` adds its options, `run(options)` carries
it out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns:
        0 when nothing is wrong (warnings are allowed), 1 when there are errors, 2 when the command itself cannot be
        carried out. After `check --fix`, 1 when anything is left to mend. 141 when nobody reads on (`| head`), as the
        shell says of other programs.
    """
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more as it ends (https://docs.python.org/3/library/signal.html#note-on-sigpipe).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return status


def _run(arguments: Sequence[str]) -> int:
    hand_in("simulation", "tools")
    # Where one command is named, the others need not be read; where that one is not there, all that are will be
    # offered.
    modules = dict(_modules(arguments[:1])) or dict(_modules(COMMANDS))
    parser = argparse.ArgumentParser(prog="pain-ed", description="Checks a course with quizzes and cited sources.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for module in modules.values():
        module.add_parser(commands)
    options = parser.parse_args(arguments)
    if "root" in options and not (options.root / DOCS).is_dir():
        print(
            f"pain-ed: there is no folder 'docs' in '{options.root}'. Run it where mkdocs.yml is, or name that folder.",
            file=sys.stderr,
        )
        return 2
    status: int = modules[options.command].run(options)
    return status


def _modules(names: Iterable[str]) -> Iterator[tuple[str, ModuleType]]:
    """The modules of commands; a name that is none, and a command whose wing is not there, is passed over."""
    for name in names:
        if path := COMMANDS.get(name):
            try:
                yield name, import_module(path)
            except ModuleNotFoundError as error:
                if not error.name or not path.startswith(error.name):
                    raise
