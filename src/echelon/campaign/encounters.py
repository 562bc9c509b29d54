"""Who opposes whom, and every place where the two can meet."""

from __future__ import annotations

from typing import NamedTuple

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import Rows
from echelon.campaign.ground import Ground
from echelon.engine import encounter as tables
from echelon.engine.encounter import Fate, Law, Search
from echelon.engine.vocabulary import Quantity
from echelon.scenario.schema.readers import EVERYWHERE

LAWS = {
    "square": Law.SQUARE,
    "linear": Law.LINEAR,
    "ambush": Law.AMBUSH,
    "going_over": Law.GOING_OVER,
}
SEARCHES = {
    "random": Search.RANDOM,
    "inverse_cube": Search.INVERSE_CUBE,
    "definite": Search.DEFINITE,
}
RATES = (
    "parley_per_h",
    "fraternisation_per_h",
    "mediation_per_h",
    "provocation_per_h",
    "one_concedes_per_h",
    "other_concedes_per_h",
)
"""Fields of an opposition in the order of the engine's occasions."""

NUMBERS = (
    "element_men",
    "one_effect_per_h",
    "other_effect_per_h",
    "reluctance",
    "break_off_per_h",
    "break_off_by_losses_per_h",
    "prisoners_per_man",
    "hold_men",
    "take_men",
    "take_h",
    "detection_per_h",
    "crowding",
    "sight_km",
    "stealth",
)
TOLLS = {Quantity.DEAD: Fate.DEAD, Quantity.CAPTURED: Fate.CAPTURED}


class Encounters(NamedTuple):
    """Tables of those who may meet in arms."""

    oppositions: Rows
    contacts: Rows
    tolls: Rows


def set_out_encounters(assembly: Assembly, ground: Ground) -> Encounters:
    """Return the tables of oppositions and contacts, and give every place its range of them."""
    encounters = Encounters(Rows(tables.OPPOSITIONS), Rows(tables.CONTACTS), Rows(tables.TOLLS))
    oppositions = assembly.document.parts.oppositions
    for id_, opposition in oppositions.items():
        first_rate, _ = assembly.lists.add(
            assembly.value("oppositions", id_, rate) for rate in RATES
        )
        encounters.oppositions.add(
            one=assembly.side(opposition.one),
            other=assembly.side(opposition.other),
            law=LAWS[opposition.law],
            search=SEARCHES[opposition.search],
            patrols=opposition.patrols,
            first_rate=first_rate,
            **{key: assembly.value("oppositions", id_, key) for key in NUMBERS},
        )
    for place, place_id in enumerate(assembly.places):
        row = ground.places.rows[place]
        row["first_contact"] = len(encounters.contacts)
        for number, id_ in enumerate(oppositions):
            entity = assembly.entity(f"{id_}/{place_id}")
            encounters.contacts.add(entity=entity, opposition=number, place=place)
        row["last_contact"] = len(encounters.contacts)
        falling = assembly.lists.add(_falling(assembly, place_id))
        row["first_falling"], row["last_falling"] = falling
        controls = assembly.lists.add(assembly.slots.at(Quantity.CONTROLS, place))
        row["first_control"], row["last_control"] = controls
        if oppositions:
            row["control"] = assembly.entity(f"{place_id}/control")
    for side in assembly.sides.values():
        for quantity, fate in TOLLS.items():
            for slot in assembly.slots.about((quantity,), side):
                encounters.tolls.add(slot=slot, side=side, fate=fate)
    return encounters


def rivals(assembly: Assembly) -> list[int]:
    """Return for each side a bit for every side that it must prevail over.

    They are those that it opposes or that oppose it; of a side in no opposition, all others.
    """
    parts, sides = assembly.document.parts, assembly.sides
    pairs = [(each.one, each.other) for each in parts.oppositions.values()]
    for id_, side in parts.sides.items():
        against = [*sides] if side.opposes == EVERYWHERE else side.opposes
        pairs += [(id_, other) for other in against if other != id_]
    opposed: dict[str, set[str]] = {id_: set() for id_ in sides}
    for one, other in pairs:
        opposed[one].add(other)
        opposed[other].add(one)
    return [sum(1 << sides[other] for other in opposed[id_] or set(sides) - {id_}) for id_ in sides]


def _falling(assembly: Assembly, place_id: str) -> list[int]:
    """Return the channels that whoever takes a place has with it.

    Those that end at its exchange, and the broadcasts that are sent from its radio.
    """
    parts = assembly.document.parts
    holds = parts.places[place_id].holds
    return [
        assembly.channels[id_]
        for id_, channel in parts.channels.items()
        if ("exchange" in holds and not channel.reach and place_id in (channel.from_, channel.to))
        or ("radio" in holds and channel.reach and channel.from_ == place_id)
    ]
