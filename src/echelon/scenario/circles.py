"""The search for circles in what leads to what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def find_circles(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Find circles in a graph, each once.

    Parameters
    ----------
    edges : mapping of str to iterable of str
        From each node, the nodes that it leads to.

    Returns
    -------
    list of list of str
        Each begins with its least member. Every circle shares a node with one of these, but not
        every circle is listed: there can be more of them than could ever be told.

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
        # The way so far, in order, with the place of each node on it.
        way, waiting = {start: 0}, [iter(edges[start])]
        while waiting:
            following = next(waiting[-1], None)
            if following is None:
                waiting.pop()
                way.popitem()
            elif following in way:
                members = list(way)[way[following] :]
                turn = members.index(min(members))
                circles[(*members[turn:], *members[:turn])] = None
            elif following in edges and following not in done:
                done.add(following)
                way[following] = len(way)
                waiting.append(iter(edges[following]))
    return [list(circle) for circle in circles]
