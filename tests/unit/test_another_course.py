"""The package serves any course: tests/bread, on another subject and in German, with nothing but the plugin's name in its mkdocs.yml."""

from __future__ import annotations

import ast
import html
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT, Sites, lay_out

from pain_ed.check.judge import judge
from pain_ed.course.load import load
from pain_ed.diagnostics import examples as rules
from pain_ed.diagnostics.codes import Code
from pain_ed.i18n.de import GERMAN
from pain_ed.i18n.en import ENGLISH
from pain_ed.i18n.messages import CATALOGUES, plain

pytestmark = pytest.mark.build

BREAD = ROOT / "tests/bread"
PACKAGE = ROOT / "src/pain_ed"
OURS = "assets/pain-ed"


@pytest.fixture(scope="module")
def site(sites: Sites) -> Path:
    """The course as its author gets it, from the wheel and not from this repository."""
    return sites.once("from-the-wheel", build_from_the_wheel) / "site"


def build_from_the_wheel(folder: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "installed")
    environment = os.environ | {"PYTHONPATH": str(folder / "installed"), "PYTHONWARNINGS": "ignore", "NO_COLOR": "1"}
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str(BREAD / "mkdocs.yml"),
        "--site-dir",
        str(folder / "site"),
    ]
    built = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr


def test_nothing_is_wrong_with_it() -> None:
    course, problems = load(BREAD)
    assert problems + judge(course) == []
    assert course.config.language == "de"


def test_what_the_readme_says_of_mkdocs_yml_is_enough(tmp_path: Path) -> None:
    least, own_words = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    course = lay_out(tmp_path, {"mkdocs.yml": f"{least}{own_words}"})
    environment = os.environ | {"PYTHONWARNINGS": "ignore", "NO_COLOR": "1"}
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert built.returncode == 0, built.stderr
    page = (course / "site/module/lesson/index.html").read_text("utf-8")
    assert "&quot;again&quot;:&quot;Have another go&quot;" in page
    assert '<link rel="stylesheet" href="../../assets/pain-ed/course.css?' in page
    assert not list((course / "site").rglob("*.yml"))


# --- Nothing of pain ----------------------------------------------------------------------------------------------------

_NAMES = re.compile(r"pain[-_]?(?:ed|quiz|model)", re.I)  # of the package, its files, classes and storage
_OF_PAIN = re.compile(
    r"\b(?:pain(?:s|ful)?|hurts?|nerves?|neur\w+|nocicept\w+|brain|medicines?|medical|drugs?|doses?|dosage|physio\w*|clinic\w*|patients?"
    r"|symptoms?|doctors?|therap\w+|health|schmerz\w*|arzt|ärzt\w*)\b",
    re.I,
)


def test_nothing_of_pain_is_in_the_site(site: Path) -> None:
    """In what the package brings and makes; the theme's own bundles are the theme's."""
    looked_at = 0
    for file in sorted(site.rglob("*")):
        path = file.relative_to(site).as_posix()
        if not file.is_file() or (path.startswith("assets/") and not path.startswith(OURS)) or path.endswith(".gz"):
            continue
        text = _NAMES.sub("", file.read_text("utf-8"))
        assert _OF_PAIN.findall(text) == [], path
        looked_at += 1
    assert looked_at > 35
    assert not [*site.rglob("*model*"), *site.rglob("*simulation*")]  # they are about nerves


def test_nothing_of_pain_is_in_the_words_and_the_templates() -> None:
    for name, text in [item for texts in CATALOGUES.values() for item in texts.items()]:
        assert not _OF_PAIN.search(text), name
    for file in PACKAGE.glob("theme/**/*.html"):
        text = re.sub(
            r"\.(?:clinical_review|medicine_line)\b", "", file.read_text("utf-8")
        )  # keys, for the course's own words
        assert not _OF_PAIN.search(_NAMES.sub("", text)), file.name


def test_what_authors_read_is_about_no_subject() -> None:
    """But for the rules on safety, which a course asks for with its docs/safety.yml; the page of rules leaves them out elsewhere."""
    safety = {code for heading, listed in rules.groups() if heading == "Safety" for code, _ in listed}
    assert {code for _, listed in rules.groups(safety=False) for code, _ in listed} == set(Code) - safety
    for code in set(Code) - safety:
        example = rules.FOLDER / f"{code.value}.txt"
        text = code.__doc__ + (example.read_text("utf-8").replace("clinical_review", "") if example.exists() else "")
        assert not _OF_PAIN.search(_NAMES.sub("", text)), code.value
    helped = subprocess.run(
        [sys.executable, "-c", "from pain_ed.cli import main; main()", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert not _OF_PAIN.search(_NAMES.sub("", helped))


# --- No English -----------------------------------------------------------------------------------------------------------

_TOLD = {"aria-label", "title", "alt", "placeholder", "content", "data-title", "data-guess", "data-menu", "data-table"}
_AS_JSON = {"data-words", "data-link-words", "data-reader-words"}


class Told(HTMLParser):
    """All that a page says, or hands to a script to be said; sources are quoted in their own language."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent: list[str] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if (
            tag in ("script", "style")
            or given.get("class") == "pe-reference"
            or (given.get("id") or "").startswith("fn:")
            or (self.silent and tag == self.silent[-1])
        ):
            self.silent.append(tag)
        for name, value in attrs:
            if name in _TOLD and value:
                self.texts.append(value)
            elif name in _AS_JSON and value:
                self.texts += json.loads(value).values()

    def handle_endtag(self, tag: str) -> None:
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.texts.append(data)


def _pieces(text: str) -> Iterator[str]:
    """What of a text stands on the page whatever its values are."""
    for piece in re.split(r"\{\d*\}", text):
        if re.search(r"[^\W\d_]{2}", piece):
            yield piece.strip(" .,:;()")


def test_no_english_of_the_package_is_on_its_pages(site: Path) -> None:
    german = {piece for text in GERMAN.values() for piece in _pieces(text)}
    english = {
        piece
        for name, text in ENGLISH.items()
        if text != GERMAN[name] and name not in ("months", "comma")
        for piece in _pieces(text)
    } - german
    long = [piece for piece in english if " " in piece]
    met: set[str] = set()
    for page in sorted(site.rglob("*.html")):
        for text in Told(page).texts:
            flat = html.unescape(" ".join(text.split()))
            assert flat.strip(" .,:;()") not in english, f"{page.relative_to(site)}: {flat}"
            assert [piece for piece in long if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", flat)] == [], (
                f"{page.relative_to(site)}: {flat}"
            )
            met |= {
                name for name, german_text in GERMAN.items() if all(piece in flat for piece in _pieces(german_text))
            }
    # All of the catalogue is met there, but what only a model, a lesson without numbers, a source of another kind, a form for reports
    # and a package for a learning platform would show, and what is only looked for in lessons.
    unmet = {plain(name) for name in GERMAN} - {plain(name) for name in met}
    elsewhere = (
        "kind:",
        "reliability:",
        "problem",
        "model-problem",
        "cited-nowhere",
        "handing-over",
        "do-not-claim",
        "concepts",
        "grade",
        "scorm",
        "measure:",
        "report-question",
        "frame:report",
        "frame:edit",
        "frame:elsewhere",
        "urgency:",  # of signs, which a course about bread has not
        "beside:",
        "signs:",
    )
    models = (
        "guess",
        "show-model",
        "your-guess",
        "settings",
        "jump",
        "step-",
        "start-again",
        "your-setting",
        "same-numbers",
        "leaves-out",
        "rests-on-sources",
        "needs-script",
        "open-model",
    )
    assert {name for name in unmet if not name.startswith((*elsewhere, *models))} <= {
        "comma",
        "decimal-mark",
        "date",
        "months",
        "two-authors",
        "frame:where",
        "frame:moved",
        "frame:moved-to",
        "step",
        "more-questions",
        "frame:changed",
        "frame:reviewed-before",
        "reviewed-by",
    }


def test_the_templates_say_their_words(site: Path) -> None:
    page = (site / "sauerteig/was-im-teig-lebt/index.html").read_text("utf-8")
    assert 'hidden>Gemeinsamer Computer: Nichts wird behalten. <button type="button">Jetzt leeren</button>' in page
    assert 'data-menu="Menü" data-table="Tabelle {}, lässt sich seitlich verschieben"' in page
    assert "<h1>Diese Seite gibt es hier nicht</h1>" in (site / "404.html").read_text("utf-8")
    assert "<p>Diese Seite ist schon da: <a" in (site / "503.html").read_text("utf-8")


def test_days_and_numbers_are_in_german(site: Path) -> None:
    lesson = (site / "sauerteig/was-im-teig-lebt/index.html").read_text("utf-8")
    assert re.search(r'Zuletzt durchgesehen am <time datetime="2026-11-21">21\. November 2026</time>', lesson)
    assert '<p class="pe-facts">Schritt 1 von 2 · 1 Minute</p>' in lesson
    module = (site / "sauerteig/index.html").read_text("utf-8")
    assert "Zusammen etwa 4 Minuten Lesezeit." in module
    assert "Zuletzt durchgesehen am 21. November 2026" in (site / "sauerteig/print/index.html").read_text("utf-8")
    # Reading grades are made for English.
    assert "Schulstufe" not in (site / "weitergeben/index.html").read_text("utf-8")


def test_what_a_course_is_made_from_is_not_published_and_its_language_is_searched_offline(site: Path) -> None:
    assert not list(site.rglob("*.yml"))
    worker = (site / "sw.js").read_text("utf-8")
    assert '"assets/javascripts/lunr/min/lunr.de.min.js"' in worker
    assert '"assets/javascripts/lunr/min/lunr.stemmer.support.min.js"' in worker
    assert "lunr.fr" not in worker


# --- No text outside the catalogue ----------------------------------------------------------------------------------------

_READS_LIKE_TEXT = re.compile(r"(?:[A-Z][a-z]{2,}|[A-Za-z][a-z]+(?: [a-z]{2,})+)[^<>={}\[\]]*")
_NO_TEXT = {
    "use strict",
    "Escape",  # the language's, the keyboard's
    "is of another version",  # sw.js says it to nobody
    "legend input",
    "li input",  # selectors
    "details table figure figcaption form h1 h2 h3 h4 h5 h6 pre",  # elements
    "the height is",
    "the speed is",
    "magnesium is",
    "sunburn is",
    "the rate is",
    "an id is not like 'hours-of-sleep'",  # slips of programmers
    "noopener noreferrer",
    "admonition warning",
    "et al",  # link types, classes, and how references abbreviate
}


def _script_texts(file: Path) -> Iterator[str]:
    code = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", file.read_text("utf-8"), flags=re.S)
    for double, template in re.findall(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`', code):
        yield from re.split(r"\$\{[^}]*\}", double or template)


def _python_texts(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text("utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def _template_texts(file: Path) -> Iterator[str]:
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", file.read_text("utf-8"), flags=re.S)
    yield from re.findall(r'(?:aria-label|title|alt|placeholder|content)="([^"]*)"', bare)
    yield from re.sub(r"<[^>]*>", "\n", bare).split("\n")


def test_no_text_for_readers_stands_outside_the_catalogue() -> None:
    looked_at = [(file, _script_texts(file)) for file in PACKAGE.glob("js/*/*.js")]
    looked_at += [
        (file, _python_texts(file))
        for room in ("page", "tools", "simulation")
        for file in PACKAGE.glob(f"{room}/*.py")
        if file.name not in ("words.py", "rules.py")
    ]  # what they say is for authors
    looked_at += [(PACKAGE / "site/print.py", _python_texts(PACKAGE / "site/print.py"))]
    looked_at += [
        (file, _template_texts(file)) for file in PACKAGE.glob("theme/**/*.html") if file.name != "words.html"
    ]
    found = {
        (file.name, text.strip())
        for file, texts in looked_at
        for text in texts
        if _READS_LIKE_TEXT.fullmatch(text.strip())
    }
    classes = re.compile(r"(?:[\w-]+ )*(?:pe|pm|pq|md)-[\w-]+(?: [\w-]+)*")
    names = re.compile(
        r"\s*(?:check again show-me nothing-chosen|backtick escape reference link) .*", re.S
    )  # of texts, of patterns
    assert {
        (name, text)
        for name, text in found
        if text not in _NO_TEXT and not classes.fullmatch(text) and not names.fullmatch(text)
    } == set()
