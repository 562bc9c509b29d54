"""Laws of the choice among orders, for whatever weights, leanings and thresholds a world has."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from echelon.campaign.simulate import compile_campaign
from echelon.engine.rules.choice import answer_for
from echelon.engine.vocabulary import Answer, Severity
from echelon.scenario.load import load_document
from tests.minds import disposition, garrison, severities, threshold, weights
from tests.worlds import Entry, opened, scenario_text, unit

odds = st.floats(-5, 5).map(lambda number: round(number, 3))
steps = st.floats(0, 3).map(lambda number: round(number, 3))
shares = st.floats(0, 1).map(lambda number: round(number, 3))
WILLING = {Answer.STAND_ASIDE: 0, Answer.STALL: 1, Answer.ASK: 1, Answer.OBEY: 2}

DEEDS = ("move", "block", "disarm", "arrest", "fire")
grave = st.fixed_dictionaries(dict.fromkeys(DEEDS, steps))
weighing = st.fixed_dictionaries(
    {
        "legality": odds,
        "success": odds,
        "noise": st.sampled_from((0, 0.5, 1, 2)),
        "stall_band": shares,
        "crisis_share": shares,
        "group_share": shares,
    }
)
# Each example compiles a scenario, some tens of milliseconds in plain mode.
few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def answers(*entries: Entry, run: int = 0) -> list[int]:
    """Return how willing the guards are to do each deed for red, from the least grave on."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.yaml"
        path.write_text(scenario_text(garrison(unit("guards", "here"), *entries)), encoding="utf-8")
        campaign = compile_campaign(load_document(path))
    world, _, memory = opened(campaign, run=run)
    actors = campaign.assembled.assembly.actors
    author, guards = actors["red_leader"], actors["guards"]
    return [
        WILLING[Answer(answer_for(world, memory, guards, author, np.int64(deed)))]
        for deed in Severity
    ]


@few
@given(value=odds, weight=weighing, steps_=grave, run=st.integers(0, 1000))
def test_whoever_does_a_grave_deed_does_the_lesser_ones(value, weight, steps_, run):
    found = answers(
        disposition("guards", "red", value, "command"),
        weights(**weight),
        severities(**steps_),
        run=run,
    )

    assert found == sorted(found, reverse=True)


@few
@given(value=odds, more=steps, weight=weighing, steps_=grave, run=st.integers(0, 1000))
def test_who_is_better_disposed_is_not_less_willing(value, more, weight, steps_, run):
    """His luck is the same, for it is keyed by who he is and not by what he thinks."""
    one, other = (
        answers(
            disposition("guards", "red", each, "command"),
            weights(**weight),
            severities(**steps_),
            run=run,
        )
        for each in (value, round(value + more, 3))
    )

    assert all(less <= greater for less, greater in zip(one, other, strict=True))


@few
@given(value=odds, other=odds, weight=weighing, run=st.integers(0, 1000))
def test_what_somebody_thinks_of_another_side_does_not_matter_until_it_orders(
    value, other, weight, run
):
    told = [disposition("guards", "red", value, "command"), weights(**weight), severities()]

    assert answers(*told, run=run) == answers(
        *told, disposition("guards", "blue", other, "command"), run=run
    )


@few
@given(value=odds, number=st.integers(0, 3), weight=weighing, run=st.integers(0, 1000))
def test_a_threshold_decides_whatever_the_log_odds_are(value, number, weight, run):
    """Nobody has joined at the start: he joins if he waits for nobody."""
    found = answers(
        disposition("guards", "red", value, "command"),
        threshold("guards", joins_at=number, among=["red_leader"]),
        weights(**weight),
        severities(),
        run=run,
    )

    assert found == [2 if number == 0 else 0] * len(Severity)
