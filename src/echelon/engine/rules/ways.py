"""The quickest way to a goal, by running times on links or delays on channels.

For each goal a tree of next steps grows from the goal backwards as far as somebody has asked from,
and is begun anew when what is open has changed; a train or telegram then looks up its next step
wherever it stands (Dijkstra 1959). What a way costs to find so depends on how long it is, not on
how large the theatre is.
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
"""In a tree: no step is known yet from this place, but there may be one."""


@kernel
def link_hours(world: World, state: State, link: int) -> float:
    """Return the time in hours over a whole link at its own speed."""
    speed = state.values[world.links.speed_km_h[link]]
    if not speed > 0.0:
        return np.inf
    return state.values[world.links.length_km[link]] / speed


@kernel
def _clear(tree: np.ndarray, base: int, labels: np.ndarray, n_places: int) -> None:
    """Begin a search: nothing is reached. Writes: labels and the tree's stretch from `base`."""
    for place in range(n_places):
        labels[place] = np.inf
        tree[base + place] = UNCERTAIN


@kernel
def _forget_uncertain(
    tree: np.ndarray, base: int, labels: np.ndarray, n_places: int, count: int
) -> None:
    """Take back the steps from places that are still on the frontier. Writes: the tree."""
    for pair in range(n_places, n_places + 2 * count, 2):
        place = np.int64(labels[pair + 1])
        if labels[place] >= 0.0:
            tree[base + place] = UNCERTAIN


@kernel
def _give_up_uncertain(tree: np.ndarray, base: int, n_places: int) -> None:
    """Let there be no way from any place that was not reached. Writes: the tree."""
    for place in range(n_places):
        if tree[base + place] == UNCERTAIN:
            tree[base + place] = NOBODY


@kernel
def next_leg(world: World, state: State, goal: int, place: int) -> int:
    """Return the leg by which to leave `place` for `goal` (a place and a mode), or NOBODY.

    Links known to be closed are avoided if there is any other way; if there is none, the way is
    the one that would be taken were they open, and one waits before them.
    Writes: guide, guide_ready, numbers, when the goal's tree is not there yet.
    """
    leg = _leg_of_tree(world, state, goal, goal, place)
    if leg == NOBODY:
        leg = _leg_of_tree(world, state, goal, goal + len(world.goals), place)
    return leg


@kernel
def _leg_of_tree(world: World, state: State, goal: int, tree: int, place: int) -> int:
    """Return the next leg in a tree, computed if it is not there. Writes: as `next_leg`."""
    index = tree * len(world.places) + place
    if state.guide_ready[tree] == 0 or state.guide[index] == UNCERTAIN:
        _find_ways(world, state, goal, tree, place)
        state.guide_ready[tree] = 1
    return state.guide[index]


@kernel
def _find_ways(world: World, state: State, goal: int, tree: int, start: int) -> None:
    """Grow the tree of next legs toward `goal` up to `start`; only the second passes closed links.

    Writes: guide, numbers.
    """
    n_places = len(world.places)
    labels, base = state.numbers, tree * n_places
    avoids_closed, mode = tree == goal, world.goals.mode[goal]
    _clear(state.guide, base, labels, n_places)
    end = world.goals.place[goal]
    labels[end], state.guide[base + end] = 0.0, NOBODY
    count = reach(labels, n_places, NOTHING, 0.0, end)
    while count > 0:
        label, place = labels[n_places], np.int64(labels[n_places + 1])
        count = drop_nearest(labels, n_places, count)
        if label > labels[place]:
            continue
        labels[place] = -np.inf  # certain: no other way is shorter
        if place == start:
            _forget_uncertain(state.guide, base, labels, n_places, count)
            return
        for leg in range(world.places.first_leg[place], world.places.last_leg[place]):
            link = world.legs.link[leg]
            is_closed = avoids_closed and state.links.known_closed[link] != 0
            if world.links.mode[link] != mode or is_closed:
                continue
            other = world.legs.to_place[leg]
            longer = label + link_hours(world, state, link)
            if longer < labels[other]:
                labels[other] = longer
                state.guide[base + other] = world.legs.back[leg]
                count = reach(labels, n_places, count, longer, other)
    _give_up_uncertain(state.guide, base, n_places)


@kernel
def next_wire(world: World, state: State, destination: int, place: int, side: int) -> int:
    """Return the wire by which a letter of `side` leaves `place` for `destination`, or NOBODY.

    Wires whose operators do not work for the side are as closed; where no channel has operators,
    one tree to a destination serves everybody.
    Writes: post, post_ready, numbers, when the destination's tree is not there yet.
    """
    n_places, tree = len(world.places), destination
    if side != NOBODY and len(state.post_ready) > n_places:
        tree += (side + 1) * n_places
    index = tree * n_places + place
    if state.post_ready[tree] == 0 or state.post[index] == UNCERTAIN:
        _find_wires(world, state, tree, place)
        state.post_ready[tree] = 1
    return state.post[index]


@kernel
def _find_wires(world: World, state: State, tree: int, start: int) -> None:
    """Grow a tree of next wires toward its destination up to `start`. Writes: post, numbers."""
    n_places = len(world.places)
    labels, base = state.numbers, tree * n_places
    destination, side = tree % n_places, NOBODY
    if tree >= n_places:
        side = np.int64(tree // n_places - 1)
    _clear(state.post, base, labels, n_places)
    labels[destination], state.post[base + destination] = 0.0, NOBODY
    count = reach(labels, n_places, NOTHING, 0.0, destination)
    while count > 0:
        label, place = labels[n_places], np.int64(labels[n_places + 1])
        count = drop_nearest(labels, n_places, count)
        if label > labels[place]:
            continue
        labels[place] = -np.inf  # certain: no other way is shorter
        if place == start:
            _forget_uncertain(state.post, base, labels, n_places, count)
            return
        for wire in range(world.places.first_wire[place], world.places.last_wire[place]):
            channel = world.wires.channel[wire]
            operators = world.channels.operators[channel]
            is_refused = service_of(world, state, operators, side) == Service.DECLINED
            if state.channels.closed[channel] != 0 or is_refused:
                continue
            other = world.wires.to_place[wire]
            longer = (
                label
                + state.values[world.channels.delay_min[channel]]
                + state.values[world.channels.service_min[channel]]
            )
            if longer < labels[other]:
                labels[other] = longer
                state.post[base + other] = world.wires.back[wire]
                count = reach(labels, n_places, count, longer, other)
    _give_up_uncertain(state.post, base, n_places)


@kernel
def forget_ways(state: State) -> None:
    """Let every tree be computed anew, because a link has opened or closed."""
    for goal in range(len(state.guide_ready)):
        state.guide_ready[goal] = 0


@kernel
def forget_wires(state: State) -> None:
    """Let every tree of wires be computed anew, because a channel has opened or closed."""
    for place in range(len(state.post_ready)):
        state.post_ready[place] = 0
