"""Encounters between opposing sides: their vocabularies and their tables of constants.

As those in `vocabulary` and `world`, for which there would be no room.
"""

from __future__ import annotations

from enum import IntEnum

from echelon.engine.layout import FLAG, REAL, WHOLE, WIDE, columns


class Response(IntEnum):
    """How far a unit goes for its side against those it meets, in rising order.

    Each is the gravest deed that it does when its side asks it to: nothing, to stand, to move, to
    block, to fire.
    """

    REFUSE = 0
    YIELD = 1
    TOLERATE = 2
    HOLD = 3
    ATTACK = 4


class Stage(IntEnum):
    """How two opposing sides at one place stand to each other."""

    APART = 0
    TOLERATED = 1
    FACING = 2
    FIGHTING = 3
    AT_PEACE = 4
    TRUCE = 5


class Occasion(IntEnum):
    """What gives opposing sides that face each other cause to decide: one clock for each."""

    PARLEY = 0
    FRATERNISATION = 1
    MEDIATION = 2
    PROVOCATION = 3
    ONE_CONCEDES = 4
    OTHER_CONCEDES = 5


N_OCCASIONS = 6
"""Clocks of one contact."""


class Search(IntEnum):
    """How sure it is that who is covered by a search is found."""

    RANDOM = 0
    INVERSE_CUBE = 1
    DEFINITE = 2


class Law(IntEnum):
    """How losses depend on numbers: a structural variant."""

    SQUARE = 0
    LINEAR = 1
    AMBUSH = 2
    GOING_OVER = 3


class Turn(IntEnum):
    """What comes next in a fight."""

    LOSS = 0
    ONE_BREAKS = 1
    OTHER_BREAKS = 2


class Fate(IntEnum):
    """Where men have gone who are no longer with their unit."""

    DEAD = 0
    CAPTURED = 1


OPPOSITIONS = columns(  # two sides, and what happens between them; numbers are slots
    ("one", WHOLE),  # side
    ("other", WHOLE),  # side
    ("law", WHOLE),  # a Law
    ("first_rate", WHOLE),  # N_OCCASIONS slots in `lists`, per hour
    ("element_men", WHOLE),
    ("one_effect_per_h", WHOLE),  # elements of the other that one element puts out of action
    ("other_effect_per_h", WHOLE),
    ("reluctance", WHOLE),  # by which both are multiplied
    ("break_off_per_h", WHOLE),
    ("break_off_by_losses_per_h", WHOLE),
    ("prisoners_per_man", WHOLE),
    ("hold_men", WHOLE),
    ("take_men", WHOLE),
    ("take_h", WHOLE),
    ("search", WHOLE),  # a Search
    ("patrols", FLAG),  # who searches moves as fast as who is sought
    ("detection_per_h", WHOLE),
    ("crowding", WHOLE),
    ("sight_km", WHOLE),
    ("stealth", WHOLE),
)
CONTACTS = columns(
    ("entity", WHOLE),
    ("opposition", WHOLE),
    ("place", WHOLE),
)
TOLLS = columns(  # what a side has lost, for conditions
    ("slot", WHOLE),
    ("side", WHOLE),  # on which the unit stood at the start
    ("fate", WHOLE),
)
CONTACT_STATES = columns(  # men are of those units that would at least hold
    ("stage", WHOLE),  # a Stage
    ("one_present", WHOLE),  # armed men, whatever they would do
    ("other_present", WHOLE),
    ("one_men", WHOLE),
    ("other_men", WHOLE),
    ("one_conceded", FLAG),  # it has given up the stand-off, and holds nothing until they part
    ("other_conceded", FLAG),
    ("one_turned", WHOLE),  # men who have gone over and fight on this side
    ("other_turned", WHOLE),
    ("one_lost", WHOLE),  # men, in this fight
    ("other_lost", WHOLE),
    ("one_nerve", REAL),  # what remains of the clock of breaking off
    ("other_nerve", REAL),
    ("one_break_per_h", REAL),  # at which it is being spent
    ("other_break_per_h", REAL),
    ("since_us", WIDE),
    ("fights", WHOLE),  # so far: part of the ordinal of draws
    ("turns", WHOLE),  # draws of losses so far, over all fights
    ("leap", WHOLE),  # elements that fall at the next turn
    ("until_us", WIDE),  # when it comes, if many fall at it; else since_us
    ("others_share", REAL),  # the second side's share of them, as of the beginning
)
OCCASION_STATES = columns(  # row N_OCCASIONS * contact + occasion
    ("remaining", REAL),
    ("since_us", WIDE),
    ("times", WHOLE),  # how often it has come: ordinal of its draw
    ("running", FLAG),
    ("drawn", FLAG),
)
