"""Those who contend, command and march: sides, persons and units."""

from __future__ import annotations

from typing import Annotated

from echelon.scenario.expressions import Expression
from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    ActorId,
    NotNegative,
    PersonId,
    PlaceId,
    Positive,
    Probability,
    SideId,
    Text,
    one_of,
    quantity,
    whole,
)

HoursPerDay = Annotated[Expression, quantity("quantity in 0..24", low=0.0, high=24.0)]

ARMS = (
    "infantry",
    "cavalry",
    "artillery",
    "armoured_train",
    "technical",
    "militia",
    "naval",
)


class Side(Entry):
    """A contender for power."""

    name: Text = stated("name of the side")


class Person(Entry):
    """Somebody who is in one place, knows what messages have told him, and gives orders."""

    name: Text = stated("name of the person")
    side: SideId = stated("side the person stands on")
    place: PlaceId = stated("where the person is at the start")
    superior: PersonId | None = stated("person to whom he or she reports", default=None)
    office: Text | None = stated("office held, as text", default=None)


class Unit(Entry):
    """A body of men that moves as trainloads or on foot."""

    name: Text = stated("name of the unit")
    side: SideId = stated("side the unit stands on")
    arm: Annotated[str, one_of(*ARMS)] = stated("arm of service", default="infantry")
    men: NotNegative = stated("strength at the start", unit="men")
    guns: NotNegative = stated("guns at the start", unit="guns", default="0")
    horses: NotNegative = stated("horses at the start", unit="horses", default="0")
    place: PlaceId = stated("where the unit is at the start")
    commander: PersonId | None = stated("person who commands it", default=None)
    superior: ActorId | None = stated("person or unit it is under", default=None)
    echelons: Annotated[int, whole(1, 1000)] | None = stated(
        "trainloads it moves in",
        unit="trains",
        default=None,
        default_text="men / men_per_echelon, rounded up",
    )
    men_per_echelon: Positive = stated("men one train carries", unit="men", default="700")
    loading_h: NotNegative = stated("time to load one echelon", unit="h", default="1..2..3")
    unloading_h: NotNegative = stated("time to unload one echelon", unit="h", default="0.5..1..2")
    assembly_h: NotNegative = stated(
        "time to assemble at the goal once the last echelon is there", unit="h", default="0"
    )
    march_km_h: Positive = stated("pace of a march", unit="km/h", default="4")
    march_h_per_day: HoursPerDay = stated("hours marched in a day", unit="h/day", default="8")
    obedience: Probability = stated(
        "probability, fixed for the run, that the unit carries out an order of its own side",
        default="1",
    )
    priority: Annotated[int, whole(-100, 100)] = stated(
        "rank at signals and platforms; higher goes first", default=0
    )
    forcing_h: NotNegative = stated(
        "time for its own crew to clear the way, when the unit is told to force it",
        unit="h",
        default="0.5..1..3",
    )
    response_min: NotNegative = stated(
        "time from receiving an order to acting on it", unit="min", default="0..15..60"
    )
