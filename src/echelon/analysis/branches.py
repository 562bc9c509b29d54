"""One run taken up at a moment and run on many times, as it was and with something changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from echelon.analysis.compare_text import outcome_table, times_table, value_table
from echelon.analysis.layers_text import doubt_json, doubt_text
from echelon.analysis.paged import Paged
from echelon.analysis.pairs import (
    OutcomePairs,
    ValuePairs,
    pair_outcome,
    pair_quantity,
    pair_time,
)
from echelon.analysis.questions import Questions
from echelon.analysis.wording import wrapped

if TYPE_CHECKING:
    from echelon.ensemble.chunks import Arrays


@dataclass(frozen=True, repr=False)
class Branches(Paged):
    """What became of one run from a moment on, many times over.

    Printing it shows the page of `echelon branch`.

    Parameters
    ----------
    questions : Questions
        Of the scenario.
    run, seed, at_us : int
        Which run, and where it was taken up, in microseconds since the start.
    changes : tuple of str
        What was changed there, as `part.id.field: value`.
    told : tuple of str
        The same in words, with what it was before.
    itself : str or None
        Id of the outcome in which the run ends if nothing is changed and nothing drawn anew.
    unchanged, changed : mapping of str to ndarray, each of shape (branches,)
        Columns of the branches that went on as they were and of those with the change; row `b`
        of both has the same luck.
    outcomes, times, quantities
        Both compared, branch by branch; times differ in hours.
    """

    questions: Questions
    run: int
    seed: int
    at_us: int
    changes: tuple[str, ...]
    told: tuple[str, ...]
    itself: str | None
    unchanged: Arrays
    changed: Arrays
    outcomes: tuple[OutcomePairs, ...]
    times: tuple[ValuePairs, ...]
    quantities: tuple[ValuePairs, ...]

    def __len__(self) -> int:
        return len(self.unchanged["outcome"])

    def __str__(self) -> str:
        calendar = self.questions.calendar
        labels = {asked.id: asked.label for asked in self.questions.outcomes}
        ended = labels.get(self.itself or "", "no outcome")
        sections = [
            wrapped(self.questions.title),
            wrapped(
                f"Run {self.run}, seed {self.seed}, taken up at "
                f"{calendar.format_moment(self.at_us)} and run on {len(self)} times, as it was and "
                "changed; what was drawn by then stays, what comes after meets other luck. "
                f"The run itself ends with: {ended}."
            ),
            [line for each in self.told for line in wrapped(f"Changed: {each}", hanging="  ")]
            or ["Nothing is changed."],
            outcome_table(self.outcomes),
            times_table(self.times),
            value_table("Quantities", self.quantities),
            wrapped(self.not_in_doubt),
            *doubt_text(self.questions),
        ]
        return "\n\n".join("\n".join(section) for section in sections if section)

    @property
    def not_in_doubt(self) -> str:
        """Why inputs and accounts spread nothing here: both lie in the past of the run."""
        account = self.questions.account
        told = f"account {account}" if account else "the scenario without an account"
        return (
            "The inputs are those that this run drew, so that doubt about them has no part in "
            f"these probabilities; another run (--run) has drawn others. It is a run of {told}, "
            "and a run of another account (--account) has another past, so that accounts spread "
            "nothing here either."
        )

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        return {
            "not_in_doubt": self.not_in_doubt,
            "run": self.run,
            "seed": self.seed,
            "at": self.questions.calendar.format_iso(self.at_us),
            "changes": list(self.changes),
            "told": list(self.told),
            "branches": len(self),
            "itself": self.itself,
            "outcomes": [each.as_json() for each in self.outcomes],
            "times": [each.as_json() for each in self.times],
            "quantities": [each.as_json() for each in self.quantities],
            **doubt_json(self.questions),
        }


def pair_arrays(
    questions: Questions, base: Arrays, changed: Arrays
) -> tuple[tuple[OutcomePairs, ...], tuple[ValuePairs, ...], tuple[ValuePairs, ...]]:
    """Compare columns row by row: outcomes, times and quantities of one scenario's questions."""
    outcomes = tuple(
        pair_outcome(asked, base["outcome"] == rank, changed["outcome"] == rank)
        for rank, asked in enumerate(questions.outcomes)
    )
    times = tuple(
        pair_time(asked, base[f"time_{asked.id}"], changed[f"time_{asked.id}"])
        for asked in questions.times
    )
    quantities = tuple(
        pair_quantity(asked, base[f"quantity_{asked.id}"], changed[f"quantity_{asked.id}"])
        for asked in questions.quantities
    )
    return outcomes, times, quantities
