"""Whose word counts: who obeyed whom over many runs, and who may command in whose eyes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from echelon.analysis.rerun import look_again
from echelon.campaign import verdicts_in_run
from echelon.campaign.grammar import sentence
from echelon.campaign.names import Names
from echelon.campaign.simulate import Campaign
from echelon.campaign.verdicts import (
    VALID,
    OfficeStanding,
    Opinion,
    Standing,
    verdicts_through_run,
)
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Answer, Kind
from echelon.units import MICROSECONDS_PER_HOUR

LOOKED_AT = 100
"""Runs that are looked at one by one."""

MOST_FRAMES = 400
"""Moments at which the table of authority is drawn up: every hour, or every few if that is more."""

MOST_PAIRS = 30

ANSWERS = {
    Answer.OBEY: "obeyed",
    Answer.STALL: "stalled",
    Answer.STAND_ASIDE: "stood aside",
    Answer.ASK: "asked for due form",
}
REFUSED = "did not obey"

Given = dict[tuple[str, str], str]
"""The last answer of each receiver to each author in one run, by their names."""


@dataclass(frozen=True)
class Answers:
    """What a receiver answered to an author, over the runs in which he was asked.

    Parameters
    ----------
    receiver, author : str
        Their names.
    shares : tuple of (str, float)
        Each answer that was given, with its share of the runs in which it was asked.
    asked : float
        Share of the runs in which it was asked.
    """

    receiver: str
    author: str
    shares: tuple[tuple[str, float], ...]
    asked: float


@dataclass(frozen=True)
class Frame:
    """How a matter stands in a view from a moment on.

    Parameters
    ----------
    time_us : int
        Microseconds since the start.
    matter, view : str
        Ids.
    text : str
        Who holds the office; of an institution or an act, what it is if it is valid.
    verdict : str
        `valid`, `void`, `undecided` or `unheard`.
    """

    time_us: int
    matter: str
    view: str
    text: str
    verdict: str


@dataclass(frozen=True)
class Authority:
    """Who may command in whose eyes in one run.

    Parameters
    ----------
    views, matters : mapping of str to str
        Names by id: who judges; institutions, offices and acts.
    frames : tuple of Frame
        One for every change.
    """

    views: dict[str, str]
    matters: dict[str, str]
    frames: tuple[Frame, ...]


def answers_given(campaign: Campaign, seed: int, runs: int) -> tuple[Answers, ...]:
    """Return how often each receiver gave which answer to whom.

    Parameters
    ----------
    campaign : Campaign
        A compiled scenario.
    seed, runs : int
        The runs, from number 0 on; at most `LOOKED_AT` of them are looked at.

    Returns
    -------
    tuple of Answers
        Those asked in most runs first, at most `MOST_PAIRS`; of several answers in a run the last
        counts.
    """
    looked_at = min(runs, LOOKED_AT)
    told: dict[tuple[str, str], Counter[str]] = {}
    for given in look_again(campaign, seed, looked_at, lambda state: _answers(campaign, state)):
        for pair, answer in given.items():
            told.setdefault(pair, Counter())[answer] += 1
    ranked = sorted(told.items(), key=lambda each: (-each[1].total(), each[0]))
    order = [*ANSWERS.values(), REFUSED]
    return tuple(
        Answers(
            receiver,
            author,
            tuple((answer, counts[answer] / counts.total()) for answer in order if counts[answer]),
            counts.total() / looked_at,
        )
        for (receiver, author), counts in ranked[:MOST_PAIRS]
    )


def _answers(campaign: Campaign, state: State) -> Given:
    """Read the last answer of each receiver to each author from a traced run."""
    names = Names(campaign.document, campaign.assembled, state)
    actions = campaign.assembled.world.actions
    given: Given = {}
    trace = state.trace[: int(state.clock.n_trace[0])]
    wanted = np.isin(trace["kind"], [Kind.UNIT_REFUSES, Kind.UNIT_SETS_OUT, Kind.MIND_JUDGES])
    for row in trace[wanted]:
        kind, who, detail, extra = (int(row[each]) for each in ("kind", "who", "detail", "extra"))
        if kind == Kind.MIND_JUDGES:
            # Who stands aside obeys nobody; whom he then leaves is told by who had asked him.
            if extra != NOBODY:
                given[sentence(names.actor(who)), sentence(names.line(extra))] = ANSWERS[
                    Answer(detail)
                ]
        elif kind == Kind.UNIT_REFUSES and extra != NOBODY:
            given[sentence(names.unit(who)), sentence(names.actor(extra))] = REFUSED
        elif kind == Kind.UNIT_SETS_OUT and detail != NOBODY:
            author = int(actions.author[detail])
            if author != NOBODY:
                given[sentence(names.unit(who)), sentence(names.actor(author))] = ANSWERS[
                    Answer.OBEY
                ]
    return given


def authority_in_run(campaign: Campaign, seed: int, run: int) -> Authority | None:
    """Return who may command in whose eyes in one run, hour by hour.

    Parameters
    ----------
    campaign : Campaign
        A compiled scenario.
    seed, run : int
        Which run.

    Returns
    -------
    Authority or None
        None if the scenario says nothing of authority.
    """
    if not campaign.document.parts.institutions:
        return None
    end_us = campaign.document.settings.end_us
    step_us = MICROSECONDS_PER_HOUR * max(1, -(-end_us // (MOST_FRAMES * MICROSECONDS_PER_HOUR)))
    frames: list[Frame] = []
    last: dict[tuple[str, str], tuple[str, str]] = {}
    for found in verdicts_through_run(campaign, seed, run, [*range(0, end_us, step_us), end_us]):
        for opinion in found.opinions:
            for matter, text, verdict in _judged(opinion):
                if last.get((opinion.id, matter)) != (text, verdict):
                    last[opinion.id, matter] = text, verdict
                    frames.append(Frame(found.at_us, matter, opinion.id, text, verdict))
    opinions = verdicts_in_run(campaign, seed, run, end_us, derive=False).opinions
    if not opinions:
        return None
    one = opinions[0]
    matters: list[Standing | OfficeStanding] = [*one.institutions, *one.offices, *one.acts]
    return Authority(
        {each.id: each.name for each in opinions},
        {each.id: each.name for each in matters},
        tuple(frames),
    )


def _judged(opinion: Opinion) -> Iterator[tuple[str, str, str]]:
    """Yield every matter with what is to be said of it in a view, and the verdict."""
    for standing in opinion.institutions:
        yield standing.id, "stands", standing.standing
    for office in opinion.offices:
        holders = [
            one.name + (" (undecided)" if one.standing == "undecided" else "")
            for one in office.holders
        ]
        yield office.id, ", ".join(holders) or "vacant", VALID
    for act in opinion.acts:
        yield act.id, "valid", act.standing
