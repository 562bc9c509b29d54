"""Fights of some to some hundred elements, against the exact chain summed up over its states.

A test fails by chance once in 16 000 (|z| < 4); seeds are fixed.
"""

from __future__ import annotations

from math import factorial, sqrt
from pathlib import Path

import numpy as np
import pytest

from echelon.campaign.simulate import simulate
from engine.fights import a_fight
from worlds import quantity

RUNS = 20_000


def exact(m: int, n: int, a: float, b: float, law: str) -> tuple[float, float, float]:
    """Return how surely the first side wins, and the mean and variance of its survivors."""
    table = np.zeros((m + 1, n + 1, 3))
    table[1:, 0, 0] = 1.0
    table[:, 0, 1] = np.arange(m + 1)
    table[:, 0, 2] = np.arange(m + 1) ** 2
    for one in range(1, m + 1):
        for other in range(1, n + 1):
            hits = {"square": a * one, "linear": a * one * other, "ambush": a * one * other}[law]
            losses = {"square": b * other, "linear": b * one * other, "ambush": b * other}[law]
            share = hits / (hits + losses)
            falls = share * table[one, other - 1] + (1 - share) * table[one - 1, other]
            table[one, other] = falls
    wins, mean, square = table[m, n].tolist()
    return wins, mean, square - mean**2


@pytest.mark.parametrize(
    ("law", "m", "n", "a", "b"),
    [
        ("square", 5, 8, 1.5, 0.6),
        ("ambush", 4, 3, 0.2, 1.0),
        ("linear", 6, 4, 1.0, 2.0),
        # Several fall in one turn.
        ("square", 150, 140, 1.0, 1.0),
        ("square", 250, 235, 1.0, 1.0),
        ("linear", 150, 140, 1.0, 1.0),
    ],
)
def test_a_fight_of_any_size_is_won_as_often_and_with_as_many_left_as_the_exact_chain_says(
    tmp_path: Path, law: str, m: int, n: int, a: float, b: float
):
    found = simulate(
        a_fight(tmp_path, m, n, law=law, one_effect_per_h=a, other_effect_per_h=b), 0, 0, RUNS
    ).columns
    wins, left, variance = exact(m, n, a, b, law)

    share = (found["quantity_blues_left"] == 0).mean()
    assert abs(share - wins) < 4 * sqrt(wins * (1 - wins) / RUNS)
    assert abs(found["quantity_reds_left"].mean() - left) < 4 * sqrt(variance / RUNS)


def test_the_exact_chain_is_that_of_brown():
    # R. H. Brown (1963), Operations Research 11, 418: with equal effects m win against n with the
    # sum over k, from 1 to m, of (-1)^(m-k) k^(m+n) / ((m - k)! (n + k)!).
    m, n = 5, 4
    brown = sum(
        (-1) ** (m - k) * k ** (m + n) / (factorial(m - k) * factorial(n + k))
        for k in range(1, m + 1)
    )

    assert 51907 / 72576 == pytest.approx(brown)
    assert brown == pytest.approx(exact(m, n, 1.0, 1.0, "square")[0])


def test_sides_that_break_off_by_their_losses_lose_as_many_as_the_chain_with_an_exit(
    tmp_path: Path,
):
    # Competing exponentials in every state: a loss of either side, or that either breaks off, at
    # 0.3 + 2 f an hour with f the share of its own lost.
    m, n, effect, rest, by_losses = 6, 4, 0.1, 0.3, 2.0
    dead = np.zeros((m + 1, n + 1, 2))
    for one in range(m + 1):
        for other in range(n + 1):
            dead[one, other] = m - one, n - other
            if one == 0 or other == 0:
                continue
            leaves = 2 * rest + by_losses * (2 - one / m - other / n)
            hits, losses = effect * one, effect * other
            total = leaves * dead[one, other] + hits * dead[one, other - 1]
            total += losses * dead[one - 1, other]
            dead[one, other] = total / (leaves + hits + losses)
    campaign = a_fight(
        tmp_path,
        m,
        n,
        quantity("reds_dead", "dead(red)"),
        quantity("blues_dead", "dead(blue)"),
        one_effect_per_h=effect,
        other_effect_per_h=effect,
        break_off_per_h=rest,
        break_off_by_losses_per_h=by_losses,
    )
    found = simulate(campaign, 0, 0, RUNS).columns

    for side, expected in zip(("reds", "blues"), dead[m, n], strict=True):
        fallen = found[f"quantity_{side}_dead"]
        assert abs(fallen.mean() - expected) < 4 * fallen.std() / sqrt(RUNS)
