"""When the clock alone changes what a condition says: the moments that `time` is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from echelon.scenario.expressions import Binary, Compare, Expression, Name, Negate, walk

TIME = Name("time")
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


@dataclass(frozen=True)
class Turn:
    """A moment at which a comparison with `time` may change.

    Parameters
    ----------
    moment : Expression
        When, free of `time`.
    is_after : bool
        Whether the change comes just after the moment rather than at it.
    """

    moment: Expression
    is_after: bool


def turns_of(condition: Expression) -> Iterator[Turn]:
    """Yield the moments at which the passing of time may change a condition.

    Parameters
    ----------
    condition : Expression
        Any condition; comparisons that do not mention `time` yield nothing.

    Raises
    ------
    ValueError
        If `time` is used otherwise than added to or subtracted from something; see `is_plain`.
    """
    for node in walk(condition):
        if not isinstance(node, Compare) or not _mentions_time(node):
            continue
        moment, mirrored = _solve(node)
        operator = _MIRRORED[node.operator] if mirrored else node.operator
        if operator in ("==", "!="):
            yield Turn(moment, False)
            yield Turn(moment, True)
        else:
            yield Turn(moment, operator in (">", "<="))


def is_plain(comparison: Compare) -> bool:
    """Return whether `time` stands in a comparison at most once, and only in sums."""
    if not _mentions_time(comparison):
        return True
    try:
        _solve(comparison)
    except ValueError:
        return False
    return True


def _mentions_time(expression: Expression) -> bool:
    return any(node == TIME for node in walk(expression))


def _solve(comparison: Compare) -> tuple[Expression, bool]:
    """Return the moment that `time` is compared with, and whether the sides had to be swapped."""
    left, right = comparison.left, comparison.right
    if _mentions_time(left) == _mentions_time(right):
        raise ValueError("`time` stands on both sides")
    mirrored = _mentions_time(right)
    side, other = (right, left) if mirrored else (left, right)
    while side != TIME:
        match side:
            case Binary("+", a, b):
                with_time, rest = (a, b) if _mentions_time(a) else (b, a)
                side, other = with_time, Binary("-", other, rest)
            case Binary("-", a, b) if _mentions_time(a):
                side, other = a, Binary("+", other, b)
            case Binary("-", a, b):
                side, other, mirrored = b, Binary("-", a, other), not mirrored
            case Negate(a):
                side, other, mirrored = a, Negate(other), not mirrored
            case _:
                raise ValueError("`time` stands inside something else than a sum")
        if _mentions_time(other):
            raise ValueError("`time` stands twice in one comparison")
    return other, mirrored
