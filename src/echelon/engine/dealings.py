"""The closed vocabularies of agreements; see `vocabulary` for the others."""

from __future__ import annotations

from enum import IntEnum


class Bargain(IntEnum):
    """How an agreement stands."""

    UNHEARD_OF = 0
    OFFERED = 1
    AGREED = 2
    REFUSED = 3
    LAPSED = 4
    BROKEN = 5
    ENDED = 6


class Terms(IntEnum):
    """Which of the deeds of an agreement fall due."""

    GIVES = 0
    RETURNS = 1
    IF_REFUSED = 2
    IF_BROKEN = 3
    IF_BROKEN_BY_OFFERER = 4
