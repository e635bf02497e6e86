"""Pages, and what lessons say of themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pain_ed.check.links import links, links_to
from pain_ed.compare.changes import Change
from pain_ed.compare.passages import sentences, whole
from pain_ed.compare.safety import Safety
from pain_ed.compare.sides import Side, cited, entries, if_changed, more_or_less
from pain_ed.course.model import Course, Lesson
from pain_ed.formats.paths import CONFIG
from pain_ed.markdown.page import Page


def pages(old: Side, new: Side, safety: Safety) -> Iterator[Change]:
    """Pages that are new, gone, moved or changed."""
    was, now = _every(old.course), _every(new.course)
    pairs = [(page, now.get(file)) for file, page in was.items()]
    come = {file: page for file, page in now.items() if file not in was}
    names = {page.id: file for file, page in come.items() if isinstance(page, Lesson)}
    old_links, new_links = _targets(old.course), _targets(new.course)
    for page, here in pairs:
        if here is None and isinstance(page, Lesson) and page.id in names:
            here = come.pop(names.pop(page.id))
            yield Change("page-moved", here.file, here.title, page.file, here.file)
        if here is None:
            if not new.in_doubt(page.file):
                yield Change(
                    "help-page" if page.file in safety.help else "page-removed", page.file, page.title, whole(page)
                )
            continue
        if isinstance(page, Lesson) and isinstance(here, Lesson):
            yield from _front(page, here, safety)
            yield from _stamps(old.course, new.course, page, here)
            if (
                old.course.config.help_page
                and links_to(page, old.course.config.help_page)
                and not links_to(here, new.course.config.help_page or old.course.config.help_page)
            ):
                yield Change("help-link-lost", here.file, here.title)
        else:
            yield from if_changed("about-page", here.file, "title", page.title, here.title)
            yield from if_changed(
                "about-page",
                here.file,
                "",
                *("a lesson" if isinstance(state, Lesson) else "not a lesson" for state in (page, here)),
            )
        yield from sentences(page, here, safety)
        yield from more_or_less(
            "links", here.file, here.title, old_links.get(page.file, Counter()), new_links.get(here.file, Counter())
        )
        yield from more_or_less("cited", here.file, here.title, cited(page.citations), cited(here.citations))
    for page in come.values():
        if not old.in_doubt(page.file):
            yield Change(
                "help-page" if page.file in safety.help else "page-added", page.file, page.title, "", whole(page)
            )
    both = [page.file for page in old.course.lessons if page.file in now]
    order = [page.file for page in new.course.lessons if page.file in was]
    if both != order and sorted(both) == sorted(order):
        yield Change("lesson-order", CONFIG, "", "\n".join(both), "\n".join(order))


def _every(side: Course) -> dict[str, Page]:
    return {page.file: page for page in (*side.lessons, *side.pages)}


def _targets(side: Course) -> dict[str, Counter[str]]:
    targets: dict[str, Counter[str]] = {}
    for link in links(side):
        targets.setdefault(link.file, Counter())[link.target] += 1
    return targets


_FRONT = ("title", "summary", "minutes", "key_message", "handing_over", "do_not_claim")


def _front(old: Lesson, new: Lesson, safety: Safety) -> Iterator[Change]:
    for key in _FRONT:
        before, after = str(getattr(old, key)), str(getattr(new, key))
        yield from if_changed(safety.kind(new.file, f"{before}\n{after}", "about-page"), new.file, key, before, after)
    for key in ("concepts", "source_documents"):
        yield from more_or_less("about-page", new.file, key, cited(getattr(old, key)), cited(getattr(new, key)))
    yield from if_changed(
        "lesson-name",
        new.file,
        new.title,
        f"short: {old.short}\nnumber: {old.number}",
        f"short: {new.short}\nnumber: {new.number}",
    )
    was, now = ({objective.id: objective.text for objective in side.objectives} for side in (old, new))
    yield from entries("objective", new.file, was, now)


def _stamps(old_course: Course, new_course: Course, old: Lesson, new: Lesson) -> Iterator[Change]:
    yield from if_changed("reviewer", new.file, new.title, old.clinical_review, new.clinical_review)
    before, after = (
        f"reviewed: {lesson.reviewed}\nreviewed_text: {lesson.reviewed_text or 'no stamp'}" for lesson in (old, new)
    )
    yield from if_changed("stamp", new.file, new.title, before, after)
    now = new_course.digest(new)
    if (new.reviewed_text or new.clinical_review != "pending") and old_course.digest(old) != now != new.reviewed_text:
        yield Change("text-not-reviewed", new.file, new.title)
