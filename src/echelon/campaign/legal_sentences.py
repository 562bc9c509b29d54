"""What is done in law and thought of it, as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from echelon.campaign.builder import NONE
from echelon.campaign.grammar import clause, not_done
from echelon.campaign.names import Names
from echelon.engine.vocabulary import Kind

if TYPE_CHECKING:
    from echelon.campaign.sentences import Happening, Teller


def _prevented(names: Names, it: Happening) -> str:
    why = "not being free"
    if it.extra != NONE:
        why = f"not being at {names.place(it.extra)}, where alone it could be done"
    return not_done(names.actor(it.detail), why, names.act(it.who))


def _answered(names: Names, it: Happening) -> str:
    verb = "confirm" if it.kind == Kind.ACT_CONFIRMED else "deny"
    to_whom = f"to {names.actor(it.who)}: {names.fact(it.detail)}"
    return clause(names.actor(it.extra), f"{verb} {to_whom}")


LEGAL: Mapping[Kind, Teller] = {
    Kind.ACT_PREVENTED: _prevented,
    Kind.ACT_HEARD: lambda names, it: clause(names.actor(it.who), f"hear: {names.fact(it.detail)}"),
    Kind.ACT_CONFIRMED: _answered,
    Kind.ACT_DENIED: _answered,
    Kind.ANSWER_MISSED: lambda names, it: clause(
        names.actor(it.who), f"have asked without an answer: {names.fact(it.detail)}"
    ),
    Kind.ACT_BELIEVED: lambda names, it: clause(
        names.actor(it.who), f"take it for authentic now: {names.fact(it.detail)}"
    ),
    Kind.ACT_DOUBTED: lambda names, it: clause(
        names.actor(it.who), f"take it for forged: {names.fact(it.detail)}"
    ),
    Kind.VERDICT_FORMED: lambda names, it: (
        f"In the eyes of {names.actor(it.who)}, {names.report(it.detail, it.number)}"
    ),
    Kind.VIEW_CHANGES: lambda names, it: clause(
        names.actor(it.who), f"judge from now on in the view of {names.view(it.detail)}"
    ),
    Kind.APPOINTEE_ACCEPTS: lambda names, it: clause(
        names.actor(it.who), f"accept: {names.fact(it.detail)}"
    ),
    Kind.APPOINTEE_DECLINES: lambda names, it: names.fact(it.detail),
}
"""How each of these is told."""
