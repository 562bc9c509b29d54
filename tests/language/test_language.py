"""What the language must be able to say: one small scenario a sentence, and its chronicle line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.language import (
    of_authority,
    of_everybody_else,
    of_forces,
    of_orders,
    of_persons,
    of_units,
)
from tests.language.rows import Row
from tests.worlds import campaign_of, story

THEMES = {
    "orders": of_orders.ROWS,
    "authority": of_authority.ROWS,
    "persons": of_persons.ROWS,
    "units": of_units.ROWS,
    "forces": of_forces.ROWS,
    "everybody else": of_everybody_else.ROWS,
}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=f"{theme}: {row.sentence}")
        for theme, rows in THEMES.items()
        for row in rows
    ],
)
def test_the_language_can_say_it(tmp_path: Path, row: Row):
    told = [text for _, text in story(campaign_of(tmp_path, row.entries, hours=row.hours))]

    assert [] != [text for text in told if row.line in text]
    assert [] == [text for text in told if row.never in text]
