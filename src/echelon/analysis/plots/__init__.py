"""Pictures of results, in Matplotlib, which is imported when the first one is drawn."""

from echelon.analysis.plots.accessor import Plots

__all__ = ["Plots"]
