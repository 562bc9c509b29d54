"""What the language must be able to say of messages: how word comes, and what becomes of it.

A row for each thing that the design asks of messages, but for those that `of_orders` has: a
telegram copied and forged, and a countermand that finds the train gone. What an actor knew at a
moment, as `echelon brief` prints it, is asked in `cli/test_brief.py` and `campaign/test_brief.py`.
"""

from __future__ import annotations

from tests.language.rows import Row
from tests.worlds import (
    Entry,
    act,
    fact,
    moment,
    order,
    person,
    places,
    rail,
    road,
    unit,
    wire,
)


def channel(id_: str, kind: str, one: str, other: str, **fields: object) -> Entry:
    return wire(one, other, **{"id": id_, "kind": kind, "name": id_.title()} | fields)


def two_ends(*more: Entry) -> list[Entry]:
    """Return a sender who has news and a receiver who is to have it an hour later."""
    return [
        *places("here", "middle", "there"),
        person("sender", "here"),
        person("reader", "there"),
        person("second", "there"),
        fact("news", at="here"),
        fact("more", at="here"),
        order("acts", "reader", "heard(news)", "tell second news"),
        order("acts_too", "second", "heard(more)", "tell reader more"),
        WRITES,
        *more,
    ]


def carried(*more: Entry) -> list[Entry]:
    """Return a witness of the news, which has to be carried to the reader."""
    return [
        *places("here", "there"),
        person("witness", "here"),
        person("reader", "there"),
        fact("news", f"time >= {moment(0.5)}", at="here"),
        order("acts", "reader", "heard(news)", "tell reader news"),
        order("says", "witness", "at(witness; there) and heard(news)", "tell reader news"),
        *more,
    ]


def a_question(**known: object) -> list[Entry]:
    return [
        *places("here", "there"),
        channel("wire", "telegraph", "here", "there", delay_min=30),
        person("sender", "here"),
        person("reader", "there"),
        fact("news", **known),
        fact("nothing"),
        act("asks", "reader", "ask sender whether news"),
        order("acts", "reader", "heard(news)", "tell sender news"),
        order(
            "gives up", "reader", f"not heard(news) and time >= {moment(3)}", "tell sender nothing"
        ),
    ]


def broadcast(id_: str, kind: str, **fields: object) -> list[Entry]:
    sent = {"id": id_, "name": id_.title(), "kind": kind, "service_min": 5}
    entries = two_ends(
        Entry("channels", sent | {"reach": ["here", "there"]} | fields),
        act("speaks", "sender", f"announce news by {id_}", 1),
    )
    return [entry for entry in entries if entry.fields["id"] != "writes"]


def a_telegram(**wired: object) -> list[Entry]:
    return two_ends(channel("wire", "telegraph", "here", "there", **wired))


def under_orders(*more: Entry, **wired: object) -> list[Entry]:
    return [
        *places("staff", "camp", "town", "capital"),
        channel("wire", "telegraph", "staff", "camp", **wired),
        channel("line", "telegraph", "capital", "staff"),
        channel("branch", "telegraph", "camp", "town"),
        rail("camp", "town"),
        person("minister", "capital"),
        person("chief", "staff", superior="minister"),
        unit("guards", "camp", commander="chief"),
        act("go", "chief", "move guards to town"),
        *more,
    ]


WRITES = act("writes", "sender", "tell reader news", 1)
HELD = {"holder": "blue"}
HORSE = channel("rider", "courier", "here", "there", delay_min=360, service_min=0)
LATE = "Reader makes up his mind"

ROWS = [
    Row(
        "telegraph: direct wires",
        a_telegram(delay_min=10, service_min=5),
        LATE,
        at=75,
    ),
    Row(
        "relays",
        two_ends(
            channel("wire", "telegraph", "here", "middle", delay_min=10),
            channel("cable", "telegraph", "middle", "there", delay_min=20),
        ),
        "A message goes from Middle by Cable to Reader",
        at=70,
    ),
    Row(
        "queues",
        two_ends(
            channel("wire", "telegraph", "here", "there", service_min=30),
            act("first", "sender", "tell second more", 0.9),
        ),
        LATE,
        at=54 + 60,
    ),
    Row(
        "with precedence: orders before news",
        two_ends(
            channel("wire", "telegraph", "here", "there", service_min=30),
            unit("guards", "there"),
            act("first", "sender", "tell second more", 0.9),
            act("then", "sender", "halt guards", 1.1),
        ),
        LATE,
        at=54 + 90,
    ),
    Row(
        "telephone: one conversation at a time on a line",
        two_ends(
            channel("phone", "telephone", "here", "there", service_min=20),
            act("rings", "sender", "tell second more", 1),
        ),
        "Second makes up his mind",
        at=100,
    ),
    Row(
        "telephone: one conversation at a time for a person",
        carried(
            channel("phone", "telephone", "here", "there", wires=9, service_min=0),
            person("busy", "there", talk_min=30),
            fact("first", at="here"),
            act("rings", "witness", "tell busy first", 1),
            act("calls", "witness", "tell busy news", 1.25),
            order("turns_to_it", "busy", "heard(news)", "tell reader news"),
        ),
        "Busy makes up his mind",
        at=90,
    ),
    Row(
        "telephone: someone must answer",
        two_ends(
            channel("phone", "telephone", "here", "middle", delay_min=10),
            road("middle", "there", length_km=8, speed_km_h=4),
            act("leaves", "reader", "go to middle by road"),
        ),
        "Nobody answers the telephone at Middle for a message to Reader",
        at=70,
    ),
    Row(
        "radio broadcast",
        broadcast("wireless", "radio", delay_min=0),
        LATE,
        at=65,
    ),
    Row(
        "press broadcast",
        broadcast("gazette", "press", delay_min=600),
        LATE,
        at=665,
    ),
    Row(
        "a broadcast is missed by who is under way",
        [
            *broadcast("wireless", "radio", delay_min=0),
            road("middle", "there", length_km=60, speed_km_h=30),
            act("leaves", "reader", "go to middle by road"),
        ],
        "Wireless is heard",
        never="Reader hears",
    ),
    Row(
        "courier by horse",
        two_ends(HORSE),
        LATE,
        at=60 + 360,
    ),
    Row(
        "courier by car",
        carried(
            road("here", "there", length_km=60, speed_km_h=30),
            act("drives", "witness", "go to there by road", 1),
        ),
        LATE,
        at=60 + 120,
    ),
    Row(
        "courier by train",
        carried(
            rail("here", "there", length_km=90, speed_km_h=60),
            unit("guards", "here", loading_h=1),
            act("march", "witness", "move guards to there"),
            act("rides", "witness", "go to there with guards"),
        ),
        LATE,
        at=60 + 90,
    ),
    Row(
        "latency by channel: the quickest is taken",
        two_ends(HORSE, channel("wire", "telegraph", "here", "there", delay_min=359)),
        "A message goes from Here by Wire",
        never="by Rider",
    ),
    Row(
        "exchanges with a holder",
        [
            *a_telegram(stop=1),
            person("sailor", "there", side="blue"),
            act("takes", "sailor", "seize wire", 0.5),
        ],
        "Wire is held by others, who keep back a message to Reader",
    ),
    Row(
        "cut lines",
        [
            *a_telegram(cut_repair_h=5),
            act("cuts", "second", "cut wire", 0.5),
        ],
        LATE,
        at=30 + 300,
    ),
    Row(
        "fallback",
        [
            *two_ends(HORSE, channel("wire", "telegraph", "here", "there")),
            act("cuts", "second", "cut wire", 0.5),
        ],
        "A message goes from Here by Rider",
        never="by Wire",
    ),
    Row(
        "delay",
        a_telegram(delay_min="240"),
        LATE,
        at=60 + 240,
    ),
    Row(
        "stopping, and sending another way",
        two_ends(
            HORSE, channel("wire", "telegraph", "here", "there", **HELD, stop=1, receipt_min=60)
        ),
        LATE,
        at=60 + 60 + 360,
    ),
    Row(
        "garbling",
        a_telegram(**HELD, garble=1),
        "Reader receives a message that cannot be read",
        never=LATE,
    ),
    Row(
        "asking",
        a_question(known_to="sender"),
        "Reader makes up his mind: acts",
        at=60,
    ),
    Row(
        "and awaiting the answer, for so long",
        a_question(),
        "Reader makes up his mind: gives up",
        never="Reader makes up his mind: acts",
        at=180,
    ),
    Row(
        "countermands that overtake",
        under_orders(
            channel("slow", "courier", "staff", "camp", delay_min=300),
            act("stop", "chief", "halt guards", 1),
            closed=[{"to": "1900-01-01 00:30"}],
        ),
        "Guards do not do it, a later order having overtaken this one: move Guards to Town",
    ),
    Row(
        "or come too late",
        under_orders(act("stop", "chief", "halt guards", 0.5), delay_min=30),
        "Guards come to Town",
        at=90,
    ),
    Row(
        "reports up the chain by themselves",
        under_orders(
            order("learns", "minister", "departed(guards; camp)", "halt guards", delay_min=600),
            delay_min=30,
        ),
        "Minister learns: Guards have left Camp",
        at=60,
    ),
    Row(
        "nobody acts on what no message has told him",
        carried(channel("wire", "telegraph", "here", "there")),
        "Witness hears: news",
        never=LATE,
    ),
]
