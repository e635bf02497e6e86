"""Writes what a pull request changes for readers into a comment on it, or into the comment that is there already.

Run by .github/workflows/comment.yml with the right to comment. The list of changes was made by the pull request's own code, which may
be anybody's: it is read as data, up to a size, and nothing of it is ever Markdown (pain_ed.compare.changes). Everything else comes from
GitHub. Needs Python and GitHub's `gh`, which are on its runners.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from pain_ed.compare import changes as differences

MARK = "<!-- pain-ed compare -->"
MOST_PACKED, MOST = 5_000_000, 20_000_000  # bytes
LIST = "difference.json"


def gh(*arguments: str, stdin: str = "") -> bytes:
    return subprocess.run(["gh", "api", *arguments], input=stdin.encode(), stdout=subprocess.PIPE, check=True).stdout


def pull_request(repository: str, head_sha: str, head: str) -> int | None:
    """The number of the one open pull request with this commit at its head; None where there is none, or more than one.

    The event names none for a fork, and the list's own word is nobody's.
    """
    found = json.loads(gh("--method", "GET", f"repos/{repository}/pulls", "-f", "state=open", "-f", f"head={head}"))
    numbers = [each["number"] for each in found if each["head"]["sha"] == head_sha]
    return int(numbers[0]) if len(numbers) == 1 else None


def changes(repository: str, run: int) -> str | None:
    """The list that the run has made, as text; None where it has made none, or one of no sensible size."""
    found = json.loads(gh(f"repos/{repository}/actions/runs/{run}/artifacts?name=difference"))["artifacts"]
    small = [each["id"] for each in found if not each["expired"] and each["size_in_bytes"] <= MOST_PACKED]
    if not small:
        return None
    packed = gh(f"repos/{repository}/actions/artifacts/{int(max(small))}/zip")
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as files, files.open(LIST) as file:
            text = file.read(MOST + 1)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError):
        return None
    return text.decode("utf-8", "replace") if len(text) <= MOST else None


def comment(text: str, run_address: str) -> str:
    return f"""{MARK}
## What changes for readers

{differences.main(text)}
---
The whole difference, before and after side by side, and the course as it would look are [among the files of this check]({run_address}#artifacts). \
This list is made by the change itself and helps to read it; it does not stand for looking at the files.
"""


def main() -> None:
    repository, server = os.environ["GITHUB_REPOSITORY"], os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    run = int(os.environ["RUN_ID"])
    number = pull_request(repository, os.environ["HEAD_SHA"], f"{os.environ['HEAD_OWNER']}:{os.environ['HEAD_BRANCH']}")
    if number is None:
        return print("No comment: not exactly one open pull request has this commit at its head.")
    text = changes(repository, run)
    if text is None:
        return print("No comment: the run has made no list of changes that can be read.")
    body = json.dumps({"body": comment(text, f"{server}/{repository}/actions/runs/{run}")})
    mine = f'.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("{MARK}"))) | .id'
    there = gh("--paginate", f"repos/{repository}/issues/{number}/comments?per_page=100", "--jq", mine).split()
    if there:
        gh("--method", "PATCH", f"repos/{repository}/issues/comments/{int(there[0])}", "--input", "-", stdin=body)
    else:
        gh("--method", "POST", f"repos/{repository}/issues/{number}/comments", "--input", "-", stdin=body)
    print(f"Commented on pull request {number}.")


if __name__ == "__main__":
    main()
