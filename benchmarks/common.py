"""What the parts of the benchmark share."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".bench"  # what the benchmark installs for itself


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    what: str
    measured: str
    limit: str = ""
    met: bool | None = None
    """None where there is no limit, or nothing was measured."""

    def __str__(self) -> str:
        verdict = {True: "yes", False: "**MISSED**", None: "–"}[self.met]
        return f"| {self.what} | {self.measured} | {self.limit or '–'} | {verdict} |"


class Missing(Exception):
    """Something that a part needs is not there or does not work: one plain line."""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


# --- Processes --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Usage:
    cpu: float
    """Seconds, user and system."""
    peak: float
    """MB of memory."""


def usage(*command: object, cwd: Path = ROOT) -> Usage:
    """Run a command to its end, and say what it used."""
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            [str(part) for part in command], cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
            say(said)
            raise Missing(
                f"`{' '.join(child.args[1:])}` failed: {said.splitlines()[-1] if said else 'it did not say why'}"
            )
    unit = 1 if platform.system() == "Darwin" else 1024  # getrusage(2): bytes there, kilobytes elsewhere
    return Usage(used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6)


def spread(values: list[float], unit: str = "", digits: int = 2) -> str:
    return f"{median(values):.{digits}f}{unit} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def tools_folder() -> Path:
    TOOLS.mkdir(exist_ok=True)
    (TOOLS / ".gitignore").write_text("*\n", "utf-8")
    return TOOLS
