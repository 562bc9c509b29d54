"""Every kind of change, made in the middle of a run of a crisis that turns on minds and law."""

from __future__ import annotations

import numpy as np
import pytest

import echelon as ec
from echelon.campaign import branching
from echelon.campaign.chronicle import Event, told
from echelon.engine.state import State

AT_US = 12 * 3_600_000_000
"""At midnight on 21 April: the regiment marches, and nobody elsewhere has chosen yet."""


@pytest.fixture(scope="module")
def algiers() -> ec.Scenario:
    return ec.load("algiers-1961")


@pytest.fixture(scope="module")
def as_it_was(algiers: ec.Scenario) -> tuple[list[Event], list[np.ndarray]]:
    state = branching.taken_up(algiers.campaign, 0, 0, AT_US)
    end = branching.finish(algiers.campaign, state, 0, 0)
    return list(told(algiers.campaign, end).events), stands_of(end)


def stands_of(end: State) -> list[np.ndarray]:
    """Return who holds what, and who stands on which side, at the end."""
    return [
        np.array(each)
        for each in (end.units.side, end.places.holder, end.links.holder, end.channels.holder)
    ]


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("inputs.road_speed.value", 3),
        ("links.zeralda_algiers.speed_km_h", 1),
        ("links.zeralda_algiers.length_km", 5),
        ("links.zeralda_algiers.holder", "generals"),
        ("channels.algiers_oran_line.delay_min", 600),
        ("channels.algiers_oran_line.holder", "generals"),
        ("channels.radio_algiers.reach", "algiers"),
        ("places.oran.holder", "generals"),
        ("persons.gouraud.side", "generals"),
        ("persons.gouraud.talk_min", 60),
        ("units.rep_1.march_km_h", 1),
        ("units.kabylia_sectors.response_min", 600),
        ("units.rep_1.side", "republic"),
        ("institutions.army_in_algeria.stands", False),
        ("offices.commander_in_chief.holder", "challe"),
        ("orders.gouraud_joins.delay_min", 600),
        ("acts.army_has_taken_power.delay_min", 2000),
        ("acts.republic_speaks.delay_min", 1),
        ("acts.challe_marches.at", "1961-04-22 20:00"),
        ("dispositions.paratroop_officers_generals.value", "hostile"),
        ("weights.default.noise", 8),
        ("weights.default.legality", 9),
    ],
)
def test_a_change_makes_a_difference_from_the_moment_on_and_none_before(
    algiers: ec.Scenario,
    as_it_was: tuple[list[Event], list[np.ndarray]],
    change: str,
    value: object,
):
    events, stands = as_it_was
    other = algiers.with_({change: value})
    state = branching.taken_up(algiers.campaign, 0, 0, AT_US)
    moved = branching.changed_state(algiers.campaign, other.campaign, state, 0, 0, AT_US)
    end = branching.finish(other.campaign, moved, 0, 0)
    others = list(told(other.campaign, end).events)
    before, after = ([each for each in one if each.time_us < AT_US] for one in (events, others))

    assert 20 < len(before)
    assert before == after
    are_alike = all(map(np.array_equal, stands, stands_of(end)))
    assert events != others or not are_alike


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("sides.generals.opposes", "all"),  # of two sides, the same in other words
        ("influences.broadcast_against_the_generals.step", 1),
        ("news.news_of_aircraft.likelihood_ratio", 2),
        ("offices.commander_in_chief.competences", "order"),
        ("outcomes.never_taken.when", "time > 1961-04-22 00:00"),
        ("units.rep_1.guns", 3),
        ("persons.challe.votes", 2),
        ("places.algiers.platforms", 3),
    ],
)
def test_a_change_of_what_plays_no_part_in_a_run_leaves_it_as_it_was(
    algiers: ec.Scenario,
    as_it_was: tuple[list[Event], list[np.ndarray]],
    change: str,
    value: object,
):
    other = algiers.with_({change: value})
    state = branching.taken_up(algiers.campaign, 0, 0, AT_US)
    moved = branching.changed_state(algiers.campaign, other.campaign, state, 0, 0, AT_US)
    others = list(told(other.campaign, branching.finish(other.campaign, moved, 0, 0)).events)

    assert as_it_was[0] == others


@pytest.mark.parametrize(
    ("change", "value", "words"),
    [
        ("units.rep_1.men", 500, "settled when the period begins"),
        ("units.rep_1.place", "oran", "settled when the period begins"),
        ("units.rep_1.echelons", 2, "what there is"),
        ("persons.challe.place", "algiers", "settled when the period begins"),
        ("persons.challe.under_arrest", True, "settled when the period begins"),
        ("links.zeralda_algiers.to", "blida", "what there is"),
        ("channels.algiers_oran_line.to", "blida", "what there is"),
        ("orders.gouraud_joins.when", "heard(algiers_taken)", "what somebody must know"),
        ("facts.algiers_taken.when", "time > 1961-04-23 00:00", "what somebody must know"),
        ("weights.of_gouraud.of", "challe", "what there is"),
        ("acts.challe_marches.at", "1961-04-21 20:00", "before the moment of the branch"),
    ],
)
def test_what_cannot_change_in_the_middle_of_a_run_is_refused(
    algiers: ec.Scenario, change: str, value: object, words: str
):
    with pytest.raises(ec.EchelonError, match=words):
        ec.branch(algiers, 0, AT_US, {change: value}, branches=1)
