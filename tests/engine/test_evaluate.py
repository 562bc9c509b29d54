import math

import numpy as np
import pytest

from echelon.engine.evaluate import Op, evaluate

CODE = np.dtype([("op", "i8"), ("argument", "i8"), ("number", "f8")], align=True)
UNKNOWN = math.nan
TRUE, FALSE = 1.0, 0.0

Row = tuple[Op, float]


def result(*rows: Row | Op | float) -> float:
    """Evaluate rows; a number stands for pushing it, VALUE and SLOT come with an argument."""
    code = np.zeros(len(rows), CODE).view(np.recarray)
    for row, content in zip(code, rows, strict=True):
        if isinstance(content, Op):
            row.op = content
        elif isinstance(content, tuple):
            row.op, row.argument = content
        else:
            row.op, row.number = Op.NUMBER, content
    values, slots = np.array([10.0, 20.0]), np.array([UNKNOWN, 5.0])
    start, end = np.int64(0), np.int64(len(rows))
    return evaluate(code, start, end, values, slots, np.float64(7.0), np.zeros(8))


def same(expected: float, actual: float) -> bool:
    return expected == actual or (math.isnan(expected) and math.isnan(actual))


@pytest.mark.parametrize(
    ("expected", "rows"),
    [
        (3.5, (3.5,)),
        (20.0, ((Op.VALUE, 1),)),
        (5.0, ((Op.SLOT, 1),)),
        (UNKNOWN, ((Op.SLOT, 0),)),
        (7.0, (Op.NOW,)),
    ],
)
def test_leaves_read_what_they_name(expected: float, rows: tuple):
    assert same(expected, result(*rows))


@pytest.mark.parametrize(
    ("expected", "op", "left", "right"),
    [
        (5.0, Op.ADD, 2.0, 3.0),
        (-1.0, Op.SUBTRACT, 2.0, 3.0),
        (6.0, Op.MULTIPLY, 2.0, 3.0),
        (0.5, Op.DIVIDE, 1.0, 2.0),
        (2.0, Op.MINIMUM, 2.0, 3.0),
        (3.0, Op.MAXIMUM, 2.0, 3.0),
    ],
)
def test_arithmetic_takes_the_lower_of_the_stack_as_its_left(
    expected: float, op: Op, left: float, right: float
):
    assert expected == result(left, right, op)


@pytest.mark.parametrize(
    ("op", "below", "equal", "above"),
    [
        (Op.LESS, TRUE, FALSE, FALSE),
        (Op.LESS_EQUAL, TRUE, TRUE, FALSE),
        (Op.GREATER, FALSE, FALSE, TRUE),
        (Op.GREATER_EQUAL, FALSE, TRUE, TRUE),
        (Op.EQUAL, FALSE, TRUE, FALSE),
        (Op.UNEQUAL, TRUE, FALSE, TRUE),
    ],
)
def test_comparisons(op: Op, below: float, equal: float, above: float):
    assert (below, equal, above) == (
        result(1.0, 2.0, op),
        result(2.0, 2.0, op),
        result(3.0, 2.0, op),
    )


@pytest.mark.parametrize("op", [op for op in Op if Op.ADD <= op <= Op.UNEQUAL])
def test_the_unknown_spreads_through_arithmetic_and_comparisons(op: Op):
    for left, right in ((UNKNOWN, 1.0), (1.0, UNKNOWN), (UNKNOWN, UNKNOWN)):
        assert same(UNKNOWN, result(left, right, op))


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (TRUE, TRUE, TRUE, TRUE),
        (TRUE, FALSE, FALSE, TRUE),
        (FALSE, FALSE, FALSE, FALSE),
        (TRUE, UNKNOWN, UNKNOWN, TRUE),
        (FALSE, UNKNOWN, FALSE, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_and_and_or_are_kleene_s(left: float, right: float, both: float, either: float):
    assert same(both, result(left, right, Op.AND))
    assert same(both, result(right, left, Op.AND))
    assert same(either, result(left, right, Op.OR))
    assert same(either, result(right, left, Op.OR))


@pytest.mark.parametrize(
    ("expected", "operand"), [(FALSE, TRUE), (TRUE, FALSE), (UNKNOWN, UNKNOWN)]
)
def test_not_is_kleene_s(expected: float, operand: float):
    assert same(expected, result(operand, Op.NOT))


def test_negation():
    assert result(2.0, Op.NEGATE) == -2.0
    assert same(UNKNOWN, result(UNKNOWN, Op.NEGATE))


@pytest.mark.parametrize("dividend", [1.0, 0.0, -1.0])
@pytest.mark.parametrize("divisor", [0.0, -0.0])
def test_a_division_by_zero_gives_the_unknown(dividend: float, divisor: float):
    assert same(UNKNOWN, result(dividend, divisor, Op.DIVIDE))


def test_what_is_too_large_for_a_number_is_infinite_and_its_difference_unknown():
    assert math.inf == result(1e300, 1e300, Op.MULTIPLY)
    assert math.inf == result(1.0, 5e-324, Op.DIVIDE)
    assert same(UNKNOWN, result(1e300, 1e300, Op.MULTIPLY, 1e300, 1e300, Op.MULTIPLY, Op.SUBTRACT))


def test_an_empty_program_is_unknown():
    assert same(UNKNOWN, result())


def test_a_longer_program():
    # (value 0 + 2) * now >= 84 and not (slot 0 < 3)
    known = ((Op.VALUE, 0), 2.0, Op.ADD, Op.NOW, Op.MULTIPLY, 84.0, Op.GREATER_EQUAL)
    unknown = ((Op.SLOT, 0), 3.0, Op.LESS, Op.NOT)
    assert same(UNKNOWN, result(*known, *unknown, Op.AND))
    assert result(*known, *unknown, Op.OR) == TRUE


def test_only_the_given_rows_are_read():
    code = np.zeros(3, CODE).view(np.recarray)
    code.number[:] = [1.0, 2.0, 3.0]
    nothing = np.zeros(0)
    start, end, now = np.int64(1), np.int64(2), np.float64(0.0)
    assert evaluate(code, start, end, nothing, nothing, now, np.zeros(1)) == 2.0
