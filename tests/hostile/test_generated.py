"""Five thousand files that nobody would write: whatever the bytes, the answer is a report, and each problem has a place in its file."""

from __future__ import annotations

import json

import pytest
from conftest import COURSE
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pain_ed.course.pages import read_lesson, read_page
from pain_ed.diagnostics.problems import Problem
from pain_ed.formats import yaml as located
from pain_ed.formats.concepts import read_concepts
from pain_ed.formats.glossary import read_glossary
from pain_ed.formats.language import read_language
from pain_ed.formats.quiz import read_quiz
from pain_ed.formats.reflection import read_reflection
from pain_ed.formats.safety import read_safety
from pain_ed.formats.sources import read_sources
from pain_ed.markdown import html as sanitise
from pain_ed.markdown import svg as drawing
from pain_ed.simulation.words import read_simulations

pytestmark = pytest.mark.slow

EXAMPLES = 1000
"""For each of five kinds of file."""

PARSERS = {
    "quizzes/lesson.yml": (read_quiz,),
    "docs/module/lesson.md": (read_lesson, read_page),
    "docs/registry.yml": (
        read_sources,
        read_glossary,
        read_concepts,
        read_language,
        read_safety,
        read_reflection,
        read_simulations,
    ),
    "docs/drawing.svg": (drawing.picture,),
}
SOUND = {
    file: (COURSE / file).read_bytes() for file in ("quizzes/lesson.yml", "docs/module/lesson.md", "docs/sources.yml")
}

same = settings(max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=list(HealthCheck))

ODD = st.sampled_from(
    ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\xa0", "\u200b", "\u202e", "\u2028", "\ufeff", "\ufffe", "\U0001f600", "\u0301", "\r", "\r\n", "\t", "---\n", "...\n",
     "&a ", "*a ", "<<: ", "!!python/object ", "|\n", ">\n", "? ", ": ", "- ", "#", "{", "}", "[", "]", '"', "'", "%YAML 9\n", "@", "`", "///", "[^", "<", "{:", "null", "0x", "1e999", "9" * 5000, "k" * 3000]
)  # fmt: skip
KEYS = st.sampled_from(
    "lesson questions id type objective reread prompt options text correct feedback items pairs match hints explanation references title author "
    "issued custom role kind terms term forms definition concepts avoid words medicines crisis statements models draws start controls settings".split()
) | st.text(max_size=8)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | ODD
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5), max_leaves=25
)


ROOTS = {
    file: located.load(SOUND[file].decode(), file)[0].plain() for file in ("quizzes/lesson.yml", "docs/sources.yml")
}


@st.composite
def changed(draw: st.DrawFn) -> tuple[str, object]:
    """The data of a sound file, with something else in one or two places."""
    file = draw(st.sampled_from(sorted(ROOTS)))
    root = json.loads(json.dumps(ROOTS[file]))
    for _ in range(draw(st.integers(1, 2))):
        at = root
        while True:
            key = draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
            if not at[key] or not isinstance(at[key], (dict, list)) or draw(st.booleans()):
                break
            at = at[key]
        at[key] = draw(SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(KEYS, SCALARS, max_size=2))
    return file.replace("sources", "registry"), root


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, bytes]:
    """A sound file, cut, doubled, or with something odd put into it."""
    file = draw(st.sampled_from(sorted(SOUND)))
    data = SOUND[file]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        put = draw(ODD.map(str.encode) | st.binary(max_size=6) | st.just(data[start:end] * 2))
        data = data[:start] + put + data[end:]
    return file.replace("sources", "registry"), data


def read(file: str, data: bytes) -> None:
    text, problems = located.decode(data, file)
    found = [problems] if problems else [parser(text.replace("\r\n", "\n"), file).problems for parser in PARSERS[file]]
    lines = (
        data.replace(b"\r", b"\n").count(b"\n") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 2
    )
    for problem in (problem for each in found for problem in each):
        assert isinstance(problem, Problem)
        assert problem.location.file == file and problem.message
        assert 1 <= problem.location.line <= lines and problem.location.column >= 1, problem


@same
@given(spoilt())
def test_spoilt_files(case: tuple[str, bytes]) -> None:
    read(*case)


@same
@given(changed() | st.tuples(st.sampled_from(["quizzes/lesson.yml", "docs/registry.yml"]), TREES))
def test_trees_of_any_shape(case: tuple[str, object]) -> None:
    file, tree = case
    read(file, json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass"))


@same
@given(
    st.sampled_from(sorted(PARSERS)),
    st.binary(max_size=200)
    | st.lists(ODD, max_size=12).map("".join).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
def test_bytes(file: str, data: bytes) -> None:
    read(file, data)


@same
@given(
    st.integers(0, 40),
    st.sampled_from(["[", "{a: ", "- ", "? ", "a:\n ", '"', "<g>", "> ", "/// quiz | a\n", "!!! note\n    "]),
    st.sampled_from(sorted(PARSERS)),
    st.text(max_size=20),
)
def test_deep_nesting(depth: int, piece: str, file: str, inner: str) -> None:
    read(file, (piece * depth * 9 + inner).encode("utf-8", "surrogatepass"))


TAGS = st.sampled_from(
    "<script> </script> <img <svg <div <span style= onclick= title= id= class= href= > /> < \" ' ` = javascript: &lt; &#60; <!-- --> --!> <![CDATA[ ]]> <? a b \n \t / \x00 \x02wzxhzdk:0\x03".split(
        " "
    )
)


@same
@given(st.lists(TAGS, max_size=15).map("".join))
def test_what_is_left_of_html_holds_nothing_else(written: str) -> None:
    """Read again, it holds nothing that is refused; and a second time changes nothing."""
    left = sanitise.raw(written)
    for _, _, tag, attributes in sanitise.tags(left):
        assert tag in sanitise.TAGS and attributes is not None
        assert not any(sanitise.refused(name, value) for name, value in attributes)
    assert sanitise.raw(left) == left
