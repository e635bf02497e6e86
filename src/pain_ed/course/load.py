"""A repository root to a Course."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from pain_ed.course import config as wording
from pain_ed.course.model import Course, Lesson, ReportForm
from pain_ed.course.pages import is_module, read_lesson, read_page
from pain_ed.diagnostics.problems import Code, Lines, Location, Problem
from pain_ed.formats import yaml as located
from pain_ed.formats.concepts import read_concepts
from pain_ed.formats.fields import Parsed
from pain_ed.formats.glossary import read_glossary
from pain_ed.formats.language import read_language
from pain_ed.formats.paths import (
    CONCEPTS,
    CONFIG,
    DOCS,
    GLOSSARY,
    LANGUAGE,
    MODELS,
    QUIZZES,
    REFLECTION,
    SAFETY,
    SOURCES,
)
from pain_ed.formats.quiz import Quiz, read_quiz
from pain_ed.formats.reflection import read_reflection
from pain_ed.formats.safety import read_safety
from pain_ed.formats.sources import Source, read_sources
from pain_ed.i18n.messages import catalogue
from pain_ed.markdown import svg as drawing
from pain_ed.markdown.page import Page
from pain_ed.simulation.words import read_simulations

_T = TypeVar("_T")


def load(root: str | Path) -> tuple[Course, list[Problem]]:
    """Read every lesson, page, quiz and source of a course.

    Args:
        root: the folder that holds docs/ and quizzes/.

    Returns:
        The course, as far as it could be read, and the problems of reading it.
    """
    root = Path(root)
    problems: list[Problem] = []
    unread: set[str] = set()

    def read(file: str, kind: str, parser: Callable[[str, str], Parsed[_T]]) -> _T | None:
        parsed = read_file(root, file, parser)
        # A link is told of where it is found, too.
        problems.extend(
            problem for problem in parsed.problems if problem.code is not Code.SYMLINK or problem not in problems
        )
        if not parsed.whole:
            unread.add(f"{kind}:{_stem(file)}")
        return parsed.value

    files = list(_files(root, DOCS, (".md",), problems))
    modules = {file.rpartition("/")[0] for file in files if file.endswith("/index.md") and _is_module(root, file)}
    lessons: list[Lesson] = []
    pages: list[Page] = []
    for file in files:
        if file.rpartition("/")[0] in modules and not file.endswith("/index.md"):
            if lesson := read(file, "lesson", read_lesson):
                lessons.append(lesson)
        elif page := read(file, "page", read_page):
            pages.append(page)
    others = frozenset(_files(root, DOCS, None, [])) - {*files}
    pictures = [
        picture
        for file in sorted(others)
        if file.endswith(".svg") and (picture := read(file, "picture", drawing.picture))
    ]
    quizzes: list[Quiz] = [
        quiz for file in _files(root, QUIZZES, (".yml", ".yaml"), problems) if (quiz := read(file, "quiz", read_quiz))
    ]
    sources: tuple[Source, ...] = read(SOURCES, "sources", read_sources) or ()
    concepts = read(CONCEPTS, "concepts", read_concepts) if (root / CONCEPTS).exists() else ()
    terms = read(GLOSSARY, "glossary", read_glossary) if (root / GLOSSARY).exists() else ()
    simulations = read(MODELS, "models", read_simulations) if (root / MODELS).exists() else ()
    reflection = read(REFLECTION, "reflection", read_reflection) if (root / REFLECTION).exists() else ()
    language = read(LANGUAGE, "language", read_language) if (root / LANGUAGE).exists() else ()
    safety = read(SAFETY, "safety", read_safety) if (root / SAFETY).exists() else None
    config = settings(root)
    language_and_words = None
    if (root / CONFIG).exists():
        problems += read_file(root, CONFIG, _report_form).problems
        language_and_words = read(CONFIG, "config", wording.read)
    order = {file: index for index, file in enumerate(_nav_files(config.get("nav")))}
    lessons.sort(key=lambda lesson: (order.get(lesson.file, len(order)), lesson.file))
    registries = sources, concepts or (), terms or (), simulations or (), reflection or ()
    site = (
        str(config.get("site_name", "")),
        with_slash(str(config.get("site_url") or "")),
        config.get("use_directory_urls") is not False,
    )
    around = (
        language or (),
        safety,
        others,
        tuple(pictures),
        _other_texts(root, others),
        _course_word(config, "help_page"),
        report_form(root),
    )
    return Course(
        *site,
        tuple(lessons),
        tuple(pages),
        tuple(quizzes),
        *registries,
        frozenset(unread),
        *around,
        *(language_and_words or ("en", catalogue())),
    ), problems


def with_slash(address: str) -> str:
    """An address of a site as other addresses can be joined to it; nothing for what is none (`!ENV` is read by MkDocs alone)."""
    return f"{address.rstrip('/')}/" if address.startswith(("https://", "http://")) else ""


def settings(root: Path) -> dict:
    """What mkdocs.yml says; nothing where it cannot be read, which MkDocs itself will tell."""
    config = located.plain_yaml(read_file(root, CONFIG, _text).value or "")
    return config if isinstance(config, dict) else {}


def _text(text: str, file: str) -> Parsed[str]:
    return Parsed(text, [], whole=True)


def _course_word(config: dict, name: str) -> str:
    named = config.get("extra")
    for key in ("course", name):
        named = named.get(key) if isinstance(named, dict) else None
    return named if isinstance(named, str) else ""


def report_form(root: Path) -> ReportForm | None:
    """Where readers can say that something is wrong; None where mkdocs.yml names no address."""
    return read_file(root, CONFIG, _report_form).value


def _report_form(text: str, file: str) -> Parsed[ReportForm]:
    config = located.plain_yaml(text)
    template = _course_word(config, "report") if isinstance(config, dict) else ""
    if not template or template.startswith("https://"):
        return Parsed(ReportForm(template) if template else None, [], whole=True)
    locations = (
        (number, each.index("report:") + 1)
        for number, each in enumerate(text.split("\n"), start=1)
        if each.strip().startswith("report:")
    )
    return Parsed(
        None,
        [
            Problem(
                Code.NOT_HTTPS,
                Location(file, *next(locations, ())),
                f"'report' is '{template}', and does not start with https://",
            )
        ],
        whole=True,
    )


def line_reader(root: Path) -> Lines:
    """Reads the lines of the course's files, each file once."""

    @cache
    def lines(file: str) -> list[str]:
        return (read_file(root, file, _text).value or "").split("\n")

    return lines


def _nav_files(entry: object) -> Iterator[str]:
    """The pages of a navigation, in their order."""
    if isinstance(entry, str):
        yield f"{DOCS}/{entry}"
    elif isinstance(entry, (list, dict)):
        for part in entry if isinstance(entry, list) else entry.values():
            yield from _nav_files(part)


def read_file(root: Path, file: str, parser: Callable[[str, str], Parsed[_T]]) -> Parsed[_T]:
    """Read and parse one file; a file that has not changed since it was last read is not parsed again.

    Args:
        root: the course's folder.
        file: path from there, with forward slashes.
        parser: a function of `parse`.
    """
    path = root / file
    try:
        if link := next((part for part in (path, *path.parents[: file.count("/")]) if part.is_symlink()), None):
            location = Location(link.relative_to(root).as_posix())
            return Parsed(
                None, [Problem(Code.SYMLINK, location, f"'{link.name}' is a link to another place")], whole=False
            )
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # reading from a pipe would wait for ever
            return Parsed(
                None, [Problem(Code.UNREADABLE, Location(file), "this is no file that can be read")], whole=False
            )
        if problem := located.too_large(status.st_size, file):
            return Parsed(None, [problem], whole=False)
        return _read_file(path, file, parser, status.st_mtime_ns, status.st_size)
    except OSError as error:
        return Parsed(
            None, [Problem(Code.UNREADABLE, Location(file), f"the file cannot be read: {error.strerror}")], whole=False
        )


# `mkdocs build` reads each file twice, once to check and once to render; `mkdocs serve` reads all at each change.
@lru_cache(maxsize=4096)
def _read_file(path: Path, file: str, parser: Callable[[str, str], Parsed[_T]], mtime: int, size: int) -> Parsed[_T]:
    text, problems = located.decode(path.read_bytes(), file)
    if problems:
        return Parsed(None, problems, whole=False)
    return parser(text.replace("\r\n", "\n"), file)


def _is_module(root: Path, file: str) -> bool:
    return read_file(root, file, _module).value is True


def _module(text: str, file: str) -> Parsed[bool]:
    return Parsed(is_module(text, file), [], whole=True)


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def _other_texts(root: Path, files: Iterable[str]) -> str:
    named = (CONFIG, *sorted(file for file in files if file.endswith((".css", ".js"))))
    return "\n".join(read_file(root, file, _text).value or "" for file in named)


def _files(root: Path, folder: str, endings: tuple[str, ...] | None, problems: list[Problem]) -> Iterator[str]:
    """The files below a folder with one of the endings (any, for None), sorted; symbolic links of any kind are reported and not followed."""
    if os.path.islink(root / folder):
        problems.append(Problem(Code.SYMLINK, Location(folder), f"'{folder}' is a link to another place"))
        return
    for path, folders, names in os.walk(root / folder):
        here = Path(path).relative_to(root).as_posix()
        folders.sort()
        for name in [*folders, *names]:
            if os.path.islink(os.path.join(path, name)):
                problems.append(
                    Problem(Code.SYMLINK, Location(f"{here}/{name}"), f"'{name}' is a link to another place")
                )
                if name in folders:
                    folders.remove(name)
        for name in sorted(names):
            if (endings is None or name.endswith(endings)) and not os.path.islink(os.path.join(path, name)):
                yield f"{here}/{name}"
