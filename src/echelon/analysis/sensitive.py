"""What a sensitivity analysis says: influence beside grade of evidence, chance, Sobol' indices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from echelon.analysis.breaking import Along
from echelon.analysis.indices import Distance, Explained, Resampled, Shared
from echelon.analysis.intervals import Interval
from echelon.analysis.layers_text import doubt_json
from echelon.analysis.paged import Paged
from echelon.analysis.questions import Asked, Questions
from echelon.analysis.sobol import SobolIndex

GRADES = "ABCD"


def weight_of_grade(grade: str | None) -> float:
    """Weigh an influence by how badly the input is known: A 1, B 2, C 3, D (or none) 4."""
    return float(GRADES.index(grade or "D") + 1)


@dataclass(frozen=True)
class Influence:
    """What one input, or one group of correlated inputs, does to the answer.

    Parameters
    ----------
    id, label : str
        Of the input, `part.id.field` of a value drawn for itself, or the correlation.
    inputs : tuple of str
        Itself, or the members of the group.
    unit, distribution, grade, source, origin
        As of `UncertainValue`; of a group, the grade is the worst of its members.
    first : Explained
        First-order index.
    resampled : Resampled or None
        Bootstrap intervals, and how far it shifts the distribution over all outcomes.
    along : mapping of str to Along
        By input: how the answer goes along it, and where it turns.
    matters : bool
        Whether it does more than luck can, all inputs taken together.
    distance : Distance or None
        How far its values in the runs that end so lie from those in the others; None of a group,
        or if the answer is no outcome.
    """

    id: str
    label: str
    inputs: tuple[str, ...]
    unit: str
    distribution: str
    grade: str | None
    source: str | None
    origin: str
    first: Explained
    resampled: Resampled | None
    along: Mapping[str, Along]
    matters: bool
    distance: Distance | None = None

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        more = self.resampled
        return {
            "id": self.id,
            "label": self.label,
            "inputs": list(self.inputs),
            "unit": self.unit,
            "distribution": self.distribution,
            "grade": self.grade,
            "source": self.source,
            "origin": self.origin,
            "first_order": self.first.share,
            "first_low": None if more is None else more.share_interval.low,
            "first_high": None if more is None else more.share_interval.high,
            "p_value": self.first.p_value,
            "delta": None if more is None else more.shift,
            "delta_low": None if more is None else more.shift_interval.low,
            "delta_high": None if more is None else more.shift_interval.high,
            "weighed": self.first.share * weight_of_grade(self.grade),
            "distance": self.distance and self.distance.value,
            "distance_critical": self.distance and self.distance.critical,
            "along": {name: line.as_json() for name, line in self.along.items()},
            "matters": self.matters,
        }


@dataclass(frozen=True)
class ChanceShare:
    """How much of an answer is chance, at one scale of the noise in obedience.

    Parameters
    ----------
    scale : float
        1 is the scenario as it stands.
    pairs : int
        Pairs of runs that share all inputs and no chance.
    shared : Shared
        The variance taken apart.
    """

    scale: float
    pairs: int
    shared: Shared

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        low, high = self.shared.share_interval
        return {
            "scale": self.scale,
            "pairs": self.pairs,
            "inputs": self.shared.share,
            "inputs_low": low,
            "inputs_high": high,
            "chance": 1 - self.shared.share,
            "chance_low": 1 - high,
            "chance_high": 1 - low,
        }


@dataclass(frozen=True, repr=False)
class Sensitivity(Paged):
    """What an answer hangs on, and how well that is known.

    Parameters
    ----------
    scenario : str
        Name of the scenario.
    questions : Questions
        What it asks, with the doubt about its inputs and accounts.
    target : Asked
        Outcome, time or quantity.
    kind : {"outcome", "time", "quantity"}
        Which of them.
    seed, runs : int
        Which runs.
    mean : float
        Of the answer: a probability, hours since the start, or the quantity's.
    interval : Interval
        Of the mean, 95 %: Monte Carlo error only.
    influences : tuple of Influence
        Those that matter: the most influence on the weakest evidence first.
    idle : tuple of str
        Ids of the others.
    chance : tuple of ChanceShare
        By scale; empty if no runs were paired.
    sobol : tuple of SobolIndex
        Of the few that matter most, of all other inputs, and of chance.
    sobol_size : int
        N of their design; 0 without one.
    """

    scenario: str
    questions: Questions
    target: Asked
    kind: str
    seed: int
    runs: int
    mean: float
    interval: Interval
    influences: tuple[Influence, ...]
    idle: tuple[str, ...]
    chance: tuple[ChanceShare, ...]
    sobol: tuple[SobolIndex, ...]
    sobol_size: int

    def __str__(self) -> str:
        from echelon.analysis.sensitivity_text import sensitivity_text

        return sensitivity_text(self)

    def share_of_grade(self, grade: str) -> float:
        """Share of the variance that inputs of this grade explain, each by itself."""
        return sum(each.first.share for each in self.influences if (each.grade or "D") == grade)

    def as_json(self) -> dict[str, Any]:
        """Give plain values, as `echelon sensitivity --json` prints them."""
        return {
            "scenario": self.scenario,
            "of": {"id": self.target.id, "label": self.target.label, "kind": self.kind},
            "seed": self.seed,
            "runs": self.runs,
            "mean": self.mean,
            "mean_low": self.interval.low,
            "mean_high": self.interval.high,
            **doubt_json(self.questions),
            "influences": [each.as_json() for each in self.influences],
            "idle": list(self.idle),
            "by_grade": {grade: self.share_of_grade(grade) for grade in GRADES},
            "chance": [each.as_json() for each in self.chance],
            "sobol": [each.as_json() for each in self.sobol],
            "sobol_size": self.sobol_size,
        }
