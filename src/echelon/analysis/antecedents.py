"""How often the base comes by itself to what a what-if supposes, and acts without their prompt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.intervals import Interval, wilson
from echelon.ensemble.columns import NEVER
from echelon.scenario.schema.question import Measure

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.scenario.document import Document
    from echelon.scenario.expressions import Expression

ANTECEDENT = "antecedent_of_what_if"
"""Id of the quantity by which a run is asked whether it produced the antecedent."""


@dataclass(frozen=True)
class Antecedent:
    """How often base runs come by themselves to what a what-if supposes.

    Parameters
    ----------
    condition : str
        What was looked for, in words.
    stated : bool
        Whether the what-if states it; if not, it was derived from the standing orders that the
        what-if drops or changes.
    count, runs : int
        Base runs in which it was so, and all that were looked at.
    """

    condition: str
    stated: bool
    count: int
    runs: int

    @property
    def interval(self) -> Interval:
        """The 95 % Wilson interval of the share."""
        return wilson(self.count, self.runs)

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "condition": self.condition,
            "stated": self.stated,
            "count": self.count,
            "runs": self.runs,
            "share": self.count / self.runs,
            "low": self.interval.low,
            "high": self.interval.high,
        }


@dataclass(frozen=True)
class Unprompted:
    """How often a dated act went ahead although what had prompted it had not happened.

    Parameters
    ----------
    act, label : str
        Id of the act, and the act in words.
    prompts : tuple of str
        The facts that it states as `prompted_by`.
    base, changed, runs : int
        Runs of the base and of the what-if in which it went ahead before one of them had come
        about, and all runs looked at of each.
    """

    act: str
    label: str
    prompts: tuple[str, ...]
    base: int
    changed: int
    runs: int

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "act": self.act,
            "label": self.label,
            "prompted_by": list(self.prompts),
            "base": self.base,
            "changed": self.changed,
            "runs": self.runs,
        }


def asked_whether(document: Document, condition: Expression) -> Document:
    """Return a scenario whose runs also say whether a condition is true at their end.

    The answer is the quantity `ANTECEDENT`: 1, 0, or unknown. Nothing else in the runs changes.
    """
    asked = Measure.model_construct(id=ANTECEDENT, label="", unit=None, value=condition)
    parts = document.parts
    quantities = {**parts.quantities, ANTECEDENT: asked}
    return replace(document, parts=replace(parts, quantities=quantities))


def suppressed_orders(base: Document, changed: Document) -> tuple[str, ...]:
    """Return the standing orders of the base that a what-if drops, or gives another condition."""
    orders, others = base.parts.orders, changed.parts.orders
    return tuple(
        id_
        for id_, order in orders.items()
        if id_ not in others or (others[id_].when, others[id_].do) != (order.when, order.do)
    )


def never_given(campaign: Campaign, orders: tuple[str, ...], seed: int, runs: int) -> int:
    """Count the runs in which none of some standing orders was carried out."""
    from echelon.campaign.afterwards import look_at_runs, orders_given

    rows = [campaign.assembled.assembly.orders[id_] for id_ in orders]
    given = look_at_runs(campaign, seed, 0, runs, lambda state: orders_given(campaign, state))
    return sum(not each[rows].any() for each in given)


def without_prompt(campaign: Campaign, seed: int, runs: int) -> dict[str, int]:
    """Count, by act that states what prompted it, the runs in which it went ahead without."""
    from echelon.campaign.afterwards import acts_done_us, facts_happened_us, look_at_runs

    acts = campaign.document.parts.acts
    rows = {
        row: [campaign.assembled.assembly.facts[fact] for fact in act.prompted_by]
        for row, act in enumerate(acts.values())
        if act.prompted_by
    }
    counts = dict.fromkeys((list(acts)[row] for row in rows), 0)
    if not rows:
        return counts
    seen = look_at_runs(
        campaign,
        seed,
        0,
        runs,
        lambda state: (acts_done_us(campaign, state), facts_happened_us(state)),
    )
    for done, happened in seen:
        for row, facts in rows.items():
            if done[row] == NEVER:
                continue
            without = (happened[facts] == NEVER) | (happened[facts] > done[row])
            counts[list(acts)[row]] += bool(np.any(without))
    return counts
