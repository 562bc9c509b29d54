"""Large fights follow the equations of Lanchester, Deitchman and Engel: limits of the same chain.

Forces are a hundredfold and the rates rescaled so that the equations stay the same. Where the sides
are nearly even, chance alone spreads the survivors of a hundredfold force by some per cent, so that
the mean of many fights is compared.
"""

from __future__ import annotations

from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from echelon.campaign.simulate import Campaign
from echelon.engine.memory import Capacities
from echelon.engine.run import go_on
from echelon.engine.vocabulary import Kind
from engine.fights import a_fight, opposition
from worlds import Entry, act, campaign_of, minutes, opened, person, places, road, unit

FOLD = 100
CLOSE = 0.01
ROOM = Capacities(events=1 << 12, letters=1 << 8, trace=0, counts=1 << 14)
HOUR_US = 3_600_000_000


def men_of(state: object, units: list[int]) -> int:
    return int(state.units.men[units].sum())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("law", "reds", "blues", "a", "b", "fights", "survivors"),
    [
        pytest.param("square", 1000, 800, 1, 1, 100, 600, id="E1"),
        pytest.param("square", 1000, 800, 0.02, 0.03, 2000, 200, id="E1b"),
        pytest.param("linear", 1000, 800, 1e-3, 1e-3, 400, 200, id="E2"),
        pytest.param("ambush", 100, 40, 1e-3, 0.1, 1000, 44.7214, id="E3"),
        pytest.param("square", 54_000, 21_500, 0.0106, 0.0544, 5, 23_317.3, id="E4c"),
    ],
)
def test_a_large_fight_ends_as_its_differential_equation_says(
    tmp_path: Path,
    law: str,
    reds: float,
    blues: float,
    a: float,
    b: float,
    fights: int,
    survivors: float,
):
    scaled = {"one_effect_per_h": a, "other_effect_per_h": b}
    if law == "linear":
        scaled = {key: value / FOLD for key, value in scaled.items()}
    if law == "ambush":
        scaled["one_effect_per_h"] = a / FOLD
    campaign = a_fight(tmp_path, reds * FOLD, blues * FOLD, law=law, **scaled)
    left = np.array([men_left(campaign, number) for number in range(fights)]) / FOLD
    error = left[:, 1].std() / survivors / fights**0.5

    assert 0 == left[:, 0].max()
    assert error < CLOSE / 4  # so that the mean is as sharp as what it is held to
    assert survivors == pytest.approx(left[:, 1].mean(), rel=CLOSE)


def men_left(campaign: Campaign, number: int) -> list[int]:
    """Return how many men of either side are left in a run, the fewer first."""
    run = opened(campaign, run=number, capacities=ROOM)
    go_on(run.world, run.memory, 999 * HOUR_US, 1_000_000)
    return sorted(run.state.units.men.tolist())


def test_a_large_square_fight_lasts_as_long_as_its_equation_says(tmp_path: Path):
    # E1: ln 3 / beta.
    campaign = a_fight(tmp_path, 100_000, 80_000, one_effect_per_h=1, other_effect_per_h=1)

    assert log(3) == pytest.approx(minutes(campaign, Kind.COMBAT_ENDS)[0] / 60.0, rel=CLOSE)


LANDINGS = ((0.0, 54_000.0, 12), (2.0, 6_000.0, 3), (5.0, 13_000.0, 6))
"""Day on which each began, men who landed within a day of it, and in how many parties."""

A_PER_DAY, B_PER_DAY = 0.0544, 0.0106
DAYS = (1.0, 3.0, 6.0, 10.0, 20.0, 28.0)


def of_engel(days: tuple[float, ...]) -> list[tuple[float, float]]:
    """Return both sides' men by the equations of J. H. Engel (1954), solved by SciPy."""

    def change(_: float, men: np.ndarray, landing: float) -> list[float]:
        return [landing - A_PER_DAY * men[1], -B_PER_DAY * men[0]]

    edges = sorted({0.0, *days, *(d + k for d, _, _ in LANDINGS for k in (0.0, 1.0))})
    men, found = np.array([0.0, 21_500.0]), []
    for begin, end in pairwise(edges):
        landing = sum(each for day, each, _ in LANDINGS if day <= begin < day + 1)
        men = solve_ivp(change, (begin, end), men, args=(landing,), rtol=1e-9).y[:, -1]
        if end in days:
            found.append((float(men[0]), float(men[1])))
    return found


def an_island() -> tuple[list[Entry], list[str]]:
    """Return a landing in parties, each in the middle of the time that it stands for."""
    parties, orders = [], []
    for day, men, count in LANDINGS:
        for number in range(count):
            id_ = f"party_{int(day)}_{number}"
            parties.append(unit(id_, "ships", men=FOLD * men / count))
            hours = 24.0 * (day + (number + 0.5) / count) - 0.1
            orders.append(act(f"land_{id_}", "admiral", f"move {id_} to beach", hours))
    entries = [
        *places("ships", "beach"),
        road("ships", "beach", length_km=0.4),
        person("admiral", "ships"),
        *parties,
        *orders,
        unit("defenders", "beach", men=FOLD * 21_500, side="blue"),
        opposition(
            provocation_per_h=1e6,
            one_effect_per_h=B_PER_DAY / 24,
            other_effect_per_h=A_PER_DAY / 24,
        ),
    ]
    return entries, [str(party.fields["id"]) for party in parties]


@pytest.mark.slow
def test_a_landing_with_reinforcements_follows_the_equations_of_engel(tmp_path: Path):
    # E4. The parties land by the hour, not all the time, which makes less than 1 % of difference.
    published = [
        (52835.5, 21220.0),
        (56587.4, 20092.1),
        (66453.7, 18274.3),
        (62777.8, 15536.7),
        (56063.1, 9268.3),
        (53042.4, 4656.4),
    ]
    solved = of_engel(DAYS)
    assert [pytest.approx(row, rel=1e-4) for row in published] == solved

    entries, parties = an_island()
    run = opened(campaign_of(tmp_path, entries, hours=40 * 24), capacities=ROOM)
    units = sorted([*parties, "defenders"])
    landed = [row for row, id_ in enumerate(units) if id_ != "defenders"]
    beach = 0  # places are sorted by id
    for day, (attackers, defenders) in zip(DAYS, solved, strict=True):
        go_on(run.world, run.memory, int(24 * day) * HOUR_US, 1_000_000)
        echelons = run.state.echelons
        ashore = sum(int(echelons.men[row]) for row in landed if echelons.place[row] == beach)
        assert attackers == pytest.approx(ashore / FOLD, rel=CLOSE)
        island = int(run.state.units.men[units.index("defenders")])
        assert defenders == pytest.approx(island / FOLD, rel=CLOSE)
    go_on(run.world, run.memory, 960 * HOUR_US, 1_000_000)

    assert 0 == run.state.units.men[units.index("defenders")]
    assert 51982.9 == pytest.approx(men_of(run.state, landed) / FOLD, rel=CLOSE)
