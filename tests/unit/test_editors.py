"""Editors show the checker's problems while somebody types: through the schemas in YAML, and through a task everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import GOLDEN, ROOT, TESTS, lay_out, run_node, sections
from test_schema import KINDS, SHAPE, files

from pain_ed.diagnostics import examples as rules
from pain_ed.diagnostics.codes import Code
from pain_ed.formats.files import FORMATS

SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))

SEEN = SHAPE | {Code.YAML_SYNTAX, Code.YAML_FORBIDDEN, Code.YAML_DEPTH, Code.DUPLICATE_KEY}
"""What a YAML language server with our schemas reports. What the checker says of several files together, no schema can say."""

ELSEWHERE = {
    (
        "model-words",
        "docs/models.yml",
    ): "which names in braces have a value depends on the model's mathematics; all the rest stands where it should",
    ("reflection-three", "docs/reflection.yml"): "that there should be four is said of the file, and of the list",
    (
        "yaml-quote-open",
        "quizzes/lesson.yml",
    ): "a quote that is not closed is found where it opens, and where what follows makes no sense",
    ("yaml-two-documents", "quizzes/lesson.yml"): "the server judges the second document by itself",
}
"""Files that both report, on other lines."""

UNSEEN = {
    "an anchor that is used": (
        "quizzes/lesson.yml",
        "    prompt: Which fit?\n",
        "    prompt: &a Which fit?\n    explanation: *a\n",
    ),
    "a merge key": ("quizzes/lesson.yml", "      - text: Second\n", "      - <<: {text: Second}\n"),
    "a tag that YAML knows": ("quizzes/lesson.yml", "    prompt: Which fit?\n", "    prompt: !!str Which fit?\n"),
    "a day that no calendar has": ("docs/module/lesson.md", "reviewed: 2026-11-21\n", "reviewed: 2026-02-30\n"),
    "a whole number with a point": ("docs/module/lesson.md", "minutes: 5\n", "minutes: 5.0\n"),
}
"""What the checker refuses in a single file, and the server does not: the file, what stands there, and what is wrong instead."""


def front_matter(text: str) -> str:
    """A lesson's front matter as a file of its own, with the same lines."""
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*$", text, re.S | re.M)
    return f"\n{match[1]}" if match else ""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[str, str, str, str]]]:
    """A folder, and by their paths in it the case, the kind, the name and the text of every file that the golden cases and the rules' examples hold."""
    root = tmp_path_factory.mktemp("corpus")
    for format in FORMATS.values():
        (root / format.schema_file).parent.mkdir(parents=True, exist_ok=True)
        (root / format.schema_file).write_text(format.schema_text(), encoding="utf-8")
    found: dict[tuple[str, str], str] = {}
    corpus = {}
    for name, (file, old, new) in UNSEEN.items():
        course = lay_out(root / name.replace(" ", "-"), {f"{file}: {old[:-1]}": new})
        text = (course / file).read_text(encoding="utf-8")
        kind = next(kind for kind, other in files(course) if other == file)
        path = f"{name.replace(' ', '-')}/{file}"
        corpus[path.replace(".md", ".front-matter.yml")] = (
            name,
            kind,
            file,
            front_matter(text) if file.endswith(".md") else text,
        )
        (root / path).with_name("quiz.schema.json").write_text(FORMATS["quiz"].schema_text(), encoding="utf-8")
    for golden in (*sorted((GOLDEN / "check").glob("*.txt")), *sorted(rules.FOLDER.glob("*.txt"))):
        course = lay_out(root / golden.stem, rules.variants(sections(golden))[0])
        for kind, file in files(course):
            text = (course / file).read_text(encoding="utf-8")
            if file.endswith(".md"):
                text = front_matter(text)
            if text and found.setdefault((kind, text), golden.stem) == golden.stem:
                path = f"{golden.stem}/{file}"
                corpus[path.replace(".md", ".front-matter.yml")] = (golden.stem, kind, file, text)
                if "$schema=quiz.schema.json" in text:
                    (root / path).with_name("quiz.schema.json").write_text(
                        FORMATS["quiz"].schema_text(), encoding="utf-8"
                    )
    return root, corpus


@pytest.fixture(scope="module")
def server(corpus) -> dict[str, dict]:
    """What the YAML language server says of each file of the corpus, with our settings for VS Code and no network."""
    root, cases = corpus
    yaml = {key.removeprefix("yaml."): value for key, value in SETTINGS.items()}
    # An editor has no front matter in a file of its own: that it would be judged alike is for those that find it in Markdown.
    yaml["schemas"] = yaml["schemas"] | {"./docs/schemas/lesson.schema.json": "*.front-matter.yml"}
    yaml |= {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}
    asked = {"root": str(root), "settings": {"yaml": yaml}, "files": {path: text for path, (*_, text) in cases.items()}}
    return json.loads(run_node(TESTS / "node/yaml-server.js", stdin=json.dumps(asked)))


def test_a_yaml_language_server_reports_the_files_that_the_checker_reports(corpus, server) -> None:
    told: set[Code] = set()
    elsewhere, unseen = set(), set()
    for path, (case, kind, file, text) in corpus[1].items():
        written = f"---{text}---\n" if file.endswith(".md") else text
        found = [
            problem
            for problem in KINDS[kind][1](written, file).problems
            if problem.code in SEEN or problem.code is Code.TO_WRITE
        ]
        lines = {problem["line"] for problem in server[path]["problems"]}
        if any(problem.code is Code.TO_WRITE for problem in found):
            continue  # of some of what is to be written, the server knows what may stand there
        if found and not lines:
            unseen.add(case)
        elif not {problem.location.line for problem in found} <= lines:
            elsewhere.add((case, file))
        assert found or not lines, (path, server[path]["problems"])
        told |= {problem.code for problem in found}
    assert unseen == UNSEEN.keys()
    assert elsewhere == ELSEWHERE.keys()
    assert told == SEEN, "each code is shown by some file"


def test_hovering_explains_a_key(server) -> None:
    said = server["option-keys/quizzes/lesson.yml"]["hover"]
    assert said.startswith(
        "#### Quiz\n\nThe lesson this quiz belongs to: its file's name without '.md', and this file's without '.yml'.\n\nExample:\n\n```yaml\nstart-here\n```"
    )


def test_messages_are_for_people(server) -> None:
    (problem,) = server["bad-doi/docs/sources.yml"]["problems"]
    assert (
        problem["message"]
        == "A DOI starts with '10.' and has a slash: 10.1172/JCI42843. Leave out 'https://doi.org/' and 'doi:'."
    )


def test_settings_name_each_schema_and_its_files() -> None:
    named = {path.removeprefix("./"): pattern for path, pattern in SETTINGS["yaml.schemas"].items()}
    assert named == {schema: kind for kind, (schema, _) in KINDS.items() if not kind.endswith(".md")}


def test_the_task_finds_what_the_checker_prints() -> None:
    """Front matter in Markdown is read by no YAML extension; the task shows what is wrong there, and everywhere else."""
    (task,) = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    assert [task["command"], *task["args"]] == ["pain-ed", "check"]
    pattern = re.compile(task["problemMatcher"]["pattern"]["regexp"])
    for golden in sorted((GOLDEN / "check").glob("*.txt")):
        report, _, _ = sections(golden)["report"].partition("\n\n")
        for line in report.splitlines():
            match = pattern.search(line)
            assert bool(match) is not line.startswith(("    should read: ", "No problems.")), line
            if match:
                file, number, column, severity, message, code = match.groups()
                assert line == f"{file}:{number}:{column}: {'warning: ' if severity else ''}{message} [{code}]"
                assert (severity or "error") == Code(code).severity
