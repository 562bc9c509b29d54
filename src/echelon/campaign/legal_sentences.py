"""What is done in law and thought of it, as sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from echelon.campaign.builder import NONE
from echelon.campaign.names import Names
from echelon.engine.vocabulary import Kind

if TYPE_CHECKING:
    from echelon.campaign.sentences import Happening, Teller


def _prevented(names: Names, it: Happening) -> str:
    why = "is not free"
    if it.extra != NONE:
        why = f"is not at {names.place(it.extra)}, where alone it could be done,"
    return f"{names.actor(it.detail)} {why} to do it: {names.act(it.who)}"


def _answered(names: Names, it: Happening) -> str:
    verb = "confirms" if it.kind == Kind.ACT_CONFIRMED else "denies"
    return f"{names.actor(it.extra)} {verb} to {names.actor(it.who)}: {names.fact(it.detail)}"


LEGAL: Mapping[Kind, Teller] = {
    Kind.ACT_PREVENTED: _prevented,
    Kind.ACT_HEARD: lambda names, it: f"{names.actor(it.who)} hears: {names.fact(it.detail)}",
    Kind.ACT_CONFIRMED: _answered,
    Kind.ACT_DENIED: _answered,
    Kind.ANSWER_MISSED: lambda names, it: (
        f"{names.actor(it.who)} has asked and has no answer: {names.fact(it.detail)}"
    ),
    Kind.ACT_BELIEVED: lambda names, it: (
        f"{names.actor(it.who)} now takes it for authentic: {names.fact(it.detail)}"
    ),
    Kind.ACT_DOUBTED: lambda names, it: (
        f"{names.actor(it.who)} takes it for forged: {names.fact(it.detail)}"
    ),
    Kind.VERDICT_FORMED: lambda names, it: (
        f"In the eyes of {names.actor(it.who)}, {names.report(it.detail, it.number)}"
    ),
    Kind.VIEW_CHANGES: lambda names, it: (
        f"{names.actor(it.who)} judges from now on as {names.view(it.detail)} does"
    ),
    Kind.APPOINTEE_ACCEPTS: lambda names, it: (
        f"{names.actor(it.who)} accepts: {names.fact(it.detail)}"
    ),
    Kind.APPOINTEE_DECLINES: lambda names, it: names.fact(it.detail),
}
"""How each of these is told."""
