"""When two digests agree."""

from __future__ import annotations

import numpy as np

from echelon.ensemble.digest import digest_of
from ensemble.stand_in import COLUMNS, columns_of_runs

NAMES = [column.name for column in COLUMNS]


def test_one_changed_bit_changes_the_digest() -> None:
    arrays = dict(columns_of_runs(5, 0, 100))
    before = digest_of(NAMES, arrays)
    changed = arrays["quantity_men"].copy()
    known = np.flatnonzero(~np.isnan(changed))[-1]
    changed[known] = np.nextafter(changed[known], 1e9)
    arrays["quantity_men"] = changed
    assert before != digest_of(NAMES, arrays)


def test_byte_order_and_memory_layout_do_not_change_it() -> None:
    values = np.arange(12, dtype="<i8")
    assert digest_of(["run"], {"run": values}) == digest_of(["run"], {"run": values.astype(">i8")})
    spread = np.repeat(values, 2)[::2]
    assert digest_of(["run"], {"run": values}) == digest_of(["run"], {"run": spread})


def test_every_nan_is_the_same_nan() -> None:
    plain = np.array([1.0, np.nan])
    negative = np.array([1.0, -np.nan])
    assert plain.tobytes() != negative.tobytes()
    assert digest_of(["x"], {"x": plain}) == digest_of(["x"], {"x": negative})


def test_a_renamed_or_moved_column_changes_it() -> None:
    values = np.arange(3)
    assert digest_of(["a"], {"a": values}) != digest_of(["b"], {"b": values})
    arrays = {"a": values, "b": values + 1}
    assert digest_of(["a", "b"], arrays) != digest_of(["b", "a"], arrays)
