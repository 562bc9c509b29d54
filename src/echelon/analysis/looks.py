"""What is seen of single runs besides their answers: orders carried out, acts without prompt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from echelon.analysis.intervals import wilson
from echelon.analysis.rerun import Counted, Made, Progress, Wanted, look_again, run_again
from echelon.ensemble.chunks import Array
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
    def deeds(self) -> Made:
        """How often each standing order, act and conditional act was carried out."""
        wanted = [Wanted(self.campaign, self.runs, deeds=True)]
        return run_again(wanted, self.seed, jobs=self.jobs, progress=self._progress)[0]

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
