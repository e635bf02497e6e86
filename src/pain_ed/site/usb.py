"""The folder that opens by a double-click from a USB stick: browsers load no modules from files and fetch nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from pain_ed.site.worker import IMPORT, SERVED

_EXPORT = re.compile(r"(?:^|(?<=[;}/]))export\s+(?=(?:async\s+)?(?:function|class|const|let)\b)", re.M)
_EXPORTED = re.compile(r"(?:^|(?<=[;}/]))export\s+(?:async\s+)?(?:function\*?|class|const|let)\s+([\w$]+)", re.M)
_EXPORT_LIST = re.compile(r"\bexport\s*\{([^}]*)\};?")


def make_usb(site: Path, scripts: Path) -> None:
    """Let a built site work from files alone.

    Args:
        site: The folder that MkDocs has written, with plain file names as addresses.
        scripts: The folder in it that holds our modules. Each becomes a classic script that holds what it imports.
    """
    modules = {file.name: file.read_text(encoding="utf-8") for file in sorted(scripts.glob("*.js"))}
    for name, text in modules.items():
        if IMPORT.search(text):
            (scripts / name).write_text(bundle(name, modules), encoding="utf-8")
    for name in ("iframe-worker.js", "stick.js", "keeper.html", "keeper.js"):
        shutil.copy(SERVED / name, scripts)
    index = site / "search/search_index.json"
    if index.is_file():
        # The theme's search looks for this variable where it can fetch nothing.
        index.with_suffix(".js").write_text(f"var __index = {index.read_text(encoding='utf-8')}", encoding="utf-8")


def bundle(entry: str, modules: dict[str, str]) -> str:
    """One classic script from a module and all that it imports, each in a scope of its own.

    Our modules keep to named imports at the top and to exports by name.
    """
    parts: dict[str, str] = {}

    def add(name: str) -> str:
        variable = "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
        if name not in parts:
            text = modules[name]
            imports = [
                f"const {{{names.replace(' as ', ': ')}}} = {add(module)};" for names, module in IMPORT.findall(text)
            ]
            names = _EXPORTED.findall(text)
            for listed in _EXPORT_LIST.findall(text):
                names += [": ".join(reversed(each.strip().split(" as "))) for each in listed.split(",") if each.strip()]
            body = _EXPORT_LIST.sub("", _EXPORT.sub("", IMPORT.sub("", text))).strip()
            parts[name] = "\n".join(
                [f"const {variable} = (() => {{", *imports, body, f"return {{ {', '.join(names)} }};", "})();"]
            )
        return variable

    add(entry)
    # stick.js runs it once it knows what this device remembers.
    return "painEdStick(() => {\n" + "\n".join(parts.values()) + "\n});\n"
