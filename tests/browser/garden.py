"""The lessons of the course in tests/browser/garden: fourteen, with three questions each, every type of question, and every model."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

GARDEN = Path(__file__).parent / "garden"


@dataclass(frozen=True)
class Lesson:
    id: str
    short: str
    minutes: int
    title: str
    models: tuple[str, ...] = ()


MODULES: dict[str, tuple[str, tuple[Lesson, ...]]] = {
    "beginning": (
        "The plot",
        (
            Lesson("start-here", "begin", 6, "Start here"),
            Lesson("fences", "fence", 7, "Fences: a gap is not a gate"),
            Lesson("soil", "soil", 6, "Soil: what your plants stand in", ("threshold", "first-and-second")),
        ),
    ),
    "growing": (
        "Growing",
        (
            Lesson("seeds", "seed", 7, "Seeds", ("sunburnt-skin",)),
            Lesson("water", "water", 7, "Water", ("wind-up", "magnesium-gate")),
            Lesson("light", "light", 6, "Light: more is not always better"),
        ),
    ),
    "weather": (
        "Weather",
        (
            Lesson("frost", "frost", 8, "Frost", ("two-way-control",)),
            Lesson("wind", "wind", 8, "Wind"),
            Lesson("slugs", "slug", 8, "Slugs, and what keeps them away"),
            Lesson("bees", "bee", 8, "Bees, and other guests"),
        ),
    ),
    "harvest": (
        "Harvest",
        (
            Lesson("moving-plants", "move", 8, "Moving plants: small roots that you keep"),
            Lesson("pruning", "prune", 8, "Pruning"),
            Lesson("storing", "store", 8, "Storing"),
            Lesson("my-garden", "plan", 9, "My garden"),
        ),
    ),
}
LESSONS = [lesson for _, lessons in MODULES.values() for lesson in lessons]

_LESSON = """\
---
title: "{title}"
summary: How the garden does with it.
minutes: {minutes}
short: {short}
number: {number}
objectives:
  know: Know it when you see it.
source_documents: [lay-2020]
key_message: A garden takes its time, and this is one of the things that it needs.
reviewed: 2026-11-21
clinical_review: pending
---
## Key points

- A garden takes its time.[^lay-2020] [^smith-2010]

## What it is

Some of it grows by itself, and some does not.[^smith-2010] See [When to get help](../help.md).

![A flower in a bed](../assets/bed.svg)

/// caption
A bed.
///

## What it does

It helps the leaves, as in [Soil](../beginning/soil.md#what-it-is).[^jones-2015]

![A flower in a bed](../assets/bed.svg)

/// caption
The same bed, a year later.
///

??? note "Go deeper"

    Roots hold the {short}.

{models}/// quiz | {id}
///
"""

_QUIZ = """\
lesson: {id}
questions:
  - id: {id}-what
    type: single
    objective: know
    reread: "#what-it-is"
    prompt: What does a garden take?
    options:
      - {{text: Its time, correct: true, feedback: "It does. [^smith-2010]"}}
      - {{text: No time at all, feedback: "Seeds do not hurry."}}
  - id: {id}-leaves
    type: true-false
    objective: know
    reread: "#what-it-does"
    prompt: It helps the leaves.
    answer: true
    feedback_true: So it does. [^jones-2015]
    feedback_false: Look at the leaves.
  - id: {id}-last
    objective: know
    reread: "#what-it-does"
{last}"""

_LAST = (
    """\
    type: multiple
    prompt: What does a plant need?
    options:
      - {text: Water, correct: true, feedback: "Without, it dries."}
      - {text: Light, correct: true, feedback: "Without, it is pale. [^jones-2015]"}
      - {text: Salt, feedback: "It would burn the roots."}
""",
    """\
    type: order
    prompt: Put the steps in order.
    items:
      - {text: Dig a hole., feedback: "A deep one. [^smith-2010]"}
      - {text: Put the plant in., feedback: "Roots first."}
      - {text: Water it., feedback: "Until it drips."}
""",
    """\
    type: match
    prompt: Which tool for which work?
    pairs:
      - {text: Digging, match: a spade, feedback: "It is sharp. [^smith-2010]"}
      - {text: Watering, match: a can, feedback: "With a rose."}
      - {text: Cutting, match: shears, feedback: "Clean ones."}
""",
)


def write(folder: Path) -> Path:
    """Writes the course into a folder; returns its mkdocs.yml."""
    shutil.copytree(GARDEN, folder)
    (folder / "quizzes").mkdir()
    for module, (title, lessons) in MODULES.items():
        place = folder / "docs" / module
        place.mkdir()
        listed = "".join(f"- [{lesson.title}]({lesson.id}.md)\n" for lesson in lessons)
        (place / "index.md").write_text(
            f"---\nkind: module\ntitle: {title}\nsummary: A part of the garden.\n---\n{listed}", "utf-8"
        )
        for lesson in lessons:
            number = LESSONS.index(lesson) + 1
            models = "".join(f"/// model | {model}\n///\n\n" for model in lesson.models)
            values = vars(lesson) | {"number": number, "models": models, "last": _LAST[number % 3]}
            (place / f"{lesson.id}.md").write_text(_LESSON.format(**values), "utf-8")
            (folder / f"quizzes/{lesson.id}.yml").write_text(_QUIZ.format(**values), "utf-8")
    return folder / "mkdocs.yml"
