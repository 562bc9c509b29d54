"""One happening of a run as a sentence, in the words of the scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from echelon.campaign.builder import NONE
from echelon.campaign.collective_sentences import COLLECTIVES
from echelon.campaign.decision_sentences import DECISIONS
from echelon.campaign.legal_sentences import LEGAL
from echelon.campaign.names import Names
from echelon.campaign.sentences_of_contact import CONTACT_TELLERS
from echelon.engine.vocabulary import Kind, Target


@dataclass(frozen=True)
class Happening:
    """One row of the trace: its kind, what it is about, and the rows that it names."""

    kind: Kind
    who: int
    detail: int
    extra: int
    number: float


Teller = Callable[[Names, Happening], str]


def _letter(names: Names, letter: int) -> str:
    """Return a letter by its receiver and what it says."""
    return f"to {names.actor(int(names.letters.receiver[letter]))}: {names.message(letter)}"


def _learnt(names: Names, it: Happening) -> str:
    return f"{names.actor(it.who)} learns: {names.report(it.detail, it.number)}"


def _stirs(names: Names, it: Happening) -> str:
    if names.is_by_body(it.who):
        return f"{names.actor(it.detail)} is to decide: {names.order(it.who)}"
    return f"{names.actor(it.detail)} makes up his mind: {names.order(it.who)}"


def _ripens(names: Names, it: Happening) -> str:
    words = names.order(it.who)
    return f"The question is put: {words}" if names.is_by_body(it.who) else words


def _refuses(names: Names, it: Happening) -> str:
    author = names.actor(it.extra)
    return f"{names.unit(it.who)} does not obey {author}: {names.deed(it.detail)}"


def _held(names: Names, it: Happening) -> str:
    what = f" before {names.link(it.extra)}" if it.extra != NONE else ", halted by order"
    return f"{names.echelon(it.who)} is held at {names.place(it.detail)}{what}"


def _taken(names: Names, it: Happening) -> str:
    channel, place = names.channel(it.detail), names.place(it.extra)
    return f"A message goes from {place} by {channel} {_letter(names, it.who)}"


def _waits(names: Names, it: Happening) -> str:
    place = names.place(it.extra)
    return f"A message waits at {place}, its receiver being under way, {_letter(names, it.who)}"


def _barred(names: Names, it: Happening) -> str:
    return f"{names.link(it.who)} is closed to {names.side(it.detail)}"


def _changes_hands(names: Names, it: Happening) -> str:
    match Target(it.detail):
        case Target.PLACE:
            what = names.place(it.who)
        case Target.LINK:
            what = names.link(it.who)
        case Target.CHANNEL:
            what = names.channel(it.who)
    return f"{what} comes into the hands of {names.side(it.extra)}"


TELLERS: Mapping[Kind, Teller] = {
    Kind.PERIOD_BEGINS: lambda names, it: "The period begins",
    Kind.PERIOD_ENDS: lambda names, it: "The period ends",
    Kind.LINK_OPENS: lambda names, it: f"{names.link(it.who)} opens",
    Kind.LINK_CLOSES: lambda names, it: f"{names.link(it.who)} closes",
    Kind.CHANNEL_OPENS: lambda names, it: f"{names.channel(it.who)} opens",
    Kind.CHANNEL_CLOSES: lambda names, it: f"{names.channel(it.who)} closes",
    Kind.LINK_REPAIRED: lambda names, it: f"{names.link(it.who)} is repaired",
    Kind.CHANNEL_REPAIRED: lambda names, it: f"{names.channel(it.who)} is repaired",
    Kind.LINK_FAILS: lambda names, it: f"{names.link(it.who)} breaks down",
    Kind.CHANNEL_FAILS: lambda names, it: f"{names.channel(it.who)} breaks down",
    Kind.LINK_NEWS: lambda names, it: f"The railway knows how {names.link(it.who)} stands",
    Kind.UNIT_DETRAINS: lambda names, it: f"{names.unit(it.who)} leaves its trains",
    Kind.UNIT_FORCES: (
        lambda names, it: f"{names.unit(it.who)} goes on with its own crews, let out or not"
    ),
    Kind.DEED_FAILS: (
        lambda names, it: (
            f"{names.actor(it.detail)} is not where it could be done: {names.deed(it.who)}"
        )
    ),
    Kind.LETTER_STOPPED: (
        lambda names, it: (
            f"{names.channel(it.detail)} is held by others, who keep back a message "
            f"{_letter(names, it.who)}"
        )
    ),
    Kind.LETTER_GOES_ROUND: (
        lambda names, it: (
            f"At {names.place(it.extra)} a message that did not get through is sent another way, "
            f"by {names.channel(it.detail)}, {_letter(names, it.who)}"
        )
    ),
    Kind.LETTER_COPIED: (
        lambda names, it: (
            f"{names.channel(it.detail)} is held by others, who copy for "
            f"{names.actor(it.extra)} a message {_letter(names, it.who)}"
        )
    ),
    Kind.LETTER_GARBLED: (
        lambda names, it: f"{names.actor(it.detail)} receives a message that cannot be read"
    ),
    Kind.CALL_UNANSWERED: (
        lambda names, it: (
            f"Nobody answers the telephone at {names.place(it.extra)} for a message "
            f"{_letter(names, it.who)}"
        )
    ),
    Kind.TRAVELLER_BOARDS: (
        lambda names, it: f"{names.actor(it.who)} joins the first train of {names.unit(it.detail)}"
    ),
    Kind.HOLDER_CHANGES: _changes_hands,
    Kind.LINK_CUT: lambda names, it: f"{names.link(it.who)} is cut",
    Kind.ECHELON_LOADED: lambda names, it: f"{names.echelon(it.who)} is loaded",
    Kind.ECHELON_DETRAINED: (
        lambda names, it: f"{names.echelon(it.who)} has detrained at {names.place(it.detail)}"
    ),
    Kind.ECHELON_REACHES_STATION: (
        lambda names, it: f"{names.echelon(it.who)} comes to {names.place(it.extra)}"
    ),
    Kind.COLUMN_REACHES_PLACE: (
        lambda names, it: f"{names.echelon(it.who)} comes to {names.place(it.detail)}"
    ),
    Kind.UNIT_ASSEMBLED: (
        lambda names, it: f"{names.unit(it.who)} stands assembled at {names.place(it.detail)}"
    ),
    Kind.TRAVELLER_REACHES_PLACE: (
        lambda names, it: f"{names.actor(it.who)} comes to {names.place(it.detail)}"
    ),
    Kind.LETTER_HEARD: lambda names, it: f"A message is read {_letter(names, it.who)}",
    Kind.ACT_FALLS_DUE: lambda names, it: names.act(it.who),
    Kind.ORDER_STIRS: _stirs,
    Kind.ORDER_RIPENS: _ripens,
    Kind.ORDER_LAPSES: (
        lambda names, it: f"{names.actor(it.detail)} thinks better of it: {names.order(it.who)}"
    ),
    Kind.ORDER_WITHHELD: (
        lambda names, it: f"{names.actor(it.detail)}, under way, puts off: {names.order(it.who)}"
    ),
    Kind.ORDER_NEGLECTED: (
        lambda names, it: (
            f"{names.actor(it.detail)} does not do it after all: {names.order(it.who)}"
        )
    ),
    Kind.ORDER_OVERTAKEN: (
        lambda names, it: (
            f"{names.unit(it.who)} lays aside an order that a later one has "
            f"overtaken: {names.deed(it.detail)}"
        )
    ),
    Kind.UNIT_REFUSES: _refuses,
    Kind.UNIT_STOPS: lambda names, it: f"{names.unit(it.who)} halts",
    Kind.UNIT_GOES_ON: lambda names, it: f"{names.unit(it.who)} goes on",
    Kind.UNIT_SETS_OUT: (
        lambda names, it: f"{names.unit(it.who)} begins to carry out: {names.deed(it.detail)}"
    ),
    Kind.FACT_HAPPENS: lambda names, it: f"It comes about: {names.fact(it.who)}",
    Kind.FACT_LEARNT: lambda names, it: f"{names.actor(it.who)} hears: {names.fact(it.detail)}",
    Kind.REPORT_LEARNT: _learnt,
    Kind.LETTER_TAKES_CHANNEL: _taken,
    Kind.LETTER_WAITS: _waits,
    Kind.LETTER_STRANDED: (
        lambda names, it: (
            f"No channel leads from {names.place(it.extra)} for a message {_letter(names, it.who)}"
        )
    ),
    Kind.ECHELON_BEGINS_LOADING: (
        lambda names, it: f"{names.echelon(it.who)} begins to load at {names.place(it.detail)}"
    ),
    Kind.ECHELON_BEGINS_DETRAINING: (
        lambda names, it: f"{names.echelon(it.who)} begins to detrain at {names.place(it.detail)}"
    ),
    Kind.ECHELON_LEAVES_STATION: (
        lambda names, it: (
            f"{names.echelon(it.who)} leaves {names.place(it.detail)} for {names.place(it.extra)}"
        )
    ),
    Kind.ECHELON_HELD: _held,
    Kind.COLUMN_MARCHES: (
        lambda names, it: (
            f"{names.echelon(it.who)} sets out from {names.place(it.detail)} for "
            f"{names.place(it.extra)}"
        )
    ),
    Kind.NO_WAY: (
        lambda names, it: (
            f"{names.echelon(it.who)} finds no open way from "
            f"{names.place(it.detail)} to {names.place(it.extra)}"
        )
    ),
    Kind.TRAVELLER_LEAVES: (
        lambda names, it: (
            f"{names.actor(it.who)} leaves {names.place(it.detail)} for {names.place(it.extra)}"
        )
    ),
    Kind.TRAVELLER_FINDS_NO_WAY: (
        lambda names, it: (
            f"{names.actor(it.who)} does not find the unit that he is to ride with at "
            f"{names.place(it.detail)}"
            if it.extra == NONE
            else f"{names.actor(it.who)} finds no way from {names.place(it.detail)} to "
            f"{names.place(it.extra)}"
        )
    ),
    Kind.STATION_CLOSES: (
        lambda names, it: (
            f"The station at {names.place(it.who)} holds back the trains of {names.side(it.detail)}"
        )
    ),
    Kind.STATION_OPENS: (
        lambda names, it: (
            f"The station at {names.place(it.who)} lets the trains of {names.side(it.detail)} go"
        )
    ),
    Kind.LINK_BARRED: _barred,
    Kind.LINK_UNBARRED: (
        lambda names, it: f"{names.link(it.who)} is opened to {names.side(it.detail)}"
    ),
    Kind.CHANNEL_CUT: lambda names, it: f"{names.channel(it.who)} is cut",
    Kind.BROADCAST_STOPPED: (
        lambda names, it: f"{names.channel(it.who)} cannot carry: {names.deed(it.detail)}"
    ),
    **COLLECTIVES,
    **DECISIONS,
    **LEGAL,
    Kind.BROADCAST_HEARD: (
        lambda names, it: f"{names.channel(it.who)} is heard: {names.deed(it.detail)}"
    ),
    **CONTACT_TELLERS,
}
"""How each kind of happening is told; a kind that is not here is part of the machinery."""
