"""A source as readers see it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from pain_ed.formats.sources import Source
from pain_ed.i18n.messages import Words
from pain_ed.page.elements import append_text


def fill_reference(parent: Element, source: Source, words: Words) -> None:
    """Append a reference in the Vancouver style (https://www.ncbi.nlm.nih.gov/books/NBK7256/), with a link and what
    kind of source it is.

    Args:
        parent: a paragraph; what it holds already stays in front.
        source: the entry.
        words: the catalogue.
    """
    csl = source.csl
    authors = _authors(csl.get("author", ()))
    title = csl["title"]
    parts = [f"{authors}." if authors else "", title if title.endswith(("?", "!", ".")) else f"{title}."]
    year = "-".join(str(part[0]) for part in csl["issued"]["date-parts"]) if "issued" in csl else ""
    if csl["type"] in ("article-journal", "article-newspaper"):
        journal = csl.get("container-title-short") or csl["container-title"]
        numbers = csl.get("volume", "") + (f"({csl['issue']})" if "issue" in csl else "")
        where = year + (f";{numbers}" if numbers else "") + (f":{csl['page']}" if "page" in csl else "")
        parts += [f"{journal.rstrip('.')}.", f"{where}."]
    else:
        edition = f"{csl['container-title']}." if "container-title" in csl else ""
        publisher = "; ".join(text for text in (csl.get("publisher", ""), year) if text)
        parts += [edition, f"{publisher}." if publisher else ""]
    append_text(parent, " ".join(part for part in parts if part) + " ")
    if "DOI" in csl:
        link = SubElement(parent, "a", {"href": f"https://doi.org/{csl['DOI']}", "rel": "noopener noreferrer"})
        link.text, link.tail = f"doi:{csl['DOI']}", " "
    elif "URL" in csl:
        link = SubElement(parent, "a", {"href": csl["URL"], "rel": "noopener noreferrer"})
        link.text, link.tail = re.sub(r"^https://(www\.)?|/$", "", csl["URL"]), " "
    if "note" in csl:
        append_text(parent, csl["note"].rstrip(".") + ". ")
    SubElement(parent, "span", {"class": "pe-tag"}).text = words[f"kind:{source.kind}"]
    if source.role == "source-document":
        parent[-1].tail = " "
        SubElement(parent, "span", {"class": "pe-tag pe-tag-document"}).text = words["source-document"]


def _authors(authors: Iterable[dict[str, str]]) -> str:
    names = []
    for author in authors:
        if "literal" in author:
            names.append(author["literal"])
            continue
        initials = "".join(part[0] for part in re.split(r"[\s.\-]+", author.get("given", "")) if part)
        names.append(
            " ".join(part for part in (author.get("non-dropping-particle", ""), author["family"], initials) if part)
        )
    if len(names) > 7:
        names = [*names[:6], "et al"]
    return ", ".join(names).rstrip(".")


def short_name(source: Source, words: Words) -> str:
    """What a source is called in a sentence: 'Doe and others 2019'; empty where it names neither people nor a year."""
    names = [author.get("literal") or author["family"] for author in source.csl.get("author", ())]
    who = names[0] if names else ""
    if len(names) == 2 and not names[1].startswith("et al"):
        who = words["two-authors"].format(*names)
    elif len(names) > 1:
        who = words["more-authors"].format(who)
    year = str(source.csl["issued"]["date-parts"][0][0]) if "issued" in source.csl else ""
    return " ".join(part for part in (who, year) if part)
