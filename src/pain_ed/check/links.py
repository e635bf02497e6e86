"""Rules on links and pictures."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote

from pain_ed.check.lookup import unread
from pain_ed.course.model import Course
from pain_ed.course.texts import Wanted, texts
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Fix, Location, Problem, closest, did_you_mean
from pain_ed.formats.paths import DOCS, SAFETY, SIGNS
from pain_ed.formats.signs import ANCHOR, BY_PLACE, URGENCIES
from pain_ed.formats.text import slug
from pain_ed.markdown import html, prose
from pain_ed.markdown.links import Link
from pain_ed.markdown.links import links as links_in
from pain_ed.markdown.page import Page


def is_marked(text: str) -> bool:
    """Whether a text can hold a link, a tag or attributes. A pattern would take five times as long."""
    return "<" in text or "{" in text or "](" in text or "]:" in text


def links(course: Course, wanted: Wanted = is_marked) -> Iterator[Link]:
    """The links and pictures of the texts that are wanted."""
    for text in texts(course, wanted):
        if text.markdown:
            yield from links_in(text.visible, text.file, text.at)


# --- where links lead -------------------------------------------------------------------------------------------------


def links_lead_somewhere(course: Course) -> Iterator[Problem]:
    """Links inside the course lead to a page, a file or a heading that is there; links out of it start with https://."""
    targets = _Targets(course)
    for link in links(course):
        yield from _judge(link, targets)
    if safety := course.safety:
        yield from _judge(Link(safety.crisis_link, "", False, safety.location, SAFETY), targets)


def _judge(link: Link, targets: _Targets) -> Iterator[Problem]:
    written, location = link.target, link.location
    target, scheme = html.address(written), html.scheme(written)
    if scheme == "http:":
        fix = Fix(location, "http://", "https://") if written.startswith("http://") else None
        yield Problem(Code.NOT_HTTPS, location, f"'{written}' does not start with https://", fix)
    elif scheme and scheme not in html.SCHEMES:
        yield Problem(Code.UNSAFE_LINK, location, f"the link '{written}' is of the kind '{scheme}'")
    elif re.search(r"[\"<>`]", written) or link.title_ends_early:
        message = f"the link '{written}' or its title holds a quotation mark or an angle bracket"
        yield Problem(Code.UNSAFE_LINK, location, message)
    if scheme or not link.file:
        return  # a quiz without its lesson is reported already
    if target.startswith("/"):
        better = _relative(link.file, f"{DOCS}{target}")
        message = f"'{written}' starts at the root of a site; start from this page, like '{better}'"
        yield Problem(Code.BROKEN_LINK, location, message)
        return
    path, _, anchor = target.partition("#")
    path = unquote(path.partition("?")[0])
    file = posixpath.normpath(posixpath.join(posixpath.dirname(link.file), path)) if path else link.file
    if file not in targets.files:
        if not (file.startswith(f"{DOCS}/") and posixpath.basename(file).removesuffix(".md") in targets.unread):
            yield _broken(link, target, file, targets)
    elif anchor and (known := targets.anchors(file)) is not None and unquote(anchor) not in known:
        if (sign := unquote(anchor).removeprefix(ANCHOR)) != unquote(anchor) and targets.pages[file].placed("signs"):
            yield _unknown_sign(link, sign, targets)
            return
        close = closest(anchor, known)
        fix = Fix(location, written, written.replace(f"#{anchor}", f"#{close}")) if close else None
        guess = did_you_mean(anchor, known).replace("'", "'#", 1)
        yield Problem(Code.BROKEN_ANCHOR, location, f"{file} has no heading for '#{anchor}'.{guess}", fix)


def _unknown_sign(link: Link, sign: str, targets: _Targets) -> Problem:
    message = f"'{sign}' is not a sign of {SIGNS}."
    known = [sign.id for sign in targets.course.signs.signs]
    if sign in known:
        message = f"the sign '{sign}' of {SIGNS} is in no list of that page"
        return Problem(Code.UNKNOWN_SIGN, link.location, message)
    close = closest(sign, known)
    fix = (
        Fix(link.location, link.target, link.target.replace(f"#{ANCHOR}{sign}", f"#{ANCHOR}{close}")) if close else None
    )
    return Problem(Code.UNKNOWN_SIGN, link.location, f"{message}{did_you_mean(sign, known)}", fix)


def _relative(page: str, file: str) -> str:
    return quote(posixpath.relpath(file, posixpath.dirname(page)))


def _broken(link: Link, target: str, file: str, targets: _Targets) -> Problem:
    path = target.partition("#")[0]
    same = targets.names.get(posixpath.basename(file), [])
    # A folder, or an address as the site will have it, stands for the page in it.
    page = next((page for page in (f"{file}.md", f"{file}/index.md") if page in targets.files), None)
    # It is the only file of this name: nothing else can be meant.
    certain = page or (same[0] if len(same) == 1 else None)
    alike = closest(posixpath.basename(file), targets.names) if file.startswith(f"{DOCS}/") else None
    better = certain or (targets.names[alike][0] if alike else None)
    what = "picture" if link.picture else "page or file"
    message = f"'{link.target}' leads to no {what} of docs/."
    fix = None
    if better:
        better = _relative(link.file, better)
        message += f" Did you mean '{better}'?"
        fix = Fix(link.location, path, better, safe=bool(certain)) if path in link.target else None
    return Problem(Code.BROKEN_LINK, link.location, message, fix)


class _Targets:
    """What links can lead to."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.pages = {page.file: page for page in course.all_pages}
        self.files = {*self.pages, *course.files}
        self.names: dict[str, list[str]] = defaultdict(list)
        for file in sorted(self.files):
            self.names[posixpath.basename(file)].append(file)
        read = (entry.partition(":") for entry in course.unread)
        self.unread = {name for kind, _, name in read if kind in ("page", "lesson")}
        self._anchors: dict[str, dict[str, None] | None] = {}

    def anchors(self, file: str) -> dict[str, None] | None:
        """The ids in a page, those that blocks make among them, in order; None where not all are known."""
        if file not in self._anchors:
            self._anchors[file] = self._find(self.pages[file]) if file in self.pages else None
        return self._anchors[file]

    def _find(self, page: Page) -> dict[str, None] | None:
        blocks = set(re.findall(r"^/{3,} *(lessons|tool|sources|glossary|signs|rules)\b", page.body, re.M))
        if blocks & {"lessons", "tool"} or (blocks & {"signs"} and unread(self.course, "signs")):
            return None
        made: dict[str, Callable[[], set[str]]] = {
            "sources": lambda: {f"source-{source.id}" for source in self.course.sources},
            "glossary": lambda: {slug(term.term) for term in self.course.terms},
            "signs": lambda: set().union(*(self._of_signs(block.id) for block in page.placed("signs"))),
            "rules": lambda: {code.value for code in Code},
        }
        anchors = set(page.anchors).union(*(made[block]() for block in blocks))
        quiz = next((quiz for quiz in self.course.quizzes if quiz.id == page.id and page.placed("quiz")), None)
        anchors |= (
            {f"{kind}-{question.id}" for question in quiz.questions for kind in ("q", "answer")} if quiz else set()
        )
        anchors |= {f"{kind}:{citation.id}" for citation in page.citations for kind in ("fn", "fnref")}
        return dict.fromkeys(sorted(anchors))

    def _of_signs(self, which: str) -> set[str]:
        """The ids that a list of signs makes."""
        signs = self.course.signs
        if which in URGENCIES:
            return {sign.anchor for sign in signs.signs if sign.urgency == which}
        return {f"place-{place.id}" for place in signs.places} if which == BY_PLACE else set()


def links_to(page: Page, target: str) -> bool:
    """Whether a page's text leads to a page of docs/, or to a part of it (`help.md#part`)."""
    return bool(leading(page.file, target).search(prose.visible(page.body)))


def leading(file: str, target: str) -> re.Pattern[str]:
    """Finds the links that lead from a file to a page of docs/, or to a part of it."""
    page, _, anchor = target.partition("#")
    way = posixpath.relpath(f"{DOCS}/{page}", posixpath.dirname(file))
    end = rf"#{re.escape(anchor)}" if anchor else r"(?:#[^)\s]*)?"
    return re.compile(rf"\]\({re.escape(way)}{end}[\s)]")


# --- pictures ---------------------------------------------------------------------------------------------------------

_PICTURE = re.compile(r"\.(svg|png|jpe?g|gif|webp|avif)$", re.I)
_HOLLOW = re.compile(
    r"(?:an? |the )?(?:picture|image|photo|photograph|figure|diagram|drawing|graphic|icon|illustration|chart)(?: \d+)?",
    re.I,
)


def pictures_described(course: Course) -> Iterator[Problem]:
    """Every picture has words for those who do not see it, and they say what it shows."""
    for link in links(course, lambda text: "![" in text):
        if not link.picture:
            continue
        words = prose.plain(link.text).strip(" .")
        name = posixpath.basename(link.target).rpartition(".")[0]
        hollow = words.casefold() == name.casefold() or _PICTURE.search(words) or _HOLLOW.fullmatch(words)
        if not words:
            yield Problem(Code.NO_ALT_TEXT, link.location, f"the picture '{link.target}' has no alternative text")
        elif hollow or len(words.split()) < 3:
            message = f"the alternative text '{words}' does not say what the picture shows"
            yield Problem(Code.POOR_ALT_TEXT, link.location, message)


def pictures_sound(course: Course) -> Iterator[Problem]:
    """An SVG names and describes itself, and holds nothing that runs or is fetched from elsewhere."""
    for picture in course.pictures:
        for element, words in (("title", picture.title), ("desc", picture.desc)):
            if not words:
                yield Problem(Code.SVG_NOT_DESCRIBED, Location(picture.file), f"the drawing has no <{element}>")
        for location, message in picture.threats:
            yield Problem(Code.SVG_NOT_SAFE, location, message)


RULES = (links_lead_somewhere, pictures_described, pictures_sound)
