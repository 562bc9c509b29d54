"""The bundled scenario on a Dask cluster of two worker processes."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

import echelon
from cli.terminal import say, say_json


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import LocalCluster

        with LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as started:
            yield started


def test_a_worker_killed_on_the_way_does_not_change_the_digest(cluster: Any) -> None:
    road = echelon.load("ostrov-gatchina")
    killed: list[int] = []

    def kill_one(done: int, total: int) -> None:
        if not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    afar = road.run(6000, cluster=cluster.scheduler_address, progress=kill_one)
    assert 1 == len(killed)
    assert road.run(6000).digest == afar.digest


def test_the_command_line_reaches_a_cluster(
    cluster: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ["run", "ostrov-gatchina", "-n", "1100"]
    afar = say_json(capsys, *order, "--cluster", cluster.scheduler_address)
    assert say_json(capsys, *order)["digest"] == afar["digest"]


def test_an_address_that_is_none_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = say(capsys, "run", "ostrov-gatchina", "--cluster", "nowhere://x")
    assert (2, "") == (status, out)
    assert "is not the address of a Dask scheduler" in err
