"""What mkdocs.yml says of the course's language, and of words of its own for what the package shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from pain_ed.diagnostics.problems import Code, Location, Problem, did_you_mean
from pain_ed.formats import yaml as located
from pain_ed.formats.fields import Parsed
from pain_ed.i18n import messages as words
from pain_ed.i18n.messages import Words

_NAMED = 8  # of the words that are missing, in one message
_ENOUGH = 1000  # more words than there are; each is looked for in the whole file


def read(text: str, file: str) -> Parsed[tuple[str, Words]]:
    """The tag of the course's language (that of the theme, where the extension is not told) and its words, and what is wrong with its own.

    Args:
        text: of mkdocs.yml.
        file: its path, for messages.
    """
    config = located.plain_yaml(text)
    config = config if isinstance(config, dict) else {}
    options = _options(config.get("markdown_extensions"))
    theme = config.get("theme")
    language = options.get("language") or (theme.get("language") if isinstance(theme, dict) else "")
    language = language if isinstance(language, str) and language else "en"
    own = options.get("words")
    own = {} if own is None else own
    return Parsed((language, words.catalogue(language, own)), [*_problems(language, own, text, file)], whole=True)


def _options(extensions: object) -> Mapping[str, object]:
    """Those of our extension in a list or a mapping of extensions."""
    for entry in extensions if isinstance(extensions, list) else [extensions]:
        for name, options in entry.items() if isinstance(entry, dict) else ():
            if name in ("pain_ed", "pain_ed.extension") and isinstance(options, dict):
                return options
    return {}


def _problems(language: str, own: object, text: str, file: str) -> Iterator[Problem]:
    def location(name: object) -> Location:
        found = re.search(rf"^([^\n#]*?)[\"']?{re.escape(str(name))}[\"']?\s*:", text, re.M)
        return Location(file, text.count("\n", 0, found.start()) + 1, len(found[1]) + 1) if found else Location(file)

    if not isinstance(own, dict):
        yield Problem(
            Code.WRONG_TYPE,
            location("words"),
            "'words' should hold the names of texts, each with its text on a line of its own",
        )
        own = {}
    for name, written in islice(own.items(), _ENOUGH):
        if not words.is_known(name):
            yield Problem(
                Code.UNKNOWN_WORD,
                location(name),
                f"'{name}' is not the name of a text.{did_you_mean(str(name), words.ENGLISH)}",
            )
        elif not words.fits(name, written):
            english = words.ENGLISH[words.plain(name)]
            yield Problem(
                Code.WORD_VALUES,
                location(name),
                f"'{name}' is '{written}', and cannot stand in the place of the English '{english}'",
            )
    if words.spoken(language) not in words.CATALOGUES and (
        missing := [name for name in words.ENGLISH if "|" not in name and name not in own]
    ):
        named = ", ".join(f"'{name}'" for name in missing[:_NAMED]) + (" and others" if len(missing) > _NAMED else "")
        known = " and ".join(f"'{each}'" for each in words.CATALOGUES)
        message = f"the package has no words in '{language}' (only in {known}). These are shown in English: {named}"
        yield Problem(Code.WORDS_MISSING, location("language"), message)
