"""What stands around a pull request: the forms, the owners, the workflows, the comment, and the hook for other courses."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from conftest import ROOT

from pain_ed.compare import changes as differences
from pain_ed.compare.changes import Change
from pain_ed.course.load import load as load_course
from pain_ed.formats.yaml import plain_yaml

GITHUB = ROOT / ".github"


def load(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


FORMS = [file for file in sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")) if file.name != "config.yml"]


# --- Forms ------------------------------------------------------------------------------------------------------------

# https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-issue-forms
# and …/syntax-for-githubs-form-schema: for each kind of field what `attributes` must hold, and what else it may.
FIELDS = {
    "markdown": ({"value"}, set()),
    "input": ({"label"}, {"description", "placeholder", "value"}),
    "textarea": ({"label"}, {"description", "placeholder", "value", "render"}),
    "dropdown": ({"label", "options"}, {"description", "multiple", "default"}),
    "checkboxes": ({"label", "options"}, {"description"}),
}


@pytest.mark.parametrize("file", FORMS, ids=lambda file: file.stem)
def test_form(file: Path) -> None:
    """A form that breaks one of GitHub's rules is not offered at all, and nobody is told."""
    form = load(file)
    assert (
        {"name", "description", "body"}
        <= form.keys()
        <= {"name", "description", "body", "title", "labels", "assignees", "projects", "type"}
    )
    assert all(is_text(form[key]) for key in ("name", "description"))
    assert all(is_text(label) for label in form.get("labels", ()))
    ids = [field["id"] for field in form["body"] if "id" in field]
    labels = [field["attributes"]["label"] for field in form["body"] if field["type"] != "markdown"]
    assert len(set(ids)) == len(ids) == len(labels) == len(set(labels)), "each field has a label and an id of its own"
    for field in form["body"]:
        required, allowed = FIELDS[field["type"]]
        attributes = field["attributes"]
        assert field.keys() <= (
            {"type", "attributes"} if field["type"] == "markdown" else {"type", "attributes", "id", "validations"}
        )
        assert required <= attributes.keys() <= required | allowed
        assert re.fullmatch(r"[A-Za-z0-9_-]+", field.get("id", "a"))
        assert all(is_text(text) for key, text in attributes.items() if key not in ("options", "multiple", "default"))
        validations = field.get("validations", {"required": True})
        assert validations.keys() == {"required"} and isinstance(validations["required"], bool)
        options = attributes.get("options", [])
        if field["type"] == "checkboxes":
            assert options and all(option.keys() <= {"label", "required"} for option in options)
            options = [option["label"] for option in options]
        assert all(is_text(option) for option in options) and len(set(options)) == len(options)
        assert not {"None", "none"} & set(options), "GitHub keeps that word for itself"
    assert any(field["type"] != "markdown" for field in form["body"])
    text = file.read_text(encoding="utf-8")
    assert "Please write nothing about your own health." in text


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def test_forms_are_found() -> None:
    """One for each need, none without its warning, and the links of a page fill in what the form asks for."""
    assert [file.stem for file in FORMS] == ["idea", "program", "report"]
    assert len({load(file)["name"] for file in FORMS}) == 3
    config = load(GITHUB / "ISSUE_TEMPLATE/config.yml")
    assert config["blank_issues_enabled"] is False
    settings = plain_yaml((ROOT / "mkdocs.yml").read_text("utf-8"))
    code = settings["edit_uri_template"].partition("/edit/")[0]
    for link in config["contact_links"]:
        assert link.keys() == {"name", "url", "about"}
        assert link["url"].startswith((settings["site_url"], f"{code}/"))
    report = load_course(ROOT)[0].config.report
    assert report and report.template.startswith(f"{code}/issues/new?")
    query = parse_qs(urlsplit(report.address("a lesson", "a&b")).query, strict_parsing=True)
    assert query.pop("template") == ["report.yml"]
    assert query == {"page": ["a lesson"], "question": ["a&b"]}
    fields = {field["id"]: field for field in load(GITHUB / "ISSUE_TEMPLATE/report.yml")["body"] if "id" in field}
    assert query.keys() <= fields.keys()
    assert fields["kind"]["attributes"]["options"][0] == "It could harm someone"


# --- Owners -----------------------------------------------------------------------------------------------------------


def test_owners() -> None:
    """Every line is about something that is there, and clinicians are asked about all that readers are told."""
    lines = [
        line.split()
        for line in (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    assert all(re.fullmatch(r"@[\w-]+/[\w-]+", owner) for _, *owners in lines for owner in owners)
    assert all(owners for _, *owners in lines)
    for path, *_ in lines[1:]:
        assert path.startswith("/"), path
        there = ROOT / path.strip("/")
        assert there.is_dir() if path.endswith("/") else there.is_file(), path

    def owners(file: str) -> list[str]:
        return [
            owners
            for path, *owners in lines
            if path == "*" or f"/{file}" == path or (path.endswith("/") and f"/{file}".startswith(path))
        ][-1]

    clinical, program = "@example-org/clinical-reviewers", "@example-org/maintainers"
    read, _ = load_course(ROOT)
    told = [page.file for page in (*read.lessons, *read.pages)] + [quiz.location.file for quiz in read.quizzes]
    told += [file for file in read.files if file.endswith((".yml", ".svg", ".png"))]
    assert {tuple(owners(file)) for file in told} == {(clinical,)}
    assert owners("mkdocs.yml") == [clinical, program]
    assert owners("src/pain_ed/cli.py") == owners(".github/workflows/comment.yml") == owners("README.md") == [program]


# --- Workflows --------------------------------------------------------------------------------------------------------


def test_zizmor_finds_nothing() -> None:
    """Its strictest view, and one finding that is answered for: comment.yml has to run with rights."""
    zizmor = Path(sys.executable).parent / "zizmor"
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--persona", "auditor", "--format", "json", GITHUB],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout) == []
    ignored = [
        (file.name, line.strip())
        for file in GITHUB.rglob("*.yml")
        for line in file.read_text("utf-8").splitlines()
        if "zizmor: ignore" in line
    ]
    assert ignored == [("comment.yml", "workflow_run: # zizmor: ignore[dangerous-triggers]")]


def steps(name: str) -> tuple[dict, list[dict]]:
    workflow = load(GITHUB / "workflows" / name)
    ((_, job),) = workflow["jobs"].items()
    return workflow | {"on": workflow[True]}, job["steps"]


def test_who_may_write_runs_no_code_of_a_pull_request() -> None:
    change, its_steps = steps("pull-request.yml")
    assert change["on"] == {"pull_request": None}
    assert change["permissions"] == {} and [job["permissions"] for job in change["jobs"].values()] == [
        {"contents": "read"}
    ]
    comment, comment_steps = steps("comment.yml")
    assert comment["on"] == {"workflow_run": {"workflows": [change["name"]], "types": ["completed"]}}
    assert comment["permissions"] == {}
    checkout, run = comment_steps
    assert checkout["uses"].startswith("actions/checkout@") and checkout["with"] == {"persist-credentials": False}, (
        "what is checked out is main"
    )
    assert run["run"] == "python3 .ci/comment.py"
    assert "${{" not in "".join(step.get("run", "") for step in its_steps + comment_steps)
    checked_out = [
        step["with"]["persist-credentials"]
        for step in its_steps
        if step.get("uses", "").startswith("actions/checkout@")
    ]
    assert checked_out == [False]
    uploads = {
        step["with"]["name"]: step["with"]["path"]
        for step in its_steps
        if step.get("uses", "").startswith("actions/upload-artifact@")
    }
    assert uploads == {"difference": "${{ runner.temp }}/difference", "site": "site"}


# --- The comment ------------------------------------------------------------------------------------------------------

FAKE_GH = """\
#!{python}
import json, os, sys
folder = os.path.dirname(os.path.abspath(__file__))
arguments = sys.argv[1:]
with open(folder + "/calls", "a") as calls:
    calls.write(json.dumps([arguments, sys.stdin.read() if "--input" in arguments else ""]) + "\\n")
for name, answer in json.load(open(folder + "/answers")).items():
    if any(argument.partition("?")[0].endswith(name) for argument in arguments):
        sys.stdout.buffer.write(open(folder + "/" + answer[1:], "rb").read() if answer.startswith("@") else answer.encode())
        break
else:
    sys.exit("no answer for " + repr(arguments))
"""
CHANGE = Change("rekeyed", "quizzes/q.yml", "one: Which?", "The one", "The other")
ARTIFACT = {"id": 7, "expired": False, "size_in_bytes": 900}
PULLS = [{"number": 12, "head": {"sha": "abc"}}, {"number": 11, "head": {"sha": "older"}}]


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return out.getvalue()


def run_comment(
    tmp_path: Path, *, pulls: list = PULLS, artifacts: list = [ARTIFACT], archive: bytes = b"", there: str = ""
) -> tuple[str, list]:
    """Runs the script with a `gh` of ours; returns what it says and what it asked for, with the text that it sent."""
    (tmp_path / "gh").write_text(FAKE_GH.replace("{python}", sys.executable))
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "zip").write_bytes(archive)
    answers = {
        "/pulls": json.dumps(pulls),
        "/artifacts": json.dumps({"artifacts": artifacts}),
        "/zip": "@zip",
        "/comments": there,
        "/comments/5": "{}",
    }
    (tmp_path / "answers").write_text(json.dumps(answers))
    environment = os.environ | {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "GITHUB_REPOSITORY": "example-org/how-pain-works", "RUN_ID": "99",
        "HEAD_SHA": "abc", "HEAD_OWNER": "clinician", "HEAD_BRANCH": "a-fix; $(touch pwned)", "PYTHONPATH": "",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-S", ROOT / ".ci/comment.py"], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "pwned").exists()
    calls = [json.loads(line) for line in (tmp_path / "calls").read_text().splitlines()]
    return done.stdout, calls


def test_a_comment_is_made_and_made_anew(tmp_path: Path) -> None:
    archive = packed(difference_json=differences.as_json([CHANGE]))
    said, calls = run_comment(tmp_path, archive=archive)
    assert said == "Commented on pull request 12.\n"
    assert calls[0][0] == [
        "api",
        "--method",
        "GET",
        "repos/example-org/how-pain-works/pulls",
        "-f",
        "state=open",
        "-f",
        "head=clinician:a-fix; $(touch pwned)",
    ]
    arguments, sent = calls[-1]
    assert arguments == [
        "api",
        "--method",
        "POST",
        "repos/example-org/how-pain-works/issues/12/comments",
        "--input",
        "-",
    ]
    body = json.loads(sent)["body"]
    assert body == (
        "<!-- pain-ed compare -->\n## What changes for readers\n\n"
        + differences.markdown([CHANGE])
        + "\n---\nThe whole difference, before and after side by side, and the course as it would look are "
        "[among the files of this check](https://github.com/example-org/how-pain-works/actions/runs/99#artifacts). "
        "This list is made by the change itself and helps to read it; it does not stand for looking at the files.\n"
    )
    _, calls = run_comment(tmp_path, archive=archive, there="5\n6\n")
    assert calls[-1][0] == [
        "api",
        "--method",
        "PATCH",
        "repos/example-org/how-pain-works/issues/comments/5",
        "--input",
        "-",
    ]
    assert 'select(.user.login == "github-actions[bot]"' in calls[-2][0][-1]


UNREADABLE = "The list of differences could not be read. The files of this check say more."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"pulls": []}, "No comment: not exactly one open pull request has this commit at its head.\n"),
        ({"pulls": PULLS[1:]}, "No comment: not exactly one open pull request has this commit at its head.\n"),
        (
            {"pulls": [PULLS[0], PULLS[0] | {"number": 13}]},
            "No comment: not exactly one open pull request has this commit at its head.\n",
        ),
        ({"artifacts": []}, "No comment: the run has made no list of changes that can be read.\n"),
        (
            {"artifacts": [ARTIFACT | {"expired": True}]},
            "No comment: the run has made no list of changes that can be read.\n",
        ),
        (
            {"artifacts": [ARTIFACT | {"size_in_bytes": 5_000_001}]},
            "No comment: the run has made no list of changes that can be read.\n",
        ),
        ({"archive": b"not a zip"}, "No comment: the run has made no list of changes that can be read.\n"),
        ({"archive": packed(other_json="{}")}, "No comment: the run has made no list of changes that can be read.\n"),
        (
            {"archive": packed(difference_json=" " * 20_000_001)},
            "No comment: the run has made no list of changes that can be read.\n",
        ),
    ],
    ids=["none", "older", "two", "no-list", "expired", "large", "not-a-zip", "another-file", "bomb"],
)
def test_no_comment(tmp_path: Path, given: dict, said: str) -> None:
    told, calls = run_comment(tmp_path, **given)
    assert told == said
    assert not any("--input" in arguments for arguments, _ in calls)


def test_a_forged_list_is_not_shown(tmp_path: Path) -> None:
    _, calls = run_comment(
        tmp_path, archive=packed(difference_json='{"version": 1, "changes": [{"kind": "@everyone"}]}')
    )
    body = json.loads(calls[-1][1])["body"]
    assert UNREADABLE in body and "@everyone" not in body


# --- Other courses ----------------------------------------------------------------------------------------------------


def test_hook_for_other_courses() -> None:
    """https://pre-commit.com/#creating-new-hooks"""
    (hook,) = load(ROOT / ".pre-commit-hooks.yaml")
    assert hook.keys() == {"id", "name", "description", "entry", "language", "pass_filenames", "files"}
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("pain-ed-check", "python", False)
    command, sub_command = hook["entry"].split()
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    module, _, function = scripts[command].partition(":")
    assert sub_command == "check" and importlib.util.find_spec(module) and function == "main"
    looked_at = [
        "docs/module/lesson.md",
        "docs/sources.yml",
        "docs/assets/picture.svg",
        "quizzes/lesson.yml",
        "mkdocs.yml",
    ]
    not_looked_at = ["README.md", "src/docs/lesson.md", "other/mkdocs.yml", "mkdocs.yml.orig", "olddocs/lesson.md"]
    assert [file for file in looked_at + not_looked_at if re.search(hook["files"], file)] == looked_at
