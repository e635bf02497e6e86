"""Above a lesson: read aloud, the short version, print. The voice is made here: it notes what it is to say, and ends when it is told to."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import BOTH_ENGINES, Visitor, resize
from browser.reader import BREAD, stored
from browser.test_axe import violations

VOICE = """(() => {
    const voices = [
        {name: "Far", lang: "en-US", localService: false, default: true},
        {name: "Other", lang: "de-DE", localService: true},
        {name: "Own", lang: "en-GB", localService: true},
    ];
    const synthesis = Object.assign(new EventTarget(), {
        said: [], voices, speaking: false, now: null,
        getVoices: () => synthesis.voices,
        speak(utterance) {
            synthesis.said.push(`${utterance.text} (${utterance.voice.name}, ${utterance.rate})`);
            synthesis.now = utterance;
            synthesis.speaking = true;
        },
        stopAs(type) {
            const ended = synthesis.now;
            synthesis.now = null;
            synthesis.speaking = false;
            ended?.dispatchEvent(new Event(type));
        },
        cancel: () => synthesis.stopAs("error"),
    });
    Object.defineProperty(window, "speechSynthesis", {value: synthesis});
    window.SpeechSynthesisUtterance = class extends EventTarget {
        constructor(text) { super(); this.text = text; }
    };
})()"""

SENTENCES = [
    "Bread",
    "Key points",
    "Yeast makes dough rise.",
    "Dough",
    "Salt slows yeast down.",
    "Is that good?",
    "Often, as in tea!",
    "A loaf.",
    "Flour: white",
    "Water: much",
    "Flour: brown",
    "Water: more",
    "Too hot an oven burns.",
    "See When to get help.",
    "Crust",
    "It is brown.",
]


class Lesson:
    """The lesson on bread, and what stands above it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.bar = page.locator(".pe-reader")

    def button(self, name: str) -> Locator:
        return self.bar.get_by_role("button", name=name, exact=True)

    @property
    def said(self) -> list[str]:
        return self.page.evaluate("speechSynthesis.said.map(said => said.replace(' (Own, 1)', ''))")

    @property
    def marked(self) -> str | None:
        return self.page.evaluate("[...CSS.highlights.get('pe-reading') ?? []].map(String)[0] ?? null")

    def end_sentences(self, number: int) -> None:
        self.page.evaluate("number => { while (number--) speechSynthesis.stopAs('end'); }", number)


def open_bread(page: Page, site: str, more: str = "") -> Lesson:
    page.add_init_script(VOICE + more)
    page.goto(site + BREAD)
    return Lesson(page)


@pytest.fixture
def bread(page: Page, site: str) -> Lesson:
    return open_bread(page, site)


# --- Read aloud -------------------------------------------------------------------------------------------------------


@BOTH_ENGINES
def test_reads_the_text_sentence_by_sentence_and_marks_it(bread: Lesson) -> None:
    """Not the numbers of sources, a folded block, the questions, the sources; a voice of this device."""
    bread.button("Read aloud").click()
    marked = []
    for _ in SENTENCES:
        marked.append(" ".join(bread.marked.split()))
        bread.end_sentences(1)
    assert bread.said == SENTENCES
    assert marked == [sentence.removeprefix("Flour: ").removeprefix("Water: ") for sentence in SENTENCES]
    assert bread.marked is None
    expect(bread.button("Read aloud")).to_be_visible()
    expect(bread.button("Stop")).to_be_hidden()


def test_an_open_block_is_read(bread: Lesson) -> None:
    bread.page.get_by_text("Go deeper").click()
    bread.button("Read aloud").click()
    bread.end_sentences(len(SENTENCES) + 2)
    at = SENTENCES.index("Too hot an oven burns.")
    assert bread.said == [*SENTENCES[:at], "Go deeper", "Gluten holds the gas.", *SENTENCES[at:]]


@BOTH_ENGINES
def test_by_keys(bread: Lesson) -> None:
    press = bread.page.keyboard.press
    bread.button("Read aloud").focus()
    press("Enter")
    bread.end_sentences(1)
    expect(bread.button("Pause")).to_be_focused()
    press("Space")
    expect(bread.button("Go on")).to_be_focused()
    assert bread.said == ["Bread", "Key points"]
    assert bread.page.evaluate("speechSynthesis.now") is None
    assert bread.marked == "Key points"
    press("Space")
    press("Shift+Tab")
    press("Shift+Tab")
    expect(bread.button("Slower")).to_be_focused()
    press("Enter")
    assert bread.said == ["Bread", "Key points", "Key points", "Key points (Own, 0.8)"]
    assert stored(bread.page)["prefs"] == {"rate": 0.8}
    expect(bread.button("Normal")).to_be_focused()
    press("Enter")
    bread.end_sentences(1)
    assert bread.said[4:] == ["Key points", "Yeast makes dough rise."]
    press("Tab")
    expect(bread.button("Stop")).to_be_focused()
    press("Enter")
    expect(bread.button("Read aloud")).to_be_focused()
    assert bread.marked is None
    press("Enter")
    assert bread.said[6:] == ["Bread"]


def test_slower_is_remembered(bread: Lesson) -> None:
    bread.button("Read aloud").click()
    bread.button("Slower").click()
    bread.page.reload()
    bread.button("Read aloud").click()
    assert bread.said == ["Bread (Own, 0.8)"]


@pytest.mark.parametrize(
    "voices",
    ["[]", "[{lang: 'en-US', localService: false}, {lang: 'de-DE', localService: true}]"],
    ids=["none", "of-a-server-or-another-language"],
)
def test_no_button_without_a_voice_of_this_device(page: Page, site: str, voices: str) -> None:
    bread = open_bread(page, site, f"; speechSynthesis.voices = {voices};")
    expect(bread.button("Short version")).to_be_visible()
    expect(bread.button("Read aloud")).to_have_count(0)
    location = bread.button("Short version").bounding_box()
    # Voices come late, and push nothing aside.
    page.evaluate(
        "speechSynthesis.voices = [{lang: 'en-US', localService: true, name: 'Late'}]; speechSynthesis.dispatchEvent(new Event('voiceschanged'))"
    )
    bread.button("Read aloud").click()
    assert bread.said == ["Bread (Late, 1)"]
    bread.button("Stop").click()
    assert bread.button("Short version").bounding_box() == location


def test_a_browser_without_speech(page: Page, site: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'speechSynthesis', {value: undefined})")
    page.goto(site + BREAD)
    expect(Lesson(page).button("Short version")).to_be_visible()
    expect(Lesson(page).button("Read aloud")).to_have_count(0)


def test_a_voice_that_never_ends_can_be_stopped(bread: Lesson) -> None:
    bread.button("Read aloud").click()
    bread.button("Stop").click()
    assert bread.page.evaluate("speechSynthesis.speaking") is False
    assert bread.said == ["Bread"]
    expect(bread.button("Read aloud")).to_be_visible()


def test_a_voice_that_tells_nothing_goes_on(page: Page, site: str) -> None:
    page.clock.install()
    bread = open_bread(page, site)
    bread.button("Read aloud").click()
    page.clock.run_for(30_000)
    assert bread.said == ["Bread"]  # it still speaks
    page.evaluate("speechSynthesis.speaking = false")
    page.clock.run_for(4_000)
    assert bread.said == ["Bread", "Key points"]


def test_an_error_waits_for_the_reader(bread: Lesson) -> None:
    bread.button("Read aloud").click()
    bread.page.evaluate("speechSynthesis.stopAs('error')")
    bread.button("Go on").click()
    assert bread.said == ["Bread", "Bread"]


def test_leaving_the_page_ends_it(bread: Lesson) -> None:
    bread.button("Read aloud").click()
    bread.page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert bread.page.evaluate("speechSynthesis.now") is None
    bread.button("Read aloud").click()
    bread.page.get_by_role("navigation", name="Where this page is").get_by_role("link", name="Kitchen").click()
    expect(bread.page.locator("article h1")).to_have_text("Kitchen")
    bread.end_sentences(1)
    assert bread.page.evaluate("speechSynthesis.now ?? null") is None


IN_VIEW = """() => {
    const [range] = CSS.highlights.get("pe-reading");
    const { top, bottom } = range.getBoundingClientRect();
    return top > document.querySelector(".pe-reader").getBoundingClientRect().bottom && bottom < innerHeight;
}"""


@BOTH_ENGINES
def test_the_sentence_stays_in_view_below_the_buttons(visitor: Visitor, site: str) -> None:
    # Without motion: a scroll is over at once, so that each place below is where it comes to rest.
    bread = open_bread(visitor.page(viewport={"width": 320, "height": 480}, reduced_motion="reduce"), site)
    bread.button("Read aloud").click()
    bread.end_sentences(SENTENCES.index("Often, as in tea!"))
    bread.page.wait_for_function(IN_VIEW)
    expect(bread.button("Pause")).to_be_in_viewport()
    # Who scrolls away stays away, until the sentence comes into view by itself.
    bread.page.evaluate("addEventListener('wheel', () => { window.turned = true; })")
    bread.page.mouse.wheel(0, -1)
    bread.page.wait_for_function("() => window.turned")
    bread.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    bread.end_sentences(1)
    assert bread.marked == "A loaf."
    assert bread.page.evaluate("scrollY") == 0


# --- Short version ----------------------------------------------------------------------------------------------------


def seen(page: Page) -> list[str]:
    """What can be seen of the text, by its first words."""
    return page.locator("article").evaluate(
        """article => [...article.children].filter(one => one.checkVisibility() && !one.matches(".pe-reader, .pe-facts, .pe-done, script, nav"))
            .map(one => one.innerText.trim().split("\\n")[0].replace(/[\\d¶\\s]+$/, ""))"""
    )


SHORT = ["Bread", "Key points", "Yeast makes dough rise. 2 sources"]


@BOTH_ENGINES
def test_the_short_version_is_remembered(bread: Lesson, site: str) -> None:
    whole = seen(bread.page)
    assert bread.page.evaluate("localStorage.getItem('pain-ed')") is None
    bread.button("Short version").click()
    short = seen(bread.page)
    # What says when to get help stays, without what is folded; and the questions with their heading.
    assert [text for text in whole if text in short] == short
    assert short[:3] == SHORT and "It is brown." not in short
    assert "Too hot an oven burns. See When to get help." in short and "Go deeper" not in short
    assert "Crust" in short
    expect(bread.page.locator("#q-rise")).to_be_visible()
    expect(bread.page.locator("[data-answer=rise]")).to_be_visible()
    assert stored(bread.page)["prefs"] == {"short": 1}
    bread.page.reload()
    expect(bread.button("Whole lesson")).to_be_visible()
    assert seen(bread.page) == short
    bread.button("Read aloud").click()
    bread.end_sentences(3)
    assert bread.said[1:] == ["Key points", "Yeast makes dough rise.", "Dough"]
    bread.button("Stop").click()
    bread.button("Whole lesson").click()
    assert seen(bread.page) == whole
    assert stored(bread.page)["prefs"] == {}


def test_a_link_into_what_is_hidden_opens_the_whole_lesson(page: Page, site: str) -> None:
    page.goto(site + BREAD)
    page.evaluate("localStorage.setItem('pain-ed', JSON.stringify({v: 1, prefs: {short: 1}}))")
    page.goto(site + "kitchen/tea/#from-leaf-to-cup")
    page.reload()
    expect(page.get_by_role("heading", name="From leaf to cup")).to_be_in_viewport()
    page.goto(site + "kitchen/tea/")
    passage = page.get_by_text("Green tea wants cooler water")
    link = page.locator("#answer-boil ~ .pq-links a")
    for _ in range(2):  # the second time, the address stays
        expect(page.get_by_role("button", name="Whole lesson")).to_be_visible()
        expect(passage).to_be_hidden()
        page.locator("[data-answer=boil]").evaluate("details => details.open = true")
        link.click()
        expect(passage).to_be_visible()
        page.get_by_role("button", name="Short version").click()
        expect(passage).to_be_hidden()
    assert stored(page)["prefs"] == {"short": 1}


def test_without_storage_it_works_for_the_page(page: Page, site: str) -> None:
    bread = open_bread(
        page,
        site,
        "; Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked') }, configurable: true});",
    )
    bread.button("Short version").click()
    expect(page.get_by_text("It is brown.")).to_be_hidden()
    bread.bar.locator("summary").click()
    bread.bar.get_by_label("Large print").check()
    expect(page.locator("html")).to_contain_class("pe-large")


# --- The bar ----------------------------------------------------------------------------------------------------------


@BOTH_ENGINES
def test_nothing_moves_when_the_bar_comes(visitor: Visitor, site: str) -> None:
    tops: list[list[float]] = []
    for late in (True, False):
        page = visitor.page(viewport={"width": 1280, "height": 740})
        if late:
            page.route("**/reader.js", lambda route: route.abort())
        bread = open_bread(page, site)
        expect(bread.button("Read aloud")).to_have_count(0 if late else 1)
        tops.append([])
        for width in (1280, 360, 320):
            resize(page, width, 740)
            tops[-1].append(page.locator(".pe-reader + *").bounding_box()["y"])
            small = (
                []
                if late
                else bread.bar.locator("button:visible, summary").evaluate_all(
                    "all => all.map(one => one.getBoundingClientRect().height).filter(height => height < 44)"
                )
            )
            assert small == []
    assert tops[0] == tops[1]


def test_without_script_there_is_no_bar(visitor: Visitor, site: str) -> None:
    page = visitor.page(java_script_enabled=False)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(site + BREAD)
    if visitor.is_firefox:  # the system's cannot be told to do without; its own script says that there is one
        page.evaluate("document.documentElement.className = 'no-js'")
    expect(page.locator(".pe-reader")).to_be_hidden()


def test_axe(bread: Lesson) -> None:
    found = violations(bread.page, "at first")
    bread.bar.locator("summary").click()
    bread.button("Short version").click()
    found += violations(bread.page, "short, print open")
    bread.button("Read aloud").click()
    found += violations(bread.page, "reading")
    assert found == []
