"""What this device remembers: and that everything works where it remembers nothing."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor
from browser.reader import RIGHT, TEA, WRONG, Question, answer_all, stored

NO_MEMORY = "This browser does not let the page remember your answers. Everything else works."

REFUSED = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, {configurable: true, get() { throw new DOMException("denied", "SecurityError"); }});"""
NULL = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, {configurable: true, get: () => null});"""
# To the last byte.
FILL = """() => {
    localStorage.setItem("foreign", "kept");
    for (let size = 8 << 20, n = 0; size >= 1; )
        try { localStorage.setItem("filler" + n++, "x".repeat(size)); } catch { size = Math.floor(size / 2); }
    for (let n = 0; n < 100; n++) try { localStorage.setItem(String.fromCharCode(65 + n), ""); } catch {}
}"""
CORRUPT = """() => {
    localStorage.setItem("/small/.__palette", "{corrupt");
    localStorage.setItem("pain-ed", "{corrupt");
    localStorage.setItem("foreign", "{not ours");
}"""


def spoil(page: Page, site: str, mode: str) -> None:
    """Make storage "refused", "null", "full" or "corrupt" before a page of the site is opened; "sound" leaves it."""
    if mode in ("refused", "null"):
        page.add_init_script(REFUSED if mode == "refused" else NULL)
    elif mode in ("full", "corrupt"):
        page.goto(site + "assets/pain-ed/course.css")
        page.evaluate(FILL if mode == "full" else CORRUPT)


@pytest.fixture
def opened(visitor: Visitor, site: str, request: pytest.FixtureRequest) -> Page:
    page = visitor.page()
    spoil(page, site, request.param)
    page.goto(site + TEA)
    return page


@pytest.mark.parametrize(
    ("browser", "opened"),
    [
        *(("chromium", mode) for mode in ("sound", "refused", "null", "full", "corrupt")),
        ("firefox", "sound"),
        ("firefox", "full"),
    ],
    indirect=True,
)
def test_everything_works(opened: Page, request: pytest.FixtureRequest) -> None:
    mode = request.node.callspec.params["opened"]
    answer_all(opened, RIGHT)
    expect(opened.get_by_text("All 5 answers agree with the sources.")).to_be_visible()
    expect(opened.get_by_text(NO_MEMORY)).to_have_count(0 if mode in ("sound", "corrupt") else 1)

    colours = opened.locator("body")
    opened.get_by_title("Switch to light").click()
    opened.get_by_title("Switch to dark").click()
    expect(colours).to_have_attribute("data-md-color-scheme", "slate")

    opened.get_by_role("textbox", name="Search").click()
    opened.keyboard.type("yeast")
    expect(opened.locator(".md-search-result__link", has_text="Bread").first).to_be_visible()

    if mode in ("sound", "corrupt"):
        assert set(stored(opened)["answers"]) == set(RIGHT)
        opened.reload()
        expect(colours).to_have_attribute("data-md-color-scheme", "slate")
        expect(opened.get_by_text("All 5 answers agree with the sources.")).to_be_visible()
    if mode == "corrupt":
        assert opened.evaluate("localStorage.getItem('foreign')") == "{not ours"
    if mode == "full":
        assert opened.evaluate("localStorage.getItem('foreign')") == "kept"


def test_what_is_stored(tea: Page) -> None:
    boil = Question(tea, "boil").choose("Ice")
    boil.confidence.get_by_label("Guessing").check()
    boil.check.click()
    Question(tea, "steps").answer(*WRONG["steps"])
    boil_hash, steps_hash = (Question(tea, id).root.get_attribute("data-hash") for id in ("boil", "steps"))
    ice = Question(tea, "boil").controls.nth(2).get_attribute("value")
    steps = Question(tea, "steps").controls.evaluate_all(
        "lists => lists.map(list => `${list.dataset.option}:${list.value}`)"
    )
    today = tea.evaluate("Math.floor((Date.now() - new Date().getTimezoneOffset() * 60000) / 86400000)")
    assert stored(tea) == {
        "v": 1,
        "answers": {
            "boil": {"o": [ice], "h": boil_hash, "c": "guessing", "p": 1, "d": today, "r": 0, "f": 0, "s": 0},
            "steps": {"o": steps, "h": steps_hash, "p": 1, "d": today, "r": 0, "f": 0, "s": 0},
        },
        "done": {},
        "feel": {},
        "plan": None,
        "prefs": {},
    }
    # To be shown what fits is no answer, and changes none.
    Question(tea, "steps").whole.click()
    assert stored(tea)["answers"]["steps"] == {"o": steps, "h": steps_hash, "d": today, "r": 0, "f": 0, "s": 0}
    # Nor does a second try change what the first one was.
    boil = Question(tea, "boil")
    boil.again.click()
    boil.answer(*RIGHT["boil"])
    cooled = boil.controls.nth(1).get_attribute("value")
    assert stored(tea)["answers"]["boil"] == {"o": [cooled], "h": boil_hash, "d": today, "r": 1, "f": 0, "s": 0}


@BOTH_ENGINES
def test_answers_come_back(tea: Page) -> None:
    boil = Question(tea, "boil").choose("Ice")
    boil.confidence.get_by_label("Guessing").check()
    boil.check.click()
    others = {id: WRONG[id] for id in ("helpers", "steps", "pairs")}
    answer_all(tea, others)
    Question(tea, "pairs").whole.click()
    Question(tea, "leaf").choose("True")  # and not checked
    before = {id: (Question(tea, id).marked, Question(tea, id).status.text_content()) for id in ("boil", *others)}
    tea.reload()
    for id, (marked, said) in before.items():
        question = Question(tea, id)
        expect(question.status).to_have_text(said)
        assert question.marked == marked
        expect(question.again).to_be_visible()
        expect(question.whole).to_be_visible(visible=id != "pairs")
    expect(boil.confidence.get_by_label("Guessing")).to_be_checked()
    assert Question(tea, "leaf").marked == ["True |  | ", "False |  | "]
    boil.again.click()
    boil.answer("Ice")  # the second try, also after a break
    expect(boil.whole).to_be_hidden()
    expect(tea.get_by_text("0 of 5 answers agree with the sources so far.")).to_be_visible()


def test_bad_entries_are_dropped_one_at_a_time(tea: Page, visitor: Visitor) -> None:
    answer_all(tea, RIGHT)
    sound = stored(tea)

    def with_entries(**entries: object) -> str:
        return json.dumps(sound | {"answers": {**sound["answers"], **entries}})

    hashes = {id: sound["answers"][id]["h"] for id in RIGHT}
    for bad in (
        dict(boil=None, helpers=5, steps="text", pairs=[]),
        dict(
            boil={},
            helpers={"o": []},
            steps={"o": [], "h": hashes["steps"], "d": 1},
            pairs={"o": None, "h": hashes["pairs"], "d": 1},
        ),
        dict(
            boil={**sound["answers"]["boil"], "o": ["ffffff"]},
            helpers={**sound["answers"]["helpers"], "o": [123456]},
            steps={**sound["answers"]["steps"], "o": [123456, 123456, 123456]},
            pairs={**sound["answers"]["pairs"], "o": sound["answers"]["pairs"]["o"][:2]},
        ),
        dict(
            boil={**sound["answers"]["boil"], "c": "very"},
            helpers={**sound["answers"]["helpers"], "d": "today"},
            steps={
                **sound["answers"]["steps"],
                "o": [entry.partition(":")[0] + ":99" for entry in sound["answers"]["steps"]["o"]],
            },
            pairs={**sound["answers"]["pairs"], "h": 12345678},
        ),
    ):
        tea.evaluate(
            "text => localStorage.setItem('pain-ed', text)",
            with_entries(**bad, **{"Not an id": 1, "__proto__": {"o": 1}}),
        )
        tea.reload()
        expect(Question(tea, "leaf").verdict).to_have_text("Right.")
        for id in bad:
            question = Question(tea, id)
            expect(question.check).to_be_visible()
            expect(question.status).to_be_empty()
            assert not any(label.split(" | ")[2] for label in question.marked), (id, bad[id])


def test_foreign_content_is_survived(tea: Page) -> None:
    leaf = Question(tea, "leaf")
    for text in (
        *("", "null", "5", '"text"', "[]", '{"v":1}'),
        '{"v":1,"answers":[{"o":["a"]}],"done":7}',
        '{"v":2,"answers":{"leaf":{"o":1}}}',
    ):
        tea.evaluate("text => localStorage.setItem('pain-ed', text)", text)
        tea.reload()
        expect(leaf.status).to_be_empty()
        answer_all(tea, {"leaf": ["False"]})
        expect(leaf.verdict).to_have_text("Right.")
        assert set(stored(tea)["answers"]) == {"leaf"}, text


def test_what_other_lessons_stored_is_kept(tea: Page) -> None:
    other = {"o": ["abcdef"], "h": "12345678", "d": 20000}
    kept = {"v": 1, "answers": {"of-another-lesson": other}, "done": {"another-lesson": [20000, 7]}}
    tea.evaluate("kept => localStorage.setItem('pain-ed', JSON.stringify(kept))", kept)
    Question(tea, "leaf").answer("False")
    now = stored(tea)
    assert now["answers"]["of-another-lesson"] == other
    assert now["done"] == {"another-lesson": [20000, 7]}
    assert set(now["answers"]) == {"of-another-lesson", "leaf"}


def test_delete_what_this_device_remembers(tea: Page) -> None:
    tea.evaluate("localStorage.setItem('foreign', 'kept'); localStorage.setItem('/other/.__palette', 'kept')")
    tea.get_by_title("Switch to light").click()
    answer_all(tea, RIGHT)
    keys = "Object.keys(localStorage).sort()"
    assert tea.evaluate(keys) == ["/other/.__palette", "/small/.__palette", "foreign", "pain-ed"]

    delete = tea.locator(".pq-delete").last
    delete.get_by_text("Delete what this device remembers").click()
    expect(delete.get_by_text("It cannot be undone.")).to_be_visible()
    delete.get_by_role("button", name="Delete now").click()
    assert tea.evaluate(keys) == ["/other/.__palette", "foreign"]
    done = tea.get_by_role("status").filter(has_text="Done. This device remembers nothing from this course.")
    expect(done).to_be_visible()
    expect(delete.locator("summary")).to_be_focused()
    for id in RIGHT:
        expect(Question(tea, id).status).to_be_empty()
        expect(Question(tea, id).root.locator("input:checked")).to_have_count(0)
    expect(tea.get_by_text("You have not checked any of the 5 questions on this page yet.")).to_be_visible()

    # What is answered from here on is remembered again: the notice must not go on saying otherwise.
    Question(tea, "leaf").answer("False")
    expect(done).to_have_count(0)
    tea.reload()
    expect(Question(tea, "leaf").verdict).to_have_text("Right.")
    expect(Question(tea, "boil").status).to_be_empty()


@pytest.mark.parametrize("opened", ["refused"], indirect=True)
def test_delete_works_on_what_is_only_in_memory(opened: Page, site: str) -> None:
    """Until the page is closed, instant navigation would bring it back."""
    Question(opened, "leaf").answer("False")
    opened.locator(".pq-delete summary").last.click()
    opened.get_by_role("button", name="Delete now").last.click()
    opened.get_by_role("link", name="Bread").last.click()
    expect(Question(opened, "rise").check).to_be_visible()
    opened.evaluate("history.back()")
    expect(opened).to_have_url(site + TEA)
    expect(Question(opened, "leaf").check).to_be_visible()
    expect(Question(opened, "leaf").status).to_be_empty()
