"""How much there is of each thing at the end, one strip a quantity; and accounts and influences."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from echelon.analysis.layers import AccountShares
from echelon.analysis.plots.bands import INK, RECORD, draw_median, new_axes
from echelon.analysis.sensitive import Influence, Sensitivity
from echelon.analysis.summary import OutcomeShare, QuantitySpread
from echelon.analysis.wording import number_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HILL, BAR = "#c9d3dc", "#2f5d8a"
HILL_HEIGHT, BINS, LABEL_WIDTH = 0.6, 60, 36
SPIKE = 2.0
"""A bin so many times as high as the next is cut off, or it would flatten all the others."""

MARKS = "osD^vPX<>*"
GRADES = {"A": "#e9eef3", "B": "#b9c8d6", "C": "#6c89a5", "D": "#1d3b57"}
"""The darker, the weaker the evidence."""


def draw_quantities(
    spreads: Sequence[QuantitySpread], values: Sequence[npt.NDArray[np.float64]], axes: Axes | None
) -> Axes:
    """Draw the distribution of each quantity on a scale of its own; see `Plots.quantities`."""
    axes = axes or new_axes(9.0, 1.2 + 0.75 * len(spreads))
    for row, (spread, found) in enumerate(zip(spreads, values, strict=True)):
        known = found[np.isfinite(found)]
        least, most = _ends(spread, known)
        _draw_amounts(axes, row, spread, known, least, most - least or 1.0)
        for at, value, side in ((0.0, least, "left"), (1.0, most, "right")):
            axes.text(at, row + 0.34, number_text(value), ha=side, va="center", size="x-small")
    labels = [
        "\n".join(textwrap.wrap(f"{each.asked.label} ({each.asked.unit or 'number'})", LABEL_WIDTH))
        for each in spreads
    ]
    axes.set_yticks(range(len(spreads)), labels)
    axes.set_ylim(len(spreads) - 0.45, -0.75)
    axes.set_xlim(-0.01, 1.01)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("Amount at the end; each strip has its own scale, marked at its ends")
    axes.set_ylabel("Quantity")
    axes.spines[["left", "right", "top", "bottom"]].set_visible(False)
    _add_legend(axes, any(each.asked.fact is not None for each in spreads))
    return axes


def _ends(spread: QuantitySpread, known: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Return what the strip of a quantity begins and ends with: its runs and the record."""
    fact = spread.asked.fact
    told = [*known, *([fact.low, fact.high] if fact is not None else [])] or [0.0, 1.0]
    return float(min(0.0, *told)), float(max(told))


def _draw_amounts(
    axes: Axes,
    row: int,
    spread: QuantitySpread,
    known: npt.NDArray[np.float64],
    least: float,
    span: float,
) -> None:
    """Draw the hill of a quantity, below it the bar of its quantiles and the recorded fact."""
    axes.axhline(row, color="0.6", lw=0.6, zorder=1)
    if len(known):
        counts, edges = np.histogram((known - least) / span, BINS, (0.0, 1.0))
        ranked = np.sort(counts)[::-1]
        top = max(1.0, min(float(ranked[0]), SPIKE * max(1.0, float(ranked[1]))))
        hill = row - HILL_HEIGHT * np.minimum(counts, top) / top
        axes.stairs(hill, edges, baseline=row, fill=True, color=HILL, zorder=2)
        axes.stairs(hill, edges, baseline=row, color=INK, lw=0.6, zorder=3)
    if spread.quantiles:
        low, first, median, third, high = ((each - least) / span for each in spread.quantiles)
        bar = row + 0.1
        axes.plot([low, high], [bar, bar], color=INK, lw=1.0, zorder=4, solid_capstyle="butt")
        axes.plot([first, third], [bar, bar], color=INK, lw=4.5, zorder=4, solid_capstyle="butt")
        draw_median(axes, median, bar, third - first, 1.0)
    fact = spread.asked.fact
    if fact is not None:
        low, best, high = ((each - least) / span for each in (fact.low, fact.best, fact.high))
        filled = "white" if fact.used_for else RECORD
        axes.plot([low, high], [row + 0.22] * 2, color=RECORD, lw=1.2, zorder=4)
        axes.plot([best], [row + 0.22], "D", color=RECORD, mfc=filled, ms=4.5, zorder=5)


def _add_legend(axes: Axes, has_record: bool) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    handles: list[Any] = [
        Patch(facecolor=HILL, edgecolor=INK, lw=0.6, label="the runs"),
        Line2D([], [], color=INK, lw=4.5, label="middle half"),
        Line2D([], [], color=INK, lw=1.0, label="5 % to 95 %"),
    ]
    if has_record:
        handles.append(Line2D([], [], color=RECORD, marker="D", ms=4.5, lw=1.2, label="record"))
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=4, frameon=False,
        fontsize="small",
    )  # fmt: skip


def draw_accounts(
    accounts: Sequence[AccountShares], base: Sequence[OutcomeShare], axes: Axes | None
) -> Axes:
    """Draw what each rival account makes of every outcome; see `Plots.accounts`."""
    axes = axes or new_axes(9.0, 1.6 + 0.6 * len(base) + 0.22 * len(accounts))
    shares = np.array([[count / each.runs for count in each.counts] for each in accounts])
    for row, outcome in enumerate(base):
        axes.plot([shares[:, row].min(), shares[:, row].max()], [row, row], color="0.5", lw=1.0)
        axes.plot(
            [outcome.probability] * 2,
            [row - 0.28, row + 0.28],
            color=INK,
            lw=2.2,
            label="the base" if row == 0 else None,
        )
    for at, account in enumerate(accounts):
        # Marks that would lie on one another are set a little apart.
        lift = 0.3 * (at - (len(accounts) - 1) / 2) / max(1, len(accounts) - 1)
        axes.plot(
            shares[at],
            np.arange(len(base)) + lift,
            MARKS[at % len(MARKS)],
            color=list(GRADES.values())[2],
            markeredgecolor=INK,
            ms=7,
            lw=0,
            label=f"{account.weight:.2f}  {textwrap.shorten(account.label, 78, placeholder='…')}",
        )
    labels = ["\n".join(textwrap.wrap(each.asked.label, LABEL_WIDTH)) for each in base]
    axes.set_yticks(range(len(base)), labels)
    axes.set_ylim(len(base) - 0.5, -0.5)
    axes.set_xlim(left=-0.02)
    fewest, most = min(each.runs for each in accounts), max(each.runs for each in accounts)
    runs = f"{fewest}" if fewest == most else f"{fewest} to {most}"
    axes.set_xlabel(f"Probability of the outcome (0 to 1), in {runs} runs of each account")
    axes.set_ylabel("Outcome")
    axes.spines[["right", "top"]].set_visible(False)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(-0.3, 1.0),
        frameon=False,
        fontsize="small",
        title="weight and account",
        alignment="left",
    )
    return axes


def draw_influence(found: Sensitivity, most: int, axes: Axes | None) -> Axes:
    """Draw influence beside the grade of the evidence; see `Plots.influence`."""
    rows: Sequence[Influence] = found.influences[:most]
    axes = axes or new_axes(9.0, 1.4 + 0.5 * len(rows))
    widest = max([0.02, *(each.first.share for each in rows)])
    for row, each in enumerate(rows):
        grade = each.grade or "D"
        axes.barh(
            row,
            max(0.0, each.first.share),
            height=0.6,
            color=GRADES.get(grade, GRADES["D"]),
            edgecolor=INK,
            lw=0.6,
        )
        if each.resampled is not None:
            low, high = each.resampled.share_interval
            widest = max(widest, high)
            axes.plot([max(0.0, low), high], [row, row], color=RECORD, lw=1.4)
    labels = [
        "\n".join(textwrap.wrap(f"{each.label} [{each.grade or 'no grade'}]", LABEL_WIDTH))
        for each in rows
    ]
    axes.set_yticks(range(len(rows)), labels)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    axes.set_xlim(0.0, 1.05 * widest)
    axes.set_xlabel("Share of the variance that goes with the input alone; 95 % interval")
    axes.set_ylabel("Input [grade of evidence]")
    axes.set_title(f"What “{found.target.label}” hangs on; the darker, the weaker the evidence",
                   loc="left", fontsize="medium")  # fmt: skip
    axes.spines[["right", "top"]].set_visible(False)
    return axes
