"""Time as whole microseconds, and the unit that the ending of a field's name states."""

from __future__ import annotations

from collections.abc import Mapping

MICROSECONDS_PER_SECOND = 1_000_000
MICROSECONDS_PER_MINUTE = 60 * MICROSECONDS_PER_SECOND
MICROSECONDS_PER_HOUR = 60 * MICROSECONDS_PER_MINUTE
MICROSECONDS_PER_DAY = 24 * MICROSECONDS_PER_HOUR

LONGEST_US = 2**62
"""No span of time is longer than this, some 146 000 years, so that two may be added."""

UNIT_SUFFIXES: Mapping[str, str] = {
    "_km_h": "km/h",
    "_h_per_day": "h a day",
    "_per_day": "a day",
    "_per_h": "an hour",
    "_km": "km",
    "_min": "min",
    "_h": "h",
    "_d": "days",
    "_us": "µs",
    "_men": "men",
}
"""Ending of a field's name -> unit as shown to people; the longer endings come first."""


def microseconds_from_hours(hours: float) -> int:
    """Turn hours into whole microseconds, the engine's measure of time.

    Parameters
    ----------
    hours : float
        Finite, in hours.

    Returns
    -------
    int
        In microseconds, to the nearest; it fits int64.

    Raises
    ------
    ValueError
        If the result is not a number or exceeds `LONGEST_US`; the message names it.

    Examples
    --------
    >>> microseconds_from_hours(1.5)
    5400000000
    """
    microseconds = hours * MICROSECONDS_PER_HOUR
    if not -LONGEST_US <= microseconds <= LONGEST_US:
        raise ValueError(f"{hours} hours is longer than echelon can count")
    return round(microseconds)


def hours_from_microseconds(microseconds: int) -> float:
    """Turn the engine's microseconds into hours, for people.

    Parameters
    ----------
    microseconds : int
        In microseconds.

    Returns
    -------
    float
        In hours.

    Examples
    --------
    >>> hours_from_microseconds(5_400_000_000)
    1.5
    """
    return microseconds / MICROSECONDS_PER_HOUR


def unit_of(field: str) -> str:
    """Read the unit from the ending of a field's name.

    Parameters
    ----------
    field : str
        A name such as ``length_km`` or ``speed_km_h``.

    Returns
    -------
    str
        The unit as shown to people; empty if the name states none.

    Examples
    --------
    >>> unit_of("speed_km_h"), unit_of("length_km"), unit_of("name")
    ('km/h', 'km', '')
    """
    for suffix, unit in UNIT_SUFFIXES.items():
        if field.endswith(suffix):
            return unit
    return UNIT_SUFFIXES.get(f"_{field}", "")


def stem_of(field: str) -> str:
    """Give a field's name without its unit, to find the same field in another unit.

    Parameters
    ----------
    field : str
        A name such as ``length_h``.

    Returns
    -------
    str
        The name without the ending; the whole name if it states no unit.

    Examples
    --------
    >>> stem_of("length_h"), stem_of("name")
    ('length', 'name')
    """
    for suffix in UNIT_SUFFIXES:
        if field.endswith(suffix):
            return field.removesuffix(suffix)
    return field
