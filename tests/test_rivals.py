"""The engine's movement and messages, derived a second time in SimPy."""

from __future__ import annotations

import pytest

from benchmarks.rivals.line import arrivals_in_ciw, arrivals_in_echelon, arrivals_in_mesa
from benchmarks.rivals.ours import trace_of_ours
from benchmarks.rivals.simpy_run import trace_in_simpy

SEED = 1917
RUNS = 48


@pytest.mark.parametrize("run", range(RUNS))
def test_a_run_in_simpy_has_the_same_trace_event_for_event(run: int) -> None:
    assert trace_in_simpy(SEED, run) == trace_of_ours(SEED, run)


def test_the_runs_compared_show_every_kind_of_happening_of_movement_and_messages() -> None:
    seen = {kind for run in range(RUNS) for _, kind, _, _ in trace_in_simpy(SEED, run)}

    assert {
        "ECHELON_BEGINS_LOADING",
        "ECHELON_LOADED",
        "ECHELON_HELD",
        "ECHELON_LEAVES_STATION",
        "ECHELON_REACHES_STATION",
        "ECHELON_BEGINS_DETRAINING",
        "ECHELON_DETRAINED",
        "LETTER_HANDED_IN",
        "LETTER_TAKES_CHANNEL",
        "LETTER_REACHES_EXCHANGE",
        "LETTER_WAITS",
        "LETTER_STRANDED",
        "LETTER_HEARD",
        "ORDER_RIPENS",
        "ORDER_NEGLECTED",
        "UNIT_STOPS",
        "STATION_CLOSES",
        "TRAVELLER_LEAVES",
    } <= seen


def test_trains_on_a_line_arrive_in_ciw_and_in_mesa_when_they_do_here() -> None:
    ours = arrivals_in_echelon(40)

    assert 40 == len(ours)
    assert ours == pytest.approx(arrivals_in_ciw(40), abs=1e-6)
    assert ours == arrivals_in_mesa(40)
