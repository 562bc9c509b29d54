"""What comes of reading one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from echelon.errors import Fault
from echelon.scenario.tree import Node


class Reading(NamedTuple):
    """The tree of a file, and what is wrong with it.

    Parameters
    ----------
    root : Node or None
        None if the file cannot be understood.
    faults : tuple of Fault
        A tree may come with faults, such as a key given twice.
    values : int
        Scalars, lists and mappings read, to be counted against the limit.
    """

    root: Node | None
    faults: tuple[Fault, ...]
    values: int


def at_most(most: int, faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Keep the first of very many faults, and say that there are more.

    Parameters
    ----------
    most : int
        How many to keep.
    faults : sequence of Fault
        In the order in which they were found.

    Returns
    -------
    tuple of Fault
        The same, or the first `most` and one with the code ``too-many-faults``.
    """
    if len(faults) <= most:
        return tuple(faults)
    message = f"there are more than {most} faults; the rest are not shown"
    return (*faults[:most], Fault("too-many-faults", message, faults[most - 1].spot))
