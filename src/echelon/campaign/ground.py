"""The ground of a World: places, links cut into sections, legs, channels and wires."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from echelon.campaign.assembly import MODES, Assembly
from echelon.campaign.builder import NONE, Rows
from echelon.campaign.census import Census
from echelon.engine import world as tables
from echelon.engine.vocabulary import Medium, Quantity
from echelon.scenario.schema.ground import Link
from echelon.scenario.schema.readers import EVERYWHERE, Window


class Ground(NamedTuple):
    """Tables of the ground."""

    places: Rows
    links: Rows
    sections: Rows
    legs: Rows
    channels: Rows
    wires: Rows
    windows: Rows


def lay_ground(assembly: Assembly, census: Census) -> Ground:
    """Return the tables of places, lines and channels."""
    ground = Ground(
        Rows(tables.PLACES),
        Rows(tables.LINKS),
        Rows(tables.SECTIONS),
        Rows(tables.LEGS),
        Rows(tables.CHANNELS),
        Rows(tables.WIRES),
        Rows(tables.WINDOWS),
    )
    for id_, link in assembly.document.parts.links.items():
        _add_link(assembly, ground, id_, link)
    for id_ in assembly.document.parts.channels:
        _add_channel(assembly, ground, id_)
    for id_, person in assembly.document.parts.persons.items():
        _add_windows(assembly, ground, id_, assembly.actor(id_), person.silent, is_link=False)
        for window in ground.windows.rows[len(ground.windows) - len(person.silent) :]:
            window["is_person"] = True
    _add_places(assembly, ground, census)
    return ground


def _add_link(assembly: Assembly, ground: Ground, id_: str, link: Link) -> None:
    row = len(ground.links)
    loops = link.crossing_places if link.kind == "rail" and link.tracks == 1 else 0
    first_section = len(ground.sections)
    for number in range(loops + 1):
        entity = assembly.entity(f"{id_}/{number + 1}" if loops else f"{id_}/line")
        ground.sections.add(entity=entity, link=row, share=1.0 / (loops + 1))
    ground.links.add(
        entity=assembly.entity(id_),
        mode=MODES[link.kind],
        from_place=assembly.place(link.from_),
        to_place=assembly.place(link.to),
        tracks=link.tracks,
        first_section=first_section,
        last_section=len(ground.sections),
        length_km=assembly.value("links", id_, "length_km"),
        speed_km_h=assembly.value("links", id_, "speed_km_h"),
        headway_min=assembly.value("links", id_, "headway_min"),
        trains_per_day=assembly.value("links", id_, "trains_per_day"),
        crossing_min=assembly.value("links", id_, "crossing_min"),
        repair_h=assembly.value("links", id_, "cut_repair_h"),
        news_min=assembly.value("links", id_, "news_min"),
        failure_h=assembly.value("links", id_, "failure_h"),
        posts_per_km2=assembly.value("links", id_, "posts_per_km2"),
        open_slot=assembly.slots.find(Quantity.OPEN_LINK, row),
        staff=assembly.staff(link.staff),
    )
    _add_windows(assembly, ground, id_, row, link.closed, is_link=True)


def _add_windows(
    assembly: Assembly,
    ground: Ground,
    id_: str,
    row: int,
    windows: tuple[Window, ...],
    *,
    is_link: bool,
) -> None:
    beyond = float(assembly.document.settings.end_us + 1)
    for number, window in enumerate(windows):
        ground.windows.add(
            is_link=is_link,
            row=row,
            from_us=assembly.programs.constant(0.0 if window.from_us is None else window.from_us),
            to_us=assembly.programs.constant(beyond if window.to_us is None else window.to_us),
            entity=assembly.entity(f"{id_}/closed {number + 1}"),
        )


def _add_channel(assembly: Assembly, ground: Ground, id_: str) -> None:
    channel = assembly.document.parts.channels[id_]
    row = len(ground.channels)
    reach = channel.reach or ()
    reached = assembly.places if channel.reach == EVERYWHERE else reach
    first_reach, last_reach = assembly.lists.add(assembly.places[place] for place in reached)
    ground.channels.add(
        entity=assembly.entity(id_),
        medium=Medium[channel.kind.upper()],
        from_place=assembly.place(channel.from_),
        to_place=assembly.place(channel.to),
        wires=channel.wires,
        delay_min=assembly.value("channels", id_, "delay_min"),
        service_min=assembly.value("channels", id_, "service_min"),
        repair_h=assembly.value("channels", id_, "cut_repair_h"),
        failure_h=assembly.value("channels", id_, "failure_h"),
        stopping=assembly.value("channels", id_, "stop"),
        copying=assembly.value("channels", id_, "copy"),
        garbling=assembly.value("channels", id_, "garble"),
        copies_to=assembly.actor(channel.copies_to),
        open_slot=assembly.slots.find(Quantity.OPEN_CHANNEL, row),
        operators=assembly.staff(channel.operators),
        receipt_min=assembly.value("channels", id_, "receipt_min"),
        first_reach=first_reach,
        last_reach=last_reach,
    )
    _add_windows(assembly, ground, id_, row, channel.closed, is_link=False)


def _add_places(assembly: Assembly, ground: Ground, census: Census) -> None:
    """Add places with the legs and wires that leave them, each knowing the way back."""
    legs_at: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for row, link in enumerate(ground.links.rows):
        legs_at[link["from_place"]].append((row, link["to_place"], 0))
        legs_at[link["to_place"]].append((row, link["from_place"], 1))
    wires_at: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for row, channel in enumerate(ground.channels.rows):
        if channel["from_place"] != NONE and channel["to_place"] != NONE:
            wires_at[channel["from_place"]].append((row, channel["to_place"], 0))
            wires_at[channel["to_place"]].append((row, channel["from_place"], 1))
    leg_rows: dict[tuple[int, int], int] = {}
    wire_rows: dict[tuple[int, int], int] = {}
    for id_, place in assembly.places.items():
        first_leg, first_wire = len(ground.legs), len(ground.wires)
        for link_row, other, direction in legs_at[place]:
            leg_rows[link_row, direction] = ground.legs.add(
                link=link_row, to_place=other, direction=direction
            )
        for channel_row, other, direction in wires_at[place]:
            wire_rows[channel_row, direction] = ground.wires.add(
                channel=channel_row, to_place=other, direction=direction
            )
        functions = assembly.lists.add(assembly.slots.about((Quantity.FUNCTION,), place))
        strengths = assembly.slots.at(Quantity.STRENGTH, place)
        first_strength, last_strength = assembly.lists.add(strengths)
        wagons = assembly.value("places", id_, "wagons")
        ground.places.add(
            entity=assembly.entity(id_),
            platforms=assembly.value("places", id_, "platforms"),
            wagons=wagons,
            wagons_slot=NONE if wagons == NONE else assembly.slots.find(Quantity.WAGONS, place),
            first_leg=first_leg,
            last_leg=len(ground.legs),
            first_wire=first_wire,
            last_wire=len(ground.wires),
            first_strength=first_strength,
            last_strength=last_strength,
            holder_cell=census.holder_cells[place],
            open_slot=assembly.slots.find(Quantity.OPEN_PLACE, place),
            staff=assembly.staff(assembly.document.parts.places[id_].staff),
            first_function=functions[0],
            last_function=functions[1],
        )
    for (row, direction), leg in leg_rows.items():
        ground.legs.rows[leg]["back"] = leg_rows[row, 1 - direction]
    for (row, direction), wire in wire_rows.items():
        ground.wires.rows[wire]["back"] = wire_rows[row, 1 - direction]
