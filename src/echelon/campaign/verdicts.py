"""How acts, offices and institutions stand in the eyes of each view, read out of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from echelon.campaign.branching import copied
from echelon.campaign.builder import NONE
from echelon.campaign.entries import settle, standing_of
from echelon.campaign.grounds import Grounds
from echelon.campaign.observing import observe_at
from echelon.campaign.people import expected
from echelon.campaign.simulate import Campaign, observe
from echelon.engine.handles import handle
from echelon.engine.memory import Capacities, blank_state
from echelon.engine.rules.verdict import BITS_PER_WORD
from echelon.engine.state import State
from echelon.engine.vocabulary import UNSEEN, Quantity
from echelon.scenario.expressions import Draw, Moment

VALID, VOID, UNDECIDED, UNHEARD, FORGED = "valid", "void", "undecided", "unheard", "forged"


@dataclass(frozen=True)
class Standing:
    """How one thing stands in one view.

    Parameters
    ----------
    id, name : str
        Which institution, act, or person who may hold an office.
    standing : str
        `valid` (for an institution: it stands; for a person: he holds the office), `void`,
        `undecided`, or, for an act, `unheard`, or `forged` if one actor is asked who takes it so.
    because : tuple of str
        The derivation, a sentence a step.
    """

    id: str
    name: str
    standing: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class OfficeStanding:
    """Who holds an office in one view.

    Parameters
    ----------
    id, name : str
        The office.
    holders : tuple of Standing
        Everybody who holds it, or of whom that is undecided; empty if it is vacant.
    others : tuple of Standing
        Everybody else who could come to hold it or to act in it, with why he does not.
    """

    id: str
    name: str
    holders: tuple[Standing, ...]
    others: tuple[Standing, ...]


@dataclass(frozen=True)
class Opinion:
    """What one view, or one actor, makes of all that it has heard of.

    Parameters
    ----------
    id, name : str
        The view.
    institutions, acts : tuple of Standing
        All institutions by id, and all acts that claim a right, by time.
    offices : tuple of OfficeStanding
        By id.
    """

    id: str
    name: str
    institutions: tuple[Standing, ...]
    offices: tuple[OfficeStanding, ...]
    acts: tuple[Standing, ...]

    def of(self, id: str) -> str:
        """Return how an institution or act stands, or who holds an office."""
        for one in (*self.institutions, *self.acts):
            if one.id == id:
                return one.standing
        [office] = [it for it in self.offices if it.id == id]
        return ", ".join(
            one.id if one.standing == VALID else f"{one.id} ({one.standing})"
            for one in office.holders
        )


@dataclass(frozen=True)
class Verdicts:
    """Side by side, what every view makes of who may command.

    Parameters
    ----------
    at_us : int
        The moment, in microseconds since the start.
    seed, run : int or None
        The run from which it is read; None if every dated act is taken for known.
    opinions : tuple of Opinion
        One a view, by id.
    """

    at_us: int
    seed: int | None
    run: int | None
    opinions: tuple[Opinion, ...]

    def only(self, view: str) -> Verdicts:
        """Return the same for one view alone."""
        return replace(self, opinions=(self[view],))

    def __getitem__(self, view: str) -> Opinion:
        for opinion in self.opinions:
            if opinion.id == view:
                return opinion
        raise KeyError(view)


def verdicts_on_paper(campaign: Campaign, at_us: int) -> Verdicts:
    """Return what every view makes of all dated acts up to a moment, taken for done and known.

    An act dated by a range counts from its mean. No fact but those known at the start is known.
    """
    return verdicts_on(campaign, _due_by(campaign, at_us), at_us)


def verdicts_on(
    campaign: Campaign, times: Mapping[str, int], at_us: int, *, derive: bool = True
) -> Verdicts:
    """Return what every view makes of acts done at given times, in microseconds, and known.

    Without `derive`, no standing says why.
    """
    state = _on_paper(campaign, times, at_us)
    truth = len(campaign.assembled.world.actors)
    assembly = campaign.assembled.assembly
    for id_, tiding in assembly.tidings.items():
        fact = assembly.document.parts.facts.get(id_)
        if state.facts.happened_us[assembly.facts[id_]] != UNSEEN or (fact and fact.known_to):
            _let_know(campaign, state, truth, tiding)
    opinions = [
        _opinion(campaign, state, row, truth, derive=derive) for row in range(len(assembly.views))
    ]
    return Verdicts(at_us, None, None, tuple(opinions))


def verdicts_in_run(
    campaign: Campaign, seed: int, run: int, at_us: int, *, derive: bool = True
) -> Verdicts:
    """Return what every view makes of what anybody who judges in it has heard by a moment.

    Parameters
    ----------
    campaign : Campaign
        A compiled scenario.
    seed, run, at_us : int
        Which run, and how far it is made: microseconds since the start.
    derive : bool, default True
        Whether each verdict says what it follows from, which takes most of the time.
    """
    state = observe(campaign, seed, run, until_us=at_us)
    opinions = tuple(
        _opinion_having_heard(campaign, state, view, words, derive=derive)
        for view, words in enumerate(_heard_by_view(campaign, state))
    )
    return Verdicts(at_us, seed, run, opinions)


def verdicts_through_run(
    campaign: Campaign, seed: int, run: int, moments_us: Iterable[int]
) -> Iterator[Verdicts]:
    """Yield what `verdicts_in_run` returns for each of some moments, without derivations.

    Within a run a verdict depends on the view and on what has been heard in it alone, so that it is
    formed once for each such pair: of an hour in which nobody hears anything new, nothing is asked.

    Parameters
    ----------
    campaign : Campaign
        A compiled scenario.
    seed, run : int
        Which run.
    moments_us : iterable of int
        Microseconds since the start, in ascending order.
    """
    formed: dict[tuple[int, bytes], Opinion] = {}
    moments = list(moments_us)
    for at_us, state in zip(moments, observe_at(campaign, seed, run, moments), strict=True):
        opinions = []
        for view, words in enumerate(_heard_by_view(campaign, state)):
            key = view, words.tobytes()
            if key not in formed:
                own = copied(campaign, state)
                formed[key] = _opinion_having_heard(campaign, own, view, words, derive=False)
            opinions.append(formed[key])
        yield Verdicts(at_us, seed, run, tuple(opinions))


def _heard_by_view(campaign: Campaign, state: State) -> Iterator[np.ndarray]:
    """Yield for each view which tidings anybody who judges in it has heard, a bit for each."""
    n_words = int(campaign.assembled.world.settings.tiding_words[0])
    in_view = state.actors.in_view
    heard = state.believed[: len(in_view) * n_words].reshape(len(in_view), n_words)
    for view in range(len(campaign.assembled.assembly.views)):
        yield np.bitwise_or.reduce(heard[in_view == view], axis=0)


def _opinion_having_heard(
    campaign: Campaign, state: State, view: int, words: np.ndarray, *, derive: bool
) -> Opinion:
    """Return what a view makes of some tidings. Writes: believed, of nobody in particular."""
    truth = len(campaign.assembled.world.actors)
    state.believed[truth * len(words) : (truth + 1) * len(words)] = words
    return _opinion(campaign, state, view, truth, derive=derive)


def opinion_of_actor(campaign: Campaign, state: State, actor: int) -> Opinion | None:
    """Return what an actor makes of what he has heard, in his own view; None if he has none.

    An act of which he has heard and which he does not take for authentic is `forged` to him.
    """
    view = int(state.actors.in_view[actor])
    if view == NONE:
        return None
    ears = int(campaign.assembled.world.actors.ears[actor])
    found = _opinion(campaign, state, view, ears)
    tidings = campaign.assembled.assembly.tidings
    acts = tuple(
        replace(one, standing=FORGED)
        if one.standing == UNHEARD and _has_heard(campaign, state, ears, tidings[one.id])
        else one
        for one in found.acts
    )
    return replace(found, acts=acts)


def _opinion(
    campaign: Campaign, state: State, view: int, owner: int, *, derive: bool = True
) -> Opinion:
    assembly, world = campaign.assembled.assembly, campaign.assembled.world
    parts, id_ = assembly.document.parts, list(assembly.views)[view]
    at, memory = handle(world), handle(state)
    with np.errstate(over="ignore"):
        row = int(settle(at, memory, view, owner))
        grounds = Grounds(campaign, state, view, row)

        def standing(quantity: Quantity, which: int) -> str:
            number = float(standing_of(at, memory, view, row, np.int64(quantity), which))
            return VALID if number > 0.0 else UNDECIDED if number == 0.0 else VOID

        institutions = tuple(
            Standing(
                one,
                entry.name,
                standing(Quantity.STANDS, which),
                tuple(grounds.institution(one)) if derive else (),
            )
            for which, (one, entry) in enumerate(parts.institutions.items())
        )
        holders: dict[str, list[Standing]] = {office: [] for office in parts.offices}
        others: dict[str, list[Standing]] = {office: [] for office in parts.offices}
        for which, (office, person, _) in enumerate(assembly.holdings):
            found = standing(Quantity.HOLDS, which)
            among = others[office] if found == VOID else holders[office]
            if all(person != it.id for it in among):
                because = tuple(grounds.holding(which)) if derive else ()
                among.append(Standing(person, parts.persons[person].name, found, because))
        acts = []
        for act in assembly.legal_acts:
            which = assembly.tidings[act]
            found = standing(Quantity.VERDICT, which) if grounds.is_known(which) else UNHEARD
            done_us = int(state.facts.happened_us[assembly.facts[act]])
            one = Standing(
                act, parts.acts[act].label, found, tuple(grounds.act(act)) if derive else ()
            )
            acts.append((done_us if done_us != UNSEEN else 2**62, act, one))
    return Opinion(
        id_,
        parts.views[id_].name if id_ in parts.views else parts.sides[id_].name,
        institutions,
        tuple(
            OfficeStanding(
                office,
                entry.name,
                tuple(holders[office]),
                tuple(
                    other
                    for other in others[office]
                    if all(other.id != holder.id for holder in holders[office])
                ),
            )
            for office, entry in parts.offices.items()
        ),
        tuple(one for _, _, one in sorted(acts)),
    )


def _due_by(campaign: Campaign, at_us: int) -> dict[str, int]:
    """Return the dated acts that are due by a moment, each with its time."""
    assembly = campaign.assembled.assembly
    found = {}
    for id_ in assembly.legal_acts:
        moment = assembly.document.parts.acts[id_].at
        match moment:
            case Moment(value_us):
                due_us = value_us
            case Draw(distribution):
                due_us = int(distribution.mean())
            case None:
                continue
            case _:
                due_us = int(expected(assembly, moment))
        if due_us <= at_us:
            found[id_] = due_us
    return found


def _on_paper(campaign: Campaign, times: Mapping[str, int], at_us: int) -> State:
    """Return a state in which acts have been done at given times, and nothing else has happened."""
    assembled, assembly = campaign.assembled, campaign.assembled.assembly
    state = blank_state(assembled.world, assembled.n_values, Capacities())
    state.memory[: len(assembled.initial)] = assembled.initial
    state.clock.now_us[0] = at_us
    state.tidings.countersigned[:] = True
    for id_, time_us in times.items():
        state.facts.happened_us[assembly.facts[id_]] = time_us
    return state


def _let_know(campaign: Campaign, state: State, owner: int, tiding: int) -> None:
    word, bit = _bit_of(campaign, owner, tiding)
    state.believed[word] |= 1 << bit


def _has_heard(campaign: Campaign, state: State, owner: int, tiding: int) -> bool:
    """Return whether somebody has heard of an act, authentic to him or not."""
    word, bit = _bit_of(campaign, owner, tiding)
    return bool(int(state.heard[word]) >> bit & 1)


def _bit_of(campaign: Campaign, owner: int, tiding: int) -> tuple[int, int]:
    """Return in which word, and at which bit of it, stands what somebody knows of an act."""
    n_words = int(campaign.assembled.world.settings.tiding_words[0])
    word, bit = divmod(tiding, int(BITS_PER_WORD))
    return owner * n_words + word, bit
