"""The parts that need no browser: building, checking and weighing."""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time
from xml.etree.ElementTree import Element

import generate
from common import ROOT, TOOLS, Missing, Row, say, spread, tools_folder, usage

from pain_ed.formats.paths import MODELS
from pain_ed.i18n.messages import catalogue
from pain_ed.page.elements import append_text
from pain_ed.simulation.draw import fill_simulation
from pain_ed.simulation.drawings import series
from pain_ed.simulation.words import read_simulations

MKDOCS_QUIZ = "1.7.1"


def mkdocs_build(course: Path, python: Path | str) -> float:
    """CPU seconds of building it."""
    used = usage(python, "-m", "mkdocs", "build", "--quiet", "-f", course / "mkdocs.yml")
    shutil.rmtree(course / "site")
    return used.cpu


def in_turn(rounds: int, measure: dict[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Call each in turn, `rounds` times after a first round that does not count."""
    found: dict[str, list[float]] = {name: [] for name in measure}
    for count in range(rounds + 1):
        for name, function in measure.items():
            value = function()
            if count:
                found[name].append(value)
        say(f"  round {count} of {rounds}" + ("" if count else " (warming up)"))
    return found


# --- build ------------------------------------------------------------------------------------------------------------


def python_with_mkdocs_quiz() -> Path:
    """A virtual environment with mkdocs-quiz, and otherwise the versions that are used here."""
    folder = TOOLS / f"mkdocs-quiz-{MKDOCS_QUIZ}"
    python = folder / "bin" / "python"
    stamp = folder / "installed"
    same = [f"{name}=={version(name)}" for name in ("mkdocs", "mkdocs-material", "pymdown-extensions", "markdown", "pyyaml", "jinja2")]
    wanted = " ".join([sys.version, *same])
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        say(f"Installing mkdocs-quiz {MKDOCS_QUIZ} into {folder.relative_to(ROOT)} (only the first time) ...")
        tools_folder()
        venv.create(folder, clear=True, symlinks=True)
        pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*pip, f"mkdocs-quiz=={MKDOCS_QUIZ}", *same], capture_output=True, text=True)
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise Missing(f"mkdocs-quiz {MKDOCS_QUIZ} could not be installed ({reason})")
        stamp.write_text(wanted, "utf-8")
    return python


def build(work: Path, rounds: int) -> Iterator[Row]:
    try:
        other = python_with_mkdocs_quiz()
    except Missing as missing:
        other = missing

    # The three types that mkdocs-quiz knows as well; then all five.
    shared = dict(lessons=100, questions=5, kinds=("single", "multiple", "true-false"))
    forms = ["ours", "left-out", "off"] + ([] if isinstance(other, Missing) else ["mkdocs-quiz", "mkdocs-quiz-left-out"])
    for form in forms:
        words = generate.make(work / form, form=form, **shared)
    generate.make(work / "ours-all-types", lessons=100, questions=5)
    forms.append("ours-all-types")
    say(f"build: 100 lessons of {words:.0f} words on average, 5 questions each")
    pythons = {form: other if form.startswith("mkdocs-quiz") else sys.executable for form in forms}
    found = in_turn(rounds, {form: lambda form=form: mkdocs_build(work / form, pythons[form]) for form in forms})
    for form, values in found.items():
        yield Row(f"CPU of a build of 100 pages: {_FORM_NAMES[form]}", spread(values, " s"))

    middle = {form: median(values) for form, values in found.items()}

    def ratio(form: str, to: str) -> tuple[float, str]:
        """Of the medians; and how far it ranges from round to round, which says how much to trust it."""
        each = [one / other for one, other in zip(found[form], found[to])]
        return middle[form] / middle[to], f"{middle[form] / middle[to]:.2f} ({min(each):.2f} to {max(each):.2f})"

    for form, title in (("ours", "the same pages with 500 questions and without: ratio"), ("ours-all-types", "likewise, all five types")):
        value, text = ratio(form, "left-out")
        yield Row(title, text, "≤ 1.15", value <= 1.15)
    yield Row("against our plugin and extension off altogether (no references, no check)", ratio("ours", "off")[1])
    ours = (middle["ours"] - middle["left-out"]) / 500 * 1000
    if isinstance(other, Missing):
        yield Row("CPU for a question", f"{ours:.2f} ms; {other}", "≤ 1/4 of mkdocs-quiz")
    else:
        theirs = (middle["mkdocs-quiz"] - middle["mkdocs-quiz-left-out"]) / 500 * 1000
        yield Row(
            f"CPU for a question, ours and mkdocs-quiz {MKDOCS_QUIZ}",
            f"{ours:.2f} ms and {theirs:.2f} ms: {ours / theirs:.2f}",
            "≤ 0.25",
            ours / theirs <= 0.25,
        )


_FORM_NAMES = {
    "ours": "with the quizzes",
    "left-out": "quizzes left out",
    "off": "our plugin and extension off",
    "mkdocs-quiz": f"mkdocs-quiz {MKDOCS_QUIZ}, with the quizzes",
    "mkdocs-quiz-left-out": f"mkdocs-quiz {MKDOCS_QUIZ}, quizzes left out",
    "ours-all-types": "with quizzes of all five types",
}


def growth(work: Path, rounds: int) -> Iterator[Row]:
    """From 100 to 1,000 pages: pain_ed's share, and the theme's navigation."""
    rounds = min(rounds, 3)
    whole: dict[str, list[float]] = {}
    inside: dict[str, list[float]] = {}
    for lessons in (100, 1000):
        for prune in (True, False):
            name = f"{lessons}{'-pruned' if prune else ''}"
            generate.make(work / name, lessons=lessons, questions=5, prune=prune)
            whole[name], inside[name] = [], []
    for count in range(rounds):
        for name in whole:
            # The theme's part is told by one round; ours, by the pruned builds.
            if count and not name.endswith("-pruned"):
                continue
            course, meter = work / name, work / "meter"
            used = usage(sys.executable, Path(__file__).with_name("inside.py"), meter, "build", "--quiet", "-f", course / "mkdocs.yml")
            shutil.rmtree(course / "site")
            whole[name].append(used.cpu)
            entrances = {name: float(seconds) for seconds, name in map(str.split, meter.read_text("utf-8").splitlines())}
            inside[name].append(sum(entrances.values()))
            shares = ", ".join(f"{entrance} {seconds:.2f}" for entrance, seconds in entrances.items() if seconds >= 0.01)
            say(f"  {name}: {used.cpu:.1f} s, of these {inside[name][-1]:.2f} s in pain_ed ({shares})")
    small, large = median(inside["100-pruned"]), median(inside["1000-pruned"])
    yield Row(
        "CPU inside pain_ed at 100 and at 1,000 pages", f"{small:.2f} s and {large:.2f} s: {large / small:.1f} times", "≤ 11 times", large / small <= 11
    )
    for prune, title in (("", "whole build at 100 and at 1,000 pages"), ("-pruned", "likewise with `navigation.prune`")):
        small, large = median(whole[f"100{prune}"]), median(whole[f"1000{prune}"])
        yield Row(title, f"{small:.1f} s and {large:.1f} s: {large / small:.1f} times")


# --- check ------------------------------------------------------------------------------------------------------------


def check(work: Path, rounds: int) -> Iterator[Row]:
    say("check: 500 lessons, 10,000 questions")
    generate.make(work / "check", lessons=500, questions=20)
    command = [sys.executable, "-c", "import sys; from pain_ed.cli import main; sys.exit(main())", "check", work / "check"]
    found = [usage(*command) for _ in range(rounds + 1)][1:]
    cpu, peak = [used.cpu for used in found], [used.peak for used in found]
    yield Row("`pain-ed check`, 500 lessons and 10,000 questions: CPU", spread(cpu, " s"), "< 5 s", median(cpu) < 5)
    yield Row("likewise: peak memory", f"{max(peak):.0f} MB", "< 300 MB", max(peak) < 300)


# --- weights ----------------------------------------------------------------------------------------------------------


def weights(work: Path, rounds: int) -> Iterator[Row]:
    assets = ROOT / "src/pain_ed/theme/assets/pain-ed"
    texts = {name: (assets / name).read_bytes() for name in ("quiz.js", "quiz.css")}
    for (name, data), limit in zip(texts.items(), (6, 2)):
        size = len(gzip.compress(data, 9, mtime=0))
        yield Row(f"`{name}`, gzip -9", f"{size:,} bytes (of {len(data):,})", f"≤ {limit} KB", size <= limit * 1000)
    say("weights: building the course")
    site = work / "site"
    usage(sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", site)
    # A page without a quiz must not name the files, nor hold a piece of them.
    pieces = {line.strip() for data in texts.values() for line in data.splitlines() if len(line.strip()) >= 30}
    without, touched = 0, []
    for page in sorted(site.rglob("*.html")):
        html = page.read_bytes()
        if b'data-module="pain-quiz"' in html:
            continue
        without += 1
        if any(name.encode() in html for name in texts) or any(piece in html for piece in pieces):
            touched.append(page.relative_to(site).as_posix())
    yield Row("pages of the course without a quiz that load or hold any of it", f"{len(touched)} of {without} {' '.join(touched)}".strip(), "0", not touched)


# --- models -----------------------------------------------------------------------------------------------------------


def simulation(work: Path, rounds: int) -> Iterator[Row]:
    """What the interactive models cost a build and a reader. All rounds are in this process, which holds nothing ready."""
    assets = ROOT / "src/pain_ed/theme/assets/pain-ed"
    for name, limit in (("simulation.js", 6), ("simulation.css", 3)):
        data = (assets / name).read_bytes()
        size = len(gzip.compress(data, 9, mtime=0))
        yield Row(f"`{name}`, gzip -9", f"{size:,} bytes (of {len(data):,})", f"≤ {limit} KB", size <= limit * 1000)
    text = (ROOT / MODELS).read_text("utf-8")
    largest, found = (0, ""), []
    for _ in range(rounds):
        series.cache_clear()
        start = process_time()
        for model in read_simulations(text, MODELS).value:
            section = Element("section")
            fill_simulation(section, model, catalogue(), append_text)
            largest = max(largest, (len(section.get("data-series").encode()), model.id))
        found.append(process_time() - start)
    yield Row("CPU for reading, computing and drawing all models", spread(found, " s"), "≤ 1 s", max(found) <= 1)
    yield Row(f"numbers in the page, largest model ({largest[1]})", f"{largest[0]:,} bytes", "≤ 12 KB", largest[0] <= 12_000)
