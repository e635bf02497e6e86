"""Questions and their answers as HTML, attributes in the order of the alphabet as Markdown writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element, SubElement

from pain_ed.formats.quiz import Question
from pain_ed.formats.text import CITATION
from pain_ed.i18n.messages import Words, escaped, plain
from pain_ed.page.inline import Inline

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
    form.attrib.update(
        {"class": "pain-quiz", "data-module": "pain-quiz", "data-search-exclude": "", "autocomplete": "off"}
        | {"data-words": _spoken(words)}
    )
    asked = "".join(fieldset(question, number, words, inline, report) for number, question in questions)
    if fold:
        summary = escaped(words)["more-questions"]
        asked = f'<details class="pq-more"><summary>{summary}</summary>{asked}</details>'
    # Without JavaScript, Enter in a radio button submits a form and reloads the page; a disabled default button stops
    # that (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#implicit-submission).
    inline.place(form, f'<button disabled="" hidden="" type="submit"></button>{asked}')


@lru_cache(maxsize=8)
def _spoken(words: Words) -> str:
    spoken = {name: text for name, text in words.items() if plain(name) in _SPOKEN}
    return json.dumps(spoken, ensure_ascii=False, separators=(",", ":"))


def fieldset(
    question: Question,
    number: int | str,
    words: Words,
    inline: Inline,
    report: Report | None = None,
    passage: str = "",
) -> str:
    """A question that is complete without JavaScript, but for the answer.

    Args:
        question: the question.
        number: stands before it.
        words: the catalogue.
        inline: sets inline Markdown.
        report: where it is reported.
        passage: the name of what it asks to read again, where that is not its anchor.
    """
    said, html, id, kind = escaped(words), inline.html, question.id, question.kind
    parts = [
        f'<fieldset class="pq-question" data-hash="{question.hash}" data-question="{id}" '
        f'data-reread="{escape(passage or question.reread)}" data-type="{question.type}" id="q-{id}">'
        f"<legend>{number}. {html(question.prompt)}"
    ]
    if kind.instruction:
        parts.append(f"<small>{said[kind.instruction]}</small>")
    parts.append("</legend>")
    if question.image:
        parts.append(f'<p class="pq-image">{html(question.picture)}</p>')
    if kind.control == "select":
        parts += _selects(question, said, inline)
    else:
        for option in question.options:
            text = said[option.text] if kind.statement else html(option.text)
            parts.append(f'<label class="pq-option">{_input(kind.control, id, option.id)}{text}</label>')
    for index, hint in enumerate(question.hints, start=1):
        summary = said["hint"].format(index, len(question.hints))
        parts.append(f'<details class="pq-hint"><summary>{summary}</summary><p>{html(hint)}</p></details>')
    if question.confidence:
        parts.append(f'<fieldset class="pq-confidence"><legend>{said["confidence"]}</legend>')
        for value in ("sure", "fairly-sure", "guessing"):
            control = _input("radio", f"{id}-confidence", value)
            parts.append(f'<label class="pq-option">{control}{said[value]}</label>')
        parts.append("</fieldset>")
    to_answer = said["to-answer"].format(number)
    parts.append(f'<p class="pq-actions"><a class="pq-to-answer" href="#answer-{id}">{to_answer}</a>')
    if report:
        text = said["report-question"].format(number)
        parts.append(f'<a class="pq-report" href="{escape(report(id))}" rel="noreferrer">{text}</a>')
    parts.append("</p></fieldset>")
    return "".join(parts)


def _input(type: str, name: str, value: str) -> str:
    return f'<input name="{name}" type="{type}" value="{value}" />'


def _selects(question: Question, said: Words, inline: Inline) -> Iterator[str]:
    kind = question.kind
    options, choices = kind.selects(question.id, question.options)
    texts = [(value, escape(text, quote=False)) for value, text in choices]
    first = "–" if kind.ordered else said["pick"]
    to_pick = "".join(f'<option value="{value}">{text}</option>' for value, text in [("", first), *texts])
    for option in options:
        select = f'<select data-option="{option.id}" name="{question.id}-{option.id}">{to_pick}</select>'
        yield f'<label class="pq-option">{inline.html(option.text)}{select}</label>'
    if not kind.ordered:  # a drop-down list shows nothing on paper
        yield f'<ul class="pq-choices">{"".join(f"<li>{text}</li>" for _, text in texts)}</ul>'


def answer(
    question: Question, number: int | str, words: Words, inline: Inline, link: str = "", explained_in: str = ""
) -> str:
    """The answer to a question with every feedback, closed until it is asked for. It stands at the end of the page.

    Args:
        question: the question.
        number: stands before it.
        words: the catalogue.
        inline: sets inline Markdown.
        link: leads to what should be read again, where that is not in the page, as HTML.
        explained_in: leads to where more is said, as HTML.
    """
    said, html, kind = escaped(words), inline.html, question.kind
    # A summary is a button: no link may stand in it.
    prompt = html(_LINK.sub(r"\1", _uncited(question.prompt)).strip())
    items = []
    for option in question.options:
        text = option.text if kind.statement else _uncited(option.text)
        if kind.control == "select":
            head, end, marks = html(text), ":", ""
            if option.match:
                marks = f' data-match="{option.match_id}"'
                # quiz.js leaves it out while the reader is still to find it.
                head += f'<span class="pq-match"> – {escape(option.match, quote=False)}</span>'
                text = option.match
        else:
            fits = "fits" if option.correct else "misfit"
            text = words[text] if kind.statement else text
            head, end, marks = f"{said[fits]} {html(text)}", ".", ' data-fits=""' if option.correct else ""
        items.append(
            f'<li{marks} data-option="{option.id}"><b>{head}{"" if text.endswith(_ENDS) else end}</b> '
            f"{html(option.feedback, sources_last=True)}</li>"
        )
    explanation = " ".join(filter(None, (html(question.explanation, sources_last=True), explained_in)))
    if explanation:
        explanation = f'<p class="pq-explanation">{explanation}</p>'
    if not link:
        link = f'<a class="pq-reread" href="#{escape(question.reread)}">{inline.heading(question.reread)}</a>'
    # The id is inside, so that a link to it opens the details (ancestor revealing, HTML 7.4.6.3).
    holder = Element("span")
    list_ = SubElement(holder, "ol" if kind.ordered else "ul", {"id": f"answer-{question.id}"})
    inline.place(list_, "".join(items))
    return (
        f'<details class="pq-answer" data-answer="{question.id}"><summary>{number}. {prompt}</summary>'
        f'{inline.embed(holder)}{explanation}<p class="pq-links">{said["reread"]} {link}</p></details>'
    )


def _uncited(text: str) -> str:
    return CITATION.sub("", text).strip() if "[^" in text else text.strip()
