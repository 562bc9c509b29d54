"""Trials of causes: runs made again under the same luck with one decision otherwise.

A difference is then the effect of that decision and of nothing else. Only the runs are made again
in which it could matter: those in which it was done, without it; those in which it was not, with it
assured. Everything is tried with a few runs first, and what matters most with all, with twins of
these, and with runs of each account.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from echelon.analysis.beside import FEWEST_BESIDE, MOST_TWINS, account_runs_for
from echelon.analysis.causes import Cause, Causes
from echelon.analysis.doubt import FEWEST_ASKED
from echelon.analysis.elsewhere import Elsewhere, Tries, doubted, try_elsewhere
from echelon.analysis.gates import GateEffect, count_gates, open_gates
from echelon.analysis.layers import layers_of
from echelon.analysis.questions import Asked, questions_of
from echelon.analysis.rerun import Counted, Made, Progress, Wanted, run_again
from echelon.analysis.things import Thing, things_of
from echelon.analysis.trying import Trial, Tried, causes_among
from echelon.errors import Interruption

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.scenario.document import Document


def find_causes(
    document: Document,
    outcome: str,
    *,
    runs: int,
    screen: int,
    top: int,
    seed: int,
    crossed: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Causes:
    """Ask of every decision how often it was necessary, and how often sufficient, for an outcome.

    Parameters
    ----------
    document : Document
        The scenario.
    outcome : str
        Id of an outcome.
    runs, screen, top : int
        Base runs; runs with which every decision is tried first; decisions that are then tried with
        all of them.
    crossed : bool, default False
        Whether each gate of the funnel is opened under each account, too.
    seed, jobs, progress
        As of `run_again`.

    Raises
    ------
    Interruption
        If the user stops it; `found` is what has been tried by then, or None before anything was.
    """
    from echelon.campaign import compile

    row, screen = list(document.parts.outcomes).index(outcome), min(screen, runs)
    counted = Counted(progress, runs)
    world = compile(document)
    wanted = Wanted(world, runs, deeds=True, columns=("outcome", "funnel_"))
    try:
        (base,) = run_again([wanted], seed, jobs=jobs, progress=counted.next(runs))
    except Interruption:
        raise Interruption from None
    trial = Trial(base.columns["outcome"] == row, row, seed, jobs, counted)
    things = things_of(world, base.orders_done > 0, base.acts_done > 0)
    inquest = _Inquest(world, outcome, base, trial, screen, crossed)
    counted.expected = inquest.expected(things, top)
    first = trial.of_or_what_is_known(things, screen)
    ranked = sorted(
        (each for each in causes_among(things, first) if each is not None and each.matters),
        key=_weight,
    )
    chosen = {(each.part, each.id) for each in ranked[:top]}
    best = [thing for thing in things if (thing.part, thing.id) in chosen]
    refined = trial.of_or_what_is_known(best, runs) if runs > screen else [None] * len(best)
    found = inquest.told(things, first, best, refined)
    if trial.is_stopped:
        raise Interruption(found)
    return found


@dataclass
class _Inquest:
    """What is asked once everything was tried: how the answers hang on inputs and accounts."""

    campaign: Campaign
    outcome: str
    base: Made
    trial: Trial
    screen: int
    crossed: bool

    @property
    def runs(self) -> int:
        return len(self.trial.came)

    @property
    def twins(self) -> int:
        """Runs that get a twin: a share is asked of a part of them only, so all do."""
        return min(self.runs, MOST_TWINS) if self.runs >= FEWEST_BESIDE else 0

    @property
    def for_gates(self) -> int:
        """Pairs with which each gate is opened."""
        return min(self.runs, max(self.screen, FEWEST_BESIDE))

    @property
    def of_accounts(self) -> int:
        """Runs of each account to which each gate is opened, too."""
        return account_runs_for(self.runs, count_gates(self.campaign)) if self.crossed else 0

    @property
    def opened(self) -> int:
        """Runs made with a gate open."""
        of_accounts = len(self.campaign.document.accounts) * self.of_accounts
        count = self.for_gates * (2 if self.twins else 1) + of_accounts
        return count_gates(self.campaign) * count

    def expected(self, things: Sequence[Thing], top: int) -> int:
        """Say how many runs are thought to be made in all."""
        mean = float(np.mean([thing.done.mean() for thing in things])) if things else 0.0
        accounts = len(self.campaign.document.accounts)
        rivals, crossed = (account_runs_for(self.runs, some) * accounts for some in (1, top))
        beside = self.twins + rivals + (self.twins + crossed) * top * mean
        tried = self.trial.expected(things, self.screen) + top * mean * (self.runs - self.screen)
        return self.runs + self.opened + int(beside + tried)

    def told(
        self,
        things: Sequence[Thing],
        first: Sequence[Tried | None],
        best: Sequence[Thing],
        refined: Sequence[Tried | None],
    ) -> Causes:
        """Put what was tried together, with the doubt about it unless the user stops that."""
        tried = {
            (thing.part, thing.id): each
            for some, told in ((things, first), (best, refined))
            for thing, each in zip(some, told, strict=True)
            if each is not None
        }
        best_keys = {(thing.part, thing.id) for thing in best}
        others = [
            thing
            for thing, each in zip(things, causes_among(things, first), strict=True)
            if each is not None and each.matters and (thing.part, thing.id) not in best_keys
        ]
        elsewhere, gates = self._elsewhere(best, others)
        causes = [
            each
            for each in causes_among(things, [tried.get((one.part, one.id)) for one in things])
            if each is not None
        ]
        known = [doubted(each, tried[each.part, each.id], elsewhere) for each in causes]
        return self._causes(things, first, known, gates, elsewhere)

    def _elsewhere(
        self, best: Sequence[Thing], others: Sequence[Thing]
    ) -> tuple[Elsewhere | None, tuple[GateEffect, ...]]:
        """Try what matters most elsewhere with all runs, the rest with as few as it was tried."""
        trial, elsewhere = self.trial, None
        gates: tuple[GateEffect, ...] = ()
        if trial.is_stopped:
            return None, ()
        try:
            tries = Tries(
                best,
                others,
                twins=self.twins,
                rivals=account_runs_for(self.runs),
                crossed=account_runs_for(self.runs, len(best)),
                few=min(self.screen, FEWEST_ASKED),
            )
            elsewhere = try_elsewhere(self.campaign, self.base, tries, trial)
            gates = self._gates(elsewhere)
        except KeyboardInterrupt:
            trial.is_stopped = True
        return elsewhere, gates

    def _gates(self, elsewhere: Elsewhere) -> tuple[GateEffect, ...]:
        count, trial = self.for_gates, self.trial
        told = {
            id_: (document, elsewhere.beside.accounts[id_][: self.of_accounts])
            for id_, document in elsewhere.told.items()
        }
        return open_gates(
            self.campaign,
            self.outcome,
            self.base.first(count),
            trial.seed,
            twins=elsewhere.beside.twins[:count] if self.twins else None,
            accounts=told if self.of_accounts else None,
            jobs=trial.jobs,
            progress=trial.counted.next(self.opened),
        )

    def _causes(
        self,
        things: Sequence[Thing],
        first: Sequence[Tried | None],
        known: Sequence[Cause],
        gates: tuple[GateEffect, ...],
        elsewhere: Elsewhere | None,
    ) -> Causes:
        document, trial = self.campaign.document, self.trial
        layers = None
        if elsewhere is not None:
            layers = layers_of(document, self.base.columns["outcome"], elsewhere.beside)
        return Causes(
            scenario=document.name,
            questions=replace(questions_of(document), layers=layers),
            outcome=Asked(self.outcome, document.parts.outcomes[self.outcome].label),
            seed=trial.seed,
            runs=self.runs,
            count=int(trial.came.sum()),
            screened=trial.screened,
            causes=tuple(sorted((each for each in known if each.matters), key=_weight)),
            idle=tuple(each for each in known if not each.matters),
            remade=trial.remade + (elsewhere.remade if elsewhere else 0),
            gates=gates,
            untried=tuple(
                thing.id for thing, each in zip(things, first, strict=True) if each is None
            ),
        )


def _weight(cause: Cause) -> tuple[float, float]:
    """Order by what the outcome owes to it in whichever way, the most first."""
    lost = cause.necessary.count / cause.runs
    given = (cause.sufficient.count + cause.averted.count) / cause.runs
    return -max(lost, given), -(lost + given)
