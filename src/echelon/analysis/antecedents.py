"""How often the base comes by itself to what a what-if supposes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.beside import RunsBeside
from echelon.analysis.doubt import NOT_ASKED, Doubt, Truths, always_asked, doubt_of_share
from echelon.analysis.intervals import Interval, wilson
from echelon.analysis.rerun import Made
from echelon.scenario.actions import format_actions
from echelon.scenario.expressions import format_expression
from echelon.scenario.schema.question import Measure

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.scenario.document import Document
    from echelon.scenario.expressions import Expression

ANTECEDENT = "antecedent_of_what_if"
"""Id of the quantity by which a run is asked whether it produced the antecedent."""

ASKED = f"quantity_{ANTECEDENT}"
"""Beginning of the names of the columns that hold the answers."""


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
    doubt : Doubt
        About the share, beside the luck of the draw.
    """

    condition: str
    stated: bool
    count: int
    runs: int
    doubt: Doubt = NOT_ASKED

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
            **self.doubt.as_json(),
        }


@dataclass(frozen=True)
class Supposed:
    """What a what-if supposes, to be looked for in runs without it.

    Parameters
    ----------
    what_if, condition : str
        Id of the what-if, and what is looked for, in words.
    orders : tuple of str
        Standing orders none of which may be carried out; empty if the what-if states a condition,
        which `asked_everything` asks of the runs.
    """

    what_if: str
    condition: str
    orders: tuple[str, ...] = ()

    @property
    def stated(self) -> bool:
        """Whether the what-if states it."""
        return not self.orders

    def is_so(self, campaign: Campaign, made: Made) -> Truths:
        """Say in which runs of a campaign it is so; an order that it lacks is not carried out."""
        if self.stated:
            return np.asarray(made.columns[f"{ASKED}_{self.what_if}"] == 1.0)
        known = campaign.assembled.assembly.orders
        rows = [known[id_] for id_ in self.orders if id_ in known]
        return np.asarray((made.orders_done[:, rows] == 0).all(axis=1))

    def counted(
        self, campaign: Campaign, own: Truths, beside: RunsBeside, weights: Mapping[str, float]
    ) -> Antecedent:
        """Count the runs in which it is so, and say what else is in doubt about that.

        Parameters
        ----------
        campaign : Campaign
            Of the base.
        own : ndarray of bool, shape (runs,)
            Of its runs.
        beside : RunsBeside
            Made with deeds, and asked everything.
        weights : mapping of str to float
            Of the accounts.
        """
        twins = own[:0]
        if len(beside.twins):
            twins = self.is_so(campaign, beside.made_twins)[: len(own)]
        accounts = {id_: self.is_so(*made) for id_, made in beside.made_accounts.items()}
        doubt = doubt_of_share(
            float(own.mean()),
            always_asked(own),
            always_asked(twins),
            {id_: always_asked(so) for id_, so in accounts.items()},
            weights,
        )
        return Antecedent(self.condition, self.stated, int(own.sum()), len(own), doubt)


def supposed_by(base: Document, changed: Document) -> Supposed | None:
    """Return what a change supposes.

    A what-if may state it as `antecedent`. Where it does not, it is that none of the standing
    orders that are dropped, or have another condition or other deeds, is carried out. None if there
    is neither.
    """
    what_if = changed.what_if or ""
    known = base.parts.what_ifs
    stated = known[what_if].antecedent if what_if in known else None
    if stated is not None:
        return Supposed(what_if, format_expression(stated, base.calendar))
    orders = suppressed_orders(base, changed)
    return Supposed(what_if, never_done(base, orders), orders) if orders else None


def asked_everything(document: Document, what_ifs: Sequence[str]) -> Document:
    """Return a scenario whose runs also say whether what each what-if states came about."""
    known = document.parts.what_ifs
    for id_ in what_ifs:
        stated = known[id_].antecedent if id_ in known else None
        if stated is not None:
            document = asked_whether(document, stated, f"{ANTECEDENT}_{id_}")
    return document


def asked_whether(document: Document, condition: Expression, id_: str) -> Document:
    """Return a scenario whose runs also say whether a condition is true at their end.

    The answer is the quantity `id_`: 1, 0, or unknown. Nothing else in the runs changes.
    """
    asked = Measure.model_construct(id=id_, label="", unit=None, value=condition)
    parts = document.parts
    quantities = {**parts.quantities, id_: asked}
    return replace(document, parts=replace(parts, quantities=quantities))


def never_done(document: Document, orders: Sequence[str]) -> str:
    """Say in words that none of some standing orders is carried out."""
    known = document.parts.orders
    labels = [known[id_].label or format_actions(known[id_].do) for id_ in orders]
    return f"nobody does this: {'; '.join(dict.fromkeys(labels))}"


def suppressed_orders(base: Document, changed: Document) -> tuple[str, ...]:
    """Return the standing orders of the base that a what-if drops, or gives another condition."""
    orders, others = base.parts.orders, changed.parts.orders
    return tuple(
        id_
        for id_, order in orders.items()
        if id_ not in others or (others[id_].when, others[id_].do) != (order.when, order.do)
    )
