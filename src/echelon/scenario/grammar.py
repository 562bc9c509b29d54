"""One parser for quantities and conditions: operators by binding strength, calls, ranges.

Top-down operator precedence (V. R. Pratt, "Top Down Operator Precedence", POPL 1973). A dialect
says which constructs a kind of text may hold and how its calls and ranges are built.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from echelon.errors import nearest
from echelon.scenario.calendar import Calendar
from echelon.scenario.expressions import (
    MICROSECONDS_PER_DURATION_UNIT,
    And,
    Binary,
    Compare,
    Duration,
    Expression,
    Moment,
    Name,
    Negate,
    Not,
    Number,
    Or,
    TextError,
    Truth,
    height,
    shorten,
)
from echelon.scenario.tokens import ID_PATTERN, Token, tokenise

DEEPEST = 64
"""Brackets, calls and tighter operators that may stand inside one another."""

TALLEST = 100
"""Levels a parsed expression may have, so that nothing that walks it runs out of stack."""

GREATEST_NUMBER = 1e100
LONGEST_DURATION_US = 1_000_000 * MICROSECONDS_PER_DURATION_UNIT["d"]

_OR, _AND, _COMPARE, _ADD, _MULTIPLY, _NEGATE = range(1, 7)
_STRENGTH = {
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), _COMPARE),
    **dict.fromkeys("+-", _ADD),
    **dict.fromkeys("*/", _MULTIPLY),
}
_UNIT_WORDS = {
    word: unit
    for unit, words in {
        "d": "day days",
        "h": "hr hrs hour hours",
        "min": "m mins minute minutes",
        "s": "sec secs second seconds",
    }.items()
    for word in words.split()
}
KEYWORDS = frozenset({"and", "or", "not", "true", "false"})


class Argument(NamedTuple):
    """One argument of a call; `label` is what stands before `=`, or None."""

    label: str | None
    value: Expression
    start: int
    end: int


@dataclass(frozen=True)
class Dialect:
    """What one kind of text may hold.

    Parameters
    ----------
    noun : str
        What the text is, for messages: a quantity, a condition.
    error : type of TextError
        What is raised.
    build_call : callable
        Makes an expression of the called name, the arguments, and the call's end.
    build_range : callable
        Makes an expression of the ends of `a..b..c`.
    calendar : Calendar or None
        How moments are read; None if they have no place in the text.
    has_logic : bool
        Whether comparisons, `and`, `or`, `not`, `true` and `false` have a place.
    has_durations : bool
        Whether a number may carry a unit of time.
    """

    noun: str
    error: type[TextError]
    build_call: Callable[[Token, tuple[Argument, ...], int], Expression]
    build_range: Callable[[tuple[Expression, ...]], Expression]
    calendar: Calendar | None = None
    has_logic: bool = False
    has_durations: bool = False


def parse(text: str, dialect: Dialect) -> Expression:
    """Read a whole text as one expression.

    Parameters
    ----------
    text : str
        At most 10 000 characters, nested at most `DEEPEST` levels.
    dialect : Dialect
        What the text may hold.

    Returns
    -------
    Expression
        Its nodes know where in the text they stand.

    Raises
    ------
    TextError
        As the dialect's `error`, at the first place where the text stops making sense.
    """
    parser = _Parser(tokenise(text, dialect.error), dialect)
    if parser.peek().kind == "end":
        raise dialect.error(f"there is no {dialect.noun} here", 0, len(text))
    expression = parser.read_expression(0)
    if parser.peek().kind != "end":
        raise parser.find_surplus()
    if height(expression) > TALLEST:
        message = f"the {dialect.noun} has too many terms in a row"
        raise dialect.error(message, 0, len(text), "put groups of them in brackets")
    return expression


class _Parser:
    """A place in a list of tokens, moved on by every `read_` method."""

    def __init__(self, tokens: list[Token], dialect: Dialect) -> None:
        self.tokens = tokens
        self.dialect = dialect
        self.position = 0
        self.depth = 0

    def peek(self, ahead: int = 0) -> Token:
        return self.tokens[min(self.position + ahead, len(self.tokens) - 1)]

    def advance(self) -> Token:
        token = self.peek()
        self.position += 1
        return token

    def is_next(self, *signs: str) -> bool:
        return self.peek().kind == "sign" and self.peek().text in signs

    def read_expression(self, floor: int) -> Expression:
        """Read as far as operators bind more tightly than `floor`."""
        self.depth += 1
        if self.depth > DEEPEST:
            message = f"nested deeper than {DEEPEST} levels"
            raise self.fault(message, self.peek(), code="too-deep")
        left = self.read_operand(floor)
        has_compared = False
        while (strength := self.strength_ahead()) > floor:
            operator = self.advance()
            if strength <= _COMPARE and not self.dialect.has_logic:
                raise self.refuse_logic(operator)
            if strength == _COMPARE and has_compared:
                raise self.fault(
                    "comparisons do not chain", operator, "write `low <= x and x <= high`"
                )
            has_compared = strength == _COMPARE
            left = _combine(operator.text, left, self.read_expression(strength))
        self.depth -= 1
        return left

    def strength_ahead(self) -> int:
        token = self.peek()
        return _STRENGTH.get(token.text, 0) if token.kind in ("sign", "word") else 0

    def read_operand(self, floor: int) -> Expression:
        token = self.peek()
        if token.kind in ("number", "moment"):
            return self.read_range_or_literal()
        if token.kind == "word":
            return self.read_word(floor)
        if self.is_next("("):
            return self.read_group()
        if self.is_next("-"):
            return self.read_negation()
        raise self.find_missing_operand()

    def read_negation(self) -> Expression:
        if self.peek(1).kind == "number":
            return self.read_range_or_literal()
        minus = self.advance()
        operand = self.read_expression(_NEGATE)
        return Negate(operand, start=minus.start, end=operand.end)

    def read_group(self) -> Expression:
        opening = self.advance()
        inside = self.read_expression(0)
        closing = self.read_closing(opening)
        return replace(inside, start=opening.start, end=closing.end)

    def read_closing(self, opening: Token) -> Token:
        if self.is_next(")"):
            return self.advance()
        if self.peek().kind == "end":
            raise self.fault("a bracket is opened and not closed", opening, "add `)`")
        raise self.find_surplus()

    def read_word(self, floor: int) -> Expression:
        token = self.advance()
        if token.text in KEYWORDS:
            return self.read_keyword(token, floor)
        if ID_PATTERN.fullmatch(token.text) is None:
            advice = "a name is made of small Latin letters, digits and `_`"
            raise self.fault(f"`{shorten(token.text)}` is not a name", token, advice)
        if not self.is_next("("):
            return Name(token.text, start=token.start, end=token.end)
        opening = self.advance()
        arguments = self.read_arguments()
        closing = self.read_closing(opening)
        return self.dialect.build_call(token, arguments, closing.end)

    def read_keyword(self, token: Token, floor: int) -> Expression:
        if not self.dialect.has_logic:
            raise self.refuse_logic(token)
        if token.text in ("true", "false"):
            return Truth(token.text == "true", start=token.start, end=token.end)
        if token.text != "not":
            raise self.fault(f"nothing stands before `{shorten(token.text)}`", token)
        if floor >= _COMPARE:
            raise self.fault("`not` binds too loosely here", token, "write `(not ...)`")
        operand = self.read_expression(_AND)
        return Not(operand, start=token.start, end=operand.end)

    def read_arguments(self) -> tuple[Argument, ...]:
        if self.is_next(")"):
            return ()
        arguments = [self.read_argument()]
        while self.is_next(";", ","):
            self.advance()
            arguments.append(self.read_argument())
        return tuple(arguments)

    def read_argument(self) -> Argument:
        first = self.peek()
        label = None
        length = 2 if self.is_next("-") and self.peek(1).kind == "number" else 1
        is_label = self.peek(length - 1).kind in ("word", "number")
        if is_label and self.peek(length).text == "=":
            label = "".join(self.advance().text for _ in range(length))
            self.advance()
        value = self.read_expression(0)
        return Argument(label, value, first.start, self.peek(-1).end)

    def read_range_or_literal(self) -> Expression:
        ends = [self.read_literal()]
        while self.is_next(".."):
            self.advance()
            ends.append(self.read_literal())
        if len(ends) == 1:
            return ends[0]
        return self.dialect.build_range(tuple(ends))

    def read_literal(self) -> Number | Duration | Moment:
        """Read a number, with its sign and unit of time, or a moment."""
        first = self.peek()
        sign = -1 if self.is_next("-") else 1
        token = self.peek(1) if sign < 0 else first
        if token.kind == "number":
            self.position += 1 if sign > 0 else 2
            return self.read_number(token, sign, first.start)
        if token.kind == "moment" and sign > 0:
            return self.read_moment()
        if first.kind == "end":
            raise self.fault("the range breaks off", first, "write both ends: `600..1000`")
        advice = "an end that is an input or a sum has no place in a range"
        raise self.fault("the ends of a range are plain numbers or moments", first, advice)

    def read_moment(self) -> Moment:
        token = self.advance()
        if self.dialect.calendar is None:
            advice = "put spaces round the sign if this is a subtraction"
            raise self.fault(f"a moment has no place in a {self.dialect.noun}", token, advice)
        try:
            moment_us = self.dialect.calendar.parse_moment(token.text)
        except TextError as error:
            raise error.moved(token.start) from None
        return Moment(moment_us, start=token.start, end=token.end)

    def read_number(self, token: Token, sign: int, start: int) -> Number | Duration:
        value = float(token.text)
        if value >= GREATEST_NUMBER:
            raise self.fault("the number is too large", token, code="bad-number")
        unit = self.peek()
        if unit.kind != "word" or unit.text in KEYWORDS:
            # Adding zero turns minus zero, which compares equal and prints otherwise, into zero.
            return Number(sign * value + 0.0, start=start, end=token.end)
        if not self.dialect.has_durations:
            text = f"{token.text} {unit.text}"
            message = f"`{shorten(text)}` carries a unit"
            advice = f"write `{shorten(token.text)}`: the name of the field says in which unit"
            raise self.dialect.error(message, start, unit.end, advice, code="bad-unit")
        if unit.text not in MICROSECONDS_PER_DURATION_UNIT:
            near = _UNIT_WORDS.get(unit.text.lower())
            advice = f"did you mean `{near}`?" if near else "the units are `d`, `h`, `min` and `s`"
            raise self.fault(f"`{shorten(unit.text)}` is not a unit of time", unit, advice)
        self.advance()
        length_us = value * MICROSECONDS_PER_DURATION_UNIT[unit.text]
        if length_us > LONGEST_DURATION_US:
            raise self.fault("a duration is longer than a million days", token, code="bad-number")
        exact_us = _count_microseconds(token.text, unit.text) if length_us >= 0.5 else 0
        return Duration(sign * exact_us, start=start, end=unit.end)

    def find_missing_operand(self) -> TextError:
        token = self.peek()
        if token.kind == "end":
            return self.fault(f"the {self.dialect.noun} breaks off", token)
        if token.text == "=" and self.position == 0:
            return self.fault("a leading `=` has no meaning here", token, "leave it out")
        before = f" after `{shorten(self.peek(-1).text)}`" if self.position else ""
        advice = "a number begins with a digit: `0.5`" if token.text == ".." else ""
        return self.fault(
            f"something is missing{before}, before `{shorten(token.text)}`", token, advice
        )

    def find_surplus(self) -> TextError:
        """Explain a token that cannot follow what came before it."""
        token, before = self.peek(), self.peek(-1)
        advice = ""
        if token.kind == before.kind == "number":
            advice = "write large numbers without spaces: `10000`"
        elif token.text == "=" and self.dialect.has_logic:
            advice = "write `==` to compare"
        elif token.text == "..":
            advice = "a range stands between two plain numbers, or three: `600..700..1000`"
        elif token.text in (";", ","):
            advice = "only the arguments of a call are separated"
        elif token.text == "(":
            advice = "write `*` to multiply"
        elif token.kind == "word":
            near = nearest(token.text, ("and", "or")) if self.dialect.has_logic else None
            advice = f"did you mean `{near}`?" if near else ""
        shown, previous = shorten(token.text), shorten(before.text)
        return self.fault(f"`{shown}` cannot follow `{previous}`", token, advice)

    def refuse_logic(self, token: Token) -> TextError:
        message = f"`{token.text}` belongs in a condition, not in a {self.dialect.noun}"
        return self.fault(message, token)

    def fault(
        self, message: str, token: Token, advice: str = "", code: str | None = None
    ) -> TextError:
        return self.dialect.error(message, token.start, token.end, advice, code=code)


def _combine(operator: str, left: Expression, right: Expression) -> Expression:
    start, end = left.start, right.end
    if operator == "and":
        return And(left, right, start=start, end=end)
    if operator == "or":
        return Or(left, right, start=start, end=end)
    if _STRENGTH[operator] == _COMPARE:
        return Compare(operator, left, right, start=start, end=end)
    return Binary(operator, left, right, start=start, end=end)


def _count_microseconds(number: str, unit: str) -> int:
    """Return a duration without the rounding of binary fractions: `0.1 s` is 100 000."""
    exact = Decimal(number) * MICROSECONDS_PER_DURATION_UNIT[unit]
    return int(exact.to_integral_value())
