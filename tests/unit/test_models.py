"""The models keep to published figures. Each test says whose they are; the letters (a) to (h) are those of the acceptance tests.

Figures marked "simulation" are results of the published code of Aguiar and others (J Neurophysiol 2010, doi:10.1152/jn.00834.2009;
ModelDB 128559), run with NEURON 9.0.2: late spikes to each of 15 messages, with only the rate or the weight named changed. Our model
is another and simpler one, and is asked for the same behaviour and not for the same numbers.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise, product
from statistics import mean, stdev
from xml.etree.ElementTree import Element

import pytest
from conftest import ROOT
from markdown import Markdown

from pain_ed.course.load import load
from pain_ed.formats.paths import MODELS
from pain_ed.i18n.messages import catalogue
from pain_ed.page.inline import Inline
from pain_ed.simulation.draw import fill_simulation, sentences
from pain_ed.simulation.drawings import DRAWINGS, series
from pain_ed.simulation.first_and_second import FAST, SLOW, path_length, travel_time
from pain_ed.simulation.magnesium_gate import open_fraction
from pain_ed.simulation.threshold import (
    CORE_TEMPERATURE,
    SKIN,
    SKIN_TEMPERATURE,
    graded_shift,
    heat_spikes,
    heat_threshold,
)
from pain_ed.simulation.two_way_control import CONTEXTS, people
from pain_ed.simulation.wind_up import EARLY_SPIKES, INHIBITION, MESSAGES, RATES, Train, wind_up
from pain_ed.simulation.words import Simulation, read_simulations
from pain_ed.tools.table import TOOLS

# --- Threshold --------------------------------------------------------------------------------------------------------


def test_usual_skin_is_silent_at_the_temperatures_of_a_body() -> None:
    """Nociceptors are normally silent, and need heat above about 40 to 45 °C: Dubin and Patapoutian 2010, doi:10.1172/JCI42843."""
    assert [heat_spikes(t, 0) for t in (SKIN_TEMPERATURE, CORE_TEMPERATURE, 40)] == [0, 0, 0]
    assert 40 <= heat_threshold(0) <= 45


def test_sunburnt_skin_fires_at_the_temperature_inside_the_body() -> None:
    """Substances of inflammation lower the threshold: Huang and others 2006, doi:10.2174/157015906778019554; in sunburnt pig skin more
    fibres were active with no stimulus: Werland and others 2021, PMID 33449511."""
    assert heat_spikes(CORE_TEMPERATURE, 1) > 0
    assert heat_spikes(SKIN_TEMPERATURE, 1) == 0


def test_the_threshold_falls_by_what_was_measured() -> None:
    """6.5 °C less heat borne 20 h after ultraviolet light: Gustorff and others 2004, doi:10.1213/01.ANE.0000093224.77281.A5."""
    assert heat_threshold(0) - heat_threshold(1) == 6.5


def test_soreness_settles() -> None:
    """The scale of the sunburn ends where it began: peripheral sensitization is reversible (Huang and others 2006)."""
    assert [*SKIN.values()][0] == [*SKIN.values()][-1] == 0
    assert max(SKIN.values()) == SKIN["day"] == 1


def test_a_spike_is_all_or_none_and_the_shift_before_it_is_graded() -> None:
    """Dubin and Patapoutian 2010: more heat brings more spikes, and none below the threshold."""
    assert [heat_spikes(t, 0) for t in (40.99, 41, 41.99, 42, 45)] == [0, 1, 1, 2, 5]
    shifts = [graded_shift(t, 0) for t in range(20, 43)]
    assert shifts == sorted(shifts) and shifts[:6] == [0] * 6 and shifts[-2:] == [1, 1]
    assert len(set(shifts)) > 10


@pytest.mark.parametrize("sunburn", [-0.1, 1.1])
def test_sunburn_is_a_fraction(sunburn: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        heat_threshold(sunburn)


# --- First and second message -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("speed", "seconds"), [(20, 0.05), (10, 0.1), (5, 0.2), (1.2, 0.833), (0.8, 1.25), (0.5, 2.0)])
def test_travel_time_over_one_metre(speed: float, seconds: float) -> None:
    """Length over speed."""
    assert travel_time(1.0, speed) == pytest.approx(seconds, abs=0.0005)


def test_second_message_from_a_toe_is_about_a_second_late() -> None:
    """13 and 0.8 m/s in people: Plaghki and others 2010, doi:10.1371/journal.pone.0010269; over about a metre the gap is 0.6 to 1.9 s
    for slow fibres from 1.2 to 0.5 m/s."""
    length = path_length(170)
    assert length == pytest.approx(1.02)
    assert travel_time(length, 0.8) - travel_time(length, 13) == pytest.approx(1.197, abs=0.001)
    gaps = [travel_time(1.0, slow) - travel_time(1.0, 13) for slow in SLOW]
    assert min(gaps) > 0.6 and max(gaps) < 1.95


def test_speeds_are_those_of_the_sources() -> None:
    """Rats 9 to 18 m/s (Zotova and Arezzo 2013, doi:10.1155/2013/254789); human C fibres 0.86 m/s, SD 0.17 (van Hees and Gybels 1981)."""
    assert FAST == (9, 13, 18)
    assert all(abs(slow - 0.86) <= 2.2 * 0.17 for slow in SLOW)


@pytest.mark.parametrize(
    "call", [lambda: path_length(0), lambda: travel_time(1, 0), lambda: wind_up(0), lambda: open_fraction(0, -1)]
)
def test_impossible_values_are_refused(call) -> None:
    with pytest.raises(ValueError, match=r"should be above 0|cannot be below 0"):
        call()


# --- The magnesium gate -----------------------------------------------------------------------------------------------

JAHR_STEVENS = {
    -80: (0.0477, 0.0244, 0.0204, 0.0124),
    -70: (0.0852, 0.0445, 0.0373, 0.0227),
    -65: (0.1126, 0.0597, 0.0502, 0.0308),
    -60: (0.1475, 0.0796, 0.0672, 0.0415),
    -50: (0.2434, 0.1385, 0.1182, 0.0744),
    -40: (0.3742, 0.2302, 0.1994, 0.1300),
    -20: (0.6739, 0.5081, 0.4626, 0.3406),
    0: (0.8771, 0.7812, 0.7484, 0.6409),
    20: (0.9610, 0.9250, 0.9114, 0.8605),
}


@pytest.mark.parametrize("voltage", JAHR_STEVENS)
def test_open_fraction_to_four_digits(voltage: int) -> None:
    """B(V) = 1 / (1 + [Mg]/3.57 exp(-0.062 V)): Jahr and Stevens 1990, doi:10.1523/JNEUROSCI.10-09-03178.1990."""
    assert (
        tuple(round(open_fraction(voltage, magnesium), 4) for magnesium in (0.5, 1.0, 1.2, 2.0))
        == JAHR_STEVENS[voltage]
    )


def test_half_is_open_where_the_formula_says() -> None:
    """Half-unblock at -20.5 mV with 1 mM, at -17.6 mV with 1.2 mM, from the same formula."""
    assert open_fraction(-20.5) == pytest.approx(0.5, abs=0.002)
    assert open_fraction(-17.6, 1.2) == pytest.approx(0.5, abs=0.002)
    assert 5 < open_fraction(-40) / open_fraction(-70) < 5.4


def test_without_magnesium_nothing_is_plugged() -> None:
    assert open_fraction(-70, 0) == 1


# --- Wind-up ----------------------------------------------------------------------------------------------------------


def growth(train: Train) -> float:
    """The mean of the last three answers over the first."""
    return mean(train.late[-3:]) / train.late[0]


@pytest.mark.parametrize("rate", [0.1, 0.2])
def test_a_slow_messages_do_not_build_up(rate: float) -> None:
    """(a) Simulation at 0.2 Hz: 1.1. People: no summation below 0.16 Hz (Vierck and others 1997, doi:10.1152/jn.1997.78.2.992)."""
    assert growth(wind_up(rate)) < 1.3
    assert wind_up(rate).late[-1] / wind_up(rate).late[0] < 1.3


def test_b_faster_messages_build_up_more() -> None:
    """(b) Simulation at 0.2, 0.5, 1 and 2 Hz: 1.1, 1.8, 4.5, 9.4."""
    found = [growth(wind_up(rate)) for rate in (0.2, 0.5, 1, 2)]
    assert all(slow < fast for slow, fast in pairwise(found))
    assert found == pytest.approx([1.1, 1.8, 4.5, 9.4], rel=0.2)
    rates = [wind_up(rate).late for rate in RATES]
    assert all(one <= other for slow, fast in pairwise(rates) for one, other in zip(slow, fast, strict=True))


def test_c_one_a_second_builds_up_in_a_line() -> None:
    """(c) Simulation: 4 5 6 7 8 9 12 13 14 15 16 17 17 18 19, 4.5 times the first."""
    late = wind_up(1).late
    assert len(late) == MESSAGES == 15
    assert 3 <= growth(wind_up(1)) <= 6 and 3 <= late[-1] / late[0] <= 6
    assert all(before <= after for before, after in pairwise(late))
    locations, middle = [location - 7 for location in range(15)], mean(late)
    slope = sum(location * answer for location, answer in zip(locations, late, strict=True)) / sum(
        location**2 for location in locations
    )
    off = [answer - middle - slope * location for location, answer in zip(locations, late, strict=True)]
    assert 1 - sum(o**2 for o in off) / sum((answer - middle) ** 2 for answer in late) > 0.98
    published = (4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 17, 18, 19)
    assert max(abs(ours - theirs) for ours, theirs in zip(late, published, strict=True)) <= 2


@pytest.mark.parametrize(("rate", "inhibition", "sensitized"), list(product(RATES, INHIBITION, (False, True))))
def test_d_nothing_builds_up_without_nmda(rate: float, inhibition: str, sensitized: bool) -> None:
    """(d) Simulation: with all NMDA weights at 0 nothing builds up (there, no late spike at all is left)."""
    train = wind_up(rate, inhibition, nmda=False, sensitized=sensitized)
    assert max(train.late) <= 1.1 * train.late[0]
    assert set(train.late) == set(train.fade)


@pytest.mark.parametrize(("rate", "nmda"), list(product(RATES, (True, False))))
def test_e_inhibition_holds_back_every_answer(rate: float, nmda: bool) -> None:
    """(e) Simulation at 1 Hz: 12 to 73 without inhibition, 4 to 19, and 1 to 5 with five times as much."""
    less, usual, more = (wind_up(rate, inhibition, nmda=nmda).late for inhibition in ("less", "usual", "more"))
    assert all(high > middle > low for high, middle, low in zip(less, usual, more, strict=True))


@pytest.mark.parametrize(("rate", "inhibition"), list(product(RATES, INHIBITION)))
def test_f_it_is_gone_twenty_seconds_later(rate: float, inhibition: str) -> None:
    """(f) Simulation, probes 2, 5, 10 and 20 s after 1 Hz: 12, 8, 5, 4, where 4 is the first answer and 19 the last."""
    train = wind_up(rate, inhibition)
    assert list(train.fade) == sorted(train.fade, reverse=True)
    assert train.fade[-1] - train.late[0] <= 0.1 * (train.late[-1] - train.late[0])
    assert wind_up(1).fade == pytest.approx((12, 8, 5, 4), abs=3)


def test_g_the_early_answer_stays() -> None:
    """(g) Simulation: the early component stays at 2 to 3 spikes up to 1 Hz."""
    assert EARLY_SPIKES in (2, 3)
    said = simulations()["wind-up"].labels["early"]
    assert f"always {EARLY_SPIKES} spikes" in said


@pytest.mark.parametrize("rate", RATES)
def test_h_central_sensitization_is_another_change_and_lasts(rate: float) -> None:
    """(h) Wind-up and central sensitization are not the same (Mendell 2022, doi:10.3389/fpain.2022.833104; Woolf 2011): the raised
    baseline is there before the first message, and is there still 20 s after the last."""
    usual, raised = wind_up(rate), wind_up(rate, sensitized=True)
    assert raised.late[0] > usual.late[0]
    assert raised.fade[-1] >= raised.late[0] > usual.fade[-1]


def test_beside_the_simulation_stands_what_our_model_does() -> None:
    """The table in "Go deeper" holds the numbers that the model gives."""
    text = (ROOT / "docs/how-it-works/nmda-wind-up.md").read_text(encoding="utf-8")
    ours = {
        row[0].strip(): row[2].strip()
        for line in text.splitlines()
        if line.startswith("    | ") and len(row := line.strip(" |").split("|")) == 3
    }

    def shown(train: Train) -> str:
        return f"{train.late[0]}, {train.late[-1]}, {growth(train):.1f}"

    trains = {f"{rate} Hz": wind_up(rate) for rate in (0.2, 0.5, 1, 2)} | {
        "1 Hz, inhibition off; in ours less": wind_up(1, "less"),
        "1 Hz, inhibition times 5; in ours more": wind_up(1, "more"),
        "1 Hz, no NMDA": wind_up(1, nmda=False),
    }
    assert {name: ours[name] for name in trains} == {name: shown(train) for name, train in trains.items()}
    assert ours["Single messages 2, 5, 10, 20 s after the 1 Hz run"] == ", ".join(map(str, wind_up(1).fade))


# --- Two-way control --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("context", "average", "deviation"), [("nothing", 16.7, 11.7), ("after", 1.7, 9.2)])
def test_the_hundred_people_have_the_published_spread(context: str, average: float, deviation: float) -> None:
    """Early and late effect on day 1, 10 °C water, heat test of 60 of 100, 25 people: Gehling and others 2016,
    doi:10.1186/s12883-016-0650-z."""
    crowd = people(context)
    assert len(crowd) == 100
    assert mean(crowd) == pytest.approx(average, abs=0.01)
    assert stdev(crowd) == pytest.approx(deviation, rel=0.02)


def test_most_turn_down_and_some_turn_up() -> None:
    """In 146 pain-free people the average was inhibition, and a subset facilitated: Schliessbach and others 2019,
    doi:10.1515/sjpain-2018-0356."""
    up = sum(points < 0 for points in people("nothing"))
    assert up == 8


def test_what_is_expected_moves_the_average_and_leaves_the_spread() -> None:
    """Expecting more pain blocked the inhibition (Goffaux and others 2007, doi:10.1016/j.pain.2006.11.011); expecting less went with more
    (France and others 2016, doi:10.1007/s12160-016-9775-y)."""
    averages = {context: mean(people(context)) for context in ("more", "nothing", "less")}
    assert averages["more"] == pytest.approx(0, abs=1e-9)
    assert averages["more"] < averages["nothing"] < averages["less"]
    spreads = [stdev(people(context)) for context in averages]
    assert spreads == pytest.approx([spreads[0]] * 3)
    assert all(
        any(points < 0 for points in people(context)) and any(points > 0 for points in people(context))
        for context in CONTEXTS
    )


def test_the_dots_of_each_crowd_are_a_hundred() -> None:
    for context in range(len(CONTEXTS)):
        assert sum(series("two-way-control")["columns"].at((context, 0))) == 100


# --- What is shown ----------------------------------------------------------------------------------------------------


def simulations() -> dict[str, Simulation]:
    parsed = read_simulations((ROOT / MODELS).read_text(encoding="utf-8"), MODELS)
    assert parsed.problems == []
    return {model.id: model for model in parsed.value}


def states(drawing: str) -> product:
    return product(*(range(len(control.keys)) for control in DRAWINGS[drawing].controls))


@pytest.mark.parametrize("id", simulations())
def test_every_setting_has_its_sentences(id: str) -> None:
    """None with a name left unfilled, none over 25 words, none about '1 spikes'."""
    model = simulations()[id]
    seen = {sentence for state in states(model.draws) for sentence in sentences(model, state)}
    assert seen
    for sentence in seen:
        assert "{" not in sentence
        assert not re.search(r"\b1 (spikes|points|turn)\b", sentence), sentence
        for part in re.split(r"(?<=[.!?]) ", sentence):
            assert len(part.split()) <= 25, part


@pytest.mark.parametrize("id", simulations())
def test_what_is_in_sight_is_one_picture_and_one_line(id: str) -> None:
    """All else waits in a `details`, so that a lesson with models stays within its twelve phone screens."""
    section = Element("section")
    fill_simulation(section, simulations()[id], catalogue(), lambda parent, text: None)
    title, seen, opened = section
    assert (title.tag, seen.tag, opened.tag) == ("h3", "figure", "details")
    assert [part.tag for part in seen] == ["svg", "figcaption"]
    line = seen[1].text
    assert "{" not in line and len(line.split()) <= 25
    assert [part.get("class") for part in opened if part.tag in ("div", "details")] == [
        "pm-answer",
        "pm-live",
        "pm-telling",
        "pm-numbers",
        "pm-left-out",
    ]


def test_without_a_picture_of_its_own_the_first_setting_is_in_sight() -> None:
    model = simulations()["wind-up"]
    for one, line in ((model, "from 4 spikes to 19"), (replace(model, in_sight=None), "One every ten seconds")):
        section = Element("section")
        fill_simulation(section, one, catalogue(), lambda parent, text: None)
        assert line in section[1][1].text
        last = [text.text for text in section[1][0].iter("text") if text.get("class") == "pm-m"][1]
        assert last == ("19" if one is model else "4")


def test_decimals_are_written_as_the_language_writes_them() -> None:
    """In captions, tables and axes; what moves the picture stays a number for machines."""
    for id, number in (("magnesium-gate", "0,0445"), ("first-and-second", "0,5")):
        section = Element("section")
        fill_simulation(section, simulations()[id], catalogue("de"), lambda parent, text: None)
        assert section.get("data-decimal-mark") == ","
        drawn = [
            text
            for part in section.iter()
            if part.tag in ("text", "td", "th", "span", "figcaption")
            for text in (part.text, part.tail)
            if text
        ]
        assert any(number in text for text in drawn)
        own = str(simulations()[id])  # the course's texts are in its language already
        assert [text for text in drawn if re.search(r"\d\.\d", text) and text not in own] == []
    assert "needs 1,27 s in all" in " ".join(
        sentences(simulations()["first-and-second"], simulations()["first-and-second"].start, ",")
    )


@pytest.mark.parametrize("id", simulations())
def test_numbers_in_the_page_stay_small(id: str) -> None:
    section = Element("section")
    fill_simulation(section, simulations()[id], catalogue(), lambda parent, text: None)
    assert len(section.get("data-series").encode()) < 12_000
    assert json.loads(section.get("data-start")) == list(simulations()[id].start)


def test_the_same_bytes_at_every_build() -> None:
    """Whatever the seed of Python's hashes."""
    script = (
        "from hashlib import sha256; from json import dumps; from pain_ed.simulation.drawings import DRAWINGS, series;"
        "print(sha256(dumps([[n, [[k, s.on, s.values] for k, s in series(n).items()]] for n in DRAWINGS]).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(found) == 1
    assert len(found.pop().strip()) == len(hashlib.sha256().hexdigest())


def test_names_and_captions_have_their_series() -> None:
    for name, drawing in DRAWINGS.items():
        made = series(name)
        for ref in (*drawing.names.values(), *(location for location, _ in drawing.captions)):
            assert ref in made or ref.rpartition(".")[0] in made
        for location, names in drawing.captions:
            assert set(made[location].values) <= set(range(len(names)))


def test_a_link_to_a_model_has_its_title() -> None:
    """In what a reader did, and where questions come again: a heading stands in the lesson's text, a model's title does not."""
    course, _ = load(ROOT)
    record, again = Element("div"), Element("div")
    inline = Inline(Markdown(), {}, set())
    TOOLS["record"](record, course, {}, course.config.words, inline)
    TOOLS["again"](again, course, {}, course.config.words, inline)
    title = "Try it: wind-up, message by message"
    assert record.find(".//a[@data-asked='what-stops-the-build-up']").text == title
    asked = next(one for one in again.iter("template") if one.get("data-question") == "what-stops-the-build-up")
    assert asked.find(".//a[@class='pq-reread']").text == title
    assert [link.text for link in record.findall(".//a[@data-asked]") if link.text.startswith("model-")] == []
