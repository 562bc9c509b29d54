"""The closed vocabularies of the engine: kinds of event, phases, verbs, contents and quantities.

Kernels branch on these enumerations; the assembly and the chronicle translate them to and from
the words of the language. They are `IntEnum`s, not plain integers, because Numba compiles a
callee again for every literal integer it is called with, but once for an enumeration.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

NOBODY = np.int64(2**31 - 1)
"""No such row. Using it as a row raises in plain mode; -1 would silently be the last row."""

NEVER = np.int64(2**63 - 1)
"""A time that does not come."""

UNSEEN = np.int64(-(2**63))
"""The time of something that did not happen in this run."""


NOTHING = np.int64(0)
"""An argument that says nothing. A literal 0 would have its callee compiled once more."""

ONE_MORE = np.int64(1)
ONE_FEWER = np.int64(-1)


class Kind(IntEnum):
    """Events, in the published order of simultaneous ones (lower first).

    What ends or opens comes before what begins, news before decisions, decisions before deeds.
    The first block is scheduled on the agenda; the second happens within another event and is
    recorded for the chronicle alone.
    """

    LINK_OPENS = 1
    LINK_CLOSES = 2
    CHANNEL_OPENS = 3
    CHANNEL_CLOSES = 4
    LINK_REPAIRED = 5
    ECHELON_REACHES_STATION = 7
    SECTION_CLEARS = 8
    ECHELON_LOADED = 9
    ECHELON_DETRAINED = 10
    COLUMN_REACHES_PLACE = 11
    UNIT_ASSEMBLED = 12
    TRAVELLER_REACHES_PLACE = 13
    ACTOR_LOOKS_ROUND = 14
    WIRE_FREE = 15
    LETTER_HANDED_IN = 16
    LETTER_REACHES_EXCHANGE = 17
    LETTER_HEARD = 18
    MOMENT_ARRIVES = 19
    ACT_FALLS_DUE = 20
    ORDER_RIPENS = 21
    DIRECTIVE_REACHES = 22
    LINE_CHANGES = 23
    UNIT_STOPS = 24
    UNIT_GOES_ON = 25
    UNIT_SETS_OUT = 26
    TRAVELLER_SETS_OUT = 27
    TRAVELLER_GOES_ON = 28
    ECHELON_SEEKS_LINE = 29
    BROADCAST_BEGINS = 30
    BROADCAST_HEARD = 31
    PERIOD_ENDS = 32

    PERIOD_BEGINS = 40
    FACT_HAPPENS = 41
    FACT_LEARNT = 42
    REPORT_LEARNT = 43
    ORDER_STIRS = 44
    ORDER_LAPSES = 45
    ORDER_WITHHELD = 46
    ORDER_OVERTAKEN = 47
    UNIT_REFUSES = 48
    LETTER_TAKES_CHANNEL = 49
    LETTER_WAITS = 50
    LETTER_STRANDED = 51
    ECHELON_BEGINS_LOADING = 52
    ECHELON_LEAVES_STATION = 53
    ECHELON_HELD = 54
    ECHELON_BEGINS_DETRAINING = 55
    COLUMN_MARCHES = 56
    NO_WAY = 57
    TRAVELLER_LEAVES = 58
    TRAVELLER_FINDS_NO_WAY = 59
    STATION_CLOSES = 60
    STATION_OPENS = 61
    LINK_CUT = 62
    CHANNEL_CUT = 63
    LINK_BARRED = 64
    LINK_UNBARRED = 65
    ORDER_NEGLECTED = 66
    BROADCAST_STOPPED = 67
    CHANNEL_REPAIRED = 68


class Phase(IntEnum):
    """Where an echelon is in its journey."""

    IN_QUARTERS = 0
    WAITING_TO_LOAD = 1
    LOADING = 2
    LOADED = 3
    WAITING_FOR_LINE = 4
    RUNNING = 5
    WAITING_TO_DETRAIN = 6
    DETRAINING = 7
    MARCHING = 8
    STOPPED = 9


class Mode(IntEnum):
    """Means of movement, also the kind of a link."""

    RAIL = 0
    ROAD = 1
    WATER = 2


class Verb(IntEnum):
    """Deeds that acts and standing orders consist of."""

    MOVE = 0
    HALT = 1
    RESUME = 2
    TELL = 3
    ANNOUNCE = 4
    GO = 5
    CLOSE = 6
    OPEN = 7
    CUT = 8
    REPAIR = 9


class Target(IntEnum):
    """What an action of closing, opening, cutting or repairing is done to."""

    PLACE = 0
    LINK = 1
    CHANNEL = 2


class Content(IntEnum):
    """What a letter says."""

    DIRECTIVE = 0
    FACT = 1
    REPORT = 2


class Owed(IntEnum):
    """Whether an observer is told of a change that he does not see."""

    NOT = 0
    BY_LETTER = 1
    AT_ONCE = 2


class Medium(IntEnum):
    """Kinds of channel."""

    TELEGRAPH = 0
    TELEPHONE = 1
    RADIO = 2
    PRESS = 3
    COURIER = 4


class Quantity(IntEnum):
    """What a slot of knowledge holds. `first` and `second` name the rows that it is about."""

    HEARD = 0
    TIME_OF = 1
    MEN = 2
    STRENGTH = 3
    AT = 4
    DEPARTED = 5
    ARRIVED = 6
    OPEN_LINK = 7
    OPEN_PLACE = 8
    OPEN_CHANNEL = 9
    RECEIVED = 10
    ESTIMATE = 11


class Status(IntEnum):
    """How a run ended. `campaign.simulate` has the sentence for each."""

    DONE = 0
    AGENDA_FULL = 1
    LETTERS_FULL = 2
    TRACE_FULL = 3
    TOO_MANY_EVENTS = 4
    INVARIANT_BROKEN = 5
