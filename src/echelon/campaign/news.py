"""Who had news of what in a run, and which news somebody has a standing order about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from echelon.campaign.simulate import Campaign
from echelon.engine.state import State
from echelon.engine.vocabulary import Content, Kind
from echelon.scenario.document import Document
from echelon.scenario.expressions import Call, Expression, Name, walk

OF_NEWS = frozenset({"heard", "time_of"})
"""Questions of a standing order that news of a fact answers."""

OF_LAW = frozenset({"valid", "void", "undecided", "declined"})
"""Questions that news of an act answers."""


def news_of(campaign: Campaign, state: State) -> dict[tuple[str, str], int]:
    """Return when each actor first had news of each fact in a traced run.

    Returns
    -------
    dict of (str, str) to int
        By actor and fact or act, in microseconds since the start. Persons and units only; what
        somebody did himself or knew from the start is no news.
    """
    parts = campaign.document.parts
    actors, facts = [*parts.persons, *parts.units], list(campaign.assembled.assembly.facts)
    trace: Any = state.trace[: int(state.clock.n_trace[0])]
    rows = np.flatnonzero((trace.kind == Kind.LETTER_HEARD) | (trace.kind == Kind.FACT_LEARNT))
    kind, who, detail, extra, time_us = (
        trace[name][rows] for name in ("kind", "who", "detail", "extra", "time_us")
    )
    is_learnt = kind == Kind.FACT_LEARNT
    letter = np.where(is_learnt, 0, who)  # what is learnt comes in no letter
    letters = state.letters
    actor = np.where(is_learnt, who, letters.receiver[letter])
    fact = np.where(is_learnt, detail, letters.row[letter])
    is_news = np.where(is_learnt, extra != who, letters.content[letter] == Content.FACT)
    is_news &= actor < len(actors)
    found: dict[tuple[str, str], int] = {}
    told = (column[is_news].tolist() for column in (actor, fact, time_us))
    for one, news, moment_us in zip(*told, strict=True):
        found.setdefault((actors[one], facts[news]), moment_us)
    return found


def read_by_orders(document: Document) -> set[tuple[str, str]]:
    """Return the pairs of actor and fact that some order of the actor reads.

    An act that waits for a condition is an order in this, and whoever presides over a body, or has
    a vote that depends on what he knows, reads the questions that the body is asked.
    """
    parts = document.parts
    found: set[tuple[str, str]] = set()
    for act in parts.acts.values():
        found |= {(act.by, name) for name in _asked(act.when)}
    for order in parts.orders.values():
        body = parts.bodies.get(order.by)
        found |= {(body.chair if body else order.by, name) for name in _asked(order.when)}
        for member in body.members if body else ():
            found |= {(member, name) for name in _asked(order.votes_when)}
    for deal in parts.agreements.values():
        found |= {(deal.to, name) for name in _asked(deal.accepts_when)}
    return found


def _asked(condition: Expression | None) -> Iterator[str]:
    """Return the facts of which a condition asks whether, or when, they were heard of."""
    for node in walk(condition) if condition is not None else ():
        if isinstance(node, Call) and node.name in OF_NEWS | OF_LAW:
            yield from (it.name for it in node.arguments[:1] if isinstance(it, Name))
