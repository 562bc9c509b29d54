"""Tables of staffs, bodies and agreements; rows, slots and ranges are as in `world`."""

from __future__ import annotations

from echelon.engine.layout import FLAG, REAL, WHOLE, WIDE, columns

STAFFS = columns(
    ("entity", WHOLE),
    ("actor", WHOLE),  # its committee as a receiver of news and calls
    ("place", WHOLE),
    ("serves", WIDE),  # bit per side
    ("judges", WIDE),  # bit per side: a disposition toward it is stated, and decides
    ("manner", WHOLE),  # a Manner
    ("on_strike", FLAG),  # at the start
    ("delay_h", WHOLE),  # slots
    ("joining_h", WHOLE),
    ("fund_h", WHOLE),
    ("endurance_h", WHOLE),
    ("least", WHOLE),
    ("people", WHOLE),
    ("gathering_h", WHOLE),
    ("at_night", WHOLE),
    ("weather", WHOLE),
    ("stir", WHOLE),
    ("from_hour", REAL),
    ("to_hour", REAL),
    ("first_stirring", WHOLE),  # range in `lists`: its slots HEARD(fact)
    ("last_stirring", WHOLE),
    ("first_calming", WHOLE),
    ("last_calming", WHOLE),
    ("first_works", WHOLE),  # range in `lists`: truth slots WORKS(this staff, any side)
    ("last_works", WHOLE),
    ("crowd_slot", WHOLE),  # truth slot CROWD, or NOBODY
    ("is_crowd", FLAG),
)
BODIES = columns(
    ("entity", WHOLE),
    ("actor", WHOLE),
    ("seat", WHOLE),  # place, or NOBODY: wherever its chair is
    ("chair", WHOLE),  # actors
    ("secretary", WHOLE),
    ("quorum", WHOLE),  # members who must take part; 0: more than half
    ("rule", WHOLE),  # a Majority
    ("by_wire", FLAG),
    ("deliberation_min", WHOLE),  # slot
)
BALLOTS = columns(  # a row for each who has a say on a question
    ("member", WHOLE),  # actor
    ("votes", WHOLE),  # that he casts; 0 for a partner who has a veto alone
    ("has_veto", FLAG),
    ("membership", WHOLE),  # slot: probability that he is a member, or NOBODY: he is
    ("stated", WHOLE),  # a Vote, or NOBODY
    ("first_code", WHOLE),  # condition on what he knows, range in `code`
    ("last_code", WHOLE),
)
AGREEMENTS = columns(
    ("entity", WHOLE),
    ("offerer", WHOLE),  # actors
    ("receiver", WHOLE),
    ("mediator", WHOLE),  # or NOBODY
    ("guarantor", WHOLE),
    ("worth", WHOLE),  # slot, or NOBODY: answered by orders alone
    ("severity", WHOLE),  # a Severity, or NOBODY: preferences do not count
    ("trust", WHOLE),  # slots
    ("weight", WHOLE),
    ("guarantee", WHOLE),
    ("mediation", WHOLE),
    ("breach", WHOLE),
    ("considering_min", WHOLE),
    ("deadline_h", WHOLE),  # slot, or NOBODY
    ("lasts_h", WHOLE),
    ("first_code", WHOLE),  # condition on what the receiver knows, range in `code`
    ("last_code", WHOLE),
    ("is_truce", FLAG),
    ("first_place", WHOLE),  # range in `lists`: places of the truce; empty: everywhere
    ("last_place", WHOLE),
    ("first_safe", WHOLE),  # range in `lists`: persons with safe conduct
    ("last_safe", WHOLE),
    ("first_terms", WHOLE),  # range in `lists`: for each of `Terms` its range in `actions`
    ("agreed_slot", WHOLE),  # truth slots, or NOBODY
    ("broken_slot", WHOLE),
)
