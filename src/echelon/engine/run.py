"""The loop of a run. A run is a pure function of (world, seed, run).

1. The prologue sets the initial state, draws the inputs and puts what is dated on the agenda.
2. All conditions are looked at once.
3. The first event is taken: by time, then kind, then the owner's hash, then ordinal.
4. An event whose owner has changed its plans since is dropped.
5. The event is numbered, with the number of the happening that caused it, and carried out by the
   one function of the mechanism that it belongs to.
6. Conditions that read what has changed are looked at again, facts and orders alike.
7. Steps 3 to 6 are repeated until the period ends, a table is full or the limit is passed.
8. What came of it is written down.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import entry, kernel
from echelon.engine.agenda import is_stale, take_next
from echelon.engine.agreements.offers import (
    agreement_ends,
    bargain_letter_heard,
    bargain_moves,
    offer_lapses,
    offer_weighed,
)
from echelon.engine.bodies.sessions import body_decides, body_meets
from echelon.engine.census import settle
from echelon.engine.contact.answers import occasion_comes
from echelon.engine.contact.bombardment import unit_fires
from echelon.engine.contact.combat import combat_turns
from echelon.engine.contact.meetings import forces_meet
from echelon.engine.funnel import count_funnel
from echelon.engine.handover import line_changes, place_taken
from echelon.engine.hearing import answer_overdue
from echelon.engine.knowledge import see_place
from echelon.engine.messages.broadcasts import broadcast_begins, broadcast_heard
from echelon.engine.messages.letters import (
    collect_letters,
    letter_handed_in,
    letter_heard,
    letter_reaches_exchange,
)
from echelon.engine.messages.wires import (
    channel_changes,
    channel_fails,
    channel_repaired,
    operators_turn,
    wire_free,
)
from echelon.engine.movement.columns import column_reaches_place
from echelon.engine.movement.lines import (
    link_changes,
    link_fails,
    link_news,
    link_repaired,
    rail_is_lifted,
    railwaymen_turn,
)
from echelon.engine.movement.musters import men_leave, unit_goes_over
from echelon.engine.movement.retreats import unit_retreats
from echelon.engine.movement.sections import section_clears
from echelon.engine.movement.trains import (
    echelon_detrained,
    echelon_loaded,
    echelon_reaches_station,
    echelon_seeks_line,
    group_caught,
    seek_line,
    unit_assembled,
    unit_detrains,
    unit_forces,
    unit_goes_on,
    unit_sets_out,
    unit_stops,
)
from echelon.engine.movement.travellers import (
    traveller_goes_on,
    traveller_reaches_place,
    traveller_sets_out,
)
from echelon.engine.orders.conditions import look_again, look_at, look_at_everything
from echelon.engine.orders.deeds import (
    act_falls_due,
    appointee_decides,
    author_acts,
    order_ripens,
    take_up_overdue,
    terms_fall_due,
)
from echelon.engine.orders.desertion import men_desert
from echelon.engine.orders.judgement import mind_reviews
from echelon.engine.orders.obedience import directive_reaches
from echelon.engine.orders.opinions import opinion_asked, opinion_weighed
from echelon.engine.outcomes import conclude
from echelon.engine.persons.custody import (
    commander_taken,
    custody_changes,
    person_escapes,
    silence_changes,
)
from echelon.engine.persons.rounds import round_goes_on
from echelon.engine.prologue import begin
from echelon.engine.staffs.crowds import crowd_gathers
from echelon.engine.staffs.service import staff_reviews, staff_thinks_again
from echelon.engine.staffs.strikes import staff_called, strike_bites
from echelon.engine.stances import hear_of_stance
from echelon.engine.state import Results, State
from echelon.engine.trace import happen_as_planned
from echelon.engine.vocabulary import ONE_FEWER, ONE_MORE, Kind, Status
from echelon.engine.world import World


@entry
def run_many(
    world: World,
    state: State,
    initial: np.ndarray,
    key: np.uint64,
    first_run: int,
    row: int,
    results: Results,
    budget: int,
    until_us: int,
    tracing: bool,
) -> int:
    """Simulate runs into the rows of `results` from `row` on, and return the next row to fill.

    Returns early when about `budget` events have been carried out, also in the middle of a run
    (`state` then holds it and the next call goes on with it), when nothing more happens up to
    `until_us`, or when a run could not be finished, which its `status` says. With `tracing`, what
    happens is recorded. Writes: state, results.
    """
    spent = np.int64(0)
    while row < len(results.outcome):
        if state.clock.finished[0]:
            begin(world, state, initial, key, first_run + row, tracing)
            look_at_everything(world, state)
        before = state.clock.real_events[0]
        go_on(world, state, until_us, budget - spent)
        spent += state.clock.real_events[0] - before + 1
        if state.clock.status[0] != Status.DONE:
            results.status[row] = state.clock.status[0]
            return row
        if not state.clock.finished[0]:
            return row
        conclude(world, state, results, row)
        count_funnel(world, state, results.funnel[row])
        row += 1
        if spent >= budget:
            break
    return row


@kernel
def go_on(world: World, state: State, until_us: int, budget: int) -> None:
    """Carry out events up to and at `until_us`, at most `budget` of them. Writes: state."""
    clock = state.clock
    limit = world.settings.event_limit[0]
    while budget > 0 and not clock.finished[0] and clock.status[0] == Status.DONE:
        if state.heap.time_us[0] > until_us:
            return
        step(world, state)
        budget -= 1
        if clock.real_events[0] > limit:
            clock.status[0] = Status.TOO_MANY_EVENTS


@kernel
def step(world: World, state: State) -> None:
    """Take the next event and carry it out, with all that follows at once. Writes: state."""
    clock, events = state.clock, state.events
    event = take_next(state)
    if is_stale(state, event):
        clock.stale_events[0] += 1
        return
    kind, who, detail = events.kind[event], events.who[event], events.detail[event]
    clock.real_events[0] += 1
    clock.because[0] = happen_as_planned(state, event)
    carry_out(world, state, kind, who, detail)
    look_again(world, state)


@kernel
def carry_out(world: World, state: State, kind: int, who: int, detail: int) -> None:
    """Let the mechanism that an event belongs to carry it out. Writes: state."""
    if kind == Kind.LINK_OPENS:
        link_changes(world, state, who, ONE_FEWER)
    elif kind == Kind.LINK_CLOSES:
        link_changes(world, state, who, ONE_MORE)
    elif kind == Kind.CHANNEL_OPENS:
        channel_changes(world, state, who, ONE_FEWER)
    elif kind == Kind.CHANNEL_CLOSES:
        channel_changes(world, state, who, ONE_MORE)
    elif kind == Kind.LINK_FAILS:
        link_fails(world, state, who)
    elif kind == Kind.CHANNEL_FAILS:
        channel_fails(world, state, who)
    elif kind == Kind.LINK_REPAIRED:
        link_repaired(world, state, who, detail)
    elif kind == Kind.CHANNEL_REPAIRED:
        channel_repaired(world, state, who, detail)
    elif kind == Kind.LINK_NEWS:
        link_news(world, state, who)
    elif kind == Kind.ECHELON_REACHES_STATION:
        echelon_reaches_station(world, state, who, detail)
    elif kind == Kind.SECTION_CLEARS:
        section_clears(world, state, who)
    elif kind == Kind.ECHELON_LOADED:
        echelon_loaded(world, state, who)
    elif kind == Kind.ECHELON_DETRAINED:
        echelon_detrained(world, state, who)
    elif kind == Kind.COLUMN_REACHES_PLACE:
        column_reaches_place(world, state, who, detail)
        seek_line(world, state, who)
    elif kind == Kind.UNIT_ASSEMBLED:
        unit_assembled(world, state, who, detail)
    elif kind == Kind.TRAVELLER_REACHES_PLACE:
        traveller_reaches_place(world, state, who, detail)
    elif kind == Kind.ACTOR_LOOKS_ROUND:
        see_place(world, state, who)
        collect_letters(world, state, who)
        take_up_overdue(world, state, who)
    elif kind == Kind.WIRE_FREE:
        wire_free(world, state, who)
    elif kind == Kind.LETTER_HANDED_IN:
        letter_handed_in(world, state, who)
    elif kind == Kind.LETTER_REACHES_EXCHANGE:
        letter_reaches_exchange(world, state, who, detail)
    elif kind == Kind.LETTER_HEARD:
        letter_heard(world, state, who)
    elif kind == Kind.MOMENT_ARRIVES:
        look_at(world, state, who)
    elif kind == Kind.ACT_FALLS_DUE:
        act_falls_due(world, state, who)
    elif kind == Kind.ORDER_RIPENS:
        order_ripens(world, state, who)
    elif kind == Kind.DIRECTIVE_REACHES:
        directive_reaches(world, state, who, detail)
    elif kind == Kind.LINE_CHANGES:
        line_changes(world, state, who, detail)
    elif kind == Kind.COMBAT_TURNS:
        combat_turns(world, state, who, detail)
    elif kind == Kind.FORCES_MEET:
        forces_meet(world, state, who)
    elif kind == Kind.OCCASION_COMES:
        occasion_comes(world, state, who, detail)
    elif kind == Kind.PLACE_TAKEN:
        place_taken(world, state, who, detail)
    elif kind == Kind.UNIT_RETREATS:
        unit_retreats(world, state, who, detail)
    elif kind == Kind.UNIT_STOPS:
        unit_stops(world, state, who)
    elif kind == Kind.UNIT_DETRAINS:
        unit_detrains(world, state, who)
    elif kind == Kind.UNIT_FORCES:
        unit_forces(world, state, who)
    elif kind == Kind.UNIT_GOES_ON:
        unit_goes_on(world, state, who)
    elif kind == Kind.UNIT_SETS_OUT:
        unit_sets_out(world, state, who, detail)
    elif kind == Kind.TRAVELLER_SETS_OUT:
        traveller_sets_out(world, state, who, detail)
    elif kind == Kind.TRAVELLER_GOES_ON:
        traveller_goes_on(world, state, who, detail)
    elif kind == Kind.ECHELON_SEEKS_LINE:
        echelon_seeks_line(world, state, who)
    elif kind == Kind.BROADCAST_BEGINS:
        broadcast_begins(world, state, who)
    elif kind == Kind.BROADCAST_HEARD:
        broadcast_heard(world, state, who, detail)
    elif kind == Kind.APPOINTEE_DECIDES:
        appointee_decides(world, state, who, detail)
    elif kind == Kind.ANSWER_OVERDUE:
        answer_overdue(world, state, who, detail)
    elif kind == Kind.STANCE_HEARD:
        hear_of_stance(world, state, who, detail)
    elif kind == Kind.MIND_REVIEWS:
        mind_reviews(world, state, who)
        staff_reviews(world, state, who)
    elif kind == Kind.MEN_DESERT:
        men_desert(world, state, who)
    elif kind == Kind.MEN_LEAVE:
        men_leave(world, state, who, detail)
    elif kind == Kind.UNIT_GOES_OVER:
        unit_goes_over(world, state, who, detail)
    elif kind == Kind.GROUP_CAUGHT:
        group_caught(world, state, who)
    elif kind == Kind.OPINION_ASKED:
        opinion_asked(world, state, who)
    elif kind == Kind.OPINION_WEIGHED:
        opinion_weighed(world, state, who)
    elif kind == Kind.STAFF_THINKS_AGAIN:
        staff_thinks_again(world, state, who)
    elif kind == Kind.STAFF_TURNS:
        railwaymen_turn(world, state, who)
        operators_turn(world, state)
    elif kind == Kind.STAFF_CALLED:
        staff_called(world, state, who, detail)
    elif kind == Kind.STRIKE_BITES:
        strike_bites(world, state, who)
    elif kind == Kind.CROWD_GATHERS:
        crowd_gathers(world, state, who)
    elif kind == Kind.RAIL_IS_LIFTED:
        rail_is_lifted(world, state, who, detail)
    elif kind == Kind.CUSTODY_CHANGES:
        custody_changes(world, state, who, detail)
    elif kind == Kind.PERSON_ESCAPES:
        person_escapes(world, state, who, detail)
    elif kind == Kind.PERSON_FALLS_SILENT:
        silence_changes(world, state, who, ONE_MORE)
    elif kind == Kind.PERSON_SPEAKS_AGAIN:
        silence_changes(world, state, who, ONE_FEWER)
    elif kind == Kind.ROUND_GOES_ON:
        round_goes_on(world, state, who, detail)
    elif kind == Kind.BODY_MEETS:
        body_meets(world, state, who, detail)
    elif kind == Kind.BODY_DECIDES:
        body_decides(world, state, who, detail)
    elif kind == Kind.BODY_ACTS:
        author_acts(world, state, who, detail)
    elif kind == Kind.BARGAIN_MOVES:
        bargain_moves(world, state, who, detail)
    elif kind == Kind.BARGAIN_LETTER_HEARD:
        bargain_letter_heard(world, state, who, detail)
    elif kind == Kind.OFFER_WEIGHED:
        offer_weighed(world, state, who, detail)
    elif kind == Kind.OFFER_LAPSES:
        offer_lapses(world, state, who, detail)
    elif kind == Kind.TERMS_FALL_DUE:
        terms_fall_due(world, state, who, detail)
    elif kind == Kind.AGREEMENT_ENDS:
        agreement_ends(world, state, who, detail)
    elif kind == Kind.COMMANDER_TAKEN:
        commander_taken(world, state, who, detail)
    elif kind == Kind.UNIT_FIRES:
        unit_fires(world, state, who, detail)
    elif kind == Kind.PERIOD_ENDS:
        settle(world, state)
        state.clock.finished[0] = True
