"""A plain reading of expressions, with unknowns: what the engine's machine must agree with."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from typing import TypeAlias

from echelon.scenario.distributions import Distribution
from echelon.scenario.expressions import (
    And,
    Binary,
    Call,
    Compare,
    Draw,
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

Value: TypeAlias = bool | float | None
"""A truth, a number (times in microseconds), or None for unknown."""

_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def evaluate(
    expression: Expression,
    lookup: Callable[[str, tuple[str, ...]], Value],
    draw: Callable[[Distribution], Value] | None = None,
) -> Value:
    """Work out an expression whose types are sound, in Kleene's strong three-valued logic.

    Arithmetic and comparisons with an unknown are unknown, and so is a division by zero; a false
    side settles an `and`, a true side an `or`, whatever the other is.

    Parameters
    ----------
    expression : Expression
        As checked by `types.check_types`.
    lookup : callable
        Answers a question: its name and the names it is about; an input is a name about nothing.
    draw : callable, optional
        Gives the value drawn from a distribution; needed where the expression holds one.

    Returns
    -------
    bool, float or None
        Times in microseconds; None if unknown.

    References
    ----------
    S. C. Kleene, *Introduction to Metamathematics* (1952), section 64.

    Examples
    --------
    >>> evaluate(And(Truth(False), Name("unheard")), lambda name, about: None)
    False
    """

    def value_of(node: Expression) -> Value:
        match node:
            case Number() | Truth():
                return node.value
            case Duration(value_us) | Moment(value_us):
                return float(value_us)
            case Name(name):
                return lookup(name, ())
            case Draw(distribution):
                if draw is None:
                    raise ValueError("the expression holds a draw, and nothing to draw it with")
                return draw(distribution)
            case Negate(operand):
                value = value_of(operand)
                return None if value is None else -value
            case Binary(sign, left, right):
                return _calculate(sign, value_of(left), value_of(right))
            case Compare(sign, left, right):
                return _compare(sign, value_of(left), value_of(right))
            case And(left, right):
                return _both(value_of(left), value_of(right))
            case Or(left, right):
                return _negate(_both(_negate(value_of(left)), _negate(value_of(right))))
            case Not(operand):
                return _negate(value_of(operand))
            case Call("min" | "max" as name, arguments):
                return _find_extreme(name, [value_of(argument) for argument in arguments])
            case Call(name, arguments):
                return lookup(name, tuple(a.name for a in arguments if isinstance(a, Name)))

    return value_of(expression)


def _calculate(sign: str, left: Value, right: Value) -> Value:
    if left is None or right is None or (sign == "/" and right == 0):
        return None
    match sign:
        case "+":
            value = left + right
        case "-":
            value = left - right
        case "*":
            value = left * right
        case _:
            value = left / right
    # Infinity less infinity, and the like, say nothing.
    return None if math.isnan(value) else value


def _compare(sign: str, left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    return _COMPARISONS[sign](left, right)


def _both(left: Value, right: Value) -> Value:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def _negate(value: Value) -> Value:
    return None if value is None else not value


def _find_extreme(name: str, values: list[Value]) -> Value:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    return min(known) if name == "min" else max(known)
