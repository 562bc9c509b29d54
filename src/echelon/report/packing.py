"""The data of a page in few letters: tables as columns, and a text that recurs but once.

A list of like objects is written as `{"$rows": n, "columns": {name: values}}`, and a list of texts
of which at most half are different as `{"$texts": […], "at": […]}`. No key of a report begins with
`$`. The front reads it back in `front/src/packing.ts`.
"""

from __future__ import annotations

from typing import Any

ROWS, COLUMNS, TEXTS, AT = "$rows", "columns", "$texts", "at"

FEWEST_ROWS = 4
"""A shorter list is written out: it would gain nothing."""


def packed(value: Any) -> Any:
    """Return plain values in their packed form.

    Parameters
    ----------
    value : any plain value
        As JSON has it.

    Examples
    --------
    >>> packed([{"of": "men", "is": number} for number in (1.0, 2.0, 3.5, 4.0)])
    {'$rows': 4, 'columns': {'of': {'$texts': ['men'], 'at': [0, 0, 0, 0]}, 'is': [1, 2, 3.5, 4]}}
    """
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, dict):
        return {key: packed(inner) for key, inner in value.items()}
    if not isinstance(value, list):
        return value
    if len(value) >= FEWEST_ROWS and _are_alike(value):
        columns = {key: packed([row[key] for row in value]) for key in value[0]}
        return {ROWS: len(value), COLUMNS: columns}
    if len(value) >= FEWEST_ROWS and all(isinstance(each, str) for each in value):
        rows = {text: row for row, text in enumerate(dict.fromkeys(value))}
        if 2 * len(rows) <= len(value):
            return {TEXTS: list(rows), AT: [rows[each] for each in value]}
    return [packed(each) for each in value]


def unpacked(value: Any) -> Any:
    """Return what was packed.

    Parameters
    ----------
    value : any plain value
        From `packed`.

    Examples
    --------
    >>> unpacked(packed(["men"] * 5 + ["trains"]))
    ['men', 'men', 'men', 'men', 'men', 'trains']
    """
    if isinstance(value, list):
        return [unpacked(each) for each in value]
    if not isinstance(value, dict):
        return value
    if TEXTS in value:
        return [value[TEXTS][row] for row in value[AT]]
    if ROWS in value:
        columns = {key: unpacked(values) for key, values in value[COLUMNS].items()}
        return [{key: columns[key][row] for key in columns} for row in range(value[ROWS])]
    return {key: unpacked(inner) for key, inner in value.items()}


def _are_alike(rows: list[Any]) -> bool:
    """Return whether all are objects with the same keys, and some keys at all."""
    first = rows[0]
    return (
        isinstance(first, dict)
        and bool(first)
        and all(isinstance(row, dict) and row.keys() == first.keys() for row in rows)
    )
