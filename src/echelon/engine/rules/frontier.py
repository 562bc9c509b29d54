"""The frontier of a search for the shortest way: what has been reached but is not yet certain.

A binary heap of pairs (label, place) in a stretch of `numbers`, the least label first and, among
equal ones, the first place. A place that is reached again by a shorter way stands in it twice.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel


@kernel
def _is_before(numbers: np.ndarray, a: int, b: int) -> bool:
    """Return whether the pair at index `a` comes before the one at `b`."""
    if numbers[a] != numbers[b]:
        return numbers[a] < numbers[b]
    return numbers[a + 1] < numbers[b + 1]


@kernel
def _swap(numbers: np.ndarray, a: int, b: int) -> None:
    """Exchange two pairs. Writes: numbers."""
    for column in range(2):
        kept = numbers[a + column]
        numbers[a + column] = numbers[b + column]
        numbers[b + column] = kept


@kernel
def reach(numbers: np.ndarray, first: int, count: int, label: float, place: int) -> int:
    """Put a place on the frontier that begins at `first`; return how many pairs it then has.

    Writes: numbers.
    """
    here = first + 2 * count
    numbers[here] = label
    numbers[here + 1] = place
    while here > first:
        parent = first + 2 * (((here - first) // 2 - 1) // 2)
        if not _is_before(numbers, here, parent):
            break
        _swap(numbers, here, parent)
        here = parent
    return count + 1


@kernel
def drop_nearest(numbers: np.ndarray, first: int, count: int) -> int:
    """Take the first pair off the frontier; return how many are left. Writes: numbers."""
    end = first + 2 * (count - 1)
    _swap(numbers, first, end)
    here = first
    while True:
        child = first + 2 * (here - first) + 2
        if child >= end:
            return count - 1
        if child + 2 < end and _is_before(numbers, child + 2, child):
            child += 2
        if not _is_before(numbers, child, here):
            return count - 1
        _swap(numbers, child, here)
        here = child
