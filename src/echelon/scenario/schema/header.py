"""The head of a scenario: what is asked, over which period, in which calendar."""

from __future__ import annotations

from typing import Annotated, Any

from echelon.scenario.schema import readers
from echelon.scenario.schema.entry import Model, stated
from echelon.scenario.schema.leaves import Leaf, Text, number, one_of, whole

LANGUAGE = 1
"""Version of the scenario language that this release reads."""

EVENT_LIMIT = 1_000_000
"""Events of a run, where the scenario sets no limit of its own."""


class Period(Model):
    """The stretch of time that a run covers."""

    start: Text = stated("first moment of a run, local time")
    end: Text = stated("last moment of a run, local time")
    utc_offset_h: Annotated[float, number(-14, 14)] = stated(
        "fixed offset of local time from UTC", unit="h", default=0
    )
    calendar: Annotated[str, one_of("new_style", "old_style")] = stated(
        "calendar of dates without `OS` or `NS`", default="new_style"
    )


PERIOD = Leaf("mapping, see below", readers.leave_as_written, {"$ref": "#/$defs/period"})


class Header(Model):
    """What `scenario.yaml` says beside the parts."""

    echelon: Annotated[int, whole(LANGUAGE, LANGUAGE)] = stated("version of the scenario language")
    title: Text = stated("name of the crisis")
    question: Text = stated("what the campaign analysis is to answer")
    about: Text | None = stated("a paragraph for the reader", default=None)
    period: Annotated[Any, PERIOD] = stated("the time covered")
    t0: Text | None = stated(
        "knowledge date: what became known later needs `known_by`",
        default=None,
        default_text="start of the period",
    )
    event_limit: Annotated[int, whole(1, 10**9)] = stated(
        "events after which a run is stopped as never ending", unit="events", default=EVENT_LIMIT
    )
