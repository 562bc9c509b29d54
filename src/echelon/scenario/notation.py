"""The compact notation of quantities: numbers, ranges, distributions, inputs and arithmetic.

It survives a YAML flow mapping, a CSV cell and a spreadsheet: no comma is needed, no colon, and
no leading `=`.
"""

from __future__ import annotations

import math
from dataclasses import replace

from echelon.errors import nearest
from echelon.scenario.calendar import Calendar
from echelon.scenario.distributions import (
    BOUNDED_KINDS,
    KINDS,
    RANGE_KINDS,
    Distribution,
    ParameterFault,
    find_choice_fault,
)
from echelon.scenario.expressions import (
    Binary,
    Call,
    Draw,
    Expression,
    Moment,
    Number,
    TextError,
    format_number,
    shorten,
    walk,
)
from echelon.scenario.grammar import GREATEST_NUMBER, Argument, Dialect, parse
from echelon.scenario.tokens import ID_PATTERN, Token
from echelon.scenario.types import find_arithmetic_faults

EXTREMES = ("max", "min")
_RANGE_HELP = "a range has two ends, or low, best and high: `600..700..1000`"


class NotationError(TextError):
    """A text that is not a quantity."""

    default_code = "bad-notation"


def parse_quantity(source: str | int | float) -> Expression:
    """Read a number, or the compact notation of an uncertain one.

    Parameters
    ----------
    source : str, int or float
        `700`, `600..1000` (uniform), `600..700..1000` (PERT), `normal(700; 80)`,
        `lognormal(median; gsd)`, `beta(a; b)`, `triangular(low; best; high)`,
        `exponential(mean)`, `uniform(low; high)`, `pert(low; best; high)`,
        `choice(a=0.2; b=0.8)`, the id of an input, and arithmetic on these with
        `+ - * /`, brackets, `min(a; b)` and `max(a; b)`. One factor of the whole may be
        `each(lognormal(1; 1.5))`: it is drawn anew at every use of the value, by chance, where
        everything else is drawn once a run.

    Returns
    -------
    Expression
        Made of `Number`, `Draw`, `Name`, `Negate`, `Binary` and `Call`. A range whose ends are
        equal is that number.

    Raises
    ------
    NotationError
        If the text is no quantity, or a distribution is given parameters that it cannot have.

    Examples
    --------
    >>> from echelon.scenario.expressions import format_expression
    >>> format_expression(parse_quantity("pert(600; 700; 1e3)*(rail_speed+2)"))
    '600..700..1000 * (rail_speed + 2)'
    """
    if isinstance(source, str):
        expression = parse(source, _QUANTITY)
        raise_first(find_arithmetic_faults(expression, ("number", "word"), NotationError))
        raise_first(_find_misplaced_each(expression))
        return expression
    if isinstance(source, bool):
        raise NotationError("a truth value is not a quantity", 0, len(str(source)))
    # Compared before it is printed: the digits of a huge integer take quadratic time.
    if not -GREATEST_NUMBER < source < GREATEST_NUMBER:
        raise NotationError("the number is too large", 0, 1, code="bad-number")
    return Number(float(source) + 0.0, start=0, end=len(str(source)))


def parse_moment_quantity(text: str, calendar: Calendar) -> Expression:
    """Read a moment, or an uncertain one.

    Parameters
    ----------
    text : str
        `1917-11-07 21:30`, `1917-11-07 21:30..1917-11-07 23:30` (uniform), the same with a best
        moment in the middle (PERT), `triangular(...)` of three moments, and any of these plus or
        minus durations such as `90 min` or `delay_h * 1 h`.
    calendar : Calendar
        How dates are read and from when they are counted.

    Returns
    -------
    Expression
        In microseconds since the start of the period; the draws are of moments.

    Raises
    ------
    TextError
        A `NotationError` if the text is no moment, a `CalendarError` if a date is impossible.
    """
    dialect = Dialect(
        noun="moment",
        error=NotationError,
        build_call=_build_call,
        build_range=_build_range,
        calendar=calendar,
        has_durations=True,
    )
    expression = parse(text, dialect)
    raise_first(find_arithmetic_faults(expression, ("moment",), NotationError))
    for call in _each_in(expression):
        message = "a moment is not used more than once"
        raise NotationError(message, call.start, call.end, "write the distribution alone")
    return expression


def split_each(expression: Expression) -> tuple[Expression, Distribution | None]:
    """Split a quantity into what is drawn once a run and the factor drawn at every use.

    Parameters
    ----------
    expression : Expression
        As `parse_quantity` returns it.

    Returns
    -------
    expression : Expression
        Without the factor; 1 if there is nothing else.
    distribution : Distribution or None
        Of the factor, if there is one.
    """
    match expression:
        case Call("each", (Draw(distribution),)):
            return Number(1.0), distribution
        case Binary("*" | "/" as operator, left, right):
            rest, factor = split_each(left)
            if factor is not None:
                is_whole = operator == "*" and rest == Number(1.0)
                return right if is_whole else replace(expression, left=rest), factor
            rest, factor = split_each(right) if operator == "*" else (right, None)
            if factor is not None:
                return left if rest == Number(1.0) else replace(expression, right=rest), factor
    return expression, None


def _each_in(expression: Expression) -> list[Call]:
    return [node for node in walk(expression) if isinstance(node, Call) and node.name == "each"]


def _find_misplaced_each(expression: Expression) -> list[TextError]:
    """Find an `each` that is not a factor of the whole, or a second one."""
    rest, _ = split_each(expression)
    return [
        NotationError(
            "`each` is not a factor of the whole value",
            call.start,
            call.end,
            "write `value * each(distribution)`",
        )
        for call in _each_in(rest)
    ]


def raise_first(faults: list[TextError]) -> None:
    """Raise the first of the faults, if there is one."""
    if faults:
        raise faults[0]


def build_extreme(
    name: Token, arguments: tuple[Argument, ...], end: int, error: type[TextError]
) -> Call:
    """Make a `min` or `max` of the arguments, or raise `error`."""
    refuse_labels(arguments, error)
    if len(arguments) < 2:
        raise error(f"`{name.text}` takes two values or more", name.start, end)
    return Call(name.text, tuple(a.value for a in arguments), start=name.start, end=end)


def refuse_labels(arguments: tuple[Argument, ...], error: type[TextError]) -> None:
    """Raise `error` if an argument is written `label=value`."""
    for argument in arguments:
        if argument.label is not None:
            message = f"`{shorten(argument.label)}=` has no meaning here"
            raise error(message, argument.start, argument.end, "only `choice` has options")


def _build_call(name: Token, arguments: tuple[Argument, ...], end: int) -> Expression:
    if name.text in EXTREMES:
        return build_extreme(name, arguments, end, NotationError)
    if name.text == "each":
        return _build_each(name, arguments, end)
    if name.text == "choice":
        return _build_choice(name, arguments, end)
    if name.text not in KINDS:
        near = nearest(name.text, [*KINDS, *EXTREMES, "choice", "each"])
        advice = f"did you mean `{near}`?" if near else f"there are {', '.join(sorted(KINDS))}"
        message = f"there is no distribution `{shorten(name.text)}`"
        raise NotationError(message, name.start, name.end, advice)
    refuse_labels(arguments, NotationError)
    expected = KINDS[name.text].parameters
    if len(arguments) != len(expected):
        message = f"`{name.text}` takes {len(expected)} parameters, not {len(arguments)}"
        advice = f"write `{name.text}({'; '.join(expected)})`"
        raise NotationError(message, name.start, end, advice)
    values = tuple(_read_parameter(name, argument) for argument in arguments)
    return _build_draw(name.text, values, name.start, end)


def _build_each(name: Token, arguments: tuple[Argument, ...], end: int) -> Call:
    refuse_labels(arguments, NotationError)
    if len(arguments) == 1 and isinstance(draw := arguments[0].value, Draw):
        distribution = draw.distribution
        if not distribution.labels or distribution.values is not None:
            return Call("each", (draw,), start=name.start, end=end)
    message = "`each` takes one distribution of numbers"
    raise NotationError(message, name.start, end, "write `each(lognormal(1; 1.5))`")


def _read_parameter(name: Token, argument: Argument) -> Number | Moment:
    value = argument.value
    if isinstance(value, Number) or (isinstance(value, Moment) and name.text in BOUNDED_KINDS):
        return value
    message = f"a parameter of `{name.text}` is not a plain number"
    advice = "scale the draw instead: `rail_speed * normal(1; 0.1)`"
    raise NotationError(message, argument.start, argument.end, advice)


def _build_range(ends: tuple[Expression, ...]) -> Expression:
    if len(ends) not in RANGE_KINDS:
        raise NotationError(
            f"a range of {len(ends)} ends", ends[0].start, ends[-1].end, _RANGE_HELP
        )
    values: list[Number | Moment] = []
    for value in ends:
        if not isinstance(value, Number | Moment):
            advice = "write full moments on both sides, or add a duration to a moment"
            raise NotationError("a duration ends no range", value.start, value.end, advice)
        values.append(value)
    return _build_draw(RANGE_KINDS[len(ends)], tuple(values), ends[0].start, ends[-1].end)


def _build_draw(
    kind: str, values: tuple[Number | Moment, ...], start: int, end: int
) -> Draw | Number | Moment:
    """Make a draw of numbers or of moments, once its parameters are found to be sound."""
    is_of_moments = isinstance(values[0], Moment)
    for value in values:
        if isinstance(value, Moment) != is_of_moments:
            message = "a range is of moments or of numbers, not of both"
            raise NotationError(message, value.start, value.end, "write full moments on both sides")
    parameters = tuple(
        float(value.value_us) if isinstance(value, Moment) else value.value for value in values
    )
    fault = KINDS[kind].find_fault(parameters)
    if fault is not None:
        if is_of_moments:
            fault = fault._replace(message="the moments of the range are not in order")
        raise _place(fault, values[fault.position])
    if kind in BOUNDED_KINDS and parameters[0] == parameters[-1]:
        if isinstance(values[0], Moment):
            return Moment(values[0].value_us, start=start, end=end)
        return Number(parameters[0], start=start, end=end)
    distribution = Distribution(kind, parameters, is_of_moments=is_of_moments)
    return Draw(distribution, start=start, end=end)


def _build_choice(name: Token, arguments: tuple[Argument, ...], end: int) -> Draw:
    labels, probabilities = [], []
    if not arguments:
        advice = "write `choice(a=0.2; b=0.8)`"
        raise NotationError("`choice` has no options", name.start, end, advice)
    for argument in arguments:
        if argument.label is None:
            message = "an option has no probability"
            advice = "write `choice(a=0.2; b=0.8)`"
            raise NotationError(message, argument.start, argument.end, advice)
        if not isinstance(argument.value, Number):
            message = "a probability is not a plain number"
            raise NotationError(message, argument.value.start, argument.value.end)
        labels.append(_normalise_label(argument))
        probabilities.append(argument.value.value)
    fault = find_choice_fault(tuple(labels), tuple(probabilities))
    if fault is not None:
        raise _place(fault, arguments[fault.position])
    distribution = Distribution("choice", tuple(probabilities), tuple(labels))
    return Draw(distribution, start=name.start, end=end)


def _normalise_label(argument: Argument) -> str:
    """Return an option as it is printed: a word as it stands, a number in its shortest form."""
    label = argument.label or ""
    if ID_PATTERN.fullmatch(label):
        return label
    if label[0] not in "-0123456789":
        message = f"`{shorten(label)}` is not a word to choose"
        advice = "a word is made of small Latin letters, digits and `_`"
        raise NotationError(message, argument.start, argument.end, advice)
    value = float(label)
    if not math.isfinite(value) or abs(value) >= GREATEST_NUMBER:
        message = "the number is too large"
        raise NotationError(message, argument.start, argument.end, code="bad-number")
    return format_number(value + 0.0)


def _place(fault: ParameterFault, at: Number | Moment | Argument) -> NotationError:
    return NotationError(fault.message, at.start, at.end, fault.help, code=fault.code)


_QUANTITY = Dialect(
    noun="quantity", error=NotationError, build_call=_build_call, build_range=_build_range
)
