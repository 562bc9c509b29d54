"""Wires of the shipped engine serve the same letters at the same moments as SimPy and Ciw do."""

from __future__ import annotations

from pathlib import Path

import pytest

from oracles.queues import by_ciw, by_simpy, endless_telegrams, jobs_on
from worlds import Entry, act, campaign_of, fact, person, places, wire


@pytest.mark.parametrize("wires", [1, 2, 3])
@pytest.mark.parametrize("service", ["0.8", "each(exponential(1)) * 0.8", "each(0.1..2)"])
def test_one_office_with_any_number_of_wires(tmp_path: Path, wires: int, service: str) -> None:
    line = wire("here", "there", wires=wires, service_min=service)
    entries = [*endless_telegrams(1.0 / wires), line]
    campaign = campaign_of(tmp_path, entries, hours=2.0)

    ours = jobs_on(campaign, "here_there_wire")

    arrivals, services = [job.arrival for job in ours], [job.end - job.start for job in ours]
    assert len(ours) > 90 * wires
    assert any(job.start > job.arrival for job in ours)
    assert by_simpy(arrivals, services, wires) == ours
    assert by_ciw(arrivals, services, wires) == ours


def test_two_offices_in_a_row_with_letters_joining_half_way(tmp_path: Path) -> None:
    entries: list[Entry] = [
        *places("far", "middle", "near"),
        wire("far", "middle", service_min="each(1..9)", delay_min=0),
        wire("middle", "near", service_min="each(1..7)", delay_min=0),
        person("scout", "far"),
        person("clerk", "middle"),
        person("chief", "near"),
        fact("news"),
    ]
    for number in range(60):
        entries.append(act(f"far_{number}", "scout", "tell chief news", number * 0.09))
        entries.append(act(f"half_{number}", "clerk", "tell chief news", 0.01 + number * 0.11))
    campaign = campaign_of(tmp_path, entries)

    first, second = jobs_on(campaign, "far_middle_wire"), jobs_on(campaign, "middle_near_wire")

    for ours in (first, second):
        arrivals, services = [job.arrival for job in ours], [job.end - job.start for job in ours]
        assert by_simpy(arrivals, services, 1) == ours
        assert by_ciw(arrivals, services, 1) == ours
    assert 60 == len(first)
    assert 120 == len(second)
    assert {job.end for job in first} <= {job.arrival for job in second}
