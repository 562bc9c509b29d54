"""Chunks as Parquet files, each of which says what it is and proves that it is whole."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from echelon.ensemble.chunks import Arrays, Chunk
from echelon.ensemble.columns import NEVER, Column, fits
from echelon.ensemble.digest import digest_of
from echelon.ensemble.files import write_whole
from echelon.ensemble.manifest import Manifest
from echelon.ensemble.tallies import packed, tallies_in, unpacked

_SEAL = b"echelon"
_COLUMN = b"echelon.column"
_TALLIES = b"echelon.tallies"


class DamagedChunkError(Exception):
    """A chunk's file is absent, cut short, altered, or of other runs."""


def chunk_path(folder: Path, chunk: Chunk) -> Path:
    """Name the file of a chunk after its first run."""
    return folder / f"runs-{chunk.first:010d}.parquet"


def write_chunk(folder: Path, manifest: Manifest, chunk: Chunk, arrays: Arrays) -> None:
    """Store a chunk, whole, with its origin and the digest of its values.

    Raises
    ------
    UnfinishedError
        If it cannot be written; names the file and the reason.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    seal = _origin(manifest, chunk) | {"digest": _digest(manifest.columns, arrays)}
    table = arrow_table(manifest.columns, arrays)
    tallies = tallies_in(arrays)
    metadata = {_SEAL: json.dumps(seal)} | ({_TALLIES: packed(tallies)} if tallies else {})
    table = table.replace_schema_metadata(metadata)
    buffer = pa.BufferOutputStream()
    # Most columns hold a different number in every run: dictionaries only add to them.
    pq.write_table(
        table, buffer, compression="zstd", use_dictionary=False, write_page_checksum=True
    )
    write_whole(chunk_path(folder, chunk), buffer.getvalue().to_pybytes())


def read_chunk(folder: Path, manifest: Manifest, chunk: Chunk) -> Arrays:
    """Read a chunk and prove it: origin, columns, and the digest of its values.

    Returns
    -------
    mapping of str to ndarray, each of shape (chunk.count,)
        In schema order.

    Raises
    ------
    DamagedChunkError
        If anything about it is not as it was written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = chunk_path(folder, chunk)
    try:
        # The table would otherwise be read through a map of a file that may be cut short.
        source = pa.BufferReader(path.read_bytes())
        table = pq.read_table(source, page_checksum_verification=True)
        seal = json.loads(table.schema.metadata[_SEAL])
        arrays = {name: _values(table.column(name)) for name in table.column_names}
        if _TALLIES in table.schema.metadata:
            arrays |= unpacked(table.schema.metadata[_TALLIES])
    except (OSError, ValueError, TypeError, KeyError, zlib.error, pa.ArrowException) as error:
        raise DamagedChunkError(str(path)) from error
    if not fits(manifest.columns, arrays, chunk.count):
        raise DamagedChunkError(str(path))
    if seal != _origin(manifest, chunk) | {"digest": _digest(manifest.columns, arrays)}:
        raise DamagedChunkError(str(path))
    return arrays


def arrow_table(columns: tuple[Column, ...], arrays: Arrays) -> Any:
    """Turn columns into an Arrow table, with units and labels; what never happened is null.

    Returns
    -------
    pyarrow.Table
        One row a run.
    """
    import pyarrow as pa

    fields, data = [], []
    for column in columns:
        values = arrays[column.name]
        missing = values == NEVER if values.dtype == np.int64 else None
        data.append(pa.array(values, mask=missing))
        described = {"unit": column.unit, "label": column.label}
        fields.append(
            pa.field(column.name, data[-1].type, metadata={_COLUMN: json.dumps(described)})
        )
    return pa.table(data, schema=pa.schema(fields))


def _values(column: Any) -> np.ndarray[Any, np.dtype[Any]]:
    if column.null_count:
        column = column.fill_null(NEVER)
    values: np.ndarray[Any, np.dtype[Any]] = column.to_numpy()
    return values


def _digest(columns: tuple[Column, ...], arrays: Arrays) -> str:
    names = [column.name for column in columns]
    return digest_of([*names, *sorted(tallies_in(arrays))], arrays)


def _origin(manifest: Manifest, chunk: Chunk) -> dict[str, object]:
    return {
        "version": manifest.echelon,
        "scenario_hash": manifest.scenario_hash,
        "seed": manifest.seed,
        "first": chunk.first,
        "runs": chunk.count,
    }
