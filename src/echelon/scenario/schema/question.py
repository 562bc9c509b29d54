"""What is asked of a run, and what really happened: outcomes, times, quantities, the record."""

from __future__ import annotations

from typing import Annotated

from echelon.scenario.expressions import Expression
from echelon.scenario.schema.entry import Entry, stated
from echelon.scenario.schema.leaves import (
    Condition,
    FactId,
    InputIds,
    MeasuredId,
    MomentOrNumber,
    SideId,
    Text,
    Truth,
    one_of,
    whole,
)

GATES = ("ordered", "received", "command", "ranks", "railway", "arrived", "willing", "through")
"""The gates of the funnel in the order in which a man comes to them, and what is behind them."""


class Outcome(Entry):
    """A class of ending; of the outcomes in the order written, the first that is true counts."""

    label: Text = stated("the outcome in words")
    when: Condition | None = stated(
        "condition on what is truly so at the end", default=None, default_text="see `otherwise`"
    )
    otherwise: Truth = stated("true for the last outcome, which takes what is left", default=False)
    happened: Truth = stated(
        "true for the outcome that really came about, which `hindcast` scores", default=False
    )


class Time(Entry):
    """When a fact comes about."""

    label: Text = stated("the time in words")
    fact: FactId = stated("fact whose first moment is taken")


class Measure(Entry):
    """A number taken at the end of the run; the part is called `quantities`."""

    label: Text = stated("the quantity in words")
    unit: Text | None = stated("unit of the number", default=None)
    value: Condition = stated("expression for a number, on what is truly so at the end")


class Recorded(Entry):
    """What really happened, for comparison with the runs; the part is called `record`."""

    label: Text | None = stated("the event in words", default=None)
    of: MeasuredId | None = stated(
        "time or quantity that this is the fact of", default=None, default_text="see `gate`"
    )
    side: SideId | None = stated("side whose men stopped at `gate`", default=None)
    gate: Annotated[str, one_of(*GATES)] | None = stated(
        "gate of the funnel at which so many men were in fact stopped, instead of `of`",
        default=None,
    )
    low: MomentOrNumber | None = stated(
        "earliest moment or least number", default=None, default_text="`best`"
    )
    best: MomentOrNumber = stated("most credible moment or number")
    high: MomentOrNumber | None = stated(
        "latest moment or greatest number", default=None, default_text="`best`"
    )
    used_for: InputIds = stated(
        "inputs that were set from it; if any, the fact is not scored", default=()
    )
    priority: Annotated[int, whole(1, 9)] | None = stated(
        "1 for facts that must be scored", default=None
    )

    def bounds(self) -> tuple[Expression, Expression, Expression]:
        """Return low, best and high, each end falling back on `best`."""
        return self.low or self.best, self.best, self.high or self.best
