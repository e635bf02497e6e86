"""The guides, the README and CONTRIBUTING.md are true: what they tell people to type works, and what they show passes the check.

Each page is followed from top to bottom in a clone of this repository. A block `sh` is run, line by line; the block `output` after it
is what came out, with `…` for any text. A block `yaml` or `markdown` is written into the file that it names (see `lay_in`).

These commands are not run, but looked up, since they take minutes, never end, or need a network:

- `make serve`, `test`, `usb`, `bench` and `clean`: that make and .ci/dev.py know them, and that the files they name are there.
  `make check` and `make build` are run, without the installing that comes first.
- NEVER_RUN, for the same reasons.
- what stands in the midst of a sentence (`git log`): that the program knows the command and the options.
- SYSTEM: what only the reader's own system can do.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from test_architecture import CORE, MAY_USE, WINGS

from pain_ed.check.judge import judge
from pain_ed.course.load import load
from pain_ed.course.pages import read_page
from pain_ed.diagnostics import examples as rules

pytestmark = pytest.mark.build

GUIDES = sorted((ROOT / "docs/contributing").glob("*.md"))
PAGES = [*GUIDES, ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
TODAY = date(2026, 11, 21)

PROGRAMS = ("pain-ed", "make", "python", "python3", "git", "pip", "mkdocs", "bash", "sudo", "export")
NEVER_RUN = ("pip install", "mkdocs serve", "pain-ed new source")
SYSTEM = (
    "sudo apt-get install python3-venv",
    "sudo apt-get install chromium-headless-shell firefox-esr",
    "export PIP_INDEX_URL=",
)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


# --- what a page holds ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """A fenced block."""

    language: str
    file: str
    text: str


_BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<language>\w+)(?: title=\"(?P<file>[^\"]+)\")?\n(?P<text>.*?)^(?P=indent)```\n", re.S | re.M
)


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = list(_BLOCK.finditer(text))
    assert text.count("```") == 2 * len(found), "a fenced block that these tests cannot read"
    return [
        Block(block["language"], block["file"] or "", re.sub(rf"^{block['indent']}", "", block["text"], flags=re.M))
        for block in found
    ]


def inline_code(page: Path) -> list[str]:
    return re.findall(r"`([^`\n]+)`", _BLOCK.sub("", page.read_text(encoding="utf-8")))


def is_command(code: str) -> bool:
    words = code.split()
    return words[0].startswith(".venv/bin/") or (words[0] in PROGRAMS and len(words) > 1)


# --- commands ---------------------------------------------------------------------------------------------------------


@cache
def dev():
    """.ci/dev.py, which is no module of a package."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / ".ci/dev.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words_of(line: str) -> list[str]:
    """The words of a command; `make X ARGS="…"` and `python3 .ci/dev.py X …` are `dev X …`."""
    words = shlex.split(line)
    if words[0] == "make":
        target, *rest = words[1:]
        # These tests are often run by make, which hands its own options on to the makes that it runs.
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        dry = ["make", "--dry-run", "PYTHON=python3", "ARGS=", target]
        assert (
            subprocess.run(dry, cwd=ROOT, env=environment, capture_output=True, text=True).stdout.strip()
            == f"python3 .ci/dev.py {target}"
        )
        assert all(word.startswith("ARGS=") for word in rest), line
        return ["dev", target, *(part for word in rest for part in shlex.split(word.removeprefix("ARGS=")))]
    if words[:2] == ["python3", ".ci/dev.py"]:
        return ["dev", *words[2:]]
    return words


def program(words: list[str]) -> list[str]:
    """The words with the program that these tests run with."""
    installed = Path(sys.prefix) / "bin"
    if words[0].startswith(".venv/bin/") or words[0] in ("pain-ed", "mkdocs", "pip"):
        return [str(installed / Path(words[0]).name), *words[1:]]
    return [sys.executable, *words[1:]] if words[0] in ("python", "python3") else words


def look_up(line: str) -> None:
    """Does the command exist, with these options?"""
    words = words_of(line)
    if words[0] == "dev":
        name, *rest = words[1:]
        assert name in [*dev().COMMANDS, "clean"], line
        for path in (word for word in rest if "/" in word):
            assert (ROOT / path).exists(), line
    elif words[0] == "git":
        known = subprocess.run(
            ["git", "--list-cmds=main,others"], capture_output=True, text=True, check=True
        ).stdout.split()
        assert words[1] in known, line
    elif "-m" in words:
        assert importlib.util.find_spec(words[words.index("-m") + 1]), line
    else:
        fixed = program([word for word in words if not word.startswith("-")])
        done = subprocess.run([*fixed, "--help"], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, f"{line}\n{done.stderr}"
        for option in (word for word in words if word.startswith("-")):
            assert option.partition("=")[0] in done.stdout, f"{line}: no option '{option}'"


@each_page
def test_commands_in_a_sentence_exist(page: Path) -> None:
    for code in inline_code(page):
        if is_command(code) and not code.startswith(SYSTEM):
            look_up(code)


# --- the clone in which a page is followed ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository as it stands on GitHub."""
    folder = tmp_path_factory.mktemp("repository")
    tree = folder / "tree"
    left_out = shutil.ignore_patterns(
        ".git", ".venv", ".bench", "site", "site-usb", "dist", "node_modules", "__pycache__", ".*_cache", ".hypothesis"
    )
    shutil.copytree(ROOT, tree, ignore=left_out, symlinks=True)
    # Before its first release, so that the guide's number is a new one for ever.
    (tree / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- Something new.\n", "utf-8")
    for name in ("pyproject.toml", "src/pain_ed/__init__.py", "CITATION.cff"):
        text = (tree / name).read_text("utf-8")
        (tree / name).write_text(
            re.sub(r"^((?:__)?version(?:__)?(?: =|:) \W?)[\d.]+", r"\g<1>0.0.1", text, flags=re.M), "utf-8"
        )
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message=All"],
        ["clone", "--quiet", "--bare", str(tree), str(folder / "bare")],
    ):
        subprocess.run(["git", *command], cwd=tree, check=True)
    return folder / "bare"


@dataclass
class Reader:
    """Somebody who does what a page says."""

    folder: Path
    """Where the terminal is."""
    environment: dict[str, str]
    said: str = ""
    """What the last block of commands printed."""

    def type(self, text: str) -> None:
        self.said = ""
        for line in text.splitlines():
            words = words_of(line)
            if line.removeprefix(".venv/bin/").startswith(NEVER_RUN):
                look_up(line)
                continue
            if words[0] == "cd":
                self.folder /= words[1]
                assert self.folder.is_dir(), line
                continue
            if words[0] == "dev":
                if words[1] not in ("check", "build"):
                    look_up(line)
                    continue
                words = [str(word) for word in dev().COMMANDS[words[1]](words[2:])]
                words = [word.replace(str(dev().VENV), ".venv", 1) for word in words]
            done = subprocess.run(
                program(words),
                cwd=self.folder,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
            )
            assert done.returncode == 0, f"{line}\n{done.stdout}"
            self.said += done.stdout

    def hear(self, text: str) -> None:
        pattern = ".+?".join(map(re.escape, text.strip().split("…")))
        assert re.fullmatch(pattern, self.said.strip(), re.S), f"said:\n{self.said}"


@pytest.fixture
def reader(repository: Path, tmp_path: Path) -> Reader:
    home = tmp_path / "home"
    home.mkdir()
    settings = home / ".gitconfig"
    settings.write_text(
        f'[url "{repository}"]\n\tinsteadOf = https://github.com/YOUR-NAME/pain-ed.git\n[user]\n\tname = A\n\temail = a@example.org\n',
        "utf-8",
    )
    environment = os.environ | {
        "HOME": str(home),
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_NOSYSTEM": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }
    return Reader(tmp_path, environment)


_KEY = re.compile(r"( *)([\w-]+):")


def lay_in(root: Path, file: str, text: str, begun: set[str]) -> None:
    """Write an example into the file that it names.

    What stands there word for word needs no writing. A new file is begun, and goes on with the next example for it. Otherwise, a first
    line that stands there (or its key) is where the example goes: keys get their new values, and other lines come after it. Anything
    else is an entry for the end of a list.
    """
    path = root / file
    if file in begun or not path.exists():
        begun.add(file)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")
        return
    before = path.read_text(encoding="utf-8")
    if text in before:
        return
    lines, at = before.splitlines(), -1
    for line in text.splitlines():
        key = _KEY.match(line)
        locations = [
            location
            for location, there in enumerate(lines)
            if location > at and (there == line or (key and there.startswith(key[0])))
        ]
        if locations:
            at = locations[0]
            lines[at] = line
        elif at < 0:
            path.write_text(before + text, encoding="utf-8")
            return
        else:
            at += 1
            lines.insert(at, line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def reports_of_examples() -> Iterator[str]:
    for file in rules.FOLDER.glob("*.txt"):
        yield rules.sections(file.read_text(encoding="utf-8"))["report"].partition("\n\n")[0]


@each_page
def test_the_page_can_be_followed(page: Path, reader: Reader) -> None:
    held = blocks(page)
    if not any("git clone" in block.text for block in held):
        reader.type("git clone --quiet https://github.com/YOUR-NAME/pain-ed.git\ncd pain-ed")
    begun: set[str] = set()
    for before, block in zip([None, *held], held):
        match block.language:
            case "sh":
                reader.type(block.text)
            case "output" if before and before.language == "sh":
                reader.hear(block.text)
            case "output":
                assert block.text.strip() in reports_of_examples(), (
                    "what the checker says to none of the rules' examples"
                )
            case "yaml" | "markdown" if page in GUIDES:
                assert block.file, f"the example names no file: {block.text}"
                lay_in(reader.folder, block.file, block.text, begun)
            case "text" | "yaml":
                assert not [line for line in block.text.splitlines() if is_command(line.strip() or "-")], (
                    "commands stand in a block `sh`"
                )
                if block.text.startswith("///"):
                    assert read_page(f"{block.text}\n", "docs/page.md").problems == []
            case other:
                pytest.fail(f"a block `{other}`, which no test understands")
    if any(block.language in ("yaml", "markdown") for block in held):
        course, problems = load(reader.folder)
        assert problems + judge(course, today=TODAY) == []


# --- what else they tell ----------------------------------------------------------------------------------------------

_PATH = re.compile(r"[\w.<>*-]+(?:/[\w.<>*-]+)+/?|[\w*-]+\.(?:md|yml|py|js|txt|toml|cff)")


@each_page
def test_the_files_that_are_named_are_there(page: Path) -> None:
    for code in inline_code(page):
        if _PATH.fullmatch(code) and code.partition("/")[0] not in [*dev().MADE, "~"]:
            pattern = re.sub(r"<[\w-]+>", "*", code).rstrip("/")
            found = any(ROOT.glob(pattern)) or any(
                any((ROOT / top).rglob(pattern)) for top in ("docs", "src", "tests", ".github")
            )
            assert found, code


def test_the_modules_build_on_what_the_architecture_allows() -> None:
    design = (ROOT / "docs/contributing/change-the-code.md").read_text(encoding="utf-8")
    rooms = dict(re.findall(r"^`(\w+)/`\n: .+ Uses (.+)\.$", design, re.M))
    assert {room: set(re.findall(r"`(\w+)`", named)) for room, named in rooms.items()} == {
        room: MAY_USE[room] & {*CORE} for room in CORE
    }
    wings = design.partition("Wings")[2]
    assert all(f"`{wing}/`" in wings for wing in WINGS)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md"])
def test_links_beside_the_course_lead_somewhere(name: str) -> None:
    """`pain-ed check` looks at those inside docs/."""
    for target in re.findall(r"\]\(([^)\s]+)\)", (ROOT / name).read_text(encoding="utf-8")):
        file, _, heading = target.partition("#")
        if target.startswith("https://"):
            continue
        linked = ROOT / (file or name)
        assert linked.exists(), target
        assert not heading or heading in read_page(linked.read_text(encoding="utf-8"), name).value.anchors, target


def test_every_guide_is_in_the_menu_and_in_the_overview() -> None:
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    index = (ROOT / "docs/contributing/index.md").read_text(encoding="utf-8")
    for page in GUIDES:
        assert f"contributing/{page.name}\n" in config
        assert page.name == "index.md" or f"]({page.name})" in index
