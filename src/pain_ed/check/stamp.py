"""`pain-ed stamp`: notes in lessons that their text, as it is now, has been reviewed."""

from __future__ import annotations

import argparse
import datetime
import sys

from pain_ed.check.judge import judge
from pain_ed.course.files import line_reader
from pain_ed.course.load import load
from pain_ed.course.options import add_root, add_today
from pain_ed.diagnostics import fixes, reports
from pain_ed.diagnostics.problems import did_you_mean, has_errors
from pain_ed.formats.paths import MODELS


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `stamp` to the command."""
    parser = commands.add_parser("stamp", help="note that the text of lessons, as it is now, has been reviewed")
    parser.add_argument("lessons", nargs="+", metavar="lesson", help="the lesson's name, as in quizzes/<lesson>.yml")
    add_root(parser)
    add_today(parser, "the day of the review")


def run(options: argparse.Namespace) -> int:
    """Carry out `stamp`; returns 1 when a lesson has errors, and 2 when there is none of that name.

    In both cases nothing is written.
    """
    course, problems = load(options.root)
    lessons = {lesson.id: lesson for lesson in course.lessons}
    quizzes = {quiz.id: quiz for quiz in course.quizzes}
    if unknown := [name for name in options.lessons if name not in lessons]:
        print(f"pain-ed: there is no lesson '{unknown[0]}'.{did_you_mean(unknown[0], lessons)}", file=sys.stderr)
        return 2
    files = {lessons[name].file for name in options.lessons}
    files |= {quizzes[name].location.file for name in options.lessons if name in quizzes}
    files |= {MODELS for name in options.lessons if lessons[name].placed("model")}
    problems += judge(course, advice=False)
    if left := [problem for problem in problems if has_errors([problem]) and problem.location.file in files]:
        print(reports.text(left, line_reader(options.root)), end="")
        print("Nothing was stamped: mend this first.", file=sys.stderr)
        return 1
    day = (options.today or datetime.date.today()).isoformat()
    for name in options.lessons:
        lesson = lessons[name]
        digest = course.digest(lesson)
        path = options.root / lesson.file
        path.write_bytes(fixes.stamp(path.read_bytes(), day, digest))
        print(f"{lesson.file}: reviewed on {day}, text {digest}")
    return 0
