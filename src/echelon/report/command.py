"""Whose word counts: who obeyed whom over many runs, and who may command in whose eyes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from echelon.analysis.rerun import look_again
from echelon.campaign import verdicts_in_run
from echelon.campaign.names import Names
from echelon.campaign.simulate import Campaign
from echelon.campaign.verdicts import Opinion, Verdicts
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Answer, Kind
from echelon.report import schema

RUNS = 100
"""Runs that are looked at one by one."""

FRAMES = 48
"""Moments at which the table of authority is drawn up."""

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


def choices(campaign: Campaign, seed: int, runs: int) -> tuple[schema.Choice, ...]:
    """Return how often each receiver gave which answer to whom.

    Parameters
    ----------
    campaign : Campaign
        A compiled scenario.
    seed, runs : int
        The runs, from number 0 on; at most `RUNS` of them are looked at.

    Returns
    -------
    tuple of Choice
        Those asked in most runs first, at most `MOST_PAIRS`; of several answers in a run the last
        counts.
    """
    looked_at = min(runs, RUNS)
    told: dict[tuple[str, str], Counter[str]] = {}
    for given in look_again(campaign, seed, looked_at, lambda state: _answers(campaign, state)):
        for pair, answer in given.items():
            told.setdefault(pair, Counter())[answer] += 1
    ranked = sorted(told.items(), key=lambda each: (-each[1].total(), each[0]))
    order = [*ANSWERS.values(), REFUSED]
    return tuple(
        schema.Choice(
            receiver=receiver,
            name=receiver,
            author=author,
            answers=tuple(
                (answer, counts[answer] / counts.total()) for answer in order if counts[answer]
            ),
            asked=counts.total() / looked_at,
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
                given[names.actor(who), names.line(extra)] = ANSWERS[Answer(detail)]
        elif kind == Kind.UNIT_REFUSES and extra != NOBODY:
            given[names.unit(who), names.actor(extra)] = REFUSED
        elif kind == Kind.UNIT_SETS_OUT and detail != NOBODY:
            author = int(actions.author[detail])
            if author != NOBODY:
                given[names.unit(who), names.actor(author)] = ANSWERS[Answer.OBEY]
    return given


def authority(campaign: Campaign, seed: int, run: int) -> schema.Authority | None:
    """Return who may command in whose eyes in one run, from moment to moment.

    Parameters
    ----------
    campaign : Campaign
        A compiled scenario.
    seed, run : int
        Which run.

    Returns
    -------
    Authority or None
        A frame for every change of a verdict; None if the scenario says nothing of authority.
    """
    parts = campaign.document.parts
    if not parts.institutions:
        return None
    moments = np.linspace(0, campaign.document.settings.end_us, FRAMES + 1).astype(int)
    frames: list[schema.Standing] = []
    last: dict[tuple[str, str], tuple[str, str]] = {}
    found: Verdicts | None = None
    for moment_us in moments:
        found = verdicts_in_run(campaign, seed, run, int(moment_us))
        for opinion in found.opinions:
            for matter, text, verdict in _judged(opinion):
                if last.get((opinion.id, matter)) != (text, verdict):
                    last[opinion.id, matter] = text, verdict
                    frames.append(
                        schema.Standing(
                            time_us=float(moment_us),
                            matter=matter,
                            view=opinion.id,
                            text=text,
                            verdict=verdict,
                        )
                    )
    if found is None or not found.opinions:
        return None
    one = found.opinions[0]
    matters = [
        *((each.id, each.name) for each in one.institutions),
        *((each.id, each.name) for each in one.offices),
        *((each.id, each.name) for each in one.acts),
    ]
    return schema.Authority(
        run=run,
        views=tuple(schema.Side(id=each.id, name=each.name) for each in found.opinions),
        matters=tuple(schema.Side(id=id_, name=name) for id_, name in matters),
        frames=tuple(frames),
    )


def _judged(opinion: Opinion) -> Iterator[tuple[str, str, schema.Verdict]]:
    """Yield every matter with what is to be said of it in a view, and the verdict."""
    for standing in opinion.institutions:
        yield standing.id, "stands", _verdict(standing.standing)
    for office in opinion.offices:
        holders = [
            one.name + (" (undecided)" if one.standing == "undecided" else "")
            for one in office.holders
        ]
        yield office.id, ", ".join(holders) or "vacant", "valid"
    for act in opinion.acts:
        yield act.id, "valid", _verdict(act.standing)


def _verdict(word: str) -> schema.Verdict:
    match word:
        case "valid" | "void" | "undecided":
            return word
    return "unheard"
