"""Where each value of a scenario comes from, and how good the evidence for it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

WITHOUT_EVIDENCE = frozenset({"outcomes", "times", "quantities", "what_ifs", "accounts"})
"""Parts that ask or vary, and state no value that could have a source."""


class Origin(StrEnum):
    """Who set a value."""

    SUPPLIED = "supplied"
    INHERITED = "inherited"
    DEFAULT = "default"


@dataclass(frozen=True)
class Provenance:
    """Origin of one field's value and the evidence stated for it.

    Parameters
    ----------
    origin : Origin
        Written in the entry, taken from a group, or the language's default.
    source : str or None
        Citation, as `key locator; key locator`.
    grade : str or None
        Strength of the evidence, A to D; a default is grade D by definition.
    known_by_us : int or None
        When the value was first known, in microseconds since the start of the period.
    note : str or None
        Remark for the reader.
    """

    origin: Origin
    source: str | None = None
    grade: str | None = None
    known_by_us: int | None = None
    note: str | None = None


BY_DEFAULT = Provenance(Origin.DEFAULT, grade="D")


@dataclass(frozen=True)
class Tally:
    """How many values are supplied, inherited and default."""

    supplied: int
    inherited: int
    default: int

    @classmethod
    def of(cls, values: Iterable[Provenance]) -> Tally:
        """Count the values by origin."""
        counts = Counter(value.origin for value in values)
        return cls(counts[Origin.SUPPLIED], counts[Origin.INHERITED], counts[Origin.DEFAULT])

    def as_json(self) -> dict[str, int]:
        """Give the counts as plain values."""
        return {
            "supplied": self.supplied,
            "inherited": self.inherited,
            "default": self.default,
        }
