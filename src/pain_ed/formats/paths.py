"""Where a course keeps its files, and how large each may be."""

from __future__ import annotations

DOCS, QUIZZES, CONFIG = "docs", "quizzes", "mkdocs.yml"
SOURCES = f"{DOCS}/sources.yml"
CONCEPTS = f"{DOCS}/concepts.yml"
GLOSSARY = f"{DOCS}/glossary.yml"
LANGUAGE = f"{DOCS}/language.yml"
MODELS = f"{DOCS}/models.yml"
REFLECTION = f"{DOCS}/reflection.yml"
SAFETY = f"{DOCS}/safety.yml"
SIGNS = f"{DOCS}/signs.yml"
"""Pages, quizzes and registries, from the course's root. A course may do without all registries but SOURCES."""

SCHEMAS = f"{DOCS}/schemas"
"""Where the JSON Schemas for editors stand; that of a quiz stands beside the quizzes."""

_LIMITS = {
    CONFIG: 100_000,
    LANGUAGE: 100_000,  # each word of this and the next is looked for in every lesson
    SAFETY: 100_000,
    GLOSSARY: 300_000,
    SOURCES: 4_000_000,
}


def limit(file: str) -> tuple[int, str]:
    """How many bytes a file may have, and what has that limit. By its path; each is many times what people write."""
    if file.endswith(".md"):
        return 200_000, "a page"
    if file.startswith(f"{QUIZZES}/"):
        return 300_000, "a quiz"
    return _LIMITS.get(file, 1_000_000), file if file in _LIMITS else "such a file"
