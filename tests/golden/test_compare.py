"""What a pull request says of itself: two states of a course, and the difference as those who review it read it."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import COURSE, ROOT, cases, lay_out, sections

from pain_ed import cli
from pain_ed.compare import changes as differences
from pain_ed.compare.changes import GROUPS, KINDS, Change
from pain_ed.compare.compare import compare as differ
from pain_ed.compare.passages import units
from pain_ed.compare.sides import read
from pain_ed.course.load import load


@cases("compare")
def test_compare(golden: Path, tmp_path: Path, compare) -> None:
    """A change to the small course, and the comment. A case in which readers see no difference is called `…-fine`.

    A section `before …` is laid out on both sides.
    """
    changes = sections(golden)
    changes.pop("markdown", None)
    before = {name.removeprefix("before "): changes.pop(name) for name in list(changes) if name.startswith("before ")}
    found = differ(read(lay_out(tmp_path / "old", before)), read(lay_out(tmp_path / "new", before | changes)))
    assert (not found) is golden.stem.endswith("-fine")
    compare(golden, "markdown", differences.markdown(found))


ATTACKS = [
    "@everyone @example/team",
    "![x](https://evil.example/a.png) [y](https://evil.example/) https://evil.example/ <https://evil.example/>",
    "`` ``` ```` ~~~ `",
    "```\n\n# Approved\n\n@everyone\n",
    "</details><img src=x onerror=alert(1)><script>alert(1)</script>",
    "<!-- hidden --> --> <!--",
    "</style></title><script>alert(1)</script>&lt;b&gt;",
    "a\u202egnorw\u202c \u2066x\u2069 \u200b\ufeff \U000e0041 \x1b[31m \x00 \x85 \u2028 \ud800",
    "```diff\n- a\n```\n\n**Approved**",
    "| a | b |\n|---|---|\n| c | d |",
    "#1 GH-1 example/repo#1 0123456789abcdef0123456789abcdef01234567",
    "  ",
]


def without_code(text: str) -> str:
    """What GitHub reads as Markdown: all but fenced code and code within a line (https://spec.commonmark.org/0.31.2/)."""
    kept, fence = [], ""
    for line in text.split("\n"):
        if fence:
            if line.rstrip() == fence:
                fence = ""
        elif match := re.fullmatch("(`{3,})diff", line):
            fence = match[1]
        else:
            kept.append(re.sub(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", "CODE", line))
    assert not fence
    return "\n".join(kept)


OURS = {
    *(f"### {title}" for title in GROUPS.values()),
    *(f"**{said}** {where}".rstrip() for _, said in KINDS.values() for where in ("CODE · CODE", "CODE", "")),
    "</details>",
    "",
}


@pytest.mark.parametrize("attack", ATTACKS, ids=range(len(ATTACKS)))
def test_nothing_of_a_course_is_markdown_or_html(attack: str) -> None:
    """Through every field of every kind of change, also by a list that somebody has written by hand."""
    changes = [Change(kind, attack, attack, attack, attack) for kind in KINDS]
    text = differences.main(json.dumps(json.loads(differences.as_json(changes))))
    assert text == differences.markdown(changes)
    head, *lines = without_code(text).split("\n")
    titles = {
        title: [kind for kind, (group, _) in KINDS.items() if GROUPS[group] == title] for title in GROUPS.values()
    }
    assert head == " · ".join(f"{title}: **{len(kinds)}**" for title, kinds in titles.items())
    assert {line.rstrip() for line in lines} - OURS == {
        f"<details><summary>{title} ({len(kinds)})</summary>" for title, kinds in list(titles.items())[4:]
    }
    assert not re.search("[\u202e\u2066\u200b\ufeff\U000e0041\x1b\x00\x85\u2028\ud800]", text)

    page = Tags(differences.html(changes, attack))
    assert page.tags == {
        "html", "head", "meta", "title", "style", "body", "h1", "nav", "ul", "li", "a", "section", "h2", "h3", "p", "code", "div", "b",
    }  # fmt: skip
    assert page.attributes == {"lang", "charset", "http-equiv", "content", "name", "aria-label", "href", "id", "class"}
    assert page.targets == {f"#{group}" for group in GROUPS}
    if attack.strip():
        assert page.text.count(differences._seen(attack)) == 2 + 4 * len(KINDS)


def test_a_list_by_somebody_else() -> None:
    """It is data: what is not quite of its shape is not shown at all."""
    good = json.loads(differences.as_json([Change("rekeyed", "f", "a", "b", "c")]))
    assert differences.from_json(json.dumps(good)) == [Change("rekeyed", "f", "a", "b", "c")]
    entry = good["changes"][0]
    for bad in (
        "", "nonsense", "[" * 100_000, "[]", "{}", "3", '"text"',
        json.dumps(good | {"version": 2}),
        json.dumps(good | {"changes": "text"}),
        *(json.dumps(good | {"changes": [each]}) for each in (3, {}, entry | {"kind": "@everyone"}, entry | {"before": ["x"]}, entry | {"about": None})),
    ):  # fmt: skip
        assert differences.main(bad) == "The list of differences could not be read. The files of this check say more.\n"


def test_a_comment_has_an_end() -> None:
    """What does most harm is told first, and what does not fit is counted, whatever its size."""
    huge = "a 😀 sentence " * 400
    changes = [
        *(Change("feedback", "quizzes/q.yml", f"question {n}", huge, huge) for n in range(200)),
        Change("rekeyed", "quizzes/q.yml", "the one", "A", "B"),
    ]
    text = differences.markdown(changes)
    assert len(text.encode()) <= differences.COMMENT_LIMIT
    assert text.startswith(
        "Which answer is right: **1** · Feedback: **200**\n\n### Which answer is right\n\n**Another answer is right now.** `the one` · `quizzes/q.yml`\n"
    )
    told = text.count("**The feedback has changed.**")
    assert 3 < told < 200
    assert text.endswith(
        f"```\n\n</details>\n\n**This is not all.** {200 - told} more changes do not fit into a comment. "
        "The page `difference.html`, among the files of this check, holds every one.\n"
    )
    assert "… (3200 more characters)" in text
    assert huge.strip() in Tags(differences.html(changes, "Course")).text
    assert without_code(text).count("<details>") == without_code(text).count("</details>") == 1
    tiny = differences.markdown(changes, limit=300)
    assert len(tiny.encode()) <= 300 and "201 more changes" in tiny


def test_nothing_of_a_page_is_left_out() -> None:
    """Every letter of a page stands in one of the pieces that are compared, however its Markdown is broken."""

    def letters(text: str) -> str:
        return re.sub(r"[\d.)/\s]", "", text)  # numbers of lists, ends of blocks and spaces are set alike

    chance = random.Random(6)
    bits = [
        "\n",
        "\n\n",
        "# H",
        "## S",
        "- a",
        "1. x",
        '??? note "t"',
        "    ",
        "```",
        "<!--",
        "-->",
        "word. Two!",
        "[^a]",
        "[l](x.md)",
    ]
    bits += ["![p](q)", "| r | s |", "> q", "///", "/// quiz | a", "*e*", "`c`", "\t", "{#id}", "<b>", "é", " "]
    bodies = ["".join(chance.choices(bits, k=chance.randint(0, 30))) for _ in range(500)]
    course, _ = load(ROOT)
    for body in (*bodies, *(page.body for page in (*course.lessons, *course.pages))):
        assert letters("".join(unit.raw for unit in units(body))) == letters(body)


def test_what_could_not_be_read_before(tmp_path: Path) -> None:
    """Where the old state is broken, nothing is called new that may have been there, and what is sound is compared."""
    broken = lay_out(
        tmp_path / "old",
        {"quizzes/lesson.yml:   - id: is-it-so": "  - idd: is-it-so", "docs/sources.yml": "references: ["},
    )
    mended = lay_out(tmp_path / "new", {"quizzes/lesson.yml: That is the other.": "No."})
    found = [(change.kind, change.file) for change in differ(read(broken), read(mended))]
    assert found == [
        ("unread-before", "quizzes/lesson.yml"),
        ("unread-before", "docs/sources.yml"),
        ("links", "docs/module/lesson.md"),
        ("feedback", "quizzes/lesson.yml"),
    ]
    assert [change.kind for change in differ(read(broken), read(broken))] == ["unread-now", "unread-now"]

    # A page that cannot be read at all is neither new nor gone.
    (broken / "docs/index.md").write_bytes(b"\xff")
    assert ("unread-before", "docs/index.md") in [
        (change.kind, change.file) for change in differ(read(broken), read(mended))
    ]
    for one, other in ((broken, mended), (mended, broken)):
        assert not [
            change for change in differ(read(one), read(other)) if change.kind in ("page-added", "page-removed")
        ]


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = lay_out(tmp_path / "new", {"quizzes/lesson.yml: answer: false": "answer: true"})
    assert cli.main(["compare", str(COURSE), str(new)]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Which answer is right: **1**\n\n### Which")
    assert cli.main(["compare", str(COURSE), str(new), "--format", "json"]) == 0
    told = capsys.readouterr().out
    assert json.loads(told)["changes"][0] == {
        "group": "answers", "kind": "rekeyed", "file": "quizzes/lesson.yml", "about": "is-it-so: It is always so.",
        "before": "It is always so. – false", "after": "It is always so. – true",
    }  # fmt: skip
    assert cli.main(["compare", str(COURSE), str(new), "--format", "html"]) == 0
    page = capsys.readouterr().out
    assert "<del>false</del>" in page and "<ins>true</ins>" in page
    assert cli.main(["compare", str(COURSE), str(tmp_path)]) == 2
    assert (
        capsys.readouterr().err
        == f"pain-ed: there is no folder 'docs' in '{tmp_path}'. Name two folders that hold mkdocs.yml.\n"
    )

    # The job that comments installs nothing: Python alone, without any package.
    alone = [sys.executable, "-S", "-m", "pain_ed.compare.changes"]
    done = subprocess.run(alone, input=told.encode(), cwd=ROOT / "src", capture_output=True, check=True)
    assert done.stdout.decode() == text


class Tags(HTMLParser):
    """What a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.targets: set[str] = set()
        self.told: list[str] = []
        self.feed(html)
        self.close()
        self.text = "".join(self.told)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.targets |= {value for name, value in attrs if name in ("href", "src")}

    def handle_data(self, data: str) -> None:
        self.told.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)
