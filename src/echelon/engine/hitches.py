"""Hitches: why what was to be done comes to nothing; a vocabulary as those in `vocabulary`."""

from __future__ import annotations

from enum import IntEnum


class Hitch(IntEnum):
    """Why a deed comes to nothing where it should be done."""

    IS_ELSEWHERE = 0  # he or it is not where it could be done
    IS_SO = 1  # already
    GAVE_UP = 2  # the unit that was to do it has been disarmed, or obeys that side no longer
