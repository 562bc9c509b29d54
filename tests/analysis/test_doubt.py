"""The doubt about one number: what inputs and accounts make of it, beside the luck of the draw."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

import echelon as ec
from crises import a_rising
from echelon.analysis import beside, trials
from echelon.analysis.doubt import (
    FEWEST_ASKED,
    Doubt,
    OverAccounts,
    Shown,
    always_asked,
    beyond_luck,
    doubt_of_difference,
    doubt_of_share,
)
from echelon.analysis.layers import shared_by_inputs, widest_interval
from worlds import Entry, order, scenario_text

RUNS = 160

Truths = npt.NDArray[np.bool_]


def drawn(chances: npt.NDArray[np.float64], seed: int) -> Truths:
    """Draw events with these chances."""
    so: Truths = np.random.default_rng(seed).random(len(chances)) < chances
    return so


def over(doubt: Doubt) -> OverAccounts:
    """Return what is known over the accounts."""
    assert doubt.accounts is not None
    return doubt.accounts


def test_a_share_spreads_as_the_input_that_it_hangs_on() -> None:
    """Uniform on [0, 1]; the beta distribution that stands for it is the uniform itself."""
    chances = np.random.default_rng(1).random(20_000)
    own, twin = (always_asked(drawn(chances, seed)) for seed in (2, 3))
    found = doubt_of_share(0.5, own, twin, {}, {})

    assert found.inputs is not None
    assert found.most is not None
    assert (0.05, 0.95) == pytest.approx(tuple(found.inputs), abs=0.02)
    assert found.most.low <= found.inputs.low < found.inputs.high <= found.most.high
    assert 20_000 == found.pairs
    assert found.accounts is None


def test_a_share_is_asked_only_of_pairs_of_which_both_runs_are_asked() -> None:
    """Where nobody is asked the answer hangs on an input, and where somebody is on chance alone."""
    generator = np.random.default_rng(4)
    asked = generator.random(20_000) < 0.5
    chances = np.where(asked, 0.5, generator.random(20_000))
    own, twin = (Shown(drawn(chances, seed) & asked, asked) for seed in (5, 6))
    found = doubt_of_share(0.5, own, twin, {}, {})

    assert found.inputs is not None
    assert found.inputs.high - found.inputs.low < 0.3
    assert int(asked.sum()) == found.pairs


def test_too_few_pairs_say_nothing_of_the_inputs() -> None:
    few = np.zeros(1000, bool)
    few[: FEWEST_ASKED - 1] = True
    found = doubt_of_share(0.5, Shown(few, few), Shown(few, few), {}, {})

    assert (None, None, FEWEST_ASKED - 1) == (found.inputs, found.most, found.pairs)


def test_accounts_weigh_a_share_by_their_weights_and_tell_the_least_and_the_greatest() -> None:
    nobody = always_asked(np.zeros(0, bool))
    accounts = {
        "bold": always_asked(np.arange(100) < 90),
        "meek": always_asked(np.arange(100) < 10),
        "mute": Shown(np.zeros(100, bool), np.zeros(100, bool)),
    }
    found = over(
        doubt_of_share(0.5, nobody, nobody, accounts, {"bold": 1.0, "meek": 3.0, "mute": 9.0})
    )

    assert 0.3 == pytest.approx(found.weighted)
    assert (0.1, 0.9) == found.range
    assert [0.9, 0.1, None] == [each.value for each in found.each]
    assert found.interval.low < 0.3 < found.interval.high


def test_accounts_weigh_a_difference_and_its_interval_has_the_error_of_each() -> None:
    """An account of no weight adds nothing to the error; two that weigh alike have half of it."""
    base = np.arange(400) < 200
    changed = {"up": np.arange(400) < 300, "still": base}
    pairs = {id_: (base, each) for id_, each in changed.items()}
    none = (np.zeros(0, bool), np.zeros(0, bool))
    even = over(doubt_of_difference(0.1, none, none, pairs, {"up": 1.0, "still": 1.0}))
    one = over(doubt_of_difference(0.1, none, none, pairs, {"up": 1.0, "still": 0.0}))

    assert 0.125 == pytest.approx(even.weighted)
    assert (0.0, 0.25) == even.range
    assert 0.25 == pytest.approx(one.weighted)
    assert one.interval.high - one.interval.low > 1.8 * (even.interval.high - even.interval.low)


def accounts_of(chances: npt.NDArray[np.float64], runs: int, seed: int) -> list[Truths]:
    """Let each account meet luck of its own."""
    return [drawn(np.full(runs, chance), seed + row) for row, chance in enumerate(chances)]


def test_beyond_luck_accounts_differ_by_as_much_as_they_do_with_ever_so_many_runs() -> None:
    """Eight accounts of 100 runs, again and again: the variance is theirs, not that of luck too."""
    chances = np.linspace(0.42, 0.58, 8)
    wide, apart = [], []
    for seed in range(0, 4000, 10):
        each = accounts_of(chances, 100, seed)
        means = [float(one.mean()) for one in each]
        wide.append(max(means) - min(means))
        found = beyond_luck(each)
        assert found is not None
        apart.append(found.high - found.low)

    assert 0.16 == pytest.approx(np.mean(apart), abs=0.02)
    assert np.mean(wide) > 0.2  # what luck adds is seen with so few


def test_accounts_that_are_alike_differ_by_nothing_beyond_luck_more_often_than_not() -> None:
    told = [beyond_luck(accounts_of(np.full(8, 0.5), 100, seed)) for seed in range(0, 4000, 10)]
    apart = [each.high - each.low for each in told if each is not None]

    assert 400 == len(apart)
    assert 0.45 < np.mean([each == 0.0 for each in apart]) < 0.75  # F is below 1 in some 57 %
    assert np.mean(apart) < 0.05


def test_luck_that_accounts_share_takes_nothing_off_what_they_differ_in() -> None:
    """One comes to it in five runs more than the other, each of which meets the same luck."""
    luck = np.random.default_rng(8).random(100)
    ranked = np.sort(luck)
    one, other = luck < ranked[40], luck < ranked[45]
    shared = beyond_luck([one, other])
    shuffled = np.random.default_rng(9).permutation(other)
    alone = beyond_luck([one, shuffled])

    assert shared is not None
    assert alone is not None
    assert shared.high - shared.low > 0.04
    assert 0.0 == alone.high - alone.low


def test_beyond_luck_the_first_runs_are_told_by_what_all_runs_of_the_base_came_to() -> None:
    """An account that says what the base says comes to what it comes to, whatever its luck."""
    own = drawn(np.full(2000, 0.3), 11)
    few = own[:100]
    found = beyond_luck([few, few], own, 0.0)
    of_its_own = beyond_luck([drawn(np.full(100, 0.3), seed) for seed in (12, 13)], own, 0.0)

    assert found is not None
    assert (own.mean(), own.mean()) == pytest.approx(tuple(found))
    assert few.mean() != pytest.approx(own.mean(), abs=0.01)
    assert of_its_own is not None
    assert 0.3 == pytest.approx(of_its_own.low, abs=0.1)
    assert (1.0, 1.0) == beyond_luck([np.ones(100)] * 2, own, 0.0)


def test_where_accounts_answer_for_other_runs_their_luck_is_not_taken_off() -> None:
    nobody = always_asked(np.zeros(0, bool))
    some = np.arange(100) < 50
    asked = {"bold": Shown(some, some), "meek": always_asked(some)}
    found = over(doubt_of_share(0.5, nobody, nobody, asked, {"bold": 1.0, "meek": 1.0}))

    assert found.beyond_luck is None
    assert beyond_luck([some, some[:50]]) is None


def test_a_rare_event_that_no_pair_shares_is_not_told_to_hang_on_no_input() -> None:
    """Ten in a hundred, never in both runs of a pair: the inputs may still decide a part of it."""
    one, twin = np.zeros(100), np.zeros(100)
    one[:5], twin[50:55] = 1.0, 1.0
    variance, most = shared_by_inputs(0.05, one, twin)

    assert 0.0 == variance
    assert 0.01 < most < 0.05 * 0.95
    low, high = widest_interval(0.05, variance, most, 1_000)
    assert low < 0.01
    assert high > 0.2


def test_nothing_is_narrower_at_most_than_it_is() -> None:
    """Where the inputs decide a rare event, nine tenths of them rule it out."""
    low, high = widest_interval(0.002, 0.0, 0.002 * 0.998, 1_000)

    assert low < 0.002 < 0.008 < high


ACCOUNTS = [
    Entry("accounts", {"id": id_, "label": f"He was {id_}", "weight": weight} | change)
    for id_, weight, change in (
        ("bold", 1, {"change": {"inputs.courage.value": 0.9}}),
        ("meek", 3, {"change": {"inputs.courage.value": 0.1}}),
        ("gone", 1, {"drop": ["orders.ivan_rises"]}),
    )
]
WHAT_IFS = [
    Entry("what_ifs", {"id": "surely", "label": "He surely rises"} | change)
    for change in ({"change": {"orders.ivan_rises.obedience": 1}},)
]


@pytest.fixture(autouse=True)
def few_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a quarter of so few runs do for twins and accounts, whose errors are known here."""
    for module in (beside, trials):
        monkeypatch.setattr(module, "FEWEST_BESIDE", RUNS // 4)


@pytest.fixture(scope="module")
def rising(tmp_path_factory: pytest.TempPathFactory) -> ec.Scenario:
    path = tmp_path_factory.mktemp("doubt") / "rising.yaml"
    entries = [*a_rising("0..1"), order("gossip", "caller", "heard(called)", "tell ivan called")]
    path.write_text(scenario_text([*entries, *ACCOUNTS, *WHAT_IFS]), encoding="utf-8")
    return ec.load(path)


def test_what_was_never_seen_is_not_ruled_out_by_any_input() -> None:
    """None of 600 came: 3 in 600 may, all of them where inputs of a few per cent decide it."""
    nobody, all_of_them = np.zeros(600, bool), np.ones(600, bool)
    never = doubt_of_share(0.0, always_asked(nobody), always_asked(nobody), {}, {})
    always = doubt_of_share(1.0, always_asked(all_of_them), always_asked(all_of_them), {}, {})

    assert never.inputs == (0.0, 0.0)
    assert never.most is not None
    assert always.most is not None
    assert 0.0 == never.most.low
    assert 3 / 600 < never.most.high <= 3 / 600 / 0.05  # Markov, of the upper twentieth
    assert (1 - never.most.high, 1.0) == pytest.approx(tuple(always.most))


def test_a_difference_is_told_for_each_account_that_has_what_is_changed(
    rising: ec.Scenario,
) -> None:
    """He would have risen in the runs in which he does not; false alarm below 1 in 1000."""
    (found,) = ec.compare(rising, "surely", runs=RUNS, jobs=1)
    revolt = found.outcomes[0]
    told = {each.id: each.value for each in over(revolt.doubt).each}

    assert {"bold", "meek"} == set(told)
    assert 0.1 == pytest.approx(told["bold"], abs=0.19)
    assert 0.9 == pytest.approx(told["meek"], abs=0.19)
    assert 0.7 == pytest.approx(over(revolt.doubt).weighted, abs=0.15)
    assert revolt.doubt.inputs is not None
    assert revolt.doubt.inputs.high - revolt.doubt.inputs.low > 0.5
    # With the change he rises whatever the inputs and the account.
    assert (1.0, 1.0) == over(revolt.changed_doubt).range
    assert (1.0, 1.0) == revolt.changed_doubt.inputs


def test_a_cause_is_as_necessary_under_each_account_as_it_is(rising: ec.Scenario) -> None:
    found = rising.causes("revolt", RUNS, top=4, jobs=1)
    cause = next(each for each in found.causes if each.id == "ivan_rises")
    done = {each.id: each.value for each in over(cause.done_doubt).each}

    assert (1.0, 1.0) == over(cause.necessary.doubt).range
    assert {"bold", "meek"} == set(done)  # the third account has no such order
    assert 0.9 == pytest.approx(done["bold"], abs=0.19)
    assert 0.1 == pytest.approx(done["meek"], abs=0.19)
    assert cause.done_doubt.inputs is not None
    assert cause.done_doubt.inputs.high - cause.done_doubt.inputs.low > 0.6
    assert cause.necessary.doubt.inputs == (1.0, 1.0)
    assert 0 < cause.necessary.doubt.pairs < cause.sufficient.doubt.pairs + RUNS


def test_news_without_an_order_is_told_for_each_account(rising: ec.Scenario) -> None:
    """Where he has no order to rise, that he is called is one more thing nobody thought of."""
    found = ec.gaps(rising, runs=RUNS, jobs=1)
    risen = next(each for each in found.found if (each.actor, each.fact) == ("caller", "rising"))
    told = {each.id: each.value for each in over(risen.doubt).each}

    assert 0.0 == told["gone"]
    assert 0.9 == pytest.approx(told["bold"], abs=0.19)
    assert risen.doubt.inputs is not None
    assert risen.doubt.inputs.high - risen.doubt.inputs.low > 0.6


def test_a_mechanism_is_neutralised_in_each_account_as_it_has_it(rising: ec.Scenario) -> None:
    found = ec.ablate(rising, runs=RUNS, jobs=1)
    (obeys,) = (each for each in found.comparisons if each.what_if == "everybody_obeys")
    revolt = obeys.outcomes[0]
    told = {each.id: each.value for each in over(revolt.changed_doubt).each}

    assert {"bold": 1.0, "gone": 0.0, "meek": 1.0} == told
    assert 0.0 == {each.id: each.value for each in over(revolt.doubt).each}["gone"]
