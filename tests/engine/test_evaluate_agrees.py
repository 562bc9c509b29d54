"""The stack machine against the plain interpreter, which shares no code with it."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from echelon.engine.evaluate import Op, evaluate
from echelon.scenario import interpreter
from echelon.scenario.expressions import (
    And,
    Binary,
    Call,
    Compare,
    Duration,
    Expression,
    Moment,
    Name,
    Negate,
    Not,
    Number,
    Or,
    Truth,
)

CODE = np.dtype([("op", "i8"), ("argument", "i8"), ("number", "f8")], align=True)
NUMBERS = ("men", "delay", "unheard")
TRUTHS = ("heard", "open", "unseen")
INPUTS = ("speed", "lift")
NOW = "time"

BINARY = {"+": Op.ADD, "-": Op.SUBTRACT, "*": Op.MULTIPLY, "/": Op.DIVIDE}
EXTREME = {"min": Op.MINIMUM, "max": Op.MAXIMUM}
COMPARE = {
    "<": Op.LESS,
    "<=": Op.LESS_EQUAL,
    ">": Op.GREATER,
    ">=": Op.GREATER_EQUAL,
    "==": Op.EQUAL,
    "!=": Op.UNEQUAL,
}

few = st.sampled_from([0.0, 1.0, -1.0, 0.5, 3.0, 1e200, 1e-200, -1e308])
finite = st.one_of(few, st.floats(allow_nan=False, allow_infinity=False))
microseconds = st.integers(-(2**53), 2**53)


def numeric(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Negate, parts),
        st.builds(Binary, st.sampled_from(sorted(BINARY)), parts, parts),
        st.builds(
            Call,
            st.sampled_from(sorted(EXTREME)),
            st.lists(parts, min_size=1, max_size=3).map(tuple),
        ),
    )


def logical(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        st.builds(Not, parts), st.builds(And, parts, parts), st.builds(Or, parts, parts)
    )


number = st.recursive(
    st.one_of(
        st.builds(Number, finite),
        st.builds(Duration, microseconds),
        st.builds(Moment, microseconds),
        st.builds(Name, st.sampled_from([*NUMBERS, *INPUTS, NOW])),
    ),
    numeric,
    max_leaves=8,
)
truth = st.recursive(
    st.one_of(
        st.builds(Truth, st.booleans()),
        st.builds(Name, st.sampled_from(TRUTHS)),
        st.builds(Compare, st.sampled_from(sorted(COMPARE)), number, number),
    ),
    logical,
    max_leaves=8,
)


def compiled(expression: Expression) -> list[tuple[Op, int, float]]:
    """Return the program of an expression, operands first."""
    match expression:
        case Number(value) | Truth(value) | Duration(value) | Moment(value):
            return [(Op.NUMBER, 0, float(value))]
        case Name(name) if name == NOW:
            return [(Op.NOW, 0, 0.0)]
        case Name(name) if name in INPUTS:
            return [(Op.VALUE, INPUTS.index(name), 0.0)]
        case Name(name):
            return [(Op.SLOT, (*NUMBERS, *TRUTHS).index(name), 0.0)]
        case Negate(operand):
            return [*compiled(operand), (Op.NEGATE, 0, 0.0)]
        case Not(operand):
            return [*compiled(operand), (Op.NOT, 0, 0.0)]
        case And(left, right):
            return [*compiled(left), *compiled(right), (Op.AND, 0, 0.0)]
        case Or(left, right):
            return [*compiled(left), *compiled(right), (Op.OR, 0, 0.0)]
        case Binary(sign, left, right):
            return [*compiled(left), *compiled(right), (BINARY[sign], 0, 0.0)]
        case Compare(sign, left, right):
            return [*compiled(left), *compiled(right), (COMPARE[sign], 0, 0.0)]
        case Call(name, (first, *others)):
            rows = compiled(first)
            for other in others:
                rows += [*compiled(other), (EXTREME[name], 0, 0.0)]
            return rows
        case _:
            raise TypeError(f"no program for {expression!r}")


@given(
    st.one_of(number, truth),
    st.tuples(finite, finite),
    st.tuples(finite, finite),
    st.tuples(st.booleans(), st.booleans()),
    finite,
)
def test_the_machine_agrees_with_the_plain_interpreter(
    expression: Expression,
    known: tuple[float, float],
    inputs: tuple[float, float],
    truths: tuple[bool, bool],
    now: float,
):
    answers = {
        **dict(zip(NUMBERS, (*known, None), strict=True)),
        **dict(zip(TRUTHS, (*truths, None), strict=True)),
        **dict(zip(INPUTS, inputs, strict=True)),
        NOW: now,
    }
    expected = interpreter.evaluate(expression, lambda name, about: answers[name])

    code = np.array(compiled(expression), CODE).view(np.recarray)
    slots = np.array([math.nan if answers[n] is None else answers[n] for n in (*NUMBERS, *TRUTHS)])
    actual = evaluate(
        code,
        np.int64(0),
        np.int64(len(code)),
        np.array(inputs),
        slots.astype(np.float64),
        np.float64(now),
        np.zeros(len(code)),
    )
    if expected is None:
        assert math.isnan(actual)
    else:
        assert float(expected) == actual
