"""Makes courses of any size for the benchmark: the same pages at each run, whatever is left out of them.

`python benchmarks/generate.py FOLDER [LESSONS]` writes one to look at; `pain-ed check FOLDER` finds no error in it.
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path

import yaml

from pain_ed.formats.yaml import plain_yaml

ROOT = Path(__file__).resolve().parent.parent

KINDS = ("single", "multiple", "true-false", "order", "match")
PER_MODULE = 10
SHARED_SOURCES = (
    30  # known to all lessons; each lesson brings one more of its own, so that the registry grows with the course
)
WORDS = 800

# What a course consists of. `left-out` is `ours` with our plugin and extension on and no quiz; `off` is without those two as well.
# The others are without ours too: with mkdocs-quiz, and with its plugin but no quiz.
FORMS = ("ours", "left-out", "off", "mkdocs-quiz", "mkdocs-quiz-left-out")

_WHO = [
    "a nerve ending",
    "the spinal cord",
    "your brain",
    "a tired muscle",
    "the skin of your hand",
    "a danger message",
    "the immune system",
    "a sore joint",
    "an old injury",
    "a calm breath",
    "a short walk",
    "a night of poor sleep",
    "the next cell",
    "a slow nerve",
    "a fast nerve",
    "a chemical messenger",
    "a worried thought",
    "the doctor in front of you",
    "a good friend",
    "the body as a whole",
]
_DOES = [
    "can change",
    "often slows",
    "sometimes speeds up",
    "may protect",
    "keeps an eye on",
    "tells more about",
    "adds a little to",
    "takes away from",
    "is not the same as",
    "works together with",
    "comes before",
    "lasts longer than",
    "depends on",
    "turns down",
    "turns up",
]
_WHAT = [
    "the message on its way",
    "how much you notice",
    "the strength of a feeling",
    "what happens next",
    "the level at which a nerve fires",
    "the parts of the day that matter to you",
    "a change in voltage",
    "the work of other nerves",
    "the way you move",
    "a plan for the week",
    "the meaning of a sensation",
    "the heat of a cup of tea",
    "a small knock on the shin",
    "the time that healing takes",
    "what others expect",
]
_WHEN = [
    "in most people",
    "after a few seconds",
    "when nothing else is going on",
    "while you rest",
    "on a cold morning",
    "during an ordinary day",
    "as far as studies can tell",
    "in some trials and not in others",
    "for a while and then no longer",
    "long after the tissue has healed",
    "and nobody needs to feel blamed for it",
    "which is worth knowing",
]


class _Writer:
    """Sentences from a fixed seed. `cite` gives a citation like [^author-2012]."""

    def __init__(self, seed: str, sources: list[str]) -> None:
        self.random = random.Random(seed)
        self.sources = sources

    def clause(self) -> str:
        pick = self.random.choice
        return f"{pick(_WHO)} {pick(_DOES)} {pick(_WHAT)}"

    def sentence(self) -> str:
        text = f"{self.clause()} {self.random.choice(_WHEN)}."
        return text[0].upper() + text[1:]

    def cite(self) -> str:
        return f"[^{self.random.choice(self.sources)}]"

    def marked_up(self, text: str) -> str:
        """One text in twelve of a quiz holds some emphasis (in the real lessons: one in 23)."""
        first, _, rest = text.partition(" ")
        return f"**{first}** {rest}" if self.random.random() < 1 / 12 else text

    def paragraph(self, sentences: int) -> str:
        parts = [self.sentence() for _ in range(sentences)]
        parts[-1] += self.cite()
        word = self.random.choice(_WHO)
        return " ".join(parts).replace(f" {word} ", f" **{word}** ", 1)


def source_id(number: int) -> str:
    return f"author-{number}-{1990 + number % 35}"


def _source(number: int) -> dict:
    writer = _Writer(f"source {number}", [])
    document = number < 5
    return {
        "id": source_id(number),
        "type": "article-journal",
        "title": writer.sentence().rstrip("."),
        "author": [{"family": f"Author{number}", "given": "Anna B."}, {"family": "Second", "given": "Carl"}],
        "container-title": "Journal of Made-up Results",
        "container-title-short": "J Made-up Res",
        "issued": {"date-parts": [[1990 + number % 35]]},
        "volume": str(number % 90 + 1),
        "issue": "4",
        "page": "101-12",
        "DOI": f"10.1234/made.up.{number}",
        "custom": {
            "role": "source-document" if document else "evidence",
            "kind": "lay-article" if document else "narrative-review",
            "reliability": "low" if document else "moderate",
            "appraisal": writer.sentence(),
        },
    }


def _question(lesson: int, number: int, kind: str, headings: list[str], sources: list[str]) -> dict:
    writer = _Writer(f"question {lesson} {number}", sources)

    def feedback() -> str:
        return f"{writer.marked_up(writer.sentence())} {writer.sentence()} {writer.cite()}"

    question: dict = {
        "id": f"question-{lesson}-{number}",
        "type": kind,
        "objective": f"objective-{number % 3}",
        "reread": "#" + headings[number % len(headings)].lower().replace(" ", "-"),
        "prompt": f"Which of these is true when {writer.clause()} {writer.random.choice(_WHEN)}?",
    }
    # As often as in the real lessons.
    if number % 2 == 0:
        question["hints"] = [writer.sentence()]
    if number % 4 == 0:
        question["explanation"] = feedback()
    if number % 7 == 0:
        question["confidence"] = True
    if kind == "true-false":
        return question | {
            "prompt": writer.sentence(),
            "answer": number % 2 == 0,
            "feedback_true": feedback(),
            "feedback_false": feedback(),
        }
    texts: dict[str, None] = {}
    while len(texts) < 4:
        clause = writer.clause()
        texts[clause[0].upper() + clause[1:]] = None
    if kind == "order":
        return question | {"items": [{"text": writer.marked_up(text), "feedback": feedback()} for text in texts]}
    if kind == "match":
        rights = writer.random.sample(_WHAT, 4)
        return question | {
            "pairs": [
                {"text": writer.marked_up(text), "match": right, "feedback": feedback()}
                for text, right in zip(texts, rights)
            ]
        }
    fitting = {number % 4} | ({(number + 1) % 4} if kind == "multiple" else set())
    options = []
    for index, text in enumerate(texts):
        option = {"text": writer.marked_up(text), "feedback": feedback()}
        options.append(option | {"correct": True} if index in fitting else option)
    return question | {"options": options}


def _as_mkdocs_quiz(question: dict) -> str:
    """The same question, options, feedback and explanation in the syntax of mkdocs-quiz 1.7.1 (it has no hints)."""
    lines = ["<quiz>", question["prompt"]]
    if question["type"] == "true-false":
        options = [
            {
                "text": word.title(),
                "correct": question["answer"] is (word == "true"),
                "feedback": question[f"feedback_{word}"],
            }
            for word in ("true", "false")
        ]
    else:
        options = question["options"]
    for option in options:
        lines += [f"- [{'x' if option.get('correct') else ' '}] {option['text']}", f"> {option['feedback']}"]
    if "explanation" in question:
        lines += ["", question["explanation"]]
    return "\n".join([*lines, "</quiz>"])


def _lesson(number: int, lessons: int) -> tuple[str, list[str], list[str]]:
    """A lesson without its quiz, which stands at the end; also its headings and its sources."""
    own = source_id(SHARED_SOURCES + number)
    chosen = random.Random(f"sources {number}").sample(range(5, SHARED_SOURCES), 11)
    sources = [own, *map(source_id, chosen)]
    writer = _Writer(f"lesson {number}", sources)
    document = source_id(number % 5)
    headings = [f"Part {part} {writer.random.choice(_WHAT)}".capitalize() for part in range(1, 6)]
    front = {
        "title": f"Lesson {number}: {writer.random.choice(_WHAT)}",
        "summary": writer.sentence(),
        "minutes": 6,
        "objectives": {f"objective-{index}": writer.sentence() for index in range(3)},
        "concepts": ["C03", "C04"],
        "source_documents": [document],
        "reviewed": "2026-11-21",
        "clinical_review": "pending",
    }
    parts = ["## Key points", "\n".join(f"- {writer.sentence()}{writer.cite()}" for _ in range(4))]
    for index, heading in enumerate(headings):
        parts += [f"## {heading}", writer.paragraph(4)]
        if index == 0:
            parts.append(f"{writer.sentence()}[^{document}] [^{own}]")
        elif index == 1:
            parts.append("\n".join(f"1. {writer.sentence()}" for _ in range(4)))
        elif index == 2:
            other = (number + 1) % lessons
            parts.append(
                f"{writer.sentence()} See [the next lesson]({_path(other, number)}), and [When to get help](../help.md)."
            )
        elif index == 3:
            parts.append(f'!!! note "Remember"\n\n    {writer.sentence()} *{writer.sentence()}*')
    deeper: list[str] = []
    while len(" ".join([*parts, *deeper]).split()) < WORDS - 30:
        deeper.append(writer.paragraph(3))
    parts += ['??? note "Go deeper"', *(f"    {text}" for text in deeper)]
    parts.append("## Check what you remember")
    return f"---\n{_dump(front)}---\n" + "\n\n".join(parts) + "\n", headings, sources


def _path(number: int, seen_from: int | None = None) -> str:
    file = f"module-{number // PER_MODULE}/lesson-{number}.md"
    return file if seen_from is None else f"../{file}"


def _dump(data: object) -> str:
    return yaml.dump(
        data, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), sort_keys=False, allow_unicode=True, width=120
    )


def make(
    folder: Path,
    *,
    lessons: int,
    questions: int,
    kinds: tuple[str, ...] = KINDS,
    form: str = "ours",
    prune: bool = False,
) -> float:
    """Write a course.

    Args:
        folder: where to; made, and emptied first.
        lessons: how many, in modules of PER_MODULE.
        questions: how many in each lesson.
        kinds: the types of the questions, taken in turn.
        form: one of FORMS.
        prune: with the theme's `navigation.prune`.

    Returns:
        The mean number of words of a lesson, without its quiz.
    """
    if form not in FORMS:
        raise ValueError(f"there is no form '{form}'")
    ours = form in ("ours", "left-out")
    shutil.rmtree(folder, ignore_errors=True)

    def write(path: str, text: str) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")

    nav: list = [{"Home": "index.md"}]
    write(
        "docs/index.md",
        "# A course\n\n" + " ".join(f"[^{source_id(number)}]" for number in range(5, SHARED_SOURCES)) + "\n",
    )
    write("docs/help.md", "# When to get help\n\nWhen something is new, or you do not feel safe.\n")
    words = 0
    for number in range(lessons):
        module = f"module-{number // PER_MODULE}"
        if number % PER_MODULE == 0:
            # A lesson of a module must have a quiz; a page that is in none need not.
            kind = "kind: module\n" if form == "ours" else ""
            write(
                f"docs/{module}/index.md",
                f"---\n{kind}title: Module {number // PER_MODULE}\nsummary: Ten lessons.\n---\nTen lessons.\n",
            )
            nav.append({f"Module {number // PER_MODULE}": [f"{module}/index.md"]})
        *_, nav_entries = nav[-1].values()
        nav_entries.append(_path(number))
        name = f"lesson-{number}"
        text, headings, sources = _lesson(number, lessons)
        words += len(text.partition("\n---\n")[2].split())
        asked = [_question(number, index, kinds[index % len(kinds)], headings, sources) for index in range(questions)]
        if form == "ours":
            text += f"\n/// quiz | {name}\n///\n"
            write(f"quizzes/{name}.yml", _dump({"lesson": name, "questions": asked}))
        elif form == "mkdocs-quiz":
            text += "\n" + "\n\n".join(map(_as_mkdocs_quiz, asked)) + "\n"
        write("docs/" + _path(number), text)
    nav += [{"When to get help": "help.md"}, {"Our sources": "sources.md"}]
    write("docs/sources.md", "---\ntitle: Our sources\n---\n" + ("/// sources\n///\n" if ours else "Nothing.\n"))
    write("docs/sources.yml", _dump({"references": [_source(number) for number in range(SHARED_SOURCES + lessons)]}))
    write("mkdocs.yml", _dump(_config(nav, form, prune)))
    return words / lessons


def _config(nav: list, form: str, prune: bool) -> dict:
    """The course's own mkdocs.yml, with other pages."""
    config = plain_yaml((ROOT / "mkdocs.yml").read_text("utf-8"))  # MkDocs alone knows what `!ENV` stands for
    config["plugins"] = [name for entry in config["plugins"] for name in ([entry] if isinstance(entry, str) else entry)]
    config["nav"] = nav
    del config["extra"]["course"]["budgets"]  # of modules that are not here
    config["theme"]["custom_dir"] = str(ROOT / config["theme"]["custom_dir"])
    if prune:
        config["theme"]["features"].append("navigation.prune")
    if form not in ("ours", "left-out"):
        config["plugins"].remove("pain-ed")
        config["markdown_extensions"] = [entry for entry in config["markdown_extensions"] if "pain_ed" not in entry]
    if form.startswith("mkdocs-quiz"):
        config["plugins"].append("mkdocs_quiz")
    return config


if __name__ == "__main__":
    make(Path(sys.argv[1]), lessons=int(sys.argv[2]) if len(sys.argv) > 2 else 10, questions=5)
