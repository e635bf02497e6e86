"""Reading the files of a course: each once, as long as it does not change, and none from outside."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from pain_ed.diagnostics.problems import Code, Lines, Location, Problem
from pain_ed.formats import yaml
from pain_ed.formats.fields import Parsed

_T = TypeVar("_T")
Reader = Callable[[str, str], Parsed[_T]]
"""From a file's text and its path to what it holds."""


def read_file(root: Path, file: str, reader: Reader[_T]) -> Parsed[_T]:
    """Read one file; one that has not changed since it was last read is not read again.

    Args:
        root: the course's folder.
        file: path from there, with forward slashes.
        reader: what makes something of its text.
    """
    path = root / file
    try:
        if link := next((part for part in (path, *path.parents[: file.count("/")]) if part.is_symlink()), None):
            return _refused(link_problem(link.relative_to(root).as_posix()))
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading from a pipe would wait for ever
            return _refused(Problem(Code.UNREADABLE, Location(file), "this is no file that can be read"))
        if problem := yaml.too_large(status.st_size, file):
            return _refused(problem)
        return _read(path, file, reader, status.st_mtime_ns, status.st_size)
    except OSError as error:
        return _refused(Problem(Code.UNREADABLE, Location(file), f"the file cannot be read: {error.strerror}"))


def _refused(*problems: Problem) -> Parsed[_T]:
    return Parsed(None, [*problems], whole=False)


# `mkdocs build` reads each file twice, once to check and once to render; `mkdocs serve` reads all at each change.
@lru_cache(maxsize=4096)
def _read(path: Path, file: str, reader: Reader[_T], mtime: int, size: int) -> Parsed[_T]:
    text, problems = yaml.decode(path.read_bytes(), file)
    return _refused(*problems) if problems else reader(text.replace("\r\n", "\n"), file)


def read_text(root: Path, file: str) -> str:
    """The text of a file; nothing when it cannot be read."""
    return read_file(root, file, _text).value or ""


def _text(text: str, file: str) -> Parsed[str]:
    return Parsed(text, [], whole=True)


def line_reader(root: Path) -> Lines:
    """Reads the lines of the course's files, each file once."""

    @cache
    def lines(file: str) -> list[str]:
        return read_text(root, file).split("\n")

    return lines


def link_problem(file: str) -> Problem:
    """That a file or a folder is a symbolic link."""
    return Problem(Code.SYMLINK, Location(file), f"'{file.rpartition('/')[2]}' is a link to another place")


def files_in(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """The files below a folder of a course, sorted within each folder; symbolic links are reported and not followed."""
    if os.path.islink(root / folder):
        problems.append(link_problem(folder))
        return
    for path, folders, names in os.walk(root / folder):
        here = Path(path).relative_to(root).as_posix()
        folders.sort()
        links = {name for name in (*folders, *names) if os.path.islink(os.path.join(path, name))}
        problems += [link_problem(f"{here}/{name}") for name in (*folders, *names) if name in links]
        folders[:] = [name for name in folders if name not in links]
        yield from (f"{here}/{name}" for name in sorted(names) if name not in links)
