"""What `results.plot` offers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from echelon.analysis.plots.ground import GroundPlots
from echelon.analysis.provenance import HasDocument, document_of
from echelon.errors import MisuseError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from echelon.analysis.compare import Comparison
    from echelon.analysis.results import Results
    from echelon.analysis.sensitive import Sensitivity


@dataclass(frozen=True)
class Plots(GroundPlots):
    """The pictures that can be drawn of a set of runs.

    Each is drawn with Matplotlib and handed back as its `Axes`, to be changed at will; the
    figure, to be saved, is `axes.figure`.

    Parameters
    ----------
    results : Results
        What came of the runs.
    """

    results: Results

    def arrivals(self, *, axes: Axes | None = None) -> Axes:
        """Draw for each time of the scenario when it came about, over all runs.

        Parameters
        ----------
        axes : matplotlib.axes.Axes, optional
            Where to draw; a new figure if not given.

        Returns
        -------
        matplotlib.axes.Axes
            One strip a time, the earliest at the top, against hours since the midnight with
            which the first day began. A hill shows how the runs are spread, each as high as the
            others; the bar below it holds the middle half of them, its thin ends nine tenths, its
            white notch the median. A diamond is the recorded fact, between its earliest and
            latest possible moment. On the right stands the share of all runs in which it never
            came about.

        Raises
        ------
        MisuseError
            If the scenario asks for no times.
        """
        from echelon.analysis.plots.arrivals import draw_arrivals

        if not self.results.questions.times:
            raise MisuseError(f"{self.results.manifest.scenario} asks for no times")
        return draw_arrivals(self.results.summary(), self.results.arrays, axes)

    def quantities(self, *, axes: Axes | None = None) -> Axes:
        """Draw for each quantity of the scenario how much of it there was at the end of the runs.

        Parameters
        ----------
        axes : matplotlib.axes.Axes, optional
            Where to draw; a new figure if not given.

        Returns
        -------
        matplotlib.axes.Axes
            One strip a quantity, each on a scale of its own from 0 to 1 of its width, whose ends
            are written below it. A hill shows how the runs are spread (a bin far higher than the
            rest is cut off); the bar holds the middle half of them, its thin ends nine tenths, its
            white notch the median. A diamond is the recorded fact, hollow if it set an input.

        Raises
        ------
        MisuseError
            If the scenario asks for no quantities.
        """
        from echelon.analysis.plots.strips import draw_quantities

        spreads = self.results.summary().quantities
        if not spreads:
            raise MisuseError(f"{self.results.manifest.scenario} asks for no quantities")
        values = [self.results.arrays[f"quantity_{each.asked.id}"] for each in spreads]
        return draw_quantities(spreads, values, axes)

    def outcomes(self, *, axes: Axes | None = None) -> Axes:
        """Draw how often the runs end in each way.

        Parameters
        ----------
        axes : matplotlib.axes.Axes, optional
            Where to draw; a new figure if not given.

        Returns
        -------
        matplotlib.axes.Axes
            A bar an outcome, in their order of rank, with its 95 % interval of the luck of the
            draw.

        Raises
        ------
        MisuseError
            If the scenario asks for no outcome.
        """
        from echelon.analysis.plots.shares import draw_outcomes

        shares = self.results.summary().outcomes
        if not shares:
            raise MisuseError(f"{self.results.manifest.scenario} asks for no outcome")
        return draw_outcomes(shares, axes)

    def funnel(self, side: str | None = None, *, axes: Axes | None = None) -> Axes:
        """Draw at which gate the men of a side who were ordered to move were stopped.

        Parameters
        ----------
        side : str, optional
            Id of a side; by default the one with most such men.
        axes : matplotlib.axes.Axes, optional
            Where to draw; a new figure if not given.

        Returns
        -------
        matplotlib.axes.Axes
            A bar a gate: the median of the men stopped, with the range of eight runs in ten. A
            diamond is what happened in fact, where the record says so.

        Raises
        ------
        MisuseError
            If no order can move anybody, or nobody of that side.
        """
        from echelon.analysis.funnel import funnels_of
        from echelon.analysis.plots.bands import draw_funnel

        found = {
            each.id: each
            for each in funnels_of(
                self.results.manifest.columns, self.results.arrays, self.results.questions.gates
            )
            if side in (None, each.id)
        }
        if not found:
            whom = "anybody" if side is None else f"anybody of `{side}`"
            raise MisuseError(f"no order of these runs can move {whom}, so there is no funnel")
        return draw_funnel(max(found.values(), key=lambda each: each.men), axes)

    def tornado(
        self, *comparisons: Comparison, outcome: str | None = None, axes: Axes | None = None
    ) -> Axes:
        """Draw what each of several what-ifs does to the probability of one outcome.

        Parameters
        ----------
        *comparisons : Comparison
            From `echelon.compare`.
        outcome : str, optional
            Id of an outcome; by default the most frequent one of these runs.
        axes : matplotlib.axes.Axes, optional
            Where to draw; a new figure if not given.

        Returns
        -------
        matplotlib.axes.Axes
            A bar a what-if, the largest difference at the top, with its 95 % paired interval.

        Raises
        ------
        MisuseError
            If there is nothing to compare, or no such outcome.
        """
        from echelon.analysis.plots.tornado import draw_tornado

        shares = self.results.summary().outcomes
        wanted = outcome
        if wanted is None and shares:
            wanted = max(shares, key=lambda each: each.count).asked.id
        told = [
            (each.label, pairs)
            for each in comparisons
            for pairs in each.outcomes
            if pairs.asked.id == wanted
        ]
        if not told:
            raise MisuseError(f"there is no comparison of an outcome `{wanted}`")
        return draw_tornado(told, axes)

    def accounts(
        self,
        runs: int = 400,
        *,
        scenario: HasDocument | None = None,
        axes: Axes | None = None,
    ) -> Axes:
        """Draw what each rival account, run by itself, makes of every outcome.

        Parameters
        ----------
        runs : int, default 400
            How many runs are made of each account, with the draws of these; at most as many as
            these are.
        scenario : Scenario, optional
            The scenario of these runs; needed only for results that were loaded from a folder.
        axes : matplotlib.axes.Axes, optional
            Where to draw; a new figure if not given.

        Returns
        -------
        matplotlib.axes.Axes
            A line an outcome that spans the accounts, each a mark of its own; the stroke is the
            base.

        Raises
        ------
        MisuseError
            If the scenario has no accounts, or no scenario is known.
        """
        from echelon.analysis.beside import compiled_later
        from echelon.analysis.layers import shares_of_accounts
        from echelon.analysis.plots.strips import draw_accounts
        from echelon.analysis.rerun import Wanted, run_again

        document = document_of(self.results, scenario, "results.plot.accounts(scenario=load(…))")
        if not document.parts.accounts:
            raise MisuseError(f"{self.results.manifest.scenario} has no rival accounts")
        count = max(1, min(runs, len(self.results)))

        accounts = document.under_each_account()
        wanted = [Wanted(compiled_later(each), count) for each in accounts.values()]
        made = run_again(wanted, self.results.manifest.seed)
        ended = (each.columns["outcome"] for each in made)
        found = shares_of_accounts(document, dict(zip(accounts, ended, strict=True)))
        return draw_accounts(found, self.results.summary().outcomes, axes)

    def influence(
        self,
        of: str | Sensitivity | None = None,
        *,
        most: int = 20,
        axes: Axes | None = None,
    ) -> Axes:
        """Draw which inputs an answer hangs on, beside how well these are known.

        Parameters
        ----------
        of : str or Sensitivity, optional
            Id of an outcome, time or quantity, or what `results.sensitivity` handed back; by
            default what that takes by default. Nothing is simulated for it.
        most : int, default 20
            How many inputs are drawn.
        axes : matplotlib.axes.Axes, optional
            Where to draw; a new figure if not given.

        Returns
        -------
        matplotlib.axes.Axes
            A bar an input: its first-order share of the variance with a 95 % bootstrap interval,
            the darker the weaker its evidence, those of most influence on the weakest first.

        Raises
        ------
        MisuseError
            As `results.sensitivity`, or if no input does more than luck can.
        """
        from echelon.analysis.plots.strips import draw_influence
        from echelon.analysis.sensitive import Sensitivity

        found = of if isinstance(of, Sensitivity) else self.results.sensitivity(of, replicates=0)
        if not found.influences:
            raise MisuseError(f"no input moves `{found.target.id}` more than luck can")
        return draw_influence(found, most, axes)
