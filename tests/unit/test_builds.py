"""Whole builds, in both hosts, from the same mkdocs.yml; and what MkDocs tells an author whose course has an error."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT, Sites, lay_out, sections

from pain_ed.course.load import load
from pain_ed.diagnostics import examples as rules

pytestmark = pytest.mark.build

ENV = os.environ | {"NO_COLOR": "1", "PYTHONWARNINGS": "ignore"}

CONFIG = """\
site_name: A small course
theme: {name: material, font: false}
plugins: [search, pain-ed]
markdown_extensions: [toc, attr_list, footnotes, pain_ed]
"""


def run(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=folder, env=ENV, capture_output=True, text=True)


class Quizzes(HTMLParser):
    """Counts, in a built page, the questions, the answers, the models, and the elements that bear an id twice; apart from them the
    questions that are asleep in a `template`."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.questions: list[str] = []
        self.asleep: list[str] = []
        self.in_template = False
        self.answers: list[str] = []
        self.models: list[str] = []
        self.ids: list[str] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "template":
            self.in_template = True
            self.asleep += [attributes["data-question"]] if "data-question" in attributes else []
        if self.in_template:
            return
        if "data-question" in attributes:
            self.questions.append(attributes["data-question"])
        if "data-answer" in attributes:
            self.answers.append(attributes["data-answer"])
        if attributes.get("data-module") == "pain-model":
            self.models.append(attributes["aria-labelledby"])
        if "id" in attributes:
            self.ids.append(attributes["id"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.in_template = False


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def site(request: pytest.FixtureRequest, real_site: Path, sites: Sites) -> Path:
    """Our own course, built by a host."""
    return real_site if request.param == "mkdocs" else sites.once("zensical", by_zensical) / "site"


def by_zensical(folder: Path) -> None:
    for name in ("docs", "quizzes", "src"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    built = run("zensical", "build", "--strict", folder=folder)
    assert built.returncode == 0, built.stdout + built.stderr


@cache
def pages_of(site: Path) -> dict[Path, Quizzes]:
    return {page: Quizzes(page) for page in site.rglob("*.html")}


def test_every_question_and_every_answer_is_in_both_outputs(site: Path) -> None:
    course, _ = load(ROOT)
    pages = [
        held for page, held in pages_of(site).items() if page.parent.name != "print"
    ]  # where MkDocs repeats them, for paper
    written = sorted(question.id for quiz in course.quizzes for question in quiz.questions)
    assert sorted(id for page in pages for id in page.questions) == written
    assert sorted(id for page in pages for id in page.answers) == written
    assert sorted(id for page in pages for id in page.asleep) == written  # on the page that asks again


def test_every_model_is_in_both_outputs_and_its_assets_only_there(site: Path) -> None:
    course, _ = load(ROOT)
    # A module as one document holds its lessons' models once more, under ids of its own.
    pages = {page: held.models for page, held in pages_of(site).items() if page.parent.name != "print"}
    placed = [f"model-{model.id}" for page in (*course.lessons, *course.pages) for model in page.placed("model")]
    assert sorted(id for ids in pages.values() for id in ids) == sorted(placed)
    assert len(placed) == 6
    for page, ids in pages.items():
        html = page.read_text(encoding="utf-8")
        assert ("simulation.js" in html, "simulation.css" in html) == (bool(ids), bool(ids)), page
        assert all(f'id="{id}"' in html for id in ids), page
    assert not (site / "models.yml").exists()


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    for page, held in pages_of(site).items():
        ids = held.ids
        # Zensical's own search dialog repeats none of ours.
        assert sorted(id for id in set(ids) if ids.count(id) > 1) == [], page


def test_quiz_assets_are_named_only_where_there_is_a_quiz(site: Path) -> None:
    for page, quizzes in pages_of(site).items():
        html = page.read_text(encoding="utf-8")
        there = bool(quizzes.questions or quizzes.asleep)
        assert ("quiz.js" in html, "quiz.css" in html) == (there, there), page


def test_quizzes_are_in_the_page_and_not_in_the_search(tmp_path: Path) -> None:
    root = lay_out(
        tmp_path,
        {
            "mkdocs.yml": CONFIG,
            "docs/module/lesson.md: - A point. [^study-2019]": "- A point.[^study-2019]\n\nWords after a quiz.",
        },
    )
    built = run("mkdocs", "build", folder=root)
    assert built.returncode == 0, built.stderr
    assert len(Quizzes(root / "site/module/lesson/index.html").questions) == 5
    index = (root / "site/search/search_index.json").read_text(encoding="utf-8")
    assert "Words after a quiz." in index
    assert "What was found" in index  # the sources of the page are searched
    for text in ("Which is the", "It is not the other", "Many think so", "Answer to question"):
        assert text not in index


def test_a_page_that_has_moved_says_where_it_is(tmp_path: Path) -> None:
    moved = "extra:\n  course:\n    moved:\n      old/first.md: module/lesson.md\n"
    root = lay_out(tmp_path, {"mkdocs.yml": f"{CONFIG}site_url: https://example.org/\n{moved}"})
    built = run("mkdocs", "build", "--strict", folder=root)
    assert built.returncode == 0, built.stderr
    html = (root / "site/old/first/index.html").read_text(encoding="utf-8")
    assert '<p>What it said stands here now: <a href="../../module/lesson/" data-moved>A lesson</a></p>' in html
    assert '<link rel="canonical" href="https://example.org/module/lesson/">' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "Content-Security-Policy" in html and 'http-equiv="refresh"' not in html
    for name in ("sitemap.xml", "search/search_index.json"):
        assert "old/first" not in (root / "site" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("old.md: nowhere.md", "'moved' leads from 'old.md' to 'nowhere.md': write pages like 'tea/first.md'."),
        (
            "../old.md: module/lesson.md",
            "'moved' leads from '../old.md' to 'module/lesson.md': write pages like 'tea/first.md'.",
        ),
        (
            "module/lesson.md: module/index.md",
            "'moved' says that 'module/lesson.md' is gone, and it is there. Take the line out.",
        ),
    ],
)
def test_a_page_that_has_not_moved_is_no_page_to_leave(tmp_path: Path, line: str, message: str) -> None:
    root = lay_out(tmp_path, {"mkdocs.yml": f"{CONFIG}extra:\n  course:\n    moved:\n      {line}\n"})
    built = run("mkdocs", "build", folder=root)
    assert built.returncode == 0 and f"mkdocs.yml: {message}" in built.stderr


def test_sources_page_names_every_source_and_where_it_is_cited(site: Path) -> None:
    course, _ = load(ROOT)
    html = (site / "sources/index.html").read_text(encoding="utf-8")
    for source in course.sources:
        assert f'id="source-{source.id}"' in html
    assert re.search(
        r'Cited in: .*<a href="\.\./how-it-works/nociception/">Nociception[^<]*</a> \(questions: 5, 6\)', html
    )


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    root = lay_out(tmp_path, {"quizzes/lesson.yml: confidence: true": "confidnce: true", "mkdocs.yml": CONFIG})
    return root


def test_an_error_stops_the_build_without_a_traceback(broken: Path) -> None:
    built = run("mkdocs", "build", folder=broken)
    assert built.returncode == 1
    assert (
        "ERROR   -  quizzes/lesson.yml:10:5: 'confidnce' is not a key of the question 'one-or-other'. Did you mean 'confidence'? [unknown-key]"
        in built.stderr
    )
    assert "1 error in the course. 'pain-ed check' says how to mend each." in built.stderr
    assert "Traceback" not in built.stderr
    assert not (broken / "site/index.html").exists()


def test_a_warning_does_not_stop_the_build(tmp_path: Path) -> None:
    changes = sections(rules.FOLDER / "source-not-cited.txt")
    del changes["report"]
    built = run("mkdocs", "build", folder=lay_out(tmp_path, changes | {"mkdocs.yml": CONFIG}))
    assert built.returncode == 0, built.stderr
    assert "WARNING -  docs/sources.yml:30:5: 'spare-2000' is cited nowhere [source-not-cited]" in built.stderr


def test_a_file_that_mkdocs_cannot_read_is_named_without_a_traceback(tmp_path: Path) -> None:
    root = lay_out(tmp_path, {"mkdocs.yml": CONFIG})
    (root / "docs/latin.md").write_bytes(b"caf\xe9\n")
    built = run("mkdocs", "build", folder=root)
    assert built.returncode == 1
    assert "docs/latin.md:1:4: the byte 0xe9 is not valid UTF-8 [not-utf8]" in built.stderr
    assert "Traceback" not in built.stderr


def test_build_from_another_folder_finds_the_quizzes(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "course", {"mkdocs.yml": CONFIG})
    built = run("mkdocs", "build", "-f", str(root / "mkdocs.yml"), folder=tmp_path)
    assert built.returncode == 0, built.stderr
    assert len(Quizzes(root / "site/module/lesson/index.html").questions) == 5


def test_serve_shows_errors_and_lives_on(broken: Path) -> None:
    (broken / "docs/latin.md").write_bytes(b"caf\xe9\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    with subprocess.Popen(command, cwd=broken, env=ENV, stderr=subprocess.PIPE, text=True) as server:
        try:
            said = []
            for line in server.stderr:
                said.append(line)
                if "Serving on" in line:
                    break
            page = urllib.request.urlopen(f"http://{address}/module/lesson/").read().decode()
        finally:
            server.terminate()
    assert any("'confidnce' is not a key" in line for line in said)
    assert any("2 errors in the course." in line and "What is sound is shown." in line for line in said)
    assert 'data-question="is-it-so"' in page
    assert 'data-question="one-or-other"' not in page


def test_a_page_says_that_it_has_changed_since_its_review(tmp_path: Path) -> None:
    config = CONFIG.replace(
        "theme: {name: material, font: false}",
        f"theme: {{name: material, font: false, custom_dir: {(ROOT / 'src/pain_ed/theme').as_posix()}}}",
    )
    config += "extra: {course: {help_question: Worried, medicine_line: Ask}}\n"
    root = lay_out(tmp_path, rules.variants(sections(rules.FOLDER / "text-changed.txt"))[0] | {"mkdocs.yml": config})
    assert run("mkdocs", "build", folder=root).returncode == 0
    for page in ("module/lesson", "module/print"):
        assert "<li>The text has changed since then</li>" in (root / f"site/{page}/index.html").read_text(
            encoding="utf-8"
        )


def test_a_lesson_ends_with_who_has_looked_at_it(site: Path) -> None:
    """In both hosts: under the title stands the time alone, and what is said of the page before its sources."""
    course, _ = load(ROOT)
    for lesson in course.lessons:
        html = (site / lesson.file.removeprefix("docs/").removesuffix(".md") / "index.html").read_text(encoding="utf-8")
        head, foot = re.search(r'<p class="pe-facts">(.*?)</p>', html), html.index('<div class="pe-foot">')
        assert head and re.fullmatch(r"(Step \d of 5 · )?\d+ minutes?", head[1])
        assert html.count('class="pe-foot"') == html.count('<div class="footnote">') == 1
        assert (
            html.index('<section class="pq-key"')
            < foot
            < html.index("Last looked at")
            < html.index('<div class="footnote">')
        )


def test_the_lessons_of_a_way_in_steps_say_which_they_are(tmp_path: Path) -> None:
    module = "---\ntitle: A module\nkind: module\nsteps: true\n---\nWhat it is about.\n"
    root = lay_out(tmp_path, {"mkdocs.yml": CONFIG, "docs/module/index.md": module})
    assert run("mkdocs", "build", folder=root).returncode == 0
    assert '<p class="pe-facts">Step 1 of 1 · 5 minutes</p>' in (root / "site/module/lesson/index.html").read_text(
        encoding="utf-8"
    )
    assert '<p class="pe-facts">5 minutes</p>' in (root / "site/module/print/index.html").read_text(encoding="utf-8")


def test_a_course_is_told_that_instant_navigation_has_no_effect(tmp_path: Path) -> None:
    config = CONFIG.replace(
        "theme: {name: material, font: false}", "theme: {name: material, font: false, features: [navigation.instant]}"
    )
    done = run("mkdocs", "build", "--strict", folder=lay_out(tmp_path, {"mkdocs.yml": config}))
    assert done.returncode == 0
    assert (
        "The theme's feature 'navigation.instant' has no effect: with pain-ed each page is loaded as a whole."
        in done.stdout + done.stderr
    )
