"""K1: a run does not depend on which others are made, where, in what order or by how many."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from echelon.campaign.draws import drawn_inputs
from echelon.campaign.simulate import Block, Campaign, simulate
from worlds import bundled

RUNS = 60


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return bundled("ostrov-gatchina")


@pytest.fixture(scope="module")
def block(campaign: Campaign) -> Block:
    return simulate(campaign, 1, 0, RUNS)


def rows_of(block: Block) -> list[bytes]:
    """Return each run of a block to the last bit."""
    columns = [column.tobytes() for column in block.columns.values()]
    widths = [column.itemsize for column in block.columns.values()]
    return [
        b"".join(
            whole[row * width : (row + 1) * width]
            for whole, width in zip(columns, widths, strict=True)
        )
        for row in range(len(block))
    ]


def test_runs_made_one_by_one_in_any_order_are_the_same(campaign: Campaign, block: Block):
    order = list(range(RUNS))
    random.Random(4).shuffle(order)
    alone = {run: rows_of(simulate(campaign, 1, run, 1))[0] for run in order}

    assert rows_of(block) == [alone[run] for run in range(RUNS)]


@pytest.mark.parametrize("threads", [2, 8])
def test_runs_made_in_several_threads_at_once_are_the_same(
    campaign: Campaign, block: Block, threads: int
):
    firsts = range(0, RUNS, 5)
    with ThreadPoolExecutor(threads) as pool:
        parts = list(pool.map(lambda first: simulate(campaign, 1, first, 5), firsts))

    assert rows_of(block) == [row for part in parts for row in rows_of(part)]


def test_another_seed_and_another_branch_are_other_runs(campaign: Campaign):
    keys = ((1, 0), (2, 0), (1, 1))
    base, *others = (drawn_inputs(campaign, seed, 0, RUNS, branch=branch) for seed, branch in keys)

    for other in others:
        for name, values in other.items():
            assert not np.intersect1d(base[name], values).size
