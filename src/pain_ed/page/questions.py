"""Questions and their answers to elements. Inline Markdown is set by the function that is handed in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element, SubElement

from pain_ed.formats.quiz import Question
from pain_ed.formats.text import CITATION
from pain_ed.i18n.messages import Words, plain
from pain_ed.page.elements import Inline, append_text
from pain_ed.page.quiet import gather_at_end

Report = Callable[[str], str]
"""From a question's id to the address at which a reader can say that something is wrong with it."""

_ENDS = tuple(".?!…")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\([^)]*\)")

# What quiz.js makes and says; the other words stand in the page already.
_SPOKEN = frozenset(
    """
    check again show-me nothing-chosen unfinished ask-confidence right not-quite found extra in-place paired said reread
    mark-chosen-fits mark-chosen-misfit mark-missed mark-in-place mark-misplaced mark-paired mark-unpaired changed
    summary-none summary summary-all summary-reread delete delete-explained delete-now deleted no-memory
    """.split()
)


def fill_form(
    form: Element,
    questions: Iterable[tuple[int, Question]],
    words: Words,
    inline: Inline,
    report: Report | None = None,
    fold: bool = False,
) -> None:
    """Make an empty `form` element into a quiz that is complete without JavaScript.

    Args:
        form: the element to fill.
        questions: those that stand here, each with its number in the quiz.
        words: the catalogue.
        inline: sets inline Markdown.
        report: where questions are reported; no question has a link there without it.
        fold: whether a reader opens them first. What quiz.js adds below them stays in sight.
    """
    spoken = {name: text for name, text in words.items() if plain(name) in _SPOKEN}
    form.attrib.update(
        {"class": "pain-quiz", "data-module": "pain-quiz", "data-search-exclude": "", "autocomplete": "off"}
        | {"data-words": json.dumps(spoken, ensure_ascii=False, separators=(",", ":"))}
    )
    # Without JavaScript, Enter in a radio button submits a form and reloads the page; a disabled default button stops
    # that (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#implicit-submission).
    SubElement(form, "button", {"type": "submit", "disabled": "", "hidden": ""})
    holder = form
    if fold:
        holder = SubElement(form, "details", {"class": "pq-more"})
        SubElement(holder, "summary").text = words["more-questions"]
    for number, question in questions:
        holder.append(fieldset(question, number, words, inline, report))


def fieldset(
    question: Question, number: int | str, words: Words, inline: Inline, report: Report | None = None
) -> Element:
    """A question that is complete without JavaScript, but for the answer."""
    fieldset = Element("fieldset", {"class": "pq-question", "id": f"q-{question.id}", "data-question": question.id})
    fieldset.attrib |= {"data-type": question.type, "data-hash": question.hash, "data-reread": question.reread}
    legend = SubElement(fieldset, "legend")
    legend.text = f"{number}. "
    inline(legend, question.prompt)
    if question.kind.instruction:
        SubElement(legend, "small").text = words[question.kind.instruction]
    if question.image:
        inline(SubElement(fieldset, "p", {"class": "pq-image"}), question.picture)
    fill = _fill_selects if question.kind.control == "select" else _fill_choices
    fill(fieldset, question, words, inline)
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
    for option in question.options:
        label = SubElement(fieldset, "label", {"class": "pq-option"})
        control = {"type": question.kind.control, "name": question.id, "value": option.id}
        SubElement(label, "input", control)
        if question.kind.statement:
            label[0].tail = words[option.text]
        else:
            inline(label, option.text)


def _fill_selects(fieldset: Element, question: Question, words: Words, inline: Inline) -> None:
    kind = question.kind
    options, choices = kind.selects(question.id, question.options)
    for option in options:
        label = SubElement(fieldset, "label", {"class": "pq-option"})
        inline(label, option.text)
        select = SubElement(label, "select", {"name": f"{question.id}-{option.id}", "data-option": option.id})
        for value, text in [("", "–" if kind.ordered else words["pick"]), *choices]:
            SubElement(select, "option", {"value": value}).text = text
    if not kind.ordered:  # a drop-down list shows nothing on paper
        printed = SubElement(fieldset, "ul", {"class": "pq-choices"})
        for _, text in choices:
            SubElement(printed, "li").text = text


def answer(question: Question, number: int | str, words: Words, inline: Inline) -> Element:
    """The answer to a question with every feedback, closed until it is asked for. It stands at the end of the page."""
    details = Element("details", {"class": "pq-answer", "data-answer": question.id})
    summary = SubElement(details, "summary")
    summary.text = f"{number}. "
    # A summary is a button: no link may stand in it.
    inline(summary, _LINK.sub(r"\1", CITATION.sub("", question.prompt)).strip())
    # The id is inside, so that a link to it opens the details (ancestor revealing, HTML 7.4.6.3).
    list_ = SubElement(details, "ol" if question.kind.ordered else "ul", {"id": f"answer-{question.id}"})
    for option in question.options:
        item = SubElement(list_, "li", {"data-option": option.id})
        head = SubElement(item, "b")
        if question.kind.control == "select":
            inline(head, CITATION.sub("", option.text).strip())
            if option.match:
                item.set("data-match", option.match_id)
                # quiz.js leaves it out while the reader is still to find it.
                SubElement(head, "span", {"class": "pq-match"}).text = f" – {option.match}"
            if (option.match or CITATION.sub("", option.text).strip())[-1:] not in _ENDS:
                append_text(head, ":")
        else:
            if option.correct:
                item.set("data-fits", "")
            head.text = words["fits" if option.correct else "misfit"] + " "
            chosen = words[option.text] if question.kind.statement else CITATION.sub("", option.text).strip()
            inline(head, chosen)
            if chosen[-1] not in _ENDS:
                append_text(head, ".")
        head.tail = " "
        inline(item, option.feedback)
        gather_at_end(item)
    if question.explanation:
        inline(explanation := SubElement(details, "p", {"class": "pq-explanation"}), question.explanation)
        gather_at_end(explanation)
    links = SubElement(details, "p", {"class": "pq-links"})
    links.text = words["reread"] + " "
    SubElement(links, "a", {"class": "pq-reread", "href": f"#{question.reread}"})
    return details
