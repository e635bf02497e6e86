"""Options that several commands have in common."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path


def add_root(parser: argparse.ArgumentParser) -> None:
    """Add `--root`, the `Path` of the folder of the course."""
    parser.add_argument(
        "--root", default=".", type=Path, help="the folder that holds docs/ and quizzes/ (default: this one)"
    )


def add_today(parser: argparse.ArgumentParser, meaning: str) -> None:
    """Add `--today`, a `datetime.date` or None; `meaning` says what that day is for."""
    parser.add_argument(
        "--today",
        type=datetime.date.fromisoformat,
        default=None,
        metavar="YYYY-MM-DD",
        help=f"{meaning} (default: today)",
    )
