"""Which room may use which: the walls of the house, kept by a test."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "src/pain_ed"
DOORS = ("cli", "extension", "plugin")
CORE = ("diagnostics", "formats", "markdown", "course", "check", "page", "i18n")
WINGS = ("tools", "simulation", "site", "export", "compare", "author")
MAY_USE = {
    "diagnostics": set(),
    "i18n": set(),
    "formats": {"diagnostics", "i18n"},
    "markdown": {"diagnostics", "formats"},
    "course": {"diagnostics", "formats", "i18n", "markdown"},
    "check": {"course", "diagnostics", "formats", "i18n", "markdown"},
    "page": {"course", "diagnostics", "formats", "i18n", "markdown"},
    **{wing: set(CORE) for wing in WINGS},
    **{door: {*CORE, *WINGS} for door in DOORS},
    "__init__": set(),
}
MAY_USE["export"] |= {"site"}  # a package of SCORM is made of a site for a USB stick
HOSTS = {
    "mkdocs": {"plugin"},
    "markdown": {"extension", "page", "tools", "simulation"},
    "pymdownx": {"extension", "page", "tools", "simulation"},
    "yaml": {"formats"},
    "segno": {"tools"},
    "babel": {"i18n"},
}
"""Which rooms may use the packages of others."""


def imports(file: Path) -> tuple[set[str], set[str]]:
    """Our own rooms and the top-level names of others that a file imports."""
    own, others = set(), set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            others |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module, f"{file.name}: a relative import"
            top, *rest = node.module.split(".")
            if top != "pain_ed":
                others.add(top)
            elif rest:
                own.add(rest[0])
            else:
                own |= {
                    alias.name
                    if (PACKAGE / alias.name).is_dir() or (PACKAGE / f"{alias.name}.py").exists()
                    else "__init__"
                    for alias in node.names
                }
    return own, others


def room(file: Path) -> str:
    """The room in which a file stands: a folder of the package, or one of the doors."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_only_the_doors_stand_at_the_root() -> None:
    assert {file.stem for file in PACKAGE.glob("*.py")} == {"__init__", *DOORS}
    assert {folder.name for folder in PACKAGE.iterdir() if folder.is_dir()} - {"__pycache__"} == {
        *CORE,
        *WINGS,
        "theme",
        "js",
    }


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_walls(file: Path) -> None:
    own, others = imports(file)
    assert own - {room(file), "__init__"} <= MAY_USE[room(file)]
    for host, allowed in HOSTS.items():
        assert host not in others or room(file) in allowed, f"only {allowed} may import {host}"


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_module_is_too_long(file: Path) -> None:
    """The word tables are lists, and as long as what they list."""
    tables = ("i18n/en.py", "i18n/de.py", "diagnostics/codes.py")
    assert file.relative_to(PACKAGE).as_posix() in tables or file.read_text("utf-8").count("\n") <= 450
