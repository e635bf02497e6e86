"""`pain-ed new`: reads what is there, asks for a DOI where one is given, and writes; nothing is overwritten or left
half done."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from pain_ed import __version__
from pain_ed.author import reference, templates
from pain_ed.course.load import load
from pain_ed.course.options import add_root, add_today
from pain_ed.course.pages import is_module, read_lesson
from pain_ed.diagnostics.problems import did_you_mean
from pain_ed.formats import yaml
from pain_ed.formats.files import FORMATS
from pain_ed.formats.paths import DOCS, QUIZZES, SCHEMAS, SOURCES
from pain_ed.formats.question_types import TYPES
from pain_ed.formats.text import KEBAB

RESOLVER = "https://doi.org/"
SECONDS = 20
"""How long an answer may take."""
_MAX_BYTES = 10_000_000
_WORKS = "https://api.crossref.org/works/"
"""Where a browser shows what is known of a DOI."""


class Refused(Exception):
    """Says, to the person who typed the command, why nothing was done, and what to do instead."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `new` to the sub-commands of `pain-ed`."""
    parser = commands.add_parser(
        "new", help="start a lesson, a question or a source, with the parts to write marked 'TO WRITE'"
    )
    whats = parser.add_subparsers(dest="what", required=True, metavar="what")
    lesson = whats.add_parser("lesson", help="a lesson with its quiz, at the end of a module")
    lesson.add_argument(
        "name",
        metavar="module/name",
        help="the module's folder and the lesson's name in lower case with hyphens, like my-module/first-steps",
    )
    add_today(lesson, "the day that stands under 'reviewed'")
    question = whats.add_parser("question", help="a question, at the end of a lesson's quiz")
    question.add_argument("name", metavar="lesson", help="the lesson's name, as in quizzes/<lesson>.yml")
    question.add_argument(
        "--type",
        choices=TYPES,
        default=next(iter(TYPES)),
        help="what kind of question (default: single, where one option fits)",
    )
    source = whats.add_parser("source", help=f"a source, in {SOURCES}, from its DOI")
    source.add_argument(
        "name",
        metavar="doi",
        help="a DOI (10.1172/JCI42843); or the address or the file of its description in CSL-JSON, as Crossref and"
        " Zotero give it; - reads one that is piped in",
    )
    schema = whats.add_parser(
        "schemas", help="what editors need to explain the YAML files of a course; what is there is brought up to date"
    )
    for each in (lesson, question, source, schema):
        add_root(each)


def run(options: argparse.Namespace) -> int:
    """Carry out `new`; returns 0 when it is done, and 2 when nothing was written."""
    try:
        {"lesson": _lesson, "question": _question, "source": _source, "schemas": _schemas}[options.what](options)
    except Refused as refused:
        print(f"pain-ed: {refused}\nNothing was written.", file=sys.stderr)
        return 2
    except OSError as error:
        print(
            f"pain-ed: '{error.filename}' cannot be written: {error.strerror}.\nNothing was written.", file=sys.stderr
        )
        return 2
    if options.what != "schemas":
        print("\nThe parts to write say TO WRITE. 'pain-ed check' lists what is left of them.")
    return 0


# --- lessons and questions --------------------------------------------------------------------------------------------

# 'index' is a module's own page and 'print' the document made of it; the others are no names for a file on Windows.
_NOT_NAMES = ("index", "print", "con", "prn", "aux", "nul")


def _lesson(options: argparse.Namespace) -> None:
    root, course = options.root, load(options.root)[0]
    folder, _, name = options.name.removeprefix(f"{DOCS}/").removesuffix(".md").rpartition("/")
    modules = [
        page.file.removeprefix(f"{DOCS}/").removesuffix("/index.md")
        for page in course.pages
        if page.id == "index" and _is_module(root, page.file)
    ]
    if folder not in modules:
        named = f"there is no module '{folder}' in {DOCS}/" if folder else f"'{name}' names no module"
        raise Refused(
            f"{named}.{did_you_mean(folder, modules)} Write the module and the name, like"
            f" '{modules[0] if modules else 'module'}/{_better(name)}'. The modules are:"
            f" {', '.join(modules) or 'none'}."
        )
    if not KEBAB.fullmatch(name) or name in _NOT_NAMES:
        raise Refused(
            f"'{name}' cannot be the name of a lesson. A name has lower-case letters, digits and single hyphens, like"
            f" '{_better(name)}'."
        )
    if other := next((lesson.file for lesson in course.lessons if lesson.id == name), None):
        raise Refused(f"the name '{name}' is that of {other} already. Choose another.")
    page, quiz = f"{DOCS}/{folder}/{name}.md", f"{QUIZZES}/{name}.yml"
    for file in (page, quiz):
        if os.path.lexists(root / file):
            raise Refused(f"{file} is there already. Choose another name, or move that file away.")
    try:
        template = (root / templates.TEMPLATE).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        template = templates.BODY
    try:
        text = templates.lesson(course, folder, name, template, (options.today or datetime.date.today()).isoformat())
    except ValueError as error:
        raise Refused(f"{error}.") from error
    lesson = read_lesson(text, page).value
    assert lesson  # what was written just now can be read
    files = {
        page: text.encode(),
        quiz: templates.quiz(lesson, schema=(root / FORMATS["quiz"].schema_file).exists()).encode(),
    }
    navigation = ""
    try:
        before = _read(root, "mkdocs.yml")
    except FileNotFoundError:
        before = ""
    if re.search(r"^nav:", before, re.M):
        after = templates.add_to_navigation(before, folder, f"{folder}/{name}.md")
        if after is None:
            navigation = (
                "mkdocs.yml: could not be changed safely. Add this line to 'nav', at the end of the module:\n  -"
                f" {folder}/{name}.md"
            )
        else:
            files["mkdocs.yml"] = _bytes(root, "mkdocs.yml", after)
            navigation = "mkdocs.yml: the lesson is at the end of its module"
    _write(root, files, fresh=(page, quiz))
    print(f"{page}: the lesson\n{quiz}: its quiz, with one question")
    if navigation:
        print(navigation)


def _question(options: argparse.Namespace) -> None:
    root, course = options.root, load(options.root)[0]
    name = options.name.removeprefix(f"{QUIZZES}/").removesuffix(".yml")
    lesson = next((lesson for lesson in course.lessons if lesson.id == name), None)
    if lesson is None:
        known = [lesson.id for lesson in course.lessons]
        raise Refused(
            f"there is no lesson '{name}'.{did_you_mean(name, known)} The lessons are: {', '.join(known) or 'none'}."
        )
    file = f"{QUIZZES}/{name}.yml"
    taken = [question.id for quiz in course.quizzes for question in quiz.questions]
    if not os.path.lexists(root / file):
        raise Refused(f"there is no {file} to which a question could be added.")
    text = templates.append_question(_read(root, file), lesson, options.type, taken)
    if text is None:
        raise Refused(
            f"{file} is written in a way to which no question can be added safely. Run 'pain-ed check' and mend what"
            " it says there; then try again."
        )
    _write(root, {file: _bytes(root, file, text)})
    print(f"{file}: one more question, the last")
    if all(block.options.get("questions") is not None for block in lesson.placed("quiz")):
        print(
            f"{lesson.file}: names its questions one by one. When the new one has its id, add that to one of the lists"
            " 'questions: […]' there."
        )


def _is_module(root: Path, file: str) -> bool:
    return is_module(_read(root, file).replace("\r\n", "\n"), file)


def _better(name: str) -> str:
    """A name that could have been meant."""
    name = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f"{name}-lesson" if name in _NOT_NAMES else name or "first-steps"


# --- sources ----------------------------------------------------------------------------------------------------------


def _source(options: argparse.Namespace) -> None:
    root = options.root
    text = _read(root, SOURCES) if (root / SOURCES).exists() else None
    if text is None:
        raise Refused(f"there is no {SOURCES} to which a source could be added.")
    known = _known(text)
    if (doi := reference.doi_in(options.name)) and doi.casefold() in known:
        raise Refused(f"{doi} is in {SOURCES} already, as '{known[doi.casefold()]}'.")
    described, where = _description(options.name, doi)
    works = reference.works(described)
    if works is None:
        raise Refused(f"{where} does not describe a work in JSON. {_instead(doi)}")
    done = []
    taken = {*known.values()}
    for work in works:
        title, own = reference.title(work), reference.doi_of(work)
        if reason := reference.withdrawn(work):
            raise Refused(f"'{title}' {reason}. What rests on it would not stand; look for what still supports it.")
        if own and own.casefold() in known:
            raise Refused(f"'{title}' is in {SOURCES} already, as '{known[own.casefold()]}'.")
        id, lines = reference.entry(work, taken)
        text = reference.insert(text, id, lines)
        if text is None:
            raise Refused(
                f"{SOURCES} is written in a way to which nothing can be added safely. Run 'pain-ed check' and mend"
                " what it says there. The entry would be:\n\n" + "\n".join(lines) + "\n"
            )
        taken.add(id)
        known |= {own.casefold(): id} if own else {}
        done.append(f"{SOURCES}: '{id}', {title}\n  Cite it as [^{id}].")
    _write(root, {SOURCES: _bytes(root, SOURCES, text)})
    print("\n".join(done))


def _known(text: str) -> dict[str, str]:
    """The ids of the sources by their DOIs in lower case; by themselves where they have none."""
    root, _ = yaml.load(text, SOURCES)
    data = root.plain() if root else {}
    references = data.get("references") if isinstance(data, dict) else None
    sources = [source for source in references if isinstance(source, dict)] if isinstance(references, list) else []
    return {str(source.get("DOI") or source.get("id")).casefold(): str(source.get("id")) for source in sources}


def _description(name: str, doi: str | None) -> tuple[str, str]:
    """The text that describes a work, and where it comes from."""
    if doi or re.match(r"https?://", name, re.I):
        return _fetch(f"{RESOLVER}{quote(doi, safe='/:;().-_~')}" if doi else name, doi)
    where = "what was piped in" if name == "-" else f"'{name}'"
    try:
        return (sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")), where
    except UnicodeDecodeError as error:
        raise Refused(f"{where} is no text in UTF-8.") from error
    except OSError as error:
        raise Refused(
            f"'{name}' is no DOI, no address that starts with https://, and no file that can be read"
            f" ({error.strerror})."
        ) from error


def _fetch(address: str, doi: str | None) -> tuple[str, str]:
    """Ask for the description of a work; only what the person typed, and where that leads."""
    where = urlsplit(address).netloc
    headers = {
        "Accept": "application/vnd.citationstyles.csl+json, application/json;q=0.9",
        "User-Agent": f"pain-ed/{__version__} (a course's list of sources; one request at a time, typed by a person)",
    }
    end = time.monotonic() + SECONDS
    data = b""
    try:
        with urlopen(Request(address, headers=headers), timeout=SECONDS) as answer:
            # The time-out of a socket is for each piece: one that trickles would never end.
            while piece := answer.read1(65536):
                data += piece
                if time.monotonic() > end:
                    raise TimeoutError
                if len(data) > _MAX_BYTES:
                    raise Refused(f"the answer of {where} is too large for the description of a work.")
    except HTTPError as error:
        if error.code == 404 and doi:
            raise Refused(
                f"{where} does not know the DOI {doi}. Compare it with the one on the first page of the article,"
                " letter by letter."
            ) from error
        if error.code == 404:
            raise Refused(f"{where} has nothing at this address. Compare it, letter by letter.") from error
        again = "Try again later. " if error.code >= 500 or error.code == 429 else ""
        raise Refused(
            f"{where} answered with an error ({error.code} {error.reason}). {again}{_instead(doi)}"
        ) from error
    except TimeoutError as error:
        raise Refused(f"{where} did not answer within {SECONDS:g} seconds. Try again later. {_instead(doi)}") from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise Refused(
                f"{where} did not answer within {SECONDS:g} seconds. Try again later. {_instead(doi)}"
            ) from error
        raise Refused(f"{where} could not be reached: is there a network? {_instead(doi)}") from error
    except (HTTPException, ValueError, OSError) as error:
        raise Refused(f"{where} could not be read: {error}. {_instead(doi)}") from error
    return data.decode("utf-8", errors="replace"), where


def _instead(doi: str | None) -> str:
    address = f"{_WORKS}{doi}" if doi else f"{_WORKS}<the DOI>"
    return (
        f"You can also open {address} in a browser, save the page as a file, and run 'pain-ed new source' with the"
        " name of that file."
    )


# --- schemas ----------------------------------------------------------------------------------------------------------


def _schemas(options: argparse.Namespace) -> None:
    files = {each.schema_file: each.schema_text().encode() for each in FORMATS.values()}
    stale = {
        file: data
        for file, data in files.items()
        if not (options.root / file).is_file() or (options.root / file).read_bytes() != data
    }
    _write(options.root, stale)
    print("".join(f"{file}: written\n" for file in stale) or "All schemas are up to date.\n", end="")
    if any(file.startswith(DOCS) for file in stale):
        print(
            f"They are no part of the site: in mkdocs.yml, '/{SCHEMAS.removeprefix(f'{DOCS}/')}/' belongs under"
            " 'exclude_docs'."
        )


# --- files ------------------------------------------------------------------------------------------------------------


def _read(root: Path, file: str) -> str:
    """A file's text; line ends stay as they are, and a byte order mark is put aside (see `_bytes`)."""
    text, problems = yaml.decode((root / file).read_bytes(), file)
    if problems:
        raise Refused(f"{file} cannot be read: {problems[0].message}.")
    return text


def _bytes(root: Path, file: str, text: str) -> bytes:
    """A changed text as its file holds it."""
    mark = b"\xef\xbb\xbf" if (root / file).read_bytes().startswith(b"\xef\xbb\xbf") else b""
    return mark + text.encode("utf-8")


def _write(root: Path, files: dict[str, bytes], fresh: tuple[str, ...] = ()) -> None:
    """Write all files or none.

    Args:
        root: the course's folder.
        files: their content.
        fresh: those that must not be there yet.
    """
    for file in files:
        if (root / file).resolve() != root.resolve() / file:
            raise Refused(f"'{file}' is a link to another place, or lies behind one.")
    undo: list[Callable[[], None]] = []
    waiting: list[tuple[str, Path]] = []
    try:
        for file, data in files.items():
            path = root / file
            path.parent.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            waiting.append((name, path))
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            os.chmod(name, path.stat().st_mode if path.exists() else 0o644)
        for name, path in list(waiting):
            os.replace(name, path)
            waiting.remove((name, path))
            if path in [root / file for file in fresh]:
                undo.append(path.unlink)
    except OSError:
        for step in undo:
            step()
        raise
    finally:
        for name, _ in waiting:
            os.unlink(name)
