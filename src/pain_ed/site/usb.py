"""The folder that opens by a double-click from a USB stick: browsers load no modules from files and fetch nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

from pain_ed.site.worker import SERVED


def make_usb(site: Path, scripts: Path) -> None:
    """Let a built site work from files alone.

    Args:
        site: The folder that MkDocs has written, with plain file names as addresses.
        scripts: The folder in it that holds our scripts.
    """
    shutil.copytree(SERVED / "usb", scripts, dirs_exist_ok=True)
    index = site / "search/search_index.json"
    if index.is_file():
        # The theme's search looks for this variable where it can fetch nothing.
        index.with_suffix(".js").write_text(f"var __index = {index.read_text(encoding='utf-8')}", encoding="utf-8")
