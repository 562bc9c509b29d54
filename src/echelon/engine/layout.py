"""How columns of tables are laid out: each as wide as what may stand in it."""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import IS_PLAIN

WHOLE = "i8" if IS_PLAIN else "i4"
"""Rows, men, and what is counted one by one: never two thousand million.

Four bytes let twice as many stand in the processor's cache; compiled kernels widen what they read
and compute with eight. NumPy would compute with four, so that in plain mode there are eight.
"""

WIDE, REAL, BITS, FLAG = "i8", "f8", "u8", "?"
"""Moments in microseconds, hashes, and a bit for each side are wide.

So is all that stands in tables of a single row and in the trace, where room is no matter.
"""


def columns(*named: tuple[str, str]) -> np.dtype:
    """Return the columns of a table, the widest first in each row so that no room is lost."""
    placed, offset = {}, 0
    for name, code in sorted(named, key=lambda column: -np.dtype(column[1]).itemsize):
        placed[name] = offset
        offset += np.dtype(code).itemsize
    widest = max(np.dtype(code).itemsize for _, code in named)
    return np.dtype(
        {
            "names": [name for name, _ in named],
            "formats": [code for _, code in named],
            "offsets": [placed[name] for name, _ in named],
            "itemsize": -(-offset // widest) * widest,
        }
    )
