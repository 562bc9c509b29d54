"""Philox4x32-10: random bits as a pure function of a counter and a key.

J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw (2011), "Parallel random numbers: as
easy as 1, 2, 3", Proceedings of SC11, doi:10.1145/2063384.2063405.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel

MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
KEY_STEP_0 = np.uint64(0x9E3779B9)  # golden ratio
KEY_STEP_1 = np.uint64(0xBB67AE85)  # sqrt(3) - 1
WORD = np.uint64(0xFFFFFFFF)
WORD_BITS = np.uint64(32)
ROUNDS = 10


@kernel
def philox(
    counter_0: np.uint64,
    counter_1: np.uint64,
    counter_2: np.uint64,
    counter_3: np.uint64,
    key: np.uint64,
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    """Return four random 32-bit words for the counter's four 32-bit words and a 64-bit key.

    Words are held in 64 bits: a product of two then never overflows, compiled or plain.
    The key's lower half is the first word of the published algorithm's key.
    """
    key_0 = key & WORD
    key_1 = key >> WORD_BITS
    for _ in range(ROUNDS):
        product_0 = MULTIPLIER_0 * counter_0
        product_1 = MULTIPLIER_1 * counter_2
        counter_0 = (product_1 >> WORD_BITS) ^ counter_1 ^ key_0
        counter_1 = product_1 & WORD
        counter_2 = (product_0 >> WORD_BITS) ^ counter_3 ^ key_1
        counter_3 = product_0 & WORD
        key_0 = (key_0 + KEY_STEP_0) & WORD
        key_1 = (key_1 + KEY_STEP_1) & WORD
    return counter_0, counter_1, counter_2, counter_3
