"""Who can judge for himself, and whom an entry of a table is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from echelon.campaign.assembly import Assembly
from echelon.campaign.builder import NONE
from echelon.campaign.library import DEFAULT
from echelon.campaign.people import chain_of, direct_superiors_of
from echelon.engine.vocabulary import Role
from echelon.scenario.schema.minds import Severity, Threshold, Weight

Tabled = TypeVar("Tabled", Weight, Severity)


@dataclass(frozen=True)
class Receiver:
    """Somebody who judges for himself."""

    id: str
    role: Role
    actor: int
    ears: int

    @property
    def name(self) -> str:
        """The name that it has as an entity."""
        return f"{self.id}/ranks" if self.role == Role.RANKS else self.id

    def is_meant(self, level: str) -> bool:
        """Return whether an entry of this level is about it."""
        return self.role in (Role.PERSON, Role.STAFF) or level in ("both", self.role.name.lower())


class Receivers:
    """All persons, commands, ranks and staffs of a scenario.

    Parameters
    ----------
    assembly : Assembly
        The scenario on its way to becoming a World.
    """

    def __init__(self, assembly: Assembly) -> None:
        self.assembly, self.parts = assembly, assembly.document.parts
        self.groups = self.groups_of_all()
        self._meant: dict[str | None, frozenset[str]] = {}

    def everybody(self) -> list[Receiver]:
        """Return everybody who can judge, by id and role."""
        assembly, found = self.assembly, []
        for id_ in self.parts.persons:
            actor = assembly.actors[id_]
            found.append(Receiver(id_, Role.PERSON, actor, actor))
        for row, id_ in enumerate(self.parts.units):
            actor = assembly.actors[id_]
            found.append(Receiver(id_, Role.COMMAND, actor, actor))
            found.append(Receiver(id_, Role.RANKS, assembly.ranks[row], actor))
        for id_ in self.parts.staffs:
            actor = assembly.actors[id_]
            found.append(Receiver(id_, Role.STAFF, actor, actor))
        return sorted(found, key=lambda receiver: (receiver.id, receiver.role))

    def ranks_of(self, receiver: Receiver) -> int:
        """Return the ranks under a command as an actor, NONE for anybody else."""
        if receiver.role != Role.COMMAND:
            return NONE
        return self.assembly.ranks[self.assembly.units[receiver.id]]

    def groups_of_all(self) -> Mapping[str, tuple[str, ...]]:
        """Return the groups of each person, unit and staff, the nearest first.

        The companies of a pool are a group, which has the pool's id.
        """
        found: dict[str, tuple[str, ...]] = {}
        for part in ("persons", "units", "staffs"):
            for id_, entry in self.parts[part].items():
                chain: list[str] = []
                name = getattr(entry, "group", None)
                while name is not None and name not in chain:
                    chain.append(name)
                    name = self.parts.groups[name].group if name in self.parts.groups else None
                found[id_] = tuple(chain)
        return found

    def meant(self, of: str | None) -> frozenset[str]:
        """Return the ids that an entry is about: one, the members of a group, or everybody."""
        if of not in self._meant:
            self._meant[of] = frozenset(self._members(of))
        return self._meant[of]

    def _members(self, of: str | None) -> Iterable[str]:
        if of is None or of in self.groups:
            return self.groups if of is None else (of,)
        return (id_ for id_, chain in self.groups.items() if of in chain)

    def about(self, receiver: Receiver, of: str | None, level: str) -> bool:
        """Return whether an entry is about a receiver."""
        return receiver.is_meant(level) and receiver.id in self.meant(of)

    def chosen(self, table: Mapping[str, Tabled], receiver: Receiver) -> str:
        """Return the id of the entry of a table that counts for a receiver: the closest."""
        entries = [
            (entry.of == receiver.id, entry.of is not None, entry.level != "both", id_)
            for id_, entry in table.items()
            if self.about(receiver, entry.of, entry.level)
        ]
        return max(entries)[3] if entries else DEFAULT

    def side_of(self, receiver: Receiver) -> int:
        """Return the side on which a receiver stands."""
        for part in (self.parts.persons, self.parts.units, self.parts.staffs):
            if receiver.id in part:
                return self.assembly.side(getattr(part[receiver.id], "side", None))
        return NONE

    def side_of_person(self, actor: int) -> int:
        """Return the side of a person by his actor, NONE for anybody else."""
        for id_, person in self.parts.persons.items():
            if self.assembly.actors[id_] == actor:
                return self.assembly.side(person.side)
        return NONE

    def superiors(self, receiver: Receiver) -> tuple[list[int], int]:
        """Return the actors of a receiver's own chain, and how many are right above it."""
        direct = direct_superiors_of(self.assembly, receiver.id)
        chain = set(direct)
        if receiver.id in self.parts.units:
            chain |= chain_of(self.assembly, receiver.id)
        return [*direct, *sorted(chain - set(direct))], len(direct)

    def others(self, receiver: Receiver, threshold: Threshold) -> list[str]:
        """Return the others whom a threshold counts."""
        if threshold.among:
            return [id_ for id_ in threshold.among if id_ != receiver.id]
        found: set[str] = set()
        for entry in self.parts.thresholds.values():
            if entry.side == threshold.side:
                found |= self.meant(entry.of)
        return sorted(found - {receiver.id})

    def scruples_of(self, receiver: Receiver, dispositioned: Collection[int]) -> list[str]:
        """Return the scruples of a receiver; of men who follow their command, it has them too.

        `dispositioned` are the actors who have dispositions of their own.
        """
        is_own = receiver.actor in dispositioned
        leads = receiver.role == Role.COMMAND and self.ranks_of(receiver) not in dispositioned
        return [
            id_
            for id_, entry in self.parts.scruples.items()
            if (is_own or receiver.role != Role.RANKS)
            and self.about(receiver, entry.of, "both" if leads else entry.level)
        ]

    def peers(self, receiver: Receiver, weight: Weight) -> list[str]:
        """Return the peers whose obedience weighs with a receiver."""
        if weight.among:
            return [id_ for id_ in weight.among if id_ != receiver.id]
        group = next(iter(self.groups[receiver.id]), None)
        if group is None:
            return []
        return [id_ for id_, chain in self.groups.items() if group in chain and id_ != receiver.id]
