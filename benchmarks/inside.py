"""MkDocs with a meter on pain_ed: `python inside.py OUT mkdocs-arguments…` writes the CPU seconds spent inside pain_ed to OUT.

Every method of the plugin's and the extension's classes is an entrance. The meter runs from the moment that one is called from
outside until it returns; what pain_ed calls meanwhile (Markdown's inline patterns, for one) counts as pain_ed's.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

from mkdocs.__main__ import cli

from pain_ed import extension, plugin

seconds: dict[str, float] = {}
inside = False


def metered(function: Callable, name: str) -> Callable:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        global inside
        if inside:
            return function(*args, **kwargs)
        inside = True
        start = process_time()
        try:
            return function(*args, **kwargs)
        finally:
            seconds[name] = seconds.get(name, 0) + process_time() - start
            inside = False

    return wrapper


if __name__ == "__main__":
    for module in (plugin, extension):
        for kind in vars(module).values():
            if inspect.isclass(kind) and kind.__module__ == module.__name__:
                for name, function in list(vars(kind).items()):
                    if inspect.isfunction(function) and not name.startswith("__"):
                        setattr(kind, name, metered(function, f"{kind.__name__}.{name}"))
    try:
        cli(sys.argv[2:])
    finally:
        Path(sys.argv[1]).write_text("\n".join(f"{value:.6f} {name}" for name, value in seconds.items()), "utf-8")
