"""The quickest way to a goal, by running times on links or delays on channels.

For each goal a tree of next steps grows from the goal backwards as far as somebody has asked from,
and is begun anew when what is open has changed; a train or telegram then looks up its next step
wherever it stands (Dijkstra 1959). What a way costs to find so depends on how long it is, not on
how large the theatre is: nothing is cleared before a search, whose number stands beside every step
and label that it has written, so that those of others do not count.
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.leanings import Service
from echelon.engine.rules.frontier import drop_nearest, reach
from echelon.engine.rules.service import service_of
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING
from echelon.engine.world import World

UNCERTAIN = np.int64(2**31 - 2)
"""Of a tree: no step is known yet from this place, but there may be one."""

STEP_BITS = np.int64(32)
STEP_MASK = np.int64(2**32 - 1)
"""A step of a tree is the number of its search and, in the lower half, a leg or wire."""


@kernel
def link_hours(world: World, state: State, link: int) -> float:
    """Return the time in hours over a whole link at its own speed."""
    speed = state.values[world.links.speed_km_h[link]]
    if not speed > 0.0:
        return np.inf
    return state.values[world.links.length_km[link]] / speed


@kernel
def _begin_search(state: State) -> int:
    """Return the number of a new search, which no other has had. Writes: reached."""
    last = len(state.reached) - 1
    state.reached[last] += 1
    return state.reached[last]


@kernel
def _step(tree: np.ndarray, index: int, ready: int) -> int:
    """Return a step of a tree; `ready` is twice its search, and one more if all are known."""
    if tree[index] >> STEP_BITS == ready >> 1:
        return tree[index] & STEP_MASK
    return NOBODY if ready & 1 != 0 else UNCERTAIN


@kernel
def _forget_uncertain(state: State, tree: np.ndarray, base: int, count: int) -> None:
    """Take back the steps from places that are still on the frontier. Writes: the tree."""
    labels, n_places = state.numbers, len(state.reached) - 1
    for pair in range(n_places, n_places + 2 * count, 2):
        place = np.int64(labels[pair + 1])
        if labels[place] >= 0.0:
            tree[base + place] = NOTHING


@kernel
def next_leg(world: World, state: State, goal: int, place: int) -> int:
    """Return the leg by which to leave `place` for `goal` (a place and a mode), or NOBODY.

    Links known to be closed are avoided if there is any other way; if there is none, the way is
    the one that would be taken were they open, and one waits before them.
    Writes: guide, guide_ready, reached, numbers, when the goal's tree is not there yet.
    """
    leg = _leg_of_tree(world, state, goal, goal, place)
    if leg == NOBODY:
        leg = _leg_of_tree(world, state, goal, goal + len(world.goals), place)
    return leg


@kernel
def _leg_of_tree(world: World, state: State, goal: int, tree: int, place: int) -> int:
    """Return the next leg in a tree, computed if it is not there. Writes: as `next_leg`."""
    index = tree * len(world.places) + place
    ready = state.guide_ready[tree]
    if ready == 0 or _step(state.guide, index, ready) == UNCERTAIN:
        ready = _find_ways(world, state, goal, tree, place)
        state.guide_ready[tree] = ready
    return _step(state.guide, index, ready)


@kernel
def _find_ways(world: World, state: State, goal: int, tree: int, start: int) -> int:
    """Grow the tree of next legs toward `goal` up to `start`; only the second passes closed links.

    Returns what `guide_ready` is to hold. Writes: guide, reached, numbers.
    """
    n_places = len(world.places)
    labels, base, search = state.numbers, tree * n_places, _begin_search(state)
    avoids_closed, mode = tree == goal, world.goals.mode[goal]
    end = world.goals.place[goal]
    labels[end], state.reached[end] = 0.0, search
    state.guide[base + end] = (search << STEP_BITS) | NOBODY
    count = reach(labels, n_places, NOTHING, 0.0, end)
    while count > 0:
        label, place = labels[n_places], np.int64(labels[n_places + 1])
        count = drop_nearest(labels, n_places, count)
        if label > labels[place]:
            continue
        labels[place] = -np.inf  # certain: no other way is shorter
        if place == start:
            _forget_uncertain(state, state.guide, base, count)
            return 2 * search
        for leg in range(world.places.first_leg[place], world.places.last_leg[place]):
            link = world.legs.link[leg]
            is_closed = avoids_closed and state.links.known_closed[link] != 0
            if world.links.mode[link] != mode or is_closed:
                continue
            other = world.legs.to_place[leg]
            longer = label + link_hours(world, state, link)
            if state.reached[other] != search:
                labels[other], state.reached[other] = np.inf, search
            if longer < labels[other]:
                labels[other] = longer
                state.guide[base + other] = (search << STEP_BITS) | world.legs.back[leg]
                count = reach(labels, n_places, count, longer, other)
    return 2 * search + 1


@kernel
def next_wire(world: World, state: State, destination: int, place: int, circle: int) -> int:
    """Return the wire by which a letter of a circle leaves `place` for `destination`, or NOBODY.

    Wires that are not for the circle, or whose operators do not work for its side, are as closed.
    Writes: post, post_ready, reached, numbers, when the destination's tree is not there yet.
    """
    n_places = len(world.places)
    tree = circle * n_places + destination
    index, ready = tree * n_places + place, state.post_ready[tree]
    if ready == 0 or _step(state.post, index, ready) == UNCERTAIN:
        ready = _find_wires(world, state, tree, destination, circle, NOBODY, place)
        state.post_ready[tree] = ready
    return _step(state.post, index, ready)


@kernel
def next_wire_without(
    world: World, state: State, destination: int, place: int, circle: int, channel: int
) -> int:
    """Return the wire by which a letter leaves `place` if one channel is not to be used, or NOBODY.

    Some such trees are kept; of those that would stand in the same row, the last asked for.
    Writes: post, post_ready, rounds, reached, numbers.
    """
    n_places = len(world.places)
    wanted = (destination * len(world.circles) + circle) * len(world.channels) + channel
    kept = wanted % len(state.rounds)
    tree = n_places * len(world.circles) + kept
    index, ready = tree * n_places + place, state.post_ready[tree]
    is_kept = ready != 0 and state.rounds[kept] == wanted
    if not is_kept or _step(state.post, index, ready) == UNCERTAIN:
        ready = _find_wires(world, state, tree, destination, circle, channel, place)
        state.post_ready[tree], state.rounds[kept] = ready, wanted
    return _step(state.post, index, ready)


@kernel
def is_for(world: World, channel: int, circle: int) -> bool:
    """Return whether a channel carries the letters of a circle, and not only those of others."""
    channels = world.channels
    first, last = channels.first_circle[channel], channels.last_circle[channel]
    is_open = first == last
    for index in range(first, last):
        is_open = is_open or world.lists[index] == circle
    return is_open


@kernel
def _find_wires(
    world: World,
    state: State,
    tree: int,
    destination: int,
    circle: int,
    without: int,
    start: int,
) -> int:
    """Grow a tree of next wires toward `destination` up to `start`, `without` one channel.

    Returns what `post_ready` is to hold. Writes: post, reached, numbers.
    """
    n_places, side = len(world.places), world.circles.side[circle]
    labels, base, search = state.numbers, tree * n_places, _begin_search(state)
    labels[destination], state.reached[destination] = 0.0, search
    state.post[base + destination] = (search << STEP_BITS) | NOBODY
    count = reach(labels, n_places, NOTHING, 0.0, destination)
    while count > 0:
        label, place = labels[n_places], np.int64(labels[n_places + 1])
        count = drop_nearest(labels, n_places, count)
        if label > labels[place]:
            continue
        labels[place] = -np.inf  # certain: no other way is shorter
        if place == start:
            _forget_uncertain(state, state.post, base, count)
            return 2 * search
        for wire in range(world.places.first_wire[place], world.places.last_wire[place]):
            channel = world.wires.channel[wire]
            if channel == without or not _carries(world, state, channel, circle, side):
                continue
            other = world.wires.to_place[wire]
            longer = label + state.values[world.channels.delay_min[channel]]
            longer += state.values[world.channels.service_min[channel]]
            if state.reached[other] != search:
                labels[other], state.reached[other] = np.inf, search
            if longer < labels[other]:
                labels[other] = longer
                state.post[base + other] = (search << STEP_BITS) | world.wires.back[wire]
                count = reach(labels, n_places, count, longer, other)
    return 2 * search + 1


@kernel
def _carries(world: World, state: State, channel: int, circle: int, side: int) -> bool:
    """Return whether a channel is open, is for a circle and has operators who serve its side."""
    if state.channels.closed[channel] != 0 or not is_for(world, channel, circle):
        return False
    operators = world.channels.operators[channel]
    return service_of(world, state, operators, side) != Service.DECLINED


@kernel
def forget_ways(state: State) -> None:
    """Let every tree be computed anew, because a link has opened or closed. Writes: guide_ready."""
    for tree in range(len(state.guide_ready)):
        state.guide_ready[tree] = 0


@kernel
def forget_wires(state: State) -> None:
    """Let every tree of wires be computed anew, because a channel has opened or closed.

    Writes: post_ready.
    """
    for tree in range(len(state.post_ready)):
        state.post_ready[tree] = 0
