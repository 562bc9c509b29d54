"""Every action that an order or an act may tell somebody to do, with its form in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MEANS = ("rail", "road", "water", "air")
"""Ways of travelling, which are the kinds of link."""


@dataclass(frozen=True)
class Slot:
    """A place in the sentence of a verb.

    Parameters
    ----------
    name : str
        Key of the slot in `Action.arguments`.
    kind : str
        A key of `references.KINDS`, or `means` for one of `MEANS`.
    preposition : str
        The word before it; empty for what follows the verb directly.
    is_required : bool
        Whether the sentence is incomplete without it.
    is_list : bool
        Whether several may be named, with commas between them.
    """

    name: str
    kind: str
    preposition: str = ""
    is_required: bool = False
    is_list: bool = False


@dataclass(frozen=True)
class Verb:
    """An action: its slots, its form in words and what it means."""

    name: str
    slots: tuple[Slot, ...]
    form: str
    doc: str


_DIRECT_UNIT = Slot("unit", "unit", is_required=True)
_PERSON = Slot("person", "person", is_required=True)
_WITH_UNIT = Slot("unit", "unit", "with")
_AGREEMENT = Slot("agreement", "agreement", is_required=True)
_STAFF = Slot("staff", "staff", is_required=True)
_LINE = Slot("target", "link_or_channel", is_required=True)
_PASSAGE = Slot("target", "passage", is_required=True)
_FOR_SIDE = Slot("side", "side", "to")
_BY = Slot("means", "means", "by")
_AS = Slot("author", "person", "as")
_VIEW = Slot("view", "view", is_required=True)
_DESTINATION = Slot("place", "place", "to", is_required=True)

_TABLE = (
    Verb(
        "issue",
        (Slot("act", "act", is_required=True),),
        "issue ACT",
        "the act is done, if it has not been done before",
    ),
    Verb(
        "confirm",
        (Slot("actor", "actor", is_required=True), Slot("fact", "act", is_required=True)),
        "confirm ACTOR ACT",
        "the person tells the actor that the act done in his name is his own",
    ),
    Verb(
        "deny",
        (Slot("actor", "actor", is_required=True), Slot("fact", "act", is_required=True)),
        "deny ACTOR ACT",
        "the person tells the actor that the act done in his name is not his own",
    ),
    Verb(
        "move",
        (_DIRECT_UNIT, _DESTINATION, Slot("via", "place", "via", is_list=True), _BY, _AS),
        "move UNIT to PLACE [via PLACE, PLACE] [by rail|road|water|air] [as PERSON]",
        "the unit sets out for the place",
    ),
    Verb(
        "infiltrate",
        (_DIRECT_UNIT, _DESTINATION, Slot("via", "place", "via", is_list=True), _AS),
        "infiltrate UNIT to PLACE [via PLACE, PLACE] [as PERSON]",
        "the unit goes on foot through held ground, each echelon a small group of its own",
    ),
    Verb(
        "bombard",
        (
            Slot("target", "unit", is_required=True),
            Slot("unit", "unit", "with", is_required=True),
            _AS,
        ),
        "bombard UNIT with UNIT [as PERSON]",
        "the second unit, if it obeys and has the first before it, fires on it",
    ),
    Verb("halt", (_DIRECT_UNIT, _AS), "halt UNIT [as PERSON]", "the unit stops at the next place"),
    Verb("resume", (_DIRECT_UNIT, _AS), "resume UNIT [as PERSON]", "the unit goes on after a halt"),
    Verb(
        "detrain",
        (_DIRECT_UNIT, _AS),
        "detrain UNIT [as PERSON]",
        "the unit leaves its trains at the next station",
    ),
    Verb(
        "force",
        (_DIRECT_UNIT, _AS),
        "force UNIT [as PERSON]",
        "the unit goes on with its own crews past stations and lines that are closed to it",
    ),
    Verb(
        "tell",
        (Slot("actor", "actor", is_required=True), Slot("fact", "fact", is_required=True), _AS),
        "tell ACTOR FACT [as PERSON]",
        "the person sends the actor word of the fact by the quickest channel",
    ),
    Verb(
        "ask",
        (
            Slot("actor", "actor", is_required=True),
            Slot("fact", "fact", "whether", is_required=True),
        ),
        "ask ACTOR whether FACT",
        "the person asks by the quickest channel; who has heard of the fact writes back",
    ),
    Verb(
        "announce",
        (
            Slot("fact", "fact", is_required=True),
            Slot("channel", "channel", "by", is_required=True),
        ),
        "announce FACT by CHANNEL",
        "everybody whom the channel reaches hears of the fact",
    ),
    Verb(
        "go",
        (_DESTINATION, _BY, Slot("companion", "actor", "with")),
        "go to PLACE [by rail|road|water|air] [with PERSON|UNIT]",
        "the person travels to the place, taking a person along or riding with a unit",
    ),
    Verb(
        "close",
        (_PASSAGE, _FOR_SIDE),
        "close PLACE|LINK|CHANNEL [to SIDE]",
        "nobody, or nobody of the side, passes",
    ),
    Verb(
        "open",
        (_PASSAGE, _FOR_SIDE),
        "open PLACE|LINK|CHANNEL [to SIDE]",
        "everybody, or everybody of the side, passes again",
    ),
    Verb(
        "cut",
        (_LINE,),
        "cut LINK|CHANNEL",
        "the author, who is there, breaks the line; it is mended after its time of repair",
    ),
    Verb("repair", (_LINE,), "repair LINK|CHANNEL", "the author, who is there, mends a cut line"),
    Verb(
        "seize",
        (_PASSAGE,),
        "seize PLACE|LINK|CHANNEL",
        "the author, who is there, takes it for his side; a place or link is then open to it",
    ),
    Verb(
        "adopt",
        (_VIEW,),
        "adopt VIEW",
        "the author judges in the view from then on: a unit's command and ranks, a staff, a body",
    ),
    Verb("offer", (_AGREEMENT,), "offer AGREEMENT", "the offer is sent to whom it is made"),
    Verb(
        "accept",
        (_AGREEMENT,),
        "accept AGREEMENT",
        "the offer, if it is open, is accepted, and the answer sent",
    ),
    Verb(
        "refuse",
        (_AGREEMENT,),
        "refuse AGREEMENT",
        "the offer, if it is open, is refused, and the answer sent",
    ),
    Verb(
        "break",
        (_AGREEMENT,),
        "break AGREEMENT",
        "the agreement, if it stands, is broken, and the other party hears of it",
    ),
    Verb(
        "arrest",
        (_PERSON, _WITH_UNIT, _AS),
        "arrest PERSON [with UNIT] [as PERSON]",
        "the author, who is there, or the unit, if it obeys and is there, takes the person in",
    ),
    Verb(
        "isolate",
        (_PERSON, _WITH_UNIT, _AS),
        "isolate PERSON [with UNIT] [as PERSON]",
        "the person is cut off where he is: no word reaches him and none leaves him",
    ),
    Verb(
        "release",
        (_PERSON, _WITH_UNIT, _AS),
        "release PERSON [with UNIT] [as PERSON]",
        "the person is free and in touch again",
    ),
    Verb(
        "telephone",
        (
            Slot("called", "actor", is_required=True, is_list=True),
            Slot("fact", "fact", "about", is_required=True),
        ),
        "telephone ACTOR, ACTOR, ... about FACT",
        "the person rings them in turn, each call taking its time, answered or not",
    ),
    Verb(
        "strike",
        (_STAFF, _AS),
        "strike STAFF [as PERSON]",
        "the staff, if it follows the call, goes on strike, more of it from day to day",
    ),
    Verb(
        "work",
        (_STAFF, _AS),
        "work STAFF [as PERSON]",
        "the staff, if it follows the call, ends its strike",
    ),
)

VERBS: Mapping[str, Verb] = {verb.name: verb for verb in _TABLE}
"""Every action, by its verb."""

PREPOSITIONS = frozenset(slot.preposition for verb in _TABLE for slot in verb.slots) - {""}
