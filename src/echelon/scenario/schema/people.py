"""Those who contend, command and march: sides, persons and units."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import model_validator

from echelon.scenario.expressions import Expression
from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    ActorId,
    DrawnViewId,
    PersonId,
    PlaceId,
    Positive,
    Probability,
    SideId,
    SideIds,
    Strength,
    Text,
    Truth,
    UnitId,
    Varying,
    VaryingPositive,
    ViewId,
    Windows,
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
    "motor",
)

# Entraining took infantry 40 minutes and cavalry up to an hour a train at a good ramp (Hamley, "The
# Operations of War"), one to three hours at an ordinary station; paces are about those of the Field
# Service Regulations: 4 to 5 km/h for infantry on the road, 8 km/h for cavalry at trot and walk.
LOADING_H = {
    "infantry": "0.7..1.5..3",
    "cavalry": "0.75..2..4",
    "artillery": "1..2.5..5",
    "armoured_train": "0",
    "technical": "1..2..4",
    "militia": "1..2..4",
    "naval": "0.7..1.5..3",
    "motor": "1..2.5..5",
}
MARCH_KM_H = {
    "infantry": "3..4..5",
    "cavalry": "5..6..8",
    "artillery": "3..4..5",
    "armoured_train": "3..4..5",
    "technical": "3..4..5",
    "militia": "2.5..3.5..4.5",
    "naval": "3..4..5",
    "motor": "10..18..25",
}


def _told(defaults: dict[str, str]) -> str:
    return "; ".join(f"{arm} {value}" for arm, value in defaults.items())


class Side(Entry):
    """A contender for power."""

    name: Text = stated("name of the side")
    opposes: SideIds = stated("sides that it openly fights from the start", default=())
    view: ViewId | None = stated(
        "view in which its people judge",
        default=None,
        default_text="a view of its own, whose roots are the institutions of the side",
    )


class Person(Entry):
    """Somebody who is in one place, knows what messages have told him, and gives orders."""

    name: Text = stated("name of the person")
    side: SideId = stated("side the person stands on")
    place: PlaceId = stated("where the person is at the start")
    superior: PersonId | None = stated("person to whom he or she reports", default=None)
    office: Text | None = stated("office held, as text", default=None)
    deputy: PersonId | None = stated(
        "person who reads what cannot reach this one: under arrest, isolated or silent",
        default=None,
    )
    silent: Windows = stated(
        "times at which the person keeps silent: nothing reaches him and he gives no orders",
        default=(),
    )
    under_arrest: Truth = stated("whether the person is under arrest at the start", default=False)
    escape_h: Positive | None = stated(
        "mean time until the person, held, gets away; never if absent", unit="h", default=None
    )
    votes: Annotated[int, whole(1, 1000)] = stated(
        "votes that the person casts in a body", unit="votes", default=1
    )
    talk_min: Varying = stated(
        "time that hearing one message, or one call of a round, takes the person, who is busy "
        "meanwhile",
        unit="min",
        default="0",
    )
    view: DrawnViewId | None = stated(
        "view in which the person judges; may be uncertain",
        default=None,
        default_text="that of the side",
    )


class Unit(Entry):
    """A body of men that moves as trainloads or on foot."""

    name: Text = stated("name of the unit")
    side: SideId = stated("side the unit stands on")
    arm: Annotated[str, one_of(*ARMS)] = stated("arm of service", default="infantry")
    men: Strength = stated("strength at the start", unit="men")
    taken_from: UnitId | None = stated(
        "unit whose stated strength includes these men, so that it has as many fewer",
        default=None,
    )
    guns: Strength = stated("guns at the start", unit="guns", default="0")
    horses: Strength = stated("horses at the start", unit="horses", default="0")
    place: PlaceId = stated("where the unit is at the start")
    commander: PersonId | None = stated("person who commands it", default=None)
    view: DrawnViewId | None = stated(
        "view in which command and ranks judge; may be uncertain",
        default=None,
        default_text="that of the side",
    )
    superior: ActorId | None = stated("person or unit it is under", default=None)
    echelons: Annotated[int, whole(1, 1000)] | None = stated(
        "trainloads it moves in",
        unit="trains",
        default=None,
        default_text="men / men_per_echelon, rounded up",
    )
    men_per_echelon: Positive = stated("men one train carries", unit="men", default="700")
    wagons_per_echelon: Strength | None = stated(
        "wagons one train needs where wagons are counted",
        unit="wagons",
        default=None,
        default_text="men / 40 + horses / 8 + guns of an echelon, each rounded up; cavalry that "
        "states no horses has one for each man; armoured_train 0",
    )
    loading_h: Varying = stated(
        "time to load one echelon", unit="h", default=None, default_text=_told(LOADING_H)
    )
    unloading_h: Varying = stated("time to unload one echelon", unit="h", default="0.5..1..2")
    assembly_h: Varying = stated(
        "time to assemble at the goal once the last echelon is there", unit="h", default="0"
    )
    march_km_h: VaryingPositive = stated(
        "pace of a march on foot, mounted or in cars",
        unit="km/h",
        default=None,
        default_text=_told(MARCH_KM_H),
    )
    march_h_per_day: HoursPerDay = stated("hours marched in a day", unit="h/day", default="8")
    obedience: Probability = stated(
        "probability, fixed for the run, that the unit carries out an order of its own side",
        default="1",
    )
    priority: Annotated[int, whole(-100, 100)] = stated(
        "rank at signals and platforms; higher goes first", default=0
    )
    forcing_h: Varying = stated(
        "time for its own crew to clear the way, when the unit is told to force it",
        unit="h",
        default="0.5..1..3",
    )
    fire_share: Probability | None = stated(
        "share of a unit that falls when this one bombards it once; nobody if absent", default=None
    )
    response_min: Varying = stated(
        "time from receiving an order to acting on it", unit="min", default="0..15..60"
    )

    @model_validator(mode="before")
    @classmethod
    def fill_by_arm(cls, written: Any) -> Any:
        """Give the values that depend on the arm of service their defaults."""
        if not isinstance(written, dict):
            return written
        arm = str(written.get("arm") or "infantry")
        filled = dict(written)
        for key, defaults in (("loading_h", LOADING_H), ("march_km_h", MARCH_KM_H)):
            if filled.get(key) is None:
                filled[key] = defaults.get(arm, defaults["infantry"])
        return filled
