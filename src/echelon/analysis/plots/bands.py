"""Pictures of places over time and of men at gates: control map, fan and funnel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from echelon.analysis.census import Control, Strength
from echelon.analysis.funnel import GATE_TEXTS, Funnel
from echelon.analysis.plots.clock import TimeAxis
from echelon.units import MICROSECONDS_PER_HOUR

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

COLOURS = ("#1f5a94", "#c4561a", "#3d7a38", "#7b3f98", "#8a6d00", "#606060")
HATCHES = ("", "//", "..", "\\\\", "xx", "--")
"""A side's colour and hatching, so that the picture can be read without colour."""

MOST_LETTERS = 130
"""What the names of the sides have room for, side by side."""

NARROW_BAR = 1 / 60
"""Share of the axis below which a notch for the median leaves nothing of a bar."""

INK, WIDE, NARROW, RECORD = "#1a1a1a", "#dbe4ec", "#9db4c9", "#b3261e"


def new_axes(width: float, height: float) -> Axes:
    """Return the axes of a new figure, of so many inches."""
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=(width, height), layout="constrained")[1]


def draw_median(axes: Axes, at: float, row: float, middle_half: float, span: float) -> None:
    """Draw a median into the bar of the middle half, or across a bar that a notch would eat up.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Of the bar.
    at, row : float
        Where it is, across and down.
    middle_half, span : float
        How long the bar is, and the axis.
    """
    is_narrow = middle_half < NARROW_BAR * span
    colour, size = (INK, 9.0) if is_narrow else ("white", 5.5)
    axes.plot([at], [row], "|", color=colour, ms=size, mew=1.6, zorder=5)


def write_out_men(axis: Axis) -> None:
    """Write numbers of men on an axis in full, in groups of three."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(
        FuncFormatter(lambda men, _: f"{men:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}"))
    )


def draw_control(
    time: TimeAxis, controls: Sequence[tuple[str, Control]], names: Sequence[str], axes: Axes | None
) -> Axes:
    """Draw for each place the shares of the runs in which each side holds it; see `Plots`."""
    is_own = axes is None
    axes = axes or new_axes(9.0, 1.9 + 0.42 * len(controls))
    for row, (_, control) in enumerate(controls):
        hours = [time.hours(hour * MICROSECONDS_PER_HOUR) for hour in control.hours]
        floor = np.zeros(len(hours))
        for side, share in enumerate(np.asarray(control.share)[1:]):
            top = floor + share
            axes.fill_between(
                hours,
                row + 0.42 - 0.84 * floor,
                row + 0.42 - 0.84 * top,
                facecolor=COLOURS[side % len(COLOURS)],
                hatch=HATCHES[side % len(HATCHES)],
                edgecolor="white",
                linewidth=0.4,
                label=names[side] if row == 0 else None,
            )
            floor = top
        axes.axhline(row + 0.42, color="0.6", lw=0.6)
    axes.set_yticks(range(len(controls)), [name for name, _ in controls])
    axes.set_ylim(len(controls) - 0.5, -0.5)
    # Written down the side of two or three strips, a long label would be cut off.
    axes.set_ylabel("Share\nof the runs" if len(controls) < 4 else "Share of the runs (0 to 1)")
    time.lay(axes, 0, controls[0][1].hours[-1] * MICROSECONDS_PER_HOUR)
    _name_sides(axes, names, is_own=is_own)
    return axes


def _name_sides(axes: Axes, names: Sequence[str], *, is_own: bool) -> None:
    """Name the sides above the picture, as many on a line as there is room for."""
    columns = max(1, min(3, MOST_LETTERS // (8 + max(map(len, names), default=0))))
    if is_own:
        # Set outside the axes, a legend takes nothing of their width.
        axes.figure.legend(loc="outside upper left", ncols=columns, frameon=False, fontsize=8)
    else:
        axes.legend(
            loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=columns, frameon=False, fontsize=8
        )


def draw_fan(
    time: TimeAxis, place: str, side: str, row: int, strength: Strength, axes: Axes | None
) -> Axes:
    """Draw how strong a side is at a place over time, over the runs; see `Plots.fan`."""
    axes = axes or new_axes(9.0, 4.0)
    hours = [time.hours(hour * MICROSECONDS_PER_HOUR) for hour in strength.hours]
    low, first, median, third, high = (
        np.asarray(strength.quantile(share))[row] for share in (0.1, 0.25, 0.5, 0.75, 0.9)
    )
    axes.fill_between(hours, low, high, color=WIDE, label="eight runs in ten")
    axes.fill_between(hours, first, third, color=NARROW, label="half of the runs")
    axes.plot(hours, median, color=INK, lw=1.6, label="median")
    axes.set_ylim(bottom=0)
    axes.set_ylabel("Strength (men)")
    write_out_men(axes.yaxis)
    axes.set_title(f"{side} at {place}", loc="left")
    time.lay(axes, 0, strength.hours[-1] * MICROSECONDS_PER_HOUR)
    axes.legend(frameon=False, fontsize=8)
    return axes


def draw_funnel(funnel: Funnel, axes: Axes | None) -> Axes:
    """Draw how many men each gate stops, and who is through; see `Plots.funnel`."""
    axes = axes or new_axes(8.0, 4.2)
    for row, gate in enumerate(funnel.gates):
        low, median, high = gate.quantiles
        is_through = gate.id == "through"
        axes.barh(row, median, color="#2f5d8a" if is_through else "#c4cdd6", edgecolor=INK, lw=0.6)
        axes.plot([low, high], [row, row], color=INK, lw=1.4)
        if gate.fact is not None:
            axes.plot([gate.fact.low, gate.fact.high], [row, row], color=RECORD, lw=1.6)
            axes.plot(gate.fact.best, row, "D", color=RECORD, ms=6, label="what happened in fact")
    if any(gate.fact is not None for gate in funnel.gates):
        axes.legend(frameon=False, fontsize=8)
    axes.set_yticks(range(len(funnel.gates)), [GATE_TEXTS[gate.id] for gate in funnel.gates])
    axes.invert_yaxis()
    axes.set_xlabel("Men stopped at the gate, or through; median, and eight runs in ten (men)")
    axes.set_ylabel("Gate")
    write_out_men(axes.xaxis)
    axes.set_title(funnel.label, loc="left")
    axes.spines[["right", "top"]].set_visible(False)
    return axes
