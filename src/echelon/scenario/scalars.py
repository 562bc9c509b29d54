"""Which plain texts are numbers, truth values or nothing: the core rules of YAML 1.2."""

from __future__ import annotations

import math
import re

from echelon.scenario.limits import LONGEST_NUMBER, MOST_DIGITS

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


class NotFiniteError(ValueError):
    """The text is a number that cannot be held as one."""


def plain_value(text: str) -> bool | int | float | str | None:
    """Type a text that stands without quotes.

    `yes`, `on`, `1_000`, `12:30` and `1917-11-07` are texts: the older rules of YAML
    1.1, which take them for something else, do not hold here.

    Parameters
    ----------
    text : str
        Without spaces around it.

    Returns
    -------
    None, bool, int, float or str
        The value; every number is finite, also as a float.

    Raises
    ------
    NotFiniteError
        If it is a number, but infinite, not a number, or of more than 300 digits; the
        message says which.

    References
    ----------
    YAML 1.2.2, section 10.3.2, https://yaml.org/spec/1.2.2/#1032-tag-resolution

    Examples
    --------
    >>> plain_value("700"), plain_value("0x1f"), plain_value("1e3"), plain_value("yes")
    (700, 31, 1000.0, 'yes')
    >>> plain_value("1917-11-07")
    '1917-11-07'
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return _whole(text, 10)
    if _FLOAT.fullmatch(text):
        return _real(text)
    if _OCTAL.fullmatch(text):
        return _whole(text, 8)
    if _HEXADECIMAL.fullmatch(text):
        return _whole(text, 16)
    if _NOT_FINITE.fullmatch(text):
        raise NotFiniteError("not a finite number")
    return text


def _whole(text: str, base: int) -> int:
    if len(text) > MOST_DIGITS:
        raise NotFiniteError(f"a number of {len(text)} digits")
    number = int(text, base)
    if len(str(abs(number))) > MOST_DIGITS:
        raise NotFiniteError(f"a number of more than {MOST_DIGITS} digits")
    return number


def _real(text: str) -> float:
    if len(text) > LONGEST_NUMBER:
        raise NotFiniteError(f"a number of {len(text)} digits")
    number = float(text)
    if not math.isfinite(number):
        raise NotFiniteError("too large a number")
    return number
