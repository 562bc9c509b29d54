"""The frontier of a search for the shortest way: what has been reached but is not yet certain.

A binary heap of pairs (label, place) in a stretch of `numbers`, the least label first and, among
equal ones, the first place. A place that is reached again by a shorter way stands in it twice.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel


@kernel
def reach(numbers: np.ndarray, first: int, count: int, label: float, place: int) -> int:
    """Put a place on the frontier that begins at `first`; return how many pairs it then has.

    Writes: numbers.
    """
    hole, rank = count, np.float64(place)
    while hole > 0:
        parent = (hole - 1) >> 1
        at = first + 2 * parent
        if not _is_before(label, rank, numbers[at], numbers[at + 1]):
            break
        numbers[first + 2 * hole] = numbers[at]
        numbers[first + 2 * hole + 1] = numbers[at + 1]
        hole = parent
    numbers[first + 2 * hole] = label
    numbers[first + 2 * hole + 1] = rank
    return count + 1


@kernel
def drop_nearest(numbers: np.ndarray, first: int, count: int) -> int:
    """Take the first pair off the frontier; return how many are left. Writes: numbers."""
    last = count - 1
    label, rank = numbers[first + 2 * last], numbers[first + 2 * last + 1]
    hole = np.int64(0)
    while True:
        child = 2 * hole + 1
        if child >= last:
            break
        at = first + 2 * child
        if child + 1 < last and _is_before(
            numbers[at + 2], numbers[at + 3], numbers[at], numbers[at + 1]
        ):
            child += 1
            at += 2
        if not _is_before(numbers[at], numbers[at + 1], label, rank):
            break
        numbers[first + 2 * hole] = numbers[at]
        numbers[first + 2 * hole + 1] = numbers[at + 1]
        hole = child
    numbers[first + 2 * hole] = label
    numbers[first + 2 * hole + 1] = rank
    return last


@kernel
def _is_before(label_a: float, rank_a: float, label_b: float, rank_b: float) -> bool:
    """Return whether one pair comes before another: by label and, where that is equal, by place."""
    return label_a < label_b or (label_a == label_b and rank_a < rank_b)
