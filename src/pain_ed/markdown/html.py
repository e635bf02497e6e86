"""What a course's text may bring into a page. Everything else becomes visible text, or goes.

`check` refuses it with its place; this holds where nobody has checked: in `mkdocs serve`, and under a host that checks
nothing. Allow-lists only. The markup that is let through is written anew, so that no browser can read it otherwise than
we do.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterable, Iterator
from xml.etree.ElementTree import Element

from pain_ed.markdown.links import angles

TAGS = frozenset("abbr br cite div figcaption figure kbd small span sub sup wbr".split())
ATTRIBUTES = frozenset("class id lang dir title markdown alt width height loading".split())
"""All that Markdown cannot say, and that can neither run nor lead anywhere."""

# What Markdown and its extensions make of text.
_MADE = TAGS | frozenset(
    "a b blockquote caption code col colgroup dd del details dl dt em h1 h2 h3 h4 h5 h6 hr i img input ins label li "
    "mark ol p pre q s section strong summary table tbody td tfoot th thead tr u ul".split()
)
_MADE_ATTRIBUTES = ATTRIBUTES | frozenset(
    "align checked cite colspan datetime disabled for hidden href name open rel reversed role rowspan scope src start "
    "type value".split()
)

_ADDRESSES = frozenset(("href", "src", "cite"))
SCHEMES = ("https:", "mailto:", "tel:")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")

# A tag as strictly as HTML can be written, a comment to its end, or a `<` that is neither.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)"
    r"(?P<attributes>(?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*/?>"
    r"|<",
    re.S,
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")

# Markdown puts a stashed piece of HTML wherever this stands, inside an attribute as well.
_STASHED = re.compile(r"\x02[^\x02\x03]*\x03")

# Ids that the theme looks for, and classes by which it and our scripts know their parts.
_RESERVED_ID = re.compile(r"__")
_RESERVED_CLASS = re.compile(r"md-(?!button)|pq-|pain-|mermaid$")


def address(written: str) -> str:
    """An address as a browser reads it: entities resolved, what cannot be seen taken out."""
    return _UNSEEN.sub("", html.unescape(written)).replace("\\", "/")


def scheme(written: str) -> str:
    """The scheme of an address in lower case, with its colon; `//` for a host alone, nothing for a relative one."""
    read = address(written)
    if match := _SCHEME.match(read):
        return match[0].lower()
    return "//" if read.startswith("//") else ""


def refused(name: str, value: str) -> bool:
    """Whether an attribute of this name and value may not be written by an author, on any element."""
    name = name.lower()
    if name not in ATTRIBUTES or "<" in value:
        return True
    if name == "class":
        return any(map(_RESERVED_CLASS.match, value.split()))
    return name == "id" and bool(_RESERVED_ID.match(value))


def tags(text: str) -> Iterator[tuple[int, str, str, list[tuple[str, str]] | None]]:
    """Each `<` of a text that a browser could take for markup.

    Yields:
        Where it stands, `/` for the end of an element, the element's name, and its attributes. These are None for a tag
        that is not well-formed; the name is then what is written, and empty for a comment.
    """
    for match in _TOKEN.finditer(text):
        if match["tag"]:
            yield match.start(), match["end"], match["tag"], _attributes(match["attributes"])
        elif match[0] != "<":
            yield match.start(), "", "", None
        elif re.match(r"[A-Za-z/!?]", text[match.end() : match.end() + 1]):
            yield match.start(), "", text[match.start() : match.start() + 12].split("\n")[0], None


def _written(attributes: Iterable[tuple[str, str]]) -> str:
    return "".join(f' {name}="{html.escape(value)}"' for name, value in attributes)


def _attributes(written: str) -> list[tuple[str, str]]:
    attributes = _ATTRIBUTE.findall(written)
    return [(name, html.unescape(double or single or bare)) for name, double, single, bare in attributes]


_CLOSED = re.compile(r"<[^<>]*>|</?[A-Za-z][^\s<>=]*\s+[^<>]*=")
# Bounded: a line of nothing but braces would be read for minutes.
_LIST = re.compile(r"\{(:?)[ ]{0,9}([^}\n ][^\n]{0,300})\}")
_IN_LIST = re.compile(r"([^ =}]+)=(?:\"([^\"]*)\"|'([^']*)'|([^ =}]*))|([^ =}]+)")
_FENCE_LIST = re.compile(r"^[ >]*(?:`{3,}|~{3,})[^\n{]{0,300}\{([^\n]{0,300})\}", re.M)
_FENCE_OPTIONS = frozenset(["title", "linenums", "hl_lines"])
_BLOCK_ATTRIBUTES = re.compile(r"^[ >]*/{3,}[^\n]*(?:\n[ >]{4,}[^\n]*)*?\n[ >]{4,}[\"']?(attrs)\b", re.M)
_COMMENT_IN_DISGUISE = re.compile(r"<!--(?=-?>)|--!>")


def refusals(written: str, visible: str) -> Iterator[tuple[int, str]]:
    """What an author's text may not hold: where it stands, and a message.

    Args:
        written: the text with its comments and code. It is read for what works there: the first lines of code and of
            blocks, and the ends of comments.
        visible: the text without them.
    """
    if "<" in visible:
        yield from _refused_tags(visible)
    for match in _LIST.finditer(visible) if "{" in visible else ():
        yield from _refused(match.start(), _listed(match[2], certain=bool(match[1]) or match[2].startswith((".", "#"))))
    for match in _FENCE_LIST.finditer(written) if "{" in written else ():
        listed = _listed(match[1], certain=False)
        yield from _refused(match.start(1), [pair for pair in listed if pair[0] not in _FENCE_OPTIONS])
    for match in _BLOCK_ATTRIBUTES.finditer(written) if "attrs" in written else ():
        yield match.start(1), "the option 'attrs' of a block is not allowed"
    for match in _COMMENT_IN_DISGUISE.finditer(written) if "--" in written else ():
        yield match.start(), f"'{match[0]}' starts or ends a comment for a browser and for nobody else"


def _refused_tags(text: str) -> Iterator[tuple[int, str]]:
    judged_as_links = angles(text)
    for offset, slash, tag, attributes in tags(text):
        if offset in judged_as_links:
            continue
        if attributes is None:
            before = text[max(0, offset - 40) : offset].rpartition("\n")
            starts_line = (before[1] or offset <= 40) and not before[2].strip(" >")
            if tag[:2] in ("", "<!", "<?", "</") or starts_line or _CLOSED.match(text, offset):
                yield offset, f"'{tag or '<!--'} …' is not allowed in a text"
        elif tag.lower() not in TAGS:
            yield offset, f"the HTML element '<{slash}{tag}>' is not allowed"
        else:
            yield from _refused(offset, attributes)


def _refused(offset: int, attributes: Iterable[tuple[str, str]]) -> Iterator[tuple[int, str]]:
    for name, value in attributes:
        if refused(name, value):
            what = f"'{name}'" if name.lower() not in ATTRIBUTES else f"'{name}' with the value '{value}'"
            yield offset, f"the attribute {what} is not allowed"


def _listed(text: str, *, certain: bool) -> Iterator[tuple[str, str]]:
    """Those of a list `{.class #id key=value}`. Where that is not certain, braces without `=` are only that."""
    for name, double, single, bare, word in _IN_LIST.findall(text) if certain or "=" in text else ():
        if word.startswith((".", "#")):
            yield ("class" if word[0] == "." else "id"), word[1:]
        elif name or certain:
            yield name or word, double or single or bare


def raw(text: str) -> str:
    """HTML that an author wrote, with TAGS and ATTRIBUTES alone left in it; other tags are shown as text."""

    def rewrite(match: re.Match[str]) -> str:
        if match[0].startswith("<!--"):
            return ""
        name = (match["tag"] or "").lower()
        if name not in TAGS:
            return f"&lt;{match[0][1:]}"
        if match["end"]:
            return f"</{name}>"
        attributes = _attributes(match["attributes"])
        kept = ((key.lower(), _STASHED.sub("", value)) for key, value in attributes if not refused(key, value))
        return f"<{name}{_written(kept)}>"

    return _TOKEN.sub(rewrite, text) if "<" in text else text


# What other extensions hand to the page as text, such as coloured code. An author can give attributes to some of it.
_SUSPICIOUS = re.compile(
    r"\s(?:on|style|src|data-|form|xlink)|(?:script|data|file)\s*:|<\s*/?(?:script|iframe|object|embed|base|meta|link|form|style)",
    re.I,
)
_NEVER = frozenset("script iframe object embed base meta link form style".split())


def made(text: str) -> str:
    """HTML that an extension made, without what runs, leads out in disguise, or wakes a script."""

    def rewrite(match: re.Match[str]) -> str:
        name = (match["tag"] or "").lower()
        if not name or name in _NEVER:
            return f"&lt;{match[0][1:]}"
        kept = ((key, value) for key, value in _attributes(match["attributes"]) if _harmless(key.lower(), value))
        return f"<{match['end']}{match['tag']}{_written(kept)}>"

    return _TOKEN.sub(rewrite, text) if _SUSPICIOUS.search(text) else text


def _harmless(name: str, value: str) -> bool:
    if name.startswith(("on", "data-", "form")) or name in ("style", "srcdoc", "srcset"):
        return False
    return scheme(value) in ("", "http:", *SCHEMES) if name.rpartition(":")[2] in ("href", "src", "action") else True


def tree(root: Element, own: Collection[Element] = ()) -> None:
    """Clean elements in place.

    Args:
        root: what a page's text became.
        own: elements that the caller made, whose name and `data-` attributes stay.
    """
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue  # a comment, or an entity
        ours = element in own
        if element.tag not in _MADE and not ours:
            element.tag = "div" if element is not root else root.tag
        if element.attrib:
            _clean(element, ours)


def _clean(element: Element, ours: bool) -> None:
    for name, value in list(element.attrib.items()):
        if "\x02" in value and name not in _ADDRESSES:  # Markdown hides an e-mail address behind such signs
            element.set(name, value := re.sub(r"\x02(?!\d+\x03|amp\x03)[^\x02\x03]*\x03", "", value))
        if name == "style" and (match := re.fullmatch(r"text-align: (left|center|right);", value)):
            # No policy lets a style attribute through, and this needs no style sheet.
            element.set("align", match[1])
        if not (name in _MADE_ATTRIBUTES or name.startswith("aria-") or (ours and name.startswith("data-"))):
            del element.attrib[name]
        elif name in _ADDRESSES:
            plain = re.sub(r"\x02(\d+)\x03", lambda match: chr(int(match[1]) % 0x110000), value)
            plain = plain.replace("\x02amp\x03", "&")
            if "\x02" in plain or scheme(plain) not in ("", "http:", *SCHEMES):
                element.set(name, "#" if name == "href" else "")  # MkDocs wants one on each link and picture
        elif name == "name" and element.tag != "input":
            del element.attrib[name]  # an element with a name takes the place of a property of the document
        elif name == "id" and _RESERVED_ID.match(value):
            del element.attrib[name]
        elif name == "class" and not ours and any(map(_RESERVED_CLASS.match, value.split())):
            element.set("class", " ".join(part for part in value.split() if not _RESERVED_CLASS.match(part)))
