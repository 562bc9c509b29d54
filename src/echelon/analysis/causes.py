"""Causes: how often each decision was necessary, and how often sufficient, for an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from echelon.analysis.bounds import Bounds
from echelon.analysis.doubt import NOT_ASKED, Doubt
from echelon.analysis.gates import GateEffect
from echelon.analysis.intervals import Interval, jeffreys, paired_interval, unseen_at_most, wilson
from echelon.analysis.layers_text import doubt_json
from echelon.analysis.paged import Paged
from echelon.analysis.questions import Asked, Questions
from echelon.analysis.wording import share_text

NOUNS = {"orders": "standing order", "acts": "act", "what_ifs": "what-if"}


@dataclass(frozen=True)
class Share:
    """A share of some runs.

    Parameters
    ----------
    count, of : int
        Runs that are so, and the runs of which it is asked.
    bounds : Bounds or None
        What the shares of the outcome alone, without pairs of runs, allow it to be.
    doubt : Doubt
        Beside the luck of the draw.
    """

    count: int
    of: int
    bounds: Bounds | None
    doubt: Doubt = NOT_ASKED

    @property
    def value(self) -> float | None:
        """The share; None where there is no run to ask."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> Interval | None:
        """Wilson interval, or Jeffreys where all or none are so."""
        if not self.of:
            return None
        if self.count in (0, self.of):
            return jeffreys(self.count, self.of)
        return wilson(self.count, self.of)

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        low, high = self.interval or (None, None)
        return {
            "value": self.value,
            "low": low,
            "high": high,
            **self.doubt.as_json(),
            "count": self.count,
            "of": self.of,
            "bounds": None if self.bounds is None else list(self.bounds),
        }


@dataclass(frozen=True)
class Cause:
    """One decision, and what taking it away or assuring it does to an outcome.

    Parameters
    ----------
    part, id, label : str
        `orders`, `acts` or `what_ifs`; its id; what it is in words.
    runs : int
        Pairs of runs behind the shares.
    done : int
        Runs among them in which it was done; all of them for a what-if, which is about the
        decision as the base has it.
    necessary : Share
        Of the runs in which it was done and the outcome came: without it, the outcome had not come.
    sufficient : Share
        Of the runs without it and without the outcome: with it, the outcome had come. What is done
        in every run is first taken away.
    averted : Share
        Of the runs in which it was done and the outcome did not come: without it, it had come.
    done_doubt, difference_doubt : Doubt
        Beside the luck of the draw, about how often it was done and about the difference.
    """

    part: str
    id: str
    label: str
    runs: int
    done: int
    necessary: Share
    sufficient: Share
    averted: Share
    done_doubt: Doubt = NOT_ASKED
    difference_doubt: Doubt = NOT_ASKED

    @property
    def done_interval(self) -> Interval:
        """95 % Wilson interval of how often it was done."""
        return wilson(self.done, self.runs)

    @property
    def difference(self) -> float:
        """Probability of the outcome as things are, less the probability without this."""
        return (self.necessary.count - self.averted.count) / self.runs

    @property
    def difference_interval(self) -> Interval:
        """95 % interval of the difference, from the pairs (`paired_interval`)."""
        return paired_interval(self.runs, self.necessary.count, self.averted.count)

    @property
    def matters(self) -> bool:
        """Whether any run ended otherwise for it; with the same luck, one is enough."""
        return self.necessary.count + self.sufficient.count + self.averted.count > 0

    def as_json(self) -> dict[str, Any]:
        """Give plain values."""
        low, high = self.difference_interval
        return {
            "part": self.part,
            "id": self.id,
            "label": self.label,
            "runs": self.runs,
            "done": self.done / self.runs,
            "done_low": self.done_interval.low,
            "done_high": self.done_interval.high,
            "done_doubt": self.done_doubt.as_json(),
            "necessary": self.necessary.as_json(),
            "sufficient": self.sufficient.as_json(),
            "averted": self.averted.as_json(),
            "difference": self.difference,
            "difference_low": low,
            "difference_high": high,
            "difference_doubt": self.difference_doubt.as_json(),
            "matters": self.matters,
        }


@dataclass(frozen=True, repr=False)
class Causes(Paged):
    """What an outcome hangs on.

    Parameters
    ----------
    scenario : str
        Name of the scenario.
    questions : Questions
        What it asks, with the doubt about its inputs and accounts.
    outcome : Asked
        The outcome.
    seed, runs, count, screened : int
        Root of the draws, base runs, how many of them ended so, and pairs that everything was first
        tried with.
    causes : tuple of Cause
        Those that matter, what most runs owe the outcome to first.
    idle : tuple of Cause
        Those that made no difference in any pair.
    remade : int
        Runs made besides the base.
    gates : tuple of GateEffect
        What opening each gate of the funnel would have changed.
    untried : tuple of str
        Ids of what was not tried because the user stopped it.
    """

    scenario: str
    questions: Questions
    outcome: Asked
    seed: int
    runs: int
    count: int
    screened: int
    causes: tuple[Cause, ...]
    idle: tuple[Cause, ...]
    remade: int
    gates: tuple[GateEffect, ...]
    untried: tuple[str, ...] = ()

    @property
    def idle_at_most(self) -> float:
        """Share of the runs that something may matter in and still seem idle, one time in 20."""
        return unseen_at_most(self.screened)

    def __str__(self) -> str:
        from echelon.analysis.causes_text import causes_text

        return causes_text(self)

    def in_full(self) -> str:
        """Put all of it as a page, as `echelon causes --full` prints it."""
        from echelon.analysis.causes_text import causes_text

        return causes_text(self, full=True)

    def as_json(self) -> dict[str, Any]:
        """Give plain values, as `echelon causes --json` prints them."""
        low, high = wilson(self.count, self.runs)
        return {
            "scenario": self.scenario,
            "outcome": {
                "id": self.outcome.id,
                "label": self.outcome.label,
                "probability": self.count / self.runs,
                "shown": share_text(self.count, self.runs),
                "low": low,
                "high": high,
            },
            "seed": self.seed,
            "runs": self.runs,
            "screened": self.screened,
            "remade": self.remade,
            "causes": [cause.as_json() for cause in self.causes],
            "idle": [cause.as_json() for cause in self.idle],
            "idle_at_most": self.idle_at_most,
            "untried": list(self.untried),
            **doubt_json(self.questions),
            "gates": [gate.as_json() for gate in self.gates],
        }
