"""Expressions are worked out in Kleene's logic, with arithmetic as Python has it."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from echelon.scenario.conditions import parse_condition
from echelon.scenario.distributions import Distribution
from echelon.scenario.expressions import (
    And,
    Compare,
    Name,
    Not,
    Number,
    Or,
    Truth,
    format_expression,
)
from echelon.scenario.interpreter import evaluate
from echelon.scenario.notation import parse_quantity
from scenario.expression_trees import CALENDAR, arithmetic, conditions

VALUES = {"yes": True, "no": False, "unheard": None, "two": 2.0, "nought": 0.0, "nothing": None}


def answer(text):
    return evaluate(parse_condition(text, CALENDAR), lambda name, about: VALUES[name])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no and unheard", False),
        ("unheard and no", False),
        ("yes and unheard", None),
        ("yes or unheard", True),
        ("unheard or yes", True),
        ("no or unheard", None),
        ("unheard or unheard", None),
        ("not unheard", None),
        ("nothing > 3", None),
        ("nothing == nothing", None),
        ("3 > nothing", None),
        ("nothing + 1 > 0 or yes", True),
        ("two / nought > 0", None),
        ("two / nought > 0 and no", False),
        ("nought / nought == 0", None),
        ("min(two; nothing) < 9", None),
        ("min(two; 5) == 2", True),
        ("max(two; 5; -7) == 5", True),
        ("-two < nought", True),
        ("-nothing < nought", None),
        ("two != 2", False),
        ("two <= 2 and two >= 2", True),
        ("1917-10-25 06:30 == 1917-10-25 06:00 + 30 min", True),
        ("1 d == 24 h", True),
        ("1e99 * 1e99 * 1e99 * 1e99 - 1e99 * 1e99 * 1e99 * 1e99 == 0", None),
    ],
)
def test_the_unknown_spreads_unless_the_known_side_settles_it(text, expected):
    assert expected is answer(text)


@pytest.mark.parametrize(("left", "right"), list(itertools.product([True, False, None], repeat=2)))
def test_logic_is_the_minimum_and_maximum_of_three_values(left, right):
    order = {False: 0, None: 1, True: 2}
    names = {"left": left, "right": right}

    def value(node):
        return evaluate(node, lambda name, about: names[name])

    both, either = And(Name("left"), Name("right")), Or(Name("left"), Name("right"))
    assert min(left, right, key=order.get) is value(both)
    assert max(left, right, key=order.get) is value(either)
    assert value(Not(both)) is value(Or(Not(Name("left")), Not(Name("right"))))


def test_questions_are_passed_on_with_their_names():
    asked = []

    def lookup(name, about):
        asked.append((name, about))
        return 700.0

    assert evaluate(parse_condition("men(vanguard; luga) > limit", CALENDAR), lookup) is False
    assert asked == [("men", ("vanguard", "luga")), ("limit", ())]


def test_draws_are_asked_for():
    drawn = {Distribution("uniform", (0.0, 1.0)): 0.25, Distribution("normal", (5.0, 1.0)): 5.5}
    quantity = parse_quantity("0..1 * 4 + normal(5; 1)")
    assert evaluate(quantity, lambda name, about: None, drawn.__getitem__) == 6.5
    with pytest.raises(ValueError, match="holds a draw"):
        evaluate(quantity, lambda name, about: None)


small = st.integers(-4, 4).map(lambda value: Number(float(value)))


def python_reads(expression):
    """Work out the canonical text as Python would, or None where that is undefined."""
    text = format_expression(expression).replace(";", ",")
    text = text.replace("true", "True").replace("false", "False")
    try:
        value = eval(text, {"__builtins__": {}, "min": min, "max": max})
    except ZeroDivisionError:
        return None
    return None if isinstance(value, float) and math.isnan(value) else value


@given(arithmetic(small))
def test_arithmetic_agrees_with_python_reading_the_canonical_text(expression):
    assert python_reads(expression) == evaluate(expression, lambda name, about: None)


@given(
    st.recursive(
        st.builds(Compare, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), small, small)
        | st.booleans().map(Truth),
        lambda inner: st.one_of(
            st.builds(And, inner, inner), st.builds(Or, inner, inner), st.builds(Not, inner)
        ),
        max_leaves=10,
    )
)
def test_logic_agrees_with_python_reading_the_canonical_text(expression):
    assert python_reads(expression) is evaluate(expression, lambda name, about: None)


@given(conditions(numeric=arithmetic(st.one_of(small, st.just(Name("nothing"))))), st.booleans())
def test_learning_more_never_overturns_what_was_settled(condition, learnt):
    before = evaluate(condition, lambda name, about: None)
    after = evaluate(condition, lambda name, about: 1.0 if name == "nothing" else learnt)
    assert before is None or before is after
