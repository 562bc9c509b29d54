"""Those who work things for others and may decline: railwaymen, operators, officials, crowds."""

from __future__ import annotations

from typing import Annotated

from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    DrawnViewId,
    FactIds,
    HourOfDay,
    NotNegative,
    PlaceId,
    Positive,
    Probability,
    SideId,
    SideIds,
    Text,
    Truth,
    Varying,
    one_of,
)

STAFF_KINDS = ("railwaymen", "telegraphists", "officials", "crowd")
MANNERS = ("refuse", "delay", "misroute", "uncouple", "lift_rail")


class Staff(Entry):
    """A collective that grants or refuses its work to a side, strikes, and tires of striking."""

    name: Text = stated("name of the staff")
    kind: Annotated[str, one_of(*STAFF_KINDS)] = stated("sort of people")
    place: PlaceId = stated("where its committee sits and gets word; where a crowd gathers")
    side: SideId | None = stated("side it stands on, if any", default=None)
    view: DrawnViewId | None = stated(
        "view in which it judges; may be uncertain", default=None, default_text="that of its side"
    )
    serves: SideIds = stated(
        "sides for which it works, as long as it has no disposition toward them of its own; or "
        "`all`",
        default="all",
    )
    manner: Annotated[str, one_of(*MANNERS)] = stated(
        "what it does to trains of a side for which it does not work", default="refuse"
    )
    delay_h: Varying = stated(
        "by how much it delays one train at one station; telegraphists, one telegram",
        unit="h",
        default="0.5..1..3",
    )
    on_strike: Truth = stated("whether it is on strike at the start", default=False)
    joining_h: Positive = stated(
        "time in which all but a share of 1/e have joined a strike, or come back from it",
        unit="h",
        default="6..12..36",
    )
    fund_h: NotNegative = stated(
        "hours for which the strike fund pays everybody", unit="h", default="0"
    )
    endurance_h: Positive = stated(
        "time on strike without pay after which a share of 1 - 1/e is back at work",
        unit="h",
        default="72..168..336",
    )
    least: Probability = stated(
        "share of the staff at work below which nothing is worked at all", default="0.2..0.3..0.5"
    )
    size: NotNegative = stated(
        "people in a crowd at its busiest hour on an indifferent day", unit="people", default="0"
    )
    gathering_h: Positive = stated(
        "time in which a crowd comes within 1/e of what hour, weather and news make it",
        unit="h",
        default="1..2..4",
    )
    from_hour: HourOfDay = stated("hour of the day from which it gathers", unit="h", default=8.0)
    to_hour: HourOfDay = stated("hour of the day at which it goes home", unit="h", default=22.0)
    at_night: Probability = stated("share that stays at other hours", default="0.05..0.1..0.3")
    weather: Varying = stated(
        "share that comes in the day's weather; with `each`, drawn for every day", default="1"
    )
    stirred_by: FactIds = stated("facts that make the crowd grow once it hears of them", default=())
    calmed_by: FactIds = stated("facts that make it shrink once it hears of them", default=())
    stir: Positive = stated(
        "factor by which one such fact makes it grow, or its inverse shrink", default="1.5..2..3"
    )
