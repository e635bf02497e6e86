"""The spoken code: every slip is found, and a clinician reads it without anything being kept or sent."""

from __future__ import annotations

import random
import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import BOTH_ENGINES, Visitor
from browser.test_axe import violations
from browser.test_record import without_script

CODE = "my/code/"
COURSE = "Kitchen"
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def times(a: int, b: int) -> int:
    """Product in the field of 32, by long multiplication of polynomials modulo x^5 + x^2 + 1."""
    product = 0
    for bit in range(5):
        if b >> bit & 1:
            product ^= a << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


def sums(values: list[int]) -> tuple[int, int]:
    plain = weighted = 0
    for value in values:  # by Horner's rule: another way than that of codec.js
        plain ^= value
        weighted = times(weighted, 2) ^ value
    return plain, weighted


def encode(numbers: list[int], day: int, course: str) -> str:
    """The code, worked out independently of codec.js: the check letters are found by trying."""
    seed = 7
    for letter in course:
        seed = (seed * 31 + ord(letter)) % 1021
    since = day - 20_454
    values = [since // 1024, since // 32 % 32, since % 32]
    for group in range((max(numbers) + 4) // 5):
        values.append(sum(1 << n for n in range(5) if 5 * group + n + 1 in numbers))
    plain, _ = sums(values)
    tried = [[*values, a, plain ^ a ^ seed % 32] for a in range(32)]
    (fitting,) = [each for each in tried if sums(each) == (seed % 32, seed // 32)]
    text = "".join(LETTERS[value] for value in fitting)
    return "-".join(text[n : n + 4] for n in range(0, len(text), 4))


@pytest.fixture
def page(page: Page, site: str) -> Page:
    page.goto(site + CODE)
    return page


def test_codes_are_those_of_another_implementation(page: Page) -> None:
    chance = random.Random(4)
    inputs = []
    for _ in range(2_000):
        numbers = (
            sorted(chance.sample(range(1, 61), chance.randint(1, 20)))
            if chance.random() < 0.5
            else sorted(chance.sample(range(1, 15), 5))
        )
        inputs.append(
            [
                numbers,
                chance.randint(20_454, 20_454 + 32_767),
                chance.choice([COURSE, "How pain works", "Schmerz verstehen", "痛み"]),
            ]
        )
    made = page.evaluate(
        """async (inputs) => {
            const { encode, decode } = await import("/small/assets/pain-ed/lib.js");
            return inputs.map(([numbers, day, course]) => {
                const code = encode(numbers, day, course);
                return [code, JSON.stringify(decode(code, course)) === JSON.stringify({ numbers, day })];
            });
        }""",
        inputs,
    )
    known: dict[tuple, str] = {}
    for (numbers, day, course), (code, came_back) in zip(inputs, made, strict=True):
        assert code == encode(numbers, day, course)
        assert came_back
        assert re.fullmatch(rf"([{LETTERS}]{{4}}-)+[{LETTERS}]{{1,4}}", code)
        assert known.setdefault((tuple(numbers), day, course), code) == code


def test_two_hundred_thousand_slips(page: Page) -> None:
    """One wrong letter, or two neighbours swapped, in random codes of random length: none of them passes."""
    passed = page.evaluate(
        """async () => {
            const { encode, decode } = await import("/small/assets/pain-ed/lib.js");
            const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
            let seed = 9, swaps = 0;
            const random = (n) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor(seed / 4294967296 * n); };
            const passed = [];
            for (let trial = 0; trial < 200_000; trial++) {
                const most = [5, 15, 30, 60][random(4)];
                const numbers = Array.from({ length: most }, (_, n) => n + 1).filter(() => random(2));
                const signs = [...encode(numbers, 20_454 + random(32_768), "Kitchen").replaceAll("-", "")];
                const at = random(signs.length), right = signs.join("");
                if (trial % 2) signs[at] = letters[(letters.indexOf(signs[at]) + 1 + random(31)) % 32];
                else if (at + 1 < signs.length) [signs[at], signs[at + 1]] = [signs[at + 1], signs[at]];
                if (signs.join("") === right) continue;
                swaps += trial % 2 ? 0 : 1;
                if (decode(signs.join(""), "Kitchen")) passed.push([right, signs.join("")]);
            }
            if (swaps < 80_000) passed.push("too few swaps");
            return passed;
        }"""
    )
    assert passed == []


@BOTH_ENGINES
def test_a_clinician_reads_a_code(page: Page) -> None:
    code = encode([2], 20_778, COURSE)
    field = page.get_by_label("The code")
    field.fill(f" {code.lower().replace('0', 'o').replace('1', 'i')} ")
    field.press("Enter")
    said = page.get_by_role("status")
    expect(said).to_have_text("Lessons read: 1 of 2, the last by 21 November 2026.")
    assert page.locator("[data-part=found] li").all_inner_texts() == ["Tea 3 minutes", "Bread 2 minutes\nRead"]
    expect(
        page.get_by_text("This is what the person says. Nobody has checked it, and a code can be made up.")
    ).to_be_visible()
    field.fill(code[:-1])
    page.get_by_role("button", name="Show what it says").click()
    expect(said).to_have_text(
        "This code does not fit this course. One letter may be wrong, missing or swapped. Please ask for it again."
    )
    expect(page.locator("[data-part=found]")).to_be_hidden()
    field.fill(encode([1, 40], 20_778, COURSE))
    field.press("Enter")
    expect(said).to_have_text(
        "Lessons read: 1 of 2, the last by 21 November 2026. Lessons of the code that are no longer in this course: 1."
    )
    for other in (encode([2], 20_778, "Another course"), "", "OIL"):
        field.fill(other)
        field.press("Enter")
        expect(said).to_contain_text("Please ask for it again.")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('pain-ed'))") == []


@BOTH_ENGINES
def test_a_code_in_the_link_leaves_the_address(page: Page, visitor: Visitor, site: str) -> None:
    code = encode([1, 2], 20_780, COURSE)
    page.goto("about:blank")
    page.goto(f"{site}{CODE}#c={code}")
    expect(page.get_by_role("status")).to_have_text("Lessons read: 2 of 2, the last by 23 November 2026.")
    expect(page).to_have_url(site + CODE)
    # A second one is scanned while the page is open.
    page.evaluate("code => { location.hash = `c=${code}`; }", encode([1], 20_781, COURSE))
    expect(page.get_by_role("status")).to_have_text("Lessons read: 1 of 2, the last by 24 November 2026.")
    expect(page).to_have_url(site + CODE)
    assert not [url for url in visitor.requests if code in url.partition("#")[0]]
    assert page.evaluate("Object.values({...localStorage, ...sessionStorage}).join()").find(code) == -1


def test_a_thousand_damaged_codes(page: Page) -> None:
    """None passes, and none stops the page (the visitor sees every error). A few come in the link: browsers ration those."""
    chance = random.Random(2)
    code = encode([1, 2], 20_780, COURSE)
    damaged = []
    for n in range(1_000):
        signs = list(code)
        for _ in range(chance.randint(1, 3)):
            signs[chance.randrange(len(signs))] = chance.choice(
                ["%", "%zz", "💥", "\u202e", " ", "<b>", "'", "U", chr(chance.randint(33, 0x2FFF))]
            )
        damaged.append("".join(signs)[: chance.randint(0, 20)] if n % 5 else "".join(signs) * 500)
    shown = page.evaluate(
        """(damaged) => damaged.filter((text, n) => {
            const field = document.querySelector("[data-part=code]");
            field.value = text;
            field.form.requestSubmit();
            if (n >= 980) {
                history.replaceState(null, "", location.pathname + "#c=" + text);
                dispatchEvent(new HashChangeEvent("hashchange"));
            }
            return !document.querySelector("[data-part=found]").hidden;
        })""",
        damaged,
    )
    assert shown == []


def test_without_script(visitor: Visitor, site: str) -> None:
    page = without_script(visitor, site + CODE)
    needs = "This page needs JavaScript to read a code. You can still ask the person which lessons they have read."
    assert page.locator("[data-tool=code]").inner_text() == ("" if visitor.is_firefox else needs)


def test_axe_finds_nothing(visitor: Visitor, site: str) -> None:
    for colours in ("light",) if visitor.is_firefox else ("light", "dark"):  # which cannot be told to be dark
        page = visitor.page(color_scheme=colours, reduced_motion="reduce")
        page.goto(site + CODE)
        found = violations(page, "empty")
        page.get_by_role("button", name="Show what it says").click()
        found += violations(page, "wrong")
        page.get_by_label("The code").fill(encode([1], 20_780, COURSE))
        page.keyboard.press("Enter")
        page.set_viewport_size({"width": 320, "height": 640})
        found += violations(page, "read")
        assert not found, "\n\n".join(found)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
