"""What became of each score sheet: whether its page still reads as it did when it was scored. `make scores`."""

import hashlib
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs/contributing/scores"
FIELDS = {"page", "scored", "scorer", "brief", "hash", "score"}
"""What every sheet has; what else it holds is for people."""


def digest(page):
    """The page's text in short; the same on systems that end lines in other ways."""
    return hashlib.sha256(page.read_text("utf-8").encode()).hexdigest()[:12]


def state(sheet, root=ROOT):
    """A line on a sheet as YAML gives it. A stale sheet is no error: it tells of a text that was there once."""
    page = root / sheet["page"]
    now = digest(page)
    fresh = "up to date" if now == sheet.get("hash") else f"stale, the page has changed (it is {now} now)"
    return f"{sheet['page']}: scored on {sheet['scored']}, {fresh}"


if __name__ == "__main__":
    for file in sorted(FOLDER.glob("*.yml")):
        print(state(yaml.safe_load(file.read_text("utf-8"))))
