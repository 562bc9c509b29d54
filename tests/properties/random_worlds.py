"""Scenarios made at random: a chain of places, lines of every sort, and contradictory orders."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import strategies as st

from engine.fights import opposition
from minds import disposition, severities, weights
from worlds import Entry, act, fact, order, person, places, rail, road, unit, wire

PLACES = ("anvil", "bourne", "crewe")
UNITS = ("first", "second")

Draw = Callable[..., object]


def numbers(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)


@st.composite
def lines(draw: Draw, one: str, other: str) -> Entry:
    """Return a railway of single or double track, slow or fast, dense or sparse."""
    return rail(
        one,
        other,
        tracks=draw(numbers(1, 2)),
        length_km=draw(numbers(5, 90)),
        speed_km_h=draw(st.sampled_from(["30", "20..40", "30 * each(0.5..1.5)"])),
        headway_min=draw(numbers(0, 40)),
        crossing_places=draw(numbers(0, 2)),
        crossing_min=draw(numbers(0, 10)),
        cut_repair_h=draw(numbers(0, 6)),
        news_min=draw(numbers(0, 90)),
        failure_h=draw(st.sampled_from([None, 6])),
    )


@st.composite
def units(draw: Draw, id_: str) -> Entry:
    return unit(
        id_,
        draw(st.sampled_from(PLACES)),
        side=draw(st.sampled_from(["red", "red", "blue"])),
        men=draw(st.sampled_from([0, 1, 250, 1000])),
        echelons=draw(numbers(1, 4)),
        wagons_per_echelon=draw(st.sampled_from([None, 0, 6, "3..9"])),
        loading_h=draw(st.sampled_from(["0", "1", "each(0.5..2)"])),
        unloading_h=draw(st.sampled_from(["0", "1", "each(0.5..2)"])),
        response_min=draw(numbers(0, 90)),
        assembly_h=draw(numbers(0, 2)),
        priority=draw(numbers(0, 1)),
        forcing_h=draw(numbers(0, 2)),
        commander=draw(st.sampled_from([None, "chief", "rival"])),
    )


@st.composite
def encounters(draw: Draw) -> list[Entry]:
    """Return that red and blue fight where they meet, and that men go home; or neither."""
    if not draw(st.booleans()):
        return []
    red_and_blue = opposition(
        provocation_per_h=draw(st.sampled_from([0, 1, 10])),
        parley_per_h=draw(st.sampled_from([0, 1])),
        one_concedes_per_h=draw(st.sampled_from([0, 0.5])),
        element_men=draw(st.sampled_from([20, 200])),
        break_off_by_losses_per_h=draw(st.sampled_from([0, 5])),
        prisoners_per_man=draw(numbers(0, 3)),
        law=draw(st.sampled_from(["square", "linear", "ambush", "going_over"])),
        detection_per_h=0.05,
        crowding=0.5,
        stealth=0.5,
    )
    going_home = {"id": "home", "kind": "desertion", "on": "first", "hourly": 0.0005}
    return [
        red_and_blue,
        disposition("first", "red", draw(st.sampled_from([-1, 0, 3]))),
        disposition("first", "blue", draw(st.sampled_from([-9, 4])), "ranks"),
        weights(noise=1),
        severities(),
        Entry("influences", going_home),
    ]


@st.composite
def deeds(draw: Draw) -> str:
    """Return one order that somebody gives."""
    body, place = draw(st.sampled_from(UNITS)), draw(st.sampled_from(PLACES))
    link = "_".join(draw(st.sampled_from([PLACES[:2], PLACES[1:]])))
    if draw(st.booleans()):
        means = draw(st.sampled_from(["", " by rail", " by road"]))
        return f"move {body} to {place}{means}"
    others = (
        f"infiltrate {body} to {place}",
        f"halt {body}",
        f"resume {body}",
        f"detrain {body}",
        f"force {body}",
        f"cut {link}",
        f"repair {link}",
        f"close {place} to red",
        f"open {place} to red",
        f"close {link}",
        f"open {link}",
        f"cut {link}_wire",
        f"repair {link}_wire",
        f"close {link}_wire",
        f"open {link}_wire",
        f"go to {place} by road",
        f"go to {place} with {body}",
        f"seize {link}_wire",
        "tell rival news",
        "ask rival whether news",
    )
    return draw(st.sampled_from(others))


@st.composite
def scenarios(draw: Draw) -> list[Entry]:
    """Return the entries of a scenario in which much goes wrong at once."""
    chain = list(pairwise(PLACES))
    acts = [
        act(f"act_{number}", draw(st.sampled_from(["chief", "rival"])), do, draw(numbers(0, 9)))
        for number, do in enumerate(draw(st.lists(deeds(), min_size=1, max_size=12)))
    ]
    return [
        *places(
            *PLACES,
            platforms=draw(numbers(1, 2)),
            wagons=draw(st.sampled_from([None, 0, 7, "0..40"])),
        ),
        *(draw(lines(*ends)) for ends in chain),
        *(road(*ends, length_km=draw(numbers(4, 30))) for ends in chain),
        *(wire(*ends, service_min=draw(numbers(0, 30))) for ends in chain),
        *(draw(units(id_)) for id_ in UNITS),
        person("chief", draw(st.sampled_from(PLACES))),
        person("rival", draw(st.sampled_from(PLACES)), side=draw(st.sampled_from(["red", "blue"]))),
        fact("news", at="anvil"),
        *(
            fact(f"seen_at_{place}", f"strength(red, {place}) > men(first, {place})", at=place)
            for place in PLACES
        ),
        order("echo", "rival", "heard(news)", "tell chief news; halt first", delay_min=30),
        *draw(encounters()),
        *acts,
    ]
