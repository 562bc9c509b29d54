"""The constants of a scenario: a `World` of tables, compiled once and shared by all threads.

One row per entity; the assembly sorts every table by id, so that the order of declaration cannot
matter. A *row* refers to another table by index; `NOBODY` means none. A *slot* is an index into
`State.values`, where the prologue of each run writes the numbers of the scenario, drawn or
constant. A *range* `first_x .. last_x` (exclusive) points into `World.lists` unless its comment
names another table. Whole numbers are 64 bits wide throughout, since one kernel called with two
widths would be compiled twice.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from echelon.engine.layout import FLAG, REAL, WHOLE, WIDE, columns

SETTINGS = columns(
    ("horizon_us", WIDE),  # end of the period; the start is zero
    ("n_sides", WIDE),
    ("first_voice", WIDE),  # first in `lists`, by side: an actor who stands on it, or NOBODY
    ("first_rivals", WIDE),  # first in `lists`, by side: those it must prevail over, a bit each
    ("doubts", WIDE),  # acts done in another's name
    ("event_limit", WIDE),  # real events after which a run has failed by name
    ("design_width", WIDE),  # columns of `design`; 0: every run has its own inputs and chance
    ("first_hour", REAL),  # local hour of the day at which the period starts
    ("tiding_words", WIDE),  # words that hold one bit for each tiding
)
ENTITIES = columns(
    ("hash64", WIDE),  # of the name, as a signed number: breaks ties on the agenda
    ("luck", WIDE),  # of the name, in the counter of a draw
)
PLACES = columns(
    ("entity", WHOLE),
    ("platforms", WHOLE),  # slot: trains that can load or unload at once
    ("wagons", WHOLE),  # slot: empty ones at the start, or NOBODY: never short of them
    ("wagons_slot", WHOLE),  # truth slot WAGONS, or NOBODY
    ("first_leg", WHOLE),  # range in `legs`
    ("last_leg", WHOLE),
    ("first_wire", WHOLE),  # range in `wires` (channels that end here)
    ("last_wire", WHOLE),
    ("first_strength", WHOLE),  # range in `lists`: slots STRENGTH(any side, here)
    ("last_strength", WHOLE),
    ("holder_cell", WHOLE),  # of `cells`, that counts its holder
    ("open_slot", WHOLE),  # truth slot OPEN_PLACE, or NOBODY
    ("staff", WHOLE),  # whose consent trains need here and whose work the place, or NOBODY
    ("first_function", WHOLE),  # range in `lists`: truth slots FUNCTION(here, any side)
    ("last_function", WHOLE),
    ("first_contact", WHOLE),  # range in `contacts`: sides that oppose each other, here
    ("last_contact", WHOLE),
    ("first_control", WHOLE),  # range in `lists`: truth slots CONTROLS(any side, here)
    ("last_control", WHOLE),
    ("first_falling", WHOLE),  # range in `lists`: channels that fall to whoever takes it
    ("last_falling", WHOLE),
    ("control", WHOLE),  # entity of the clock by which it is taken
)
GOALS = columns(  # where somebody may be sent, and by what means
    ("place", WHOLE),
    ("mode", WHOLE),
)
LINKS = columns(
    ("entity", WHOLE),
    ("mode", WHOLE),
    ("from_place", WHOLE),
    ("to_place", WHOLE),
    ("tracks", WHOLE),
    ("first_section", WHOLE),  # range in `sections`, in order from `from_place`
    ("last_section", WHOLE),
    ("length_km", WHOLE),  # slots
    ("speed_km_h", WHOLE),
    ("headway_min", WHOLE),
    ("trains_per_day", WHOLE),  # slot, or NOBODY: no daily limit
    ("crossing_min", WHOLE),
    ("repair_h", WHOLE),
    ("news_min", WHOLE),
    ("failure_h", WHOLE),  # slot, or NOBODY: never fails by itself
    ("posts_per_km2", WHOLE),  # slot, or NOBODY: as the opposition says
    ("open_slot", WHOLE),  # truth slot OPEN_LINK, or NOBODY
    ("staff", WHOLE),  # whose consent trains need that enter, or NOBODY
)
SECTIONS = columns(
    ("entity", WHOLE),
    ("link", WHOLE),
    ("share", REAL),  # of the link's length, in (0, 1]
)
LEGS = columns(
    ("link", WHOLE),
    ("to_place", WHOLE),
    ("direction", WHOLE),  # 0 along the link, 1 against it
    ("back", WHOLE),  # the leg the other way
)
WIRES = columns(
    ("channel", WHOLE),
    ("to_place", WHOLE),
    ("direction", WHOLE),
    ("back", WHOLE),  # the wire the other way
)
CHANNELS = columns(
    ("entity", WHOLE),
    ("medium", WHOLE),
    ("from_place", WHOLE),
    ("to_place", WHOLE),
    ("wires", WHOLE),  # messages that can be under way at once in one direction
    ("delay_min", WHOLE),  # slots
    ("service_min", WHOLE),
    ("repair_h", WHOLE),
    ("failure_h", WHOLE),  # slot, or NOBODY: never fails by itself
    ("stopping", WHOLE),  # slots: what a holder of another side does to a message
    ("copying", WHOLE),
    ("garbling", WHOLE),
    ("copies_to", WHOLE),  # actor, or NOBODY
    ("open_slot", WHOLE),  # truth slot OPEN_CHANNEL, or NOBODY
    ("first_reach", WHOLE),  # range in `lists`: places that hear a broadcast
    ("last_reach", WHOLE),
    ("operators", WHOLE),  # staff, or NOBODY
    ("receipt_min", WHOLE),  # slot: until a sender takes a message for lost
    ("first_circle", WHOLE),  # range in `lists`: circles whose letters alone it carries, if any
    ("last_circle", WHOLE),
)
CIRCLES = columns(  # authors and receivers for whom the same channels are open
    ("side", WHOLE),  # which operators may refuse, or NOBODY
    ("unrefused", WHOLE),  # the circle that may use the same channels and is of no side
)
UNITS = columns(
    ("entity", WHOLE),
    ("side", WHOLE),  # at the start; `State.units.side` is where it stands now
    ("actor", WHOLE),  # the unit's command as a receiver of orders
    ("ranks", WHOLE),  # its men as an actor that judges for itself
    ("place", WHOLE),
    ("superior", WHOLE),  # actor, or NOBODY
    ("commander", WHOLE),  # actor, or NOBODY
    ("first_echelon", WHOLE),  # range in `echelons`
    ("last_echelon", WHOLE),
    ("funnel", WHOLE),  # of its side, if some deed moves it, or NOBODY
    ("men", WHOLE),  # slots
    ("wagons_per_echelon", WHOLE),  # slot, or NOBODY: as its men, horses and guns need
    ("horses", WHOLE),  # slots
    ("guns", WHOLE),
    ("loading_h", WHOLE),
    ("unloading_h", WHOLE),
    ("assembly_h", WHOLE),
    ("march_km_h", WHOLE),
    ("march_h_per_day", WHOLE),
    ("obedience", WHOLE),
    ("response_min", WHOLE),
    ("forcing_h", WHOLE),
    ("fire_share", WHOLE),  # slot, or NOBODY: nobody falls by it
    ("priority", WHOLE),  # higher goes first at signals and platforms
    ("first_slot", WHOLE),  # range in `lists`: truth slots about this unit
    ("last_slot", WHOLE),
)
ECHELONS = columns(
    ("entity", WHOLE),
    ("unit", WHOLE),
    ("ordinal", WIDE),  # first train of its unit is 0
)
ACTORS = columns(
    ("entity", WHOLE),
    ("side", WHOLE),
    ("place", WHOLE),
    ("role", WHOLE),  # a Role
    ("unit", WHOLE),  # the unit whose command or ranks this is, or NOBODY
    ("mind", WHOLE),  # row of `minds`, or NOBODY: obeys its own side with a plain probability
    ("ears", WHOLE),  # the actor whose place and knowledge it shares: ranks the command's
    ("station", WHOLE),  # the place whose station this is, or NOBODY
    ("staff", WHOLE),  # the staff whose committee this is, or NOBODY
    ("body", WHOLE),  # the body that this is, or NOBODY
    ("deputy", WHOLE),  # actor who reads letters that do not reach this one, or NOBODY
    ("circle", WHOLE),  # of letters in its name
    ("circle_of_reports", WHOLE),  # of letters to it in nobody's name
    ("talk_min", WHOLE),  # slot: what a conversation takes a person; NOBODY for the others
    ("escape_h", WHOLE),  # slot, or NOBODY: held for good
    ("free_slot", WHOLE),  # truth slot FREE, or NOBODY
    ("isolated_slot", WHOLE),  # truth slot ISOLATED, or NOBODY
    ("first_slot", WHOLE),  # range in `lists`: this observer's slots
    ("last_slot", WHOLE),
    ("first_place_slot", WHOLE),  # range in `lists`: truth slots AT(this actor, any place)
    ("last_place_slot", WHOLE),
    ("first_order", WHOLE),  # range in `lists`: this actor's standing orders
    ("last_order", WHOLE),
    ("first_act", WHOLE),  # range in `lists`: this actor's dated acts
    ("last_act", WHOLE),
    ("in_view", WHOLE),  # in which it judges, or NOBODY
    ("drawn_view", WHOLE),  # slot: which of a list of views it draws; NOBODY: that one
    ("first_view", WHOLE),  # start of that list in `lists`
    ("first_verdict", WHOLE),  # range in `lists`: this observer's slots that hold verdicts
    ("last_verdict", WHOLE),
    ("first_right", WHOLE),  # range in `rights`: to give orders
    ("last_right", WHOLE),
)
FACTS = columns(
    ("entity", WHOLE),
    ("first_code", WHOLE),  # condition on the truth, range in `code`; empty: only told
    ("last_code", WHOLE),
    ("place", WHOLE),  # where it can be witnessed, or NOBODY
    ("slot", WHOLE),  # truth slot HEARD(fact)
    ("time_slot", WHOLE),  # truth slot TIME_OF(fact)
    ("first_reported", WHOLE),  # range in `lists`: actors to whom it is reported
    ("last_reported", WHOLE),
    ("first_moment", WHOLE),  # range in `moments`
    ("last_moment", WHOLE),
    ("tiding", WHOLE),  # row of `tidings` if verdicts depend on it, or NOBODY
    ("act", WHOLE),  # the act whose fact this is, or NOBODY
    ("first_knows", WHOLE),  # range in `lists`: slots KNOWS(anybody, this fact) of all observers
    ("last_knows", WHOLE),
)
ORDERS = columns(
    ("entity", WHOLE),
    ("actor", WHOLE),
    ("first_code", WHOLE),
    ("last_code", WHOLE),
    ("first_action", WHOLE),  # range in `actions`
    ("last_action", WHOLE),
    ("delay_min", WHOLE),  # slots
    ("obedience", WHOLE),
    ("received_slot", WHOLE),  # truth slot RECEIVED, or NOBODY
    ("resolved_slot", WHOLE),  # truth slot RESOLVED, or NOBODY
    ("first_ballot", WHOLE),  # range in `ballots`, for an order by a body
    ("last_ballot", WHOLE),
    ("support", WHOLE),  # slot: probability of a vote for it, or NOBODY
    ("first_moment", WHOLE),  # range in `moments`
    ("last_moment", WHOLE),
    ("behalf", WHOLE),  # actor for whom it is done by choice, or NOBODY: on his own account
    ("severity", WHOLE),  # a Severity
    ("repeats", FLAG),
)
ACTS = columns(
    ("entity", WHOLE),
    ("actor", WHOLE),
    ("at_us", WIDE),  # slot, microseconds since the start; NOBODY: not dated
    ("first_action", WHOLE),
    ("last_action", WHOLE),
    ("fact", WHOLE),  # the fact that it has been done, or NOBODY
    ("tiding", WHOLE),  # row of `tidings`, or NOBODY: no claim in law
    ("seat", WHOLE),  # where alone its author can do it, or NOBODY
    ("is_public", FLAG),  # heard of by whoever is where it is done
)
ACTIONS = columns(
    ("verb", WHOLE),
    ("order", WHOLE),  # the standing order that it belongs to, or NOBODY
    ("act", WHOLE),  # the act that it belongs to, or NOBODY
    ("author", WHOLE),  # actor who does it
    ("person", WHOLE),  # who is arrested, isolated or released
    ("first_called", WHOLE),  # range in `lists`: actors rung in turn
    ("last_called", WHOLE),
    ("severity", WHOLE),  # a Severity, or NOBODY: that of its verb
    ("countersigner", WHOLE),  # actor, or NOBODY
    ("unit", WHOLE),
    ("actor", WHOLE),  # receiver of news, companion on a journey, or station addressed
    ("other_actor", WHOLE),  # the station at the other end of a link or channel
    ("place", WHOLE),
    ("other_place", WHOLE),  # other end of what is cut, mended or seized
    ("goal", WHOLE),
    ("first_via", WHOLE),  # range in `lists`: goals to pass through on the way
    ("last_via", WHOLE),
    ("mode", WHOLE),
    ("fact", WHOLE),
    ("target", WHOLE),  # a Target
    ("row", WHOLE),  # of the place, link or channel that it is done to
    ("side", WHOLE),  # to whom a place is closed or opened; NOBODY: to everybody
    ("channel", WHOLE),  # by which it is announced
    ("claimed", WHOLE),  # actor in whose name it is done, or NOBODY: in the author's own
    ("luck", WIDE),  # of the owner's name and the ordinal among its deeds
)
CELLS = columns(  # what the census counts
    ("place", WHOLE),
    ("slot", WHOLE),  # truth slot STRENGTH, or NOBODY: the holder of the place
    ("row", WHOLE),  # of the tally of its sort
    ("fan", WHOLE),  # row of `Results.fans`, or NOBODY
)
SLOTS = columns(
    ("observer", WHOLE),  # actor, or NOBODY for the truth
    ("quantity", WHOLE),
    ("first", WHOLE),
    ("second", WHOLE),
    ("truth", WHOLE),  # the truth slot that this one is news of, or NOBODY
    ("seen_at", WHOLE),  # places where the truth of it can be seen, or NOBODY
    ("seen_also_at", WHOLE),
    ("luck", WIDE),  # of what it is about, in the counter of a draw
    ("hours", WHOLE),  # ESTIMATE: first row of `hours`, by place
    ("owed", WHOLE),  # whether news of it goes to the observer wherever he is: an `Owed`
    ("first_watcher", WHOLE),  # range in `lists`: facts (>= 0) and orders (-1 - row)
    ("last_watcher", WHOLE),
    ("first_copy", WHOLE),  # range in `lists`: observers' slots that are news of this truth
    ("last_copy", WHOLE),
    ("cell", WHOLE),  # of `cells`, that counts it, or NOBODY
    ("initial", REAL),
)
MOMENTS = columns(  # times at which a condition may change by the clock alone
    ("watcher", WHOLE),  # a fact (>= 0) or an order (-1 - row)
    ("entity", WHOLE),
    ("first_code", WHOLE),  # the moment, range in `code`
    ("last_code", WHOLE),
    ("after_us", WIDE),  # 1 if the change comes just after the moment, else 0
)
WINDOWS = columns(
    ("is_link", FLAG),  # else a channel, or
    ("is_person", FLAG),  # an actor who keeps silent
    ("row", WHOLE),
    ("from_us", WIDE),  # slots
    ("to_us", WIDE),
    ("entity", WHOLE),
)


class World(NamedTuple):
    """Constants of a scenario, compiled once and shared by all threads."""

    settings: np.recarray
    entities: np.recarray
    places: np.recarray
    goals: np.recarray
    links: np.recarray
    sections: np.recarray
    legs: np.recarray
    wires: np.recarray
    channels: np.recarray
    circles: np.recarray
    units: np.recarray
    echelons: np.recarray
    actors: np.recarray
    staffs: np.recarray
    bodies: np.recarray
    ballots: np.recarray
    oppositions: np.recarray
    contacts: np.recarray
    tolls: np.recarray
    agreements: np.recarray
    facts: np.recarray
    orders: np.recarray
    acts: np.recarray
    actions: np.recarray
    minds: np.recarray
    lines: np.recarray
    leanings: np.recarray
    news: np.recarray
    influences: np.recarray
    confidences: np.recarray
    thresholds: np.recarray
    scruples: np.recarray
    counts: np.recarray
    views: np.recarray
    institutions: np.recarray
    offices: np.recarray
    holdings: np.recarray
    effects: np.recarray
    tidings: np.recarray
    rights: np.recarray
    slots: np.recarray
    cells: np.recarray
    classes: np.ndarray  # men from which each class of a fan begins
    moments: np.recarray
    windows: np.recarray
    code: np.recarray
    distributions: np.recarray
    choices: np.recarray
    curves: np.ndarray  # coefficients of quantile curves (see `curves`)
    inputs: np.recarray
    declared: np.ndarray  # slots of the inputs that results keep a column of
    factors: np.recarray
    formulas: np.recarray
    outcomes: np.recarray
    quantities: np.recarray
    times: np.ndarray  # rows of `facts`
    each: np.ndarray  # per slot: distribution of the factor drawn at each use, or NOBODY
    lists: np.ndarray
    design: np.ndarray  # per run: the run whose chance it has, then those that it has inputs of
    truth_verdicts: np.ndarray  # slots that hold verdicts of a view that knows every act
    hours: np.ndarray  # expected way to the place of an estimate, from every place; inf for none
