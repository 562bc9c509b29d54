"""One short text that two sets of runs share only if they agree in every bit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np

from echelon.ensemble.chunks import Array, Arrays


def digest_of(names: Iterable[str], arrays: Arrays) -> str:
    """Hash columns in schema order, runs in order.

    Names and types are hashed with the values, little-endian whatever the
    machine. All NaNs count as one: which of its bit patterns a processor
    produces is not part of a result.

    Parameters
    ----------
    names : iterable of str
        The columns in schema order.
    arrays : mapping of str to ndarray
        Their values, all of the same length.

    Returns
    -------
    str
        SHA-256, 64 hexadecimal digits.
    """
    total = hashlib.sha256()
    for name in names:
        values = _canonical(arrays[name])
        total.update(f"{name} {values.dtype.str} {len(values)}\n".encode())
        total.update(values.data)
    return total.hexdigest()


def _canonical(values: Array) -> Array:
    little = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
    if little.dtype.kind == "f" and np.isnan(little).any():
        little = np.where(np.isnan(little), np.nan, little).astype(little.dtype)
    return little
