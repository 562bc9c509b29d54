"""Which acts are valid, who holds which office and what stands, by one view and what it has heard.

A verdict has three values. It is the well-founded model (Van Gelder, Ross and Schlipf 1991, "The
Well-Founded Semantics for General Logic Programs") of these rules, read in one view for the acts
that are known in it, at the time `at` of another act or at present:

- an act is valid if somebody's right to it holds at its time, what it requires is so, and no valid
  act voids it;
- a right holds if its institution stands, its office is held, a transfer to which it is owed is
  valid, and no valid transfer has taken it away;
- an institution stands if it did at the start or a valid act has founded it, no valid act has ended
  it since or voided it ever, and it is a root of the view, derives from one that stands, or is owed
  to a valid act alone;
- an office is held likewise, while its institution stands; while it is vacant, by its deputy and
  those of the succession in their order.

Without loops of support this is the grounded extension (Dung 1995, "On the Acceptability of
Arguments"): what two acts make of each other remains undecided, and mutual support without a root
is void. It is found by the alternating fixpoint (Van Gelder 1993): `opinion` holds what is known,
what is held valid so far, and what is held against it.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.evaluate import evaluate
from echelon.engine.rules.mandates import holds, is_entitled, is_in_force, stands
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, Quantity
from echelon.engine.world import World

VALID, UNDECIDED, VOID = 1.0, 0.0, -1.0
UNASKED = np.int64(2)
"""Of a right: nobody has asked whether it holds."""

WAYS = np.int64(8)
"""Rows in which a verdict may be kept."""

BITS_PER_WORD = np.int64(62)
ONE = np.int64(1)


@kernel
def has_heard(state: State, words: np.ndarray, owner: int, n_words: int, tiding: int) -> bool:
    """Return whether the bit of a tiding is set among the words of an owner."""
    word = words[owner * n_words + tiding // BITS_PER_WORD]
    return (word >> (tiding % BITS_PER_WORD)) & ONE != 0


@kernel
def _is_valid(world: World, state: State, view: int, tiding: int) -> bool:
    """Return whether an act is valid by what is held valid, and what against it, so far."""
    tidings, n_tidings = world.tidings, len(world.tidings)
    if not tidings.is_act[tiding]:
        return True
    for index in range(tidings.first_defeater[tiding], tidings.last_defeater[tiding]):
        defeater = world.lists[index]
        may_defeat = state.opinion[2 * n_tidings + defeater] != 0.0
        if may_defeat and is_in_force(world, state, defeater, NOBODY):
            return False
    first_code, last_code = tidings.first_need[tiding], tidings.last_need[tiding]
    if first_code != last_code:
        now_us = np.float64(state.clock.now_us[0])
        needs = evaluate(
            world.code, first_code, last_code, state.values, state.opinion, now_us, state.numbers
        )
        if needs != 1.0:
            return False
    for right in range(tidings.first_right[tiding], tidings.last_right[tiding]):
        if is_entitled(world, state, view, right, tiding):
            return True
    return False


@kernel
def _derive(world: World, state: State, view: int) -> None:
    """Hold valid what follows, given what is held against it. Writes: opinion."""
    opinion, n_tidings = state.opinion, len(world.tidings)
    for tiding in range(n_tidings):
        opinion[n_tidings + tiding] = 0.0
    has_changed = True
    while has_changed:
        has_changed = False
        for tiding in range(n_tidings):
            is_open = opinion[tiding] != 0.0 and opinion[n_tidings + tiding] == 0.0
            if is_open and _is_valid(world, state, view, tiding):
                opinion[n_tidings + tiding] = 1.0
                has_changed = True


@kernel
def _form(world: World, state: State, view: int, row: int) -> None:
    """Form the verdict of a view on what is `known` in row `row` of `kept`, and keep it there.

    The valid sets grow and the sets of what may be valid shrink until both stay, as they do when
    they are the same.
    Writes: opinion, kept, titles.
    """
    for right in range(len(world.rights)):
        state.titles[row * len(world.rights) + right] = UNASKED
    opinion, n_tidings, n_words = state.opinion, len(world.tidings), world.settings.tiding_words[0]
    first = 3 * row * n_words
    for word in range(first + n_words, first + 3 * n_words):
        state.kept[word] = 0
    for tiding in range(n_tidings):
        known = has_heard(state, state.kept, 3 * row, n_words, tiding)
        opinion[tiding] = 1.0 if known else 0.0
        opinion[2 * n_tidings + tiding] = 0.0
    has_changed = True
    while has_changed:
        _derive(world, state, view)
        _keep(world, state, first + 2 * n_words)
        for tiding in range(n_tidings):
            opinion[2 * n_tidings + tiding] = opinion[n_tidings + tiding]
        _derive(world, state, view)
        has_changed = _keep(world, state, first + n_words)
        is_decided = True
        for tiding in range(n_tidings):
            is_decided &= opinion[2 * n_tidings + tiding] == opinion[n_tidings + tiding]
            opinion[2 * n_tidings + tiding] = opinion[n_tidings + tiding]
        has_changed &= not is_decided


@kernel
def _keep(world: World, state: State, first: int) -> bool:
    """Write what is held valid into words from `first` on; return whether it changed them.

    Writes: kept.
    """
    n_tidings, has_changed = len(world.tidings), False
    for word in range(world.settings.tiding_words[0]):
        bits = np.int64(0)
        for bit in range(BITS_PER_WORD):
            tiding = word * BITS_PER_WORD + bit
            if tiding < n_tidings and state.opinion[n_tidings + tiding] != 0.0:
                bits |= ONE << bit
        has_changed |= state.kept[first + word] != bits
        state.kept[first + word] = bits
    return has_changed


@kernel
def settle(world: World, state: State, view: int, owner: int) -> int:
    """Return the row of `kept` with the verdict of a view on all that `owner` has heard of.

    A verdict may be kept in any of `WAYS` rows, lest two that are asked for in turn drive each
    other out: with one row for each, two of the 70 of the flagship were most of all those formed.
    Writes: verdicts, kept, opinion.
    """
    n_words, verdicts = world.settings.tiding_words[0], state.verdicts
    mixed = np.int64(view) * 31
    for word in range(n_words):
        bits = state.believed[owner * n_words + word]
        mixed = (((mixed ^ (bits >> 31) ^ bits) & 0x7FFFFFFF) * 0x2545F491) & 0x7FFFFFFF
    first = row = (mixed ^ (mixed >> 13)) % len(verdicts)
    for _ in range(WAYS):
        if verdicts.in_view[row] == NOBODY:
            first = row
            break
        is_kept = verdicts.in_view[row] == view
        for word in range(n_words):
            is_kept &= (
                state.kept[3 * row * n_words + word] == state.believed[owner * n_words + word]
            )
        if is_kept:
            return row
        row = (row + 1) % len(verdicts)
    for word in range(n_words):
        state.kept[3 * first * n_words + word] = state.believed[owner * n_words + word]
    verdicts.in_view[first] = view
    _form(world, state, view, first)
    return first


@kernel
def verdict_on(world: World, state: State, row: int, tiding: int) -> float:
    """Return the verdict on an act, from a row of `kept`; void if it is not known there."""
    n_words = world.settings.tiding_words[0]
    if has_heard(state, state.kept, 3 * row + 1, n_words, tiding):
        return VALID
    return UNDECIDED if has_heard(state, state.kept, 3 * row + 2, n_words, tiding) else VOID


@kernel
def recall(world: World, state: State, row: int, is_cautious: bool) -> None:
    """Put a kept verdict before the rules: what is surely so, or what may be so.

    Writes: opinion.
    """
    opinion, n_tidings = state.opinion, len(world.tidings)
    n_words = world.settings.tiding_words[0]
    for word in range(n_words):
        known = state.kept[3 * row * n_words + word]
        valid = state.kept[(3 * row + 1) * n_words + word]
        possible = state.kept[(3 * row + 2) * n_words + word]
        held, against = (valid, possible) if is_cautious else (possible, valid)
        for bit in range(BITS_PER_WORD):
            tiding = word * BITS_PER_WORD + bit
            if tiding < n_tidings:
                opinion[tiding] = np.float64((known >> bit) & ONE)
                opinion[n_tidings + tiding] = np.float64((held >> bit) & ONE)
                opinion[2 * n_tidings + tiding] = np.float64((against >> bit) & ONE)


@kernel
def standing_of(
    world: World, state: State, view: int, row: int, quantity: Quantity, which: int
) -> float:
    """Return how an act, a holding or an institution stands at present, from a row of `kept`.

    1 if it is valid, held, or stands; -1 if not; 0 if that is undecided. Writes: opinion.
    """
    if quantity == Quantity.VERDICT:
        return verdict_on(world, state, row, which)
    for is_cautious in (True, False):
        recall(world, state, row, is_cautious)
        if quantity == Quantity.HOLDS:
            is_so = holds(world, state, view, which, NOBODY)
        else:
            is_so = stands(world, state, view, which, NOBODY)
        if is_so:
            return VALID if is_cautious else UNDECIDED
    return VOID


@kernel
def share_of_institution(
    world: World, state: State, actor: int, institution: int, author: int, action: int
) -> float:
    """Return how surely, for `actor`, an order comes from an institution: 1, undecided 1/2, 0.

    It does if an act in the institution's own right gives it while that stands, or if the author
    holds one of its offices. Writes: verdicts, kept, opinion.
    """
    view = state.actors.in_view[actor]
    if view == NOBODY or author == NOBODY or len(world.views) == 0:
        return 0.0
    row, standing = settle(world, state, view, world.actors.ears[actor]), VOID
    act = NOBODY if action == NOBODY else world.actions.act[action]
    if act != NOBODY and world.acts.tiding[act] != NOBODY:
        tiding, rights = world.acts.tiding[act], world.rights
        for right in range(world.tidings.first_right[tiding], world.tidings.last_right[tiding]):
            is_own = rights.holding[right] == NOBODY and rights.institution[right] == institution
            if is_own and standing < VALID:
                standing = standing_of(
                    world, state, view, row, np.int64(Quantity.STANDS), institution
                )
    holdings = world.holdings
    for holding in range(len(holdings)):
        is_its = world.offices.institution[holdings.office[holding]] == institution
        if is_its and holdings.actor[holding] == author and standing < VALID:
            held = standing_of(world, state, view, row, np.int64(Quantity.HOLDS), np.int64(holding))
            standing = max(standing, held)
    return (1.0 + standing) / 2.0


@kernel
def standing_of_author(world: World, state: State, actor: int, author: int, action: int) -> float:
    """Return how lawful, for `actor`, what `author` orders is: 1 valid, 0 undecided, -1 void.

    An order that an act gives is as valid as the act, if the actor has heard of it; any other as
    the author's right to give orders to the actor. 0 where the scenario says nothing of rights.
    Writes: verdicts, kept, opinion, titles.
    """
    view = state.actors.in_view[actor]
    if view == NOBODY or author == NOBODY or len(world.views) == 0:
        return UNDECIDED
    hearer = world.actors.ears[actor]
    row = settle(world, state, view, hearer)
    act = NOBODY if action == NOBODY else world.actions.act[action]
    if act != NOBODY and world.acts.tiding[act] != NOBODY:
        tiding = world.acts.tiding[act]
        if has_heard(state, state.believed, hearer, world.settings.tiding_words[0], tiding):
            return verdict_on(world, state, row, tiding)
    first, last = world.actors.first_right[author], world.actors.last_right[author]
    if first == last:
        return UNDECIDED
    standing = VOID
    for right in range(first, last):
        is_covered = world.rights.first_over[right] == NOBODY
        if not is_covered:
            for index in range(world.rights.first_over[right], world.rights.last_over[right]):
                is_covered |= world.lists[index] == actor
        if not is_covered:
            continue
        cell = row * len(world.rights) + right
        if state.titles[cell] == UNASKED:
            state.titles[cell] = np.int64(VOID)
            for is_cautious in (False, True):  # the surer answer comes last
                recall(world, state, row, is_cautious)
                if is_entitled(world, state, view, right, NOBODY):
                    state.titles[cell] = np.int64(VALID if is_cautious else UNDECIDED)
        standing = max(standing, float(state.titles[cell]))
    return standing
