"""What is said and done: facts, standing orders, acts, and the deeds they consist of."""

from __future__ import annotations

from typing import NamedTuple

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE, Rows
from echelon.campaign.deeds import columns_of
from echelon.campaign.questions import questions_of
from echelon.campaign.slots import TRUTH
from echelon.engine import collectives
from echelon.engine import world as tables
from echelon.engine.drawing import REPORTS
from echelon.engine.leanings import Vote
from echelon.engine.names import luck_of_deed
from echelon.engine.vocabulary import Quantity, Severity
from echelon.scenario.actions import Action
from echelon.scenario.clockwork import turns_of
from echelon.scenario.expressions import Expression
from echelon.scenario.schema.agreements import Agreement
from echelon.scenario.schema.conduct import Order
from echelon.scenario.schema.readers import EVERYWHERE


class Conduct(NamedTuple):
    """Tables of what is said and done."""

    facts: Rows
    orders: Rows
    acts: Rows
    actions: Rows
    moments: Rows
    outcomes: Rows
    quantities: Rows
    ballots: Rows
    agreements: Rows


def set_out_conduct(assembly: Assembly) -> Conduct:
    """Return the tables of facts, orders, acts, deeds, outcomes and quantities."""
    conduct = Conduct(
        Rows(tables.FACTS),
        Rows(tables.ORDERS),
        Rows(tables.ACTS),
        Rows(tables.ACTIONS),
        Rows(tables.MOMENTS),
        Rows(REPORTS),
        Rows(REPORTS),
        Rows(collectives.BALLOTS),
        Rows(collectives.AGREEMENTS),
    )
    parts = assembly.document.parts
    for id_ in parts.facts:
        _add_fact(assembly, conduct, id_)
    for id_ in assembly.facts:
        if id_ not in parts.facts:
            _add_fact_of_act(assembly, conduct, id_)
    for id_ in parts.orders:
        _add_order(assembly, conduct, id_)
    for id_ in parts.acts:
        _add_act(assembly, conduct, id_)
    for id_ in assembly.conditional_acts:
        _add_order_of_act(assembly, conduct, id_)
    for id_, agreement in parts.agreements.items():
        _add_agreement(assembly, conduct, id_, agreement)
    truly = questions_of(assembly, TRUTH, None)
    for outcome in parts.outcomes.values():
        first = last = 0
        if outcome.when is not None:
            first, last = assembly.programs.program(outcome.when, truly)
        conduct.outcomes.add(first_code=first, last_code=last)
    for quantity in parts.quantities.values():
        first, last = assembly.programs.program(quantity.value, truly)
        conduct.quantities.add(first_code=first, last_code=last)
    return conduct


def _add_fact(assembly: Assembly, conduct: Conduct, id_: str) -> None:
    fact, row = assembly.document.parts.facts[id_], len(conduct.facts)
    slots = assembly.slots
    # The truth of a fact is always kept, for outcomes and times read it.
    slot = slots.slot(TRUTH, Quantity.HEARD, row)
    time_slot = slots.slot(TRUTH, Quantity.TIME_OF, row)
    first_code = last_code = first_moment = last_moment = 0
    if fact.when is not None:
        first_code, last_code = add_condition(assembly, fact.when, TRUTH, row)
        first_moment, last_moment = add_moments(assembly, conduct, id_, fact.when, TRUTH, row)
    first_reported, last_reported = assembly.lists.add(
        assembly.actors[actor] for actor in fact.reported_to
    )
    conduct.facts.add(
        entity=assembly.entity(id_),
        first_code=first_code,
        last_code=last_code,
        place=assembly.place(fact.at),
        slot=slot,
        time_slot=time_slot,
        first_reported=first_reported,
        last_reported=last_reported,
        first_moment=first_moment,
        last_moment=last_moment,
        tiding=assembly.tidings.get(id_, NONE),
        act=NONE,
    )


def _add_fact_of_act(assembly: Assembly, conduct: Conduct, id_: str) -> None:
    """Add the fact that an act has been done, or that whom it appoints has declined."""
    row, act = len(conduct.facts), assembly.document.parts.acts.get(id_)
    reported_to = () if act is None else act.reported_to
    first_reported, last_reported = assembly.lists.add(assembly.actors[it] for it in reported_to)
    conduct.facts.add(
        entity=assembly.entity(f"{id_}/fact"),
        place=NONE,
        slot=assembly.slots.slot(TRUTH, Quantity.HEARD, row),
        time_slot=assembly.slots.slot(TRUTH, Quantity.TIME_OF, row),
        first_reported=first_reported,
        last_reported=last_reported,
        tiding=assembly.tidings.get(id_, NONE),
        act=assembly.acts[id_.removesuffix("/declined")],
    )


def _add_act(assembly: Assembly, conduct: Conduct, id_: str) -> None:
    act, parts = assembly.document.parts.acts[id_], assembly.document.parts
    first, last = _add_actions(assembly, conduct, id_, act.do, act.by, act=len(conduct.acts))
    seat = None if act.institution is None else parts.institutions[act.institution].seat
    conduct.acts.add(
        entity=assembly.entity(id_),
        actor=assembly.actor(act.by),
        at_us=assembly.value("acts", id_, "at"),
        first_action=first,
        last_action=last,
        fact=assembly.facts.get(id_, NONE),
        tiding=assembly.tidings.get(id_, NONE) if id_ in assembly.legal_acts else NONE,
        seat=assembly.place(seat),
        is_public=act.public,
    )


def _add_order_of_act(assembly: Assembly, conduct: Conduct, id_: str) -> None:
    """Add the standing order that does a conditional act once its author knows what it takes."""
    act, row = assembly.document.parts.acts[id_], assembly.orders[id_]
    assert act.when is not None
    actor, name = assembly.actor(act.by), f"{id_}/when"
    first_code, last_code = add_condition(assembly, act.when, actor, -1 - row)
    moments = add_moments(assembly, conduct, name, act.when, actor, -1 - row)
    issue = (Action("issue", {"act": id_}, {}),)
    actions = _add_actions(assembly, conduct, name, issue, act.by, order=row)
    conduct.orders.add(
        entity=assembly.entity(name),
        actor=actor,
        first_code=first_code,
        last_code=last_code,
        first_action=actions[0],
        last_action=actions[1],
        delay_min=assembly.value("acts", id_, "delay_min"),
        obedience=assembly.programs.constant(1.0),
        first_moment=moments[0],
        last_moment=moments[1],
    )


def _add_order(assembly: Assembly, conduct: Conduct, id_: str) -> None:
    order, row = assembly.document.parts.orders[id_], len(conduct.orders)
    actor, mind = assembly.actor(order.by), assembly.mind(order.by)
    first_ballot = len(conduct.ballots)
    _add_ballots(assembly, conduct, order)
    first_code, last_code = add_condition(assembly, order.when, mind, -1 - row)
    moments = add_moments(assembly, conduct, id_, order.when, mind, -1 - row)
    actions = _add_actions(assembly, conduct, id_, order.do, order.by, order=row)
    conduct.orders.add(
        entity=assembly.entity(id_),
        actor=actor,
        first_code=first_code,
        last_code=last_code,
        first_action=actions[0],
        last_action=actions[1],
        delay_min=assembly.value("orders", id_, "delay_min"),
        obedience=assembly.value("orders", id_, "obedience"),
        first_moment=moments[0],
        last_moment=moments[1],
        repeats=order.repeat,
        behalf=assembly.actor(order.on_behalf_of),
        severity=Severity[(order.severity or "move").upper()],
        first_ballot=first_ballot,
        last_ballot=len(conduct.ballots),
        support=assembly.value("orders", id_, "support"),
    )


def _add_ballots(assembly: Assembly, conduct: Conduct, order: Order) -> None:
    """Give a ballot on an order to everybody who has a say in the body that it is by."""
    parts = assembly.document.parts
    body = parts.bodies.get(order.by)
    if body is None:
        return
    for id_ in dict.fromkeys([*body.members, *body.veto]):
        stated, code = NONE, (0, 0)
        if id_ in (*order.votes_for, *order.votes_against):
            stated = int(Vote.AYE if id_ in order.votes_for else Vote.NO)
        elif order.votes_when is not None:
            question = questions_of(assembly, assembly.actor(id_), None)
            code = assembly.programs.program(order.votes_when, question)
        conduct.ballots.add(
            member=assembly.actor(id_),
            votes=parts.persons[id_].votes if id_ in body.members else 0,
            has_veto=id_ in body.veto,
            membership=assembly.value("bodies", order.by, "membership")
            if id_ in body.doubtful
            else NONE,
            stated=stated,
            first_code=code[0],
            last_code=code[1],
        )


AGREED_NUMBERS = (
    "worth",
    "trust",
    "weight",
    "guarantee",
    "mediation",
    "breach",
    "considering_min",
    "deadline_h",
    "lasts_h",
)


def _add_agreement(assembly: Assembly, conduct: Conduct, id_: str, agreement: Agreement) -> None:
    body = assembly.document.parts.bodies.get(agreement.to)
    receiver = body.chair if body else agreement.to
    code = (0, 0)
    if agreement.accepts_when is not None:
        question = questions_of(assembly, assembly.actor(receiver), None)
        code = assembly.programs.program(agreement.accepts_when, question)
    deeds = (  # in the order of the vocabulary's `Terms`
        (agreement.gives, agreement.by),
        (agreement.returns, receiver),
        (agreement.if_refused, agreement.by),
        (agreement.if_broken, agreement.by),
        (agreement.if_broken, receiver),
    )
    ends: list[int] = []
    for number, (actions, author) in enumerate(deeds):
        ends += _add_actions(assembly, conduct, f"{id_}/terms {number + 1}", actions, author)
    terms = assembly.lists.add(ends)
    at = () if agreement.at == EVERYWHERE else agreement.at
    places = assembly.lists.add(assembly.places[place] for place in at)
    safe = assembly.lists.add(assembly.actor(person) for person in agreement.safe_conduct)
    conduct.agreements.add(
        entity=assembly.entity(id_),
        offerer=assembly.actor(agreement.by),
        receiver=assembly.actor(receiver),
        mediator=assembly.actor(agreement.mediator),
        guarantor=assembly.actor(agreement.guarantor),
        first_code=code[0],
        last_code=code[1],
        severity=NONE if agreement.severity is None else int(Severity[agreement.severity.upper()]),
        is_truce=agreement.truce,
        first_place=places[0],
        last_place=places[1],
        first_safe=safe[0],
        last_safe=safe[1],
        first_terms=terms[0],
        **{key: assembly.value("agreements", id_, key) for key in AGREED_NUMBERS},
    )


def add_condition(
    assembly: Assembly, condition: Expression, observer: int, watcher: int
) -> tuple[int, int]:
    """Add the program of a condition, whose watcher looks again when an answer changes."""
    question = questions_of(assembly, observer, watcher)
    return assembly.programs.program(condition, question)


def add_moments(
    assembly: Assembly,
    conduct: Conduct,
    id_: str,
    condition: Expression,
    observer: int,
    watcher: int,
) -> tuple[int, int]:
    """Add the moments at which a condition is looked at because it names them."""
    first_moment = len(conduct.moments)
    for number, turn in enumerate(turns_of(condition)):
        question = questions_of(assembly, observer, watcher)
        first, last = assembly.programs.program(turn.moment, question)
        conduct.moments.add(
            watcher=watcher,
            entity=assembly.entity(f"{id_}/moment {number + 1}"),
            first_code=first,
            last_code=last,
            after_us=int(turn.is_after),
        )
    return first_moment, len(conduct.moments)


def _add_actions(
    assembly: Assembly,
    conduct: Conduct,
    id_: str,
    actions: tuple[Action, ...],
    author: str,
    *,
    order: int = NONE,
    act: int = NONE,
) -> tuple[int, int]:
    first = len(conduct.actions)
    for number, action in enumerate(actions):
        columns = columns_of(assembly, action, author)
        blank = dict.fromkeys(
            (
                "author",
                "person",
                "unit",
                "actor",
                "other_actor",
                "place",
                "other_place",
                "goal",
                "mode",
                "fact",
                "target",
                "row",
                "side",
                "channel",
                "claimed",
            ),
            NONE,
        )
        parts = assembly.document.parts
        owner = parts.orders.get(id_) or parts.acts.get(id_)
        severity, signer = (
            getattr(owner, "severity", None),
            getattr(owner, "countersigned_by", None),
        )
        columns["severity"] = NONE if severity is None else Severity[severity.upper()]
        columns["countersigner"] = assembly.actor(signer)
        luck = luck_of_deed(id_, number)
        conduct.actions.add(**blank | columns, order=order, act=act, luck=luck)
    return first, len(conduct.actions)
