"""Men and holders by place and hour: counted as the runs had them, and added in any order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import echelon
from echelon.analysis.joining import join
from echelon.analysis.results import Results, load_results
from echelon.campaign.simulate import Block, Campaign, observe, simulate
from echelon.engine.vocabulary import NOBODY, Quantity
from echelon.errors import MisuseError
from worlds import act, bundled, campaign_of, person, places

HOUR_US = 3_600_000_000
RUNS = 6


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return bundled("ostrov-gatchina")


@pytest.fixture(scope="module")
def block(campaign: Campaign) -> Block:
    return simulate(campaign, 3, 0, RUNS, census=True)


def test_tallies_are_what_stood_there_at_every_full_hour(campaign: Campaign, block: Block) -> None:
    world, slots = campaign.assembled.world, campaign.assembled.world.slots
    strength = np.zeros_like(block.tallies["tally_strength"])
    control = np.zeros_like(block.tallies["tally_control"])
    hours = range(0, strength.shape[1], 6)
    for run in range(RUNS):
        for hour in hours:
            state = observe(campaign, 3, run, until_us=hour * HOUR_US)
            for cell in world.cells:
                if cell.slot != NOBODY:
                    assert Quantity.STRENGTH == slots.quantity[cell.slot]
                    strength[cell.row, hour] += int(state.known[cell.slot])
                else:
                    holder = state.places.holder[cell.place]
                    control[cell.row, 0 if holder == NOBODY else holder + 1, hour] += 1

    counted = block.tallies["tally_strength"].cumsum(axis=1)
    assert 0 < strength.sum()
    assert strength[:, hours].tolist() == counted[:, hours].tolist()
    held = block.tallies["tally_control"].cumsum(axis=2)
    assert control[:, :, hours].tolist() == held[:, :, hours].tolist()


def test_every_run_is_in_one_class_and_has_one_holder_at_every_hour(block: Block) -> None:
    for name in ("tally_control", "tally_fans"):
        counted = block.tallies[name].cumsum(axis=2)
        assert {RUNS} == set(counted.sum(axis=1).ravel().tolist())
        assert 0 <= counted.min()


def test_the_tallies_of_parts_add_up_to_those_of_the_whole(
    campaign: Campaign, block: Block
) -> None:
    parts = [simulate(campaign, 3, first, 2, census=True) for first in (4, 0, 2)]

    for name, whole in block.tallies.items():
        assert whole.tolist() == sum(part.tallies[name] for part in parts).tolist()


def test_counting_changes_nothing_in_a_run(campaign: Campaign, block: Block) -> None:
    uncounted = simulate(campaign, 3, 0, RUNS)

    assert {} == uncounted.tallies
    for name, values in uncounted.columns.items():
        assert values.tolist() == block.columns[name].tolist()


def test_a_run_repeated_in_larger_tables_is_counted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = bundled("ostrov-gatchina")
    small = campaign.room[-1]._replace(events=8, letters=8, counts=2)
    campaign.room.append(small)
    block = simulate(campaign, 3, 0, RUNS, census=True)

    assert small != campaign.room[-1]
    assert [RUNS] == block.tallies["tally_runs"].tolist()
    counted = block.tallies["tally_control"].cumsum(axis=2)
    assert {RUNS} == set(counted.sum(axis=1).ravel().tolist())


def test_a_place_that_changes_hands_is_counted_from_the_next_full_hour(tmp_path: Path) -> None:
    taken = act("take", "raider", "seize town", 2.5)
    entries = [*places("town"), person("raider", "town", side="red"), taken]
    block = simulate(campaign_of(tmp_path, entries), 0, 0, 5, census=True)
    held = block.tallies["tally_control"].cumsum(axis=2)[0]

    assert [5, 5, 5, 0, 0] == held[0, :5].tolist()


@pytest.fixture(scope="module")
def results() -> Results:
    return echelon.load("ostrov-gatchina").run(1500, seed=3, jobs=2)


def test_results_tell_strength_and_control_by_the_hour(results: Results) -> None:
    strength, control = results.strength("ostrov"), results.control("gatchina")

    assert (3, 61) == strength.mean.shape
    assert 61 == len(strength.hours) == len(control.hours)
    assert strength.mean[:, 0].sum() > strength.mean[:, -1].sum() > 0.0
    assert {1.0} == set(control.share.sum(axis=0).tolist())
    assert None is control.holders[0]


def test_quantiles_of_strength_rise_with_the_share_and_hold_the_mean(results: Results) -> None:
    strength = results.strength("gatchina")
    low, middle, high = (strength.quantile(share) for share in (0.05, 0.5, 0.95))

    assert (low <= middle).all()
    assert (middle <= high).all()
    assert (strength.mean <= strength.quantile(1.0)).all()


def test_an_unwatched_place_has_no_quantiles(results: Results) -> None:
    places = echelon.load("ostrov-gatchina").document.parts.places
    watched = results.questions.census.watched if results.questions.census else ()
    for id_ in sorted(set(places) - set(watched)):
        with pytest.raises(MisuseError, match="watch: true"):
            results.strength(id_).quantile(0.5)
    with pytest.raises(MisuseError, match="did you mean `ostrov`"):
        results.strength("ostrow")


def test_threads_joined_parts_and_stored_runs_have_the_same_tallies(
    results: Results, tmp_path: Path
) -> None:
    scenario = echelon.load("ostrov-gatchina")
    alone = scenario.run(1500, seed=3, jobs=1, out=tmp_path / "runs")
    parts = [scenario.run(700, seed=3, first=800), scenario.run(800, seed=3)]
    results.save(tmp_path / "saved")

    assert None is not results.manifest.tallies
    for other in (
        alone,
        join(parts),
        load_results(tmp_path / "runs"),
        load_results(tmp_path / "saved"),
    ):
        assert results.manifest.tallies == other.manifest.tallies
        assert results.digest == other.digest
        assert results.strength("ostrov").total.tolist() == other.strength("ostrov").total.tolist()


def test_stored_runs_are_continued_with_their_tallies(tmp_path: Path) -> None:
    scenario = echelon.load("ostrov-gatchina")
    scenario.run(1000, seed=3, out=tmp_path / "runs")
    more = scenario.run(2000, seed=3, out=tmp_path / "runs", resume=True)

    assert scenario.run(2000, seed=3).manifest.tallies == more.manifest.tallies


def test_tallies_of_a_part_of_the_runs_are_not_told(tmp_path: Path) -> None:
    scenario = echelon.load("ostrov-gatchina")
    saved = scenario.run(2000, seed=3)
    saved.save(tmp_path / "runs")  # all tallies are in the first file
    next((tmp_path / "runs").glob("*0000000000.parquet")).unlink()
    mended = scenario.run(2000, seed=3, out=tmp_path / "runs", resume=True)

    assert saved.digest == mended.digest
    with pytest.raises(MisuseError, match="no tallies"):
        mended.strength("ostrov")
