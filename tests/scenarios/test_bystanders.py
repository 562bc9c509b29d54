"""A side that stands by changes nobody's history in the bundled crises (K2)."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from echelon.campaign.simulate import compile_campaign, simulate
from echelon.scenario.bundled import resolve
from echelon.scenario.load import load_document

RUNS = 20
BYSTANDERS = {
    "petrograd-1917": "swedes,The Swedes across the Gulf,eyes_of_neutral,,estimate,D\n",
    "algiers-1961": "swedes,The Swedes,,general_knowledge,D\n",
}
"""A line of `sides.csv` for each crisis."""


@pytest.mark.parametrize("name", BYSTANDERS)
def test_a_side_that_stands_by_changes_nobody_s_history(tmp_path: Path, name: str):
    """All that the crisis had a column for before is as it was, but what is told of all sides."""
    shutil.copytree(resolve(name), tmp_path / name)
    with (tmp_path / name / "sides.csv").open("a", encoding="utf-8") as sides:
        sides.write(BYSTANDERS[name])
    before, after = (
        simulate(compile_campaign(load_document(folder)), 0, 0, RUNS).columns
        for folder in (resolve(name), tmp_path / name)
    )

    assert len(np.unique(before["events"])) > RUNS / 2
    assert [] == [key for key in before if not np.array_equal(before[key], after[key])]
