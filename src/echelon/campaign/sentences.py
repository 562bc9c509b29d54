"""One happening of a run as a sentence, in the words of the scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from echelon.campaign.builder import NONE
from echelon.campaign.collective_sentences import COLLECTIVES
from echelon.campaign.decision_sentences import DECISIONS
from echelon.campaign.grammar import clause, conjugated, not_done, put_off
from echelon.campaign.legal_sentences import LEGAL
from echelon.campaign.names import Names
from echelon.campaign.sentences_of_contact import CONTACT_TELLERS
from echelon.engine.hitches import Hitch
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
    return clause(names.actor(it.who), f"learn: {names.report(it.detail, it.number)}")


def _stirs(names: Names, it: Happening) -> str:
    if names.is_by_body(it.who):
        return clause(names.actor(it.detail), f"are to decide: {names.order(it.who)}")
    mind = f"{names.own(it.detail)} mind"
    return clause(names.actor(it.detail), f"make up {mind}: {names.order(it.who)}")


def _ripens(names: Names, it: Happening) -> str:
    words = names.order(it.who)
    return f"The question is put: {words}" if names.is_by_body(it.who) else words


def _refuses(names: Names, it: Happening) -> str:
    return clause(
        names.unit(it.who), f"do not obey {names.actor(it.extra)}: {names.deed(it.detail)}"
    )


def _held(names: Names, it: Happening) -> str:
    what = f" before {names.link(it.extra)}" if it.extra != NONE else ", halted by order"
    return clause(names.echelon(it.who), f"are held at {names.place(it.detail)}{what}")


def _lacks_wagons(names: Names, it: Happening) -> str:
    there = f"{it.extra} {'stands' if it.extra == 1 else 'stand'} empty"
    if it.number <= it.extra:
        there = f"the {it.extra} that stand empty are for others before"
    waits = f"wait for {_wagons(it.number)} at {names.place(it.detail)}, where {there}"
    return clause(names.echelon(it.who), waits)


def _begins_loading(names: Names, it: Happening) -> str:
    begins = f"begin to load at {names.place(it.detail)}"
    if it.number > 0 and names.world.places.wagons[it.detail] != NONE:
        begins = f"{begins}, in {_wagons(it.number)}"
    return clause(names.echelon(it.who), begins)


def _wagons(number: float) -> str:
    return "1 wagon" if number == 1 else f"{number:.0f} wagons"


def _taken(names: Names, it: Happening) -> str:
    channel, place = names.channel(it.detail), names.place(it.extra)
    return f"A message goes from {place} by {channel} {_letter(names, it.who)}"


def _waits(names: Names, it: Happening) -> str:
    place = names.place(it.extra)
    return f"A message waits at {place}, its receiver being under way, {_letter(names, it.who)}"


def _barred(names: Names, it: Happening) -> str:
    return clause(names.link(it.who), f"are closed to {names.side(it.detail)}")


def _changes_hands(names: Names, it: Happening) -> str:
    match Target(it.detail):
        case Target.PLACE:
            what = names.place(it.who)
        case Target.LINK:
            what = names.link(it.who)
        case Target.CHANNEL:
            what = names.channel(it.who)
    return clause(what, f"come into the hands of {names.side(it.extra)}")


def _not_carried(names: Names, it: Happening) -> str:
    in_hands = f", in the hands of {names.side(it.extra)}," if it.extra != NONE else ""
    channel = names.channel(it.who)
    carries = f"{conjugated(channel, 'cannot')} carry: {names.announced(it.detail)}"
    return f"{channel}{in_hands} {carries}"


HITCHES = {
    Hitch.IS_ELSEWHERE: "not being where it could be done",
    Hitch.IS_SO: "it being so already",
    Hitch.GAVE_UP: "having given it up since",
}


TELLERS: Mapping[Kind, Teller] = {
    Kind.PERIOD_BEGINS: lambda names, it: "The period begins",
    Kind.PERIOD_ENDS: lambda names, it: "The period ends",
    Kind.LINK_OPENS: lambda names, it: clause(names.link(it.who), "open"),
    Kind.LINK_CLOSES: lambda names, it: clause(names.link(it.who), "close"),
    Kind.CHANNEL_OPENS: lambda names, it: clause(names.channel(it.who), "open"),
    Kind.CHANNEL_CLOSES: lambda names, it: clause(names.channel(it.who), "close"),
    Kind.LINK_REPAIRED: lambda names, it: clause(names.link(it.who), "are repaired"),
    Kind.CHANNEL_REPAIRED: lambda names, it: clause(names.channel(it.who), "are repaired"),
    Kind.LINK_FAILS: lambda names, it: clause(names.link(it.who), "break down"),
    Kind.CHANNEL_FAILS: lambda names, it: clause(names.channel(it.who), "break down"),
    Kind.LINK_NEWS: lambda names, it: f"The railway knows how things stand on {names.link(it.who)}",
    Kind.UNIT_DETRAINS: lambda names, it: clause(
        names.unit(it.who), f"leave {names.unit(it.who).own} trains"
    ),
    Kind.UNIT_FORCES: (
        lambda names, it: clause(
            names.unit(it.who), f"go on with {names.unit(it.who).own} own crews, let out or not"
        )
    ),
    Kind.DEED_FAILS: (
        lambda names, it: not_done(
            names.actor(it.detail), HITCHES[Hitch(it.extra)], names.deed(it.who)
        )
    ),
    Kind.LETTER_STOPPED: (
        lambda names, it: clause(
            names.channel(it.detail),
            f"are held by others, who keep back a message {_letter(names, it.who)}",
        )
    ),
    Kind.LETTER_GOES_ROUND: (
        lambda names, it: (
            f"At {names.place(it.extra)} a message that did not get through is sent another way, "
            f"by {names.channel(it.detail)}, {_letter(names, it.who)}"
        )
    ),
    Kind.LETTER_COPIED: (
        lambda names, it: clause(
            names.channel(it.detail),
            f"are held by others, who copy for "
            f"{names.actor(it.extra)} a message {_letter(names, it.who)}",
        )
    ),
    Kind.LETTER_GARBLED: (
        lambda names, it: clause(names.actor(it.detail), "receive a message that cannot be read")
    ),
    Kind.CALL_UNANSWERED: (
        lambda names, it: (
            f"Nobody answers the telephone at {names.place(it.extra)} for a message "
            f"{_letter(names, it.who)}"
        )
    ),
    Kind.TRAVELLER_BOARDS: (
        lambda names, it: clause(names.actor(it.who), f"join the head of {names.unit(it.detail)}")
    ),
    Kind.HOLDER_CHANGES: _changes_hands,
    Kind.LINK_CUT: lambda names, it: clause(names.link(it.who), "are cut"),
    Kind.ECHELON_LOADED: lambda names, it: clause(names.echelon(it.who), "are loaded"),
    Kind.ECHELON_DETRAINED: (
        lambda names, it: clause(
            names.echelon(it.who), f"have detrained at {names.place(it.detail)}"
        )
    ),
    Kind.ECHELON_REACHES_STATION: (
        lambda names, it: clause(names.echelon(it.who), f"come to {names.place(it.extra)}")
    ),
    Kind.COLUMN_REACHES_PLACE: (
        lambda names, it: clause(names.echelon(it.who), f"come to {names.place(it.detail)}")
    ),
    Kind.UNIT_ASSEMBLED: (
        lambda names, it: clause(names.unit(it.who), f"stand assembled at {names.place(it.detail)}")
    ),
    Kind.TRAVELLER_REACHES_PLACE: (
        lambda names, it: clause(names.actor(it.who), f"come to {names.place(it.detail)}")
    ),
    Kind.LETTER_HEARD: lambda names, it: f"A message is read {_letter(names, it.who)}",
    Kind.ACT_FALLS_DUE: lambda names, it: names.act(it.who),
    Kind.ORDER_STIRS: _stirs,
    Kind.ORDER_RIPENS: _ripens,
    Kind.ORDER_LAPSES: (
        lambda names, it: clause(
            names.actor(it.detail), f"think better of it: {names.order(it.who)}"
        )
    ),
    Kind.ORDER_WITHHELD: (
        lambda names, it: put_off(names.actor(it.detail), "being under way", names.order(it.who))
    ),
    Kind.ORDER_NEGLECTED: (
        lambda names, it: clause(
            names.actor(it.detail), f"do not do it after all: {names.order(it.who)}"
        )
    ),
    Kind.ORDER_OVERTAKEN: (
        lambda names, it: not_done(
            names.unit(it.who), "a later order having overtaken this one", names.deed(it.detail)
        )
    ),
    Kind.UNIT_REFUSES: _refuses,
    Kind.UNIT_STOPS: lambda names, it: clause(names.unit(it.who), "halt"),
    Kind.UNIT_GOES_ON: lambda names, it: clause(names.unit(it.who), "go on"),
    Kind.UNIT_SETS_OUT: (
        lambda names, it: clause(names.unit(it.who), f"begin to carry out: {names.deed(it.detail)}")
    ),
    Kind.FACT_HAPPENS: lambda names, it: f"It comes about: {names.fact(it.who)}",
    Kind.FACT_LEARNT: lambda names, it: clause(
        names.actor(it.who), f"hear: {names.fact(it.detail)}"
    ),
    Kind.REPORT_LEARNT: _learnt,
    Kind.LETTER_TAKES_CHANNEL: _taken,
    Kind.LETTER_WAITS: _waits,
    Kind.LETTER_STRANDED: (
        lambda names, it: (
            f"No channel leads from {names.place(it.extra)} for a message {_letter(names, it.who)}"
        )
    ),
    Kind.ECHELON_LACKS_WAGONS: _lacks_wagons,
    Kind.ECHELON_BEGINS_LOADING: _begins_loading,
    Kind.ECHELON_BEGINS_DETRAINING: (
        lambda names, it: clause(
            names.echelon(it.who), f"begin to detrain at {names.place(it.detail)}"
        )
    ),
    Kind.ECHELON_LEAVES_STATION: (
        lambda names, it: clause(
            names.echelon(it.who), f"leave {names.place(it.detail)} for {names.place(it.extra)}"
        )
    ),
    Kind.ECHELON_HELD: _held,
    Kind.COLUMN_MARCHES: (
        lambda names, it: clause(
            names.echelon(it.who),
            f"set out from {names.place(it.detail)} for {names.place(it.extra)}",
        )
    ),
    Kind.NO_WAY: (
        lambda names, it: clause(
            names.echelon(it.who),
            f"find no open way from {names.place(it.detail)} to {names.place(it.extra)}",
        )
    ),
    Kind.TRAVELLER_LEAVES: (
        lambda names, it: clause(
            names.actor(it.who), f"leave {names.place(it.detail)} for {names.place(it.extra)}"
        )
    ),
    Kind.TRAVELLER_FINDS_NO_WAY: (
        lambda names, it: (
            clause(
                names.actor(it.who),
                f"do not find the unit to ride with at {names.place(it.detail)}",
            )
            if it.extra == NONE
            else clause(
                names.actor(it.who),
                f"find no way from {names.place(it.detail)} to {names.place(it.extra)}",
            )
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
        lambda names, it: clause(names.link(it.who), f"are opened to {names.side(it.detail)}")
    ),
    Kind.CHANNEL_CUT: lambda names, it: clause(names.channel(it.who), "are cut"),
    Kind.BROADCAST_STOPPED: _not_carried,
    **COLLECTIVES,
    **DECISIONS,
    **LEGAL,
    Kind.BROADCAST_HEARD: (
        lambda names, it: clause(names.channel(it.who), f"are heard: {names.announced(it.detail)}")
    ),
    **CONTACT_TELLERS,
}
"""How each kind of happening is told; a kind that is not here is part of the machinery."""
