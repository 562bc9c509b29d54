"""Compiled and plain runs of a bundled scenario are the same to the last bit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).with_name("world_sample.py")


def lines(*, plain: bool, cache: Path) -> list[str]:
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1" if plain else "0"}
    environment["ECHELON_CACHE_DIR"] = str(cache)
    environment["PYTHONPATH"] = os.pathsep.join(sys.path)
    finished = subprocess.run(
        [sys.executable, "-W", "error", str(SAMPLE), "ostrov-gatchina"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "" == finished.stderr
    return finished.stdout.splitlines()


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    # Signatures can be counted only where everything is compiled anew.
    return lines(plain=False, cache=tmp_path_factory.mktemp("empty"))


def test_columns_and_traces_are_the_same_compiled_and_plain(compiled: list[str], tmp_path: Path):
    plain = lines(plain=True, cache=tmp_path)

    assert 20 < len(plain)
    assert plain == [line for line in compiled if not line.startswith("signatures")]


def test_every_kernel_is_compiled_for_one_sort_of_arguments(compiled: list[str]):
    counts = dict(line.rsplit(" ", 1) for line in compiled if line.startswith("signatures"))

    assert 100 < len(counts)
    assert {} == {name: count for name, count in counts.items() if int(count) > 1}
