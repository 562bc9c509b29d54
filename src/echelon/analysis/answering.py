"""What runs answer by being counted: outcomes, times, quantities, the funnel, who stood where."""

from __future__ import annotations

from echelon.analysis.census import Control, Strength, control_of, strength_at
from echelon.analysis.funnel import Funnel
from echelon.analysis.questions import Questions, questions_from_json
from echelon.analysis.summary import (
    OutcomeShare,
    QuantitySpread,
    Summary,
    TimeSpread,
    summarise,
)
from echelon.ensemble.chunks import Arrays
from echelon.ensemble.manifest import Manifest


class Answering:
    """The answers that need no more runs; a part of `Results`."""

    manifest: Manifest
    arrays: Arrays
    tallies: Arrays

    @property
    def questions(self) -> Questions:
        """What the scenario asks."""
        return questions_from_json(self.manifest.about)

    @property
    def outcomes(self) -> tuple[OutcomeShare, ...]:
        """How often each outcome came about, with its interval, in their order of rank."""
        return self.summary().outcomes

    @property
    def times(self) -> tuple[TimeSpread, ...]:
        """When each time came about (microseconds since the start), and in how many runs."""
        return self.summary().times

    @property
    def quantities(self) -> tuple[QuantitySpread, ...]:
        """How much there was of each quantity at the end, in its unit."""
        return self.summary().quantities

    @property
    def funnel(self) -> tuple[Funnel, ...]:
        """At which gate the men of each side who were ordered to move were stopped."""
        return self.summary().funnel

    def summary(self) -> Summary:
        """Answer what the scenario asks.

        Returns
        -------
        Summary
            Outcomes with Wilson intervals, times beside the record, quantities, the funnel;
            `as_json()` gives it as plain values.
        """
        return summarise(self.manifest, self.questions, self.arrays)

    def strength(self, place: str) -> Strength:
        """Tell how many men of each side were at a place, at every full hour.

        Parameters
        ----------
        place : str
            Id of a place.

        Returns
        -------
        Strength
            `hours`, and `mean` and `quantile(share)` by side and hour; quantiles of places that
            the question names or the scenario marks `watch: true`.

        Raises
        ------
        MisuseError
            If there is no such place (names the nearest), or the runs were not tallied.
        """
        return strength_at(self.questions.census, self.tallies, place)

    def control(self, place: str) -> Control:
        """Tell who held a place, at every full hour.

        Parameters
        ----------
        place : str
            Id of a place.

        Returns
        -------
        Control
            `hours`, `holders` (None: nobody) and `share` of the runs by holder and hour.

        Raises
        ------
        MisuseError
            As `strength`.
        """
        return control_of(self.questions.census, self.tallies, place)
