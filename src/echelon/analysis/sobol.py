"""Sobol' indices: first order and total, by taking one group of inputs at a time from elsewhere.

Run `k` of the one matrix and run `N + k` of the other share nothing. A third run takes one group of
inputs from the other and all else from the first; how far it moves is what that group does, alone
and with everything else. Chance, and all inputs that are not singled out, are groups like others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from echelon.analysis.intervals import Interval
from echelon.analysis.rerun import Progress, Wanted, run_again

if TYPE_CHECKING:
    from collections.abc import Callable

    from echelon.campaign import Campaign
    from echelon.ensemble.chunks import Array

Floats = npt.NDArray[np.float64]

CHANCE, REST = "chance", "all other inputs"
RESAMPLES = 200


@dataclass(frozen=True)
class SobolIndex:
    """First-order and total index of one factor.

    Parameters
    ----------
    name : str
        Of an input or a group of correlated inputs, `chance`, or `all other inputs`.
    first, total : float
        Share of the variance that it explains alone, and share in which it has any part. A small
        index below zero is the luck of the draw.
    first_interval, total_interval : Interval
        95 % bootstrap intervals.
    """

    name: str
    first: float
    total: float
    first_interval: Interval
    total_interval: Interval

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "name": self.name,
            "first": self.first,
            "first_low": self.first_interval.low,
            "first_high": self.first_interval.high,
            "total": self.total,
            "total_low": self.total_interval.low,
            "total_high": self.total_interval.high,
        }


def sobol_indices(
    names: Sequence[str], one: Floats, other: Floats, mixed: Floats, seed: int = 0
) -> tuple[SobolIndex, ...]:
    """Estimate the indices from the answers of a pick-freeze design, by SALib.

    First order as Saltelli and others (2010) [1]_, total as Jansen (1999) [2]_.

    Parameters
    ----------
    names : sequence of str
        The factors.
    one, other : ndarray, shape (N,)
        Answers of two independent samples.
    mixed : ndarray, shape (N, factors)
        Answers of the first sample with one factor taken from the second.
    seed : int
        Of the bootstrap.

    References
    ----------
    .. [1] A. Saltelli et al. (2010), "Variance based sensitivity analysis of model output",
       Computer Physics Communications 181, 259-270.
    .. [2] M. J. W. Jansen (1999), "Analysis of variance designs for model output", Computer Physics
       Communications 117, 35-43.
    """
    from SALib.analyze import sobol

    answers = np.column_stack([one, mixed, other]).ravel()
    if np.ptp(answers) == 0:
        nothing = Interval(0.0, 0.0)
        return tuple(SobolIndex(name, 0.0, 0.0, nothing, nothing) for name in names)
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0, 1]] * len(names)}
    found = sobol.analyze(
        problem, answers, calc_second_order=False, num_resamples=RESAMPLES, seed=seed
    )
    return tuple(
        SobolIndex(
            name,
            float(found["S1"][column]),
            float(found["ST"][column]),
            _around(found["S1"][column], found["S1_conf"][column]),
            _around(found["ST"][column], found["ST_conf"][column]),
        )
        for column, name in enumerate(names)
    )


def _around(value: float, half: float) -> Interval:
    return Interval(float(value - half), float(value + half))


def sobol_of_groups(
    campaign: Campaign,
    groups: Sequence[tuple[str, Sequence[str]]],
    size: int,
    answer: Callable[[dict[str, Array]], Floats],
    columns: tuple[str, ...],
    seed: int,
    *,
    made: Floats | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> tuple[SobolIndex, ...]:
    """Run the design for some groups of inputs, the rest of the inputs, and chance.

    Parameters
    ----------
    campaign : Campaign
        The base.
    groups : sequence of (name, inputs)
        Ends of the columns `input_NAME`.
    size : int
        N: the design takes N (groups + 4) runs.
    answer : callable
        From the columns of some runs to one number a run.
    columns : tuple of str
        Columns that it needs.
    made : ndarray, optional
        Answers of the runs of the base from number 0 on: of 2 N of them both matrices are made.
    seed, jobs, progress
        As of `run_again`.
    """
    from echelon.campaign.alternatives import designed

    own, elsewhere = np.arange(size), np.arange(size) + size
    kept = [(names, own) for _, names in groups]
    known: list[Floats] = []
    if made is not None and len(made) >= 2 * size:
        known = [made[:size], made[size : 2 * size]]
    worlds = [] if known else [campaign, designed(campaign, elsewhere, elsewhere)]
    for number, (_, names) in enumerate(groups):
        moved = [*kept[:number], (names, elsewhere), *kept[number + 1 :]]
        worlds.append(designed(campaign, own, own, moved))
    worlds.append(designed(campaign, own, elsewhere, kept))
    worlds.append(designed(campaign, elsewhere, own, kept))
    wanted = [Wanted(world, size, columns=columns) for world in worlds]
    again = run_again(wanted, seed, jobs=jobs, progress=progress)
    one, other, *mixed = known + [answer(each.columns) for each in again]
    names = [*(name for name, _ in groups), REST, CHANCE]
    return sobol_indices(names, one, other, np.column_stack(mixed), seed)
