"""What can be asked of a scenario that takes more than one set of runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from echelon.errors import MisuseError, or_else

if TYPE_CHECKING:
    from echelon.analysis.causes import Causes
    from echelon.analysis.rerun import Progress
    from echelon.analysis.results import Results
    from echelon.ensemble.chunks import Arrays
    from echelon.scenario.document import Document


class Inquiry:
    """The questions that make runs of their own; a part of `Scenario`."""

    document: Document

    def with_layers(
        self,
        results: Results,
        *,
        pairs: int = 1_000,
        accounts: bool = False,
        progress: Progress | None = None,
    ) -> Results:
        """Add to results what else is in doubt beside the luck of the draw.

        Parameters
        ----------
        results : Results
            Runs of this scenario.
        pairs : int, default 1 000
            Runs that get a twin with the same inputs and other chance; 0 for none.
        accounts : bool, default False
            Whether to run every rival account too, each as often.
        progress : callable, optional
            Called with the runs done and the runs wanted, account by account.

        Returns
        -------
        Results
            The same runs; their summary now has `layers`: where each probability would lie if the
            inputs were known, what each account says, and how many values have which grade.
        """
        from echelon.analysis.layers import layers_json, run_accounts, spread_of_inputs
        from echelon.analysis.rerun import Wanted, run_again
        from echelon.campaign import compile

        manifest = results.manifest

        def run(document: Document) -> Arrays:
            wanted = Wanted(compile(document), manifest.runs)
            return run_again([wanted], manifest.seed, progress=progress)[0].columns

        document = self.document
        inputs = (
            spread_of_inputs(document, results.arrays, pairs, manifest.seed, manifest.first)
            if pairs and document.parts.outcomes
            else ()
        )
        asks = accounts and document.account is None
        told = run_accounts(document, run, manifest.runs) if asks else ()
        layers = layers_json(document, inputs, min(pairs, manifest.runs), told)
        about = {**manifest.about, "layers": layers}
        # All arrays are handed over: those that a set of results holds apart, the tallies, too.
        arrays = {**results.arrays, **results.tallies}
        return type(results)(replace(manifest, about=about), arrays, results.document)

    def causes(
        self,
        outcome: str | None = None,
        runs: int = 500,
        *,
        screen: int = 30,
        top: int = 8,
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
        seed : int, default 0
            Root of all random draws.
        jobs : int, optional
            Threads; as many as there are cores if not given.
        progress : callable, optional
            Called with the runs done and the runs wanted.

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
