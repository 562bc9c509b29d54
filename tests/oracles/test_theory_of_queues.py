"""Waiting for a wire against the theory of queues: MODELS B1 to B3.

One long run is cut at the letters that find every wire free: what happens between two of them is
independent of the rest, so that a ratio of sums over such cycles has a standard error (the
regenerative method, Crane and Iglehart 1974).
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from oracles.queues import Job, endless_telegrams, jobs_on
from worlds import campaign_of, wire

HOURS = 200.0


def z_of_mean(
    values: np.ndarray, jobs: list[Job], expected: float, weights: np.ndarray | None = None
) -> float:
    """Return by how many standard errors the mean of `values`, one per job, misses `expected`.

    Parameters
    ----------
    values : ndarray, shape (jobs,)
        What is averaged.
    jobs : list of Job
        In the order of their coming.
    expected : float
        What theory says.
    weights : ndarray, shape (jobs,), optional
        Which jobs count; without it, all do.
    """
    ends = np.maximum.accumulate([job.end for job in jobs])
    fresh = np.array(
        [True, *(job.arrival >= end for job, end in zip(jobs[1:], ends, strict=False))]
    )
    cycles = np.flatnonzero(fresh)
    counted = np.ones(len(jobs)) if weights is None else weights
    sums = np.add.reduceat(values * counted, cycles)[:-1]
    counts = np.add.reduceat(counted, cycles)[:-1]
    residue = sums - expected * counts
    return float(residue.sum() / math.sqrt((residue**2).sum()))


def jobs_of(folder: Path, mean_min: float, *, hours: float = HOURS, **channel: object) -> list[Job]:
    entries = [*endless_telegrams(mean_min), wire("here", "there", **channel)]
    campaign = campaign_of(folder, entries, hours=hours)
    return jobs_on(campaign, "here_there_wire")


def waits_min(jobs: list[Job]) -> np.ndarray:
    return np.array([job.start - job.arrival for job in jobs]) / 60e6


def test_letters_come_as_a_poisson_process(tmp_path: Path) -> None:
    jobs = jobs_of(tmp_path, 1.25)
    gaps = np.diff([job.arrival for job in jobs]) / 60e6

    assert abs(gaps.mean() - 1.25) < 4 * 1.25 / math.sqrt(len(gaps))
    assert math.exp(-1.0) == pytest.approx(
        np.mean(gaps > 1.25), abs=4 * 0.4823 / math.sqrt(len(gaps))
    )


@pytest.mark.parametrize(
    ("service", "expected"), [("each(exponential(1))", 4.0), ("1", 2.0)], ids=["M/M/1", "M/D/1"]
)
def test_a_letter_waits_four_minutes_or_two_for_one_wire(
    tmp_path: Path, service: str, expected: float
) -> None:
    jobs = jobs_of(tmp_path, 1.25, service_min=service)

    assert abs(z_of_mean(waits_min(jobs), jobs, expected)) < 4


def test_letters_stay_five_minutes_in_the_office_and_three_wait(tmp_path: Path) -> None:
    # W = Wq + 1; Lq = 0.8 Wq by Little's law, here from the time that letters spend waiting.
    jobs = jobs_of(tmp_path, 1.25, service_min="each(exponential(1))")
    stays = np.array([job.end - job.arrival for job in jobs]) / 60e6
    hours = (jobs[-1].arrival - jobs[0].arrival) / 60e6

    assert abs(z_of_mean(stays, jobs, 5.0)) < 4
    assert 3.2 == pytest.approx(waits_min(jobs).sum() / hours, rel=0.25)


@pytest.mark.parametrize(("wires", "load", "expected"), [(2, 1.0, 1 / 3), (3, 2.0, 4 / 9)])
def test_letters_must_wait_for_one_of_several_wires_as_erlang_says(
    tmp_path: Path, wires: int, load: float, expected: float
) -> None:
    jobs = jobs_of(tmp_path, 1.0 / load, wires=wires, service_min="each(exponential(1))")
    must_wait = (waits_min(jobs) > 0).astype(float)

    assert abs(z_of_mean(must_wait, jobs, expected)) < 4


@pytest.mark.parametrize(("wires", "load", "expected"), [(2, 1.0, 0.2), (5, 3.0, 0.110054)])
def test_letters_that_find_nobody_waiting_find_all_wires_busy_as_erlang_s_loss_formula_says(
    tmp_path: Path, wires: int, load: float, expected: float
) -> None:
    # A queue whose letters did not wait but turn away would be seen in the same states, in the
    # same proportions: that is how birth and death processes are cut short (Kelly 1979, 1.6).
    service = "each(exponential(1))"
    jobs = jobs_of(tmp_path, 1.0 / load, hours=60.0 / load, wires=wires, service_min=service)
    arrivals, ends = np.array([(job.arrival, job.end) for job in jobs]).T
    in_office = np.arange(len(jobs)) - np.searchsorted(np.sort(ends), arrivals, side="right")
    nobody_waits, all_busy = in_office <= wires, in_office == wires

    assert abs(z_of_mean(all_busy, jobs, expected, nobody_waits.astype(float))) < 4
    assert ((waits_min(jobs) > 0) == (in_office >= wires)).all()  # who finds all busy, and only he
