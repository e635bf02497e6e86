"""The words that the package shows: two languages whole, a third by a course's own words, and none in any other place."""

from __future__ import annotations

import json
import re
from pathlib import Path

import material
import pytest
from conftest import ROOT, run_node

from pain_ed.i18n import messages as words
from pain_ed.i18n.de import GERMAN
from pain_ed.i18n.en import ENGLISH
from pain_ed.i18n.messages import catalogue, counted, date, decimal, for_templates, plural, values_in

PACKAGE = ROOT / "src/pain_ed"
FRAME = PACKAGE / "theme/partials/pain-ed/words.html"
SAME_IN_GERMAN = {"comma", "reader:pause", "reader:normal", "assign:entry-link", "scorm-online"}


# --- Two catalogues ---------------------------------------------------------------------------------------------------


def test_german_has_every_text_with_the_same_values() -> None:
    assert list(GERMAN) == list(ENGLISH)  # also in the same order, so that the two can be read side by side
    for name, text in ENGLISH.items():
        assert values_in(GERMAN[name]) == values_in(text), name
        assert text[-1:].isspace() == GERMAN[name][-1:].isspace(), f"{name}: one of the two ends with a space"
    assert {name for name in ENGLISH if ENGLISH[name] == GERMAN[name]} == SAME_IN_GERMAN


def test_a_plural_form_takes_no_other_values_than_its_text() -> None:
    for texts in words.CATALOGUES.values():
        for name in texts:
            assert "|" not in name or values_in(texts[name]) <= values_in(texts[words.plain(name)]), name


def test_every_text_is_used() -> None:
    """By its name, or with all that have its beginning."""
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.glob("theme/**/*.html"), *PACKAGE.glob("js/*/*.js")]
    source = "\n".join(file.read_text("utf-8") for file in files if file.name not in ("en.py", "de.py", "words.html"))
    for name in map(words.plain, ENGLISH):
        short = name.partition(":")[2] or name
        by_rule = name.startswith(("kind:", "reliability:", "mark-", "memory:", "reflection:"))
        assert by_rule or re.search(rf"(?<![\w-]){re.escape(short)}(?![\w-])", source), name


# --- Numbers and dates ------------------------------------------------------------------------------------------------


def test_plural_forms_are_those_of_unicode(tmp_path: Path) -> None:
    """Node knows the rules of CLDR. The languages are those of the theme."""
    script = tmp_path / "plural.cjs"
    script.write_text(
        "const told = {}; for (const one of process.argv.slice(2)) if (Intl.PluralRules.supportedLocalesOf(one).length) {"
        "const rules = new Intl.PluralRules(one); told[one] = Array.from({ length: 250 }, (_, n) => rules.select(n)); }"
        "console.log(JSON.stringify(told));",
        "utf-8",
    )
    languages = sorted(
        {
            file.stem.partition("-")[0]
            for file in Path(material.__file__).parent.glob("templates/partials/languages/*.html")
        }
    )
    told = json.loads(run_node(script, *languages))
    assert len(told) > 50
    for language, forms in told.items():
        assert [plural(language, number) for number in range(250)] == forms, language


def test_numbers_choose_their_form() -> None:
    assert [counted(catalogue(), "minutes", number) for number in (1, 2)] == ["1 minute", "2 minutes"]
    assert [counted(catalogue("de-AT"), "lessons", number) for number in (1, 5)] == ["1 Lektion", "5 Lektionen"]
    polish = catalogue("pl", {"minutes|one": "{} minuta", "minutes|few": "{} minuty", "minutes": "{} minut"})
    assert [counted(polish, "minutes", number) for number in (1, 3, 5, 12, 22)] == [
        "1 minuta",
        "3 minuty",
        "5 minut",
        "12 minut",
        "22 minuty",
    ]
    # English forms do not come between the words of another language.
    assert counted(catalogue("id", {"minutes": "{} menit"}), "minutes", 1) == "1 menit"
    assert counted(catalogue("sv", {"minutes": "{} min"}), "minutes", 1) == "1 min"


def test_days_and_decimals() -> None:
    assert (date(catalogue(), "2026-11-03"), date(catalogue("de"), "2026-11-03")) == (
        "3 November 2026",
        "3. November 2026",
    )
    assert (
        date(
            catalogue("ja", {"date": "{2}年{1}{0}日", "months": ", ".join(f"{n}月" for n in range(1, 13))}),
            "2026-11-03",
        )
        == "2026年11月3日"
    )
    assert (date(catalogue(), ""), date(catalogue(), "soon")) == ("", "")
    assert (decimal(catalogue(), 6.25, 1), decimal(catalogue("de"), 6.25, 1)) == ("6.2", "6,2")


# --- A course's own words ---------------------------------------------------------------------------------------------


def test_own_words_take_the_place_of_the_packages() -> None:
    own = catalogue(
        "fr",
        {
            "check": "Vérifier",
            "found": "{1}, dont {0} trouvées",
            "minutes|few": "{}",
            "chek": "?",
            "sure": True,
            "again": "{} {}",
        },
    )
    assert (own["check"], own["found"], own["language"]) == ("Vérifier", "{1}, dont {0} trouvées", "fr")
    # What is no text of the package, or takes values that it is not given, is left out; the checker says so.
    assert "chek" not in own
    assert (own["sure"], own["again"]) == ("Sure", "Try again")
    for name, text in (
        ("found", "{} {1}"),
        ("check", "{name}"),
        ("hint", "{"),
        ("months", "janvier"),
        ("minutes|lots", "{}"),
        ("check|one", "?"),
    ):
        assert catalogue("fr", {name: text}) == catalogue()
    assert catalogue("fr", ["?"]) == catalogue()
    assert catalogue("fr")["language"] == "en"  # English words, and English forms with them


# --- Nowhere else -----------------------------------------------------------------------------------------------------


def test_templates_have_the_words_of_both_languages(request: pytest.FixtureRequest) -> None:
    """The plugin hands its words to the templates. Zensical runs no plugin: there the templates have these."""
    both = {language: for_templates(catalogue(language)) for language in words.CATALOGUES}
    text = (
        "{#- Made by `pytest tests/unit/test_words.py --update-golden` from i18n/en.py and i18n/de.py: change it there. -#}\n"
        f"{{% set all = {json.dumps(both, ensure_ascii=False, indent=1)} %}}\n"
        "{% set words = config.extra.pain_ed_words or all[config.theme.language] or all.en %}\n"
    )
    if request.config.getoption("--update-golden"):
        FRAME.write_text(text, "utf-8")
    assert FRAME.read_text("utf-8") == text
