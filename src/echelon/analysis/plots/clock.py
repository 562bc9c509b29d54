"""A horizontal axis of hours and days, in the calendar of a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from echelon.analysis.wording import years_text
from echelon.scenario.calendar import Calendar
from echelon.units import MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_TICKS = 12
_HOUR_STEPS = (1, 2, 3, 6, 12)
_DAY_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class TimeAxis:
    """Hours since the midnight with which the first day of the period began.

    Parameters
    ----------
    calendar : Calendar
        Of the scenario.
    period_us : int
        Length of the period in microseconds.
    """

    calendar: Calendar
    period_us: int

    def hours(self, moment_us: float) -> float:
        """Return where on the axis a moment lies.

        Parameters
        ----------
        moment_us : float
            Microseconds since the start of the period.
        """
        return (moment_us + self._lost_us) / MICROSECONDS_PER_HOUR

    def lay(self, axes: Axes, first_us: float, last_us: float) -> None:
        """Let the axis run from one moment to another, marked in days and hours."""
        from matplotlib.ticker import FuncFormatter, MultipleLocator

        span_h = (last_us - first_us) / MICROSECONDS_PER_HOUR
        axes.set_xlim(self.hours(first_us), self.hours(last_us))
        days = next((step for step in _DAY_STEPS if span_h / 24 / step <= _MOST_TICKS), 2000)
        hours = next((step for step in _HOUR_STEPS if span_h / step <= _MOST_TICKS), None)
        axis = axes.xaxis
        axis.set_major_locator(MultipleLocator(24 * days))
        axis.set_major_formatter(FuncFormatter(lambda at, _: self._day(at, hours is not None)))
        if hours is not None:
            axis.set_minor_locator(MultipleLocator(hours))
            axis.set_minor_formatter(
                FuncFormatter(lambda at, _: self._hour(at, hours, axes.get_xlim()[0]))
            )
        elif days == 1 and span_h / 12 <= 2 * _MOST_TICKS:
            axis.set_minor_locator(MultipleLocator(12))
        # Ticks differ in length; their labels stand on one line all the same.
        axes.tick_params(axis="x", which="minor", length=3, pad=7)
        axes.tick_params(axis="x", which="major", length=7, pad=3)
        unit = "hours" if hours is not None else "days"
        years = years_text(self.calendar, self.period_us)
        axes.set_xlabel(f"Local time ({unit}; dates of {years})")

    def _day(self, at: float, below_hours: bool) -> str:
        return f"00\n{self._name(at)}" if below_hours else self._name(at)

    def _name(self, at: float) -> str:
        day, month = self.calendar.format_moment(self._moment_us(at)).split()[:2]
        return f"{day} {month}"

    def _hour(self, at: float, step: int, begin: float) -> str:
        clock = f"{round(at) % 24:02d}"
        is_first = at - step < begin <= at  # the first label also names the day
        return f"{clock}\n{self._name(at)}" if is_first else clock

    def _moment_us(self, at: float) -> int:
        return round(at * MICROSECONDS_PER_HOUR) - self._lost_us

    @property
    def _lost_us(self) -> int:
        """Microseconds of the first day that are over when the period starts."""
        return self.calendar.start % MICROSECONDS_PER_DAY
