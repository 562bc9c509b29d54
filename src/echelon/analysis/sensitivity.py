"""Sensitivity: which inputs an answer hangs on, and how well these are known."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from echelon.analysis.breaking import Along, Classes, along
from echelon.analysis.chance import chance_at, interval_of, with_spread
from echelon.analysis.indices import (
    Distance,
    Explained,
    Resampled,
    binned,
    bins_for,
    distance_between,
    explained_by,
    explained_by_group,
    resample,
)
from echelon.analysis.inputs import UncertainValue, uncertain_values
from echelon.analysis.questions import Asked, questions_from_json
from echelon.analysis.rerun import Counted, Progress
from echelon.analysis.sensitive import (
    ChanceShare,
    Influence,
    Sensitivity,
    weight_of_grade,
)
from echelon.analysis.sobol import SobolIndex, sobol_of_groups
from echelon.ensemble.columns import NEVER
from echelon.errors import Interruption, MisuseError, or_else
from echelon.units import MICROSECONDS_PER_HOUR

if TYPE_CHECKING:
    from echelon.ensemble.chunks import Array, Arrays
    from echelon.ensemble.manifest import Manifest
    from echelon.scenario.document import Document

Floats = npt.NDArray[np.float64]

DOUBT = 0.05
"""Chance, over all inputs together, that one which does nothing is said to matter."""

SCALES = (0.5, 1.0, 2.0)
"""Of the noise in obedience, for how much of an answer is chance hangs on what is called noise."""

MOST_TOLD = 30
"""Inputs whose indices are resampled and whose break-even values are sought."""


@dataclass(frozen=True)
class Target:
    """What the answer is: an event, a moment, or a number.

    Parameters
    ----------
    asked : Asked
        Outcome, time or quantity.
    kind : {"outcome", "time", "quantity"}
        Which of them.
    row : int
        Row of an outcome.
    period_us : int
        Where a moment that never comes is put.
    """

    asked: Asked
    kind: str
    row: int
    period_us: int

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the answer is read from."""
        return ("outcome",) if self.kind == "outcome" else (f"{self.kind}_{self.asked.id}",)

    def of(self, arrays: Mapping[str, Array]) -> Floats:
        """Return the answer of each run: 1 or 0, hours, or the quantity."""
        if self.kind == "outcome":
            return np.asarray(arrays["outcome"] == self.row, float)
        values = arrays[self.columns[0]]
        if self.kind == "time":
            values = np.where(values == NEVER, self.period_us, values) / MICROSECONDS_PER_HOUR
        return np.asarray(np.nan_to_num(values.astype(float)), float)


def target_of(document: Document, name: str) -> Target:
    """Find the outcome, time or quantity of this id.

    Raises
    ------
    MisuseError
        If there is none; names the nearest.
    """
    parts, length = document.parts, document.settings.end_us
    if name in parts.outcomes:
        row = list(parts.outcomes).index(name)
        return Target(Asked(name, parts.outcomes[name].label), "outcome", row, length)
    if name in parts.times:
        return Target(Asked(name, parts.times[name].label, "h"), "time", 0, length)
    if name in parts.quantities:
        measure = parts.quantities[name]
        return Target(Asked(name, measure.label, measure.unit or ""), "quantity", 0, length)
    known = or_else(name, [*parts.outcomes, *parts.times, *parts.quantities])
    raise MisuseError(f"`{name}` is no outcome, time or quantity of {document.name}{known}")


@dataclass(frozen=True)
class _Factor:
    """An input, or a group of inputs that are correlated."""

    id: str
    label: str
    inputs: tuple[str, ...]
    value: UncertainValue | None
    grade: str | None


def sensitivity(
    document: Document,
    manifest: Manifest,
    arrays: Arrays,
    target: Target,
    *,
    replicates: int,
    size: int,
    few: int,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Say what an answer hangs on.

    Parameters
    ----------
    document : Document
        The scenario with the overlays of the runs.
    manifest, arrays
        Of the runs.
    target : Target
        The answer.
    replicates : int
        Pairs of runs that share all inputs and no chance; 0 for none.
    size, few : int
        N of the Sobol' design, 0 for none; and the number of inputs it is for.
    jobs, progress
        As of `run_again`.

    Raises
    ------
    Interruption
        If the user stops it; `found` has what needed no more runs.
    """
    from echelon.campaign import alternatives, compile, drawn_inputs

    campaign, answer = compile(document), target.of(arrays)
    drawn = drawn_inputs(
        campaign, manifest.seed, manifest.first, manifest.runs, alternatives.drawn_names(campaign)
    )
    factors = _factors(document, drawn)
    classes = (
        arrays["outcome"].astype(np.int64) - min(int(arrays["outcome"].min()), 0),
        list(document.parts.outcomes),
    )
    influences = _influences(factors, drawn, answer, classes, target.kind == "outcome")
    ranked = sorted(
        (each for each in influences if each.matters), key=lambda each: -each.first.share
    )
    groups = [(each.id, each.inputs) for each in ranked[:few]]
    scales = (SCALES if alternatives.has_noise(campaign) else (1.0,)) if replicates else ()
    known = answer if manifest.first == 0 else answer[:0]
    design = size * (len(groups) + (2 if len(known) >= 2 * size else 4)) if groups else 0
    counted = Counted(progress, 2 * replicates * len(scales) + design)
    chance: list[ChanceShare] = []
    indices: tuple[SobolIndex, ...] = ()
    stopped = False
    try:
        for scale in scales:
            world = campaign if scale == 1 else alternatives.with_noise(document, scale)
            report = counted.next(2 * replicates)
            made = known if scale == 1 and len(known) else None
            chance.append(
                chance_at(world, scale, manifest.seed, target, replicates, jobs, report, made)
            )
        if design:
            indices = sobol_of_groups(
                campaign,
                groups,
                size,
                target.of,
                target.columns,
                manifest.seed,
                made=known,
                jobs=jobs,
                progress=counted.next(design),
            )
    except KeyboardInterrupt:
        stopped = True
    told = sorted(
        (each for each in influences if each.matters),
        key=lambda each: -each.first.share * weight_of_grade(each.grade),
    )
    found = Sensitivity(
        scenario=document.name,
        questions=with_spread(questions_from_json(manifest.about), target, answer, chance),
        target=target.asked,
        kind=target.kind,
        seed=manifest.seed,
        runs=manifest.runs,
        mean=float(answer.mean()),
        interval=interval_of(answer, target),
        influences=tuple(told),
        idle=tuple(each.id for each in influences if not each.matters),
        chance=tuple(chance),
        sobol=indices,
        sobol_size=size if indices else 0,
    )
    if stopped:
        raise Interruption(found)
    return found


def _factors(document: Document, drawn: Mapping[str, Floats]) -> list[_Factor]:
    """Return every number that is drawn, those that are correlated as one factor."""
    told = uncertain_values(document)
    varying = [name for name, values in drawn.items() if np.ptp(values) > 0]
    grouped: dict[str, str] = {}
    found = []
    for id_, correlation in document.parts.correlations.items():
        members = tuple(name for name in correlation.inputs if name in varying)
        if len(members) > 1:
            grouped |= dict.fromkeys(members, id_)
            grades = [told[name].grade or "D" for name in members if name in told]
            label = f"{id_.replace('_', ' ')}: {', '.join(members)}"
            found.append(_Factor(id_, label, members, None, max(grades, default=None)))
    for name in varying:
        if name in grouped:
            continue
        value = told.get(re.sub(r"(#\d+)?=?$", "", name))
        label = value.label if value else name
        found.append(_Factor(name, label, (name,), value, value.grade if value else None))
    return found


def _influences(
    factors: Sequence[_Factor],
    drawn: Mapping[str, Floats],
    answer: Floats,
    classes: Classes,
    is_event: bool,
) -> list[Influence]:
    bins = bins_for(len(answer))
    firsts: list[Explained] = []
    for factor in factors:
        columns = [drawn[name] for name in factor.inputs]
        if len(columns) > 1:
            firsts.append(explained_by_group(columns, answer))
        else:
            firsts.append(explained_by(binned(columns[0], bins), answer))
    level = DOUBT / max(len(factors), 1)
    order = np.argsort([-first.share for first in firsts], kind="stable")
    told = {int(row) for row in order[:MOST_TOLD] if firsts[row].p_value < level}
    found = []
    for row, (factor, first) in enumerate(zip(factors, firsts, strict=True)):
        lines: dict[str, Along] = {}
        resampled: Resampled | None = None
        distance: Distance | None = None
        if row in told:
            for name in factor.inputs:
                lines[name] = along(drawn[name], answer, classes)
            if len(factor.inputs) == 1:
                codes = binned(drawn[factor.inputs[0]], bins)
                resampled = resample(codes, answer, classes[0])
                if is_event:
                    distance = distance_between(drawn[factor.inputs[0]], answer)
        found.append(
            Influence(
                id=factor.id,
                label=factor.label,
                inputs=factor.inputs,
                unit=factor.value.unit if factor.value else "",
                distribution=factor.value.distribution if factor.value else "",
                grade=factor.grade,
                source=factor.value.source if factor.value else None,
                origin=factor.value.origin if factor.value else "",
                first=first,
                resampled=resampled,
                distance=distance,
                along=lines,
                matters=first.p_value < level,
            )
        )
    return found
