"""Pictures of the ground: railways, places, the map, and whose word counts there."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from echelon.analysis.provenance import HasDocument, document_of
from echelon.errors import MisuseError, or_else

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from echelon.analysis.plots.clock import TimeAxis
    from echelon.analysis.results import Results
    from echelon.campaign import Campaign


class GroundPlots:
    """Pictures of what happens where; a part of `Plots`."""

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
        from echelon.analysis.plots.line import draw_line
        from echelon.campaign.simulate import observe
        from echelon.campaign.trains import journeys, railway

        manifest, run = self.results.manifest, self._run(run)
        compiled = self._compiled(scenario, "line")
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
            journeys(compiled, observe(compiled, manifest.seed, run)),
            run,
            axes,
        )

    def map(
        self,
        at: str | int | None = None,
        *,
        run: int | None = None,
        scenario: HasDocument | None = None,
        axes: Axes | None = None,
    ) -> Axes:
        """Draw the theatre at a moment of one run: coast, lines, who holds what, who is on the way.

        Parameters
        ----------
        at : str or int, optional
            A moment in the notation of the scenario, such as `1917-11-10 06:00`, or microseconds
            since the start; by default the middle of the period.
        run : int, optional
            Index of the run; by default the representative one.
        scenario, axes
            As of `line`.

        Returns
        -------
        matplotlib.axes.Axes
            Longitude and latitude in degrees, at one scale in the middle of the map. Places are
            marked by the side that holds them. Trains, columns, ships, aircraft and persons under
            way each have an outline of their own, with the mark of their side; a number counts
            those who are together. Units stay where they came to, persons are shown only while
            they travel. Names stand where there is room. Coast: Natural Earth, public domain.

        Raises
        ------
        MisuseError
            As `line`, if the moment cannot be read, or fewer than two places have coordinates.
        """
        from echelon.analysis.ground import holdings, points_of, position, ways
        from echelon.analysis.plots.map import Ground, Spot, draw_map
        from echelon.analysis.plots.movers import Mover
        from echelon.campaign.marches import marches
        from echelon.campaign.simulate import observe
        from echelon.campaign.trains import journeys

        compiled, run = self._compiled(scenario, "map"), self._run(run)
        document, seed = compiled.document, self.results.manifest.seed
        state = observe(compiled, seed, run)
        moment_us = self._moment_us(at)
        parts = document.parts
        held = {
            each.place: each.side for each in holdings(compiled, state) if each.time_us <= moment_us
        }
        spots = {
            id_: Spot(place.name, place.lat, place.lon, held.get(id_, ""))
            for id_, place in parts.places.items()
            if place.lat is not None and place.lon is not None
        }
        if len(spots) < 2:
            raise MisuseError("fewer than two places have a latitude and a longitude: no map")
        where = {id_: (spot.lat, spot.lon) for id_, spot in spots.items()}
        movers = []
        for way in ways(document, journeys(compiled, state), marches(compiled, state)):
            points = tuple(points_of(document, way.sightings, where))
            found = position(points, moment_us, way.gone_us)
            if found is not None:
                movers.append(Mover(way.side, way.means, *found))
        sides = {id_: side.name for id_, side in parts.sides.items()}
        title = f"{document.calendar.format_moment(moment_us)}, run {run}"
        return draw_map(Ground(spots, tuple(parts.links.values()), movers, sides), title, axes)

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
            raise MisuseError(f"there is no side `{side}`{or_else(side, sides)}")
        spans = [float(row.max() - row.min()) for row in strength.mean]
        row = sides.index(side) if side is not None else spans.index(max(spans))
        names = self.names(scenario)
        words = names.get(place, place), names.get(sides[row], sides[row])
        return draw_fan(self._time(), *words, row, strength, axes)

    def obedience(
        self,
        runs: int = 100,
        *,
        scenario: HasDocument | None = None,
        axes: Axes | None = None,
    ) -> Axes:
        """Draw who obeyed whom: how often each receiver gave which answer to each author.

        Parameters
        ----------
        runs : int, default 100
            How many of these runs are made again and looked at; at most 100.
        scenario, axes
            As of `line`.

        Returns
        -------
        matplotlib.axes.Axes
            A bar a pair, those asked in most runs at the top, filled with the shares (0 to 1) of
            the answers; on the right the share of the runs in which it was asked.

        Raises
        ------
        MisuseError
            As `line`, or if nobody was asked for anything.
        """
        from echelon.analysis.obeying import answers_given
        from echelon.analysis.plots.command import draw_obedience

        compiled, manifest = self._compiled(scenario, "obedience"), self.results.manifest
        looked_at = max(1, min(runs, manifest.runs))
        told = answers_given(compiled, manifest.seed, looked_at)
        if not told:
            raise MisuseError("in none of these runs was anybody asked to obey")
        return draw_obedience(told, min(looked_at, 100), axes)

    def authority(
        self,
        view: str | None = None,
        *,
        run: int | None = None,
        scenario: HasDocument | None = None,
        axes: Axes | None = None,
    ) -> Axes:
        """Draw who is government, commissar, commander in whose eyes, hour by hour of one run.

        Parameters
        ----------
        view : str, optional
            Id of a view, or of a side that judges; by default the first.
        run : int, optional
            Index of the run; by default the representative one.
        scenario, axes
            As of `line`.

        Returns
        -------
        matplotlib.axes.Axes
            A strip an institution, an office and an act against time: dark where it is valid (an
            office bears the name of its holder), hatched where that is undecided, crossed where it
            is void, blank where the view has not heard of it.

        Raises
        ------
        MisuseError
            As `line`, if the scenario says nothing of authority, or has no such view (names the
            nearest).
        """
        from echelon.analysis.obeying import authority_in_run
        from echelon.analysis.plots.command import draw_authority

        compiled, run = self._compiled(scenario, "authority"), self._run(run)
        told = authority_in_run(compiled, self.results.manifest.seed, run)
        if told is None:
            raise MisuseError(f"{self.results.manifest.scenario} says nothing of authority")
        wanted = next(iter(told.views)) if view is None else view
        if wanted not in told.views:
            raise MisuseError(f"there is no view `{wanted}`{or_else(wanted, told.views)}")
        return draw_authority(self._time(), told, wanted, run, axes)

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

    def _compiled(self, scenario: HasDocument | None, name: str) -> Campaign:
        from echelon import campaign

        call = f"results.plot.{name}(…, scenario=load(…))"
        return campaign.compile(document_of(self.results, scenario, call))

    def _run(self, run: int | None) -> int:
        """Return a run that is one of these, the representative one if none is given."""
        if run is None:
            return self.results.representative()
        first, last = self.results.manifest.first, self.results.manifest.first + len(self.results)
        if not first <= run < last:
            raise MisuseError(f"run {run} is not among these runs, {first} to {last - 1}")
        return run

    def _moment_us(self, at: str | int | None) -> int:
        """Return a moment in microseconds since the start."""
        questions = self.results.questions
        return questions.period_us // 2 if at is None else questions.moment_within(at)


def _check_place(place: str, places: Collection[str]) -> None:
    if place not in places:
        raise MisuseError(f"there is no place `{place}`{or_else(place, places)}")
