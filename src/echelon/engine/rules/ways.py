"""The quickest way to a goal, by running times on links or delays on channels.

For each goal one tree of next steps is computed when first asked for, and again when what is open
has changed; a train or telegram then looks up its next step wherever it stands (Dijkstra 1959,
labels set from the goal backwards).
"""

from __future__ import annotations

import numpy as np

from echelon.engine._jit import kernel
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY
from echelon.engine.world import World


@kernel
def link_hours(world: World, state: State, link: int) -> float:
    """Return the time in hours over a whole link at its own speed."""
    speed = state.values[world.links.speed_km_h[link]]
    if not speed > 0.0:
        return np.inf
    return state.values[world.links.length_km[link]] / speed


@kernel
def nearest_unsettled(labels: np.ndarray, n_places: int) -> int:
    """Return the place with the least label not yet settled, or NOBODY.

    `labels[:n_places]` are distances, `labels[n_places:2 * n_places]` is 1 where settled.
    """
    best = NOBODY
    for place in range(n_places):
        is_open = labels[n_places + place] == 0.0 and labels[place] < np.inf
        if is_open and (best == NOBODY or labels[place] < labels[best]):
            best = np.int64(place)
    return best


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
    if state.guide_ready[tree] == 0:
        _find_ways(world, state, goal, tree)
        state.guide_ready[tree] = 1
    return state.guide[tree * len(world.places) + place]


@kernel
def _find_ways(world: World, state: State, goal: int, tree: int) -> None:
    """Fill the tree of next legs toward `goal`, past closed links only if it is the second.

    Writes: guide, numbers.
    """
    n_places = len(world.places)
    labels, base = state.numbers, tree * n_places
    avoids_closed = tree == goal
    for place in range(n_places):
        labels[place] = np.inf
        labels[n_places + place] = 0.0
        state.guide[base + place] = NOBODY
    labels[world.goals.place[goal]] = 0.0
    mode = world.goals.mode[goal]
    while True:
        place = nearest_unsettled(labels, n_places)
        if place == NOBODY:
            return
        labels[n_places + place] = 1.0
        for leg in range(world.places.first_leg[place], world.places.last_leg[place]):
            link = world.legs.link[leg]
            is_closed = avoids_closed and state.links.known_closed[link] != 0
            if world.links.mode[link] != mode or is_closed:
                continue
            other = world.legs.to_place[leg]
            label = labels[place] + link_hours(world, state, link)
            if label < labels[other]:
                labels[other] = label
                state.guide[base + other] = world.legs.back[leg]


@kernel
def next_wire(world: World, state: State, destination: int, place: int) -> int:
    """Return the wire by which a letter leaves `place` for `destination`, or NOBODY.

    Writes: post, post_ready, numbers, when the destination's tree is not there yet.
    """
    n_places = len(world.places)
    if state.post_ready[destination] == 0:
        _find_wires(world, state, destination)
        state.post_ready[destination] = 1
    return state.post[destination * n_places + place]


@kernel
def _find_wires(world: World, state: State, destination: int) -> None:
    """Fill the tree of next wires toward `destination`. Writes: post, numbers."""
    n_places = len(world.places)
    labels, base = state.numbers, destination * n_places
    for place in range(n_places):
        labels[place] = np.inf
        labels[n_places + place] = 0.0
        state.post[base + place] = NOBODY
    labels[destination] = 0.0
    while True:
        place = nearest_unsettled(labels, n_places)
        if place == NOBODY:
            return
        labels[n_places + place] = 1.0
        for wire in range(world.places.first_wire[place], world.places.last_wire[place]):
            channel = world.wires.channel[wire]
            if state.channels.closed[channel] != 0:
                continue
            other = world.wires.to_place[wire]
            label = (
                labels[place]
                + state.values[world.channels.delay_min[channel]]
                + state.values[world.channels.service_min[channel]]
            )
            if label < labels[other]:
                labels[other] = label
                state.post[base + other] = world.wires.back[wire]


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
