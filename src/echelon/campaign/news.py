"""Who had news of what in a run, and which news somebody has a standing order about."""

from __future__ import annotations

from typing import Any

import numpy as np

from echelon.campaign.simulate import Campaign
from echelon.engine.state import State
from echelon.engine.vocabulary import Content, Kind
from echelon.scenario.document import Document
from echelon.scenario.expressions import Call, Name, walk

OF_NEWS = frozenset({"heard", "time_of"})
"""Questions of a standing order that news of a fact answers."""


def news_of(campaign: Campaign, state: State) -> dict[tuple[str, str], int]:
    """Return when each actor first had news of each fact in a traced run.

    Returns
    -------
    dict of (str, str) to int
        By actor and fact, in microseconds since the start. Persons and units only; what somebody
        did himself or knew from the start is no news.
    """
    parts = campaign.document.parts
    actors, facts = [*parts.persons, *parts.units], list(parts.facts)
    trace: Any = state.trace[: int(state.clock.n_trace[0])]
    found: dict[tuple[str, str], int] = {}
    heard = np.flatnonzero((trace.kind == Kind.LETTER_HEARD) | (trace.kind == Kind.FACT_LEARNT))
    for row in heard:
        if trace.kind[row] == Kind.FACT_LEARNT:
            actor, fact, source = (int(trace[name][row]) for name in ("who", "detail", "extra"))
            if source == actor:
                continue
        else:
            letter = int(trace.who[row])
            if state.letters.content[letter] != Content.FACT:
                continue
            actor, fact = int(state.letters.receiver[letter]), int(state.letters.row[letter])
        if actor < len(actors):
            found.setdefault((actors[actor], facts[fact]), int(trace.time_us[row]))
    return found


def read_by_orders(document: Document) -> set[tuple[str, str]]:
    """Return the pairs of actor and fact that some standing order of the actor reads."""
    return {
        (order.by, argument.name)
        for order in document.parts.orders.values()
        for node in walk(order.when)
        if isinstance(node, Call) and node.name in OF_NEWS
        for argument in node.arguments[:1]
        if isinstance(argument, Name)
    }
