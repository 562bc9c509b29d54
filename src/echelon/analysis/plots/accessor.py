"""What `results.plot` offers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from echelon.analysis.provenance import HasDocument, document_of
from echelon.errors import MisuseError, nearest

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from echelon.analysis.compare import Comparison
    from echelon.analysis.plots.clock import TimeAxis
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

    def control_map(
        self, *places: str, scenario: HasDocument | None = None, axes: Axes | None = None
    ) -> Axes:
        """Draw for each place in how many of the runs each side holds it, hour by hour.

        Parameters
        ----------
        *places : str
            Ids; by default those that change hands in more than one run in fifty.
        scenario : Scenario, optional
            Gives names to the results of a folder, which knows ids only.
        axes : matplotlib.axes.Axes, optional
            Where to draw; a new figure if not given.

        Returns
        -------
        matplotlib.axes.Axes
            A strip a place, filled from below with the shares of the runs (0 to 1) in which each
            side holds it; what is left blank is held by nobody.

        Raises
        ------
        MisuseError
            If the runs were not tallied, there is no such place, or no place changes hands.
        """
        from echelon.analysis.plots.bands import draw_control

        census = self.results.questions.census
        known = census.places if census is not None else ()
        told = [(place, self.results.control(place)) for place in places or known]
        if not places:
            told = [
                each
                for each in told
                if max(float(row.max() - row.min()) for row in each[1].share) > 0.02
            ]
        if not told:
            raise MisuseError("no place changes hands in these runs, or they were not tallied")
        names = self.names(scenario)
        controls = [(names.get(place, place), control) for place, control in told]
        holders = [names.get(side or "", side or "") for side in told[0][1].holders[1:]]
        return draw_control(self._time(), controls, holders, axes)

    def fan(
        self,
        place: str,
        side: str | None = None,
        *,
        scenario: HasDocument | None = None,
        axes: Axes | None = None,
    ) -> Axes:
        """Draw how strong a side is at a place, hour by hour, with its spread over the runs.

        Parameters
        ----------
        place : str
            Id of a place that the question names or the scenario marks `watch: true`.
        side : str, optional
            Id of a side; by default the one whose strength there changes most.
        scenario, axes
            As of `control_map`.

        Returns
        -------
        matplotlib.axes.Axes
            Men against time: the median, and bands that hold half and eight in ten of the runs.

        Raises
        ------
        MisuseError
            If the runs were not tallied, or there is no such place or side.
        """
        from echelon.analysis.plots.bands import draw_fan

        strength = self.results.strength(place)
        sides = list(strength.sides)
        if side is not None and side not in sides:
            close = nearest(side, sides)
            hint = f"; did you mean `{close}`?" if close else ""
            raise MisuseError(f"there is no side `{side}`{hint}")
        spans = [float(row.max() - row.min()) for row in strength.mean]
        row = sides.index(side) if side is not None else spans.index(max(spans))
        names = self.names(scenario)
        words = names.get(place, place), names.get(sides[row], sides[row])
        return draw_fan(self._time(), *words, row, strength, axes)

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

    def _time(self) -> TimeAxis:
        from echelon.analysis.plots.clock import TimeAxis

        questions = self.results.questions
        return TimeAxis(questions.calendar, questions.period_us)

    def names(self, scenario: HasDocument | None = None) -> dict[str, str]:
        """Return the names of sides and places by id; none if no scenario is known."""
        document = self.results.document if scenario is None else scenario.document
        if document is None:
            return {}
        parts = document.parts
        sides = {id_: side.name for id_, side in parts.sides.items()}
        return {id_: place.name for id_, place in parts.places.items()} | sides


def _check_place(place: str, places: Collection[str]) -> None:
    if place not in places:
        close = nearest(place, places)
        hint = f"; did you mean `{close}`?" if close else ""
        raise MisuseError(f"there is no place `{place}`{hint}")
