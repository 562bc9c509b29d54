"""Causes: how often each decision was necessary, and how often sufficient, for an outcome.

Every run is made again under the same luck with one thing otherwise, so that a difference is the
effect of that thing and of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from echelon.analysis.bounds import Bounds, Shares, necessity_bounds, sufficiency_bounds
from echelon.analysis.gates import GateEffect, open_gates
from echelon.analysis.intervals import Z_95, Interval, jeffreys, wilson
from echelon.analysis.questions import Asked
from echelon.analysis.rerun import Progress, Wanted, run_again
from echelon.scenario.expressions import Number

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.scenario.document import Document

Truths = npt.NDArray[np.bool_]

NOUNS = {"orders": "standing order", "acts": "act", "what_ifs": "what-if"}


@dataclass(frozen=True)
class Share:
    """A share of some runs.

    Parameters
    ----------
    count, of : int
        Runs that are so, and the runs of which it is asked.
    bounds : Bounds or None
        What the shares of the outcome alone, without pairs of runs, allow it to be.
    """

    count: int
    of: int
    bounds: Bounds | None

    @property
    def value(self) -> float | None:
        """The share; None where there is no run to ask."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Wilson interval, or Jeffreys where all or none are so."""
        if not self.of:
            return None
        if self.count in (0, self.of):
            return jeffreys(self.count, self.of)
        return wilson(self.count, self.of)

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        low, high = self.interval or (None, None)
        return {
            "value": self.value,
            "low": low,
            "high": high,
            "count": self.count,
            "of": self.of,
            "bounds": None if self.bounds is None else list(self.bounds),
        }


@dataclass(frozen=True)
class Cause:
    """One decision, and what taking it away or assuring it does to an outcome.

    Parameters
    ----------
    part, id, label : str
        `orders`, `acts` or `what_ifs`; its id; what it is in words.
    runs : int
        Pairs of runs behind the shares.
    done : int
        Runs among them in which it was done; all of them for a what-if, which is about the
        decision as the base has it.
    necessary : Share
        Of the runs in which it was done and the outcome came: without it, the outcome had not come.
    sufficient : Share
        Of the runs without it and without the outcome: with it, the outcome had come. What is done
        in every run is first taken away.
    averted : Share
        Of the runs in which it was done and the outcome did not come: without it, it had come.
    """

    part: str
    id: str
    label: str
    runs: int
    done: int
    necessary: Share
    sufficient: Share
    averted: Share

    @property
    def difference(self) -> float:
        """Probability of the outcome as things are, less the probability without this."""
        return (self.necessary.count - self.averted.count) / self.runs

    @property
    def difference_interval(self) -> Interval:
        """95 % interval of the difference, from the pairs (McNemar)."""
        lost, gained = self.necessary.count / self.runs, self.averted.count / self.runs
        half = Z_95 * np.sqrt(max(lost + gained - (lost - gained) ** 2, 0.0) / self.runs)
        return Interval(float(lost - gained - half), float(lost - gained + half))

    @property
    def matters(self) -> bool:
        """Whether any run ended otherwise for it; with the same luck, one is enough."""
        return self.necessary.count + self.sufficient.count + self.averted.count > 0

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        low, high = self.difference_interval
        return {
            "part": self.part,
            "id": self.id,
            "label": self.label,
            "runs": self.runs,
            "done": self.done / self.runs,
            "necessary": self.necessary.as_json(),
            "sufficient": self.sufficient.as_json(),
            "averted": self.averted.as_json(),
            "difference": self.difference,
            "difference_low": low,
            "difference_high": high,
            "matters": self.matters,
        }


@dataclass(frozen=True)
class Causes:
    """What an outcome hangs on.

    Parameters
    ----------
    scenario, title : str
        Name and title of the scenario.
    outcome : Asked
        The outcome.
    seed, runs, count, screened : int
        Root of the draws, base runs, how many of them ended so, and pairs that everything was first
        tried with.
    causes : tuple of Cause
        Those that matter, what most runs owe the outcome to first.
    idle : tuple of Cause
        Those that made no difference in any pair.
    remade : int
        Runs made besides the base.
    gates : tuple of GateEffect
        What opening each gate of the funnel would have changed.
    """

    scenario: str
    title: str
    outcome: Asked
    seed: int
    runs: int
    count: int
    screened: int
    causes: tuple[Cause, ...]
    idle: tuple[Cause, ...]
    remade: int
    gates: tuple[GateEffect, ...]

    def __str__(self) -> str:
        from echelon.analysis.causes_text import causes_text

        return causes_text(self)

    def as_json(self) -> dict[str, Any]:
        """Give plain values, as `echelon causes --json` prints them."""
        low, high = wilson(self.count, self.runs)
        return {
            "scenario": self.scenario,
            "outcome": {
                "id": self.outcome.id,
                "label": self.outcome.label,
                "probability": self.count / self.runs,
                "low": low,
                "high": high,
            },
            "seed": self.seed,
            "runs": self.runs,
            "screened": self.screened,
            "remade": self.remade,
            "causes": [cause.as_json() for cause in self.causes],
            "idle": [cause.as_json() for cause in self.idle],
            "gates": [gate.as_json() for gate in self.gates],
        }


@dataclass(frozen=True)
class _Thing:
    """Something that could be otherwise, and the worlds in which it is."""

    part: str
    id: str
    label: str
    done: Truths
    without: Callable[[], Campaign]
    assured: Callable[[], Campaign] | None


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
    """
    from echelon.campaign import compile

    rows = list(document.parts.outcomes)
    base_world = compile(document)
    (base,) = run_again([Wanted(base_world, runs, deeds=True)], seed, jobs=jobs, progress=progress)
    came = base.columns["outcome"] == rows.index(outcome)
    things = _things(base_world, base.orders_done > 0, base.acts_done > 0)
    trial = _Trial(came, rows.index(outcome), seed, jobs, progress)
    first = trial.of(things, min(screen, runs))
    ranked = sorted(zip(first, things, strict=True), key=lambda pair: _weight(pair[0]))
    best = [thing for cause, thing in ranked if cause.matters][:top]
    refined = {(each.part, each.id): each for each in trial.of(best, runs)} if runs > screen else {}
    causes = sorted(
        (refined.get((each.part, each.id), each) for each in first if each.matters), key=_weight
    )
    label = document.parts.outcomes[outcome].label
    return Causes(
        scenario=document.name,
        title=document.settings.title,
        outcome=Asked(outcome, label),
        seed=seed,
        runs=runs,
        count=int(came.sum()),
        screened=min(screen, runs),
        causes=tuple(causes),
        idle=tuple(each for each in first if not each.matters),
        remade=trial.remade,
        gates=open_gates(document, outcome, min(screen, runs), seed, jobs=jobs, progress=progress),
    )


def _weight(cause: Cause) -> tuple[float, float]:
    """Order by what the outcome owes to it in whichever way, the most first."""
    lost = cause.necessary.count / cause.runs
    given = (cause.sufficient.count + cause.averted.count) / cause.runs
    return -max(lost, given), -(lost + given)


def _things(campaign: Campaign, orders_done: Truths, acts_done: Truths) -> list[_Thing]:
    from echelon.campaign.alternatives import with_order_assured, without_act, without_order

    document, found = campaign.document, list[_Thing]()
    for column, (id_, order) in enumerate(document.parts.orders.items()):
        done = orders_done[:, column]
        assured = None if is_certain(document, id_) else partial(with_order_assured, campaign, id_)
        without = partial(without_order, campaign, id_)
        found.append(_Thing("orders", id_, order.label or id_, done, without, assured))
    for column, (id_, act) in enumerate(document.parts.acts.items()):
        without = partial(without_act, campaign, id_)
        found.append(_Thing("acts", id_, act.label, acts_done[:, column], without, None))
    always = np.ones(len(orders_done), bool)
    for id_ in document.what_ifs if document.what_if is None else ():
        label = document.parts.what_ifs[id_].label
        overlaid = partial(_overlaid, document, id_)
        found.append(_Thing("what_ifs", id_, label, always, overlaid, None))
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
    """Tries things: makes again only the runs in which taking one away could matter."""

    came: Truths
    row: int
    seed: int
    jobs: int | None
    progress: Progress | None
    remade: int = 0

    def of(self, things: Sequence[_Thing], runs: int) -> list[Cause]:
        """Pair the first `runs` runs with the same runs without each thing, and with it assured."""
        everywhere = np.arange(runs)
        sets, places = [], []
        for thing in things:
            done = thing.done[:runs]
            for world, again in ((thing.without, done), (thing.assured, ~done)):
                places.append(everywhere[again] if world is not None else everywhere[:0])
                if world is not None and again.any():
                    sets.append((world, places[-1]))
        made = iter(self._make(sets))
        causes = []
        for number, thing in enumerate(things):
            without = with_it = self.came[:runs]
            for step in (0, 1):
                where = places[2 * number + step]
                if len(where):
                    other = self.came[:runs].copy()
                    other[where] = next(made)
                    without, with_it = (other, with_it) if step == 0 else (without, other)
            causes.append(_cause(thing, self.came[:runs], without, with_it))
        return causes

    def _make(self, sets: Sequence[tuple[Callable[[], Campaign], Any]]) -> list[Truths]:
        from echelon.campaign.alternatives import designed

        wanted = [Wanted(designed(world(), where, where), len(where)) for world, where in sets]
        self.remade += sum(each.count for each in wanted)
        made = run_again(wanted, self.seed, jobs=self.jobs, progress=self.progress)
        return [each.columns["outcome"] == self.row for each in made]


def _cause(thing: _Thing, came: Truths, without: Truths, with_it: Truths) -> Cause:
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
