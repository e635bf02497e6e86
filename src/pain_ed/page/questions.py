"""Model to elements. No input or output, and no Markdown of its own: inline text is set by the function that is handed in."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element, SubElement

from pain_ed.formats.fields import CITATION
from pain_ed.formats.model import Option, Question
from pain_ed.i18n.messages import Words, plain
from pain_ed.page.elements import Inline, append_text

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
