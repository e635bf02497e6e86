"""Which changes concern the safety of readers, and what stands around every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from pain_ed.check.words import word_pattern
from pain_ed.compare.changes import Change
from pain_ed.compare.sides import Side, flat, if_changed, more_or_less
from pain_ed.course.model import Course
from pain_ed.formats.paths import CONFIG, DOCS, LANGUAGE, SAFETY, SIGNS


class Safety:
    """Which words make a change one of safety, by the rules of either side."""

    def __init__(self, old: Course, new: Course) -> None:
        sides = [side.safety for side in (old, new) if side.safety]
        self.help = {f"{DOCS}/{side.config.help_page}" for side in (old, new) if side.config.help_page}
        self.help |= {f"{DOCS}/{side.crisis_link.partition('#')[0]}" for side in sides}
        self.words = [
            (kind, _either(getattr(side, key) for side in sides))
            for kind, key in (("medicine-line", "say"), ("crisis", "crisis"), ("medicine", "medicines"))
        ]
        self.links = [side.crisis_link for side in sides if "#" in side.crisis_link]

    def kind(self, file: str, text: str, otherwise: str) -> str:
        """The kind of a change of a text: one of safety, or `otherwise`."""
        if file in self.help:
            return "help-page"
        if any(link in text for link in self.links):
            return "crisis"
        return next((kind for kind, words in self.words if words and words.search(text)), otherwise)


def _either(lists: Iterable[tuple[str, ...]]) -> re.Pattern[str] | None:
    every = tuple(dict.fromkeys(word for words in lists for word in words))
    return word_pattern(every) if every else None


def around(old: Side, new: Side) -> Iterator[Change]:
    """Changes of what stands around every page, and of the rules that every lesson is held to."""
    for key in dict.fromkeys((*old.around, *new.around)):
        yield from if_changed("around", CONFIG, str(key), flat(old.around.get(key)), flat(new.around.get(key)))
    yield from more_or_less("safety-rules", SAFETY, "", _safety(old), _safety(new))
    yield from _signs(old, new)
    left, right = ({"; ".join(entry.words): entry for entry in side.course.language} for side in (old, new))
    for words in dict.fromkeys((*left, *right)):
        was, now = (
            f"Instead: {entry.instead}\nWhy: {entry.why}"
            + (f"\nUnless: {'; '.join(entry.unless)}" if entry.unless else "")
            if (entry := side.get(words))
            else ""
            for side in (left, right)
        )
        gone = words in left and words not in right and new.in_doubt(LANGUAGE)
        if not gone:
            yield from if_changed("language-rules", LANGUAGE, words, was, now)


def _signs(old: Side, new: Side) -> Iterator[Change]:
    was, now = (
        {
            sign.id: f"{sign.urgency}: {sign.words}\n{', '.join(ref.id for ref in (*sign.places, *sign.sources))}"
            f"\n{sign.suspect}\n{sign.looked_up}"
            for sign in side.course.signs.signs
        }
        | {
            f"numbers of {country.name}": f"{country.emergency}\n{country.crisis}\n{', '.join(country.read_at)}"
            f"\n{country.looked_up}"
            for country in side.course.signs.countries
        }
        for side in (old, new)
    )
    for id in dict.fromkeys((*was, *now)):
        if not (id not in now and new.in_doubt(SIGNS)) and not (id not in was and old.in_doubt(SIGNS)):
            yield from if_changed("sign", SIGNS, id, was.get(id, ""), now.get(id, ""))


def _safety(side: Side) -> Counter[str]:
    safety = side.course.safety
    lists = (
        {"medicine": safety.medicines, "say": safety.say, "crisis": safety.crisis, "link": (safety.crisis_link,)}
        | {"check": safety.checks, "soon": safety.soon}
        if safety
        else {}
    )
    return Counter(f"{name}: {text}" for name, texts in lists.items() for text in texts)
