"""What each column of the results is: its name, type, unit and meaning.

Kept apart from the campaign layer so that stored results can be read without
loading, let alone compiling, the engine.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from echelon.ensemble.chunks import Array, Arrays, is_tally

NEVER = np.iinfo(np.int64).min
"""The moment of what did not happen in a run; missing in Parquet, Arrow and pandas."""


class Column(NamedTuple):
    """One column of the results, one value a run.

    Parameters
    ----------
    name : str
        Such as ``time_gatchina_reached``.
    dtype : str
        Little-endian NumPy type, such as ``<i8``.
    unit : str
        Empty for a pure number.
    label : str
        What it is, in words.
    """

    name: str
    dtype: str
    unit: str
    label: str


def empty_arrays(columns: tuple[Column, ...], runs: int) -> dict[str, Array]:
    """Make room for `runs` values of every column."""
    return {column.name: np.empty(runs, dtype=np.dtype(column.dtype)) for column in columns}


def fits(columns: tuple[Column, ...], arrays: Arrays, runs: int) -> bool:
    """Say whether the arrays are those columns, with one value for each run, tallies apart."""
    names = [name for name in arrays if not is_tally(name)]
    return [column.name for column in columns] == names and all(
        arrays[column.name].dtype == np.dtype(column.dtype) and arrays[column.name].shape == (runs,)
        for column in columns
    )
