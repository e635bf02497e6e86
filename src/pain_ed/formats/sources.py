"""The sources of a course: docs/sources.yml, in CSL-YAML, as Zotero and pandoc read and write it.

What each variable means: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Fix, Location
from pain_ed.formats.definition import (
    ID,
    SOME,
    Form,
    Format,
    Group,
    Kind,
    ListOf,
    OneOf,
    Schema,
    Text,
    Values,
    registry,
    when,
)
from pain_ed.formats.fields import Fields
from pain_ed.formats.paths import SCHEMAS
from pain_ed.formats.text import UNWRITTEN
from pain_ed.formats.yaml import Node
from pain_ed.i18n.en import ENGLISH

ROLES = ("source-document", "evidence")
KINDS = (
    "guideline",
    "systematic-review",
    "randomised-trial",
    "observational-study",
    "laboratory-study",
    "computational-model",
    "consensus-statement",
    "narrative-review",
    "lay-article",
    "commercial-article",
)
"""Each kind of source, the strongest first."""
_KINDS_IN_WORDS = f"What kind of work it is. {'; '.join(f'{kind}: ' + ENGLISH[f'kind:{kind}'] for kind in KINDS)}."
RELIABILITIES = ("high", "moderate", "low")
STATUSES = ("retracted", "superseded")

CSL_REQUIRED = {
    "article-journal": ("author", "container-title", "issued"),
    "article-newspaper": ("container-title", "issued"),
    "article": ("author", "issued"),
    "book": ("author", "issued", "publisher"),
    "chapter": ("author", "issued", "container-title", "publisher"),
    "report": ("author",),
    "webpage": (),
    "post-weblog": (),
    "software": ("author",),
}
"""What each type of reference must have, beside what all have."""


@dataclass(frozen=True)
class Source:
    """An entry of docs/sources.yml."""

    id: str
    csl: dict[str, Any]
    """The entry as CSL-JSON, without `custom`."""
    role: str
    """`source-document` or `evidence`."""
    kind: str
    reliability: str
    """`high`, `moderate` or `low`."""
    appraisal: str
    location: Location
    status: str = ""
    """`retracted`, `superseded`, or empty while it stands."""
    effect_sizes: tuple[str, ...] = ()
    """The standardized mean differences from which the course makes counts of people."""


# --- DOI and address --------------------------------------------------------------------------------------------------


def _no_doi(text: str, name: str, node: Node) -> tuple[Code, str, Fix | None]:
    better = re.search(r"10\.\d{4,9}/\S+", text)
    if better is None:
        return Code.BAD_DOI, f"'{text}' is not a DOI", None
    # What stands before it may be a prefix or an address, and says nothing.
    safe = bool(re.fullmatch(r"\s*(https?://(dx\.)?doi\.org/|doi:?\s*)", text[: better.start()], re.I))
    fix = Fix(node.location, text, better[0], safe=safe)
    return Code.BAD_DOI, f"'{text}' is not a DOI; it should read {better[0]}", fix


def _not_https(text: str, name: str, node: Node) -> tuple[Code, str, Fix | None]:
    fix = Fix(node.location, "http://", "https://") if text.startswith("http://") else None
    return Code.NOT_HTTPS, f"'{text}' does not start with https://", fix


ADDRESS = Form(r"^https://[^\s<>\"']+$", "An address starts with https://.", _not_https, bare=False)

_FORMS = {
    "DOI": Form(
        r"^10\.\d{4,9}/\S+$",
        "A DOI starts with '10.' and has a slash: 10.1172/JCI42843. Leave out 'https://doi.org/' and 'doi:'.",
        _no_doi,
        bare=False,
    ),
    "URL": ADDRESS,
}

# --- names and dates --------------------------------------------------------------------------------------------------


def _name(values: Values, fields: Fields) -> None:
    if not fields.failed and bool(values["family"]) == bool(values["literal"]):
        message = f"{fields.what} should hold 'family' and 'given', or 'literal' for a group"
        fields.fail(Code.MISSING_KEY, fields.node.location, message)


_NAME_PARTS = {
    "family": ("The family name.", "van den Berg"),
    "given": ("The given names or their initials.", "Jan-Piet"),
    "non-dropping-particle": ("A part of the name that stays with it: 'van', 'de'.", "van"),
    "dropping-particle": ("A part of the name that may be left out.", "von"),
    "suffix": ("What follows the name.", "Jr"),
    "literal": ("The name of a group, whole.", "World Health Organization"),
}


def _names(key: str, says: str) -> ListOf[None]:
    name: Group[None] = Group(
        _name,
        f"a name in '{key}'",
        "A person, with 'family' and 'given', or a group, with 'literal'.",
        ref="name",
        keys={part: Text(*words).optional() for part, words in _NAME_PARTS.items()},
        more={
            "oneOf": [
                {"required": ["family"], "not": {"required": ["literal"]}},
                {"required": ["literal"], "not": {"required": ["family"]}},
            ]
        },
    )
    return ListOf(says, name, [{"family": "Okafor", "given": "Ada"}])


class _Date(Kind[None]):
    empty = None

    def __init__(self, says: str) -> None:
        self.says = f"{says} A date: {{date-parts: [[2010, 11, 1]]}}, with the month and day if they are known."

    def read(self, fields: Fields, node: Node, name: str) -> None:
        if isinstance(node.value, str) and UNWRITTEN.search(node.value):
            return
        value = node.plain()
        dates = value.get("date-parts") if isinstance(value, dict) and len(value) == 1 else None
        if not (isinstance(dates, list) and len(dates) in (1, 2) and all(_is_day(date) for date in dates)):
            should = "should read like {date-parts: [[2010, 11, 1]]}, with the month and day if they are known"
            fields.fail(Code.WRONG_TYPE, node.location, f"{name} {should}")

    def schema(self, definitions: Schema) -> Schema:
        day = {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}}
        parts = {"type": "array", "minItems": 1, "maxItems": 2, "items": day}
        parts |= {"description": "Year, month and day, as numbers.", "examples": [[[2010, 11, 1]], [[2010]]]}
        schema = {"type": "object", "description": self.says, "additionalProperties": False}
        return schema | {"required": ["date-parts"], "properties": {"date-parts": parts}}


def _is_day(value: object) -> bool:
    return isinstance(value, list) and 1 <= len(value) <= 3 and all(type(number) is int for number in value)


def _no_size(text: str, name: str, node: Node) -> tuple[Code, str, Fix | None]:
    return Code.BAD_VALUE, f"{name} is '{text}', and should be an effect size such as \"0.20\"", None


_SIZE = Form(r"^\d{1,2}\.\d{1,3}$", "An effect size, with its decimals, in quotes.", _no_size)

# --- references -------------------------------------------------------------------------------------------------------

# Those that Zotero writes for the types above.
TEXTS: dict[str, tuple[str, ...]] = {
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


@dataclass(frozen=True)
class _Judgement:
    """What a person has judged of it."""

    role: Annotated[
        str, OneOf("source-document: a lesson grew from it. evidence: it is cited for what it found.", ROLES)
    ]
    kind: Annotated[
        str,
        OneOf(_KINDS_IN_WORDS, KINDS),
    ]
    reliability: Annotated[
        str,
        OneOf(
            "How far one can lean on it. What rests on 'low' also cites better evidence in the same paragraph.",
            RELIABILITIES,
        ),
    ]
    appraisal: Annotated[
        str, Text("In one sentence: what it is good for, and where it falls short.", "Large and careful; adults only.")
    ]
    status: Annotated[
        str,
        OneOf(
            "retracted: it was taken back, and nothing may cite it. superseded: a newer one has taken its place.",
            STATUSES,
        ).optional(),
    ]
    effect_sizes: Annotated[
        tuple[str, ...],
        ListOf(
            "Standardized mean differences, without their sign, from which a lesson makes a count of pairs.",
            Text("A standardized mean difference, without its sign, in quotes.", "0.20", form=_SIZE),
            ["0.89", "0.20"],
        ).optional(),
    ]
    location: Location


class _Reference(Group[Source]):
    """What it must have depends on its type."""

    def values(self, fields: Fields) -> Values:
        values = super().values(fields)
        for name in CSL_REQUIRED.get(values["type"], ()):
            if name not in fields.node.value:
                fields.miss(name)
        return values


def _source(values: Values, fields: Fields) -> Source | None:
    """An entry; kept, even with problems, as long as it can be named and judged."""
    if values["type"] and not any(name in fields.node.value for name in ("DOI", "URL", "note")):
        message = f"{fields.what} has neither 'DOI' nor 'URL'; where no address is known, say so in 'note'"
        fields.fail(Code.MISSING_KEY, fields.node.location, message)
    judged: _Judgement | None = values["custom"]
    if not values["id"] or not values["title"] or judged is None:
        return None
    csl = fields.node.plain()
    del csl["custom"]
    return Source(
        id=values["id"],
        csl=csl,
        role=judged.role,
        kind=judged.kind,
        reliability=judged.reliability,
        appraisal=judged.appraisal,
        location=fields.node.location,
        status=judged.status,
        effect_sizes=judged.effect_sizes,
    )


_KEYS = {
    "id": Text(
        "Name and year in lower case with hyphens, by which it is cited: [^okafor-2021].", "okafor-2021", form=ID
    ),
    "type": OneOf("What it is. What else it must have depends on it.", CSL_REQUIRED),
    "title": Text(*TEXTS["title"]),
    **{name: Text(*words, form=_FORMS.get(name, SOME)).optional() for name, words in TEXTS.items() if name != "title"},
    "author": _names("author", "Who wrote it, in the order of the title page.").optional(),
    "editor": _names("editor", "Who edited it.").optional(),
    "issued": _Date("When it was published.").optional(),
    "accessed": _Date("When it was last looked at.").optional(),
    "custom": Group(_Judgement, "'custom' of {}"),
}
_REQUIRED = [when("type", type, {"required": list(required)}) for type, required in CSL_REQUIRED.items() if required]

FORMAT: Format[tuple[Source, ...]] = registry(
    "Sources",
    f"{SCHEMAS}/sources.schema.json",
    "The sources of the course, in CSL-YAML, as Zotero writes it. 'pain-ed new source' fills in an entry from a DOI.",
    "references",
    ListOf(
        "The sources.",
        _Reference(
            _source,
            "a reference",
            "One source.",
            keys=_KEYS,
            more={"allOf": _REQUIRED, "anyOf": [{"required": [name]} for name in ("DOI", "URL", "note")]},
        ),
    ),
)
read_sources = FORMAT.read
