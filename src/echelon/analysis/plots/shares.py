"""How often the runs end in each way."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

from echelon.analysis.plots.bands import INK, new_axes
from echelon.analysis.summary import OutcomeShare
from echelon.analysis.wording import share_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BAR, LABEL_WIDTH = "#2f5d8a", 36


def draw_outcomes(shares: Sequence[OutcomeShare], axes: Axes | None) -> Axes:
    """Draw a bar an outcome with its interval and its share in figures; see `Plots.outcomes`."""
    axes = axes or new_axes(8.5, 1.2 + 0.55 * len(shares))
    for row, share in enumerate(shares):
        axes.barh(row, share.probability, height=0.6, color=BAR, edgecolor=INK, lw=0.6)
        axes.plot(list(share.interval), [row, row], color=INK, lw=1.6)
        end = max(share.probability, share.interval.high)
        axes.annotate(
            share_text(share.count, share.runs),
            (end, row),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            size="small",
        )
    labels = ["\n".join(textwrap.wrap(share.asked.label, LABEL_WIDTH)) for share in shares]
    axes.set_yticks(range(len(shares)), labels)
    axes.invert_yaxis()
    axes.set_xlim(0.0, 1.1 * max(share.interval.high for share in shares))
    axes.set_xlabel("Share of the runs (0 to 1); 95 % interval of the luck of the draw")
    axes.set_ylabel("Outcome")
    axes.spines[["right", "top"]].set_visible(False)
    return axes
