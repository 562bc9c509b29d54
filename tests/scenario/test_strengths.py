"""How many men, horses, guns and wagons may stand together."""

from __future__ import annotations

from pathlib import Path

import pytest

from echelon.scenario.load import check_document
from worlds import act, person, places, road, scenario_text, unit


@pytest.mark.parametrize("field", ["men", "horses", "guns", "wagons_per_echelon"])
def test_more_than_ten_million_in_a_unit_are_refused_where_they_stand(tmp_path: Path, field: str):
    entries = [
        *places("west", "east"),
        road("west", "east"),
        person("chief", "west"),
        unit("army", "west", **{field: 3_000_000_000}),
        act("go", "chief", "move army to east"),
    ]
    path = tmp_path / "crisis.yaml"
    path.write_text(scenario_text(entries), encoding="utf-8")

    (fault,) = [each for each in check_document(path).faults if not each.warning]

    assert "out-of-range" == fault.code
    assert f"`{field}` must be in 0..10000000" in fault.message
    assert "3000000000" in path.read_text(encoding="utf-8").splitlines()[fault.spot.line - 1]
