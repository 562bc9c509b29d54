"""Bodies that decide together: committees, councils, cabinets, conferences."""

from __future__ import annotations

from typing import Annotated

from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    DrawnViewId,
    PersonId,
    PersonIds,
    PlaceId,
    Probability,
    SideId,
    Text,
    Truth,
    Varying,
    one_of,
    whole,
)

RULES = ("majority", "two_thirds", "unanimity")


class Body(Entry):
    """Persons who decide questions together; a standing order `by` it is done if it resolves so."""

    name: Text = stated("name of the body")
    members: PersonIds = stated("persons who vote")
    doubtful: PersonIds = stated(
        "members of whom it is not known whether they are members in the event", default=()
    )
    membership: Probability = stated(
        "probability, drawn once in a run for each of these, that he is one", default="0.5"
    )
    chair: PersonId = stated(
        "who presides: what he knows the body knows, a tie is his, and he acts for it"
    )
    secretary: PersonId | None = stated("who acts for it in the chair's absence", default=None)
    side: SideId | None = stated(
        "side it stands on", default=None, default_text="the side of its chair"
    )
    view: DrawnViewId | None = stated(
        "view in which it judges; may be uncertain", default=None, default_text="that of its side"
    )
    place: PlaceId | None = stated(
        "where it meets", default=None, default_text="wherever its chair is"
    )
    by_wire: Truth = stated(
        "whether members elsewhere take part if a wire leads to the seat", default=False
    )
    quorum: Annotated[int, whole(1, 1000)] | None = stated(
        "members who must take part",
        unit="members",
        default=None,
        default_text="more than half of those who are members in the event",
    )
    rule: Annotated[str, one_of(*RULES)] = stated(
        "what carries a question: more votes for than against, twice as many, or none against",
        default="majority",
    )
    veto: PersonIds = stated(
        "persons, members or partners, whose vote against a question defeats it if they take part",
        default=(),
    )
    deliberation_min: Varying = stated(
        "time that a question takes, in which members are busy", unit="min", default="15..45..180"
    )
