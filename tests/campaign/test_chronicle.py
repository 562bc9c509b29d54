"""A chronicle is worded as people speak: orders as orders, marches as marches."""

from __future__ import annotations

from pathlib import Path

import pytest

from worlds import act, campaign_of, person, places, road, story, unit, wire


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("move column to field by road", "move Column to Field"),
        ("halt column", "halt Column"),
        ("resume column", "let Column go on"),
        ("detrain column", "let Column leave the trains"),
        ("force column", "let Column force the way"),
    ],
)
def test_a_letter_with_an_order_is_told_as_an_order(tmp_path: Path, deed: str, words: str):
    entries = [
        *places("capital", "camp", "field"),
        wire("capital", "camp", delay_min=10),
        road("camp", "field"),
        person("chief", "capital"),
        unit("column", "camp"),
        act("order", "chief", deed),
    ]
    told = story(campaign_of(tmp_path, entries))

    assert (10.0, f"A message is read to Column: {words}") in told


def test_a_column_sets_out_from_place_to_place_and_comes_there(tmp_path: Path):
    entries = [
        *places("camp", "field"),
        road("camp", "field"),
        person("chief", "camp"),
        unit("column", "camp"),
        act("order", "chief", "move column to field by road"),
    ]
    told = story(campaign_of(tmp_path, entries))

    assert (0.0, "Column sets out from Camp for Field") in told
    assert (120.0, "Column comes to Field") in told
