"""What checks ask of graphs and matrices: symmetry, who reaches whom, circles."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.scenario.checks.inputs import matrix_fault
from echelon.scenario.checks.network import Network
from echelon.scenario.circles import find_circles


@pytest.mark.parametrize(
    ("matrix", "said"),
    [
        (((1.0, 0.5), (0.5, 1.0)), ""),
        (((1.0, 0.5), (0.4, 1.0)), "symmetric"),
        (((1.0, 0.5), (0.5, 0.9)), "diagonal"),
        (((1.0, 0.5),), "rows"),
        (((1.0, 1.0), (1.0, 1.0)), "positive definite"),
    ],
)
def test_a_matrix_is_a_correlation_matrix_or_it_is_said_why_not(
    matrix: tuple[tuple[float, ...], ...], said: str
) -> None:
    assert said in matrix_fault(matrix, 2)
    assert bool(said) == bool(matrix_fault(matrix, 2))


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=14))
def test_places_hang_together_if_a_walk_leads_from_one_to_the_other(
    pairs: list[tuple[int, int]],
) -> None:
    network = Network((str(one), str(other)) for one, other in pairs)
    for start in range(9):
        reached = {start}
        for _ in range(9):
            reached |= {b for a, b in pairs if a in reached} | {a for a, b in pairs if b in reached}
        assert reached == {end for end in range(9) if network.joins(str(start), str(end))}


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3)))
def test_a_graph_has_circles_if_and_only_if_some_walk_comes_back(
    edges: dict[str, list[str]],
) -> None:
    reach = {node: set(edges.get(node, ())) for node in "abcdef"}
    for _ in range(6):
        reach = {a: {*near, *(c for b in near for c in reach[b])} for a, near in reach.items()}
    circles = find_circles(edges)
    assert any(node in near for node, near in reach.items()) == bool(circles)
    for circle in circles:
        closed = [*circle, circle[0]]
        assert all(b in edges[a] for a, b in pairwise(closed))
        assert circle[0] == min(circle)
