"""What the inputs do to what follows in the runs that agree with the record."""

from __future__ import annotations

from pathlib import Path

import pytest

import echelon as ec
from crises import a_rising
from echelon.analysis.condition import Followed
from worlds import Entry, scenario_text, time_of


def agreeing(folder: Path, courage: str) -> tuple[float, Followed]:
    """Return the effective pairs and what follows where everybody agrees with the record."""
    entries = [
        *a_rising(courage),
        time_of("called"),
        Entry(
            "record",
            {"id": "the_call", "label": "The call", "of": "when_called"}
            | {"best": "1900-01-01 01:00"},
        ),
    ]
    path = folder / "risings.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")
    runs = ec.load(path).run(600, seed=2)
    found = ec.condition(runs, "1900-01-01 02:00", inputs=True)
    assert 600 == found.kept
    return found.input_pairs, found.outcomes[0]


def test_an_input_that_decides_spreads_what_follows_and_chance_alone_does_not(
    tmp_path: Path,
) -> None:
    """p is uniform, so that nine tenths of it lie in .05 to .95; one seed in 10 000 is .1 off."""
    pairs, decided = agreeing(tmp_path, "0..1")
    _, by_chance = agreeing(tmp_path, "0.5")

    assert 600.0 == pairs
    assert decided.inputs is not None
    assert by_chance.inputs is not None
    assert (0.05, 0.95) == pytest.approx(decided.inputs, abs=0.1)
    assert by_chance.inputs.high - by_chance.inputs.low < 0.5


def test_what_few_pairs_do_not_show_is_said_to_be_at_most_so(tmp_path: Path) -> None:
    """No pair shares an event of one in a hundred and more, which inputs might yet decide."""
    _, rare = agreeing(tmp_path, "0.004")

    assert rare.inputs is not None
    assert rare.most is not None
    assert 0 < rare.share < 0.02
    assert rare.inputs.low == pytest.approx(rare.inputs.high)
    assert rare.most.low < rare.share < rare.most.high


def test_of_what_never_followed_a_bound_is_told(tmp_path: Path) -> None:
    path = tmp_path / "risings.yaml"
    record = {"id": "the_call", "label": "The call", "of": "when_called"}
    entries = [
        *a_rising("0"),
        time_of("called"),
        Entry("record", record | {"best": "1900-01-01 01:00"}),
    ]
    path.write_text(scenario_text(entries), encoding="utf-8")
    found = ec.condition(ec.load(path).run(300, seed=2), "1900-01-01 02:00")
    revolt, quiet = found.as_json()["outcomes"]

    assert ("<0.01", "<0.01") == (revolt["before_shown"], revolt["shown"])
    assert (">0.99", ">0.99") == (quiet["before_shown"], quiet["shown"])
    assert 3 == str(found).count("<0.01 ")


def test_accounts_tell_what_follows_in_their_own_runs_and_count_as_far_as_they_foretell_it(
    tmp_path: Path,
) -> None:
    """The later call of one account is never on record, so that the other is all there is."""
    told = [("on_time", 1, "0.9", "01:00"), ("too_late", 9, "0.1", "05:00")]
    entries = [
        *a_rising("0.5"),
        time_of("called"),
        Entry(
            "record",
            {"id": "the_call", "label": "The call", "of": "when_called"}
            | {"best": "1900-01-01 01:00"},
        ),
        *(
            Entry(
                "accounts",
                {"id": id_, "label": id_, "weight": weight, "change": change},
            )
            for id_, weight, courage, hour in told
            for change in (
                {"inputs.courage.value": courage, "acts.call.at": f"1900-01-01 {hour}:00"[:16]},
            )
        ),
    ]
    path = tmp_path / "risings.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")
    found = ec.condition(ec.load(path).run(400, seed=2), "1900-01-01 02:00", inputs=True)
    over = found.outcomes[0].accounts

    assert over is not None
    on_time, too_late = over.each
    assert (100, 0, None) == (on_time.of, too_late.of, too_late.value)
    assert 0.9 == pytest.approx(on_time.value, abs=0.12)
    assert over.weighted == on_time.value
    assert "2 rival accounts, each in its own runs" in str(found)


def test_too_few_pairs_say_nothing_of_the_inputs(tmp_path: Path) -> None:
    agreeing(tmp_path, "0..1")
    runs = ec.load(tmp_path / "risings.yaml").run(20, seed=2)
    found = ec.condition(runs, "1900-01-01 02:00", inputs=True)

    assert [None, None] == [each.inputs for each in found.outcomes]
    assert "not told apart" in str(found)
