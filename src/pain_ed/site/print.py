"""A module as one document: its lessons as the host has rendered them, put together anew. HTML in, HTML out.

To render the lessons a second time would cost a build as much again as the first, and each lesson looks here as it
does on its own page. To read them with a parser in Python costs even more than that: what has to change is found by
expressions that know no more of HTML than how a tag is written (every `<` of a text is `&lt;`, as Markdown and our
own cleaning of raw HTML write it).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape, unescape
from urllib.parse import urldefrag, urljoin

from pain_ed.course.model import Course, Lesson
from pain_ed.formats.paths import DOCS
from pain_ed.i18n.messages import Words, counted, date

# Each attribute has its value in quotes, or none, or is left as it is.
_VALUE = r"""(?:\s*=\s*(?:"[^"]*+"|'[^']*+'|[^\s>"']++))?+"""
_POINTS_AT_IDS = ("for", "headers", "list", "aria-labelledby", "aria-describedby", "aria-controls")
_NAMES = "|".join(("id", "href", "name", *_POINTS_AT_IDS))
# A start tag that has one of these attributes: what stands before the first of them, the rest, and a link's text.
_TAG = re.compile(
    rf"""<([a-zA-Z][\w-]*+)((?:(?!\s+(?:{_NAMES})=)\s+[^\s=>"'/]++{_VALUE})*+)(?=\s+(?:{_NAMES})=)"""
    r"""((?:[^>"']|"[^"]*+"|'[^']*+')++)>(?:([^<]*+)(?=</a>))?"""
)
# Each of them, behind those that are none.
_ATTRIBUTE = re.compile(
    rf"""((?:\s+(?!(?:{_NAMES})=["'])[^\s=>"'/]++{_VALUE})*+)\s+({_NAMES})=(?:"([^"]*+)"|'([^']*+)')"""
)
_HEADING = re.compile(r"(</?h)([1-6])(?=[\s>])")
_NOTE = re.compile(r'<li id="fn:([^"]*)"[^>]*>')

# What can be said only once every lesson has been read stands between these; no page holds them.
_LATER = re.compile("\x02([^\x03]*)\x03")


@dataclass(frozen=True)
class Part:
    """A lesson's place in the document."""

    lesson: Lesson
    url: str
    """Of its page, from the root of the site."""
    link: str
    """To its page, from the document."""
    address: str
    """Of its page in full, for paper; may be empty."""
    html: str
    """What its page holds."""


@dataclass(frozen=True, eq=False)
class Document:
    """A module as one document, before its lessons have been rendered."""

    folder: str
    """Of the module, in docs/."""
    title: str
    lessons: tuple[Lesson, ...]

    @property
    def index(self) -> str:
        """The module's own page, in docs/."""
        return f"{self.folder}/index.md"

    @property
    def file(self) -> str:
        """The document's page, which nobody has written."""
        return f"{self.folder}/print.md"

    def front_matter(self) -> str:
        """The text of that page, which holds nothing else."""
        reviewed = [lesson.reviewed for lesson in self.lessons if lesson.reviewed]
        reviewers = dict.fromkeys(lesson.clinical_review for lesson in self.lessons)
        front = {
            "title": self.title,
            "kind": "print",
            "minutes": sum(lesson.minutes for lesson in self.lessons),
            "reviewed": min(reviewed, default=""),
            "clinical_review": "pending" if "pending" in reviewers else "; ".join(reviewers),
            "search": {"exclude": True},
        }
        # JSON is YAML, and a host reads the front matter of its lines.
        return "---\n" + "".join(f"{name}: {json.dumps(value)}\n" for name, value in front.items()) + "---\n"


def documents(course: Course) -> Iterator[Document]:
    """One for each module that has a page of its own, from which the document is reached."""
    titles = {page.file: page.title for page in course.pages}
    for module in dict.fromkeys(lesson.module for lesson in course.lessons):
        lessons = tuple(lesson for lesson in course.lessons if lesson.module == module)
        folder = lessons[0].file.removeprefix(f"{DOCS}/").rpartition("/")[0]
        if (index := f"{DOCS}/{folder}/index.md") in titles:
            yield Document(folder, titles[index], lessons)


def with_links(html: str, links: Mapping[Document, str], page: str, words: Words) -> str:
    """A page that says where the documents are: each module's own page, and the overview of all lessons.

    Args:
        html: what the page holds.
        links: to each document.
        page: its file in docs/.
        words: the catalogue.
    """
    for document, link in links.items():
        if document.index == page:
            button = _link(link, words["handout-link"], ' class="md-button"')
            return f"{html}\n{_on_screen(button)}"
    if links and (overview := '<section class="pe-lessons"') in html:
        all_links = " · ".join(_link(link, document.title) for document, link in links.items())
        paragraph = _on_screen(f"{escape(words['handout-links'])} {all_links}")
        return html.replace(overview, f"{paragraph}\n{overview}", 1)
    return html


def way_back(link: str, words: Words) -> str:
    """What stands above a document."""
    return _on_screen(_link(link, words["handout-back"]))


def _on_screen(html: str) -> str:
    return f'<p class="pe-screen">{html}</p>'


def _link(href: str, text: str, attributes: str = "") -> str:
    return f'<a{attributes} href="{escape(href)}">{escape(text)}</a>'


def assemble(parts: Iterable[Part], sources: Collection[str], words: Words) -> str:
    """Make one document of the lessons of a module.

    Every id is unique: it begins with the lesson's own. Links between the lessons lead inside the document where
    their target is in it, else to the lesson's page. The answers to all questions stand at the end, and after them
    one list of sources.

    Args:
        parts: the lessons in their order; their pages stand in the folder in which the document will.
        sources: ids of the registry; a footnote of any other name belongs to its lesson alone.
        words: the catalogue.

    Returns:
        HTML without the document's title.
    """
    parts = list(parts)
    document = _Document({part.url: part.lesson.id for part in parts}, sources)
    lessons = [document.copy(part) for part in parts]
    spoken = {name.partition(":")[2]: text for name, text in words.items() if name.startswith("reader:")}
    out = [
        f'<div class="pe-handout" data-tool="print" data-reader-words="{escape(_json(spoken))}">',
        f'<p class="pe-screen">{escape(words["handout"])}</p>',
        "<ol>",
        *(f'<li><a href="#{part.lesson.id}">{escape(part.lesson.title)}</a></li>' for part in parts),
        "</ol></div>",
    ]
    for part, (body, _) in zip(parts, lessons, strict=True):
        out += [
            f'<section class="pe-part" id="{part.lesson.id}"><h2>{escape(part.lesson.title)}</h2>',
            _facts(part, words),
            body,
            "</section>",
        ]
    if any(answers for _, answers in lessons):
        out.append(f'<section class="pq-key"><h2>{escape(words["answers"])}</h2>')
        for part, (_, answers) in zip(parts, lessons, strict=True):
            out += [f"<h3>{escape(part.lesson.title)}</h3>", answers]
        out.append("</section>")
    html = document.resolve("".join(out))
    if document.numbers:
        notes = "".join(
            f'<li id="fn:{note}">{document.resolve(document.notes.get(note, ""))}</li>'
            for note in list(document.numbers)
        )
        html += f'<div class="footnote"><h2>{escape(words["sources"])}</h2><ol>{notes}</ol></div>'
    return html


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _facts(part: Part, words: Words) -> str:
    facts = [escape(counted(words, "minutes", part.lesson.minutes))]
    if day := date(words, part.lesson.reviewed):
        facts.append(escape(words["looked-at"].format(day)))
    if part.lesson.clinical_review not in ("", "pending"):
        facts.append(escape(words["reviewed-by"].format(part.lesson.clinical_review)))
    if part.address:
        facts.append(
            f'<a class="pe-address" href="{escape(part.address)}">{escape(part.address.partition("://")[2])}</a>'
        )
    return f'<ul class="pe-facts">{"".join(f"<li>{fact}</li>" for fact in facts)}</ul>'


def _cut(html: str, start: str, tag: str) -> tuple[str, str]:
    """A page without an element, and what the element holds; `start` is how its tag begins."""
    begin = html.find(start)
    if begin < 0:
        return html, ""
    inside, end, after = _inside(html, html.index(">", begin) + 1, tag)
    return html[:begin] + html[after:], html[inside:end]


def _inside(html: str, inside: int, tag: str) -> tuple[int, int, int]:
    """Where an element's content begins and ends, and where the element ends."""
    depth = 1
    for match in re.compile(rf"<(/?){tag}\b").finditer(html, inside):
        depth += -1 if match[1] else 1
        if not depth:
            return inside, match.start(), html.index(">", match.end()) + 1
    return inside, len(html), len(html)


class _Document:
    """What the lessons share."""

    def __init__(self, lessons: dict[str, str], sources: Collection[str]) -> None:
        self.lessons = lessons
        self.sources = sources
        self.ids: set[str] = set(lessons.values())
        self.notes: dict[str, str] = {}
        self.numbers: dict[str, int] = {}
        """Of each note, in the order in which the notes are met on paper."""
        self.known: dict[str, str] = {}
        """Tags of the lesson that is being read, which often stand in it again, and what became of them."""

    def copy(self, part: Part) -> tuple[str, str]:
        """The text of a lesson and the answers to its questions.

        Only headings, ids, what points at them and the numbers of sources become others.
        """
        html, _ = _cut(part.html, '<section class="pe-done"', "section")
        html, answers = _cut(html, '<section class="pq-key"', "section")
        html, notes = _cut(html, '<div class="footnote"', "div")
        found = [(self._note(unescape(match[1]), part.lesson.id), match) for match in _NOTE.finditer(notes)]
        self.ids.update(f"fn:{note}" for note, _ in found)
        self.known.clear()
        body, answers = (
            self._scoped(html, part),
            self._scoped(re.sub(r"<h2\b.*?</h2>", "", answers, count=1, flags=re.S), part),
        )
        for note, match in found:
            if note not in self.notes:
                start, end, _ = _inside(notes, match.end(), "li")
                self.notes[note] = self._scoped(notes[start:end], part)
        return body, answers

    def resolve(self, html: str) -> str:
        """Put the links and the numbers in, now that every lesson has been read."""
        return _LATER.sub(self._now, html)

    def _now(self, match: re.Match[str]) -> str:
        target, _, elsewhere = match[1].partition("\x1f")
        if elsewhere:
            return escape(f"#{target}" if target in self.ids else elsewhere)
        return str(self.numbers.setdefault(target, len(self.numbers) + 1))

    def _scoped(self, html: str, part: Part) -> str:
        html = _HEADING.sub(lambda match: f"{match[1]}{min(int(match[2]) + 1, 6)}", html)
        return _TAG.sub(partial(self._tag, part), html)

    def _tag(self, part: Part, match: re.Match[str]) -> str:
        if known := self.known.get(match[0]):
            return known
        tag, before, attributes, text = match.groups()
        attributes = _ATTRIBUTE.sub(partial(self._attribute, part, tag), attributes)
        if text and 'class="footnote-ref"' in match[0]:
            name = match[0].partition('href="#fn:')[2].partition('"')[0]
            text = f"\x02{self._note(unescape(name), part.lesson.id)}\x03"
        made = f"<{tag}{before}{attributes}>{text or ''}"
        if " id=" not in match[0]:
            self.known[match[0]] = made
        return made

    def _attribute(self, part: Part, tag: str, match: re.Match[str]) -> str:
        before, name, double, single = match.groups()
        if name == "name" and tag != "input":
            return match[0]
        value = unescape(double if double is not None else single)
        if name == "href":
            return f'{before} href="{self._link(part, value)}"'
        lesson = part.lesson.id
        if name == "id":
            id = self._scoped_id(value, lesson)
            if id in self.ids:
                return before  # a source is met first in one lesson only
            self.ids.add(id)
            return f'{before} id="{escape(id)}"'
        # Radio buttons of one name are one group.
        ids = value.split() if name in _POINTS_AT_IDS else [value]
        return f'{before} {name}="{escape(" ".join(self._scoped_id(id, lesson) for id in ids))}"'

    def _link(self, part: Part, href: str) -> str:
        """A link to where it leads; if that may be inside the document, it stays open until that id is known."""
        if href.startswith("#"):
            return self._later(href[1:], part.lesson.id, part.link + href)
        if "://" in href:
            return escape(href)
        url, fragment = urldefrag(urljoin(part.url, href))
        lesson = self.lessons.get(url)
        return self._later(fragment, lesson, href) if lesson else escape(href)

    def _later(self, fragment: str, lesson: str, elsewhere: str) -> str:
        target = self._scoped_id(fragment, lesson) if fragment else lesson
        return escape(f"#{target}") if target in self.ids else f"\x02{target}\x1f{elsewhere}\x03"

    def _scoped_id(self, id: str, lesson: str) -> str:
        kind, _, name = id.partition(":")
        return f"{kind}:{self._note(name, lesson)}" if kind in ("fn", "fnref") and name else f"{lesson}--{id}"

    def _note(self, name: str, lesson: str) -> str:
        return name if name in self.sources else f"{lesson}--{name}"
