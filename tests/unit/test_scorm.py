"""The packages of our own course, and what is said where none can be made."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
import xmlschema
from conftest import ROOT, TESTS, lay_out

from pain_ed import cli
from pain_ed.course.load import load
from pain_ed.export import scorm

pytestmark = pytest.mark.build

MODULES = ["five-steps", "my-kind-of-pain", "how-it-works", "treatments"]
AROUND = {"help.html", "glossary.html", "privacy.html", "sources.html"}


@pytest.fixture(scope="module")
def site(real_stick: Path) -> Path:
    return real_stick


@pytest.fixture(scope="module")
def packages(site: Path) -> list[scorm.Package]:
    return list(scorm.packages(load(ROOT)[0], site))


class Links(HTMLParser):
    """What a page leads to and loads: (attribute, address), and the words of its links that lead out of the package."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.words: dict[str, str] = {}
        self.link = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("a", "script", "img", "iframe") or given.get("rel") in ("stylesheet", "icon"):
            self.found.append((tag, given))
        if tag == "a":
            self.link = given.get("href", "")

    def handle_data(self, data: str) -> None:
        if self.link:
            self.words[self.link] = f"{self.words.get(self.link, '')}{data}"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.link = ""


def test_each_package_holds_its_module_and_what_belongs_to_every_module(packages: list[scorm.Package]) -> None:
    course, _ = load(ROOT)
    assert [package.module for package in packages] == MODULES
    for package in packages:
        own = {
            f"{package.module}/{name}.html"
            for name in ("index", "print", *(lesson.id for lesson in course.lessons if lesson.module == package.module))
        }
        assert {path for path in package.files if path.endswith(".html")} == own | AROUND | {"launch.html"}
        # On a server it would tell whoever frames it all that this address remembers.
        assert not [path for path in package.files if "keeper" in path or path.endswith(".map")]
        assert b"keeper" not in package.files["assets/pain-ed/usb.js"]
        index = json.loads(package.files["search/search_index.json"])
        assert {entry["location"].partition("#")[0] for entry in index["docs"]} <= own | AROUND
        assert (
            package.files["search/search_index.js"].decode()
            == f"var __index = {package.files['search/search_index.json'].decode()}"
        )


def test_each_link_leads_somewhere(packages: list[scorm.Package]) -> None:
    """To a file of the package, or in a new tab to the course online, and then it says so."""
    for package in packages:
        for page in (path for path in package.files if path.endswith(".html")):
            links = Links(package.files[page].decode())
            for tag, given in links.found:
                target = given.get("src") or given.get("href", "")
                if target.startswith(("https://", "http://")):
                    assert tag == "a" and given["target"] == "_blank" and "noopener" in given["rel"], (page, target)
                    said = links.words.get(target, "").strip()
                    if (
                        target.startswith(package.address)
                        and page != "launch.html"
                        and said != target.removeprefix("https://")
                    ):
                        assert said.endswith("(online)"), (page, target)
                elif not target.startswith(("#", "mailto:", "tel:", "data:")) and target:
                    path = normpath(join(dirname(page), unquote(target.partition("#")[0].partition("?")[0])))
                    assert path in package.files, (page, target)
                    assert path != "launch.html", f"{page} leads to the launch page, which would stand in itself"
            # Script makes a link of this one.
            assert 'data-record=""' in package.files[page].decode() or "data-record" not in package.files[page].decode()


def test_manifest(packages: list[scorm.Package]) -> None:
    schema = xmlschema.XMLSchema(TESTS / "scorm/manifest.xsd")
    for package in packages:
        text = package.files["imsmanifest.xml"].decode()
        schema.validate(text)
        resource = schema.to_dict(text)["resources"]["resource"][0]
        assert (resource["@href"], {unquote(file["@href"]) for file in resource["file"]}) == (
            "launch.html",
            {*package.files} - {"imsmanifest.xml"},
        )
        for right, wrong in (
            ('scormtype="sco"', 'scormtype="page"'),
            ('identifierref="launch"', 'identifierref="nothing"'),
            ("ADL SCORM", "SCORM"),
        ):
            assert right in text and not schema.is_valid(text.replace(right, wrong))


_EXPORTS = """
import sys
from pain_ed.cli import main
root, site, out = sys.argv[1:]
for form, place in (("scorm", out), ("gift", f"{out}/gift"), ("csv", f"{out}/csv")):
    assert main(["export", form, "--root", root, "--site", site, "--out", place, "--lesson", "nociception"]) == 0
"""


def test_same_bytes_whatever_the_time_zone_and_the_hash_seed(site: Path, tmp_path: Path) -> None:
    written = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
        subprocess.run(
            [sys.executable, "-c", _EXPORTS, ROOT, site, tmp_path / seed],
            env=environment,
            check=True,
            capture_output=True,
        )
        written.append({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()})
    assert sorted(written[0]) == ["csv", "gift", "how-it-works.zip"]
    assert written[0] == written[1]
    with ZipFile(tmp_path / "1/how-it-works.zip") as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {(entry.date_time, entry.external_attr >> 16) for entry in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0o644)
        }


def test_time_of_the_files(packages: list[scorm.Package]) -> None:
    with ZipFile(io.BytesIO(packages[0].zipped(1_800_000_000))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2027, 1, 15, 8, 0, 0)}


def test_what_is_said(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["export", "scorm", "--root", str(ROOT), "--site", str(site), "--lesson", "nociception"]) == 0
    out, err = capsys.readouterr()
    assert [path.name for path in (tmp_path / "export").iterdir()] == ["how-it-works.zip"]
    with ZipFile(tmp_path / "export/how-it-works.zip") as archive:
        assert out == f"{Path('export/how-it-works.zip')}: {len(archive.namelist())} files\n"
    address = load(ROOT)[0].config.address
    assert re.fullmatch(
        rf"Left out of how-it-works: \d\d pages of the course \(they are read online, at {address}\)\n", err
    )


def test_what_is_said_where_nothing_can_be_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(*arguments: str) -> tuple[int, str]:
        return cli.main(["export", *arguments, "--root", str(root)]), capsys.readouterr().err.replace(str(tmp_path), "")

    root = lay_out(tmp_path / "course", {})
    site = tmp_path / "site"
    assert said("scorm", "--site", str(site)) == (
        2,
        "pain-ed: '/site' does not hold the course built for it. Type 'make usb' first. In another course, set the option 'usb' of the"
        " plugin pain-ed, and type 'mkdocs build --site-dir site-usb'.\n",
    )
    (site / "assets/pain-ed").mkdir(parents=True)
    (site / "assets/pain-ed/usb.js").touch()
    assert said("scorm", "--site", str(site)) == (
        2,
        "pain-ed: '/site' holds no page for the lesson 'lesson'. Build the course anew, then type this again.\n",
    )
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert said("scorm", "--site", str(site)) == (
        2,
        "pain-ed: SOURCE_DATE_EPOCH is 'soon', and should be a whole number of seconds since 1970.\n",
    )
    assert said("gift", "--lesson", "leson") == (2, "pain-ed: there is no lesson 'leson'. Did you mean 'lesson'?\n")
    assert said("gift", "--out", str(tmp_path)) == (2, "pain-ed: '' cannot be written or read: Is a directory.\n")
    (root / "quizzes/lesson.yml").write_text("lesson: lesson\n")
    status, report = said("csv")
    assert (
        status == 1
        and report.endswith("Nothing was exported: mend this first.\n")
        and "quizzes/lesson.yml:1:1" in report
    )


@pytest.mark.parametrize(
    ("link", "online", "nowhere"),
    [
        ('<a href="../m/b.html#x">B</a>', '<a href="../m/b.html#x">B</a>', '<a href="../m/b.html#x">B</a>'),
        ('<a href="../index.html">Home</a>', '<a href="index.html">Home</a>', '<a href="index.html">Home</a>'),
        (
            '<a class="x" title="C &amp; D" href="../o/c.html#y">C <b>D&#39;</b> </a>',
            '<a class="x" title="C &amp; D (online)" href="https://a.org/o/c/#y" target="_blank" rel="noopener">C <b>D&#39; (online)</b> </a>',
            '<a class="x" title="C &amp; D (not in this module)">C <b>D&#39; (not in this module)</b> </a>',
        ),
        (
            '<a href="https://b.org/">B</a> <a href="mailto:a@b.org">A</a>',
            '<a href="https://b.org/" target="_blank" rel="noopener noreferrer">B</a> <a href="mailto:a@b.org">A</a>',
            '<a href="https://b.org/" target="_blank" rel="noopener noreferrer">B</a> <a href="mailto:a@b.org">A</a>',
        ),
        ('<a href="../o/plan.pdf">Plan</a>', '<a href="../o/plan.pdf">Plan</a>', '<a href="../o/plan.pdf">Plan</a>'),
        (
            '<img src="../../out.svg"><a href="../../out.pdf">',
            '<img src="../../out.svg"><a href="../../out.pdf">',
            '<img src="../../out.svg"><a href="../../out.pdf">',
        ),
        (
            "<script>\"<a href='../o/c.html'>\"</script>",
            "<script>\"<a href='../o/c.html'>\"</script>",
            "<script>\"<a href='../o/c.html'>\"</script>",
        ),
    ],
)
def test_links(tmp_path: Path, link: str, online: str, nowhere: str) -> None:
    """Each in a course that has an address, and in one that has none."""
    for address, expected in (("https://a.org/", online), ("", nowhere)):
        canonical = f'<link rel="canonical" href="{address}m/a.html">' if address else ""
        for file, text in {
            "course/docs/m/index.md": "---\nkind: module\n---\n# M\n",
            "course/docs/m/a.md": "# A\n",
            "course/docs/o/c.md": "# C\n",
            "site/assets/pain-ed/usb.js": "",
            "site/m/index.html": "<html lang='de'></html>",
            "site/m/a.html": f"<html>{canonical}<p> é\n{link}</p></html>",
            "site/m/b.html": "",
            "site/o/c.html": "",
            "site/o/plan.pdf": "",
            "out.pdf": "",
            "out.svg": "",
        }.items():
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).write_text(text, encoding="utf-8")
        (package,) = scorm.packages(load(tmp_path / "course")[0], tmp_path / "site")
        assert package.files["m/a.html"].decode() == f"<html>{canonical}<p> é\n{expected}</p></html>"
        assert ("o/plan.pdf" in package.files) is ("plan.pdf" in link)
        assert "o/c.html" not in package.files and not [path for path in package.files if "out" in path]
        assert b'<html lang="de">' in package.files["launch.html"]
