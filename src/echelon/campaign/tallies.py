"""Tallies of the census over many runs: whole numbers that add up in any order.

They are kept as differences between one full hour and the next, which is what runs write; summed
along the hours they are what stood there at each full hour, over all runs.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from echelon.campaign.assemble import Assembled
from echelon.engine.state import Results
from echelon.scenario.watched import CLASSES
from echelon.units import MICROSECONDS_PER_HOUR

RUNS, STRENGTH, CONTROL, FANS = "tally_runs", "tally_strength", "tally_control", "tally_fans"
"""How arrays of tallies are called among the columns of results."""


def blank_tallies(assembled: Assembled, wanted: bool) -> dict[str, np.ndarray]:
    """Return the tallies of no runs, as fields of `Results`; without hours unless wanted."""
    world = assembled.world
    n_places, n_sides = len(world.places), int(world.settings.n_sides[0])
    hours = int(world.settings.horizon_us[0]) // MICROSECONDS_PER_HOUR + 1 if wanted else 0
    return {
        "strength": np.zeros((n_places * n_sides, hours), np.int64),
        "control": np.zeros((n_places, n_sides + 1, hours), np.int64),
        "fans": np.zeros((len(assembled.fans), len(CLASSES), hours), np.int64),
    }


def tallies_of(results: Results, runs: int) -> Mapping[str, np.ndarray]:
    """Return what so many finished runs have tallied, under its names; nothing if not wanted.

    Runs write only changes; at first every place has nobody and no holder.
    """
    if results.strength.shape[1] == 0:
        return {}
    control, fans = results.control.copy(), results.fans.copy()
    control[:, 0, 0] += runs
    fans[:, 0, 0] += runs
    return {
        RUNS: np.array([runs], np.int64),
        STRENGTH: results.strength,
        CONTROL: control,
        FANS: fans,
    }
