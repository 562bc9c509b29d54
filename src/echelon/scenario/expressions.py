"""The one tree in which quantities and conditions are kept, and its canonical text.

The compact notation of numbers (`rail_speed * 0.8`) and the language of conditions
(`men(vanguard; gatchina) >= 500`) differ in what they allow, not in what they build: both parse
into these nodes, so that arithmetic, positions and printing are written once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Self, TypeAlias

from echelon.units import (
    MICROSECONDS_PER_DAY,
    MICROSECONDS_PER_HOUR,
    MICROSECONDS_PER_MINUTE,
    MICROSECONDS_PER_SECOND,
)

if TYPE_CHECKING:
    from echelon.scenario.calendar import Calendar
    from echelon.scenario.distributions import Distribution

MICROSECONDS_PER_DURATION_UNIT = {
    "d": MICROSECONDS_PER_DAY,
    "h": MICROSECONDS_PER_HOUR,
    "min": MICROSECONDS_PER_MINUTE,
    "s": MICROSECONDS_PER_SECOND,
}
"""Units in which a duration may be written, longest first, each in microseconds."""

# Binding strength of each construct when printed; a looser child is put in brackets.
_OR, _AND, _NOT, _COMPARE, _ADD, _MULTIPLY, _NEGATE, _ATOM = range(1, 9)
_STRENGTH = {"+": _ADD, "-": _ADD, "*": _MULTIPLY, "/": _MULTIPLY}


class TextError(Exception):
    """A text in a scenario that cannot be read, with the characters at fault.

    Parameters
    ----------
    message : str
        What is wrong: lower case, no full stop.
    start, end : int
        The offending characters, as offsets into the text; `end` is exclusive, and equals
        `start` where something is missing.
    help : str
        How to put it right, or an empty text.
    code : str, optional
        The stable code of the fault; by default that of the class.
    """

    default_code = "bad-notation"

    def __init__(
        self, message: str, start: int, end: int, help: str = "", *, code: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.help = help
        self.code = code or self.default_code

    def moved(self, offset: int) -> Self:
        """Return the same error for a text that begins `offset` characters earlier."""
        start, end = self.start + offset, self.end + offset
        return type(self)(self.message, start, end, self.help, code=self.code)


def shorten(text: str) -> str:
    """Return a text as it is quoted in a message: whole, or its first forty characters."""
    return text if len(text) <= 40 else text[:37] + "..."


def _position() -> int:
    """Declare where a node was written, which takes no part in comparing what it says."""
    return field(default=0, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Number:
    """A plain number, without a unit."""

    value: float
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class Duration:
    """A length of time, in microseconds."""

    value_us: int
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class Moment:
    """A point in time, in microseconds since the start of the period."""

    value_us: int
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class Truth:
    """`true` or `false`."""

    value: bool
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class Name:
    """An input, an entity, or a predicate that takes no arguments."""

    name: str
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class Draw:
    """A value to be drawn, once in a run."""

    distribution: Distribution
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class Negate:
    """Minus something that is not itself a plain number."""

    operand: Expression
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class Binary:
    """Arithmetic: `operator` is one of `+ - * /`."""

    operator: str
    left: Expression
    right: Expression
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class Compare:
    """A comparison: `operator` is one of `< <= > >= == !=`."""

    operator: str
    left: Expression
    right: Expression
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class And:
    """True if both sides are, false if either is false, otherwise unknown."""

    left: Expression
    right: Expression
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class Or:
    """True if either side is, false if both are false, otherwise unknown."""

    left: Expression
    right: Expression
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class Not:
    """False for true, true for false, unknown for unknown."""

    operand: Expression
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True)
class Call:
    """A predicate with its arguments, or `min` or `max`."""

    name: str
    arguments: tuple[Expression, ...]
    start: int = _position()
    end: int = _position()


Expression: TypeAlias = (
    Number
    | Duration
    | Moment
    | Truth
    | Name
    | Draw
    | Negate
    | Binary
    | Compare
    | And
    | Or
    | Not
    | Call
)


def children(expression: Expression) -> tuple[Expression, ...]:
    """Return the parts of which `expression` is directly made, from left to right."""
    match expression:
        case Binary() | Compare() | And() | Or():
            return (expression.left, expression.right)
        case Negate() | Not():
            return (expression.operand,)
        case Call():
            return expression.arguments
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """Yield `expression` and everything inside it, each before its parts."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def height(expression: Expression) -> int:
    """Return the number of nodes on the longest way down through `expression`."""
    tallest = 0
    waiting = [(expression, 1)]
    while waiting:
        node, depth = waiting.pop()
        tallest = max(tallest, depth)
        waiting.extend((child, depth + 1) for child in children(node))
    return tallest


def format_number(value: float) -> str:
    """Return the shortest text that reads back as exactly `value`."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def format_duration(value_us: int) -> str:
    """Return a duration as written in a condition: `90 min`, `0.5 s`, `-3 h`."""
    for unit, length_us in MICROSECONDS_PER_DURATION_UNIT.items():
        if value_us % length_us == 0:
            return f"{value_us // length_us} {unit}"
    return f"{Decimal(value_us) / MICROSECONDS_PER_SECOND:f} s"


def format_expression(expression: Expression, calendar: Calendar | None = None) -> str:
    """Return the canonical text of an expression, with no brackets it can do without.

    The scenario hash and the reports rest on this text: parsing it again, with the same calendar,
    gives an equal expression.

    Parameters
    ----------
    expression : Expression
        What to print.
    calendar : Calendar, optional
        Needed where the expression names moments.

    Returns
    -------
    str
        One line.

    Raises
    ------
    ValueError
        If there is a moment to print and no calendar to print it in.
    """
    return _format(expression, calendar)[0]


def _format(expression: Expression, calendar: Calendar | None) -> tuple[str, int]:
    """Return the text of a node and how tightly that text holds together."""
    match expression:
        case Binary(operator, left, right):
            strength = _STRENGTH[operator]
            texts = _bracket(left, strength, calendar), _bracket(right, strength + 1, calendar)
            return f"{texts[0]} {operator} {texts[1]}", strength
        case Compare(operator, left, right):
            texts = _bracket(left, _ADD, calendar), _bracket(right, _ADD, calendar)
            return f"{texts[0]} {operator} {texts[1]}", _COMPARE
        case And(left, right):
            texts = _bracket(left, _AND, calendar), _bracket(right, _NOT, calendar)
            return f"{texts[0]} and {texts[1]}", _AND
        case Or(left, right):
            texts = _bracket(left, _OR, calendar), _bracket(right, _AND, calendar)
            return f"{texts[0]} or {texts[1]}", _OR
        case Not(operand):
            return f"not {_bracket(operand, _NOT, calendar)}", _NOT
        case Negate(operand):
            return _format_negation(operand, calendar), _NEGATE
        case Call(name, arguments):
            inside = "; ".join(format_expression(argument, calendar) for argument in arguments)
            return f"{name}({inside})", _ATOM
        case _:
            return _format_leaf(expression, calendar), _ATOM


def _format_negation(operand: Expression, calendar: Calendar | None) -> str:
    text = _bracket(operand, _NEGATE, calendar)
    # A minus directly before a number or a range is read as the sign of that number.
    is_signable = isinstance(operand, Number | Duration | Draw) and text[0].isdigit()
    return f"-({text})" if is_signable else f"-{text}"


def _format_leaf(expression: Expression, calendar: Calendar | None) -> str:
    match expression:
        case Number(value):
            return format_number(value)
        case Duration(value_us):
            return format_duration(value_us)
        case Truth(value):
            return "true" if value else "false"
        case Name(name):
            return name
        case Draw(distribution):
            return distribution.format(calendar)
        case Moment(value_us):
            if calendar is None:
                raise ValueError("a moment is printed in a calendar, and none was given")
            return calendar.format_canonical(value_us)
        case _:
            raise TypeError(f"not a leaf of an expression: {expression!r}")


def _bracket(expression: Expression, loosest: int, calendar: Calendar | None) -> str:
    """Return the text of a node, in brackets if it holds together less tightly than `loosest`."""
    text, strength = _format(expression, calendar)
    return text if strength >= loosest else f"({text})"
