"""What changes in a run: a `State` of tables, and the `Results` that a run leaves behind.

Rows, slots and ranges are as in `world`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from echelon.engine.layout import BITS, FLAG, REAL, WHOLE, WIDE, columns

CLOCK = columns(
    ("now_us", WIDE),
    ("key", BITS),  # of draws that hold for the whole run: hash of seed and branch
    ("chance", BITS),  # of draws made as things happen: the same, but another in a branch
    ("run", WIDE),
    ("serial", WIDE),  # happenings so far; the next one's number
    ("because", WIDE),  # the happening that is being carried out
    ("deed", WIDE),  # number of the deed that issues the act being done, above the bits of its luck
    ("real_events", WIDE),
    ("stale_events", WIDE),
    ("n_heap", WIDE),
    ("n_pool", WIDE),
    ("free", WIDE),  # first free row of `events`, or NOBODY
    ("n_letters", WIDE),
    ("n_trace", WIDE),
    ("tracing", FLAG),
    ("n_dirty", WIDE),
    ("next_waiting", WIDE),  # where in the circle of waiting minds the first one stands
    ("n_waiting", WIDE),  # minds to be judged again
    ("medium", WIDE),  # by which what is heard now has come; NOBODY: face to face
    ("first_stranded", WIDE),  # letters for which no channel is open
    ("status", WIDE),
    ("finished", FLAG),
    ("hour", WIDE),  # full hour that the census will come to next
    ("n_touched", WIDE),
    ("n_counts", WIDE),
)
HEAP = columns(("time_us", WIDE), ("event", WHOLE))
EVENTS = columns(
    ("owner_hash", WIDE),
    ("kind", WHOLE),
    ("ordinal", WIDE),
    ("owner", WHOLE),  # entity whose generation must still be this one, or NOBODY
    ("generation", WHOLE),
    ("who", WHOLE),
    ("detail", WHOLE),
    ("because", WHOLE),
    ("next_free", WHOLE),
)
PLACE_STATES = columns(
    ("platforms_used", WHOLE),
    ("wagons", WHOLE),  # that stand empty; where nobody counts them, since the start
    ("holder", WHOLE),  # side, or NOBODY
    ("closed_to", WIDE),  # bit per side: trains of that side are not let out
    ("is_looked_at", FLAG),  # whoever meets there is, before this moment is over
    ("taker", WHOLE),  # side that is about to take it, or NOBODY
    ("takings", WHOLE),  # begun so far: part of the ordinal of draws
    ("first_there", WHOLE),  # of the echelons whose `place` it is, or NOBODY
)
LINK_STATES = columns(
    ("closed", WHOLE),  # reasons for which nobody may enter; 0 is open
    ("cuts", WHOLE),  # those among them that are cuts and failures not yet mended
    ("failed", FLAG),  # one of these is a failure, after which the next one is planned
    ("failures", WHOLE),  # so far: part of the ordinal of draws
    ("changes", WHOLE),  # how often it has closed or opened: part of the ordinal of draws
    ("known_closed", WHOLE),  # as far as the railway knows: what ways are found by
    ("holder", WHOLE),  # side, or NOBODY
    ("closed_to", WIDE),  # bit per side: not let onto it by those who work it
)
SECTION_STATES = columns(
    ("inside", WHOLE),  # trains in the section
    ("direction", WHOLE),  # in which the last one went
    ("clear_us", WIDE),  # single track: when the next may enter
    ("wake_us", WIDE),  # when SECTION_CLEARS is due, or NEVER
)
QUEUE_STATES = columns(  # tracks (2 * section + direction), then platforms of places
    ("first", WHOLE),
    ("last", WHOLE),
)
TRACK_STATES = columns(  # row 2 * section + direction
    ("next_free_us", WIDE),  # double track: headway
    ("last_arrival_us", WIDE),
    ("loop_taken", WHOLE),  # the loop at the far end, inside the link, is reserved
)
CHANNEL_STATES = columns(
    ("closed", WHOLE),  # reasons for which it carries nothing; 0 is open
    ("cuts", WHOLE),  # those among them that are cuts and failures not yet mended
    ("barred", FLAG),  # another of them: whoever works it has closed it
    ("failed", FLAG),  # one of the cuts is a failure, after which the next one is planned
    ("failures", WHOLE),  # so far: part of the ordinal of draws
    ("holder", WHOLE),  # side, or NOBODY
)
WIRE_STATES = columns(  # row 2 * channel + direction
    ("busy", WHOLE),
    ("first_waiting", WHOLE),
)
UNIT_STATES = columns(
    ("side", WHOLE),  # on which it stands now
    ("action", WHOLE),  # the directive it carries out, or NOBODY
    ("pending", WHOLE),  # the move it has resolved on and not yet begun, or NOBODY
    ("halted", FLAG),
    ("forcing", FLAG),  # goes on with its own crews where it is not let out
    ("detraining", FLAG),  # its trains unload where they next stand
    ("first_rider", WHOLE),  # persons who travel with its first echelon
    ("line", WHOLE),  # of its command or its ranks that it carries out, or NOBODY
    ("letter", WHOLE),  # with that order, or NOBODY
    ("commander_held", FLAG),  # by his own men
    ("deserted", WHOLE),  # men
    ("hazard_left", REAL),  # of the clock of the next desertion, in expected desertions
    ("hazard_rate", REAL),  # per hour
    ("hazard_us", WIDE),  # since when it is so
    ("directive_us", WIDE),  # when the latest directive it knows was issued
    ("told_to_force_us", WIDE),  # when the latest order to force its way was issued
    ("men", WHOLE),  # with it: those who have left it, fallen or been captured are not
    ("captured", WHOLE),  # men
    ("dead", WHOLE),  # men who have fallen
    ("response", WHOLE),  # a Response, as of the last look on which something turned
    ("has_told", FLAG),  # that response, to whoever reads the chronicle
    ("here", WHOLE),  # men at the place that is being looked at; 0 in between
    ("endured", WIDE),  # bit per InfluenceKind that it has lived through
    ("disarmed", FLAG),  # stands aside from now on
    ("gate", WHOLE),  # a Gate: how far the best order to move has got with it
    ("arrived", WHOLE),  # echelons that have reached the goal
    ("lost", WHOLE),  # echelons that have been caught on the way
)
MIND_STATES = columns(
    ("answer", WHOLE),  # an Answer
    ("line", WHOLE),  # that it obeys, or about which it stalls; NOBODY for none
    ("letter", WHOLE),  # with the order that it is about, or NOBODY
    ("has_judged", FLAG),  # some order has reached it
    ("is_asked", FLAG),  # an order has reached it since it chose last
    ("stance", WHOLE),  # as others see it: side, n_sides: refuses, NOBODY: neither
    ("changes", WHOLE),  # of stance, so far
    ("turned_us", WIDE),  # when it changed last
    ("turns", WHOLE),  # changes in that moment
    ("is_waiting", FLAG),  # to be judged again before the next event
    ("is_in_circle", FLAG),  # stands in `waiting`, where it may have been judged since
    ("because", WHOLE),  # the happening for which it is
)
LINE_STATES = columns(  # the live order on each line
    ("action", WHOLE),  # or NOBODY
    ("rider", WHOLE),  # an order of the same moment to force the way besides, or NOBODY
    ("letter", WHOLE),
    ("author", WHOLE),
    ("issued_us", WIDE),
    ("form", REAL),  # share of due form that it has
    ("forms", WHOLE),  # bit per Form
    ("luck", REAL),  # of the mind on it, once that has been asked for; 0 before
)
CONFIDENCE_STATES = columns(
    ("moved", REAL),  # log-odds that talk has added so far
    ("moves", REAL),  # what the talk that is going on adds
)
INFLUENCE_STATES = columns(
    ("hours", REAL),  # for which it has worked
    ("since_us", WIDE),  # when it was looked at last
    ("is_on", FLAG),
)
ECHELON_STATES = columns(
    ("phase", WHOLE),
    ("place", WHOLE),  # where it is, or was last
    ("leg", WHOLE),  # under way: leg of `legs`, or NOBODY
    ("section", WHOLE),  # in which it runs or before which it waits, or NOBODY
    ("via", WHOLE),  # intermediate goals already passed
    ("men", WHOLE),
    ("next_waiting", WHOLE),
    ("requested_us", WIDE),  # since when it waits for the line
    ("forced_us", WIDE),  # when its own crew has cleared the way, or NEVER
    ("marched_h", REAL),  # hours on the march since it set out
    ("setting_out", FLAG),  # has an order to go but has not left yet
    ("wagons", WHOLE),  # of which its train is made; 0 while it has none
    ("lacks_wagons", FLAG),  # waits for them, and has said so
    ("trips", WHOLE),  # journeys begun: part of the ordinal of draws
    ("consented_us", WIDE),  # when the staffs let it onto the line, or NEVER
    ("disabled_us", WIDE),  # until when it lacks an engine
    ("misrouted", FLAG),  # has been sent the wrong way on this journey
    ("reached", FLAG),  # has been where it was ordered to, elsewhere than at home
    ("came_from", WHOLE),  # the place before this one, or NOBODY
    ("retreating", FLAG),
    ("unseen", FLAG),  # goes in small groups, and is not met on the way
    ("cover", REAL),  # what remains of it before it is found; 0: not drawn yet
    ("next_there", WHOLE),  # among the echelons whose `place` is the same, or NOBODY
    ("previous_there", WHOLE),
)
ACTOR_STATES = columns(
    ("place", WHOLE),  # NOBODY while between places
    ("next_place", WHOLE),
    ("journey", WHOLE),  # action of the present journey, or NOBODY
    ("riding", WHOLE),  # unit that it travels with, or NOBODY
    ("next_rider", WHOLE),
    ("first_letter", WHOLE),  # letters that lie somewhere waiting for it
    ("free", FLAG),  # not under arrest
    ("isolated", FLAG),  # cut off where it is
    ("silent", WHOLE),  # reasons for which it keeps silent
    ("busy_us", WIDE),  # in conversation or in session until then
    ("held", WHOLE),  # how often it has been arrested or isolated
    ("in_view", WHOLE),  # in which it judges, or NOBODY
)
STAFF_STATES = columns(
    ("declines", WIDE),  # bit per side: does not work for it
    ("delays", WIDE),  # bit per side: cannot make up its mind about it, and takes its time
    ("on_strike", FLAG),
    ("idle", FLAG),  # too few are at work
    ("out", REAL),  # share on strike
    ("returned", REAL),  # share that has had enough of striking
    ("paid_h", REAL),  # hours of strike that the fund has paid, all counted as if everybody
    ("people", REAL),  # people in a crowd
    ("looks", WHOLE),  # hours looked at: ordinal of events
)
BODY_STATES = columns(
    ("order", WHOLE),  # the question on which it sits, or NOBODY
    ("until_us", WIDE),  # when that is settled
)
BALLOT_STATES = columns(
    ("present", FLAG),
)
AGREEMENT_STATES = columns(
    ("status", WHOLE),  # a Bargain
    ("breaker", WHOLE),  # side that broke it, or NOBODY
    ("offers", WHOLE),  # how often it has been offered
    ("is_answered", FLAG),  # the offerer has an answer, or has stopped waiting for one
)
LETTER_STATES = columns(
    ("content", WHOLE),
    ("row", WHOLE),  # action, fact or slot
    ("number", REAL),  # reported value
    ("about_us", WIDE),  # when what it reports was so
    ("sender", WHOLE),
    ("claimed", WHOLE),  # in whose name it speaks
    ("receiver", WHOLE),
    ("place", WHOLE),  # where it lies, or is going
    ("sent_us", WIDE),
    ("came_us", WIDE),  # to where it lies: who came first goes first
    ("channel", WHOLE),
    ("direction", WHOLE),
    ("next_waiting", WHOLE),
    ("because", WHOLE),  # in a queue: the happening for which it waits there
    ("luck", WIDE),  # the letter's, in the counter of its draws
    ("hash64", WIDE),  # of its receiver's name: breaks ties on the agenda
    ("garbled", FLAG),
    ("shunned", WHOLE),  # the channel on which it was lost or nobody answered, or NOBODY
    ("losses", WHOLE),  # how often it has been kept back
)
SLOT_STATES = columns(
    ("since_us", WIDE),  # time of the information
    ("medium", WHOLE),  # by which it came, NOBODY: face to face
    ("source", WHOLE),  # actor it came from, NOBODY: seen or known at the start
    ("dirty", FLAG),
    ("because", WHOLE),  # the happening that changed it
    ("changes", WHOLE),  # how often the truth has changed: part of the ordinal of draws
)
FACT_STATES = columns(
    ("happened_us", WIDE),
)
ACT_STATES = columns(
    ("overdue", FLAG),  # fell due while its author was between places
    ("done", WHOLE),  # how often it has been done
)
TIDING_STATES = columns(
    ("countersigned", FLAG),
    ("declined", FLAG),  # the appointee has decided, and declined
)
DOUBT_STATES = columns(  # for each actor: one row for each act done in another's name
    ("log_odds", REAL),  # by which answers and silences have moved its belief in it
    ("answers", WHOLE),
)
VERDICT_STATES = columns(  # one row for each verdict kept
    ("in_view", WHOLE),  # NOBODY: the row is empty
)
ORDER_STATES = columns(
    ("holds", FLAG),  # the condition at the last look
    ("overdue", FLAG),  # ripened while its author was between places
    ("is_reluctant", FLAG),  # its author has chosen not to do it, for now
    ("times", WHOLE),  # how often it has been given
    ("done", WHOLE),  # how often it has been carried out
)
CELL_STATES = columns(
    ("counted", WIDE),  # number at the full hour before
    ("touched", FLAG),
)
COUNTS = columns(
    ("cell", WHOLE),
    ("hour", WHOLE),
    ("before", WHOLE),
    ("after", WHOLE),
)
TRACE = columns(
    ("serial", WIDE),
    ("because", WIDE),
    ("time_us", WIDE),
    ("kind", WIDE),
    ("who", WIDE),
    ("detail", WIDE),
    ("extra", WIDE),
    ("number", REAL),
)


class State(NamedTuple):
    """Everything that changes in a run: tables that are windows onto one stretch of memory.

    The first `reset_words` of the memory are what the initial state prescribes; the rest is
    written before it is read. A snapshot is a copy of the memory.
    """

    memory: np.ndarray
    clock: np.recarray
    heap: np.recarray
    events: np.recarray
    generation: np.ndarray  # per entity
    places: np.recarray
    links: np.recarray
    sections: np.recarray
    tracks: np.recarray
    queues: np.recarray
    channels: np.recarray
    wires: np.recarray
    units: np.recarray
    echelons: np.recarray
    actors: np.recarray
    staffs: np.recarray
    bodies: np.recarray
    ballots: np.recarray
    contacts: np.recarray
    occasions: np.recarray
    agreements: np.recarray
    letters: np.recarray
    minds: np.recarray
    lines: np.recarray
    influences: np.recarray
    confidences: np.recarray
    odds: np.ndarray  # log-odds of each news, once they have been asked for; 0 before
    tally: np.ndarray  # per count and side, and one more for refusal: others known to be so
    slots: np.recarray
    facts: np.recarray
    acts: np.recarray
    orders: np.recarray
    cells: np.recarray
    counts: np.recarray  # changes that the census has written down
    touched: np.ndarray  # cells that it must look at
    tidings: np.recarray
    doubts: np.recarray
    verdicts: np.recarray  # what verdicts are kept; their words lie in `kept`
    heard: np.ndarray  # words of one bit per tiding for each actor, and for the truth
    believed: np.ndarray  # the same, less what is held to be forged
    known: np.ndarray  # number in each slot of knowledge; NaN is unknown
    values: np.ndarray  # every number of the scenario, as drawn for this run
    guide: np.ndarray  # next leg by goal and place (see `rules.ways`)
    guide_ready: np.ndarray  # per goal
    post: np.ndarray  # next wire by circle, destination and place, and by way round and place
    post_ready: np.ndarray  # per circle and destination, and per way round
    rounds: np.ndarray  # per way round: destination, circle and the channel that is avoided
    reached: np.ndarray  # per place: the search that has reached it; and how many there were
    weights: np.ndarray  # per side: log-odds of all that speaks for it with one mind
    numbers: np.ndarray  # evaluation stack and shortest-path labels
    kept: np.ndarray  # per verdict: words of what is known, of what is valid, of what may be
    titles: np.ndarray  # per verdict and right: whether it holds at present, as far as was asked
    opinion: np.ndarray  # per tiding, while a verdict is formed: known; held valid; held against
    dirty: np.ndarray  # slots whose watchers must be looked at
    waiting: np.ndarray  # minds to be judged again
    trace: np.recarray


class Results(NamedTuple):
    """Columns that a chunk of runs fills, one row per run."""

    outcome: np.ndarray  # shape (runs,)
    times: np.ndarray  # shape (runs, times), microseconds or UNSEEN
    quantities: np.ndarray  # shape (runs, quantities)
    inputs: np.ndarray  # shape (runs, declared inputs)
    orders_done: np.ndarray  # shape (runs, orders), or (runs, 0) if nobody asks
    acts_done: np.ndarray  # shape (runs, acts), or (runs, 0)
    funnel: np.ndarray  # shape (runs, gates by side), men
    events: np.ndarray
    status: np.ndarray
    strength: np.ndarray  # tallies (see `census`), shape (cells of men, hours), or (.., 0)
    control: np.ndarray  # shape (places, sides + 1, hours)
    fans: np.ndarray  # shape (watched cells, classes, hours)
