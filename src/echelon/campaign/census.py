"""What the census counts: men of every side and the holder, of every place, by the hour."""

from __future__ import annotations

from dataclasses import dataclass, field

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE, Rows
from echelon.campaign.slots import TRUTH
from echelon.engine.vocabulary import Quantity
from echelon.engine.world import CELLS
from echelon.scenario.watched import watched_places


@dataclass
class Census:
    """The cells, men before holders, each in the order of places and then of sides."""

    cells: Rows = field(default_factory=lambda: Rows(CELLS))
    cell_of_slot: dict[int, int] = field(default_factory=dict)
    fans: list[tuple[int, int]] = field(default_factory=list)
    holder_cells: dict[int, int] = field(default_factory=dict)


def prepare_census(assembly: Assembly) -> Census:
    """Return what is to be counted, having seen to it that the truth of it is kept."""
    census, watched = Census(), {assembly.places[id_] for id_ in watched_places(assembly.document)}
    for place in assembly.places.values():
        for side in assembly.sides.values():
            slot = assembly.slots.slot(TRUTH, Quantity.STRENGTH, side, place)
            fan = NONE
            if place in watched:
                fan = len(census.fans)
                census.fans.append((place, side))
            row = len(census.cells)
            census.cell_of_slot[slot] = census.cells.add(place=place, slot=slot, row=row, fan=fan)
    for place in assembly.places.values():
        cell = census.cells.add(place=place, slot=NONE, row=place, fan=NONE)
        census.holder_cells[place] = cell
    return census
