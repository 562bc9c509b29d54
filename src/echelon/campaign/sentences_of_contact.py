"""How meetings, fights and their ends are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from echelon.campaign.builder import NONE
from echelon.campaign.grammar import clause, many
from echelon.engine.encounter import Fate, Occasion, Response
from echelon.engine.leanings import InfluenceKind
from echelon.engine.vocabulary import Kind

if TYPE_CHECKING:
    from echelon.campaign.grammar import Subject
    from echelon.campaign.names import Names
    from echelon.campaign.sentences import Happening

Teller = Callable[["Names", "Happening"], str]

OCCASIONS = {
    Occasion.PARLEY: "talk",
    Occasion.FRATERNISATION: "mix",
    Occasion.MEDIATION: "are brought together by others",
    Occasion.PROVOCATION: "come to blows",
    Occasion.ONE_CONCEDES: "stand no longer: the first gives way",
    Occasion.OTHER_CONCEDES: "stand no longer: the second gives way",
}


ENDURED = {
    InfluenceKind.OWN_FIRE: "have been fired on by {own} own side",
    InfluenceKind.FIRST_BLOOD: "have lost {own} first men",
    InfluenceKind.FRATERNISATION: "have mixed with the men of the other side",
}

ANSWERS = {
    Response.REFUSE: "would not even stand by {own} side",
    Response.YIELD: "would stand by {own} side, and give up {own} arms when asked",
    Response.TOLERATE: "would move for {own} side, and let the others be",
    Response.HOLD: "would hold for {own} side, and not fire first",
    Response.ATTACK: "would fire for {own} side",
}


def _sides(names: Names, contact: int) -> Subject:
    table = names.world.oppositions
    opposition = int(names.world.contacts.opposition[contact])
    one, other = int(table.one[opposition]), int(table.other[opposition])
    return many([names.side(one), names.side(other)])


def _at(names: Names, contact: int) -> str:
    return names.place(int(names.world.contacts.place[contact]))


def _occasion(names: Names, it: Happening) -> str:
    what = OCCASIONS[Occasion(it.detail)]
    return f"At {_at(names, it.who)} the men of {_sides(names, it.who)} {what}"


def _fall(names: Names, it: Happening) -> str:
    fate = "fall" if it.extra == Fate.DEAD else "go over"
    return f"{it.number:.0f} men of {names.side(it.detail)} {fate} at {_at(names, it.who)}"


def _taken(names: Names, it: Happening) -> str:
    if it.detail == NONE:
        return f"Nobody has the men any more to hold {names.place(it.who)}"
    return clause(names.side(it.detail), f"take {names.place(it.who)}")


CONTACT_TELLERS: Mapping[Kind, Teller] = {
    Kind.CONTACT_BEGINS: (
        lambda names, it: f"{_sides(names, it.who)} face each other at {names.place(it.detail)}"
    ),
    Kind.ENTRY_TOLERATED: (
        lambda names, it: (
            f"{_sides(names, it.who)} meet at {names.place(it.detail)}, and the one lets "
            "the other be"
        )
    ),
    Kind.CONTACT_ENDS: (
        lambda names, it: f"{_sides(names, it.who)} part at {names.place(it.detail)}"
    ),
    Kind.TRUCE_HOLDS: (
        lambda names, it: f"{_sides(names, it.who)} keep a truce at {names.place(it.detail)}"
    ),
    Kind.OCCASION_COMES: _occasion,
    Kind.PARLEY_FAILS: (
        lambda names, it: (
            f"Nothing comes of the talk between {_sides(names, it.who)} at {names.place(it.detail)}"
        )
    ),
    Kind.SIDES_AGREE: (
        lambda names, it: (
            f"{_sides(names, it.who)} leave each other in peace at {names.place(it.detail)}"
        )
    ),
    Kind.COMBAT_BEGINS: (
        lambda names, it: f"{_sides(names, it.who)} fight at {names.place(it.detail)}"
    ),
    Kind.COMBAT_ENDS: (
        lambda names, it: (
            f"The fight at {names.place(it.detail)} is over; "
            f"{clause(names.side(it.extra), 'have')} the ground"
        )
    ),
    Kind.SIDE_BREAKS_OFF: (
        lambda names, it: clause(names.side(it.extra), f"give way at {names.place(it.detail)}")
    ),
    Kind.MEN_FALL: _fall,
    Kind.MEN_DISARMED: (
        lambda names, it: clause(
            names.side(it.extra),
            f"disarm {names.unit(it.who)} at {names.place(it.detail)}: {it.number:.0f} men",
        )
    ),
    Kind.ECHELON_BARRED: (
        lambda names, it: clause(
            names.echelon(it.who),
            f"are kept at {names.place(it.detail)} by those met there, short of "
            f"{names.place(it.extra)}",
        )
    ),
    Kind.PLACE_TAKEN: _taken,
    Kind.GROUP_CAUGHT: (
        lambda names, it: clause(
            names.echelon(it.who), f"are caught on the way to {names.place(it.detail)}"
        )
    ),
    Kind.UNIT_FIRED_ON: (
        lambda names, it: clause(
            names.unit(it.detail),
            f"fire on {names.unit(it.who)} at {names.place(it.extra)}: {it.number:.0f} men fall",
        )
    ),
    Kind.UNIT_ANSWERS: (
        lambda names, it: (
            f"{names.unit(it.who)}, looking at those met at {names.place(it.detail)}, "
            f"{ANSWERS[Response(it.extra)].format(own=names.unit(it.who).own)}"
        )
    ),
    Kind.UNIT_ENDURES: (
        lambda names, it: clause(
            names.unit(it.who),
            ENDURED[InfluenceKind(it.detail)].format(own=names.unit(it.who).own),
        )
    ),
    Kind.UNIT_RETREATS: (
        lambda names, it: clause(names.unit(it.who), f"fall back from {names.place(it.detail)}")
    ),
}
"""Sentences for what `contact` does."""
