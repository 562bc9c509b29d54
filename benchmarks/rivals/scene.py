"""What the processes of one SimPy run share: clock, draws, actors, and what has happened."""

from __future__ import annotations

from collections.abc import Callable

import simpy

from benchmarks.rivals.due import Due, Hashes, hashes
from benchmarks.rivals.luck import Luck
from echelon.engine.vocabulary import Kind

Happening = tuple[int, str, str, str]
"""When (microseconds), what kind of thing, who, and what about it."""


class Actor:
    """Anybody who can be written to: a person, a unit's command or a station."""

    def __init__(self, name: str, place: str, *, is_person: bool = False) -> None:
        self.name, self.is_person = name, is_person
        self.hashes: Hashes = hashes(name)
        self.place: str | None = place
        self.next_place: str | None = None
        self.journey: object | None = None
        self.letters: list[tuple[str, simpy.Event]] = []  # where each waits, and what calls it
        self.stranded: list[simpy.Event] = []  # one for each letter to which no way led
        self.overdue_acts: list[str] = []
        self.heard: set[str] = set()
        self.cares_for: frozenset[str] = frozenset()

    @property
    def stays(self) -> bool:
        """Whether letters that lie elsewhere are to be sent after it."""
        return self.is_person and self.journey is None

    def is_on_the_way_to(self, place: str) -> bool:
        """Return whether it is between places and will next be at this one."""
        return self.place is None and self.next_place == place


class Scene:
    """One run.

    Parameters
    ----------
    seed, run : int
        Which run.
    is_told : bool
        Whether what happens is written down.
    """

    def __init__(self, seed: int, run: int, is_told: bool) -> None:
        self.env = simpy.Environment()
        self.luck = Luck(seed, run)
        self.actors: dict[str, Actor] = {}
        self.happened: dict[str, int] = {}
        self.trace: list[Happening] | None = [] if is_told else None
        self.on_arrival: Callable[[Actor], None] = lambda actor: None
        self.on_move: Callable[[Actor], None] = lambda actor: None

    def tell(self, kind: Kind, who: str, what: str = "") -> None:
        """Write down what happens now."""
        if self.trace is not None:
            self.trace.append((self.env.now, kind.name, who, what))

    def due(self, at_us: int, kind: Kind, owner: Hashes, ordinal: int = 0) -> Due:
        """Return an event of the agenda."""
        return Due(self.env, at_us, kind, owner.turn, ordinal)

    def then(
        self, at_us: int, kind: Kind, owner: Hashes, do: Callable[[], None], ordinal: int = 0
    ) -> None:
        """Do something when it falls due."""
        event = Due(self.env, at_us, kind, owner.turn, ordinal)
        event.callbacks.append(lambda _: do())

    def move(self, actor: Actor, place: str | None, next_place: str) -> None:
        """Let an actor be at a place, or on the way to the next one."""
        actor.place, actor.next_place = place, next_place
        if place is not None:
            self.then(
                self.env.now, Kind.ACTOR_LOOKS_ROUND, actor.hashes, lambda: self.on_arrival(actor)
            )
        self.on_move(actor)
