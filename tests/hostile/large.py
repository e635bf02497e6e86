"""Files just under their limit of size that could keep a reader of them busy for minutes. Run as a script: each in a process of its own, under limits.

`python large.py folder 0 2` checks, for each second case from the first on, a course that is laid out in the folder, and prints what went wrong.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pain_ed.check.judge import judge
from pain_ed.course.files import line_reader
from pain_ed.course.load import load
from pain_ed.course.wings import hand_in
from pain_ed.diagnostics import reports
from pain_ed.formats.paths import limit

hand_in("simulation", "tools")

SECONDS = 10
"""Of the processor, for each file. Two are enough on a machine that does nothing else; beside others, a second holds less work."""
MEGABYTES = 200

LESSON, PAGE, QUIZ, DRAWING, CONFIG = (
    "docs/module/lesson.md",
    "docs/page.md",
    "quizzes/lesson.yml",
    "docs/drawing.svg",
    "mkdocs.yml",
)
REGISTRIES = {
    "docs/sources.yml": "references",
    "docs/glossary.yml": "terms",
    "docs/concepts.yml": "concepts",
    "docs/models.yml": "models",
    "docs/reflection.yml": "statements",
    "docs/language.yml": "avoid",
    "docs/safety.yml": "medicines",
}


def cases() -> Iterator[tuple[str, str, str]]:
    """Name, file and text of each case."""
    for name, file, (start, piece, end) in _repeated():
        size = limit(file)[0] - len((start + end).encode())
        yield f"{file}: {name}", file, start + piece * (size // len(piece.encode())) + end
    for name, file, start, piece in _numbered():
        size = limit(file)[0] - len(start.encode())
        yield (
            f"{file}: {name}",
            file,
            start + "".join(piece.replace("@", f"{number:06}") for number in range(size // (len(piece) + 5))),
        )
    letters = list(zip("abcdefgh", "bcdefghi", strict=True))
    for file in (QUIZ, CONFIG):
        bomb = "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in letters)
        yield f"{file}: a bomb of aliases", file, "a: &a [x, x, x, x, x, x, x, x, x]\n" + bomb
        bomb = "".join(f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 9)}]}}\n" for a, b in letters)
        yield f"{file}: a bomb of merges", file, "a: &a {x: 1}\n" + bomb
    laughter = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in letters)
    yield "a drawing of laughter", DRAWING, f'<!DOCTYPE x [<!ENTITY a "ha">{laughter}]><svg>&i;</svg>'


def _repeated() -> Iterator[tuple[str, str, tuple[str, str, str]]]:
    """Name, file, and how its text starts, what it repeats, and how it ends."""
    page = "---\ntitle: x\n---\n"
    # For texts and addresses, opened and not closed, again and again; what a regular expression would try in every way.
    for piece in ("[^", "<a:", "[a](<", '[a](b "', "<", "<a ", '<a b="', "{", "{:a=", "`", "A", "a-", "--!>", "\u202e"):
        yield repr(piece), LESSON, (page, piece, "")
    for line in ("-", "---", "=", "#", "## a", "a\n-", "- a", "|-|", ">", "> a", "!!! note", "{#a}", "[a]: b", "[", "/// quiz | a", "/// quiz | a\n///", "/// tool | notes\n///"):  # fmt: skip
        yield f"lines of {line!r}", LESSON, (page, f"{line}\n", "")
    question = 'lesson: lesson\nquestions:\n  - id: a\n    type: single\n    reread: "#key-points"\n    objective: tell-apart\n'
    for piece in ("[a](", "<a ", "{:a="):
        options = "    options: [{text: a, feedback: b}, {text: c, feedback: d, correct: true}]\n"
        yield f"a prompt of {piece!r}", QUIZ, (f'{question}    prompt: "', piece, f'"\n{options}')
        yield f"a title of {piece!r}", PAGE, ('---\ntitle: "', piece, '"\n---\nx\n')
    for file in (QUIZ, CONFIG, "docs/sources.yml"):
        for name, start, piece, end in (
            ("brackets", "", "[", ""),
            ("braces", "", "{a: ", ""),
            ("dashes", "", "- ", ""),
            ("question marks", "", "? ", ""),
            ("a large key", "", "k", ": v\n"),
            ("equal keys", "", "a: b\n", ""),
            ("a long list", "a:\n", "- v\n", ""),
            ("an open quote", 'a: "', "\\u0041", ""),
            ("digits", "a: ", "9", ""),
            ("hexadecimal digits", "a: 0x", "f", ""),
            ("tags", "", "!!python/object/apply:os.system ", ""),
        ):
            yield name, file, (start, piece, end)
    yield (
        "options",
        QUIZ,
        (
            question.replace("single", "multiple") + "    prompt: b\n    options:\n",
            "      - {text: a, feedback: b}\n",
            "",
        ),
    )
    sound = '  - {id: a, type: true-false, objective: tell-apart, reread: "#key-points", prompt: b, answer: true, feedback_true: c, feedback_false: d}\n'
    yield "questions", QUIZ, ("lesson: lesson\nquestions:\n", sound, "")
    yield "unknown types", QUIZ, ("lesson: lesson\nquestions:\n", "  - {type: nobody}\n", "")
    for file, key in REGISTRIES.items():
        yield "entries of one key", file, (f"{key}:\n", "  - {a: b}\n", "")
        yield "entries of numbers", file, (f"{key}:\n", "  - {id: 1, title: 1, term: 1, words: [1], text: 1}\n", "")
    for word in ("a", "'**a**'"):
        yield (
            f"words {word}",
            "docs/safety.yml",
            ("crisis: {words: [a], link: b}\nmedicines:\n  say: [a]\n  words:\n", f"    - {word}\n", ""),
        )
    yield "nested groups", DRAWING, ("<svg>", "<g>", "")
    yield "handlers", DRAWING, ("<svg>", '<g onload="x"/>', "</svg>")


def _numbered() -> Iterator[tuple[str, str, str, str]]:
    """Name, file, how its text starts, and what it repeats with another number for each @."""
    page = "---\ntitle: x\n---\n"
    yield "headings", LESSON, page, "## h@\n\n"
    yield "links to nowhere", LESSON, page, "[a](b@.md)\n"
    yield "citations of nobody", LESSON, page, "a [^b@]\n"
    yield "models of nowhere", LESSON, page, "/// model | m@\n///\n"
    for file in (QUIZ, CONFIG):
        yield "keys", file, "", "k@: v\n"
    for file, key in REGISTRIES.items():
        yield "keys of one entry", file, f"{key}:\n  - a: b\n", "    k@: v\n"
    yield "terms", "docs/glossary.yml", "terms:\n", "  - {term: t@, definition: d}\n"
    yield "words to avoid", "docs/language.yml", "avoid:\n", "  - {words: [w@, v@ x], instead: b, why: c}\n"
    yield (
        "medicines",
        "docs/safety.yml",
        "crisis: {words: [a], link: b}\nmedicines:\n  say: [a]\n  words:\n",
        "    - m@\n",
    )
    reference = "title: a, type: report, author: [{literal: b}], note: c, custom: {role: evidence, kind: guideline, reliability: high, appraisal: d}"
    yield "references", "docs/sources.yml", "references:\n", f"  - {{id: r@, {reference}}}\n"
    yield "words of one's own", CONFIG, "markdown_extensions:\n  - pain_ed:\n      words:\n", "        w@: v\n"
    yield "attributes", DRAWING, "<svg ", 'a@="" '


def main(folder: Path, first: int, step: int) -> int:
    failed = 0
    for name, file, text in islice(cases(), first, None, step):
        path = folder / file
        before = path.read_bytes() if path.exists() else None
        if (child := os.fork()) == 0:
            used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (used + MEGABYTES * 2**20,) * 2)
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
            path.write_text(text, encoding="utf-8")
            course, problems = load(folder)
            reports.text(problems + judge(course), line_reader(folder))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            failed += 1
            print(f"{name}: {'signal ' + str(os.WTERMSIG(status)) if os.WIFSIGNALED(status) else 'error'}", flush=True)
        path.write_bytes(before) if before is not None else path.unlink()
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])) > 0)
