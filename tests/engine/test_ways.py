"""The quickest way, wherever it is asked for and in whatever order: beside NetworkX."""

from __future__ import annotations

from pathlib import Path

import networkx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from echelon.campaign.simulate import Campaign, observe
from echelon.engine.rules.frontier import drop_nearest, reach
from echelon.engine.rules.ways import forget_ways, next_leg, next_wire, next_wire_without
from echelon.engine.state import State
from echelon.engine.vocabulary import NOBODY, NOTHING
from worlds import act, campaign_of, person, places, rail, unit, wire

TOWNS = [f"town_{letter}" for letter in "abcdefgh"]
PAIRS = st.tuples(st.sampled_from(range(8)), st.sampled_from(range(8))).filter(
    lambda pair: pair[0] < pair[1]
)


@settings(max_examples=50, deadline=None)
@given(pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=30))
def test_the_frontier_hands_out_the_nearest_first(pairs: list[tuple[int, int]]) -> None:
    numbers, count = np.zeros(5 + 2 * len(pairs)), NOTHING
    for label, place in pairs:
        count = reach(numbers, 5, count, float(label), place)
    found = []
    while count > 0:
        found.append((int(numbers[5]), int(numbers[6])))
        count = drop_nearest(numbers, 5, count)

    assert sorted(pairs) == found


EVERYBODY = np.int64(0)
"""The circle of whoever has no side and no channel of his own."""


def net_of(folder: Path, edges: dict[tuple[int, int], int]) -> tuple[Campaign, State]:
    """Return a world of eight towns with lines and wires of these lengths, and its state."""
    entries = [*places(*TOWNS), person("boss", TOWNS[0]), unit("army", TOWNS[0])]
    for (one, other), length in edges.items():
        entries.append(rail(TOWNS[one], TOWNS[other], length_km=length))
        entries.append(wire(TOWNS[one], TOWNS[other], delay_min=length, service_min=0))
    entries.append(act("go", "boss", f"move army to {TOWNS[7]} by rail"))
    campaign = campaign_of(folder, entries)
    return campaign, observe(campaign, 0, 0)


@settings(max_examples=40, deadline=None)
@given(
    edges=st.dictionaries(PAIRS, st.integers(1, 9), min_size=7, max_size=20),
    asked=st.permutations(range(7)),
)
def test_following_the_steps_is_as_short_as_the_shortest_way(
    tmp_path_factory: pytest.TempPathFactory, edges: dict[tuple[int, int], int], asked: list[int]
) -> None:
    graph = networkx.Graph()
    graph.add_nodes_from(range(8))
    graph.add_weighted_edges_from((*pair, length) for pair, length in edges.items())
    best = networkx.single_source_dijkstra_path_length(graph, 7)
    if 0 not in best:
        return  # nobody may be sent where no line leads
    campaign, state = net_of(tmp_path_factory.mktemp("net"), edges)
    world = campaign.assembled.world
    forget_ways(state)

    for start in asked:
        leg = next_leg(world, state, 0, start)
        by_wire = next_wire(world, state, 7, start, EVERYBODY)
        if start not in best:
            assert NOBODY == leg == by_wire
            continue
        ahead = int(world.legs.to_place[leg])
        assert best[start] == graph.edges[start, ahead]["weight"] + best[ahead]
        ahead = int(world.wires.to_place[by_wire])
        assert best[start] == graph.edges[start, ahead]["weight"] + best[ahead]


@settings(max_examples=40, deadline=None)
@given(
    edges=st.dictionaries(PAIRS, st.integers(1, 9), min_size=7, max_size=20),
    asked=st.lists(
        st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 19)), min_size=30
    ),
)
def test_a_way_round_is_the_shortest_without_that_channel_however_many_are_asked_for_in_turn(
    tmp_path_factory: pytest.TempPathFactory,
    edges: dict[tuple[int, int], int],
    asked: list[tuple[int, int, int]],
) -> None:
    graph = networkx.Graph()
    graph.add_nodes_from(range(8))
    graph.add_weighted_edges_from((*pair, length) for pair, length in edges.items())
    if not networkx.has_path(graph, 0, 7):
        return  # nobody may be sent where no line leads
    campaign, state = net_of(tmp_path_factory.mktemp("net"), edges)
    world = campaign.assembled.world
    pairs = list(edges)

    for destination, start, number in asked:
        if destination == start:
            continue
        one, other = pairs[number % len(pairs)]
        without = graph.copy()
        without.remove_edge(one, other)
        best = networkx.single_source_dijkstra_path_length(without, destination)
        channel = np.int64(
            campaign.assembled.assembly.channels[f"{TOWNS[one]}_{TOWNS[other]}_wire"]
        )
        by_wire = next_wire_without(world, state, destination, start, EVERYBODY, channel)
        if start not in best:
            assert NOBODY == by_wire
            continue
        assert world.wires.channel[by_wire] != channel
        ahead = int(world.wires.to_place[by_wire])
        assert best[start] == without.edges[start, ahead]["weight"] + best[ahead]
