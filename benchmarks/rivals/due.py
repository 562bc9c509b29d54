"""Events of SimPy in Echelon's published order of simultaneous ones."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import simpy

from echelon.engine.names import hash64, luck_of
from echelon.engine.vocabulary import Kind

AFTER_SIMPYS_OWN = 2
"""SimPy's own priorities are 0 and 1: what follows at once comes before what falls due next."""


class Hashes(NamedTuple):
    """What stands for a name: in draws, and where events fall due together."""

    draw: int
    turn: int


@cache
def hashes(name: str) -> Hashes:
    """Return the hashes of a name; `turn` is not negative and orders as the engine's does."""
    return Hashes(luck_of(name), (hash64(name) + (1 << 63)) % (1 << 64))


class Due(simpy.Event):
    """Something that falls due at a moment, after whatever comes before it in the order.

    Parameters
    ----------
    env : simpy.Environment
        Its clock counts whole microseconds.
    at_us : int
        When it falls due.
    kind : Kind
        What is due.
    owner : int
        `turn` of the name of whoever it belongs to.
    ordinal : int
        Which of the owner's it is.
    """

    def __init__(
        self, env: simpy.Environment, at_us: int, kind: Kind, owner: int, ordinal: int = 0
    ) -> None:
        super().__init__(env)
        self._ok, self._value = True, None
        order = (((kind << 64) + owner) << 32) + ordinal
        env.schedule(self, AFTER_SIMPYS_OWN + order, at_us - env.now)
