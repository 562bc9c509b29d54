"""A fight follows its chain: who falls next, who wins, how long it takes, who breaks off."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from pathlib import Path

import numpy as np
import pytest

from echelon.campaign.simulate import Campaign, simulate
from echelon.engine.contact.combat import rates
from echelon.engine.invariants import Breach, breach, nothing_seen
from echelon.engine.run import go_on
from echelon.engine.vocabulary import NEVER, Kind
from engine.fights import a_fight, chance, opposition
from worlds import (
    act,
    campaign_of,
    minutes,
    opened,
    person,
    places,
    quantity,
    road,
    unit,
)

MOST_SPREAD = 4.0
"""Standard errors: one such test in 16 000 fails by luck, and seeds are fixed."""


def shares(campaign: Campaign, m: int, n: int) -> tuple[float, float]:
    """Return the rates at which the shipped chain loses an element of either side."""
    run = opened(campaign)
    return rates(run.world, run.memory, np.int64(0), float(m), float(n))


def recursion(campaign: Campaign, m: int, n: int) -> float:
    """Return the probability that the first side wins, stepping with the shipped rates."""
    run = opened(campaign)
    won = np.zeros((m + 1, n + 1))
    won[1:, 0] = 1.0
    for red in range(1, m + 1):
        for blue in range(1, n + 1):
            one, other = rates(run.world, run.memory, np.int64(0), float(red), float(blue))
            lost = one * won[red - 1, blue] + other * won[red, blue - 1]
            won[red, blue] = lost / (one + other)
    return float(won[m, n])


def left_in(campaign: Campaign, runs: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return the survivors of both sides, run by run."""
    columns = simulate(campaign, seed, 0, runs).columns
    return columns["quantity_reds_left"], columns["quantity_blues_left"]


@pytest.mark.parametrize(
    ("m", "n", "expected"),
    [
        (1, 1, Fraction(1, 2)),
        (2, 1, Fraction(5, 6)),
        (3, 2, Fraction(31, 40)),
        (5, 4, Fraction(51907, 72576)),
    ],
)
def test_small_square_fights_are_won_as_often_as_the_exact_chain_says(
    tmp_path: Path, m: int, n: int, expected: Fraction
):
    campaign = a_fight(tmp_path, m, n)

    assert expected == chance(m, n, Fraction(1), Fraction(1))
    assert float(expected) == pytest.approx(recursion(campaign, m, n), abs=1e-14)
    _, blues = left_in(campaign, 80)
    error = sqrt(float(expected * (1 - expected)) / 80)
    assert float(expected) == pytest.approx(float(np.mean(blues == 0)), abs=MOST_SPREAD * error)


@pytest.mark.parametrize(("m", "n", "expected"), [(10, 8, 0.79136), (20, 16, 0.87534)])
def test_larger_square_fights_are_won_as_often_as_published(
    tmp_path: Path, m: int, n: int, expected: float
):
    assert expected == pytest.approx(recursion(a_fight(tmp_path, m, n), m, n), abs=5e-6)


@pytest.mark.parametrize(
    ("m", "n", "reds", "blues"), [(10, 8, 5.21657, 0.89842), (20, 16, 10.74352, 0.85398)]
)
def test_the_survivors_of_small_fights_are_fewer_than_the_equations_of_large_ones_say(
    tmp_path: Path, m: int, n: int, reds: float, blues: float
):
    # E6: the differential equation leaves 6 and 12 of the first side.
    campaign = a_fight(tmp_path, m, n)
    run = opened(campaign)
    reached, left = np.zeros((m + 1, n + 1)), np.zeros(2)
    reached[m, n] = 1.0
    for red in range(m, -1, -1):
        for blue in range(n, -1, -1):
            if red == 0 or blue == 0:
                left += reached[red, blue] * np.array([red, blue])
                continue
            one, other = rates(run.world, run.memory, np.int64(0), float(red), float(blue))
            reached[red - 1, blue] += reached[red, blue] * one / (one + other)
            reached[red, blue - 1] += reached[red, blue] * other / (one + other)

    assert pytest.approx([reds, blues], abs=5e-6) == left.tolist()
    found = np.array(left_in(campaign, 25)).mean(axis=1)
    assert pytest.approx(left.tolist(), abs=MOST_SPREAD * m / 2 / 5) == found.tolist()


@pytest.mark.parametrize(("m", "n", "expected"), [(3, 2, 11 / 16), (10, 8, 0.685471)])
def test_under_the_linear_law_numbers_do_not_multiply(
    tmp_path: Path, m: int, n: int, expected: float
):
    campaign = a_fight(tmp_path, m, n, law="linear")

    assert expected == pytest.approx(recursion(campaign, m, n), abs=5e-7)


@pytest.mark.parametrize(("m", "n", "a", "b"), [(10, 8, 1, 1), (7, 9, 2, 1)])
def test_the_square_law_has_its_martingale_at_every_step(
    tmp_path: Path, m: int, n: int, a: float, b: float
):
    campaign = a_fight(tmp_path, m, n, one_effect_per_h=a, other_effect_per_h=b)
    for red in range(1, m + 1):
        for blue in range(1, n + 1):
            one, other = shares(campaign, red, blue)
            before = a * red * (red + 1) - b * blue * (blue + 1)
            after = one * (a * (red - 1) * red - b * blue * (blue + 1))
            after += other * (a * red * (red + 1) - b * (blue - 1) * blue)
            assert before == pytest.approx(after / (one + other), abs=1e-9)


@pytest.mark.parametrize(
    ("m", "n", "a", "b", "breaks", "expected"),
    [(10, 8, 1, 1, 0, 38.0), (7, 9, 2, 1, 0, 22.0), (10, 8, 1, 1, 8, 38.0)],
)
def test_the_martingale_is_kept_to_the_end_and_to_any_breaking_off(
    tmp_path: Path, m: int, n: int, a: float, b: float, breaks: float, expected: float
):
    campaign = a_fight(
        tmp_path,
        m,
        n,
        one_effect_per_h=a,
        other_effect_per_h=b,
        break_off_by_losses_per_h=breaks,
        take_men=1000,
    )
    reds, blues = left_in(campaign, 80)
    kept = a * reds * (reds + 1) - b * blues * (blues + 1)
    error = float(kept.std()) / sqrt(len(kept))

    assert expected == pytest.approx(float(kept.mean()), abs=MOST_SPREAD * error)


def test_a_fight_lasts_as_long_as_the_exact_chain_says(tmp_path: Path):
    campaign = a_fight(tmp_path, 10, 8, one_effect_per_h=0.1, other_effect_per_h=0.1)
    hours = [minutes(campaign, Kind.COMBAT_ENDS, run=run)[0] / 60.0 for run in range(64)]
    error = float(np.std(hours)) / 8.0

    assert 11.06961 == pytest.approx(float(np.mean(hours)), abs=MOST_SPREAD * error)


def test_who_goes_over_fights_on_for_the_other_side_as_in_the_ruin_of_a_gambler(tmp_path: Path):
    campaign = a_fight(tmp_path, 2, 3, law="going_over", one_effect_per_h=3, other_effect_per_h=2)
    expected = (1 - (2 / 3) ** 2) / (1 - (2 / 3) ** 5)
    runs = 200
    _, blues = left_in(campaign, runs)
    error = sqrt(expected * (1 - expected) / runs)

    assert 0.63981 == pytest.approx(expected, abs=5e-6)
    assert expected == pytest.approx(float(np.mean(blues == 0)), abs=MOST_SPREAD * error)


def test_a_side_that_breaks_off_falls_back_where_it_came_from(tmp_path: Path):
    entries = [
        *places("camp", "field"),
        road("camp", "field"),
        unit("reds", "camp", men=40),
        unit("blues", "field", men=40, side="blue"),
        quantity("back", "men(reds; camp)"),
        quantity("there", "men(reds; field)"),
        quantity("fallen", "dead(red)"),
        opposition(
            provocation_per_h=1e6, one_concedes_per_h=0, break_off_per_h=0, other_effect_per_h=100
        ),
    ]
    entries += [person("chief", "camp"), act("attack", "chief", "move reds to field")]
    campaign = campaign_of(tmp_path, entries, hours=100)
    columns = simulate(campaign, 0, 0, 5).columns

    assert [40.0] * 5 == (columns["quantity_back"] + columns["quantity_fallen"]).tolist()
    assert [0.0] * 5 == columns["quantity_there"].tolist()


def test_men_are_conserved_at_every_event_of_a_fight(tmp_path: Path):
    campaign = a_fight(
        tmp_path, 500, 400, element_men=7, break_off_by_losses_per_h=5, prisoners_per_man=3
    )
    for number in range(3):
        run = opened(campaign, run=number)
        seen = nothing_seen(campaign.assembled.world)
        while not run.state.clock.finished[0]:
            go_on(run.world, run.memory, NEVER, 1)
            assert Breach.NONE == breach(run.world, run.memory, seen)
