"""JSON Schemas for editors: what each file of a course may hold, with words about every key. No input or output.

They say what can be said of one file alone; `pain-ed check` knows more (parse.py and checks.py). The tests hold the two together,
and write the files.
"""

from __future__ import annotations

import json
from typing import Any

from pain_ed.formats.model import DOCS, QUESTION_TYPES, QUIZZES
from pain_ed.formats.parse import CSL_REQUIRED, CSL_TEXT, KINDS, RELIABILITIES, ROLES, STATUSES
from pain_ed.i18n.en import ENGLISH
from pain_ed.simulation.numbers import DRAWINGS

Schema = dict[str, Any]

_KEBAB = "^[a-z0-9]+(-[a-z0-9]+)*$"
_CITE = " Cite a source as [^its-id]; links and *emphasis* are allowed."


_SOME = r"\S"
_ANCHOR = r"^\s*#\S+\s*$"
_DAY = r"^\s*\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\s*$"
_STAMP = r"^\s*[0-9a-f]{8}\s*$"
_DOI = r"^10\.\d{4,9}/\S+$"
_HTTPS = r"^https://[^\s<>\"']+$"
# A `*` at the end stands for any ending; the first sign is a letter or a digit.
_WORD = r"^\s*[^\s!-/:-@\[-^`{-~][^*]*\*?\s*$"

# What editors say where a text does not fit: by themselves they would show the pattern.
_SAID = {
    _SOME: "This is empty. Write a text.",
    _KEBAB: "This is written in lower case, with digits and single hyphens, like 'why-tea-cools'.",
    _ANCHOR: "This is '#' and a heading of the lesson in lower case with hyphens, in quotes: \"#key-points\".",
    _DAY: "This is a date, like 2026-11-21.",
    _STAMP: "This is set by 'pain-ed stamp'.",
    _DOI: "A DOI starts with '10.' and has a slash: 10.1172/JCI42843. Leave out 'https://doi.org/' and 'doi:'.",
    _HTTPS: "An address starts with https://.",
    _WORD: "This is a word or a phrase. A '*' may stand at its end, for any ending.",
}


def _text(description: str, *examples: str, pattern: str = _SOME) -> Schema:
    schema = {"type": "string", "pattern": pattern, "patternErrorMessage": _SAID[pattern], "description": description}
    return schema | ({"examples": list(examples)} if examples else {})


def _one_of(description: str, values: Any) -> Schema:
    return {"enum": list(values), "description": description}


def _whole(description: str, example: int, least: int = 1, most: int = 60) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most, "description": description, "examples": [example]}


def _flag(description: str) -> Schema:
    return {"type": "boolean", "description": description}


def _list(description: str, items: Schema, *examples: Any, **limits: int) -> Schema:
    return {"type": "array", "minItems": 1, **limits, "items": items, "description": description} | (
        {"examples": list(examples)} if examples else {}
    )


def _group(
    description: str, required: dict[str, Schema], optional: dict[str, Schema] | None = None, **more: Any
) -> Schema:
    return {
        "type": "object",
        "description": description,
        "additionalProperties": False,
        "required": list(required),
        "properties": required | (optional or {}),
        **more,
    }


def _when(key: str, value: str, then: Schema) -> Schema:
    return {"if": {"properties": {key: {"const": value}}, "required": [key]}, "then": then}


def _file(title: str, schema: Schema) -> Schema:
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": title} | schema


# --- quizzes ----------------------------------------------------------------------------------------------------------


def _quiz() -> Schema:
    definitions = {
        "option": _group(
            "One thing to choose.",
            {
                "text": _text(f"What the reader can choose.{_CITE}", "It cools in a few minutes"),
                "feedback": _text(
                    f"Why it fits, or why many people think that it does, and what is so instead. Never a reproach.{_CITE}",
                    "A fair guess, since … But …",
                ),
            },
            {"correct": _flag("true where this fits; leave it out elsewhere.")},
        ),
        "item": _group(
            "One step; write the steps in the right order.",
            {
                "text": _text("What happens in this step.", "The water boils"),
                "feedback": _text(f"Why it comes here.{_CITE}", "This comes first, because …"),
            },
        ),
        "pair": _group(
            "Two things that belong together.",
            {
                "text": _text("The left side, which is always shown.", "Kettle"),
                "match": _text(
                    "The right side, to be found in a list. Plain words: no citation, no emphasis, no link.",
                    "boils water",
                ),
                "feedback": _text(f"Why they belong together.{_CITE}", "It does so, because …"),
            },
        ),
    }
    said = {
        "single": "One option fits.",
        "multiple": "One or more options fit.",
        "true-false": "A statement that is true or false.",
        "order": "Steps to be put in order.",
        "match": "Pairs to be found.",
    }
    own = {
        "single": {
            "options": _list(
                "What there is to choose; exactly one is 'correct: true'.", {"$ref": "#/definitions/option"}
            )
        },
        "multiple": {
            "options": _list(
                "What there is to choose; at least one is 'correct: true'.", {"$ref": "#/definitions/option"}
            )
        },
        "true-false": {
            "answer": _flag("Whether the statement is true."),
            "feedback_true": _text(f"For the reader who says 'true'.{_CITE}", "Many people think so. But …"),
            "feedback_false": _text(f"For the reader who says 'false'.{_CITE}", "It is not so, because …"),
        },
        "order": {
            "items": _list(
                "The steps in the right order; the page shows them in another.", {"$ref": "#/definitions/item"}
            )
        },
        "match": {"pairs": _list("What belongs together.", {"$ref": "#/definitions/pair"})},
    }
    for type in QUESTION_TYPES:
        definitions[type] = _group(
            said[type],
            {
                "id": _text(
                    "A telling name in lower case with hyphens, unique in the whole course. It never changes: readers' answers are kept under it.",
                    "why-tea-cools",
                    pattern=_KEBAB,
                ),
                "type": {"const": type, "description": said[type]},
                "objective": _text(
                    "The objective of the lesson that this question tests: an id from its front matter.",
                    "tell-apart",
                    pattern=_KEBAB,
                ),
                "reread": _text(
                    "The passage that answers it: '#' and the heading in lower case with hyphens, in quotes.",
                    "#key-points",
                    pattern=_ANCHOR,
                ),
                "prompt": _text(
                    f"The question, or for true-false the statement.{_CITE}", "Why does tea cool faster in a wide cup?"
                ),
                **own[type],
            },
            {
                "concept": _text("The concept that it tests: one of those in the front matter of its lesson.", "C03"),
                "hints": _list(
                    "Hints in the order in which they are offered, the vaguest first.",
                    _text("A hint.", "Think of the surface."),
                    ["Think of the surface."],
                ),
                "explanation": _text(f"Shown with every answer, whatever was chosen.{_CITE}", "Both cups lose heat; …"),
                "confidence": _flag("true asks the reader how sure they are before the answer is shown."),
            },
        )
    question = {
        "type": "object",
        "required": ["type"],
        "properties": {"type": _one_of(" ".join(f"{type}: {text}" for type, text in said.items()), QUESTION_TYPES)},
        "allOf": [_when("type", type, {"$ref": f"#/definitions/{type}"}) for type in QUESTION_TYPES],
    }
    return _group(
        "The questions of one lesson. 'pain-ed check' judges by the same rules and by some more.",
        {
            "lesson": _text(
                "The lesson this quiz belongs to: its file's name without '.md', and this file's without '.yml'.",
                "start-here",
                pattern=_KEBAB,
            ),
            "questions": _list("Each stands exactly once in the lesson.", question),
        },
        definitions=definitions,
    )


# --- lessons ----------------------------------------------------------------------------------------------------------


def _lesson() -> Schema:
    return _group(
        "What stands at the head of a lesson, between two lines of three hyphens.",
        {
            "title": _text("The title, as readers see it. Put it in quotes when it has a colon.", "How tea cools"),
            "summary": _text(
                "What the lesson is about, in one sentence. It stands in lists of lessons.",
                "Why some cups stay warm for longer.",
            ),
            "minutes": _whole("How long it takes to read, in minutes.", 6),
            "objectives": {
                "type": "object",
                "minProperties": 1,
                "propertyNames": {"pattern": _KEBAB, "patternErrorMessage": _SAID[_KEBAB]},
                "additionalProperties": _text(
                    "What the reader can do afterwards, starting with a verb.", "Tell steam and smoke apart."
                ),
                "description": "What the reader can do afterwards: lines of 'short-id: what'. Each is tested by a question.",
                "examples": [{"tell-apart": "Tell steam and smoke apart."}],
            },
            "source_documents": _list(
                "Ids of docs/sources.yml: what the lesson grew from. Each is cited in the text.",
                _text("An id of docs/sources.yml.", "okafor-2021"),
                ["okafor-2021"],
            ),
            "reviewed": _text(
                "The day on which its authors last looked at the whole text.", "2026-11-21", pattern=_DAY
            ),
            "clinical_review": _text(
                "'pending', until a clinician has gone through it; then who, and when.",
                "pending",
                "Ada Okafor, physiotherapist, 2026-11-21",
            ),
        },
        {
            "short": _text("A short name for links that readers hold. It never changes.", "tea", pattern=_KEBAB),
            "number": _whole(
                "The lesson's own number, by which a reader's code names it. It never changes, whatever the order of the lessons.",
                3,
            ),
            "concepts": _list(
                "Ids of docs/concepts.yml: the ideas that the lesson teaches. Each is tested by a question.",
                _text("An id of docs/concepts.yml.", "C03"),
                ["C03", "C04"],
            ),
            "key_message": _text("The one sentence to take home.", "A wide cup cools tea faster."),
            "handing_over": _text(
                "What a clinician can say when giving the lesson to someone.",
                "This explains what you asked me last time.",
            ),
            "do_not_claim": _text("What not to say with it.", "Do not say that cold tea is bad for anyone."),
            "reviewed_text": _text("Set by 'pain-ed stamp'; do not write it by hand.", "0a1b2c3d", pattern=_STAMP),
        },
    )


# --- sources ----------------------------------------------------------------------------------------------------------

_CSL = {
    "title": ("The title, as it is printed.", "What was found"),
    "title-short": ("A shorter form of the title.", "Found"),
    "container-title": ("The journal, the book or the site in which it stands.", "Journal of Findings"),
    "container-title-short": ("The abbreviation of the journal.", "J Find"),
    "collection-title": ("The series.", "Findings in Brief"),
    "collection-number": ("The number in the series, in quotes.", "7"),
    "volume": ("The volume, in quotes.", "12"),
    "issue": ("The issue, in quotes.", "3"),
    "page": ("Its pages, or the number of an article online.", "45-50", "e250268"),
    "number": ("The number of a report, in quotes.", "NG215"),
    "edition": ("The edition, in quotes when it is a number.", "2"),
    "version": ("The version, in quotes.", "1.4"),
    "genre": ("What kind of report or page it is.", "Guideline"),
    "medium": ("What it is published on.", "Video"),
    "publisher": ("Who published it.", "University Press"),
    "publisher-place": ("Where the publisher is.", "Geneva"),
    "event-title": ("The conference.", "Findings 2021"),
    "event-place": ("Where the conference was.", "Geneva"),
    "language": ("The language, as a code.", "en"),
    "source": ("The database in which it was found.", "Crossref"),
    "archive": ("Where it is kept.", "PubMed Central"),
    "archive_location": ("Its place there.", "Box 4"),
    "DOI": ("The DOI, from '10.' on, without 'https://doi.org/'.", "10.1000/find.2019"),
    "PMID": ("Its number in PubMed, in quotes.", "20980983"),
    "PMCID": ("Its number in PubMed Central.", "PMC2964977"),
    "ISBN": ("The number of a book, in quotes.", "978-92-4-008178-9"),
    "ISSN": ("The number of a journal.", "1234-5678"),
    "URL": ("Its address, which starts with https://. Not needed where there is a DOI.", "https://example.org/article"),
    "note": ("What else a reader should know, such as that no address was found.", "No author is named on the page."),
    "abstract": ("The abstract, where its licence allows that.", "We looked at …"),
    "keyword": ("Words under which it is filed.", "tea; cups"),
    "number-of-pages": ("How many pages it has, in quotes.", "120"),
    "number-of-volumes": ("How many volumes it has, in quotes.", "2"),
    "call-number": ("Its place in a library.", "WL 704"),
    "citation-key": ("The key that Zotero gave it.", "doeWhat2019"),
}


def _sources() -> Schema:
    name = _group(
        "A person, with 'family' and 'given', or a group, with 'literal'.",
        {},
        {
            "family": _text("The family name.", "van den Berg"),
            "given": _text("The given names or their initials.", "Jan-Piet"),
            "non-dropping-particle": _text("A part of the name that stays with it: 'van', 'de'.", "van"),
            "dropping-particle": _text("A part of the name that may be left out.", "von"),
            "suffix": _text("What follows the name.", "Jr"),
            "literal": _text("The name of a group, whole.", "World Health Organization"),
        },
        oneOf=[
            {"required": ["family"], "not": {"required": ["literal"]}},
            {"required": ["literal"], "not": {"required": ["family"]}},
        ],
    )
    names = {
        "author": _list(
            "Who wrote it, in the order of the title page.",
            {"$ref": "#/definitions/name"},
            [{"family": "Okafor", "given": "Ada"}],
        ),
        "editor": _list("Who edited it.", {"$ref": "#/definitions/name"}, [{"family": "Okafor", "given": "Ada"}]),
    }
    parts = {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}}
    date = _group(
        "A date: {date-parts: [[2010, 11, 1]]}, with the month and day if they are known.",
        {
            "date-parts": {
                "type": "array",
                "minItems": 1,
                "maxItems": 2,
                "items": parts,
                "description": "Year, month and day, as numbers.",
                "examples": [[[2010, 11, 1]], [[2010]]],
            }
        },
    )
    dates = {
        "issued": date | {"description": f"When it was published. {date['description']}"},
        "accessed": date | {"description": f"When it was last looked at. {date['description']}"},
    }
    custom = _group(
        "What a person has judged of it.",
        {
            "role": _one_of("source-document: a lesson grew from it. evidence: it is cited for what it found.", ROLES),
            "kind": _one_of(
                "What kind of work it is. " + "; ".join(f"{kind}: {ENGLISH['kind:' + kind]}" for kind in KINDS) + ".",
                KINDS,
            ),
            "reliability": _one_of(
                "How far one can lean on it. What rests on 'low' also cites better evidence in the same paragraph.",
                RELIABILITIES,
            ),
            "appraisal": _text(
                "In one sentence: what it is good for, and where it falls short.", "Large and careful; adults only."
            ),
        },
        {
            "status": _one_of(
                "retracted: it was taken back, and nothing may cite it. superseded: a newer one has taken its place.",
                STATUSES,
            )
        },
    )
    texts = {key: _text(*_CSL[key], pattern={"DOI": _DOI, "URL": _HTTPS}.get(key, _SOME)) for key in CSL_TEXT}
    source = _group(
        "One source.",
        {
            "id": _text(
                "Name and year in lower case with hyphens, by which it is cited: [^okafor-2021].",
                "okafor-2021",
                pattern=_KEBAB,
            ),
            "type": _one_of("What it is. What else it must have depends on it.", CSL_REQUIRED),
            "title": texts.pop("title"),
            "custom": custom,
        },
        texts | names | dates,
        allOf=[
            _when("type", type, {"required": list(required)}) for type, required in CSL_REQUIRED.items() if required
        ],
        anyOf=[{"required": [key]} for key in ("DOI", "URL", "note")],
    )
    return _group(
        "The sources of the course, in CSL-YAML, as Zotero writes it. 'pain-ed new source' fills in an entry from a DOI.",
        {"references": _list("The sources.", source)},
        definitions={"name": name},
    )


# --- the other registries ---------------------------------------------------------------------------------------------


def _concepts() -> Schema:
    concept = _group(
        "One idea.",
        {
            "id": _text("By which lessons and questions name it.", "C01"),
            "idea": _text("What a learner should be able to say, in one sentence.", "A wide cup cools tea faster."),
            "instead_of": _text("What they may have thought before.", "All cups cool tea alike."),
        },
        {
            "value": _one_of(
                "Which of the three ideas that readers found worth learning it belongs to, where it does.", (1, 2, 3)
            )
        },
    )
    return _group("The ideas that the course teaches.", {"concepts": _list("Each is taught by some lesson.", concept)})


def _glossary() -> Schema:
    term = _group(
        "A technical word.",
        {
            "term": _text("The word, as the lessons use it.", "infusion"),
            "definition": _text("What it means, in one or two plain sentences.", "What hot water draws out of leaves."),
        },
        {
            "forms": _list(
                "Other spellings of the same sense: the plural, an abbreviation.",
                _text("Another form.", "infusions"),
                ["infusions"],
            )
        },
    )
    return _group(
        "The technical words of the course.",
        {"terms": _list("In the order of the alphabet. Each is used somewhere.", term)},
    )


def _words(description: str, *examples: str) -> Schema:
    return _list(
        description,
        _text("A word or phrase; a '*' may stand at its end, for any ending.", *examples, pattern=_WORD),
        list(examples),
    )


def _language() -> Schema:
    entry = _group(
        "Words to avoid.",
        {
            "words": _words(
                "The words or phrases that are looked for. A '*' at the end stands for any ending.",
                "foolproof",
                "idiot*",
            ),
            "instead": _text("What to say instead.", "easy to follow"),
            "why": _text(
                "Why, in a sentence or two that an author is shown.", "It calls those who get it wrong fools."
            ),
        },
        {
            "unless": _list(
                "Phrases in which the words are fine.", _text("A phrase.", "foolproof lock"), ["foolproof lock"]
            )
        },
    )
    return _group(
        "Words and phrases that the course does not use.", {"avoid": _list("Copy an entry to add one.", entry)}
    )


def _safety() -> Schema:
    return _group(
        "What lessons must say when they come to speak of medicines or of despair.",
        {
            "medicines": _group(
                "The names of medicines, and what a lesson that names one must say.",
                {
                    "words": _words(
                        "The names of medicines. A '*' at the end stands for any ending.", "aspirin", "antidepressant*"
                    ),
                    "say": _list(
                        "A lesson that names one of them says one of these.",
                        _text("Words that must stand in the lesson.", "start, stop or change"),
                        ["start, stop or change"],
                    ),
                },
            ),
            "crisis": _group(
                "Words after which a lesson must show the way to help.",
                {
                    "words": _words("The words. A '*' at the end stands for any ending.", "despair", "hopeless*"),
                    "link": _text(
                        "The part of the help page to which the lesson then leads, from docs/.",
                        "help.md#someone-to-talk-to",
                    ),
                },
            ),
        },
    )


def _reflection() -> Schema:
    statement = _group(
        "A statement that a reader can rate.",
        {
            "id": _text("Its name, in lower case with hyphens.", "explain", pattern=_KEBAB),
            "text": _text("The statement, in the first person.", "I could tell a friend why tea cools."),
        },
    )
    return _group(
        "Four statements that a reader can rate before and after a module.",
        {
            "statements": _list(
                "Four. Readers' answers are kept by the place of a statement: mend its words, never swap two.",
                statement,
                minItems=4,
                maxItems=4,
            )
        },
    )


def _models() -> Schema:
    definitions = {
        "said": _text("A plain text. Names in braces stand for values.", "At {temperature} °C it is silent.")
    }
    said = {"$ref": "#/definitions/said"}
    drawings = []
    for name, drawing in DRAWINGS.items():
        for control in drawing.controls:
            stops = [*control.keys, *(number for key in control.keys if (number := _number(key)) is not None)]
            definitions[f"{name}-{control.name}"] = _one_of(f"At which stop '{control.name}' stands.", stops)
        keys = {control.name: {"$ref": f"#/definitions/{name}-{control.name}"} for control in drawing.controls}
        state = _group("At which stop each control stands.", keys)
        some = _group("At which stop controls stand; one that is left out stands as at the start.", {}, keys)
        controls = {
            control.name: _group(
                f"What is said of '{control.name}'.",
                {
                    "label": _text("Its name, as readers see it.", "Warmth"),
                    "stops": {
                        "description": "A text for all stops, with '{value}' in it, or a list with a text for each.",
                        "examples": ["{value} °C"],
                        "anyOf": [
                            {"type": "string", "pattern": _SOME},
                            {
                                "type": "array",
                                "minItems": len(control.keys),
                                "maxItems": len(control.keys),
                                "items": {"type": "string", "pattern": _SOME},
                            },
                        ],
                    },
                },
            )
            for control in drawing.controls
        }
        sentences = [sentence for _, names in drawing.captions for sentence in names if sentence]
        setting = _group(
            "A setting that stands on paper.", {"title": _text("What it is called.", "At the start"), "at": some}
        )
        drawings.append(
            _when(
                "draws",
                name,
                {
                    "properties": {
                        "start": state,
                        "answer_at": some,
                        "controls": _group(
                            "What can be set. A control that is left out stays as it is at the start.", {}, controls
                        ),
                        "labels": _group("The words in the picture.", dict.fromkeys(drawing.labels, said)),
                        "captions": _group("The sentences under the picture.", dict.fromkeys(sentences, said)),
                        "settings": {"items": setting},
                    }
                },
            )
        )
    anything = {"description": "What stands here depends on 'draws'."}
    model = _group(
        "The words about one interactive model.",
        {
            "id": _text("Its name, in lower case with hyphens.", "wind-up", pattern=_KEBAB),
            "draws": _one_of("What it draws.", DRAWINGS),
            "title": _text("Its title.", "Try it: one step after the other"),
            "not_you": _text(f"That it is a model, and not the reader.{_CITE}", "This is not you. It is a model of …"),
            "question": _text("What to guess first.", "What do you think happens?"),
            "choices": _list("The guesses.", _text("A guess.", "Nothing at all"), ["Nothing at all", "More and more"]),
            "answer": _text(f"What happens, told when the reader has guessed.{_CITE}", "It grows …"),
            "answer_at": anything,
            "start": anything,
            "controls": anything,
            "labels": anything,
            "captions": anything,
            "settings": {
                "type": "array",
                "minItems": 1,
                "description": "The settings that stand on paper, and where there is no JavaScript.",
            },
            "leaves_out": _list(
                "What the model leaves out, one sentence each.",
                _text(f"A sentence.{_CITE}", "Real cells tire."),
                ["Real cells tire."],
            ),
            "sources": _text(f"Where its numbers come from.{_CITE}", "The numbers are those of … [^okafor-2021]"),
        },
        allOf=drawings,
    )
    return _group(
        "The words about the interactive models.",
        {"models": _list("Each stands on some page.", model)},
        definitions=definitions,
    )


def _number(key: str) -> int | float | None:
    """What YAML makes of a stop that is written as a number."""
    try:
        return int(key) if key.lstrip("-").isdigit() else float(key)
    except ValueError:
        return None


QUIZ = f"{QUIZZES}/quiz.schema.json"
FOLDER = f"{DOCS}/schemas"
SCHEMAS: dict[str, Schema] = {
    QUIZ: _file("Quiz", _quiz()),
    f"{FOLDER}/concepts.schema.json": _file("Concepts", _concepts()),
    f"{FOLDER}/glossary.schema.json": _file("Glossary", _glossary()),
    f"{FOLDER}/language.schema.json": _file("Words to avoid", _language()),
    f"{FOLDER}/lesson.schema.json": _file("Front matter of a lesson", _lesson()),
    f"{FOLDER}/models.schema.json": _file("Interactive models", _models()),
    f"{FOLDER}/reflection.schema.json": _file("Reflection", _reflection()),
    f"{FOLDER}/safety.schema.json": _file("Safety", _safety()),
    f"{FOLDER}/sources.schema.json": _file("Sources", _sources()),
}
"""The schema of each kind of file, by where a course keeps it."""


def as_text(schema: Schema) -> str:
    """A schema as its file holds it."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
