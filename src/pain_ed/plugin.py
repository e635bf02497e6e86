"""The MkDocs adapter: runs the checks before a build, and watches the quizzes while serving."""

from __future__ import annotations

import datetime
import json
import logging
import os
from html import escape
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

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
from mkdocs.utils import CountHandler, get_relative_url, is_error_template

from pain_ed.check.judge import judge
from pain_ed.check.lessons import changed_since_review
from pain_ed.course import load as course
from pain_ed.course.wings import hand_in
from pain_ed.diagnostics.problems import Code, count, has_errors, line
from pain_ed.formats.paths import CONCEPTS, DOCS, GLOSSARY, LANGUAGE, MODELS, QUIZZES, REFLECTION, SAFETY, SOURCES
from pain_ed.i18n.messages import catalogue, counted, for_templates
from pain_ed.site import offline, policy
from pain_ed.site import print as handout
from pain_ed.site.staging import Staging

hand_in("simulation", "tools")

log = logging.getLogger("mkdocs.plugins.pain_ed")

# MkDocs itself would end with a traceback on these, or follow them out of the course.
_UNUSABLE = (
    Code.NOT_UTF8, Code.TOO_LARGE, Code.SYMLINK, Code.UNREADABLE, Code.BAD_FILE_NAME, Code.YAML_FORBIDDEN, Code.YAML_DEPTH, Code.YAML_SYNTAX,
)  # fmt: skip

THEME = Path(__file__).parent / "theme"

# Where the theme's folder puts our scripts and style sheets.
SCRIPTS = "assets/pain-ed"
LOOK = f"{SCRIPTS}/course.css"
BOOT = f"{SCRIPTS}/boot.js"

# What the lessons are made from; readers meet it in the pages.
_REGISTRIES = frozenset(
    file.removeprefix(f"{DOCS}/") for file in (CONCEPTS, GLOSSARY, LANGUAGE, MODELS, REFLECTION, SAFETY, SOURCES)
)


class PainEdConfig(Config):
    stick = Type(bool, default=False)
    """Build a folder that opens by a double-click from a USB stick, and not a site for a server."""


class PainEdPlugin(BasePlugin[PainEdConfig]):
    """`plugins: [pain-ed]`."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"
        # A dirty build changes a site in its place.
        self.staged = not (self.serving or dirty)
        self.staging: Staging | None = None
        self.dated = False
        self.scripts: dict[str, list[str]] = {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.root = Path(config.config_file_path).parent if config.config_file_path else Path()
        # So that `mkdocs build -f elsewhere/mkdocs.yml` finds the quizzes from any folder.
        options = config.mdx_configs.setdefault("pain_ed", {})
        options.setdefault("root", str(self.root))
        options.setdefault("site_url", config.site_url or "")  # only MkDocs knows what `!ENV` stands for
        options.setdefault("language", config.theme.get("language") or "en")
        if "pain_ed" not in config.markdown_extensions:
            config.markdown_extensions.append("pain_ed")
        self.words = catalogue(options["language"], options.get("words"))
        config.extra["pain_ed_words"] = for_templates(self.words)  # for the templates
        self._bring_the_look(config)
        if self.config.stick:
            config.use_directory_urls = False
            config.extra["stick"] = True  # for the templates
            config.extra["polyfills"] = [*config.extra.get("polyfills", []), f"{SCRIPTS}/iframe-worker.js"]
        elif not self.serving:
            # A page that is being written must come from its author's files, and not from a copy.
            config.extra["worker"] = offline.WORKER
            if any((Path(folder) / offline.OFFLINE_PAGE).is_file() for folder in config.theme.dirs):
                config.theme.static_templates.add(offline.OFFLINE_PAGE)
            # Firefox takes a style sheet from its memory by its address, past the worker: each version has an address of its own.
            own = [Path(config.docs_dir, path) for path in config.extra_css]
            stamp = offline.stamp(
                [*own, *(file for folder in config.theme.dirs for file in Path(folder, SCRIPTS).glob("*.css"))]
            )
            config.extra["stamp"] = stamp
            config.extra_css = [f"{path}{stamp}" for path in config.extra_css]
        return config

    def _bring_the_look(self, config: MkDocsConfig) -> None:
        """Templates, scripts and style sheet, unless the course names them itself (Zensical knows them in no other way)."""
        if config.theme.name != "material":
            return
        if not any(Path(folder).resolve() == THEME for folder in config.theme.dirs):
            # A course's own templates come first.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        if LOOK not in config.extra_css:
            config.extra_css.insert(0, LOOK)
        if "navigation.instant" in config.theme.get("features", []):  # boot.js passes over it, in other hosts as well
            log.info("The theme's feature 'navigation.instant' has no effect: with pain-ed each page is loaded as a whole.")

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
        # The sitemap and its compressed copy bear a day. That of the newest review is the same wherever and whenever this is built.
        if "SOURCE_DATE_EPOCH" not in os.environ:
            day = max((lesson.reviewed for lesson in self.course.lessons), default="") or "1970-01-01"
            noon = datetime.datetime.fromisoformat(f"{day}T12:00:00+00:00")
            os.environ["SOURCE_DATE_EPOCH"] = f"{noon.timestamp():.0f}"
            self.dated = True
        if self.staged:
            self.staging = Staging(config.site_dir)
            config.site_dir = str(self.staging.folder)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        # The theme's templates put titles and the rest into the page as they stand.
        page.meta = {
            name: _escaped(value, quotes=name not in ("title", "summary"))
            for name, value in page.meta.items()
            if name != "template"
        }
        # For the template, which says so under the lesson's title.
        page.meta["changed_since_review"] = f"{DOCS}/{page.file.src_uri}" in self.changed
        page.meta.setdefault("address", self._address(page))
        if isinstance(minutes := page.meta.get("minutes"), int):
            page.meta["in_minutes"] = counted(self.words, "minutes", minutes)

    def _address(self, page: Page) -> str:
        """Where a page stands online: for the sheets that are printed from a stick, too, whose files have other names."""
        address = page.canonical_url or ""
        if self.config.stick and address.endswith(".html"):
            return (
                address.removesuffix("index.html")
                if address.endswith("/index.html")
                else f"{address.removesuffix('.html')}/"
            )
        return address

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        unusable = {problem.location.file for problem in self.problems if problem.code in _UNUSABLE}
        unused = set() if self.course.registries.get(MODELS, ()) else {f"{SCRIPTS}/simulation.css", f"{SCRIPTS}/simulation.js"}
        if self.config.stick:  # one script holds all modules there
            unused |= {f"{SCRIPTS}/{script.name}" for script in (THEME / SCRIPTS).glob("*.js")} - {BOOT}
        for file in list(files):
            path = f"{DOCS}/{file.src_uri}"
            refused = not file.inclusion.is_excluded() and any(
                path == each or path.startswith(f"{each}/") for each in unusable
            )
            if refused or file.src_uri in _REGISTRIES or file.src_uri in unused:
                files.remove(file)
        self.handouts = {}
        for module in dict.fromkeys(lesson.module for lesson in self.course.lessons):
            self._add_handout(module, files, config)
        help_page = files.get_file_from_path(config.extra.get("course", {}).get("help_page", ""))
        self.help_page = help_page.dest_uri if help_page else None
        return files

    # --- Each module as one document, at <module>/print/ ---

    def _add_handout(self, module: str, files: Files, config: MkDocsConfig) -> None:
        lessons = [lesson for lesson in self.course.lessons if lesson.module == module]
        folder = lessons[0].file.removeprefix(f"{DOCS}/").rpartition("/")[0]
        index = next((page for page in self.course.pages if page.file == f"{DOCS}/{folder}/index.md"), None)
        if index is None or files.get_file_from_path(f"{folder}/print.md"):
            return
        if any(lesson.file in self.changed for lesson in lessons):
            self.changed.add(f"{DOCS}/{folder}/print.md")
        reviewed = [lesson.reviewed for lesson in lessons if lesson.reviewed]
        reviewers = dict.fromkeys(lesson.clinical_review for lesson in lessons)
        front = {
            "title": index.title,
            "kind": "print",
            "minutes": sum(lesson.minutes for lesson in lessons),
            "reviewed": min(reviewed, default=""),
            "clinical_review": "pending" if "pending" in reviewers else "; ".join(reviewers),
            "search": {"exclude": True},
        }
        # JSON is YAML, and MkDocs reads the front matter of its lines.
        text = "---\n" + "".join(f"{name}: {json.dumps(value)}\n" for name, value in front.items()) + "---\n"
        file = File.generated(config, f"{folder}/print.md", content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        files.append(file)
        self.handouts[f"{folder}/index.md"] = (file, index.title, lessons)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say where the documents are: on each module's own page, and above the overview of all lessons."""
        if found := self.handouts.get(page.file.src_uri):
            return f'{html}\n<p class="pe-screen">{_link(found[0], page, self.words["handout-link"], "md-button")}</p>'
        if self.handouts and (overview := '<section class="pe-lessons"') in html:
            links = " · ".join(_link(file, page, title) for file, title, _ in self.handouts.values())
            return html.replace(
                overview, f'<p class="pe-screen">{escape(self.words["handout-links"])} {links}</p>\n{overview}', 1
            )
        return html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        self.theme = env
        sources = {source.id for source in self.course.sources}
        for index, (file, _, lessons) in self.handouts.items():
            module = files.get_file_from_path(index)
            assert file.page and module and module.page
            pages = [(lesson, files.get_file_from_path(lesson.file.removeprefix(f"{DOCS}/"))) for lesson in lessons]
            parts = [
                handout.Part(
                    lesson, found.url, found.url_relative_to(file), self._address(found.page), found.page.content or ""
                )
                for lesson, found in pages
                if found and found.page
            ]
            back = f'<p class="pe-screen">{_link(module, file.page, self.words["handout-back"])}</p>'
            file.page.content = back + handout.assemble(parts, sources, self.words)
            # On paper stands the address of the module; and a page without one of its own is in no sitemap.
            file.page.meta["address"] = self._address(module.page)
            file.page.canonical_url = file.page.abs_url = None
        return env

    # Material's search reads every page a second time, tag by tag in Python, to leave out what is marked to be left out. A third
    # of what a quiz costs a build is spent there, so the quizzes step aside while it reads (its priority is 0).
    @event_priority(100)
    def _take_quizzes_out(self, context: Any, *, page: Page, **_: Any) -> None:
        self.content = page.content
        page.content = _without_quizzes(page.content or "")

    @event_priority(-100)
    def _put_quizzes_back(self, context: Any, *, page: Page, **_: Any) -> None:
        page.content = self.content

    on_page_context = CombinedEvent(_take_quizzes_out, _put_quizzes_back)

    # --- The policy -----------------------------------------------------------------------------------------------------

    @event_priority(-100)  # when no other plugin changes the page any more
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        return self._with_policy(output, get_relative_url(".", page.url), config)

    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        return (
            self._with_policy(output_content, _base(template_name, config), config)
            if template_name.endswith(".html")
            else output_content
        )

    def _with_policy(self, html: str, base: str, config: MkDocsConfig) -> str:
        """One of the theme's scripts names the way to the site's root, so a page of each depth is looked at, without content."""
        if self.config.stick:
            return html  # browsers do not agree on what 'self' is among files
        if base not in self.scripts:
            context = get_context(Navigation([], []), Files([]), config, base_url=base)
            self.scripts[base] = policy.hashes(self.theme.get_template("main.html").render(context))
        return policy.with_policy(html, self.scripts[base])

    # --- The end --------------------------------------------------------------------------------------------------------

    @event_priority(-100)  # when every other plugin has written its files
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        site = Path(config.site_dir)
        if self.config.stick:
            offline.make_usb(site, site / SCRIPTS)
        elif not self.serving:
            (site / offline.WORKER).write_text(offline.worker(site, self.help_page), encoding="utf-8")
            scripts = dict.fromkeys(script for scripts in self.scripts.values() for script in scripts)
            if not (site / policy.FILE).exists():  # a course may have its own
                (site / policy.FILE).write_text(policy.headers(scripts), encoding="utf-8")
        # MkDocs gives up a strict build with warnings only after this.
        failed = any(
            handler.get_counts()
            for handler in logging.getLogger("mkdocs").handlers
            if isinstance(handler, CountHandler)
        )
        if self.staging and not failed:
            self.staging.publish()
            config.site_dir = str(self.staging.site)  # for `mkdocs gh-deploy`
            log.info("The site is in %s", config.site_dir)
        self._tidy()

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


def _link(file: File, page: Page, text: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return f'<a{attribute} href="{escape(file.url_relative_to(page.file))}">{escape(text)}</a>'


def _escaped(value: Any, *, quotes: bool) -> Any:
    """A value of a front matter without what HTML takes for markup.

    An ampersand stays: where a template escapes as well, it would show. So do the quotes of titles, which stand in no attribute that
    is not escaped there.
    """
    if isinstance(value, str):
        return escape(value, quote=quotes).replace("&amp;", "&")
    if isinstance(value, dict):
        return {key: _escaped(each, quotes=True) for key, each in value.items()}
    return [_escaped(each, quotes=True) for each in value] if isinstance(value, list) else value


def _base(template: str, config: MkDocsConfig) -> str:
    """As MkDocs has it: a page for any address names the site's root by its path."""
    if is_error_template(template):
        return urlsplit(config.site_url or "/").path or "/"
    return get_relative_url(".", template)


def _without_quizzes(html: str) -> str:
    """A page without what render.py has made; none of these elements ever holds another of its kind."""
    lists = (("section", f' class="pe-{name}"') for name in ("sources", "lessons", "module", "glossary", "rules"))
    quizzes = ("form", ' class="pain-quiz"'), ("section", ' class="pq-key"'), ("section", ' data-tool="again"')
    for tag, mark in (*quizzes, ("section", ' class="pain-model"'), *lists):
        at = html.find(mark)
        while at >= 0:
            start = html.rindex("<", 0, at)
            if html.startswith(f"<{tag} ", start):  # and is not words about it
                end = f"</{tag}>"
                html = html[:start] + html[html.index(end, at) + len(end) :]
                at = start - 1
            at = html.find(mark, at + 1)
    return html
