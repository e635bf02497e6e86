"""The running text of a page, and what the formulas make of it."""

from __future__ import annotations

import math

import pytest
from conftest import ROOT

from pain_ed.course.pages import read_page
from pain_ed.markdown import prose, readability

PAGE = """\
---
title: A page
---
First one,
*goes* on. [^a]

- An item with [a link](../there.md#part){ .x } in it.
| a cell | `code` |

## A **part** {#id}

??? note "A fold"

    Folded "text".

!!! quote

    Quoted.

![A cup](cup.svg)

<!-- nothing -->
```
no text
```
/// caption
Under the picture.
///
"""


def test_passages_have_their_words_and_places() -> None:
    page = read_page(PAGE, "p.md").value
    found = [
        (
            passage.kind,
            " ".join(passage.plain.split()),
            str(prose.location(page, passage.start)),
            passage.folded,
            passage.quotation,
        )
        for passage in prose.passages(page.body)
    ]
    assert found == [
        ("text", "First one, goes on.", "p.md:4:1", False, False),
        ("item", "An item with a link in it.", "p.md:7:3", False, False),
        ("row", "a cell", "p.md:8:1", False, False),
        ("heading", "A part", "p.md:10:4", False, False),
        ("heading", "A fold", "p.md:12:11", True, False),
        ("text", 'Folded "text".', "p.md:14:5", True, False),
        ("text", "Quoted.", "p.md:18:5", False, True),
        ("picture", "A cup", "p.md:20:1", False, False),
        ("text", "Under the picture.", "p.md:27:1", False, False),
    ]


@pytest.mark.parametrize("file", sorted((ROOT / "docs").glob("*/*.md")), ids=lambda file: file.stem)
def test_words_stay_in_their_places(file) -> None:
    page = read_page(file.read_text(encoding="utf-8"), file.name).value
    for passage in prose.passages(page.body):
        written = page.body[passage.start : passage.start + len(passage.plain)]
        assert all(plain in (" ", "\n", there) for plain, there in zip(passage.plain, written, strict=True))


def test_smog_is_the_published_formula() -> None:
    assert readability.smog(["Imaginary cats sleep."] * 30) == pytest.approx(1.0430 * math.sqrt(30) + 3.1291)
    assert readability.smog(["Imaginary cats sleep."] * 29) == 0


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("The cup was washed.", True),
        ("The cup is often not seen.", True),
        ("It got broken by then, or was taken.", True),
        ("She washed the cup.", False),
        ("He is tired.", False),
        ("They are in need.", False),
        ("It has changed.", False),
    ],
)
def test_passive_voice(sentence: str, passive: bool) -> None:
    assert readability.passive_share([sentence]) == passive
