"""What the language must be able to say of movement: who gets there, by what way, and when.

A row for each thing that the design asks of movement. Of consent, misrouting and engines taken away
there are rows in `of_everybody_else`; of a stop order that comes after the train has left, in
`of_orders`.
"""

from __future__ import annotations

from tests.language.rows import Row
from tests.worlds import (
    Entry,
    act,
    moment,
    order,
    person,
    places,
    rail,
    road,
    staff,
    unit,
    wire,
)


def a_line(*more: Entry, **line: object) -> list[Entry]:
    """Return an army on its way over a railway of an hour."""
    return [
        *places("here", "there", platforms=9),
        rail("here", "there", **line),
        person("chief", "here"),
        person("other", "there"),
        GO,
        *more,
    ]


def both_ways(trains: int, **line: object) -> list[Entry]:
    return a_line(
        unit("army", "here", echelons=trains),
        unit("navy", "there", echelons=trains),
        act("come", "other", "move navy to here"),
        **line,
    )


def trains(number: int, *, station: dict[str, object] | None = None, **line: object) -> list[Entry]:
    entries = a_line(unit("army", "here", echelons=number, loading_h=1), **line)
    entries[0].fields.update(station or {})
    return entries


def two_ways(*more: Entry, **line: object) -> list[Entry]:
    """Return a short way over the bridge, which is cut at once, and a long way over the hills."""
    return [
        *places("here", "bridge", "hills", "there"),
        rail("here", "bridge"),
        rail("bridge", "there", **line),
        rail("here", "hills", length_km=120),
        rail("hills", "there", length_km=120),
        person("chief", "here"),
        person("saboteur", "there", side="blue"),
        unit("army", "here"),
        act("cut", "saboteur", "cut bridge_there"),
        GO,
        *more,
    ]


def three_stations(*more: Entry, **fields: object) -> list[Entry]:
    return [
        *places("here", "middle", "there"),
        rail("here", "middle"),
        rail("middle", "there"),
        wire("here", "middle"),
        wire("here", "there"),
        person("chief", "here"),
        unit("army", "here", commander="chief", **fields),
        *more,
    ]


def a_road(length_km: float, **fields: object) -> list[Entry]:
    return [
        *places("here", "there"),
        road("here", "there", length_km=length_km),
        person("chief", "here"),
        unit("army", "here", **fields),
        GO,
    ]


GO = act("go", "chief", "move army to there")
CLOSE = act("close", "chief", "close here to red")
BY_ITS_ARM = {"march_km_h": None, "march_h_per_day": 24}

ROWS = [
    Row(
        "rail with double track: both directions at once",
        both_ways(1),
        "Navy leaves There for Here",
        at=0,
    ),
    Row(
        "rail with single track: one direction waits for the other",
        both_ways(1, tracks=1, crossing_min=5),
        "Navy leaves There for Here",
        at=65,
    ),
    Row(
        "crossing places: trains meet half-way",
        both_ways(1, tracks=1, crossing_places=1, length_km=120, crossing_min=5),
        "Army comes to There",
        at=125,
    ),
    Row(
        "and no deadlock, however many come from both ends",
        both_ways(9, tracks=1, crossing_places=2, crossing_min=0),
        "Navy, echelon 9 has detrained at Here",
    ),
    Row(
        "headways",
        trains(3, headway_min=20),
        "Army, echelon 2 leaves Here for There",
        at=100,
    ),
    Row(
        "daily capacity",
        trains(3, headway_min=20, trains_per_day=12),
        "Army, echelon 2 leaves Here for There",
        at=300,
    ),
    Row(
        "loading by arm: infantry takes its time",
        a_line(unit("army", "here", loading_h=None)),
        "Army begins to load",
        never="Army is loaded",
        hours=0.69,
    ),
    Row(
        "loading by arm: an armoured train takes none",
        a_line(unit("army", "here", loading_h=None, arm="armoured_train")),
        "Army is loaded",
        hours=0.69,
    ),
    Row(
        "with platforms",
        trains(3, station={"platforms": 2}),
        "Army, echelon 3 begins to load",
        at=60,
    ),
    Row(
        "and wagons",
        trains(2, station={"wagons": 3}),
        "Army, echelon 2 waits for 2 wagons at Here, where 1 stands empty",
    ),
    Row(
        "running times with spread",
        both_ways(1, speed_km_h="60 * each(0.5..1.5)"),
        "Army comes to There",
        at=49.11,
    ),
    Row(
        "each train with its own",
        both_ways(1, speed_km_h="60 * each(0.5..1.5)"),
        "Navy comes to Here",
        at=63.21,
    ),
    Row(
        "priority",
        a_line(
            unit("army", "here"),
            unit("guards", "here", priority=1),
            act("also", "chief", "move guards to there", 0.5),
            headway_min=30,
            closed=[{"to": moment(1)}],
        ),
        "Army leaves Here for There",
        at=90,
    ),
    Row(
        "blocked stations",
        a_line(unit("army", "here", loading_h=1), CLOSE),
        "Army is held at Here before",
        never="leaves Here",
    ),
    Row(
        "cut lines with repair, and waiting",
        a_line(unit("army", "here"), act("cut", "other", "cut here_there"), cut_repair_h=3),
        "Army leaves Here for There",
        at=180,
    ),
    Row(
        "lines mended by who is sent there",
        a_line(
            unit("army", "here"),
            act("cut", "other", "cut here_there"),
            act("mend", "chief", "repair here_there", 2),
            cut_repair_h=9,
        ),
        "Army leaves Here for There",
        at=120,
    ),
    Row(
        "torn-up lines",
        [
            *places("here", "there", staff="railwaymen"),
            rail("here", "there"),
            person("chief", "here"),
            unit("army", "here"),
            staff("railwaymen", "here", serves="blue", manner="lift_rail"),
            GO,
        ],
        "lift a rail",
    ),
    Row(
        "re-routing on what is known",
        two_ways(news_min=0),
        "Army leaves Hills for There",
        never="leaves Bridge",
    ),
    Row(
        "and not on what is not: the train goes as far as the gap",
        two_ways(news_min=90, cut_repair_h=48),
        "Army leaves Bridge for Here",
        at=90,
    ),
    Row(
        "forcing through with one's own crew",
        a_line(
            unit("army", "here", loading_h=1, forcing_h=2),
            CLOSE,
            act("on", "chief", "force army", 0.5),
        ),
        "Army leaves Here for There",
        at=180,
    ),
    Row(
        "turning back",
        three_stations(GO, act("back", "chief", "move army to here", 0.5)),
        "Army leaves Middle for Here",
        at=60,
    ),
    Row(
        "detraining",
        three_stations(GO, act("out", "chief", "detrain army", 0.5), unloading_h=1),
        "Army has detrained at Middle",
        at=120,
    ),
    Row(
        "and marching",
        three_stations(
            GO,
            act("out", "chief", "move army to there by road", 0.5),
            road("middle", "there", length_km=8),
            road("here", "middle"),
            unloading_h=1,
        ),
        "Army comes to There",
        at=240,
    ),
    Row(
        "assembly at the far end",
        a_line(unit("army", "here", echelons=2, assembly_h=2), headway_min=30),
        "Army stands assembled at There",
        at=210,
    ),
    Row(
        "roads with march rates by arm: cavalry",
        a_road(24, arm="cavalry", **BY_ITS_ARM),
        "Army comes to There",
        hours=4.81,
    ),
    Row(
        "roads with march rates by arm: infantry",
        a_road(24, arm="infantry", **BY_ITS_ARM),
        "Army sets out",
        never="Army comes to There",
        hours=4.79,
    ),
    Row(
        "and daily limits",
        a_road(40, march_h_per_day=8),
        "Army comes to There",
        at=(10 + 16) * 60,
    ),
    Row(
        "motor columns",
        a_road(24, arm="motor", **BY_ITS_ARM),
        "Army comes to There",
        hours=2.41,
    ),
    Row(
        "water",
        [
            *places("here", "there"),
            Entry(
                "links",
                {"id": "river", "kind": "water", "from": "here", "to": "there", "length_km": 30}
                | {"speed_km_h": 10},
            ),
            person("chief", "here"),
            unit("army", "here"),
            GO,
        ],
        "Army comes to There",
        at=180,
    ),
    Row(
        "an actor's own estimate of arrival, usable in conditions",
        three_stations(
            act("late", "chief", "move army to there", 3),
            order("despairs", "chief", f"estimate(army; there) > {moment(4)}", "halt army"),
        ),
        # Until he hears that it was at the middle at four, it could be there at two.
        "Chief makes up his mind",
        at=240,
    ),
]
