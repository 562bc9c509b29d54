"""Chunks on a Dask cluster of two worker processes."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from echelon import __version__
from echelon.ensemble import cluster as cluster_module
from echelon.ensemble.chunks import Work
from echelon.ensemble.cluster import simulate_on_cluster
from echelon.ensemble.gather import gather
from echelon.ensemble.threads import simulate_in_threads
from echelon.errors import MisuseError, UnfinishedError
from ensemble.stand_in import manifest, prepare_to_fail, work

RUNS = 12_500


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import LocalCluster

        with LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as started:
            yield started


def worker_pids(cluster: Any) -> list[int]:
    return [nanny.pid for nanny in cluster.workers.values() if nanny.pid is not None]


def on(cluster: Any, version: str = __version__, **document: float) -> Any:
    return functools.partial(
        simulate_on_cluster,
        work(**document),
        address=cluster.scheduler_address,
        version=version,
    )


def test_a_worker_killed_on_the_way_does_not_change_the_digest(cluster: Any) -> None:
    expected, _ = gather(
        manifest(RUNS), functools.partial(simulate_in_threads, work().prepared(), jobs=1)
    )
    killed: list[int] = []

    def kill_one(done: int, total: int) -> None:
        if not killed:
            killed.append(worker_pids(cluster)[0])
            os.kill(killed[0], signal.SIGKILL)

    finished, _ = gather(manifest(RUNS), on(cluster, piece=250, pause_s=0.02), progress=kill_one)
    assert 1 == len(killed)
    assert expected.digest == finished.digest


def test_every_worker_may_die_and_others_come(cluster: Any) -> None:
    expected, _ = gather(
        manifest(RUNS), functools.partial(simulate_in_threads, work().prepared(), jobs=1)
    )

    def kill_all() -> None:
        time.sleep(0.5)
        for pid in worker_pids(cluster):
            os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_all)
    killer.start()
    finished, _ = gather(manifest(RUNS), on(cluster, piece=250, pause_s=0.05))
    killer.join()
    assert expected.digest == finished.digest


def test_what_stops_a_run_on_a_worker_is_told_in_the_same_words(cluster: Any) -> None:
    with pytest.raises(UnfinishedError, match="run 17 exceeded its event limit"):
        list(
            simulate_on_cluster(
                Work(prepare_to_fail, {}, 5),
                manifest(500).chunks,
                cluster.scheduler_address,
                __version__,
            )
        )


def test_a_worker_of_another_version_refuses(cluster: Any) -> None:
    with pytest.raises(MisuseError, match=r"not 9\.9\.9"):
        list(on(cluster, version="9.9.9")(manifest(500).chunks))


def test_a_scheduler_needs_no_echelon() -> None:
    from distributed.protocol import pickle

    script = (
        "import sys, pickle\n"
        "sys.modules['echelon'] = None\n"
        "assert callable(pickle.loads(sys.stdin.buffer.read()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=pickle.dumps(cluster_module._errand)
    )
    assert 0 == done.returncode


def test_an_address_without_scheduler_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("echelon.ensemble.cluster.CONNECT_S", 0.5)
    with pytest.raises(UnfinishedError, match="no Dask scheduler answers at tcp://127"):
        list(simulate_on_cluster(work(), manifest(500).chunks, "tcp://127.0.0.1:9", __version__))
    with pytest.raises(MisuseError, match="not the address"):
        list(simulate_on_cluster(work(), manifest(500).chunks, "nowhere://x:y", __version__))
