"""How columns of tables are laid out: eight bytes each, of four kinds."""

from __future__ import annotations

import numpy as np

WHOLE, REAL, BITS, FLAG = "i8", "f8", "u8", "?"


def columns(*named: tuple[str, str]) -> np.dtype:
    """Return the columns of a table, every one of them eight bytes from the next."""
    return np.dtype(list(named), align=True)
