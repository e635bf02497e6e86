"""The words of a course: the catalogue of its language with its own texts, and what is made of them: numbers, plurals,
dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

from pain_ed.i18n.de import GERMAN
from pain_ed.i18n.en import ENGLISH

if TYPE_CHECKING:
    from babel.core import Locale

CATALOGUES = {"en": ENGLISH, "de": GERMAN}


class Words(dict[str, str]):
    """The texts of a catalogue by their names. Nobody changes one, so that what is made of it is made once."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # a dict has none


_VALUE = re.compile(r"\{(\d*)\}")
_FORMS = ("zero", "one", "two", "few", "many")


def catalogue(language: str = "en", own: Mapping[str, str] | None = None) -> Words:
    """The words of a language, with a course's own in their place.

    Args:
        language: a language tag, as `de` or `de-AT`. Where there is no catalogue, what `own` leaves out is in English.
        own: a course's own words, by the names of ENGLISH, in which a text may have further plural forms
        (`minutes|few`).

    Returns:
        The words, and under "language" the tag by which numbers choose their form.
    """
    own = own if isinstance(own, Mapping) else {}
    known = tuple((name, text) for name, text in own.items() if is_known(name) and fits(name, text))
    return _catalogue(spoken(language), known)


@lru_cache(maxsize=8)
def _catalogue(tag: str, known: tuple[tuple[str, str], ...]) -> Words:
    own = dict(known)
    # Whoever writes a text anew does not want the catalogue's form of it for some numbers.
    given = {
        name: text
        for name, text in {**ENGLISH, **CATALOGUES.get(tag, {})}.items()
        if "|" not in name or plain(name) not in own
    }
    return Words({**given, **own, "language": tag if tag in CATALOGUES or own else "en"})


@lru_cache(maxsize=8)
def escaped(words: Words) -> Words:
    """The same for HTML."""
    return Words({name: escape(text, quote=False) for name, text in words.items()})


def spoken(language: str) -> str:
    """A language tag without its country: `de` for `de-AT`."""
    return language.replace("_", "-").lower().partition("-")[0]


def is_known(name: object) -> bool:
    """Whether a course may have a text of that name of its own."""
    return isinstance(name, str) and (
        name in ENGLISH or (f"{plain(name)}|one" in ENGLISH and name.partition("|")[2] in _FORMS)
    )


def fits(name: str, text: object) -> bool:
    """Whether a text takes no values but those that the English one is given, and holds no other braces."""
    if not isinstance(text, str) or re.search(r"[{}]", _VALUE.sub("", text)):
        return False
    alike = len({bool(number) for number in _VALUE.findall(text)}) < 2  # all are numbered, or none
    whole = name != "months" or text.count(", ") == 11
    return alike and whole and values_in(text) <= values_in(ENGLISH[plain(name)])


def plain(name: str) -> str:
    """The name of a text without its plural form."""
    return name.partition("|")[0]


def values_in(text: str) -> set[str]:
    """Which values a text takes, as numbers from 0."""
    return {number or str(index) for index, number in enumerate(_VALUE.findall(text))}


def counted(words: Words, name: str, number: int, *values: object) -> str:
    """A text in the form that a number asks for.

    Args:
        words: the catalogue.
        name: of the text.
        number: what is counted.
        values: to stand in the text; without any, the number.
    """
    text = words.get(f"{name}|{plural(words['language'], number)}", words[name])
    return text.format(*(values or (number,)))


def decimal(words: Words, number: float, digits: int) -> str:
    """A number with that many digits after the language's decimal mark."""
    return f"{number:.{digits}f}".replace(".", words["decimal-mark"])


def date(words: Words, written: str) -> str:
    """A day that is written as 2026-11-21, in words; nothing for what is no day (`mkdocs serve` shows such lessons,
    too)."""
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        return ""
    return words["date"].format(day.day, words["months"].split(", ")[day.month - 1], day.year)


@cache
def _locale(language: str) -> Locale | None:
    # Here, and not above: it takes as long to read as all the rest that `pain-ed check` needs of Markdown, and only
    # pages count.
    from babel.core import Locale, UnknownLocaleError, get_global

    try:  # `sh`, which the theme has, is another name of `sr_Latn`
        return Locale.parse(get_global("language_aliases").get(language, language))
    except (ValueError, UnknownLocaleError):
        return None


def plural(language: str, number: int) -> str:
    """Which plural form of CLDR a whole number takes: "zero", "one", "two", "few", "many" or "other"."""
    locale = _locale(language)
    # The rule of most languages, for one that Babel does not know.
    form: str = locale.plural_form(number) if locale else "one" if number == 1 else "other"
    return form


_IN_TEMPLATES = ("minutes|one", "minutes", "looked-at", "reviewed-by", "date")


def for_templates(words: Words) -> dict[str, str | list[str]]:
    """The words of the theme's own templates: those that begin with `frame:`, and those of a lesson's head."""
    own = {
        name.removeprefix("frame:"): text
        for name, text in words.items()
        if name.startswith("frame:") or name in _IN_TEMPLATES
    }
    return own | {"months": words["months"].split(", ")}
