"""What the language must be able to say of bargains, bodies, and companies that would come."""

from __future__ import annotations

from tests.engine.fights import opposition
from tests.language.rows import Row
from tests.worlds import (
    Entry,
    act,
    agreement,
    body,
    fact,
    order,
    person,
    places,
    road,
    unit,
    wire,
)

SURE, NEVER = 60, -60


def two_camps(*more: Entry, **terms: object) -> list[Entry]:
    """Return two commanders of two sides at two ends of a wire; red offers at one o'clock."""
    return [
        *places("camp", "fort"),
        wire("camp", "fort"),
        person("herald", "camp"),
        person("warden", "fort", side="blue"),
        agreement("bargain", "herald", "warden", **terms),
        act("offers", "herald", "offer bargain", 1),
        *more,
    ]


def with_threat(*more: Entry, key: str, **terms: object) -> list[Entry]:
    """Return a bargain with something that is done if it is refused, or broken."""
    storm = fact("storm", at="camp")
    flees = order("flees", "warden", "heard(storm)", "tell warden storm")
    return two_camps(storm, flees, *more, **terms, **{key: "tell warden storm"})


def a_war(*more: Entry, **fields: object) -> list[Entry]:
    return [
        *places("field"),
        person("herald", "field"),
        person("warden", "field", side="blue"),
        unit("reds", "field"),
        unit("blues", "field", side="blue"),
        opposition(provocation_per_h=1000, one_effect_per_h=0.01, other_effect_per_h=0.01),
        agreement("rest", "herald", "warden", truce=True, **fields),
        act("offers", "herald", "offer rest"),
        act("agrees", "warden", "accept rest", 0.5),
        *more,
    ]


def a_council(**fields: object) -> list[Entry]:
    """Return a committee of three that is to decide whether to sue for peace."""
    return [
        *places("hall", "away"),
        road("hall", "away"),
        *(person(id_, "hall") for id_ in ("anna", "boris")),
        person("clara", "away"),
        fact("peace", at="hall"),
        body("committee", "anna", "anna; boris; clara", "hall", **fields),
        order("sue", "committee", "time >= 1900-01-01 02:00", "tell boris peace"),
        order("packs", "boris", "heard(peace)", "tell boris peace"),
    ]


COME = act("come", "clara", "go to hall", 1)


def a_front(*more: Entry, detection_per_h: float = 0, **fields: object) -> list[Entry]:
    """Return companies among regiments of another mind, with held ground before the town."""
    pool: dict[str, object] = {"id": "willing", "name": "the willing", "of": "regiment"}
    pool |= {"side": "red", "companies": 2, "men": 90, "groups": 2, "response_min": 0}
    pool |= {"offers_when": "time >= 1900-01-01 05:00", "to": "envoy", "crosses_to": "town"}
    pool |= {"offers_after_min": 60, "accepted_after_min": 30, "willing": 1, "noticed": 0}
    return [
        *places("front", "town"),
        road("front", "town", holder="blue"),
        wire("front", "town"),
        person("envoy", "town"),
        unit("regiment", "front", side="bystanders", men=3000),
        Entry("sides", {"id": "bystanders", "name": "Bystanders"}),
        Entry("pools", pool | {"march_km_h": 4, "march_h_per_day": 24} | fields),
        opposition(detection_per_h=detection_per_h, crowding=0, stealth=0.5),
        *more,
    ]


ROWS = (
    Row(
        "an offer with terms on both sides",
        with_threat(
            fact("pay", at="fort"),
            order("counts it", "herald", "heard(pay)", "tell herald pay"),
            key="gives",
            returns="tell herald pay",
            worth=SURE,
        ),
        "Warden hears: storm",
        besides="Herald hears: pay",
    ),
    Row(
        "an offer with a condition that is not met",
        two_camps(fact("winter", at="camp"), worth=SURE, accepts_when="heard(winter)"),
        "Warden refuses what Herald offers: bargain",
        never="accepts",
    ),
    Row(
        "an ultimatum: a deadline, and what follows it",
        with_threat(key="if_refused", worth=SURE, considering_min=600, deadline_h=4),
        "The time for an answer has passed: bargain",
        besides="Warden hears: storm",
    ),
    Row(
        "an offer refused with its consequence",
        with_threat(key="if_refused", worth=NEVER),
        "Warden refuses what Herald offers: bargain",
        besides="Warden hears: storm",
    ),
    Row(
        "a breach and its effect",
        with_threat(act("cheats", "warden", "break bargain", 6), key="if_broken", worth=SURE),
        "Warden breaks the agreement: bargain",
        besides="Warden hears: storm",
    ),
    Row("a truce", a_war(), "Red and Blue keep a truce at Field", besides="Red and Blue fight"),
    Row(
        "a truce that runs out",
        a_war(fact("shots", "time >= 1900-01-01 04:00 and dead(blue) > 0"), lasts_h=2),
        "It comes about: shots",
        besides="Red and Blue keep a truce at Field",
    ),
    Row(
        "a safe conduct",
        two_camps(
            person("envoy", "fort"),
            act("seizes_him", "warden", "arrest envoy", 5),
            worth=SURE,
            safe_conduct="envoy",
        ),
        "Warden does not do it, for a safe conduct forbids it: arrest Envoy",
        never="is arrested",
    ),
    Row(
        "a committee without a quorum",
        a_council(quorum=3),
        "Committee is no quorum with 2: sue",
        never="Boris hears: peace",
    ),
    Row("which meets when enough have come", [*a_council(quorum=3), COME], "Boris hears: peace"),
    Row(
        "companies among regiments of another mind offer themselves",
        a_front(),
        "Envoy hears: 2nd company of the willing offers itself",
    ),
    Row(
        "and cross held ground in small groups, late and in pieces",
        a_front(),
        "1st company of the willing, group 2 comes to Town",
        besides="1st company of the willing stands assembled at Town",
    ),
    Row(
        "found on the way",
        a_front(detection_per_h=100),
        "1st company of the willing, group 2 is caught on the way to Town",
        never="comes to Town",
    ),
    Row(
        "held back by the men around them",
        a_front(noticed=1, noticed_after_min=5),
        "the men around it hold 1st company of the willing back",
        never="comes to Town",
    ),
)
