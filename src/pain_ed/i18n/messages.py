"""The words of a course: the catalogue of its language with its own texts, and what is made of them: numbers, plurals, dates."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from pain_ed.i18n.de import GERMAN
from pain_ed.i18n.en import ENGLISH

CATALOGUES = {"en": ENGLISH, "de": GERMAN}

Words = dict[str, str]

_VALUE = re.compile(r"\{(\d*)\}")
_FORMS = ("zero", "one", "two", "few", "many")


def catalogue(language: str = "en", own: Mapping[str, str] | None = None) -> Words:
    """The words of a language, with a course's own in their index.

    Args:
        language: a language tag, as `de` or `de-AT`. Where there is no catalogue, what `own` leaves out is in English.
        own: a course's own words, by the names of ENGLISH, in which a text may have further plural forms (`minutes|few`).

    Returns:
        The words, and under "language" the tag by which numbers choose their form.
    """
    own = own if isinstance(own, Mapping) else {}
    own = {name: text for name, text in own.items() if is_known(name) and fits(name, text)}
    tag = spoken(language)
    # Whoever writes a text anew does not want the catalogue's form of it for some numbers.
    given = {
        name: text
        for name, text in {**ENGLISH, **CATALOGUES.get(tag, {})}.items()
        if "|" not in name or plain(name) not in own
    }
    return {**given, **own, "language": tag if tag in CATALOGUES or own else "en"}


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
    """A day that is written as 2026-11-21, in words; nothing for what is no day (`mkdocs serve` shows such lessons, too)."""
    try:
        day = datetime.date.fromisoformat(written)
    except ValueError:
        return ""
    return words["date"].format(day.day, words["months"].split(", ")[day.month - 1], day.year)


# The languages whose forms differ from "one for 1, the rest for all others" (CLDR 46, cardinal, whole numbers:
# https://www.unicode.org/cldr/charts/46/supplemental/language_plural_rules.html). A test asks Node about each.
_NO_FORMS = frozenset(["id", "ja", "ko", "ms", "my", "th", "vi", "zh"])
_ONE_FOR_0_AND_1 = frozenset(["am", "as", "bn", "fa", "fr", "gu", "hi", "hy", "kn", "pa", "pt", "si", "zu"])
_EAST_SLAVIC, _SOUTH_SLAVIC = frozenset(["be", "ru", "uk"]), frozenset(["bs", "hr", "sh", "sr"])


def plural(language: str, number: int) -> str:
    """Which plural form of CLDR a whole number takes: "zero", "one", "two", "few", "many" or "other"."""
    ten, hundred = number % 10, number % 100
    few = 2 <= ten <= 4 and not 12 <= hundred <= 14
    if language in _NO_FORMS:
        return "other"
    if language in _ONE_FOR_0_AND_1:
        return "one" if number in (0, 1) else "other"
    if language in _EAST_SLAVIC or language in _SOUTH_SLAVIC:
        rest = "many" if language in _EAST_SLAVIC else "other"
        return "one" if ten == 1 and hundred != 11 else "few" if few else rest
    if language == "pl":
        return "one" if number == 1 else "few" if few else "many"
    if language in ("cs", "sk"):
        return "one" if number == 1 else "few" if 2 <= number <= 4 else "other"
    if language == "lt":
        return "other" if 11 <= hundred <= 19 or ten == 0 else "one" if ten == 1 else "few"
    if language == "lv":
        return "zero" if ten == 0 or 11 <= hundred <= 19 else "one" if ten == 1 and hundred != 11 else "other"
    if language == "ro":
        return "one" if number == 1 else "few" if number == 0 or 1 <= hundred <= 19 else "other"
    if language == "sl":
        return {1: "one", 2: "two", 3: "few", 4: "few"}.get(hundred, "other")
    if language == "cy":
        return {0: "zero", 1: "one", 2: "two", 3: "few", 6: "many"}.get(number, "other")
    if language in ("fil", "tl"):
        return "other" if ten in (4, 6, 9) else "one"
    if language in ("is", "mk"):
        return "one" if ten == 1 and hundred != 11 else "other"
    if language == "he":
        return {1: "one", 2: "two"}.get(number, "other")
    if language == "ar":
        return {0: "zero", 1: "one", 2: "two"}.get(number) or (
            "few" if 3 <= hundred <= 10 else "many" if hundred >= 11 else "other"
        )
    return "one" if number == 1 else "other"


_IN_TEMPLATES = ("minutes|one", "minutes", "looked-at", "reviewed-by", "date")


def for_templates(words: Words) -> dict[str, str | list[str]]:
    """The words of the theme's own templates: those that begin with `frame:`, and those of a lesson's head."""
    own = {
        name.removeprefix("frame:"): text
        for name, text in words.items()
        if name.startswith("frame:") or name in _IN_TEMPLATES
    }
    return own | {"months": words["months"].split(", ")}
