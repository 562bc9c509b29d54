"""Who listens to whom, and which authors keep what they are told of who obeys."""

from __future__ import annotations

from collections.abc import Sequence

from echelon.campaign.builder import Rows
from echelon.campaign.receivers import Receiver, Receivers
from echelon.engine.vocabulary import Quantity, Role


def add_confidences(
    crowd: Receivers, confidences: Rows, receivers: Sequence[Receiver], row: int
) -> tuple[int, int]:
    """Add to whom a mind listens, a row for each side; of a unit, its command is heard.

    Parameters
    ----------
    crowd : Receivers
        Everybody who can judge.
    confidences : Rows
        The table to fill.
    receivers : sequence of Receiver
        Those who have minds, by row.
    row : int
        The mind that listens.

    Returns
    -------
    tuple of (int, int)
        Its range in the table.
    """
    assembly, first = crowd.assembly, len(confidences)
    for id_, entry in assembly.document.parts.confidences.items():
        if receivers[row].id not in crowd.meant(entry.of):
            continue
        heard = crowd.meant(entry.to) - {receivers[row].id}
        for other, voice in enumerate(receivers):
            if voice.id in heard and voice.role != Role.RANKS:
                for side in assembly.sides.values():
                    confidences.add(
                        mind=row,
                        other=other,
                        side=side,
                        weight=assembly.value("confidences", id_, "weight"),
                        every_h=assembly.value("confidences", id_, "every_h"),
                    )
    return first, len(confidences)


def ask_who_obeys(crowd: Receivers) -> None:
    """Have authors who may withhold an order keep what they are told of who obeys."""
    assembly, parts = crowd.assembly, crowd.parts
    for id_, person in parts.persons.items():
        author, side = assembly.actors[id_], assembly.side(person.side)
        receiver = Receiver(id_, Role.PERSON, author, author)
        chosen = parts.weights.get(crowd.chosen(parts.weights, receiver))
        if chosen is not None and "withhold_below" in chosen.model_fields_set:
            for unit in parts.units:
                assembly.slots.slot(author, Quantity.OBEYS, assembly.actors[unit], side)
