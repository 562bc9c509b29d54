"""Keyed draws: luck as a pure function of (seed, branch, run, name, purpose, ordinal).

Nothing is drawn from a stream, so no draw can shift another. This is what makes a run and
its what-if a pair that differs by the change alone (common random numbers).
"""

from __future__ import annotations

import hashlib
from enum import IntEnum

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.numbers import log
from echelon.engine.philox import philox

WORD_MASK = np.int64(0xFFFFFFFF)
WORD_BITS = np.int64(32)
PURPOSE_BITS = np.int64(8)
UPPER_MASK = np.int64(0xFFFFFF)  # of the 24 bits of a name beside the purpose
HIGH_SHIFT = np.uint64(20)
LOW_SHIFT = np.uint64(12)
GRID = 2.0**-52


class Purpose(IntEnum):
    """What a draw is for; the numbers are part of every pinned result and never change."""

    INPUT = 1
    FACTOR = 2
    VALUE = 3
    LOADING = 4
    UNLOADING = 5
    RUNNING = 6
    ASSEMBLY = 7
    MARCH = 8
    RESPONSE = 9
    OBEDIENCE = 10
    DELAY = 11
    SERVICE = 12
    REPAIR = 13
    ACT = 14
    CLOCK = 15
    CHOICE = 16
    FORCING = 17
    FAILURE = 18
    STOPPING = 19
    COPYING = 20
    GARBLING = 21
    CRISIS = 22
    COMPANY = 23
    SPLITTING = 24
    SHAM = 25
    DESERTING = 26
    AUTHENTICITY = 27
    PATIENCE = 28
    CONSENT = 40
    WRONG_LINE = 41
    WEATHER = 42
    ESCAPE = 43
    TALK = 44
    VOTE = 45
    DELIBERATION = 46
    OCCASION = 60
    LOSS = 61
    VICTIM = 62
    NERVE = 63
    TAKING = 64
    BARGAIN = 47
    CONSIDERING = 48
    COVER = 65
    MEMBERSHIP = 66


def branch_key(seed: int, branch: int) -> np.uint64:
    """Return the 64-bit key of all draws of `branch` (0 = none) under `seed`, any integers."""
    digest = hashlib.blake2b(f"{seed} {branch}".encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


@kernel
def uniform(key: np.uint64, run: int, name: int, purpose: Purpose, ordinal: int) -> float:
    """Return the draw in (0, 1) that belongs to this run, luck of a name, purpose and ordinal.

    The lower 32 bits of `run` and `ordinal` are used, 56 of `name` and 8 of `purpose`.
    Values are the 2**52 odd multiples of 2**-53, so neither 0 nor 1 occurs and `1 - u` is exact.
    """
    word_0, word_1, _, _ = philox(
        np.uint64(run & WORD_MASK),
        np.uint64(name & WORD_MASK),
        np.uint64(((name >> WORD_BITS) & UPPER_MASK) << PURPOSE_BITS | purpose),
        np.uint64(ordinal & WORD_MASK),
        key,
    )
    cell = np.int64((word_0 << HIGH_SHIFT) | (word_1 >> LOW_SHIFT))
    return (np.float64(cell) + 0.5) * GRID


@kernel
def exponential(key: np.uint64, run: int, name: int, purpose: Purpose, ordinal: int) -> float:
    """Return the exponential draw of mean 1 that belongs to this key (see `uniform`)."""
    return -log(1.0 - uniform(key, run, name, purpose, ordinal))
