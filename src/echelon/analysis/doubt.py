"""What is in doubt about one share or difference beside the luck of the draw: inputs, accounts."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from echelon.analysis.intervals import Z_95, Interval, paired_moments
from echelon.analysis.layers import (
    beta_interval,
    shared_by_inputs,
    spread_of_difference,
    weighted_share,
    widest_interval,
)

FEWEST_ASKED = 20
"""Of fewer pairs of which both runs are asked nothing is told; of few the greatest spread is wide.
"""

DIGITS = 12
"""Weighted sums of shares are written to so many: all alike, they must not differ by rounding."""

Truths = npt.NDArray[np.bool_]


class Shown(NamedTuple):
    """Of which runs something is asked, and in which of them it is so; both of shape (runs,)."""

    so: Truths
    asked: Truths


def always_asked(so: Truths) -> Shown:
    """Ask something of every run."""
    return Shown(so, np.ones(len(so), bool))


@dataclass(frozen=True)
class OneAccount:
    """A share or difference as one account has it.

    Parameters
    ----------
    id : str
        Of the account.
    value : float or None
        None where it has no run to ask.
    of : int
        Runs behind it.
    """

    id: str
    value: float | None
    of: int


@dataclass(frozen=True)
class OverAccounts:
    """A share or difference over all accounts.

    Parameters
    ----------
    each : tuple of OneAccount
        By itself, in the order of the scenario; luck of the draw is part of what they differ in.
    weighted : float
        By the weights of those that have a value.
    interval : Interval
        95 %, of the weighted value: Monte Carlo error.
    beyond_luck : Interval or None
        The least and the greatest value once the luck of so few runs is taken off, from
        `beyond_luck`; None where the accounts do not answer for the same runs.
    """

    each: tuple[OneAccount, ...]
    weighted: float
    interval: Interval
    beyond_luck: Interval | None = None

    @property
    def range(self) -> Interval:
        """The least and the greatest value of an account."""
        values = [each.value for each in self.each if each.value is not None]
        return Interval(min(values), max(values))

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        least, greatest = self.range
        low, high = self.interval
        return {
            "least": least,
            "greatest": greatest,
            "weighted": self.weighted,
            "weighted_low": low,
            "weighted_high": high,
            "beyond_luck_low": self.beyond_luck and self.beyond_luck.low,
            "beyond_luck_high": self.beyond_luck and self.beyond_luck.high,
            "each": [{"id": one.id, "value": one.value, "of": one.of} for one in self.each],
        }


@dataclass(frozen=True)
class Doubt:
    """The layers of doubt about one number; the luck of the draw is told beside it.

    Parameters
    ----------
    inputs : Interval or None
        Where it would lie nine times in ten if every input were known; None if that was not asked,
        or fewer than `FEWEST_ASKED` pairs of runs with the same inputs tell of it.
    most : Interval or None
        The same with the greatest spread that so many pairs allow (95 %).
    pairs : int
        Pairs of runs with the same inputs behind both.
    accounts : OverAccounts or None
        None if no account was run, or none has a run to ask.
    """

    inputs: Interval | None = None
    most: Interval | None = None
    pairs: int = 0
    accounts: OverAccounts | None = None

    def as_json(self) -> dict[str, Any]:
        """Give plain values, under the same keys everywhere."""
        return {
            "inputs_low": self.inputs and self.inputs.low,
            "inputs_high": self.inputs and self.inputs.high,
            "inputs_most_low": self.most and self.most.low,
            "inputs_most_high": self.most and self.most.high,
            "input_pairs": self.pairs,
            "accounts": self.accounts and self.accounts.as_json(),
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Doubt:
        """Read what `as_json` gave."""
        low, high, most_low, most_high = (
            plain[f"inputs_{end}"] for end in ("low", "high", "most_low", "most_high")
        )
        over = plain["accounts"]
        # Runs that were stored before it was told apart do not have it.
        apart = over and over.get("beyond_luck_low") is not None
        accounts = over and OverAccounts(
            tuple(OneAccount(one["id"], one["value"], one["of"]) for one in over["each"]),
            over["weighted"],
            Interval(over["weighted_low"], over["weighted_high"]),
            Interval(over["beyond_luck_low"], over["beyond_luck_high"]) if apart else None,
        )
        return cls(
            None if low is None else Interval(low, high),
            None if most_low is None else Interval(most_low, most_high),
            plain["input_pairs"],
            accounts,
        )


NOT_ASKED = Doubt()
"""Of a number about which nothing was asked beside the luck of the draw."""


def doubt_of_share(
    share: float | None,
    own: Shown,
    twin: Shown,
    accounts: Mapping[str, Shown],
    weights: Mapping[str, float],
) -> Doubt:
    """Tell the layers of doubt about a share of the runs of which something is asked.

    Parameters
    ----------
    share : float or None
        Over all runs; None where there is no run to ask.
    own, twin : Shown
        Of the first runs, and of their twins, which have the same inputs and other chance.
    accounts : mapping of str to Shown
        Of the runs of each account by itself.
    weights : mapping of str to float
        Of the accounts.

    Notes
    -----
    For two runs with the same inputs of which both are asked, Cov(Y1, Y2) is the variance of
    p(inputs) among them: inputs count by the square of how often they are asked about.
    """
    own_asked = own.so if own.asked.all() else own.so[:0]
    over = _share_over(accounts, weights, own_asked)
    if share is None:
        return Doubt(accounts=over)
    both = own.asked[: len(twin.asked)] & twin.asked
    pairs = int(both.sum())
    if pairs < FEWEST_ASKED:
        return Doubt(pairs=pairs, accounts=over)
    one, other = (each.so[: len(both)][both].astype(float) for each in (own, twin))
    variance, greatest = shared_by_inputs(share, one, other)
    inside = beta_interval(share, variance)
    most = widest_interval(share, variance, greatest, int(own.asked.sum()))
    return Doubt(inside, most, pairs, over)


def doubt_of_difference(
    difference: float,
    own: tuple[Truths, Truths],
    twin: tuple[Truths, Truths],
    accounts: Mapping[str, tuple[Truths, Truths]],
    weights: Mapping[str, float],
) -> Doubt:
    """Tell the layers of doubt about the difference that a change makes.

    Parameters
    ----------
    difference : float
        Over all pairs, in [-1, 1].
    own, twin : pair of ndarray of bool
        Without and with the change, of the first pairs and of their twins.
    accounts : mapping of str to pair of ndarray of bool
        The same of each account by itself.
    weights : mapping of str to float
        Of the accounts.
    """
    over = _difference_over(accounts, weights, own[1].astype(float) - own[0])
    pairs = len(twin[0])
    if pairs < FEWEST_ASKED:
        return Doubt(pairs=pairs, accounts=over)
    within, other = (
        changed[:pairs].astype(float) - base[:pairs].astype(float) for base, changed in (own, twin)
    )
    return Doubt(*spread_of_difference(difference, within, other), pairs, over)


def _share_over(
    accounts: Mapping[str, Shown], weights: Mapping[str, float], own: Truths
) -> OverAccounts | None:
    counts = {id_: int((each.so & each.asked).sum()) for id_, each in accounts.items()}
    of = {id_: int(each.asked.sum()) for id_, each in accounts.items()}
    asked = [id_ for id_ in accounts if of[id_] and weights[id_] > 0]
    if not asked:
        return None
    columns = ([each[id_] for id_ in asked] for each in (weights, counts, of))
    share, interval = weighted_share(*(np.array(each) for each in columns))
    told = (OneAccount(id_, counts[id_] / of[id_] if of[id_] else None, of[id_]) for id_ in of)
    everywhere = all(each.asked.all() for each in accounts.values())
    apart = beyond_luck([each.so for each in accounts.values()], own, 0.0) if everywhere else None
    return OverAccounts(tuple(told), round(share, DIGITS), interval, apart)


def beyond_luck(
    each: Sequence[npt.NDArray[Any]],
    own: npt.NDArray[Any] | None = None,
    least: float = -1.0,
) -> Interval | None:
    """Give the least and the greatest mean of several accounts, the luck of the draw taken off.

    Parameters
    ----------
    each : sequence of ndarray, each of shape (runs,)
        What came of the same runs under each account, from `least` to 1.
    own : ndarray, optional
        What came of those runs, and of more, in the base: their luck is taken off by it.
    least : float, default -1
        That can come of a run.

    Returns
    -------
    Interval or None
        A single value where luck explains all that the means differ in; None of fewer than two
        accounts or runs, or where the runs are not the same.

    Notes
    -----
    Accounts and runs are a two-way layout without repetition: of the variance of the means, the
    share 1 - 1/F is that of the accounts [1]_. The means are drawn together by its square root, so
    that they keep that variance [2]_. As the accounts meet the same draws, luck that they share
    moves none of them apart; it moves them all, by as much as the first runs of the base differ
    from all of them, which is a control variate [3]_.

    References
    ----------
    .. [1] H. Scheffé (1959), The Analysis of Variance, chapter 7.
    .. [2] T. A. Louis (1984), "Estimating a population of parameter values using Bayes and
       empirical Bayes methods", Journal of the American Statistical Association 79, 393-398.
    .. [3] A. M. Law (2015), Simulation Modeling and Analysis, 5th ed., section 11.4.

    Examples
    --------
    >>> low, high = beyond_luck([np.array([0, 1] * 50), np.array([1, 0] * 50)])
    >>> low, high
    (0.5, 0.5)
    >>> low, high = beyond_luck([np.zeros(100), np.ones(100)])
    >>> low, high
    (0.0, 1.0)
    """
    runs = len(each[0]) if each else 0
    if len(each) < 2 or runs < 2 or any(len(one) != runs for one in each):
        return None
    came = np.stack(each).astype(float)
    means, mean = came.mean(axis=1), float(came.mean())
    apart = runs * float(((means - mean) ** 2).sum()) / (len(each) - 1)
    left = came - means[:, np.newaxis] - came.mean(axis=0) + mean
    luck = float((left**2).sum()) / ((len(each) - 1) * (runs - 1))
    drawn = math.sqrt(max(0.0, 1 - luck / apart)) if apart else 0.0
    kept = mean + drawn * (means - mean) + _luck_of_base(came.mean(axis=0), own)
    return Interval(
        *(round(float(np.clip(end, least, 1)), DIGITS) for end in (kept.min(), kept.max()))
    )


def _luck_of_base(together: npt.NDArray[np.float64], own: npt.NDArray[Any] | None) -> float:
    """Say by how much what came of runs under all accounts together is to be corrected for luck."""
    if own is None or len(own) <= len(together):
        return 0.0
    first = own[: len(together)].astype(float)
    if not first.var():
        return 0.0
    slope = float(np.cov(first, together, bias=True)[0, 1] / first.var())
    return slope * float(own.mean() - first.mean())


def _difference_over(
    accounts: Mapping[str, tuple[Truths, Truths]],
    weights: Mapping[str, float],
    own: npt.NDArray[np.float64],
) -> OverAccounts | None:
    """Weigh the differences; each has the variance that `paired_interval` gives it."""
    total = sum(weights[id_] for id_ in accounts)
    if not total:
        return None
    told, weighted, middle, variance = [], 0.0, 0.0, 0.0
    for id_, (base, changed) in accounts.items():
        gained, lost = int((changed & ~base).sum()), int((base & ~changed).sum())
        told.append(OneAccount(id_, (gained - lost) / len(base), len(base)))
        weight, moments = weights[id_] / total, paired_moments(len(base), gained, lost)
        weighted += weight * (gained - lost) / len(base)
        middle += weight * moments[0]
        variance += weight**2 * moments[1]
    half = Z_95 * math.sqrt(variance)
    interval = Interval(max(-1.0, middle - half), min(1.0, middle + half))
    changes = [changed.astype(float) - base for base, changed in accounts.values()]
    apart = beyond_luck(changes, own)
    return OverAccounts(tuple(told), round(weighted, DIGITS), interval, apart)
