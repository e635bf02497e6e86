"""The signs that send a reader for help: their lists, and how urgent a sign is beside each link to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from pain_ed.formats.signs import ANCHOR, BY_PLACE, FOR_CLINICIANS, NUMBERS, URGENCIES, Country, Place, Sign, Signs
from pain_ed.i18n.messages import Words, date
from pain_ed.page.elements import append_text
from pain_ed.page.inline import Inline

_SENTENCE_ENDS = re.compile(r"[.?!:]")
_TO_SIGN = re.compile(rf"#{ANCHOR}([a-z0-9-]+)$")


def fill_signs(parent: Element, which: str, signs: Signs, words: Words, inline: Inline) -> None:
    """Append a list of signs.

    Args:
        parent: where to.
        which: an urgency: its signs, under their places. A place: its signs, the most urgent first. BY_PLACE: each
            place, folded. FOR_CLINICIANS: all, with what to think of and the sources. NUMBERS: each country, folded.
        signs: the file.
        words: the catalogue.
        inline: sets inline Markdown.
    """
    if which in URGENCIES:
        _by_place(parent, which, signs)
    elif which == BY_PLACE:
        for place in signs.places:
            # The id is inside, so that a link to it opens the details.
            _by_urgency(
                SubElement(_folded(parent, place.title), "div", {"id": f"place-{place.id}"}), _at(signs, place), words
            )
    elif which == FOR_CLINICIANS:
        _for_clinicians(parent, signs, words, inline)
    elif which == NUMBERS:
        for country in signs.countries:
            _numbers(_folded(parent, country.name), country, words, inline)
    else:
        for place in signs.places:
            if place.id == which:
                _by_urgency(parent, _at(signs, place), words)


def _folded(parent: Element, title: str) -> Element:
    details = SubElement(parent, "details", {"class": "pe-place"})
    SubElement(details, "summary").text = title
    return details


def _at(signs: Signs, place: Place) -> list[Sign]:
    """Those of a place: first those that are listed under it where each is listed once."""
    others = [sign for sign in signs.signs if any(ref.id == place.id for ref in sign.places[1:])]
    return [*_first(signs.signs, place), *others]


def _first(signs: Iterable[Sign], place: Place) -> list[Sign]:
    """Those that are listed under a place where each is listed once."""
    return [sign for sign in signs if sign.places and sign.places[0].id == place.id]


def _by_place(parent: Element, urgency: str, signs: Signs) -> None:
    list_ = SubElement(parent, "dl", {"class": "pe-signs", "data-urgency": urgency})
    urgent = [sign for sign in signs.signs if sign.urgency == urgency]
    for place in signs.places:
        if here := _first(urgent, place):
            SubElement(list_, "dt").text = place.title
            items = SubElement(SubElement(list_, "dd"), "ul")
            for sign in here:
                SubElement(items, "li", {"id": sign.anchor}).text = sign.words


def _by_urgency(parent: Element, signs: list[Sign], words: Words) -> None:
    list_ = SubElement(parent, "dl", {"class": "pe-signs"})
    for urgency in URGENCIES:
        if here := [sign for sign in signs if sign.urgency == urgency]:
            SubElement(list_, "dt", {"data-urgency": urgency}).text = words[f"urgency:{urgency}"]
            items = SubElement(SubElement(list_, "dd"), "ul")
            for sign in here:
                SubElement(items, "li").text = sign.words


def _for_clinicians(parent: Element, signs: Signs, words: Words, inline: Inline) -> None:
    for place in signs.places:
        if here := _first(signs.signs, place):
            items = SubElement(_folded(parent, place.title), "ul")
            for sign in sorted(here, key=lambda sign: URGENCIES.index(sign.urgency)):
                item = SubElement(items, "li")
                SubElement(item, "b", {"data-urgency": sign.urgency}).text = f"{words[f'urgency:{sign.urgency}']}:"
                append_text(item, f" {sign.words}. ")
                if sign.suspect:
                    append_text(item, f"{words['signs:suspect'].format(sign.suspect)} ")
                inline(item, " ".join(f"[^{source.id}]" for source in sign.sources))
    if oldest := min((sign.looked_up for sign in signs.signs), default=""):
        text = words["signs:looked-up"].format(date(words, oldest))
        SubElement(SubElement(parent, "p"), "small").text = text


def _numbers(parent: Element, country: Country, words: Words, inline: Inline) -> None:
    list_ = SubElement(parent, "dl", {"class": "pe-signs"})
    for name, text in (("emergency", country.emergency), ("crisis", country.crisis)):
        SubElement(list_, "dt").text = words[f"signs:{name}"]
        inline(SubElement(list_, "dd"), text)
    read_at = SubElement(SubElement(parent, "p"), "small")
    append_text(read_at, words["signs:read-at"].format(date(words, country.looked_up)))
    for address in country.read_at:
        append_text(read_at, " ")
        SubElement(read_at, "a", {"href": address}).text = urlsplit(address).netloc.removeprefix("www.")


def mark(root: Element, signs: Signs, words: Words) -> None:
    """Set behind each link to a sign how urgent it is.

    Args:
        root: the page.
        signs: the file.
        words: the catalogue.
    """
    urgency = {sign.id: sign.urgency for sign in signs.signs}
    found = ((link, _TO_SIGN.search(link.get("href") or "")) for link in root.iter("a"))
    links = {link: urgency[match[1]] for link, match in found if match and match[1] in urgency}
    parents = {child: parent for parent in root.iter() for child in parent} if links else {}
    for link, soon in links.items():
        parent = parents[link]
        index = list(parent).index(link)
        # Of signs in a row that are as urgent, the last alone says so.
        after = next(iter(parent[index + 1 :]), None)
        if after is not None and links.get(after) == soon and not _SENTENCE_ENDS.search(link.tail or ""):
            continue
        beside = Element("span", {"class": "pe-urgency", "data-urgency": soon})
        beside.text = f"({words[f'beside:{soon}']})"
        beside.tail, link.tail = link.tail, " "
        parent.insert(index + 1, beside)
