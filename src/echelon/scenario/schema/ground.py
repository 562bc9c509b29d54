"""The ground: places, the links between them and the channels that carry messages."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import model_validator

from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    ActorId,
    NotNegative,
    PlaceId,
    PlaceIds,
    Positive,
    Probability,
    SideId,
    StaffId,
    Strength,
    Text,
    Truth,
    UserIds,
    Varying,
    VaryingPositive,
    Windows,
    Words,
    number,
    one_of,
    whole,
)

DEFAULT_SPEED_KM_H = {
    "rail": "15..22..30",
    "road": "15..25..35",
    "water": "8..12..18",
    "air": "150..250..400",
}

RAIL_ONLY = (
    "tracks",
    "headway_min",
    "trains_per_day",
    "crossing_places",
    "crossing_min",
)


class Place(Entry):
    """A town, a junction, a building: anywhere that somebody or something can be."""

    name: Text = stated("name at the time")
    modern_name: Text | None = stated("name today", default=None)
    lat: Annotated[float, number(-90, 90)] | None = stated(
        "latitude, north positive", unit="degrees", default=None
    )
    lon: Annotated[float, number(-180, 180)] | None = stated(
        "longitude, east positive", unit="degrees", default=None
    )
    kind: Text = stated("what sort of place it is", default="town")
    holds: Words = stated(
        "what is there, such as a station or a seat; whoever takes the place has the wires that "
        "end at its `exchange`, and the broadcasts that are sent from its `radio`",
        default=(),
    )
    platforms: Positive = stated(
        "trains that can load or unload at the same time", unit="platforms", default="2"
    )
    wagons: Strength | None = stated(
        "wagons that stand empty there at the start; a train that loads there needs as many as it "
        "takes, and leaves them where it unloads",
        unit="wagons",
        default=None,
        default_text="as many as anybody needs",
    )
    holder: SideId | None = stated("side that holds the place at the start", default=None)
    watch: Truth = stated(
        "whether results tell how the strength of every side there is spread, hour by hour; they "
        "do so for every place that outcomes, times and quantities name",
        default=False,
    )
    staff: StaffId | None = stated(
        "staff without whom the place does not work: railwaymen of a station, who must consent to "
        "its trains; officials of a bank or ministry",
        default=None,
    )


class Link(Entry):
    """A line, a road or a waterway between two places."""

    name: Text | None = stated("name of the line or road", default=None)
    kind: Annotated[str, one_of("rail", "road", "water", "air")] = stated("means of movement")
    from_: PlaceId = stated("one end", alias="from")
    to: PlaceId = stated("the other end")
    length_km: Positive = stated("length along the line", unit="km")
    tracks: Annotated[int, whole(1, 2)] = stated(
        "1, shared by both directions, or 2; rail only", unit="tracks", default=2
    )
    speed_km_h: VaryingPositive = stated(
        "running speed of a train, boat or aircraft; on a road, of a motor car or mounted courier",
        unit="km/h",
        default=None,
        default_text="rail 15..22..30; road 15..25..35; water 8..12..18; air 150..250..400",
    )
    headway_min: NotNegative = stated(
        "least time between two trains in one direction; rail only", unit="min", default="20"
    )
    trains_per_day: Positive | None = stated(
        "daily capacity in one direction, a floor under the headway; rail only",
        unit="trains/day",
        default=None,
    )
    crossing_places: Annotated[int, whole(0, 1000)] = stated(
        "loops inside a single-track link, evenly spaced; rail only", unit="loops", default=0
    )
    crossing_min: NotNegative = stated(
        "time between two trains at a loop; rail only", unit="min", default="5"
    )
    holder: SideId | None = stated("side that holds the link at the start", default=None)
    closed: Windows = stated("times at which nothing may enter", default=())
    cut_repair_h: Varying = stated(
        "time to mend the link once it has been cut", unit="h", default="lognormal(12; 2.5)"
    )
    news_min: Varying = stated(
        "time until the railway knows that the link is closed or open again, and finds other ways",
        unit="min",
        default="0..30..120",
    )
    failure_h: Positive | None = stated(
        "mean time between failures of the link; it never fails by itself if absent",
        unit="h",
        default=None,
    )
    posts_per_km2: NotNegative | None = stated(
        "posts of the other side on the ground that the link crosses, for those who infiltrate",
        unit="1/km2",
        default=None,
    )
    staff: StaffId | None = stated(
        "railwaymen who must consent to a train that enters here", default=None
    )

    @model_validator(mode="before")
    @classmethod
    def fill_speed(cls, written: Any) -> Any:
        """Give the speed its default, which depends on the kind of link."""
        if isinstance(written, dict) and written.get("speed_km_h") is None:
            speed = DEFAULT_SPEED_KM_H.get(str(written.get("kind")), "4")
            return {**written, "speed_km_h": speed}
        return written


class Channel(Entry):
    """A way for messages to travel: a wire between two ends, or a voice that reaches many."""

    name: Text | None = stated("name of the wire, station or paper", default=None)
    kind: Annotated[str, one_of("telegraph", "telephone", "radio", "press", "courier")] = stated(
        "what carries the message"
    )
    from_: PlaceId | None = stated(
        "one end of a wire, or where a broadcast is sent", default=None, alias="from"
    )
    to: PlaceId | None = stated("the other end of a wire", default=None)
    reach: PlaceIds | None = stated(
        "places that hear a broadcast, or `all`; instead of two ends", default=None
    )
    delay_min: Varying = stated(
        "time to get the correspondent to the instrument and to relay", unit="min"
    )
    service_min: Varying = stated("time one message keeps a wire busy", unit="min", default="5")
    wires: Annotated[int, whole(1, 1000)] = stated(
        "messages that can pass at the same time", unit="wires", default=1
    )
    holder: SideId | None = stated("side that holds the channel at the start", default=None)
    closed: Windows = stated("times at which it carries nothing", default=())
    cut_repair_h: Varying = stated(
        "time to mend the channel once it has been cut or has failed",
        unit="h",
        default="lognormal(12; 2.5)",
    )
    failure_h: Positive | None = stated(
        "mean time between failures of the channel; it never fails by itself if absent",
        unit="h",
        default=None,
    )
    stop: Probability = stated(
        "probability that a holder of another side stops a message", default="0"
    )
    copy_: Probability = stated(
        "probability that a holder of another side has news in a message copied",
        default="0",
        alias="copy",
    )
    garble: Probability = stated(
        "probability that a holder of another side makes a message unreadable", default="0"
    )
    copies_to: ActorId | None = stated("who reads the copies", default=None)
    receipt_min: NotNegative = stated(
        "time after which the sender of a message that was stopped misses its receipt and sends "
        "it another way",
        unit="min",
        default="60",
    )
    users: UserIds = stated(
        "whose messages alone it carries: sides, persons, units, staffs, bodies with their "
        "members, or offices with who holds them at the start; everybody's if none is stated",
        default=(),
    )
    operators: StaffId | None = stated("telegraphists who must consent to a message", default=None)
