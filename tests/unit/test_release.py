"""What a release is made of: the package as somebody installs it, its number in every file, and how to cite it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from conftest import COURSE, ROOT
from jsonschema import Draft7Validator

pytestmark = pytest.mark.build

# --- the package ------------------------------------------------------------------------------------------------------

CONFIG = """\
site_name: A course
site_url: https://example.org/
theme:
  name: material
  custom_dir: !ENV PAIN_ED_THEME
plugins: [pain-ed]
markdown_extensions: [footnotes, pain_ed]
extra: {course: {}}
"""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | environment
    done = subprocess.run(command, cwd=cwd, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that is built from the source distribution, as the workflow builds both."""
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(ROOT / "src", folder / "tree/src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("docs", "quizzes"):
        (folder / "tree" / name).mkdir()
    for name in (
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "LICENSE-content",
        "CHANGELOG.md",
        "mkdocs.yml",
        ".gitignore",
    ):
        shutil.copy(ROOT / name, folder / "tree")
    hatchling = (sys.executable, "-m", "hatchling", "build", "--target")
    run(*hatchling, "sdist", "--directory", "..", cwd=folder / "tree")
    (archive,) = folder.glob("*.tar.gz")
    shutil.unpack_archive(archive, folder / "unpacked", filter="data")
    (source,) = (folder / "unpacked").iterdir()
    run(*hatchling, "wheel", "--directory", folder, cwd=source)
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    files = {
        path.relative_to(ROOT / "src")
        for path in (ROOT / "src").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    ours = {
        path.as_posix() for path in files if path.parts[:2] != ("pain_ed", "js")
    }  # what is made from these stands in others
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in names if ".dist-info/" not in name} == ours
    assert {name.partition(".dist-info/")[2] for name in names - ours} >= {
        "entry_points.txt",
        "licenses/LICENSE",
        "licenses/LICENSE-content",
    }


def test_the_installed_package_checks_and_builds_a_course(wheel: Path, tmp_path: Path) -> None:
    installed, course = tmp_path / "installed", tmp_path / "course"
    run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-compile",
        "--target",
        installed,
        wheel,
        cwd=tmp_path,
    )
    shutil.copytree(COURSE, course)
    (course / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    found = {
        "PYTHONPATH": str(installed),
        "PAIN_ED_THEME": str(installed / "pain_ed/theme"),
        "NO_MKDOCS_2_WARNING": "1",
    }
    where = run(sys.executable, "-c", "import pain_ed; print(pain_ed.__file__)", cwd=course, **found)
    assert Path(where.strip()).is_relative_to(installed)
    said = run(installed / "bin/pain-ed", "check", cwd=course, **found)
    assert said == "No problems.\nLooked at 1 lesson, 5 questions and 2 sources.\n"
    run(sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", cwd=course, **found)
    page = (course / "site/module/lesson/index.html").read_text(encoding="utf-8")
    assert page.count('class="pq-question"') == 5
    for file in ("assets/pain-ed/quiz.js", "assets/pain-ed/quiz.css", "sw.js"):
        assert (course / "site" / file).is_file()


# --- the number -------------------------------------------------------------------------------------------------------


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """.ci/release.py, at work on copies."""
    spec = importlib.util.spec_from_file_location("release", ROOT / ".ci/release.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, text in {
        "pyproject.toml": '[project]\nname = "pain-ed"\nversion = "0.1.0"\ndependencies = ["other>=0.1.0"]\n',
        "src/pain_ed/__init__.py": '"""Doc."""\n\n__version__ = "0.1.0"\n',
        "CITATION.cff": "cff-version: 1.2.0\ntitle: T\nversion: 0.1.0\nabstract: A\n",
        "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n### Added\n\n- This.\n\n## 0.1.0 - 2026-01-01\n\n- That.\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    return module


def test_a_release_sets_the_number_and_the_day(release, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release.main(["0.2.0", "--day", "2026-11-21"])
    assert (
        capsys.readouterr().out
        == "The files say 0.2.0, of 2026-11-21. Look at the changes, then send them as a pull request.\n"
    )
    texts = {name: (tmp_path / name).read_text("utf-8") for name in [*release.PLACES, "CHANGELOG.md"]}
    assert texts == {
        "pyproject.toml": '[project]\nname = "pain-ed"\nversion = "0.2.0"\ndependencies = ["other>=0.1.0"]\n',
        "src/pain_ed/__init__.py": '"""Doc."""\n\n__version__ = "0.2.0"\n',
        "CITATION.cff": 'cff-version: 1.2.0\ntitle: T\nversion: 0.2.0\ndate-released: "2026-11-21"\nabstract: A\n',
        "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-11-21\n\n### Added\n\n- This.\n\n## 0.1.0 - 2026-01-01\n\n- That.\n",
    }
    release.main(["--check", "v0.2.0"])
    assert capsys.readouterr().out == "### Added\n\n- This.\n"
    with pytest.raises(release.Failed, match="^CHANGELOG.md has nothing under 'Unreleased': say there what is new.$"):
        release.main(["0.3.0"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["0.2"], "'0.2' should read like 1.2.3."),
        (["0.0.9"], "0.0.9 is lower than 0.1.0, which pyproject.toml names: take a higher number."),
        (["0.1.0"], "CHANGELOG.md says that 0.1.0 is out already: take the next number."),
        (["--check", "v0.2.0"], "The tag is v0.2.0, and pyproject.toml says 0.1.0."),
    ],
)
def test_what_cannot_be_released(release, arguments: list[str], said: str) -> None:
    with pytest.raises(release.Failed) as failed:
        release.main(arguments)
    assert str(failed.value) == said


def test_a_tag_without_notes_is_refused(release, tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- This.\n", encoding="utf-8")
    with pytest.raises(release.Failed, match="^CHANGELOG.md has no entry '## 0.1.0 - <day>', or nothing in it.$"):
        release.main(["--check", "v0.1.0"])


def test_all_our_files_name_one_version() -> None:
    spec = importlib.util.spec_from_file_location("release", ROOT / ".ci/release.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert len({module.version_in(name) for name in module.PLACES}) == 1


# --- the workflow -----------------------------------------------------------------------------------------------------


def test_the_workflow_builds_once_and_only_its_publishing_job_can_prove_who_it_is() -> None:
    workflow = yaml.load((ROOT / ".github/workflows/release.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    jobs = workflow["jobs"]
    assert workflow["on"] == {"push": {"tags": ["v*"]}}
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "build": {"contents": "read"},
        "publish": {"id-token": "write"},
        "announce": {"contents": "write"},
    }
    assert (jobs["publish"]["needs"], jobs["announce"]["needs"]) == ("build", "publish")
    assert jobs["publish"]["environment"]["name"] == "pypi"
    # No code of the repository runs where something can be published.
    assert [step.get("uses", "run").partition("@")[0] for step in jobs["publish"]["steps"]] == [
        "actions/download-artifact",
        "pypa/gh-action-pypi-publish",
    ]
    steps = [step.get("run", "") for step in jobs["build"]["steps"]]
    checked, tested, built = (
        next(location for location, run in enumerate(steps) if what in run)
        for what in ("release.py --check", ".ci/run", "hatchling build")
    )
    assert checked < tested < built


# --- the citation -----------------------------------------------------------------------------------------------------


def strict(required: str, **properties: object) -> dict:
    return {"type": "object", "properties": properties, "required": required.split(), "additionalProperties": False}


TEXT = {"type": "string", "minLength": 1}
CITATION = strict(
    "authors cff-version message title",
    **{
        "cff-version": {"const": "1.2.0"},
        "message": TEXT,
        "title": TEXT,
        "type": {"enum": ["dataset", "software"]},
        "authors": {"type": "array", "minItems": 1, "uniqueItems": True, "items": strict("name", name=TEXT)},
        "version": TEXT,
        "date-released": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"},
        "abstract": TEXT,
        "keywords": {"type": "array", "minItems": 1, "uniqueItems": True, "items": TEXT},
    },
)
"""The part of the schema of the Citation File Format 1.2.0 that our file may hold, and nothing besides."""


def test_the_citation_is_that_of_the_format() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(CITATION).iter_errors(citation)] == []
