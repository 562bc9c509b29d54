"""What `results.plot` offers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from echelon.analysis.provenance import HasDocument, document_of
from echelon.errors import MisuseError, nearest

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from echelon.analysis.results import Results
    from echelon.campaign import Campaign


@dataclass(frozen=True)
class Plots:
    """The pictures that can be drawn of a set of runs.

    Each is drawn with Matplotlib and handed back as its `Axes`, to be changed at will; the
    figure, to be saved, is `axes.figure`.

    Parameters
    ----------
    results : Results
        What came of the runs.
    """

    results: Results

    def line(
        self,
        one: str,
        other: str,
        *,
        run: int = 0,
        scenario: HasDocument | None = None,
        axes: Axes | None = None,
    ) -> Axes:
        """Draw the trains of one run as railwaymen do: distance down, time across, a line a train.

        Stations lie at their true distances along the shortest way by rail. The steeper a line,
        the faster the train; where it is level, the train stands at a station. A wait in a loop
        between stations is not told apart from slow running and makes the line flatter. Trains
        that stand at a station together are drawn beside one another, and joined to the station's
        line where they come and go.

        Parameters
        ----------
        one, other : str
            Ids of the places at the top and at the bottom.
        run : int, default 0
            Index of the run.
        scenario : Scenario, optional
            The scenario of these runs; needed only for results that were loaded from a folder,
            since runs are stored without it.
        axes : matplotlib.axes.Axes, optional
            Where to draw; a new figure if not given.

        Returns
        -------
        matplotlib.axes.Axes
            Kilometres against hours since the midnight with which the first day began; each
            train is a `Line2D` whose label is its unit and number.

        Raises
        ------
        MisuseError
            If no scenario is known or it is another one, the run is not among these, or no
            rails join the places.

        References
        ----------
        E. J. Marey (1885), La méthode graphique, p. 20, has the diagram that C. Ibry drew for
        the line from Paris to Lyons.
        """
        from echelon import campaign
        from echelon.analysis.plots.line import draw_line
        from echelon.campaign.trains import journeys, railway

        manifest = self.results.manifest
        if not manifest.first <= run < manifest.first + manifest.runs:
            last = manifest.first + manifest.runs - 1
            raise MisuseError(f"run {run} is not among these runs, {manifest.first} to {last}")
        compiled: Campaign = campaign.compile(
            document_of(self.results, scenario, "results.plot.line(…, scenario=load(…))")
        )
        places = compiled.document.parts.places
        for place in (one, other):
            _check_place(place, places)
        stations = railway(compiled, one, other)
        if len(stations) < 2:
            raise MisuseError(f"no railway leads from `{one}` to `{other}`")
        return draw_line(
            self.results.questions,
            compiled.document.parts.links,
            stations,
            journeys(compiled, manifest.seed, run),
            run,
            axes,
        )

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


def _check_place(place: str, places: Collection[str]) -> None:
    if place not in places:
        close = nearest(place, places)
        hint = f"; did you mean `{close}`?" if close else ""
        raise MisuseError(f"there is no place `{place}`{hint}")
