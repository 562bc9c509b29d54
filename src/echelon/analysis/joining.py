"""Ranges of runs that were made apart, put together; and a range cut short."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from echelon.analysis.results import Results
from echelon.ensemble.digest import digest_of
from echelon.ensemble.manifest import Manifest
from echelon.ensemble.tallies import cover, digest_of_tallies, sum_of
from echelon.errors import MisuseError


def join(parts: Iterable[Results]) -> Results:
    """Put together ranges of runs that were made apart.

    Parameters
    ----------
    parts : iterable of Results
        Of one scenario, seed and version, in any order, without gap or overlap.

    Returns
    -------
    Results
        The same, digest included, as if all runs had been made at once.

    Raises
    ------
    MisuseError
        If the parts do not belong or fit together; names the first that does not.
    """
    ordered = sorted(parts, key=lambda part: part.manifest.first)
    if not ordered:
        raise MisuseError("there are no results to join")
    manifest = ordered[0].manifest
    end = manifest.first
    for part in ordered:
        if _kind(part.manifest) != _kind(manifest):
            raise MisuseError("results of different scenarios, seeds or versions cannot be joined")
        if part.manifest.first != end:
            raise MisuseError(f"the runs to join leave a gap or overlap at run {end}")
        end += part.manifest.runs
    arrays = {
        name: np.concatenate([part.arrays[name] for part in ordered]) for name in ordered[0].arrays
    }
    tallies = sum_of(part.tallies for part in ordered)
    if not cover(tallies, end - manifest.first):
        tallies = {}
    seconds = [part.manifest.seconds or 0.0 for part in ordered]
    whole = replace(manifest, runs=end - manifest.first)
    digests = digest_of(arrays, arrays), digest_of_tallies(tallies)
    finished = whole.finished(digests[0], sum(seconds), digests[1])
    return Results(finished, arrays | tallies, ordered[0].document)


def first_runs(results: Results, most: int) -> Results:
    """Return the first runs of a set, at most so many."""
    if len(results) <= most:
        return results
    arrays = {name: values[:most] for name, values in results.arrays.items()}
    manifest = replace(results.manifest, runs=most, digest=None, seconds=None)
    return Results(manifest, arrays, results.document)


def _kind(manifest: Manifest) -> tuple[object, ...]:
    return (
        manifest.echelon,
        manifest.scenario_hash,
        manifest.seed,
        manifest.columns,
        manifest.chunk_runs,
    )
