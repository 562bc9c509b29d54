"""Runs brought together as the results of a scenario."""

from __future__ import annotations

from pathlib import Path

from echelon.analysis.results import Results
from echelon.ensemble.gather import Progress, Simulator, gather
from echelon.ensemble.manifest import Manifest
from echelon.errors import Interruption
from echelon.scenario.document import Document


def gather_results(
    document: Document,
    wanted: Manifest,
    simulator: Simulator,
    *,
    folder: Path | None = None,
    resume: bool = False,
    progress: Progress | None = None,
) -> Results:
    """Return the runs of a scenario, whoever simulates them.

    Parameters
    ----------
    document : Document
        The scenario with the overlays of the runs.
    wanted, simulator, folder, resume, progress
        As of `gather`.

    Raises
    ------
    MisuseError, UnfinishedError
        As `gather`.
    Interruption
        If the user stops it; `found` are the results of the first runs, or None if the first was
        not made.
    """
    try:
        manifest, arrays = gather(
            wanted, simulator, folder=folder, resume=resume, progress=progress
        )
    except Interruption as stopped:
        if stopped.found is None:
            raise
        manifest, arrays = stopped.found
        raise Interruption(Results(manifest, arrays, document)) from None
    return Results(manifest, arrays, document)
