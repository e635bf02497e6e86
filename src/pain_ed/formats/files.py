"""All files that authors write, by the names under which guides and editors know them. A wing adds its own."""

from __future__ import annotations

from typing import Any

from pain_ed.formats import concepts, glossary, language, lesson, quiz, reflection, safety, signs, sources
from pain_ed.formats.definition import Format

FORMATS: dict[str, Format[Any]] = {
    "quiz": quiz.FORMAT,
    "concepts": concepts.FORMAT,
    "glossary": glossary.FORMAT,
    "language": language.FORMAT,
    "lesson": lesson.FORMAT,
    "reflection": reflection.FORMAT,
    "safety": safety.FORMAT,
    "signs": signs.FORMAT,
    "sources": sources.FORMAT,
}
