"""On whom or what something is done: ids, and classes of institutions."""

from __future__ import annotations

from typing import Any

from echelon.scenario.schema.readers import Reading, pieces_of, read_id

ALL_OF = "all "
"""What stands before a class, to mean all institutions of it."""


def read_targets(value: Any, info: Reading) -> tuple[str, ...]:
    """Read ids and classes, each class as `all CLASS`; sorted."""
    found = set()
    for item, piece in enumerate(pieces_of(value)):
        is_class = isinstance(piece, str) and piece.startswith(ALL_OF)
        name = read_id(piece[len(ALL_OF) :].strip() if is_class else piece, info, (item,))
        found.add(ALL_OF + name if is_class else name)
    return tuple(sorted(found))
