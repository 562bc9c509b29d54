"""What the language must be able to say: one small scenario a sentence, and its chronicle line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.language import (
    of_authority,
    of_bargains,
    of_contact,
    of_everybody_else,
    of_forces,
    of_messages,
    of_movement,
    of_orders,
    of_persons,
    of_units,
)
from tests.language.of_orders import companies
from tests.language.rows import Row
from tests.worlds import campaign_of, story

THEMES = {
    "orders": of_orders.ROWS,
    "authority": of_authority.ROWS,
    "persons": of_persons.ROWS,
    "units": of_units.ROWS,
    "forces": of_forces.ROWS,
    "everybody else": of_everybody_else.ROWS,
    "contact": of_contact.ROWS,
    "bargains": of_bargains.ROWS,
    "movement": of_movement.ROWS,
    "messages": of_messages.ROWS,
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
    told = story(campaign_of(tmp_path, row.entries, hours=row.hours))
    moments = [minute for minute, text in told if row.line in text]

    assert [] != moments
    assert row.at is None or pytest.approx(row.at, abs=0.01) in moments
    assert [] != [text for _, text in told if row.besides in text]
    assert [] == [text for _, text in told if row.never in text]


def test_stand_block_arrest_and_fire_are_obeyed_by_fewer_and_fewer(tmp_path: Path):
    def obeying(severity: str) -> int:
        told = [text for _, text in story(campaign_of(tmp_path, companies(severity)))]
        return sum("command and ranks, obeys Chief" in text for text in told)

    assert [6, 5, 3, 1] == [obeying(each) for each in ("stand", "block", "arrest", "fire")]
