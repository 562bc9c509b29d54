"""What becomes known and what is done: facts, standing orders and dated acts."""

from __future__ import annotations

from typing import Annotated

from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    Actions,
    ActorId,
    ActorIds,
    Condition,
    FactIds,
    MomentQuantity,
    PersonId,
    PersonIds,
    PlaceId,
    Probability,
    Text,
    Truth,
    Varying,
    one_of,
)

ACT_KINDS = ("order", "countermand", "report", "journey")

ACT_KINDS_LATER = (
    "convene",
    "dissolve",
    "depose",
    "appoint",
    "abolish",
    "transfer",
    "declare_void",
    "claim",
    "appeal",
    "proclaim",
)


SEVERITIES = ("stand", "move", "block", "disarm", "arrest", "fire")


class Fact(Entry):
    """Something that may come to be so, of which news can travel."""

    label: Text = stated("the fact in words")
    when: Condition | None = stated(
        "condition on what is truly so; without it only an act or a telling makes the fact",
        default=None,
    )
    at: PlaceId | None = stated("where it happens, from where news of it starts", default=None)
    reported_to: ActorIds = stated("who is told of it over the channels", default=())
    known_to: ActorIds = stated("who knows it at the start", default=())


class Order(Entry):
    """A standing order: what somebody will do on coming to know something."""

    by: ActorId = stated("who gives or follows it")
    when: Condition = stated("condition on what that actor knows")
    do: Actions = stated("what is done: one action, or several")
    label: Text | None = stated("the order in words", default=None)
    delay_min: Varying = stated(
        "time from the condition coming true to acting", unit="min", default="0"
    )
    repeat: Truth = stated("whether it is done each time the condition comes true", default=False)
    obedience: Probability = stated(
        "probability, fixed for the run, that it is carried out at all", default="1"
    )
    votes_for: PersonIds = stated(
        "an order by a body: persons who vote for it in any case", default=()
    )
    votes_against: PersonIds = stated(
        "an order by a body: persons who vote against it in any case", default=()
    )
    votes_when: Condition | None = stated(
        "an order by a body: what a member must know to be so to vote for it; he abstains from "
        "what he does not know",
        default=None,
    )
    support: Probability | None = stated(
        "an order by a body: probability, drawn once for each of the other members, that he votes "
        "for it; all do if it is absent",
        default=None,
    )
    on_behalf_of: PersonId | None = stated(
        "person for whom it is done, which its author chooses to do or not by his dispositions",
        default=None,
    )
    severity: Annotated[str, one_of(*SEVERITIES)] | None = stated(
        "how grave it is to do what it tells others to do",
        default=None,
        default_text="to halt `stand`, to force a way `block`, else `move`",
    )
    countersigned_by: PersonId | None = stated("who has signed it besides", default=None)


class Act(Entry):
    """Something that is done at a stated time, whatever else happens."""

    at: MomentQuantity = stated("when, as a moment or a range of moments")
    by: PersonId = stated("who acts")
    kind: Annotated[str, one_of(*ACT_KINDS, later=ACT_KINDS_LATER)] = stated("sort of act")
    label: Text = stated("the act in words")
    do: Actions = stated("what is done: one action, or several", default=())
    prompted_by: FactIds = stated(
        "facts that led to it: runs in which it went ahead without them are counted", default=()
    )
    severity: Annotated[str, one_of(*SEVERITIES)] | None = stated(
        "how grave it is to do what it tells others to do",
        default=None,
        default_text="to halt `stand`, to force a way `block`, else `move`",
    )
    countersigned_by: PersonId | None = stated("who has signed it besides", default=None)
    exogenous: Text | None = stated(
        "why the act would have happened however events went; wanted for an act after t0",
        default=None,
    )
