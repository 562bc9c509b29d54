"""From the plain value in a file to a typed value: one reader for each kind of leaf.

A reader raises `PydanticCustomError`: its type is a stable fault code; its context holds the
message as ``said`` and may hold ``path`` (items and keys that lead to the text at fault), ``start``
and ``end`` (characters inside that text), ``label`` and ``help``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol, TypeVar

from pydantic_core import PydanticCustomError

from echelon.errors import nearest
from echelon.scenario.actions import Action, parse_actions
from echelon.scenario.calendar import MOMENT_PATTERN, Calendar
from echelon.scenario.conditions import parse_condition
from echelon.scenario.expressions import Draw, Expression, Moment, Number, TextError, format_number
from echelon.scenario.notation import parse_moment_quantity, parse_quantity, split_each
from echelon.scenario.schema.texts import Texts
from echelon.scenario.tokens import LONGEST_TEXT
from echelon.units import unit_of

LONGEST_ID = 64

MOST_ITEMS = 1_000
"""Of a list in a field."""

LARGEST = 1e100
"""Of a plain number without a bound of its own."""

EVERYWHERE = ("*",)
"""What the reach of a channel holds when the file says `all`."""

_ID = re.compile(r"[a-z][a-z0-9_]*")
_MOMENT = re.compile(MOMENT_PATTERN)
_RANGE_OF_NUMBERS = re.compile(r"\s*[-+]?\d*\.?\d+(\s*\.\.\s*[-+]?\d*\.?\d+)+\s*")
_NUMBER_WITH_UNIT = re.compile(r"\s*([-+]?[0-9][0-9_.]*)\s*([^\W\d_][\w/]*)\s*")

_Read = TypeVar("_Read")

Path = tuple[int | str, ...]
"""Positions in lists and keys of mappings, from the value of a field inwards."""


class Reading(Protocol):
    """What a reader is told beside the value; pydantic's `ValidationInfo` is one."""

    @property
    def field_name(self) -> str | None:
        """The field that is read."""

    @property
    def context(self) -> Any:
        """A mapping that holds the scenario's `calendar` and its `texts`."""


class Window(NamedTuple):
    """A stretch of time in microseconds since the start; None leaves an end open."""

    from_us: int | None
    to_us: int | None


def refusal(code: str, message: str, **context: Any) -> PydanticCustomError:
    """Make the error of a reader; the message is passed aside, for pydantic expands its braces."""
    return PydanticCustomError(code, "{said}", {"said": message, **context})


def read_text(value: Any, info: Reading) -> str:
    """Read a text."""
    if not isinstance(value, str):
        raise wrong_type(value, "a text")
    if not value.strip():
        raise refusal("wrong-type", f"`{info.field_name}` is empty", label="no text")
    return value


def read_words(value: Any, info: Reading) -> tuple[str, ...]:
    """Read a set of words, as a list or with semicolons between; sorted."""
    return tuple(sorted({read_text(piece, info) for piece in pieces_of(value)}))


def read_id(value: Any, info: Reading, path: Path = ()) -> str:
    """Read an id."""
    if not isinstance(value, str):
        raise wrong_type(value, "an id", path)
    if len(value) > LONGEST_ID or not _ID.fullmatch(value):
        message = f"`{value}` is not an id"
        raise refusal("bad-id", message, path=path, label="not an id", help=_id_help(value))
    return value


def read_ids(value: Any, info: Reading) -> tuple[str, ...]:
    """Read a set of ids; sorted, so that the order of writing cannot matter."""
    return tuple(sorted(set(read_ids_in_order(value, info))))


def read_ids_in_order(value: Any, info: Reading) -> tuple[str, ...]:
    """Read a list of ids whose order matters."""
    return tuple(read_id(piece, info, (item,)) for item, piece in enumerate(pieces_of(value)))


def read_reach(value: Any, info: Reading) -> tuple[str, ...]:
    """Read ids, or `all`, which becomes `EVERYWHERE`."""
    return EVERYWHERE if value == "all" else read_ids(value, info)


def read_truth(value: Any, info: Reading) -> bool:
    """Read `true` or `false`."""
    if not isinstance(value, bool):
        raise wrong_type(value, "`true` or `false`")
    return value


def read_quantity(value: Any, info: Reading) -> Expression:
    """Read a number, a distribution or an expression of inputs."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise wrong_type(value, "a number or a distribution")
    expression = read_notation("quantity", parse_quantity, value, info)
    if isinstance(expression, Draw) and expression.distribution.values is None:
        raise refusal("wrong-type", "a number is wanted here, not a word", label="words")
    return expression


def quantity_reader(
    low: float = -math.inf,
    high: float = math.inf,
    *,
    above: float | None = None,
    varies: bool = False,
) -> Callable[[Any, Reading], Expression]:
    """Make a reader of quantities that refuses what can leave a range.

    Parameters
    ----------
    low, high : float
        Least and greatest allowed value.
    above : float or None
        A bound that must be exceeded.
    varies : bool
        Whether a factor may be drawn anew at every use.

    Notes
    -----
    A distribution without ends, such as a normal, is let through: the run holds what it draws to
    the range. So is an expression of inputs, whose values are known only then.
    """
    wanted = f"above {above:g}" if above is not None else _range(low, high)

    def read(value: Any, info: Reading) -> Expression:
        expression = read_quantity(value, info)
        if not varies and split_each(expression)[1] is not None:
            raise refusal("bad-notation", "the value is used once, so that `each` has no meaning")
        least, greatest = support(expression)
        if math.isfinite(least) and (least < low or (above is not None and least < above)):
            raise out_of_range(info, wanted)
        if math.isfinite(greatest) and (
            greatest > high or (above is not None and greatest <= above)
        ):
            raise out_of_range(info, wanted)
        return expression

    return read


def support(expression: Expression) -> tuple[float, float]:
    """Return the least and greatest value of a number or distribution; unknown is infinite."""
    if isinstance(expression, Number):
        return expression.value, expression.value
    if isinstance(expression, Draw):
        return expression.distribution.support()
    return -math.inf, math.inf


def whole_reader(low: int, high: int) -> Callable[[Any, Reading], int]:
    """Make a reader of whole numbers in [low, high]."""

    def read(value: Any, info: Reading) -> int:
        _refuse_unit(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong_type(value, "a whole number")
        if not low <= value <= high:
            raise out_of_range(info, _range(low, high))
        return value

    return read


def number_reader(low: float, high: float | None) -> Callable[[Any, Reading], float]:
    """Make a reader of plain numbers in [low, high]."""

    def read(value: Any, info: Reading) -> float:
        _refuse_unit(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise wrong_type(value, "a plain number")
        if not low <= value <= (LARGEST if high is None else high):
            raise out_of_range(info, _range(low, high))
        return float(value)

    return read


def word_reader(words: tuple[str, ...]) -> Callable[[Any, Reading], str]:
    """Make a reader of a closed list of words."""
    all_of_them = "write one of " + ", ".join(f"`{word}`" for word in words)

    def read(value: Any, info: Reading) -> str:
        if not isinstance(value, str):
            raise wrong_type(value, "a word")
        if value in words:
            return value
        close = nearest(value, words)
        raise refusal(
            "unknown-word",
            f"unknown {info.field_name} `{value}`",
            label=f"no such {info.field_name}",
            help=f"did you mean `{close}`?" if close else all_of_them,
        )

    return read


def read_matrix(value: Any, info: Reading) -> tuple[tuple[float, ...], ...]:
    """Read a table of correlations, as a list of rows."""
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise wrong_type(value, "a list of rows")
    read = number_reader(-1.0, 1.0)
    return tuple(tuple(read(cell, info) for cell in row) for row in value)


def read_moment(value: Any, info: Reading) -> int:
    """Read a date or moment, as microseconds since the start of the period."""
    if not isinstance(value, str):
        raise wrong_type(value, "a moment")
    return read_notation("moment", calendar_of(info).parse_moment, value, info)


def read_windows(value: Any, info: Reading) -> tuple[Window, ...]:
    """Read stretches of time: a list of mappings `from`, `to`, or `MOMENT..MOMENT` texts."""
    windows = [_read_window(piece, info, (item,)) for item, piece in enumerate(pieces_of(value))]
    return tuple(sorted(windows, key=lambda window: (window.from_us or 0, window.to_us or 0)))


def read_moment_quantity(value: Any, info: Reading) -> Expression:
    """Read a moment, or a range of moments that stands for a distribution."""
    if not isinstance(value, str):
        raise wrong_type(value, "a moment")
    calendar = calendar_of(info)
    if not _MOMENT.search(value):
        return Moment(read_notation("moment", calendar.parse_moment, value, info))
    return read_notation("moments", lambda text: parse_moment_quantity(text, calendar), value, info)


def read_moment_or_number(value: Any, info: Reading) -> Expression:
    """Read the value of a recorded fact: a moment or a number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return read_quantity(value, info)
    if isinstance(value, str) and _RANGE_OF_NUMBERS.fullmatch(value):
        raise refusal(
            "wrong-type",
            f"`{value}` is a range, and a recorded number is one",
            help="write the ends as `low` and `high`, and the most credible number as `best`",
        )
    return read_moment_quantity(value, info)


def read_condition(value: Any, info: Reading) -> Expression:
    """Read a condition, or an expression in the language of conditions."""
    if not isinstance(value, str):
        raise wrong_type(value, "a condition")
    calendar = calendar_of(info)
    return read_notation("condition", lambda text: parse_condition(text, calendar), value, info)


def read_actions(value: Any, info: Reading) -> tuple[Action, ...]:
    """Read what is done: one sentence, several with semicolons between, or a list."""
    actions: list[Action] = []
    if value == []:
        raise wrong_type(value, "an action")
    for item, sentence in enumerate(value if isinstance(value, list) else [value]):
        path = (item,) if isinstance(value, list) else ()
        if not isinstance(sentence, str):
            raise wrong_type(sentence, "an action", path)
        actions.extend(read_notation("actions", parse_actions, sentence, info, path))
    return tuple(actions)


def leave_as_written(value: Any, info: Reading) -> Any:
    """Keep the value as it is; overlays and groups read theirs from the positioned tree."""
    return value


def pieces_of(value: Any) -> list[Any]:
    """Split `a; b` as a table cell holds it; a list is a list already."""
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        value = [piece.strip() for piece in value.split(";") if piece.strip()]
    if isinstance(value, str) or (isinstance(value, list) and len(value) > MOST_ITEMS):
        raise refusal("too-large", f"a list holds at most {MOST_ITEMS} items")
    if not isinstance(value, list):
        raise wrong_type(value, "a list")
    return value


def calendar_of(info: Reading) -> Calendar:
    """Return the calendar that the caller put in the validation context."""
    calendar: Calendar = (info.context or {})["calendar"]
    return calendar


def wrong_type(value: Any, wanted: str, path: Path = ()) -> PydanticCustomError:
    """Make the error for a value of the wrong sort."""
    found = {bool: f"`{str(value).lower()}`", str: "text", list: "a list", dict: "a mapping"}
    written = found.get(type(value), "a number")
    message = f"{wanted} is wanted here, not {written}"
    return refusal("wrong-type", message, path=path, label=f"not {wanted}")


def out_of_range(info: Reading, wanted: str) -> PydanticCustomError:
    """Make the error for a number that its field cannot hold."""
    unit = unit_of(info.field_name or "")
    return refusal("out-of-range", f"`{info.field_name}` must be {wanted} {unit}".rstrip())


def read_notation(
    kind: str,
    parse: Callable[[Any], _Read],
    value: str | float,
    info: Reading,
    path: Path = (),
) -> _Read:
    """Read a text of some notation by its parser, a fault of which is refused at its place."""
    texts: Texts = (info.context or {})["texts"]
    try:
        return texts.read(kind, parse, value)
    except TextError as error:
        raise refusal(
            error.code,
            error.message,
            path=path,
            start=error.start,
            end=error.end,
            help=error.help,
        ) from None


def _read_window(written: Any, info: Reading, path: Path) -> Window:
    if isinstance(written, str) and ".." in written:
        first, _, last = written.partition("..")
        ends = {"from": first.strip(), "to": last.strip()}
        paths = {"from": path, "to": path}
    elif isinstance(written, dict) and written and set(written) <= {"from", "to"}:
        ends = written
        paths = {key: (*path, key) for key in written}
    else:
        raise wrong_type(written, "a mapping of `from` and `to`, or `MOMENT..MOMENT`,", path)
    moments: dict[str, int | None] = {"from": None, "to": None}
    for key, text in ends.items():
        if not isinstance(text, str):
            raise wrong_type(text, "a moment", paths[key])
        if text:
            moments[key] = read_notation(
                "moment", calendar_of(info).parse_moment, text, info, paths[key]
            )
    window = Window(moments["from"], moments["to"])
    if (window.to_us is not None) and (window.from_us or 0) >= window.to_us:
        raise refusal("ends-before-start", "the time ends before it starts", path=path)
    return window


def _refuse_unit(value: Any) -> None:
    """Refuse `38 km`: the unit of a field is fixed, and a value carries none."""
    found = _NUMBER_WITH_UNIT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return
    raise refusal("bad-unit", f"`{value}` carries a unit", help=f"write `{found.group(1)}`")


def _range(low: float, high: float | None) -> str:
    if high is None or high == math.inf:
        return f"{format_number(float(low))} or more"
    return f"in {format_number(float(low))}..{format_number(float(high))}"


def mended_id(text: str) -> str:
    """Return the id that a text which is none was probably meant to be; empty if there is none."""
    mended = re.sub(r"[^a-z0-9_]+", "_", text[:LONGEST_ID].casefold()).strip("_")
    return mended if _ID.fullmatch(mended) else ""


def _id_help(value: str) -> str:
    rule = "lower-case letters, digits and `_`, a letter first"
    mended = mended_id(value)
    return f"write `{mended}`: {rule}" if mended else f"an id is {rule}"
