"""The closed vocabularies of choice and of collectives, as those in `vocabulary`."""

from __future__ import annotations

from enum import IntEnum


class Form(IntEnum):
    """What due form asks of an order."""

    WRITTEN = 0
    COUNTERSIGNED = 1
    OWN_CHAIN = 2


class Term(IntEnum):
    """The terms of the log-odds of obeying an order, and of accepting an offer, rather than not.

    An order has those up to `LUCK`; an offer those from `LUCK` on, and where it asks for a deed of
    which the receiver may be more or less willing, those of an order as well.
    """

    DISPOSITION = 0
    INFLUENCES = 1
    LEGALITY = 2
    FORM = 3
    SEVERITY = 4
    SUCCESS = 5
    PEERS = 6
    LUCK = 7
    WORTH = 8
    TRUST = 9


class InfluenceKind(IntEnum):
    """Sorts of influence."""

    APPEAL = 0
    PERSUASION = 1
    AGITATION = 2
    FATIGUE = 3
    HUNGER = 4
    PAY = 5
    PURPOSE = 6
    BREACH = 7
    CONTAGION = 8
    DESERTION = 9
    OWN_FIRE = 10  # this one and those below work once the unit has lived through it
    FIRST_BLOOD = 11
    FRATERNISATION = 12


class Situation(IntEnum):
    """During what an influence works by the hour."""

    ALWAYS = 0
    HALTED = 1
    MOVING = 2
    TOGETHER = 3


class Manner(IntEnum):
    """What a staff does to a train of a side for which it does not work."""

    REFUSE = 0
    DELAY = 1
    MISROUTE = 2
    UNCOUPLE = 3
    LIFT_RAIL = 4


class Majority(IntEnum):
    """What carries a question in a body."""

    MAJORITY = 0
    TWO_THIRDS = 1
    UNANIMITY = 2


class Vote(IntEnum):
    """What a member says to a question."""

    ABSTAIN = 0
    AYE = 1
    NO = 2


class Service(IntEnum):
    """What a side gets of a staff."""

    GIVEN = 0
    DELAYED = 1
    DECLINED = 2
