"""Model to elements. No input or output, and no Markdown of its own: inline text is set by the function that is handed in."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element, SubElement

from pain_ed.course.model import Course, Lesson
from pain_ed.diagnostics.examples import Example
from pain_ed.diagnostics.problems import Code
from pain_ed.formats.glossary import Term
from pain_ed.formats.question_types import Option
from pain_ed.formats.quiz import Question
from pain_ed.formats.sources import KINDS, Source
from pain_ed.formats.text import CITATION, slug
from pain_ed.i18n.en import FOR_AUTHORS
from pain_ed.i18n.messages import Words, counted, decimal, plain
from pain_ed.markdown import readability

Inline = Callable[[Element, str], None]
"""Appends inline Markdown to an element."""
Report = Callable[[str], str]
"""From a question's id to the address at which a reader can say that something is wrong with it."""

_ENDS = tuple(".?!…")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\([^)]*\)")

# What quiz.js makes and says; the other words stand in the page already.
_SPOKEN = frozenset(
    [
        "check",
        "again",
        "nothing-chosen",
        "unfinished",
        "ask-confidence",
        "right",
        "not-quite",
        "found",
        "extra",
        "in-place",
        "paired",
        "said",
        "reread",
        "mark-chosen-fits",
        "mark-chosen-misfit",
        "mark-missed",
        "mark-in-place",
        "mark-misplaced",
        "mark-paired",
        "mark-unpaired",
        "changed",
        "summary-none",
        "summary",
        "summary-all",
        "summary-reread",
        "delete",
        "delete-explained",
        "delete-now",
        "deleted",
        "no-memory",
    ]
)


def fill_form(
    form: Element, questions: Iterable[tuple[int, Question]], words: Words, inline: Inline, report: Report | None = None
) -> None:
    """Make an empty `form` element into a quiz that is complete without JavaScript.

    Args:
        form: the element to fill.
        questions: those that stand here, each with its number in the quiz.
        words: the catalogue.
        inline: sets inline Markdown.
        report: where questions are reported; no question has a link there without it.
    """
    spoken = {name: text for name, text in words.items() if plain(name) in _SPOKEN}
    form.attrib.update(
        {"class": "pain-quiz", "data-module": "pain-quiz", "data-search-exclude": "", "autocomplete": "off"}
        | {"data-words": json.dumps(spoken, ensure_ascii=False, separators=(",", ":"))}
    )
    # Without JavaScript, Enter in a radio button submits a form and reloads the page; a disabled default button stops that
    # (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#implicit-submission).
    SubElement(form, "button", {"type": "submit", "disabled": "", "hidden": ""})
    for number, question in questions:
        form.append(fieldset(question, number, words, inline, report))


def fieldset(
    question: Question, number: int | str, words: Words, inline: Inline, report: Report | None = None
) -> Element:
    """A question that is complete without JavaScript, but for the answer."""
    fieldset = Element("fieldset", {"class": "pq-question", "id": f"q-{question.id}", "data-question": question.id})
    fieldset.attrib |= {"data-type": question.type, "data-hash": question.hash, "data-reread": question.reread}
    legend = SubElement(fieldset, "legend")
    legend.text = f"{number}. "
    inline(legend, question.prompt)
    if instruction := {"multiple": "choose-all", "order": "put-in-order", "match": "find-pairs"}.get(question.type):
        SubElement(legend, "small").text = words[instruction]
    _FILL[question.type](fieldset, question, words, inline)
    for index, hint in enumerate(question.hints, start=1):
        details = SubElement(fieldset, "details", {"class": "pq-hint"})
        SubElement(details, "summary").text = words["hint"].format(index, len(question.hints))
        inline(SubElement(details, "p"), hint)
    if question.confidence:
        confidence = SubElement(fieldset, "fieldset", {"class": "pq-confidence"})
        SubElement(confidence, "legend").text = words["confidence"]
        for value in ("sure", "fairly-sure", "guessing"):
            label = SubElement(confidence, "label", {"class": "pq-option"})
            SubElement(
                label, "input", {"type": "radio", "name": f"{question.id}-confidence", "value": value}
            ).tail = words[value]
    actions = SubElement(fieldset, "p", {"class": "pq-actions"})
    SubElement(actions, "a", {"class": "pq-to-answer", "href": f"#answer-{question.id}"}).text = words[
        "to-answer"
    ].format(number)
    if report:
        link = {"class": "pq-report", "href": report(question.id), "rel": "noreferrer"}
        SubElement(actions, "a", link).text = words["report-question"].format(number)
    return fieldset


def _fill_choices(fieldset: Element, question: Question, words: Words, inline: Inline) -> None:
    kind = "checkbox" if question.type == "multiple" else "radio"
    for option in question.options:
        label = SubElement(fieldset, "label", {"class": "pq-option"})
        SubElement(label, "input", {"type": kind, "name": question.id, "value": option.id})
        if question.type == "true-false":
            label[0].tail = words[option.text]
        else:
            inline(label, option.text)


def _fill_order(fieldset: Element, question: Question, words: Words, inline: Inline) -> None:
    locations = [(str(index), str(index)) for index in range(1, len(question.options) + 1)]
    for option in _mixed(question, question.options):
        _select(fieldset, question, option, "–", locations, inline)


def _fill_match(fieldset: Element, question: Question, words: Words, inline: Inline) -> None:
    rights = [(option.match_id, option.match) for option in _mixed(question, question.options)]
    for option in question.options:
        _select(fieldset, question, option, words["pick"], rights, inline)
    # A drop-down list shows nothing on paper.
    choices = SubElement(fieldset, "ul", {"class": "pq-choices"})
    for _, text in rights:
        SubElement(choices, "li").text = text


_FILL = {
    "single": _fill_choices,
    "multiple": _fill_choices,
    "true-false": _fill_choices,
    "order": _fill_order,
    "match": _fill_match,
}


def _select(
    fieldset: Element, question: Question, option: Option, empty: str, choices: list[tuple[str, str]], inline: Inline
) -> None:
    label = SubElement(fieldset, "label", {"class": "pq-option"})
    inline(label, option.text)
    select = SubElement(label, "select", {"name": f"{question.id}-{option.id}", "data-option": option.id})
    for value, text in [("", empty), *choices]:
        SubElement(select, "option", {"value": value}).text = text


def _mixed(question: Question, options: tuple[Option, ...]) -> list[Option]:
    """Another order than the right one, the same at every build."""
    mixed = sorted(options, key=lambda option: hashlib.sha256(f"{question.id}{option.text}".encode()).digest())
    return mixed if tuple(mixed) != options else mixed[1:] + mixed[:1]


def answer(question: Question, number: int | str, words: Words, inline: Inline) -> Element:
    """The answer to a question with every feedback, closed until it is asked for; it stands at the end of the page, on paper too."""
    details = Element("details", {"class": "pq-answer", "data-answer": question.id})
    summary = SubElement(details, "summary")
    summary.text = f"{number}. "
    # A summary is a button: no link may stand in it.
    inline(summary, _LINK.sub(r"\1", CITATION.sub("", question.prompt)).strip())
    # The id is inside, so that a link to it opens the details (ancestor revealing, HTML 7.4.6.3).
    list_ = SubElement(details, "ol" if question.type == "order" else "ul", {"id": f"answer-{question.id}"})
    for option in question.options:
        item = SubElement(list_, "li", {"data-option": option.id})
        head = SubElement(item, "b")
        if question.type in ("order", "match"):
            inline(head, CITATION.sub("", option.text).strip())
            if option.match:
                item.set("data-match", option.match_id)
                append_text(head, f" – {option.match}")
            if (option.match or CITATION.sub("", option.text).strip())[-1:] not in _ENDS:
                append_text(head, ":")
        else:
            if option.correct:
                item.set("data-fits", "")
            head.text = words["fits" if option.correct else "misfit"] + " "
            chosen = words[option.text] if question.type == "true-false" else CITATION.sub("", option.text).strip()
            inline(head, chosen)
            if chosen[-1] not in _ENDS:
                append_text(head, ".")
        head.tail = " "
        inline(item, option.feedback)
    if question.explanation:
        inline(SubElement(details, "p", {"class": "pq-explanation"}), question.explanation)
    links = SubElement(details, "p", {"class": "pq-links"})
    links.text = words["reread"] + " "
    SubElement(links, "a", {"class": "pq-reread", "href": f"#{question.reread}"})
    return details


def problem(empty: Element, message: str) -> None:
    """Make an empty element into a note to the author, where there is nothing sound to show."""
    empty.tag = "div"
    empty.set("class", "admonition warning")
    SubElement(empty, "p").text = message


# --- sources ----------------------------------------------------------------------------------------------------------


def fill_reference(parent: Element, source: Source, words: Words) -> None:
    """Append a reference in the Vancouver style (https://www.ncbi.nlm.nih.gov/books/NBK7256/), with a link and what kind of source it is.

    Args:
        parent: a paragraph; what it holds already stays in front.
        source: the entry.
        words: the catalogue.
    """
    csl = source.csl
    authors = _authors(csl.get("author", ()))
    title = csl["title"]
    parts = [f"{authors}." if authors else "", title if title.endswith(("?", "!", ".")) else f"{title}."]
    year = "-".join(str(part[0]) for part in csl["issued"]["date-parts"]) if "issued" in csl else ""
    if csl["type"] in ("article-journal", "article-newspaper"):
        journal = csl.get("container-title-short") or csl["container-title"]
        numbers = csl.get("volume", "") + (f"({csl['issue']})" if "issue" in csl else "")
        where = year + (f";{numbers}" if numbers else "") + (f":{csl['page']}" if "page" in csl else "")
        parts += [f"{journal.rstrip('.')}.", f"{where}."]
    else:
        edition = f"{csl['container-title']}." if "container-title" in csl else ""
        publisher = "; ".join(text for text in (csl.get("publisher", ""), year) if text)
        parts += [edition, f"{publisher}." if publisher else ""]
    append_text(parent, " ".join(part for part in parts if part) + " ")
    if "DOI" in csl:
        link = SubElement(parent, "a", {"href": f"https://doi.org/{csl['DOI']}", "rel": "noopener noreferrer"})
        link.text, link.tail = f"doi:{csl['DOI']}", " "
    elif "URL" in csl:
        link = SubElement(parent, "a", {"href": csl["URL"], "rel": "noopener noreferrer"})
        link.text, link.tail = re.sub(r"^https://(www\.)?|/$", "", csl["URL"]), " "
    if "note" in csl:
        append_text(parent, csl["note"].rstrip(".") + ". ")
    SubElement(parent, "span", {"class": "pe-tag"}).text = words[f"kind:{source.kind}"]
    if source.role == "source-document":
        parent[-1].tail = " "
        SubElement(parent, "span", {"class": "pe-tag pe-tag-document"}).text = words["source-document"]


def _authors(authors: Iterable[dict]) -> str:
    names = []
    for author in authors:
        if "literal" in author:
            names.append(author["literal"])
            continue
        initials = "".join(part[0] for part in re.split(r"[\s.\-]+", author.get("given", "")) if part)
        names.append(
            " ".join(part for part in (author.get("non-dropping-particle", ""), author["family"], initials) if part)
        )
    if len(names) > 7:
        names = [*names[:6], "et al"]
    return ", ".join(names).rstrip(".")


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
    """Append the lessons of one module, each with its time and its summary, and the time of all. Links are relative to a folder of docs/.

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


def fill_glossary(parent: Element, terms: Iterable[Term], words: Words) -> None:
    """Append every term with its meaning, in the order of the alphabet."""
    list_ = SubElement(parent, "dl", {"class": "pe-glossary"})
    for term in sorted(terms, key=lambda term: term.term.casefold()):
        SubElement(list_, "dt", {"id": slug(term.term)}).text = words["comma"].join(
            [term.term, *(form for form in term.forms if is_name(form, term))]
        )
        SubElement(list_, "dd").text = term.definition


def is_name(form: str, term: Term) -> bool:
    """Whether a form is another name, and not just a plural of the term or of a part of it."""
    return not form.casefold().startswith(term.term.casefold()[:4])


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


def append_text(parent: Element, text: str) -> None:
    """Append text to what an element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def fill_sources(parent: Element, course: Course, words: Words) -> None:
    """Append every source with its appraisal and the lessons and questions that cite it. Links are relative to docs/."""
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


def short_name(source: Source, words: Words) -> str:
    """What a source is called in a sentence: 'Doe and others 2019'; empty where it names neither people nor a year."""
    names = [author.get("literal") or author["family"] for author in source.csl.get("author", ())]
    who = names[0] if names else ""
    if len(names) == 2 and not names[1].startswith("et al"):
        who = words["two-authors"].format(*names)
    elif len(names) > 1:
        who = words["more-authors"].format(who)
    year = str(source.csl["issued"]["date-parts"][0][0]) if "issued" in source.csl else ""
    return " ".join(part for part in (who, year) if part)


def _citing(course: Course) -> dict[str, list[tuple[str, str, list[int]]]]:
    """For each source, the pages that cite it: address, title, and the numbers of those of its questions that do."""
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    simulations = {simulation.id: simulation for simulation in course.simulations}
    citing: dict[str, list[tuple[str, str, list[int]]]] = {}
    for page in (*course.lessons, *course.pages):
        here: dict[str, list[int]] = {citation.id: [] for citation in page.citations}
        for number, question in enumerate(
            quizzes[page.id].questions if page.blocks and page.id in quizzes else (), start=1
        ):
            for source in dict.fromkeys(citation.id for citation in question.citations):
                here.setdefault(source, []).append(number)
        for model in page.models:
            for citation in simulations[model.id].citations if model.id in simulations else ():
                here.setdefault(citation.id, [])
        for source, questions in here.items():
            citing.setdefault(source, []).append((page.file.partition("/")[2], page.title, questions))
    return citing
