"""Dates as the sources give them, Old Style or New, and moments counted from a common start.

Both calendars run through the Julian Day Number, so a conversion is exact in any century, also
before either calendar was adopted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from echelon.scenario.expressions import TextError, shorten
from echelon.units import MICROSECONDS_PER_DAY, MICROSECONDS_PER_SECOND

Style = Literal["new_style", "old_style"]

FIRST_YEAR, LAST_YEAR = 1, 3000

MOMENT_PATTERN = (
    r"[0-9]{4}-[0-9]+-[0-9]+"
    r"(?:(?:T|[ ]+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
    r"(?:[ ]+(?:OS|NS)\b)?"
)
"""Text that is meant as a moment, correct or not, so that a wrong one can be explained."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_PARTS = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]+)-(?P<day>[0-9]+)"
    r"(?:(?:T|[ ]+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]+))?)?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?"
    r"(?:[ ]+(?P<style>OS|NS))?"
)
_STYLE_NAMES = {"new_style": "New Style", "old_style": "Old Style"}
_HELP = "write moments as `1917-11-07 18:00`, with ` OS` after an Old Style date"


class CalendarError(TextError):
    """A text that is not a moment, or names a day or hour that never was."""

    default_code = "impossible-date"


class Date(NamedTuple):
    """A day of a calendar; years before 1 are counted 0, -1, -2 and so on."""

    year: int
    month: int
    day: int


def days_in_month(year: int, month: int, style: Style) -> int:
    """Return how many days a month has in the given calendar."""
    if month == 2 and year % 4 == 0:
        is_leap = style == "old_style" or year % 100 != 0 or year % 400 == 0
        return 29 if is_leap else 28
    return _MONTH_LENGTHS[month - 1]


def julian_day(date: Date, style: Style) -> int:
    """Return the Julian Day Number of a date: days since noon of 1 January 4713 BC, Old Style.

    Parameters
    ----------
    date : Date
        An existing day.
    style : {"new_style", "old_style"}
        Whether the date is Gregorian or Julian, each also before its adoption.

    Returns
    -------
    int
        Days.

    References
    ----------
    E. G. Richards, "Calendars", in S. E. Urban and P. K. Seidelmann (eds), *Explanatory
    Supplement to the Astronomical Almanac*, 3rd ed. (2013), section 15.11.

    Examples
    --------
    >>> julian_day(Date(1917, 10, 25), "old_style") == julian_day(Date(1917, 11, 7), "new_style")
    True
    """
    # Years begin in March here, so that the leap day is the last of its year.
    before_march = (14 - date.month) // 12
    year = date.year + 4800 - before_march
    month = date.month + 12 * before_march - 3
    days = date.day + (153 * month + 2) // 5 + 365 * year + year // 4
    if style == "old_style":
        return days - 32083
    return days - year // 100 + year // 400 - 32045


def date_of(day: int, style: Style) -> Date:
    """Return the date of a Julian Day Number: the inverse of `julian_day`, same reference."""
    if style == "old_style":
        century, rest = 0, day + 32082
    else:
        century, rest = divmod(4 * (day + 32044) + 3, 146097)
        rest //= 4
    year, rest = divmod(4 * rest + 3, 1461)
    month, rest = divmod(5 * (rest // 4) + 2, 153)
    after_december = month // 10
    return Date(
        100 * century + year - 4800 + after_december,
        month + 3 - 12 * after_december,
        rest // 5 + 1,
    )


@dataclass(frozen=True)
class Calendar:
    """The scenario's clock: one fixed offset, one style for dates that name none.

    Parameters
    ----------
    start : int
        Start of the period, in microseconds of local time since midnight of Julian day 0.
    utc_offset_h : float
        Hours by which local time is ahead of Greenwich.
    style : {"new_style", "old_style"}
        The calendar of a date without `OS` or `NS`.

    Examples
    --------
    >>> calendar = Calendar.from_start("1917-11-07")
    >>> calendar.parse_moment("1917-10-25 18:30 OS") / 3_600_000_000
    18.5
    >>> calendar.format_moment(66_600_000_000)
    '7 Nov 1917 18:30'
    """

    start: int
    utc_offset_h: float = 0.0
    style: Style = "new_style"

    @classmethod
    def from_start(
        cls, text: str, utc_offset_h: float = 0.0, style: Style = "new_style"
    ) -> Calendar:
        """Make the calendar of a period whose first moment is `text`; raise `CalendarError`."""
        return cls(cls(0, utc_offset_h, style).parse_moment(text), utc_offset_h, style)

    def parse_moment(self, text: str) -> int:
        """Read a moment of local time.

        Parameters
        ----------
        text : str
            `1917-11-07`, `1917-11-07 18:00`, `1917-11-07T18:00:30`, with ` OS` or ` NS` after it
            where the style differs from the calendar's own. A bare date is its midnight.

        Returns
        -------
        int
            Microseconds since the start of the period, negative before it.

        Raises
        ------
        CalendarError
            If the text is not a moment or the day does not exist, naming the part at fault.
        """
        stripped = text.strip()
        offset = len(text) - len(text.lstrip())
        parts = _PARTS.fullmatch(stripped)
        if parts is None:
            raise CalendarError(
                f"`{shorten(stripped)}` is not a moment",
                offset,
                offset + len(stripped),
                _HELP,
                code="bad-moment",
            )
        try:
            style = _style_of(parts["style"], self.style)
            day = julian_day(_read_date(parts, style), style)
            return day * MICROSECONDS_PER_DAY + _read_clock(parts) - self.start
        except CalendarError as error:
            raise error.moved(offset) from None

    def format_canonical(self, moment_us: int) -> str:
        """Return a moment in the calendar's own style, so that it reads back exactly."""
        return self._format_numeric(moment_us, self.style, " ")

    def format_iso(self, moment_us: int) -> str:
        """Return local time in the form of ISO 8601, always New Style: `1917-11-08T06:00`."""
        return self._format_numeric(moment_us, "new_style", "T")

    def format_moment(self, moment_us: int, *, with_seconds: bool = False) -> str:
        """Return a moment for a reader: `8 Nov 1917 06:00`, with ` OS` if that is the style.

        Parameters
        ----------
        moment_us : int
            Microseconds since the start of the period.
        with_seconds : bool, default False
            Whether to go on to whole seconds; as on a clock, what is cut off is not rounded.
        """
        day, clock_us = divmod(self.start + moment_us, MICROSECONDS_PER_DAY)
        date = date_of(day, self.style)
        minutes, seconds = divmod(clock_us // MICROSECONDS_PER_SECOND, 60)
        text = f"{date.day} {_MONTHS[date.month - 1][:3]} {date.year} "
        text += f"{minutes // 60:02d}:{minutes % 60:02d}"
        text += f":{seconds:02d}" if with_seconds else ""
        return text + (" OS" if self.style == "old_style" else "")

    def _format_numeric(self, moment_us: int, style: Style, separator: str) -> str:
        day, clock_us = divmod(self.start + moment_us, MICROSECONDS_PER_DAY)
        date = date_of(day, style)
        seconds, fraction_us = divmod(clock_us, MICROSECONDS_PER_SECOND)
        minutes, seconds = divmod(seconds, 60)
        text = f"{date.year:04d}-{date.month:02d}-{date.day:02d}{separator}"
        text += f"{minutes // 60:02d}:{minutes % 60:02d}"
        if seconds or fraction_us:
            text += f":{seconds:02d}"
        return f"{text}.{fraction_us:06d}" if fraction_us else text


def _style_of(suffix: str | None, default: Style) -> Style:
    if suffix is None:
        return default
    return "old_style" if suffix == "OS" else "new_style"


def _read_date(parts: re.Match[str], style: Style) -> Date:
    """Return the date of a matched moment, or raise `CalendarError` with what is wrong in it."""
    for part in ("month", "day"):
        if len(parts[part]) != 2:
            raise _fault(
                parts,
                part,
                f"`{shorten(parts[part])}` is not a {part} of two digits",
                _HELP,
                "bad-moment",
            )
    year, month, day = int(parts["year"]), int(parts["month"]), int(parts["day"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _fault(parts, "year", f"the year lies outside {FIRST_YEAR:04d}..{LAST_YEAR}")
    if not 1 <= month <= 12:
        raise _fault(parts, "month", f"there is no month {parts['month']}", _HELP)
    length = days_in_month(year, month, style)
    if not 1 <= day <= length:
        where = f"{_MONTHS[month - 1]} {year}"
        raise _fault(
            parts,
            "day",
            f"there is no day {day} in {where}",
            f"{where} has {length} days in the {_STYLE_NAMES[style]}",
        )
    return Date(year, month, day)


def _read_clock(parts: re.Match[str]) -> int:
    """Return the microseconds since midnight of a matched moment, or raise `CalendarError`."""
    if parts["zone"]:
        advice = "leave the zone out: every moment is local, and the scenario states one offset"
        raise _fault(parts, "zone", "a moment carries no time zone", advice, "bad-moment")
    if parts["hour"] is None:
        return 0
    if len(parts["hour"]) != 2:
        raise _fault(
            parts, "hour", f"`{parts['hour']}` is not an hour of two digits", _HELP, "bad-moment"
        )
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    if hour > 23:
        advice = "midnight is 00:00 of the next day" if hour == 24 else ""
        raise _fault(parts, "hour", f"there is no hour {hour}", advice)
    if minute > 59:
        raise _fault(parts, "minute", f"there is no minute {minute}")
    if second > 59:
        raise _fault(parts, "second", f"there is no second {second}")
    fraction = parts["fraction"] or ""
    if len(fraction) > 6:
        message = "a moment is exact to a microsecond, six digits at most"
        raise _fault(parts, "fraction", message, code="bad-moment")
    return ((hour * 60 + minute) * 60 + second) * MICROSECONDS_PER_SECOND + int(
        fraction.ljust(6, "0")
    )


def _fault(
    parts: re.Match[str],
    part: str,
    message: str,
    advice: str = "",
    code: str = "impossible-date",
) -> CalendarError:
    return CalendarError(message, parts.start(part), parts.end(part), advice, code=code)
