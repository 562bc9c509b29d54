"""Who could ever come to know what, by everything that a scenario says: an upper bound.

A person who travels is taken to come to all places that could lie on his ways, a unit that does to
all there are, and whoever is told something to be told it: what is left is what nobody can know,
however the runs go.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from echelon.scenario.actions import Action
from echelon.scenario.schema.conduct import Act, Order
from echelon.scenario.schema.parts import Parts
from echelon.scenario.schema.readers import EVERYWHERE

TELLING = ("tell", "telephone", "announce", "confirm", "deny")
SEEN_WITH = {"men": 1, "strength": 1, "at": 1, "departed": 1, "arrived": 1, "controls": 1}
"""Questions about a place that are answered there, and which of their arguments names it."""

REPORTED = ("men", "departed", "arrived", "at")
"""Questions about a unit that are answered up its chain of command."""

LAWFUL = ("valid", "void", "undecided")


class Hearsay:
    """Says of a scenario who may come to know what.

    Parameters
    ----------
    parts : Parts
        Its entries.
    """

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.deeds = list(_deeds(parts))
        self._goals: dict[str, set[str]] = defaultdict(set)
        for traveller, place in _journeys(self.deeds):
            self._goals[traveller].add(place)
        self._around: dict[str, frozenset[str]] = {}
        self._readers = {wire.copies_to for wire in parts.channels.values()}
        self._chains = {unit: set(_chain(parts, unit)) for unit in parts.units}

    def whereabouts(self, actor: str) -> frozenset[str]:
        """Return all places at which an actor may ever be."""
        if actor not in self._around:
            self._around[actor] = self._whereabouts(self.mouth(actor))
        return self._around[actor]

    def _whereabouts(self, actor: str) -> frozenset[str]:
        parts = self.parts
        if actor in parts.staffs:
            return frozenset({parts.staffs[actor].place})
        if actor in parts.persons:
            stays = {parts.persons[actor].place, *self._goals[actor]}
            return frozenset(stays if len(stays) == 1 else _on_the_way(parts, stays))
        still = actor not in self._goals and not parts.oppositions
        return frozenset({parts.units[actor].place} if still else parts.places)

    def mouth(self, actor: str) -> str:
        """Return who knows what an actor knows: the chair of a body, else the actor."""
        return self.parts.bodies[actor].chair if actor in self.parts.bodies else actor

    def may_see(self, actor: str, place: str | None) -> bool:
        """Return whether an actor may ever be at a place; at one that is not stated nobody is."""
        return place in self.whereabouts(actor)

    def may_know(self, actor: str, question: str, names: tuple[str, ...]) -> bool:
        """Return whether an actor may ever have an answer to a question of a condition.

        Parameters
        ----------
        actor : str
            Whose knowledge is asked.
        question : str
            Name of the predicate.
        names : tuple of str
            Its arguments.
        """
        if question in ("heard", "time_of", *LAWFUL):
            return self.may_hear(actor, names[0])
        if question in REPORTED and names[0] in self._chains:
            chain = self._chains[names[0]] | {names[0]}
            if actor in chain or self.mouth(actor) in chain:
                return True
        if question == "at" and self.mouth(actor) == names[0]:
            return True
        if question in SEEN_WITH:
            return self.may_see(actor, names[SEEN_WITH[question]])
        if question == "received":
            return any(actor in _words(action) for action in self.parts.orders[names[0]].do)
        if question == "function":
            return self.may_see(actor, names[0])
        if question == "wagons":
            is_counted = self.parts.places[names[0]].wagons is not None
            return is_counted and self.may_see(actor, names[0])
        if question in ("works", "crowd"):
            return self.may_see(actor, self.parts.staffs[names[0]].place)
        return True

    def may_hear(self, actor: str, fact: str) -> bool:
        """Return whether an actor may ever hear of a fact or an act."""
        parts, me = self.parts, self.mouth(actor)
        if me in self._readers or actor in self._readers:
            return True
        mine = {actor, me, *(id_ for id_, one in parts.persons.items() if one.deputy == me)}
        mine |= {id_ for id_, body in parts.bodies.items() if body.chair == me}
        if fact in parts.facts:
            entry = parts.facts[fact]
            if mine & {*entry.known_to, *entry.reported_to} or self.may_see(actor, entry.at):
                return True
        elif self._may_hear_act(mine, parts.acts[fact]):
            return True
        return any(self._tells(by, action, mine, fact) for by, action in self.deeds)

    def _may_hear_act(self, mine: set[str], act: Act) -> bool:
        if mine & {act.by, *act.reported_to, act.in_name_of or "", act.to or ""}:
            return True
        where = self.whereabouts(act.by)
        if act.public and any(where & self.whereabouts(one) for one in mine):
            return True
        return any(mine & {*_words(action)} for action in act.do)

    def _tells(self, by: str, action: Action, mine: set[str], fact: str) -> bool:
        words = action.arguments
        if action.verb not in (*TELLING, "ask") or words.get("fact") != fact:
            return False
        if by in mine or mine & {*_words(action)}:  # who tells something has heard of it
            return True
        channel = self.parts.channels.get(str(words.get("channel", "")))
        if channel is None:
            return False
        reach = channel.reach or ()
        return reach == EVERYWHERE or any(self.whereabouts(one) & {*reach} for one in mine)


def _deeds(parts: Parts) -> Iterator[tuple[str, Action]]:
    """Yield whatever anybody may do, and who."""
    done: list[Order | Act] = [*parts.orders.values(), *parts.acts.values()]
    for entry in done:
        by = parts.bodies[entry.by].chair if entry.by in parts.bodies else entry.by
        for action in entry.do:
            yield by, action
    for deal in parts.agreements.values():
        for by, actions in (
            (deal.by, (*deal.gives, *deal.if_refused, *deal.if_broken)),
            (deal.to, (*deal.returns, *deal.if_broken)),
        ):
            for action in actions:
                yield by, action


def _journeys(deeds: list[tuple[str, Action]]) -> Iterator[tuple[str, str]]:
    """Yield who may travel where."""
    for by, action in deeds:
        words: Mapping[str, str | tuple[str, ...]] = action.arguments
        if action.verb in ("move", "infiltrate"):
            yield str(words["unit"]), str(words["place"])
        elif action.verb == "go":
            yield by, str(words["place"])
            yield str(words.get("companion", "")), str(words["place"])


def _on_the_way(parts: Parts, stays: set[str]) -> set[str]:
    """Return the places that are left when dead ends are taken off that nobody wants to go to."""
    ways = {frozenset({link.from_, link.to}) for link in parts.links.values()}
    left = {*parts.places}
    while True:
        degree = Counter(place for way in ways if way <= left for place in way)
        ends = {place for place in left - stays if degree[place] < 2}
        if not ends:
            return left
        left -= ends


def _chain(parts: Parts, unit: str) -> Iterator[str]:
    """Yield the actors to whom a unit reports: commander, superior, and their superiors."""
    waiting = [parts.units[unit].commander, parts.units[unit].superior]
    found: set[str] = set()
    while waiting:
        id_ = waiting.pop()
        if id_ is None or id_ in found:
            continue
        found.add(id_)
        yield id_
        if id_ in parts.persons:
            waiting.append(parts.persons[id_].superior)
        elif id_ in parts.units:
            waiting += [parts.units[id_].commander, parts.units[id_].superior]
        elif id_ in parts.bodies:
            waiting.append(parts.bodies[id_].chair)


def _words(action: Action) -> Iterator[str]:
    for words in action.arguments.values():
        yield from (words,) if isinstance(words, str) else words
