"""What `pain-ed new source` writes: from the JSON that describes a work to an entry of docs/sources.yml. Texts in, texts out.

The JSON is CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), as doi.org and Zotero give it, or what
the interface of Crossref gives (https://api.crossref.org/works/<doi>): the same with lists for some texts, in an envelope.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import unquote

from pain_ed.formats import yaml as located
from pain_ed.formats.paths import SOURCES
from pain_ed.formats.sources import CSL_REQUIRED, KINDS, RELIABILITIES
from pain_ed.formats.text import slug

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.I)


def doi_in(text: str) -> str | None:
    """The DOI that a text is, in any usual writing (`10.…/…`, `doi:…`, `https://doi.org/…`); None for any other text."""
    match = _DOI.fullmatch(text.strip())
    if not match:
        return None
    return match[1] if match.start(1) == 0 else unquote(match[1])  # in an address, signs may be written as %28


def works(text: str) -> list[dict[str, Any]] | None:
    """The works that a JSON text describes; None when it is no JSON, or describes none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(data, dict) and isinstance(data.get("message"), dict):
        data = data["message"]
    found = data if isinstance(data, list) else [data]
    return found if found and all(isinstance(work, dict) and title(work) for work in found) else None


# The markup that publishers put into titles (https://www.crossref.org/documentation/schema-library/markup-guide-metadata-segments/face-markup/),
# with that of JATS and MathML. A list, and not all that stands between < and >: a title may say 'p < 0.05'.
_FACE = re.compile(
    r"</?(?:(?:jats|mml):[\w-]+|b|i|em|strong|u|ovl|sup|sub|scp|tt|font|italic|bold|sc|span|p|br|title)\b[^<>]*>", re.I
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def _text(work: dict[str, Any], key: str) -> str:
    """A text in plain words; nothing where there is none. Crossref gives some texts as the first of a list, and some as numbers."""
    value = work.get(key)
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return plain(value) if isinstance(value, str) else ""


def plain(text: str) -> str:
    """A text without markup, entities and invisible signs."""
    # Some publishers escape what they have escaped already.
    text = _FACE.sub("", html.unescape(html.unescape(text)))
    return " ".join(_CONTROL.sub(" ", text).split())


def title(work: dict[str, Any]) -> str:
    """The title with the subtitle, which Crossref keeps apart."""
    title, subtitle = _text(work, "title"), _text(work, "subtitle")
    return f"{title}: {subtitle}" if title and subtitle and subtitle.casefold() not in title.casefold() else title


def doi_of(work: dict[str, Any]) -> str:
    """The DOI that a work names; empty where it names none."""
    return doi_in(_text(work, "DOI")) or ""


_WITHDRAWN = ("retraction", "withdrawal", "removal", "partial_retraction")


def withdrawn(work: dict[str, Any]) -> str:
    """What is said of a work that was taken back, or of the notice that takes one back; empty for any other.

    Crossref says so in `updated-by` of the work and in `update-to` of the notice; publishers also put it before the title.
    """
    for key, said in (("updated-by", "has been retracted"), ("update-to", "is the notice that retracts another work")):
        updates = work.get(key)
        for update in updates if isinstance(updates, list) else ():
            if isinstance(update, dict) and str(update.get("type", "")).lower() in _WITHDRAWN:
                return f"{said} ({other})" if (other := _text(update, "DOI")) else said
    if re.match(
        r"\W*(retracted|withdrawn)\b(?!\s+(?:articles?|papers?|publications?|studies|stud))", title(work), re.I
    ):
        return "has been retracted, as its title says"
    return (
        "is a notice that retracts another work, as its title says"
        if re.match(r"\W*retraction( note| notice)?\b\s*[:.]", title(work), re.I)
        else ""
    )


_TYPES = {
    "journal-article": "article-journal",
    "posted-content": "article",
    "peer-review": "article",
    "preprint": "article",
    "book-chapter": "chapter",
    "book-section": "chapter",
    "book-part": "chapter",
    "reference-entry": "chapter",
    "entry-encyclopedia": "chapter",
    "entry-dictionary": "chapter",
    "proceedings-article": "chapter",
    "paper-conference": "chapter",
    "monograph": "book",
    "edited-book": "book",
    "reference-book": "book",
    "report-component": "report",
    "thesis": "report",
    "dissertation": "report",
    "article-magazine": "article-newspaper",
    "standard": "report",
    "dataset": "report",
}
"""Types of Crossref and of CSL that the registry does not know, and the nearest that it does."""


def entry(work: dict[str, Any], taken: set[str]) -> tuple[str, list[str]]:
    """An entry of the registry.

    Args:
        work: one of `works`.
        taken: ids that other sources have.

    Returns:
        The id, and the lines of the entry; where something must be said that is not known, and in what a person has to judge, the
        lines say 'TO WRITE'.
    """
    kind = _text(work, "type")
    kind = (
        kind
        if kind in CSL_REQUIRED
        else _TYPES.get(kind, "article-journal" if _text(work, "container-title") else "webpage")
    )
    needs = CSL_REQUIRED[kind]
    authors, editors = _names(work, "author"), _names(work, "editor")
    date = next(
        (
            date
            for key in ("issued", "published", "published-print", "published-online")
            if (date := _date(work.get(key)))
        ),
        None,
    )
    id = _id(authors or editors, date[0] if date else None, title(work), taken)
    doi, url = doi_of(work), _text(work, "URL")
    texts = {
        "container-title": _text(work, "container-title"),
        "container-title-short": _text(work, "container-title-short") or _text(work, "short-container-title"),
        "volume": _text(work, "volume"),
        "issue": _text(work, "issue"),
        "page": _text(work, "page") or _text(work, "article-number"),
        "edition": _text(work, "edition"),
        "publisher": _text(work, "publisher") if kind in ("book", "chapter", "report", "article", "software") else "",
        "publisher-index": _text(work, "publisher-index") if kind in ("book", "chapter", "report") else "",
    }
    if texts["container-title-short"] == texts["container-title"]:
        texts["container-title-short"] = ""
    lines = [f"- id: {id}", f"  type: {kind}", f"  title: {_scalar(title(work))}"]
    for key, names in (("author", authors), ("editor", editors)):
        if names:
            lines += [
                f"  {key}:",
                *(
                    f"    - {{{', '.join(f'{part}: {_scalar(value, flow=True)}' for part, value in name.items())}}}"
                    for name in names
                ),
            ]
        elif key in needs:
            lines += [f"  {key}:", "    - {literal: TO WRITE – who wrote it}"]
    for key in (
        "container-title",
        "container-title-short",
        "issued",
        "volume",
        "issue",
        "page",
        "edition",
        "publisher",
        "publisher-index",
    ):
        if key == "issued":
            if date:
                lines.append(f"  issued: {{date-parts: [[{', '.join(map(str, date))}]]}}")
            elif key in needs:
                lines.append('  issued: "TO WRITE – the year, like {date-parts: [[2021]]}"')
        elif texts[key]:
            lines.append(f"  {key}: {_scalar(texts[key])}")
        elif key in needs:
            lines.append(f"  {key}: TO WRITE – it is not told")
    if doi:
        lines.append(f"  DOI: {_scalar(doi)}")
    elif re.fullmatch(r"https://[^\s<>\"']+", url):
        lines.append(f"  URL: {_scalar(url)}")
    else:
        lines.append("  note: TO WRITE – no address is told; say where it can be found")
    lines += [
        "  custom:",
        "    role: evidence # or source-document, for what a lesson grew from",
        f"    kind: TO WRITE – {', '.join(KINDS)}",
        f"    reliability: TO WRITE – {', '.join(RELIABILITIES)}",
        "    appraisal: TO WRITE – in one sentence, what it is good for, and where it falls short",
    ]
    return id, lines


_PARTS = ("non-dropping-particle", "dropping-particle", "family", "given", "suffix")


def _names(work: dict[str, Any], key: str) -> list[dict[str, str]]:
    """The names of people and groups that can be told."""
    names = []
    value = work.get(key)
    for name in value if isinstance(value, list) else ():
        if not isinstance(name, dict):
            continue
        parts = {part: said for part in _PARTS if (said := _text(name, part))}
        group = _text(name, "literal") or _text(name, "name")
        if "family" in parts:
            names.append({"family": parts.pop("family"), **parts})
        elif group or "given" in parts:
            names.append({"literal": group or parts["given"]})
    return names


def _date(value: Any) -> list[int] | None:
    """Year, month and day, as far as they are told."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else None
    if (
        first is None
        and isinstance(value, dict)
        and (match := re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", str(value.get("raw", ""))))
    ):
        first = [part for part in match.groups() if part]
    date = []
    for part, most in zip(first or (), (9999, 12, 31), strict=False):
        if not re.fullmatch(r"\d{1,4}", str(part)) or not 1 <= int(part) <= most:
            break
        date.append(int(part))
    return date or None


# Letters that Unicode does not take apart into a letter and a sign.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "ı": "i",
    }
)


def _id(names: list[dict[str, str]], year: int | None, title: str, taken: set[str]) -> str:
    """Name and year in lower case with hyphens, free: `raja-2020`, `van-hees-1981`, `who-2023`, `raja-2020-b`."""
    first = names[0] if names else {}
    name = " ".join(first[part] for part in ("non-dropping-particle", "dropping-particle", "family") if part in first)
    if group := first.get("literal"):
        initials = "".join(word[0] for word in group.split() if word[0].isupper())
        name = initials if len(initials) > 2 else " ".join(group.split()[:3])
    base = _kebab(name) or _kebab(" ".join(title.split()[:3])) or "source"
    base = f"{base}-{year}" if year else base
    ids = (
        base,
        *(f"{base}-{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"),
        *(f"{base}-{number}" for number in range(27, len(taken) + 29)),
    )
    return next(id for id in ids if id not in taken)


def _kebab(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", slug(text.translate(_LETTERS))).strip("-")


def _scalar(text: str, *, flow: bool = False) -> str:
    """A text as YAML: bare where it then means itself, otherwise in double quotes. JSON's are YAML's."""
    root, problems = located.load(f"{{k: {text}}}" if flow else f"k: {text}", "")
    fine = root and not problems and root.plain() == {"k": text}
    return text if fine else json.dumps(text, ensure_ascii=False)


def insert(text: str, id: str, lines: list[str]) -> str | None:
    """The registry with one more entry; all that stands there stays as it is.

    Where the last entries stand in the order of the alphabet, it goes into its index among them, and otherwise to the end.

    Returns:
        The new text; None when the file is written in a way to which nothing can be added safely.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    root, problems = located.load(text, SOURCES)
    if (
        problems
        or not root
        or not isinstance(root.value, dict)
        or list(root.value) != ["references"]
        or not root.value["references"].value
    ):
        return None
    nodes = root.value["references"].value
    before = root.plain()["references"]
    if not all(isinstance(source, dict) and isinstance(source.get("id"), str) for source in before):
        return None
    written = text.split("\n")
    start = written[nodes[-1].line - 1][: nodes[-1].column - 1]
    if not re.fullmatch(r" *- +", start):
        return None
    index = _place([source["id"] for source in before], id)
    at = nodes[index].line - 1 if index < len(nodes) else len(written)
    if index < len(nodes):
        # A comment above an entry belongs to it; above the first of the ordered ones it may be the heading of all.
        while (
            index > 0
            and at > nodes[index - 1].line
            and written[at - 1].lstrip().startswith("#")
            and _ordered_from([source["id"] for source in before]) < index
        ):
            at -= 1
    head, tail = "\n".join(written[:at]), "\n".join(written[at:])
    if tail:
        head += "\n"
    elif not head.endswith("\n"):
        head += line_end
    block = line_end.join([*(f"{start[: start.index('-')]}{line}" for line in lines), ""])
    after = f"{head}{block}{tail}"
    root, problems = located.load(after, SOURCES)
    new = located.load("\n".join(lines), SOURCES)[0]
    same = (
        root
        and new
        and not problems
        and root.plain() == {"references": [*before[:index], *new.plain(), *before[index:]]}
    )
    return after if same else None


def _ordered_from(ids: list[str]) -> int:
    """Where the longest ordered end of a list starts."""
    start = len(ids) - 1
    while start > 0 and ids[start - 1] < ids[start]:
        start -= 1
    return start


def _place(ids: list[str], id: str) -> int:
    start = _ordered_from(ids)
    if len(ids) - start < 3:  # chance
        return len(ids)
    return next((index for index in range(start, len(ids)) if ids[index] > id), len(ids))
