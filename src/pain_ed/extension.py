"""The Python-Markdown extension: `/// quiz | name`, `/// model | name`, `/// tool | name`, lists such as `/// sources`, and citations `[^id]`.

Everything that a reader sees is made here, and not in the MkDocs plugin, because Zensical runs Markdown extensions and ignores
foreign plugins without a word.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block, type_string

from pain_ed.course import config as wording
from pain_ed.course import load as course
from pain_ed.course.model import Course
from pain_ed.course.pages import read_page
from pain_ed.diagnostics import examples as rules
from pain_ed.diagnostics.problems import line
from pain_ed.formats.fields import Parsed
from pain_ed.formats.glossary import Term, read_glossary
from pain_ed.formats.paths import CONFIG, GLOSSARY, MODELS, QUIZZES, SAFETY, SOURCES
from pain_ed.formats.quiz import Quiz, read_quiz
from pain_ed.formats.sources import Source, read_sources
from pain_ed.formats.text import CITATION, KEBAB, slug
from pain_ed.i18n.messages import Words, catalogue
from pain_ed.markdown import html as sanitise
from pain_ed.page import render
from pain_ed.simulation.draw import fill_simulation
from pain_ed.simulation.words import Simulation, read_simulations
from pain_ed.tools.done import lesson_end
from pain_ed.tools.table import TOOLS

# Stands in a footnote's place until the reference itself is put there; Markdown finds nothing in it to work on.
_PLACEHOLDER = "pain-ed-source"

# Text is set without Markdown's two dozen patterns when none of them could match. That is certain only while these are all.
_STOCK_PATTERNS = frozenset(
    [
        "backtick",
        "escape",
        "reference",
        "link",
        "image_link",
        "image_reference",
        "short_reference",
        "short_image_ref",
        "autolink",
        "automail",
        "linebreak",
        "html",
        "entity",
        "not_strong",
        "em_strong",
        "em_strong2",
        "footnote",
    ]
)
_MARKED_UP = re.compile(r"[\\`*_\[\]<>&\x02\x03]|  \n")


def _strings(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise ValueError("not a list")
    return [type_string(item) for item in value]


def _scales(value: Any) -> list[dict[str, str]]:
    """A list of scales from 0 to 10: `{id, label, low, high}`."""
    if not isinstance(value, list) or not all(
        isinstance(scale, dict) and scale.keys() == {"id", "label", "low", "high"} for scale in value
    ):
        raise ValueError("not a list of scales")
    scales = [{key: type_string(text) for key, text in scale.items()} for scale in value]
    if not all(KEBAB.fullmatch(scale["id"]) for scale in scales):
        raise ValueError("an id is not like 'hours-of-sleep'")
    return scales


class QuizBlock(Block):
    """`/// quiz | name`, with an option `questions: [id, …]`."""

    NAME = "quiz"
    ARGUMENT = True
    OPTIONS = {"questions": (None, _strings)}

    def on_create(self, parent: Element) -> Element:
        form = SubElement(parent, "form")
        self.config["extension"].forms.append((form, self.argument, self.options["questions"]))
        return form


class ModelBlock(Block):
    """`/// model | name`: an interactive model, with the words of docs/models.yml."""

    NAME = "model"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        section = SubElement(parent, "section")
        self.config["extension"].models.append((section, self.argument))
        return section


class _ListBlock(Block):
    """A list made from the whole course, filled once the page's own text has been rendered."""

    def on_create(self, parent: Element) -> Element:
        element = SubElement(parent, "section", {"class": f"pe-{self.NAME}", "data-search-exclude": ""})
        self.config["extension"].lists.append((element, self.NAME, self.argument))
        return element


class SourcesBlock(_ListBlock):
    """`/// sources`: every source, its appraisal, and where it is cited. For a page that stands directly in docs/."""

    NAME = "sources"


class LessonsBlock(_ListBlock):
    """`/// lessons`: an overview of every lesson, for those who hand them on. For a page in a folder of docs/."""

    NAME = "lessons"


class ModuleBlock(_ListBlock):
    """`/// module | folder`: the lessons of a module with their times. For a page in a folder of docs/."""

    NAME = "module"
    ARGUMENT = True


class GlossaryBlock(_ListBlock):
    """`/// glossary`: every term and its meaning. For docs/glossary.md, to which the terms in lessons lead."""

    NAME = "glossary"


class RulesBlock(_ListBlock):
    """`/// rules`: every rule of `pain-ed check`, with an example. For the contributors' guide."""

    NAME = "rules"


class ToolBlock(Block):
    """`/// tool | name`: a tool of pain_ed.tools. For a page in a folder of docs/."""

    NAME = "tool"
    ARGUMENT = True
    OPTIONS = {"module": ("", type_string), "when": ("", type_string), "scales": ([], _scales)}

    def on_create(self, parent: Element) -> Element:
        element = SubElement(
            parent, "section", {"class": "pe-tool", "data-tool": self.argument, "data-search-exclude": ""}
        )
        self.config["extension"].tools.append((element, self.argument, self.options))
        return element


class PainEdExtension(BlocksExtension):
    """Configuration: `root`, the folder that holds docs/ and quizzes/ (default: the current one), and `site_url`, the course's
    address (default: what mkdocs.yml says in plain words).

    `language` is the tag of the course's language (default: that of the theme), and `words` holds texts of words.py in the course's own
    words, by their names."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {
            "root": [".", "The folder that holds docs/ and quizzes/."],
            "site_url": ["", "The course's address, for the links that are made at build time."],
            "language": ["", "The language of the words that the package brings."],
            "words": [{}, "Words of the course's own in place of the package's."],
        }
        # What the page that is being rendered holds, to be filled once its own text has been.
        self.forms: list[tuple[Element, str, list[str] | None]] = []
        self.models: list[tuple[Element, str]] = []
        self.lists: list[tuple[Element, str, str]] = []
        self.tools: list[tuple[Element, str, dict[str, Any]]] = []
        # The registry as it was last read, and its sources by id: two look-ups a page, and a thousand sources in a large course.
        self.registry: tuple[Parsed | None, dict[str, Source]] = None, {}
        super().__init__(**kwargs)

    @property
    def root(self) -> Path:
        return Path(self.getConfig("root"))

    @property
    def words(self) -> Words:
        language = self.getConfig("language")
        if not language and (read := course.read_file(self.root, CONFIG, wording.read).value):
            language, _ = read
        return catalogue(language or "en", self.getConfig("words"))

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        md.registerExtension(self)
        if "footnote" not in md.inlinePatterns:
            md.registerExtensions(["footnotes"], {})
        block_mgr.register(QuizBlock, {"extension": self})
        block_mgr.register(ModelBlock, {"extension": self})
        for block in (SourcesBlock, LessonsBlock, ModuleBlock, GlossaryBlock, RulesBlock, ToolBlock):
            block_mgr.register(block, {"extension": self})
        # After fenced code has been taken out (25), before raw HTML is (20).
        md.preprocessors.register(_Citations(md, self), "pain-ed-citations", 22)
        # After inline (20), so that only words are found and no markup; before the quizzes come (6), which carry no tooltips.
        md.treeprocessors.register(_Terms(md, self), "pain-ed-terms", 7)
        # Before footnotes count how often each was met (15).
        md.treeprocessors.register(_OneWayBack(md), "pain-ed-one-way-back", 16)
        # After the lesson's own text (inline, 20), so that each source leads back to it and not to a quiz; after whatever looks at
        # every element for something that is not in ours (prettify, 10; attr_list, 8; abbr, 7); before headings get their ids (5).
        md.treeprocessors.register(_Fill(md, self), "pain-ed-fill", 6)
        # After what an author can give attributes with (attr_list, 8; md_in_html and blocks before) or hide them in (abbr, 7), and
        # before our own elements come.
        md.treeprocessors.register(_Sanitised(md, self), "pain-ed-sanitise", 6.5)
        # Before what is kept aside comes back (30).
        md.postprocessors.register(_SanitisedStash(md), "pain-ed-sanitise", 31)
        self.md = md
        # After `toc` has given headings their ids (5), before MkDocs resolves links (0).
        md.treeprocessors.register(_Reread(md), "pain-ed-reread", 4)

    def reset(self) -> None:
        # Here, and not above: md_in_html may come later, and puts a preprocessor of its own in this place.
        if not isinstance(block := self.md.preprocessors["html_block"], _RawHtml):
            self.md.preprocessors.register(_RawHtml(self.md, block), "html_block", 20)
            self.md.inlinePatterns.register(_InlineHtml(HTML_RE, self.md), "html", 90)
        self.forms.clear()
        self.models.clear()
        self.lists.clear()
        self.tools.clear()

    def quiz(self, name: str) -> Parsed[Quiz]:
        if not KEBAB.fullmatch(name):  # `../elsewhere`
            return Parsed(None, [], whole=False)
        return course.read_file(self.root, f"{QUIZZES}/{name}.yml", read_quiz)

    def simulations(self) -> Parsed[tuple[Simulation, ...]]:
        return course.read_file(self.root, MODELS, read_simulations)

    def terms(self) -> tuple[Term, ...]:
        if not (self.root / GLOSSARY).exists():
            return ()
        return course.read_file(self.root, GLOSSARY, read_glossary).value or ()

    def sources(self) -> dict[str, Source]:
        parsed = course.read_file(self.root, SOURCES, read_sources)
        if parsed is not self.registry[0]:
            self.registry = parsed, {source.id: source for source in parsed.value or ()}
        return self.registry[1]


def _keep_together(text: str) -> str:
    """Neighbouring citations on one line of the page: a number alone at the start of the next one looks like a slip."""
    return text.replace("] [^", "]\N{NO-BREAK SPACE}[^")


class _RawHtml(Preprocessor):
    """Markdown's own reading of blocks of HTML, and what is allowed of them."""

    def __init__(self, md: Markdown, stock: Preprocessor) -> None:
        super().__init__(md)
        self.stock = stock

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash.rawHtmlBlocks
        start = len(stash)
        lines = self.stock.run(lines)
        for index, html in enumerate(stash[start:], start):
            if isinstance(html, str):
                stash[index] = sanitise.raw(html)
            else:  # `<div markdown>`
                sanitise.tree(html)
        return lines


class _InlineHtml(HtmlInlineProcessor):
    """The same for HTML within a line."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:
        found = super().handleMatch(m, data)
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[-1] = sanitise.raw(stash[-1])
        return found


class _Sanitised(Treeprocessor):
    """Leaves nothing in the page that Markdown does not make of text; before quizzes and tools come into it."""

    def __init__(self, md: Markdown, extension: PainEdExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        held = (self.extension.forms, self.extension.models, self.extension.lists, self.extension.tools)
        sanitise.tree(root, {element for items in held for element, *_ in items})


class _SanitisedStash(Postprocessor):
    """What other extensions have kept aside as text, with what an author could give it."""

    def run(self, text: str) -> str:
        stash = self.md.htmlStash.rawHtmlBlocks
        stash[:] = [sanitise.made(html) if isinstance(html, str) else html for html in stash]
        return text


class _Citations(Preprocessor):
    """Appends a footnote definition for each source, in the order in which the reader meets them."""

    def __init__(self, md: Markdown, extension: PainEdExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "[^" not in text and "///" not in text:
            return lines
        lines = [_keep_together(line) for line in lines]
        page = read_page(text, "").value
        met: list[tuple[int, list[str]]] = [(citation.location.line, [citation.id]) for citation in page.citations]
        for block in page.blocks:
            quiz = self.extension.quiz(block.quiz).value
            named = None if block.questions is None else {citation.id for citation in block.questions}
            cited = [
                c.id for q in (quiz.questions if quiz else ()) if named is None or q.id in named for c in q.citations
            ]
            met.append((block.location.line, cited))
        models = {each.id: each for each in self.extension.simulations().value or ()} if page.models else {}
        for model in page.models:
            met.append((model.location.line, [c.id for c in models[model.id].citations] if model.id in models else []))
        known = self.extension.sources()
        ordered = dict.fromkeys(id for _, ids in sorted(met, key=lambda item: item[0]) for id in ids if id in known)
        return [*lines, "", *(f"[^{id}]: {_PLACEHOLDER}" for id in ordered)] if ordered else lines


_NO_TERMS_IN = frozenset(
    [
        "a",
        "abbr",
        "button",
        "code",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "script",
        "style",
        "sup",
        "summary",
    ]
)


class _Terms(Treeprocessor):
    """Makes the first use of each term of the glossary in a lesson a link to its meaning, which a tooltip shows.

    A link, and not `abbr`: it works by touch, by keyboard and without JavaScript.
    """

    def __init__(self, md: Markdown, extension: PainEdExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        terms = self.extension.terms() if self.extension.forms else ()  # a page with a quiz is a lesson
        if not terms:
            return
        self.pattern, self.by_form = _term_pattern(terms)
        self.met: set[str] = set()
        self.walk(root)

    def walk(self, parent: Element) -> None:
        self.pieces(parent, None, parent.text)
        for child in list(parent):
            if child.tag not in _NO_TERMS_IN and isinstance(child.tag, str):
                self.walk(child)
            self.pieces(parent, child, child.tail)

    def pieces(self, parent: Element, after: Element | None, text: str | None) -> None:
        """Link the terms in the text that follows `after` in `parent`, or that `parent` starts with."""
        for match in self.pattern.finditer(text or ""):
            term = self.by_form[match[0].casefold()]
            if term.term in self.met:
                continue
            self.met.add(term.term)
            link = Element(
                "a", {"class": "pe-term", "href": f"../glossary.md#{slug(term.term)}", "title": term.definition}
            )
            link.text = match[0]
            before, rest = text[: match.start()], text[match.end() :]
            if after is None:
                parent.text, location = before, 0
            else:
                after.tail, location = before, list(parent).index(after) + 1
            link.tail = rest
            parent.insert(location, link)
            return self.pieces(parent, link, rest)


@lru_cache(maxsize=2)
def _term_pattern(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, Term]]:
    by_form = {form.casefold(): term for term in terms for form in (term.term, *term.forms)}
    forms = sorted((form for term in terms for form in (term.term, *term.forms)), key=len, reverse=True)
    # An abbreviation is met in its own letters only; any other form also at the start of a sentence.
    patterns = [
        re.escape(form) if form.isupper() else f"[{form[0].upper()}{form[0].lower()}]{re.escape(form[1:])}"
        for form in forms
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])"), by_form


class _Fill(Treeprocessor):
    """Fills the models, the forms, the answers and the references."""

    def __init__(self, md: Markdown, extension: PainEdExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        self.words = self.extension.words
        footnotes = self.md.inlinePatterns["footnote"].footnotes
        self.numbers = {id: str(number) for number, id in enumerate(footnotes.footnotes, start=1)}
        self.met = footnotes.used_refs
        self.stock = all(item.name in _STOCK_PATTERNS for item in self.md.inlinePatterns._priority)
        for element, name, argument in self.extension.lists:
            self.list(element, name, argument)
        for element, name, options in self.extension.tools:
            if fill := TOOLS.get(name):
                fill(element, self.course(), options, self.words, self.inline)
        for section, name in self.extension.models:
            self.model(section, name)
        answers = [answer for form, name, named in self.extension.forms for answer in self.fill(form, name, named)]
        notes = next((div for div in root if div.tag == "div" and div.get("class") == "footnote"), None)
        if answers:
            section = Element("section", {"class": "pq-key", "data-search-exclude": ""})
            SubElement(section, "h2").text = self.words["answers"]
            section.extend(answers)
            lesson = self.extension.forms[-1][1]  # a quiz has the name of its lesson
            at = len(root) if notes is None else list(root).index(notes)
            root[at:at] = [lesson_end(lesson, self.words), section]
        if notes is not None:
            self.references(notes)

    def course(self) -> Course:
        read, _ = course.load(self.extension.root)
        address = course.with_slash(self.extension.getConfig("site_url"))
        return replace(read, address=address) if address else read

    def list(self, element: Element, name: str, argument: str) -> None:
        if name == "rules":
            render.fill_rules(element, rules.groups(safety=(self.extension.root / SAFETY).exists()))
            return
        read, _ = course.load(self.extension.root)
        if name == "sources":
            render.fill_sources(element, read, self.words)
        elif name == "glossary":
            render.fill_glossary(element, read.terms, self.words)
        elif name == "module":
            render.fill_module(element, (lesson for lesson in read.lessons if lesson.module == argument), self.words)
        else:
            render.fill_lessons(element, read, self.words)

    def model(self, section: Element, name: str) -> None:
        parsed = self.extension.simulations()
        model = next((each for each in parsed.value or () if each.id == name), None)
        if model is None:
            # What is wrong with this entry is not told from what is wrong with another.
            where = line(parsed.problems[0]) if parsed.problems else f"{MODELS}: {name}"
            render.problem(section, self.words["model-problem"].format(where))
            return
        fill_simulation(section, model, self.words, self.inline)

    def fill(self, form: Element, name: str, named: list[str] | None) -> list[Element]:
        """Fill one form; returns the answers to its questions."""
        parsed = self.extension.quiz(name)
        quiz = parsed.value
        questions = (
            [(n, q) for n, q in enumerate(quiz.questions, start=1) if named is None or q.id in named] if quiz else []
        )
        if not questions:
            where = line(parsed.problems[0]) if parsed.problems else f"{QUIZZES}/{name}.yml"
            render.problem(form, self.words["problem"].format(where))
            return []
        reported = course.report_form(self.extension.root)
        render.fill_form(
            form, questions, self.words, self.inline, partial(reported.address, name) if reported else None
        )
        return [render.answer(question, number, self.words, self.inline) for number, question in questions]

    def references(self, notes: Element) -> None:
        sources = self.extension.sources()
        list_ = notes.find("ol")
        for number, item in enumerate(list_ if list_ is not None else (), start=1):
            for link in item.iter("a"):
                if link.get("class") == "footnote-backref":
                    link.set("title", self.words["back-to-text"].format(number))
        ours = False
        for item in list_ if list_ is not None else ():
            paragraph = item.find("p")
            if paragraph is None or not (paragraph.text or "").startswith(_PLACEHOLDER):
                continue
            ours = True
            source = sources[item.get("id").partition(":")[2]]
            after = paragraph.text.removeprefix(_PLACEHOLDER)
            backlinks = list(paragraph)
            for backlink in backlinks:
                paragraph.remove(backlink)
            paragraph.text = ""
            render.fill_reference(paragraph, source, self.words)
            paragraph[-1].tail = after
            paragraph.extend(backlinks)
        if ours:
            notes.remove(notes.find("hr"))
            heading = Element("h2")
            heading.text = self.words["sources"]
            notes.insert(0, heading)

    def inline(self, parent: Element, text: str) -> None:
        """Append inline Markdown to an element, by the page's own patterns."""
        # Right after its word: in a file the space reads better, on the page it would send a number to the next line.
        text = _keep_together(text).replace(" [^", "[^")
        if not self.stock:
            self._through_markdown(parent, text)
            return
        # Prose with nothing but citations, as most of a quiz is, needs none of those patterns.
        if not _MARKED_UP.search(text):
            render.append_text(parent, text)
            return
        end = 0
        for match in CITATION.finditer(text):
            if match[1] in self.numbers:
                self._piece(parent, text[end : match.start()])
                parent.append(self._reference(match[1]))
                end = match.end()
        self._piece(parent, text[end:])

    def _piece(self, parent: Element, text: str) -> None:
        if _MARKED_UP.search(text):
            self._through_markdown(parent, text)
        elif text:
            render.append_text(parent, text)

    def _reference(self, id: str) -> Element:
        """As `footnotes` makes it; only where the source is first met does it need an id, for the way back."""
        reference = Element("sup")
        if (target := f"fnref:{id}") not in self.met:
            self.met.add(target)
            reference.set("id", target)
        SubElement(reference, "a", {"class": "footnote-ref", "href": f"#fn:{id}"}).text = self.numbers[id]
        return reference

    def _through_markdown(self, parent: Element, text: str) -> None:
        wrapper, holder = Element("div"), Element("span")
        wrapper.append(holder)
        holder.text = text
        self.md.treeprocessors["inline"].run(wrapper)
        sanitise.tree(wrapper)
        render.append_text(parent, holder.text or "")
        parent.extend(holder)


class _OneWayBack(Treeprocessor):
    """Leaves each source one arrow, to where it is first met; a dozen in a row lead nobody anywhere."""

    def run(self, root: Element) -> None:
        self.md.inlinePatterns["footnote"].footnotes.found_refs.clear()


class _Reread(Treeprocessor):
    """Names each link back to a passage after its heading."""

    def run(self, root: Element) -> None:
        # "Ask me again" links to other pages, and has named its links itself.
        links = [
            link for link in root.iter("a") if link.get("class") == "pq-reread" and link.get("href").startswith("#")
        ]
        if not links:
            return
        headings = {
            element.get("id"): "".join(_visible_text(element)).strip()
            for element in root.iter()
            if element.tag in ("h1", "h2", "h3", "h4", "h5", "h6") and element.get("id")
        }
        for link in links:
            anchor = link.get("href")[1:]
            link.text = headings.get(anchor, anchor)


def _visible_text(element: Element) -> list[str]:
    """Text of a heading without its permalink and its citations."""
    parts = [element.text or ""]
    for child in element:
        if child.tag != "sup" and child.get("class") != "headerlink":
            parts += _visible_text(child)
        parts.append(child.tail or "")
    return parts


def makeExtension(**kwargs: Any) -> PainEdExtension:
    """For `extensions=["pain_ed.extension"]`."""
    return PainEdExtension(**kwargs)
