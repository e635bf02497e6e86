"""The report of `pain-ed check`: for people, and for GitHub's annotations, SARIF 2.1.0 and JSON. No input or output.

GitHub and the viewers of SARIF count columns in UTF-16 code units, of which a character such as 😀 takes two.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from pain_ed.diagnostics.codes import Code
from pain_ed.diagnostics.problems import Fix, Lines, Location, Problem, count, foremost, line, ordered

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


@dataclass(frozen=True, slots=True)
class _Correction:
    fix: Fix
    line: str
    """The line as it is."""
    start: int
    """Where in it the old text stands, counted from 0."""

    @property
    def corrected(self) -> str:
        return self.line[: self.start] + self.fix.new + self.line[self.start + len(self.fix.old) :]


def _correction(problem: Problem, lines: Lines) -> _Correction | None:
    """How the line should read; None where that is not known, or the file is not what it was."""
    if (fix := problem.fix) is None or fix.location.line > len(file := lines(fix.location.file)):
        return None
    start = fix.position(text := file[fix.location.line - 1])
    return None if start is None else _Correction(fix, text, start)


def text(problems: Iterable[Problem], lines: Lines | None = None) -> str:
    """The report for people: a line for each of the `foremost` problems, then advice once a code, then a count.

    Args:
        problems: what was found.
        lines: reads the files, to show under a problem the line as it should read.
    """
    problems = ordered(problems)
    if not problems:
        return "No problems.\n"
    report: list[str] = []
    for problem in foremost(problems):
        report.append(line(problem))
        if lines and (correction := _correction(problem, lines)):
            report.append(f"    should read: {correction.corrected.strip()}")
    report += ["", "How to mend:"]
    report += [f"  [{code.value}] {code.__doc__}" for code in dict.fromkeys(problem.code for problem in problems)]
    return "\n".join([*report, "", f"{count(problems)}.", ""])


def github(problems: Iterable[Problem], lines: Lines, *, prefix: str = "") -> str:
    """A workflow command for each of the `foremost` problems, which GitHub shows beside the line it speaks of.

    Errors come first, since GitHub shows ten a step and drops the others. Escaped as
    https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts does it.

    Args:
        problems: what was found.
        lines: reads the files, for columns.
        prefix: the course's folder in the repository, with a slash at its end; empty when that is the repository.
    """
    commands = []
    for problem in sorted(foremost(ordered(problems)), key=lambda problem: problem.code.severity):
        correction = _correction(problem, lines)
        should_read = f"\nShould read: {correction.corrected.strip()}" if correction else ""
        message = f"{problem.message}{should_read}\n{problem.code.__doc__}"
        where = {
            "file": prefix + problem.location.file,
            "line": problem.location.line,
            "col": _utf16(problem.location, lines),
            "title": f"pain-ed: {problem.code.value}",
        }
        properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in where.items())
        commands.append(f"::{problem.code.severity} {properties}::{_escaped(message)}\n")
    return "".join(commands)


def _escaped(text: str, signs: str = "") -> str:
    for sign in "%\r\n" + signs:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def sarif(problems: Iterable[Problem], lines: Lines, *, version: str, rules: str = "", prefix: str = "") -> str:
    """A SARIF log (https://docs.oasis-open.org/sarif/sarif/v2.1.0/) with every rule, and a result for each problem.

    Args:
        problems: what was found.
        lines: reads the files, for columns.
        version: that of pain-ed.
        rules: address of the page that explains the rules.
        prefix: as for `github`.
    """
    index = {code: number for number, code in enumerate(Code)}
    driver = {"name": "pain-ed", "version": version, "rules": [_rule(code, rules) for code in Code]}
    results = [_result(problem, index[problem.code], lines, prefix) for problem in ordered(problems)]
    run = {"tool": {"driver": driver}, "columnKind": "utf16CodeUnits", "results": results}
    return _as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: Code, rules: str) -> dict[str, Any]:
    rule = {
        "id": code.value,
        "shortDescription": {"text": code.__doc__},
        "help": {"text": code.__doc__},
        "defaultConfiguration": {"level": code.severity},
    }
    return rule | ({"helpUri": help_address(code, rules)} if rules else {})


def _result(problem: Problem, index: int, lines: Lines, prefix: str) -> dict[str, Any]:
    def artifact(file: str) -> dict[str, str]:
        return {"uri": quote(prefix + file), "uriBaseId": "%SRCROOT%"}

    region = {"startLine": problem.location.line, "startColumn": _utf16(problem.location, lines)}
    place = {"artifactLocation": artifact(problem.location.file), "region": region}
    # The same problem keeps its fingerprint when lines above it come or go.
    identity = "\0".join((problem.code.value, problem.location.file, problem.message))
    result = {
        "ruleId": problem.code.value,
        "ruleIndex": index,
        "level": problem.code.severity,
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"painEd/v1": hashlib.sha256(identity.encode()).hexdigest()[:16]},
    }
    if correction := _correction(problem, lines):
        fix, start = correction.fix, correction.start
        deleted = {
            "startLine": fix.location.line,
            "startColumn": _units(correction.line[:start]) + 1,
            "endColumn": _units(correction.line[: start + len(fix.old)]) + 1,
        }
        replacement = {"deletedRegion": deleted, "insertedContent": {"text": fix.new}}
        change = {"artifactLocation": artifact(fix.location.file), "replacements": [replacement]}
        should_read = {"text": f"Should read: {correction.corrected.strip()}"}
        result["fixes"] = [{"description": should_read, "artifactChanges": [change]}]
    return result


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _utf16(location: Location, lines: Lines) -> int:
    file = lines(location.file)
    return _units(file[location.line - 1][: location.column - 1]) + 1 if location.line <= len(file) else location.column


def as_json(problems: Iterable[Problem], lines: Lines, *, looked_at: dict[str, int], rules: str = "") -> str:
    """The report as one JSON object. Its `version` grows when a key goes or changes its meaning; others may be added.

        {"version": 1,
         "looked_at": {"lessons": 14, "questions": 140, "sources": 60},
         "errors": 1, "warnings": 0,
         "problems": [{"code": "unknown-source", "severity": "error",
                       "file": "docs/module/lesson.md", "line": 15, "column": 39,
                       "message": "…", "advice": "…", "help": "https://…/#unknown-source",
                       "fix": {"line": 15, "column": 40, "old": "…", "new": "…", "safe": false, "corrected": "…"}}]}

    `line` and `column` count from 1, columns in characters; `file` is a path from the course's folder. `fix` is null
    where it is not known how the place should read; `corrected` is the whole line. `help` is empty where the course has
    no page of rules.
    """
    entries = []
    for problem in ordered(problems):
        correction = _correction(problem, lines)
        fix = correction and {
            "line": correction.fix.location.line,
            "column": correction.start + 1,
            "old": correction.fix.old,
            "new": correction.fix.new,
            "safe": correction.fix.safe,
            "corrected": correction.corrected,
        }
        entry = {
            "code": problem.code.value,
            "severity": problem.code.severity,
            "file": problem.location.file,
            "line": problem.location.line,
            "column": problem.location.column,
            "message": problem.message,
            "advice": problem.code.__doc__,
            "help": help_address(problem.code, rules),
            "fix": fix,
        }
        entries.append(entry)
    errors = sum(entry["severity"] == "error" for entry in entries)
    numbers = {"errors": errors, "warnings": len(entries) - errors}
    return _as_json({"version": 1, "looked_at": looked_at, **numbers, "problems": entries})


def help_address(code: Code, rules: str) -> str:
    """Where a rule is explained, below the address of the page that lists them; empty where there is no such page."""
    return f"{rules}#{code.value}" if rules else ""


def _as_json(report: dict[str, Any]) -> str:
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"
