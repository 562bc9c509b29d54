"""The words of a scenario, by row of the tables of its World."""

from __future__ import annotations

import numpy as np

from echelon.campaign.assemble import Assembled
from echelon.campaign.builder import NONE
from echelon.campaign.grammar import Subject, articled, clause, collective, inside, single, thing
from echelon.engine.stances import STANCES
from echelon.engine.state import State
from echelon.engine.vocabulary import Content, Quantity, Role, Target, Verb
from echelon.scenario.actions import format_actions
from echelon.scenario.document import Document


class Names:
    """The words of a scenario by row of the tables."""

    def __init__(self, document: Document, assembled: Assembled, state: State) -> None:
        parts = document.parts
        self.world, self.letters = assembled.world, state.letters
        self._places = [single(place.name) for place in parts.places.values()]
        self._sides = [collective(side.name) for side in parts.sides.values()]
        self._links, self._channels = (
            [thing(one.name or id_.replace("_", " ")) for id_, one in named.items()]
            for named in (parts.links, parts.channels)
        )
        self._units = [collective(unit.name) for unit in parts.units.values()]
        is_infiltration = assembled.world.actions.verb == Verb.INFILTRATE
        self._in_groups = set(map(int, assembled.world.actions.unit[is_infiltration]))
        self._facts = [fact.label for fact in parts.facts.values()]
        assembly = assembled.assembly
        self._orders = [order.label or format_actions(order.do) for order in parts.orders.values()]
        self._orders += [parts.acts[id_].label for id_ in assembly.conditional_acts]
        self._acts = [act.label for act in parts.acts.values()]
        self._facts += [
            _act_as_fact(document, id_) for id_ in assembly.facts if id_ not in parts.facts
        ]
        self._views = [
            inside(parts.views[id_].name if id_ in parts.views else parts.sides[id_].name)
            for id_ in assembly.views
        ]
        self._institutions = [collective(one.name) for one in parts.institutions.values()]
        self._tidings = [self._facts[assembly.facts[id_]] for id_ in assembly.tidings]
        self._holdings = [
            f"{inside(parts.persons[person].name)} as {inside(parts.offices[office].name)}"
            for office, person, _ in assembly.holdings
        ]
        persons = [single(person.name) for person in parts.persons.values()]
        stations = [Subject(f"the station at {place}") for place in self._places]
        ranks = [Subject(f"the ranks of {articled(unit)}", is_plural=True) for unit in self._units]
        self._agreements = [agreement.label for agreement in parts.agreements.values()]
        self._bodies = [collective(body.name) for body in parts.bodies.values()]
        self._staffs = [collective(staff.name) for staff in parts.staffs.values()]
        self._actors = [*persons, *self._units, *stations, *ranks, *self._staffs, *self._bodies]

    def place(self, row: int) -> Subject:
        """Return the name of a place."""
        return self._places[row] if row != NONE else Subject("nowhere")

    def side(self, row: int) -> Subject:
        """Return the name of a side, or `everybody`."""
        return self._sides[row] if row != NONE else Subject("everybody")

    def link(self, row: int) -> Subject:
        """Return the name of a link."""
        return self._links[row]

    def channel(self, row: int) -> Subject:
        """Return the name of a channel."""
        return self._channels[row]

    def unit(self, row: int) -> Subject:
        """Return the name of a unit."""
        return self._units[row]

    def actor(self, row: int) -> Subject:
        """Return the name of a person, a unit or a station."""
        return self._actors[row] if row != NONE else Subject("nobody in particular")

    def own(self, row: int) -> str:
        """Return whose something is that an actor has: `his`, `its` or `their`."""
        actor = self.actor(row)
        is_he = self.world.actors.role[row] == Role.PERSON and not actor.is_plural
        return "his" if is_he else actor.own

    def agreement(self, row: int) -> str:
        """Return the terms of an agreement."""
        return self._agreements[row]

    def body(self, row: int) -> Subject:
        """Return the name of a body."""
        return self._bodies[row]

    def staff(self, row: int) -> Subject:
        """Return the name of a staff."""
        return self._staffs[row]

    def line(self, row: int) -> Subject:
        """Return whom obeying on a line serves: a side, or one person."""
        person = int(self.world.lines.person[row])
        return self.actor(person) if person != NONE else self.side(int(self.world.lines.side[row]))

    def weigher(self, line: int) -> str:
        """Return the name of whose line it is."""
        mind = int(np.searchsorted(self.world.minds.last_line, line, side="right"))
        return self.actor(int(self.world.minds.actor[mind]))

    def institution(self, row: int) -> Subject:
        """Return the name of an institution."""
        return self._institutions[row]

    def view(self, row: int) -> str:
        """Return the name of a view."""
        return self._views[row]

    def talk(self, row: int) -> str:
        """Return who weighs whose opinion of which side."""
        minds, confidences = self.world.minds, self.world.confidences
        hearer, voice = minds.actor[confidences.mind[row]], minds.actor[confidences.other[row]]
        side = self.side(int(confidences.side[row]))
        thinks = clause(self.actor(int(voice)), "think")
        what = f"what {thinks} of the prospects of {side}"
        return clause(self.actor(int(hearer)), f"consider {what}")

    def fact(self, row: int) -> str:
        """Return a fact in words."""
        return self._facts[row]

    def order(self, row: int) -> str:
        """Return a standing order in words."""
        return self._orders[row]

    def is_by_body(self, row: int) -> bool:
        """Return whether a standing order is a question to a body."""
        orders = self.world.orders
        return bool(orders.first_ballot[row] < orders.last_ballot[row])

    def act(self, row: int) -> str:
        """Return an act in words."""
        return self._acts[row]

    def echelon(self, row: int) -> Subject:
        """Return an echelon by its unit and its number; who infiltrates does so in groups."""
        unit = int(self.world.echelons.unit[row])
        first, last = self.world.units.first_echelon[unit], self.world.units.last_echelon[unit]
        if last - first == 1:
            return self.unit(unit)
        part = "group" if unit in self._in_groups else "echelon"
        return Subject(f"{self.unit(unit)}, {part} {int(self.world.echelons.ordinal[row]) + 1}")

    def deed(self, action: int) -> str:
        """Return what an order tells its receiver to do."""
        actions = self.world.actions
        match Verb(int(actions.verb[action])):
            case Verb.MOVE:
                unit, place = int(actions.unit[action]), int(actions.place[action])
                return f"move {self.unit(unit)} to {self.place(place)}"
            case Verb.INFILTRATE:
                unit, place = int(actions.unit[action]), int(actions.place[action])
                return f"let {self.unit(unit)} make its way to {self.place(place)} in small groups"
            case Verb.HALT:
                return f"halt {self.unit(int(actions.unit[action]))}"
            case Verb.RESUME:
                return f"let {self.unit(int(actions.unit[action]))} go on"
            case Verb.DETRAIN:
                return f"let {self.unit(int(actions.unit[action]))} leave the trains"
            case Verb.FORCE:
                return f"let {self.unit(int(actions.unit[action]))} force the way"
            case Verb.BOMBARD:
                unit, target = int(actions.unit[action]), int(actions.row[action])
                return f"let {self.unit(unit)} fire on {self.unit(target)}"
            case Verb.CUT | Verb.REPAIR | Verb.SEIZE as verb:
                return f"{verb.name.lower()} {self.target(action)}"
            case Verb.ARREST | Verb.ISOLATE | Verb.RELEASE as verb:
                return f"{verb.name.lower()} {self.actor(int(actions.person[action]))}"
            case Verb.OFFER | Verb.ACCEPT | Verb.REFUSE | Verb.BREAK as verb:
                return f"{verb.name.lower()}: {self.agreement(int(actions.row[action]))}"
            case Verb.TELL:
                receiver = self.actor(int(actions.actor[action]))
                return f"tell {receiver}: {self.fact(int(actions.fact[action]))}"
            case Verb.ASK:
                receiver = self.actor(int(actions.actor[action]))
                return f"ask {receiver} whether {self.fact(int(actions.fact[action]))}"
            case Verb.GO:
                return f"go to {self.place(int(actions.place[action]))}"
            case Verb.TELEPHONE:
                return f"ring round: {self.fact(int(actions.fact[action]))}"
            case Verb.STRIKE | Verb.WORK as verb:
                return f"call on {self.actor(int(actions.actor[action]))} to {verb.name.lower()}"
            case Verb.ISSUE:
                return f"do it: {self.act(int(actions.row[action]))}"
            case Verb.ANNOUNCE:
                return f"announce: {self.announced(action)}"
            case verb:
                side = self.side(int(actions.side[action]))
                return f"{verb.name.lower()} {self.target(action)} to {side}"

    def announced(self, action: int) -> str:
        """Return what an action announces."""
        return self.fact(int(self.world.actions.fact[action]))

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
            case Content.STANCE:
                return self.stance(int(self.letters.number[letter]) % int(STANCES))
            case Content.OFFER:
                return f"an offer: {self.agreement(row)}"
            case Content.REPLY:
                return f"an answer to the offer: {self.agreement(row)}"
            case Content.ANSWER:
                is_own = float(self.letters.number[letter]) == 1.0
                return f"{'it is my act' if is_own else 'it is not my act'}: {self.fact(row)}"
            case Content.QUESTION:
                return f"is it so: {self.fact(row)}?"
            case Content.REPORT:
                return self.report(row, float(self.letters.number[letter]))
        return self.deed(row)

    def stance(self, stance: int) -> str:
        """Return what one of those who are looked at now does: a side's row, or refusing."""
        if stance < len(self._sides):
            return f"a peer obeys {self.side(stance)}"
        return "a peer stands aside"

    def report(self, slot: int, number: float) -> str:
        """Return what a slot of knowledge says when it holds `number`."""
        slots = self.world.slots
        first, second = int(slots.first[slot]), int(slots.second[slot])
        holds = number == 1.0
        no = "" if holds else "not "
        match Quantity(int(slots.quantity[slot])):
            case Quantity.MEN:
                return clause(self.unit(first), f"have {number:.0f} men at {self.place(second)}")
            case Quantity.STRENGTH:
                return clause(self.side(first), f"have {number:.0f} men at {self.place(second)}")
            case Quantity.CONTROLS:
                verb = "hold" if holds else "do not hold"
                return clause(self.side(first), f"{verb} {self.place(second)}")
            case Quantity.DEAD:
                return f"{number:.0f} men of {self.side(first)} have fallen"
            case Quantity.CAPTURED:
                return f"{number:.0f} men of {self.side(first)} are prisoners"
            case Quantity.AT:
                return clause(self.actor(first), f"are {no}at {self.place(second)}")
            case Quantity.DEPARTED:
                return clause(self.unit(first), f"have {no}left {self.place(second)}")
            case Quantity.ARRIVED:
                return clause(self.unit(first), f"have {no}arrived at {self.place(second)}")
            case Quantity.OPEN_LINK:
                return clause(self.link(first), f"are {'open' if holds else 'closed'}")
            case Quantity.OPEN_PLACE:
                return f"the station at {self.place(first)} is {'open' if holds else 'closed'}"
            case Quantity.OPEN_CHANNEL:
                return clause(self.channel(first), f"are {'open' if holds else 'closed'}")
            case Quantity.ESTIMATE:
                return f"when {self.unit(first)} will be at {self.place(second)}"
            case Quantity.WORKS:
                verb = "work" if holds else "do not work"
                return clause(self.staff(first), f"{verb} for {self.side(second)}")
            case Quantity.FUNCTION:
                verb = "work" if holds else "do not work"
                return clause(self.place(first), f"{verb} for {self.side(second)}")
            case Quantity.RESOLVED:
                return f"it is {no}resolved: {self.order(first)}"
            case Quantity.AGREED:
                return f"it is {no}agreed: {self.agreement(first)}"
            case Quantity.BROKEN:
                return f"it is {no}broken: {self.agreement(first)}"
            case Quantity.FREE:
                return clause(self.actor(first), f"are {'free' if holds else 'under arrest'}")
            case Quantity.ISOLATED:
                return clause(self.actor(first), f"are {no}cut off")
            case Quantity.WAGONS:
                return f"{number:.0f} empty wagons stand at {self.place(first)}"
            case Quantity.CROWD:
                return clause(self.staff(first), f"count {number:.0f}")
            case Quantity.OBEYS:
                verb = "obey" if holds else "do not obey"
                return clause(self.actor(first), f"{verb} {self.side(second)}")
            case Quantity.KNOWS:
                return clause(self.actor(first), f"have {no}heard: {self.fact(second)}")
            case Quantity.FOLLOWERS:
                return f"{number:.0f} obey {self.side(first)}"
            case Quantity.DESERTED:
                return f"{number:.0f} men of {self.unit(first)} have deserted"
            case Quantity.VERDICT:
                return f"{standing_words(number)}: {self._tidings[first]}"
            case Quantity.STANDS:
                stands = clause(self.institution(first), "stand")
                return f"{standing_words(number)}: {stands}"
            case Quantity.HOLDS:
                who = "somebody who never can" if first == NONE else self._holdings[first]
                return f"{standing_words(number)}: {who}"
            case Quantity.RECEIVED:
                return f"the order has {no}come: {self.order(first)}"
        return self.fact(first)


def standing_words(number: float) -> str:
    """Return a verdict as a word."""
    return "undecided" if number == 0.0 else "valid" if number > 0.0 else "void"


def _act_as_fact(document: Document, id_: str) -> str:
    """Return in words that an act has been done, or that whom it appoints has declined."""
    acts, act_id = document.parts.acts, id_.removesuffix("/declined")
    if id_ in acts:
        return acts[id_].label
    appointed = acts[act_id].to
    name = single(document.parts.persons[appointed].name if appointed else "nobody")
    return f"{clause(name, 'decline')} ({acts[act_id].label})"
