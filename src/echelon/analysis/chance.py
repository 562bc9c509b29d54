"""How much of an answer is chance, and how far the inputs alone would move it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from echelon.analysis.indices import shared_variance
from echelon.analysis.intervals import Z_95, Interval, wilson
from echelon.analysis.layers import spread_of
from echelon.analysis.questions import Questions
from echelon.analysis.rerun import Progress, Wanted, run_again
from echelon.analysis.sensitive import ChanceShare

if TYPE_CHECKING:
    from echelon.analysis.sensitivity import Target
    from echelon.campaign import Campaign

Floats = npt.NDArray[np.float64]


def interval_of(answer: Floats, target: Target) -> Interval:
    """Give the 95 % interval of the mean of an answer: Wilson's of a probability."""
    if target.kind == "outcome":
        return wilson(float(answer.sum()), len(answer))
    mean, half = float(answer.mean()), Z_95 * float(answer.std()) / math.sqrt(len(answer))
    return Interval(mean - half, mean + half)


def with_spread(
    questions: Questions, target: Target, answer: Floats, chance: Sequence[ChanceShare]
) -> Questions:
    """Add where the probability asked about would lie if the inputs were known, from the pairs."""
    own = next((each for each in chance if each.scale == 1.0), None)
    if own is None or target.kind != "outcome":
        return questions
    variance = max(own.shared.covariance, 0.0)
    most = max(own.shared.interval.high, variance)
    share = float(answer.mean())
    asked = target.asked
    spread = spread_of(asked.id, asked.label, share, variance, most, len(answer))
    inputs = {"pairs": own.pairs, "outcomes": [spread.as_json()]}
    known = questions.layers or {"accounts": None, "n_accounts": 0, "grades": {}}
    return replace(questions, layers={**known, "inputs": inputs})


def chance_at(
    campaign: Campaign,
    scale: float,
    seed: int,
    target: Target,
    replicates: int,
    jobs: int | None,
    progress: Progress | None,
    made: Floats | None,
) -> ChanceShare:
    """Run pairs that share all inputs and no chance; of those made, only the other one."""
    from echelon.campaign.alternatives import designed

    own = np.arange(replicates)
    again = designed(campaign, own + replicates, own)
    known = made is not None and len(made) >= replicates
    worlds = (again,) if known else (again, campaign)
    wanted = [Wanted(each, replicates, columns=target.columns) for each in worlds]
    second, *first = run_again(wanted, seed, jobs=jobs, progress=progress)
    one = made[:replicates] if made is not None and known else target.of(first[0].columns)
    return ChanceShare(scale, replicates, shared_variance(one, target.of(second.columns)))
