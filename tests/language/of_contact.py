"""What the language must be able to say of sides that meet, and of who then holds a place."""

from __future__ import annotations

from tests.engine.fights import opposition
from tests.language.rows import Row, without
from tests.minds import disposition, severities, weights
from tests.worlds import Entry, act, fact, order, person, places, road, staff, unit, wire

OFTEN = 1000
"""Occasions an hour."""


def a_march(
    *more: Entry, garrison: dict[str, object] | None = None, **rates: object
) -> list[Entry]:
    """Return a red column that comes to a town of the blues and would go on to the next."""
    return [
        *places("camp", "beyond"),
        *places("town", holder="blue", holds=["exchange"]),
        road("camp", "town"),
        road("town", "beyond"),
        wire("town", "beyond", id="line", holder="blue"),
        person("chief", "camp"),
        unit("column", "camp", men=60),
        unit("garrison", "town", side="blue", men=40, **(garrison or {})),
        act("march", "chief", "move column to beyond"),
        opposition(**{"prisoners_per_man": 1} | rates),
        *more,
    ]


def to_the_town(
    *more: Entry, garrison: dict[str, object] | None = None, **rates: object
) -> list[Entry]:
    """Return a red column that comes to the town of the blues and stays there."""
    entries = without(a_march(*more, garrison=garrison, **rates), "march")
    return [*entries, act("come", "chief", "move column to town")]


def to_an_empty_town(*more: Entry, **rates: object) -> list[Entry]:
    """Return the same where nobody is posted in the town."""
    return without(to_the_town(*more, **rates), "garrison")


def minds(red: float, blue: float) -> list[Entry]:
    return [
        disposition("column", "red", red),
        disposition("garrison", "blue", blue),
        weights(noise=0),
        severities(fire=1),
    ]


WEAK: dict[str, object] = {"obedience": 0}
FIGHT: dict[str, object] = {"provocation_per_h": OFTEN}


def a_function(office: str, kind: str, serves: str) -> list[Entry]:
    """Return a building of the blues that a red commissar seizes, staff and all or not."""
    return [
        *places(office, staff="clerks", holder="blue"),
        person("commissar", office),
        staff("clerks", office, kind=kind, serves=serves),
        act("seizes", "commissar", f"seize {office}", 1),
        fact("held_and_at_work", f"controls(red; {office}) and function({office}; red)"),
        fact("held_and_idle", f"controls(red; {office}) and not function({office}; red)"),
    ]


FUNCTIONS = (
    ("railway", "railwaymen"),
    ("exchange", "telegraphists"),
    ("bank", "officials"),
    ("ministry", "officials"),
)


def a_radio() -> list[Entry]:
    radio: dict[str, object] = {"id": "radio", "kind": "radio", "from": "tower", "reach": "all"}
    return [
        *places("tower", "camp"),
        Entry("channels", radio | {"holder": "blue", "delay_min": 0, "service_min": 0}),
        person("commissar", "tower"),
        unit("guards", "camp"),
        wire("camp", "tower"),
        fact("won", at="tower"),
        order("cheers", "guards", "heard(won)", "tell commissar won"),
        act("seizes", "commissar", "seize radio", 1),
        act("speaks", "commissar", "announce won by radio", 2),
    ]


ROWS = (
    Row(
        "parley, and surrender of who would not even stand",
        to_the_town(garrison=WEAK, parley_per_h=OFTEN),
        "Red disarms Garrison at Town: 40 men",
    ),
    Row(
        "parley between two that hold",
        a_march(parley_per_h=1),
        "Nothing comes of the talk between Red and Blue at Town",
        never="disarms",
    ),
    Row(
        "fraternisation that moves those who mixed",
        a_march(fraternisation_per_h=1),
        "Garrison has mixed with the men of the other side",
    ),
    Row(
        "fraternisation of men who would rather not fire",
        a_march(*minds(0.5, 0.5), fraternisation_per_h=OFTEN),
        "Red and Blue leave each other in peace at Town",
        besides="Column stands assembled at Beyond",
    ),
    Row(
        "mediation",
        a_march(*minds(0.5, 0.5), mediation_per_h=OFTEN),
        "At Town the men of Red and Blue are brought together by others",
        besides="Red and Blue leave each other in peace at Town",
    ),
    Row(
        "tolerated entry",
        a_march(garrison=WEAK),
        "Red and Blue meet at Town, and the one lets the other be",
        besides="Column stands assembled at Beyond",
    ),
    Row(
        "kept by those it has met",
        a_march(),
        "Column is kept at Town by those met there, short of Beyond",
        never="assembled",
    ),
    Row(
        "a stand-off that a garrison concedes which has nowhere to go",
        to_the_town(other_concedes_per_h=OFTEN),
        "Blue gives way at Town",
        besides="Red takes Town",
    ),
    Row(
        "a provocation, answered by fire",
        to_the_town(**FIGHT),
        "Red and Blue fight at Town",
        besides="Red takes Town",
    ),
    Row(
        "first blood",
        to_the_town(**FIGHT),
        "Garrison has lost its first men",
    ),
    Row(
        "breaking off, and retreat",
        to_the_town(**FIGHT, one_effect_per_h=0, other_effect_per_h=0.01, break_off_per_h=1),
        "Red gives way at Town",
        besides="Column falls back from Town",
    ),
    Row(
        "a commander arrested with the unit that gives up its arms",
        [
            *to_the_town(garrison=WEAK | {"commander": "major"}, parley_per_h=OFTEN),
            person("major", "town", side="blue"),
        ],
        "Major is arrested at Town",
    ),
    Row(
        "a place held by presence",
        to_an_empty_town(take_men=50),
        "Red takes Town",
        besides="Line comes into the hands of Red",
    ),
    Row(
        "by too few nobody is driven out",
        to_an_empty_town(take_men=100),
        "Column stands assembled at Town",
        never="Red takes Town",
    ),
    Row(
        "by consent, with nobody there",
        to_an_empty_town(
            fact("still_blue", "controls(blue; town) and time >= 1900-01-02"),
            take_men=100,
        ),
        "It comes about: still blue",
    ),
    Row(
        "by nobody",
        to_an_empty_town(take_men=100, hold_men=10),
        "Nobody has the men any more to hold Town",
    ),
    *(
        Row(
            f"seizure of a {office} with its staff",
            a_function(office, kind, "all"),
            "It comes about: held and at work",
        )
        for office, kind in FUNCTIONS
    ),
    *(
        Row(
            f"a {office} held, and its function lost without its staff",
            a_function(office, kind, "blue"),
            "It comes about: held and idle",
            never="It comes about: held and at work",
        )
        for office, kind in FUNCTIONS
    ),
    Row("seizure of a radio", a_radio(), "Guards hear: won"),
)
