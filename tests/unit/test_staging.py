"""A build takes the site's place when it is whole, and not before."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Sites, lay_out

from pain_ed.site.publish import Staging

pytestmark = pytest.mark.build

CONFIG = """\
site_name: A small course
theme: {name: material, font: false}
plugins: [search, pain-ed]
markdown_extensions: [toc, attr_list, footnotes, pain_ed]
"""

KILL = """\
import os, signal

def on_post_page(output, page, config):
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def course(sites: Sites, tmp_path: Path) -> Path:
    """A course with its site."""
    return shutil.copytree(sites.once("staged", lay_out_and_build), tmp_path / "course")


def lay_out_and_build(folder: Path) -> None:
    assert build(lay_out(folder, {"mkdocs.yml": CONFIG})).returncode == 0


def build(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", *arguments]
    environment = os.environ | {"NO_COLOR": "1", "NO_MKDOCS_2_WARNING": "1"} | environment
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def left(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.endswith(".building")]


def test_a_killed_build_leaves_the_site(course: Path) -> None:
    before = contents(course / "site")
    (course / "kill.py").write_text(KILL)
    (course / "mkdocs.yml").write_text(CONFIG + "hooks: [kill.py]\n")
    assert build(course).returncode == -signal.SIGKILL
    assert contents(course / "site") == before
    assert len(left(course)) == 1
    # The next build, an hour later, takes away what this one has left.
    for folder in course.glob(".site.*.building"):
        os.utime(folder, (0, 0))
    (course / "mkdocs.yml").write_text(CONFIG)
    assert build(course).returncode == 0
    assert left(course) == []


def test_a_course_with_an_error_leaves_the_site_and_so_does_a_strict_build_with_a_warning(course: Path) -> None:
    before = contents(course / "site")
    lesson = course / "docs/module/lesson.md"
    sound = lesson.read_text("utf-8")
    lesson.write_text(sound.replace("study-2019", "nobody-2019"), "utf-8")
    assert build(course).returncode == 1
    lesson.write_text(sound, "utf-8")
    (course / "docs/index.md").write_text('# Start\n\n[Nowhere](nowhere.md "A title")\n', "utf-8")
    (course / "mkdocs.yml").write_text(CONFIG.replace("pain-ed]", "pain-ed]\nnav: [index.md, missing.md]"))
    assert build(course, "--strict").returncode == 1
    assert contents(course / "site") == before
    assert left(course) == []


def test_two_builds_are_the_same_bytes(course: Path, tmp_path: Path) -> None:
    """In other folders, in another time zone and locale, with other hash seeds and permissions."""
    other = tmp_path / "elsewhere" / "another course"
    shutil.copytree(course, other, ignore=shutil.ignore_patterns("site"))
    first = contents(course / "site")
    assert (
        build(
            other, TZ="Pacific/Kiritimati", LC_ALL="C", LANG="tr_TR.UTF-8", PYTHONHASHSEED="7", PYTHONUTF8="1"
        ).returncode
        == 0
    )
    second = contents(other / "site")
    assert sorted(first) == sorted(second)
    assert [path for path in first if first[path] != second[path]] == []
    assert "<lastmod>2026-11-21</lastmod>" in first["sitemap.xml"].decode() or b"<loc>" not in first["sitemap.xml"]


# --- The folder -------------------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site/old").mkdir(parents=True)
    (tmp_path / "site/old/page.html").write_text("old")
    (tmp_path / "site/index.html").write_text("old")
    (tmp_path / "site/.git").mkdir()
    (tmp_path / "site/.git/HEAD").write_text("ref")
    return tmp_path / "site"


def new(site: Path) -> Staging:
    made = Staging(site)
    (made.folder / "index.html").write_text("new")
    (made.folder / "new").mkdir()
    (made.folder / "new/page.html").write_text("new")
    return made


WHOLE = {"index.html": b"new", "new/page.html": b"new", ".git/HEAD": b"ref"}


@pytest.mark.parametrize("way", ["rename", "copy"])
def test_the_new_site_takes_the_place_of_the_old_one(site: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """By two names; or file by file, where the folder itself cannot be moved (a volume)."""
    if way == "copy":
        monkeypatch.setattr(Path, "rename", lambda self, target: (_ for _ in ()).throw(OSError("busy")))
    made = new(site)
    assert contents(site)["index.html"] == b"old"
    made.publish()
    assert contents(site) == WHOLE
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_the_first_site_and_two_builds_at_once(tmp_path: Path) -> None:
    one, other = new(tmp_path / "build/site"), new(tmp_path / "build/site")
    (other.folder / "index.html").write_text("newer")
    one.publish()
    other.publish()
    assert (tmp_path / "build/site/index.html").read_text() == "newer"
    assert [path.name for path in (tmp_path / "build").iterdir()] == ["site"]


def test_a_site_that_was_moved_aside_comes_back(site: Path) -> None:
    """A build was killed between the two steps of its last act."""
    site.rename(site.with_name(".site.0badcafe.old.building"))
    made = Staging(site)
    assert contents(site)["index.html"] == b"old"
    made.drop()


def test_a_link_to_the_site_stays_one(site: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to(site)
    new(tmp_path / "current").publish()
    assert (tmp_path / "current").is_symlink()
    assert contents(site) == WHOLE
