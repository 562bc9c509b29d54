"""Offers and promises between persons, or a person and a body, unit or staff."""

from __future__ import annotations

from typing import Annotated

from echelon.scenario.schema.conduct import SEVERITIES
from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    Actions,
    ActorId,
    Condition,
    PersonId,
    PersonIds,
    PlaceIds,
    Positive,
    Quantity,
    Text,
    Truth,
    Varying,
    one_of,
)


class Agreement(Entry):
    """What one offers another, on what terms, and what becomes of it if it is not kept."""

    label: Text = stated("the terms in words")
    by: PersonId = stated("who offers it")
    to: ActorId = stated("to whom it is offered")
    mediator: ActorId | None = stated("who carries the offer", default=None)
    guarantor: PersonId | None = stated("who vouches that it will be kept", default=None)
    accepts_when: Condition | None = stated(
        "condition on what the receiver knows, without which it is refused", default=None
    )
    worth: Quantity | None = stated(
        "what the terms are worth to the receiver, in log-odds of accepting what he half believes; "
        "without it the offer is answered only by an order to `accept` or `refuse` it",
        unit="log-odds",
        default=None,
    )
    severity: Annotated[str, one_of(*SEVERITIES)] | None = stated(
        "how grave it is to do what the terms ask; with it, a receiver who has dispositions weighs "
        "the worth with them, as if the offerer told him to",
        default=None,
    )
    trust: Quantity = stated(
        "log-odds at which the receiver believes that the offerer will keep it",
        unit="log-odds",
        default="-1..0..1",
    )
    weight: Quantity = stated(
        "what full belief, against none, adds to the worth", unit="log-odds", default="1..2..3"
    )
    guarantee: Quantity = stated(
        "what a guarantor at liberty adds to the trust", unit="log-odds", default="0.5..1..2"
    )
    mediation: Quantity = stated(
        "what a mediator adds to the trust", unit="log-odds", default="0..0.5..1"
    )
    breach: Quantity = stated(
        "what each promise that the offerer's side has broken to the receiver's takes from it",
        unit="log-odds",
        default="1..2..3",
    )
    considering_min: Varying = stated(
        "time that the receiver takes to answer", unit="min", default="15..60..240"
    )
    deadline_h: Positive | None = stated(
        "time after which the offer is void if no answer has come", unit="h", default=None
    )
    lasts_h: Positive | None = stated(
        "time for which it holds; for good if absent", unit="h", default=None
    )
    truce: Truth = stated("whether the two sides do not fight while it holds", default=False)
    at: PlaceIds = stated("places of the truce, or `all`", default="all")
    safe_conduct: PersonIds = stated(
        "persons whom neither side arrests or isolates while it holds", default=()
    )
    gives: Actions = stated("what the offerer does once he knows that it is accepted", default=())
    returns: Actions = stated("what the receiver does on accepting", default=())
    if_refused: Actions = stated(
        "what the offerer does if it is refused or its deadline passes", default=()
    )
    if_broken: Actions = stated(
        "what whoever of the two hears that the other has broken it does", default=()
    )
