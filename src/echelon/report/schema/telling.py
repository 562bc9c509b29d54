"""What it hangs on, who obeyed whom, and single runs told."""

from __future__ import annotations

from typing import Literal, TypeAlias

from echelon.report.schema.ground import Side
from echelon.report.schema.part import Part

Verdict: TypeAlias = Literal["valid", "undecided", "void", "unheard"]
"""How an act, an institution or an office stands in a view."""


class Influence(Part):
    """How much of the outcome hangs on one input, beside how well that input is known."""

    input: str
    label: str
    share: float
    low: float
    high: float
    direction: float
    grade: str = ""
    source: str = ""
    value: str = ""


class Influences(Part):
    """The inputs by influence on one outcome, and what is left to chance."""

    outcome: str
    label: str
    method: str
    rows: tuple[Influence, ...]


class Choice(Part):
    """How often a receiver did what a side asked of it, over the runs."""

    receiver: str
    name: str
    author: str
    answers: tuple[tuple[str, float], ...]
    asked: float


class Standing(Part):
    """Who holds an office, or whether an institution stands, in one pair of eyes from a moment."""

    time_us: float
    matter: str
    view: str
    text: str
    verdict: Verdict


class Authority(Part):
    """Whose word counts in whose eyes, from hour to hour of one run."""

    run: int
    views: tuple[Side, ...]
    matters: tuple[Side, ...]
    frames: tuple[Standing, ...]


class Event(Part):
    """A sentence of a chronicle; the cause is the row of another, or none."""

    id: str
    time_us: float
    kind: str
    text: str
    cause: int | None


class Chronicle(Part):
    """One run told, and why this one was chosen; `cut` if it goes on after the last event."""

    role: str
    reason: str
    run: int
    outcome: str
    command: str
    events: tuple[Event, ...]
    cut: bool
