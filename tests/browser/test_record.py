"""What I did: shown, printed, handed over, kept in a file, and brought back from a file or a code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from browser.conftest import BOTH_ENGINES, Visitor, add_style
from browser.reader import TEA, WRONG, Question, answer_all, stored
from browser.test_axe import violations
from browser.test_storage import spoil

RECORD = "my/record/"
DAY = 20_778  # 21 November 2026
ANSWER = {"o": ["abcdef"], "d": DAY, "r": 1, "f": 1, "s": 0}


def remember(page: Page, site: str, **parts: object) -> None:
    """Opens the record of a reader whose device remembers this."""
    page.goto(site + RECORD)
    page.evaluate("text => localStorage.setItem('pain-ed', text)", json.dumps({"v": 1, **parts}))
    page.reload()


def hashes(page: Page) -> dict[str, str]:
    return page.locator("[data-asked]").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.dataset.asked, one.dataset.hash]))"
    )


def without_script(visitor: Visitor, address: str) -> Page:
    """A page whose scripts are switched off; the system's Firefox cannot be told to, so there they are not loaded."""
    page = visitor.page(java_script_enabled=False)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(address)
    return page


def said(page: Page):
    return page.locator("[data-part=said]")


def bring_back(page: Page, code: str) -> None:
    page.get_by_label("A code that you noted down").fill(code)
    page.get_by_role("button", name="Bring back my ticks").click()


def open_file(page: Page, content: object, name: str = "what-i-did.json") -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    page.get_by_label("Bring back from a file").set_input_files(
        FilePayload(name=name, mimeType="application/json", buffer=text.encode())
    )


FULL = {
    "done": {"tea": [DAY, 1], "bread": [DAY + 2, 2]},
    "feel": {"kitchen": {"b": [DAY, 3, 5, 1, 2], "a": [DAY + 2, 5, 1, 4, 3]}},
}


def test_what_was_done_is_shown(page: Page, site: str) -> None:
    page.goto(site + RECORD)
    expect(page.get_by_text("Nothing yet.")).to_be_visible()
    expect(page.get_by_role("heading", name="Your code")).to_be_hidden()
    hash_of = hashes(page)

    def answered(id: str, **other: object) -> dict:
        return ANSWER | {"h": hash_of[id]} | other

    answers = {
        "boil": answered("boil"),
        "leaf": answered("leaf", f=0),
        "helpers": answered("helpers", r=0, f=0),
        "steps": answered("steps", r=0),
        "pairs": answered("pairs", h="00000000"),
        "gone": ANSWER | {"h": "00000000"},
    }
    remember(page, site, answers=answers, done={"tea": [DAY, 1], "gone": [DAY, 9]}, feel=FULL["feel"])
    expect(page.locator("[data-part=summary]")).to_have_text(
        "Lessons read: 1 of 2. Questions that agreed with the sources: 2 the first time, 1 later, 1 not yet."
    )
    expect(page.get_by_text("Nothing yet.")).to_be_hidden()
    tea = page.locator("[data-lesson=tea]")
    assert re.sub(r"\s+", " ", tea.inner_text()) == (
        "Tea 3 minutes Read on 21 November 2026. Read again: From leaf to cup · Hot water Changed since you answered: Hot water"
    )
    expect(tea.get_by_role("link", name="From leaf to cup")).to_have_attribute(
        "href", site + "kitchen/tea/#from-leaf-to-cup"
    )
    feel = page.locator("[data-part=feel]")
    expect(feel.get_by_role("heading", name="Before and after")).to_be_visible()
    assert feel.inner_text().split("\n\n")[-1].split("\n")[-1] == "Kitchen – before: disagree a little; after: not sure"
    expect(feel).to_contain_text("Kitchen – before: 21 November 2026; after: 23 November 2026")
    code = page.locator("[data-part=shown]").text_content()
    link = page.locator("[data-part=link]")
    expect(link).to_have_text(f"{site}my/code/#c={code}")
    expect(page.get_by_role("img", name="QR code with a link that shows which lessons you have read")).to_be_visible()
    # The text says what the page says, and who says it.
    text = page.get_by_label("Text to hand over").input_value().split("\n")
    assert re.fullmatch(
        r"Kitchen, as of \d+ \w+ 20\d\d\. I say this of myself\. Nobody has checked it, and a code can be made up\.",
        text[0],
    )
    assert text[1].startswith("Lessons read: 1 of 2.")
    assert "I could tell a friend how tea is made." in text
    assert text[-1] == code
    assert "Bread 2 minutes" not in text
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator("[data-part=copied]")).to_have_text("Copied.")


@BOTH_ENGINES
def test_a_lesson_that_was_just_read_shows(page: Page, site: str) -> None:
    """As a reader would: answer, tick, follow the link, and come back by the browser's button."""
    page.goto(site + RECORD)
    page.get_by_role("article").get_by_role("link", name="Tea").click()
    expect(Question(page, "pairs").check).to_be_visible()
    answer_all(page, WRONG)
    page.get_by_label("I have read this lesson").check()
    page.go_back()
    expect(page.locator("[data-part=summary]")).to_have_text(
        "Lessons read: 1 of 2. Questions that agreed with the sources: 0 the first time, 0 later, 5 not yet."
    )
    page.get_by_role("link", name="Hot water").click()
    expect(page).to_have_url(site + TEA + "#hot-water")


@BOTH_ENGINES
def test_a_code_brings_the_ticks_back_on_another_device(page: Page, visitor: Visitor, site: str) -> None:
    remember(page, site, **FULL)
    code = page.locator("[data-part=shown]").text_content()
    other = visitor.page()
    other.goto(site + RECORD)
    for wrong in ("", code[:-1], code[:-1] + ("0" if code[-1] != "0" else "1"), "not a code", "0" * 60):
        bring_back(other, wrong)
        expect(said(other)).to_have_text(
            "This code does not fit. Look at it letter by letter: one letter may be wrong, missing or swapped. "
        )
    assert other.evaluate("localStorage.getItem('pain-ed')") is None
    bring_back(other, code.lower().replace("-", " ").replace("0", "o").replace("1", "l"))
    expect(said(other)).to_have_text("Your ticks are back. Lessons: 2, read by 23 November 2026.  ")
    assert stored(other)["done"] == {"tea": [DAY + 2, 1], "bread": [DAY + 2, 2]}
    expect(other.locator("[data-part=shown]")).to_have_text(code)
    other.goto(site + TEA)
    expect(other.get_by_label("I have read this lesson")).to_be_checked()


def test_a_code_changes_nothing_that_is_known_and_tells_what_is_not(page: Page, site: str) -> None:
    remember(page, site, done={"tea": [DAY, 1]})
    code = page.evaluate(
        "async () => (await import('/small/assets/pain-ed/lib.js')).encode([1, 2, 7, 30], 20790, 'Kitchen')"
    )
    bring_back(page, code)
    expect(said(page)).to_have_text(
        "Your ticks are back. Lessons: 2, read by 3 December 2026. Lessons of the code that are no longer in this course: 2. "
    )
    assert stored(page)["done"] == {"tea": [DAY, 1], "bread": [20_790, 2]}


@BOTH_ENGINES
def test_a_file_keeps_everything(page: Page, visitor: Visitor, site: str, tmp_path: Path) -> None:
    remember(
        page,
        site,
        answers={"boil": ANSWER | {"h": "00000000"}},
        plan={"l": ["tea", "bread"], "b": DAY},
        prefs={"large": 1},
        **FULL,
    )
    expect(page.get_by_label("with my notes")).to_be_hidden()
    page.evaluate("localStorage.setItem('pain-ed-notes', JSON.stringify({note: 'secret'}))")
    page.reload()
    files = []
    for with_notes in (False, True):
        page.get_by_label("with my notes").set_checked(with_notes)
        save = page.get_by_role("button", name="Save to a file")
        if visitor.is_firefox:  # Playwright hears nothing of its downloads
            page.evaluate(
                "() => { const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.blob = blob; return make(blob); }; }"
            )
            save.click()
            files.append(page.evaluate("blob.text()"))
            continue
        with page.expect_download() as download:
            save.click()
        assert download.value.suggested_filename == "what-i-did.json"
        download.value.save_as(tmp_path / "kept.json")
        files.append((tmp_path / "kept.json").read_text("utf-8"))
    state = stored(page)
    assert json.loads(files[0]) == state
    assert json.loads(files[1]) == state | {"notes": {"note": "secret"}}

    other = visitor.page()
    other.goto(site + RECORD)
    open_file(other, files[0])
    expect(said(other)).to_have_text("Taken from the file: lessons: 2, answers: 1, reflections: 1.   ")
    assert stored(other) == state
    expect(other.locator("[data-lesson=bread]")).to_contain_text("Read on 23 November 2026.")
    open_file(other, files[1])
    expect(said(other)).to_contain_text("Your notes are back, too.")
    assert other.evaluate("JSON.parse(localStorage.getItem('pain-ed-notes'))") == {"note": "secret"}
    open_file(other, files[1].replace("secret", "other"))
    expect(said(other)).to_contain_text("The notes in the file were left out: this device has notes of its own.")
    assert other.evaluate("JSON.parse(localStorage.getItem('pain-ed-notes'))") == {"note": "secret"}


def test_files_that_do_not_fit(page: Page, site: str) -> None:
    remember(page, site, **FULL)
    before = stored(page)
    rubbish = "rubbish " * 131_072  # 1 MB
    for content in (rubbish, "", "null", "[]", "7", '{"v":', {"v": "1"}, {"v": 0}, {"answers": {}}):
        said(page).evaluate("one => one.textContent = ''")
        open_file(page, content)
        expect(said(page)).to_have_text("This is not a file that this page has saved. Nothing has changed. ")
    open_file(page, {"v": 2, "done": {"tea": [1, 1]}})
    expect(said(page)).to_have_text(
        "This file comes from a newer version of the course. Nothing has changed. Load this page anew, and try again. "
    )
    assert stored(page) == before
    mixed = '{"v":1,"done":{"scones":[20000,3],"__proto__":[1,1],"constructor":"x","Not an id":[1,1]},"answers":[1,2],"feel":"abc","plan":{"l":[3]},"prefs":{"short":9}}'
    open_file(page, mixed)
    expect(said(page)).to_have_text(
        "Taken from the file: lessons: 1, answers: 0, reflections: 0. Entries left out, because this page cannot read them: 8.  "
    )
    assert stored(page) == {"answers": {}, "plan": None, "prefs": {}} | before | {
        "done": before["done"] | {"scones": [20_000, 3]}
    }


# A thousand ways to damage what is remembered. The first lesson and one answer stay sound where the whole can be read at all.
DAMAGE = """
    let seed = 4;
    const random = (n) => { seed = (Math.imul(seed ^ (seed >>> 15), 2246822519) + 3266489917) >>> 0; return seed % n; };
    const junk = () => [null, true, -1, 1e308, "x".repeat(random(2000)), [], {}, [[]], {v: 1}, [1e9, 1], [20000, "1"], {o: [1], h: 5, d: "d"},
        {b: [1, 2]}, {b: [20000, 9, 9, 9, 9]}, {a: "x"}, {l: [1, "tea"]}, NaN][random(17)];
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "tea-two", "A b", "", "9", "valueOf", "length"];
    function damaged() {
        const state = {v: 1, answers: {boil: SOUND}, done: {tea: [20778, 1]}, feel: {kitchen: {b: [20778, 1, 2, 3, 4]}}, plan: {l: ["tea"]}, prefs: {}};
        for (let n = random(6); n >= 0; n--) {
            const part = ["answers", "done", "feel", "prefs"][random(4)];
            Object.defineProperty(state[part], names[random(names.length)], {value: junk(), enumerable: true, configurable: true, writable: true});
        }
        if (random(4) === 0) state[["plan", "prefs", "feel", "unheard-of"][random(4)]] = junk();
        let text = JSON.stringify(state), whole = true;
        const kind = random(6);
        if (kind === 0) { text = text.slice(0, random(text.length)); whole = false; }
        if (kind === 1) { const at = random(text.length); text = text.slice(0, at) + String.fromCharCode(32 + random(95)) + text.slice(at + 1); whole = false; }
        if (kind === 2) { text = text.replace('"v":1', '"v":' + JSON.stringify(junk())); whole = false; }
        return [text, whole];
    }
"""


def test_a_thousand_damaged_states(page: Page, site: str) -> None:
    """The page is shown anew from each, as when the browser brings it back."""
    page.goto(site + RECORD)
    sound = json.dumps(ANSWER | {"h": hashes(page)["boil"]})
    lost = page.evaluate(
        f"""() => {{ const SOUND = {sound}; {DAMAGE}
            const lost = [];
            for (let n = 0; n < 1000; n++) {{
                const [text, whole] = damaged();
                localStorage.setItem("pain-ed", text);
                dispatchEvent(new PageTransitionEvent("pageshow", {{persisted: true}}));
                const shown = document.querySelector("[data-part=summary]").textContent;
                if (whole && !/^Lessons read: 1 of 2\\. .*: 1 the first time/.test(shown)) lost.push([text, shown]);
            }}
            return lost;
        }}"""
    )
    assert lost == []  # and the visitor has seen no error


def test_a_thousand_damaged_files_and_codes(page: Page, site: str) -> None:
    page.goto(site + RECORD)
    sound = json.dumps(ANSWER | {"h": hashes(page)["boil"]})
    lost = page.evaluate(
        f"""async () => {{ const SOUND = {sound}; {DAMAGE}
            const [input, said, code] = ["file", "said", "code"].map(name => document.querySelector(`[data-part=${{name}}]`));
            const lost = [];
            for (let n = 0; n < 1000; n++) {{
                const [text, whole] = damaged();
                if (n % 3) localStorage.removeItem("pain-ed"); else localStorage.setItem("pain-ed", damaged()[0]);
                const files = new DataTransfer();
                files.items.add(new File([text], "any.json"));
                input.files = files.files;
                said.textContent = "";
                input.dispatchEvent(new Event("change"));
                while (!said.textContent) await new Promise(resolve => setTimeout(resolve));
                if (!whole) continue;
                const kept = JSON.parse(localStorage.getItem("pain-ed"));
                if (!kept.done.tea || !kept.answers.boil) lost.push(text);
            }}
            localStorage.removeItem("pain-ed");
            for (let n = 0; n < 1000; n++) {{
                code.value = Array.from({{length: random(40)}}, () => String.fromCodePoint(random(n % 2 ? 128 : 70000))).join("");
                code.form.requestSubmit();
            }}
            return lost;
        }}"""
    )
    assert lost == []
    assert page.evaluate("localStorage.getItem('pain-ed')") is None


@pytest.mark.parametrize(
    ("browser", "mode"),
    [("chromium", "refused"), ("chromium", "null"), ("chromium", "full"), ("firefox", "full")],
    indirect=["browser"],
)
def test_where_nothing_can_be_remembered(visitor: Visitor, site: str, mode: str) -> None:
    page = visitor.page()
    spoil(page, site, mode)
    page.goto(site + TEA)
    page.get_by_label("I have read this lesson").check()
    expect(
        page.get_by_text("This browser cannot remember your ticks once you close the page. So note the code down.")
    ).to_be_visible()
    code = page.locator(".pe-done .pe-code").text_content()
    page.goto(site + RECORD)
    bring_back(page, code)
    expect(said(page)).to_contain_text("Your ticks are back. Lessons: 1,")
    expect(said(page)).to_contain_text(
        "This browser cannot remember this once you close the page. Note your code down."
    )
    expect(page.locator("[data-part=shown]")).to_have_text(code)
    open_file(page, {"v": 1, "done": {"bread": [DAY, 2]}})
    expect(page.locator("[data-lesson=bread]")).to_contain_text("Read on 21 November 2026.")


def test_a_clock_that_was_set_back(page: Page, site: str) -> None:
    page.clock.set_fixed_time("2026-11-21T12:00:00Z")
    page.goto(site + TEA)
    page.get_by_label("I have read this lesson").check()
    page.clock.set_fixed_time("2026-11-01T12:00:00Z")
    page.goto(site + "kitchen/bread/")
    page.get_by_label("I have read this lesson").check()
    page.goto(site + RECORD)
    assert stored(page)["done"] == {"tea": [DAY, 1], "bread": [DAY - 20, 2]}
    expect(page.locator("[data-part=summary]")).to_contain_text("Lessons read: 2 of 2.")
    code = page.locator("[data-part=shown]").text_content()
    page.goto(f"{site}my/code/#c={code}")
    expect(said(page)).to_have_text("Lessons read: 2 of 2, the last by 21 November 2026.")


def test_days_follow_the_calendar_where_the_clock_changes(page: Page, site: str) -> None:
    """A day is that of the reader's calendar: one more at each midnight, and on the days with 23 and 25 hours, too."""
    page.goto(site + RECORD)
    days = page.evaluate(
        """async () => {
            const { today } = await import("/small/assets/pain-ed/lib.js");
            const at = (text, offset) => today({ getTime: () => Date.parse(text), getTimezoneOffset: () => offset });
            return [
                at("2026-03-28T23:30Z", -60), at("2026-03-29T21:30Z", -120), at("2026-03-29T22:30Z", -120), // Berlin, spring
                at("2026-10-24T21:30Z", -120), at("2026-10-24T22:30Z", -120), at("2026-10-25T22:30Z", -60), at("2026-10-25T23:30Z", -60),
                at("2026-11-21T10:30Z", -840), at("2026-11-21T10:30Z", 720), // the two ends of the day
                at("2038-01-19T03:14:08Z", 0),
            ];
        }"""
    )
    assert days == [20541, 20541, 20542, 20750, 20751, 20751, 20752, 20779, 20777, 24855]


def test_without_script_it_is_a_list_to_tick(visitor: Visitor, site: str) -> None:
    page = without_script(visitor, site + RECORD)
    tool = page.locator("[data-tool=record]")
    needs = "This page needs JavaScript to show what this device remembers. Without it, the list below is for paper: tick what you have read."
    assert [line for line in tool.inner_text().split("\n") if line] == [
        *([] if visitor.is_firefox else [needs]),
        "I say this of myself. Nobody has checked it, and a code can be made up.",
        "Tea 3 minutes",
        "Bread 2 minutes",
    ]
    box = "li => { const s = getComputedStyle(li, '::before'); return [s.borderTopStyle, s.content]; }"
    assert tool.locator("li").first.evaluate(box) == ["solid", '"" / ""'] or tool.locator("li").first.evaluate(box) == [
        "solid",
        '""',
    ]


def test_axe_finds_nothing(visitor: Visitor, site: str) -> None:
    for colours in ("light", "dark"):
        page = visitor.page(color_scheme=colours, reduced_motion="reduce")
        page.goto(site + RECORD)
        found = violations(page, "empty")
        page.evaluate("localStorage.setItem('pain-ed-notes', '{\"a\":1}')")
        hash_of = hashes(page)
        wrong = {id: ANSWER | {"h": hash_of[id], "r": 0, "f": 0} for id in ("boil", "leaf")}
        remember(page, site, answers=wrong | {"steps": ANSWER | {"h": "00000000"}}, **FULL)
        bring_back(page, "wrong")
        page.get_by_role("button", name="Copy the text").click()
        page.set_viewport_size({"width": 320, "height": 640})
        add_style(page, ".md-header { position: static !important }")
        found += violations(page, "full, and a wrong code")
        assert not found, "\n\n".join(found)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
        for target in page.locator(
            "[data-tool=record] :is(button, input:not([type=checkbox]), textarea, label.pe-tick):visible"
        ).all():
            assert target.bounding_box()["height"] >= 44, target


@BOTH_ENGINES
def test_by_keyboard(page: Page, site: str) -> None:
    remember(page, site, **FULL)
    page.get_by_label("Text to hand over").focus()
    met = []
    for _ in range(7):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.dataset.part"))
    assert met[:6] == ["copy", "print", "code", "take", "save", "file"]
    page.get_by_label("A code that you noted down").focus()
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(said(page)).to_contain_text("This code does not fit.")
    expect(page.get_by_label("A code that you noted down")).to_be_focused()


def test_a_question_leads_to_its_passage(page: Page, site: str) -> None:
    page.goto(site + TEA)
    Question(page, "steps").answer(*WRONG["steps"])
    page.goto(site + RECORD)
    expect(page.locator("[data-lesson=tea]").get_by_role("link", name="Hot water")).to_have_attribute(
        "href", site + TEA + "#hot-water"
    )
