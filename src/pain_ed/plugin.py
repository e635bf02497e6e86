"""The MkDocs adapter: hands a course to the checks before a build, and what was built to the wing `site`."""

from __future__ import annotations

import datetime
import logging
import os
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext

from pain_ed.check.judge import judge
from pain_ed.check.lessons import changed_since_review
from pain_ed.course import load as course
from pain_ed.course.wings import hand_in
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import count, has_errors, line
from pain_ed.formats.paths import (
    CONCEPTS,
    DOCS,
    GLOSSARY,
    LANGUAGE,
    MODELS,
    QUIZZES,
    REFLECTION,
    SAFETY,
    SIGNS,
    SOURCES,
)
from pain_ed.i18n.messages import catalogue, counted, for_templates

try:
    from pain_ed.site import policy, print, publish, usb, worker

    FINISHED = True
    """Whether the wing is there that makes more of what MkDocs has built. Without it, this is a plain build."""
except ModuleNotFoundError as error:
    if not (error.name or "").startswith("pain_ed.site"):
        raise
    FINISHED = False

hand_in("simulation", "tools")

log = logging.getLogger("mkdocs.plugins.pain_ed")

# MkDocs itself would end with a traceback on these, or follow them out of the course.
_UNUSABLE = (
    Code.NOT_UTF8, Code.TOO_LARGE, Code.SYMLINK, Code.UNREADABLE, Code.BAD_FILE_NAME, Code.YAML_FORBIDDEN,
    Code.YAML_DEPTH, Code.YAML_SYNTAX,
)  # fmt: skip

THEME = Path(__file__).parent / "theme"

# Where the theme's folder puts our scripts and style sheets.
SCRIPTS = "assets/pain-ed"
LOOK = f"{SCRIPTS}/course.css"
BOOT = f"{SCRIPTS}/boot.js"

# What the lessons are made from; readers meet it in the pages.
_REGISTRIES = frozenset(
    file.removeprefix(f"{DOCS}/") for file in (CONCEPTS, GLOSSARY, LANGUAGE, MODELS, REFLECTION, SAFETY, SIGNS, SOURCES)
)


class PainEdConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs has not typed it all
    usb = Type(bool, default=False)
    """Build a folder that opens by a double-click from a USB stick, and not a site for a server."""


class PainEdPlugin(BasePlugin[PainEdConfig]):  # type: ignore[no-untyped-call]
    """`plugins: [pain-ed]`."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"
        # A dirty build changes a site in its place.
        self.staged = FINISHED and not (self.serving or dirty)
        self.staging: publish.Staging | None = None
        self.dated = False

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.root = Path(config.config_file_path).parent if config.config_file_path else Path()
        # So that `mkdocs build -f elsewhere/mkdocs.yml` finds the quizzes from any folder.
        options = config.mdx_configs.setdefault("pain_ed", {})
        for name, value in (
            ("root", str(self.root)),
            ("site_url", config.site_url or ""),  # only MkDocs knows what `!ENV` stands for
            ("language", config.theme.get("language") or "en"),
        ):
            options[name] = options.get(name) or value  # `language:` without a value is None
        if "pain_ed" not in config.markdown_extensions:
            config.markdown_extensions.append("pain_ed")
        self.words = catalogue(options["language"], options.get("words"))
        config.extra["pain_ed_words"] = for_templates(self.words)
        if config.theme.name == "material":
            self._bring_the_look(config)
        if self.config.usb:
            config.use_directory_urls = False
            config.extra["usb"] = True  # for the templates
            config.extra["polyfills"] = [*(config.extra.get("polyfills") or ()), f"{SCRIPTS}/iframe-worker.js"]
        elif FINISHED and not self.serving:
            # A page that is being written must come from its author's files, and not from a copy.
            config.extra["worker"] = worker.WORKER
            if any((Path(folder) / worker.OFFLINE_PAGE).is_file() for folder in config.theme.dirs):
                config.theme.static_templates.add(worker.OFFLINE_PAGE)
            # Firefox takes a style sheet from its memory by its address, past the worker: each version has its own
            # address.
            sheets = [Path(config.docs_dir, path) for path in config.extra_css]
            sheets += [file for folder in config.theme.dirs for file in Path(folder, SCRIPTS).glob("*.css")]
            config.extra["stamp"] = stamp = worker.stamp(sheets)
            config.extra_css = [f"{path}{stamp}" for path in config.extra_css]
        return config

    def _bring_the_look(self, config: MkDocsConfig) -> None:
        """Templates, scripts and style sheet, unless the course names them itself (as Zensical needs it)."""
        if not any(Path(folder).resolve() == THEME for folder in config.theme.dirs):
            # A course's own templates come first.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        if LOOK not in config.extra_css:
            config.extra_css.insert(0, LOOK)
        if "navigation.instant" in config.theme.get("features", []):  # boot.js passes over it, in other hosts as well
            log.info(
                "The theme's feature 'navigation.instant' has no effect: with pain-ed each page is loaded as a whole."
            )

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        self.course, self.problems = course.load(self.root)
        self.problems += judge(self.course, advice=False)
        self.changed = {lesson.file for lesson, _ in changed_since_review(self.course)}
        for problem in sorted(self.problems, key=lambda problem: problem.location):
            log.log(logging.ERROR if problem.code.severity == "error" else logging.WARNING, line(problem, label=False))
        if has_errors(self.problems):
            summary = f"{count(self.problems)} in the course. 'pain-ed check' says how to mend each."
            if not self.serving:
                raise PluginError(summary)
            log.error("%s What is sound is shown.", summary)
        # The sitemap and its compressed copy bear a day. That of the newest review is the same wherever this is built.
        if "SOURCE_DATE_EPOCH" not in os.environ:
            day = max((lesson.reviewed for lesson in self.course.lessons), default="") or "1970-01-01"
            noon = datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00")
            os.environ["SOURCE_DATE_EPOCH"] = f"{noon.timestamp():.0f}"
            self.dated = True
        if self.staged:
            self.staging = publish.Staging(config.site_dir)
            config.site_dir = str(self.staging.folder)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        unusable = {problem.location.file for problem in self.problems if problem.code in _UNUSABLE}
        unused = (
            set() if self.course.registries.get(MODELS) else {f"{SCRIPTS}/simulation{kind}" for kind in (".css", ".js")}
        )
        if self.config.usb:  # one script holds all modules there
            unused |= {f"{SCRIPTS}/{script.name}" for script in (THEME / SCRIPTS).glob("*.js")} - {BOOT}
        for file in list(files):
            path = Path(DOCS, file.src_uri)
            refused = any(each.as_posix() in unusable for each in (path, *path.parents))
            if (
                (refused and file.inclusion is not InclusionLevel.EXCLUDED)
                or file.src_uri in _REGISTRIES
                or file.src_uri in unused
            ):
                files.remove(file)
        self.documents: dict[print.Document, File] = {}
        for document in print.documents(self.course) if FINISHED else ():
            if not files.get_file_from_path(document.file):  # a course may have a page of its own there
                text = document.front_matter()
                file = File.generated(config, document.file, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
                files.append(file)
                self.documents[document] = file
        help_page = files.get_file_from_path(self.course.config.help_page)
        self.help_page = help_page.dest_uri if help_page else None
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        # The theme's templates put titles and the rest into the page as they stand.
        page.meta = {
            name: _escaped(value, quotes=name not in ("title", "summary"))
            for name, value in page.meta.items()
            if name != "template"
        }
        # For the templates, which say so at the lesson's end.
        lessons = next((document.lessons for document in self.documents if document.file == page.file.src_uri), ())
        written_in = {f"{DOCS}/{page.file.src_uri}", *(lesson.file for lesson in lessons)}
        page.meta["changed_since_review"] = not written_in.isdisjoint(self.changed)
        page.meta.setdefault("address", self._address(page))
        if isinstance(minutes := page.meta.get("minutes"), int):
            page.meta["in_minutes"] = counted(self.words, "minutes", minutes)

    def _address(self, page: Page) -> str:
        """Where a page stands online: for sheets printed from a USB stick, too, whose files have other names."""
        address = page.canonical_url or ""
        if self.config.usb and address.endswith(".html"):
            index = address.endswith("/index.html")
            return address.removesuffix("index.html") if index else f"{address.removesuffix('.html')}/"
        return address

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        links = {document: file.url_relative_to(page.file) for document, file in self.documents.items()}
        return print.with_links(html, links, page.file.src_uri, self.words) if links else html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        self.theme = env
        sources = {source.id for source in self.course.sources}
        pages = {f"{DOCS}/{page.file.src_uri}": page for file in files.documentation_pages() if (page := file.page)}
        self._count_steps(pages)
        for document, file in self.documents.items():
            module, page = pages[f"{DOCS}/{document.index}"], pages[f"{DOCS}/{document.file}"]
            parts = [
                print.Part(
                    lesson=lesson,
                    url=found.file.url,
                    link=found.file.url_relative_to(file),
                    address=self._address(found),
                    html=found.content or "",
                )
                for lesson in document.lessons
                if (found := pages.get(lesson.file))
            ]
            back = print.way_back(module.file.url_relative_to(file), self.words)
            page.content = back + print.assemble(parts, sources, self.words)
            # On paper stands the address of the module; and a page without one of its own is in no sitemap.
            page.meta["address"] = self._address(module)
            page.canonical_url = page.abs_url = None
        self.moved = self._moved(config, files)

    def _moved(self, config: MkDocsConfig, files: Files) -> dict[str, dict[str, str]]:
        """`extra.course.moved`, pages that are gone and where their text stands now: what the page there says."""
        if not FINISHED or self.config.usb or config.theme.name != "material":
            return {}
        said = {}
        for old, new in self._gone(files):
            found = files.get_file_from_path(new)
            parts = old.split("/")
            if not found or not found.page or not parts[-1].endswith(".md") or {"", ".."} & {*parts}:
                log.warning("mkdocs.yml: 'moved' leads from '%s' to '%s': write pages like 'tea/first.md'.", old, new)
            elif files.get_file_from_path(old):
                log.warning("mkdocs.yml: 'moved' says that '%s' is gone, and it is there. Take the line out.", old)
            else:
                gone = File.generated(config, old, content="")
                said[gone.dest_uri] = {
                    "moved_to": found.url_relative_to(gone),
                    "moved_address": found.page.canonical_url or "",
                    "moved_title": unescape(str(found.page.title)),
                }
        return said

    def _gone(self, files: Files) -> Iterator[tuple[str, str]]:
        """Each page that is gone, with where it leads; with a module, its document to print."""
        documents = {document.index.removeprefix(f"{DOCS}/"): document.file for document in self.documents}
        for moved in self.course.moved:
            yield moved.file, moved.to
            document = documents.get(moved.to)
            old = f"{moved.file.removesuffix('index.md')}print.md"
            if document and moved.is_module and not files.get_file_from_path(old):
                yield old, document

    def _count_steps(self, pages: Mapping[str, Page]) -> None:
        """Tell the lessons of a module whose own page says `steps: true` which step each is."""
        modules: dict[str, list[Page]] = {}
        for lesson in self.course.lessons:
            if lesson.file in pages:
                modules.setdefault(f"{lesson.file.rpartition('/')[0]}/index.md", []).append(pages[lesson.file])
        for index, lessons in modules.items():
            if index in pages and pages[index].meta.get("steps") is True:
                for number, page in enumerate(lessons, start=1):
                    page.meta["step"] = self.words["step"].format(number, len(lessons))

    # Material's search reads every page a second time, tag by tag in Python, to leave out what is marked to be left
    # out. That is 0.9 ms for each question, so the quizzes step aside meanwhile (its priority is 0).
    @event_priority(100)
    def _take_quizzes_out(self, /, context: TemplateContext, *, page: Page, **_: Any) -> None:
        self.content = page.content
        page.content = _searched(page.content or "")

    @event_priority(-100)
    def _put_quizzes_back(self, /, context: TemplateContext, *, page: Page, **_: Any) -> None:
        page.content = self.content

    on_page_context = CombinedEvent(_take_quizzes_out, _put_quizzes_back)

    @event_priority(-100)  # when every other plugin has written its files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        site = Path(config.site_dir)
        if FINISHED:
            self._finish(site, config)
        # MkDocs gives up a strict build with warnings only after this.
        handlers = (handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler))
        if self.staging and not any(handler.get_counts() for handler in handlers):
            self.staging.publish()
            config.site_dir = str(self.staging.site)  # for `mkdocs gh-deploy`
            log.info("The site is in %s", config.site_dir)
        self._tidy()

    def _finish(self, site: Path, config: MkDocsConfig) -> None:
        if self.config.usb:  # without a policy: browsers do not agree on what 'self' is among files
            usb.make_usb(site, site / SCRIPTS)
            return

        def reference(to_root: str, template: str = "main.html", **more: str) -> str:
            context = get_context(Navigation([], []), Files([]), config, base_url=to_root)
            return self.theme.get_template(template).render({**context, **more})

        for path, words in self.moved.items():
            page = site / path
            page.parent.mkdir(parents=True, exist_ok=True)
            to_root = os.path.relpath(site, page.parent).replace("\\", "/")
            page.write_text(reference(to_root, "moved.html", **words), encoding="utf-8")
        policy.protect(site, reference=reference, root=urlsplit(config.site_url or "/").path or "/")
        if not self.serving:
            worker.make_worker(site, self.help_page)

    def on_build_error(self, *, error: Exception) -> None:
        self._tidy()

    def _tidy(self) -> None:
        if self.staging:
            self.staging.drop()
            self.staging = None
        if self.dated:
            del os.environ["SOURCE_DATE_EPOCH"]
            self.dated = False

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        server.watch(str(self.root / QUIZZES))


def _escaped(value: Any, *, quotes: bool) -> Any:
    """A value of a front matter without what HTML takes for markup.

    An ampersand stays: where a template escapes as well, it would show. So do the quotes of titles, which stand in no
    attribute that is not escaped there.
    """
    if isinstance(value, str):
        return escape(value, quote=quotes).replace("&amp;", "&")
    if isinstance(value, dict):
        return {key: _escaped(each, quotes=True) for key, each in value.items()}
    return [_escaped(each, quotes=True) for each in value] if isinstance(value, list) else value


# What the package makes for readers, and no search should find: quizzes, answers, simulations, lists. None holds
# another of its kind.
_NOT_SEARCHED = re.compile(
    r'<(form|section) (?=[^>]*(?:data-tool="again"|class="(?:pain-quiz|pq-key|pain-model|'
    r'pe-(?:sources|lessons|module|glossary|rules))"))'
)


def _searched(html: str) -> str:
    """What the theme's search has to read of a page."""
    kept, end = [], 0
    for match in _NOT_SEARCHED.finditer(html):
        if match.start() >= end:
            kept.append(html[end : match.start()])
            end = html.index(ending := f"</{match[1]}>", match.end()) + len(ending)
    return "".join([*kept, html[end:]])
