"""Texts to model. Every problem is collected, and what is sound is kept."""

from __future__ import annotations

import re

from pain_ed.diagnostics.problems import Code, Fix, Location, Problem
from pain_ed.formats.fields import Fields, Parsed, load, phrases, refs, registry, shown, until_enough
from pain_ed.formats.model import (
    QUESTION_TYPES,
    UNWRITTEN,
    Avoided,
    Concept,
    Option,
    Question,
    Quiz,
    Safety,
    Source,
    Statement,
    Term,
    slug,
)
from pain_ed.formats.yaml import Node

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

RELIABILITIES = ("high", "moderate", "low")

STATUSES = ("retracted", "superseded")

# CSL variables that a reference may hold (https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables):
# those that Zotero writes for the types below.
CSL_TEXT = [
    "title",
    "title-short",
    "container-title",
    "container-title-short",
    "collection-title",
    "collection-number",
    "volume",
    "issue",
    "page",
    "number",
    "edition",
    "version",
    "genre",
    "medium",
    "publisher",
    "publisher-place",
    "event-title",
    "event-place",
    "language",
    "source",
    "archive",
    "archive_location",
    "DOI",
    "PMID",
    "PMCID",
    "ISBN",
    "ISSN",
    "URL",
    "note",
    "abstract",
    "keyword",
    "number-of-pages",
    "number-of-volumes",
    "call-number",
    "citation-key",
]

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


def quiz(text: str, file: str) -> Parsed[Quiz]:
    """Read a quiz file.

    Args:
        text: its content.
        file: its path from the root of the course; the name without ending is the quiz's id.
    """
    root, problems = load(text, file)
    name = file.rpartition("/")[2].rpartition(".")[0]
    if root is None:
        if not problems:
            problems.append(
                Problem(
                    Code.MISSING_KEY, Location(file), "the file is empty; it should hold 'lesson:' and 'questions:'"
                )
            )
        return Parsed(None, problems, whole=False)
    fields = Fields(root, "a quiz file", problems)
    lesson = fields.identifier("lesson")
    nodes = fields.items("questions")
    questions = [question for node in until_enough(nodes, problems) if (question := _question(node, problems))]
    fields.close()
    quiz = Quiz(name, lesson, tuple(questions), root.location, fields.location("lesson"))
    return Parsed(quiz, problems, whole=fields.sound and len(questions) == len(nodes) and bool(questions))


def _question(node: Node, problems: list[Problem]) -> Question | None:
    """A question; None when it cannot be shown as its author meant it."""
    fields = Fields(node, "a question", problems)
    if not fields.sound:
        return None
    fields.marked_up = ("prompt", "hints", "explanation", "feedback_true", "feedback_false")
    id = fields.identifier("id")
    if id:
        fields.what = f"the question '{id}'"
    kind = fields.one_of("type", QUESTION_TYPES)
    objective = fields.identifier("objective")
    concept = fields.text("concept", required=False)
    reread = fields.text("reread")
    if reread and not re.fullmatch(r"#\S+", reread) and not UNWRITTEN.search(reread):
        better = (
            f"#{slug(reread)}" if fields.node.value["reread"].quoted else f'"#{slug(reread)}"'
        )  # a bare # starts a comment
        fix = Fix(fields.location("reread"), reread, better, safe=True) if slug(reread) else None
        fields.fail(
            Code.BAD_VALUE,
            fields.location("reread"),
            f"'reread' is '{reread}', and should be an anchor like '#{slug(reread)}'",
            fix,
        )
    prompt = fields.text("prompt")
    hints = tuple(text for text, _ in fields.texts("hints", required=False))
    explanation = fields.text("explanation", required=False)
    confidence = fields.flag("confidence")
    options: tuple[Option, ...] = ()
    if kind in ("single", "multiple"):
        options = _options(fields, "options", "an option", problems, correct=True)
    elif kind == "order":
        options = _options(fields, "items", "an item", problems)
    elif kind == "match":
        options = _options(fields, "pairs", "a pair", problems, match=True)
    elif kind == "true-false":
        answer = fields.flag("answer", required=True)
        options = tuple(
            Option(
                word,
                fields.text(f"feedback_{word}"),
                answer is (word == "true"),
                "",
                fields.location(f"feedback_{word}"),
            )
            for word in ("true", "false")
        )
    if kind:
        fields.close()  # which keys are known depends on the type
    if fields.failed or not options:
        return None
    citations = [
        *refs(prompt, fields.location("prompt")),
        *(citation for hint in hints for citation in refs(hint, fields.location("hints"))),
        *(
            citation
            for option in options
            for text in (option.text, option.feedback)
            for citation in refs(text, option.location)
        ),
        *refs(explanation, fields.location("explanation")),
    ]
    locations = {key: value.location for key, value in node.value.items()}
    return Question(
        id,
        kind,
        objective,
        concept,
        reread.removeprefix("#"),
        prompt,
        options,
        hints,
        explanation,
        confidence,
        tuple(citations),
        node.location,
        locations,
    )


def _options(
    parent: Fields, key: str, what: str, problems: list[Problem], *, correct: bool = False, match: bool = False
) -> tuple[Option, ...]:
    options = []
    for node in parent.items(key):
        fields = Fields(node, what, problems)
        fields.marked_up = ("text", "feedback")
        text = fields.text("text")
        other = fields.text("match") if match else ""
        fits = fields.flag("correct") if correct else True
        feedback = fields.text("feedback")
        fields.close()
        parent.failed |= fields.failed
        if fields.sound:
            options.append(Option(text, feedback, fits, other, node.location, fields.location("feedback")))
    return tuple(options)


def concepts(text: str, file: str) -> Parsed[tuple[Concept, ...]]:
    """Read the registry of concepts: `concepts:`, a list of `id`, `idea`, `instead_of`, and `value` where readers valued it."""

    def concept(fields: Fields) -> Concept:
        id, idea, instead_of = fields.text("id"), fields.text("idea"), fields.text("instead_of")
        value = fields.get("value", required=False)
        if value is not None and (value.value not in (1, 2, 3) or value.value is True):
            fields.fail(Code.BAD_VALUE, value.location, f"'value' is {shown(value.value)}, and should be 1, 2 or 3")
        return Concept(id, idea, instead_of, fields.node.location)

    return registry(text, file, "concepts", "a concept", concept)


def glossary(text: str, file: str) -> Parsed[tuple[Term, ...]]:
    """Read the glossary: `terms:`, a list of `term`, `forms` where there are others, and `definition`."""

    def term(fields: Fields) -> Term:
        forms = tuple(form for form, _ in fields.texts("forms", required=False))
        return Term(fields.text("term"), forms, fields.text("definition"), fields.node.location)

    return registry(text, file, "terms", "a term", term)


def language(text: str, file: str) -> Parsed[tuple[Avoided, ...]]:
    """Read the words to avoid: `avoid:`, a list of `words`, `instead`, `why`, and `unless` where it is needed."""

    def avoided(fields: Fields) -> Avoided:
        words = phrases(fields, "words")
        instead, why = fields.text("instead"), fields.text("why")
        return Avoided(
            words, instead, why, tuple(text for text, _ in fields.texts("unless", required=False)), fields.node.location
        )

    return registry(text, file, "avoid", "an entry", avoided)


def safety(text: str, file: str) -> Parsed[Safety]:
    """Read what lessons must say: `medicines:` with `words` and `say`, and `crisis:` with `words` and `link`."""
    root, problems = load(text, file)
    if root is None:
        if not problems:
            problems.append(
                Problem(
                    Code.MISSING_KEY, Location(file), "the file is empty; it should hold 'medicines:' and 'crisis:'"
                )
            )
        return Parsed(None, problems, whole=False)
    fields = Fields(root, "the file", problems)
    nodes = [fields.get("medicines"), fields.get("crisis")]
    fields.close()
    if None in nodes:
        return Parsed(None, problems, whole=False)
    medicines, crisis = Fields(nodes[0], "'medicines'", problems), Fields(nodes[1], "'crisis'", problems)
    names, say = phrases(medicines, "words"), tuple(text for text, _ in medicines.texts("say"))
    words, link = phrases(crisis, "words"), crisis.text("link")
    medicines.close()
    crisis.close()
    failed = fields.failed or medicines.failed or crisis.failed
    return Parsed(
        None if failed else Safety(names, say, words, link, crisis.location("link")), problems, whole=not failed
    )


def reflection(text: str, file: str) -> Parsed[tuple[Statement, ...]]:
    """Read the reflection: `statements:`, four of them, each with `id` and `text`; nothing unless all four are sound.

    What a reader said of them is kept by their places.
    """

    def statement(fields: Fields) -> Statement:
        return Statement(fields.identifier("id"), fields.text("text"), fields.node.location)

    parsed = registry(text, file, "statements", "a statement", statement)
    statements, problems = parsed.value or (), list(parsed.problems)
    taken: set[str] = set()
    for each in statements:
        if each.id in taken:
            problems.append(Problem(Code.DUPLICATE_ID, each.location, f"the statement id '{each.id}' is taken already"))
        taken.add(each.id)
    if parsed.whole and len(statements) != 4:
        problems.append(
            Problem(
                Code.REFLECTION,
                Location(file),
                f"there should be four statements, and there {'is' if len(statements) == 1 else 'are'} {len(statements)}",
            )
        )
    return Parsed(() if problems else statements, problems, whole=not problems)


def sources(text: str, file: str) -> Parsed[tuple[Source, ...]]:
    """Read the registry: CSL-YAML with a `custom` block in each reference."""
    root, problems = load(text, file)
    if root is None:
        if not problems:
            problems.append(
                Problem(Code.MISSING_KEY, Location(file), "the file is empty; it should hold 'references:'")
            )
        return Parsed((), problems, whole=False)
    fields = Fields(root, "the file of sources", problems)
    nodes = fields.items("references")
    fields.close()
    read = [source for node in until_enough(nodes, problems) if (source := _source(node, problems))]
    return Parsed(tuple(read), problems, whole=not fields.failed and len(read) == len(nodes))


def _source(node: Node, problems: list[Problem]) -> Source | None:
    """An entry; kept, even with problems, as long as it can be named and judged."""
    fields = Fields(node, "a reference", problems)
    if not fields.sound:
        return None
    id = fields.identifier("id")
    if id:
        fields.what = f"the reference '{id}'"
    kind = fields.one_of("type", CSL_REQUIRED)
    for key in CSL_TEXT:
        fields.text(key, required=key == "title" or key in CSL_REQUIRED.get(kind, ()))
    for key in ("author", "editor"):
        _names(fields, key, required=key in CSL_REQUIRED.get(kind, ()))
    for key in ("issued", "accessed"):
        _date(fields, key, required=key in CSL_REQUIRED.get(kind, ()))
    if kind and not any(key in node.value for key in ("DOI", "URL", "note")):
        fields.fail(
            Code.MISSING_KEY,
            node.location,
            f"{fields.what} has neither 'DOI' nor 'URL'; where no address is known, say so in 'note'",
        )
    doi = node.value.get("DOI")
    if doi and isinstance(doi.value, str) and not re.fullmatch(r"10\.\d{4,9}/\S+", doi.value):
        better = re.search(r"10\.\d{4,9}/\S+", doi.value)
        # What stands before it may be a prefix or an address, and says nothing.
        fix = (
            Fix(
                doi.location,
                doi.value,
                better[0],
                safe=bool(re.fullmatch(r"\s*(https?://(dx\.)?doi\.org/|doi:?\s*)", doi.value[: better.start()], re.I)),
            )
            if better
            else None
        )
        fields.fail(
            Code.BAD_DOI,
            doi.location,
            f"'{doi.value}' is not a DOI{f'; it should read {better[0]}' if better else ''}",
            fix,
        )
    url = node.value.get("URL")
    if url and isinstance(url.value, str) and not re.fullmatch(r"https://[^\s<>\"']+", url.value):
        fix = Fix(url.location, "http://", "https://") if url.value.startswith("http://") else None
        fields.fail(Code.NOT_HTTPS, url.location, f"'{url.value}' does not start with https://", fix)
    custom = Fields(
        fields.get("custom") or Node({}, "", node.file, node.line, node.column, {}),
        f"'custom' of {fields.what}",
        problems,
    )
    if "custom" in node.value:
        role = custom.one_of("role", ROLES)
        evidence = custom.one_of("kind", KINDS)
        reliability = custom.one_of("reliability", RELIABILITIES)
        appraisal = custom.text("appraisal")
        status = custom.one_of("status", STATUSES, required=False)
        custom.close()
    fields.close()
    if (
        not id
        or "custom" not in node.value
        or custom.failed
        or not isinstance(node.value.get("title", node).value, str)
    ):
        return None
    csl = node.plain()
    del csl["custom"]
    return Source(id, csl, role, evidence, reliability, appraisal, node.location, status)


def _names(fields: Fields, key: str, *, required: bool) -> None:
    for node in fields.items(key, required=required):
        name = Fields(node, f"a name in '{key}'", fields.problems)
        person = [
            name.text(part, required=False)
            for part in ("family", "given", "non-dropping-particle", "dropping-particle", "suffix")
        ]
        group = name.text("literal", required=False)
        name.close()
        if name.sound and not name.failed and bool(person[0]) == bool(group):
            name.fail(
                Code.MISSING_KEY,
                node.location,
                f"a name in '{key}' should hold 'family' and 'given', or 'literal' for a group",
            )
        fields.failed |= name.failed


def _date(fields: Fields, key: str, *, required: bool) -> None:
    node = fields.get(key, required=required)
    if node is None or (isinstance(node.value, str) and UNWRITTEN.search(node.value)):
        return
    value = node.plain()
    parts = value.get("date-parts") if isinstance(value, dict) and len(value) == 1 else None
    fine = (
        isinstance(parts, list)
        and len(parts) in (1, 2)
        and all(
            isinstance(part, list) and 1 <= len(part) <= 3 and all(type(number) is int for number in part)
            for part in parts
        )
    )
    if not fine:
        fields.fail(
            Code.WRONG_TYPE,
            node.location,
            f"'{key}' should read like {{date-parts: [[2010, 11, 1]]}}, with the month and day if they are known",
        )
