"""One run as a chronicle: dated sentences, each naming its cause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from echelon.campaign.builder import NONE
from echelon.campaign.decision_sentences import DECIDED_IN_ONE, weighed
from echelon.campaign.grammar import not_done, sentence
from echelon.campaign.names import Names
from echelon.campaign.sentences import TELLERS, Happening
from echelon.campaign.simulate import Campaign, observe
from echelon.engine.state import State
from echelon.engine.vocabulary import Kind, Quantity
from echelon.engine.world import World
from echelon.errors import MisuseError, nearest


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


def trace(
    campaign: Campaign, seed: int, run: int, *, branch: int = 0, most: int | None = None
) -> Chronicle:
    """Simulate one run again and tell what happened in it; observing changes nothing.

    Parameters
    ----------
    campaign : Campaign
        From `compile`.
    seed, run : int
        Which run.
    branch : int, default 0
        Key of a branch; 0 is the base.
    most : int, optional
        How many events are told, from the beginning; all if not given.

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
    return told(campaign, observe(campaign, seed, run, branch=branch), most)


def told(campaign: Campaign, state: State, most: int | None = None) -> Chronicle:
    """Tell what happened in an observed run, up to where its state stands or `most` is reached."""
    assembled = campaign.assembled
    names = Names(campaign.document, assembled, state)
    events: list[Event] = []
    told_cause: dict[int, str | None] = {NONE: None}
    happened = state.trace[: int(state.clock.n_trace[0])]
    serials, becauses, times_us = (
        happened[column].tolist() for column in ("serial", "because", "time_us")
    )
    causes = set(becauses)
    terms: dict[int, dict[int, dict[int, tuple[int, float]]]] = defaultdict(dict)
    for row, it in happenings(assembled.world, state):
        serial, because = serials[row], becauses[row]
        cause = told_cause[because]
        if it.kind == Kind.TERM_WEIGHED:
            terms[because].setdefault(it.who, {})[it.detail] = (it.extra, it.number)
            continue
        if not is_told(assembled.world, it):
            told_cause[serial] = cause
            continue
        if it.kind in DECIDED_IN_ONE and because in terms:
            terms[serial] = terms[because]
        text = sentence(TELLERS[it.kind](names, it))
        if it.kind == Kind.ACT_FALLS_DUE and _is_put_off(assembled.world, it, serial, causes):
            author = names.actor(int(assembled.world.acts.actor[it.who]))
            why = "being on the way or not free"
            text = sentence(not_done(author, why, names.act(it.who)))
        time_us = times_us[row]
        if events and (time_us, text) == (events[-1].time_us, events[-1].text):
            # An act is heard of twice: as a fact, and as what verdicts are given by.
            told_cause[serial] = events[-1].id
            continue
        told_cause[serial] = f"e{serial}"
        events.append(Event(f"e{serial}", time_us, it.kind.name.lower(), text, cause))
        if len(events) == most:
            break
    return Chronicle(
        tuple(
            replace(event, text=f"{event.text} ({weighed(names, terms[int(event.id[1:])])})")
            if int(event.id[1:]) in terms
            else event
            for event in events
        )
    )


def _is_put_off(world: World, it: Happening, serial: int, causes: Collection[int]) -> bool:
    """Return whether an act that has fallen due is not done: nothing comes of it, not even news."""
    return bool(world.acts.fact[it.who] != NONE) and serial not in causes


def happenings(world: World, state: State) -> Iterator[tuple[int, Happening]]:
    """Yield the rows of a trace in order; a train's coming to a station also names the place."""
    # Numbers of Python: to take one from a record array costs a hundred times as much.
    trace = state.trace[: int(state.clock.n_trace[0])]
    columns = [trace[each].tolist() for each in ("kind", "who", "detail", "extra", "number")]
    bound_for: dict[int, int] = {}
    for row, (number_of_kind, who, detail, extra, number) in enumerate(zip(*columns, strict=True)):
        kind = Kind(number_of_kind)
        if kind == Kind.ECHELON_LEAVES_STATION:
            bound_for[who] = extra
        elif kind == Kind.ECHELON_REACHES_STATION:
            extra = _end_of_link(world, detail, bound_for.get(who, NONE))
        yield row, Happening(kind, who, detail, extra, number)


def _end_of_link(world: World, section: int, place: int) -> int:
    """Return the place that a train is bound for if this section ends there, else NONE.

    A loop inside a link is no place.
    """
    link = int(world.sections.link[section])
    along = int(world.links.to_place[link]) == place
    last = world.links.last_section[link] - 1 if along else world.links.first_section[link]
    return place if section == last else NONE


def is_told(world: World, it: Happening) -> bool:
    """Return whether a happening gets a sentence; that one knows one's own place does not."""
    if it.kind == Kind.ECHELON_REACHES_STATION:
        return it.extra != NONE
    if it.kind == Kind.REPORT_LEARNT and world.slots.quantity[it.detail] == Quantity.AT:
        return bool(world.slots.first[it.detail] != it.who)
    return it.kind in TELLERS


def why(campaign: Campaign, seed: int, run: int, event: str | int) -> tuple[Event, ...]:
    """Walk back from an event of one run, through its causes, to the start.

    Parameters
    ----------
    campaign : Campaign
        From `compile`.
    seed, run : int
        Which run.
    event : str or int
        Id of an event of its chronicle, such as `e17`, or its number.

    Raises
    ------
    MisuseError
        If the run has no such event.
    """
    told = trace(campaign, seed, run)
    ids = [each.id for each in told.events]
    for id_ in (str(event), f"e{event}"):
        if id_ in ids:
            return told.why(id_)
    close = nearest(str(event), ids)
    hint = f"; did you mean `{close}`?" if close else ""
    raise MisuseError(
        f"run {run} of seed {seed} has no event `{event}` among the {len(ids)} "
        f"that `echelon chronicle` shows{hint}"
    )
