"""What each what-if does to the probability of one outcome, the largest at the top."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from echelon.analysis.pairs import OutcomePairs
from echelon.analysis.plots.bands import INK, new_axes

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MORE, LESS, LABEL_WIDTH = "#2f5d8a", "#9a4a1f", 36


def draw_tornado(told: Sequence[tuple[str, OutcomePairs]], axes: Axes | None) -> Axes:
    """Draw paired differences with their intervals; see `Plots.tornado`.

    Parameters
    ----------
    told : sequence of (str, OutcomePairs)
        The words of each what-if, and the pairs of one outcome.
    axes : matplotlib.axes.Axes or None
        Where to draw.
    """
    axes = axes or new_axes(8.5, 1.4 + 0.55 * len(told))
    ranked = sorted(told, key=lambda each: -abs(each[1].difference))
    for row, (_, pairs) in enumerate(ranked):
        is_less = pairs.difference < 0
        axes.barh(
            row,
            pairs.difference,
            height=0.6,
            color=LESS if is_less else MORE,
            edgecolor=INK,
            lw=0.6,
        )
        axes.plot(list(pairs.interval), [row, row], color=INK, lw=1.6)
    labels = ["\n".join(textwrap.wrap(label, LABEL_WIDTH)) for label, _ in ranked]
    axes.set_yticks(range(len(ranked)), labels)
    axes.invert_yaxis()
    axes.axvline(0.0, color=INK, lw=0.8)
    axes.set_xlabel("Change in probability, what-if less base; 95 % paired interval")
    axes.set_ylabel("What-if")
    axes.set_title(ranked[0][1].asked.label, loc="left")
    axes.spines[["right", "top"]].set_visible(False)
    return axes
