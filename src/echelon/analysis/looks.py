"""What is seen of single runs besides their answers: orders carried out, acts without prompt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from echelon.analysis.doubt import NOT_ASKED, Doubt, Truths, always_asked, doubt_of_share
from echelon.analysis.intervals import wilson
from echelon.analysis.rerun import Made
from echelon.ensemble.chunks import Array, Arrays, Interrupted
from echelon.ensemble.columns import NEVER

if TYPE_CHECKING:
    from echelon.analysis.beside import RunsBeside
    from echelon.campaign import Campaign
    from echelon.engine.state import State
    from echelon.scenario.document import Document

Moments = tuple[Array, Array]
"""When each act was done and each fact came about in a run, microseconds since the start."""


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
    base_doubt, changed_doubt : Doubt
        About both shares, beside the luck of the draw.
    """

    act: str
    label: str
    prompts: tuple[str, ...]
    prompted_by: tuple[str, ...]
    base: int
    changed: int
    runs: int
    base_doubt: Doubt = NOT_ASKED
    changed_doubt: Doubt = NOT_ASKED

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
            "base_doubt": self.base_doubt.as_json(),
            "changed_doubt": self.changed_doubt.as_json(),
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
        from echelon.campaign.afterwards import simulate_and_look
        from echelon.ensemble.simulation import simulate_range

        if first >= self.runs:
            return simulate_range(self.campaign, self.seed)(first, count, interrupted)
        block, seen = simulate_and_look(
            self.campaign,
            self.seed,
            first,
            min(count, self.runs - first),
            partial(moments_of, self.campaign),
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

    @property
    def moments(self) -> tuple[Moments, ...]:
        """When each act was done and each fact came about, run by run."""
        return tuple((self.seen[run].acts_us, self.seen[run].facts_us) for run in sorted(self.seen))


def moments_of(campaign: Campaign, state: State) -> Moments:
    """See in a run that is over when each act was done and each fact came about."""
    from echelon.campaign.afterwards import acts_done_us, facts_happened_us

    return acts_done_us(campaign, state), facts_happened_us(state)


def without_prompt(campaign: Campaign, seen: Sequence[Moments]) -> dict[str, Truths]:
    """Say, by act that states what prompted it, in which runs it went ahead without.

    Parameters
    ----------
    campaign : Campaign
        What ran.
    seen : sequence of Moments
        From `moments_of`, run by run.
    """
    acts = campaign.document.parts.acts
    numbers = campaign.assembled.assembly.facts
    found = {}
    for row, (id_, act) in enumerate(acts.items()):
        if act.prompted_by:
            facts = [numbers[fact] for fact in act.prompted_by]
            found[id_] = np.array([_is_ahead(each, row, facts) for each in seen], bool)
    return found


def _is_ahead(seen: Moments, act: int, facts: Sequence[int]) -> bool:
    """Say whether an act was done before one of some facts had come about."""
    done, happened = seen[0][act], seen[1][facts]
    return bool(done != NEVER and np.any((happened == NEVER) | (happened > done)))


class WentAhead(NamedTuple):
    """In which runs acts went ahead without their prompts, and in those made beside them."""

    own: Mapping[str, Truths]
    twins: Mapping[str, Truths]
    accounts: Mapping[str, Mapping[str, Truths]]

    def doubt(self, act: str, weights: Mapping[str, float]) -> Doubt:
        """Tell what is in doubt about how often an act did, beside the luck of the draw."""
        own = self.own[act]
        accounts = {
            id_: always_asked(each[act])
            for id_, each in self.accounts.items()
            if len(each.get(act, ()))
        }
        twins = always_asked(self.twins.get(act, own[:0])[: len(own)])
        return doubt_of_share(float(own.mean()), always_asked(own), twins, accounts, weights)


def went_ahead(looks: Looks, beside: RunsBeside | None) -> WentAhead:
    """Say in which of the runs that were looked at, and of those beside them, acts went ahead."""
    own = without_prompt(looks.campaign, looks.moments)
    if beside is None:
        return WentAhead(own, {}, {})
    return WentAhead(
        own,
        without_prompt(looks.campaign, beside.made_twins.seen),
        {id_: without_prompt(one, made.seen) for id_, (one, made) in beside.made_accounts.items()},
    )


def unprompted(
    base: WentAhead, changed: WentAhead, document: Document, weights: Mapping[str, float]
) -> tuple[Unprompted, ...]:
    """Count how often each act that states what prompted it went ahead without.

    Parameters
    ----------
    base, changed : WentAhead
        Of the base, and of the what-if.
    document : Document
        Of the base.
    weights : mapping of str to float
        Of the accounts.
    """
    acts, facts = document.parts.acts, document.parts.facts
    return tuple(
        Unprompted(
            id_,
            acts[id_].label,
            acts[id_].prompted_by,
            tuple((facts.get(it) or acts[it]).label for it in acts[id_].prompted_by),
            int(own.sum()),
            int(changed.own[id_].sum()) if id_ in changed.own else 0,
            len(own),
            base.doubt(id_, weights),
            changed.doubt(id_, weights) if id_ in changed.own else NOT_ASKED,
        )
        for id_, own in base.own.items()
    )
