"""Rules on links and pictures."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from pain_ed.course.model import Course
from pain_ed.course.texts import Wanted, pages, texts
from pain_ed.diagnostics.problems import Code, Fix, Location, Problem, closest, did_you_mean
from pain_ed.formats.model import DOCS, SAFETY, slug
from pain_ed.markdown import html, prose
from pain_ed.markdown.links import Link
from pain_ed.markdown.links import links as links_in
from pain_ed.markdown.page import Page


def is_marked(text: str) -> bool:
    """Whether a text can hold a link, a tag or attributes. A pattern would take five times as long."""
    return "<" in text or "{" in text or "](" in text or "]:" in text


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link or a picture of a course."""

    link: Link
    file: str
    """The page that it is relative to; empty in a quiz without a lesson."""
    location: Location
    """Where its target stands; in YAML, where the text starts."""

    @property
    def target(self) -> str:
        """What it leads to, as it is written."""
        return self.link.target


def links(course: Course, wanted: Wanted = is_marked) -> Iterator[PlacedLink]:
    """The links and pictures of the texts that are wanted."""
    for text in texts(course, wanted):
        if text.markdown:
            for link in links_in(text.visible):
                yield PlacedLink(link, text.file, text.at(link.start))


# --- where links lead -------------------------------------------------------------------------------------------------


def links_lead_somewhere(course: Course) -> Iterator[Problem]:
    """Links inside the course lead to a page, a file or a heading that is there; links out of it start with https://."""
    map_ = _Map(course)
    for placed in links(course):
        yield from _judge(placed, map_)
    if safety := course.safety:
        yield from _judge(PlacedLink(Link(safety.crisis_link, "", False, 0), SAFETY, safety.location), map_)


def _judge(placed: PlacedLink, map_: _Map) -> Iterator[Problem]:
    written, location = placed.target, placed.location
    target, scheme = html.address(written), html.scheme(written)
    if scheme == "http:":
        fix = Fix(location, "http://", "https://") if written.startswith("http://") else None
        yield Problem(Code.NOT_HTTPS, location, f"'{written}' does not start with https://", fix)
    elif scheme and scheme not in html.SCHEMES:
        yield Problem(Code.UNSAFE_LINK, location, f"the link '{written}' is of the kind '{scheme}'")
    elif re.search(r"[\"<>`]", written) or placed.link.title_ends_early:
        message = f"the link '{written}' or its title holds a quotation mark or an angle bracket"
        yield Problem(Code.UNSAFE_LINK, location, message)
    if scheme or not placed.file:
        return  # a quiz without its lesson is reported already
    if target.startswith("/"):
        better = _relative(placed.file, f"{DOCS}{target}")
        message = f"'{written}' starts at the root of a site; start from this page, like '{better}'"
        yield Problem(Code.BROKEN_LINK, location, message)
        return
    path, _, anchor = target.partition("#")
    path = unquote(path.partition("?")[0])
    file = posixpath.normpath(posixpath.join(posixpath.dirname(placed.file), path)) if path else placed.file
    if file not in map_.files:
        if not (file.startswith(f"{DOCS}/") and posixpath.basename(file).removesuffix(".md") in map_.unread):
            yield _broken(placed, target, file, map_)
    elif anchor and (known := map_.anchors(file)) is not None and unquote(anchor) not in known:
        close = closest(anchor, known)
        fix = Fix(location, written, written.replace(f"#{anchor}", f"#{close}")) if close else None
        guess = did_you_mean(anchor, known).replace("'", "'#", 1)
        yield Problem(Code.BROKEN_ANCHOR, location, f"{file} has no heading for '#{anchor}'.{guess}", fix)


def _relative(page: str, file: str) -> str:
    return quote(posixpath.relpath(file, posixpath.dirname(page)))


def _broken(placed: PlacedLink, target: str, file: str, map_: _Map) -> Problem:
    path = target.partition("#")[0]
    same = map_.names.get(posixpath.basename(file), [])
    # A folder, or an address as the site will have it, stands for the page in it.
    page = next((page for page in (f"{file}.md", f"{file}/index.md") if page in map_.files), None)
    # It is the only file of this name: nothing else can be meant.
    certain = page or (same[0] if len(same) == 1 else None)
    alike = closest(posixpath.basename(file), map_.names) if file.startswith(f"{DOCS}/") else None
    better = certain or (map_.names[alike][0] if alike else None)
    what = "picture" if placed.link.picture else "page or file"
    message = f"'{placed.target}' leads to no {what} of docs/."
    fix = None
    if better:
        better = _relative(placed.file, better)
        message += f" Did you mean '{better}'?"
        fix = Fix(placed.location, path, better, safe=bool(certain)) if path in placed.target else None
    return Problem(Code.BROKEN_LINK, placed.location, message, fix)


class _Map:
    """What links can lead to."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.pages = {page.file: page for page in pages(course)}
        self.files = {*self.pages, *course.files}
        self.names: dict[str, list[str]] = defaultdict(list)
        for file in self.files:
            self.names[posixpath.basename(file)].append(file)
        read = (entry.partition(":") for entry in course.unread)
        self.unread = {name for kind, _, name in read if kind in ("page", "lesson")}
        self._anchors: dict[str, set[str] | None] = {}

    def anchors(self, file: str) -> set[str] | None:
        """The ids in a page, those that blocks make among them; None where not all are known."""
        if file not in self._anchors:
            self._anchors[file] = self._find(self.pages[file]) if file in self.pages else None
        return self._anchors[file]

    def _find(self, page: Page) -> set[str] | None:
        blocks = set(re.findall(r"^/{3,} *(lessons|tool|sources|glossary|rules)\b", page.body, re.M))
        if blocks & {"lessons", "tool"}:
            return None
        made: dict[str, Callable[[], set[str]]] = {
            "sources": lambda: {f"source-{source.id}" for source in self.course.sources},
            "glossary": lambda: {slug(term.term) for term in self.course.terms},
            "rules": lambda: {code.value for code in Code},
        }
        found = set(page.anchors).union(*(made[block]() for block in blocks))
        quiz = next((quiz for quiz in self.course.quizzes if quiz.id == page.id and page.blocks), None)
        found |= {f"{kind}-{question.id}" for question in quiz.questions for kind in ("q", "answer")} if quiz else set()
        return found | {f"{kind}:{citation.id}" for citation in page.citations for kind in ("fn", "fnref")}


def links_to(page: Page, target: str) -> bool:
    """Whether a page's text leads to a page of docs/, or to a part of it (`help.md#part`)."""
    file, _, anchor = target.partition("#")
    way = posixpath.relpath(f"{DOCS}/{file}", posixpath.dirname(page.file))
    end = rf"#{re.escape(anchor)}" if anchor else r"(?:#[^)\s]*)?"
    return bool(re.search(rf"\]\({re.escape(way)}{end}[\s)]", prose.visible(page.body)))


# --- pictures ---------------------------------------------------------------------------------------------------------

_PICTURE = re.compile(r"\.(svg|png|jpe?g|gif|webp|avif)$", re.I)
_HOLLOW = re.compile(
    r"(?:an? |the )?(?:picture|image|photo|photograph|figure|diagram|drawing|graphic|icon|illustration|chart)(?: \d+)?",
    re.I,
)


def pictures_described(course: Course) -> Iterator[Problem]:
    """Every picture has words for those who do not see it, and they say what it shows."""
    for placed in links(course, lambda text: "![" in text):
        if not placed.link.picture:
            continue
        words = prose.plain(placed.link.text).strip(" .")
        name = posixpath.basename(placed.target).rpartition(".")[0]
        hollow = words.casefold() == name.casefold() or _PICTURE.search(words) or _HOLLOW.fullmatch(words)
        if not words:
            message = f"the picture '{placed.target}' has no alternative text"
            yield Problem(Code.NO_ALT_TEXT, placed.location, message)
        elif hollow or len(words.split()) < 3:
            message = f"the alternative text '{words}' does not say what the picture shows"
            yield Problem(Code.POOR_ALT_TEXT, placed.location, message)


def pictures_sound(course: Course) -> Iterator[Problem]:
    """An SVG names and describes itself, and holds nothing that runs or is fetched from elsewhere."""
    for picture in course.pictures:
        for element, words in (("title", picture.title), ("desc", picture.desc)):
            if not words:
                message = f"the drawing has no <{element}>"
                yield Problem(Code.SVG_NOT_DESCRIBED, Location(picture.file), message)
        for location, message in picture.threats:
            yield Problem(Code.SVG_NOT_SAFE, location, message)


RULES = (links_lead_somewhere, pictures_described, pictures_sound)
