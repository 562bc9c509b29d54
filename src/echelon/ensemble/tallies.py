"""Tallies: arrays that belong to a set of runs as a whole, and are added where columns are joined.

They are whole numbers, so that the sum is the same in whatever order chunks come, from threads,
processes or a cluster. An array of simulated runs is one if its name begins so.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from base64 import b85decode, b85encode
from collections.abc import Iterable, Mapping

import numpy as np

from echelon.ensemble.chunks import Array, Arrays, is_tally
from echelon.ensemble.digest import digest_of

RUNS = "tally_runs"
"""How many runs the others count: one number."""


def columns_in(arrays: Arrays) -> dict[str, Array]:
    """Return the columns among the arrays of simulated runs."""
    return {name: values for name, values in arrays.items() if not is_tally(name)}


def tallies_in(arrays: Arrays) -> dict[str, Array]:
    """Return the tallies among the arrays of simulated runs."""
    return {name: values for name, values in arrays.items() if is_tally(name)}


def add_tallies(total: dict[str, Array], more: Arrays) -> None:
    """Add the tallies of more runs to a total, which is empty at first."""
    for name, values in tallies_in(more).items():
        if name in total:
            total[name] += values
        else:
            total[name] = values.copy()


def sum_of(parts: Iterable[Mapping[str, Array]]) -> dict[str, Array]:
    """Return the tallies of several sets of runs together."""
    total: dict[str, Array] = {}
    for part in parts:
        add_tallies(total, part)
    return total


def cover(tallies: Mapping[str, Array], runs: int) -> bool:
    """Say whether tallies count so many runs: those of a chunk may be lost, or never made."""
    return RUNS in tallies and int(tallies[RUNS][0]) == runs


def digest_of_tallies(tallies: Mapping[str, Array]) -> str | None:
    """Return one text that two sets of tallies share only if they agree; None for none."""
    return digest_of(sorted(tallies), tallies) if tallies else None


def packed(tallies: Mapping[str, Array]) -> bytes:
    """Return tallies as text that fits into the metadata of a file: mostly zeros, so not much."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(tallies):
            with archive.open(f"{name}.npy", "w") as entry:
                np.lib.format.write_array(entry, tallies[name], allow_pickle=False)
    return b85encode(zlib.compress(buffer.getvalue(), 1))


def unpacked(text: bytes) -> dict[str, Array]:
    """Return the tallies of a packed text.

    Raises
    ------
    ValueError, OSError, zlib.error
        If it was damaged.
    """
    with np.load(io.BytesIO(zlib.decompress(b85decode(text))), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
