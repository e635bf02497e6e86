"""The differences between two states of a course, as data and as reports: Markdown for a comment, a page of HTML, and
JSON.

Whoever writes a course that is compared writes half of what stands here, and may mean harm. So nothing of it is ever
Markdown or HTML: in Markdown it stands in code, in HTML it is escaped, and what is said about it comes from KINDS
alone.

This module needs Python and nothing else: the job that comments on a pull request runs `python -m
pain_ed.compare.changes` on a list that somebody else's code has made, and installs nothing.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
import sys
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from html import escape
from io import TextIOWrapper
from typing import Any

GROUPS = {
    "answers": "Which answer is right",
    "safety": "Safety",
    "unread": "What could not be compared",
    "ids": "Names that readers' answers and links hang on",
    "questions": "Questions",
    "feedback": "Feedback",
    "pages": "Pages",
    "objectives": "Objectives",
    "sources": "Sources",
    "citations": "What is cited where",
    "reviews": "Reviews",
    "words": "Glossary, concepts, models and statements",
    "files": "Other files",
}
"""The parts of a report in their order: what can do most harm comes first, and is the last to be cut."""

KINDS = {
    "rekeyed": ("answers", "Another answer is right now."),
    "id-reused": ("answers", "The same id now names another question. What readers answered before is kept under it:"
    " give the new one an id of its own."),
    "right-reworded": ("answers", "The right answer reads differently now. See that it still is right."),
    "help-page": ("safety", "The page that says when to get help has changed."),
    "sign": ("safety", "A sign that sends a reader for help, how urgent it is, or a number to ring has changed."),
    "help-link-lost": ("safety", "The lesson no longer leads to the page that says when to get help."),
    "medicine-line": ("safety", "The line about starting, stopping or changing a medicine has changed."),
    "crisis": ("safety", "A passage about despair, or its way to help, has changed."),
    "medicine": ("safety", "A passage that names a medicine has changed."),
    "safety-rules": ("safety", "What lessons must say (docs/safety.yml) has changed."),
    "language-rules": ("safety", "The words to avoid (docs/language.yml) have changed."),
    "around": ("safety", "What stands around every page (extra.course in mkdocs.yml) has changed."),
    "unread-now": ("unread", "With the change, this cannot be read whole. What is missing from it here may still stand"
    " in it."),
    "unread-before": ("unread", "Without the change, this cannot be read whole. What is new here may have stood in"
    " it."),
    "id-renamed": ("ids", "The question has another id. What readers answered under the old one is lost to them."),
    "lesson-name": ("ids", "The lesson's 'short' name or 'number' has changed. Links and codes that readers hold are"
    " made of them."),
    "page-moved": ("ids", "The page has another address. Links that readers hold no longer lead to it."),
    "question-added": ("questions", "A new question."),
    "question-removed": ("questions", "The question is gone."),
    "question-moved": ("questions", "The question belongs to another lesson."),
    "prompt": ("questions", "The question asks something else. See that the right answer still is right."),
    "options": ("questions", "The answers to choose from have changed."),
    "question-details": ("questions", "How it is asked, or what it belongs to, has changed."),
    "hints": ("questions", "The hints have changed."),
    "question-order": ("questions", "The questions come in another order."),
    "feedback": ("feedback", "The feedback has changed."),
    "explanation": ("feedback", "The explanation has changed."),
    "page-added": ("pages", "A new page."),
    "page-removed": ("pages", "The page is gone."),
    "sentences": ("pages", "What it says has changed."),
    "moved": ("pages", "The same words stand in another place."),
    "markup": ("pages", "The words are the same. Links, citations or layout have changed."),
    "links": ("pages", "It leads elsewhere."),
    "about-page": ("pages", "What it says of itself has changed."),
    "lesson-order": ("pages", "The lessons come in another order."),
    "objective-added": ("objectives", "A new objective."),
    "objective-removed": ("objectives", "The objective is gone."),
    "objective-changed": ("objectives", "The objective has changed."),
    "source-status": ("sources", "Whether the source still stands has changed."),
    "source-added": ("sources", "A new source."),
    "source-removed": ("sources", "The source is gone."),
    "source-changed": ("sources", "What is said of the source has changed."),
    "cited": ("citations", "What is cited here has changed."),
    "reviewer": ("reviews", "Who is said to have reviewed it has changed. Ask them."),
    "stamp": ("reviews", "The day or the stamp of the review has changed."),
    "text-not-reviewed": ("reviews", "The text has changed, and its review is older."),
    "entry-added": ("words", "A new entry."),
    "entry-removed": ("words", "The entry is gone."),
    "entry-changed": ("words", "The entry has changed."),
    "file-added": ("files", "A new file."),
    "file-removed": ("files", "The file is gone."),
    "file-changed": ("files", "The file has changed, in nothing that is told apart here: a picture, a style, a"
    " setting, spaces, a remark."),
}  # fmt: skip
"""Each kind of change: its part of a report, and what is said of it."""

COMMENT_LIMIT = 60_000
"""Bytes of UTF-8. GitHub takes 65,536 characters, and the comment has a head of its own."""

_OPEN = ("answers", "safety", "unread", "ids")
_NOTHING = "Readers will see no difference."


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different."""

    kind: str
    """A key of KINDS."""
    file: str
    """Path from the root of the course."""
    about: str = ""
    """Which question, section, source …; may be empty."""
    before: str = ""
    """As it was; empty for what is new."""
    after: str = ""
    """As it is now; empty for what is gone."""


def ordered(changes: Iterable[Change]) -> list[Change]:
    """The most important first; within a kind in the order in which they were found."""
    kinds = list(KINDS)
    groups = list(GROUPS)
    return sorted(changes, key=lambda change: (groups.index(KINDS[change.kind][0]), kinds.index(change.kind)))


def different(old: list[Any], new: list[Any], *, most: int) -> Iterator[tuple[int, int, int, int]]:
    """Where two lists differ.

    Args:
        old: anything that can be compared and hashed.
        new: the same.
        most: how many pairs may be looked at. Beyond it the lists differ from the first difference to the last: nobody
        writes such a
            text in good faith, and it could be looked at for hours.

    Returns:
        For each difference: from and to in the old list, from and to in the new one.
    """
    shorter = min(len(old), len(new))
    head = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = next((at for at in range(shorter - head) if old[-1 - at] != new[-1 - at]), shorter - head)
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(left) * len(right) > most:
        yield head, head + len(left), head, head + len(right)
        return
    for tag, a, b, c, d in difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            yield head + a, head + b, head + c, head + d


# --- JSON -------------------------------------------------------------------------------------------------------------


def as_json(changes: Iterable[Change]) -> str:
    """`{"version": 1, "changes": [{"kind": …, "group": …, "file": …, "about": …, "before": …, "after": …}]}`, most
    important first."""
    listed = [{"group": KINDS[change.kind][0], **asdict(change)} for change in ordered(changes)]
    return (
        json.dumps({"version": 1, "changes": listed}, indent=1) + "\n"
    )  # ASCII: halves of characters cannot be written otherwise


def from_json(text: str) -> list[Change]:
    """What `as_json` has written.

    Raises:
        ValueError: when it is anything else.
    """
    try:
        data = json.loads(text)
    except RecursionError:
        raise ValueError("not a list of changes") from None
    listed = data.get("changes") if isinstance(data, dict) and data.get("version") == 1 else None
    names = Change.__slots__
    if not isinstance(listed, list) or not all(
        isinstance(entry, dict) and all(isinstance(entry.get(name), str) for name in names) for entry in listed
    ):
        raise ValueError("not a list of changes")
    if unknown := {entry["kind"] for entry in listed} - KINDS.keys():
        raise ValueError(f"not kinds of changes: {len(unknown)}")
    return [Change(*(entry[name] for name in names)) for entry in listed]


# --- Markdown ---------------------------------------------------------------------------------------------------------

# What has no shape of its own, and can make text look other than it is, or run on over its end: controls, changes of
# direction (CVE-2021-42574), invisible letters, halves of characters. The two joiners that some scripts are spelt with
# stay.
_UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def _seen(text: str) -> str:
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text.replace("\r\n", "\n").replace("\t", "    "))


def _code(text: str, most: int = 200) -> str:
    """A text as code within a line. GitHub finds no name, no link and no markup in it."""
    text = _cut(" ".join(_seen(text).split()), most)
    ticks = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{ticks} {text} {ticks}" if "`" in text else f"`{text}`"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]} … ({len(text) - most} more characters)"


def _block(change: Change, most: int = 2000) -> str:
    lines = [
        f"{sign} {line}"
        for sign, text in (("-", change.before), ("+", change.after))
        if text
        for line in _cut(_seen(text), most).split("\n")
    ]
    return "\n".join(["```diff", *lines, "```"])  # no line of the course's can end it: each starts with a sign


def markdown(changes: Iterable[Change], *, limit: int = COMMENT_LIMIT) -> str:
    """A report for a comment on a pull request.

    Args:
        changes: what is different.
        limit: how many bytes it may take. What does not fit is counted.
    """
    changes = ordered(changes)
    if not changes:
        return f"{_NOTHING}\n"
    last = (
        "\n**This is not all.** {} more changes do not fit into a comment. The page `difference.html`, among the files"
        " of this check, holds every one.\n"
    )
    out = [f"{_summary(changes)}\n"]
    left = limit - len((out[0] + last).encode()) - 40
    shown = 0
    for group, mine in _grouped(changes):
        head, foot = (
            (f"\n### {GROUPS[group]}\n", "")
            if group in _OPEN
            else (f"\n<details><summary>{GROUPS[group]} ({len(mine)})</summary>\n", "\n</details>\n")
        )
        parts: list[str] = []
        room = left - len((head + foot).encode())
        for change in mine:
            where = " · ".join(_code(text) for text in (change.about, change.file) if text.strip())
            block = f"\n{_block(change)}\n" if change.before or change.after else ""
            part = f"\n**{KINDS[change.kind][1]}** {where}\n{block}"
            room -= len(part.encode())
            if room < 0:
                break
            parts.append(part)
        if parts:
            out += [head, *parts, foot]
            shown += len(parts)
        if room < 0:
            break
        left = room
    if shown < len(changes):
        out.append(last.format(len(changes) - shown))
    return "".join(out)


def _grouped(changes: list[Change]) -> list[tuple[str, list[Change]]]:
    groups = [(group, [change for change in changes if KINDS[change.kind][0] == group]) for group in GROUPS]
    return [(group, mine) for group, mine in groups if mine]


def _summary(changes: list[Change]) -> str:
    return " · ".join(f"{GROUPS[group]}: **{len(mine)}**" for group, mine in _grouped(changes))


# --- HTML -------------------------------------------------------------------------------------------------------------

_STYLE = """
:root { color-scheme: light dark; --line: #8a9a9b; --old: #f6e7d8; --new: #dcefe8; --paper: #fff; --ink: #1d2b2c; }
@media (prefers-color-scheme: dark) { :root { --line: #6f8081; --old: #4a3826; --new: #1f4239; --paper: #15201f; --ink: #e6eeec; } }
body { max-width: 70rem; margin: 0 auto; padding: 1rem; font: 1.05rem/1.5 system-ui, sans-serif; background: var(--paper); color: var(--ink); }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; }
h3 { margin: 2rem 0 .3rem; font-size: 1.05rem; }
p { margin: .3rem 0; overflow-wrap: anywhere; }
a { color: inherit; }
nav ul { padding-inline-start: 1.2rem; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; margin-block: .5rem; }
.sides > div { padding: .4rem .8rem; border: 1px solid var(--line); border-radius: .4rem; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.sides b { display: block; font-size: .9rem; }
del, ins { padding: 0 .1em; border-radius: .2em; color: inherit; }
del { background: var(--old); }
ins { background: var(--new); }
@media (max-width: 40rem) { .sides { grid-template-columns: 1fr; } }
@media print { .sides > div { break-inside: avoid; } }
"""  # noqa: E501 - a style sheet


def html(changes: Iterable[Change], title: str) -> str:
    """A page with every change, before and after side by side. It needs nothing beside itself, and runs nothing.

    Args:
        changes: what is different.
        title: the course's name.
    """
    changes = ordered(changes)
    digest = b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    shown = escape(_seen(title))
    out = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}';"
        " base-uri 'none'; form-action 'none'\">\n",
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        '<meta name="robots" content="noindex">\n',
        f"<title>What changes: {shown}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>What changes:"
        f" {shown}</h1>\n",
    ]
    groups = _grouped(changes)
    if not groups:
        out.append(f"<p>{_NOTHING}</p>\n")
    else:
        out.append('<nav aria-label="Parts"><ul>\n')
        out += [f'<li><a href="#{group}">{escape(GROUPS[group])}</a> ({len(mine)})</li>\n' for group, mine in groups]
        out.append("</ul></nav>\n")
    for group, mine in groups:
        out.append(f'<section id="{group}">\n<h2>{escape(GROUPS[group])}</h2>\n')
        for change in mine:
            about = f"<p>{escape(_seen(change.about))}</p>\n" if change.about else ""
            out.append(
                f"<h3>{escape(KINDS[change.kind][1])}</h3>\n{about}<p><code>{escape(_seen(change.file))}</code></p>\n"
            )
            if change.before or change.after:
                before, after = _marked(_seen(change.before), _seen(change.after))
                sides = [("Before", before, change.before), ("Now", after, change.after)]
                out.append(
                    '<div class="sides">'
                    + "".join(f"<div><b>{label}</b>{marked if there else '–'}</div>" for label, marked, there in sides)
                    + "</div>\n"
                )
        out.append("</section>\n")
    return "".join([*out, "</body>\n</html>\n"])


def _marked(before: str, after: str) -> tuple[str, str]:
    """Both texts as HTML. Where there are two, the words that only one of them has are marked."""
    if not before or not after:
        return escape(before), escape(after)
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    spans = list(different(old, new, most=250_000))
    return _with_marks(old, [(a, b) for a, b, _, _ in spans], "del"), _with_marks(
        new, [(c, d) for _, _, c, d in spans], "ins"
    )


def _with_marks(words: list[str], spans: list[tuple[int, int]], tag: str) -> str:
    out, done = [], 0
    for start, end in spans:
        out.append(escape("".join(words[done:start])))
        if start < end:
            out.append(f"<{tag}>{escape(''.join(words[start:end]))}</{tag}>")
        done = end
    return "".join([*out, escape("".join(words[done:]))])


def main(text: str) -> str:
    """What is said in a comment of a list of changes that anybody may have written."""
    try:
        return markdown(from_json(text))
    except ValueError:
        return "The list of differences could not be read. The files of this check say more.\n"


if __name__ == "__main__":
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(main(sys.stdin.buffer.read().decode("utf-8", "replace")))
