"""Bodies that vote, against what is known of juries and councils.

A test that counts fails by chance once in 16 000 (|z| < 4); seeds are fixed.
"""

from __future__ import annotations

import math
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from echelon.campaign.simulate import simulate
from minds import disposition, severities, weights
from worlds import Entry, body, campaign_of, fact, order, outcome, person, places

RUNS = 20_000
PASSES = [outcome("carried", "resolved(question)"), outcome("lost")]
COMPETENCES = (0.9, 0.9, 0.6, 0.6, 0.6)
COUNCIL = {"germany": 4, "france": 4, "italy": 4, "belgium": 2, "netherlands": 2, "luxembourg": 1}


def carried(folder: Path, entries: list[Entry], runs: int = RUNS) -> np.ndarray:
    """Return in which runs a question is carried."""
    folder.mkdir(exist_ok=True)
    campaign = campaign_of(folder, [*entries, *PASSES], hours=8)
    return np.asarray(simulate(campaign, 0, 0, runs).columns["outcome"] == 0)


def question(by: str, **fields: object) -> list[Entry]:
    return [fact("done"), order("question", by, "time >= 1900-01-01 01:00", "open hall", **fields)]


def z_of_share(found: np.ndarray, expected: float) -> float:
    return (found.mean() - expected) / math.sqrt(expected * (1 - expected) / len(found))


def jury(votes: tuple[int, ...]) -> list[Entry]:
    """Return jurors who are right as often as they are competent, each by himself."""
    names = [f"juror_{row}" for row in range(len(votes))]
    return [
        *places("hall"),
        person("judge", "hall"),
        *(person(name, "hall", votes=each) for name, each in zip(names, votes, strict=True)),
        body("jury", "judge", "; ".join(names), "hall"),
        *question("jury"),
        *(
            disposition(name, "judge", math.log(competence / (1 - competence)))
            for name, competence in zip(names, COMPETENCES, strict=True)
        ),
        weights(),
        severities(),
    ]


@pytest.mark.parametrize(
    ("votes", "published"), [((1, 1, 1, 1, 1), 0.87696), ((3, 3, 1, 1, 1), 0.92664)]
)
def test_a_jury_of_unequal_competences_is_right_as_often_as_shapley_and_grofman_say(
    tmp_path: Path, votes: tuple[int, ...], published: float
):
    # L. Shapley and B. Grofman (1984), Public Choice 43, 329: five of competence .9 .9 .6 .6 .6 are
    # right with .877 by heads and with .927 by weights of their log-odds, better than each by 0.9.
    exact = sum(
        math.prod(p if right else 1 - p for p, right in zip(COMPETENCES, heads, strict=True))
        for heads in product([True, False], repeat=5)
        if 2 * sum(vote for vote, right in zip(votes, heads, strict=True) if right) > sum(votes)
    )

    assert published == pytest.approx(exact, abs=5e-6)
    assert abs(z_of_share(carried(tmp_path, jury(votes)), exact)) < 4


def council(**fields: object) -> list[Entry]:
    members = "; ".join(COUNCIL)
    return [
        *places("hall"),
        *(person(name, "hall", votes=votes) for name, votes in COUNCIL.items()),
        body("council", "germany", members, "hall", rule="two_thirds"),
        *question("council", support=0.5, **fields),
    ]


def test_the_council_of_1958_passes_14_of_64_divisions(tmp_path: Path):
    # Twelve of 17 votes, which are two thirds. S. J. Brams and P. J. Affuso (1976), Theory and
    # Decision 7, 29.
    assert abs(z_of_share(carried(tmp_path, council()), 14 / 64)) < 4


@pytest.mark.parametrize(("member", "swings"), [("germany", 10), ("belgium", 6), ("luxembourg", 0)])
def test_a_member_of_the_council_of_1958_decides_as_often_as_banzhaf_s_index_says(
    tmp_path: Path, member: str, swings: int
):
    # J. F. Banzhaf (1965): the share of the divisions of the others in which a vote decides.
    # Luxembourg's never did, and run by run it changes nothing.
    one = carried(tmp_path / "one", council(votes_for=[member]))
    other = carried(tmp_path / "other", council(votes_against=[member]))
    decides = one != other

    if swings == 0:
        assert not decides.any()
    else:
        assert abs(z_of_share(decides, swings / 32)) < 4


def test_a_quorum_comes_together_as_often_as_so_many_of_the_doubtful_are_members(tmp_path: Path):
    # Binomial: of seven, each a member with 0.4, three or more beside the chair.
    names = [f"deputy_{row}" for row in range(7)]
    entries = [
        *places("hall"),
        person("chair", "hall"),
        *(person(name, "hall") for name in names),
        body(
            "congress",
            "chair",
            "; ".join(["chair", *names]),
            "hall",
            doubtful="; ".join(names),
            membership=0.4,
            quorum=4,
        ),
        *question("congress"),
    ]

    assert abs(z_of_share(carried(tmp_path, entries), stats.binom.sf(2, 7, 0.4))) < 4
