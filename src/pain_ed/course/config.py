"""What mkdocs.yml says, as far as a course depends on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import quote

from pain_ed.course.budgets import DEFAULT, Budget, read_budgets
from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Location, Problem, did_you_mean
from pain_ed.formats.fields import Parsed
from pain_ed.formats.paths import DOCS
from pain_ed.formats.yaml import plain_yaml
from pain_ed.i18n import messages
from pain_ed.i18n.en import ENGLISH
from pain_ed.i18n.messages import Words

_NAMED = 8
"""Names of missing words in one message."""
_MOST_WORDS = 1000
"""More words of its own than a course can have; each is looked for in the whole file."""


@dataclass(frozen=True, slots=True)
class ReportForm:
    """`extra.course.report`: the address of a form that is filled in already as far as can be."""

    template: str
    """With `{page}` and `{question}` in it."""

    def address(self, lesson: str, question: str) -> str:
        """The form for a question of a lesson, by their ids."""
        return self.template.replace("{page}", quote(lesson, safe="")).replace("{question}", quote(question, safe=""))


@dataclass(frozen=True, kw_only=True)
class Config:
    """What mkdocs.yml says; what it does not say, or what cannot be read, is as MkDocs takes it then."""

    name: str
    """What it calls the site: the codes of two courses are kept apart by it."""
    address: str
    """Where the course is served, with a slash at its end; empty where nobody has said."""
    directory_urls: bool
    """Whether a page is a folder there."""
    nav: tuple[str, ...]
    """The pages of the navigation, from the course's root, in their order."""
    extra: Mapping[str, Any]
    """What stands under `extra.course`."""
    budgets: Mapping[str, Budget]
    """What stands there under `budgets`, by the folders of modules."""
    report: ReportForm | None
    """Where readers can say that something is wrong."""
    language: str
    """The tag of the course's language: that of the theme, where the extension is not told."""
    words: Words
    """The catalogue of that language, with the course's own texts."""

    @property
    def help_page(self) -> str:
        """The page of docs/ under `extra.course.help_page`; empty where there is none."""
        named = self.extra.get("help_page")
        return named if isinstance(named, str) else ""

    def budget(self, module: str) -> Budget:
        """What a lesson of a module may hold."""
        return self.budgets.get(module, DEFAULT)


def read_config(text: str, file: str) -> Parsed[Config]:
    """Read mkdocs.yml.

    Args:
        text: its content; MkDocs itself will tell where that is no YAML.
        file: its path, for messages.
    """
    config = _mapping(plain_yaml(text))
    options = _options(config.get("markdown_extensions"))
    language = options.get("language") or _mapping(config.get("theme")).get("language")
    language = language if isinstance(language, str) and language else "en"
    own = options.get("words")
    own = {} if own is None else own
    extra = _mapping(_mapping(config.get("extra")).get("course"))
    report = extra.get("report")
    template = report if isinstance(report, str) else ""
    budgets, problems = read_budgets(extra.get("budgets"), lambda key: _location(key, text, file))
    problems += [*_report_problems(template, text, file), *_word_problems(language, own, text, file)]
    return Parsed(
        Config(
            name=str(config.get("site_name", "")),
            address=with_slash(str(config.get("site_url") or "")),
            directory_urls=config.get("use_directory_urls") is not False,
            nav=tuple(_pages(config.get("nav"))),
            extra=extra,
            budgets=budgets,
            report=ReportForm(template) if template.startswith("https://") else None,
            language=language,
            words=messages.catalogue(language, _mapping(own)),
        ),
        problems,
        whole=True,
    )


def with_slash(address: str) -> str:
    """An address of a site as others can be joined to it; nothing for what is none (`!ENV` is read by MkDocs alone)."""
    return f"{address.rstrip('/')}/" if address.startswith(("https://", "http://")) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _pages(entry: object) -> Iterator[str]:
    """The pages of a navigation, in their order."""
    if isinstance(entry, str):
        yield f"{DOCS}/{entry}"
    elif isinstance(entry, (list, dict)):
        for part in entry if isinstance(entry, list) else entry.values():
            yield from _pages(part)


def _options(extensions: object) -> Mapping[str, object]:
    """Those of our extension in a list or a mapping of extensions."""
    for entry in extensions if isinstance(extensions, list) else [extensions]:
        for name, options in entry.items() if isinstance(entry, dict) else ():
            if name in ("pain_ed", "pain_ed.extension") and isinstance(options, dict):
                return options
    return {}


def _report_problems(template: str, text: str, file: str) -> Iterator[Problem]:
    if template and not template.startswith("https://"):
        message = f"'report' is '{template}', and does not start with https://"
        yield Problem(Code.NOT_HTTPS, _location("report", text, file), message)


def _word_problems(language: str, own: object, text: str, file: str) -> Iterator[Problem]:
    if not isinstance(own, dict):
        message = "'words' should hold the names of texts, each with its text on a line of its own"
        yield Problem(Code.WRONG_TYPE, _location("words", text, file), message)
        own = {}
    for name, written in islice(own.items(), _MOST_WORDS):
        if not messages.is_known(name):
            message = f"'{name}' is not the name of a text.{did_you_mean(str(name), ENGLISH)}"
            yield Problem(Code.UNKNOWN_WORD, _location(name, text, file), message)
        elif not messages.fits(name, written):
            english = ENGLISH[messages.plain(name)]
            message = f"'{name}' is '{written}', and cannot stand in the place of the English '{english}'"
            yield Problem(Code.WORD_VALUES, _location(name, text, file), message)
    missing = [name for name in ENGLISH if "|" not in name and name not in own]
    if missing and messages.spoken(language) not in messages.CATALOGUES:
        named = ", ".join(f"'{name}'" for name in missing[:_NAMED]) + (" and others" if len(missing) > _NAMED else "")
        known = " and ".join(f"'{tag}'" for tag in messages.CATALOGUES)
        message = f"the package has no words in '{language}' (only in {known}). These are shown in English: {named}"
        yield Problem(Code.WORDS_MISSING, _location("language", text, file), message)


def _location(key: object, text: str, file: str) -> Location:
    """Where a key stands; YAML that MkDocs alone can read has no locations for us."""
    found = re.search(rf"^([^\n#]*?)[\"']?{re.escape(str(key))}[\"']?\s*:", text, re.M)
    return Location(file, text.count("\n", 0, found.start()) + 1, len(found[1]) + 1) if found else Location(file)
