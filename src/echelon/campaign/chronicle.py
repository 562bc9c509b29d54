"""One run as a chronicle: dated sentences, each naming its cause."""

from __future__ import annotations

from dataclasses import dataclass

from echelon.campaign.builder import NONE
from echelon.campaign.sentences import TELLERS, Happening, Names
from echelon.campaign.simulate import Campaign, observe
from echelon.engine.state import State
from echelon.engine.vocabulary import Kind
from echelon.engine.world import World


@dataclass(frozen=True)
class Event:
    """Something that happened in a run.

    Parameters
    ----------
    id : str
        `e` and its number in the run.
    time_us : int
        Microseconds since the start of the period.
    kind : str
        What sort of thing it is, in lower case.
    text : str
        The sentence.
    cause : str or None
        Id of the event that brought it about; None for the beginning.
    """

    id: str
    time_us: int
    kind: str
    text: str
    cause: str | None


@dataclass(frozen=True)
class Chronicle:
    """All events of one run in the order in which they happened."""

    events: tuple[Event, ...]

    def why(self, event_id: str) -> tuple[Event, ...]:
        """Return an event and its causes, from the event back to the beginning.

        Raises
        ------
        KeyError
            If the run has no such event.
        """
        by_id = {event.id: event for event in self.events}
        chain = [by_id[event_id]]
        while chain[-1].cause is not None:
            chain.append(by_id[chain[-1].cause])
        return tuple(chain)


def trace(campaign: Campaign, seed: int, run: int, *, branch: int = 0) -> Chronicle:
    """Simulate one run again and tell what happened in it; observing changes nothing.

    Parameters
    ----------
    campaign : Campaign
        From `compile`.
    seed, run : int
        Which run.
    branch : int, default 0
        Key of a branch; 0 is the base.

    Returns
    -------
    Chronicle
        Mere machinery (a section becoming clear, a wire becoming free) is left out; what it
        brought about names the cause behind it.

    Raises
    ------
    UnfinishedError
        If the run cannot be finished.
    """
    state = observe(campaign, seed, run, branch=branch)
    assembled = campaign.assembled
    names = Names(campaign.document, assembled, state)
    events: list[Event] = []
    told_cause: dict[int, str | None] = {NONE: None}
    for row in range(int(state.clock.n_trace[0])):
        serial, because = int(state.trace.serial[row]), int(state.trace.because[row])
        it = happening(assembled.world, state, row)
        cause = told_cause[because]
        if not is_told(it):
            told_cause[serial] = cause
            continue
        told_cause[serial] = f"e{serial}"
        text = TELLERS[it.kind](names, it)
        time_us = int(state.trace.time_us[row])
        events.append(Event(f"e{serial}", time_us, it.kind.name.lower(), text, cause))
    return Chronicle(tuple(events))


def happening(world: World, state: State, row: int) -> Happening:
    """Return a row of the trace; a train's coming to a station also names the place."""
    trace = state.trace
    kind, who, detail = Kind(int(trace.kind[row])), int(trace.who[row]), int(trace.detail[row])
    extra = int(trace.extra[row])
    if kind == Kind.ECHELON_REACHES_STATION:
        extra = _end_of_line(world, state, row, who, detail)
    return Happening(kind, who, detail, extra, float(trace.number[row]))


def _end_of_line(world: World, state: State, row: int, echelon: int, section: int) -> int:
    """Return the place to which the last departure of an echelon led, if this section ends there.

    A loop inside a link is no place.
    """
    trace = state.trace
    for earlier in range(row - 1, -1, -1):
        left = trace.kind[earlier] == Kind.ECHELON_LEAVES_STATION
        if left and trace.who[earlier] == echelon:
            place = int(trace.extra[earlier])
            link = int(world.sections.link[section])
            along = int(world.links.to_place[link]) == place
            last = world.links.last_section[link] - 1 if along else world.links.first_section[link]
            return place if section == last else NONE
    return NONE


def is_told(it: Happening) -> bool:
    """Return whether a happening gets a sentence."""
    if it.kind == Kind.ECHELON_REACHES_STATION:
        return it.extra != NONE
    return it.kind in TELLERS
