"""A build in a folder of its own, which takes the site's place when it is whole. Until then the last good site stands.

MkDocs empties the site's folder before it has read a page: a build that fails or is killed would leave half a site.
"""

from __future__ import annotations

import atexit
import secrets
import shutil
import tempfile
import time
from pathlib import Path

_ENDING = ".building"

_ABANDONED = 3600
"""Seconds after which a folder that a build left behind is taken away; no build of a course takes that long."""


class Staging:
    """The folder of one build."""

    def __init__(self, site: str | Path) -> None:
        """Make the folder, beside the site where that is possible.

        Args:
            site: where the site stands or will stand. A symbolic link stays one, and what it leads to is replaced.
        """
        self.site = Path(site).resolve()
        self.folder = self._beside("")
        try:
            _sweep(self.site)
            self.site.parent.mkdir(parents=True, exist_ok=True)
            self.folder.mkdir()
        except OSError:  # such as a site that is a volume in a folder that cannot be written
            self.folder = Path(tempfile.mkdtemp(suffix=_ENDING))
        atexit.register(self.drop)  # after Ctrl-C

    def publish(self) -> None:
        """Let the folder take the site's place."""
        self._keep_hidden()
        try:
            shutil.copymode(self.site if self.site.is_dir() else self.site.parent, self.folder)
            self._swap()
        except OSError:  # a volume, another device, or a file that some program holds open (Windows)
            _copy(self.folder, self.site)
        self.drop()

    def drop(self) -> None:
        """Take away what is left of the build."""
        shutil.rmtree(self.folder, ignore_errors=True)
        atexit.unregister(self.drop)

    def _beside(self, what: str) -> Path:
        return self.site.with_name(f".{self.site.name}.{secrets.token_hex(4)}{what}{_ENDING}")

    def _keep_hidden(self) -> None:
        """As MkDocs does: a site that is published from a clone of its branch holds a `.git`."""
        for entry in self.site.glob(".*") if self.site.is_dir() else ():
            if not (self.folder / entry.name).exists():
                if entry.is_dir() and not entry.is_symlink():
                    shutil.copytree(entry, self.folder / entry.name, symlinks=True)
                else:
                    shutil.copy2(entry, self.folder / entry.name, follow_symlinks=False)

    def _swap(self) -> None:
        """By two names: for some microseconds there is no site. The next build mends one that is killed then."""
        old = self._beside(".old")
        if self.site.exists():
            self.site.rename(old)
        try:
            self.folder.rename(self.site)
        except OSError:
            old.rename(self.site)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _sweep(site: Path) -> None:
    """Take away what killed builds have left; put back a site that one of them had moved aside."""
    for left in site.parent.glob(f".{site.name}.*{_ENDING}"):
        if left.name.endswith(f".old{_ENDING}") and not site.exists():
            left.rename(site)
        elif time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left, ignore_errors=True)


def _copy(new: Path, site: Path) -> None:
    """Make a site equal to a folder, file by file; each file is whole at any moment."""
    wanted = {path.relative_to(new) for path in new.rglob("*")}
    for path in sorted(wanted):
        if (new / path).is_dir():
            (site / path).mkdir(parents=True, exist_ok=True)
            continue
        part = (site / path).with_name(f"{path.name}.part")
        shutil.copy2(new / path, part)
        part.replace(site / path)
    for path in sorted(site.rglob("*"), reverse=True):
        if path.relative_to(site) not in wanted and not path.relative_to(site).parts[0].startswith("."):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
