"""What a scenario asks of its runs, in a form that is stored with the results.

Results can so be printed years later, without the scenario and without the engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from echelon.errors import MisuseError
from echelon.scenario.calendar import Calendar, CalendarError
from echelon.scenario.expressions import Expression, Moment, Number
from echelon.scenario.watched import CLASSES, watched_places

if TYPE_CHECKING:
    from echelon.scenario.document import Document
    from echelon.scenario.schema.question import Recorded


@dataclass(frozen=True)
class RecordedFact:
    """What really happened, as the record has it.

    Parameters
    ----------
    low, best, high : float
        A number in the quantity's unit, or microseconds since the start of the period.
    used_for : tuple of str
        Inputs that were set from this fact: the runs then agree with it by design.
    id, label : str
        Its name in the record, and what happened in words.
    of : str
        Id of the time or quantity that it is the fact of, or a column `funnel_SIDE_GATE`.
    """

    low: float
    best: float
    high: float
    used_for: tuple[str, ...] = ()
    id: str = ""
    label: str = ""
    of: str = ""


@dataclass(frozen=True)
class Asked:
    """One outcome, time or quantity.

    Parameters
    ----------
    id, label : str
        Its name, and what it is in words.
    unit : str
        Of a quantity; empty for a pure number.
    fact : RecordedFact or None
        Of a time or quantity that the record knows.
    """

    id: str
    label: str
    unit: str = ""
    fact: RecordedFact | None = None


@dataclass(frozen=True)
class Counted:
    """What the census of the runs counts, in the order of the rows of its tallies.

    Parameters
    ----------
    places, sides : tuple of str
        Ids.
    watched : tuple of str
        Places of which the spread of strengths is counted.
    classes : tuple of int
        Men from which each class of strengths begins.
    """

    places: tuple[str, ...]
    sides: tuple[str, ...]
    watched: tuple[str, ...]
    classes: tuple[int, ...]


@dataclass(frozen=True)
class Questions:
    """Everything a scenario asks, and the calendar of the answers.

    Parameters
    ----------
    title, question : str
        Of the scenario.
    calendar : Calendar
        Knows the start of the period and the style of dates.
    period_us : int
        Length of the period in microseconds.
    outcomes, times, quantities : tuple of Asked
        Outcomes in their order of rank, the others in schema order.
    what_if, account : str or None
        The overlays that were laid over the scenario.
    supplied, inherited, default : int
        How many of the scenario's values are each.
    grades : mapping of str to int
        How many values rest on evidence of each grade, defaults counted as D; empty in results of
        an older version.
    changes : tuple of str
        What was changed besides, as `part.id.field: value`.
    record : tuple of RecordedFact
        Every fact of the record, in the order of its ids.
    gates : tuple of RecordedFact
        What the record has of the funnel: each is of the column `funnel_SIDE_GATE`.
    happened : str or None
        Id of the outcome that really came about, if the scenario says so.
    layers : mapping or None
        The doubt about inputs and accounts, as `layers_json` gives it; None if it was not asked
        for.
    census : Counted or None
        What is counted by place and hour; None in results of an older version.
    """

    title: str
    question: str
    calendar: Calendar
    period_us: int
    outcomes: tuple[Asked, ...]
    times: tuple[Asked, ...]
    quantities: tuple[Asked, ...]
    what_if: str | None = None
    account: str | None = None
    supplied: int = 0
    inherited: int = 0
    default: int = 0
    grades: Mapping[str, int] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    record: tuple[RecordedFact, ...] = ()
    gates: tuple[RecordedFact, ...] = ()
    happened: str | None = None
    layers: Mapping[str, Any] | None = None
    census: Counted | None = None

    @property
    def share_of_grade_d(self) -> float | None:
        """Share of the values that rest on evidence of grade D; None if it is not known."""
        total = sum(self.grades.values())
        return self.grades["D"] / total if total else None

    def moment_within(self, at: str | int) -> int:
        """Read a moment, in words or microseconds since the start, and see that it lies within.

        Raises
        ------
        MisuseError
            If it cannot be read or lies outside the period.
        """
        calendar = self.calendar
        try:
            moment_us = calendar.parse_moment(at) if isinstance(at, str) else at
        except CalendarError as error:
            advice = f": {error.help}" if error.help else ""
            raise MisuseError(f"{error.message}{advice}") from None
        if not 0 <= moment_us <= self.period_us:
            first, last = (calendar.format_moment(us) for us in (0, self.period_us))
            raise MisuseError(f"{at} lies outside the period, {first} to {last}")
        return moment_us

    def as_json(self) -> dict[str, Any]:
        """Give everything as plain values, from which `questions_from_json` restores it."""
        # Through text and back, so that it is the same before it is stored and after.
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain


def questions_of(document: Document) -> Questions:
    """Read from a scenario what it asks.

    Parameters
    ----------
    document : Document
        With the overlays that the runs are made under.
    """
    settings, parts, tally = document.settings, document.parts, document.tally
    facts = _facts(document)
    return Questions(
        title=settings.title,
        question=settings.question,
        calendar=settings.calendar,
        period_us=settings.end_us - settings.start_us,
        outcomes=tuple(Asked(id_, outcome.label) for id_, outcome in parts.outcomes.items()),
        times=tuple(
            Asked(id_, time.label, fact=facts.get(id_)) for id_, time in parts.times.items()
        ),
        quantities=tuple(
            Asked(id_, quantity.label, quantity.unit or "", facts.get(id_))
            for id_, quantity in parts.quantities.items()
        ),
        what_if=document.what_if,
        account=document.account,
        supplied=tally.supplied,
        inherited=tally.inherited,
        default=tally.default,
        grades=grades_of(document),
        changes=document.changes,
        record=tuple(_fact(id_, entry) for id_, entry in parts.record.items() if entry.of),
        gates=tuple(_fact(id_, entry) for id_, entry in parts.record.items() if entry.gate),
        happened=next((id_ for id_, each in parts.outcomes.items() if each.happened), None),
        census=Counted(tuple(parts.places), tuple(parts.sides), watched_places(document), CLASSES),
    )


def grades_of(document: Document) -> dict[str, int]:
    """Count the values by their grade of evidence, as `check` does."""
    return document.grades


def questions_from_json(stored: Mapping[str, Any]) -> Questions:
    """Restore what `Questions.as_json` gave.

    Raises
    ------
    TypeError, KeyError
        If it is anything else.
    """
    fields = dict(stored)
    for part in ("outcomes", "times", "quantities"):
        fields[part] = tuple(_asked_from_json(asked) for asked in fields[part])
    fields["changes"] = tuple(fields.get("changes", ()))
    if fields.get("census") is not None:
        counted = fields["census"]
        fields["census"] = Counted(**{name: tuple(ids) for name, ids in counted.items()})
    for part in ("record", "gates"):
        fields[part] = tuple(map(_fact_from_json, fields.get(part, ())))
    return Questions(**fields | {"calendar": Calendar(**fields["calendar"])})


def _asked_from_json(stored: Mapping[str, Any]) -> Asked:
    fact = stored["fact"]
    if fact is not None:
        fact = _fact_from_json(fact)
    return Asked(**dict(stored) | {"fact": fact})


def _fact_from_json(stored: Mapping[str, Any]) -> RecordedFact:
    return RecordedFact(**dict(stored) | {"used_for": tuple(stored["used_for"])})


def _facts(document: Document) -> dict[str, RecordedFact]:
    """Map each time or quantity to its fact: of several, the one of highest priority."""
    record = {id_: entry for id_, entry in document.parts.record.items() if entry.of}
    lowest = max((entry.priority or 0 for entry in record.values()), default=0) + 1
    by_priority = sorted(record, key=lambda id_: record[id_].priority or lowest, reverse=True)
    return {record[id_].of or "": _fact(id_, record[id_]) for id_ in by_priority}


def _fact(id_: str, entry: Recorded) -> RecordedFact:
    low, best, high = (_number(bound) for bound in entry.bounds())
    of = entry.of or f"funnel_{entry.side}_{entry.gate}"
    return RecordedFact(low, best, high, entry.used_for, id_, entry.label or "", of)


def _number(bound: Expression) -> float:
    if isinstance(bound, Moment):
        return bound.value_us
    if isinstance(bound, Number):
        return bound.value
    raise TypeError(f"a record holds moments and numbers, not {bound!r}")
