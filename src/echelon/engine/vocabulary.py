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


MINDS = np.int64(1 << 30)
"""The watcher of a slot that is this plus a row is that mind."""

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
    LINK_FAILS = 5
    CHANNEL_FAILS = 6
    LINK_REPAIRED = 7
    CHANNEL_REPAIRED = 8
    LINK_NEWS = 9
    ECHELON_REACHES_STATION = 10
    SECTION_CLEARS = 11
    ECHELON_LOADED = 12
    ECHELON_DETRAINED = 13
    COLUMN_REACHES_PLACE = 14
    UNIT_ASSEMBLED = 15
    TRAVELLER_REACHES_PLACE = 16
    ACTOR_LOOKS_ROUND = 17
    WIRE_FREE = 18
    LETTER_HANDED_IN = 19
    LETTER_REACHES_EXCHANGE = 20
    LETTER_HEARD = 21
    MOMENT_ARRIVES = 22
    ACT_FALLS_DUE = 23
    ORDER_RIPENS = 24
    DIRECTIVE_REACHES = 25
    LINE_CHANGES = 26
    COMBAT_TURNS = 27
    FORCES_MEET = 28
    OCCASION_COMES = 29
    PLACE_TAKEN = 30
    UNIT_RETREATS = 31
    UNIT_STOPS = 32
    UNIT_DETRAINS = 33
    UNIT_FORCES = 34
    UNIT_GOES_ON = 35
    UNIT_SETS_OUT = 36
    TRAVELLER_SETS_OUT = 37
    TRAVELLER_GOES_ON = 38
    ECHELON_SEEKS_LINE = 39
    BROADCAST_BEGINS = 40
    BROADCAST_HEARD = 41
    APPOINTEE_DECIDES = 45
    ANSWER_OVERDUE = 46
    STANCE_HEARD = 50
    MIND_REVIEWS = 51
    MEN_DESERT = 52
    MEN_LEAVE = 53
    UNIT_GOES_OVER = 54
    GROUP_CAUGHT = 55
    OPINION_ASKED = 56
    OPINION_WEIGHED = 57
    STAFF_THINKS_AGAIN = 60
    STAFF_TURNS = 61
    STAFF_CALLED = 62
    STRIKE_BITES = 63
    CROWD_GATHERS = 64
    RAIL_IS_LIFTED = 65
    CUSTODY_CHANGES = 66
    PERSON_ESCAPES = 67
    PERSON_FALLS_SILENT = 68
    PERSON_SPEAKS_AGAIN = 69
    ROUND_GOES_ON = 70
    BODY_MEETS = 71
    BODY_DECIDES = 72
    BODY_ACTS = 73
    BARGAIN_MOVES = 74
    BARGAIN_LETTER_HEARD = 75
    OFFER_WEIGHED = 76
    OFFER_LAPSES = 77
    TERMS_FALL_DUE = 78
    AGREEMENT_ENDS = 79
    COMMANDER_TAKEN = 80
    UNIT_FIRES = 81
    PERIOD_ENDS = 99

    PERIOD_BEGINS = 101
    FACT_HAPPENS = 102
    FACT_LEARNT = 103
    REPORT_LEARNT = 104
    ORDER_STIRS = 105
    ORDER_LAPSES = 106
    ORDER_WITHHELD = 107
    ORDER_NEGLECTED = 108
    ORDER_OVERTAKEN = 109
    DEED_FAILS = 110
    UNIT_REFUSES = 111
    LETTER_TAKES_CHANNEL = 112
    LETTER_WAITS = 113
    LETTER_STRANDED = 114
    LETTER_STOPPED = 115
    LETTER_COPIED = 116
    LETTER_GARBLED = 117
    CALL_UNANSWERED = 118
    BROADCAST_STOPPED = 119
    ECHELON_BEGINS_LOADING = 120
    ECHELON_LEAVES_STATION = 121
    ECHELON_HELD = 122
    ECHELON_BEGINS_DETRAINING = 123
    COLUMN_MARCHES = 124
    NO_WAY = 125
    TRAVELLER_LEAVES = 126
    TRAVELLER_BOARDS = 127
    TRAVELLER_FINDS_NO_WAY = 128
    STATION_CLOSES = 129
    STATION_OPENS = 130
    LINK_CUT = 131
    LINK_BARRED = 132
    LINK_UNBARRED = 133
    CHANNEL_CUT = 134
    HOLDER_CHANGES = 135
    ECHELON_LACKS_WAGONS = 136
    ACT_PREVENTED = 201
    ACT_HEARD = 202
    ACT_CONFIRMED = 203
    ACT_DENIED = 204
    ANSWER_MISSED = 205
    ACT_BELIEVED = 206
    ACT_DOUBTED = 207
    VERDICT_FORMED = 208
    APPOINTEE_DECLINES = 209
    APPOINTEE_ACCEPTS = 235
    VIEW_CHANGES = 233
    MIND_JUDGES = 141
    TERM_WEIGHED = 142
    UNIT_RESOLVES = 143
    UNIT_WAVERS = 144
    RANKS_ACT_ALONE = 145
    COMMANDER_HELD = 146
    ORDER_NOT_GIVEN = 147
    SCRUPLE_FORBIDS = 148
    STAFF_SERVES = 170
    STAFF_DECLINES = 171
    TRAIN_REFUSED = 172
    TRAIN_DELAYED = 173
    TRAIN_MISROUTED = 174
    TRAIN_UNCOUPLED = 175
    TELEGRAM_REFUSED = 176
    STRIKE_BEGINS = 177
    STRIKE_ENDS = 178
    STRIKE_REFUSED = 179
    WORK_STOPS = 180
    WORK_RESUMES = 181
    PERSON_ARRESTED = 182
    PERSON_ISOLATED = 183
    PERSON_RELEASED = 184
    PERSON_IS_AWAY = 185
    LETTER_KEPT = 186
    LETTER_TO_DEPUTY = 187
    LETTER_GOES_ROUND = 234
    CALL_ANSWERED = 188
    CALL_IN_VAIN = 189
    PERSON_BUSY = 190
    BODY_LACKS_QUORUM = 191
    BODY_SITS = 192
    BODY_RESOLVES = 193
    BODY_REJECTS = 194
    BODY_IS_VETOED = 195
    CONTACT_BEGINS = 210
    ENTRY_TOLERATED = 211
    CONTACT_ENDS = 212
    PARLEY_FAILS = 213
    SIDES_AGREE = 214
    COMBAT_BEGINS = 215
    COMBAT_ENDS = 216
    SIDE_BREAKS_OFF = 217
    MEN_FALL = 218
    MEN_DISARMED = 219
    ECHELON_BARRED = 220
    TRUCE_HOLDS = 221
    UNIT_ENDURES = 222
    UNIT_FIRED_ON = 223
    UNIT_ANSWERS = 224
    OFFER_MADE = 196
    OFFER_MEDIATED = 197
    OFFER_ACCEPTED = 198
    OFFER_REFUSED = 199
    DEADLINE_PASSES = 200
    AGREEMENT_BROKEN = 230
    AGREEMENT_RUNS_OUT = 231
    CONDUCT_IS_SAFE = 232


class Role(IntEnum):
    """What an actor is. Ranks and command of a unit judge each for themselves."""

    PERSON = 0
    COMMAND = 1
    RANKS = 2
    STATION = 3
    STAFF = 4
    BODY = 5


class Severity(IntEnum):
    """How grave a deed is for whoever is told to do it, in rising order."""

    STAND = 0
    MOVE = 1
    BLOCK = 2
    DISARM = 3
    ARREST = 4
    FIRE = 5


class Answer(IntEnum):
    """What a receiver resolves on when it is told to do something."""

    OBEY = 0
    STALL = 1
    STAND_ASIDE = 2
    ASK = 3


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
    AIR = 3


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
    DETRAIN = 10
    FORCE = 11
    SEIZE = 12
    ASK = 13
    ISSUE = 14
    CONFIRM = 15
    DENY = 16
    STRIKE = 20
    WORK = 21
    ARREST = 22
    ISOLATE = 23
    RELEASE = 24
    TELEPHONE = 25
    OFFER = 26
    ACCEPT = 27
    REFUSE = 28
    BREAK = 29
    INFILTRATE = 30
    BOMBARD = 32
    ADOPT = 31


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
    QUESTION = 3
    STANCE = 4
    ANSWER = 5  # whether an act is truly by whoever it is said to be by
    OFFER = 20
    REPLY = 21


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
    VERDICT = 12  # on an act: 1 valid, 0 undecided, -1 void; `second` is the view of a truth
    HOLDS = 13  # a holding
    STANDS = 14  # an institution
    OBEYS = 16
    FOLLOWERS = 17
    DESERTED = 18
    WORKS = 20
    FUNCTION = 21
    CROWD = 22
    FREE = 23
    RESOLVED = 24
    CONTROLS = 40
    DEAD = 41
    CAPTURED = 42
    KNOWS = 43  # that `first` has heard of the fact `second`
    WAGONS = 44  # that stand empty at a place
    ISOLATED = 45
    AGREED = 25
    BROKEN = 26


class Status(IntEnum):
    """How a run ended. `campaign.simulate` has the sentence for each."""

    DONE = 0
    AGENDA_FULL = 1
    LETTERS_FULL = 2
    TRACE_FULL = 3
    TOO_MANY_EVENTS = 4
    INVARIANT_BROKEN = 5
    COUNTS_FULL = 6
