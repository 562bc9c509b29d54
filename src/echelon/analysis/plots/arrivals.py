"""When each thing came about, over all runs, one strip a time."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from echelon.analysis.plots.bands import draw_median
from echelon.analysis.plots.clock import TimeAxis
from echelon.analysis.summary import QUANTILES, Summary, TimeSpread, chronology
from echelon.analysis.wording import share_text
from echelon.ensemble.chunks import Arrays
from echelon.ensemble.columns import NEVER
from echelon.units import MICROSECONDS_PER_HOUR

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FINEST = 1 / 160
"""Narrowest step of a hill, as a share of the axis."""

INK, HILL, RECORD = "#1a1a1a", "#c9d3dc", "#b3261e"
HILL_HEIGHT, LABEL_WIDTH = 0.62, 34


def draw_arrivals(summary: Summary, arrays: Arrays, axes: Axes | None) -> Axes:
    """Draw the distribution of every time; see `Plots.arrivals`.

    Parameters
    ----------
    summary : Summary
        Of the runs, with at least one time.
    arrays : mapping of str to ndarray, each of shape (runs,)
        Columns `time_<id>`, in microseconds since the start.
    axes : matplotlib.axes.Axes or None
        Where to draw.
    """
    spreads = sorted(summary.times, key=chronology)
    if axes is None:
        import matplotlib.pyplot as plt

        height = 1.4 + 0.45 * len(spreads)
        _, axes = plt.subplots(figsize=(9.0, height), layout="constrained")
    questions = summary.questions
    time = TimeAxis(questions.calendar, questions.period_us)
    first_us, last_us = _span(spreads, arrays, questions.period_us)
    finest_h = FINEST * (last_us - first_us) / MICROSECONDS_PER_HOUR
    for row, spread in enumerate(spreads):
        moments = arrays[f"time_{spread.asked.id}"]
        hours = np.array([time.hours(int(us)) for us in moments[moments != NEVER]])
        if len(hours):
            _draw_hill(axes, row, hours, finest_h)
        _draw_strip(axes, time, row, spread, finest_h / FINEST)
        never = share_text(spread.runs - spread.count, spread.runs)
        axes.annotate(
            never,
            (1.0, row - 0.1),
            xycoords=("axes fraction", "data"),
            xytext=(30, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            size="small",
        )
    axes.annotate(
        "never, share\nof all runs",
        (1.0, 1.0),
        xycoords="axes fraction",
        xytext=(30, 4),
        textcoords="offset points",
        ha="right",
        size="small",
        style="italic",
    )
    labels = ["\n".join(textwrap.wrap(spread.asked.label, LABEL_WIDTH)) for spread in spreads]
    axes.set_yticks(range(len(spreads)), labels)
    axes.set_ylim(len(spreads) - 0.5, -0.85)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=True, axis="x", which="major", color="0.8", lw=0.8)
    axes.set_axisbelow(True)
    axes.spines[["left", "right", "top"]].set_visible(False)
    time.lay(axes, first_us, last_us)
    axes.set_ylabel("What comes about")
    _add_legend(axes, summary)
    return axes


def _span(spreads: list[TimeSpread], arrays: Arrays, period_us: int) -> tuple[float, float]:
    """Return from when to when anything is to be seen, with a margin."""
    seen: list[float] = []
    for spread in spreads:
        moments = arrays[f"time_{spread.asked.id}"]
        reached = moments[moments != NEVER]
        if len(reached):
            seen += [int(reached.min()), int(reached.max())]
        if spread.asked.fact is not None:
            seen += [spread.asked.fact.low, spread.asked.fact.high]
    if not seen:
        return 0, period_us
    margin_us = 0.02 * (max(seen) - min(seen)) + MICROSECONDS_PER_HOUR
    return max(0, min(seen) - margin_us), max(seen) + margin_us


def _draw_hill(axes: Axes, row: int, hours: npt.NDArray[np.float64], finest_h: float) -> None:
    """Draw a histogram whose steps are as wide as the spread and the number of runs ask for.

    References
    ----------
    D. Freedman, P. Diaconis (1981), "On the histogram as a density estimator", Zeitschrift für
    Wahrscheinlichkeitstheorie und verwandte Gebiete 57, 453-476.
    """
    first, third = np.quantile(hours, (0.25, 0.75))
    width_h = max(finest_h, 2 * (third - first) / len(hours) ** (1 / 3))
    begin = np.floor(hours.min() / width_h)
    steps = int(np.floor(hours.max() / width_h) - begin) + 1
    edges = (begin + np.arange(steps + 1)) * width_h
    counts, _ = np.histogram(hours, edges)
    tops = row - HILL_HEIGHT * counts / counts.max()
    axes.stairs(tops, edges, baseline=row, fill=True, color=HILL, zorder=2)
    axes.stairs(tops, edges, baseline=row, color=INK, lw=0.6, zorder=3)


def _draw_strip(axes: Axes, time: TimeAxis, row: int, spread: TimeSpread, span_h: float) -> None:
    """Draw below the hill of a time the bar of its quantiles and the recorded fact."""
    axes.axhline(row, color="0.6", lw=0.6, zorder=1)
    if spread.quantiles_us:
        low, first, median, third, high = (time.hours(us) for us in spread.quantiles_us)
        bar = row + 0.09
        axes.plot([low, high], [bar, bar], color=INK, lw=1.0, zorder=4, solid_capstyle="butt")
        axes.plot([first, third], [bar, bar], color=INK, lw=4.5, zorder=4, solid_capstyle="butt")
        draw_median(axes, median, bar, third - first, span_h)
    fact = spread.asked.fact
    if fact is not None:
        below = row + 0.24
        axes.plot(
            [time.hours(fact.low), time.hours(fact.high)],
            [below, below],
            color=RECORD,
            lw=1.2,
            zorder=4,
        )
        axes.plot(
            [time.hours(fact.best)],
            [below],
            "D",
            color=RECORD,
            mfc="white" if fact.used_for else RECORD,
            ms=4.5,
            zorder=5,
        )


def _add_legend(axes: Axes, summary: Summary) -> None:
    """Say below the picture what hill, bar and diamond are."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    per_cent = [round(100 * share) for share in (QUANTILES[0], QUANTILES[-1])]
    handles: list[Line2D | Patch] = [
        Patch(facecolor=HILL, edgecolor=INK, lw=0.6, label=f"{summary.manifest.runs} runs"),
        Line2D([], [], color=INK, lw=4.5, label="middle half"),
        Line2D([], [], color=INK, lw=1.0, label=f"{per_cent[0]} % to {per_cent[1]} %"),
    ]
    facts = [time.asked.fact for time in summary.times if time.asked.fact is not None]
    record: dict[str, Any] = {"color": RECORD, "marker": "D", "ms": 4.5, "lw": 1.2}
    if any(not fact.used_for for fact in facts):
        handles.append(Line2D([], [], label="record", **record))
    if any(fact.used_for for fact in facts):
        handles.append(Line2D([], [], label="record, used to set an input", mfc="white", **record))
    axes.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=len(handles),
        frameon=False,
        fontsize="small",
    )
