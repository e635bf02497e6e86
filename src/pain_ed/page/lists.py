"""Lists that are made from the whole course: sources, lessons, modules, rules."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from pain_ed.course.model import Course, Lesson
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.examples import Example
from pain_ed.formats.signs import FOR_CLINICIANS
from pain_ed.formats.sources import KINDS, Source
from pain_ed.formats.text import slug
from pain_ed.i18n.en import FOR_AUTHORS
from pain_ed.i18n.messages import Words, counted, decimal
from pain_ed.markdown import readability
from pain_ed.page.elements import append_text
from pain_ed.page.references import fill_reference, short_name


def fill_lessons(parent: Element, course: Course, words: Words) -> None:
    """Append an overview of every lesson for those who hand them on. Links are relative to a folder of docs/.

    Args:
        parent: where to.
        course: the lessons in their order.
        words: the catalogue.
    """
    ideas = {concept.id: concept.idea for concept in course.concepts}
    sources = {source.id: source for source in course.sources}
    titles = course.module_titles
    module = ""
    for lesson in course.lessons:
        if lesson.module != module:
            module = lesson.module
            SubElement(parent, "h2").text = titles.get(module, module)
        heading = SubElement(parent, "h3")
        SubElement(heading, "a", {"href": lesson.link}).text = lesson.title
        entry = SubElement(parent, "div", {"class": "pe-lesson"})
        facts = [counted(words, "minutes", lesson.minutes).capitalize()]
        if course.in_english:
            facts.append(words["grade"].format(decimal(words, readability.grade(readability.prose(lesson.body)), 1)))
        SubElement(entry, "p").text = f"{lesson.summary} {words['comma'].join(facts)}."
        SubElement(entry, "p").text = words["objectives"]
        objectives = SubElement(entry, "ul")
        for objective in lesson.objectives:
            SubElement(objectives, "li").text = objective.text
        for label, text in (
            ("concepts", " ".join(f"{id.id}: {ideas.get(id.id, '')}" for id in lesson.concepts)),
            ("key-message", lesson.key_message),
            ("handing-over", lesson.handing_over),
            ("do-not-claim", lesson.do_not_claim),
            ("rests-on", _kinds(dict.fromkeys(c.id for c in lesson.citations), sources, words)),
        ):
            if text:
                line = SubElement(entry, "p")
                SubElement(line, "b").text = words[label].rstrip()
                line[0].tail = f" {text}"


def fill_module(parent: Element, lessons: Iterable[Lesson], words: Words) -> None:
    """Append the lessons of one module, each with its time and its summary, and the time of all. Links are relative
    to a folder of docs/.

    Args:
        parent: where to.
        lessons: those of the module, in their order.
        words: the catalogue.
    """
    lessons = list(lessons)
    list_ = SubElement(parent, "ol")
    for lesson in lessons:
        item = SubElement(list_, "li")
        head = SubElement(item, "p")
        SubElement(head, "a", {"href": lesson.link}).text = lesson.title
        head[0].tail = " "
        SubElement(head, "small").text = counted(words, "minutes", lesson.minutes)
        SubElement(item, "p").text = lesson.summary
    SubElement(parent, "p").text = words["module-time"].format(
        counted(words, "minutes", sum(lesson.minutes for lesson in lessons))
    )


def _kinds(cited: Iterable[str], sources: dict[str, Source], words: Words) -> str:
    """How many sources of each kind, the strongest kinds first: 'guideline (2), systematic review (1)'."""
    kinds = [sources[id].kind for id in cited if id in sources]
    return words["comma"].join(f"{words[f'kind:{kind}']} ({kinds.count(kind)})" for kind in KINDS if kind in kinds)


def fill_rules(parent: Element, groups: Iterable[tuple[str, Iterable[tuple[Code, Example | None]]]]) -> None:
    """Append every rule of `pain-ed check`: what it asks for, what is wrong in an example, and how that should read.

    As all that the checker says, this is in English, whatever the course's language.

    Args:
        parent: the element to fill.
        groups: headings, each with its rules and their examples.
    """
    parent.attrib |= {"lang": "en", "dir": "ltr"}
    for heading, rules in groups:
        SubElement(parent, "h2", {"id": f"rules-{slug(heading)}"}).text = heading
        for code, example in rules:
            SubElement(parent, "h3", {"id": code.value}).text = code.value
            SubElement(SubElement(parent, "p"), "strong").text = FOR_AUTHORS[f"rule-{code.severity}"]
            parent[-1][0].tail = f" {code.__doc__}"
            if example:
                for label, texts in (("rule-instead-of", example.bad), ("rule-write", example.good)):
                    for file, text in texts:
                        line = SubElement(parent, "p")
                        line.text = f"{FOR_AUTHORS[label]} "
                        SubElement(line, "code").text = file
                        SubElement(SubElement(parent, "pre"), "code").text = text
                SubElement(parent, "p").text = FOR_AUTHORS["rule-says"]
                SubElement(SubElement(parent, "pre"), "code").text = f"{example.report}\n"


def fill_sources(parent: Element, course: Course, words: Words) -> None:
    """Append every source with its appraisal and the lessons and questions that cite it. Links are relative to
    docs/."""
    citing = _citing(course)
    for role in ("source-document", "evidence"):
        sources = [source for source in course.sources if source.role == role]
        if not sources:
            continue
        SubElement(parent, "h2").text = words["source-documents" if role == "source-document" else "evidence"]
        for source in sources:
            # Folded: a hundred entries with all that is said of them are a very long page on a phone.
            entry = SubElement(parent, "details", {"class": "pe-source"})
            SubElement(entry, "summary").text = _short(source, words)
            # Inside, so that a link to it opens the details.
            reference = SubElement(entry, "p", {"class": "pe-reference", "id": f"source-{source.id}"})
            fill_reference(reference, source, words)
            SubElement(
                entry, "p"
            ).text = f"{source.appraisal} {words['reliability'].format(words[f'reliability:{source.reliability}'])}"
            cited_in = SubElement(entry, "p", {"class": "pe-cited-in"})
            cited_in.text = words["cited-in"] if source.id in citing else words["cited-nowhere"]
            for href, title, questions in citing.get(source.id, ()):
                if len(cited_in):
                    append_text(cited_in, " · ")
                SubElement(cited_in, "a", {"href": href}).text = title
                if questions:
                    cited_in[-1].tail = " " + words["questions"].format(words["comma"].join(map(str, questions)))


def _short(source: Source, words: Words) -> str:
    """'Doe and others 2019: What was found'; only the title where nobody is named."""
    label = short_name(source, words)
    return f"{label}: {source.csl['title']}" if label else source.csl["title"]


def _citing(course: Course) -> dict[str, list[tuple[str, str, list[int]]]]:
    """For each source, the pages that cite it: address, title, and the numbers of those of its questions that do."""
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    citing: dict[str, list[tuple[str, str, list[int]]]] = {}
    for page in (*course.lessons, *course.pages):
        here: dict[str, list[int]] = {citation.id: [] for citation in page.citations}
        for number, question in enumerate(
            quizzes[page.id].questions if page.placed("quiz") and page.id in quizzes else (), start=1
        ):
            for source in dict.fromkeys(citation.id for citation in question.citations):
                here.setdefault(source, []).append(number)
        for entry in course.entries(page):
            for citation in entry.citations:
                here.setdefault(citation.id, [])
        if any(block.id == FOR_CLINICIANS for block in page.placed("signs")):
            here |= {source.id: [] for sign in course.signs.signs for source in sign.sources if source.id not in here}
        for source, questions in here.items():
            citing.setdefault(source, []).append((page.file.partition("/")[2], page.title, questions))
    return citing
