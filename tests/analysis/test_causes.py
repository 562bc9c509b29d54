"""A planted cause is named with its exact share, and a planted bystander is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.analysis.bounds import Shares, necessity_bounds, sufficiency_bounds
from echelon.analysis.causes import Cause, Causes
from echelon.analysis.intervals import Interval
from echelon.analysis.trials import find_causes
from echelon.analysis.wording import WIDTH
from echelon.errors import Interruption
from worlds import Entry, act, campaign_of, fact, order, outcome, person, places

RUNS = 160


def two_ways_to_the_same_end() -> list[Entry]:
    """Return a rising that either of two doubtful people can bring about, and a gossip."""
    return [
        *places("town", "port"),
        *(person(name, "town") for name in ("caller", "ivan", "olga", "gossip", "sleeper")),
        fact("called", at="town"),
        fact("rising", at="town"),
        fact("rumour", at="town"),
        fact("never_so", at="port"),
        act("call", "caller", "tell ivan called; tell olga called; tell gossip called", 1),
        order("ivan_rises", "ivan", "heard(called)", "tell caller rising", obedience=0.5),
        order("olga_rises", "olga", "heard(called)", "tell caller rising", obedience=0.5),
        order("gossip_talks", "gossip", "heard(called)", "tell caller rumour", obedience=0.5),
        order("sleeper_stirs", "sleeper", "heard(never_so)", "tell caller rising"),
        outcome("revolt", "happened(rising)"),
        outcome("quiet"),
        Entry(
            "what_ifs",
            {
                "id": "nothing_changes",
                "label": "The gossip stays away",
                "change": {"orders.gossip_talks.obedience": 0.1},
            },
        ),
        Entry(
            "what_ifs",
            {"id": "no_call", "label": "Nobody calls", "drop": ["acts.call"]},
        ),
    ]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Causes:
    document = campaign_of(tmp_path_factory.mktemp("rising"), two_ways_to_the_same_end()).document
    return find_causes(document, "revolt", runs=RUNS, screen=40, top=4, seed=3, jobs=1)


def named(found: Causes, id_: str) -> Cause:
    return next(cause for cause in (*found.causes, *found.idle) if cause.id == id_)


def test_the_planted_causes_are_named_and_the_bystanders_are_not(found: Causes) -> None:
    assert {"call", "ivan_rises", "olga_rises", "no_call"} == {each.id for each in found.causes}
    assert {"gossip_talks", "sleeper_stirs", "nothing_changes"} == {each.id for each in found.idle}


def test_what_everything_hangs_on_is_necessary_in_every_run(found: Causes) -> None:
    call = named(found, "call")

    assert 1.0 == call.necessary.value
    assert pytest.approx(found.count / RUNS) == call.sufficient.value
    assert RUNS == call.done
    assert "call" == found.causes[0].id


@pytest.mark.parametrize("id_", ["ivan_rises", "olga_rises"])
def test_one_of_two_sufficient_causes_is_necessary_only_where_the_other_fails(
    found: Causes, id_: str
) -> None:
    """False alarm rate below 1 in 10 000 for the fixed seed."""
    cause = named(found, id_)
    low, high = cause.necessary.interval or Interval(1.0, 0.0)
    width = high - low

    assert RUNS == cause.runs
    assert low - width < 0.5 < high + width
    assert 1.0 == cause.sufficient.value
    assert 0 == cause.averted.count


def test_pairs_never_leave_the_bounds_that_the_shares_allow(found: Causes) -> None:
    for cause in found.causes:
        for share in (cause.necessary, cause.sufficient):
            assert share.bounds is not None
            assert share.value is not None
            assert share.bounds.low - 1e-9 <= share.value <= share.bounds.high + 1e-9


def test_a_what_if_that_changes_nothing_has_no_discordant_run(found: Causes) -> None:
    idle = named(found, "nothing_changes")

    assert (0, 0, 0) == (idle.necessary.count, idle.sufficient.count, idle.averted.count)
    assert 0.0 == idle.difference


def test_what_was_only_screened_says_how_few_runs_are_behind_it(found: Causes) -> None:
    assert {40} == {cause.runs for cause in found.idle}
    assert {RUNS} == {cause.runs for cause in found.causes}


def test_the_opposite_outcome_is_averted_by_the_same_things(tmp_path: Path) -> None:
    document = campaign_of(tmp_path, two_ways_to_the_same_end()).document
    quiet = find_causes(document, "quiet", runs=40, screen=40, top=4, seed=3, jobs=1)

    assert {"call", "ivan_rises", "olga_rises", "no_call"} == {each.id for each in quiet.causes}
    assert 1.0 == named(quiet, "call").averted.value
    assert 0 == named(quiet, "call").necessary.count


def test_stopped_it_tells_what_was_tried_by_then_as_it_would_have(
    tmp_path: Path, found: Causes
) -> None:
    document = campaign_of(tmp_path, two_ways_to_the_same_end()).document

    def stop(done: int, wanted: int) -> None:
        if done >= RUNS + 100:
            raise KeyboardInterrupt

    with pytest.raises(Interruption) as stopped:
        find_causes(document, "revolt", runs=RUNS, screen=40, top=4, seed=3, jobs=1, progress=stop)
    part: Causes = stopped.value.found
    tried = [cause.id for cause in (*part.causes, *part.idle)]

    assert {"ivan_rises", "olga_rises"} <= {*tried, *part.untried}
    assert 7 == len(tried) + len(part.untried)
    assert tried
    assert part.untried
    assert () == part.gates
    for each in part.idle:
        assert named(found, each.id) == each
    assert "Stopped before these were tried" in str(part)


def test_stopped_before_anything_was_tried_it_has_nothing_to_tell(tmp_path: Path) -> None:
    document = campaign_of(tmp_path, two_ways_to_the_same_end()).document

    def stop(done: int, wanted: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(Interruption) as stopped:
        find_causes(document, "revolt", runs=9, screen=4, top=4, seed=3, jobs=1, progress=stop)

    assert stopped.value.found is None


def test_the_page_is_as_wide_as_a_terminal(found: Causes) -> None:
    page = str(found)

    assert [] == [line for line in page.splitlines() if len(line) > WIDTH]
    assert "  gossip talks\n" in page


def test_what_was_only_screened_has_its_doubts_on_the_whole_page_alone(tmp_path: Path) -> None:
    document = campaign_of(tmp_path, two_ways_to_the_same_end()).document
    screened = find_causes(document, "revolt", runs=100, screen=30, top=1, seed=3, jobs=1)
    folded, full = (
        text.partition("Made no")[0].splitlines() for text in (str(screened), screened.in_full())
    )
    deeds = [each for each in screened.causes if each.part != "what_ifs"]  # which are done, or not
    tried_with_all = sum(each.runs == 100 for each in deeds)

    assert 1 == tried_with_all < len(deeds)
    assert tried_with_all == sum(line.startswith("    done ") for line in folded)
    assert len(deeds) == sum(line.startswith("    done ") for line in full)
    assert "--full" in str(screened)
    assert "--full" not in screened.in_full()


def test_bounds_are_those_of_tian_and_pearl() -> None:
    """Their table of a drug that may have killed: 2000 observed and 2000 in an experiment."""
    drug = Shares(0.001, 0.486, 0.5, 0.016, 0.014)

    assert (1.0, 1.0) == necessity_bounds(drug)
    assert (0.002, 0.031) == pytest.approx(sufficiency_bounds(drug), abs=5e-4)


def test_where_nobody_can_be_asked_there_are_no_bounds() -> None:
    assert necessity_bounds(Shares(0.0, 0.5, 0.5, 0.0, 0.0)) is None
    assert sufficiency_bounds(Shares(0.5, 0.0, 1.0, 0.5, 0.0)) is None
