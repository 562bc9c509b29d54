"""The same things tried elsewhere: on twins with the same inputs, and under each account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from echelon.analysis.beside import OTHER_CHANCE, RunsBeside, compiled_later, twins_of
from echelon.analysis.causes import Cause, Share
from echelon.analysis.doubt import (
    Doubt,
    Shown,
    always_asked,
    doubt_of_difference,
    doubt_of_share,
)
from echelon.analysis.rerun import Made, Wanted, run_again
from echelon.analysis.things import Thing, under_account, with_deeds
from echelon.analysis.trying import Trial, Tried

if TYPE_CHECKING:
    from echelon.campaign import Campaign

Key = tuple[str, str]
"""Part and id of a thing."""

NOBODY = always_asked(np.zeros(0, bool))
"""What is shown by no runs."""


@dataclass(frozen=True)
class Elsewhere:
    """What came of things on other runs than those of the base.

    Parameters
    ----------
    beside : RunsBeside
        How these end as things are.
    twins : mapping of Key to Tried
        On the twins of the first runs.
    accounts : mapping of str to mapping of Key to Tried
        On the runs of each account, as far as it has the thing.
    weights : mapping of str to float
        Of the accounts.
    remade : int
        Runs made for it.
    """

    beside: RunsBeside
    twins: Mapping[Key, Tried]
    accounts: Mapping[str, Mapping[Key, Tried]]
    weights: Mapping[str, float]
    remade: int

    def of(self, key: Key) -> dict[str, Tried]:
        """Return what came of a thing under each account that has it."""
        return {id_: tried[key] for id_, tried in self.accounts.items() if key in tried}

    def with_few(self, few: Elsewhere) -> Elsewhere:
        """Add what came of other things, on fewer runs."""
        both = {id_: {**few.accounts.get(id_, {}), **own} for id_, own in self.accounts.items()}
        twins = {**few.twins, **self.twins}
        return replace(self, twins=twins, accounts=both, remade=self.remade + few.remade)


def try_elsewhere(
    campaign: Campaign, things: Sequence[Thing], trial: Trial, *, twins: int, rivals: int
) -> Elsewhere:
    """Try things on the twins of the first runs of a trial, and on runs of each account.

    Parameters
    ----------
    campaign : Campaign
        Of the trial.
    things : sequence of Thing
        What is tried.
    trial : Trial
        Says of which outcome, under which seed and with how many threads.
    twins, rivals : int
        Runs that get a twin, and runs of each account; 0 for none.

    Raises
    ------
    KeyboardInterrupt
        If the user stops it.
    """
    document = campaign.document
    asked = rivals and document.account is None
    told = document.under_each_account() if asked else {}
    worlds = {id_: compiled_later(each) for id_, each in told.items()}
    wanted = [Wanted(twins_of(campaign, twins), twins, deeds=True)] if twins else []
    wanted += [Wanted(world, rivals, deeds=True) for world in worlds.values()]
    progress = trial.counted.next(sum(each.count for each in wanted))
    made = run_again(wanted, trial.seed, jobs=trial.jobs, progress=progress)
    of_twins = made.pop(0) if twins else Made({"outcome": trial.came[:0]})
    by_account = dict(zip(worlds, made, strict=True))

    others = [_Other(of_twins, [*with_deeds(things, campaign, of_twins)] if twins else [])]
    for id_, runs in by_account.items():
        others.append(_Other(runs, [*under_account(things, worlds[id_](), runs)]))
    tried = [each.tried(trial, 0 if place else OTHER_CHANCE) for place, each in enumerate(others)]
    return Elsewhere(
        RunsBeside(
            of_twins.columns["outcome"],
            {id_: each.columns["outcome"] for id_, each in by_account.items()},
        ),
        tried[0],
        dict(zip(by_account, tried[1:], strict=True)),
        {id_: each.weight for id_, each in document.parts.accounts.items()},
        sum(each.count for each in wanted) + sum(each.remade for each in others),
    )


@dataclass
class _Other:
    """Other runs, and the things as they have them."""

    made: Made
    things: Sequence[Thing]
    remade: int = 0

    def tried(self, trial: Trial, chance: int) -> dict[Key, Tried]:
        """Try the things on them."""
        came = self.made.columns["outcome"] == trial.row
        own = Trial(came, trial.row, trial.seed, trial.jobs, trial.counted, chance)
        found = own.of(self.things, len(came))
        if own.is_stopped:
            raise KeyboardInterrupt
        self.remade = own.remade
        pairs = zip(self.things, found, strict=True)
        return {(thing.part, thing.id): each for thing, each in pairs if each is not None}


def doubted(cause: Cause, tried: Tried, elsewhere: Elsewhere | None) -> Cause:
    """Return a cause with what is in doubt about each of its numbers beside the luck of the draw.

    Parameters
    ----------
    cause : Cause
        From the runs of the base.
    tried : Tried
        The same runs.
    elsewhere : Elsewhere or None
        None if the user stopped before anything was tried elsewhere.
    """
    key = (cause.part, cause.id)
    if elsewhere is None or (key not in elsewhere.twins and not elsewhere.of(key)):
        return cause
    always = bool(tried.done.all())
    twin = elsewhere.twins.get(key)
    accounts = elsewhere.of(key)

    def share(share: Share, name: str) -> Share:
        return replace(share, doubt=about(share.value, name))

    def about(value: float | None, name: str) -> Doubt:
        return doubt_of_share(
            value,
            _shown(tried, name, always=always),
            NOBODY if twin is None else _shown(twin, name, always=always),
            {id_: _shown(each, name, always=always) for id_, each in accounts.items()},
            elsewhere.weights,
        )

    return replace(
        cause,
        necessary=share(cause.necessary, "necessary"),
        sufficient=share(cause.sufficient, "sufficient"),
        averted=share(cause.averted, "averted"),
        done_doubt=about(cause.done / cause.runs, "done"),
        difference_doubt=doubt_of_difference(
            cause.difference,
            (tried.without, tried.came),
            (NOBODY.so, NOBODY.so) if twin is None else (twin.without, twin.came),
            {id_: (each.without, each.came) for id_, each in accounts.items()},
            elsewhere.weights,
        ),
    )


def _shown(tried: Tried, name: str, *, always: bool) -> Shown:
    """Return what a share is asked of and where it is so; `always`: the base never is without."""
    match name:
        case "done":
            return always_asked(tried.done)
        case "necessary":
            return tried.necessary()
        case "averted":
            return tried.averted()
        case _:
            return tried.sufficient(taken_away=always)
