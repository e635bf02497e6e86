"""Texts to model. Every problem is collected, and what is sound is kept."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, Generic, TypeVar

from pain_ed import located, sanitise
from pain_ed.located import Node
from pain_ed.model import (
    QUESTION_TYPES,
    TOOLS,
    UNCHOSEN,
    UNWRITTEN,
    WHENS,
    Avoided,
    Citation,
    Concept,
    ControlText,
    Interactive,
    Lesson,
    Objective,
    Option,
    Page,
    Paragraph,
    Question,
    Quiz,
    QuizBlock,
    Safety,
    Setting,
    Source,
    Statement,
    Term,
    ToolBlock,
    slug,
    without_comments,
)
from pain_ed.models import DRAWINGS, Drawing
from pain_ed.problems import Code, Fix, Place, Problem, closest, closest_fix, did_you_mean, still_to_write

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CITATION = re.compile(r"\[\^([^\[\]\s]+)\](?!:)")

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
CSL_TEXT = (
    "title title-short container-title container-title-short collection-title collection-number volume issue page number "
    "edition version genre medium publisher publisher-place event-title event-place language source archive archive_location "
    "DOI PMID PMCID ISBN ISSN URL note abstract keyword number-of-pages number-of-volumes call-number citation-key"
).split()
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

_TYPE_NAMES = {str: "text", bool: "true or false", int: "a number", float: "a number", type(None): "empty", list: "a list", dict: "a group of keys"}


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"the word {str(value).lower()}"
    if isinstance(value, (int, float)):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text '{value}'"
    return _TYPE_NAMES[type(value)]


class _Fields:
    """Reads the keys of a mapping one by one, and reports what is missing, of the wrong kind, or left over."""

    def __init__(self, node: Node, what: str, problems: list[Problem]) -> None:
        self.node, self.what, self.problems = node, what, problems
        self.marked_up: tuple[str, ...] = ()
        """The keys that may hold Markdown; the other texts are shown letter by letter."""
        self.asked: list[str] = []
        self.missing: dict[str, Problem] = {}
        self.failed = False
        self.sound = isinstance(node.value, dict)
        if not self.sound:
            self.fail(Code.WRONG_TYPE, node.place, f"{what} should be a group of 'key: value' lines, and is {_shown(node.value)}")

    def fail(self, code: Code, place: Place, message: str, fix: Fix | None = None) -> Problem:
        self.failed = True
        self.problems.append(problem := Problem(code, place, message, fix))
        return problem

    def place(self, key: str) -> Place:
        return self.node.value[key].place if self.sound and key in self.node.value else self.node.place

    def get(self, key: str, *, required: bool = True) -> Node | None:
        self.asked.append(key)
        if not self.sound:
            return None
        node = self.node.value.get(key)
        if node is None and required:
            self.missing[key] = self.fail(Code.MISSING_KEY, self.node.place, f"{self.what} has no '{key}'")
        return node

    def text(self, key: str, *, required: bool = True) -> str:
        node = self.get(key, required=required)
        return self.as_text(node, f"'{key}'", marked_up=key in self.marked_up) if node else ""

    def as_text(self, node: Node, name: str, *, marked_up: bool = False) -> str:
        if isinstance(node.value, str) and node.value.strip():
            for code, message in unfit(node.value, name, marked_up=marked_up):
                self.fail(code, node.place, message)
            return node.value.strip()
        if isinstance(node.value, (bool, int, float)):
            fix = Fix(node.place, node.raw, f'"{node.raw}"', safe=True)
            self.fail(Code.WRONG_TYPE, node.place, f'{name} is {_shown(node.value)}; to be text it needs quotes: "{node.raw}"', fix)
        elif node.value is None or node.value == "" or isinstance(node.value, str):
            self.fail(Code.WRONG_TYPE, node.place, f"{name} is empty, and should be text")
        else:
            self.fail(Code.WRONG_TYPE, node.place, f"{name} is {_shown(node.value)}, and should be text")
        return ""

    def flag(self, key: str, *, required: bool = False) -> bool:
        node = self.get(key, required=required)
        if node is not None and not isinstance(node.value, bool):
            self.fail(Code.WRONG_TYPE, node.place, f"'{key}' is {_shown(node.value)}, and should be true or false")
            return False
        return bool(node and node.value)

    def items(self, key: str, *, required: bool = True) -> list[Node]:
        node = self.get(key, required=required)
        if node is None:
            return []
        if not isinstance(node.value, list) or not node.value:
            self.fail(Code.WRONG_TYPE, node.place, f"'{key}' should be a list with at least one entry, and is {_shown(node.value) if node.value != [] else 'empty'}")
            return []
        return node.value

    def texts(self, key: str, *, required: bool = True) -> list[tuple[str, Place]]:
        nodes, marked_up = self.items(key, required=required), key in self.marked_up
        return [(text, node.place) for node in nodes if (text := self.as_text(node, f"an entry of '{key}'", marked_up=marked_up))]

    def one_of(self, key: str, known: Iterable[str], *, required: bool = True) -> str:
        value = self.text(key, required=required)
        known = list(known)
        if UNWRITTEN.search(value):
            self.failed = True  # told by `_load`
            return ""
        if value and value not in known:
            message = f"'{key}' is '{value}', and should be one of: {', '.join(known)}.{did_you_mean(value, known)}"
            self.fail(Code.BAD_VALUE, self.place(key), message, closest_fix(self.place(key), value, known))
            return ""
        return value

    def identifier(self, key: str) -> str:
        value = self.text(key)
        if value and not KEBAB.fullmatch(value):
            better = slug(value).replace("_", "-")
            fix = Fix(self.place(key), value, better) if better else None
            self.fail(Code.BAD_ID, self.place(key), f"'{key}' is '{value}', and should read like '{better or 'first-steps'}'", fix)
            return ""
        return value

    def close(self) -> None:
        for key in self.node.keys or ():
            if key not in self.asked:
                if len(self.problems) > _ENOUGH:
                    return  # nobody reads on, and guessing what was meant takes its time
                guess = did_you_mean(key, self.missing) or did_you_mean(key, self.asked)
                place = self.node.place_of_key(key)
                # A required key that is missing, and something close to it that is none: it can mean nothing else.
                meant = closest(key, self.missing)
                fix = Fix(place, key, meant, safe=True) if meant else closest_fix(place, key, [known for known in self.asked if known not in self.node.value])
                self.fail(Code.UNKNOWN_KEY, place, f"'{key}' is not a key of {self.what}.{guess}", fix)
                for name in [name for name in self.missing if f"'{name}'" in guess]:
                    self.problems.remove(self.missing.pop(name))  # one slip, one message


def _load(text: str, file: str, *, line: int = 1) -> tuple[Node | None, list[Problem]]:
    """As located.load, with a problem for each value that is still to be written."""
    root, problems = located.load(text, file, line=line)
    left = [root] if root and (UNWRITTEN.search(text) or UNCHOSEN in text) else []
    while left:
        node = left.pop()
        if isinstance(node.value, str) and (UNWRITTEN.search(node.value) or node.value.startswith(UNCHOSEN)):
            problems.append(Problem(Code.TO_WRITE, node.place, still_to_write(node.value)))
        elif isinstance(node.value, (dict, list)):
            left += node.value.values() if isinstance(node.value, dict) else node.value
    return root, problems


_MARKED_UP = re.compile(r"<[A-Za-z/!?][^\s>]*>?|\]\(|\]:|\{ ?[:.#%{]|&(?:#\w+|\w+);|\[\^|^ {0,3}(?:`{3}|~{3}|/{3})", re.M)


def unfit(text: str, name: str, *, marked_up: bool) -> Iterator[tuple[Code, str]]:
    """What a text may not hold: signs that nobody sees; and markup, where it is shown letter by letter."""
    if found := sanitise.INVISIBLE.search(text):
        yield Code.INVISIBLE_CHARACTER, f"{name} holds the invisible character U+{ord(found[0]):04X}"
    if not marked_up and (found := _MARKED_UP.search(text)):
        yield Code.PLAIN_TEXT_ONLY, f"{name} holds the sign '{found[0]}'"


def _citations(text: str, place: Place) -> list[Citation]:
    return [Citation(source, place) for source in CITATION.findall(text)] if "[^" in text else []


# --- quizzes ----------------------------------------------------------------------------------------------------------


_T = TypeVar("_T")

_ENOUGH = 2000


def _until_enough(nodes: Iterable[Node], problems: list[Problem]) -> Iterator[Node]:
    """The nodes, as long as `problems` has no more than a person would mend at once: a file can hold a million."""
    return takewhile(lambda _: len(problems) < _ENOUGH, nodes)


@dataclass(frozen=True)
class Parsed(Generic[_T]):
    """What a text gave."""

    value: _T | None
    """The model, as far as it is sound."""
    problems: list[Problem]
    whole: bool
    """False when something of the text was left out of the value."""


def quiz(text: str, file: str) -> Parsed[Quiz]:
    """Read a quiz file.

    Args:
        text: its content.
        file: its path from the root of the course; the name without ending is the quiz's id.
    """
    root, problems = _load(text, file)
    name = file.rpartition("/")[2].rpartition(".")[0]
    if root is None:
        if not problems:
            problems.append(Problem(Code.MISSING_KEY, Place(file), "the file is empty; it should hold 'lesson:' and 'questions:'"))
        return Parsed(None, problems, whole=False)
    fields = _Fields(root, "a quiz file", problems)
    lesson = fields.identifier("lesson")
    nodes = fields.items("questions")
    questions = [question for node in _until_enough(nodes, problems) if (question := _question(node, problems))]
    fields.close()
    quiz = Quiz(name, lesson, tuple(questions), root.place, fields.place("lesson"))
    return Parsed(quiz, problems, whole=fields.sound and len(questions) == len(nodes) and bool(questions))


def _question(node: Node, problems: list[Problem]) -> Question | None:
    """A question; None when it cannot be shown as its author meant it."""
    fields = _Fields(node, "a question", problems)
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
        better = f"#{slug(reread)}" if fields.node.value["reread"].quoted else f'"#{slug(reread)}"'  # a bare # starts a comment
        fix = Fix(fields.place("reread"), reread, better, safe=True) if slug(reread) else None
        fields.fail(Code.BAD_VALUE, fields.place("reread"), f"'reread' is '{reread}', and should be an anchor like '#{slug(reread)}'", fix)
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
            Option(word, fields.text(f"feedback_{word}"), answer is (word == "true"), "", fields.place(f"feedback_{word}"))
            for word in ("true", "false")
        )
    if kind:
        fields.close()  # which keys are known depends on the type
    if fields.failed or not options:
        return None
    citations = [
        *_citations(prompt, fields.place("prompt")),
        *(citation for hint in hints for citation in _citations(hint, fields.place("hints"))),
        *(citation for option in options for text in (option.text, option.feedback) for citation in _citations(text, option.place)),
        *_citations(explanation, fields.place("explanation")),
    ]
    places = {key: value.place for key, value in node.value.items()}
    return Question(
        id, kind, objective, concept, reread.removeprefix("#"), prompt, options, hints, explanation, confidence, tuple(citations), node.place, places
    )


def _options(
    parent: _Fields, key: str, what: str, problems: list[Problem], *, correct: bool = False, match: bool = False
) -> tuple[Option, ...]:
    options = []
    for node in parent.items(key):
        fields = _Fields(node, what, problems)
        fields.marked_up = ("text", "feedback")
        text = fields.text("text")
        other = fields.text("match") if match else ""
        fits = fields.flag("correct") if correct else True
        feedback = fields.text("feedback")
        fields.close()
        parent.failed |= fields.failed
        if fields.sound:
            options.append(Option(text, feedback, fits, other, node.place, fields.place("feedback")))
    return tuple(options)


# --- pages ------------------------------------------------------------------------------------------------------------

_FRONT_MATTER = re.compile(r"-{3}[ \t]*\n(.*?)^(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.S | re.M)
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_HEADING = re.compile(r"\s*(#{1,6})(.*?)#*\s*$")
_SETEXT = re.compile(r"(=+|-+)\s*$")
_ITEM = re.compile(r"\s*([-*+]|\d+[.)])\s")
_EXPLICIT_ID = re.compile(r"\{[^{}#]*#([\w:.-]+)[^{}]*\}|\bid=[\"']([^\"']+)[\"']")
_BLOCK = re.compile(r"([ ]*)(/{3,})[ ]*([\w-]+)[ ]*(?:\|[ ]*(.*?)[ ]*)?$")
_BLOCK_END = re.compile(r"[ ]{0,3}(/{3,})[ ]*$")
_BLOCKS = ("quiz", "model", "tool", "sources", "lessons", "module", "glossary", "rules")
_LONGEST_BLOCK = 300  # lines: a page of nothing but blocks that are not closed would be read for minutes
_DEFINITION = re.compile(r"[ ]{0,3}\[\^([^\]]+)\]:")


def front_matter(text: str, file: str) -> tuple[Node | None, str, int, list[Problem]]:
    """Split a page.

    Returns:
        The front matter's root (None when there is none, or it cannot be read), the body, the line on which the body starts,
        and the problems found.
    """
    match = _FRONT_MATTER.match(text)
    if not match:
        return None, text, 1, []
    root, problems = _load(match[1], file, line=2)
    return root, text[match.end() :], text.count("\n", 0, match.end()) + 1, problems


def page(text: str, file: str) -> Parsed[Page]:
    """Read a page of docs/: a Lesson when its module says so is for `lesson`; this is for any other page."""
    root, body, line, problems = front_matter(text, file)
    whole = not problems
    title = ""
    if root is not None:
        fields = _Fields(root, "the front matter", problems)
        title = fields.text("title", required=False)
        _only_words(fields, root)
    anchors, paragraphs, blocks, modules, models, tools, headline = _body(body, file, line, problems)
    page = Page(_name(file), file, title or headline or _name(file), anchors, paragraphs, blocks, modules, models, tools, body, line)
    return Parsed(page, problems, whole)


def _only_words(fields: _Fields, node: Node) -> None:
    """Nothing in the front matter of a page, whatever its keys are for, is more than words; and it chooses no other template."""
    if isinstance(node.value, dict):
        if "template" in node.value:
            fields.fail(Code.BAD_VALUE, node.place_of_key("template"), "'template' cannot be set for a page; take the line out")
        children = [child for key, child in node.value.items() if key != "title"]
    else:
        children = node.value if isinstance(node.value, list) else []
    for child in children:
        if isinstance(child.value, str):
            for code, message in unfit(child.value, "the front matter", marked_up=False):
                fields.fail(code, child.place, message)
        _only_words(fields, child)


def is_module(text: str, file: str) -> bool:
    """Whether an index page says `kind: module` in its front matter."""
    root = front_matter(text, file)[0]
    node = root.value.get("kind") if root and isinstance(root.value, dict) else None
    return node is not None and node.value == "module"


def lesson(text: str, file: str) -> Parsed[Lesson]:
    """Read a lesson: a page of a module with its front matter."""
    root, body, line, problems = front_matter(text, file)
    if root is None:
        if not problems:
            problems.append(Problem(Code.FRONT_MATTER_MISSING, Place(file), "the lesson does not start with front matter between two lines of '---'"))
        root, whole = Node({}, "", file, 1, 1, {}), False
        fields = _Fields(root, "the front matter", [])
    else:
        fields = _Fields(root, "the front matter", problems)
        whole = True
    title, summary = fields.text("title"), fields.text("summary")
    minutes = fields.get("minutes")
    if minutes is not None and (not isinstance(minutes.value, int) or isinstance(minutes.value, bool) or not 1 <= minutes.value <= 60):
        fields.fail(Code.WRONG_TYPE, minutes.place, f"'minutes' is {_shown(minutes.value)}, and should be a whole number from 1 to 60")
        minutes = None
    objectives = _objectives(fields)
    concepts = tuple(Citation(id, place) for id, place in fields.texts("concepts", required=False))
    source_documents = tuple(Citation(id, place) for id, place in _source_documents(fields))
    reviewed = fields.text("reviewed")
    if reviewed and not _is_date(reviewed):
        fields.fail(Code.BAD_VALUE, fields.place("reviewed"), f"'reviewed' is '{reviewed}', and should be a date like 2026-11-21")
    clinical_review = fields.text("clinical_review")
    key_message, handing_over, do_not_claim = (fields.text(key, required=False) for key in ("key_message", "handing_over", "do_not_claim"))
    short = fields.text("short", required=False) or _name(file)
    if not KEBAB.fullmatch(short):
        fields.fail(Code.BAD_ID, fields.place("short"), f"'short' is '{short}', and should be written like '{slug(short)}'")
    reviewed_text = fields.text("reviewed_text", required=False)
    if reviewed_text and not re.fullmatch(r"[0-9a-f]{8}", reviewed_text):
        fields.fail(Code.BAD_VALUE, fields.place("reviewed_text"), f"'reviewed_text' is '{reviewed_text}', and is set by 'pain-ed stamp {_name(file)}'")
        reviewed_text = ""
    number = fields.get("number", required=False)
    if number is not None and (not isinstance(number.value, int) or isinstance(number.value, bool) or not 1 <= number.value <= 60):
        fields.fail(Code.WRONG_TYPE, number.place, f"'number' is {_shown(number.value)}, and should be a whole number from 1 to 60")
        number = None
    fields.close()
    anchors, paragraphs, blocks, modules, models, tools, _ = _body(body, file, line, problems)
    return Parsed(
        Lesson(
            _name(file), file, title, anchors, paragraphs, blocks, modules, models, tools, body, line, file.split("/")[-2], summary,
            minutes.value if minutes else 0, objectives, concepts, source_documents, reviewed, clinical_review,
            key_message, handing_over, do_not_claim, short, number.value if number else 0, fields.place("source_documents"),
            reviewed_text,
            {key: node.place for key, node in root.value.items()} if isinstance(root.value, dict) else {},
        ),
        problems,
        whole and not fields.failed,
    )  # fmt: skip


def _name(file: str) -> str:
    return file.rpartition("/")[2].removesuffix(".md")


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _objectives(fields: _Fields) -> tuple[Objective, ...]:
    node = fields.get("objectives")
    if node is None:
        return ()
    if not isinstance(node.value, dict) or not node.value:
        fields.fail(Code.WRONG_TYPE, node.place, f"'objectives' should hold lines of 'short-id: what the reader can do', and is {_shown(node.value) if node.value != {} else 'empty'}")
        return ()
    objectives = []
    for id, value in node.value.items():
        if not KEBAB.fullmatch(id):
            fields.fail(Code.BAD_ID, node.place_of_key(id), f"the objective's id is '{id}', and should read like '{slug(id).replace('_', '-') or 'tell-apart'}'")
        elif text := fields.as_text(value, f"the objective '{id}'"):
            objectives.append(Objective(id, text, node.place_of_key(id)))
    return tuple(objectives)


def _source_documents(fields: _Fields) -> list[tuple[str, Place]]:
    node = fields.node.value.get("source_documents") if fields.sound else None
    if node is not None and node.value == []:
        fields.get("source_documents")
        fields.fail(Code.NO_SOURCE_DOCUMENT, node.place, "'source_documents' is empty")
        return []
    return fields.texts("source_documents")


def _body(
    body: str, file: str, first: int, problems: list[Problem]
) -> tuple[
    dict[str, str], tuple[Paragraph, ...], tuple[QuizBlock, ...], tuple[Citation, ...], tuple[Citation, ...], tuple[ToolBlock, ...], str
]:
    """Read Markdown as far as checks need it: headings, citations by paragraph, blocks of each kind, and the first top heading."""
    body = without_comments(body)
    anchors: dict[str, str] = {}
    repeated: dict[str, int] = {}
    paragraphs: list[Paragraph] = []
    current: list[Citation] = []
    start = first
    blocks: list[QuizBlock] = []
    modules: list[Citation] = []
    models: list[Citation] = []
    tools: list[ToolBlock] = []
    headline = ""
    fence = ""
    lines = body.split("\n")
    own = {match[1] for text in lines if (match := _DEFINITION.match(text))}  # an author's own footnotes are not citations

    def flush() -> None:
        if current:
            paragraphs.append(Paragraph(Place(file, start, 1), tuple(current)))
            current.clear()

    index = 0
    while index < len(lines) and len(problems) < _ENOUGH:
        text, number = lines[index], first + index
        index += 1
        if fence:
            if text.strip().startswith(fence) and not text.strip().strip(fence[0]):
                fence = ""
            continue
        if match := _FENCE.match(text):
            flush()
            fence = match[1]
            continue
        if not text.strip():
            flush()
            start = number + 1
            continue
        if match := _BLOCK.match(text):
            flush()
            start = number + 1
            if match[3].lower() == "quiz":
                index += _quiz_block(match, lines[index : index + _LONGEST_BLOCK], file, number, blocks, problems)
            elif match[3].lower() == "model":
                index += _model_block(match, lines[index : index + _LONGEST_BLOCK], file, number, models, problems)
                anchors |= {f"model-{model.source}": "" for model in models[-1:]}
            elif match[3].lower() == "tool":
                index += _tool_block(match, lines[index : index + _LONGEST_BLOCK], file, number, tools, problems)
            elif match[3].lower() == "module":
                place = Place(file, number, match.start(4) + 1 if match[4] else 1)
                if not match[4] or len(match[1]) > 3 or not (index < len(lines) and _BLOCK_END.match(lines[index])):
                    problems.append(Problem(Code.MODULE_BLOCK, place, f"'{text.strip()}' should read '/// module | folder', with '///' alone on the next line"))
                else:
                    modules.append(Citation(match[4], place))
            elif guess := did_you_mean(match[3].lower(), _BLOCKS) if match[3].lower() not in _BLOCKS else "":
                code = Code.MODULE_BLOCK if "'module'" in guess else Code.MODEL_BLOCK if "'model'" in guess else Code.QUIZ_BLOCK
                problems.append(Problem(code, Place(file, number, 1), f"'{text.strip()}' is not a block that is known here.{guess}"))
                if "'quiz'" in guess:
                    blocks.append(QuizBlock("", None, Place(file, number, 1)))
            continue
        level, heading = 0, ""
        if match := _HEADING.match(text):
            level, heading = len(match[1]), match[2]
        elif index < len(lines) and (match := _SETEXT.match(lines[index])) and not _ITEM.match(text):
            level, heading = (1 if match[1][0] == "=" else 2), text
        if level:
            flush()
            start = number + 1
            explicit = _EXPLICIT_ID.search(heading)
            heading = re.sub(r"\{[^{}]*\}\s*$", "", heading)
            heading = re.sub(r"!?\[([^\]^]*)\]\([^)]*\)", r"\1", CITATION.sub("", heading)).replace("*", "").replace("`", "")
            if not explicit:
                anchors[_unique(slug(heading), anchors, repeated)] = heading.strip()
            if level == 1 and not headline:
                headline = heading.strip()
        elif _ITEM.match(text):
            flush()
            start = number
        for match in _EXPLICIT_ID.finditer(text):
            anchors[match[1] or match[2]] = heading.strip()
        if "[^" in text:
            visible = re.sub(r"`[^`]*`", lambda match: " " * len(match[0]), text)
            current += [
                Citation(match[1], Place(file, number, match.start() + 1)) for match in CITATION.finditer(visible) if match[1] not in own
            ]
    flush()
    return anchors, tuple(paragraphs), tuple(blocks), tuple(modules), tuple(models), tuple(tools), headline


def _unique(id: str, taken: dict[str, str], repeated: dict[str, int]) -> str:
    """As markdown.extensions.toc.unique: a repeated id gets `_1`, `_2` and so on. `repeated` keeps how far that has gone."""
    if id and id not in taken:
        return id
    count = repeated.get(id, 0) + 1
    while f"{id}_{count}" in taken:
        count += 1
    repeated[id] = count
    return f"{id}_{count}"


def _quiz_block(
    header: re.Match[str], rest: list[str], file: str, number: int, blocks: list[QuizBlock], problems: list[Problem]
) -> int:
    """Read one quiz block; returns how many lines of `rest` belong to it."""

    found: list[Problem] = []
    name = header[4] or ""
    if not KEBAB.fullmatch(name):
        found.append(Problem(Code.QUIZ_BLOCK, Place(file, number, 1), f"'{header[0].strip()}' should name a quiz, like '/// quiz | {slug(name) or 'nociception'}'"))
    has = "holds only '    questions: [...]', indented by four spaces, right under its first line"
    options, length = _block_options(header, rest, file, number, "quiz", has, ("questions",), found)
    questions = None
    if options:
        fields = _Fields(options, "a quiz block", found)
        questions = tuple(Citation(text, place) for text, place in fields.texts("questions"))
        fields.close()
    problems += [replace(problem, code=Code.QUIZ_BLOCK) for problem in found]
    blocks.append(QuizBlock("" if found or not length else name, questions, Place(file, number, 1)))
    return length


def _tool_block(header: re.Match[str], rest: list[str], file: str, number: int, tools: list[ToolBlock], problems: list[Problem]) -> int:
    """Read one tool block; returns how many lines of `rest` belong to it."""
    name, place = header[4] or "", Place(file, number, 1)
    if name not in TOOLS:
        guess = did_you_mean(name, TOOLS) or f" The tools are {', '.join(TOOLS)}."
        fix = closest_fix(Place(file, number, header.start(4) + 1), name, TOOLS)
        problems.append(Problem(Code.UNKNOWN_TOOL, place, f"'{header[0].strip()}' names no tool.{guess}", fix))
        return 0
    if name == "assign":  # holds text of the course, which is read like the rest of the page
        tools.append(ToolBlock(name, {}, place))
        return 0
    found: list[Problem] = []
    keys = {"reflection": ("module", "when"), "notes": ("scales",)}.get(name, ())
    named = " and ".join(f"'{key}: …'" for key in keys)
    has = f"holds only {named}, indented by four spaces, right under its first line" if keys else "holds nothing"
    options, length = _block_options(header, rest, file, number, "tool", has, keys, found)
    values: dict[str, Citation] = {}
    if not found:
        fields = _Fields(options or Node({}, "", file, number, 1, {}), f"the block '/// tool | {name}'", found)
        if name == "reflection":
            values = {
                "module": Citation(fields.text("module"), fields.place("module")),
                "when": Citation(fields.one_of("when", WHENS), fields.place("when")),
            }
        for node in fields.items("scales") if name == "notes" else ():
            scale = _Fields(node, "a scale", found)
            scale.identifier("id")
            for key in ("label", "low", "high"):
                scale.text(key)
            scale.close()
        fields.close()
    problems += [replace(problem, code=Code.TOOL_BLOCK) for problem in found]
    if not found:
        tools.append(ToolBlock(name, values, place))
    return length


def _block_options(
    header: re.Match[str], rest: list[str], file: str, number: int, what: str, holds: str, keys: tuple[str, ...], found: list[Problem]
) -> tuple[Node | None, int]:
    """The options of a block, where it has sound ones, and how many lines of `rest` belong to it: none when it is not closed.

    pymdownx.blocks takes a block that is not written so for text, and says nothing.
    """

    def fail(line: int, message: str, column: int = 1, fix: Fix | None = None) -> None:
        found.append(Problem(Code.TOOL_BLOCK, Place(file, line, column), message, fix))

    end = next((i for i, text in enumerate(rest) if (match := _BLOCK_END.match(text.strip(" "))) and len(match[1]) == len(header[2])), None)
    if len(header[1]) > 3:
        fix = Fix(Place(file, number), header[1], "", safe=True)
        fail(number, f"the {what} block is indented, and would be shown as text; start the line with '///'", len(header[1]) + 1, fix)
    if end is None:
        fail(number, f"the {what} block is not closed; put '///' on a line of its own after it")
        return None, 0
    if late := _indented_end(rest[end], Place(file, number + 1 + end)):
        fail(late.place.line, f"the end of the {what} block is indented, and would be shown as text; start the line with '///'", len(late.old) + 1, late)
    options: list[str] = []
    for offset, text in enumerate(rest[:end]):
        if text.startswith("    ") and len(options) == offset:
            options.append(text)
        elif text.strip():
            place = Place(file, number + 1 + offset)
            key, _, value = text.strip().partition(":")
            misplaced = len(options) == offset and key in keys and value.strip()  # a list below it would have to move as well
            fix = Fix(place, text, f"    {text.strip()}", safe=True) if misplaced else None
            fail(place.line, f"'{text.strip()}' stands inside a {what} block, which {holds}", fix=fix)
    if not any(text.strip() for text in options):
        return None, end + 1
    root, problems = located.load("\n".join(text[4:] for text in options), file, line=number + 1, column=5)
    found += problems
    return root, end + 1


def _indented_end(text: str, place: Place) -> Fix | None:
    """How the last line of a block should read where pymdownx.blocks would not take it for that."""
    indent = text[: len(text) - len(text.lstrip(" "))]
    return Fix(place, indent, "", safe=True) if len(indent) > 3 else None


def _model_block(
    header: re.Match[str], rest: list[str], file: str, number: int, models: list[Citation], problems: list[Problem]
) -> int:
    """Read one model block, which holds nothing; returns how many lines of `rest` belong to it."""
    name, message, fix = header[4] or "", "", None
    if len(header[1]) > 3:
        message = "the model block is indented, and would be shown as text; start the line with '///'"
        fix = Fix(Place(file, number), header[1], "", safe=True)
    elif not KEBAB.fullmatch(name):
        message = f"'{header[0].strip()}' should name a model, like '/// model | {slug(name) or 'wind-up'}'"
    elif not rest or rest[0].strip() != header[2]:
        message = f"the model block is not closed; put '{header[2]}' on the line after it"
    elif name in [model.source for model in models]:
        message = f"the model '{name}' stands on this page already"
    closed = bool(rest) and rest[0].strip() == header[2]
    late = _indented_end(rest[0], Place(file, number + 1)) if closed else None
    if message:
        problems.append(Problem(Code.MODEL_BLOCK, Place(file, number, len(header[1]) + 1), message, fix))
    if late:
        place = Place(file, number + 1, len(late.old) + 1)
        problems.append(Problem(Code.MODEL_BLOCK, place, "the end of the model block is indented, and would be shown as text; start the line with '///'", late))
    if not message and not late:
        models.append(Citation(name, Place(file, number, 1)))
    return int(closed)


# --- concepts and glossary ------------------------------------------------------------------------------------------


def concepts(text: str, file: str) -> Parsed[tuple[Concept, ...]]:
    """Read the registry of concepts: `concepts:`, a list of `id`, `idea`, `instead_of`, and `value` where readers valued it."""

    def concept(fields: _Fields) -> Concept:
        id, idea, instead_of = fields.text("id"), fields.text("idea"), fields.text("instead_of")
        value = fields.get("value", required=False)
        if value is not None and (value.value not in (1, 2, 3) or value.value is True):
            fields.fail(Code.BAD_VALUE, value.place, f"'value' is {_shown(value.value)}, and should be 1, 2 or 3")
        return Concept(id, idea, instead_of, fields.node.place)

    return _registry(text, file, "concepts", "a concept", concept)


def glossary(text: str, file: str) -> Parsed[tuple[Term, ...]]:
    """Read the glossary: `terms:`, a list of `term`, `forms` where there are others, and `definition`."""

    def term(fields: _Fields) -> Term:
        forms = tuple(form for form, _ in fields.texts("forms", required=False))
        return Term(fields.text("term"), forms, fields.text("definition"), fields.node.place)

    return _registry(text, file, "terms", "a term", term)


def language(text: str, file: str) -> Parsed[tuple[Avoided, ...]]:
    """Read the words to avoid: `avoid:`, a list of `words`, `instead`, `why`, and `unless` where it is needed."""

    def avoided(fields: _Fields) -> Avoided:
        words = _words(fields, "words")
        instead, why = fields.text("instead"), fields.text("why")
        return Avoided(words, instead, why, tuple(text for text, _ in fields.texts("unless", required=False)), fields.node.place)

    return _registry(text, file, "avoid", "an entry", avoided)


def safety(text: str, file: str) -> Parsed[Safety]:
    """Read what lessons must say: `medicines:` with `words` and `say`, and `crisis:` with `words` and `link`."""
    root, problems = _load(text, file)
    if root is None:
        if not problems:
            problems.append(Problem(Code.MISSING_KEY, Place(file), "the file is empty; it should hold 'medicines:' and 'crisis:'"))
        return Parsed(None, problems, whole=False)
    fields = _Fields(root, "the file", problems)
    nodes = [fields.get("medicines"), fields.get("crisis")]
    fields.close()
    if None in nodes:
        return Parsed(None, problems, whole=False)
    medicines, crisis = _Fields(nodes[0], "'medicines'", problems), _Fields(nodes[1], "'crisis'", problems)
    names, say = _words(medicines, "words"), tuple(text for text, _ in medicines.texts("say"))
    words, link = _words(crisis, "words"), crisis.text("link")
    medicines.close()
    crisis.close()
    failed = fields.failed or medicines.failed or crisis.failed
    return Parsed(None if failed else Safety(names, say, words, link, crisis.place("link")), problems, whole=not failed)


def _words(fields: _Fields, key: str) -> tuple[str, ...]:
    """Words and phrases; a `*` stands at their end only."""
    words = fields.texts(key)
    for word, place in words:
        if "*" in word[:-1] or not re.match(r"\w", word):
            fields.fail(Code.BAD_VALUE, place, f"'{word}' should be a word or phrase; a '*' may stand at its end, for any ending")
    return tuple(" ".join(word.split()) for word, _ in words)


def reflection(text: str, file: str) -> Parsed[tuple[Statement, ...]]:
    """Read the reflection: `statements:`, four of them, each with `id` and `text`; nothing unless all four are sound.

    What a reader said of them is kept by their places.
    """

    def statement(fields: _Fields) -> Statement:
        return Statement(fields.identifier("id"), fields.text("text"), fields.node.place)

    parsed = _registry(text, file, "statements", "a statement", statement)
    statements, problems = parsed.value or (), list(parsed.problems)
    taken: set[str] = set()
    for each in statements:
        if each.id in taken:
            problems.append(Problem(Code.DUPLICATE_ID, each.place, f"the statement id '{each.id}' is taken already"))
        taken.add(each.id)
    if parsed.whole and len(statements) != 4:
        problems.append(Problem(Code.REFLECTION, Place(file), f"there should be four statements, and there {'is' if len(statements) == 1 else 'are'} {len(statements)}"))
    return Parsed(() if problems else statements, problems, whole=not problems)


def interactives(text: str, file: str) -> Parsed[tuple[Interactive, ...]]:
    """Read the words about the interactive models: `models:`, a list of entries as in the contributors' guide."""
    return _registry(text, file, "models", "a model", _interactive)


def _interactive(fields: _Fields) -> Interactive | None:
    fields.marked_up = ("not_you", "answer", "sources", "leaves_out")
    id, draws = fields.identifier("id"), fields.one_of("draws", DRAWINGS)
    if id:
        fields.what = f"the model '{id}'"
    title, question = fields.text("title"), fields.text("question")
    choices = fields.texts("choices")
    marked_up = {key: fields.text(key) for key in ("not_you", "answer", "sources")}
    leaves_out = fields.texts("leaves_out")
    nodes = {key: fields.get(key) for key in ("start", "answer_at", "controls", "labels", "captions")}
    settings = fields.items("settings")
    if not draws or not fields.sound or None in nodes.values():
        return None  # what the rest should hold depends on the drawing
    drawing = DRAWINGS[draws]
    start = _state(fields, nodes["start"], "'start'", drawing, None)
    words = _Fields(nodes["controls"], "'controls'", fields.problems)
    said = {control.name: _control(words, control.name, control.keys, control.fields) for control in drawing.controls}
    controls = {name: said[name] for name in nodes["controls"].keys or () if said.get(name)}
    words.close()
    labels = _said(fields, nodes["labels"], "'labels'", drawing.labels, drawing.names)
    sentences = [name for _, names in drawing.captions for name in names if name]
    captions = _said(fields, nodes["captions"], "'captions'", sentences, drawing.names)
    answer_at = _state(fields, nodes["answer_at"], "'answer_at'", drawing, start)
    telling = []
    for node in settings:
        each = _Fields(node, "a setting", fields.problems)
        name, at = each.text("title"), each.get("at")
        if at:
            telling.append(Setting(name, _state(each, at, "'at'", drawing, start)))
        each.close()
        fields.failed |= each.failed
    fields.failed |= words.failed
    places = {key: node.place for key, node in fields.node.value.items()}
    places |= {f"leaves_out.{number}": place for number, (_, place) in enumerate(leaves_out)}
    citations = [citation for key in ("not_you", "answer") for citation in _citations(marked_up[key], fields.place(key))]
    citations += [citation for text, place in leaves_out for citation in _citations(text, place)]
    citations += _citations(marked_up["sources"], fields.place("sources"))
    return Interactive(
        id, draws, title, marked_up["not_you"], question, tuple(text for text, _ in choices), marked_up["answer"], answer_at, start, controls,
        labels, captions, tuple(telling), tuple(text for text, _ in leaves_out), marked_up["sources"], tuple(citations), fields.node.place, places,
    )  # fmt: skip


def _control(parent: _Fields, name: str, keys: tuple[str, ...], known: dict[str, tuple[str, ...]]) -> ControlText | None:
    """What is said of one control; None when nothing is."""
    node = parent.get(name, required=False)
    if node is None:
        return None
    fields = _Fields(node, f"the control '{name}'", parent.problems)
    label, stops = fields.text("label"), fields.get("stops")
    texts: tuple[str, ...] = ()
    if stops is not None and isinstance(stops.value, list):
        texts = tuple(text for text, _ in fields.texts("stops"))
        if len(stops.value) != len(keys):
            fields.fail(Code.WRONG_TYPE, stops.place, f"'stops' has {len(stops.value)} entries, and should have one for each of: {', '.join(keys)}")
    elif stops is not None:
        template = _template(fields, stops, "'stops'", known)
        texts = tuple(fill(template, {field: values[place] for field, values in known.items()}) for place in range(len(keys)))
    fields.close()
    parent.failed |= fields.failed
    return ControlText(label, texts)


_NAME = re.compile(r"\{([\w.-]*)\}")


def fill(template: str, values: dict[str, Any]) -> str:
    """Put values where a text says `{name}`; a name without a value stays."""
    return _NAME.sub(lambda match: str(values.get(match[1], match[0])), template)


def _template(fields: _Fields, node: Node, name: str, known: Iterable[str]) -> str:
    """A plain text with names of `known` in braces."""
    text = fields.as_text(node, name)
    known = list(known)
    for used in _NAME.findall(text):
        if used not in known:
            guess = did_you_mean(used, known) or f" Known: {', '.join(known) or 'none'}."
            fields.fail(Code.BAD_VALUE, node.place, f"{name} says '{{{used}}}', which has no value here.{guess}")
    if found := re.search(r"\[\^?|[*`<]", text):
        fields.fail(Code.PLAIN_TEXT_ONLY, node.place, f"{name} holds the sign '{found[0]}'")
    return text


def _said(parent: _Fields, node: Node, what: str, names: Iterable[str], known: Iterable[str] = ()) -> dict[str, str]:
    """A text for each name."""
    fields = _Fields(node, what, parent.problems)
    texts = {name: _template(fields, each, f"'{name}'", known) for name in names if (each := fields.get(name)) is not None}
    fields.close()
    parent.failed |= fields.failed
    return texts


def _state(parent: _Fields, node: Node, what: str, drawing: Drawing, start: tuple[int, ...] | None) -> tuple[int, ...]:
    """At which stop each control stands; where nothing is said, as at the start, for which every control has to be named."""
    fields = _Fields(node, what, parent.problems)
    state = []
    for place, control in enumerate(drawing.controls):
        each = fields.get(control.name, required=start is None)
        stop = start[place] if start else 0
        if each is not None:
            # As it is written: 0.50 is no other stop than 0.5, and `on` is a word.
            written = f"{each.value:g}" if isinstance(each.value, (int, float)) and not isinstance(each.value, bool) else each.raw
            if written in control.keys:
                stop = control.keys.index(written)
            else:
                guess = did_you_mean(written, control.keys)
                message = f"'{control.name}' is '{written}', and should be one of: {', '.join(control.keys)}.{guess}"
                fields.fail(Code.BAD_VALUE, each.place, message, closest_fix(each.place, written, control.keys))
        state.append(stop)
    fields.close()
    parent.failed |= fields.failed
    return tuple(state)


def _registry(text: str, file: str, key: str, what: str, entry: Callable[[_Fields], _T | None]) -> Parsed[tuple[_T, ...]]:
    root, problems = _load(text, file)
    if root is None:
        if not problems:
            problems.append(Problem(Code.MISSING_KEY, Place(file), f"the file is empty; it should hold '{key}:'"))
        return Parsed((), problems, whole=False)
    fields = _Fields(root, "the file", problems)
    entries = []
    nodes = fields.items(key)
    for node in _until_enough(nodes, problems):
        each = _Fields(node, what, problems)
        value = entry(each)
        each.close()
        fields.failed |= each.failed
        if not each.failed and value is not None:
            entries.append(value)
    fields.close()
    return Parsed(tuple(entries), problems, whole=not fields.failed and len(entries) == len(nodes))


# --- sources ----------------------------------------------------------------------------------------------------------


def sources(text: str, file: str) -> Parsed[tuple[Source, ...]]:
    """Read the registry: CSL-YAML with a `custom` block in each reference."""
    root, problems = _load(text, file)
    if root is None:
        if not problems:
            problems.append(Problem(Code.MISSING_KEY, Place(file), "the file is empty; it should hold 'references:'"))
        return Parsed((), problems, whole=False)
    fields = _Fields(root, "the file of sources", problems)
    nodes = fields.items("references")
    fields.close()
    read = [source for node in _until_enough(nodes, problems) if (source := _source(node, problems))]
    return Parsed(tuple(read), problems, whole=not fields.failed and len(read) == len(nodes))


def _source(node: Node, problems: list[Problem]) -> Source | None:
    """An entry; kept, even with problems, as long as it can be named and judged."""
    fields = _Fields(node, "a reference", problems)
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
        fields.fail(Code.MISSING_KEY, node.place, f"{fields.what} has neither 'DOI' nor 'URL'; where no address is known, say so in 'note'")
    doi = node.value.get("DOI")
    if doi and isinstance(doi.value, str) and not re.fullmatch(r"10\.\d{4,9}/\S+", doi.value):
        better = re.search(r"10\.\d{4,9}/\S+", doi.value)
        # What stands before it may be a prefix or an address, and says nothing.
        fix = Fix(doi.place, doi.value, better[0], safe=bool(re.fullmatch(r"\s*(https?://(dx\.)?doi\.org/|doi:?\s*)", doi.value[: better.start()], re.I))) if better else None
        fields.fail(Code.BAD_DOI, doi.place, f"'{doi.value}' is not a DOI{f'; it should read {better[0]}' if better else ''}", fix)
    url = node.value.get("URL")
    if url and isinstance(url.value, str) and not re.fullmatch(r"https://[^\s<>\"']+", url.value):
        fix = Fix(url.place, "http://", "https://") if url.value.startswith("http://") else None
        fields.fail(Code.NOT_HTTPS, url.place, f"'{url.value}' does not start with https://", fix)
    custom = _Fields(fields.get("custom") or Node({}, "", node.file, node.line, node.column, {}), f"'custom' of {fields.what}", problems)
    if "custom" in node.value:
        role = custom.one_of("role", ROLES)
        evidence = custom.one_of("kind", KINDS)
        reliability = custom.one_of("reliability", RELIABILITIES)
        appraisal = custom.text("appraisal")
        status = custom.one_of("status", STATUSES, required=False)
        custom.close()
    fields.close()
    if not id or "custom" not in node.value or custom.failed or not isinstance(node.value.get("title", node).value, str):
        return None
    csl = node.plain()
    del csl["custom"]
    return Source(id, csl, role, evidence, reliability, appraisal, node.place, status)


def _names(fields: _Fields, key: str, *, required: bool) -> None:
    for node in fields.items(key, required=required):
        name = _Fields(node, f"a name in '{key}'", fields.problems)
        person = [name.text(part, required=False) for part in ("family", "given", "non-dropping-particle", "dropping-particle", "suffix")]
        group = name.text("literal", required=False)
        name.close()
        if name.sound and not name.failed and bool(person[0]) == bool(group):
            name.fail(Code.MISSING_KEY, node.place, f"a name in '{key}' should hold 'family' and 'given', or 'literal' for a group")
        fields.failed |= name.failed


def _date(fields: _Fields, key: str, *, required: bool) -> None:
    node = fields.get(key, required=required)
    if node is None or (isinstance(node.value, str) and UNWRITTEN.search(node.value)):
        return
    value = node.plain()
    parts = value.get("date-parts") if isinstance(value, dict) and len(value) == 1 else None
    fine = isinstance(parts, list) and len(parts) in (1, 2) and all(
        isinstance(part, list) and 1 <= len(part) <= 3 and all(type(number) is int for number in part) for part in parts
    )
    if not fine:
        fields.fail(Code.WRONG_TYPE, node.place, f"'{key}' should read like {{date-parts: [[2010, 11, 1]]}}, with the month and day if they are known")
