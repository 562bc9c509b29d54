"""Which places hang together: by links of some kind, or by channels."""

from __future__ import annotations

from collections.abc import Iterable


class Network:
    """Places that can be reached from each other, in either direction.

    Parameters
    ----------
    pairs : iterable of (str, str)
        Places joined directly.

    Examples
    --------
    >>> network = Network([("ostrov", "pskov"), ("pskov", "luga")])
    >>> network.joins("ostrov", "luga"), network.joins("ostrov", "reval")
    (True, False)
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._parent: dict[str, str] = {}
        for one, other in pairs:
            self._parent[self._root(one)] = self._root(other)

    def joins(self, one: str, other: str) -> bool:
        """Tell whether a way leads from one place to the other."""
        return self._root(one) == self._root(other)

    def _root(self, place: str) -> str:
        parent = self._parent
        while parent.setdefault(place, place) != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place
