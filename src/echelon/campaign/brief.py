"""What one actor knew at one moment of a run, and nothing else.

Everything here is read from the actor's own slots of knowledge, from the letters that were read to
it and from the rows of the trace that are about itself. The truth is never looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from echelon.campaign.builder import NONE
from echelon.campaign.grammar import clause, sentence
from echelon.campaign.names import Names
from echelon.campaign.simulate import Campaign, observe
from echelon.campaign.verdicts import Opinion, opinion_of_actor
from echelon.engine.state import State
from echelon.engine.vocabulary import Content, Kind, Quantity

ORDER_WORDS = {
    Kind.ORDER_STIRS: "stirring",
    Kind.ORDER_LAPSES: "lapsed",
    Kind.ORDER_WITHHELD: "put off",
    Kind.PERSON_BUSY: "put off",
    Kind.ORDER_RIPENS: "given",
    Kind.ORDER_NEGLECTED: "neglected",
}
"""How a standing order stands after each thing that can befall it; before all of them it waits."""

QUESTION_WORDS = {
    Kind.BODY_LACKS_QUORUM: "short of a quorum",
    Kind.BODY_SITS: "taken up",
    Kind.BODY_RESOLVES: "resolved",
    Kind.BODY_REJECTS: "rejected",
    Kind.BODY_IS_VETOED: "vetoed",
}
"""How the question of a body stands after that."""

FROM_THE_START = "known from the start"

OF_FACTS = (Quantity.HEARD, Quantity.TIME_OF)

OF_LAW = (Quantity.VERDICT, Quantity.HOLDS, Quantity.STANDS)

OF_PRESENCE = (Quantity.MEN, Quantity.AT, Quantity.ARRIVED, Quantity.DEPARTED)


@dataclass(frozen=True)
class Known:
    """One thing that the actor knows.

    Parameters
    ----------
    text : str
        The sentence.
    since_us : int
        Of when the information is, in microseconds since the start.
    learnt_us : int
        When it reached the actor.
    source : str
        From whom, or how.
    absent : tuple of str or None
        Who and where, if it is no more than that somebody is not at a place, nor has been.
    """

    text: str
    since_us: int
    learnt_us: int
    source: str
    absent: tuple[str, str] | None = None

    @property
    def from_the_start(self) -> bool:
        """Whether it is what the actor began with, never brought up to date."""
        return self.source == FROM_THE_START


@dataclass(frozen=True)
class Letter:
    """A message that was read to the actor.

    Parameters
    ----------
    text : str
        What it says.
    sent_us, read_us : int
        When it was written and when it was read, in microseconds since the start.
    source : str or None
        In whose name it speaks; None for a report that nobody signs, or one that cannot be read.
    """

    text: str
    sent_us: int
    read_us: int
    source: str | None


@dataclass(frozen=True)
class OwnOrder:
    """One of the actor's own standing orders.

    Parameters
    ----------
    id, text : str
        Which.
    standing : str
        `waiting`, `stirring` (he has made up his mind), `lapsed`, `put off` (he cannot act),
        `given` or `neglected`; of the question of a body also what it has made of it.
    since_us : int or None
        Since when it stands so; None while it has always been waiting.
    """

    id: str
    text: str
    standing: str
    since_us: int | None


@dataclass(frozen=True)
class Brief:
    """What one actor knew at one moment of a run.

    Parameters
    ----------
    actor, name : str
        Id and name of the person, staff or body, or of the unit whose command it is.
    time_us : int
        The moment, in microseconds since the start.
    place : str or None
        Where it was; None under way.
    bound_for : str or None
        The next place, if it was under way.
    knows : tuple of Known
        By the age of the information, oldest first.
    not_heard, not_known : tuple of str
        Facts that would matter to it and of which it had not heard; and what else it might
        have asked.
    letters : tuple of Letter
        In the order in which they were read.
    orders : tuple of OwnOrder
        Its standing orders, in order of their ids.
    authority : Opinion or None
        What it makes, in its own view, of who may command; None if it has no view.
    """

    actor: str
    name: str
    time_us: int
    place: str | None
    bound_for: str | None
    knows: tuple[Known, ...]
    not_heard: tuple[str, ...]
    not_known: tuple[str, ...]
    letters: tuple[Letter, ...]
    orders: tuple[OwnOrder, ...]
    authority: Opinion | None = None


def brief_actor(campaign: Campaign, actor: str, seed: int, run: int, at_us: int) -> Brief:
    """Replay a run up to a moment and tell what an actor then knew.

    Parameters
    ----------
    campaign : Campaign
        From `compile`.
    actor : str
        Id of a person, unit, staff or body.
    seed, run : int
        Which run.
    at_us : int
        The moment, in microseconds since the start; what happens at it has happened.

    Raises
    ------
    KeyError
        If there is no such actor.
    UnfinishedError
        If the run cannot be simulated so far.
    """
    return read_mind(campaign, actor, observe(campaign, seed, run, until_us=at_us), at_us)


def read_mind(campaign: Campaign, actor: str, state: State, at_us: int) -> Brief:
    """Tell what an actor knows in a given state; parameters as in `brief_actor`."""
    row = campaign.assembled.assembly.actors[actor]
    mind = _Mind(campaign, state, row)
    place, following = int(state.actors.place[row]), int(state.actors.next_place[row])
    under_way = place == NONE and following != NONE
    return Brief(
        actor=actor,
        name=sentence(mind.names.actor(row)),
        time_us=at_us,
        place=None if place == NONE else mind.names.place(place),
        bound_for=mind.names.place(following) if under_way else None,
        knows=tuple(sorted(mind.knows(), key=lambda known: (known.since_us, known.text))),
        not_heard=tuple(sorted(mind.not_heard())),
        not_known=tuple(sorted(mind.not_known())),
        letters=tuple(mind.letters()),
        orders=tuple(mind.orders()),
        authority=opinion_of_actor(campaign, state, row),
    )


class _Mind:
    """Reads what belongs to one actor out of a state."""

    def __init__(self, campaign: Campaign, state: State, actor: int) -> None:
        self.campaign, self.state, self.actor = campaign, state, actor
        self.world = campaign.assembled.world
        self.names = Names(campaign.document, campaign.assembled, state)
        actors = self.world.actors
        first, last = int(actors.first_slot[actor]), int(actors.last_slot[actor])
        self.slots = [int(slot) for slot in self.world.lists[first:last]]
        self.trace = state.trace[: int(state.clock.n_trace[0])]
        self.read = [
            (int(row["time_us"]), int(row["who"]))
            for row in self._told(Kind.LETTER_HEARD)
            if state.letters.receiver[row["who"]] == actor
        ]

    def knows(self) -> Iterator[Known]:
        """Yield what is known."""
        heard = {self._first(slot) for slot in self._of(Quantity.HEARD) if self._number(slot) == 1}
        located = {self._first(slot) for slot in self._of(Quantity.AT) if self._number(slot) == 1}
        for slot in self.slots:
            quantity, about, number = self._quantity(slot), self._first(slot), self._number(slot)
            if math.isnan(number) or (quantity == Quantity.HEARD and number == 0):
                continue
            if quantity == Quantity.TIME_OF and about in heard:
                continue
            # Where he is himself stands above; and who is at one place is not at the others.
            if quantity == Quantity.AT and (
                about == self.actor or (number == 0 and about in located)
            ):
                continue
            yield self._known(slot)

    def not_heard(self) -> set[str]:
        """Return the facts that would matter to the actor and of which it has not heard."""
        about = {self._first(slot): False for slot in self.slots if self._is_of_fact(slot)}
        for slot in filter(self._is_of_fact, self.slots):
            is_date = self._quantity(slot) == Quantity.TIME_OF
            heard = not math.isnan(self._number(slot)) if is_date else self._number(slot) == 1
            about[self._first(slot)] |= heard
        return {sentence(self.names.fact(fact)) for fact, heard in about.items() if not heard}

    def not_known(self) -> set[str]:
        """Return what else the actor might have asked and has no answer to."""
        located = {
            self._first(slot)
            for slot in self._of(Quantity.AT)
            if not math.isnan(self._number(slot))
        }
        return {
            self._doubt(slot)
            for slot in self.slots
            if math.isnan(self._number(slot))
            and not self._is_of_fact(slot)
            and not (self._quantity(slot) == Quantity.AT and self._first(slot) in located)
        }

    def letters(self) -> Iterator[Letter]:
        """Yield the messages that were read to the actor."""
        letters = self.state.letters
        for read_us, letter in self.read:
            sent_us, author = int(letters.sent_us[letter]), int(letters.claimed[letter])
            if letters.garbled[letter]:
                yield Letter("It cannot be read", sent_us, read_us, None)
                continue
            source = None if author == NONE else sentence(self.names.actor(author))
            yield Letter(sentence(self.names.message(letter)), sent_us, read_us, source)

    def orders(self) -> Iterator[OwnOrder]:
        """Yield how the actor's standing orders stand."""
        assembly = self.campaign.assembled.assembly
        for id_, order in assembly.orders.items():
            if self.world.orders.actor[order] != self.actor:
                continue
            standing, since_us = "waiting", None
            for row in self._told(*ORDER_WORDS, *QUESTION_WORDS):
                kind = Kind(row["kind"])
                if order == row["detail" if kind in QUESTION_WORDS else "who"]:
                    words = QUESTION_WORDS.get(kind) or ORDER_WORDS[kind]
                    standing, since_us = words, int(row["time_us"])
            yield OwnOrder(id_, self.names.order(order), standing, since_us)

    def _known(self, slot: int) -> Known:
        # What is older than the period has no date in it.
        since_us, number = max(0, int(self.state.slots.since_us[slot])), self._number(slot)
        if self._quantity(slot) == Quantity.ESTIMATE:
            moment = self.campaign.document.calendar.format_moment(int(number))
            text = f"{self.names.report(slot, number)}: {moment}"
            return Known(sentence(text), since_us, since_us, "own reckoning")
        learnt_us, source = self._origin(slot, since_us)
        text, absent = sentence(self.names.report(slot, number)), self._absent(slot, number)
        return Known(text, since_us, learnt_us, source, absent)

    def _absent(self, slot: int, number: float) -> tuple[str, str] | None:
        """Return who is not where, if a slot says no more than that."""
        if number != 0 or self._quantity(slot) not in OF_PRESENCE:
            return None
        names, first = self.names, self._first(slot)
        is_actor = self._quantity(slot) == Quantity.AT
        who = names.actor(first) if is_actor else names.unit(first)
        return who, names.place(self._second(slot))

    def _origin(self, slot: int, since_us: int) -> tuple[int, str]:
        """Return when and from whom the present content of a slot came."""
        is_fact, noted_us = self._is_of_fact(slot), self._noted_us(slot)
        # A fact is learnt once, other news ever anew.
        for read_us, letter in self.read if is_fact else reversed(self.read):
            is_late = is_fact and noted_us is not None and read_us != noted_us
            if not is_late and self._says(letter, slot, since_us):
                author = int(self.state.letters.claimed[letter])
                told = "reported" if author == NONE else f"told by {self.names.actor(author)}"
                return read_us, told
        if self._quantity(slot) in OF_LAW:
            return since_us, "own judgement"
        if self.state.slots.source[slot] == self.actor:
            return since_us, "own word"
        for row in self._told(Kind.BROADCAST_HEARD) if is_fact else ():
            fact = int(self.world.actions.fact[row["detail"]])
            if fact == self._first(slot) and row["time_us"] == since_us:
                return since_us, f"heard over {self.names.channel(int(row['who']))}"
        if since_us == 0:
            return 0, FROM_THE_START
        return since_us if noted_us is None else max(since_us, noted_us), "seen"

    def _says(self, letter: int, slot: int, since_us: int) -> bool:
        """Return whether a letter that was read holds what the slot holds."""
        letters = self.state.letters
        if letters.garbled[letter] or letters.about_us[letter] != since_us:
            return False
        row, about = int(letters.row[letter]), self._first(slot)
        match Content(int(letters.content[letter])):
            case Content.FACT:
                return self._quantity(slot) in OF_FACTS and row == about
            case Content.REPORT:
                return row == slot
            case Content.DIRECTIVE:
                is_receipt = self._quantity(slot) == Quantity.RECEIVED
                return is_receipt and int(self.world.actions.order[row]) == about
        return False

    def _noted_us(self, slot: int) -> int | None:
        """Return when the trace has the actor take in what a slot is about, if it does."""
        kind, detail = Kind.REPORT_LEARNT, slot
        if self._is_of_fact(slot):
            kind, detail = Kind.FACT_LEARNT, self._first(slot)
        moments = [
            int(row["time_us"])
            for row in self._told(kind)
            if row["who"] == self.actor and row["detail"] == detail
        ]
        return moments[-1] if moments else None

    def _told(self, *kinds: Kind) -> np.ndarray:
        """Return the rows of the trace of these kinds."""
        return self.trace[np.isin(self.trace["kind"], kinds)]

    def _doubt(self, slot: int) -> str:
        """Return what an empty slot asks."""
        names, first, second = self.names, self._first(slot), self._second(slot)
        match self._quantity(slot):
            case Quantity.MEN:
                return f"how many men {clause(names.unit(first), 'have')} at {names.place(second)}"
            case Quantity.STRENGTH:
                return f"how many men {clause(names.side(first), 'have')} at {names.place(second)}"
            case Quantity.AT:
                return f"where {clause(names.actor(first), 'are')}"
            case Quantity.WAGONS:
                return f"how many empty wagons stand at {names.place(first)}"
            case Quantity.ESTIMATE:
                return names.report(slot, 0.0)
        said = names.report(slot, 1.0)
        return f"whether {'it is ' if self._quantity(slot) in OF_LAW else ''}{said}"

    def _is_of_fact(self, slot: int) -> bool:
        return self._quantity(slot) in OF_FACTS

    def _of(self, quantity: Quantity) -> list[int]:
        return [slot for slot in self.slots if self._quantity(slot) == quantity]

    def _quantity(self, slot: int) -> Quantity:
        return Quantity(int(self.world.slots.quantity[slot]))

    def _first(self, slot: int) -> int:
        return int(self.world.slots.first[slot])

    def _second(self, slot: int) -> int:
        return int(self.world.slots.second[slot])

    def _number(self, slot: int) -> float:
        return float(self.state.known[slot])
