"""What was found of the entries of a scenario, for its overlays leave most of them as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from echelon.errors import Fault
from echelon.scenario import tree
from echelon.scenario.draft import Declaration
from echelon.scenario.overlays import Laid
from echelon.scenario.provenance import Provenance
from echelon.scenario.schema.texts import Texts

Version = tuple[str, int, int]
"""Part, node and groups of an entry: all that it is read from."""


class Fitted(NamedTuple):
    """What comes of one entry by itself."""

    declaration: Declaration
    faults: tuple[Fault, ...]
    provenance: Mapping[str, Provenance]


class WrittenOut(NamedTuple):
    """A pool, the unit in which it is nested, and the entries for which it stands."""

    pool: tree.Mapping
    around: tree.Mapping | None
    entries: tuple[Fitted, ...]


class Memo:
    """What was found before in the same folder.

    Everything is found again by the identity of the nodes that it was read from. These never
    change, and are kept here, so that nothing is ever out of date.

    Attributes
    ----------
    texts : Texts
        What texts were read as.
    told : dict of str to Memo
        By account, what was found of the folder as the account has it.
    laid : dict of str to Laid
        By account, the trees over which it is laid.
    entries, names, pools
        What comes of each entry, every id that it names, and what pools stand for.
    unsourced : dict of int to Node
        By identity, values of whose lack of a source the user was warned.
    """

    def __init__(self) -> None:
        self.texts = Texts()
        self.told: dict[str, Memo] = {}
        self.laid: dict[str, Laid] = {}
        self.entries: dict[Version, Fitted] = {}
        self.names: dict[Version, frozenset[str]] = {}
        self.pools: dict[tuple[int, int, int], WrittenOut] = {}
        self.unsourced: dict[int, tree.Node] = {}
        self._groups: dict[tuple[int, ...], tuple[int, list[tree.Mapping]]] = {}

    def __reduce__(self) -> tuple[type[Memo], tuple[()]]:
        # In another process the nodes have other identities.
        return Memo, ()

    def copy_for(self, account: str | None) -> Memo:
        """Return what is known of the folder as an account has it, for more to be added aside.

        No warning counts as told in it.
        """
        known = self if account is None else self.told.get(account, self)
        copy = Memo()
        copy.texts = known.texts.copy()
        copy.laid, copy.pools = dict(known.laid), dict(known.pools)
        copy.entries, copy.names = dict(known.entries), dict(known.names)
        copy._groups = dict(known._groups)
        return copy

    def version_of(self, groups: list[tree.Mapping]) -> int:
        """Return a number that is the same if and only if the groups are the same."""
        key = tuple(id(group) for group in groups)
        # The groups are kept, lest another takes the address of one that is gone.
        return self._groups.setdefault(key, (len(self._groups) + 1, groups))[0]
