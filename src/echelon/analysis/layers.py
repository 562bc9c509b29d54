"""The sorts of doubt in a probability, kept apart: luck of the draw, inputs, accounts, evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from echelon.analysis.beside import RunsBeside
from echelon.analysis.intervals import Interval, effective_runs, wilson, zero_bound
from echelon.analysis.questions import grades_of

if TYPE_CHECKING:
    from echelon.ensemble.chunks import Array
    from echelon.scenario.document import Document

CENTRAL = (0.05, 0.95)

VARIANCES = 20
"""At how many variances the widest range is looked for."""

LEAST_VARIANCE = 1e-12
"""Share of the greatest possible variance that is none but a rounding: no beta is so narrow."""


@dataclass(frozen=True)
class InputSpread:
    """Where the probability of an outcome would lie if every input were known.

    Parameters
    ----------
    id, label : str
        Of the outcome.
    deviation : float
        Standard deviation of p(inputs).
    interval : Interval
        The central nine tenths of p(inputs), from a beta distribution with its mean and deviation.
    most : Interval
        The same with the greatest deviation that so many pairs of runs allow (95 %).
    """

    id: str
    label: str
    deviation: float
    interval: Interval
    most: Interval

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        low, high = self.interval
        most_low, most_high = self.most
        return {
            "id": self.id,
            "label": self.label,
            "deviation": self.deviation,
            "low": low,
            "high": high,
            "most_low": most_low,
            "most_high": most_high,
        }


@dataclass(frozen=True)
class AccountShares:
    """What one account of the events says, run by itself.

    Parameters
    ----------
    id, label : str
        Of the account.
    weight : float
        Its share of the weights of all accounts.
    counts : tuple of int
        Runs that ended in each outcome.
    runs : int
        All its runs.
    """

    id: str
    label: str
    weight: float
    counts: tuple[int, ...]
    runs: int

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "id": self.id,
            "label": self.label,
            "weight": self.weight,
            "runs": self.runs,
            "shares": [count / self.runs for count in self.counts],
        }


def layers_of(document: Document, ended: Array, beside: RunsBeside) -> dict[str, Any]:
    """Return what `layers_json` says of runs and of those that were made beside them.

    Parameters
    ----------
    document : Document
        Of the runs.
    ended : ndarray of int, shape (runs,)
        Rows of the outcomes in which they ended.
    beside : RunsBeside
        Their twins, and the accounts.
    """
    pairs = min(len(beside.twins), len(ended))
    inputs = spread_between(document, ended, beside.twins[:pairs]) if pairs else ()
    return layers_json(document, inputs, pairs, shares_of_accounts(document, beside.accounts))


def spread_between(document: Document, ended: Array, twins_ended: Array) -> tuple[InputSpread, ...]:
    """Return the spread due to the inputs from the outcomes of runs and of the twins of the first.

    Parameters
    ----------
    document : Document
        With the outcomes.
    ended, twins_ended : ndarray of int, shapes (runs,) and (pairs,)
        Rows of the outcomes; the runs with twins come first.
    """
    found = []
    for row, (id_, outcome) in enumerate(document.parts.outcomes.items()):
        one, other = (
            (each[: len(twins_ended)] == row).astype(float) for each in (ended, twins_ended)
        )
        share = float((ended == row).mean())
        variance, most = shared_by_inputs(share, one, other)
        found.append(spread_of(id_, outcome.label, share, variance, most, len(ended)))
    return tuple(found)


def spread_of(
    id_: str, label: str, share: float, variance: float, most: float, runs: int
) -> InputSpread:
    """Say where a probability would lie if the inputs were known, from its variance and the most.

    Parameters
    ----------
    id_, label : str
        Of the outcome.
    share : float
        Over all runs.
    variance, most : float
        Of p(inputs), not below 0, and the most that so many pairs of runs allow.
    runs : int
        All runs.
    """
    return InputSpread(
        id_,
        label,
        float(np.sqrt(variance)),
        beta_interval(share, variance),
        widest_interval(share, variance, most, runs),
    )


def shared_by_inputs(mean: float, one: Array, twin: Array) -> tuple[float, float]:
    """Give the variance of what is expected at the inputs, and the most that it may be.

    Parameters
    ----------
    mean : float
        Over all runs: the share of an event, or the difference that a change makes to it.
    one, twin : ndarray of float, shape (pairs,)
        What came of some runs, from -1 to 1, and of their twins, which have the same inputs and
        other chance.

    Notes
    -----
    The variance is Cov(Y1, Y2), which is Var(Y) - E[(Y1 - Y2)^2] / 2. The most is had with the
    least share of pairs that differ (the lower end of its 95 % Wilson interval): unlike a
    bootstrap, it does not vanish where no pair of few happened to share a rare event.
    """
    both = np.concatenate([one, twin]) - mean
    variance = max(float((both[: len(one)] * both[len(one) :]).mean()), 0.0)
    at_all = max(float((both**2).mean()), abs(mean) * (1 - abs(mean)))
    differ = int((one != twin).sum())
    least = 0.0
    if differ:
        least = float(((one - twin) ** 2).sum()) / differ * wilson(differ, len(one)).low
    return variance, max(variance, at_all - least / 2)


def spread_of_difference(mean: float, one: Array, twin: Array) -> tuple[Interval, Interval]:
    """Give where a difference would lie nine times in ten if every input were known, and at most.

    Parameters
    ----------
    mean, one, twin
        As of `shared_by_inputs`.
    """
    variance, greatest = (each / 4 for each in shared_by_inputs(mean, one, twin))
    middle = (mean + 1) / 2
    inside = beta_interval(middle, variance)
    most = widest_interval(middle, variance, greatest, len(one))
    return Interval(*(2 * end - 1 for end in inside)), Interval(*(2 * end - 1 for end in most))


def beta_interval(mean: float, variance: float) -> Interval:
    """Give the central nine tenths of the beta distribution with a mean and a variance.

    Examples
    --------
    >>> low, high = beta_interval(0.5, 1 / 12)
    >>> round(low, 6), round(high, 6)
    (0.05, 0.95)
    >>> beta_interval(0.02, 1e-19)
    Interval(low=0.02, high=0.02)
    """
    return _beta_intervals(mean, [variance])[0]


def _beta_intervals(mean: float, variances: Sequence[float]) -> list[Interval]:
    """Return `beta_interval` for each of some variances, at little more than the cost of one."""
    from scipy.stats import beta

    most = mean * (1 - mean)
    spread = [each for each in variances if most > 0 and each > LEAST_VARIANCE * most]
    ends: Iterator[Interval] = iter(())
    if spread:
        totals = np.array([max(most / min(each, 0.999 * most) - 1, 1e-3) for each in spread])
        shares = np.array(CENTRAL)[:, np.newaxis]
        lows, highs = beta.ppf(shares, mean * totals, (1 - mean) * totals).tolist()
        ends = map(Interval, lows, highs)
    told = dict(zip(spread, ends, strict=True))
    return [told.get(each, Interval(mean, mean)) for each in variances]


def widest_interval(mean: float, variance: float, most: float, runs: float) -> Interval:
    """Give the least and the greatest end of `beta_interval` between two variances.

    Of a rare event the interval does not only widen with the variance: where the inputs decide it
    all, nine tenths of them rule it out. An event that none of so many runs came to, or that all of
    them came to, is taken to be as likely, or unlikely, as it may be all the same (95 %).

    Examples
    --------
    >>> low, high = widest_interval(0.5, 0, 1 / 12, 1_000)
    >>> round(low, 6), round(high, 6)
    (0.05, 0.95)
    >>> low, high = widest_interval(0.0, 0, 0, 1_000)
    >>> low, round(high, 4)
    (0.0, 0.0167)
    """
    if mean in (0, 1):
        bound = zero_bound(runs)
        high = widest_interval(bound, 0.0, bound * (1 - bound), runs).high if bound < 1 else 1.0
        return Interval(0.0, high) if mean == 0 else Interval(1 - high, 1.0)
    ends = _beta_intervals(mean, np.linspace(variance, most, VARIANCES).tolist())
    return Interval(min(each.low for each in ends), max(each.high for each in ends))


def shares_of_accounts(document: Document, ended: Mapping[str, Array]) -> tuple[AccountShares, ...]:
    """Count how often each account came to which outcome.

    Parameters
    ----------
    document : Document
        With the accounts and the outcomes.
    ended : mapping of str to ndarray of int
        By account, rows of the outcomes in which its runs ended.
    """
    total = sum(account.weight for account in document.parts.accounts.values()) or 1.0
    found = []
    for id_, rows in ended.items():
        account = document.parts.accounts[id_]
        counts = np.bincount(rows[rows >= 0], minlength=len(document.parts.outcomes))
        weight = account.weight / total
        found.append(AccountShares(id_, account.label, weight, tuple(map(int, counts)), len(rows)))
    return tuple(found)


def weighted_interval(accounts: Sequence[AccountShares], row: int) -> tuple[float, Interval]:
    """Give the weighted probability of an outcome over accounts, and its Monte Carlo interval."""
    columns = ([each.weight, each.counts[row], each.runs] for each in accounts)
    weights, counts, of = (np.array(each) for each in zip(*columns, strict=True))
    return weighted_share(weights, counts, of)


def weighted_share(
    weights: npt.NDArray[np.float64], counts: npt.NDArray[np.int64], of: npt.NDArray[np.int64]
) -> tuple[float, Interval]:
    """Give the weighted share over several sets of runs, and its Monte Carlo interval.

    The interval is that of as many runs as the weights leave effective.

    Parameters
    ----------
    weights, counts, of : ndarray, shape (sets,)
        Weight of each set, runs of it that are so, and all its runs, at least one.
    """
    weights = weights / weights.sum()
    share = float(weights @ (counts / of))
    runs = max(round(effective_runs(np.repeat(weights / of, of))), 1)
    return share, wilson(round(share * runs), runs)


def layers_json(
    document: Document,
    inputs: Sequence[InputSpread],
    pairs: int,
    accounts: Sequence[AccountShares],
) -> dict[str, Any]:
    """Put every layer of doubt but the luck of the draw as plain values, as results store them.

    Keys are `inputs` (None if no twins were made), `accounts` (None if they were not run), how many
    accounts there are, and `grades`: how many values have each grade, defaults counted as D.
    """
    weighted = []
    for row, (id_, outcome) in enumerate(document.parts.outcomes.items() if accounts else ()):
        share, (low, high) = weighted_interval(accounts, row)
        shares = [each.counts[row] / each.runs for each in accounts]
        weighted.append(
            {
                "id": id_,
                "label": outcome.label,
                "weighted": share,
                "weighted_low": low,
                "weighted_high": high,
                "least": min(shares),
                "greatest": max(shares),
            }
        )
    return {
        "inputs": {"pairs": pairs, "outcomes": [each.as_json() for each in inputs]}
        if inputs
        else None,
        "accounts": {"each": [each.as_json() for each in accounts], "outcomes": weighted}
        if accounts
        else None,
        "n_accounts": len(document.accounts) if document.account is None else 0,
        "grades": grades_of(document),
    }
