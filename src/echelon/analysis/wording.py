"""How numbers and moments are put to a reader: no more digits than they deserve."""

from __future__ import annotations

import math
import textwrap
import unicodedata

from echelon.analysis.intervals import zero_bound
from echelon.scenario.calendar import Calendar
from echelon.units import MICROSECONDS_PER_DAY

WIDTH = 80
"""Columns of a page of text."""

NO_BREAK = "\N{NO-BREAK SPACE}"
"""Stands between two words that no line parts; it is printed as a space."""


def probability_text(share: float) -> str:
    """Write a probability with two significant digits.

    Near 1 it keeps as many nines as tell it from 1.

    Parameters
    ----------
    share : float
        In [0, 1].

    Examples
    --------
    >>> [probability_text(share) for share in (0.4689, 0.3, 0.00314, 0.9964, 0, 1)]
    ['0.47', '0.30', '0.0031', '0.996', '0', '1']
    """
    if share in (0, 1):
        return str(int(share))
    if share >= 0.995:
        # One digit of what is missing to 1, so that it is never rounded to nothing.
        places = -math.floor(math.log10(1 - share))
        if round(1 - share, places) >= 10.0 ** (1 - places):
            places -= 1
        return f"{share:.{places}f}"
    places = 1 - math.floor(math.log10(share))
    if float(f"{share:.{places}f}") >= 10.0 ** (2 - places):
        places -= 1
    return f"{share:.{places}f}"


def share_text(count: float, runs: float) -> str:
    """Write the share of runs in which something happened.

    Never is bounded by 3 / runs, and always by the same from 1.

    Examples
    --------
    >>> share_text(0, 10_000), share_text(4689, 10_000), share_text(10_000, 10_000)
    ('<0.0003', '0.47', '>0.9997')
    """
    bound = zero_bound(runs)
    if 0 < count < runs:
        return probability_text(count / runs)
    if bound >= 1:
        return probability_text(count / runs)
    if count == 0:
        return f"<{_one_digit_up(bound)}"
    places = 1 - math.floor(math.log10(bound)) - 1
    return f">{1 - float(_one_digit_up(bound)):.{places}f}"


def runs_text(count: int, runs: int) -> str:
    """Say in words in which share of the runs something happened.

    Examples
    --------
    >>> runs_text(0, 10), runs_text(7, 10), runs_text(10, 10)
    ('in no run', 'in 0.70 of the runs', 'in every run')
    """
    if count == 0:
        return "in no run"
    if count == runs:
        return "in every run"
    return f"in {probability_text(count / runs)} of the runs"


def weighed_text(share: float) -> str:
    """Write a share of weighed runs, which may be nearer to 0 or 1 than a column has room for.

    Examples
    --------
    >>> [weighed_text(share) for share in (0.47, 2.5e-9, 0, 1 - 1e-9, 1)]
    ['0.47', '<0.0001', '0', '>0.9999', '1']
    """
    if 0 < share < LEAST_SHARE:
        return f"<{LEAST_SHARE}"
    if 1 - LEAST_SHARE < share < 1:
        return f">{1 - LEAST_SHARE}"
    return probability_text(share)


LEAST_SHARE = 0.0001


def bounded_text(share: float, runs: float) -> str:
    """Write a share of weighed runs that are worth so many; none and all of them are bounded.

    Examples
    --------
    >>> bounded_text(0.0, 150.5), bounded_text(2.5e-9, 150.5), bounded_text(1.0, 150.5)
    ('<0.02', '<0.0001', '>0.98')
    """
    return share_text(share * runs, runs) if share in (0, 1) else weighed_text(share)


def chance_text(chance: float) -> str:
    """Write the chance of something computed, in words where it is too small to be told exactly.

    Examples
    --------
    >>> chance_text(0.018), chance_text(0.0004), chance_text(1e-9)
    ('0.018', 'less than one in a thousand', 'less than one in a million')
    """
    for bound, words in _SMALL_CHANCES:
        if chance < bound:
            return f"less than one in {words}"
    return probability_text(chance)


_SMALL_CHANCES = (
    (1e-6, "a million"),
    (1e-5, "a hundred thousand"),
    (1e-4, "ten thousand"),
    (1e-3, "a thousand"),
)


def number_text(value: float) -> str:
    """Write a number with three significant digits, a whole one as it is.

    Examples
    --------
    >>> [number_text(value) for value in (480.0, 1234.0, 1234.5, 0.01234, 61.549, -2)]
    ['480', '1234', '1234', '0.0123', '61.5', '-2']
    """
    if not math.isfinite(value):
        return str(value)
    if 100 <= abs(value) < 1e9 or (value == round(value) and abs(value) < 1e9):
        return str(round(value))
    return f"{value:.3g}"


def with_unit(label: str, unit: str) -> str:
    """Put a unit behind a label, unless the label has the word already.

    Examples
    --------
    >>> with_unit("Men at Luga", "men"), with_unit("Fallen", "men"), with_unit("Share", "")
    ('Men at Luga', 'Fallen (men)', 'Share')
    """
    words = label.lower().replace("(", " ").replace(")", " ").split()
    return label if not unit or unit.lower() in words else f"{label} ({unit})"


def counted(count: int, noun: str) -> str:
    """Write a number and what it counts, given in the plural, so that no line parts them.

    Examples
    --------
    >>> [text.split() for text in (counted(1, "persons"), counted(2, "persons"))]
    [['1', 'person'], ['2', 'persons']]
    """
    return f"{count}{NO_BREAK}{noun.removesuffix('s') if count == 1 else noun}"


def moment_text(calendar: Calendar, moment_us: int, period_us: int) -> str:
    """Write a moment in at most 11 characters, in the scenario's calendar.

    The year is left to the heading (`years_text`); over more than 300 days it is the
    hour that is left out.

    Examples
    --------
    >>> calendar = Calendar.from_start("1917-11-07")
    >>> moment_text(calendar, 108_000_000_000, 10**11)
    '8 Nov 06:00'
    """
    day, month, year, clock = calendar.format_moment(moment_us).split()[:4]
    if period_us > 300 * MICROSECONDS_PER_DAY:
        return f"{day} {month} {year}"
    return f"{day} {month} {clock}"


def years_text(calendar: Calendar, period_us: int) -> str:
    """Say which year and which style the dates of a page are of.

    Examples
    --------
    >>> years_text(Calendar.from_start("1917-12-30", style="old_style"), 10**12)
    '1917-1918, Old Style'
    """
    first, last = (calendar.format_moment(us).split()[2] for us in (0, period_us))
    years = first if first == last else f"{first}-{last}"
    return f"{years}, Old Style" if calendar.style == "old_style" else years


def printable(text: str) -> str:
    """Put one line of text so that it cannot move the cursor or colour the screen."""
    return "".join(
        letter if letter == " " or unicodedata.category(letter)[0] not in "CZ" else " "
        for letter in " ".join(text.split())
    )


def wrapped(
    text: str, *, indent: str = "", hanging: str | None = None, width: int = WIDTH
) -> list[str]:
    """Break a text into lines of at most so many columns.

    Parameters
    ----------
    text : str
        Any text; its line breaks are not kept.
    indent, hanging : str
        Before the first line and before the others; alike if only one is given.
    width : int, default 80
        Columns of a line; a longer word is broken.
    """
    kept = NO_BREAK.join(map(printable, text.split(NO_BREAK)))
    lines = textwrap.wrap(
        kept,
        width,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
    )
    return [line.replace(NO_BREAK, " ") for line in lines] or [indent.rstrip()]


def _one_digit_up(bound: float) -> str:
    """Round a small bound up to one significant digit, so that it remains a bound."""
    places = -math.floor(math.log10(bound))
    digit = math.ceil(round(bound * 10.0**places, 9))
    return f"{digit / 10.0**places:.{places}f}" if digit < 10 else f"{10.0 ** (1 - places):g}"
