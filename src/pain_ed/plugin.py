"""The MkDocs adapter: runs the checks before a build, and watches the quizzes while serving."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from pain_ed import checks, course
from pain_ed.model import DOCS, QUIZZES
from pain_ed.problems import Code, Problem, count, has_errors, line

log = logging.getLogger("mkdocs.plugins.pain_ed")

# MkDocs itself would end with a traceback on these, or follow them out of the course.
_UNUSABLE = (Code.NOT_UTF8, Code.TOO_LARGE, Code.SYMLINK, Code.UNREADABLE)


class PainEdPlugin(BasePlugin):
    """`plugins: [pain-ed]`. It has no options."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.root = Path(config.config_file_path).parent if config.config_file_path else Path()
        # So that `mkdocs build -f elsewhere/mkdocs.yml` finds the quizzes from any folder.
        config.mdx_configs.setdefault("pain_ed", {}).setdefault("root", str(self.root))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        read, self.problems = course.load(self.root)
        self.problems += checks.judge(read, advice=False)
        self.changed = {lesson.file for lesson, _ in checks.changed_since_review(read)}
        for problem in sorted(self.problems, key=lambda problem: problem.place):
            log.log(logging.ERROR if problem.code.severity == "error" else logging.WARNING, line(problem, label=False))
        if has_errors(self.problems):
            summary = f"{count(self.problems)} in the course. 'pain-ed check' says how to mend each."
            if not self.serving:
                raise PluginError(summary)
            log.error("%s What is sound is shown.", summary)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        # For the template, which says so under the lesson's title.
        page.meta["changed_since_review"] = f"{DOCS}/{page.file.src_uri}" in self.changed

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in _unusable(self.problems):
            if found := files.get_file_from_path(file):
                files.remove(found)
        return files

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

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        server.watch(str(self.root / QUIZZES))


def _unusable(problems: list[Problem]) -> list[str]:
    return [problem.place.file.removeprefix(f"{DOCS}/") for problem in problems if problem.code in _UNUSABLE]


def _without_quizzes(html: str) -> str:
    """A page without what render.py has made; none of these elements ever holds another of its kind."""
    for tag, mark in (("form", ' class="pain-quiz"'), ("section", ' class="pq-key"'), *(("section", f' class="pe-{name}"') for name in ("sources", "lessons", "glossary", "rules"))):
        while (at := html.find(mark)) >= 0:
            end = f"</{tag}>"
            html = html[: html.rindex(f"<{tag}", 0, at)] + html[html.index(end, at) + len(end) :]
    return html
