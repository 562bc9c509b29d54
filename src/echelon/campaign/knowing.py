"""What the assembly settles about knowledge: what is known at the start, seen, and reported."""

from __future__ import annotations

import math

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE
from echelon.campaign.estimates import expected_hours
from echelon.campaign.people import chain_of
from echelon.campaign.slots import TRUTH, VERDICTS, Key
from echelon.engine.vocabulary import Owed, Quantity

ABOUT_UNITS = (Quantity.MEN, Quantity.DEPARTED, Quantity.ARRIVED)
OF_BARGAINS = (Quantity.AGREED, Quantity.BROKEN)
KNOWN_FROM_THE_START = (
    Quantity.HEARD,
    Quantity.KNOWS,
    Quantity.RECEIVED,
    Quantity.RESOLVED,
    *OF_BARGAINS,
)
UNKNOWN_EVEN_IN_TRUTH = (Quantity.TIME_OF, Quantity.ESTIMATE, Quantity.WAGONS, *VERDICTS)
OF_A_SIDE = (Quantity.WORKS, Quantity.FUNCTION, Quantity.OBEYS)
SEEN_ON_THE_SPOT = (Quantity.STRENGTH, Quantity.AT, Quantity.CONTROLS)
OPEN_AT_THE_START = (Quantity.OPEN_LINK, Quantity.OPEN_PLACE, Quantity.OPEN_CHANNEL)


class Knowing:
    """Answers, for every slot, what its constants are.

    Parameters
    ----------
    assembly : Assembly
        The scenario, with all its questions asked.
    """

    def __init__(self, assembly: Assembly) -> None:
        parts = assembly.document.parts
        self.assembly = assembly
        self.hours: list[float] = []
        self._actors = {row: id_ for id_, row in assembly.actors.items()}
        self._places, self._units = list(assembly.places), list(assembly.units)
        self._sides = list(assembly.sides)
        self._chains = [chain_of(assembly, id_) for id_ in self._units]
        self._unit_of_actor = {assembly.actors[id_]: row for row, id_ in enumerate(self._units)}
        self._knowers = {
            (assembly.actors[actor], assembly.facts[id_])
            for id_, fact in parts.facts.items()
            for actor in fact.known_to
        }
        self._homes = {
            assembly.actors[id_]: assembly.place(entry.place)
            for part in (parts.persons, parts.units, parts.staffs)
            for id_, entry in part.items()
        }
        for id_, body in parts.bodies.items():
            home = body.place or parts.persons[body.chair].place
            self._homes[assembly.actors[id_]] = assembly.place(home)
        self._parties = [
            {
                assembly.actor(id_)
                for id_ in (bargain.by, bargain.to, bargain.mediator, bargain.guarantor)
                if id_ is not None
            }
            for bargain in parts.agreements.values()
        ]
        self._committees = [assembly.place(staff.place) for staff in parts.staffs.values()]
        self._holders = [assembly.side(place.holder) for place in parts.places.values()]
        self._sites = [assembly.place(fact.at) for fact in parts.facts.values()]
        self._sites += [NONE] * (len(assembly.facts) - len(parts.facts))
        ends: dict[Quantity, list[tuple[str | None, str | None]]] = {
            Quantity.OPEN_LINK: [(link.from_, link.to) for link in parts.links.values()],
            Quantity.OPEN_CHANNEL: [(wire.from_, wire.to) for wire in parts.channels.values()],
        }
        self._ends = {
            quantity: [(assembly.place(one), assembly.place(other)) for one, other in pairs]
            for quantity, pairs in ends.items()
        }
        self._ids: dict[Quantity, list[str]] = {
            Quantity.HEARD: list(assembly.facts),
            Quantity.TIME_OF: list(assembly.facts),
            Quantity.STRENGTH: list(assembly.sides),
            Quantity.FOLLOWERS: list(assembly.sides),
            Quantity.CONTROLS: list(assembly.sides),
            Quantity.DEAD: list(assembly.sides),
            Quantity.CAPTURED: list(assembly.sides),
            Quantity.OPEN_LINK: list(assembly.links),
            Quantity.OPEN_PLACE: self._places,
            Quantity.OPEN_CHANNEL: list(assembly.channels),
            Quantity.RECEIVED: list(assembly.orders),
            Quantity.RESOLVED: list(assembly.orders),
            Quantity.AGREED: list(assembly.agreements),
            Quantity.BROKEN: list(assembly.agreements),
            Quantity.WORKS: list(assembly.staffs),
            Quantity.FUNCTION: self._places,
            Quantity.CROWD: list(assembly.staffs),
            Quantity.WAGONS: self._places,
            Quantity.VERDICT: list(assembly.tidings),
            Quantity.STANDS: list(assembly.institutions),
            Quantity.HOLDS: [f"{office} {person}" for office, person, _ in assembly.holdings],
        }

    def initial(self, key: Key) -> float:
        """Return what stands in a slot at the start: for the truth, how things are."""
        observer, quantity, first, second = key
        if observer != TRUTH:
            knows = (observer, first) in self._knowers
            if quantity in (Quantity.FREE, Quantity.ISOLATED):
                # nobody thinks of arrest or isolation before he hears of it
                return float(quantity == Quantity.FREE)
            if quantity in KNOWN_FROM_THE_START:
                return float(knows and quantity == Quantity.HEARD)
            return 0.0 if knows and quantity == Quantity.TIME_OF else math.nan
        if quantity in UNKNOWN_EVEN_IN_TRUTH:
            return math.nan
        if quantity == Quantity.CONTROLS:
            return float(self._holders[second] == first)
        if quantity == Quantity.AT:
            return float(self._homes[first] == second)
        return float(quantity in OPEN_AT_THE_START or quantity in (Quantity.WORKS, Quantity.FREE))

    def owed(self, key: Key) -> Owed:
        """Return whether news is owed to an observer who does not see it himself.

        A unit's command knows of its own unit at once; commanders and superiors, up the whole
        chain, are written to.
        """
        observer, quantity, first, _ = key
        if observer == TRUTH:
            return Owed.NOT
        if quantity in OF_BARGAINS:
            return Owed.BY_LETTER if observer in self._parties[first] else Owed.NOT
        unit = first if quantity in (*ABOUT_UNITS, Quantity.DESERTED) else None
        if quantity == Quantity.OBEYS:
            unit = self._unit_of_actor.get(first)
        if quantity == Quantity.AT:
            if observer == first:
                return Owed.AT_ONCE
            unit = self._unit_of_actor.get(first)
        if unit is None:
            return Owed.NOT
        if self.assembly.actors[self._units[unit]] == observer:
            return Owed.AT_ONCE
        return Owed.BY_LETTER if observer in self._chains[unit] else Owed.NOT

    def seen_at(self, key: Key) -> tuple[int, int]:
        """Return the one or two places where the truth of a slot can be seen, NONE for none."""
        _, quantity, first, second = key
        if quantity in ABOUT_UNITS or quantity in SEEN_ON_THE_SPOT:
            return second, NONE
        if quantity in (Quantity.HEARD, Quantity.TIME_OF):
            return self._sites[first], NONE
        if quantity in (Quantity.OPEN_PLACE, Quantity.FUNCTION, Quantity.WAGONS):
            return first, NONE
        if quantity in (Quantity.WORKS, Quantity.CROWD):
            return self._committees[first], NONE
        return self._ends[quantity][first] if quantity in self._ends else (NONE, NONE)

    def name(self, key: Key) -> str:
        """Return a name for what a slot is about, made of names and not of rows."""
        _, quantity, first, second = key
        if quantity in VERDICTS:
            about = "nobody" if first == NONE else self._ids[quantity][first]
            return f"{quantity.name} {about} {second}"
        if quantity == Quantity.KNOWS:
            return f"KNOWS {self._actors[first]} {self._ids[Quantity.HEARD][second]}"
        if quantity in (Quantity.AT, Quantity.FREE, Quantity.ISOLATED, Quantity.OBEYS):
            about = self._actors[first]
        else:
            about = self._ids.get(quantity, self._units)[first]
        others = self._sides if quantity in OF_A_SIDE else self._places
        return f"{quantity.name} {about} {others[second] if second != NONE else ''}"

    def first_hour(self, key: Key) -> int:
        """Return where the expected hours of an estimate begin, by place; NONE for the rest."""
        observer, quantity, first, second = key
        if observer == TRUTH or quantity != Quantity.ESTIMATE:
            return NONE
        begin = len(self.hours)
        self.hours += expected_hours(self.assembly, self._units[first], second)
        return begin
