"""Synthetic theatres: sound, of the size asked for, the same for the same seed, and alive."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.campaign.simulate import compile_campaign, simulate
from echelon.scenario.load import check_document, load_document
from echelon.scenario.synthetic import theatre, write_theatre


@pytest.mark.parametrize("units", [1, 2, 10, 100, 400])
def test_a_theatre_of_any_size_is_accepted(tmp_path: Path, units: int) -> None:
    write_theatre(tmp_path, units)

    check = check_document(tmp_path)

    assert [] == [fault for fault in check.faults if not fault.warning]
    assert check.document is not None
    assert units == len(check.document.parts.units)


def test_ten_thousand_units_are_within_the_limits_of_the_reader(tmp_path: Path) -> None:
    write_theatre(tmp_path, 10_000)

    assert 10_000 == len(load_document(tmp_path).parts.units)


def test_the_same_seed_gives_the_same_theatre_and_another_gives_another() -> None:
    assert theatre(50, seed=3) == theatre(50, seed=3)
    assert theatre(50, seed=3) != theatre(50, seed=4)


def test_no_theatre_has_less_than_a_unit() -> None:
    with pytest.raises(ValueError, match="needs a unit, not 0"):
        theatre(0)


def test_a_run_has_events_in_proportion_to_the_units(tmp_path: Path) -> None:
    events = []
    for units in (80, 800):
        write_theatre(tmp_path / str(units), units)
        campaign = compile_campaign(load_document(tmp_path / str(units)))
        events.append(int(simulate(campaign, seed=0, first=0, count=1).columns["events"][0]))

    assert 7 < events[1] / events[0] < 14
