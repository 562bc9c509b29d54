"""What the language must be able to say of persons."""

from __future__ import annotations

from tests.language.rows import Row, without
from tests.minds import disposition, severities, weights
from tests.worlds import (
    Entry,
    act,
    body,
    fact,
    order,
    person,
    places,
    road,
    unit,
    wire,
)


def two_offices(*more: Entry) -> list[Entry]:
    """Return a minister and his rival in one office, and a clerk in another."""
    return [
        *places("one", "two"),
        wire("one", "two"),
        person("minister", "one"),
        person("rival", "one", side="blue"),
        person("clerk", "two"),
        fact("news", at="two"),
        *more,
    ]


REPLY = order("reply", "minister", "heard(news)", "tell clerk news")
WRITE = act("write", "clerk", "tell minister news", 2)
GENERALS = [f"general_{number}" for number in range(1, 12)]


def minister(**fields: object) -> list[Entry]:
    return [*without(two_offices(WRITE, REPLY), "minister"), person("minister", "one", **fields)]


def eleven_generals() -> list[Entry]:
    return [
        *places("headquarters", "front"),
        wire("headquarters", "front"),
        person("chief", "headquarters", talk_min=10),
        *(person(id_, "front") for id_ in GENERALS),
        fact("abdicate", at="headquarters"),
        *(
            order(f"{id_}_notes", id_, "heard(abdicate)", f"tell {id_} abdicate")
            for id_ in GENERALS
        ),
        act("ring", "chief", f"telephone {', '.join(GENERALS)} about abdicate"),
    ]


def loyal_to_a_man(leader: str) -> list[Entry]:
    return [
        *places("camp", "town"),
        road("camp", "town"),
        person("hero", "camp"),
        person("minister", "camp"),
        unit("guards", "camp"),
        disposition("guards", "hero", 5),
        disposition("guards", "red", -2),
        weights(noise=0),
        severities(),
        act("go", leader, "move guards to town", 1),
    ]


def a_lost_cause() -> list[Entry]:
    return [
        *places("camp", "town"),
        road("camp", "town"),
        person("king", "camp"),
        unit("guards", "camp"),
        fact("defeat", at="camp"),
        disposition("guards", "red", -1),
        weights(noise=0, success=-3),
        severities(),
        Entry("news", {"id": "bad", "fact": "defeat", "side": "red", "likelihood_ratio": 0.02}),
        act("calls", "king", "move guards to town", 1),
        act("falls", "king", "tell guards defeat", 3),
    ]


def a_council_with_a_partner() -> list[Entry]:
    return [
        *places("hall"),
        *(person(id_, "hall") for id_ in ("anna", "boris", "partner")),
        fact("war", at="hall"),
        body("council", "anna", "anna; boris", "hall", veto="partner"),
        order(
            "go to war",
            "council",
            "time >= 1900-01-01 01:00",
            "tell boris war",
            votes_against="partner",
        ),
    ]


ROWS = (
    Row("reachable", minister(), "Minister hears: news"),
    Row(
        "keeping silent",
        minister(silent=[{"from": "1900-01-01 01:00", "to": "1900-01-01 04:00"}]),
        "A message is kept for later at One to Minister: news",
    ),
    Row(
        "ringing eleven generals one after another",
        eleven_generals(),
        "General_11 answers the call of Chief",
    ),
    Row(
        "loyal to a man, not a side: to the man",
        loyal_to_a_man("hero"),
        "Guards, command and ranks, obey Hero: move Guards to Town",
    ),
    Row(
        "loyal to a man, not a side: not to another of the side",
        loyal_to_a_man("minister"),
        "resolve to stand aside",
        never="to carry out",
    ),
    Row(
        "joining because it is lost",
        a_lost_cause(),
        "Guards, command and ranks, obey King: move Guards to Town",
    ),
    Row(
        "isolated in a residence",
        two_offices(WRITE, REPLY, act("shut_in", "rival", "isolate minister")),
        "Minister is isolated at One by Rival",
        never="Minister hears: news",
    ),
    Row(
        "arrested",
        two_offices(act("take", "rival", "arrest minister", 1)),
        "Minister is arrested at One by Rival",
    ),
    Row(
        "released",
        two_offices(
            act("take", "rival", "arrest minister", 1),
            act("free_him", "rival", "release minister", 5),
        ),
        "Minister is released at One",
    ),
    Row("escaping", minister(under_arrest=True, escape_h=0.01), "Minister slips away at One"),
    Row(
        "an arrest ordered and not carried out",
        two_offices(
            unit("guards", "one", obedience=0), act("take", "clerk", "arrest rival with guards", 1)
        ),
        "Guards do not obey Clerk: arrest Rival",
        never="is arrested",
    ),
    Row(
        "slipping away",
        [*minister(escape_h=0.01), act("shut_in", "rival", "isolate minister", 1)],
        "Minister slips away at One",
    ),
    Row(
        "a deputy taking over",
        [
            *minister(under_arrest=True, deputy="under"),
            person("under", "one"),
            order("acts", "under", "heard(news)", "tell clerk news"),
        ],
        "Under takes what is meant for Minister",
    ),
    Row(
        "a substitute government taking over",
        two_offices(
            person("under", "one"),
            fact("council", at="one"),
            act("take", "rival", "arrest minister", 1),
            order("forms it", "under", "not free(minister)", "tell clerk council"),
        ),
        "Under makes up his mind: forms it",
    ),
    Row(
        "an inside group that moves only on news from outside",
        two_offices(WRITE, order("rises", "minister", "heard(news)", "seize one")),
        "One comes into the hands of Red",
    ),
    Row(
        "a partner's veto",
        a_council_with_a_partner(),
        "Council is stopped by a veto, 2 to 0: go to war",
    ),
)
