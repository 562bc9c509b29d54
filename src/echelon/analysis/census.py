"""What stood where, hour by hour, over all runs: strengths with their spread, and who held a place.

Read from the tallies, which are whole numbers (see `echelon.engine.census`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from echelon.analysis.questions import Counted
from echelon.ensemble.chunks import Array
from echelon.errors import MisuseError, or_else


@dataclass(frozen=True, eq=False)
class Strength:
    """Men present at one place at every full hour, by side; men on the way are nowhere.

    Parameters
    ----------
    place : str
        Id.
    sides : tuple of str
        Ids, in the order of the rows below.
    hours : ndarray of int, shape (hours,)
        Full hours since the start of the period, from 0.
    total : ndarray of int, shape (sides, hours)
        Men, summed over all runs.
    runs : int
        How many runs.
    counted : ndarray of int, shape (sides, classes, hours), or None
        Runs by class of strength; of watched places only.
    classes : tuple of int
        Men from which each class begins.
    """

    place: str
    sides: tuple[str, ...]
    hours: Array = field(repr=False)
    total: Array = field(repr=False)
    runs: int
    counted: Array | None = field(repr=False)
    classes: tuple[int, ...] = field(repr=False)

    @property
    def mean(self) -> Array:
        """Mean number of men, shape (sides, hours)."""
        return self.total / self.runs

    def to_pandas(self) -> Any:
        """Hand the mean strengths out as a pandas frame: men, an hour a row, a side a column."""
        import pandas as pd

        index = pd.Index(self.hours, name="hour")
        return pd.DataFrame(self.mean.T, index=index, columns=list(self.sides))

    def as_json(self) -> dict[str, Any]:
        """Give plain values: mean men by side, an hour after another."""
        mean = {side: row.tolist() for side, row in zip(self.sides, self.mean, strict=True)}
        return {"place": self.place, "hours": self.hours.tolist(), "mean": mean}

    def quantile(self, share: float) -> Array:
        """Return the strength that `share` of the runs do not exceed, shape (sides, hours).

        Within a class, men are taken to be spread evenly, so it is only as fine as the classes.

        Raises
        ------
        MisuseError
            If the place is not watched: mark it `watch: true` in the scenario.
        """
        if self.counted is None:
            raise MisuseError(
                f"only the mean strength at `{self.place}` was counted; mark the place "
                "`watch: true` and run again"
            )
        below = self.counted.cumsum(axis=1)
        wanted = share * self.runs
        last = len(self.classes) - 1
        row = np.minimum((below < wanted).sum(axis=1), last)
        within = np.take_along_axis(self.counted, row[:, None, :], axis=1)[:, 0, :]
        before = np.take_along_axis(below, row[:, None, :], axis=1)[:, 0, :] - within
        starts = np.array([*self.classes, 2 * self.classes[-1]], float)
        into = np.where(within > 0, (wanted - before) / np.maximum(within, 1), 0.0)
        return np.where(row == 0, 0.0, starts[row] + into * (starts[row + 1] - starts[row]))


@dataclass(frozen=True, eq=False)
class Control:
    """Who held one place at every full hour.

    Parameters
    ----------
    place : str
        Id.
    holders : tuple of str or None
        Ids of sides, in the order of the rows below; None: nobody held it.
    hours : ndarray of int, shape (hours,)
        Full hours since the start of the period, from 0.
    counted : ndarray of int, shape (holders, hours)
        Runs.
    runs : int
        How many runs.
    """

    place: str
    holders: tuple[str | None, ...]
    hours: Array = field(repr=False)
    counted: Array = field(repr=False)
    runs: int

    @property
    def share(self) -> Array:
        """Share of the runs, shape (holders, hours)."""
        return self.counted / self.runs

    def to_pandas(self) -> Any:
        """Hand the shares out as a pandas frame: a row an hour, a column a holder."""
        import pandas as pd

        index = pd.Index(self.hours, name="hour")
        return pd.DataFrame(self.share.T, index=index, columns=self._names)

    def as_json(self) -> dict[str, Any]:
        """Give plain values: the share of the runs by holder, an hour after another."""
        share = {who: row.tolist() for who, row in zip(self._names, self.share, strict=True)}
        return {"place": self.place, "hours": self.hours.tolist(), "share": share}

    @property
    def _names(self) -> list[str]:
        return [holder or "nobody" for holder in self.holders]


def strength_at(counted: Counted | None, tallies: Mapping[str, Array], place: str) -> Strength:
    """Read the strength at a place from tallies.

    Raises
    ------
    MisuseError
        If there are no tallies, or no such place (names the nearest).
    """
    counted, row = _found(counted, tallies, place)
    n_sides, fans = len(counted.sides), None
    total = tallies["tally_strength"][row * n_sides : (row + 1) * n_sides].cumsum(axis=1)
    if place in counted.watched:
        first = counted.watched.index(place) * n_sides
        fans = tallies["tally_fans"][first : first + n_sides].cumsum(axis=2)
    hours, runs = np.arange(total.shape[1]), int(tallies["tally_runs"][0])
    return Strength(place, counted.sides, hours, total, runs, fans, counted.classes)


def control_of(counted: Counted | None, tallies: Mapping[str, Array], place: str) -> Control:
    """Read from tallies who held a place.

    Raises
    ------
    MisuseError
        As `strength_at`.
    """
    counted, row = _found(counted, tallies, place)
    held = tallies["tally_control"][row].cumsum(axis=1)
    hours, runs = np.arange(held.shape[1]), int(tallies["tally_runs"][0])
    return Control(place, (None, *counted.sides), hours, held, runs)


def _found(
    counted: Counted | None, tallies: Mapping[str, Array], place: str
) -> tuple[Counted, int]:
    if counted is None or not tallies:
        raise MisuseError(
            "these results have no tallies by place and hour of all their runs; run them again"
        )
    if place not in counted.places:
        raise MisuseError(f"there is no place `{place}`{or_else(place, counted.places)}")
    return counted, counted.places.index(place)
