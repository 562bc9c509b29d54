"""The numbers that runs drew, had again from their keys instead of being stored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from echelon.campaign.simulate import Campaign
from echelon.engine.draws import branch_key
from echelon.engine.handles import handle
from echelon.engine.memory import Capacities, blank_state
from echelon.engine.prologue import draw_again


def short_name(draw_name: str) -> str:
    """Return an input's id for `inputs.ID.value`, other names as they are."""
    if draw_name.startswith("inputs."):
        return draw_name.removeprefix("inputs.").replace(".value", "", 1).removesuffix("=")
    return draw_name


def input_names(campaign: Campaign) -> tuple[str, ...]:
    """Return the names of everything that is uncertain, in the order of the World's rows.

    A declared input has its id, any other field the place where it stands, such as
    `units.third_cavalry.men`, with `#2` after it for the second distribution of one field.
    """
    return tuple(short_name(name) for name in campaign.assembled.draw_names)


def drawn_inputs(
    campaign: Campaign,
    seed: int,
    first: int,
    count: int,
    names: Sequence[str] | None = None,
    *,
    branch: int = 0,
) -> dict[str, np.ndarray]:
    """Return what consecutive runs drew.

    Parameters
    ----------
    campaign : Campaign
        From `compile_campaign`; a designed one has the numbers of its design.
    seed, first, count : int
        Which runs.
    names : sequence of str, optional
        Of `input_names`; all of them if not given.
    branch : int, default 0
        Key of a branch; 0 is the base.

    Returns
    -------
    dict of str to ndarray of float, each of shape (count,)
        In the units of the fields; moments in microseconds since the start.
    """
    assembled = campaign.assembled
    rows = {name: row for row, name in enumerate(input_names(campaign))}
    wanted = list(rows) if names is None else list(names)
    slots = np.array([rows[name] for name in wanted], np.int64)
    drawn = np.empty((count, len(wanted)))
    state = blank_state(assembled.world, assembled.n_values, Capacities())
    with np.errstate(over="ignore"):  # plain mode: words of a hash wrap around by design
        draw_again(
            handle(assembled.world),
            handle(state),
            assembled.initial,
            branch_key(seed, branch),
            first,
            slots,
            drawn,
        )
    return dict(zip(wanted, np.ascontiguousarray(drawn.T), strict=True))
