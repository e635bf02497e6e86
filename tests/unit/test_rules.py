"""The page that explains the rules."""

from __future__ import annotations

from conftest import ROOT
from markdown import Markdown

from pain_ed.course.load import load
from pain_ed.diagnostics import examples as rules
from pain_ed.diagnostics.problems import Code


def test_the_page_explains_each_rule_once_with_its_example() -> None:
    md = Markdown(extensions=["toc", "pain_ed"], extension_configs={"pain_ed": {"root": str(ROOT)}})
    html = md.convert("/// rules\n///\n")
    for code in Code:
        assert html.count(f'<h3 id="{code.value}">') == 1
    section = html.partition('<h3 id="bad-doi">')[2].partition("<h3")[0]
    assert section.startswith("bad-doi</h3><p><strong>Stops a build.</strong> A DOI starts with ")
    assert "<pre><code>DOI: https://doi.org/10.1000/find.2019\n</code></pre>" in section
    assert "<pre><code>DOI: 10.1000/find.2019\n</code></pre>" in section
    assert "should read: DOI: 10.1000/find.2019" in section


def test_groups_leave_no_rule_out() -> None:
    assert [code for _, listed in rules.groups() for code, _ in listed] == list(Code)
    assert len({heading for heading, _ in rules.groups()}) == len(rules.groups())


def test_sarif_leads_to_the_page_of_our_own_course() -> None:
    assert load(ROOT)[0].rules_address == "https://example.org/how-pain-works/contributing/rules/"


def test_an_example_shows_what_stands_under_what() -> None:
    duplicate, block = rules.example(Code.DUPLICATE_KEY), rules.example(Code.QUIZ_BLOCK)
    assert duplicate and block
    assert duplicate.bad == (("quizzes/lesson.yml", "confidence: true\nconfidence: false\n"),)
    assert duplicate.good == (("quizzes/lesson.yml", "confidence: true\n"),)
    # Here the spaces are what is wrong.
    assert block.bad == (("docs/module/lesson.md", "questions: [one-or-other]\n"),)
    assert block.good == (("docs/module/lesson.md", "    questions: [one-or-other]\n"),)
