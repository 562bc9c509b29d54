"""The questions a condition may ask, each with what it is about and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

ValueType = Literal["truth", "number", "moment", "duration", "word"]
Observer = Literal["truth", "person", "judge", "hearer"]
"""Who is asked: what is so; what somebody knows; whoever judges an act, of what he has heard and
how he holds other acts; the same, but only of what he has heard."""


@dataclass(frozen=True)
class Predicate:
    """A question with typed slots.

    Parameters
    ----------
    name : str
        As written in a condition.
    arguments : tuple of str
        Kinds of the slots, keys of `references.KINDS`; none for a question written bare.
    result : {"truth", "number", "moment", "duration"}
        What it answers; unknown is possible for each.
    doc : str
        What it asks, for the reference page.
    truth_only, knowledge_only : bool
        Whether it makes sense only of what truly happened, or only of what a person knows.
    asked_of : tuple of str
        Observers besides the truth and a person whom it may be asked of.
    truth_arguments : tuple of str, optional
        Slots when it is asked of the truth, where they differ.
    """

    name: str
    arguments: tuple[str, ...]
    result: ValueType
    doc: str
    truth_only: bool = False
    knowledge_only: bool = False
    asked_of: tuple[Observer, ...] = ()
    truth_arguments: tuple[str, ...] | None = None

    def slots(self, observer: Observer) -> tuple[str, ...]:
        """Return the kinds of the arguments when `observer` is asked."""
        if observer == "truth" and self.truth_arguments is not None:
            return self.truth_arguments
        return self.arguments


_TABLE = (
    Predicate("time", (), "moment", "what time it is"),
    Predicate(
        "heard",
        ("fact",),
        "truth",
        "whether the person has heard of the fact; of the truth, `heard(fact; actor)`",
        asked_of=("judge", "hearer"),
        truth_arguments=("fact", "actor"),
    ),
    Predicate(
        "knows",
        ("actor", "fact"),
        "truth",
        "whether the person knows that the other has heard of the fact: from him, with him, by a "
        "broadcast that reaches both, or because he told him face to face or by telephone",
        knowledge_only=True,
    ),
    Predicate("happened", ("fact",), "truth", "whether the fact came about", truth_only=True),
    Predicate(
        "time_of",
        ("fact",),
        "moment",
        "when the fact came about, as far as is known; unknown until it has, or is heard of",
    ),
    Predicate("men", ("unit", "place"), "number", "how many men of the unit are at the place"),
    Predicate("strength", ("side", "place"), "number", "how many men the side has at the place"),
    Predicate("at", ("actor", "place"), "truth", "whether the person or unit is at the place"),
    Predicate(
        "departed", ("unit", "place"), "truth", "whether the head of the unit has left the place"
    ),
    Predicate(
        "arrived",
        ("unit", "place"),
        "truth",
        "whether the whole unit has arrived at the place and is unloaded",
    ),
    Predicate(
        "estimate",
        ("unit", "place"),
        "moment",
        "when the person reckons that the unit will be at the place",
        knowledge_only=True,
    ),
    Predicate(
        "obeys",
        ("actor", "side"),
        "truth",
        "whether the person or unit has an order of the side and obeys it; of a unit, what it says",
    ),
    Predicate(
        "followers",
        ("side",),
        "number",
        "how many persons and units with dispositions have an order of the side and obey it",
        truth_only=True,
    ),
    Predicate("deserted", ("unit",), "number", "how many men of the unit have deserted"),
    Predicate("open", ("passage",), "truth", "whether the link, place or channel is open"),
    Predicate("works", ("staff", "side"), "truth", "whether the staff works for the side"),
    Predicate(
        "function",
        ("place", "side"),
        "truth",
        "whether what the place is for works for the side: the side holds it and its staff, if it "
        "has one, works for the side",
    ),
    Predicate("crowd", ("staff",), "number", "how many people the crowd counts"),
    Predicate("wagons", ("place",), "number", "how many empty wagons stand at the place"),
    Predicate("free", ("person",), "truth", "whether the person is not under arrest"),
    Predicate("isolated", ("person",), "truth", "whether the person is cut off where he is"),
    Predicate("resolved", ("order",), "truth", "whether the body has resolved to do the order"),
    Predicate("controls", ("side", "place"), "truth", "whether the side holds the place"),
    Predicate("dead", ("side",), "number", "how many men of the side have fallen", truth_only=True),
    Predicate(
        "captured",
        ("side",),
        "number",
        "how many men of the side have been led away as prisoners",
        truth_only=True,
    ),
    Predicate("agreed", ("agreement",), "truth", "whether the agreement is made and stands"),
    Predicate("broken", ("agreement",), "truth", "whether the agreement has been broken"),
    Predicate("received", ("order",), "truth", "whether the order has reached who must do it"),
    Predicate(
        "valid",
        ("act",),
        "truth",
        "whether the person holds the act valid, unknown until he hears of it; of the truth, "
        "`valid(act; view)` for a view that knows every act",
        asked_of=("judge",),
        truth_arguments=("act", "view"),
    ),
    Predicate(
        "void",
        ("act",),
        "truth",
        "whether the person holds the act void",
        asked_of=("judge",),
        truth_arguments=("act", "view"),
    ),
    Predicate(
        "undecided",
        ("act",),
        "truth",
        "whether the person can hold the act neither valid nor void",
        truth_arguments=("act", "view"),
    ),
    Predicate(
        "holds",
        ("person", "office"),
        "truth",
        "whether, in the person's view, somebody holds the office or acts in it",
        truth_arguments=("person", "office", "view"),
    ),
    Predicate(
        "stands",
        ("institution",),
        "truth",
        "whether, in the person's view, the institution stands",
        truth_arguments=("institution", "view"),
    ),
    Predicate(
        "declined",
        ("act",),
        "truth",
        "whether the person has heard that whom the act appoints has declined",
        asked_of=("judge", "hearer"),
        truth_arguments=("act", "actor"),
    ),
)

PREDICATES: Mapping[str, Predicate] = {predicate.name: predicate for predicate in _TABLE}
"""Every question, by name."""
