"""What holds for a scenario as a whole: the question, the time it covers, the clock."""

from __future__ import annotations

from dataclasses import dataclass

from echelon.scenario.calendar import Calendar


@dataclass(frozen=True)
class Settings:
    """What holds for the scenario as a whole.

    Parameters
    ----------
    title, question, about : str
        Texts; `about` may be empty.
    calendar : Calendar
        Knows the first moment of the period, the offset from UTC and the style of dates.
    end_us, t0_us : int
        Last moment of a run and knowledge date, in microseconds since the first moment.
    event_limit : int
        Events after which a run is stopped as never ending.
    """

    title: str
    question: str
    about: str
    calendar: Calendar
    end_us: int
    t0_us: int
    event_limit: int

    start_us: int = 0
