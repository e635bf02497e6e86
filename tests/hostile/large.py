"""Files near the limit of size that could keep a reader of them busy for minutes. Run as a script: each in a process of its own, under limits.

`python large.py folder` checks, for each case, a course that is laid out in the folder, and prints what went wrong.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from pain_ed.checks import judge
from pain_ed.course import load
from pain_ed.problems import text_report

SECONDS = 2
MEGABYTES = 200
SIZE = 900_000

LESSON, PAGE, QUIZ, DRAWING = "docs/module/lesson.md", "docs/page.md", "quizzes/lesson.yml", "docs/drawing.svg"


def cases() -> Iterator[tuple[str, str, str]]:
    """Name, file and text of each case."""
    # For texts and addresses, opened and not closed, again and again; what a regular expression would try in every way.
    for piece in ("[^", "[a](<", '[a](b "', "<", "<a ", '<a b="', "{", "{:a=", "`", "A", "a-", "--!>", "/// quiz | a\n", "\u202e"):
        yield f"lesson of {piece!r}", LESSON, "---\ntitle: x\n---\n" + piece * (SIZE // len(piece.encode()))
    for piece in ("[a](", "<a ", "{:a="):
        text = piece * (SIZE // len(piece.encode()))
        written = text.replace("\\", "\\\\").replace('"', '\\"')[:SIZE].rstrip("\\")
        yield f"prompt of {piece!r}", QUIZ, f'lesson: lesson\nquestions:\n  - id: a\n    type: single\n    reread: "#key-points"\n    objective: tell-apart\n    prompt: "{written}"\n    options: [{{text: a, feedback: b}}, {{text: c, feedback: d, correct: true}}]\n'
        yield f"title of {piece!r}", PAGE, f'---\ntitle: "{written}"\n---\nx\n'
    for file, head in ((QUIZ, ""), ("mkdocs.yml", "")):
        yield f"{file}: brackets", file, head + "[" * SIZE
        yield f"{file}: braces", file, head + "{a: " * (SIZE // 4)
        yield f"{file}: dashes", file, head + "- " * (SIZE // 2)
        yield f"{file}: questions", file, head + "? " * (SIZE // 2)
        yield f"{file}: a large key", file, head + "k" * SIZE + ": v\n"
        yield f"{file}: many keys", file, head + "".join(f"k{number}: v\n" for number in range(SIZE // 12))
        yield f"{file}: a long list", file, head + "a:\n" + "- v\n" * (SIZE // 4)
        yield f"{file}: quotes", file, head + 'a: "' + "\\u0041" * (SIZE // 6)
        yield f"{file}: a bomb of aliases", file, head + "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi"))
        yield f"{file}: a bomb of merges", file, head + "a: &a {x: 1}\n" + "".join(f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 9)}]}}\n" for a, b in zip("abcdefgh", "bcdefghi"))
        yield f"{file}: numbers", file, head + "a: " + "9" * (SIZE // 2)
        yield f"{file}: hexadecimal", file, head + "a: 0x" + "f" * (SIZE // 2)
        yield f"{file}: tags", file, head + "!!python/object/apply:os.system " * (SIZE // 32)
    entry = "      - {text: a, feedback: b}\n"
    start = 'lesson: lesson\nquestions:\n  - id: a\n    type: multiple\n    reread: "#key-points"\n    objective: tell-apart\n    prompt: b\n    options:\n'
    yield "a question of many options", QUIZ, start + entry * (SIZE // len(entry))
    question = '  - {id: a, type: true-false, objective: tell-apart, reread: "#key-points", prompt: b, answer: true, feedback_true: c, feedback_false: d}\n'
    yield "a quiz of many questions", QUIZ, "lesson: lesson\nquestions:\n" + question * (SIZE // len(question))
    yield "a glossary of many terms", "docs/glossary.yml", "terms:\n" + "".join(f"  - {{term: t{number}, definition: d}}\n" for number in range(SIZE // 36))
    yield "many headings", LESSON, "---\ntitle: x\n---\n" + "".join(f"## h{number % 50}\n\n" for number in range(SIZE // 7))
    yield "many links to nowhere", LESSON, "---\ntitle: x\n---\n" + "".join(f"[a](b{number}.md)\n" for number in range(SIZE // 16))
    yield "many citations of nobody", LESSON, "---\ntitle: x\n---\n" + "".join(f"a [^b{number}]\n" for number in range(SIZE // 12))
    yield "many blocks of nothing", LESSON, "---\ntitle: x\n---\n" + "/// quiz | nobody\n///\n" * (SIZE // 22)
    yield "a drawing of nested groups", DRAWING, "<svg>" + "<g>" * (SIZE // 3)
    yield "a drawing of laughter", DRAWING, '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi")) + "]><svg>&i;</svg>"
    yield "a drawing of attributes", DRAWING, "<svg " + " ".join(f'a{number}=""' for number in range(SIZE // 10)) + "/>"
    yield "a drawing of handlers", DRAWING, "<svg>" + '<g onload="x"/>' * (SIZE // 15) + "</svg>"


def main(folder: Path) -> int:
    failed = 0
    for name, file, text in cases():
        path = folder / file
        before = path.read_bytes() if path.exists() else None
        if (child := os.fork()) == 0:
            used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (used + MEGABYTES * 2**20,) * 2)
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
            path.write_text(text, encoding="utf-8")
            course, problems = load(folder)
            text_report(problems + judge(course), lambda file: [])
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status:
            failed += 1
            print(f"{name}: {'signal ' + str(os.WTERMSIG(status)) if os.WIFSIGNALED(status) else 'error'}", flush=True)
        path.write_bytes(before) if before is not None else path.unlink()
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])) > 0)
