"""Tables of those who judge what they are told; rows, slots and ranges are as in `world`."""

from __future__ import annotations

from echelon.engine.layout import FLAG, WHOLE, WIDE, columns

MINDS = columns(  # receivers with dispositions; numbers are slots unless said otherwise
    ("actor", WHOLE),
    ("group", WIDE),  # hash of the name of the group with which it shares its luck
    ("legality", WHOLE),
    ("form", WHOLE),
    ("success", WHOLE),
    ("peers", WHOLE),
    ("stall_band", WHOLE),
    ("noise", WHOLE),
    ("crisis_share", WHOLE),
    ("group_share", WHOLE),
    ("act_alone", WHOLE),
    ("arrest", WHOLE),
    ("split_band", WHOLE),
    ("split_concentration", WHOLE),
    ("sham", WHOLE),
    ("withhold_below", WHOLE),
    ("review_h", WHOLE),
    ("insists_on", WHOLE),  # bit per Form
    ("first_severity", WHOLE),  # in `lists`: a slot for every Severity
    ("first_line", WHOLE),  # range in `lines`
    ("last_line", WHOLE),
    ("first_leaning", WHOLE),  # range in `leanings`
    ("last_leaning", WHOLE),
    ("first_news", WHOLE),  # range in `news`
    ("last_news", WHOLE),
    ("first_influence", WHOLE),  # range in `influences`
    ("last_influence", WHOLE),
    ("first_confidence", WHOLE),  # range in `confidences`
    ("last_confidence", WHOLE),
    ("first_threshold", WHOLE),  # range in `thresholds`
    ("last_threshold", WHOLE),
    ("first_scruple", WHOLE),  # range in `scruples`
    ("last_scruple", WHOLE),
    ("count", WHOLE),  # of its peers: row of `counts`, or NOBODY
    ("first_member", WHOLE),  # range in `lists`: rows of `counts` of those who look at it
    ("last_member", WHOLE),
    ("first_superior", WHOLE),  # range in `lists`: actors of its own chain, the nearest first
    ("last_superior", WHOLE),
    ("n_direct", WHOLE),  # how many of them are right above it
    ("first_slot", WHOLE),  # range in `lists`: truth slots OBEYS(it, any side), FOLLOWERS(any)
    ("last_slot", WHOLE),
    ("is_restless", FLAG),  # an influence on it works by the hour
)
LINES = columns(  # whom a mind may obey: a side, or one person towards whom it is disposed
    ("mind", WHOLE),
    ("side", WHOLE),
    ("person", WHOLE),  # actor, or NOBODY: everybody else on that side
    ("luck", WIDE),  # the line's word in the counter of a draw
    ("name", WIDE),  # hash of the side's or person's name, for luck that is shared
)
LEANINGS = columns(
    ("side", WHOLE),
    ("person", WHOLE),  # actor, or NOBODY
    ("institution", WHOLE),  # in whose right the order comes, or NOBODY
    ("value", WHOLE),  # slot: log-odds
    ("is_probability", FLAG),  # the slot holds a probability instead
    ("first_code", WHOLE),  # condition on what is known; empty: always
    ("last_code", WHOLE),
)
NEWS = columns(
    ("heard", WHOLE),  # slot HEARD of the mind's own, or NOBODY: believed at the start
    ("side", WHOLE),
    ("ratio", WHOLE),  # slots
    ("from_own", WHOLE),
    ("from_other", WHOLE),
    ("half_life_h", WHOLE),
)
INFLUENCES = columns(
    ("kind", WHOLE),  # an InfluenceKind
    ("side", WHOLE),  # NOBODY: towards all
    ("person", WHOLE),
    ("heard", WHOLE),  # slot HEARD of the mind's own, or NOBODY
    ("by", WHOLE),  # actor, or NOBODY
    ("during", WHOLE),  # a Situation
    ("first_code", WHOLE),
    ("last_code", WHOLE),
    ("step", WHOLE),  # slots
    ("rate_per_h", WHOLE),
    ("limit", WHOLE),
    ("in_person", WHOLE),
    ("by_wire", WHOLE),
    ("by_broadcast", WHOLE),
    ("if_void", WHOLE),
)
CONFIDENCES = columns(  # whose opinion of a side's prospects a mind averages with its own
    ("mind", WHOLE),
    ("other", WHOLE),  # mind
    ("side", WHOLE),
    ("weight", WHOLE),  # slots
    ("every_h", WHOLE),
)
THRESHOLDS = columns(
    ("side", WHOLE),
    ("number", WHOLE),  # slot: how many others, or the share of them
    ("is_share", FLAG),
    ("is_refusal", FLAG),  # counts those who refuse, and then stands aside
    ("is_assured", FLAG),
    ("count", WHOLE),  # row of `counts`
    ("first_code", WHOLE),
    ("last_code", WHOLE),
)
SCRUPLES = columns(  # what a mind does for nobody: all that a row states must be so together
    ("severity", WHOLE),  # a Severity: of this deed, and of graver ones
    ("crowd", WHOLE),  # slot: people where it is, or NOBODY
    ("first_hostage", WHOLE),  # range in `lists`: persons, one of whom is held where it is
    ("last_hostage", WHOLE),
    ("first_within", WHOLE),  # range in `lists`: places outside of which it is
    ("last_within", WHOLE),
    ("first_code", WHOLE),  # condition on what is known; empty: always
    ("last_code", WHOLE),
)
COUNTS = columns(  # what one mind knows of how many of certain others are active
    ("mind", WHOLE),
    ("n_others", WHOLE),
    ("rumour_min", WHOLE),  # slot, or NOBODY: only by its own eyes and over channels
    ("first_other", WHOLE),  # range in `lists`: minds
    ("last_other", WHOLE),
)
