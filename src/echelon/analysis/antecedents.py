"""How often the base comes by itself to what a what-if supposes, and acts without their prompt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from echelon.analysis.intervals import Interval, wilson
from echelon.analysis.rerun import Counted, Progress, Wanted, look_again, run_again
from echelon.ensemble.chunks import Array
from echelon.ensemble.columns import NEVER
from echelon.scenario.actions import format_actions
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
    prompts, prompted_by : tuple of str
        The facts that it states as `prompted_by`: their ids, and the facts in words.
    base, changed, runs : int
        Runs of the base and of the what-if in which it went ahead before one of them had come
        about, and all runs looked at of each.
    """

    act: str
    label: str
    prompts: tuple[str, ...]
    prompted_by: tuple[str, ...]
    base: int
    changed: int
    runs: int

    def as_json(self) -> dict[str, Any]:
        """Give plain values, the shares with their 95 % Wilson intervals."""
        base, changed = (wilson(count, self.runs) for count in (self.base, self.changed))
        return {
            "act": self.act,
            "label": self.label,
            "prompted_by": list(self.prompts),
            "base": self.base,
            "base_low": base.low,
            "base_high": base.high,
            "base_share": self.base / self.runs,
            "changed": self.changed,
            "changed_low": changed.low,
            "changed_high": changed.high,
            "changed_share": self.changed / self.runs,
            "runs": self.runs,
        }


def asked_whether(document: Document, condition: Expression, id_: str = ANTECEDENT) -> Document:
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


@dataclass(frozen=True)
class Looks:
    """What is seen of the first runs of a scenario besides their answers; each looked at once.

    Parameters
    ----------
    campaign : Campaign
        The scenario, compiled.
    seed, runs : int
        Root of all draws, and how many runs from 0 on.
    jobs : int, optional
        As of `run_again`.
    counted : Counted, optional
        Counts these runs with others.
    """

    campaign: Campaign
    seed: int
    runs: int
    jobs: int | None = None
    counted: Counted | None = None

    @property
    def _progress(self) -> Progress | None:
        return None if self.counted is None else self.counted.next(self.runs)

    @cached_property
    def orders_done(self) -> npt.NDArray[np.int64]:
        """How often each standing order and conditional act was carried out; shape (runs, rows)."""
        wanted = [Wanted(self.campaign, self.runs, deeds=True)]
        return run_again(wanted, self.seed, jobs=self.jobs, progress=self._progress)[0].orders_done

    @cached_property
    def acts_and_facts(self) -> list[tuple[Array, Array]]:
        """When each act was done and each fact came about, run by run."""
        from echelon.campaign.afterwards import acts_done_us, facts_happened_us

        return look_again(
            self.campaign,
            self.seed,
            self.runs,
            lambda state: (acts_done_us(self.campaign, state), facts_happened_us(state)),
            jobs=self.jobs,
            progress=self._progress,
        )

    def never_given(self, orders: tuple[str, ...]) -> int:
        """Count the runs in which none of some standing orders was carried out."""
        rows = [self.campaign.assembled.assembly.orders[id_] for id_ in orders]
        return int((self.orders_done[:, rows] == 0).all(axis=1).sum())

    def without_prompt(self) -> dict[str, int]:
        """Count, by act that states what prompted it, the runs in which it went ahead without."""
        acts = self.campaign.document.parts.acts
        rows = {
            row: [self.campaign.assembled.assembly.facts[fact] for fact in act.prompted_by]
            for row, act in enumerate(acts.values())
            if act.prompted_by
        }
        counts = dict.fromkeys((list(acts)[row] for row in rows), 0)
        for done, happened in self.acts_and_facts if rows else ():
            for row, facts in rows.items():
                if done[row] == NEVER:
                    continue
                without = (happened[facts] == NEVER) | (happened[facts] > done[row])
                counts[list(acts)[row]] += bool(np.any(without))
        return counts
