"""Which module may import which. The arrows of the design, kept by a test."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "src/pain_ed"
MAY_IMPORT = {
    "__init__": set(),
    "problems": set(),
    "words": {"words_de"},
    "words_de": set(),
    "wording": {"located", "parse", "problems", "words"},
    "located": {"model", "problems"},
    "model": {"problems"},
    "models": set(),
    "parse": {"located", "model", "models", "problems", "sanitise"},
    "course": {"drawing", "located", "model", "parse", "problems", "wording", "words"},
    "prose": {"model", "problems"},
    "readability": {"prose"},
    "checks": {"item_checks", "page_checks", "model", "problems", "prose", "text_checks"},
    "page_checks": {"model", "problems", "prose", "sanitise"},
    "drawing": {"model", "parse", "problems"},
    "item_checks": {"model", "problems", "prose"},
    "text_checks": {"model", "problems", "prose", "readability"},
    "render": {"model", "parse", "problems", "readability", "rules", "words"},
    "tools": {"model", "parse", "render", "words"},
    "diary": {"model", "render", "tools", "words"},
    "figures": {"model", "models", "parse", "words"},
    "extension": {"course", "diary", "figures", "model", "parse", "problems", "render", "rules", "sanitise", "tools", "wording", "words"},
    "sanitise": set(),
    "handout": {"model", "words"},
    "exports": {"model", "parse", "render"},
    "scorm": {"model", "offline", "render"},
    "offline": set(),
    "plugin": {"checks", "course", "handout", "model", "offline", "policy", "problems", "staging", "words"},
    "policy": set(),
    "staging": set(),
    "reports": {"problems"},
    "mend": {"problems"},
    "rules": {"problems"},
    "schemas": {"model", "models", "parse", "words"},
    "new": {"located", "model"},
    "reference": {"located", "model", "parse"},
    "new_command": {"__init__", "course", "located", "model", "new", "parse", "problems", "reference", "schemas"},
    "differences": set(),
    "compare": {"course", "differences", "model", "page_checks", "problems", "prose", "readability", "text_checks"},
    "export_command": {"checks", "course", "exports", "model", "problems", "scorm"},
    "cli": {"__init__", "checks", "compare", "course", "differences", "export_command", "mend", "model", "new_command", "problems", "reports"},
}
HOSTS = {"mkdocs": {"plugin"}, "markdown": {"extension"}, "pymdownx": {"extension"}, "yaml": {"located"}, "segno": {"tools"}}


def imports(file: Path) -> tuple[set[str], set[str]]:
    """Our own modules and the top-level names of others that a file imports."""
    own, others = set(), set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            others |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            top, *rest = node.module.split(".")
            if top != "pain_ed":
                others.add(top)
            elif rest:
                own.add(rest[0])
            else:
                own |= {alias.name if (PACKAGE / f"{alias.name}.py").exists() else "__init__" for alias in node.names}
    return own, others


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("*.py")), ids=lambda file: file.stem)
def test_imports(file: Path) -> None:
    own, others = imports(file)
    assert own <= MAY_IMPORT[file.stem]
    for host, allowed in HOSTS.items():
        assert host not in others or file.stem in allowed, f"only {allowed} may import {host}"
