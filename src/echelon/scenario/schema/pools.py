"""Pools: unnamed companies that are nested in a unit of another mind, and may offer themselves."""

from __future__ import annotations

from typing import Annotated

from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    ActorId,
    Condition,
    NotNegative,
    PersonId,
    PlaceId,
    Positive,
    Probability,
    SideId,
    Strength,
    Text,
    Truth,
    UnitId,
    Varying,
    VaryingPositive,
    ViewId,
    one_of,
    whole,
)
from echelon.scenario.schema.people import ARMS

MOST_COMPANIES = 50


class Pool(Entry):
    """Companies without a name of their own, each of which may offer itself and cross over."""

    name: Text = stated("name of the companies together")
    called: Text | None = stated(
        "what one of them is called after its number",
        default=None,
        default_text="company of NAME",
    )
    of: UnitId | None = stated(
        "unit in which they are nested, which may hold them back", default=None
    )
    taken_from_unit: Truth = stated(
        "whether the strength stated of the unit `of` includes the companies, which are then "
        "taken from it",
        default=True,
    )
    side: SideId = stated("side on which the companies stand")
    view: ViewId | None = stated(
        "view in which they judge", default=None, default_text="that of the side"
    )
    place: PlaceId | None = stated(
        "where they are at the start", default=None, default_text="where the unit `of` is"
    )
    arm: Annotated[str, one_of(*ARMS)] | None = stated(
        "arm of service", default=None, default_text="that of the unit `of`, else infantry"
    )
    superior: ActorId | None = stated("person or unit that they are under", default=None)
    companies: Annotated[int, whole(1, MOST_COMPANIES)] = stated(
        "how many there are at most", unit="companies"
    )
    present: NotNegative | None = stated(
        "how many there are in truth, drawn for a run and rounded; those beyond have no men",
        unit="companies",
        default=None,
        default_text="all",
    )
    men: Strength = stated("strength of a company, drawn for each", unit="men")
    groups: Annotated[int, whole(1, 100)] = stated(
        "small groups in which a company crosses held ground; trainloads, if it comes to a train",
        unit="groups",
        default=4,
    )
    march_km_h: VaryingPositive | None = stated(
        "pace of a march", unit="km/h", default=None, default_text="as of a unit of that arm"
    )
    march_h_per_day: Positive | None = stated(
        "hours marched in a day", unit="h/day", default=None, default_text="as of a unit"
    )
    loading_h: Varying | None = stated(
        "time to load one group into a train", unit="h", default=None, default_text="as of a unit"
    )
    unloading_h: Varying | None = stated(
        "time to unload one", unit="h", default=None, default_text="as of a unit"
    )
    response_min: Varying | None = stated(
        "time from receiving an order to acting on it",
        unit="min",
        default=None,
        default_text="as of a unit",
    )
    offers_when: Condition = stated("what a company must know to offer itself")
    offers_after_min: Varying = stated(
        "time from then to its offer; `exponential(720)` makes it a hazard of twice a day",
        unit="min",
        default="60..240..1440",
    )
    willing: Probability = stated(
        "probability, fixed for the run, that a company offers itself at all",
        default="0.2..0.5..0.8",
    )
    to: PersonId = stated("person to whom they offer themselves")
    accepted: Probability = stated(
        "probability, fixed for the run, that the person asks a company to come", default="1"
    )
    accepted_after_min: Varying = stated(
        "time from the offer to that answer", unit="min", default="15..60..240"
    )
    crosses_to: PlaceId = stated("place to which a company then makes its way in small groups")
    noticed: Probability = stated(
        "probability, fixed for the run, that the unit around a company gets to know of its offer",
        default="0.1..0.3..0.6",
    )
    noticed_after_min: Varying = stated(
        "time from the offer until it does", unit="min", default="60..360..1440"
    )
    held_back_when: Condition | None = stated(
        "what the unit around must know besides, to hold a company back",
        default=None,
        default_text="nothing: it holds back whomever it notices",
    )
