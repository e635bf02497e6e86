"""A course in which every text is an attack: one lesson, one quiz and one entry of each registry for each entry of attacks.txt."""

from __future__ import annotations

import json
import logging
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from conftest import COURSE, ROOT
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from pain_ed.diagnostics import examples as rules

ATTACKS = rules.sections((Path(__file__).parent / "attacks.txt").read_text(encoding="utf-8"))
ATTACKS = {name: text.rstrip("\n") for name, text in ATTACKS.items()}

CONFIG = """\
site_name: Hostile
site_url: https://hostile.example/
theme:
  name: material
  custom_dir: {theme}
  font: false
  features: [content.footnote.tooltips]
  palette:
    - {{scheme: default, toggle: {{icon: material/brightness-7, name: dark}}}}
    - {{scheme: slate, toggle: {{icon: material/brightness-4, name: light}}}}
extra: {{course: {{help_page: index.md, help_label: Help}}}}
nav: [index.md, all.md, lists.md]
plugins: [search, pain-ed]
markdown_extensions:
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {{permalink: true}}
  - pymdownx.blocks.caption
  - pymdownx.details
  - pymdownx.superfences
  - pain_ed
"""

# Each `@field@` becomes the attack; the marks must all be on the page in the end, or an attack has swallowed what follows it.
LESSON = """\
---
title: @title@
summary: @summary@
minutes: 5
objectives:
  tell-apart: @objective@
concepts: [C01]
source_documents: [doc-2020]
reviewed: 2026-11-21
clinical_review: @reviewer@
key_message: @message@
handing_over: @handing@
do_not_claim: @claim@
short: {id}
---
## Key points

Said in the sources. [^doc-2020] [^study-2019]

@block@

MARK1

- An item, and

@indented@

MARK2

@quoted@

MARK3

!!! note
    x

@indented@

MARK4

| a | b |
|---|---|
| c | @line@ |

MARK5

### @line@

MARK6

**@line@** and [@line@](../index.md) and ![@line@](../x.png)

MARK7

Term

:   @line@

MARK8

/// quiz | {id}
///

MARK9
"""

QUIZ = """\
lesson: {id}
questions:
  - id: {id}-single
    type: single
    objective: tell-apart
    reread: "#key-points"
    prompt: @prompt@
    hints: [@hint@]
    options:
      - text: @option@
        correct: true
        feedback: @feedback@
      - text: Other
        feedback: Other. [^study-2019]
    explanation: @explanation@
  - id: {id}-true-false
    type: true-false
    objective: tell-apart
    reread: "#key-points"
    prompt: It is so.
    answer: true
    feedback_true: @feedback@
    feedback_false: @feedback@
  - id: {id}-order
    type: order
    objective: tell-apart
    reread: "#key-points"
    prompt: In order?
    items:
      - text: @item@
        feedback: @feedback@
      - text: Other
        feedback: Other. [^study-2019]
  - id: {id}-match
    type: match
    objective: tell-apart
    reread: "#key-points"
    prompt: In pairs?
    pairs:
      - text: @pair@
        match: Other
        feedback: @feedback@
      - text: Other
        match: Another
        feedback: Other. [^study-2019]
  - id: {id}-right-side
    type: match
    objective: tell-apart
    reread: "#key-points"
    prompt: In pairs?
    pairs:
      - text: Other
        match: @match@
        feedback: Other. [^study-2019]
      - text: One
        match: Another
        feedback: Other.
"""

PAGE = """\
---
title: @title@
description: @description@
author: @author@
tags: [@tag@]
minutes: @minutes@
reviewed: @reviewed@
clinical_review: @reviewer@
objectives: @objectives@
---
# x
"""

GLOSSARY = """\
  - term: @term@
    forms: [@form@]
    definition: @definition@
"""
CONCEPTS = """\
  - id: "{id}"
    idea: @idea@
    instead_of: @instead@
"""
REFLECTION = """\
  - id: {id}
    text: @text@
"""
SOURCES = """\
  - id: {id}
    type: article-journal
    title: @title@
    author: [{{family: @family@, given: @given@}}, {{literal: @group@}}]
    container-title: @journal@
    issued: {{date-parts: [[2019]]}}
    volume: @volume@
    note: @note@
    custom:
      role: evidence
      kind: narrative-review
      reliability: low
      appraisal: @appraisal@
"""

_FIELD = re.compile(r"@(\w+)@")


@dataclass(frozen=True)
class Planted:
    """Where an attack stands."""

    attack: str
    field: str
    file: str
    lines: range


def _fill(template: str, id: str, attack: str) -> tuple[str, list[tuple[str, range]]]:
    """A template with an attack in each of its fields; and the lines on which each stands, counted from 0."""

    def put(field: str) -> str:
        if field == "block":
            return attack
        if field == "indented":
            return re.sub(r"^", "    ", attack, flags=re.M).removeprefix("    ")
        if field == "quoted":
            return re.sub(r"^", "> ", attack, flags=re.M)
        if field == "line":
            return " ".join(attack.split("\n"))
        return json.dumps(attack, ensure_ascii=False)

    text, *parts = _FIELD.split(template.replace("{id}", id).replace("{{", "{").replace("}}", "}"))
    spans = []
    for field, after in zip(parts[::2], parts[1::2], strict=True):
        start = text.count("\n")
        text += put(field)
        spans.append((field, range(start, text.count("\n") + 1)))
        text += after
    return text, spans


def hostile(folder: Path) -> list[Planted]:
    """Write the course; returns where each attack stands."""
    shutil.copytree(COURSE, folder)
    (folder / "mkdocs.yml").write_text(CONFIG.format(theme=json.dumps(str(ROOT / "src/pain_ed/theme"))), "utf-8")
    planted = []
    texts = {
        "docs/sources.yml": (folder / "docs/sources.yml").read_text("utf-8"),
        "docs/glossary.yml": "terms:\n",
        "docs/concepts.yml": "concepts:\n",
        "docs/reflection.yml": "statements:\n",
    }
    for number, (name, attack) in enumerate(ATTACKS.items()):
        id = f"a{number:03}"
        for file, template in (
            (f"docs/module/{id}.md", LESSON),
            (f"quizzes/{id}.yml", QUIZ),
            ("docs/sources.yml", SOURCES),
            ("docs/glossary.yml", GLOSSARY),
            ("docs/concepts.yml", CONCEPTS),
            ("docs/reflection.yml", REFLECTION),
        ):
            before = texts.get(file, "")
            text, spans = _fill(template, id, attack)
            first = before.count("\n") + 1
            planted += [
                Planted(name, field, file, range(first + lines.start, first + lines.stop)) for field, lines in spans
            ]
            texts[file] = before + text
    # Ten at a time: a page is long, and each of them only has to end what it stands in.
    for start in range(0, len(ATTACKS), 10):
        together = " ".join(list(ATTACKS.values())[start : start + 10])
        texts[f"docs/page-{start}.md"], _ = _fill(PAGE, "", together)
    # In the menu of every page.
    texts["docs/all.md"] = (
        f"---\ntitle: {json.dumps(' '.join(ATTACKS.values()), ensure_ascii=False)}\n---\nAll of them.\n"
    )
    texts["docs/lists.md"] = "# Lists\n\n/// sources\n///\n\n/// glossary\n///\n"
    texts["docs/clinicians/index.md"] = "# Lessons\n\n/// lessons\n///\n"
    for file, text in texts.items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text(text, "utf-8")
    return planted


def build(folder: Path, site: Path) -> None:
    """Build a course as `mkdocs serve` does: it tells every error, and shows what is left."""
    logging.disable()
    try:
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(site))
        config.plugins.on_startup(command="serve", dirty=False)
        mkdocs_build(config)
    finally:
        logging.disable(logging.NOTSET)
