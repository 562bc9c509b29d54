"""A scenario as far as it could be read, with the place of everything: what the checks look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from echelon.errors import Fault
from echelon.scenario import tree
from echelon.scenario.calendar import Calendar
from echelon.scenario.fields import Sources, WrittenEntry, inner, plain
from echelon.scenario.provenance import Provenance
from echelon.scenario.references import Names
from echelon.scenario.schema.catalogue import keys_of
from echelon.scenario.schema.entry import Declared
from echelon.scenario.schema.parts import PARTS, Part, Parts
from echelon.scenario.schema.readers import Path, pieces_of
from echelon.scenario.settings import Settings
from echelon.scenario.sources import Source

_Model = TypeVar("_Model", bound=Declared)


@dataclass(frozen=True)
class Declaration:
    """One entry, or what one group gives to the entries of its part.

    Parameters
    ----------
    part : Part
        Where it belongs; for the fields of a group, the part that the group serves.
    written : WrittenEntry
        Its fields and their places, inherited ones included.
    values : mapping of str to Any
        By key, the typed values of the fields that are stated here and could be read.
    entry : Declared or None
        None if anything is wrong with it by itself, and for the fields of a group.
    group : str
        Id of the group whose fields these are, or of the default; empty for an entry.
    noun : str
        What that is.
    """

    part: Part
    written: WrittenEntry
    values: Mapping[str, Any]
    entry: Declared | None
    group: str = ""
    noun: str = "group"

    @property
    def id(self) -> str:
        """The id as written; empty if there is none."""
        return self.written.id

    @property
    def called(self) -> str:
        """What messages call it."""
        if self.group:
            return f"{self.noun} `{self.group}`"
        return called(self.part, self.id)

    def gives(self, key: str) -> bool:
        """Return whether a field has a value of its own or inherits one."""
        written = self.written.fields.get(key)
        return written is not None and not written.is_nothing


@dataclass
class Draft:
    """Everything that is known of a scenario before it is found to be sound.

    Parameters
    ----------
    sources : Sources
        The files, to point into them, and the faults found while reading.
    calendar : Calendar
        How its dates are read.
    settings : Settings or None
        None if the head of the scenario is at fault.
    declarations : dict of str to dict of str to Declaration
        The entries of each part by id; of two with one id, the first.
    nameless : list of Declaration
        Entries without an id of their own, and what groups give.
    works : mapping of str to Source
        The bibliography.
    dropped : dict of str to Node
        Ids that an overlay left out, and where it says so.
    trees : mapping of str to list of Mapping
        The entries of each part as written.
    is_overlaid : bool
        Whether a what-if or an account is applied.
    is_cut : bool
        Whether there were so many faults that the rest was left unread.
    provenance : dict
        By part, id and field, where each value comes from.
    broken_ids : set of str
        Ids that are no ids; what names them is not at fault.
    of_pools : set of str
        Ids of entries that nobody wrote: pools stand for them.
    unsourced : dict of int to Node
        By identity, the values without a source that are told of with the base scenario, and not
        again with every overlay.
    """

    sources: Sources
    calendar: Calendar
    settings: Settings | None = None
    declarations: dict[str, dict[str, Declaration]] = field(default_factory=dict)
    nameless: list[Declaration] = field(default_factory=list)
    works: Mapping[str, Source] = field(default_factory=dict)
    dropped: dict[str, tree.Node] = field(default_factory=dict)
    trees: Mapping[str, list[tree.Mapping]] = field(default_factory=dict)
    is_overlaid: bool = False
    is_cut: bool = False
    provenance: dict[tuple[str, str, str], Provenance] = field(default_factory=dict)
    broken_ids: set[str] = field(default_factory=set)
    of_pools: set[str] = field(default_factory=set)
    unsourced: dict[int, tree.Node] = field(default_factory=dict)

    @property
    def faults(self) -> list[Fault]:
        """The faults found while reading."""
        return self.sources.faults

    @property
    def unread(self) -> frozenset[str]:
        """Parts that could not be read in full."""
        return self.sources.folder.unread

    def names(self) -> Names:
        """Return the ids of every part, those of entries at fault included."""
        return {part: self.declarations.get(part, {}).keys() for part in PARTS}

    def every(self) -> Iterator[Declaration]:
        """Yield all that is stated: entries, nameless entries, and the fields of groups."""
        for entries in self.declarations.values():
            yield from entries.values()
        yield from self.nameless

    def sound(self, part: str, model: type[_Model]) -> Iterator[tuple[Declaration, _Model]]:
        """Yield the entries of a part that are right by themselves."""
        for declaration in self.declarations.get(part, {}).values():
            if isinstance(declaration.entry, model):
                yield declaration, declaration.entry

    def is_whole(self, *parts: str) -> bool:
        """Tell whether these parts were read in full and no entry of theirs is at fault."""
        return not self.unread.intersection(parts) and all(
            declaration.entry is not None
            for part in parts
            for declaration in self.declarations.get(part, {}).values()
        )

    def parts(self) -> Parts:
        """Return the sound entries: sorted by id, but outcomes in the order written."""
        found: dict[str, dict[str, Any]] = {}
        for part in PARTS:
            entries = self.declarations.get(part, {})
            ids = entries if part == "outcomes" else sorted(entries)
            found[part] = {id_: entries[id_].entry for id_ in ids if entries[id_].entry is not None}
        return Parts(**found)

    def fault(
        self,
        code: str,
        message: str,
        declaration: Declaration,
        key: str,
        *,
        path: Path = (),
        start: int = 0,
        end: int | None = None,
        label: str = "",
        help: str = "",
        notes: tuple[str, ...] = (),
        warning: bool = False,
    ) -> Fault:
        """Make a fault at a field of an entry.

        Parameters
        ----------
        code, message, label, help, notes, warning
            As of `Fault`.
        declaration : Declaration
            The entry.
        key : str
            The field; the id, or the entry as a whole, if it is not written.
        path : tuple
            Items and keys that lead inside its value.
        start, end : int
            The characters of the text there; to its end if none is given.
        """
        node, offset, length = self._place(declaration, key, path)
        if end is not None and end > start:
            offset, length = offset + start, end - start
        spot = self.sources.spot(node, offset, length)
        return Fault(code, message, spot, label, notes, help, warning)

    def path_to(self, declaration: Declaration, key: str, name: str) -> Path:
        """Return the path to one name in a list of names; empty if it stands alone."""
        leaf = keys_of(declaration.part.model)[key].leaf
        pieces = pieces_of(plain(declaration.written.fields[key].node, leaf))
        return (pieces.index(name),) if len(pieces) > 1 and name in pieces else ()

    def forgives(self, name: str, parts: tuple[str, ...]) -> bool:
        """Tell whether a name that is not known may be the fault of something told already."""
        return name in self.broken_ids or not self.unread.isdisjoint(parts)

    def dropped_fault(self, name: str, user: Declaration) -> Fault:
        """Make the fault of an overlay that drops what another entry still names."""
        spot = self.sources.spot(self.dropped[name])
        message = f"`{name}` is dropped, but {user.called} still names it"
        help = "drop or change what names it too"
        return Fault("bad-overlay", message, spot, "still named", help=help)

    def _place(
        self, declaration: Declaration, key: str, path: Path
    ) -> tuple[tree.Node, int, int | None]:
        written = declaration.written.fields.get(key)
        if written is not None:
            return inner(written.node, path)
        return declaration.written.id_node or declaration.written.node, 0, None


def called(part: Part, id_: str) -> str:
    """Return what messages call an entry: ``link `pskov_luga` ``, or ``a link`` without an id."""
    if id_:
        return f"{part.noun} `{id_}`"
    return f"{'an' if part.noun[0] in 'aeio' else 'a'} {part.noun}"
