"""What is seen of single runs besides their answers: orders carried out, acts without prompt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from echelon.analysis.intervals import wilson
from echelon.analysis.rerun import Made
from echelon.ensemble.chunks import Array, Arrays, Interrupted
from echelon.ensemble.columns import NEVER

if TYPE_CHECKING:
    from echelon.campaign import Campaign


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


class Seen(NamedTuple):
    """What is seen of one run.

    Parameters
    ----------
    orders_done, acts_done : ndarray of int, shapes (orders,) and (acts,)
        How often each standing order (and conditional act) and each act was carried out.
    acts_us, facts_us : ndarray of int
        When each act was done and each fact came about, microseconds since the start.
    """

    orders_done: Array
    acts_done: Array
    acts_us: Array
    facts_us: Array


@dataclass(frozen=True)
class Looks:
    """What is seen of the first runs of a scenario besides their answers, while they are made.

    Parameters
    ----------
    campaign : Campaign
        The scenario, compiled.
    seed, runs : int
        Root of all draws, and how many runs from 0 on are looked at.
    seen : dict of int to Seen
        By run; filled when the runs are made.
    """

    campaign: Campaign
    seed: int
    runs: int
    seen: dict[int, Seen] = field(default_factory=dict)

    def simulate(self, first: int, count: int, interrupted: Interrupted) -> Arrays:
        """Simulate runs as `simulate_range` does, and look at those that are to be looked at."""
        from echelon.campaign.afterwards import acts_done_us, facts_happened_us, simulate_and_look
        from echelon.ensemble.simulation import simulate_range

        if first >= self.runs:
            return simulate_range(self.campaign, self.seed)(first, count, interrupted)
        block, seen = simulate_and_look(
            self.campaign,
            self.seed,
            first,
            min(count, self.runs - first),
            lambda state: (acts_done_us(self.campaign, state), facts_happened_us(state)),
            interrupted=interrupted,
        )
        for row, times in enumerate(seen):
            self.seen[first + row] = Seen(block.orders_done[row], block.acts_done[row], *times)
        return {**block.columns, **block.tallies}

    @property
    def deeds(self) -> Made:
        """How often each standing order, act and conditional act was carried out."""
        in_order = [self.seen[run] for run in sorted(self.seen)]
        return Made(
            {},
            np.array([each.orders_done for each in in_order]),
            np.array([each.acts_done for each in in_order]),
        )

    def without_prompt(self) -> dict[str, int]:
        """Count, by act that states what prompted it, the runs in which it went ahead without."""
        acts = self.campaign.document.parts.acts
        rows = {
            row: [self.campaign.assembled.assembly.facts[fact] for fact in act.prompted_by]
            for row, act in enumerate(acts.values())
            if act.prompted_by
        }
        counts = dict.fromkeys((list(acts)[row] for row in rows), 0)
        for each in self.seen.values():
            for row, facts in rows.items():
                done, happened = each.acts_us[row], each.facts_us[facts]
                if done == NEVER:
                    continue
                without = (happened == NEVER) | (happened > done)
                counts[list(acts)[row]] += bool(np.any(without))
        return counts
