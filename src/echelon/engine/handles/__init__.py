"""How a World and a State are handed to compiled kernels: as one machine word each.

Numba passes a NamedTuple of arrays by value: seven words for each of some thirty tables, in every
call, counted up and down. Measured on this engine in November 2026, that made compilation four
times as slow (203 s instead of 51 s) and a run ten times (0.15 instead of 1.7 million events a
second). A handle is the address of a list of (address, rows) pairs instead. The Python side keeps
the tables alive. In plain mode a handle is the NamedTuple itself, so that the same kernels run
unchanged.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import numpy as np

from echelon.engine._jit import IS_PLAIN
from echelon.engine.state import State
from echelon.engine.world import World


class Handle:
    """The tables of a World or State as compiled kernels take them.

    Parameters
    ----------
    tables : World or State
        One-dimensional arrays, contiguous; kept alive by the handle.
    """

    def __init__(self, tables: World | State) -> None:
        self.tables = tables
        self.header = np.array(
            [word for table in tables for word in (table.ctypes.data, len(table))], np.int64
        )
        self.address = self.header.ctypes.data
        self.dtypes = tuple(table.dtype for table in tables)
        self.kind = _kind_of(type(tables), self.dtypes)

    @property
    def _numba_type_(self) -> Any:
        """What Numba takes it for when it compiles."""
        from echelon.engine.handles.compiled import type_of_tables

        return type_of_tables(type(self.tables), self.dtypes)


def handle(tables: World | State) -> Any:
    """Return what kernels take for `tables`: a `Handle`, or in plain mode the tables themselves."""
    return tables if IS_PLAIN else Handle(tables)


@cache
def _kind_of(kind: type[World | State], dtypes: tuple[np.dtype, ...]) -> str:
    layout = [_columns_of(dtype) for dtype in dtypes]
    return f"{kind.__name__} {hashlib.sha256(repr(layout).encode()).hexdigest()}"


def _columns_of(dtype: np.dtype) -> list[tuple[str, str, int]]:
    """Return what kernels know of a table: name, kind and place of each column, and the width."""
    fields = dtype.fields or {"": (dtype, 0)}
    columns = [(name, column.str, offset) for name, (column, offset, *_) in fields.items()]
    return [*columns, ("", "", dtype.itemsize)]
