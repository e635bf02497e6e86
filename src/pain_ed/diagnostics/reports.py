"""The report of `pain-ed check` for other programs: GitHub's annotations, SARIF 2.1.0, and JSON. No input or output.

Places count lines and columns from 1, and columns in characters (Unicode code points). What GitHub and the viewers of SARIF show
counts in UTF-16 code units, in which a character such as 😀 takes two: `_utf16` turns the one into the other by the text of the line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from urllib.parse import quote

from pain_ed.diagnostics.problems import Code, Lines, Location, Problem, foremost, ordered

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def help_address(code: Code, rules: str) -> str:
    """Where a rule is explained, below the address of the page that lists them; empty where there is no such page."""
    return f"{rules}#{code.value}" if rules else ""


def github(problems: Iterable[Problem], lines: Lines, *, prefix: str = "") -> str:
    """A workflow command for each problem (`foremost`), which GitHub shows beside the line it speaks of.

    Errors come first, since GitHub shows ten a step and drops the others. Escaped as
    https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts does it.

    Args:
        problems: what was found.
        lines: reads the files, for columns.
        prefix: the course's folder in the repository, with a slash at its end; empty when that is the repository itself.
    """
    told = []
    for problem in sorted(foremost(ordered(problems)), key=lambda problem: problem.code.severity):
        corrected = problem.corrected(lines)
        message = (
            problem.message
            + (f"\nShould read: {corrected.strip()}" if corrected is not None else "")
            + f"\n{problem.code.__doc__}"
        )
        where = {
            "file": prefix + problem.location.file,
            "line": problem.location.line,
            "col": _utf16(problem.location, lines),
            "title": f"pain-ed: {problem.code.value}",
        }
        properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in where.items())
        told.append(f"::{problem.code.severity} {properties}::{_escaped(message)}\n")
    return "".join(told)


def _escaped(text: str, signs: str = "") -> str:
    for sign in "%\r\n" + signs:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def sarif(problems: Iterable[Problem], lines: Lines, *, version: str, rules: str = "", prefix: str = "") -> str:
    """A SARIF 2.1.0 log (https://docs.oasis-open.org/sarif/sarif/v2.1.0/) with every rule, and a result for each problem.

    Args:
        problems: what was found.
        lines: reads the files, for columns.
        version: that of pain-ed.
        rules: address of the page that explains the rules.
        prefix: as for `github`.
    """
    codes = list(Code)
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "pain-ed", "version": version, "rules": [_rule(code, rules) for code in codes]}
                },
                "columnKind": "utf16CodeUnits",
                "results": [
                    _result(problem, codes.index(problem.code), lines, prefix) for problem in ordered(problems)
                ],
            }
        ],
    }
    return json.dumps(log, indent=1, ensure_ascii=False) + "\n"


def _rule(code: Code, rules: str) -> dict:
    rule = {
        "id": code.value,
        "shortDescription": {"text": code.__doc__},
        "help": {"text": code.__doc__},
        "defaultConfiguration": {"level": code.severity},
    }
    return rule | ({"helpUri": help_address(code, rules)} if rules else {})


def _result(problem: Problem, index: int, lines: Lines, prefix: str) -> dict:
    file = {"uri": quote(prefix + problem.location.file), "uriBaseId": "%SRCROOT%"}
    region = {"startLine": problem.location.line, "startColumn": _utf16(problem.location, lines)}
    # The same problem keeps its fingerprint when lines above it come or go.
    mark = hashlib.sha256("\0".join((problem.code.value, problem.location.file, problem.message)).encode()).hexdigest()[
        :16
    ]
    result = {
        "ruleId": problem.code.value,
        "ruleIndex": index,
        "level": problem.code.severity,
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": region}}],
        "partialFingerprints": {"painEd/v1": mark},
    }
    if (corrected := problem.corrected(lines)) is not None:
        fix = problem.fix
        line = lines(fix.location.file)[fix.location.line - 1]
        start = fix.position(line)
        replaced = {
            "deletedRegion": {
                "startLine": fix.location.line,
                "startColumn": _units(line[:start]) + 1,
                "endColumn": _units(line[: start + len(fix.old)]) + 1,
            },
            "insertedContent": {"text": fix.new},
        }
        changed = {"artifactLocation": {**file, "uri": quote(prefix + fix.location.file)}, "replacements": [replaced]}
        result["fixes"] = [{"description": {"text": f"Should read: {corrected.strip()}"}, "artifactChanges": [changed]}]
    return result


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _utf16(location: Location, lines: Lines) -> int:
    file = lines(location.file)
    return _units(file[location.line - 1][: location.column - 1]) + 1 if location.line <= len(file) else location.column


def as_json(problems: Iterable[Problem], lines: Lines, *, looked_at: dict[str, int], rules: str = "") -> str:
    """The report as one JSON object. Its `version` grows when a key changes its meaning or goes; keys may be added at any time.

        {"version": 1,
         "looked_at": {"lessons": 14, "questions": 140, "sources": 60},
         "errors": 1, "warnings": 0,
         "problems": [{"code": "unknown-source", "severity": "error",
                       "file": "docs/module/lesson.md", "line": 15, "column": 39,
                       "message": "…", "advice": "…", "help": "https://…/#unknown-source",
                       "fix": {"line": 15, "column": 40, "old": "…", "new": "…", "safe": false, "corrected": "…"}}]}

    `line` and `column` count from 1, columns in characters; `file` is a path from the course's folder. `fix` is null where it is not
    known how the place should read; `corrected` is the whole line. `help` is empty where the course has no page of rules.
    """
    told = []
    for problem in ordered(problems):
        fix = None
        if (corrected := problem.corrected(lines)) is not None:
            location = problem.fix.location
            at = problem.fix.position(lines(location.file)[location.line - 1])
            fix = {
                "line": location.line,
                "column": at + 1,
                "old": problem.fix.old,
                "new": problem.fix.new,
                "safe": problem.fix.safe,
                "corrected": corrected,
            }
        told.append(
            {
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
        )
    errors = sum(each["severity"] == "error" for each in told)
    report = {"version": 1, "looked_at": looked_at, "errors": errors, "warnings": len(told) - errors, "problems": told}
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"
