"""Rules on what pages are made of: links, headings, pictures and raw HTML. As in checks.py, functions from a Course to problems."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, unquote

from pain_ed.course.model import Course
from pain_ed.diagnostics.problems import Code, Fix, Location, Problem, closest, did_you_mean
from pain_ed.formats.paths import DOCS, MODELS, SAFETY
from pain_ed.formats.quiz import Question
from pain_ed.formats.text import INVISIBLE, slug
from pain_ed.markdown import html as sanitise
from pain_ed.markdown import prose
from pain_ed.markdown.page import Page


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture, as it is written."""

    target: str
    text: str
    """What is shown; for a picture, its alternative text."""
    picture: bool
    location: Location
    """Where the target stands. In a quiz, where the text that holds it starts."""
    file: str
    """The page that it is relative to."""
    title_ends_early: bool = False
    """Whether a quotation mark stands inside its title."""


_INLINE = re.compile(
    r"(?P<sign>!?)\[(?P<text>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]\(\s*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>(?:[^\s()]|\([^\s()]*\))*))(?:\s+(?:\"(?P<title>[^\n]{0,300}?)\"|'[^\n]{0,300}?'))?\s*\)"
)
_DEFINITION = re.compile(r"^[ >]*\[(?!\^)(?P<text>[^\]]+)\]:\s*<?(?P<bare>[^\s>]+)", re.M)
_AUTOLINK = re.compile(r"<(?P<bare>[A-Za-z][A-Za-z0-9+.-]*:[^>\s]*)>")


def _links_in(text: str, file: str, at: Callable[[int], Location]) -> Iterator[Link]:
    for match in _INLINE.finditer(text):
        group = "angled" if match["angled"] is not None else "bare"
        yield Link(
            match[group],
            match["text"],
            bool(match["sign"]),
            at(match.start(group)),
            file,
            '"' in (match["title"] or ""),
        )
        if "](" in match["text"]:  # a picture that is a link
            yield from _links_in(match["text"], file, lambda offset, start=match.start("text"): at(start + offset))
    for pattern in (_DEFINITION, _AUTOLINK):
        for match in pattern.finditer(text):
            yield Link(match["bare"], "", False, at(match.start("bare")), file)


def _question_texts(question: Question) -> Iterator[tuple[str, Location]]:
    yield question.prompt, question.locations["prompt"]
    for hint in question.hints:
        yield hint, question.locations["hints"]
    for option in question.options:
        yield option.text, option.location
        yield option.match, option.location
        yield option.feedback, option.feedback_location or option.location
    if question.explanation:
        yield question.explanation, question.locations["explanation"]


def _is_marked(text: str) -> bool:
    """Whether a text can hold a link, a tag or attributes. (A pattern would take five times as long, for each of some 10,000 questions.)"""
    return "<" in text or "{" in text or "](" in text or "]:" in text


def _texts(
    course: Course, read: Callable[[str], str] = prose.visible
) -> Iterator[tuple[str, str, Callable[[int], Location]]]:
    """Every text that may hold a link or HTML: what is written (without code and comments), its page, and the places in it."""
    for page in (*course.lessons, *course.pages):
        yield read(page.body), page.file, lambda offset, page=page: prose.location(page, offset)
    lessons = {lesson.id: lesson.file for lesson in course.lessons}
    for quiz in course.quizzes:
        for question in quiz.questions:
            for text, location in _question_texts(question) if _is_marked(question.whole) else ():
                if _is_marked(text):
                    yield read(text), lessons.get(quiz.id, ""), lambda offset, location=location: location
    stands = {model.id: page.file for page in (*course.lessons, *course.pages) for model in page.placed("model")}
    for model in course.registries.get(MODELS, ()):
        left_out = ((text, f"leaves_out.{number}") for number, text in enumerate(model.leaves_out))
        for text, key in ((model.not_you, "not_you"), (model.answer, "answer"), *left_out, (model.sources, "sources")):
            if _is_marked(text):
                yield read(text), stands.get(model.id, ""), lambda offset, location=model.locations[key]: location


def links(course: Course, sign: str = "") -> Iterator[Link]:
    """The links and pictures in texts that hold a sign."""
    for text, file, at in _texts(course):
        if sign in text:
            yield from _links_in(text, file, at)
    if course.safety and not sign:
        yield Link(course.safety.crisis_link, "", False, course.safety.location, SAFETY)


# --- links ------------------------------------------------------------------------------------------------------------


def links_lead_somewhere(course: Course) -> Iterator[Problem]:
    """Links inside the course lead to a page, a file or a heading that is there; links out of it start with https://."""
    pages = {page.file: page for page in (*course.lessons, *course.pages)}
    files = {*pages, *course.files}
    names = defaultdict(list)
    for file in files:
        names[posixpath.basename(file)].append(file)
    unread = {entry.partition(":")[2] for entry in course.unread if entry.startswith(("page:", "lesson:"))}
    generated = _Generated(course)
    for link in links(course):
        target, scheme = sanitise.address(link.target), sanitise.scheme(link.target)
        if scheme == "http:":
            fix = Fix(link.location, "http://", "https://") if link.target.startswith("http://") else None
            yield Problem(Code.NOT_HTTPS, link.location, f"'{link.target}' does not start with https://", fix)
        elif scheme and scheme not in sanitise.SCHEMES:
            yield Problem(Code.UNSAFE_LINK, link.location, f"the link '{link.target}' is of the kind '{scheme}'")
        elif re.search(r"[\"<>`]", link.target) or link.title_ends_early:
            yield Problem(
                Code.UNSAFE_LINK,
                link.location,
                f"the link '{link.target}' or its title holds a quotation mark or an angle bracket",
            )
        if scheme:
            continue
        if not link.file:
            continue  # a quiz without its lesson, which is told already
        if target.startswith("/"):
            yield Problem(
                Code.BROKEN_LINK,
                link.location,
                f"'{link.target}' starts at the root of a site; start from this page, like '{_relative(link.file, f'{DOCS}{target}')}'",
            )
            continue
        path, _, anchor = target.partition("#")
        path = unquote(path.partition("?")[0])
        file = posixpath.normpath(posixpath.join(posixpath.dirname(link.file), path)) if path else link.file
        if file not in files:
            if file.startswith(f"{DOCS}/") and posixpath.basename(file).removesuffix(".md") in unread:
                continue
            yield _broken(link, target, file, files, names)
        elif (
            anchor
            and file in pages
            and (known := generated.anchors(pages[file])) is not None
            and unquote(anchor) not in known
        ):
            guess = did_you_mean(anchor, known).replace("'", "'#", 1)
            close = closest(anchor, known)
            fix = Fix(link.location, link.target, link.target.replace(f"#{anchor}", f"#{close}")) if close else None
            yield Problem(Code.BROKEN_ANCHOR, link.location, f"{file} has no heading for '#{anchor}'.{guess}", fix)


def _relative(page: str, file: str) -> str:
    return quote(posixpath.relpath(file, posixpath.dirname(page)))


def _broken(link: Link, target: str, file: str, files: set[str], names: dict[str, list[str]]) -> Problem:
    path = target.partition("#")[0]
    same = names.get(posixpath.basename(file), [])
    # A folder, or an address as the site will have it, stands for the page in it.
    page = next((page for page in (f"{file}.md", f"{file}/index.md") if page in files), None)
    # It is the only file of this name: nothing else can be meant.
    certain = page or (same[0] if len(same) == 1 else None)
    alike = closest(posixpath.basename(file), names) if file.startswith(f"{DOCS}/") else None
    guess = certain or (names[alike][0] if alike else None)
    fix = (
        Fix(link.location, path, _relative(link.file, guess), safe=bool(certain))
        if guess and path in link.target
        else None
    )
    said = f" Did you mean '{_relative(link.file, guess)}'?" if guess else ""
    what = "picture" if link.picture else "page or file"
    return Problem(Code.BROKEN_LINK, link.location, f"'{link.target}' leads to no {what} of docs/.{said}", fix)


class _Generated:
    """The anchors of pages, with those that blocks make."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.known: dict[str, set[str] | None] = {}

    def anchors(self, page: Page) -> set[str] | None:
        """The ids that a link can point at; None where not all are known."""
        if page.file not in self.known:
            self.known[page.file] = self._find(page)
        return self.known[page.file]

    def _find(self, page: Page) -> set[str] | None:
        blocks = set(re.findall(r"^/{3,} *(lessons|tool|sources|glossary|rules)\b", page.body, re.M))
        if blocks & {"lessons", "tool"}:
            return None
        found = set(page.anchors)
        found |= {f"source-{source.id}" for source in self.course.sources} if "sources" in blocks else set()
        found |= {slug(term.term) for term in self.course.terms} if "glossary" in blocks else set()
        found |= {code.value for code in Code} if "rules" in blocks else set()
        quiz = next((quiz for quiz in self.course.quizzes if quiz.id == page.id and page.placed("quiz")), None)
        found |= {f"{kind}-{question.id}" for question in quiz.questions for kind in ("q", "answer")} if quiz else set()
        found |= {f"{kind}:{citation.id}" for citation in page.citations for kind in ("fn", "fnref")}
        return found


# --- headings ---------------------------------------------------------------------------------------------------------


def headings_in_order(course: Course) -> Iterator[Problem]:
    """Headings go down one level at a time, and a page has one title."""
    for page in (*course.lessons, *course.pages):
        before = 0  # the title, which may stand in the front matter
        for passage in prose.passages(page.body):
            if not passage.level:
                continue
            where, words = prose.location(page, passage.start), passage.plain.strip()
            if passage.level == 1 and before:
                yield Problem(
                    Code.HEADING_ORDER,
                    where,
                    f"'# {words}' is a title in the midst of the page; a part of it starts with '##'",
                )
            elif passage.level > max(before, 1) + 1:
                wanted = "#" * (max(before, 1) + 1)
                yield Problem(
                    Code.HEADING_ORDER,
                    where,
                    f"'{'#' * passage.level} {words}' leaves out a level; it should start with '{wanted}'",
                )
            before = passage.level


# --- pictures ---------------------------------------------------------------------------------------------------------

_PICTURE = re.compile(r"\.(svg|png|jpe?g|gif|webp|avif)$", re.I)
_HOLLOW = re.compile(
    r"(?:an? |the )?(?:picture|image|photo|photograph|figure|diagram|drawing|graphic|icon|illustration|chart)(?: \d+)?",
    re.I,
)


def pictures_described(course: Course) -> Iterator[Problem]:
    """Every picture has words for those who do not see it, and they say what it shows."""
    for link in links(course, "!["):
        if not link.picture:
            continue
        words = prose.plain(link.text).strip(" .")
        name = posixpath.basename(link.target).rpartition(".")[0]
        if not words:
            yield Problem(Code.NO_ALT_TEXT, link.location, f"the picture '{link.target}' has no alternative text")
        elif (
            words.casefold() == name.casefold()
            or _PICTURE.search(words)
            or _HOLLOW.fullmatch(words)
            or len(words.split()) < 3
        ):
            yield Problem(
                Code.POOR_ALT_TEXT, link.location, f"the alternative text '{words}' does not say what the picture shows"
            )


def pictures_sound(course: Course) -> Iterator[Problem]:
    """An SVG names and describes itself, and holds nothing that runs or is fetched from elsewhere."""
    for picture in course.pictures:
        for what, there in (("title", picture.title), ("desc", picture.desc)):
            if not there:
                yield Problem(Code.SVG_NOT_DESCRIBED, Location(picture.file), f"the drawing has no <{what}>")
        for location, what in picture.threats:
            yield Problem(Code.SVG_NOT_SAFE, location, what)


def files_used(course: Course) -> Iterator[Problem]:
    """Each file in docs/assets is named on a page, in a style sheet or in mkdocs.yml."""
    if course.unread:
        return  # what could not be read may name it
    texts = [course.other_texts, *(page.body for page in (*course.lessons, *course.pages))]
    texts += [question.whole for quiz in course.quizzes for question in quiz.questions]
    everything = unquote("\n".join(texts))
    for file in sorted(course.files):
        name = posixpath.basename(file)
        if file.startswith(f"{DOCS}/assets/") and name not in everything:
            yield Problem(Code.UNUSED_FILE, Location(file), f"'{name}' is used on no page")


# --- raw HTML ---------------------------------------------------------------------------------------------------------

_CLOSED = re.compile(r"<[^<>]*>|</?[A-Za-z][^\s<>=]*\s+[^<>]*=")
_MAIL = re.compile(r"<[^<>\s@:/]+@[^<>\s@]+>")
# Bounded: a line of nothing but braces would be read for minutes.
_ATTRIBUTE_LIST = re.compile(r"\{(:?)[ ]{0,9}([^}\n ][^\n]{0,300})\}")
_IN_LIST = re.compile(r"([^ =}]+)=(?:\"([^\"]*)\"|'([^']*)'|([^ =}]*))|([^ =}]+)")
_FENCE = re.compile(r"^[ >]*(?:`{3,}|~{3,})[^\n{]{0,300}\{([^\n]{0,300})\}", re.M)
_OF_A_FENCE = frozenset(["title", "linenums", "hl_lines"])
_BLOCK_ATTRIBUTES = re.compile(r"^[ >]*/{3,}[^\n]*(?:\n[ >]{4,}[^\n]*)*?\n[ >]{4,}[\"']?(attrs)\b", re.M)
_COMMENT_IN_DISGUISE = re.compile(r"<!--(?=-?>)|--!>")


def html_allowed(course: Course) -> Iterator[Problem]:
    """Raw HTML and attribute lists keep to sanitise.TAGS and sanitise.ATTRIBUTES."""
    for text, _, at in _texts(course):
        if "<" in text or "{" in text:
            yield from islice(_markup(text, at), _ENOUGH)
    for text, _, at in _texts(course, str):
        yield from islice(_unread_markup(text, at), _ENOUGH)


def _unread_markup(text: str, at: Callable[[int], Location]) -> Iterator[Problem]:
    """What the text is read without: in code, at the head of blocks and in comments."""
    for match in _FENCE.finditer(text) if "{" in text else ():
        yield from _attribute_list(match[1], at(match.start(1)), certain=False, allowed=_OF_A_FENCE)
    for match in _BLOCK_ATTRIBUTES.finditer(text) if "attrs" in text else ():
        yield Problem(Code.RAW_HTML, at(match.start(1)), "the option 'attrs' of a block is not allowed")
    for match in _COMMENT_IN_DISGUISE.finditer(text) if "--" in text else ():
        yield Problem(
            Code.RAW_HTML, at(match.start()), f"'{match[0]}' starts or ends a comment for a browser and for nobody else"
        )


_ENOUGH = 100
"""Problems of one text; a file of a million brackets would have a million."""


def _markup(text: str, at: Callable[[int], Location]) -> Iterator[Problem]:
    links = {match.start("angled") - 1 for match in _INLINE.finditer(text)} if "(<" in text else ()
    for offset, slash, tag, attributes in sanitise.tags(text):
        if offset in links or _AUTOLINK.match(text, offset) or _MAIL.match(text, offset):
            continue  # judged as a link
        if attributes is None:
            before = text[max(0, offset - 40) : offset].rpartition("\n")
            starts_line = (before[1] or offset <= 40) and not before[2].strip(" >")
            if tag[:2] in ("", "<!", "<?", "</") or starts_line or _CLOSED.match(text, offset):
                yield Problem(Code.RAW_HTML, at(offset), f"'{tag or '<!--'} …' is not allowed in a text")
        elif tag.lower() not in sanitise.TAGS:
            yield Problem(Code.RAW_HTML, at(offset), f"the HTML element '<{slash}{tag}>' is not allowed")
        else:
            yield from _attributes(attributes, at(offset))
    for match in _ATTRIBUTE_LIST.finditer(text):
        yield from _attribute_list(
            match[2], at(match.start()), certain=bool(match[1]) or match[2].startswith((".", "#"))
        )


def _attribute_list(
    text: str, location: Location, *, certain: bool, allowed: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """Braces in a text may be just that; where they are not, each part of the list is looked at."""
    if not certain and "=" not in text:
        return
    attributes = []
    for name, double, single, bare, word in _IN_LIST.findall(text):
        if word.startswith((".", "#")):
            attributes.append(("class" if word[0] == "." else "id", word[1:]))
        elif word:
            attributes += [(word, "")] if certain else []
        elif name not in allowed:
            attributes.append((name, double or single or bare))
    yield from _attributes(attributes, location)


def _attributes(attributes: Iterable[tuple[str, str]], location: Location) -> Iterator[Problem]:
    for name, value in attributes:
        if sanitise.refused(name, value):
            what = f"'{name}'" if name.lower() not in sanitise.ATTRIBUTES else f"'{name}' with the value '{value}'"
            yield Problem(Code.RAW_HTML, location, f"the attribute {what} is not allowed")


def nothing_invisible(course: Course) -> Iterator[Problem]:
    """What a page holds can be seen by those who review it."""
    for page in (*course.lessons, *course.pages):
        for number, line in enumerate(page.body.split("\n") if INVISIBLE.search(page.body) else ()):
            if found := INVISIBLE.search(line):
                location = Location(page.file, page.first + number, found.start() + 1)
                yield Problem(
                    Code.INVISIBLE_CHARACTER, location, f"the text holds the invisible character U+{ord(found[0]):04X}"
                )


def files_named_well(course: Course) -> Iterator[Problem]:
    """The names of files can be stored on every system, and mean nothing to a page."""
    pages = [page.file for page in (*course.lessons, *course.pages)]
    for file in sorted({*course.files, *pages, *(quiz.location.file for quiz in course.quizzes)}):
        for part in file.split("/"):
            if found := _NOT_IN_NAMES.search(part):
                yield Problem(Code.BAD_FILE_NAME, Location(file), f"the name '{part}' holds the sign {found[0]!r}")
            elif part != part.rstrip(". "):
                yield Problem(
                    Code.BAD_FILE_NAME,
                    Location(file),
                    f"the name '{part}' ends with a full stop or a space, which Windows cannot store",
                )
            elif part.partition(".")[0].strip().upper() in _DEVICES:
                yield Problem(Code.BAD_FILE_NAME, Location(file), f"the name '{part}' is that of a device in Windows")


_NOT_IN_NAMES = re.compile(r"[<>:\"|?*\\\x00-\x1f\x7f]")
# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file#naming-conventions
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))]
)


ALL = (
    links_lead_somewhere,
    headings_in_order,
    pictures_described,
    pictures_sound,
    html_allowed,
    nothing_invisible,
    files_named_well,
)
ADVICE = (files_used,)
