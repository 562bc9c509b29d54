"""Thresholds and luck where it takes thousands of choices to see the law that they follow.

Only where kernels are compiled: in plain Python the same would take hours.
"""

from __future__ import annotations

import math
from pathlib import Path
from statistics import NormalDist

import networkx
import numpy as np
import pytest
from scipy import stats

from echelon.campaign.simulate import Campaign, simulate
from echelon.engine._jit import IS_PLAIN
from tests.minds import disposition, followers, garrison, severities, threshold, weights
from tests.worlds import act, campaign_of, quantity, unit

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(IS_PLAIN, reason="hours in plain mode"),
]

# Every test of this file that counts has a false-alarm rate below 1e-4 (|z| < 4).


def crowd(folder: Path, numbers: list[object]) -> Campaign:
    """Return as many units in one place, each joining once so many others have."""
    units = [unit(f"u{row:03}", "here") for row in range(len(numbers))]
    joins = [threshold(f"u{row:03}", joins_at=number) for row, number in enumerate(numbers)]
    return campaign_of(folder, garrison(*units, *joins, quantity("followers", "followers(red)")))


@pytest.mark.parametrize(
    ("sigma", "expected"), [(8, 0.0), (10, 0.004), (12.2, 0.193), (14, 0.611), (16, 0.898)]
)
def test_random_thresholds_of_a_hundred_have_no_sharp_jump(
    tmp_path: Path, sigma: float, expected: float
):
    """MODELS C2f: P(more than half join), whose expected value is itself of 4 000 draws."""
    runs = 2000
    joined = followers(crowd(tmp_path, [f"max(normal(25; {sigma}); 0)"] * 100), runs)
    spread = max(expected * (1 - expected), 0.001)

    assert abs((joined > 50).mean() - expected) < 4 * math.sqrt(spread * (1 / runs + 1 / 4000))


@pytest.mark.parametrize(
    ("sigma", "expected"),
    [(10, 0.770), (12, 4.021), (12.2, 5.479), (12.5, 100.0), (20, 99.991), (30, 99.339)],
)
def test_four_hundred_quantiles_come_near_the_fixed_point_of_a_large_population(
    tmp_path: Path, sigma: float, expected: float
):
    """MODELS C2b: the first fixed point of 100 Phi((r - 25) / sigma), within one per cent.

    At 12.5 a hundred do not jump yet, and 400 do: the jump at 12.2221 is that of the limit.
    """
    n = 400
    quantiles = [NormalDist().inv_cdf((row + 0.5) / n) for row in range(n)]
    numbers = [max((25 + sigma * each) * n / 100, 0.0) for each in quantiles]

    assert abs(followers(crowd(tmp_path, list(numbers)), 1)[0] / n * 100 - expected) < 1.0


@pytest.mark.parametrize(
    ("share", "degree", "sweeps"),
    [
        (0.10, 8, True),
        (0.10, 20, False),
        (0.18, 3, True),
        (0.18, 8, False),
        (0.24, 3, True),
        (0.24, 6, False),
        (0.26, 3, False),
        (0.26, 5, False),
    ],
)
def test_cascades_sweep_poisson_graphs_inside_the_window_and_not_outside(
    tmp_path: Path, share: float, degree: float, sweeps: bool
):
    """MODELS C4: windows of mean degree 1 to 13.66, 1.02 to 5.76, 1.11 to 3.86, and none.

    D. J. Watts (2002), PNAS 99, 5766. One person of the most friends begins, among 600.
    """
    n = 600
    graph = networkx.gnp_random_graph(n, degree / (n - 1), seed=1)
    ids = [f"u{row:03}" for row in range(n)]
    first = max(graph.nodes, key=graph.degree)
    joins = [
        threshold(ids[row], share=share, among=[ids[other] for other in graph[row]])
        for row in graph.nodes
        if graph.degree(row) and row != first
    ]
    joins.append(threshold(ids[first], joins_at=0, among=[ids[other] for other in graph[first]]))
    entries = [*(unit(id_, "here") for id_ in ids), *joins, quantity("followers", "followers(red)")]
    reached = followers(campaign_of(tmp_path, garrison(*entries)), 1)[0] / n

    assert reached > 0.5 if sweeps else reached < 0.1


def test_a_unit_that_is_of_two_minds_splits_as_an_urn_fills(tmp_path: Path):
    """MODELS C8: Polya's urn begun with 2 and 3 balls has a share of mean .4 and variance .04.

    Two hundred men are beta-binomial, as the limit share is beta(2, 3).
    """
    men, runs = 200, 1000
    entries = [
        unit("guards", "here", men=men),
        disposition("guards", "red", 9, "command"),
        disposition("guards", "red", math.log(1.5), "ranks"),
        weights(noise=0),
        weights("ranks_", of="guards", level="ranks", noise=0, split_band=1),
        severities(),
        act("go", "red_leader", "move guards to there", 1),
        quantity("gone", "deserted(guards)"),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries))
    gone = simulate(campaign, 0, 0, runs).columns["quantity_gone"]
    law, limit = stats.betabinom(men, 2, 3), stats.beta(2, 3)
    squares = (gone - law.mean()) ** 2

    assert math.isclose(0.4, limit.mean())
    assert math.isclose(0.04, limit.var())
    assert abs(gone.mean() - law.mean()) < 4 * law.std() / math.sqrt(runs)
    assert abs(squares.mean() - law.var()) < 4 * squares.std() / math.sqrt(runs)
    # The steps of the law are below 1 %, so that the test for continuous laws errs on the safe side
    assert stats.kstest(gone, law.cdf).pvalue > 1e-4


def test_swapping_the_sides_with_mirrored_dispositions_swaps_the_odds(tmp_path: Path):
    """MODELS K6: |z| < 4, for renaming an id changes its luck.

    Of two units, in two thousand runs: a difference of 7 % would be seen nearly always.
    """
    runs, found = 2000, []
    for side, other in (("red", "blue"), ("blue", "red")):
        folder = tmp_path / side
        folder.mkdir()
        entries = [
            *(unit(id_, "here", side=other) for id_ in ("guards", "rifles")),
            disposition("guards", side, 0.7),
            disposition("guards", other, -0.4),
            disposition("rifles", side, -0.2),
            disposition("rifles", other, 0.3),
            weights(crisis_share=0.2, peers=1, among=["guards", "rifles"]),
            severities(move=0.1),
            act("go", f"{side}_leader", "move guards to there", 1),
            act("stay", f"{other}_leader", "halt guards", 2),
            act("come", f"{side}_leader", "move rifles to there", 1.5),
            quantity("followers", f"followers({side})"),
        ]
        found.append(followers(campaign_of(folder, garrison(*entries)), runs))
    shares = np.array([[(each == number).mean() for number in (0, 1, 2)] for each in found])
    pooled = shares.mean(axis=0)
    spread = np.sqrt(2 * pooled * (1 - pooled) / runs)

    assert (np.abs(shares[0] - shares[1]) < 4 * spread).all()
    assert (pooled > 0.02).all()  # so that each outcome is put to the test
