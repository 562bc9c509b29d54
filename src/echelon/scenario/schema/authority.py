"""Who may command whom, and in whose eyes: views, institutions and offices."""

from __future__ import annotations

from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    Condition,
    InstitutionId,
    InstitutionIds,
    OfficeId,
    PersonId,
    PersonsInOrder,
    PlaceId,
    SideId,
    Targets,
    Text,
    Truth,
    Word,
    WordSet,
)


class View(Entry):
    """A profile of recognition: the institutions whose authority somebody takes for granted."""

    name: Text = stated("name of the view")
    roots: InstitutionIds = stated(
        "institutions whose authority needs no other to derive from", default=()
    )


class Institution(Entry):
    """A body that can act in its own right: a government, a committee, a council, a staff."""

    name: Text = stated("name of the institution")
    side: SideId | None = stated(
        "side whose own view has it for a root, where that side names no view", default=None
    )
    derives_from: InstitutionId | None = stated(
        "institution from which its authority derives; falls with it", default=None
    )
    stands: Truth = stated(
        "whether it exists at the start; if not, an act must convene it", default=True
    )
    competences: WordSet = stated(
        "matters it may decide: words, kinds of act, or `all`", default=()
    )
    class_: Word | None = stated(
        "word shared by institutions of one sort, for `all CLASS`", default=None, alias="class"
    )
    counterpart: InstitutionId | None = stated(
        "institution to which a transfer over the whole class hands its authority", default=None
    )
    over: Targets = stated(
        "whom and what its mandate covers: ids, or `all CLASS`; nothing stated is everything",
        default=(),
    )
    seat: PlaceId | None = stated(
        "where alone acts in its own right can be done; not those of its offices", default=None
    )


class Office(Entry):
    """A post that one person holds at a time, by the authority of an institution."""

    name: Text = stated("name of the office")
    of: InstitutionId = stated("institution by whose authority it is held; falls with it")
    holder: PersonId | None = stated("who holds it at the start", default=None)
    competences: WordSet = stated(
        "matters it may decide; those of its institution if none is stated", default=()
    )
    over: Targets = stated(
        "whom and what its mandate covers: ids, or `all CLASS`; nothing stated is everything",
        default=(),
    )
    deputy: PersonId | None = stated("who acts in it while it is vacant", default=None)
    succession: PersonsInOrder = stated(
        "who acts in it, in this order, while it is vacant and those before are out", default=()
    )
    vacant_when: Condition | None = stated(
        "what one must have heard to count it as vacant, besides acts that end its holding",
        default=None,
    )
    countersigned_by: OfficeId | None = stated(
        "office whose holder must sign its acts too; orders and countermands need none",
        default=None,
    )
