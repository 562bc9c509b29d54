"""Conditions and arithmetic of a scenario, as programs for a small stack machine.

Everything is a float64: a number, a moment in microseconds, or a truth (1 or 0). NaN is
*unknown*, and spreads through arithmetic and comparisons; `and`, `or` and `not` follow S. C.
Kleene (1952), "Introduction to Metamathematics", section 64: what is known may decide.
"""

from __future__ import annotations

import math
from enum import IntEnum

import numpy as np

from echelon.engine._jit import kernel


class Op(IntEnum):
    """Instructions; a row of a program has one, with its `argument` or its `number`.

    The first group puts a value on the stack, the second replaces the topmost by a result,
    and the third replaces the two topmost, of which the upper is the right-hand operand.
    """

    NUMBER = 0  # `number`
    VALUE = 1  # values[argument]
    SLOT = 2  # slots[argument]
    NOW = 3

    NEGATE = 10
    NOT = 11

    ADD = 20
    SUBTRACT = 21
    MULTIPLY = 22
    DIVIDE = 23
    MINIMUM = 24
    MAXIMUM = 25

    LESS = 30
    LESS_EQUAL = 31
    GREATER = 32
    GREATER_EQUAL = 33
    EQUAL = 34
    UNEQUAL = 35

    AND = 40
    OR = 41


@kernel
def evaluate(
    code: np.recarray,
    start: int,
    end: int,
    values: np.ndarray,
    slots: np.ndarray,
    now: float,
    stack: np.ndarray,
) -> float:
    """Return the result of the program in rows [start, end) of `code`, NaN if unknown or empty.

    `stack` must hold as many numbers as the program has rows that put one there. Programs
    are trusted: each leaves exactly one number behind.

    Writes: stack.
    """
    if start == end:
        return math.nan
    ops, arguments, numbers = code.op, code.argument, code.number
    top = np.int64(-1)
    for row in range(start, end):
        op = ops[row]
        if op <= Op.NOW:
            top += np.int64(1)
            if op == Op.NUMBER:
                stack[top] = numbers[row]
            elif op == Op.VALUE:
                stack[top] = values[arguments[row]]
            elif op == Op.SLOT:
                stack[top] = slots[arguments[row]]
            else:
                stack[top] = now
        elif op <= Op.NOT:
            stack[top] = _apply_to_one(op, stack[top])
        else:
            top -= np.int64(1)
            stack[top] = _apply_to_two(op, stack[top], stack[top + np.int64(1)])
    return stack[0]


@kernel
def _apply_to_one(op: int, x: float) -> float:
    """Return minus `x`, or the opposite of a truth."""
    if math.isnan(x):
        return math.nan
    if op == Op.NEGATE:
        return -x
    return 1.0 if x == 0.0 else 0.0


@kernel
def _apply_to_two(op: int, left: float, right: float) -> float:
    """Return the result of an instruction with two operands."""
    if op == Op.AND:
        if left == 0.0 or right == 0.0:
            return 0.0
    elif op == Op.OR and (left == 1.0 or right == 1.0):
        return 1.0
    if math.isnan(left) or math.isnan(right):
        return math.nan
    if op >= Op.AND:
        return 1.0 if op == Op.AND else 0.0
    if op >= Op.LESS:
        return 1.0 if _compares(op, left, right) else 0.0
    return _arithmetic(op, left, right)


@kernel
def _compares(op: int, left: float, right: float) -> bool:
    """Return whether two known numbers compare as `op` says."""
    if op == Op.LESS:
        return left < right
    if op == Op.LESS_EQUAL:
        return left <= right
    if op == Op.GREATER:
        return left > right
    if op == Op.GREATER_EQUAL:
        return left >= right
    if op == Op.EQUAL:
        return left == right
    return left != right


@kernel
def _arithmetic(op: int, left: float, right: float) -> float:
    """Return the result of arithmetic with two known numbers, NaN for a division by zero."""
    # Python's own floats overflow in silence, as compiled code does and NumPy's do not.
    left, right = float(left), float(right)
    if op == Op.ADD:
        return left + right
    if op == Op.SUBTRACT:
        return left - right
    if op == Op.MULTIPLY:
        return left * right
    if op == Op.DIVIDE:
        return left / right if right != 0.0 else math.nan
    if op == Op.MINIMUM:
        return left if left < right else right
    return left if left > right else right
