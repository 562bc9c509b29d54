"""What everything rests on."""

from __future__ import annotations

from echelon.report.schema.part import Part


class Value(Part):
    """One value of the scenario and what it rests on.

    `moved` is the most by which a what-if that replaces or drops it moves the probability of the
    most frequent outcome, up or down; null if none does.
    """

    name: str
    label: str
    value: str
    unit: str
    origin: str
    source: str
    grade: str
    note: str
    influence: float | None
    moved: float | None


class Work(Part):
    """A work, and how many values cite it."""

    key: str
    text: str
    cited: int


class Grade(Part):
    """How many values rest on evidence of one grade."""

    grade: str
    meaning: str
    values: int


class Evidence(Part):
    """What everything rests on."""

    values: tuple[Value, ...]
    grades: tuple[Grade, ...]
    works: tuple[Work, ...]
    unsourced: int


class Rule(Part):
    """A rule of the model in a sentence or two, and the page that has the rest."""

    id: str
    title: str
    text: str


class File(Part):
    """A file of the scenario."""

    name: str
    text: str
