"""One happening of a run as a sentence, in the words of the scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from echelon.campaign.assemble import Assembled
from echelon.campaign.builder import NONE
from echelon.engine.state import State
from echelon.engine.vocabulary import Content, Kind, Quantity, Target, Verb
from echelon.scenario.actions import format_actions
from echelon.scenario.document import Document


@dataclass(frozen=True)
class Happening:
    """One row of the trace: its kind, what it is about, and the rows that it names."""

    kind: Kind
    who: int
    detail: int
    extra: int
    number: float


class Names:
    """The words of a scenario by row of the tables."""

    def __init__(self, document: Document, assembled: Assembled, state: State) -> None:
        parts = document.parts
        self.world, self.letters = assembled.world, state.letters
        self._places = [place.name for place in parts.places.values()]
        self._sides = [side.name for side in parts.sides.values()]
        self._links = [link.name or id_.replace("_", " ") for id_, link in parts.links.items()]
        self._channels = [
            channel.name or id_.replace("_", " ") for id_, channel in parts.channels.items()
        ]
        self._units = [unit.name for unit in parts.units.values()]
        self._facts = [fact.label for fact in parts.facts.values()]
        self._orders = [order.label or format_actions(order.do) for order in parts.orders.values()]
        self._acts = [act.label for act in parts.acts.values()]
        persons = [person.name for person in parts.persons.values()]
        stations = [f"the station at {place}" for place in self._places]
        ranks = [f"the ranks of {unit}" for unit in self._units]
        self._actors = [*persons, *self._units, *stations, *ranks]

    def place(self, row: int) -> str:
        """Return the name of a place."""
        return self._places[row] if row != NONE else "nowhere"

    def side(self, row: int) -> str:
        """Return the name of a side, or `everybody`."""
        return self._sides[row] if row != NONE else "everybody"

    def link(self, row: int) -> str:
        """Return the name of a link."""
        return self._links[row]

    def channel(self, row: int) -> str:
        """Return the name of a channel."""
        return self._channels[row]

    def unit(self, row: int) -> str:
        """Return the name of a unit."""
        return self._units[row]

    def actor(self, row: int) -> str:
        """Return the name of a person, a unit or a station."""
        return self._actors[row] if row != NONE else "nobody in particular"

    def fact(self, row: int) -> str:
        """Return a fact in words."""
        return self._facts[row]

    def order(self, row: int) -> str:
        """Return a standing order in words."""
        return self._orders[row]

    def act(self, row: int) -> str:
        """Return an act in words."""
        return self._acts[row]

    def echelon(self, row: int) -> str:
        """Return an echelon by its unit and its number."""
        unit = int(self.world.echelons.unit[row])
        first, last = self.world.units.first_echelon[unit], self.world.units.last_echelon[unit]
        if last - first == 1:
            return self.unit(unit)
        return f"{self.unit(unit)}, echelon {int(self.world.echelons.ordinal[row]) + 1}"

    def deed(self, action: int) -> str:
        """Return what an order tells its receiver to do."""
        actions = self.world.actions
        match Verb(int(actions.verb[action])):
            case Verb.MOVE:
                unit, place = int(actions.unit[action]), int(actions.place[action])
                return f"move {self.unit(unit)} to {self.place(place)}"
            case Verb.HALT:
                return f"halt {self.unit(int(actions.unit[action]))}"
            case Verb.RESUME:
                return f"let {self.unit(int(actions.unit[action]))} go on"
            case Verb.DETRAIN:
                return f"let {self.unit(int(actions.unit[action]))} leave the trains"
            case Verb.FORCE:
                return f"let {self.unit(int(actions.unit[action]))} force the way"
            case Verb.CUT | Verb.REPAIR | Verb.SEIZE as verb:
                return f"{verb.name.lower()} {self.target(action)}"
            case Verb.ANNOUNCE:
                return f"announce: {self.fact(int(actions.fact[action]))}"
            case verb:
                side = self.side(int(actions.side[action]))
                return f"{verb.name.lower()} {self.target(action)} to {side}"

    def target(self, action: int) -> str:
        """Return what an action closes, opens, cuts or repairs."""
        row = int(self.world.actions.row[action])
        match Target(int(self.world.actions.target[action])):
            case Target.PLACE:
                return f"the station at {self.place(row)}"
            case Target.LINK:
                return self.link(row)
        return self.channel(row)

    def message(self, letter: int) -> str:
        """Return what a letter says."""
        row = int(self.letters.row[letter])
        match Content(int(self.letters.content[letter])):
            case Content.FACT:
                return self.fact(row)
            case Content.QUESTION:
                return f"is it so: {self.fact(row)}?"
            case Content.REPORT:
                return self.report(row, float(self.letters.number[letter]))
        return self.deed(row)

    def report(self, slot: int, number: float) -> str:
        """Return what a slot of knowledge says when it holds `number`."""
        slots = self.world.slots
        first, second = int(slots.first[slot]), int(slots.second[slot])
        holds = number == 1.0
        match Quantity(int(slots.quantity[slot])):
            case Quantity.MEN:
                return f"{self.unit(first)} has {number:.0f} men at {self.place(second)}"
            case Quantity.STRENGTH:
                return f"{self.side(first)} has {number:.0f} men at {self.place(second)}"
            case Quantity.AT:
                verb = "is at" if holds else "is not at"
                return f"{self.actor(first)} {verb} {self.place(second)}"
            case Quantity.DEPARTED:
                return f"{self.unit(first)} has {'' if holds else 'not '}left {self.place(second)}"
            case Quantity.ARRIVED:
                verb = "has arrived at" if holds else "has not arrived at"
                return f"{self.unit(first)} {verb} {self.place(second)}"
            case Quantity.OPEN_LINK:
                return f"{self.link(first)} is {'open' if holds else 'closed'}"
            case Quantity.OPEN_PLACE:
                return f"the station at {self.place(first)} is {'open' if holds else 'closed'}"
            case Quantity.OPEN_CHANNEL:
                return f"{self.channel(first)} is {'open' if holds else 'closed'}"
            case Quantity.ESTIMATE:
                return f"when {self.unit(first)} will be at {self.place(second)}"
            case Quantity.RECEIVED:
                verb = "has come" if holds else "has not come"
                return f"the order {verb}: {self.order(first)}"
        return self.fact(first)


Teller = Callable[[Names, Happening], str]


def _letter(names: Names, letter: int) -> str:
    """Return a letter by its receiver and what it says."""
    return f"to {names.actor(int(names.letters.receiver[letter]))}: {names.message(letter)}"


def _learnt(names: Names, it: Happening) -> str:
    return f"{names.actor(it.who)} learns: {names.report(it.detail, it.number)}"


def _stirs(names: Names, it: Happening) -> str:
    return f"{names.actor(it.detail)} makes up his mind: {names.order(it.who)}"


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
    Kind.ORDER_RIPENS: lambda names, it: names.order(it.who),
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
            f"{names.actor(it.who)} finds no way from {names.place(it.detail)} to "
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
    Kind.BROADCAST_HEARD: (
        lambda names, it: f"{names.channel(it.who)} is heard: {names.deed(it.detail)}"
    ),
}
"""How each kind of happening is told; a kind that is not here is part of the machinery."""
