"""Slots of knowledge: one for each quantity that some condition reads, and the truth behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from echelon.campaign.builder import NONE, Lists, Rows
from echelon.engine.names import luck_of
from echelon.engine.vocabulary import Owed, Quantity
from echelon.engine.world import SLOTS

TRUTH = NONE
"""The observer of what truly is."""

VERDICTS = (Quantity.VERDICT, Quantity.HOLDS, Quantity.STANDS)

Key = tuple[int, Quantity, int, int]


class SlotConstants(Protocol):
    """What the assembly knows of a slot by its key."""

    def initial(self, key: Key) -> float:
        """Return what stands in it at the start."""

    def owed(self, key: Key) -> Owed:
        """Return whether its observer is told of changes that he does not see."""

    def seen_at(self, key: Key) -> tuple[int, int]:
        """Return the one or two places where its truth can be seen."""

    def name(self, key: Key) -> str:
        """Return a name for what it is about."""

    def first_hour(self, key: Key) -> int:
        """Return where the expected hours of an estimate begin."""


@dataclass
class SlotRegister:
    """Slots by observer (an actor, or `TRUTH`), quantity and the one or two rows it is about."""

    rows: dict[Key, int] = field(default_factory=dict)
    watchers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _observed: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _verdicts: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    _about: dict[tuple[Quantity, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    _at: dict[tuple[Quantity, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    _knowing: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def slot(self, observer: int, quantity: Quantity, first: int, second: int = NONE) -> int:
        """Return the slot of a quantity for an observer, and see to it that its truth has one."""
        if observer != TRUTH:
            self._row(TRUTH, quantity, first, second)
        return self._row(observer, quantity, first, second)

    def find(self, quantity: Quantity, first: int, second: int = NONE) -> int:
        """Return the truth slot of a quantity, or NONE if nobody asks for it."""
        return self.rows.get((TRUTH, quantity, first, second), NONE)

    def watch(self, slot: int, watcher: int) -> None:
        """Have a fact (>= 0) or an order (-1 - row) looked at when the slot changes."""
        if watcher not in self.watchers[slot]:
            self.watchers[slot].append(watcher)

    def about(self, quantities: tuple[Quantity, ...], first: int) -> list[int]:
        """Return the truth slots of these quantities about the row `first`."""
        return sorted(row for quantity in quantities for row in self._about[quantity, first])

    def at(self, quantity: Quantity, second: int) -> list[int]:
        """Return the truth slots of a quantity whose second row is `second`, such as a place."""
        return list(self._at[quantity, second])

    def observed_by(self, observer: int) -> list[int]:
        """Return the slots of one observer."""
        return list(self._observed[observer])

    def knowing_of(self, fact: int) -> list[int]:
        """Return the slots in which anybody keeps that another has heard of a fact."""
        return list(self._knowing[fact])

    def verdicts_of(self, observer: int) -> list[int]:
        """Return the slots in which an observer, or the truth for a view, keeps verdicts."""
        found = self._verdicts[observer]
        return [row for row, view in found if observer != TRUTH or view != NONE]

    def _row(self, observer: int, quantity: Quantity, first: int, second: int) -> int:
        key = observer, quantity, first, second
        if key not in self.rows:
            row = self.rows[key] = len(self.rows)
            self._observed[observer].append(row)
            if quantity in VERDICTS:
                self._verdicts[observer].append((row, second))
            if quantity == Quantity.KNOWS and observer != TRUTH:
                self._knowing[second].append(row)
            if observer == TRUTH:
                self._about[quantity, first].append(row)
                self._at[quantity, second].append(row)
        return self.rows[key]

    def table(self, lists: Lists, constants: SlotConstants, cells: Mapping[int, int]) -> Rows:
        """Return the table of slots; `cells` has the cell of the census that counts a slot."""
        copies: dict[int, list[int]] = defaultdict(list)
        for (observer, quantity, first, second), row in self.rows.items():
            if observer != TRUTH:
                copies[self.rows[TRUTH, quantity, first, second]].append(row)
        table = Rows(SLOTS)
        for key, row in self.rows.items():
            observer, quantity, first, second = key
            first_watcher, last_watcher = lists.add(sorted(self.watchers[row], reverse=True))
            first_copy, last_copy = lists.add(copies[row])
            seen_at, seen_also_at = constants.seen_at(key)
            table.add(
                observer=observer,
                quantity=quantity,
                first=first,
                second=second,
                truth=NONE if observer == TRUTH else self.rows[TRUTH, quantity, first, second],
                seen_at=seen_at,
                seen_also_at=seen_also_at,
                luck=luck_of(constants.name(key)),
                owed=constants.owed(key),
                hours=constants.first_hour(key),
                first_watcher=first_watcher,
                last_watcher=last_watcher,
                first_copy=first_copy,
                last_copy=last_copy,
                cell=cells.get(row, NONE),
                initial=constants.initial(key),
            )
        return table
