"""What can be asked of a scenario that takes more than one set of runs."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

import numpy as np

from echelon.analysis.progress import shows_progress
from echelon.errors import Interruption, MisuseError, or_else

if TYPE_CHECKING:
    from echelon.analysis.causes import Causes
    from echelon.analysis.rerun import Progress
    from echelon.analysis.results import Results
    from echelon.campaign import Campaign
    from echelon.scenario.document import Document


class Inquiry(ABC):
    """The questions that make runs of their own; a part of `Scenario`."""

    document: Document

    @property
    @abstractmethod
    def campaign(self) -> Campaign:
        """The scenario compiled into tables, once."""

    @shows_progress
    def with_layers(
        self,
        results: Results,
        *,
        pairs: int | None = None,
        accounts: int | None = None,
        progress: Progress | None = None,
    ) -> Results:
        """Add to results what else is in doubt beside the luck of the draw.

        Parameters
        ----------
        results : Results
            Runs of this scenario.
        pairs : int, optional
            Runs that get a twin with the same inputs and other chance; 0 for none. If not given, a
            quarter of the runs, at most 1 000, and none where that is fewer than 100.
        accounts : int, optional
            How often every rival account is run, 0 for never. If not given, as `pairs`, but at
            most 400.
        progress : callable, optional
            Called with the runs done and the runs wanted. If not given,
            a bar shows them on a terminal.

        Returns
        -------
        Results
            The same runs; their summary now has `layers`: where each probability would lie if the
            inputs were known, what each account says, and how many values have which grade.

        Raises
        ------
        MisuseError
            If the runs are of another scenario.
        Interruption
            A `KeyboardInterrupt` whose `found` are the results as they were.
        """
        from echelon.analysis.beside import account_runs_for, twins_for
        from echelon.analysis.measuring import measure_layers
        from echelon.analysis.provenance import document_of
        from echelon.analysis.results import results_with_layers

        document_of(results, self, "")
        manifest = results.manifest
        twins = min(twins_for(manifest.runs) if pairs is None else pairs, manifest.runs)
        rivals = account_runs_for(manifest.runs) if accounts is None else accounts
        try:
            layers = measure_layers(
                self.campaign,
                results.arrays,
                twins,
                rivals,
                manifest.seed,
                first=manifest.first,
                progress=progress,
            )
        except Interruption:
            raise Interruption(results) from None
        return results_with_layers(results, layers)

    @shows_progress
    def causes(
        self,
        outcome: str | None = None,
        runs: int = 500,
        *,
        screen: int = 30,
        top: int = 8,
        crossed: bool = False,
        seed: int = 0,
        jobs: int | None = None,
        progress: Progress | None = None,
    ) -> Causes:
        """Ask which decisions an outcome hangs on.

        Every standing order, act and what-if is taken away (and, where it is not certain to be
        carried out, assured) under the luck of the same runs.

        Parameters
        ----------
        outcome : str, optional
            Id of an outcome; by default the one that really came about, or else the most frequent.
        runs : int, default 500
            Base runs.
        screen, top : int, default 30 and 8
            Runs with which everything is tried first, and how many of what matters most are then
            tried with all runs.
        crossed : bool, default False
            Whether each gate of the funnel is opened under each account, too.
        seed : int, default 0
            Root of all random draws.
        jobs : int, optional
            Threads; as many as there are cores if not given.
        progress : callable, optional
            Called with the runs done and the runs wanted. If not given,
            a bar shows them on a terminal.

        Returns
        -------
        Causes
            `causes`, each with `necessary`, `sufficient` and `averted` as shares of so many runs
            with intervals and Tian-Pearl bounds; `idle`, what made no difference.

        Raises
        ------
        Interruption
            A `KeyboardInterrupt` whose `found` is what was tried by then, where the rest is
            `untried`.
        MisuseError
            If there is no such outcome (names the nearest), or a number cannot be meant.
        """
        from echelon.analysis.trials import find_causes

        for name, number in (("runs", runs), ("screen", screen), ("top", top)):
            if number < 1:
                raise MisuseError(f"`{name}` is {number}: there must be at least one")
        return find_causes(
            self.document,
            outcome_or_leading(self.document, outcome, seed),
            runs=runs,
            screen=screen,
            top=top,
            crossed=crossed,
            seed=seed,
            jobs=jobs,
            progress=progress,
        )


def outcome_or_leading(document: Document, outcome: str | None, seed: int) -> str:
    """Return the outcome asked about: the one named, the one that happened, or the commonest."""
    ids = list(document.parts.outcomes)
    if outcome is not None:
        if outcome not in ids:
            known = or_else(outcome, ids)
            raise MisuseError(f"`{outcome}` is no outcome of {document.name}{known}")
        return outcome
    happened = [id_ for id_, entry in document.parts.outcomes.items() if entry.happened]
    if happened:
        return happened[0]
    from echelon import campaign

    some = campaign.simulate(campaign.compile(document), seed, 0, 200).columns["outcome"]
    return ids[int(np.bincount(some, minlength=len(ids)).argmax())]
