"""The language of conditions: what is asked of the truth, or of what somebody knows.

Conditions are parsed into a tree and never run as a program; which questions there are, and what
they may be asked about, is the table in `predicates`.
"""

from __future__ import annotations

from echelon.scenario.calendar import Calendar
from echelon.scenario.distributions import KINDS
from echelon.scenario.expressions import Call, Expression, TextError
from echelon.scenario.grammar import Argument, Dialect, parse
from echelon.scenario.notation import EXTREMES, build_extreme, refuse_labels
from echelon.scenario.tokens import Token

_DRAW_HELP = "draw it as an input, and name the input here"


class ConditionError(TextError):
    """A text that is not a condition."""

    default_code = "bad-condition"


def parse_condition(text: str, calendar: Calendar) -> Expression:
    """Read a condition, or the value of a quantity of interest.

    From loosest to tightest: `or`, `and`, `not`, one of `< <= > >= == !=`, `+ -`, `* /`, minus.

    Parameters
    ----------
    text : str
        Such as `heard(gatchina_taken) and men(vanguard; gatchina) >= 500`. Moments are written
        `1917-11-10 06:00` or `1917-10-28 06:00 OS`, durations `3 h`, `90 min`, `2 d`, `10 s`.
    calendar : Calendar
        How dates are read and from when they are counted.

    Returns
    -------
    Expression
        Not yet checked: whether its names exist and its comparisons make sense is for
        `types.check_types`.

    Raises
    ------
    TextError
        A `ConditionError` at the first place where the text stops making sense, or a
        `CalendarError` if a date is impossible.

    Examples
    --------
    >>> from echelon.scenario.expressions import format_expression
    >>> calendar = Calendar.from_start("1917-11-07")
    >>> condition = parse_condition("not(heard(a)or time>=1917-10-28 OS+90 min)", calendar)
    >>> format_expression(condition, calendar)
    'not (heard(a) or time >= 1917-11-10 00:00 + 90 min)'
    """
    dialect = Dialect(
        noun="condition",
        error=ConditionError,
        build_call=_build_call,
        build_range=_refuse_range,
        calendar=calendar,
        has_logic=True,
        has_durations=True,
    )
    return parse(text, dialect)


def _build_call(name: Token, arguments: tuple[Argument, ...], end: int) -> Expression:
    if name.text in EXTREMES:
        return build_extreme(name, arguments, end, ConditionError)
    if name.text in KINDS or name.text == "choice":
        raise ConditionError("a condition draws nothing", name.start, end, _DRAW_HELP)
    refuse_labels(arguments, ConditionError)
    values = tuple(argument.value for argument in arguments)
    return Call(name.text, values, start=name.start, end=end)


def _refuse_range(ends: tuple[Expression, ...]) -> Expression:
    raise ConditionError("a condition draws nothing", ends[0].start, ends[-1].end, _DRAW_HELP)
