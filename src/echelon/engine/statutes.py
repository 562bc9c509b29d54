"""The tables of who may command: views, institutions, offices, and what acts claim.

Rows, slots and ranges are as in `world`.
"""

from __future__ import annotations

from enum import IntEnum

from echelon.engine.layout import FLAG, WHOLE, columns


class Effect(IntEnum):
    """What a valid act does to an institution, an office or somebody's holding of it."""

    FOUNDS = 0  # from then on it stands, or is held
    ENDS = 1  # from then on it does not
    VOIDS = 2  # it never did
    PASSES = 3  # from then on its competences are another's


VIEWS = columns(
    ("entity", WHOLE),
    ("first_root", WHOLE),  # range in `lists`: institutions whose authority needs no other
    ("last_root", WHOLE),
)
INSTITUTIONS = columns(
    ("parent", WHOLE),  # institution from which it derives, or NOBODY
    ("stands", FLAG),  # at the start
    ("first_effect", WHOLE),  # range in `effects`
    ("last_effect", WHOLE),
)
OFFICES = columns(
    ("institution", WHOLE),
    ("first_effect", WHOLE),  # range in `effects`: on the office, whoever holds it
    ("last_effect", WHOLE),
    ("first_holding", WHOLE),  # range in `holdings`
    ("last_holding", WHOLE),
    ("first_vacancy", WHOLE),  # condition under which it counts as vacant, range in `code`
    ("last_vacancy", WHOLE),
)
HOLDINGS = columns(  # who may come to hold what, sorted by office and rank
    ("office", WHOLE),
    ("actor", WHOLE),
    ("rank", WHOLE),  # 0 holds it; 1 and more act in it, in this order, while it is vacant
    ("is_first", FLAG),  # holds it at the start
    ("first_effect", WHOLE),  # range in `effects`
    ("last_effect", WHOLE),
)
EFFECTS = columns(  # what an act, if it is valid, does to an institution, office or holding
    ("tiding", WHOLE),
    ("effect", WHOLE),  # an Effect
)
TIDINGS = columns(  # that of which a verdict is a function: acts, and facts that they turn on
    ("fact", WHOLE),
    ("is_act", FLAG),  # else a plain fact, which is so once it is heard of
    ("author", WHOLE),  # actor
    ("principal", WHOLE),  # actor in whose name it is done; the author, mostly
    ("first_right", WHOLE),  # range in `rights`: any of them will do
    ("last_right", WHOLE),
    ("first_defeater", WHOLE),  # range in `lists`: acts that void this one if they are valid
    ("last_defeater", WHOLE),
    ("first_need", WHOLE),  # condition without which it is void, range in `code`
    ("last_need", WHOLE),
    ("first_until", WHOLE),  # condition that ends its effect, range in `code`
    ("last_until", WHOLE),
    ("appointee", WHOLE),  # actor who may decline, or NOBODY
    ("refusal", WHOLE),  # the fact that the appointee has declined, a tiding, or NOBODY
    ("first_decline", WHOLE),  # condition on which the appointee declines, range in `code`
    ("last_decline", WHOLE),
    ("severity", WHOLE),  # how grave it is to accept an appointment, or NOBODY
    ("countersigner", WHOLE),  # actor, or NOBODY
    ("doubt", WHOLE),  # number among acts done in another's name, or NOBODY
    ("believed", WHOLE),  # slots
    ("authorised", WHOLE),
    ("answer_weight", WHOLE),
    ("silence_weight", WHOLE),
    ("answer_due_h", WHOLE),
)
RIGHTS = columns(  # titles to do an act, or to give orders
    ("institution", WHOLE),  # that must stand
    ("holding", WHOLE),  # that must hold, or NOBODY: done in the institution's own right
    ("second", WHOLE),  # holding of the countersigner that must hold too, or NOBODY
    ("through", WHOLE),  # tiding of the transfer to which it is owed, or NOBODY
    ("is_founding", FLAG),  # a root that convenes itself need not stand yet
    ("first_over", WHOLE),  # range in `lists`: actors whom it covers; NOBODY: everybody
    ("last_over", WHOLE),
)
