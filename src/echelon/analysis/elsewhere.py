"""The same things tried elsewhere: on twins with the same inputs, and under each account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from echelon.analysis.beside import (
    OTHER_CHANCE,
    RunsBeside,
    alike_in,
    compiled_later,
    twins_of,
)
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
    from echelon.scenario.document import Document

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
    told : mapping of str to Document
        The scenario as each account has it.
    """

    beside: RunsBeside
    twins: Mapping[Key, Tried]
    accounts: Mapping[str, Mapping[Key, Tried]]
    weights: Mapping[str, float]
    remade: int
    told: Mapping[str, Document]

    def of(self, key: Key) -> dict[str, Tried]:
        """Return what came of a thing under each account that has it."""
        return {id_: tried[key] for id_, tried in self.accounts.items() if key in tried}


@dataclass(frozen=True)
class Tries:
    """What is tried elsewhere, and on how many runs.

    Parameters
    ----------
    best, others : sequence of Thing
        What matters most, and the rest of what matters.
    twins, rivals : int
        Runs that get a twin, and runs of each account; 0 for none.
    crossed, few : int
        Runs of each account with which what matters most is tried, and runs of whatever else the
        rest is tried with.
    """

    best: Sequence[Thing]
    others: Sequence[Thing]
    twins: int
    rivals: int
    crossed: int
    few: int


def try_elsewhere(campaign: Campaign, base: Made, tries: Tries, trial: Trial) -> Elsewhere:
    """Try things on the twins of the first runs of a trial, and on runs of each account.

    Parameters
    ----------
    campaign, base : Campaign and Made
        Of the trial; an account that changes nothing has the runs of the base, and is tried with
        them.
    tries : Tries
        What is tried.
    trial : Trial
        Says of which outcome, under which seed and with how many threads.

    Raises
    ------
    KeyboardInterrupt
        If the user stops it.
    """
    document, twins, rivals = campaign.document, tries.twins, tries.rivals
    asked = rivals and document.account is None
    told = document.under_each_account() if asked else {}
    alike = alike_in(document, told)
    worlds = {id_: compiled_later(each) for id_, each in told.items() if id_ not in alike}
    wanted = [Wanted(twins_of(campaign, twins), twins, deeds=True)] if twins else []
    wanted += [Wanted(world, rivals, deeds=True) for world in worlds.values()]
    progress = trial.counted.next(sum(each.count for each in wanted))
    made = run_again(wanted, trial.seed, jobs=trial.jobs, progress=progress)
    of_twins = made.pop(0) if twins else Made({"outcome": trial.came[:0]})
    runs = {id_: base.first(rivals) if id_ in alike else made.pop(0) for id_ in told}

    on_twins = _Other(of_twins, trial.elsewhere(of_twins.columns["outcome"], OTHER_CHANCE))
    tried = on_twins.tried(campaign, tries, tries.twins) if twins else {}
    by_account, remade = {}, on_twins.trial.remade
    for id_, own in runs.items():
        other = _Other(own, trial if id_ in alike else trial.elsewhere(own.columns["outcome"]))
        world = campaign if id_ in alike else worlds[id_]()
        by_account[id_] = other.tried(world, tries, tries.crossed, is_told=id_ not in alike)
        remade += 0 if id_ in alike else other.trial.remade
    return Elsewhere(
        RunsBeside(
            of_twins.columns["outcome"],
            {id_: each.columns["outcome"] for id_, each in runs.items()},
        ),
        tried,
        by_account,
        {id_: each.weight for id_, each in document.parts.accounts.items()},
        sum(each.count for each in wanted) + remade,
        told,
    )


@dataclass
class _Other:
    """Other runs, and the trial of them."""

    made: Made
    trial: Trial

    def tried(
        self, campaign: Campaign, tries: Tries, runs: int, *, is_told: bool = False
    ) -> dict[Key, Tried]:
        """Try what matters most on so many of the runs, and the rest on few.

        Parameters
        ----------
        campaign : Campaign
            What ran.
        tries : Tries
            What is tried.
        runs : int
            With which what matters most is tried.
        is_told : bool
            Whether the campaign is another account, which may have the things otherwise.
        """
        found: dict[Key, Tried] = {}
        as_they_are = under_account if is_told else with_deeds
        for some, count in ((tries.best, runs), (tries.others, min(tries.few, runs))):
            things = [*as_they_are(some, campaign, self.made)]
            told = self.trial.of(things, count)
            if self.trial.is_stopped:
                raise KeyboardInterrupt
            pairs = zip(things, told, strict=True)
            found |= {(thing.part, thing.id): each for thing, each in pairs if each is not None}
        return found


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
