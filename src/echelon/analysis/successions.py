"""Orders of events that the record is sure of, and the runs that show them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from echelon.analysis.doubt import Truths
from echelon.analysis.questions import Questions, RecordedFact
from echelon.ensemble.chunks import Array
from echelon.ensemble.columns import NEVER


class Succession(NamedTuple):
    """Two recorded moments that test the runs; the first was certainly over before the other."""

    first: RecordedFact
    then: RecordedFact

    @property
    def key(self) -> str:
        """By which it is known where results are stored."""
        return f"{self.first.of} {self.then.of}"

    def together(self, arrays: Mapping[str, Array]) -> Truths:
        """Say in which runs both come about."""
        first, then = (arrays[f"time_{each.of}"] != NEVER for each in self)
        return np.asarray(first & then)

    def shown(self, arrays: Mapping[str, Array]) -> Truths:
        """Say in which runs they come about in that order."""
        first, then = (arrays[f"time_{each.of}"] for each in self)
        return np.asarray(self.together(arrays) & (first < then))


def successions_of(questions: Questions) -> tuple[Succession, ...]:
    """Return each recorded moment with the next that certainly began after it.

    Parameters
    ----------
    questions : Questions
        Of a scenario; facts that inputs were set from test nothing, and are left out.
    """
    moments = {asked.id for asked in questions.times}
    facts = [each for each in questions.record if not each.used_for and each.of in moments]
    facts.sort(key=lambda fact: fact.best)
    found = []
    for place, first in enumerate(facts):
        then = next((each for each in facts[place + 1 :] if each.low > first.high), None)
        if then is not None:
            found.append(Succession(first, then))
    return tuple(found)
