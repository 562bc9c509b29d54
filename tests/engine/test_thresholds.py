"""Who joins once others have: thresholds outside the log-odds, and the latency of the news."""

from __future__ import annotations

import math
from pathlib import Path
from statistics import NormalDist

import networkx
import pytest

from echelon.campaign.simulate import Campaign
from echelon.engine.vocabulary import Kind
from tests.minds import disposition, followers, garrison, resolved, severities, threshold, weights
from tests.worlds import (
    Entry,
    act,
    campaign_of,
    fact,
    happenings,
    minutes,
    places,
    quantity,
    unit,
)

# Every test of this file that counts has a false-alarm rate below 1e-4 (|z| < 4).


def granovetter(tmp_path: Path, numbers: list[object], **fields: object) -> Campaign:
    """Everybody in one place, or without a channel each in his own, sees who has joined."""
    units = [unit(f"u{row:03}", "here") for row in range(len(numbers))]
    joins = [
        threshold(f"u{row:03}", joins_at=number, **fields) for row, number in enumerate(numbers)
    ]
    entries = [*units, *joins, quantity("followers", "followers(red)")]
    return campaign_of(tmp_path, garrison(*entries))


def test_granovetter_1978_all_join_and_one_threshold_less_leaves_one(tmp_path: Path):
    """MODELS C1a and C1b; M. Granovetter (1978), American Journal of Sociology 83, 1420."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    uniform: list[object] = list(range(100))

    assert 100.0 == followers(granovetter(one, uniform), 1)[0]
    assert 1.0 == followers(granovetter(other, [0, 2, *range(2, 100)]), 1)[0]


@pytest.mark.parametrize(
    ("thresholds", "expected"),
    [
        ([0, 20, 20, 30, 40, 50, 60, 70, 80, 100], 10),
        ([0, 10, 20, 30, 40, 50, 60, 70, 80, 100], 90),
        ([0, 20, 30, 40, 50, 60, 70, 80, 90, 100], 10),
        ([0, 10, 30, 40, 50, 60, 70, 80, 90, 100], 20),
    ],
)
def test_kuran_1989_one_falsified_preference_decides(
    tmp_path: Path, thresholds: list[int], expected: int
):
    """MODELS C3; T. Kuran (1989), Public Choice 61, 41: ten persons, thresholds in per cent."""
    campaign = granovetter(tmp_path, [each / 10 for each in thresholds])

    assert expected == 10 * followers(campaign, 1)[0]


def test_a_cascade_by_rumour_takes_the_latency_of_the_news_for_every_step(tmp_path: Path):
    """MODELS X2: thresholds 0..n-1, each joining announced with a latency."""
    numbers: list[object] = list(range(12))
    campaign = granovetter(tmp_path, numbers, hears_after_min=7)
    joined = [it.minute for it in happenings(campaign, Kind.STANCE_HEARD)]

    assert 12.0 == followers(campaign, 1)[0]
    assert 11 * 7.0 == sorted(set(joined))[-2]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (list(range(12)), 12),
        ([0, 2, *range(2, 12)], 1),
        ([0, 2, 2, 3, 4, 5, 6, 7, 8, 10], 1),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 10], 9),
        ([0, 1, 3, 4, 5, 6, 7, 8, 9, 10], 2),
    ],
)
def test_news_without_latency_makes_of_scattered_units_what_one_place_would(
    tmp_path: Path, numbers: list[int], expected: int
):
    """MODELS K7: zero latency reduces to C1 (of twelve) and C3, though no two are together."""
    homes = [f"p{row:02}" for row in range(len(numbers))]
    units = [unit(f"u{row:02}", home) for row, home in enumerate(homes)]
    joins = [
        threshold(f"u{row:02}", joins_at=number, hears_after_min=0)
        for row, number in enumerate(numbers)
    ]
    entries = [*places(*homes), *units, *joins, quantity("followers", "followers(red)")]

    assert expected == followers(campaign_of(tmp_path, entries), 1)[0]


def test_without_any_channel_nobody_follows_who_is_elsewhere(tmp_path: Path):
    """MODELS X2 with infinite latency, and K7."""
    places_ = places("here", *(f"p{row}" for row in range(6)))
    units = [unit(f"u{row}", f"p{row}") for row in range(6)]
    joins = [threshold(f"u{row}", joins_at=row) for row in range(6)]
    entries = [*places_, *units, *joins, quantity("followers", "followers(red)")]

    assert 1.0 == followers(campaign_of(tmp_path, entries), 1)[0]


def test_who_refuses_once_others_refuse_stands_aside_whatever_his_disposition(tmp_path: Path):
    entries = [
        unit("guards", "here"),
        unit("rifles", "here"),
        disposition("guards", "red", -9, "command"),
        disposition("rifles", "red", 9, "command"),
        threshold("rifles", refuses_at=1, among=["guards"]),
        weights(noise=0),
        severities(),
        act("one", "red_leader", "move guards to there", 1),
        act("two", "red_leader", "move rifles to there", 2),
    ]

    assert not resolved(campaign_of(tmp_path, garrison(*entries)))


@pytest.mark.slow
def test_luck_shared_by_a_group_makes_units_fail_together_as_the_closed_form_says(tmp_path: Path):
    """Of twenty units at even odds the number that obeys has the variance of a Gaussian copula.

    With shared share r, two agree with probability 1/4 + asin(r) / 2 pi (Sheppard 1899), so the
    variance is 20/4 + 380 asin(r) / 2 pi. |z| < 4 for the mean square; the mean is known.
    """
    share, runs, n = 0.5, 20, 20
    units = [unit(f"u{row:02}", "here", group="division") for row in range(n)]
    ids = [f"u{row:02}" for row in range(n)]
    entries = [
        Entry("groups", {"id": "division", "part": "units", "fields": {"arm": "infantry"}}),
        *units,
        *(disposition(id_, "red", 0, "command") for id_ in ids),
        weights(group_share=share),
        severities(),
        *(act(f"go_{id_}", "red_leader", f"move {id_} to there", 1) for id_ in ids),
        quantity("followers", "followers(red)"),
    ]
    counts = followers(campaign_of(tmp_path, garrison(*entries)), runs)
    variance = n / 4 + n * (n - 1) * math.asin(share) / (2 * math.pi)
    squares = (counts - n / 2) ** 2

    assert abs(squares.mean() - variance) < 4 * squares.std() / math.sqrt(runs)
    assert squares.mean() > 2 * n / 4  # well above what independent luck gives


def test_disposition_and_severity_of_one_size_give_even_odds(tmp_path: Path):
    runs = 200
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", 2, "command"),
        weights(),
        severities(move=2),
        act("go", "red_leader", "move guards to there", 1),
        quantity("followers", "followers(red)"),
    ]
    obeyed = followers(campaign_of(tmp_path, garrison(*entries)), runs).mean()

    assert abs(obeyed - 0.5) < 4 * 0.5 / math.sqrt(runs)


def first_fixed_point(thresholds: list[float]) -> int:
    """Return how many have joined when nobody more does, by the naive rule."""
    joined = 0
    while sum(each <= joined for each in thresholds) > joined:
        joined = sum(each <= joined for each in thresholds)
    return joined


@pytest.mark.parametrize(("sigma", "expected"), [(12.54, 6), (12.55, 100)])
def test_granovetters_jump_with_quantile_thresholds(tmp_path: Path, sigma: float, expected: int):
    """MODELS C2c: of a hundred, thresholds at the quantiles (i - 1/2)/100 of normal(25, sigma)."""
    numbers = [25 + sigma * NormalDist().inv_cdf((row + 0.5) / 100) for row in range(100)]
    campaign = granovetter(tmp_path, [max(each, 0.0) for each in numbers])

    assert expected == first_fixed_point(numbers)
    assert expected == followers(campaign, 1)[0]


@pytest.mark.parametrize(("degree", "cascades"), [(3, True), (12, False)])
def test_watts_cascades_sweep_sparse_networks_and_not_dense_ones(
    tmp_path: Path, degree: int, cascades: bool
):
    """MODELS C4 as a limit: at share .18 the window on Poisson graphs is 1.02 < z < 5.76."""
    n = 150
    graph = networkx.gnp_random_graph(n, degree / (n - 1), seed=1)
    ids = [f"u{row:03}" for row in range(n)]
    first = max(graph.nodes, key=graph.degree)
    joins = [
        threshold(ids[row], share=0.18, among=[ids[other] for other in graph[row]])
        for row in graph.nodes
        if graph.degree(row) and row != first
    ]
    joins.append(threshold(ids[first], joins_at=0))
    entries = [*(unit(id_, "here") for id_ in ids), *joins, quantity("followers", "followers(red)")]
    share = followers(campaign_of(tmp_path, garrison(*entries)), 1)[0] / n

    assert cascades == (share > 0.5)


@pytest.mark.parametrize(("sigma", "expected"), [(30, 99.339), (50, 90.485), (100, 65.857)])
def test_a_hundred_quantiles_come_near_the_fixed_point_of_a_large_population(
    tmp_path: Path, sigma: float, expected: float
):
    """MODELS C2b: the first fixed point of 100 Phi((r - 25) / sigma), within one man."""
    numbers = [25 + sigma * NormalDist().inv_cdf((row + 0.5) / 100) for row in range(100)]
    joined = followers(granovetter(tmp_path, [max(each, 0.0) for each in numbers]), 1)[0]

    assert abs(joined - expected) <= 1


ASYNCHRONOUS = "0..120"
"""Minutes after which each hears of the others: drawn anew in every run, and with it the order."""


def test_the_order_in_which_they_hear_does_not_matter_to_who_joins(tmp_path: Path):
    """MODELS X11: monotone thresholds have one final set, the least fixed point, in 200 orders."""
    numbers = [0, 1, 1, 2, 5, 5, 6, 3, 9, 12, 12, 12]
    campaign = granovetter(tmp_path, list(numbers), hears_after_min=ASYNCHRONOUS)

    assert 8 == first_fixed_point([float(each) for each in numbers])
    assert {8.0} == set(followers(campaign, 200))


def test_where_one_stays_out_for_the_other_the_order_matters(tmp_path: Path):
    """MODELS X11: it must fail where joining is not monotone; the orders are seen to differ.

    Of two who would follow, each stays out once the other is in; the last follows only the first.
    """
    entries = [
        *(unit(f"u{row}", "here") for row in range(4)),
        threshold("u0", joins_at=0),
        threshold("u1", joins_at=1, when="not heard(second)", hears_after_min=ASYNCHRONOUS),
        threshold("u2", joins_at=1, when="not heard(first)", hears_after_min=ASYNCHRONOUS),
        threshold("u3", joins_at=1, among=["u1"], hears_after_min=0),
        fact("first", "obeys(u1; red)", at="here", reported_to=["u2"]),
        fact("second", "obeys(u2; red)", at="here", reported_to=["u1"]),
        quantity("followers", "followers(red)"),
    ]

    assert {2.0, 3.0} == set(followers(campaign_of(tmp_path, garrison(*entries)), 40))


def test_a_contagion_has_half_of_the_men_when_the_logistic_law_says(tmp_path: Path):
    """MODELS X4: from 1 % to 50 % in 4.59512 over the rate; looked at every 0.02 h."""
    contagion = {"id": "spread", "kind": "contagion", "on": "guards", "toward": "red"}
    entries = [
        unit("guards", "here"),
        disposition("guards", "red", -1, "command"),
        weights(noise=0, review_h=0.02),
        severities(),
        Entry("influences", contagion | {"hourly": 2, "step": 2}),
        act("go", "red_leader", "move guards to there", 0.5),
    ]
    campaign = campaign_of(tmp_path, garrison(*entries), hours=4)

    assert 60 * 4.59512 / 2 <= minutes(campaign, Kind.UNIT_RESOLVES)[0] <= 60 * (4.59512 / 2 + 0.02)
