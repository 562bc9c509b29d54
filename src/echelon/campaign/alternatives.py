"""The same campaign with one thing otherwise: taken away, assured, or drawn from other runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from echelon.campaign.builder import NONE
from echelon.campaign.draws import input_names
from echelon.campaign.simulate import Campaign, compile_campaign
from echelon.engine.memory import Capacities, blank_state
from echelon.engine.state import State
from echelon.scenario.document import Document
from echelon.scenario.expressions import Binary, Number

CERTAIN = Number(1.0)
NOWHERE = NONE - 1
"""A place that there is not."""


def without_order(campaign: Campaign, id_: str) -> Campaign:
    """Return the campaign in which a standing order, when it is carried out, does nothing.

    Every run is the one in which it was neglected, and every draw of everything else is as it was.
    """
    orders = campaign.assembled.world.orders.copy()
    row = list(campaign.document.parts.orders).index(id_)
    orders.last_action[row] = orders.first_action[row]
    return _in_world(campaign, orders=orders)


def without_act(campaign: Campaign, id_: str) -> Campaign:
    """Return the campaign in which an act is never done: nobody is ever where it must be done.

    Whether it has a date, a condition, or an order that says so, it falls due and comes to nothing.
    """
    acts = campaign.assembled.world.acts.copy()
    acts.seat[list(campaign.document.parts.acts).index(id_)] = NOWHERE
    return _in_world(campaign, acts=acts)


def with_order_assured(campaign: Campaign, id_: str) -> Campaign:
    """Return the campaign in which a standing order is carried out whenever it is called for."""
    parts = campaign.document.parts
    row = list(parts.orders).index(id_)
    certain = _constants_from_one(campaign)
    if not len(certain):
        order = parts.orders[id_].model_copy(update={"obedience": CERTAIN})
        changed = replace(parts, orders={**parts.orders, id_: order})
        return compile_campaign(replace(campaign.document, parts=changed))
    orders = campaign.assembled.world.orders.copy()
    # No draw lies above one, so any number from one on is a certainty.
    orders.obedience[row] = certain[0]
    return _in_world(campaign, orders=orders)


def _in_world(campaign: Campaign, **tables: np.recarray) -> Campaign:
    world = campaign.assembled.world._replace(**tables)
    return replace(campaign, assembled=replace(campaign.assembled, world=world))


def _constants_from_one(campaign: Campaign) -> npt.NDArray[np.int64]:
    """Return the slots that hold a number of at least one in every run."""
    values = _initial_state(campaign).values
    slots = np.arange(len(values))
    constant = ~np.isin(slots, campaign.assembled.world.formulas.slot)
    return slots[constant & (slots >= len(campaign.assembled.world.inputs)) & (values >= 1.0)]


def _initial_state(campaign: Campaign) -> State:
    """Return a state as every run begins with it, before anything is drawn."""
    assembled = campaign.assembled
    state = blank_state(assembled.world, assembled.n_values, Capacities())
    state.memory[: len(assembled.initial)] = assembled.initial
    return state


def designed(
    campaign: Campaign,
    chance_runs: npt.NDArray[np.int64],
    rest_runs: npt.NDArray[np.int64],
    groups: Sequence[tuple[Iterable[str], npt.NDArray[np.int64]]] = (),
) -> Campaign:
    """Return the campaign whose run `k` takes its chance and its inputs from runs of its base.

    An input keyed by (seed, run, name) can be had in any run by naming the run to take it from:
    two runs may so share all inputs and no chance, or all but one input. This is the pick-freeze
    scheme of Sobol' (1993) without a matrix of numbers, and correlated inputs stay correlated.

    Parameters
    ----------
    campaign : Campaign
        The base.
    chance_runs : ndarray of int64, shape (runs,)
        Run of the base whose chance run `k` has.
    rest_runs : ndarray of int64, shape (runs,)
        Run of the base from which it takes every input that no group names.
    groups : sequence of (names, ndarray of int64, shape (runs,))
        Inputs that move together, by their names in `input_names`, and the run of the base that
        each run takes them from.

    References
    ----------
    I. M. Sobol' (1993), "Sensitivity estimates for nonlinear mathematical models", Mathematical
    Modelling and Computational Experiments 1, 407-414.
    """
    assembled = campaign.assembled
    sources = [chance_runs, rest_runs, *(runs for _, runs in groups)]
    inputs, settings = assembled.world.inputs.copy(), assembled.world.settings.copy()
    rows = {name: row for row, name in enumerate(input_names(campaign))}
    for column, (names, _) in enumerate(groups, start=2):
        for name in names:
            inputs.design_column[rows[name]] = column
    settings.design_width[0] = len(sources)
    design = np.ascontiguousarray(np.column_stack(sources), dtype=np.int64).ravel()
    world = assembled.world._replace(inputs=inputs, settings=settings, design=design)
    return replace(campaign, assembled=replace(assembled, world=world))


def drawn_names(campaign: Campaign) -> tuple[str, ...]:
    """Return the names of the numbers that are drawn and not computed."""
    drawn = campaign.assembled.world.inputs.distribution != NONE
    names = zip(input_names(campaign), drawn, strict=True)
    return tuple(name for name, is_drawn in names if is_drawn)


def has_noise(campaign: Campaign) -> bool:
    """Say whether anybody chooses by log-odds, so that there is a noise whose scale matters."""
    return len(campaign.assembled.world.minds) > 0


def with_noise(document: Document, scale: float) -> Campaign:
    """Compile a document in which the noise of every choice has `scale` times its size.

    How much of an answer is chance and how much is inputs hangs on that size, which nobody can
    measure: what an analyst does not know of a colonel may be an input to his adjutant.
    """
    weights = {
        id_: weight
        if isinstance(weight.noise, Number)
        else weight.model_copy(update={"noise": Binary("*", Number(scale), weight.noise)})
        for id_, weight in document.parts.weights.items()
    }
    campaign = compile_campaign(replace(document, parts=replace(document.parts, weights=weights)))
    assembled = campaign.assembled
    world, state = assembled.world, _initial_state(campaign)
    slots = np.unique(world.minds.noise)
    constant = slots[~np.isin(slots, world.formulas.slot) & (slots >= len(world.inputs))]
    state.values[constant] *= scale
    words = state.memory[: len(assembled.initial)].copy()
    return replace(campaign, assembled=replace(assembled, initial=words))
