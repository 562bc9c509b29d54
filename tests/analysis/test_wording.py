"""No more digits than a number deserves."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.stand_in import CALENDAR, HOUR_US
from echelon.analysis.wording import (
    chance_text,
    counted,
    moment_text,
    number_text,
    printable,
    probability_text,
    share_text,
    weighed_text,
    with_unit,
    wrapped,
    years_text,
)
from echelon.scenario.calendar import Calendar


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.4689, "0.47"),
        (0.5, "0.50"),
        (0.0996, "0.10"),
        (0.0994, "0.099"),
        (0.00314, "0.0031"),
        (0.003, "0.0030"),
        (0.0000123, "0.000012"),
        (0.985, "0.98"),
        (0.9901, "0.99"),
        (0.996, "0.996"),
        (0.99996, "0.99996"),
        (0.0, "0"),
        (1.0, "1"),
    ],
)
def test_a_probability_has_two_significant_digits(share: float, text: str) -> None:
    assert text == probability_text(share)


@given(st.floats(1e-9, 1 - 1e-9))
def test_a_probability_is_never_rounded_to_certainty(share: float) -> None:
    written = float(probability_text(share))
    assert 0 < written < 1
    assert math.isclose(share, written, rel_tol=0.06)


def test_what_never_happened_is_bounded_and_so_is_what_always_did() -> None:
    assert "<0.0003" == share_text(0, 10_000)
    assert ">0.9997" == share_text(10_000, 10_000)
    assert "<0.003" == share_text(0, 1_000)
    assert "<0.004" == share_text(0, 800)
    assert "<0.000003" == share_text(0, 1_000_000)
    assert "0.0001" not in share_text(1, 10_000)[:3]
    assert "0" == share_text(0, 2)
    assert "1" == share_text(2, 2)


@given(st.integers(4, 10**8))
def test_the_bound_of_what_never_happened_is_never_too_small(runs: int) -> None:
    assert float(share_text(0, runs).removeprefix("<")) >= 3 / runs * (1 - 1e-9)


def test_numbers_have_three_significant_digits() -> None:
    assert ["480", "0.0123", "61.5", "1235", "-3", "inf"] == [
        number_text(value) for value in (480.0, 0.012345, 61.549, 1234.6, -3.0, math.inf)
    ]


def test_a_short_period_shows_hours_and_a_long_one_years() -> None:
    assert "9 Nov 06:30" == moment_text(CALENDAR, int(42.5 * HOUR_US), 60 * HOUR_US)
    assert "9 Nov 1917" == moment_text(CALENDAR, 42 * HOUR_US, 24 * 400 * HOUR_US)


def test_the_heading_names_years_and_style() -> None:
    assert "1917" == years_text(CALENDAR, 60 * HOUR_US)
    old = Calendar.from_start("1917-12-30", style="old_style")
    assert "1917-1918, Old Style" == years_text(old, 24 * 10 * HOUR_US)


def test_a_text_cannot_colour_the_screen_or_move_the_cursor() -> None:
    assert " [31mred next line" == printable("\x1b[31mred\r\nnext\u202e line").replace("  ", " ")


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=40))
def test_wrapped_lines_fit(words: list[str]) -> None:
    lines = wrapped(" ".join(words), indent="  ", hanging="    ")
    assert all(len(line) <= 80 for line in lines)


def test_a_number_and_what_it_counts_stand_on_one_line() -> None:
    numbers = ", ".join(counted(number, "places") for number in range(1, 40))
    lines = wrapped(numbers, indent="  ")

    assert len(lines) > 1
    assert [] == [line for line in lines if not line.endswith(("place,", "places,", "places"))]
    assert all(len(line) <= 80 for line in lines)
    assert "1 place, 2 places" in lines[0]


@pytest.mark.parametrize(
    ("chance", "text"),
    [
        (0.5, "0.50"),
        (0.018, "0.018"),
        (0.001, "0.0010"),
        (0.0009, "less than one in a thousand"),
        (0.00002, "less than one in ten thousand"),
        (1e-9, "less than one in a million"),
    ],
)
def test_a_chance_too_small_to_be_told_exactly_is_told_in_words(chance: float, text: str) -> None:
    assert text == chance_text(chance)


def test_a_unit_that_the_label_names_is_not_said_twice() -> None:
    assert "Men at Luga" == with_unit("Men at Luga", "men")
    assert "Fallen (men)" == with_unit("Fallen", "men")


@pytest.mark.parametrize("share", [1e-300, 2.5e-9, 0.0001, 0.9999, 1 - 1e-12, 0.5, 0.0, 1.0])
def test_a_share_of_weighed_runs_keeps_within_its_column(share: float) -> None:
    assert len(weighed_text(share)) <= 7
    assert (share in (0, 1)) == (weighed_text(share) in ("0", "1"))
