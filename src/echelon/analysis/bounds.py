"""Tian-Pearl bounds: what shares alone can say of necessity and sufficiency, without pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Bounds(NamedTuple):
    """The least and the greatest probability that the shares allow."""

    low: float
    high: float


@dataclass(frozen=True)
class Shares:
    """What observation and experiment each say of a cause and an effect.

    Parameters
    ----------
    with_both, with_neither : float
        Observed: share with the cause and the effect, and with neither of them.
    cause : float
        Observed: share with the cause.
    if_done, if_not_done : float
        Experiment: share with the effect where the cause is set, and where it is taken away.
    """

    with_both: float
    with_neither: float
    cause: float
    if_done: float
    if_not_done: float

    @property
    def effect(self) -> float:
        """Observed share with the effect."""
        return 1 - self.cause - self.with_neither + self.with_both


def necessity_bounds(shares: Shares) -> Bounds | None:
    """Bound the probability of necessity: that without the cause the effect had not come.

    It is asked of those with the cause and the effect. None if there are none [1]_.

    References
    ----------
    .. [1] J. Tian, J. Pearl (2000), "Probabilities of causation: bounds and identification",
       Annals of Mathematics and Artificial Intelligence 28, 287-313, section 4.2.

    Examples
    --------
    >>> necessity_bounds(Shares(0.001, 0.486, 0.5, 0.016, 0.014))
    Bounds(low=1.0, high=1.0)
    """
    if shares.with_both <= 0:
        return None
    low = (shares.effect - shares.if_not_done) / shares.with_both
    high = (1 - shares.if_not_done - shares.with_neither) / shares.with_both
    return _within(low, high)


def sufficiency_bounds(shares: Shares) -> Bounds | None:
    """Bound the probability of sufficiency: that the cause would have brought the effect.

    It is asked of those with neither. None if there are none; the source is that of
    `necessity_bounds`.

    Examples
    --------
    >>> low, high = sufficiency_bounds(Shares(0.001, 0.486, 0.5, 0.016, 0.014))
    >>> round(low, 3), round(high, 3)
    (0.002, 0.031)
    """
    if shares.with_neither <= 0:
        return None
    low = (shares.if_done - shares.effect) / shares.with_neither
    high = (shares.if_done - shares.with_both) / shares.with_neither
    return _within(low, high)


def _within(low: float, high: float) -> Bounds:
    # Twelve digits: shares are ratios of whole numbers, and 1 must not come out as 0.9999999999.
    return Bounds(round(min(max(low, 0.0), 1.0), 12), round(min(max(high, 0.0), 1.0), 12))
