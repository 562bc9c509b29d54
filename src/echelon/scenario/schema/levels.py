"""Seven words for a disposition, and the spread of log-odds that each stands for."""

from __future__ import annotations

from typing import Any

from echelon.scenario.expressions import Expression
from echelon.scenario.schema.readers import Reading, read_quantity

LEVELS = {
    "devoted": "normal(4.5; 1)",
    "loyal": "normal(3; 1)",
    "inclined": "normal(1.5; 1)",
    "even": "normal(0; 1)",
    "reluctant": "normal(-1.5; 1)",
    "opposed": "normal(-3; 1)",
    "hostile": "normal(-4.5; 1)",
}
"""Words for a disposition, in log-odds: a step is 1.5, about from even odds to four to one."""


def read_level(value: Any, info: Reading) -> Expression:
    """Read log-odds, or a word that stands for a spread of them, here or by default."""
    levels = LEVELS | dict((info.context or {}).get("levels", {}))
    return read_quantity(levels.get(value, value) if isinstance(value, str) else value, info)
