"""The workbench of the assembly: rows of tables as they are collected, and how they refer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from echelon.engine.names import hash64, luck_of
from echelon.engine.vocabulary import NOBODY

NONE = int(NOBODY)
_SIGN = 1 << 63


@dataclass
class Rows:
    """Rows of one table, as mappings from column to value; columns left out are zero."""

    columns: np.dtype
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, **values: Any) -> int:
        """Add a row and return its index."""
        self.rows.append(values)
        return len(self.rows) - 1

    def table(self) -> np.recarray:
        """Return the rows as a record array.

        Raises
        ------
        KeyError
            If a row has a column that is none of the table's.
        """
        table, stated = np.zeros(len(self.rows), self.columns), set[str]().union(*self.rows)
        if unknown := stated.difference(self.columns.names or ()):
            raise KeyError(f"no such columns: {sorted(unknown)}")
        for column in stated:
            table[column] = [values.get(column, 0) for values in self.rows]
        return table.view(np.recarray)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass
class Entities:
    """Everything with a name of its own, and the hashes that stand for the name."""

    names: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    def add(self, name: str) -> int:
        """Return the row of `name`, which is new or has been added before."""
        if name not in self.rows:
            self.rows[name] = len(self.names)
            self.names.append(name)
        return self.rows[name]

    def table(self, columns: np.dtype) -> np.recarray:
        """Return the hashes of all names."""
        table = np.zeros(len(self.names), columns)
        table["hash64"] = [signed(hash64(name)) for name in self.names]
        table["luck"] = [luck_of(name) for name in self.names]
        return table.view(np.recarray)


def signed(word: int) -> int:
    """Return a 64-bit word as the signed number of the same bits."""
    return word - (1 << 64) if word & _SIGN else word


def index_of(ids: Iterable[str]) -> Mapping[str, int]:
    """Return the row of each id, in the order given."""
    return {id_: row for row, id_ in enumerate(ids)}


@dataclass
class Lists:
    """The flat list into which tables point with ranges."""

    numbers: list[int] = field(default_factory=list)

    def add(self, numbers: Iterable[int]) -> tuple[int, int]:
        """Add numbers and return their range."""
        first = len(self.numbers)
        self.numbers.extend(numbers)
        return first, len(self.numbers)
