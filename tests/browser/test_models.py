"""The interactive models: the browser shows Python's numbers, and everything works by key, by touch, on paper and without JavaScript."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from itertools import product
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import BOTH_ENGINES, Visitor, add_style
from browser.garden import GARDEN, MODULES
from browser.test_axe import coloured, violations  # noqa: F401 (a fixture)
from browser.test_fit import open_all
from pain_ed.formats.paths import MODELS
from pain_ed.i18n.messages import catalogue
from pain_ed.simulation.draw import fill_simulation, sentences
from pain_ed.simulation.drawings import DRAWINGS
from pain_ed.simulation.magnesium_gate import VOLTAGES, open_fraction
from pain_ed.simulation.pen import Pen
from pain_ed.simulation.threshold import TEMPERATURES, heat_spikes
from pain_ed.simulation.two_way_control import CONTEXTS, people
from pain_ed.simulation.wind_up import INHIBITION, RATES, wind_up
from pain_ed.simulation.words import Simulation, read_simulations

PAGES = {
    f"{module}/{lesson.id}/": lesson.models
    for module, (_, lessons) in MODULES.items()
    for lesson in lessons
    if lesson.models
}
ADDRESSES = {id: address for address, ids in PAGES.items() for id in ids}
TEXTS: dict[str, Simulation] = {
    model.id: model for model in read_simulations((GARDEN / MODELS).read_text("utf-8"), MODELS).value
}

# Sets the controls to each of the given states, as a reader would, and reads whatever follows them.
READ = """(root, states) => {
    const controls = [...root.querySelectorAll("[data-control]")];
    const bound = [...root.querySelectorAll("[data-bind]")];
    return states.map((state) => {
        for (const control of controls) {
            const stop = state[control.dataset.control];
            if (control.type === "range") {
                if (Number(control.value) === stop) continue;
                control.value = stop;
            } else if (Number(control.value) !== stop || control.checked) continue;
            else control.checked = true;
            control.dispatchEvent(new Event("input", { bubbles: true }));
        }
        return bound.flatMap((element) => element.dataset.bind.split(";").flatMap((rule) => {
            const [attribute] = rule.split(" ");
            const name = attribute.replace("*", "");
            return (attribute === name ? [element] : [...element.children]).map(
                (one) => (name === "text" ? one.textContent : one.getAttribute(name)));
        }));
    });
}"""


def root(page: Page, id: str) -> Locator:
    return page.locator(f"section:has(> #model-{id})")


def opened(page: Page, id: str) -> Locator:
    """A model that the reader has opened."""
    root(page, id).locator(".pm-more > summary").click()
    return root(page, id)


def states(model: Simulation) -> list[tuple[int, ...]]:
    """Every setting that a reader can reach."""
    controls = DRAWINGS[model.draws].controls
    return list(
        product(
            *(
                range(len(c.keys)) if c.name in model.controls else [model.start[location]]
                for location, c in enumerate(controls)
            )
        )
    )


def expected(model: Simulation) -> Iterator[list[str]]:
    """What Python would draw for each of those."""
    section = Element("section")
    fill_simulation(section, model, catalogue(), lambda parent, text: None)
    bound = [element for element in section.iter() if element.get("data-bind")]
    pen = Pen(model)
    pen.picture(model.start, live=False)  # makes the series of its shapes
    for state in states(model):
        pen.state, pen.live = state, False
        values = []
        for element in bound:
            say = json.loads(element.get("data-say")) if element.get("data-say") else None
            for rule in element.get("data-bind").split(";"):
                attribute, ref, *numbers = rule.split(" ")
                target = copy.deepcopy(element)
                shown = pen.choose(target, ref, say) if say else pen.bind(target, attribute, ref, *map(float, numbers))
                name = attribute.rstrip("*")
                for one in list(shown) if name != attribute else [shown]:
                    values.append(one.text or "" if name == "text" else one.get(name))
        yield values


def as_number(text: str) -> float | str:
    try:
        return round(float(text), 1)
    except ValueError:
        return text


@pytest.mark.parametrize("id", TEXTS)
def test_the_browser_shows_pythons_numbers_in_every_setting(page: Page, garden: str, id: str) -> None:
    model = TEXTS[id]
    page.goto(garden + ADDRESSES[id])
    expect(opened(page, id).locator(".pm-live")).to_be_visible()
    found = root(page, id).evaluate(READ, states(model))
    for state, seen, ours in zip(states(model), found, expected(model), strict=True):
        assert (state, [*map(as_number, seen)]) == (state, [*map(as_number, ours)])


def own(page: Page, id: str) -> list[str]:
    """The reader's own column of the table."""
    return root(page, id).locator("td.pm-own").all_text_contents()


def test_wind_up_is_that_of_the_model(page: Page, garden: str) -> None:
    """Its numbers once more, straight from the mathematics."""
    page.goto(garden + ADDRESSES["wind-up"])
    for rate, (stop, inhibition) in product((0.1, 1, 2), enumerate(INHIBITION)):
        root(page, "wind-up").evaluate(READ, [[RATES.index(rate), stop, 0, 0]])
        train = wind_up(rate, inhibition)
        assert own(page, "wind-up") == [str(answer) for answer in (*train.late, *train.fade)]


def test_the_other_numbers_are_those_of_the_models(page: Page, garden: str) -> None:
    page.goto(garden + ADDRESSES["first-and-second"])
    root(page, "first-and-second").evaluate(READ, [[5, 1, 1, 13]])
    assert own(page, "first-and-second") == ["0.08", "1.27", "1.2"]
    for spikes, t in ((0, 40), (1, 41), (5, 45)):
        root(page, "threshold").evaluate(READ, [[TEMPERATURES.index(t), 0]])
        expect(root(page, "threshold").locator(".pm-live .pm-spikes .pm-1")).to_have_count(spikes)
        assert heat_spikes(t, 0) == spikes
    page.goto(garden + ADDRESSES["magnesium-gate"])
    for voltage in (-80, -65, 20):
        root(page, "magnesium-gate").evaluate(READ, [[VOLTAGES.index(voltage)]])
        expect(root(page, "magnesium-gate").locator(".pm-caption")).to_contain_text(
            f"The exact fraction is {open_fraction(voltage):.4f}."
        )
    page.goto(garden + ADDRESSES["two-way-control"])
    for location, context in enumerate(CONTEXTS):
        root(page, "two-way-control").evaluate(READ, [[location, 0]])
        up = sum(points < 0 for points in people(context))
        expect(root(page, "two-way-control").locator(".pm-caption")).to_contain_text(
            f"{100 - up} turn down, and {up} turn up."
        )


IN_WHICH = pytest.mark.parametrize(
    ("browser", "id"),
    [*(("chromium", id) for id in TEXTS), ("firefox", "wind-up"), ("firefox", "two-way-control")],
    indirect=["browser"],
)
"""All in one engine; in the other, those two that hold every kind of control, and the widest picture."""


@IN_WHICH
def test_by_keys_alone(page: Page, garden: str, id: str) -> None:
    """Choosing a guess shows nothing; the button does. Sliders, choices and buttons answer to keys, and the change is told."""
    page.goto(garden + ADDRESSES[id])
    model = root(page, id)
    expect(model.get_by_role("img")).to_have_count(1)
    expect(model.locator(":is(input, button):visible")).to_have_count(0)
    model.locator(".pm-more > summary").focus()
    page.keyboard.press("Enter")
    caption, status = model.locator(".pm-caption"), model.get_by_role("status")
    before = caption.inner_text()
    model.locator(".pm-guess input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(model.locator(".pm-guess input").nth(1)).to_be_checked()
    expect(model.locator(".pm-answer")).not_to_have_attribute("open", "")
    assert caption.inner_text() == before and status.text_content() == ""
    page.keyboard.press("Tab")
    expect(model.locator(".pm-answer > summary")).to_be_focused()
    page.keyboard.press("Enter")
    guess = model.locator(".pm-guess .pm-option").nth(1).inner_text().strip()
    expect(model.locator(".pm-guessed")).to_have_text(f"Your guess: {guess}.")
    expect(status).to_have_text(" ".join(sentences(TEXTS[id], TEXTS[id].answer_at)))
    for slider in model.get_by_role("slider").all():
        slider.focus()
        page.keyboard.press("Home")
        expect(slider).to_have_js_property("value", "0")
        first = slider.get_attribute("aria-valuetext")
        page.keyboard.press("ArrowRight")
        expect(slider).not_to_have_attribute("aria-valuetext", first)
        expect(slider.locator("xpath=..").locator(".pm-value")).to_have_text(slider.get_attribute("aria-valuetext"))
        page.keyboard.press("Tab")
        page.keyboard.press("Space")  # one step on
        expect(slider).to_have_js_property("value", "2")
    for choice in model.locator(".pm-choice").all():
        choice.locator("input").first.check()
        choice.locator("input").first.focus()
        page.keyboard.press("ArrowDown")
        expect(choice.locator("input").nth(1)).to_be_checked()
    model.get_by_role("button", name="Back to the start").focus()
    page.keyboard.press("Enter")
    expect(caption).to_have_text(" ".join(sentences(TEXTS[id], TEXTS[id].start)))
    model.locator(".pm-numbers > summary").focus()
    page.keyboard.press("Enter")
    expect(model.get_by_role("table")).to_be_visible()


@IN_WHICH
def test_by_touch(visitor: Visitor, garden: str, id: str) -> None:
    """Each target is 44 px, at 320 px nothing stands out of the page, and a tap does what a key does."""
    touch = {} if visitor.is_firefox else {"has_touch": True}  # the system's Firefox cannot be told to
    page = visitor.page(viewport={"width": 320, "height": 640}, **touch)
    page.goto(garden + ADDRESSES[id])
    model = root(page, id)
    open_all(page)
    small = model.locator(":is(label.pm-option, button, summary, input[type=range])").evaluate_all(
        """targets => targets.filter(target => target.checkVisibility()).map(target => [target.getBoundingClientRect(), target.outerHTML])
            .filter(([box]) => box.height < 43.9 || box.width < 43.9).map(([box, html]) => `${box.width} x ${box.height}: ${html}`)"""
    )
    assert small == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    hit = Locator.click if visitor.is_firefox else Locator.tap
    for slider in model.get_by_role("slider").all():
        stop = int(slider.input_value())
        step = 1 if stop == 0 else -1
        hit(slider.locator("xpath=..").locator(f'[data-step="{step}"]'))
        expect(slider).to_have_js_property("value", str(stop + step))
    for choice in model.locator(".pm-choice").all():
        hit(choice.locator("label").last)
        expect(choice.locator("input").last).to_be_checked()
    hit(model.get_by_role("button", name="Back to the start"))
    expect(model.locator(".pm-caption")).to_have_text(" ".join(sentences(TEXTS[id], TEXTS[id].start)))


def test_nothing_moves(device, garden: str) -> None:
    """Neither by itself nor when it is set, whether or not less motion is asked for."""
    page: Page = device("still")
    for address, ids in PAGES.items():
        page.goto(garden + address)
        for id in ids:
            model = opened(page, id)
            expect(model.locator(".pm-live")).to_be_visible()
            moving = model.evaluate(
                """root => {
                    for (const button of root.querySelectorAll(".pm-step, .pm-jump, .pm-answer > summary")) button.click();
                    return document.getAnimations().filter(one => root.contains(one.effect.target)).length;
                }"""
            )
            assert moving == 0
            assert model.locator("animate, animateTransform").count() == 0


@pytest.mark.parametrize("script", [True, False], ids=["print", "no-script"])
def test_telling_settings_stand_in_for_the_controls(visitor: Visitor, garden: str, script: bool) -> None:
    page = visitor.page(java_script_enabled=script)
    if not script:  # the system's Firefox cannot be told to leave it out
        page.route("**/*.js", lambda route: route.abort())
    for address, ids in PAGES.items():
        if script:
            page.emulate_media(media="screen")
        page.goto(garden + address)
        if script:
            expect(root(page, ids[0])).to_have_class("pain-model pm-set")
            page.emulate_media(media="print")
        for id in ids:
            model = root(page, id) if script else opened(page, id)
            expect(model.locator(".pm-live")).to_be_hidden()
            told = [
                f"{setting.title}. {' '.join(sentences(TEXTS[id], setting.state))}" for setting in TEXTS[id].settings
            ]
            expect(model.locator(".pm-telling figcaption")).to_have_text(told)
            for picture in model.locator(".pm-telling svg").all():
                expect(picture).to_be_visible()
            expect(model.locator(".pm-left-out")).to_be_visible()
            expect(model.locator(".pm-not-you")).to_be_visible()
            if script:
                expect(model.locator(".pm-answer > p").first).to_be_visible()
                expect(
                    model.locator(":is(.pm-numbers, .pm-seen, .pm-more > summary)").filter(visible=True)
                ).to_have_count(0)
            else:
                expect(model.locator(":is(.pm-needs-script, .pm-seen)").filter(visible=True)).to_have_count(2)
                model.locator(".pm-answer > summary").click()
                expect(model.locator(".pm-answer > p").first).to_be_visible()
                assert model.locator(".pm-own:visible").count() == 0


@BOTH_ENGINES
def test_one_picture_is_seen_before_it_is_opened(page: Page, garden: str) -> None:
    """The one that the course names, or else the first of the settings; the rest waits."""
    page.goto(garden + ADDRESSES["wind-up"])
    for id, line in (
        ("wind-up", "One message a second: from 4 spikes to 19."),
        ("magnesium-gate", TEXTS["magnesium-gate"].settings[0].title),
    ):
        model = root(page, id)
        expect(model.locator("figcaption:visible")).to_have_text([line])
        expect(model.get_by_role("img")).to_have_count(1)
        expect(model.locator(".pm-more > summary")).to_have_accessible_name("Open the model")
        expect(model.locator(".pm-not-you")).to_be_hidden()
        assert model.bounding_box()["height"] < 800
    drawn = root(page, "wind-up").locator(".pm-seen .pm-m").all_text_contents()
    assert drawn[:2] == ["4", "19"]


def test_a_link_to_a_model_opens_it(page: Page, garden: str) -> None:
    """From elsewhere, and on the page itself; no other one."""
    page.goto(f"{garden}{ADDRESSES['wind-up']}#model-wind-up")
    expect(root(page, "wind-up").locator(".pm-live")).to_be_visible()
    expect(root(page, "magnesium-gate").locator(".pm-live")).to_be_hidden()
    root(page, "wind-up").locator(".pm-more > summary").click()
    expect(root(page, "wind-up").locator(".pm-live")).to_be_hidden()
    page.evaluate(
        """() => {
            const link = Object.assign(document.createElement("a"), { href: "#model-wind-up", textContent: "To the model" });
            document.querySelector("article").prepend(link);
        }"""
    )
    page.get_by_role("link", name="To the model").click()
    expect(root(page, "wind-up").locator(".pm-live")).to_be_visible()


def test_a_broken_model_stops_no_other(visitor: Visitor, garden: str) -> None:
    page = visitor.page()
    page.route("**/growing/water/", lambda route: _break(route))
    page.goto(garden + ADDRESSES["wind-up"])
    expect(opened(page, "magnesium-gate").locator(".pm-live")).to_be_visible()
    expect(opened(page, "wind-up").locator(".pm-live")).to_be_hidden()
    expect(root(page, "wind-up").locator(".pm-telling")).to_be_visible()


def _break(route) -> None:
    body = route.fetch().text()
    assert body.count('data-start="[4, 1, 0, 0]"') == 1
    route.fulfill(body=body.replace('data-start="[4, 1, 0, 0]"', 'data-start="["'), content_type="text/html")


def test_models_come_along_with_instant_navigation(page: Page, garden: str) -> None:
    page.goto(garden + "growing/")
    page.locator("article").get_by_role("link", name="Water").first.click()
    expect(opened(page, "wind-up").locator(".pm-live")).to_be_visible()
    expect(root(page, "wind-up").locator(".pm-caption")).to_contain_text("In the last, 14 seconds later: 19.")
    root(page, "wind-up").get_by_role("button", name="One every ten seconds", exact=True).click()
    expect(root(page, "wind-up").locator(".pm-caption")).to_contain_text("the answers stay as they are.")


def test_axe_finds_nothing(coloured, garden: str) -> None:  # noqa: F811
    """In both schemes, with everything open."""
    found = []
    for address, ids in PAGES.items():
        page: Page = coloured(garden, garden + address)
        for id in ids:
            opened(page, id).locator(".pm-guess input").first.check()
        page.locator(".pain-model details").evaluate_all("all => all.forEach(details => details.open = true)")
        add_style(page, ".md-header { position: static !important }")
        found += violations(page, address, ".pain-model")
    assert not found, "\n\n".join(found)
