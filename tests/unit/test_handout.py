"""A module as one document: every lesson's title, question and source once, no id twice, no link into nothing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from conftest import ROOT, lay_out
from unit.test_builds import CONFIG, run

from pain_ed.course.load import load
from pain_ed.formats.paths import MODELS
from pain_ed.i18n.messages import catalogue
from pain_ed.site.print import Part, assemble

pytestmark = pytest.mark.build

SECOND = """\
---
title: A second lesson
summary: It leads back to the first.
minutes: 1
objectives:
  again: Say it again.
source_documents: [doc-2020]
reviewed: 2026-01-02
clinical_review: A. Physio, 3 March 2026
---
See [the first](lesson.md#what-comes-next), [its page](lesson.md) and [a part](#more).[^doc-2020] [^study-2019] [^own]

[^own]: A note of this lesson.

## A heading

Text.

## More

Text.

/// quiz | second
///
"""


@dataclass
class Page(HTMLParser):
    """Ids, links, headings, and the text of a page's article."""

    file: Path
    ids: Counter[str] = field(default_factory=Counter)
    links: list[str] = field(default_factory=list)
    headings: list[tuple[str, str]] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    text: str = ""
    open: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.html = self.file.read_text(encoding="utf-8")
        self.feed(self.html.partition("<article")[2].partition("</article>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if id := given.get("id"):
            self.ids[id] += 1
        if href := given.get("href"):
            self.links.append(href)
        self.questions += [given[name] for name in ("data-question",) if name in given]
        self.answers += [given[name] for name in ("data-answer",) if name in given]
        if re.fullmatch("h[1-6]", tag):
            self.open = tag
            self.headings.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == self.open:
            self.open = ""

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.open and data != "¶":
            self.headings[-1] = (self.open, self.headings[-1][1] + data)


@pytest.fixture
def site(real_site: Path) -> Path:
    return real_site


def test_each_module_is_one_document(site: Path) -> None:
    course, _ = load(ROOT)
    quizzes = {quiz.lesson: [question.id for question in quiz.questions] for quiz in course.quizzes}
    modules = {lesson.module for lesson in course.lessons}
    assert len(modules) >= 4
    for module in modules:
        page = Page(site / module / "print/index.html")
        lessons = [lesson for lesson in course.lessons if lesson.module == module]
        titles = [lesson.title for lesson in lessons]
        assert [text for tag, text in page.headings if tag == "h2"] == [*titles, "Answers", "Sources"]
        assert [text for tag, text in page.headings if tag == "h3"][-len(titles) :] == titles  # above their answers
        written = [question for lesson in lessons for question in quizzes[lesson.id]]
        assert page.questions == page.answers == written
        # Every heading of every lesson, in its order, one level down.
        below = [
            (f"h{int(tag[1]) + 1}", text)
            for lesson in lessons
            for tag, text in Page(site / module / lesson.id / "index.html").headings[1:]
            if text not in ("Answers", "Sources")
        ]
        assert [heading for heading in page.headings[1:] if heading[0] != "h2"][: -len(titles)] == below
        # One list of all sources, numbered as they are met.
        cited = {c.id for lesson in lessons for c in lesson.citations} | {
            c.id
            for quiz in course.quizzes
            if quiz.lesson in {lesson.id for lesson in lessons}
            for question in quiz.questions
            for c in question.citations
        }
        placed = {model.id for lesson in lessons for model in lesson.placed("model")}
        cited |= {
            c.id for simulation in course.registries[MODELS] if simulation.id in placed for c in simulation.citations
        }
        notes = re.findall(r'<li id="fn:([^"]+)">', page.html)
        assert sorted(notes) == sorted(cited)
        numbered = re.findall(r'href="#fn:([^"]+)">(\d+)</a>', page.html)
        assert all(notes.index(source) + 1 == int(number) for source, number in numbered)
        first_met = list(dict.fromkeys(source for source, _ in numbered))
        assert first_met == notes


def test_nothing_leads_nowhere_and_no_id_stands_twice(site: Path) -> None:
    for file in site.glob("*/print/index.html"):
        page = Page(file)
        assert [id for id, times in page.ids.items() if times > 1] == []
        base = file.parent.relative_to(site).as_posix() + "/"
        broken = []
        for link in page.links:
            if link.startswith("https://"):
                continue
            target, fragment = urldefrag(urljoin(f"http://site/{base}", link))
            found = site / target.removeprefix("http://site/")
            found = found / "index.html" if found.is_dir() else found
            if not found.is_file() or (fragment and f'id="{fragment}"' not in found.read_text(encoding="utf-8")):
                broken.append(link)
        assert broken == []


def test_documents_are_linked_and_in_no_menu_search_or_sitemap(site: Path) -> None:
    for module in ("five-steps", "treatments"):
        assert '<a class="md-button" href="print/">Print this module</a>' in (site / module / "index.html").read_text(
            encoding="utf-8"
        )
    clinicians = (site / "for-clinicians/index.html").read_text(encoding="utf-8")
    assert (
        'Print a whole module: <a href="../five-steps/print/">Five steps</a> · <a href="../my-kind-of-pain'
        in clinicians
    )
    assert "/print/" not in (site / "index.html").read_text(encoding="utf-8")
    assert "/print/" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "/print/" not in (site / "search/search_index.json").read_text(encoding="utf-8")
    html = (site / "five-steps/print/index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in html
    assert 'How pain works · <span class="pe-address">example.org/how-pain-works/five-steps/</span></p>' in html


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_between_lessons_stay_inside(tmp_path: Path, directory_urls: bool) -> None:
    quiz = "lesson: second\nquestions:\n- {id: once-more, type: true-false, objective: again, reread: '#a-heading', prompt: Is it so?, answer: true, feedback_true: 'Yes. [^study-2019]', feedback_false: No.}\n"
    config = CONFIG + f"use_directory_urls: {str(directory_urls).lower()}\nsite_url: https://example.org/\n"
    root = lay_out(tmp_path, {"mkdocs.yml": config, "docs/module/second.md": SECOND, "quizzes/second.yml": quiz})
    built = run("mkdocs", "build", "--strict", folder=root)
    assert built.returncode == 0, built.stderr
    page = Page(root / "site" / ("module/print/index.html" if directory_urls else "module/print.html"))
    assert {"#lesson--what-comes-next", "#lesson", "#second--more"} <= set(page.links)
    assert [text for tag, text in page.headings if tag == "h3"] == [
        "Key points",
        "What comes next",
        "A heading",
        "More",
        "A lesson",
        "A second lesson",
    ]
    # A note of one lesson's own stands among the sources, under a name of its own.
    assert [id for id in page.ids if id.startswith("fn:")] == ["fn:doc-2020", "fn:study-2019", "fn:second--own"]
    assert "Reviewed by A. Physio, 3 March 2026" in page.text and "Last looked at 2 January 2026" in page.text
    index = (root / "site/module/index.html").read_text(encoding="utf-8")
    assert f'href="{"print/" if directory_urls else "print.html"}">Print this module' in index


def test_a_page_of_the_author_is_left_alone(tmp_path: Path) -> None:
    root = lay_out(
        tmp_path,
        {
            "mkdocs.yml": CONFIG,
            "docs/module/lesson.md": (ROOT / "tests/golden/course/docs/module/lesson.md").read_text(encoding="utf-8"),
        },
    )
    (root / "docs/module/lesson.md").rename(root / "docs/module/print.md")
    (root / "quizzes/lesson.yml").rename(root / "quizzes/print.yml")
    quiz = (root / "quizzes/print.yml").read_text(encoding="utf-8").replace("lesson: lesson", "lesson: print")
    (root / "quizzes/print.yml").write_text(quiz, encoding="utf-8")
    page = (root / "docs/module/print.md").read_text(encoding="utf-8").replace("/// quiz | lesson", "/// quiz | print")
    (root / "docs/module/print.md").write_text(page, encoding="utf-8")
    built = run("mkdocs", "build", folder=root)
    assert built.returncode == 0, built.stderr
    assert "Print this module" not in (root / "site/module/index.html").read_text(encoding="utf-8")


def test_markup_comes_through_as_it_was() -> None:
    course, _ = load(ROOT / "tests/golden/course")
    lesson = course.lessons[0]
    html = '<h6 id="x">A &amp; B &#169; &copy;<br><img alt="&quot;" src="../a.svg" /></h6><label for="x y">1</label><input name="n" disabled><a href="#x">x</a><a href="#gone">y</a><script>a < b</script>'
    made = assemble([Part(lesson, "m/lesson/", "../lesson/", "", html)], set(), catalogue())
    inside = made.partition("</ul>")[2].removesuffix("</section>")
    id = lesson.id
    assert inside == (
        f'<h6 id="{id}--x">A &amp; B &#169; &copy;<br><img alt="&quot;" src="../a.svg" /></h6><label for="{id}--x {id}--y">1</label>'
        f'<input name="{id}--n" disabled><a href="#{id}--x">x</a><a href="../lesson/#gone">y</a><script>a < b</script>'
    )
