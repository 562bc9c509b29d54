"""Whether anybody is, through others, his own superior; and the search for circles in general."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from echelon.errors import Fault
from echelon.scenario.draft import Draft


def check_superiors(draft: Draft) -> Iterator[Fault]:
    """Find chains of command that go round in a circle."""
    actors = {**draft.declarations["persons"], **draft.declarations["units"]}
    above = {
        id_: [declaration.values["superior"]]
        for id_, declaration in actors.items()
        if "superior" in declaration.values
    }
    for circle in find_circles(above):
        declaration = actors[circle[0]]
        yield draft.fault(
            "circular",
            f"{declaration.called} is, through the chain of command, its own superior",
            declaration,
            "superior",
            label="the circle closes here",
            notes=(" -> ".join([*circle, circle[0]]),),
        )


def find_circles(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Find circles in a graph, each once.

    Parameters
    ----------
    edges : mapping of str to iterable of str
        From each node, the nodes that it leads to.

    Returns
    -------
    list of list of str
        Each begins with its least member and leads round to it; no two share an edge back.

    Examples
    --------
    >>> find_circles({"b": ["a"], "a": ["b"], "c": ["a"]})
    [['a', 'b']]
    """
    circles: dict[tuple[str, ...], None] = {}
    done: set[str] = set()
    for start in sorted(edges):
        if start in done:
            continue
        done.add(start)
        way, waiting = [start], [iter(edges[start])]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                way.pop()
            elif following in way:
                members = way[way.index(following) :]
                turn = members.index(min(members))
                circles[(*members[turn:], *members[:turn])] = None
            elif following in edges and following not in done:
                done.add(following)
                way.append(following)
                waiting.append(iter(edges[following]))
    return [list(circle) for circle in circles]
