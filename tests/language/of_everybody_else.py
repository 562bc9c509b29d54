"""What the language must be able to say of everybody else."""

from __future__ import annotations

from tests.language.rows import Row
from tests.minds import disposition, severities, weights
from tests.worlds import (
    Entry,
    act,
    agreement,
    fact,
    order,
    person,
    places,
    rail,
    road,
    staff,
    unit,
    wire,
)

SURE = 60


def a_train(manner: str, *more: Entry) -> list[Entry]:
    """Return a train at a station whose railwaymen work for the other side."""
    return [
        *places("one", staff="railwaymen"),
        *places("two", "away"),
        rail("one", "two"),
        rail("one", "away"),
        person("chief", "one"),
        unit("guards", "one"),
        staff("railwaymen", "one", manner=manner, serves="blue"),
        act("go", "chief", "move guards to two"),
        *more,
    ]


def a_general_strike() -> list[Entry]:
    sectors = [
        staff("railwaymen", "town", endurance_h=24, joining_h=6, least=0.5),
        staff("postmen", "town", kind="telegraphists", endurance_h=24, joining_h=12, least=0.5),
    ]
    call = act("call", "leader", "strike railwaymen; strike postmen", 1)
    return [*places("town"), person("leader", "town"), *sectors, call]


def a_bank(*more: Entry) -> list[Entry]:
    return [
        *places("bank", staff="clerks", holder="red"),
        person("commissar", "bank"),
        staff("clerks", "bank", kind="officials", serves="blue"),
        fact("no_money", "not function(bank; red)"),
        *more,
    ]


def a_crowd(weather: float = 0.9) -> list[Entry]:
    people = staff(
        "people",
        "square",
        kind="crowd",
        size=1000,
        gathering_h=1,
        from_hour=8,
        to_hour=20,
        at_night=0,
        weather=weather,
        stirred_by="shots",
        stir=3,
    )
    return [
        *places("square"),
        person("speaker", "square"),
        people,
        fact("shots", at="square"),
        act("shoot", "speaker", "tell speaker shots", 12),
        fact("a_great_crowd", "crowd(people) > 2500"),
        fact("it_is_over", "happened(a_great_crowd) and crowd(people) < 100"),
    ]


def a_broadcast(works: float = 1) -> list[Entry]:
    air = {"id": "radio", "kind": "radio", "from": "palace", "reach": "all", "delay_min": 15}
    appeal = {
        "id": "speech",
        "kind": "appeal",
        "on": "guards",
        "toward": "red",
        "heard": "word",
        "by": "sovereign",
        "step": 4,
        "by_broadcast": works,
    }
    return [
        *places("palace", "camp", "town"),
        road("camp", "town"),
        wire("palace", "camp"),
        Entry("channels", air | {"service_min": 0}),
        person("sovereign", "palace"),
        unit("guards", "camp"),
        fact("word", at="palace"),
        disposition("guards", "red", -2),
        weights(noise=0),
        severities(),
        Entry("influences", appeal),
        act("calls", "sovereign", "move guards to town", 1),
        act("speaks", "sovereign", "announce word by radio", 5),
        order("listens", "guards", "heard(word)", "tell sovereign word"),
    ]


def a_region() -> list[Entry]:
    return [
        *places("capital", "region"),
        wire("capital", "region"),
        person("rebel", "capital"),
        person("commander", "region", side="blue"),
        fact("rising", at="capital", reported_to="commander"),
        fact("we_join", at="region"),
        order("declares himself", "commander", "heard(rising)", "tell rebel we_join"),
        act("rises", "rebel", "tell rebel rising", 1),
    ]


def the_bargain(*more: Entry, **fields: object) -> list[Entry]:
    terms: dict[str, object] = {"label": "free passage for the fort", "worth": SURE}
    terms |= {"mediator": "monk", "guarantor": "bishop"}
    return [
        *places("camp", "fort", "inn"),
        wire("camp", "inn"),
        wire("inn", "fort"),
        person("herald", "camp"),
        person("warden", "fort", side="blue"),
        person("monk", "inn"),
        person("bishop", "inn"),
        agreement("free_passage", "herald", "warden", **(terms | fields)),
        act("offers", "herald", "offer free_passage", 1),
        *more,
    ]


ROWS = (
    Row(
        "railwaymen who misroute",
        a_train("misroute"),
        "Guards are sent the wrong way at One, toward Away",
    ),
    Row("railwaymen who uncouple", a_train("uncouple"), "Railwaymen uncouple the engine of Guards"),
    Row("railwaymen who lift a rail", a_train("lift_rail"), "Railwaymen lift a rail of one two"),
    Row(
        "a general strike by sector that bites day by day",
        a_general_strike(),
        "So many of Postmen are on strike that nothing is worked",
    ),
    Row(
        "and tires",
        a_general_strike(),
        "So many of Railwaymen are back that there is work again",
        hours=240.0,
    ),
    Row("officials who will not sign", a_bank(), "Clerks do not work for Red"),
    Row("a bank that will not pay", a_bank(), "It comes about: no money"),
    Row("a crowd that grows with news", a_crowd(), "It comes about: a great crowd"),
    Row("and shrinks with the hour", a_crowd(), "It comes about: it is over"),
    Row(
        "and with the weather",
        a_crowd(weather=0.2),
        "It comes about: shots",
        never="It comes about: a great crowd",
    ),
    Row(
        "a broadcast by the sovereign that turns waverers, by medium and delay",
        a_broadcast(),
        "Guards, command and ranks, obey Sovereign: move Guards to Town",
    ),
    Row(
        "the same words in a medium that moves nobody",
        a_broadcast(works=0),
        "Guards hear: word",
        never="obey Sovereign",
    ),
    Row(
        "region commanders who declare themselves",
        a_region(),
        "Commander makes up his mind: declares himself",
    ),
    Row(
        "a building held while its function is lost",
        a_bank(fact("held_and_shut", "controls(red; bank) and not function(bank; red)")),
        "It comes about: held and shut",
    ),
    Row(
        "a mediated bargain",
        the_bargain(),
        "Monk carries to Warden the offer: free passage for the fort",
    ),
    Row(
        "with guarantor and guarantees, believed",
        the_bargain(worth=-5, weight=20, trust=-1, guarantee=5, mediation=1),
        "Warden accepts what Herald offers: free passage for the fort",
    ),
    Row(
        "or not",
        the_bargain(worth=-5, weight=20, trust=-1, guarantor=None, mediation=0),
        "Warden refuses what Herald offers: free passage for the fort",
    ),
    Row(
        "broken later",
        the_bargain(act("cheats", "herald", "break free_passage", 9)),
        "Herald breaks the agreement: free passage for the fort",
    ),
)
