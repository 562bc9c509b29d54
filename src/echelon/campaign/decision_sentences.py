"""What minds resolve on and what their units do then, as sentences with every term weighed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from echelon.campaign.builder import NONE
from echelon.campaign.grammar import articled, clause, conjugated
from echelon.campaign.minds import NEVER
from echelon.campaign.names import Names
from echelon.engine.leanings import Term
from echelon.engine.vocabulary import Answer, Kind

if TYPE_CHECKING:
    from echelon.campaign.sentences import Happening, Teller

TERMS = {
    Term.DISPOSITION: "disposition",
    Term.INFLUENCES: "worked on",
    Term.LEGALITY: "legality",
    Term.FORM: "form",
    Term.SEVERITY: "severity",
    Term.SUCCESS: "success",
    Term.PEERS: "peers",
    Term.LUCK: "luck",
    Term.WORTH: "worth",
    Term.TRUST: "trust that it is kept",
}

DECIDED_IN_ONE = frozenset(
    {
        Kind.APPOINTEE_ACCEPTS,
        Kind.APPOINTEE_DECLINES,
        Kind.BODY_RESOLVES,
        Kind.BODY_REJECTS,
        Kind.BODY_IS_VETOED,
        Kind.OFFER_ACCEPTED,
        Kind.OFFER_REFUSED,
    }
)
"""What is told of an event in which others are weighed: their terms belong to what causes it."""


def _judges(names: Names, it: Happening) -> str:
    actor = names.actor(it.who)
    if it.detail == Answer.STAND_ASIDE or it.extra == NONE:
        return clause(actor, "resolve to stand aside")
    whom = names.line(it.extra)
    match Answer(it.detail):
        case Answer.OBEY:
            return clause(actor, f"resolve to obey {whom}")
        case Answer.ASK:
            return clause(actor, f"ask {whom} for due form before obeying")
    return clause(actor, f"stall: obeying {whom} is as good as not")


def _forbids(names: Names, it: Happening) -> str:
    scruples, row, reasons = names.world.scruples, it.detail, []
    if scruples.crowd[row] != NONE:
        reasons.append("before such a crowd")
    if scruples.first_hostage[row] != scruples.last_hostage[row]:
        reasons.append("while hostages are held there")
    if scruples.first_within[row] != scruples.last_within[row]:
        reasons.append(f"outside {names.own(it.who)} own ground")
    why = " ".join(["", *reasons])
    return clause(
        names.actor(it.who), f"do not do it{why}, whoever orders it: {names.deed(it.extra)}"
    )


def weighed(names: Names, terms: Mapping[int, Mapping[int, tuple[int, float]]]) -> str:
    """Return the live alternatives of a decision with every term of their log-odds.

    Where several have weighed the same, as members of a body do, each is named.

    Parameters
    ----------
    names : Names
        The words of the scenario.
    terms : mapping of line to mapping of term to (action, log-odds)
        What was weighed; of what hangs on nobody's orders, an offer, the line is `NONE`.
    """
    by_weigher: dict[str, list[str]] = {}
    for line, parts in terms.items():
        weigher = "" if line == NONE else names.weigher(line)
        by_weigher.setdefault(weigher, []).append(_alternative(names, line, parts))
    told = {name: "; ".join([*each, "to stand aside 0"]) for name, each in by_weigher.items()}
    if len(told) == 1:
        return next(iter(told.values()))
    return "; ".join(f"{name}: {each}" for name, each in told.items())


def _alternative(names: Names, line: int, parts: Mapping[int, tuple[int, float]]) -> str:
    """Return one alternative with its log-odds and their terms."""
    is_offer = Term.WORTH in parts
    action = next(iter(parts.values()))[0]
    total = sum(value for _, value in parts.values())
    if total < NEVER / 2:
        what = names.deed(action) if action != NONE else "do so"
        return f"to {what} for {names.line(line)} never, without a disposition towards it"
    each = ", ".join(
        f"{TERMS[Term(which)]} {value:+.2f}" for which, (_, value) in parts.items() if value
    )
    what = names.deed(action) if action != NONE else "accept" if is_offer else "do so"
    whom = "" if line == NONE else f" for {names.line(line)}"
    return f"to {what}{whom} {total:+.2f} = {each or '0'}"


DECISIONS: Mapping[Kind, Teller] = {
    Kind.MIND_JUDGES: _judges,
    Kind.SCRUPLE_FORBIDS: _forbids,
    Kind.UNIT_RESOLVES: (
        lambda names, it: (
            f"{names.unit(it.who)}, {'command and ranks' if it.number else 'the ranks alone'}, "
            f"{conjugated(names.unit(it.who), 'obey')} {names.actor(it.extra)}: "
            f"{names.deed(it.detail)}"
        )
    ),
    Kind.UNIT_WAVERS: (
        lambda names, it: (
            clause(names.unit(it.who), f"do it no longer: {names.deed(it.detail)}")
            if it.detail != NONE
            else clause(names.unit(it.who), "waver")
        )
    ),
    Kind.RANKS_ACT_ALONE: (
        lambda names, it: (
            f"The ranks of {articled(names.unit(it.who))} act for {names.side(it.detail)} without "
            "their command"
        )
    ),
    Kind.COMMANDER_HELD: (
        lambda names, it: f"The men of {names.unit(it.who)} arrest {names.actor(it.detail)}"
    ),
    Kind.UNIT_GOES_OVER: (
        lambda names, it: clause(names.unit(it.who), f"go over to {names.side(it.detail)}")
    ),
    Kind.MEN_LEAVE: lambda names, it: f"{it.detail} men leave {names.unit(it.who)}",
    Kind.OPINION_WEIGHED: lambda names, it: names.talk(it.who),
    Kind.ORDER_NOT_GIVEN: (
        lambda names, it: clause(
            names.actor(it.detail),
            f"do not order it, expecting not to be obeyed: {names.deed(it.who)}",
        )
    ),
}
