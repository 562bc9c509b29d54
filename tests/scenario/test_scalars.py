"""Plain texts are typed by the core rules of YAML 1.2 and by nothing else."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.scenario.scalars import NotFiniteError, plain_value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (None, "~"),
        (None, "null"),
        (True, "true"),
        (True, "TRUE"),
        (False, "false"),
        (700, "700"),
        (-7, "-7"),
        (7, "+7"),
        (7, "007"),
        (8, "0o10"),
        (255, "0xFF"),
        (38.5, "38.5"),
        (0.5, ".5"),
        (1.0, "1."),
        (1000.0, "1e3"),
        (-0.01, "-1E-2"),
    ],
)
def test_numbers_truth_and_nothing_are_recognised(value: object, text: str) -> None:
    read = plain_value(text)
    assert (value, type(value)) == (read, type(read))


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "no",
        "on",
        "off",
        "Yes",
        "1_000",
        "12:30",
        "190:20:30",
        "1917-11-07",
        "2001-12-14t21:59:43.10-05:00",
        "0b101",
        "600..700..1000",
        "1e",
        "0x",
        "0o8",
        "--1",
        ".",
        "-",
        "+",
        "e3",
        "=",
        "<<",
        "tRue",
        "nil",
        "\u0664\u0662",
    ],
)
def test_what_only_older_rules_would_convert_stays_a_text(text: str) -> None:
    assert text == plain_value(text)


@pytest.mark.parametrize(
    "text",
    [".inf", "-.INF", ".NaN", "1e999", "-1e999", "9" * 301, "0x" + "f" * 299, "0." + "3" * 500],
)
def test_a_number_that_cannot_be_held_is_refused(text: str) -> None:
    with pytest.raises(NotFiniteError):
        plain_value(text)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_is_read_back_to_the_last_bit(number: float) -> None:
    assert number == plain_value(repr(number))


@given(st.from_regex(r"[-+0-9.eExXoO_:a-fA-F]{0,420}", fullmatch=True))
def test_every_number_read_is_finite_as_a_float(text: str) -> None:
    try:
        value = plain_value(text)
    except NotFiniteError:
        return
    if isinstance(value, int | float):
        assert math.isfinite(float(value))
