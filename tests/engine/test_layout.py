"""Tables of the engine: narrow in memory, and as wide as ever to whoever computes with them."""

import numpy as np

from echelon.campaign.simulate import compile_campaign
from echelon.engine._jit import IS_PLAIN, entry
from echelon.engine.handles import handle
from echelon.engine.layout import FLAG, REAL, WHOLE, WIDE, columns
from echelon.engine.memory import Capacities, blank_state
from echelon.scenario.bundled import resolve
from echelon.scenario.load import load_document

GREATEST = 2**31 - 1


@entry
def exchanged(state, first: int, second: int) -> int:
    """Exchange the men of two units, and return the product of their numbers."""
    men = state.units.men
    kept = men[first]
    men[first] = men[second]
    men[second] = kept
    return men[first] * men[second]


def state_of_a_small_crisis():
    assembled = compile_campaign(load_document(resolve("ostrov-gatchina"))).assembled
    return blank_state(assembled.world, assembled.n_values, Capacities())


def test_whole_numbers_of_four_bytes_are_multiplied_as_those_of_eight():
    state = state_of_a_small_crisis()
    state.units.men[:2] = GREATEST, -3

    product = exchanged(handle(state), 0, 1)

    assert (-3 * GREATEST, [-3, GREATEST]) == (product, state.units.men[:2].tolist())


def test_moments_and_hashes_have_eight_bytes_in_every_table():
    assembled = compile_campaign(load_document(resolve("ostrov-gatchina"))).assembled
    state = blank_state(assembled.world, assembled.n_values, Capacities())

    narrow = [
        f"{table_name}.{name}"
        for tables in (assembled.world, state)
        for table_name, table in zip(tables._fields, tables, strict=True)
        for name in table.dtype.names or ()
        if name.endswith(("_us", "luck", "hash", "hash64", "ordinal"))
        and table.dtype[name].itemsize != 8
    ]

    assert [] == narrow


def test_a_row_has_no_gaps_whatever_the_order_of_its_columns():
    rows = np.zeros(
        2, columns(("is_on", FLAG), ("since_us", WIDE), ("men", WHOLE), ("share", REAL))
    )
    rows[1] = (True, 2**40, GREATEST, 0.5)
    plain, narrow = 32, 24

    assert (True, 2**40, GREATEST, 0.5) == rows[1].item()
    assert (plain if IS_PLAIN else narrow) == rows.dtype.itemsize


@entry
def men_of_the_last(rows: np.ndarray) -> int:
    """Return a number of the last row of a table that is handed over as it is."""
    return rows[len(rows) - 1]["men"]


def test_a_table_can_be_handed_over_without_its_world():
    rows = np.zeros(2, columns(("is_on", FLAG), ("men", WHOLE), ("since_us", WIDE)))
    rows["men"] = 3, GREATEST

    assert GREATEST == men_of_the_last(rows)
