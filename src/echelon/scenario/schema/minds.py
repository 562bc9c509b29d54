"""What moves those who are told: dispositions, weights, severity, news, influences, thresholds."""

from __future__ import annotations

from typing import Annotated

from echelon.scenario.expressions import Expression
from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    ActorIds,
    Condition,
    FactId,
    NotNegative,
    PersonId,
    PersonIds,
    Positive,
    Probability,
    Quantity,
    SideId,
    Words,
    level_or_number,
    one_of,
    quantity,
    reference,
    references,
)

MindId = Annotated[
    str,
    reference(
        "unit, person, staff, group or pool", "units", "persons", "staffs", "groups", "pools"
    ),
]
TowardId = Annotated[
    str, reference("side, person or institution", "sides", "persons", "institutions")
]
SideOrPersonId = Annotated[str, reference("side or person", "sides", "persons")]
LevelOfUnit = Annotated[str, one_of("command", "ranks", "both")]
Disposed = Annotated[Expression, level_or_number()]
Concentration = Annotated[Expression, quantity("quantity, 0.01 or more", low=0.01)]

ScrupledPlaces = Annotated[tuple[str, ...], references("places", "places")]
SEVERITIES = ("stand", "move", "block", "disarm", "arrest", "fire")

FORMS = ("written", "countersigned", "own_chain")

KINDS = (
    "appeal",
    "persuasion",
    "agitation",
    "fatigue",
    "hunger",
    "pay",
    "purpose",
    "breach",
    "contagion",
    "desertion",
    "own_fire",
    "first_blood",
    "fraternisation",
)
WHILES = ("always", "halted", "moving", "together")


class Disposition(Entry):
    """How somebody stands towards a side or a person before anything is asked of him."""

    of: MindId = stated("whose disposition it is; a group stands for all its members")
    level: LevelOfUnit = stated("of a unit: its command, its ranks, or both", default="both")
    toward: TowardId = stated(
        "the side or person whose orders it bears on, or the institution in whose right they come"
    )
    value: Disposed = stated(
        "log-odds of doing as told rather than standing aside, or one of seven words"
    )


class Weight(Entry):
    """How somebody weighs what he is told; without `of`, everybody who has no entry of his own."""

    of: MindId | None = stated("whose weights these are", default=None)
    level: LevelOfUnit = stated("of a unit: its command, its ranks, or both", default="both")
    legality: Quantity = stated(
        "log-odds between an order that is valid in his eyes and an undecided one",
        default="0.5..1.5..3",
    )
    form: Quantity = stated(
        "log-odds between due form (written, countersigned, own chain) and half of it",
        default="0..0.5..1.5",
    )
    success: Quantity = stated(
        "log-odds between a side that is sure to win and an even one; may be negative",
        default="0..1..2.5",
    )
    peers: Quantity = stated(
        "log-odds between all peers obeying and half of them", default="0..1..2.5"
    )
    among: ActorIds = stated("his peers; without it, the others of his group", default=())
    stall_band: NotNegative = stated(
        "log-odds within which the best alternatives are as good as tied", default="0..0.3..1"
    )
    noise: NotNegative = stated("scale of what nobody can know beforehand", default="1")
    crisis_share: Probability = stated(
        "share of that noise that all have in common in a run", default="0..0.1..0.3"
    )
    group_share: Probability = stated(
        "share of it that members of a group have in common", default="0..0.2..0.5"
    )
    insists_on: Words = stated(
        "forms without which he asks back: `written`, `countersigned`, `own_chain`", default=()
    )
    act_alone: NotNegative = stated(
        "log-odds from which ranks act without their command", default="3..4..6"
    )
    arrest: NotNegative = stated(
        "log-odds above their command's choice from which ranks arrest their commander",
        default="5..6..9",
    )
    split_band: NotNegative = stated(
        "log-odds of the ranks around even within which a unit splits", default="0"
    )
    split_concentration: Concentration = stated(
        "how alike the men are when it splits: the sum of the two shapes of a beta distribution",
        default="5",
    )
    sham: Probability = stated(
        "probability that he who stalls reports that he obeys", default="0..0.2..0.5"
    )
    withhold_below: Quantity = stated(
        "as an author: expected log-odds below which he does not give an order", default="-1e9"
    )
    review_h: Positive = stated(
        "time between two looks at what changes by itself", unit="h", default="1"
    )


class Severity(Entry):
    """How grave deeds are, each as a step above the one before; without `of`, for everybody."""

    of: MindId | None = stated("for whom", default=None)
    level: LevelOfUnit = stated("of a unit: its command, its ranks, or both", default="both")
    stand: Quantity = stated("log-odds that it costs to stand where one is", default="0")
    move: NotNegative = stated("step from standing to moving", default="0.2..0.5..1.5")
    block: NotNegative = stated("step from moving to blocking a way", default="0.2..0.7..1.5")
    disarm: NotNegative = stated("step from blocking to disarming others", default="0.3..1..2")
    arrest: NotNegative = stated("step from disarming to arresting", default="0.2..0.5..1.5")
    fire: NotNegative = stated("step from arresting to opening fire", default="0.5..1.5..3")


class News(Entry):
    """What a piece of news does to the belief that a side will prevail."""

    fact: FactId | None = stated(
        "the news; without it, what is believed at the start", default=None
    )
    of: MindId | None = stated("who takes it so; everybody without it", default=None)
    level: LevelOfUnit = stated("of a unit: its command, its ranks, or both", default="both")
    side: SideId = stated("whose success it speaks for")
    likelihood_ratio: Positive = stated(
        "how much likelier the news is if that side will prevail; below 1 it speaks against it",
        default="1.5..3..8",
    )
    from_own: Probability = stated(
        "share of its log-odds that is believed from somebody of one's own side", default="0.8"
    )
    from_other: Probability = stated(
        "share of its log-odds that is believed from anybody else", default="0.4"
    )
    half_life_h: Positive = stated(
        "time after which half of its effect is left", unit="h", default="12..24..72"
    )


class Influence(Entry):
    """What moves a disposition in the course of events, at once or by the hour."""

    kind: Annotated[str, one_of(*KINDS)] = stated("what sort of influence it is")
    on: MindId | None = stated("on whom; everybody without it", default=None)
    level: LevelOfUnit = stated("of a unit: its command, its ranks, or both", default="both")
    toward: SideOrPersonId | None = stated(
        "the side or person towards whom it moves him; without it, towards all", default=None
    )
    heard: FactId | None = stated("fact on hearing of which it works", default=None)
    by: PersonId | None = stated(
        "person who must be where he is, or whose appeal it is", default=None
    )
    during: Annotated[str, one_of(*WHILES)] = stated(
        "situation in which it works by the hour", default="always"
    )
    when: Condition | None = stated(
        "condition on what he knows without which it does nothing", default=None
    )
    step: Quantity = stated("log-odds added at once", default="0")
    hourly: Quantity = stated("log-odds added for every hour", default="0")
    limit: NotNegative = stated("most log-odds that the hours can add or take", default="2")
    in_person: Probability = stated("share of a step that works face to face", default="1")
    by_wire: Probability = stated("share of it that works by wire", default="0.7")
    by_broadcast: Probability = stated(
        "share of it that works in print or on the air", default="0.5"
    )
    if_void: Probability = stated(
        "share of an appeal's step that works if whoever makes it has, in the hearer's eyes, no "
        "right to",
        default="0..0.3..0.7",
    )


class Confidence(Entry):
    """To whom somebody listens in judging who will prevail: he averages, and adds no evidence."""

    of: MindId = stated("who listens")
    to: MindId = stated("to whom; a group stands for each of its members")
    weight: Probability = stated(
        "share that the other's opinion has in his own after they have talked; those of all to "
        "whom he listens at a time sum to 1 at most, and the rest is his own",
        default="0.1..0.2..0.5",
    )
    every_h: Positive = stated("time between two talks", unit="h", default="24")


class Threshold(Entry):
    """Who joins a side, or refuses all, once so many others have."""

    of: MindId = stated("who looks at the others")
    level: LevelOfUnit = stated("of a unit: its command, its ranks, or both", default="command")
    side: SideId = stated("the side that is joined, or for which the refusers refuse")
    joins_at: NotNegative | None = stated(
        "number of others known to be active for the side from which he joins", default=None
    )
    refuses_at: NotNegative | None = stated(
        "number of others known to refuse from which he stands aside", default=None
    )
    share: Probability | None = stated(
        "share of the others from which he joins, in place of a number", default=None
    )
    among: ActorIds = stated("the others; without it, all who have an entry here", default=())
    when: Condition | None = stated("condition on what he knows besides", default=None)
    hears_after_min: NotNegative | None = stated(
        "time after which he hears by rumour that another has joined, wherever he is",
        unit="min",
        default=None,
    )


class Scruple(Entry):
    """What somebody does for nobody in certain circumstances, all that are stated together."""

    of: MindId = stated("whose scruple it is")
    level: LevelOfUnit = stated("of a unit: its command, its ranks, or both", default="both")
    deed: Annotated[str, one_of(*SEVERITIES)] = stated(
        "the least grave deed that he will not do", default="fire"
    )
    crowd: NotNegative | None = stated(
        "people in crowds where he is, from which on he will not", unit="people", default=None
    )
    hostages: PersonIds = stated(
        "persons for whose sake he will not, while one of them is held where he is", default=()
    )
    within: ScrupledPlaces = stated(
        "places to which alone he goes, and in which alone he does such a deed", default=()
    )
    when: Condition | None = stated("condition on what he knows besides", default=None)


class Pledge(Entry):
    """Support for any side in open opposition to another."""

    of: MindId = stated("who has pledged himself")
    level: LevelOfUnit = stated("of a unit: its command, its ranks, or both", default="both")
    against: SideId = stated("the side that must be opposed")
    value: Disposed = stated("log-odds given to every side that does, or one of seven words")
    when: Condition | None = stated("condition on what he knows besides", default=None)
