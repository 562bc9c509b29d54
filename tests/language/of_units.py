"""What the language must be able to say of units."""

from __future__ import annotations

from tests.language.rows import Row
from tests.minds import disposition, severities, threshold, weights
from tests.worlds import (
    Entry,
    act,
    fact,
    order,
    person,
    places,
    road,
    staff,
    unit,
    wire,
)


def a_garrison(*more: Entry) -> list[Entry]:
    return [
        *places("here", "there"),
        road("here", "there"),
        wire("here", "there"),
        person("red_leader", "here"),
        person("blue_leader", "here", side="blue"),
        unit("guards", "here"),
        severities(),
        *more,
    ]


def two_minds(*more: Entry, **weighed: object) -> list[Entry]:
    return a_garrison(
        disposition("guards", "red", 3, "command"),
        disposition("guards", "red", -3, "ranks"),
        weights(noise=0, **weighed),
        *more,
    )


GO = act("go", "red_leader", "move guards to there", 1)


def peers() -> list[Entry]:
    names = ("first", "second", "third")
    return [
        *places("camp", "town"),
        road("camp", "town"),
        person("leader", "camp"),
        *(unit(name, "camp") for name in names),
        *(disposition(name, "red", 0, "command") for name in names),
        *(threshold(name, joins_at=number) for number, name in enumerate(names)),
        weights(noise=0),
        severities(),
        act("call", "leader", "; ".join(f"move {name} to town" for name in names), 1),
    ]


def before(whom: str, *they: Entry) -> list[Entry]:
    """Return guards who would fire, but are moved by those before whom they stand."""
    moved = {"id": "moved", "kind": "persuasion", "on": "guards", "toward": "red"}
    return a_garrison(
        *they,
        disposition("guards", "red", 0.5),
        weights(noise=0),
        Entry("influences", moved | {"when": whom, "step": -3}),
        act("fire", "red_leader", "move guards to there", 5, severity="fire"),
    )


def an_opposition(**fields: object) -> Entry:
    named: dict[str, object] = {"id": "red_and_blue", "one": "red", "other": "blue"}
    return Entry("oppositions", named | fields)


ROWS = (
    Row(
        "commander, officers and men of different minds",
        two_minds(GO),
        "ranks of the Guards resolve to stand aside",
        never="to carry out",
    ),
    Row(
        "believes that it marches for the government until it hears otherwise",
        a_garrison(
            fact("fallen", at="here"),
            disposition("guards", "red", 2),
            weights(noise=0),
            Entry(
                "influences",
                {
                    "id": "truth",
                    "kind": "purpose",
                    "on": "guards",
                    "toward": "red",
                    "heard": "fallen",
                    "step": -5,
                },
            ),
            GO,
            act("tells", "blue_leader", "tell guards fallen", 2),
        ),
        "Guards do it no longer: move Guards to There",
    ),
    Row(
        "will not fire on a crowd above a size",
        before(
            "crowd(people) > 2000",
            staff("people", "here", kind="crowd", size=5000, gathering_h=1, from_hour=0),
        ),
        "resolve to stand aside",
        never="to carry out",
        hours=20,  # after which the crowd goes home
    ),
    Row(
        "will not fire on its own",
        before("men(comrades; here) > 0", unit("comrades", "here")),
        "resolve to stand aside",
        never="to carry out",
    ),
    Row(
        "acts only at a distance",
        a_garrison(
            fact("shelled", at="there"),
            GO,
            order(
                "shells",
                "guards",
                "time >= 1900-01-01 00:30 and not at(guards; there)",
                "tell red_leader shelled",
            ),
            order(
                "shells from near",
                "guards",
                "time >= 1900-01-01 12:00 and not at(guards; there)",
                "tell red_leader shelled",
            ),
        ),
        "Guards make up their mind: shells",
        never="makes up his mind: shells from near",
    ),
    Row(
        "acts only before an hour",
        a_garrison(
            order(
                "at dawn",
                "red_leader",
                "time >= 1900-01-01 05:00 and time < 1900-01-01 06:00",
                "move guards to there",
            )
        ),
        "Guards begin to carry out: move Guards to There",
    ),
    Row("joins when k peers have joined", peers(), "Third, command and ranks, obeys Leader"),
    Row(
        "reports compliance and does nothing",
        a_garrison(
            disposition("guards", "red", 0.1),
            weights(noise=0, stall_band=1, sham=1),
            GO,
            order("believes", "red_leader", "obeys(guards; red)", "tell red_leader good"),
            fact("good", at="here"),
        ),
        "stall: obeying Red is as good as not",
        never="to carry out",
    ),
    Row(
        "a column that meets nobody because nobody was posted",
        a_garrison(an_opposition(), GO),
        "Guards stand assembled at There",
        never="face each other",
    ),
    Row(
        "obeyed to turn round as well as to march",
        a_garrison(GO, act("back", "red_leader", "move guards to here", 2)),
        "Guards begin to carry out: move Guards to Here",
    ),
    Row(
        "hired away by pay",
        a_garrison(
            fact("gold", at="here"),
            disposition("guards", "red", 2),
            disposition("guards", "blue", 1),
            weights(noise=0),
            Entry(
                "influences",
                {
                    "id": "hire",
                    "kind": "pay",
                    "on": "guards",
                    "toward": "blue",
                    "heard": "gold",
                    "step": 4,
                },
            ),
            GO,
            act("offers", "blue_leader", "tell guards gold", 2),
            act("calls", "blue_leader", "move guards to here", 3),
        ),
        "Guards go over to Blue",
    ),
)
