"""What a change would have done, on pairs of runs that meet the same luck."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

import echelon as ec
from crises import a_march, a_rising
from echelon.api.comparing import LOOKED_AT, diverge
from echelon.errors import Interruption
from worlds import (
    Entry,
    outcome,
    quantity,
    scenario_text,
)

RUNS = 4_000


def scenario_of(folder: Path, entries: list[Entry]) -> ec.Scenario:
    path = folder / "small.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")
    return ec.load(path)


def drawn(id_: str, value: str) -> Entry:
    return Entry("inputs", {"id": id_, "value": value, "label": id_})


@pytest.fixture
def luck(tmp_path: Path) -> ec.Scenario:
    """Return a scenario in which nothing happens but that numbers are drawn."""
    return scenario_of(
        tmp_path,
        [
            drawn("wait", "exponential(1)"),
            drawn("luck", "0..1"),
            drawn("chance", "0.5"),
            outcome("won", "luck < chance"),
            outcome("lost"),
            quantity("how_long", "wait"),
        ],
    )


def a_march_with_what_ifs() -> list[Entry]:
    overlays = (
        {
            "id": "stop_later",
            "label": "The halt comes later",
            "change": {"acts.stop.at": "1900-01-01 08:00"},
            "antecedent": "happened(there)",
        },
        {"id": "no_welcome", "label": "Silence", "drop": ["orders.welcome"]},
    )
    whats = [Entry("what_ifs", overlay) for overlay in overlays]
    return [*a_march(), *whats]


@pytest.fixture
def march(tmp_path: Path) -> ec.Scenario:
    return scenario_of(tmp_path, a_march_with_what_ifs())


def test_a_change_that_changes_nothing_leaves_no_pair_discordant(march: ec.Scenario):
    (found,) = ec.compare(march, march.with_({"acts.stop.at": "1900-01-01 07:00"}), runs=50)

    assert (0, 50) == (found.discordant, found.untouched)
    assert found.base.digest == found.changed.digest
    assert [0.0] == [each.mean for each in found.times]


def test_the_runs_compared_are_those_that_run_makes_looked_at_or_not(march: ec.Scenario):
    runs = LOOKED_AT + 60
    (found,) = ec.compare(march, "no_welcome", runs=runs, seed=4)
    for compared, scenario in (
        (found.base, march),
        (found.changed, march.what_if("no_welcome")),
    ):
        alone = scenario.run(runs, seed=4).manifest
        assert (alone.digest, alone.tallies) == (
            compared.manifest.digest,
            compared.manifest.tallies,
        )


def test_a_late_change_leaves_every_earlier_event_of_every_run_as_it_was(march: ec.Scenario):
    later = march.what_if("stop_later")
    for run in range(20):
        found = diverge(march, later, run)
        before_us = 7 * 3_600_000_000
        assert found.first_us is None or found.first_us >= before_us
        earlier = [
            [event for event in each.chronicle(run).events if event.time_us < before_us]
            for each in (march, later)
        ]
        assert 5 < len(earlier[0])
        assert earlier[0] == earlier[1]


def test_the_chronicles_part_where_the_halt_no_longer_comes(march: ec.Scenario):
    found = diverge(march, march.what_if("stop_later"), 0)

    assert 7 * 3_600_000_000 == found.first_us
    assert ("Stop", found.first_us) == (found.base[0].text, found.base[0].time_us)
    assert found.alike == len(march.chronicle(0).events) - len(found.base)


def test_common_luck_takes_the_chance_out_of_two_waits(luck: ec.Scenario):
    """S4: exponential waits of means 1 and 1.1 differ with variance .01 instead of 2.21."""
    (found,) = ec.compare(luck, luck.with_({"inputs.wait.value": "exponential(1.1)"}), runs=RUNS)
    (wait,) = found.quantities

    # Standard error of a variance of exponentials: 3 of 100 000 seeds would be further off.
    assert pytest.approx(221.0, rel=4 * math.sqrt(8 / RUNS)) == wait.effective_gain
    assert pytest.approx(0.1, abs=4 * 0.1 / math.sqrt(RUNS)) == wait.mean


def test_common_luck_leaves_only_those_pairs_discordant_that_the_change_turns(
    luck: ec.Scenario,
):
    """S4b: outcomes of .50 and .55 on common luck differ with variance .0475 instead of .4975."""
    (found,) = ec.compare(luck, luck.with_({"inputs.chance.value": 0.55}), runs=RUNS)
    won = found.outcomes[0]

    assert 0 == won.lost
    # Four standard errors of a share of .05 in 4 000 pairs.
    assert pytest.approx(0.0475, abs=4 * math.sqrt(0.0475 / RUNS)) == won.variance
    assert pytest.approx(0.4975, abs=0.005) == won.independent_variance
    assert won.effective_gain == pytest.approx(won.greatest_gain)


def test_a_stated_antecedent_is_looked_for_in_the_base_runs(march: ec.Scenario):
    (found,) = ec.compare(march, "stop_later", runs=200)
    passed = found.base.summary().outcomes[0].count

    assert found.antecedent is not None
    assert (True, passed, 200) == (
        found.antecedent.stated,
        found.antecedent.count,
        found.antecedent.runs,
    )


def test_an_antecedent_is_derived_from_the_order_that_is_dropped(march: ec.Scenario):
    (found,) = ec.compare(march, "no_welcome", runs=200)
    kept = [
        sum(event.kind == "order_neglected" for event in march.chronicle(run).events)
        for run in range(200)
    ]

    assert found.antecedent is not None
    assert (False, sum(kept)) == (found.antecedent.stated, found.antecedent.count)
    assert 40 < sum(kept) < 120


ACCOUNTS = [
    {"id": id_, "label": id_, "weight": weight, "change": {"inputs.courage.value": courage}}
    for id_, weight, courage in (("bold", 1, 0.9), ("meek", 3, 0.1))
]


@pytest.mark.parametrize("is_stated", [True, False])
def test_what_is_in_doubt_about_an_antecedent_is_told_as_of_an_outcome(
    tmp_path: Path, is_stated: bool
):
    """Nobody rises wherever the rising is not ordered, so that both have the same doubt."""
    overlay = {"id": "calm", "label": "Nobody rises", "drop": ["orders.ivan_rises"]}
    overlay |= {"antecedent": "not happened(rising)"} if is_stated else {}
    entries = [Entry("what_ifs", overlay), *(Entry("accounts", each) for each in ACCOUNTS)]
    rising = scenario_of(tmp_path, [*a_rising("0..1"), *entries])
    (found,) = ec.compare(rising, "calm", runs=480)
    assert found.antecedent is not None
    layers = found.base.questions.layers
    assert layers is not None
    quiet, over = (layers[key]["outcomes"][1] for key in ("inputs", "accounts"))
    doubt = found.antecedent.doubt

    assert found.antecedent.stated is is_stated
    assert 120 == doubt.pairs
    assert doubt.inputs == pytest.approx((quiet["low"], quiet["high"]))
    assert doubt.most == pytest.approx((quiet["most_low"], quiet["most_high"]))
    assert doubt.accounts is not None
    assert doubt.accounts.range == (over["least"], over["greatest"])
    assert doubt.accounts.weighted == pytest.approx(over["weighted"])
    assert doubt.as_json().items() <= found.as_json()["antecedent"].items()
    assert "were the inputs known" in str(found).partition("The base itself comes to this")[2]


def test_an_antecedent_is_derived_where_acts_wait_for_a_condition_too(tmp_path: Path):
    """Conditional acts have rows after the standing orders; once they were left out of count."""
    wait = Entry(
        "acts",
        {"id": "answer", "when": "heard(called)", "by": "rival", "kind": "proclaim"}
        | {"label": "An answer"},
    )
    both = scenario_of(tmp_path, [*a_march_with_what_ifs(), wait])
    (found,) = ec.compare(both, "no_welcome", runs=60)

    assert found.antecedent is not None
    assert 5 < found.antecedent.count < 45


def test_stopped_it_compares_as_many_pairs_as_there_are(march: ec.Scenario):
    def stop(done: int, wanted: int) -> None:
        if done >= 750:  # in the midst of the third set
            raise KeyboardInterrupt

    with pytest.raises(Interruption) as stopped:
        ec.compare(march, "stop_later", "no_welcome", runs=300, jobs=1, progress=stop)
    whole, part = stopped.value.found
    (alone,) = ec.compare(march, "stop_later", runs=300)

    assert whole.outcomes == alone.outcomes
    assert "no_welcome" == part.what_if
    assert 0 < part.pairs < 300
    assert len(part.base) == len(part.changed)


def test_an_act_that_went_ahead_without_its_prompt_is_counted(march: ec.Scenario):
    (found,) = ec.compare(march, "stop_later", runs=100)
    hour = 3_600_000_000
    there = found.base.arrays["time_when_there"]
    (stop,) = found.unprompted

    assert ("stop", ("there",)) == (stop.act, stop.prompts)
    assert int(((there < 0) | (there > 7 * hour)).sum()) == stop.base


def test_what_is_in_doubt_about_an_act_without_its_prompt_is_told_as_of_an_outcome(
    tmp_path: Path,
):
    """It is proclaimed all the same wherever nobody rises: both shares have the same doubt."""
    act = {"id": "news", "at": "1900-01-01 20:00", "by": "caller", "kind": "proclaim"}
    act |= {"label": "News of a rising", "prompted_by": "rising"}
    calm = {"id": "calm", "label": "Nobody rises", "drop": ["orders.ivan_rises"]}
    overlays = [Entry("what_ifs", calm), *(Entry("accounts", each) for each in ACCOUNTS)]
    rising = scenario_of(tmp_path, [*a_rising("0..1"), Entry("acts", act), *overlays])
    (found,) = ec.compare(rising, "calm", runs=480)
    (news,) = found.unprompted
    layers = found.base.questions.layers
    assert layers is not None
    quiet, over = (layers[key]["outcomes"][1] for key in ("inputs", "accounts"))
    doubt, other = news.base_doubt, news.changed_doubt

    assert int((found.base.arrays["outcome"] == 1).sum()) == news.base
    assert doubt.inputs == pytest.approx((quiet["low"], quiet["high"]))
    assert doubt.accounts is not None
    assert (over["least"], over["greatest"]) == doubt.accounts.range
    assert over["weighted"] == pytest.approx(doubt.accounts.weighted)
    assert (480, (1.0, 1.0)) == (news.changed, other.inputs)
    assert other.accounts is not None
    assert (1.0, 1.0) == other.accounts.range
    assert [doubt.as_json(), other.as_json()] == [
        found.as_json()["unprompted"][0][key] for key in ("base_doubt", "changed_doubt")
    ]
    told = str(found).partition("Went ahead before what had prompted it")[2]
    assert "base, were the inputs known" in told


def test_an_act_may_have_been_prompted_by_another_act(tmp_path: Path):
    after = Entry(
        "acts",
        {"id": "second", "at": "1900-01-01 09:00", "by": "rival", "kind": "proclaim"}
        | {"label": "A second word", "prompted_by": ["stop"], "exogenous": "made up"},
    )
    told = scenario_of(tmp_path, [*a_march_with_what_ifs(), after])
    (found,) = ec.compare(told, "no_welcome", runs=5)

    assert [("second", ("stop",))] == [
        (it.act, it.prompted_by) for it in found.unprompted if it.act == "second"
    ]


def test_runs_of_different_seeds_are_not_pairs(march: ec.Scenario):
    from echelon.analysis.compare import compare_results

    with pytest.raises(ec.EchelonError, match="same seed and numbers"):
        compare_results("x", "x", march.run(5, seed=1), march.run(5, seed=2))
