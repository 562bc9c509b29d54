"""Who joins, obeys and follows others, against published and exactly known results.

A test that counts fails by chance once in 16 000 (|z| < 4, or p > 6e-5); seeds are fixed.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, stats

from echelon.campaign.simulate import simulate
from minds import disposition, severities, threshold, weights
from worlds import Entry, act, campaign_of, fact, moment, outcome, person, places, quantity, unit

FOLLOWERS = quantity("followers", "followers(red)")
RARE = 6e-5


def columns(folder: Path, entries: list[Entry], runs: int) -> dict[str, np.ndarray]:
    return dict(simulate(campaign_of(folder, entries), 0, 0, runs).columns)


def followers(folder: Path, entries: list[Entry], runs: int = 1) -> np.ndarray:
    found = columns(folder, [*entries, FOLLOWERS], runs)["quantity_followers"]
    return np.asarray(found).astype(int)


def agree(found: np.ndarray, expected: list[float]) -> bool:
    """Return whether whole numbers come as often as expected, by the chi-square test."""
    seen = np.bincount(found, minlength=len(expected))
    return bool(stats.chisquare(seen, np.array(expected) * len(found)).pvalue > RARE)


def test_thresholds_drawn_at_random_make_a_crowd_as_often_as_cars_can_park(tmp_path: Path):
    # A. G. Konheim and B. Weiss (1966), SIAM Journal on Applied Mathematics 14, 1266: of n numbers
    # drawn from 0 to n - 1 the k-th smallest is at most k - 1 for each k with (n + 1)^(n-1) / n^n;
    # and then all of n join. Nobody begins with (1 - 1/n)^n.
    n, runs = 8, 20_000
    each = "choice(" + "; ".join(f"{number}={1 / n}" for number in range(n)) + ")"
    names = [f"u{row}" for row in range(n)]
    crowd = [it for name in names for it in (unit(name, "here"), threshold(name, joins_at=each))]
    found = followers(tmp_path, [*places("here"), *crowd], runs)

    for joined, expected in ((n, (n + 1) ** (n - 1) / n**n), (0, (1 - 1 / n) ** n)):
        error = math.sqrt(expected * (1 - expected) / runs)
        assert expected == pytest.approx((found == joined).mean(), abs=4 * error)


CROSS = [(0, 1), (1, 0), (0, -1), (-1, 0)]
RING = [(row, column) for row in (-1, 0, 1) for column in (-1, 0, 1) if row or column]


@pytest.mark.parametrize(
    ("near", "share", "joined"),
    [(CROSS, "1/4", 81), (CROSS, "0.26", 9), (RING, "3/8", 81), (RING, "0.38", 9)],
)
def test_a_habit_spreads_over_a_lattice_up_to_its_contagion_threshold(
    tmp_path: Path, near: list[tuple[int, int]], share: str, joined: int
):
    # S. Morris (2000), Review of Economic Studies 67, 57: contagion from a finite group is possible
    # up to a share of 1/4 of the four neighbours on a square lattice, and of 3/8 of the eight.
    size = 9
    entries = places("here")
    for row in range(size):
        for column in range(size):
            name = f"u{row}{column}"
            others = [f"u{(row + r) % size}{(column + c) % size}" for r, c in near]
            begins = row < 3 and column < 3
            rule = {"joins_at": 0} if begins else {"share": share, "among": "; ".join(others)}
            entries += [unit(name, "here"), threshold(name, **rule)]

    assert [joined] == followers(tmp_path, entries).tolist()


@pytest.mark.parametrize(("active", "others"), [(7, 25), (7, 100), (29, 100), (1, 49), (58, 100)])
def test_who_joins_with_a_share_joins_when_exactly_that_share_has(
    tmp_path: Path, active: int, others: int
):
    # 0.28 of 25 and 0.07 of 100 are more than 7 when they are multiplied on a machine.
    names = [f"u{row:03}" for row in range(others)]
    last = threshold("last", share=active / others, among="; ".join(names))
    entries = [*places("here"), *(unit(name, "here") for name in [*names, "last"]), last]
    entries += [
        threshold(name, joins_at=0 if row < active else 1000) for row, name in enumerate(names)
    ]

    assert [active + 1] == followers(tmp_path, entries).tolist()


def asked(names: list[str], **weight: object) -> list[Entry]:
    """Return units whose commands are even, whose ranks follow them, and who are told to stand."""
    return [
        *places("here"),
        person("chief", "here"),
        *(unit(name, "here") for name in names),
        *(disposition(name, "red", 0, "command") for name in names),
        *(disposition(name, "red", 60, "ranks") for name in names),
        weights(**weight),
        severities(),
        act("stand", "chief", "; ".join(f"halt {name}" for name in names)),
    ]


def test_of_units_with_half_of_their_luck_in_common_any_number_obeys_as_often(tmp_path: Path):
    # Normals of which each two have a correlation of one half are Z0 + Zi, and as many are positive
    # as there are Zi above -Z0: 0 to n, each with 1 / (n + 1). (T. J. Stieltjes; C. W. Dunnett and
    # M. Sobel 1955, Biometrika 42, 258.) Shared luck that were not normal would not do it.
    names = [f"u{row}" for row in range(4)]
    found = followers(tmp_path, asked(names, crisis_share=0.5), 20_000)

    assert agree(found, [0.2] * 5)


def test_units_of_one_uncertain_obedience_obey_in_a_beta_binomial_number(tmp_path: Path):
    # J. G. Skellam (1948), Journal of the Royal Statistical Society B 10, 257.
    names = [f"u{row}" for row in range(6)]
    entries = [
        Entry("inputs", {"id": "spirit", "value": "beta(2; 3)"}),
        *places("here", "there"),
        Entry("links", {"id": "path", "kind": "road", "from": "here", "to": "there"}),
        person("chief", "here"),
        *(unit(name, "here", obedience="spirit") for name in names),
        act("go", "chief", "; ".join(f"move {name} to there" for name in names)),
        quantity("gone", " + ".join(f"men({name}; there)" for name in names)),
    ]
    entries[3].fields.update({"length_km": 8, "speed_km_h": 4})
    gone = columns(tmp_path, entries, 20_000)["quantity_gone"]

    law = stats.betabinom(len(names), 2, 3)
    assert agree((np.asarray(gone) / 100).astype(int), list(law.pmf(range(len(names) + 1))))


def test_of_three_live_orders_each_is_obeyed_as_often_as_its_log_odds_are_the_greatest(
    tmp_path: Path,
):
    # J. Marschak (1960): the best of what is on offer. The lucks are logistic and standing aside
    # has none, so that the odds of two sides are not independent of a third (R. D. Luce 1959).
    # A unit's command and ranks choose each for itself, and both must choose the same.
    leanings = {"red": 1.0, "blue": 0.5, "green": 0.0}
    entries = [
        Entry("sides", {"id": "green", "name": "Green"}),
        *(*places("here"), unit("guard", "here"), weights(), severities()),
    ]
    for side, value in leanings.items():
        entries += [
            person(f"{side}_chief", "here", side=side),
            disposition("guard", side, value),
            act(f"order_of_{side}", f"{side}_chief", "halt guard"),
            outcome(side, f"obeys(guard; {side})"),
        ]
    found = np.asarray(columns(tmp_path, [*entries, outcome("nobody")], 20_000)["outcome"])

    expected = [greatest(leanings, side) ** 2 for side in leanings]
    assert agree(found, [*expected, 1 - sum(expected)])


def greatest(leanings: dict[str, float], side: str) -> float:
    """Return how surely one leaning with its logistic luck is above all others, and above 0."""
    law, others = stats.logistic, [value for key, value in leanings.items() if key != side]

    def density(height: float) -> float:
        below = math.prod(law.cdf(height - other) for other in others)
        return float(law.pdf(height - leanings[side]) * below)

    return float(integrate.quad(density, 0, 60)[0])


def test_who_sees_what_others_chose_follows_them_as_in_an_informational_cascade(tmp_path: Path):
    # S. Bikhchandani, D. Hirshleifer and I. Welch (1992), Journal of Political Economy 100, 992:
    # after n who choose one by one, each with a private sign that is right with p, all who follow
    # are right with p (p + 1) (1 - x^(n/2)) / (2 (1 - x)), and nobody leads with x^(n/2), where
    # x = p - p^2. A tie is a toss.
    p, n, runs = 0.7, 6, 20_000
    names, ratio = [f"u{row}" for row in range(n)], p / (1 - p)
    entries = asked(names, success=1, noise=1e-3, review_h=1000)[:-1]
    for row, name in enumerate(names):
        sign, hours = f"sign_{row}", row + 1
        adopts = f"obeys({name}; red) and time < {moment(hours + 0.25)}"
        rejects = f"time >= {moment(hours + 0.5)} and not happened(adopts_{row})"
        entries += [
            Entry("inputs", {"id": sign, "value": "0..1"}),
            fact(f"good_{row}", f"{sign} < {p}", at="here"),
            fact(f"bad_{row}", f"{sign} >= {p}", at="here"),
            fact(f"adopts_{row}", adopts, at="here"),
            fact(f"rejects_{row}", rejects, at="here"),
            *(news(f"good_{row}", ratio, name), news(f"bad_{row}", 1 / ratio, name)),
            *(news(f"adopts_{row}", ratio), news(f"rejects_{row}", 1 / ratio)),
            act(f"asks_{row}", "chief", f"halt {name}", hours),
        ]
    entries += [
        outcome("up", f"happened(adopts_{n - 2}) and happened(adopts_{n - 1})"),
        outcome("down", f"happened(rejects_{n - 2}) and happened(rejects_{n - 1})"),
        outcome("none"),
    ]
    found = np.asarray(columns(tmp_path, entries, runs)["outcome"])

    x = p - p * p
    up = p * (p + 1) * (1 - x ** (n // 2)) / (2 * (1 - x))
    assert agree(found, [up, 1 - up - x ** (n // 2), x ** (n // 2)])


def news(fact_id: str, ratio: float, of: str | None = None) -> Entry:
    """Return that a fact speaks for red, to everybody or to one alone, and never grows old."""
    fields: dict[str, object] = {"id": f"{fact_id}_speaks", "fact": fact_id, "side": "red"}
    fields |= {"likelihood_ratio": ratio, "from_own": 1, "from_other": 1, "half_life_h": 1e9}
    return Entry("news", fields if of is None else fields | {"of": of})
