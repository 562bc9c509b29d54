"""Trials of causes: runs made again under the same luck with one decision otherwise.

A difference is then the effect of that decision and of nothing else. Only the runs are made again
in which it could matter: those in which it was done, without it; those in which it was not, with it
assured. Everything is tried with a few runs first, and what matters most with all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from echelon.analysis.bounds import Shares, necessity_bounds, sufficiency_bounds
from echelon.analysis.causes import Cause, Causes, Share
from echelon.analysis.gates import GateEffect, count_gates, open_gates
from echelon.analysis.layers import account_runs_for, measure_layers, twins_for
from echelon.analysis.questions import Asked, questions_of
from echelon.analysis.rerun import Counted, Deferred, Made, Progress, Wanted, run_again
from echelon.errors import Interruption
from echelon.scenario.expressions import Number

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.scenario.document import Document

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Thing:
    """Something that could be otherwise, and the worlds in which it is.

    Parameters
    ----------
    part, id, label : str
        As of `Cause`.
    done : ndarray of bool, shape (runs,)
        Base runs in which it was done.
    without, assured : Deferred or None
        The campaign in which it is never done, and in which it always is; the latter None where
        that cannot be asked.
    """

    part: str
    id: str
    label: str
    done: Truths
    without: Deferred
    assured: Deferred | None

    @property
    def others(self) -> tuple[tuple[Deferred, Truths], ...]:
        """Each other world, and the base runs in which it could make a difference."""
        both = ((self.without, self.done), (self.assured, ~self.done))
        return tuple((world, where) for world, where in both if world is not None)


def find_causes(
    document: Document,
    outcome: str,
    *,
    runs: int,
    screen: int,
    top: int,
    seed: int,
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
    trial = _Trial(base.columns["outcome"] == row, row, seed, jobs, counted)
    things = things_of(world, base.orders_done > 0, base.acts_done > 0)
    twins, rivals = twins_for(runs), account_runs_for(runs)
    counted.expected += twins + rivals * len(document.accounts)
    for_gates = screen * count_gates(world)
    counted.expected += for_gates + int(
        sum(where[:screen].sum() for thing in things for _, where in thing.others)
        + top * float(np.mean([thing.done.mean() for thing in things])) * (runs - screen)
    )
    try:
        layers = measure_layers(world, base.columns, twins, rivals, seed, counted=counted)
    except KeyboardInterrupt:
        layers, trial.is_stopped = None, True
    first = trial.of_or_what_is_known(things, screen)
    ranked = sorted((each for each in first if each is not None and each.matters), key=_weight)
    chosen = {(each.part, each.id) for each in ranked[:top]}
    best = [thing for thing in things if (thing.part, thing.id) in chosen]
    all_of_them = trial.of_or_what_is_known(best, runs) if runs > screen else []
    gates: tuple[GateEffect, ...] = ()
    if not trial.is_stopped:
        few = Made({name: column[:screen] for name, column in base.columns.items()})
        try:
            gates = open_gates(
                world, outcome, few, seed, jobs=jobs, progress=counted.next(for_gates)
            )
        except KeyboardInterrupt:
            trial.is_stopped = True
    told = _told(document, outcome, trial, things, first, all_of_them, gates)
    found = replace(told, questions=replace(told.questions, layers=layers))
    if trial.is_stopped:
        raise Interruption(found)
    return found


def _told(
    document: Document,
    outcome: str,
    trial: _Trial,
    things: Sequence[Thing],
    first: Sequence[Cause | None],
    all_of_them: Iterable[Cause | None],
    gates: tuple[GateEffect, ...],
) -> Causes:
    """Put what was tried together."""
    refined = {(each.part, each.id): each for each in all_of_them if each is not None}
    tried = [each for each in first if each is not None]
    causes = [refined.get((each.part, each.id), each) for each in tried if each.matters]
    return Causes(
        scenario=document.name,
        questions=questions_of(document),
        outcome=Asked(outcome, document.parts.outcomes[outcome].label),
        seed=trial.seed,
        runs=len(trial.came),
        count=int(trial.came.sum()),
        screened=trial.screened,
        causes=tuple(sorted(causes, key=_weight)),
        idle=tuple(each for each in tried if not each.matters),
        remade=trial.remade,
        gates=gates,
        untried=tuple(
            thing.id for thing, cause in zip(things, first, strict=True) if cause is None
        ),
    )


def _weight(cause: Cause) -> tuple[float, float]:
    """Order by what the outcome owes to it in whichever way, the most first."""
    lost = cause.necessary.count / cause.runs
    given = (cause.sufficient.count + cause.averted.count) / cause.runs
    return -max(lost, given), -(lost + given)


def things_of(campaign: Campaign, orders_done: Truths, acts_done: Truths) -> list[Thing]:
    """Return every standing order, act and what-if of a scenario.

    Parameters
    ----------
    campaign : Campaign
        The base.
    orders_done, acts_done : ndarray of bool, shapes (runs, orders) and (runs, acts)
        Whether each was carried out.
    """
    from echelon.campaign.alternatives import with_order_assured, without_act, without_order

    document, found = campaign.document, list[Thing]()
    for column, (id_, order) in enumerate(document.parts.orders.items()):
        assured = None
        if not is_certain(document, id_):
            assured = Deferred(partial(with_order_assured, campaign, id_))
        without = Deferred(partial(without_order, campaign, id_))
        done = orders_done[:, column]
        found.append(Thing("orders", id_, order.label or id_, done, without, assured))
    for column, (id_, act) in enumerate(document.parts.acts.items()):
        without = Deferred(partial(without_act, campaign, id_))
        found.append(Thing("acts", id_, act.label, acts_done[:, column], without, None))
    always = np.ones(len(orders_done), bool)
    for id_ in document.what_ifs if document.what_if is None else ():
        label = document.parts.what_ifs[id_].label
        overlaid = Deferred(partial(_overlaid, document, id_))
        found.append(Thing("what_ifs", id_, label, always, overlaid, None))
    return found


def is_certain(document: Document, order: str) -> bool:
    """Say whether a standing order is carried out in every run that calls for it."""
    obedience = document.parts.orders[order].obedience
    return isinstance(obedience, Number) and obedience.value >= 1.0


def _overlaid(document: Document, what_if: str) -> Campaign:
    from echelon.campaign import compile

    return compile(document.with_overlay(what_if=what_if, account=document.account))


@dataclass
class _Trial:
    """Tries things, and remembers the runs made again, so that none is made twice."""

    came: Truths
    row: int
    seed: int
    jobs: int | None
    counted: Counted
    remade: int = 0
    screened: int = 0
    is_stopped: bool = False
    known: dict[tuple[str, str, int], Truths] = field(default_factory=dict)

    def of(self, things: Sequence[Thing], runs: int) -> list[Cause | None]:
        """Pair the first `runs` runs with those without each thing, and with it assured.

        None in the place of each thing that was not tried because the user stopped it.
        """
        self.screened = self.screened or runs
        wanted, places = [], []
        for thing in things:
            for step, (world, where) in enumerate(thing.others):
                key = (thing.part, thing.id, step)
                told = self.known.get(key, self.came[:0])
                again = np.flatnonzero(where[len(told) : runs]) + len(told)
                if len(again):
                    wanted.append(_taken_from(world, again))
                    places.append((key, again))
                else:
                    self.known[key] = np.append(told, self.came[len(told) : runs])
        for (key, again), made in zip(places, self._make(wanted), strict=True):
            if made is not None:
                told = self.known.get(key, self.came[:0])
                other = np.append(told, self.came[len(told) : runs])
                other[again] = made.columns["outcome"] == self.row
                self.known[key] = other
        return [self._cause(thing, runs) for thing in things]

    def of_or_what_is_known(self, things: Sequence[Thing], runs: int) -> list[Cause | None]:
        """Return the same, also if the user stops it between two sets of runs."""
        try:
            return self.of(things, runs)
        except KeyboardInterrupt:
            self.is_stopped = True
            return self.of(things, runs)

    def _make(self, wanted: list[Wanted]) -> list[Made | None]:
        if self.is_stopped:
            return [None] * len(wanted)
        count = sum(each.count for each in wanted)
        progress = self.counted.next(count)
        made: list[Made | None]
        try:
            made = [*run_again(wanted, self.seed, jobs=self.jobs, progress=progress)]
        except Interruption as stopped:
            made, self.is_stopped = stopped.found, True
        pairs = zip(wanted, made, strict=True)
        self.remade += sum(each.count for each, done in pairs if done is not None)
        return made

    def _cause(self, thing: Thing, runs: int) -> Cause | None:
        others = [
            self.known.get((thing.part, thing.id, step)) for step, _ in enumerate(thing.others)
        ]
        told = [other for other in others if other is not None and len(other) >= runs]
        if len(told) < len(others):
            return None
        without, with_it = (*told, self.came[:runs])[:2]
        return cause_from_pairs(thing, self.came[:runs], without[:runs], with_it[:runs])


def _taken_from(world: Deferred, runs: npt.NDArray[np.int64]) -> Wanted:
    """Want some runs of a world, whatever their numbers."""
    from echelon.campaign.alternatives import designed

    return Wanted(Deferred(lambda: designed(world(), runs, runs)), len(runs))


def cause_from_pairs(thing: Thing, came: Truths, without: Truths, with_it: Truths) -> Cause:
    """Count in which runs the outcome hangs on a thing.

    Parameters
    ----------
    thing : Thing
        What was tried.
    came, without, with_it : ndarray of bool, shape (runs,)
        Whether the outcome came in the base, without the thing, and with it assured.
    """
    runs = len(came)
    done = thing.done[:runs]
    shares = Shares(
        with_both=float((done & came).mean()),
        with_neither=float((~done & ~came).mean()),
        cause=float(done.mean()),
        if_done=float(with_it.mean()),
        if_not_done=float(without.mean()),
    )
    asked = ~done & ~came
    enough = asked & with_it
    of_it = sufficiency_bounds(shares)
    if done.all():
        # Nobody is without it, so sufficiency is asked of the runs from which it is taken away.
        asked, enough = ~without, ~without & came
        taken = Shares(0.0, float(asked.mean()), 0.0, shares.if_done, shares.if_not_done)
        of_it = sufficiency_bounds(taken)
    return Cause(
        part=thing.part,
        id=thing.id,
        label=thing.label,
        runs=runs,
        done=int(done.sum()),
        necessary=Share(
            int((done & came & ~without).sum()), int((done & came).sum()), necessity_bounds(shares)
        ),
        sufficient=Share(int(enough.sum()), int(asked.sum()), of_it),
        averted=Share(int((done & ~came & without).sum()), int((done & ~came).sum()), None),
    )
