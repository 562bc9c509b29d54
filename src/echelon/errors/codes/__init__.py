"""Every stable code, by the stage at which it is found."""

from __future__ import annotations

from collections.abc import Mapping

from echelon.errors.codes.checks import CHECKS
from echelon.errors.codes.reading import READING
from echelon.errors.codes.schema import SCHEMA
from echelon.errors.codes.texts import TEXTS
from echelon.errors.codes.warnings import WARNINGS
from echelon.errors.explanation import Explanation

STAGES: Mapping[str, Mapping[str, Explanation]] = {
    "reading the files": READING,
    "reading the texts in them": TEXTS,
    "fitting the fields": SCHEMA,
    "checking the sense": CHECKS,
    "warnings": WARNINGS,
}
"""Codes by stage, in the order of the documentation."""

CODES: Mapping[str, Explanation] = {
    code: explanation for stage in STAGES.values() for code, explanation in stage.items()
}
"""Every code that a fault may carry."""
