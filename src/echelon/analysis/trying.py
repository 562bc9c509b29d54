"""One population of runs tried: made again under the same luck with one decision otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from echelon.analysis.bounds import Bounds, Shares, necessity_bounds, sufficiency_bounds
from echelon.analysis.causes import Cause, Share
from echelon.analysis.doubt import Shown
from echelon.analysis.rerun import Counted, Deferred, Made, Wanted, run_again
from echelon.analysis.things import Thing, Truths
from echelon.ensemble.chunks import Array
from echelon.errors import Interruption


class Tried(NamedTuple):
    """Whether an outcome came in some runs as they are, without a thing, and with it assured."""

    done: Truths
    came: Truths
    without: Truths
    with_it: Truths

    def necessary(self) -> Shown:
        """Of the runs in which it was done and the outcome came: without it, it had not come."""
        return Shown(self.done & self.came & ~self.without, self.done & self.came)

    def sufficient(self, *, taken_away: bool) -> Shown:
        """Of the runs without it and without the outcome: with it, the outcome had come.

        Where it is done in every run nobody is without it, so that sufficiency is asked of the runs
        from which it is taken away.
        """
        if taken_away:
            return Shown(~self.without & self.came, ~self.without)
        asked = ~self.done & ~self.came
        return Shown(asked & self.with_it, asked)

    def averted(self) -> Shown:
        """Of the runs in which it was done and the outcome did not come: without it, it had."""
        return Shown(self.done & ~self.came & self.without, self.done & ~self.came)


@dataclass
class Trial:
    """Tries things on some runs, and remembers the runs made again, so that none is made twice.

    Parameters
    ----------
    came : ndarray of bool, shape (runs,)
        Whether the outcome came as things are.
    row : int
        Of the outcome.
    seed, jobs, counted
        As of `run_again`.
    chance : int
        How far from its own number the chance of each run is taken; 0 but for twins.
    """

    came: Truths
    row: int
    seed: int
    jobs: int | None
    counted: Counted
    chance: int = 0
    remade: int = 0
    screened: int = 0
    is_stopped: bool = False
    known: dict[tuple[str, str, int], Truths] = field(default_factory=dict)

    def elsewhere(self, ended: Array, chance: int = 0) -> Trial:
        """Return a trial of the same outcome on other runs, which ended in these outcomes."""
        return Trial(ended == self.row, self.row, self.seed, self.jobs, self.counted, chance)

    def of(self, things: Sequence[Thing], runs: int) -> list[Tried | None]:
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
                    wanted.append(self._taken_from(world, again))
                    places.append((key, again))
                else:
                    self.known[key] = np.append(told, self.came[len(told) : runs])
        for (key, again), made in zip(places, self._make(wanted), strict=True):
            if made is not None:
                told = self.known.get(key, self.came[:0])
                other = np.append(told, self.came[len(told) : runs])
                other[again] = made.columns["outcome"] == self.row
                self.known[key] = other
        return [self._tried(thing, runs) for thing in things]

    def of_or_what_is_known(self, things: Sequence[Thing], runs: int) -> list[Tried | None]:
        """Return the same, also if the user stops it between two sets of runs."""
        try:
            return self.of(things, runs)
        except KeyboardInterrupt:
            self.is_stopped = True
            return self.of(things, runs)

    def expected(self, things: Sequence[Thing], runs: int) -> int:
        """Count the runs that trying things would make again."""
        return int(sum(where[:runs].sum() for thing in things for _, where in thing.others))

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

    def _tried(self, thing: Thing, runs: int) -> Tried | None:
        others = [
            self.known.get((thing.part, thing.id, step)) for step, _ in enumerate(thing.others)
        ]
        told = [other for other in others if other is not None and len(other) >= runs]
        if len(told) < len(others):
            return None
        without, with_it = (*told, self.came[:runs])[:2]
        return Tried(thing.done[:runs], self.came[:runs], without[:runs], with_it[:runs])

    def _taken_from(self, world: Deferred, runs: npt.NDArray[np.int64]) -> Wanted:
        """Want some runs of a world, whatever their numbers, with the chance of these runs."""
        from echelon.campaign.alternatives import designed

        chance = (runs + self.chance) % 2**32
        return Wanted(Deferred(lambda: designed(world(), chance, runs)), len(runs))


def causes_among(things: Sequence[Thing], tried: Sequence[Tried | None]) -> Iterator[Cause | None]:
    """Yield what each thing is to the outcome; None of those that were not tried."""
    for thing, each in zip(things, tried, strict=True):
        yield None if each is None else cause_of(thing, each)


def cause_of(thing: Thing, tried: Tried) -> Cause:
    """Count in which runs the outcome hangs on a thing."""
    done, came, without, with_it = tried
    shares = Shares(
        with_both=float((done & came).mean()),
        with_neither=float((~done & ~came).mean()),
        cause=float(done.mean()),
        if_done=float(with_it.mean()),
        if_not_done=float(without.mean()),
    )
    is_always_done = bool(done.all())
    bounds = sufficiency_bounds(shares)
    if is_always_done:
        neither = float((~without).mean())
        bounds = sufficiency_bounds(Shares(0.0, neither, 0.0, shares.if_done, shares.if_not_done))
    return Cause(
        part=thing.part,
        id=thing.id,
        label=thing.label,
        runs=len(came),
        done=int(done.sum()),
        necessary=_share(tried.necessary(), necessity_bounds(shares)),
        sufficient=_share(tried.sufficient(taken_away=is_always_done), bounds),
        averted=_share(tried.averted()),
    )


def _share(shown: Shown, bounds: Bounds | None = None) -> Share:
    return Share(int(shown.so.sum()), int(shown.asked.sum()), bounds)
