"""What becomes known and what is done: facts, standing orders and dated acts."""

from __future__ import annotations

from typing import Annotated

from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    Actions,
    ActorId,
    ActorIds,
    AuthorityId,
    Condition,
    FactIds,
    InstitutionId,
    MomentQuantity,
    NotNegative,
    OfficeId,
    PersonId,
    PersonIds,
    PlaceId,
    Probability,
    Targets,
    Text,
    Truth,
    Varying,
    Word,
    one_of,
)

PLAIN_KINDS = ("report", "journey")
"""Kinds of act that claim no right to be done."""

ACT_KINDS = (
    "order",
    "countermand",
    *PLAIN_KINDS,
    "convene",
    "dissolve",
    "depose",
    "resign",
    "appoint",
    "abolish",
    "transfer",
    "declare_void",
    "annul",
    "claim",
    "appeal",
    "proclaim",
)


SEVERITIES = ("stand", "move", "block", "disarm", "arrest", "fire")

BY_VERB = (
    "to halt `stand`, to force a way `block`, to arrest or isolate `arrest`, to bombard `fire`, "
    "else `move`"
)
"""How grave a deed is that does not say so itself."""


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
        default_text=BY_VERB,
    )
    countersigned_by: PersonId | None = stated("who has signed it besides", default=None)


class Act(Entry):
    """Something that is done once: at a stated time, on a condition, or when an order says so."""

    at: MomentQuantity | None = stated("when, as a moment or a range of moments", default=None)
    when: Condition | None = stated(
        "condition on what its author knows, on which it is done, instead of `at`", default=None
    )
    delay_min: Varying = stated(
        "time from the condition coming true to acting", unit="min", default="0"
    )
    by: PersonId = stated("who acts")
    kind: Annotated[str, one_of(*ACT_KINDS)] = stated("sort of act")
    label: Text = stated("the act in words")
    prompted_by: FactIds = stated(
        "facts that led to it: runs in which it went ahead without them are counted", default=()
    )
    severity: Annotated[str, one_of(*SEVERITIES)] | None = stated(
        "how grave it is to do what it tells others to do",
        default=None,
        default_text=BY_VERB,
    )
    do: Actions = stated("what is done besides: one action, or several", default=())
    office: OfficeId | None = stated(
        "office in whose right it is done; any that its author holds if neither this nor an "
        "institution is stated",
        default=None,
    )
    institution: InstitutionId | None = stated(
        "institution in whose right it is done", default=None
    )
    in_name_of: PersonId | None = stated("person whose act it claims to be", default=None)
    target: Targets = stated("on whom or what it is done: ids, or `all CLASS`", default=())
    to: AuthorityId | None = stated(
        "who is appointed, or to what authority is transferred", default=None
    )
    matter: Word | None = stated(
        "matter for which one must be competent to do it",
        default=None,
        default_text="its kind; `order` for a countermand",
    )
    until: Condition | None = stated(
        "what one must have heard to hold that its effect has ended", default=None
    )
    requires: Condition | None = stated(
        "credentials: what one must have heard, or hold `valid` or `void`, to hold it valid",
        default=None,
    )
    countersigned_by: PersonId | None = stated("person who signs it too", default=None)
    declines: Condition | None = stated(
        "condition on what the person appointed knows, on which he declines; with `severity` one "
        "who has dispositions declines too if he would rather stand aside",
        default=None,
    )
    authorised: Probability = stated(
        "probability, fixed for the run, that the person in whose name it is done has willed it",
        default="1",
    )
    believed: Probability = stated(
        "probability given at first, by whoever hears of it, that what is done in another's name "
        "is authentic",
        default="0.9",
    )
    answer_weight: NotNegative = stated(
        "log-odds by which a word of that person confirms or denies it", default="4"
    )
    silence_weight: NotNegative = stated(
        "log-odds by which that person's silence tells against it", default="1"
    )
    answer_due_h: Varying = stated(
        "time after which whoever has asked that person takes no answer for silence",
        unit="h",
        default="6",
    )
    public: Truth = stated("whether those who are where it is done hear of it", default=True)
    reported_to: ActorIds = stated("who is told of it over the channels", default=())
    exogenous: Text | None = stated(
        "why the act would have happened however events went; wanted for an act after t0",
        default=None,
    )
