"""What could be otherwise in a scenario: its standing orders, its acts and its what-ifs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from echelon.analysis.beside import compiled_later
from echelon.analysis.rerun import Deferred, Made
from echelon.errors import ScenarioError
from echelon.scenario.expressions import Number

if TYPE_CHECKING:
    from echelon.campaign import Campaign
    from echelon.scenario.document import Document

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Thing:
    """Something that could be otherwise, and the worlds in which it is.

    Parameters
    ----------
    part, id, label : str
        As of `Cause`.
    done : ndarray of bool, shape (runs,)
        Base runs in which it was done.
    without, assured : Deferred or None
        The campaign in which it is never done, and in which it always is; the latter None where
        that cannot be asked.
    """

    part: str
    id: str
    label: str
    done: Truths
    without: Deferred
    assured: Deferred | None

    @property
    def others(self) -> tuple[tuple[Deferred, Truths], ...]:
        """Each other world, and the base runs in which it could make a difference."""
        both = ((self.without, self.done), (self.assured, ~self.done))
        return tuple((world, where) for world, where in both if world is not None)


def things_of(campaign: Campaign, orders_done: Truths, acts_done: Truths) -> list[Thing]:
    """Return every standing order, act and what-if of a scenario.

    Parameters
    ----------
    campaign : Campaign
        The base.
    orders_done, acts_done : ndarray of bool, shapes (runs, orders) and (runs, acts)
        Whether each was carried out.
    """
    from echelon.campaign.alternatives import with_order_assured, without_act, without_order

    document, found = campaign.document, list[Thing]()
    for column, (id_, order) in enumerate(document.parts.orders.items()):
        assured = None
        if not is_certain(document, id_):
            assured = Deferred(partial(with_order_assured, campaign, id_))
        without = Deferred(partial(without_order, campaign, id_))
        done = orders_done[:, column]
        found.append(Thing("orders", id_, order.label or id_, done, without, assured))
    for column, (id_, act) in enumerate(document.parts.acts.items()):
        without = Deferred(partial(without_act, campaign, id_))
        found.append(Thing("acts", id_, act.label, acts_done[:, column], without, None))
    always = np.ones(len(orders_done), bool)
    for id_ in document.what_ifs if document.what_if is None else ():
        label = document.parts.what_ifs[id_].label
        overlaid = Deferred(partial(_overlaid, document, id_))
        found.append(Thing("what_ifs", id_, label, always, overlaid, None))
    return found


def is_certain(document: Document, order: str) -> bool:
    """Say whether a standing order is carried out in every run that calls for it."""
    obedience = document.parts.orders[order].obedience
    return isinstance(obedience, Number) and obedience.value >= 1.0


def _overlaid(document: Document, what_if: str) -> Campaign:
    from echelon.campaign import compile

    return compile(document.with_overlay(what_if=what_if, account=document.account))


def with_deeds(things: Iterable[Thing], campaign: Campaign, made: Made) -> Iterator[Thing]:
    """Yield the same things as they were done in other runs of the same scenario."""
    orders, acts = (list(campaign.document.parts[part]) for part in ("orders", "acts"))
    for thing in things:
        match thing.part:
            case "orders":
                done = made.orders_done[:, orders.index(thing.id)] > 0
            case "acts":
                done = made.acts_done[:, acts.index(thing.id)] > 0
            case _:
                done = np.ones(len(made.orders_done), bool)
        yield replace(thing, done=done)


def under_account(things: Iterable[Thing], campaign: Campaign, made: Made) -> Iterator[Thing]:
    """Yield the same things as another account of the events has them, as far as it has them.

    Parameters
    ----------
    things : iterable of Thing
        Of the base.
    campaign : Campaign
        Of the account.
    made : Made
        Its runs, with their deeds.
    """
    document = campaign.document
    orders_done, acts_done = made.orders_done > 0, made.acts_done > 0
    known = {(each.part, each.id): each for each in things_of(campaign, orders_done, acts_done)}
    for thing in things:
        if thing.part != "what_ifs":
            if (thing.part, thing.id) in known:
                yield known[thing.part, thing.id]
            continue
        with suppress(ScenarioError):  # the account leaves out what the what-if changes
            laid = document.with_overlay(what_if=thing.id, account=document.account)
            done = np.ones(len(made.orders_done), bool)
            yield replace(thing, done=done, without=compiled_later(laid))
