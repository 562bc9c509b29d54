"""Names turned into numbers that depend on nothing but the name.

Draws and the order of simultaneous events are keyed by these, so that adding an entity or
reordering declarations changes nobody's luck and nobody's turn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache

LUCK_BITS = 56
LAST_NUMBER = 126  # what still fits above them; later deeds come by hash
LUCK_MASK = (1 << 56) - 1  # with the purpose of a draw, two words of its counter


@lru_cache(maxsize=1 << 16)
def hash64(name: str) -> int:
    """Return the 64-bit hash of `name`: the first eight bytes of BLAKE2b, little-endian.

    It is remembered, since nearly all names of a scenario are those of its what-ifs and accounts.
    """
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def luck_of(name: str) -> int:
    """Return the 56 bits of `hash64` by which `name` is known in the counter of a draw."""
    return hash64(name) & LUCK_MASK


def luck_of_deed(owner: str, number: int) -> int:
    """Return by what a deed, the `number`-th from 0 of its owner, is known in draws and in turn.

    Draws read the 56 bits of its name; the bits above them hold the number, so that deeds of one
    owner which fall due together, and for the same receiver, come in the order written.
    """
    return min(number, LAST_NUMBER) << LUCK_BITS | luck_of(f"{owner}/{number + 1}")


def colliding(names: Iterable[str]) -> tuple[str, str] | None:
    """Return two different names with the same luck, or None if there are none.

    A scenario that holds such a pair is refused: among a hundred thousand names one chance in
    fourteen million. One name given twice is not a collision.
    """
    owners: dict[int, str] = {}
    for name in names:
        other = owners.setdefault(luck_of(name), name)
        if other != name:
            return other, name
    return None
