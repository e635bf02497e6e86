"""The texts of docs/reflection.yml, and the rule on where reflections stand."""

from __future__ import annotations

from collections.abc import Iterator

from pain_ed.check.lookup import unread
from pain_ed.course.model import Course
from pain_ed.course.texts import Text, always
from pain_ed.diagnostics.problems import Code, Fix, Problem, unknown
from pain_ed.formats.paths import REFLECTION


def texts(course: Course) -> Iterator[Text]:
    """The statements of a reflection: for the reader to agree with, or not."""
    for statement in course.registries.get(REFLECTION, ()):
        yield Text(statement.text, "statement", always(statement.location), refused=True)


def reflections_resolve(course: Course) -> Iterator[Problem]:
    """Each reflection has statements to show, and belongs to the module in which it stands."""
    modules = {lesson.module for lesson in course.lessons}
    for page in course.all_pages:
        own = page.file.split("/")[-2]
        for block in page.placed("tool"):
            if block.id != "reflection":
                continue
            if not course.registries.get(REFLECTION, ()) and not unread(course, "reflection"):
                message = f"there is no {REFLECTION}, whose statements would stand here"
                yield Problem(Code.REFLECTION, block.location, message)
            named = block.options["module"]
            if named.id not in modules:
                message = f"there is no module '{named.id}' in docs/."
                yield unknown(Code.REFLECTION, named.location, message, named.id, modules)
            elif own in modules and named.id != own:
                message = f"the block names the module '{named.id}', and stands in '{own}'"
                yield Problem(Code.REFLECTION, named.location, message, Fix(named.location, named.id, own))


RULES = (reflections_resolve,)
