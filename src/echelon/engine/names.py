"""Names turned into numbers that depend on nothing but the name.

Draws and the order of simultaneous events are keyed by these, so that adding an entity or
reordering declarations changes nobody's luck and nobody's turn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

WORD_MASK = 0xFFFFFFFF


def hash64(name: str) -> int:
    """Return the 64-bit hash of `name`: the first eight bytes of BLAKE2b, little-endian."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


def hash32(name: str) -> int:
    """Return the 32-bit hash of `name`, which are the lower bits of `hash64`."""
    return hash64(name) & WORD_MASK


def colliding(names: Iterable[str]) -> tuple[str, str] | None:
    """Return two different names with one 32-bit hash, or None if there are none.

    Such a pair would share all its luck; a scenario that holds one is refused. One name
    given twice is not a collision.
    """
    owners: dict[int, str] = {}
    for name in names:
        other = owners.setdefault(hash32(name), name)
        if other != name:
            return other, name
    return None
