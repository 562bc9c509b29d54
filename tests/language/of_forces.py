"""What the language must be able to say of forces that meet, wait and refuse."""

from __future__ import annotations

from tests.language.of_authority import institution, office
from tests.language.rows import Row
from tests.minds import disposition, severities, threshold, weights
from tests.worlds import Entry, act, person, places, rail, road, staff, unit, wire


def a_garrison(*more: Entry, **weighed: object) -> list[Entry]:
    return [
        *places("here", "there"),
        road("here", "there"),
        wire("here", "there"),
        person("red_leader", "here"),
        person("blue_leader", "here", side="blue"),
        unit("guards", "here"),
        disposition("guards", "red", 3),
        weights(noise=0, **weighed),
        severities(),
        *more,
    ]


def scruple(**fields: object) -> Entry:
    return Entry("scruples", {"id": "scruple", "of": "guards"} | fields)


FIRE = act("fire", "red_leader", "move guards to there", 5, severity="fire")
GO = act("go", "red_leader", "move guards to there", 1)


def peers() -> list[Entry]:
    names = ("first", "second", "third")
    return [
        *places("camp", "town"),
        road("camp", "town"),
        person("leader", "camp"),
        *(unit(name, "camp") for name in names),
        *(disposition(name, "red", -3 if name == "first" else 3, "command") for name in names),
        threshold("second", refuses_at=1, among="first; third"),
        threshold("third", refuses_at=2, among="first; second"),
        weights(noise=0),
        severities(),
        act("call", "leader", "; ".join(f"move {name} to town" for name in names), 1),
    ]


def two_commissars() -> list[Entry]:
    mandate = {"of": "council", "competences": "order"}
    return a_garrison(
        institution("council", side="red"),
        person("sailor", "here"),
        person("soldier", "here"),
        office("fleet", holder="sailor", **mandate, over="cruiser"),
        office("army", holder="soldier", **mandate, over="guards"),
        unit("cruiser", "here"),
        act("of_the_fleet", "sailor", "move guards to there", 1),
        act("of_the_army", "soldier", "move guards to there", 2),
        legality=4,
    )


ROWS = (
    Row(
        "several agents of one side with different mandates: beyond the one's",
        two_commissars(),
        "Guards resolve to stand aside (to move Guards to There for Red -1.00",
        never="obey Sailor",
    ),
    Row(
        "several agents of one side with different mandates: within the other's",
        two_commissars(),
        "Guards, command and ranks, obey Soldier",
    ),
    Row(
        "will not fire on a crowd above a size, whoever orders it",
        a_garrison(
            staff("people", "here", kind="crowd", size=5000, gathering_h=1, from_hour=0),
            scruple(crowd=2000),
            FIRE,
        ),
        "Guards do not do it before such a crowd, whoever orders it",
        never="to carry out",
        hours=12,
    ),
    Row(
        "will not fire on hostages",
        a_garrison(
            person("hostage", "here", side="blue"),
            scruple(hostages="hostage"),
            act("takes", "blue_leader", "arrest hostage", 1),
            FIRE,
        ),
        "Guards do not do it while hostages are held there, whoever orders it",
        never="to carry out",
    ),
    Row(
        "acts only beyond a river",
        [
            *a_garrison(scruple(deed="move", within="beyond")),
            *places("beyond"),
            road("here", "beyond"),
            GO,
            act("across", "red_leader", "move guards to beyond", 2),
        ],
        "Guards begin to carry out: move Guards to Beyond",
        never="to carry out: move Guards to There",
    ),
    Row(
        "refuses when k have refused",
        peers(),
        "Third resolves to stand aside",
        never="to carry out",
    ),
    Row(
        "attacked by a train of its own side",
        a_garrison(
            unit("armoured_train", "here", fire_share=0.02),
            act("punishes", "red_leader", "bombard guards with armoured_train", 1),
            Entry(
                "influences",
                {"id": "betrayed", "kind": "own_fire", "on": "guards", "step": -6},
            ),
            act("goes", "red_leader", "move guards to there", 2),
        ),
        "Armoured_Train fires on Guards at Here: 2 men fall",
        never="Guards, command and ranks, obey Red_Leader: move",
    ),
    Row(
        "attacked from the air",
        a_garrison(
            Entry(
                "links",
                {"id": "flight", "kind": "air", "from": "there", "to": "here", "length_km": 40}
                | {"speed_km_h": 120},
            ),
            unit("aeroplanes", "there", fire_share=0.02),
            act("punishes", "red_leader", "bombard guards with aeroplanes", 1),
            Entry(
                "influences",
                {"id": "betrayed", "kind": "own_fire", "on": "guards", "step": -6},
            ),
            act("goes", "red_leader", "move guards to there", 2),
        ),
        "Aeroplanes fire on Guards at Here: 2 men fall",
        never="Guards, command and ranks, obey Red_Leader: move",
    ),
    Row(
        "loses heart standing still",
        a_garrison(
            rail("here", "there"),
            act("bars", "blue_leader", "close here_there"),
            act("goes", "red_leader", "move guards to there by rail", 1),
            Entry(
                "influences",
                {
                    "id": "waiting",
                    "kind": "fatigue",
                    "on": "guards",
                    "during": "halted",
                    "hourly": -1,
                    "limit": 6,
                },
            ),
        ),
        "Guards do it no longer: move Guards to There",
    ),
)
