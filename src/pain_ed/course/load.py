"""A folder to a Course."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pain_ed.course.config import read_config
from pain_ed.course.files import Reader, files_in, read_file, read_text
from pain_ed.course.model import Course, Lesson
from pain_ed.course.pages import is_module, read_lesson, read_page
from pain_ed.course.wings import wings
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Problem
from pain_ed.formats.concepts import read_concepts
from pain_ed.formats.fields import Parsed
from pain_ed.formats.glossary import read_glossary
from pain_ed.formats.language import read_language
from pain_ed.formats.paths import CONCEPTS, CONFIG, DOCS, GLOSSARY, LANGUAGE, QUIZZES, SAFETY, SIGNS, SOURCES
from pain_ed.formats.quiz import read_quiz
from pain_ed.formats.safety import read_safety
from pain_ed.formats.signs import Signs, read_signs
from pain_ed.formats.sources import read_sources
from pain_ed.markdown import svg
from pain_ed.markdown.page import Page

_T = TypeVar("_T")


def load(root: str | Path) -> tuple[Course, list[Problem]]:
    """Read every lesson, page, quiz and registry of a course.

    Args:
        root: the folder that holds docs/ and quizzes/.

    Returns:
        The course, as far as it could be read, and the problems of reading it.
    """
    root = Path(root)
    problems: list[Problem] = []
    unread: set[str] = set()

    def read(file: str, kind: str, reader: Reader[_T]) -> _T | None:
        parsed = read_file(root, file, reader)
        # That a file is a link is reported where the folder is read, too.
        problems.extend(new for new in parsed.problems if new.code is not Code.SYMLINK or new not in problems)
        if not parsed.whole:
            unread.add(f"{kind}:{Path(file).stem}")
        return parsed.value

    def optional(file: str, reader: Reader[_T]) -> _T | None:
        return read(file, Path(file).stem, reader) if (root / file).exists() else None

    files = list(files_in(root, DOCS, problems))
    texts = [file for file in files if file.endswith(".md")]
    modules = {file.rpartition("/")[0] for file in texts if file.endswith("/index.md") and _is_module(root, file)}
    lessons: list[Lesson] = []
    pages: list[Page] = []
    for file in texts:
        if file.rpartition("/")[0] in modules and not file.endswith("/index.md"):
            if lesson := read(file, "lesson", read_lesson):
                lessons.append(lesson)
        elif page := read(file, "page", read_page):
            pages.append(page)
    others = [file for file in files if not file.endswith(".md")]
    drawings = [read(file, "picture", svg.picture) for file in sorted(others) if file.endswith(".svg")]
    quiz_files = [file for file in files_in(root, QUIZZES, problems) if file.endswith((".yml", ".yaml"))]
    quizzes = [read(file, "quiz", read_quiz) for file in quiz_files]
    config = optional(CONFIG, read_config) or read_config("", CONFIG).value
    assert config
    order = {file: index for index, file in enumerate(config.nav)}
    lessons.sort(key=lambda lesson: (order.get(lesson.file, len(order)), lesson.file))
    registries = {file: reader for wing in wings() for file, reader in wing.registries.items()}
    course = Course(
        config=config,
        lessons=tuple(lessons),
        pages=tuple(pages),
        quizzes=tuple(quiz for quiz in quizzes if quiz),
        sources=read(SOURCES, "sources", read_sources) or (),
        concepts=optional(CONCEPTS, read_concepts) or (),
        terms=optional(GLOSSARY, read_glossary) or (),
        language=optional(LANGUAGE, read_language) or (),
        safety=optional(SAFETY, read_safety),
        signs=optional(SIGNS, read_signs) or Signs(),
        registries={file: optional(file, reader) or () for file, reader in registries.items()},
        unread=frozenset(unread),
        files=frozenset(others),
        pictures=tuple(drawing for drawing in drawings if drawing),
        other_texts=_other_texts(root, others),
    )
    return course, problems


def _is_module(root: Path, file: str) -> bool:
    return read_file(root, file, _module).value is True


def _module(text: str, file: str) -> Parsed[bool]:
    return Parsed(is_module(text, file), [], whole=True)


def _other_texts(root: Path, files: list[str]) -> str:
    named = (CONFIG, *sorted(file for file in files if file.endswith((".css", ".js"))))
    return "\n".join(read_text(root, file) for file in named)
